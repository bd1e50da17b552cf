"""How much a code bears: the step of each strain at which it is read no more.

The code is taken from the page, with its quiet zone, at a few pixels a module, as a camera sees it
that is near enough; then blurred, tilted, shaded, covered and so on, step by step, until zxing-cpp
reads it no more. A code that bears more is read sooner, from further off and in worse light. The
steps say nothing of one phone or another: they compare codes.
"""

from __future__ import annotations

from collections.abc import Callable
from math import erf, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from campaignkit.proof.grade import Stress
from campaignkit.proof.reader import Found, Pixels, is_read
from campaignkit.proof.sampling import averages, blurred

Box = tuple[float, float, float, float]
Grays = NDArray[np.floating[Any]]

QUIET = 4  # modules around the code that are taken with it
_PX, _FEW_PX, _LARGE = 4, 3, 65  # pixels a module; fewer for codes of more modules than that
_DISTANCE = 2.5  # of the camera from the code's middle, in sides of the picture
_SPREAD_BLUR = 0.3  # modules: of the blur whose threshold moves the edges


class _Strain(NamedTuple):
    name: str
    unit: str
    steps: tuple[float, ...]
    apply: Callable[[Grays, float, int, int], Grays]  # picture, step, pixels a module, modules
    fix: str


def stresses(gray: Pixels, box: Box, found: Found) -> tuple[Stress, ...]:
    """Return what a code bears of each strain.

    gray: pixels around it, dark on light. box: the symbol in them: left, top, right, bottom.
    """
    px = _PX if found.modules <= _LARGE else _FEW_PX
    picture = _taken(gray, box, found.modules, px)
    return tuple(_borne(strain, picture, px, found) for strain in STRAINS)


def _borne(strain: _Strain, picture: Grays, px: int, found: Found) -> Stress:
    """Find the first step that is too much by halving: more strain is never read better."""
    good, bad = -1, len(strain.steps)
    while bad - good > 1:
        middle = (good + bad) // 2
        strained = strain.apply(picture, strain.steps[middle], px, found.modules)
        pixels = np.clip(strained, 0, 255).astype(np.uint8)
        if is_read(pixels, found):
            good = middle
        else:
            bad = middle
    value = strain.steps[good] if good >= 0 else 0.0
    fix = strain.fix if good < len(strain.steps) - 1 else ""
    return Stress(strain.name, value, strain.unit, good + 1, len(strain.steps), fix)


def _taken(gray: Pixels, box: Box, modules: int, px: int) -> Grays:
    """Return the code and its quiet zone at so many pixels a module."""
    return averages(gray, box, modules * px, around=QUIET * px).astype(np.float32)


def _blurred(picture: Grays, modules: float, px: int, _modules: int) -> Grays:
    return blurred(picture, modules * px)


def _reduced(picture: Grays, pixels: float, px: int, _modules: int) -> Grays:
    size = len(picture)
    return averages(picture, (0, 0, size, size), round(size * pixels / px))


def _tilted(picture: Grays, degrees: float, _px: int, _modules: int) -> Grays:
    """Look at the picture from the side: it turns about its upright middle line."""
    size = len(picture)
    angle = np.radians(degrees)
    seen = (np.arange(size) + 0.5) / size - 0.5
    # Where the ray through each column meets the turned picture, and how far off that is.
    across = seen * _DISTANCE / (_DISTANCE * np.cos(angle) - seen * np.sin(angle))
    depth = (_DISTANCE + across * np.sin(angle)) / _DISTANCE
    columns = np.floor((across + 0.5) * size).astype(np.intp)
    rows = np.floor((seen[:, None] * depth + 0.5) * size).astype(np.intp)
    outside = (columns < 0) | (columns >= size) | (rows < 0) | (rows >= size)
    strained = picture[np.clip(rows, 0, size - 1), np.clip(columns, 0, size - 1)]
    return np.where(outside, np.float32(255), strained)


def _shaded(picture: Grays, share: float, _px: int, _modules: int) -> Grays:
    """Let the light fall off from corner to corner: to 1 - share of what it was."""
    size = len(picture)
    ramp = np.linspace(0, 1, size, dtype=np.float32)
    shade: Grays = 1 - np.float32(share) * (ramp[:, None] + ramp) / 2
    return picture * shade


def _spread(picture: Grays, modules: float, px: int, _modules: int) -> Grays:
    """Move every edge outward by half of `modules`: blur, and take another level for the edge."""
    soft = blurred(picture, _SPREAD_BLUR * px)
    low, high = float(soft.min()), float(soft.max())
    level = low + _normal(modules / 2 / _SPREAD_BLUR) * (high - low)
    return np.where(soft < level, np.float32(low), np.float32(high))


def _thinned(picture: Grays, modules: float, px: int, _modules: int) -> Grays:
    return _spread(picture, -modules, px, _modules)


def _normal(deviations: float) -> float:
    """Return the share of a normal distribution below so many standard deviations."""
    return (1 + erf(deviations / sqrt(2))) / 2


def _covered(picture: Grays, share: float, px: int, modules: int) -> Grays:
    """Lay a square of paper on its middle, of this share of the symbol's area."""
    side = round(modules * px * share**0.5)
    first = (len(picture) - side) // 2
    strained = picture.copy()
    strained[first : first + side, first : first + side] = 255
    return strained


STRAINS = (
    _Strain(
        "blur",
        "modules",
        (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
        _blurred,
        "Larger modules: print it larger, or shorten its text.",
    ),
    _Strain(
        "low resolution",
        "pixels a module",
        (3.0, 2.5, 2.0, 1.8, 1.6, 1.4, 1.2),
        _reduced,
        "Larger modules: print it larger, or shorten its text.",
    ),
    _Strain(
        "tilt",
        "degrees",
        (15, 30, 40, 50, 60, 65, 70),
        _tilted,
        "A shorter text: fewer modules; and a flat ground.",
    ),
    _Strain(
        "shade",
        "of the light",
        (0.3, 0.5, 0.7, 0.8, 0.9, 0.95),
        _shaded,
        "More contrast: black on white.",
    ),
    _Strain(
        "ink spread",
        "of a module",
        (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
        _spread,
        "Larger modules, or square ones instead of dots.",
    ),
    _Strain(
        "thin ink",
        "of a module",
        (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
        _thinned,
        "Larger modules, or square ones instead of dots.",
    ),
    _Strain(
        "damage",
        "of the code covered",
        (0.02, 0.04, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20),
        _covered,
        "A higher level: Q or H.",
    ),
)
