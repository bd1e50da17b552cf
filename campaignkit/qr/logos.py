"""How many modules a logo in the middle of a code may take, its light border included.

Error correction restores far more than a logo may cover: damage in one place spoils codewords of
every block, and dirt and glare need theirs too. In trials with seven decoders nothing was read
any more from 12 % at level M, and hardly anything from 20 % at Q and H; the shares here are half
of that or less. And whatever the logo looks like, each block keeps a quarter of its correction.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from campaignkit.qr.matrix import codewords_shown
from campaignkit.qr.tables import LEVELS, alignment_centres, blocks, function_patterns, side

_SHARES = (0.0, 0.05, 0.08, 0.10)  # of the symbol without its quiet zone; L, M, Q, H
# Versions 7 to 13, 21 to 27 and 35 to 40 have an alignment pattern in the very middle. Decoders
# that lean on it miss it: zbar read 12 of 12 at 3 %, 10 at 5 %, 7 at 8 %, 4 at 10 % (version 7-H).
_ON_ALIGNMENT = 0.05
_RESERVE = 0.25  # of the correction: below it ISO/IEC 15415 gives an F for unused correction
_LEAST = 5  # modules: 2 mm at 0.40 mm each; a smaller logo is a speck. Our guess


def logo_share(level: str) -> float:
    """Return how much of a symbol a logo may cover at a level; 0: none."""
    return _SHARES[LEVELS.index(level)]


@lru_cache(maxsize=160)
def logo_modules(version: int, level: str) -> int:
    """Return the modules along the largest light square in the middle that a logo may take.

    Odd, as the symbol's side is, so that it ends where modules end. It keeps off finder patterns,
    timing, format and version information, and off alignment patterns, unless one stands in the
    middle: then it covers that one, and at most 5 %. 0: there is no room for one that could be
    made out, which is so at level L and in version 1.

    >>> [logo_modules(5, level) for level in LEVELS]
    [0, 7, 9, 11]
    >>> logo_modules(1, "H"), logo_modules(7, "H")
    (0, 9)
    """
    size = side(version)
    core = _centre(size, _LEAST)
    in_the_way = function_patterns(version) >= 0
    most = logo_share(level)
    for row, column in alignment_centres(version):
        pattern = (slice(row - 2, row + 3), slice(column - 2, column + 3))
        if all(
            one.start < two.stop and two.start < one.stop
            for one, two in zip(pattern, core, strict=True)
        ):
            in_the_way[pattern] = False
            most = min(most, _ON_ALIGNMENT)
    for modules in range(size, _LEAST - 1, -2):
        square = _centre(size, modules)
        fits = modules**2 <= most * size**2 and not in_the_way[square].any()
        if fits and _reserve(version, level, square) >= _RESERVE:
            return modules
    return 0


def _reserve(version: int, level: str, square: tuple[slice, slice]) -> float:
    """Return what is left of a block's correction if all codewords in a square are wrong.

    Of the block that loses most. A wrong codeword takes two of those that correct.
    """
    shown, block_of = codewords_shown(version, level)
    spoilt = np.unique(shown[square])
    most = int(np.bincount(block_of[spoilt[spoilt >= 0]]).max(initial=0))
    _data, correcting = blocks(version, level)[0]
    return 1 - 2 * most / correcting


def _centre(size: int, modules: int) -> tuple[slice, slice]:
    """Return rows and columns of the square of so many modules in the middle."""
    first = (size - modules) // 2
    return slice(first, first + modules), slice(first, first + modules)
