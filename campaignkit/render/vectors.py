"""Vector pictures into a PDF: paths as paths, gradients as shadings, never pixels.

A vector picture is one form in its own units, written once, however often it is placed. What is
laid on as one (opacity, masks) is a transparency group; what a gradient lets shine through is a
soft mask of the same gradient in grey (ISO 32000-1, 8.7.4.5 and 11.6).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from campaignkit import vectors
from campaignkit.render.document import PdfWriter, Stream, array, dictionary, name, number, numbers
from campaignkit.render.images import add_picture
from campaignkit.render.operators import color, exact, segment
from campaignkit.svg_paths import Path

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_SPACES = {True: "DeviceGray", False: "DeviceRGB"}


def add_vector(document: PdfWriter, vector: vectors.Vector) -> Any:
    """Write a vector picture as a form, y downward from its top left; return its reference."""
    return _Form(document, vector.width, vector.height).add(vector.items)


class _Form:
    """A form being written: its content and what that refers to."""

    def __init__(self, document: PdfWriter, width: float, height: float) -> None:
        self._document = document
        self._box = (width, height)
        self._resources: dict[str, dict[str, Any]] = {}

    def add(self, items: tuple[vectors.Item, ...], *, group: dict[str, Any] | None = None) -> Any:
        content = b"".join(map(self._item, items))
        return self._add(content, group)

    def _add(self, content: bytes, group: dict[str, Any] | None) -> Any:
        named = {kind: dictionary(each) for kind, each in self._resources.items()}
        entries = {
            "Type": name("XObject"),
            "Subtype": name("Form"),
            "BBox": numbers(0, 0, *self._box),
            "Resources": dictionary(named),
        }
        if group is not None:
            entries["Group"] = dictionary(group)
        return self._document.add(Stream(content, entries))

    def _named(self, kind: str, letter: str, value: Any) -> str:
        known = self._resources.setdefault(kind, {})
        key = f"{letter}{len(known)}"
        known[key] = value
        return f"/{key}"

    def _item(self, item: vectors.Item) -> bytes:
        if isinstance(item, vectors.PaintedPath):
            return self._mark(item)
        if isinstance(item, vectors.Layer):
            return self._layer(item)
        return self._raster(item)

    def _mark(self, mark: vectors.PaintedPath) -> bytes:
        stroke, filled = mark.stroke, mark.fill is not None
        parts = [b"q\n"]
        if mark.fill is not None:
            parts.append(self._paint(mark.fill, mark.opacity, stroked=False))
        if stroke is not None:
            parts.append(self._paint(stroke.paint, stroke.opacity, stroked=True))
            parts.append(_pen(stroke))
        parts.extend(map(segment, mark.path))
        star = b"*" if mark.even_odd else b""
        painted = {(True, True): b"B" + star, (True, False): b"f" + star, (False, True): b"S"}
        parts.append(painted.get((filled, stroke is not None), b"n") + b"\nQ\n")
        return b"".join(parts)

    def _paint(self, paint: vectors.Paint, opacity: float, *, stroked: bool) -> bytes:
        letter = "CA" if stroked else "ca"
        state = {} if opacity == 1 else {letter: number(opacity)}
        if not isinstance(paint, vectors.Gradient):
            grey, rgb = ("G", "RG") if stroked else ("g", "rg")
            return self._state(state) + color(paint, grey, rgb)
        if any(stop.opacity < 1 for stop in paint.stops):
            state["SMask"] = self._shine(paint)
        pattern = self._named("Pattern", "P", _pattern(paint, grey=False))
        space, use = ("CS", "SCN") if stroked else ("cs", "scn")
        return self._state(state) + f"/Pattern {space} {pattern} {use}\n".encode()

    def _state(self, entries: dict[str, Any]) -> bytes:
        if not entries:
            return b""
        return f"{self._named('ExtGState', 'E', dictionary(entries))} gs\n".encode()

    def _shine(self, paint: vectors.Gradient) -> Any:
        """Return the soft mask of a gradient's opacities."""
        form = _Form(self._document, *self._box)
        pattern = form._named("Pattern", "P", _pattern(paint, grey=True))
        box = " ".join(map(number, (0, 0, *self._box)))
        content = f"/Pattern cs {pattern} scn\n{box} re f\n".encode()
        return _soft("Luminosity", form._add(content, _group("DeviceGray")))

    def _layer(self, layer: vectors.Layer) -> bytes:
        parts = [b"q\n"]
        if layer.clip is not None:
            parts.append(_clip(layer.clip))
        state: dict[str, Any] = {}
        if layer.opacity < 1:
            state = {"ca": number(layer.opacity), "CA": number(layer.opacity)}
        if layer.mask is not None:
            state["SMask"] = self._soft_mask(layer.mask)
        if state:
            form = _Form(self._document, *self._box).add(layer.items, group=_group("DeviceRGB"))
            parts += [self._state(state), f"{self._named('XObject', 'X', form)} Do\n".encode()]
        else:
            parts.extend(map(self._item, layer.items))
        return b"".join((*parts, b"Q\n"))

    def _soft_mask(self, mask: vectors.Mask) -> Any:
        form = _Form(self._document, *self._box).add(mask.items, group=_group("DeviceRGB"))
        return _soft("Alpha" if mask.by_alpha else "Luminosity", form)

    def _raster(self, raster: vectors.Raster) -> bytes:
        key = self._named("XObject", "X", add_picture(self._document, raster.picture))
        a, b, c, d, e, f = raster.matrix
        turned = (a, b, -c, -d, c + e, d + f)  # a picture's rows run upward in a PDF
        return f"q {exact(turned)} cm {key} Do Q\n".encode()


def _group(space: str) -> dict[str, Any]:
    return {"S": name("Transparency"), "CS": name(space), "I": True}


def _soft(kind: str, form: Any) -> Any:
    return dictionary({"Type": name("Mask"), "S": name(kind), "G": form})


def _clip(clip: vectors.Clip) -> bytes:
    star = b"*" if clip.even_odd else b""
    shape: Path = clip.path or (("M", 0.0, 0.0), ("Z",))
    return b"".join((*map(segment, shape), b"W", star, b" n\n"))


def _pen(stroke: vectors.Stroke) -> bytes:
    parts = []
    if stroke.pen is not None:
        parts.append(f"{exact(stroke.pen)} cm\n")
    parts.append(f"{number(stroke.width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j ")
    parts.append(f"{number(stroke.miter)} M\n")
    if stroke.dashes:
        parts.append(f"[{' '.join(map(number, stroke.dashes))}] {number(stroke.dash_start)} d\n")
    return "".join(parts).encode()


def _pattern(paint: vectors.Gradient, *, grey: bool) -> Any:
    shading = {
        "ShadingType": 2 if len(paint.ends) == 4 else 3,
        "ColorSpace": name(_SPACES[grey]),
        "Coords": numbers(*paint.ends),
        "Function": _function(paint, grey=grey),
        "Extend": array([True, True]),
    }
    return dictionary(
        {
            "Type": name("Pattern"),
            "PatternType": 2,
            "Shading": dictionary(shading),
            "Matrix": array(exact(paint.matrix).split()),
        }
    )


def _function(paint: vectors.Gradient, *, grey: bool) -> Any:
    """Return the way from 0 to 1 along a gradient to its colours, or its opacities."""
    stops = paint.stops
    first, last = stops[0]._replace(offset=0.0), stops[-1]._replace(offset=1.0)
    whole = [first, *stops, last]
    steps = [(a, b) for a, b in pairwise(whole) if b.offset > a.offset]
    functions = [
        dictionary(
            {
                "FunctionType": 2,
                "Domain": numbers(0, 1),
                "C0": numbers(*(_shade(a.color, a.opacity, grey=grey))),
                "C1": numbers(*(_shade(b.color, b.opacity, grey=grey))),
                "N": 1,
            }
        )
        for a, b in steps
    ]
    if len(functions) == 1:
        return functions[0]
    return dictionary(
        {
            "FunctionType": 3,
            "Domain": numbers(0, 1),
            "Functions": array(functions),
            "Bounds": numbers(*(b.offset for _, b in steps[:-1])),
            "Encode": numbers(*(0, 1) * len(steps)),
        }
    )


def _shade(value: str, opacity: float, *, grey: bool) -> tuple[float, ...]:
    return (opacity,) if grey else tuple(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
