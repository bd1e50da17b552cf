"""How well a guess at a code's corners fits, told by the patterns that every code of its kind has.

A decoder needs a place inside each module and no more: corners it gives may be half a module off,
more so where modules are set apart by hair lines. Then an upright code looks tilted, and whoever
measures it by them looks between its modules.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from campaignkit.proof.sampling import projected
from campaignkit.qr import fixed_modules

Values = NDArray[np.floating[Any]]

_OFF = 0.36  # of a module, from its middle: where it is looked at, besides


def fit(gray: NDArray[np.uint8], corners: Values, version: int, level: str, mask: int) -> float:
    """Return how far the light and the dark of its patterns are apart between these corners.

    corners: (4, 2), pixels, the symbol's own top left first, then clockwise. The greater the
    better, up to 255; a code of light on dark is told by the same numbers.
    """
    points, worth = _points(version, level, mask)
    x, y = projected(17 + 4 * version, corners, points[0], points[1])
    rows = np.clip(y.astype(np.intp), 0, gray.shape[0] - 1)
    columns = np.clip(x.astype(np.intp), 0, gray.shape[1] - 1)
    return abs(float(worth @ gray[rows, columns]))


@lru_cache(maxsize=64)
def _points(version: int, level: str, mask: int) -> tuple[Values, Values]:
    """Return places, (2, n) modules, and what the grey there is worth: all light ones 1 in sum."""
    where, dark = fixed_modules(version, level, mask)
    rows, columns = np.nonzero(where)
    is_dark = dark[rows, columns]
    worth = np.where(is_dark, -1 / is_dark.sum(), 1 / (~is_dark).sum())
    offsets = np.array([(0, 0), (_OFF, 0), (-_OFF, 0), (0, _OFF), (0, -_OFF)])
    middles = np.stack([columns, rows]) + 0.5
    points = (middles[:, None, :] + offsets.T[:, :, None]).reshape(2, -1)
    return points, np.tile(worth, len(offsets)) / len(offsets)
