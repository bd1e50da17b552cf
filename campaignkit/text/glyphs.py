"""The glyphs of a piece of text that cannot be divided, in font units, y upward from the baseline.

A `Cluster` is made once a face and then shared, so identity is equality: a PDF font is a table of
clusters, and each cluster is one glyph of it whose text can be copied.
"""

from __future__ import annotations

from dataclasses import dataclass


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
