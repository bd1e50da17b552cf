"""Gradients of SVG as paints. Those that repeat or reflect are unrolled a few times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from campaignkit.errors import TooBig
from campaignkit.vectors.colors import color
from campaignkit.vectors.lengths import Box, length
from campaignkit.vectors.markup import Element, link, tag
from campaignkit.vectors.transforms import times, transform
from campaignkit.vectors.values import Gradient, Matrix, Paint, Stop

KINDS = ("linearGradient", "radialGradient")
_CHAIN = 10  # gradients that refer to one another
_MOST_STOPS = 200
_UNROLLED = 8  # copies on each side of one that repeats
Said = Callable[[Element], Mapping[str, str]]


def paint(
    element: Element,
    elements: Mapping[str, Element],
    said: Said,
    *,
    bounds: Box | None,
    port: Box,
    matrix: Matrix,
) -> Paint | None:
    """Return what a gradient paints a shape with; None: nothing.

    bounds: the box around the shape. port: what percentages are of. matrix: of the shape.
    """
    chain = _chain(element, elements)
    attributes: dict[str, str] = {}
    for each in reversed(chain):
        attributes |= {k: v for k, v in said(each).items() if k not in ("id", "href")}
    stops = next((found for each in chain if (found := _stops(each, said))), ())
    if not stops:
        return None
    if len(stops) == 1:
        return stops[0].color if stops[0].opacity == 1 else _flat(stops[0])
    by_box = attributes.get("gradientUnits", "objectBoundingBox") == "objectBoundingBox"
    if by_box:
        if bounds is None or min(bounds.width, bounds.height) <= 0:
            return None  # in a box without area nothing is painted (SVG 1.1, 7.11)
        port = Box(0, 0, 1, 1)
        matrix = times(matrix, (bounds.width, 0, 0, bounds.height, bounds.x, bounds.y))
    matrix = times(matrix, transform(attributes.get("gradientTransform", "")))
    if tag(element) == "linearGradient":
        ends = _line(attributes, port)
        if ends[:2] == ends[2:]:
            return stops[-1].color
    else:
        ends = _circles(attributes, port)
        if ends[5] <= 0:
            return stops[-1].color
    if len(stops) > _MOST_STOPS:
        raise TooBig(
            f"the SVG has a gradient of {len(stops):,} colours; at most {_MOST_STOPS}. "
            "Save it as PNG.",
            rule="svg.stops",
        )
    spread = attributes.get("spreadMethod", "pad")
    if spread in ("repeat", "reflect"):
        ends, stops = _unrolled(ends, stops, reflect=spread == "reflect")
    return Gradient(ends, stops, matrix)


def _flat(stop: Stop) -> Gradient:
    """Return one colour that shines through as a gradient without a change."""
    return Gradient(
        (0, 0, 1, 0), (stop._replace(offset=0), stop._replace(offset=1)), (1, 0, 0, 1, 0, 0)
    )


def _chain(element: Element, elements: Mapping[str, Element]) -> list[Element]:
    chain = [element]
    while len(chain) < _CHAIN:
        other = elements.get(link(chain[-1]))
        if other is None or tag(other) not in KINDS:
            break
        chain.append(other)
    return chain


def _stops(element: Element, said: Said) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    for child in element:
        if tag(child) != "stop":
            continue
        looks = said(child)
        text = looks.get("stop-color", "black")
        found = color(looks.get("color", "black") if text == "currentColor" else text)
        shade, opacity = found or ("#000000", 0.0)
        opacity *= min(1.0, max(0.0, length(looks.get("stop-opacity"), 1.0, 1.0)))
        offset = min(1.0, max(0.0, length(looks.get("offset"), 0.0, 1.0)))
        stops.append(Stop(max(offset, stops[-1].offset if stops else 0.0), shade, opacity))
    return tuple(stops)


def _line(said: Mapping[str, str], port: Box) -> tuple[float, ...]:
    return (
        length(said.get("x1"), 0.0, port.width),
        length(said.get("y1"), 0.0, port.height),
        length(said.get("x2"), port.width, port.width),
        length(said.get("y2"), 0.0, port.height),
    )


def _circles(said: Mapping[str, str], port: Box) -> tuple[float, ...]:
    whole = port.diagonal
    cx = length(said.get("cx"), port.width / 2, port.width)
    cy = length(said.get("cy"), port.height / 2, port.height)
    r = length(said.get("r"), whole / 2, whole)
    fx, fy = length(said.get("fx"), cx, port.width), length(said.get("fy"), cy, port.height)
    fr = length(said.get("fr"), 0.0, whole)
    away = ((fx - cx) ** 2 + (fy - cy) ** 2) ** 0.5
    if away > 0.99 * r > 0:  # a focus outside is moved to the edge (SVG 1.1, 13.2.3)
        share = 0.99 * r / away
        fx, fy = cx + (fx - cx) * share, cy + (fy - cy) * share
    return (fx, fy, fr, cx, cy, r)


def _unrolled(
    ends: tuple[float, ...], stops: tuple[Stop, ...], *, reflect: bool
) -> tuple[tuple[float, ...], tuple[Stop, ...]]:
    """Return a gradient with its copies written out."""
    copies = range(-_UNROLLED, _UNROLLED + 1) if len(ends) == 4 else range(_UNROLLED + 1)
    whole = len(copies)
    made: list[Stop] = []
    for place, number in enumerate(copies):
        turned = reflect and number % 2
        part = [s._replace(offset=1 - s.offset) for s in reversed(stops)] if turned else stops
        made.extend(s._replace(offset=(place + s.offset) / whole) for s in part)
    assert all(a.offset <= b.offset for a, b in pairwise(made))
    if len(ends) == 4:
        x1, y1, x2, y2 = ends
        dx, dy = x2 - x1, y2 - y1
        far = _UNROLLED + 1
        return (x1 - dx * _UNROLLED, y1 - dy * _UNROLLED, x1 + dx * far, y1 + dy * far), tuple(made)
    fx, fy, fr, cx, cy, r = ends
    grown = (fx + (cx - fx) * whole, fy + (cy - fy) * whole, fr + (r - fr) * whole)
    return (fx, fy, fr, *grown), tuple(made)
