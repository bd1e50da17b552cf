"""A shape with its fill and its stroke into marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from campaignkit import svg_paths
from campaignkit.errors import BadInput
from campaignkit.vectors import gradients, style_properties
from campaignkit.vectors.colors import color
from campaignkit.vectors.lengths import Box, length
from campaignkit.vectors.markup import Element, referred, tag
from campaignkit.vectors.style_properties import Looks
from campaignkit.vectors.transforms import is_even, placed, scale_of
from campaignkit.vectors.values import Gradient, Matrix, Paint, PaintedPath, Stroke


class ElementPlace(NamedTuple):
    """Where an element stands.

    matrix: of its units. port: what percentages are of. around: the looks it inherits. depth: of
    elements around it. bounds: the box around it, if it is a shape.
    """

    matrix: Matrix
    port: Box
    around: Looks
    depth: int = 0
    bounds: Box | None = None

    def inside(self, **changes: object) -> ElementPlace:
        """Return where a child of it stands."""
        return self._replace(depth=self.depth + 1, bounds=None, **changes)  # type: ignore[arg-type]


class VectorPainter(NamedTuple):
    """What paints may refer to."""

    elements: Mapping[str, Element]
    looks: Callable[[Element], Mapping[str, str]]
    spend: Callable[[int], None]  # counts what a drawing is made of

    def marks(self, path: svg_paths.Path, own: Looks, frame: ElementPlace) -> Iterator[PaintedPath]:
        """Yield what a shape draws; its stroke apart where it needs a pen, or lies below."""
        fill, shade = self._paint("fill", "black", own, frame)
        if frame.bounds is not None and min(frame.bounds.width, frame.bounds.height) <= 0:
            fill = None  # nothing in SVG; a PDF would show a hairline
        stroke = self._stroke(own, frame)
        if fill is None and stroke is None:
            return
        whole = svg_paths.measured(placed(path, frame.matrix), what="a shape of the SVG")
        even_odd = own.get("fill-rule") == "evenodd"
        first = own.get("paint-order", "").startswith("stroke")
        pen = stroke is not None and stroke.pen is not None
        if not (first or pen):
            yield PaintedPath(whole, fill, shade, even_odd, stroke)
            return
        marks = [PaintedPath(whole, fill, shade, even_odd)] if fill else []
        if stroke is not None:
            marks.append(PaintedPath(path if pen else whole, stroke=stroke))
        yield from reversed(marks) if first else marks

    def _stroke(self, own: Looks, frame: ElementPlace) -> Stroke | None:
        paint, opacity = self._paint("stroke", "none", own, frame)
        width = length(own.get("stroke-width"), 1.0, frame.port.diagonal)
        if paint is None or width <= 0:
            return None
        even = is_even(frame.matrix)
        scale = scale_of(frame.matrix) if even else 1.0
        start = length(own.get("stroke-dashoffset"), 0.0, frame.port.diagonal)
        svg_paths.measured((("M", width * scale, start * scale),), what="a line of the SVG")
        return Stroke(
            paint,
            width * scale,
            opacity,
            style_properties.cap(own),
            style_properties.join(own),
            max(1.0, length(own.get("stroke-miterlimit"), 4.0)),
            style_properties.dashes(own, scale),
            start * scale,
            None if even else sound(frame.matrix),
        )

    def _paint(
        self, key: str, usual: str, own: Looks, frame: ElementPlace
    ) -> tuple[Paint | None, float]:
        """Return a paint and its opacity."""
        opacity = style_properties.share(own.get(f"{key}-opacity"))
        text = own.get(key, usual).strip()
        found = referred(text)
        if found is not None:
            target = self.elements.get(found[0] or "\0")
            if target is not None:
                return self._gradient(target, frame), opacity
            text = found[1] or "none"  # what is not there paints nothing (SVG 2, 13.2)
        if text.lower() == "currentcolor":
            text = own.get("color", "black")
        shade = color(text)
        return (None, opacity) if shade is None else (shade[0], opacity * shade[1])

    def _gradient(self, target: Element, frame: ElementPlace) -> Paint | None:
        if tag(target) not in gradients.KINDS:
            raise BadInput(
                f"the SVG paints with a <{tag(target)[:40]}>, which is not drawn. Save it as PNG.",
                rule="svg.paint",
            )
        paint = gradients.paint(
            target,
            self.elements,
            self.looks,
            bounds=frame.bounds,
            port=frame.port,
            matrix=frame.matrix,
        )
        if isinstance(paint, Gradient):
            self.spend(len(paint.stops))
            sound(paint.matrix)
        return paint


def sound(matrix: Matrix) -> Matrix:
    """Return a matrix unless a number of it is none."""
    points = ((matrix[0], matrix[1]), (matrix[2], matrix[3]), (matrix[4], matrix[5]))
    svg_paths.measured(tuple(("M", *point) for point in points), what="a shape of the SVG")
    return matrix
