"""Reed-Solomon correction codewords by table look-up (ISO/IEC 18004 7.5).

The remainder is linear in the data: each data codeword, by its place and value, adds one
fixed row of correction codewords. So a block's correction is the exclusive or of one table row
a codeword, eight codewords to a word, for every block of a batch at once.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from campaignkit.qr.segments import Bytes
from campaignkit.qr.tables import blocks, generator, products


def corrected(data: Bytes, version: int, level: str) -> Bytes:
    """Return `data` (codeword, text) with the correction codewords of each block below it.

    Blocks stand one after another as in the data, not interleaved. A last row of 128 follows,
    whose first two bits serve placement as the constants 1 and 0.
    """
    structure = blocks(version, level)
    total = sum(map(sum, structure))
    texts = data.shape[1]
    out = np.empty((total + 1, texts), np.uint8)
    out[: len(data)] = data
    out[total] = 128
    read, write = 0, len(data)
    for (length, degree), same in groupby(structure):
        count = len(list(same))
        part = data[read : read + count * length].reshape(count, length, texts)
        out[write : write + count * degree] = _remainders(part, degree)
        read += count * length
        write += count * degree
    return out


def _remainders(part: Bytes, degree: int) -> Bytes:
    """Return the correction of (block, codeword, text), as rows block by block."""
    count, length, texts = part.shape
    table = _table(length, degree)
    rows = part.transpose(1, 0, 2) + (np.arange(length, dtype=np.intp) * 256)[:, None, None]
    words = np.bitwise_xor.reduce(table.take(rows, axis=0), axis=0)
    codewords: Bytes = words.view(np.uint8).reshape(count, texts, -1)[:, :, :degree]
    return codewords.transpose(0, 2, 1).reshape(count * degree, texts)


@lru_cache(maxsize=64)
def _table(length: int, degree: int) -> NDArray[np.uint64]:
    """Return the correction that value v at place p of a block adds: row 256 p + v, as words."""
    taps = products()[:, generator(degree)]
    table = np.zeros((length, 256, -(-degree // 8) * 8), np.uint8)
    row = taps
    for place in reversed(range(length)):
        table[place, :, :degree] = row
        lead = row[:, 0]
        row = np.append(row[:, 1:], np.zeros((256, 1), np.uint8), axis=1) ^ taps[lead]
    return table.reshape(length * 256, -1).view(np.uint64)
