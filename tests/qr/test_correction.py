from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from campaignkit.qr.correction import corrected
from campaignkit.qr.tables import LEVELS, VERSIONS, blocks, products


def test_the_standards_example_is_corrected_as_printed_there():
    # ISO/IEC 18004 annex I: 01234567 in 1-M
    data = bytes.fromhex("1020 0c56 6180 ec11 ec11 ec11 ec11 ec11")

    whole = corrected(np.frombuffer(data, np.uint8)[:, None], 1, "M")

    assert whole[16:26, 0].tobytes().hex() == "a524d4c1ed36c7872c55"


@pytest.mark.parametrize(("version", "level"), [*product((1, 5, 7, 22, 40), LEVELS)])
def test_every_block_is_a_multiple_of_the_generator(version: int, level: str):
    structure = blocks(version, level)
    total = sum(data for data, _ in structure)
    data = np.random.default_rng(version).integers(0, 256, (total, 3)).astype(np.uint8)

    whole = corrected(data, version, level)

    read, more = 0, total
    for length, degree in structure:
        block = np.concatenate([whole[read : read + length], whole[more : more + degree]])
        assert not syndromes(block, degree).any()
        read, more = read + length, more + degree
    assert (whole[:total] == data).all()
    assert whole[-1].tolist() == [128] * 3


def syndromes(block: np.ndarray, degree: int) -> np.ndarray:
    """Evaluate the block's polynomial at the generator's roots: powers of 2 in GF(256)."""
    table, values, root = products(), [], 1
    for _ in range(degree):
        value = np.zeros(block.shape[1], np.uint8)
        for codeword in block:
            value = table[value, root] ^ codeword
        values.append(value)
        root = int(table[root, 2])
    return np.array(values)


def test_multiplication_is_that_of_the_standards_field():
    # GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004 7.5.2)
    table = products()

    assert table[0x80, 2] == 0x1D
    assert all(sorted(table[a, 1:].tolist()) == list(range(1, 256)) for a in range(1, 256))


def test_blocks_add_up_to_the_codewords_of_the_version():
    # ISO/IEC 18004 table 1, total codewords
    totals = {1: 26, 7: 196, 20: 1085, 40: 3706}

    found = {v: {sum(map(sum, blocks(v, level))) for level in LEVELS} for v in totals}

    assert found == {v: {total} for v, total in totals.items()}
    assert len([*VERSIONS]) == 40
