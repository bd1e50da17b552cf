"""Which part of a text is numeric, alphanumeric or byte, so that the code is smallest.

Dynamic programming over a whole batch at once. Texts are UTF-8 bytes, cut into runs of one
class (digits, other alphanumeric characters, the rest); a best division never cuts inside a
run, since a character moved to a longer mode costs more than rounding can save: so a step is a
run, not a character. Prices differ between versions 1-9, 10-26 and 27-40 (the count fields,
ISO/IEC 18004 7.4), so a text that does not fit one group is priced again for the next.

No kanji. An ECI mark stands before cards and networks with letters beyond ASCII, and nowhere
else: there zbar takes short UTF-8 for Big5 (docs/decisions.md has the measurement); addresses are
ASCII, and payment apps want no mark. A marked text is one segment of bytes: OpenCV fails where
other segments stand beside one with a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from campaignkit.qr.tables import ALPHANUMERIC, CAPACITY, COUNT_BITS, GROUP_LAST

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]


class Mode(IntEnum):
    """How a segment is written; the values are the standard's mode indicators.

    >>> str(Mode.BYTE), int(Mode.BYTE)
    ('byte', 4)
    """

    NUMERIC = 1
    ALPHANUMERIC = 2
    BYTE = 4

    def __str__(self) -> str:
        return self.name.lower()


MODES = tuple(Mode)  # inside this room a mode is its place here: 0, 1, 2
MOST_BYTES = 7089  # digits in version 40-L; no longer text fits any code (ISO/IEC 18004 table 7)

# A price is one integer: whole bits above bit 32, fractions of a bit in bits 12 to 31, and the
# number of segments below, which so breaks ties. A segment starts with the fraction that makes
# dropping the fraction at its end the same as rounding its bits up.
_BIT = 1 << 32
_WHOLE = ~(0xFFFFF << 12)
_NEVER = 1 << 50
_DIGIT = -(-10 * (1 << 20) // 3) << 12  # 10 bits for 3 digits
_PAIRED = 11 * _BIT // 2  # 11 bits for 2 alphanumeric characters
_START = np.array([(2 * (1 << 20) // 3) << 12, _BIT // 2, 0], np.int64)
_PRICE = np.array(
    [
        [_DIGIT, _PAIRED, 8 * _BIT],
        [_NEVER, _PAIRED, 8 * _BIT],
        [_NEVER, _NEVER, 8 * _BIT],
    ],
    np.int64,
)
_HEADER = ((4 + COUNT_BITS) << 32) + _START + 1
_ONE, _TWO = np.uint8(1), np.uint8(2)
_CELLS = 1 << 17  # runs x texts priced in one go: keeps the arrays within some megabytes

_BYTE = 2
_CLASS = np.full(256, _BYTE, np.uint8)
_CLASS[list(ALPHANUMERIC)] = 1
_CLASS[list(b"0123456789")] = 0


ECI_BITS = 12  # mode indicator 0111 and 26, UTF-8, in eight bits (ISO/IEC 18004 7.4.2)
_MARKED = (b"WIFI:", b"BEGIN:V", b"MECARD:", b"SMSTO:")  # what holds raw text and is no payment


def eci_bits(text: bytes) -> int:
    """Return how many bits an ECI mark takes before a text, 0 where none stands.

    >>> eci_bits("WIFI:S:Café;;".encode()), eci_bits(b"WIFI:S:Cafe;;"), eci_bits("é".encode())
    (12, 0, 0)
    """
    return ECI_BITS if text.startswith(_MARKED) and not text.isascii() else 0


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """A batch of texts, divided. Positions are bytes of `data`; modes are places in MODES."""

    data: Bytes  # all texts, one after another
    offset: Ints  # where each text begins in `data`, and the end
    run_mode: Bytes
    run_length: Ints
    run_text: Ints  # which text a run is of
    bits: Ints  # of each text: all segments with their headers
    group: Ints  # of each text: 0 for versions 1-9, 1 for 10-26, 2 for 27-40
    version: Ints  # of each text; 41 if it fits none: then its bits and modes mean nothing
    lead: Ints  # of each text: bits of its ECI mark, which `bits` counts too


def plan(texts: Sequence[bytes], level: int) -> SegmentPlan:
    """Divide each text so that its version, and then its bits, are fewest at a level (0 to 3).

    Texts are 1 to MOST_BYTES bytes.
    """
    count = len(texts)
    offset = np.zeros(count + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, count), out=offset[1:])
    data = np.frombuffer(b"".join(texts), np.uint8)
    start, length, kind, text, place = _runs(data, offset)
    lead = np.fromiter(map(eci_bits, texts), np.int64, count)
    kind[lead[text] > 0] = _BYTE
    runs = np.bincount(text, minlength=count)
    run_mode = np.empty(len(start), np.uint8)
    bits, group, version = (np.empty(count, np.int64) for _ in range(3))
    for batch in _batches(runs):
        mine, slot = _slots(batch, text, count)
        prices = np.zeros((int(runs[batch].max()), 3, len(batch)), np.int64)
        prices[place[mine], :, slot] = _PRICE[kind[mine]] * length[mine, None]
        prices[0] += lead[batch] << 32
        modes, bits[batch], group[batch], version[batch] = _divide(prices, CAPACITY[level])
        run_mode[mine] = modes[place[mine], slot]
    return SegmentPlan(data, offset, run_mode, length, text, bits, group, version, lead)


def _runs(data: Bytes, offset: Ints) -> tuple[Ints, Ints, Bytes, Ints, Ints]:
    """Return each run's start, length, class, text and place within its text."""
    kinds = _CLASS[data]
    begins = np.empty(len(data), np.bool_)
    np.not_equal(kinds[1:], kinds[:-1], out=begins[1:])
    begins[offset[:-1]] = True
    start = np.flatnonzero(begins)
    first = np.searchsorted(start, offset)
    text = np.repeat(np.arange(len(offset) - 1), np.diff(first))
    length = np.diff(start, append=len(data))
    return start, length, kinds[start], text, np.arange(len(start), dtype=np.int64) - first[text]


def _batches(runs: Ints) -> Iterator[Ints]:
    """Cut the texts into batches of bounded size, those with alike numbers of runs together."""
    order = np.argsort(runs, kind="stable")
    while len(order):
        most = runs[order] * np.arange(1, len(order) + 1, dtype=np.int64)
        cut = max(1, int(np.searchsorted(most, _CELLS, side="right")))
        yield np.sort(order[:cut])
        order = order[cut:]


def _slots(batch: Ints, text: Ints, count: int) -> tuple[Ints | slice, Ints]:
    """Return which runs belong to the batch, and the column of each in its arrays."""
    if len(batch) == count:
        return slice(None), text
    column = np.full(count, -1, np.int64)
    column[batch] = np.arange(len(batch))
    mine = np.flatnonzero(column[text] >= 0)
    return mine, column[text[mine]]


def _divide(prices: Ints, capacity: Ints) -> tuple[Bytes, Ints, Ints, Ints]:
    """Return modes (run, text), bits, group and version, trying small versions first."""
    runs, _, count = prices.shape
    modes = np.zeros((runs, count), np.uint8)
    group, version = np.zeros(count, np.int64), np.full(count, GROUP_LAST[-1] + 1, np.int64)
    bits = prices.min(axis=1).sum(axis=0) >> 32  # no division needs fewer
    for number, last in enumerate(GROUP_LAST):
        hopeful = np.flatnonzero((version > GROUP_LAST[-1]) & (bits <= capacity[last - 1]))
        if not len(hopeful):
            continue
        need, how = _cheapest(prices[:, :, hopeful], _HEADER[number])
        good = need <= capacity[last - 1]
        done = hopeful[good]
        bits[done], modes[:, done], group[done] = need[good], how[:, good], number
        version[done] = np.searchsorted(capacity, need[good]) + 1
    return modes, bits, group, version


def _cheapest(prices: Ints, header: Ints) -> tuple[Ints, Bytes]:
    """Return the fewest bits of each text, and the modes (run, text) that make them."""
    kept = _paid(prices, header)
    ends = kept[-1] & _WHOLE
    last = ends.argmin(axis=0).astype(np.uint8)
    return ends.min(axis=0) >> 32, _trace(kept[:-1], header, last)


def _paid(prices: Ints, header: Ints) -> Ints:
    """Return the price of each text up to and with each run, if that run is in each mode."""
    kept = np.empty_like(prices)
    start = header[:, None]
    kept[0] = start + prices[0]
    for i in range(1, len(prices)):
        best = (kept[i - 1] & _WHOLE).min(axis=0)
        np.minimum(kept[i - 1], best + start, out=kept[i])
        kept[i] += prices[i]
    return kept


def _trace(kept: Ints, header: Ints, last: Bytes) -> Bytes:
    """Walk back from the last modes: which mode was before it, at each run but the last?"""
    ends = kept & _WHOLE
    best = ends.min(axis=1)
    switched = kept > best[:, None] + header[:, None]
    source = np.where(best == ends[:, 0], np.uint8(0), np.where(best == ends[:, 1], _ONE, _TWO))
    came = np.where(switched, source[:, None], np.arange(3, dtype=np.uint8)[:, None])
    packed = came[:, 0] | came[:, 1] << 2 | came[:, 2] << 4
    modes = np.empty((len(kept) + 1, len(last)), np.uint8)
    modes[-1] = last
    for i in reversed(range(len(kept))):
        last = (packed[i] >> (last << 1)) & 3
        modes[i] = last
    return modes


def bits_of_beginnings(data: bytes) -> Ints:
    """Return the fewest bits that the first 1, 2, 3... bytes need in versions 27 to 40.

    >>> bits_of_beginnings(b"12a").tolist()
    [22, 25, 44]
    """
    flat = np.frombuffer(data, np.uint8)
    start, length, kind, _, place = _runs(flat, np.array([0, len(flat)], np.int64))
    lead = eci_bits(data)
    if lead:
        kind[:] = _BYTE
    header = _HEADER[-1]
    paid = _paid((_PRICE[kind] * length[:, None])[:, :, None], header)[:, :, 0]
    before = np.minimum(paid[:-1], (paid[:-1] & _WHOLE).min(axis=1)[:, None] + header)
    before = np.append(header[None], before, axis=0)
    within = np.arange(len(flat), dtype=np.int64) - start.repeat(length) + 1
    run = place.repeat(length)
    ends = (before[run] + _PRICE[kind[run]] * within[:, None]) & _WHOLE
    bits: Ints = (ends.min(axis=1) >> 32) + lead
    return bits
