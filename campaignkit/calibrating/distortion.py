"""What a printer does to what it prints, from places that were measured."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from campaignkit.calibrating.marks import START_MM

Floats = NDArray[np.float64]
Pair = tuple[float, float]
_ROUNDS = 12
_HUBER = 1.5  # standard deviations: what is further off counts less
_RULER_MM = 0.15  # how well a person reads a ruler: our guess


class Fit(NamedTuple):
    """How marks lie on the paper. Each number has how far it may be off (one standard deviation).

    offset: mm right and down of their places. scale: across, down. skew: degrees clockwise.
    residual: mm, what is left of the places when all this is taken away.
    """

    offset: Pair
    scale: Pair
    skew: float
    offset_error: Pair
    scale_error: Pair
    skew_error: float
    residual: float


def solved(places: Floats, found: Floats) -> Fit:
    """Return how a printer moved marks from `places` to where they were `found`, mm (n, 2).

    Iterated least squares in which places that lie far off lose their say (Huber).
    """
    full = np.concatenate([places, np.ones((len(places), 1))], axis=1)
    weights = np.ones(len(places))
    for _ in range(_ROUNDS):
        root = np.sqrt(weights)[:, None]
        matrix, *_ = np.linalg.lstsq(full * root, found * root, rcond=None)
        off = np.linalg.norm(found - full @ matrix, axis=1)
        sigma = max(1.4826 * float(np.median(off)) / 1.1774, 1e-6)
        weights = np.minimum(1.0, _HUBER * sigma / np.maximum(off, 1e-9))
    (a, b), (c, d), (x, y) = matrix
    across = math.hypot(a, b)
    residual = math.sqrt(float((weights * off**2).sum() / weights.sum()) / 2)
    spread = np.linalg.pinv((full * weights[:, None]).T @ full) * residual**2
    side_x, side_y, corner = (math.sqrt(max(spread[i, i], 0)) for i in range(3))
    return Fit(
        offset=(float(x), float(y)),
        scale=(across, float(a * d - b * c) / across),
        skew=math.degrees(math.atan2(b, a)),
        offset_error=(corner, corner),
        scale_error=(side_x, side_y),
        skew_error=math.degrees(side_x),
        residual=residual,
    )


def by_numbers(left: float, top: float, across: float, down: float | None, long: Pair) -> Fit:
    """Return the same from numbers that somebody read off rulers, mm.

    Args:
        left, top: From the paper's edges to the first lines of the rulers, drawn at START_MM.
        across, down: Between the first and last lines of the rulers; down None: as across.
        long: How far apart these were drawn.
    """
    scale_x = across / long[0]
    scale_y = scale_x if down is None else down / long[1]
    return Fit(
        offset=(left - START_MM * scale_x, top - START_MM * scale_y),
        scale=(scale_x, scale_y),
        skew=0.0,
        offset_error=(_RULER_MM, _RULER_MM),
        scale_error=(_RULER_MM / long[0], _RULER_MM / (long[0] if down is None else long[1])),
        skew_error=math.inf,
        residual=_RULER_MM,
    )
