"""Segments in, data codewords out (ISO/IEC 18004 7.4), for a whole batch at once.

Three digits, two alphanumeric characters or one byte make a token; the first token of a
segment carries the segment's header in front of it. A token has at most 31 bits, so wherever
it falls it touches two words of 32 bits: two sums a token, and no bits are ever listed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from campaignkit.qr.segments import ECI_BITS, MODES, Bytes, Ints, SegmentPlan
from campaignkit.qr.tables import ALPHANUMERIC, COUNT_BITS

_ECI_UTF8 = float(0b0111_00011010 << (32 - ECI_BITS))  # at the head of the first word
_STEP = np.array([3, 2, 1], np.int64)  # characters in a whole token, by mode
_BASE = np.array([10, 45, 1], np.int64)
_LENGTH = np.array(
    [[0, 4, 7, 10], [0, 6, 11, 0], [0, 8, 0, 0]], np.int64
)  # bits, by mode and characters
_INDICATOR = np.array([int(mode) for mode in MODES], np.int64)

_VALUE = np.zeros((3, 256), np.int64)
_VALUE[0, list(b"0123456789")] = np.arange(10)
_VALUE[1, list(ALPHANUMERIC)] = np.arange(45)
_VALUE[2] = np.arange(256)


def message_bytes(plan: SegmentPlan) -> Bytes:
    """Return the bits of every text's segments, a row a text, zeros after them.

    Rows are as long as the longest text needs, with room to read one word too far.
    """
    width = int(plan.bits.max() + 31) // 32 + 1
    values, lengths, text = _tokens(plan)
    end = np.cumsum(lengths)
    begin = end - lengths
    first = np.searchsorted(text, np.arange(len(plan.bits)))
    shift = np.arange(len(plan.bits), dtype=np.int64) * (width * 32) - begin[first] + plan.lead
    at = begin + shift[text]
    placed = (values << (64 - lengths - (at & 31))).view(np.uint64)
    word = (at >> 5).astype(np.intp, copy=False)
    cells = len(plan.bits) * width
    total = np.bincount(word, placed >> np.uint64(32), cells)
    total += np.bincount(word + 1, placed & np.uint64(0xFFFFFFFF), cells + 1)[:cells]
    total[::width] += np.where(plan.lead > 0, _ECI_UTF8, 0)
    return total.astype(">u4").view(np.uint8).reshape(len(plan.bits), width * 4)


def _tokens(plan: SegmentPlan) -> tuple[Ints, Ints, Ints]:
    """Return the value, the number of bits and the text of each token, in order."""
    start, length, mode, text = _segments(plan)
    step = _STEP[mode]
    tokens = (-(-length // step)).astype(np.intp, copy=False)
    owner = np.repeat(np.arange(len(start)), tokens)
    first = np.cumsum(tokens) - tokens
    done = (np.arange(len(owner), dtype=np.int64) - first[owner]) * step[owner]
    modes = mode[owner]
    values, lengths = _values(plan.data, modes, start[owner] + done, length[owner] - done)
    counts = COUNT_BITS[plan.group[text], mode]
    values[first] |= ((_INDICATOR[mode] << counts) | length) << lengths[first]
    lengths[first] += 4 + counts
    return values, lengths, text[owner]


def _segments(plan: SegmentPlan) -> tuple[Ints, Ints, Bytes, Ints]:
    """Join the runs of one mode: each segment's start, length, mode and text."""
    mode, text = plan.run_mode, plan.run_text
    begins = np.ones(len(mode), np.bool_)
    begins[1:] = (mode[1:] != mode[:-1]) | (text[1:] != text[:-1])
    run = np.flatnonzero(begins)
    end = np.cumsum(plan.run_length)
    start = (end - plan.run_length)[run]
    return start, np.diff(start, append=len(plan.data)), mode[run], text[run]


def _values(data: Bytes, mode: Bytes, at: Ints, left: Ints) -> tuple[Ints, Ints]:
    """Return value and bits of the tokens at `at`, `left` characters before their segment ends."""
    padded = np.append(data, (0, 0)).astype(np.uint8)
    taken = np.minimum(left, _STEP[mode])
    values = _VALUE[mode, padded[at]]
    for more in (1, 2):
        long = np.flatnonzero(taken > more)
        m = mode[long]
        values[long] = values[long] * _BASE[m] + _VALUE[m, padded[at[long] + more]]
    return values, _LENGTH[mode, taken]


def fill(message: Bytes, bits: NDArray[np.int64], capacity: int) -> Bytes:
    """Return the data codewords (codeword, text): terminator, then 236 and 17 in turn.

    `message` has a row a text, with zeros after its bits; capacity is in bits.
    """
    count = capacity // 8
    data = np.zeros((count, len(message)), np.uint8)
    held = min(count, message.shape[1])
    data[:held] = message[:, :held].T
    ended = (np.minimum(bits + 4, capacity) + 7) // 8
    turn = np.arange(count, dtype=np.int64)[:, None] - ended
    padding = np.where(turn & 1, np.uint8(0x11), np.uint8(0xEC))
    return np.where(turn >= 0, padding, data)
