"""Where the patterns stand by which a reader finds a code and its grid, as masks of modules."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from campaignkit.qr.tables import alignment_centres, function_patterns, information, side

FINDER = 7  # modules along a finder pattern (ISO/IEC 18004 6.3.3.1)
_REACH = 2  # modules from the middle of an alignment pattern to its edge (6.3.6)


@lru_cache(maxsize=40)
def finders(version: int) -> NDArray[np.bool_]:
    """Return True where one of the three finder patterns stands, light modules included.

    >>> finders(1).sum()
    np.int64(147)
    """
    found = np.zeros((side(version), side(version)), np.bool_)
    found[:FINDER, :FINDER] = found[:FINDER, -FINDER:] = found[-FINDER:, :FINDER] = True
    found.flags.writeable = False
    return found


@lru_cache(maxsize=40)
def alignments(version: int) -> NDArray[np.bool_]:
    """Return True where an alignment pattern stands, light modules included.

    >>> alignments(1).any(), alignments(2).sum()
    (np.False_, np.int64(25))
    """
    found = np.zeros((side(version), side(version)), np.bool_)
    for row, column in alignment_centres(version):
        found[row - _REACH : row + _REACH + 1, column - _REACH : column + _REACH + 1] = True
    found.flags.writeable = False
    return found


@lru_cache(maxsize=128)
def fixed_modules(
    version: int, level: str, mask: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where no data stands, and which modules are dark there: every code has them so.

    Finder, timing and alignment patterns, format and version information.

    >>> where, dark = fixed_modules(1, "M", 0)
    >>> int(where.sum()), int(dark.sum())
    (233, 116)
    """
    patterns = function_patterns(version)
    where = patterns >= 0
    dark = (patterns > 0) | (information(version, level, mask) & where)
    where.flags.writeable = dark.flags.writeable = False
    return where, dark
