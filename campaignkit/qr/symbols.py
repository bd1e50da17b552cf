"""One text or many in, `Symbol`s out; the same arrays either way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from campaignkit.errors import BadInput, CampaignError, TooBig
from campaignkit.qr.bits import fill, message_bytes
from campaignkit.qr.correction import corrected
from campaignkit.qr.matrix import Workspace, draw, texts_at_once
from campaignkit.qr.segments import (
    MODES,
    MOST_BYTES,
    Bytes,
    Ints,
    Mode,
    SegmentPlan,
    bits_of_beginnings,
    plan,
)
from campaignkit.qr.tables import CAPACITY, LEVELS, VERSIONS

BLOCK = 512  # texts that encode_many takes before it yields the first of their symbols
_BLOCK_CHARACTERS = 1 << 16  # long texts make a block shorter, so that memory stays bounded


class Symbol:
    """A QR code without its quiet zone. Light: it can be pickled and sent to another process.

    modules: square, read-only; True is dark. version: 1 to 40. level: "L", "M", "Q" or "H".
    mask: 0 to 7. text: what a reader gets.
    """

    __slots__ = ("_modes", "level", "mask", "modules", "text", "version")

    modules: NDArray[np.bool_]
    version: int
    level: str
    mask: int
    text: str

    def __init__(
        self,
        *,
        modules: NDArray[np.bool_],
        version: int,
        level: str,
        mask: int,
        text: str,
        modes: bytes,
    ) -> None:
        self.modules = modules
        self.version = version
        self.level = level
        self.mask = mask
        self.text = text
        self._modes = modes  # of each UTF-8 byte of the text, its place in MODES

    @property
    def segments(self) -> tuple[tuple[Mode, bytes], ...]:
        """What the code holds: (mode, bytes) in order; joined, the bytes are the text in UTF-8."""
        data = self.text.encode()
        found, at = [], 0
        for mode, same in groupby(self._modes):
            end = at + len(list(same))
            found.append((MODES[mode], data[at:end]))
            at = end
        return tuple(found)

    def mirrored(self) -> Symbol:
        """Return the code as in a mirror, for print that is read through glass."""
        turned = np.ascontiguousarray(self.modules[:, ::-1])
        turned.flags.writeable = False
        return Symbol(
            modules=turned,
            version=self.version,
            level=self.level,
            mask=self.mask,
            text=self.text,
            modes=self._modes,
        )

    def __repr__(self) -> str:
        return f"<QR code {self.version}-{self.level}, mask {self.mask}: {self.text!r}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Symbol):
            return NotImplemented
        return self._facts() == other._facts() and np.array_equal(self.modules, other.modules)

    def __hash__(self) -> int:
        return hash(self._facts())

    def _facts(self) -> tuple[Any, ...]:
        return self.text, self.version, self.level, self.mask, self._modes

    def __getstate__(self) -> tuple[Any, ...]:
        packed = np.packbits(self.modules).tobytes()
        return packed, self.version, self.level, self.mask, self.text, self._modes

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        packed, self.version, self.level, self.mask, self.text, self._modes = state
        size = 17 + 4 * self.version
        bits = np.unpackbits(np.frombuffer(packed, np.uint8), count=size * size)
        self.modules = bits.view(np.bool_).reshape(size, size)
        self.modules.flags.writeable = False


def encode(text: str, *, level: str = "M", boost: bool = False) -> Symbol:
    """Return the smallest code that holds `text` at error correction level `level`.

    Args:
        text: At least one character; written as UTF-8, an ECI mark before it only in contact
            cards, networks and SMS that have letters beyond ASCII. At most 7,089 digits or 2,953
            bytes at level L, 3,057 or 1,273 at H (ISO/IEC 18004 table 7).
        level: "L", "M", "Q" or "H": about 7, 15, 25 or 30 % of the codewords can be restored.
        boost: Raise the level as far as the version allows.

    Raises:
        BadInput: `text` is empty, no str, or holds half a surrogate pair; no such level.
        TooBig: no version holds it; the message says which level does, and by how much to cut.

    >>> symbol = encode("https://wa.me/5511987654321")
    >>> symbol.version, symbol.level, symbol.modules.shape
    (2, 'M', (25, 25))
    >>> [(str(mode), data) for mode, data in symbol.segments]
    [('byte', b'https://wa.me/'), ('numeric', b'5511987654321')]
    """
    row, raised = level_row(level), flag(boost)
    return _drawn([text], divided(text, row), row, raised)[0]


def encode_many(texts: Iterable[str], *, level: str = "M", boost: bool = False) -> Iterator[Symbol]:
    """Yield the very symbols that `encode` makes, in order, many times as fast.

    Takes any iterable, endless ones too: it reads at most 512 texts ahead and holds that many
    symbols. Arguments and errors are those of `encode`. An error comes at the bad text's turn,
    after all symbols before it, and begins with the text's place, counted from 0: "texts[17]: ".

    >>> [symbol.version for symbol in encode_many(["1" * 34, "1" * 35, "1" * 63, "1" * 64])]
    [1, 2, 2, 3]
    """
    return _stream(iter(texts), level_row(level), flag(boost))


def flag(boost: object) -> bool:
    """Return whether a level is to be raised; a list or a text is neither True nor False."""
    if not isinstance(boost, bool | np.bool_ | int):
        raise BadInput(
            f"boost={boost!r:.60} is neither True nor False.", rule="code.boost", boost=boost
        )
    return bool(boost)


def _stream(texts: Iterator[str], row: int, boost: bool) -> Iterator[Symbol]:
    done = 0
    while block := _block(texts):
        division, good = _planned(block, row)
        if good:
            yield from _drawn(block[:good], division, row, boost)
        if good < len(block):
            raise fault(block[good], row, f"texts[{done + good}]: ")
        done += good


def divided(text: str, row: int) -> SegmentPlan:
    """Return the division of one text, or raise what is wrong with it."""
    division, good = _planned([text], row)
    if not good:
        raise fault(text, row)
    return division


def _block(texts: Iterator[str]) -> list[str]:
    block: list[str] = []
    characters = 0
    for text in texts:
        block.append(text)
        characters += len(text) if isinstance(text, str) else 0
        if len(block) == BLOCK or characters >= _BLOCK_CHARACTERS:
            break
    return block


def _planned(texts: list[str], row: int) -> tuple[SegmentPlan, int]:
    """Divide the texts before the first that cannot be encoded; return how many these are."""
    encoded = _readable(texts)
    division = plan(encoded, row)
    misfits = np.flatnonzero(division.version > VERSIONS[-1])
    if len(misfits):
        return _planned(texts[: misfits[0]], row)
    return division, len(encoded)


def _readable(texts: list[str]) -> list[bytes]:
    """Return the texts in UTF-8, up to the first that is no text or longer than any code."""
    encoded: list[bytes] = []
    try:
        for text in texts:
            data = str.encode(text)
            if not 0 < len(data) <= MOST_BYTES:
                break
            encoded.append(data)
    except (TypeError, UnicodeEncodeError):
        pass  # `fault` says what is wrong with it
    return encoded


def _drawn(texts: list[str], division: SegmentPlan, row: int, boost: bool) -> list[Symbol]:
    message = message_bytes(division)
    rows = boosted(division, row) if boost else np.full(len(texts), row, np.int64)
    lengths = division.run_length.astype(np.intp, copy=False)
    modes = np.repeat(division.run_mode, lengths).tobytes()
    ends = division.offset.tolist()
    symbols: dict[int, Symbol] = {}
    for version, level, batch in _alike(division.version, rows):
        letter = LEVELS[level]
        for part, modules, masks in _squares(message, division.bits, batch, version, letter):
            for i, square, mask in zip(part.tolist(), modules, masks.tolist(), strict=True):
                symbols[i] = Symbol(
                    modules=square,
                    version=version,
                    level=letter,
                    mask=mask,
                    text=texts[i],
                    modes=modes[ends[i] : ends[i + 1]],
                )
    return [symbols[i] for i in range(len(texts))]


def _alike(version: Ints, rows: Ints) -> Iterator[tuple[int, int, Ints]]:
    """Return version, level (its place in LEVELS) and places of the texts that share both."""
    keys = version * len(LEVELS) + rows
    order = np.argsort(keys, kind="stable")
    for same in np.split(order, np.flatnonzero(np.diff(keys[order])) + 1):
        yield *divmod(int(keys[same[0]]), len(LEVELS)), same


def _squares(
    message: Bytes, bits: Ints, batch: Ints, version: int, level: str
) -> Iterator[tuple[Ints, NDArray[np.bool_], Ints]]:
    """Draw the texts of a batch, some at a time: their places, modules and masks."""
    capacity = int(CAPACITY[LEVELS.index(level), version - 1])
    step = min(len(batch), texts_at_once(version))
    room = Workspace(version, step)
    for start in range(0, len(batch), step):
        part = batch[start : start + step]
        data = fill(message[part], bits[part], capacity)
        yield part, *draw(corrected(data, version, level), version, level, room)


def boosted(division: SegmentPlan, row: int) -> Ints:
    """Return the highest level at which each text still fits its version."""
    rows = np.full(len(division.bits), row, np.int64)
    for higher in range(row + 1, len(LEVELS)):
        rows[division.bits <= CAPACITY[higher, division.version - 1]] = higher
    return rows


def level_row(level: str) -> int:
    """Return a level's place in LEVELS.

    Raises:
        BadInput: it is not one of the four letters.
    """
    if not isinstance(level, str) or len(level) != 1 or level not in LEVELS:
        raise BadInput(
            f"level={level!r} is no error correction level. Use 'L', 'M', 'Q' or 'H'.",
            rule="qr.level",
            level=level,
        )
    return LEVELS.index(level)


def fault(text: object, row: int, head: str = "") -> CampaignError:
    """Return the error that says why `text` has no code at a level (its place in LEVELS)."""
    if not isinstance(text, str):
        kind = type(text).__name__
        return BadInput(
            f"{head}{text!r} is of type {kind}, not str. Give the text of the code.",
            rule="qr.no-text",
            type=kind,
        )
    if not text:
        return BadInput(
            f"{head}the text is empty. Give the code at least one character.", rule="qr.empty"
        )
    try:
        text.encode()
    except UnicodeEncodeError as err:
        return BadInput(
            f"{head}the text has half a character at place {err.start} ({text[err.start]!r}, a "
            "lone surrogate). Decode its source as UTF-8, or remove it.",
            rule="qr.half-character",
            place=err.start,
        )
    return TooBig(_too_long(head, text, row), rule="qr.too-long", level=LEVELS[row])


def _too_long(head: str, text: str, row: int) -> str:
    data = text.encode()
    needed = bits_of_beginnings(data[:MOST_BYTES])
    most = CAPACITY[:, -1]  # version 40, a level each
    held = int(np.searchsorted(needed, most[row], side="right"))
    while data[held] & 0xC0 == 0x80:  # amid a character
        held -= 1
    size, level, over = len(data), LEVELS[row], len(data) - held
    for lower in reversed(range(row)):
        if len(data) <= MOST_BYTES and needed[-1] <= most[lower]:
            return (
                f"{head}{size:,} bytes do not fit a QR code at level {level} (it holds {held:,}). "
                f"Use level {LEVELS[lower]}, which holds them, or shorten the text by its last "
                f"{over:,} bytes."
            )
    return (
        f"{head}{size:,} bytes do not fit a QR code at level {level} (it holds {held:,}). Shorten "
        f"the text by its last {over:,} bytes."
    )
