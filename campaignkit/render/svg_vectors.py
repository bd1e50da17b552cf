"""Vector pictures inside an SVG that we write: what was read, told again in plain elements.

Not the file that was given: that may hold scripts, addresses, and names that clash with ours.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from campaignkit import vectors
from campaignkit.pictures import png
from campaignkit.render.document import number
from campaignkit.render.operators import exact
from campaignkit.svg_paths import Path


def element(vector: vectors.Vector, place: str, numbered: Iterator[int]) -> str:
    """Return a vector picture at a place, such as 'x="1" y="2" width="3" height="4"'."""
    inside = _Inside(numbered)
    body = inside.items(vector.items)
    view = f"0 0 {number(vector.width)} {number(vector.height)}"
    defined = f"<defs>{''.join(inside.defined)}</defs>" if inside.defined else ""
    return f'<svg {place} viewBox="{view}" preserveAspectRatio="none">{defined}{body}</svg>\n'


class _Inside:
    """The elements of one picture, and what they refer to."""

    def __init__(self, numbered: Iterator[int]) -> None:
        self.defined: list[str] = []
        self._numbered = numbered

    def items(self, items: tuple[vectors.Item, ...]) -> str:
        return "".join(map(self._item, items))

    def _item(self, item: vectors.Item) -> str:
        if isinstance(item, vectors.PaintedPath):
            return self._mark(item)
        if isinstance(item, vectors.Layer):
            return self._layer(item)
        return _raster(item)

    def _define(self, tag: str, said: str, body: str) -> str:
        name = f"v{next(self._numbered)}"
        self.defined.append(f'<{tag} id="{name}"{said}>{body}</{tag}>')
        return f"url(#{name})"

    def _mark(self, mark: vectors.PaintedPath) -> str:
        said = {"d": _data(mark.path), "fill": "none"}
        if mark.fill is not None:
            said |= {"fill": self._paint(mark.fill), "fill-opacity": number(mark.opacity)}
            said["fill-rule"] = "evenodd" if mark.even_odd else "nonzero"
        if (stroke := mark.stroke) is not None:
            said |= {
                "stroke": self._paint(stroke.paint),
                "stroke-opacity": number(stroke.opacity),
                "stroke-width": number(stroke.width),
                "stroke-linecap": stroke.cap,
                "stroke-linejoin": stroke.join,
                "stroke-miterlimit": number(stroke.miter),
                "stroke-dasharray": " ".join(map(number, stroke.dashes)),
                "stroke-dashoffset": number(stroke.dash_start),
                "transform": f"matrix({exact(stroke.pen)})" if stroke.pen else "",
            }
        usual = {"fill-opacity": "1", "stroke-opacity": "1", "fill-rule": "nonzero",
                 "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4",
                 "stroke-dashoffset": "0"}  # fmt: skip
        told = (f' {k}="{v}"' for k, v in said.items() if v and usual.get(k) != v)
        return f"<path{''.join(told)}/>"

    def _paint(self, paint: vectors.Paint) -> str:
        if not isinstance(paint, vectors.Gradient):
            return paint
        names = (
            ("x1", "y1", "x2", "y2")
            if len(paint.ends) == 4
            else ("fx", "fy", "fr", "cx", "cy", "r")
        )
        ends = "".join(f' {k}="{number(v)}"' for k, v in zip(names, paint.ends, strict=True))
        stops = "".join(
            f'<stop offset="{number(s.offset)}" stop-color="{s.color}" '
            f'stop-opacity="{number(s.opacity)}"/>'
            for s in paint.stops
        )
        kind = "linearGradient" if len(paint.ends) == 4 else "radialGradient"
        turned = (
            f' gradientUnits="userSpaceOnUse" gradientTransform="matrix({exact(paint.matrix)})"'
        )
        return self._define(kind, f"{ends}{turned}", stops)

    def _layer(self, layer: vectors.Layer) -> str:
        said = "" if layer.opacity == 1 else f' opacity="{number(layer.opacity)}"'
        if layer.clip is not None:
            said += f' clip-path="{self._define("clipPath", "", _clip(layer.clip))}"'
        if layer.mask is not None:
            said += f' mask="{self._mask(layer.mask)}"'
        return f"<g{said}>{self.items(layer.items)}</g>"

    def _mask(self, mask: vectors.Mask) -> str:
        region = ' maskUnits="userSpaceOnUse" x="0" y="0" width="1000" height="1000"'
        kind = ' style="mask-type:alpha"' if mask.by_alpha else ""
        return self._define("mask", region + kind, self.items(mask.items))


def _clip(clip: vectors.Clip) -> str:
    rule = ' clip-rule="evenodd"' if clip.even_odd else ""
    return f'<path d="{_data(clip.path)}"{rule}/>'


def _data(path: Path) -> str:
    return "".join(part[0] + " ".join(map(number, part[1:])) for part in path)


def _raster(raster: vectors.Raster) -> str:
    data = b64encode(png(raster.picture, level=9)).decode()
    return (
        f'<image width="1" height="1" preserveAspectRatio="none" '
        f'transform="matrix({exact(raster.matrix)})" href="data:image/png;base64,{data}"/>'
    )
