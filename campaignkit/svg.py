"""SVG of plain shapes into a Drawing. What it does not know it refuses by name, it never guesses.

Known: svg, g, path, rect, circle, ellipse, polygon, polyline, line; fill, stroke, stroke-width, as
attributes or in style; transform of moves, scales, turns and matrices; colours as #RGB, #RRGGBB,
rgb() or a plain name. Not: text, gradients, images, filters, style sheets, opacity.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple
from xml.etree import ElementTree

from campaignkit import paths
from campaignkit.drawing import Drawing, Shape
from campaignkit.errors import BadInput, TooBig
from campaignkit.paths import Segment

MOST_BYTES = 2_000_000
MOST_SHAPES = 5000
_SKIPPED = ("title", "desc", "metadata", "namedview")
_DEEPEST = 50
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TURN = re.compile(r"\b(\w+)\s*\(([^()]*)\)")
_LONGEST_TURN = 2000  # characters of a transform; programs write one matrix, of 80
_NAMES = {
    "black": "#000000",
    "white": "#FFFFFF",
    "red": "#FF0000",
    "green": "#008000",
    "blue": "#0000FF",
    "yellow": "#FFFF00",
    "orange": "#FFA500",
    "purple": "#800080",
    "pink": "#FFC0CB",
    "brown": "#A52A2A",
    "gray": "#808080",
    "grey": "#808080",
    "gold": "#FFD700",
    "teal": "#008080",
    "navy": "#000080",
}
_REFUSED = ("opacity", "fill-opacity", "stroke-opacity", "clip-path", "mask", "filter", "fill-rule")
Matrix = tuple[float, float, float, float, float, float]


class _Ink(NamedTuple):
    fill: str | None = "#000000"
    stroke: str | None = None
    width: float = 1.0


def is_svg(data: bytes) -> bool:
    """Say whether a file looks like SVG."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in head


def drawing(data: bytes, *, side: float, margin: float = 0.0) -> Drawing:
    """Return SVG as a drawing of side x side mm, its view box centred in it.

    Raises:
        BadInput: it is not SVG, or has something else than plain shapes; says what.
        TooBig: more than 2,000,000 bytes or 5,000 shapes.
    """
    root = _parsed(data)
    x, y, width, height = _view(root)
    scale = (side - 2 * margin) / max(width, height)
    left, top = (side - width * scale) / 2, (side - height * scale) / 2
    matrix = (scale, 0.0, 0.0, scale, left - x * scale, top - y * scale)
    shapes = _few(_shapes(root, matrix, _Ink(), 0))
    return Drawing(side, side, shapes)


class Plain(NamedTuple):
    """An SVG as it stands: its title, its view box's width and height, shapes in its units."""

    title: str
    size: tuple[float, float]
    shapes: tuple[Shape, ...]


def plain(data: bytes) -> Plain:
    """Return an SVG in its own units, the view box's corner at (0, 0).

    Raises:
        BadInput, TooBig: as `drawing` does.
    """
    root = _parsed(data)
    x, y, width, height = _view(root)
    shapes = _few(_shapes(root, (1.0, 0.0, 0.0, 1.0, -x, -y), _Ink(), 0))
    title = next((child.text or "" for child in root if _tag(child) == "title"), "")
    return Plain(title.strip(), (width, height), shapes)


def _few(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    found = tuple(islice(shapes, MOST_SHAPES + 1))
    if len(found) > MOST_SHAPES:
        raise TooBig(
            f"the SVG has more than {MOST_SHAPES:,} shapes. Save it as PNG.", rule="svg.shapes"
        )
    return found


def _parsed(data: bytes) -> ElementTree.Element:
    if len(data) > MOST_BYTES:
        raise TooBig(
            f"the SVG has {len(data):,} bytes; at most {MOST_BYTES:,}. Save it as PNG.",
            rule="svg.bytes",
        )
    if b"<!ENTITY" in data or b"<!entity" in data:
        raise BadInput(
            "the SVG declares entities, which can grow without end. Save it plainly.",
            rule="svg.entities",
        )
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as err:
        raise BadInput(
            f"the SVG cannot be read ({err}). Export it again.", rule="svg.damaged"
        ) from err
    if _tag(root) != "svg":
        raise BadInput(f"this is XML, but no SVG: it begins with <{_tag(root)}>.", rule="svg.none")
    return root


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _view(root: ElementTree.Element) -> tuple[float, float, float, float]:
    box = _numbers(root.get("viewBox", ""))
    if len(box) != 4:
        box = [0.0, 0.0, *(_length(root.get(name), 100) for name in ("width", "height"))]
    if min(box[2:]) <= 0 or not all(map(math.isfinite, box)):
        raise BadInput("the SVG has no width or height. Export it with a viewBox.", rule="svg.size")
    return box[0], box[1], box[2], box[3]


def _shapes(element: ElementTree.Element, matrix: Matrix, ink: _Ink, depth: int) -> Iterator[Shape]:
    tag = _tag(element)
    if tag in _SKIPPED or (tag == "defs" and not len(element)):
        return
    if depth > _DEEPEST:
        raise BadInput(
            f"the SVG nests deeper than {_DEEPEST}. Export it flattened.", rule="svg.depth"
        )
    said = _said(element)
    if said.get("display") == "none":
        return
    matrix = _times(matrix, _turned(element.get("transform", "")))
    ink = _inked(said, ink)
    if tag in ("svg", "g"):
        for child in element:
            yield from _shapes(child, matrix, ink, depth + 1)
        return
    path = _path(tag, element)
    scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    if path and (ink.fill or ink.stroke):
        yield Shape(
            path=paths.measured(tuple(_placed(path, matrix)), what="a shape of the SVG"),
            fill=ink.fill,
            stroke=ink.stroke,
            stroke_width=ink.width * scale,
        )


def _said(element: ElementTree.Element) -> dict[str, str]:
    """Return an element's attributes; those of its style stand above the others."""
    said = {str(name): str(value) for name, value in element.attrib.items()}
    for part in said.pop("style", "").split(";"):
        name, colon, value = part.partition(":")
        if colon:
            said[name.strip()] = value.strip()
    plain = ("1", "1.0", "none", "nonzero", "")
    odd = [name for name in _REFUSED if said.get(name, "").strip() not in plain]
    if odd:
        raise BadInput(
            f"the SVG uses {odd[0]}, which is not drawn. Save it as PNG.", rule="svg.unknown"
        )
    return said


def _inked(said: Mapping[str, str], ink: _Ink) -> _Ink:
    return _Ink(
        fill=_color(said["fill"], ink.fill) if "fill" in said else ink.fill,
        stroke=_color(said["stroke"], ink.stroke) if "stroke" in said else ink.stroke,
        width=_length(said.get("stroke-width"), ink.width),
    )


def _color(text: str, inherited: str | None) -> str | None:
    value = text.strip().lower()
    if value in ("none", "transparent"):
        return None
    if value == "inherit":
        return inherited
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(digit * 2 for digit in value[1:]).upper()
    if re.fullmatch(r"#[0-9a-f]{6}", value):
        return value.upper()
    parts = _numbers(value)
    if re.fullmatch(r"rgb\([\d\s,.]+\)", value) and len(parts) == 3:
        return "#" + "".join(f"{min(255, round(part)):02X}" for part in parts)
    if value in _NAMES:
        return _NAMES[value]
    raise BadInput(
        f"the SVG paints with {text[:40]!r}, which is no plain colour. Save it as PNG.",
        rule="svg.paint",
    )


def _path(tag: str, element: ElementTree.Element) -> tuple[Segment, ...]:
    def at(name: str, usual: float = 0.0) -> float:
        return _length(element.get(name), usual)

    if tag == "path":
        return paths.parse(element.get("d", "")) if element.get("d", "").strip() else ()
    if tag == "rect":
        radius = at("rx", at("ry"))
        return paths.rounded(at("x"), at("y"), at("width"), at("height"), radius)
    if tag in ("circle", "ellipse"):
        rx, ry = (at("r"), at("r")) if tag == "circle" else (at("rx"), at("ry"))
        return paths.ellipse(at("cx") - rx, at("cy") - ry, 2 * rx, 2 * ry)
    if tag == "line":
        return (("M", at("x1"), at("y1")), ("L", at("x2"), at("y2")))
    if tag in ("polygon", "polyline"):
        points = _numbers(element.get("points", ""))
        pairs = list(zip(points[::2], points[1::2], strict=False))
        lines = tuple(("L" if number else "M", x, y) for number, (x, y) in enumerate(pairs))
        return (*lines, ("Z",)) if tag == "polygon" and lines else lines
    raise BadInput(
        f"the SVG has <{tag[:40]}>, which is not drawn. Save it as PNG.", rule="svg.unknown"
    )


def _length(text: str | None, usual: float) -> float:
    """Return a length in user units; px is one, other units are taken for it."""
    if text is None or not text.strip():
        return usual
    found = _NUMBER.match(text.strip())
    if found is None or text.strip().endswith("%"):
        return usual
    return float(found[0])


def _numbers(text: str) -> list[float]:
    return [float(found) for found in _NUMBER.findall(text)]


def _turned(text: str) -> Matrix:
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if len(text) > _LONGEST_TURN:
        raise TooBig(
            f"a transform of the SVG has {len(text):,} characters; at most {_LONGEST_TURN:,}. "
            "Save it as PNG.",
            rule="svg.transform-long",
            value=len(text),
            limit=_LONGEST_TURN,
        )
    for name, inside in _TURN.findall(text):
        matrix = _times(matrix, _step(name, _numbers(inside)))
    return matrix


def _step(name: str, said: list[float]) -> Matrix:
    if not all(map(math.isfinite, said)):
        raise BadInput(
            f"the SVG turns by {name[:20]!r} of a number without end. Save it as PNG.",
            rule="svg.transform",
        )
    match name, said:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case "translate", [x, *rest]:
            return (1.0, 0.0, 0.0, 1.0, x, rest[0] if rest else 0.0)
        case "scale", [x, *rest]:
            return (x, 0.0, 0.0, rest[0] if rest else x, 0.0, 0.0)
        case "rotate", [angle, *about]:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            x, y = about if len(about) == 2 else (0.0, 0.0)
            return (cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos)
    raise BadInput(
        f"the SVG turns by {name[:20]!r}, which is not drawn. Save it as PNG.", rule="svg.transform"
    )


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    across = (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j)
    return (*across, a * k + c * m + e, b * k + d * m + f)


def _placed(path: tuple[Segment, ...], matrix: Matrix) -> Iterator[Segment]:
    a, b, c, d, e, f = matrix
    for name, *points in path:
        pairs = zip(points[::2], points[1::2], strict=True)
        yield (name, *(v for x, y in pairs for v in (a * x + c * y + e, b * x + d * y + f)))
