"""A drawing in, one SVG file out, for designers. Text becomes outlines: it needs no font there.

The one exception to "every picture is the PDF": vectors that another program goes on with.
Units are mm; `title` and `desc` say what it is to those who cannot see it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from itertools import count
from typing import Any

from campaignkit import characters
from campaignkit.drawing import UNTURNED, ArcText, CodeBox, Drawing, Image, Item, Shape, Text, Use
from campaignkit.pictures import jpeg, png
from campaignkit.render import svg_vectors
from campaignkit.render.document import number
from campaignkit.render.images import shown
from campaignkit.render.module_runs import rectangles
from campaignkit.render.modules import STEPS, svg_outline
from campaignkit.render.pdf import emoji
from campaignkit.svg_paths import Segment
from campaignkit.vectors import Vector


def svg(drawing: Drawing, *, title: str, description: str) -> bytes:
    """Return the drawing as SVG 1.1, UTF-8. Same drawing, same bytes.

    A sign that no XML can hold (a code may have any inside) stands in the title and the
    description as the picture of itself, or as U+FFFD.

    Raises:
        BadInput: a number of the drawing is none (nan, inf).
    """
    width, height = number(drawing.width), number(drawing.height)
    body = _Body()
    inside = body.items(drawing)
    definitions = f"<defs>{''.join(body.definitions)}</defs>" if body.definitions else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d">\n'
        f'<title id="t">{escape(characters.shown(title))}</title>\n'
        f'<desc id="d">{escape(characters.shown(description))}</desc>\n'
        f"{definitions}{inside}\n</svg>\n"
    ).encode()


class _Body:
    """The elements of one file; drawings used by reference stand once among its definitions."""

    def __init__(self) -> None:
        self.definitions: list[str] = []
        self._names: dict[Drawing, str] = {}
        self._numbers: Iterator[int] = count(1)

    def items(self, drawing: Drawing) -> str:
        return "".join(self._item(item) for item in drawing.items)

    def _item(self, item: Item) -> str:
        if isinstance(item, Shape):
            return _path(_data(item.path), **_paint(item))
        if isinstance(item, CodeBox):
            logo = item.picture
            return _code(item) + (_image(logo, self._numbers) if logo else "")
        if isinstance(item, Text):
            pictures = (
                one for run in item.line.runs if run.face.is_color for one in emoji(item, run)
            )
            return _text(item) + "".join(_image(each, self._numbers) for each in pictures)
        if isinstance(item, ArcText):
            return _path(_data(item.outlined().path), fill=item.fill)
        if isinstance(item, Image):
            return _image(item, self._numbers)
        return self._use(item)

    def _use(self, use: Use) -> str:
        name = self._names.get(use.drawing)
        if name is None:
            name = self._names[use.drawing] = f"s{next(self._numbers)}"
            inside = self.items(use.drawing)
            self.definitions.append(f'<g id="{name}">{inside}</g>')
        if use.matrix == UNTURNED:
            return f'<use href="#{name}" x="{number(use.x)}" y="{number(use.y)}"/>\n'
        place = f"matrix({' '.join(map(str, use.matrix))} {number(use.x)} {number(use.y)})"
        return f'<use href="#{name}" transform="{place}"/>\n'


def _path(data: str, **attributes: str) -> str:
    said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<path d="{data}"{said}/>\n'


def _paint(shape: Shape) -> dict[str, str]:
    painted = {"fill": shape.fill or "none"}
    if shape.stroke is not None:
        painted |= {"stroke": shape.stroke, "stroke_width": number(shape.stroke_width)}
    return painted


def _data(path: tuple[Segment, ...]) -> str:
    return "".join(segment[0] + " ".join(map(number, segment[1:])) for segment in path)


def _code(box: CodeBox) -> str:
    module, corner = box.module, box.quiet * box.module
    side = number(box.side)
    panel = (
        f'<rect x="{number(box.x)}" y="{number(box.y)}" width="{side}" height="{side}" '
        f'fill="{box.light}"/>\n'
    )
    place = f"translate({number(box.x + corner)} {number(box.y + corner)})"
    if box.style != "square":
        place = f"{place} scale({module / STEPS:.6g})"
        return panel + _path(svg_outline(box), fill=box.dark, transform=place)
    runs = "".join(f"M{x} {y}h{w}v1h-{w}z" for x, y, w in rectangles(box.ink))
    place = f"{place} scale({module:.6g})"
    return panel + _path(runs, fill=box.dark, transform=place, shape_rendering="crispEdges")


def _text(text: Text) -> str:
    parts = []
    for run in text.line.runs:
        if run.face.is_color:
            continue
        scale = text.size / run.face.upem
        pen = text.x + run.x * text.size
        for cluster, kern in zip(run.clusters, run.kerns or [0] * len(run.clusters), strict=True):
            for glyph, x, y in cluster.parts:
                outline = run.face.outline(glyph)
                parts.append(_outline(outline, pen + x * scale, text.y - y * scale, scale))
            pen += (cluster.advance + kern) * scale
    return _path("".join(parts), fill=text.fill)


def _outline(outline: Any, x: float, y: float, scale: float) -> str:
    return "".join(
        segment[0]
        + " ".join(
            number(x + value * scale if i % 2 == 0 else y - value * scale)
            for i, value in enumerate(segment[1:])
        )
        for segment in outline
    )


def _image(image: Image, numbered: Iterator[int]) -> str:
    place = (
        f'x="{number(image.x)}" y="{number(image.y)}" width="{number(image.width)}" '
        f'height="{number(image.height)}"'
    )
    if isinstance(image.picture, Vector):
        return svg_vectors.element(image.picture, place, numbered)
    picture = shown(image)
    if picture.stream is not None or picture.is_photo:
        kind, data = "jpeg", jpeg(picture).data
    else:
        kind, data = "png", png(picture, level=9)
    return f'<image {place} href="data:image/{kind};base64,{b64encode(data).decode()}"/>\n'
