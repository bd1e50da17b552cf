"""The door to the `qrcode` package: the standard's tables, as arrays.

Capacities, Reed-Solomon blocks and generator polynomials, function patterns, format and
version information (BCH codes) and the eight mask conditions all come from `qrcode`; what is
here only gives them another shape. Nothing else in campaignkit imports `qrcode`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from qrcode import LUT, base, constants, util
from qrcode.main import QRCode

LEVELS = "LMQH"  # restores about 7, 15, 25, 30 % of the codewords; weakest first
VERSIONS = range(1, 41)
GROUP_LAST = (9, 26, 40)  # the last version of each group with equal count fields (ISO 18004 7.4)
ALPHANUMERIC = bytes(util.ALPHA_NUM)

_CONSTANT = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
_MASK_PERIOD = 12  # every mask condition repeats after 12 rows and 12 columns

# Data bits that versions 1 to 40 hold, one row a level in the order of LEVELS.
CAPACITY: NDArray[np.int64] = np.array(
    [[util.BIT_LIMIT_TABLE[_CONSTANT[letter]][v] for v in VERSIONS] for letter in LEVELS],
    np.int64,
)

# Bits of the character count field: a row each group of versions, a column each mode.
COUNT_BITS: NDArray[np.int64] = np.array(
    [[util.length_in_bits(mode, last) for mode in (1, 2, 4)] for last in GROUP_LAST],
    np.int64,
)


def side(version: int) -> int:
    """Return the modules along one side of a version, without quiet zone.

    >>> side(1), side(40)
    (21, 177)
    """
    return 17 + 4 * version


def blocks(version: int, level: str) -> list[tuple[int, int]]:
    """Return (data codewords, correction codewords) of each Reed-Solomon block, in order.

    >>> blocks(5, "Q")
    [(15, 18), (15, 18), (16, 18), (16, 18)]
    """
    found = base.rs_blocks(version, _CONSTANT[level])
    return [(block.data_count, block.total_count - block.data_count) for block in found]


def generator(degree: int) -> NDArray[np.uint8]:
    """Return the generator polynomial's coefficients below the leading 1, highest first.

    >>> generator(7).tolist()
    [127, 122, 154, 164, 11, 68, 117]
    """
    return np.array(LUT.rsPoly_LUT[degree][1:], dtype=np.uint8)


@lru_cache(maxsize=1)
def products() -> NDArray[np.uint8]:
    """Return the multiplication table of GF(256) modulo 285, 256 by 256."""
    exp = np.array([base.gexp(i) for i in range(255)], dtype=np.uint8)
    log = np.array([0] + [base.glog(i) for i in range(1, 256)], np.intp)
    table: NDArray[np.uint8] = exp[(log[:, None] + log[None, :]) % 255]
    table[0, :] = table[:, 0] = 0
    return table


def masks(size: int) -> NDArray[np.bool_]:
    """Return the eight mask conditions on a square of `size`: True where a module flips."""
    step = range(_MASK_PERIOD)
    tile = [[[util.mask_func(m)(i, j) for j in step] for i in step] for m in range(8)]
    times = -(-size // _MASK_PERIOD)
    return np.tile(np.array(tile, dtype=np.bool_), (1, times, times))[:, :size, :size]


def alignment_centres(version: int) -> list[tuple[int, int]]:
    """Return row and column of the middle of each alignment pattern (ISO/IEC 18004 annex E).

    >>> alignment_centres(2), len(alignment_centres(7))
    ([(18, 18)], 6)
    """
    steps = util.pattern_position(version)
    beside = {(steps[0], steps[-1]), (steps[-1], steps[0])} if steps else set()  # finders
    found = [(row, column) for row in steps for column in steps if row + column > 2 * steps[0]]
    return [each for each in found if each not in beside]


def function_patterns(version: int) -> NDArray[np.int8]:
    """Return 1 for dark, 0 for light, -1 for the modules that carry data.

    The places of format and version information, and the dark module beside them, are light
    here: they are so while masks are compared, and `information` adds them afterwards.
    """
    canvas = _canvas(version)
    far = canvas.modules_count - 7
    for row, column in ((0, 0), (far, 0), (0, far)):
        canvas.setup_position_probe_pattern(row, column)
    canvas.setup_position_adjust_pattern()
    canvas.setup_timing_pattern()
    _inform(canvas, test=True, mask=0)
    return np.array([[-1 if m is None else m for m in row] for row in canvas.modules], np.int8)


def information(version: int, level: str, mask: int) -> NDArray[np.bool_]:
    """Return the dark modules of format and version information and the dark module."""
    canvas = _canvas(version, level)
    _inform(canvas, test=False, mask=mask)
    return np.array([[bool(module) for module in row] for row in canvas.modules])


def _canvas(version: int, level: str = "M") -> QRCode:
    canvas = QRCode(version=version, error_correction=_CONSTANT[level])
    canvas.modules_count = side(version)
    canvas.modules = [[None] * canvas.modules_count for _ in range(canvas.modules_count)]
    return canvas


def _inform(canvas: QRCode, *, test: bool, mask: int) -> None:
    canvas.setup_type_info(test, mask)
    if canvas.version >= 7:
        canvas.setup_type_number(test)
