"""What a shaped line is: plain values, free of size, in visual order. The seam of the text room.

Lengths are in the face's font units (`Cluster`, `Run`) or in em (`Line`), y upward from the
baseline. A `Cluster` is made once a face and then shared, so identity is equality: a PDF font
is a table of clusters, and each cluster is one glyph of it whose text can be copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from campaignkit.text.faces import Face

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """The glyphs that stand for one piece of text that cannot be divided.

    parts: (glyph id, x, y) in font units from the cluster's own pen start. advance: font units,
    without kerning. text: what a reader copies, in logical order; "" for bidi controls.
    ink: (left, bottom, right, top) in font units, None for a blank.
    """

    parts: tuple[tuple[int, int, int], ...]
    advance: int
    text: str
    ink: tuple[int, int, int, int] | None = None


class Run(NamedTuple):
    """Clusters of one face, left to right. kerns: font units added after each; empty: all zero.

    Where `face.is_color`, the parts are pictures for `emoji_image`, and have no outlines.
    """

    face: Face
    clusters: tuple[Cluster, ...]
    kerns: tuple[int, ...]
    x: float  # em from the line's left end to the run's first pen position
    width: float  # em


class Line(NamedTuple):
    """One line of text, shaped. Lengths in em; ink is (left, bottom, right, top)."""

    text: str
    direction: Direction
    runs: tuple[Run, ...]
    width: float
    ascent: float  # above the baseline, of the tallest face used
    descent: float  # below the baseline, positive
    ink: tuple[float, float, float, float]


class Block(NamedTuple):
    """Lines placed in a box, in mm from the box's top left, y downward to each baseline."""

    lines: tuple[tuple[float, float, Line], ...]  # x, baseline y, line
    size_mm: float  # one em
    width: float  # of the widest line, mm
    height: float  # from the first ascent to the last descent, mm
