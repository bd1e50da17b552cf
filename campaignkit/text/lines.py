"""What a shaped line is: plain values, free of size, in visual order. The seam of the text room.

Lengths are in the face's font units (`Run`) or in em (`Line`), y upward from the baseline.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from campaignkit.text.faces import Face
from campaignkit.text.glyphs import Cluster

Direction = Literal["ltr", "rtl"]


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
