"""TSPL of TSC and of the many printers that speak it: BAR for what is blocks, BITMAP for the rest.

A whole label as one BITMAP would be large, for TSPL has no compression that all firmwares know. So
a label is cut where it is light into blocks, and each block is written in whichever way is shorter:
all its ink as bars, as a code is best, or only rows that repeat as bars, and what is left as
pictures no larger than their ink. In a BITMAP 0 is ink and 1 is light.
Source: TSC, TSPL/TSPL2 Programming Language, "BAR", "BITMAP", "SIZE", "GAP", "CLS", "PRINT".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from campaignkit.label_streams.dots import Bits
from campaignkit.units import MM_PER_INCH

DPI = 203
_DOTS_A_MM = {203: 8.0}
_GAP_DOTS = 20  # of light between two blocks: less costs less than a second command
_BAR = 19


class _Block(NamedTuple):
    """A part of a label, dots."""

    top: int
    low: int
    left: int
    right: int

    def of(self, bits: Bits) -> Bits:
        """Return what of a label lies there."""
        return bits[self.top : self.low, self.left : self.right]


class _Band(NamedTuple):
    """Equal rows. runs: from, to, of its ink."""

    top: int
    rows: int
    runs: tuple[tuple[int, int], ...]


def write(bits: Bits, *, dpi: float) -> bytes:
    """Return what prints one label.

    >>> write(np.ones((8, 16), dtype=bool), dpi=203).decode().split()[:4]
    ['SIZE', '2', 'mm,1', 'mm']
    """
    rows, columns = bits.shape
    dots = _DOTS_A_MM.get(round(dpi), dpi / MM_PER_INCH)
    size = f"SIZE {columns / dots:.4g} mm,{rows / dots:.4g} mm\r\n"
    parts = [f"{size}GAP 3 mm,0 mm\r\nDIRECTION 1\r\nCLS\r\n".encode()]
    parts += (_block(bits, block) for block in _blocks(bits, _Block(0, rows, 0, columns)))
    return b"".join([*parts, b"PRINT 1,1\r\n"])


def read(data: bytes) -> Iterator[Bits]:
    """Yield the labels of a stream as dots."""
    at, bits, wanted = 0, None, (0.0, 0.0)
    bitmap = re.compile(rb"BITMAP (\d+),(\d+),(\d+),(\d+),0,")
    while at < len(data):
        found = bitmap.match(data, at)
        if found:
            x, y, wide, rows = map(int, found.groups())
            end = found.end() + wide * rows
            packed = np.frombuffer(data[found.end() : end], np.uint8).reshape(rows, wide)
            bits = _grown(bits, y + rows, x + wide * 8)
            bits[y : y + rows, x : x + wide * 8] |= ~np.unpackbits(packed, axis=1).astype(bool)
            at = end + 2
            continue
        end = data.index(b"\r\n", at)
        name, _, rest = data[at:end].decode("ascii").partition(" ")
        at = end + 2
        if name == "SIZE":
            width, height = (float(each.removesuffix(" mm")) for each in rest.split(","))
            wanted = (width, height)
        elif name == "CLS":
            bits = np.zeros((0, 0), bool)
        elif name == "BAR":
            x, y, width_dots, rows = map(int, rest.split(","))
            bits = _grown(bits, y + rows, x + width_dots)
            bits[y : y + rows, x : x + width_dots] = True
        elif name == "PRINT":
            yield _sized(bits, wanted)
        elif name not in ("GAP", "DIRECTION"):
            raise ValueError(f"{name[:20]!r} is no command of ours")


def _blocks(bits: Bits, block: _Block) -> Iterator[_Block]:
    """Yield the blocks that a label falls into where it is light, cut again and again."""
    for axis in (1, 0):
        parts = list(_parts(bits, block, axis))
        if len(parts) != 1 or parts[0] != block:
            for part in parts:
                yield from _blocks(bits, part)
            return
    yield block


def _parts(bits: Bits, block: _Block, axis: int) -> Iterator[_Block]:
    """Yield what is left of a block between its light rows (axis 1) or columns (axis 0)."""
    ink = np.flatnonzero(block.of(bits).any(axis=axis))
    if not ink.size:
        return
    for group in np.split(ink, np.flatnonzero(np.diff(ink) > _GAP_DOTS) + 1):
        first, last = int(group[0]), int(group[-1]) + 1
        if axis:
            yield block._replace(top=block.top + first, low=block.top + last)
        else:
            yield block._replace(left=block.left + first, right=block.left + last)


def _block(bits: Bits, block: _Block) -> bytes:
    ink = np.zeros_like(bits)
    block.of(ink)[:] = block.of(bits)
    return min(_by_bars(ink), _by_bands(ink), key=len)


def _by_bars(bits: Bits) -> bytes:
    """Return all ink as bars: runs that go on below are one."""
    bars: list[bytes] = []
    open_: dict[tuple[int, int], int] = {}  # runs, and where they began
    for band in (*_bands(bits), _Band(len(bits), 0, ())):
        for run in [run for run in open_ if run not in band.runs]:
            bars.append(_bar(*run, open_.pop(run), band.top))
        open_.update((run, band.top) for run in band.runs if run not in open_)
    return b"".join(bars)


def _by_bands(bits: Bits) -> bytes:
    """Return rows that repeat as bars, what is left as pictures."""
    parts: list[bytes] = []
    pictures: list[_Band] = []
    for band in _bands(bits):
        wide = (band.runs[-1][1] - band.runs[0][0]) // 8 + 1 if band.runs else 0
        if _BAR * len(band.runs) <= wide * band.rows:
            parts += _pictures(bits, pictures)
            pictures = []
            parts += (_bar(*run, band.top, band.top + band.rows) for run in band.runs)
        else:
            pictures.append(band)
    return b"".join([*parts, *_pictures(bits, pictures)])


def _bar(left: int, right: int, top: int, low: int) -> bytes:
    return f"BAR {left},{top},{right - left},{low - top}\r\n".encode()


def _bands(bits: Bits) -> Iterator[_Band]:
    rows = [row.tobytes() for row in bits]
    top = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] != rows[top]:
            edges = np.flatnonzero(np.diff(np.pad(bits[top], 1).astype(np.int8)))
            pairs = tuple((int(a), int(b)) for a, b in edges.reshape(-1, 2))
            yield _Band(top, at - top, pairs)
            top = at


def _pictures(bits: Bits, bands: list[_Band]) -> list[bytes]:
    """Return bands that lie below each other as pictures, split where there is much light."""
    inked = [band for band in bands if band.runs]
    if not inked:
        return []
    top, low = inked[0].top, inked[-1].top + inked[-1].rows
    part = bits[top:low]
    columns = np.flatnonzero(part.any(axis=0))
    breaks = np.flatnonzero(np.diff(columns) > _GAP_DOTS)
    groups = np.split(columns, breaks + 1)
    return [_picture(part, top, int(group[0]), int(group[-1]) + 1) for group in groups]


def _picture(part: Bits, top: int, left: int, right: int) -> bytes:
    rows = np.flatnonzero(part[:, left:right].any(axis=1))
    first, last = int(rows[0]), int(rows[-1]) + 1
    ink = part[first:last, left:right]
    packed = np.packbits(~np.pad(ink, ((0, 0), (0, -ink.shape[1] % 8))), axis=1)
    head = f"BITMAP {left},{top + first},{packed.shape[1]},{len(packed)},0,".encode()
    return head + packed.tobytes() + b"\r\n"


def _grown(bits: Bits | None, rows: int, columns: int) -> Bits:
    if bits is None:
        raise ValueError("a label begins without CLS")
    more = (max(0, rows - bits.shape[0]), max(0, columns - bits.shape[1]))
    return np.pad(bits, ((0, more[0]), (0, more[1]))) if any(more) else bits


def _sized(bits: Bits | None, wanted: tuple[float, float]) -> Bits:
    """Return a label as large as SIZE says; dots are square, so either side tells how large."""
    if bits is None:
        raise ValueError("a label begins without CLS")
    width, height = wanted
    for dots in (8.0, 300 / MM_PER_INCH, 600 / MM_PER_INCH):
        rows, columns = round(height * dots), round(width * dots)
        if bits.shape[0] <= rows and bits.shape[1] <= columns + 8:
            grown = _grown(bits, rows, columns)
            return grown[:rows, :columns]
    raise ValueError("ink lies beyond the label")
