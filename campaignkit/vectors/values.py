"""What a vector picture is: marks and layers of marks, in units of which the long side has 1,000.

y runs downward. All lengths are in those units, but for a stroke with a pen of its own. Later
items lie over earlier ones. Equal files are equal pictures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from campaignkit.pictures import Picture
from campaignkit.svg_paths import Segment

LONG_SIDE = 1000.0
Matrix = tuple[float, float, float, float, float, float]


class Stop(NamedTuple):
    """A colour of a gradient. offset: 0 to 1, rising; color: "#RRGGBB"; opacity: 0 to 1."""

    offset: float
    color: str
    opacity: float = 1.0


class Gradient(NamedTuple):
    """Colours along a line (x1, y1, x2, y2) or between circles (fx, fy, fr, cx, cy, r).

    matrix: from the gradient's own units into the picture's. Beyond its ends go its end colours.
    """

    ends: tuple[float, ...]
    stops: tuple[Stop, ...]
    matrix: Matrix


Paint = str | Gradient  # a colour is "#RRGGBB"


class Stroke(NamedTuple):
    """How an outline is drawn. pen: the matrix under which path and width stand, if any."""

    paint: Paint
    width: float
    opacity: float = 1.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter: float = 4.0
    dashes: tuple[float, ...] = ()
    dash_start: float = 0.0
    pen: Matrix | None = None


class PaintedPath(NamedTuple):
    """A path filled, or stroked, or both."""

    path: tuple[Segment, ...]
    fill: Paint | None = None
    opacity: float = 1.0  # of the fill
    even_odd: bool = False
    stroke: Stroke | None = None


class Clip(NamedTuple):
    """A path beyond which nothing is seen."""

    path: tuple[Segment, ...]
    even_odd: bool = False


class Mask(NamedTuple):
    """What shows through as far as these items are light, or opaque (`by_alpha`)."""

    items: tuple[Item, ...]
    by_alpha: bool = False


class Layer(NamedTuple):
    """Items drawn together, then laid on what is below as one."""

    items: tuple[Item, ...]
    opacity: float = 1.0
    clip: Clip | None = None
    mask: Mask | None = None


class Raster(NamedTuple):
    """A picture inside the SVG. matrix: from the unit square, y downward, to its place."""

    picture: Picture
    matrix: Matrix


Item = PaintedPath | Layer | Raster


@dataclass(frozen=True, slots=True)
class Vector:
    """A drawing of `width` x `height` units, of an SVG of these bytes.

    unit: one of them in units of the file. title: what the file says it is.
    """

    width: float
    height: float
    items: tuple[Item, ...] = field(repr=False, compare=False)
    source: bytes = field(repr=False)
    unit: float = field(default=1.0, compare=False)
    title: str = field(default="", compare=False)
