"""What a lens, ink and light leave on the modules of a code: told apart, and weighed one by one.

Each has its own trace. Blur takes from a light module as much as it gives to the dark one beside
it; ink that spreads takes from light modules and gives nothing; shade changes slowly from one side
to the other, whatever is drawn. One reckoning finds all three: the grey of light modules, and of
dark ones, as a bent plane over the code and a step for each neighbour of the other kind. Then the
code is drawn with each alone, and marked: the one that costs most is the cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import erf, sqrt
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from campaignkit.proof.grade import MODULATION, Cause
from campaignkit.proof.sampling import averages
from campaignkit.proof.seen_code import (
    APERTURE,
    Bools,
    Box,
    SeenCode,
    Values,
    reflectance,
    structure,
)

FEW_PX = 3.0  # a module: below it a picture's pixels are what is wrong with it
# Of a sharp code half of all modules end after each; an edge bends two pixels by half a contrast.
_EDGES = 0.5
_GRAIN = 1.2  # times what a sharp code's own edges bend: more is a halftone, or noise
_OFF = 0.4  # of the contrast: a module further from what is expected is covered, or lost
_SOFT = 0.399  # of a module's own light that a blur of one module takes to each side: 1/sqrt(2 pi)
_MOST = 0.25  # of the modules that look wrong: where shade meets blur, fewer are foreseen
_GROWN = 0.15  # of a module: so much moves the edges by which a code's modules are found
_LEAST = 0.3  # of the codewords: what the weaker ones bear is what a code bears
_PLAINLY = 0.1  # of the contrast: what must be worse by so much to be named without a name
_QUIET = 4  # modules around the code in which light is looked for
_DARKEST = 0.2  # of the best light: what shade is taken for at most
_LOOKS = 40  # places across a module where a blur is reckoned

AMBIENT: tuple[Cause, ...] = ("blur", "low resolution", "ink spread", "thin ink", "uneven ground")


@dataclass(frozen=True, slots=True)
class Traces:
    """What was found on a code, by module as it lies on the page.

    light, dark: grey of paper and ink. best: of paper where the light is best, in the code or its
    quiet zone. expected, rest: grey by all three, and what they leave unexplained. blur: standard
    deviation, modules. growth: by how much of a module dark ones are wider than drawn; below 0:
    narrower. bent: the numbers of the plane of `light`.
    """

    light: Values
    dark: Values
    expected: Values
    best: float
    blur: float
    growth: float
    rest: Values
    bent: Values

    @property
    def contrast(self) -> float:
        """Grey levels between paper and ink."""
        return max(float((self.light - self.dark).mean()), 1.0)

    @property
    def shade(self) -> float:
        """How much darker the paper is at its darkest, of the contrast."""
        return float(self.light.max() - self.light.min()) / self.contrast


def traces_of(seen: SeenCode) -> Traces:
    """Find them; a second time with edges where they were drawn, and without what lies on it."""
    dark = seen.laid(seen.meant)
    first = _fitted(_grays(seen, seen.box), dark, np.ones_like(dark))
    moved = first.growth / 2 * seen.module
    x0, y0, x1, y1 = seen.box
    box = (x0 + moved, y0 + moved, x1 - moved, y1 - moved)
    kept = np.abs(first.rest) < _OFF * first.contrast
    return _fitted(_grays(seen, box), dark, kept)


class Blame(NamedTuple):
    """What lowers a code's marks most.

    is_enough: alone it would do so, or with the others it explains most modules that look wrong.
    """

    cause: Cause
    is_enough: bool


def cause_of(seen: SeenCode, traces: Traces) -> Blame:
    """Return what costs the code most."""
    dark = seen.laid(seen.meant)
    offs = {name: _off(grid, dark) for name, grid in _alone(dark, traces).items()}
    codeword, block, _ = structure(seen.found.version, seen.found.level)
    words = seen.laid(codeword)
    worths = {name: _worth(off, words, len(block)) for name, off in offs.items()}
    rest = worths.pop("rest")
    cause = min(worths, key=worths.__getitem__)
    if worths[cause] > 1 - _PLAINLY and abs(traces.growth) > _GROWN:
        cause = "ink spread" if traces.growth > 0 else "thin ink"
    wrong = seen.laid(seen.dark) != dark
    explained = (_off(traces.expected, dark) < 0)[wrong]
    is_enough = worths[cause] < MODULATION[1] or bool(explained.sum() > _MOST * wrong.sum())
    if rest < worths[cause] - _PLAINLY:
        return Blame("halftone" if _grain(seen) > _GRAIN else "covered", True)
    if seen.module < FEW_PX and cause == "blur":
        return Blame("low resolution", is_enough)
    return Blame(cast("Cause", cause), is_enough)


def evened(seen: SeenCode, traces: Traces) -> Values:
    """Return the grey pixels around a code as they would be in even light."""
    x0, y0, x1, y1 = seen.box
    height, width = seen.gray.shape
    side = seen.found.modules
    across = ((np.arange(width) + 0.5 - x0) / (x1 - x0) - 0.5) * 2 * side / (side - 1)
    down = ((np.arange(height) + 0.5 - y0) / (y1 - y0) - 0.5) * 2 * side / (side - 1)
    paper = np.clip(_plane(across, down) @ traces.bent, traces.best * _DARKEST, traces.best)
    lit: Values = np.clip(seen.gray * (traces.best / paper), 0, 255)
    return lit


def _grays(seen: SeenCode, box: Box) -> Values:
    return averages(seen.gray, box, seen.found.modules)


def _fitted(grays: Values, dark: Bools, kept: Bools) -> Traces:
    """Fit light and dark modules by themselves, least squares."""
    side = np.linspace(-1, 1, len(dark))
    plane = _plane(side, side)
    beyond = (1 + 2 * _QUIET / len(dark)) * side
    other = beside(dark)
    light, taken = _surface(plane, other, grays, ~dark & kept)
    ink, given = _surface(plane, 4 - other, grays, dark & kept)
    paper, black = plane @ light, plane @ ink
    steps = np.where(dark, (plane[..., :3] @ given) * (4 - other), (plane[..., :3] @ taken) * other)
    expected = np.where(dark, black, paper) + steps
    contrast = max(float((paper - black).mean()), 1.0)
    lost, gained = -float(taken[0]) / contrast, float(given[0]) / contrast
    return Traces(
        light=paper,
        dark=black,
        best=min(float((_plane(beyond, beyond) @ light).max()), 255.0),
        blur=max(min(lost, gained), 0.0) / _SOFT,
        growth=2 * (lost - gained),
        expected=expected,
        rest=grays - expected,
        bent=light,
    )


def _plane(across: Values, down: Values) -> Values:
    """Return the six shapes of a bent plane at each place: (row, column, shape)."""
    x, y = np.meshgrid(across, down)
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)


def beside(dark: Bools) -> Values:
    """Return how many of each module's four neighbours are dark; beyond the code none is."""
    wide = np.pad(dark, 1).astype(np.float64)
    count: Values = wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]
    return count


def _surface(plane: Values, other: Values, grays: Values, some: Bools) -> tuple[Values, Values]:
    """Return the numbers of the plane through some modules, and of the step of each neighbour.

    The step is a plane itself, a level one: where there is less light, there is less to take.
    """
    shapes = np.column_stack([plane[some], plane[some][:, :3] * other[some][:, None]])
    square = shapes.T @ shapes
    numbers, *_ = np.linalg.lstsq(square, shapes.T @ grays[some], rcond=None)
    return numbers[:6], numbers[6:]


def _alone(dark: Bools, traces: Traces) -> dict[str, Values]:
    """Return the grey of each module with each trace alone."""
    paper, ink = float(np.median(traces.light)), float(np.median(traces.dark))
    blur, growth = round(traces.blur, 2), traces.growth
    return {
        "blur": paper - (paper - ink) * _softened(dark, blur),
        "uneven ground": np.where(dark, traces.dark, traces.light),
        "ink spread" if growth > 0 else "thin ink": paper - (paper - ink) * _grown(dark, growth),
        "rest": np.where(dark, ink, paper) + traces.rest,
    }


def _off(grays: Values, dark: Bools) -> Values:
    """Return how far each module would be from the threshold; below 0: on its wrong side."""
    seen = reflectance(grays)
    high, low = float(seen.max()), float(seen.min())
    off: Values = (2 * seen - high - low) / max(high - low, 1e-6) * np.where(dark, -1, 1)
    return off


def _worth(off: Values, codeword: NDArray[np.intp], count: int) -> float:
    """Return the modulation of the weaker codewords; below 0: they would be misread."""
    worst = np.ones(count)
    shown = codeword >= 0
    np.minimum.at(worst, codeword[shown], off[shown])
    return float(np.quantile(worst, _LEAST))


def _softened(dark: Bools, blur: float) -> Values:
    """Return how dark each module looks through a blur."""
    shares = _kernel(blur)
    wide = np.pad(dark.astype(np.float64), 2)
    side = len(dark)
    rows = np.stack([wide[at : at + side] for at in range(len(shares))])
    down = np.tensordot(shares, rows, 1)
    columns = np.stack([down[:, at : at + side] for at in range(len(shares))])
    soft: Values = np.tensordot(shares, columns, 1)
    return soft


@lru_cache(maxsize=256)
def _kernel(blur: float) -> tuple[float, ...]:
    """Return how much each of five modules in a row adds to what is seen of the third."""
    deviation = max(blur, 0.01) * sqrt(2)
    places = [((at + 0.5) / _LOOKS - 0.5) * APERTURE for at in range(_LOOKS)]
    return tuple(
        sum(erf((m + 0.5 - at) / deviation) - erf((m - 0.5 - at) / deviation) for at in places)
        / (2 * _LOOKS)
        for m in range(-2, 3)
    )


def _grown(dark: Bools, growth: float) -> Values:
    """Return how dark each module looks where every edge has moved by half of `growth`."""
    edge = (1 - APERTURE) / 2  # of a module, that is not looked at
    moved = max(abs(growth) / 2 - edge, 0.0) / APERTURE
    wide = np.pad(dark, 1) == (growth > 0)
    beside = wide[1:-1, :-2].astype(float) + wide[1:-1, 2:]
    above = wide[:-2, 1:-1].astype(float) + wide[2:, 1:-1]
    kept = np.clip(1 - moved * beside, 0, 1) * np.clip(1 - moved * above, 0, 1)
    grown: Values = np.where(dark, 1.0, 1 - kept) if growth > 0 else np.where(dark, kept, 0.0)
    return grown


def _grain(seen: SeenCode) -> float:
    """Return how much neighbouring pixels within modules go up and down, in contrasts.

    Of three in a row the middle one is compared with the mean of the others, so that what
    changes steadily, as a blurred edge does, counts little.
    """
    x0, y0, x1, y1 = (int(edge) for edge in seen.box)
    area = seen.gray[y0:y1, x0:x1].astype(np.float32)
    bent = np.abs(2 * area[:, 1:-1] - area[:, :-2] - area[:, 2:]) / 2
    return float(bent.mean()) / max(float(area.max() - area.min()), 1.0) * seen.module / _EDGES
