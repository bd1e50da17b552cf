"""The shapes of a design as paths in mm: rectangles, ellipses, lines, and paths set into a box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from campaignkit import svg_paths
from campaignkit.errors import TooBig
from campaignkit.layout.design import EllipseElement, LineElement, PathElement, RectElement
from campaignkit.layout.length_formulas import measure
from campaignkit.svg_paths import Segment

MOST_SEGMENTS = 100_000  # of a path with all its copies; a border of the designs has 2,000
Shaped = RectElement | EllipseElement | LineElement | PathElement


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box on the label, mm."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Bounds) -> bool:
        """Say whether two boxes share any area."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def outline(
    element: Shaped, bounds: Bounds, names: Mapping[str, float], *, flip: bool = False
) -> tuple[Segment, ...]:
    """Return the path of an element in its box. flip: the design runs right to left.

    Raises:
        BadInput: the path data cannot be read, or a number of it is no place.
        TooBig: repeated over its box it would have more than 100,000 segments.
    """
    x, y, width, height = bounds.x, bounds.y, bounds.width, bounds.height
    if isinstance(element, RectElement):
        radius = measure(element.radius, names, axis=min(width, height))
        return svg_paths.rounded(x, y, width, height, radius)
    if isinstance(element, EllipseElement):
        return svg_paths.ellipse(x, y, width, height)
    if isinstance(element, LineElement):
        return (("M", x + width * flip, y), ("L", x + width * (not flip), y + height))
    path = tuple(_set(element, bounds, flip=flip and element.flip))
    return svg_paths.measured(path, what=f"path {element.data[:40]!r}")


def _set(element: PathElement, bounds: Bounds, *, flip: bool) -> Iterator[Segment]:
    """Yield the path of an element, fitted, stretched or repeated over its box."""
    left, top, across, down = element.view
    count, rows = 1, 1
    segments = svg_paths.parse(element.data)
    if element.fit == "repeat":
        copies = bounds.width * down / (bounds.height * across)
        count = max(1, round(_bearable(copies, len(segments))))
    if element.fit == "stack":
        copies = bounds.height * across / (bounds.width * down)
        rows = max(1, round(_bearable(copies, len(segments))))
    scale_x, scale_y = bounds.width / (across * count), bounds.height / (down * rows)
    if element.fit == "meet":
        scale_x = scale_y = min(scale_x, scale_y)
    x = bounds.x + (bounds.width - across * count * scale_x) / 2
    y = bounds.y + (bounds.height - down * rows * scale_y) / 2
    sign, origin = (-1, left + across) if flip else (1, left)
    for turn in range(count * rows):
        shift = x + (turn // rows) * across * scale_x
        drop = y + (turn % rows) * down * scale_y
        for name, *points in segments:
            yield (
                name,
                *(
                    drop + (value - top) * scale_y
                    if i % 2
                    else shift + sign * (value - origin) * scale_x
                    for i, value in enumerate(points)
                ),
            )


def _bearable(copies: float, segments: int) -> float:
    if not copies * max(segments, 1) <= MOST_SEGMENTS:
        raise TooBig(
            f"a path repeated {copies:,.0f} times would have {copies * segments:,.0f} segments; at "
            f"most {MOST_SEGMENTS:,}. Give it a wider view, or a smaller box.",
            rule="design.repeat",
            value=copies,
            limit=MOST_SEGMENTS,
        )
    return copies
