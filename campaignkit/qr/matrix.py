"""Codewords in, modules out: placement, the eight masks, and the choice among them.

A line of modules is packed into 64-bit words (one to three a line), a line each row and again
a line each column, so that every penalty rule works *across* lines: module by module in the
words, without a shift. Masks are exclusive ors, so what two neighbouring lines differ in is
found once and flipped eight times.

Penalties (ISO/IEC 18004 7.8.3) are those of the `qrcode` package, whose choice this is:
format and version information and the dark module count as light, the finder-like pattern is
searched inside the symbol only, and of equal masks the first wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from campaignkit.qr.segments import Bytes, Ints
from campaignkit.qr.tables import blocks, function_patterns, information, masks, side

Words = NDArray[np.uint64]
Bools = NDArray[np.bool_]

_WORD = 64
_CACHED = 300_000  # bytes that eight masked symbols each may take: six such arrays stay in cache
_ONE = np.uint64(1)
_TOP = np.uint64(_WORD - 1)


def draw(codewords: Bytes, version: int, level: str, room: Workspace) -> tuple[Bools, Ints]:
    """Return modules (text, row, column) and mask of each column of `codewords`.

    `codewords` is what `correction.corrected` makes. The modules are read-only.
    """
    size = side(version)
    here = _layout(version, level)
    down, across = _place(codewords, here)
    mask = _penalties(down, across, here, room).argmin(axis=0)
    final = down ^ here.finish.take(mask, axis=2)
    rows = np.ascontiguousarray(final.transpose(2, 0, 1), "<u8").view(np.uint8)
    modules = np.unpackbits(rows, axis=2, count=size, bitorder="little").view(np.bool_)
    modules.flags.writeable = False
    return modules, mask


def texts_at_once(version: int) -> int:
    """Return how many symbols of a version to draw together, so that the work stays in cache."""
    size = side(version)
    return max(1, _CACHED // (size * -(-size // _WORD) * 8 * 8))


@dataclass(frozen=True, slots=True)
class _Way:
    """The masks seen along one direction: lines of words, one set a mask. Unused bits are 0."""

    flip: Words  # (line, word, mask, 1): modules that the mask flips
    turn: Words  # (line - 1, word, mask, 1): where it flips one of two neighbouring lines


@dataclass(frozen=True, slots=True)
class _Layout:
    """What every symbol of one version and level shares."""

    size: int
    words: int  # a line
    gather: tuple[NDArray[np.intp], NDArray[np.intp]]  # by row, by column: bit x byte -> bit
    used: Words  # (1, word, 1): bits of a word that are modules
    ways: tuple[_Way, _Way]
    turn_next: Words  # `turn` of the rows, seen one module further right
    turn_side: Words  # (line, word, mask, 1): where a mask flips one of two modules in a row
    finish: Words  # (line, word, mask): mask with format and version information


@lru_cache(maxsize=48)
def _layout(version: int, level: str) -> _Layout:
    size = side(version)
    patterns = function_patterns(version)
    where = _sources(patterns, version, level)
    flips = masks(size) & (patterns < 0)
    informed = np.array([information(version, level, mask) for mask in range(8)])
    row_way, column_way = _way(flips), _way(flips.transpose(0, 2, 1))
    return _Layout(
        size=size,
        words=-(-size // _WORD),
        gather=(_by_byte(where), _by_byte(where.T)),
        used=_packed(np.ones((1, 1, size), np.bool_)),
        ways=(row_way, column_way),
        turn_next=_next_module(row_way.turn),
        turn_side=row_way.flip ^ _next_module(row_way.flip),
        finish=_packed(flips | informed),
    )


def _sources(patterns: NDArray[np.int8], version: int, level: str) -> NDArray[np.intp]:
    """Return, for each module, the bit of the codewords it shows (7.6 and 7.7.3)."""
    order = _interleaved(version, level)
    size, total = len(patterns), len(order)
    bits = (order[:, None] * 8 + np.arange(8, dtype=np.intp)).ravel()
    dark, light = total * 8, total * 8 + 1
    where = np.where(patterns > 0, dark, light)
    path = _path(size)
    path = path[patterns.ravel()[path] < 0]
    where.ravel()[path[: len(bits)]] = bits
    return where


def codewords_shown(version: int, level: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the codeword that each module shows, -1 for none, and the block of each codeword."""
    shown = _sources(function_patterns(version), version, level) // 8
    parts = zip(*blocks(version, level), strict=True)  # all data, then all correction
    block = [number for lengths in parts for number, n in enumerate(lengths) for _ in range(n)]
    return np.where(shown < len(block), shown, -1), np.array(block, np.intp)


def _interleaved(version: int, level: str) -> NDArray[np.intp]:
    """Return the codewords' places, block after block, in the order they are drawn (7.6)."""
    structure = blocks(version, level)
    order = [
        (part, i, number)
        for part in (0, 1)  # all data, then all correction
        for number, lengths in enumerate(structure)
        for i in range(lengths[part])
    ]
    return np.array(sorted(range(len(order)), key=order.__getitem__), np.intp)


def _path(size: int) -> NDArray[np.intp]:
    """Return the modules in the order data fills them: two columns up, two down (7.7.3)."""
    at = np.arange(size * size, dtype=np.intp).reshape(size, size)
    right = [c if c > 6 else c - 1 for c in range(size - 1, 0, -2)]  # column 6 is timing
    pairs = [at[:: -1 if i % 2 == 0 else 1, [c, c - 1]].ravel() for i, c in enumerate(right)]
    return np.concatenate(pairs)


def _by_byte(where: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the source of bit k of byte b of each line as [k, line x byte]; light beyond."""
    size = len(where)
    light = where.max()
    wide = np.full((size, -(-size // 8) * 8), light, np.intp)
    wide[:, :size] = where
    return np.ascontiguousarray(wide.reshape(-1, 8).T)


def _packed(modules: Bools) -> Words:
    """Return (mask, line, module) as words (line, word, mask); bit i of a word is module i."""
    count, lines, size = modules.shape
    wide = np.zeros((count, lines, -(-size // _WORD) * _WORD), np.bool_)
    wide[:, :, :size] = modules
    words = np.packbits(wide, axis=2, bitorder="little").view("<u8").astype(np.uint64)
    return np.ascontiguousarray(words.transpose(1, 2, 0))


def _way(flips: Bools) -> _Way:
    flip = _packed(flips)[..., None]
    return _Way(flip, flip[1:] ^ flip[:-1])


def _next_module(lines: Words) -> Words:
    """Return the lines seen one module further: module i shows module i + 1, the last 0."""
    out = lines >> _ONE
    if lines.shape[1] > 1:
        out[:, :-1] |= lines[:, 1:] << _TOP
    return out


def _place(codewords: Bytes, here: _Layout) -> tuple[Words, Words]:
    """Return the unmasked symbols as rows and as columns: words (line, word, text)."""
    bits = codewords[:, None] >> np.arange(7, -1, -1, dtype=np.uint8)[:, None]
    bits &= np.uint8(1)
    flat = bits.reshape(-1, codewords.shape[1])
    by_row, by_column = here.gather
    return _gathered(flat, by_row, here), _gathered(flat, by_column, here)


def _gathered(bits: Bytes, gather: NDArray[np.intp], here: _Layout) -> Words:
    planes = bits.take(gather, axis=0)
    planes <<= np.arange(8, dtype=np.uint8)[:, None, None]
    packed = np.bitwise_or.reduce(planes, axis=0).reshape(here.size, -1, bits.shape[1])
    out = np.zeros((here.size, here.words, bits.shape[1], 8), np.uint8)
    for word in range(here.words):
        part = packed[:, word * 8 : word * 8 + 8]
        out[:, word, :, : part.shape[1]] = part.transpose(0, 2, 1)
    return out.view("<u8")[..., 0].astype(np.uint64, copy=False)


class Workspace:
    """Room for the penalties of up to `texts` symbols of a version, to be used again and again.

    Fresh arrays of this size would cost more than what is done with them: the system hands out
    their pages anew each time. A workspace belongs to one thread.
    """

    def __init__(self, version: int, texts: int) -> None:
        size = side(version)
        shape = (size, -(-size // _WORD), 8, texts)
        self._lines = np.empty((6, *shape), np.uint64)
        self._counts = np.empty(shape, np.uint8)

    def lines(self, texts: int) -> Words:
        """Return six arrays (line, word, mask, text)."""
        return self._lines[..., :texts]

    def count(self, words: Words) -> Ints:
        """Return the number of set bits in all lines and words, by mask and text."""
        lines, width, masks_, texts = words.shape
        counts = self._counts[:lines, :width, :masks_, :texts]
        np.bitwise_count(words, out=counts)
        total: Ints = np.add.reduce(counts, axis=(0, 1), dtype=np.uint16).astype(np.int64)
        return total


def _penalties(down: Words, across: Words, here: _Layout, room: Workspace) -> Ints:
    """Return the penalty points (mask, text)."""
    light, same, *free = room.lines(down.shape[2])
    _mask(down, here.ways[0], here.used, light, same)
    points = _line_points(light, same, free, room)
    points += 3 * _square_points(down, same, here, free, room)
    dark = here.size**2 - room.count(light)
    percent = dark / here.size**2  # in this order, as rounding decides at the edges
    points += 10 * (np.abs(percent * 100 - 50) / 5).astype(np.int64)
    _mask(across, here.ways[1], here.used, light, same)
    return points + _line_points(light, same, free, room)


def _mask(lines: Words, way: _Way, used: Words, light: Words, same: Words) -> None:
    """Set, under each mask, which modules are light and which equal the next line's."""
    np.bitwise_xor((~lines & used)[:, :, None], way.flip, out=light)
    steps = ~(lines[1:] ^ lines[:-1]) & used
    np.bitwise_xor(steps[:, :, None], way.turn, out=same[:-1])


def _line_points(light: Words, same: Words, free: list[Words], room: Workspace) -> Ints:
    """Score across lines: runs of five and more (rule 1), finder-like patterns (rule 3).

    `same` shows the steps from a line to the next: three equal steps are four equal modules.
    """
    size = len(light)
    same = same[:-1]
    three = np.bitwise_and(same[:-1], same[1:], out=free[0][: size - 2])
    four = np.bitwise_and(three[:-1], same[2:], out=free[1][: size - 3])
    five = np.bitwise_and(three[:-2], three[2:], out=free[2][: size - 4])
    # A run of n scores n - 2: a point for each five in it, one where those begin, one where
    # they end.
    edges = np.bitwise_xor(five[:-1], five[1:], out=free[3][: size - 5])
    points = room.count(five) + room.count(edges) + room.count(five[:: size - 5])
    # dark light dark dark dark light dark: two changes, two equal steps, two changes
    steady = np.bitwise_or(same[:-1], same[1:], out=free[2][: size - 2])
    core = np.bitwise_or(steady[:-4], steady[4:], out=free[3][: size - 6])
    np.invert(core, out=core)
    core &= three[2:-2]
    core &= light[1:-5]
    pale = np.bitwise_and(four, light[:-3], out=four)  # four light modules
    after = np.bitwise_and(core[:-4], pale[7:], out=free[0][: size - 10])
    points += 40 * room.count(after)
    before = np.bitwise_and(core[4:], pale[: size - 10], out=after)
    return points + 40 * room.count(before)


def _square_points(
    down: Words, same: Words, here: _Layout, free: list[Words], room: Workspace
) -> Ints:
    """Count squares of two by two equal modules, overlapping ones too (rule 2)."""
    steps = ~(down[1:] ^ down[:-1]) & here.used
    beside = ~(down ^ _next_module(down))[:-1]
    square, other = free[0][:-1], free[1][:-1]
    np.bitwise_xor(_next_module(steps)[:, :, None], here.turn_next, out=square)
    np.bitwise_xor(beside[:, :, None], here.turn_side[:-1], out=other)
    square &= other
    square &= same[:-1]
    return room.count(square)
