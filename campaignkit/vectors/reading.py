"""A whole SVG into a Vector: groups, uses, symbols, clips, masks, each within stated limits."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from campaignkit import pictures
from campaignkit.errors import BadInput, TooBig
from campaignkit.svg_paths import Path
from campaignkit.vectors import gradients, style_properties
from campaignkit.vectors.lengths import Box, fitted, length, numbers, view_box
from campaignkit.vectors.markup import (
    Element,
    address_of,
    link,
    name_of,
    parsed,
    referred,
    said,
    tag,
)
from campaignkit.vectors.outlines import SHAPES, path_of, reach
from campaignkit.vectors.painting import ElementPlace, VectorPainter, sound
from campaignkit.vectors.style_properties import Looks
from campaignkit.vectors.style_sheets import StyleSheet
from campaignkit.vectors.transforms import IDENTITY, placed, times, transform
from campaignkit.vectors.values import (
    LONG_SIDE,
    Clip,
    Item,
    Layer,
    Mask,
    Matrix,
    PaintedPath,
    Raster,
    Vector,
)

MOST_MARKS = 5000
_MOST_VISITS = 40_000  # of elements, those used again counted again
_DEEPEST = 50
_MOST_PARTS = 400_000  # segments of paths and stops of gradients, those used again counted again
_MOST_PICTURES = 20
_LONGEST_CHAIN = 100  # elements around one that style sheets look at
_PHOTO_SIDE = 2000  # pixels of a picture inside
_PASSED = (
    *("title", "desc", "metadata", "defs", "style", "symbol", "clipPath", "mask", "pattern"),
    *("filter", "marker", "animate", "animateTransform", "animateMotion", "set", "view", "cursor"),
    *("animateColor", "color-profile", "font", "font-face", *gradients.KINDS),
)
_GROUPS = ("g", "a", "svg", "switch")
_DATA = re.compile(r"data:image/(?:png|jpe?g|webp|gif)\s*(;base64)?\s*,", re.IGNORECASE)


@lru_cache(maxsize=64)
def read(data: bytes) -> Vector:
    """Return an SVG as a drawing whose long side has 1,000 units.

    Raises:
        BadInput: it is no SVG, or has something that is not drawn (text, filters, patterns): says
            what.
        TooBig: more than 2,000,000 bytes, 5,000 shapes, 40,000 elements.

    >>> square = b"<svg viewBox='0 0 8 4'><rect width='4' height='4' fill='red'/></svg>"
    >>> read(square).height, read(square).items[0].fill
    (500.0, '#FF0000')
    """
    root = parsed(data)
    width, height, items, unit = _SvgReader(root).whole()
    title = next((each.text or "" for each in root if tag(each) == "title"), "")
    return Vector(width, height, items, data, unit, title.strip())


class _SvgReader:
    """One file: its elements by their id, its style sheet, and how much was drawn of it."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._ids: dict[str, Element] = {}
        for each in root.iter():
            self._ids.setdefault(each.get("id", ""), each)
        styles = ("".join(each.itertext()) for each in root.iter() if tag(each) == "style")
        self._sheet = StyleSheet("\n".join(styles))
        self._said: dict[Element, dict[str, str]] = {}
        self._painter = VectorPainter(self._ids, self._looks, self._spend)
        self._pictures: dict[str, pictures.Picture] = {}
        self._marks = self._visits = self._parts = 0

    def whole(self) -> tuple[float, float, tuple[Item, ...], float]:
        """Return width, height, what is drawn, and a unit in those of the file."""
        own = self._looks(self._root)
        view = view_box(own.get("viewBox", ""))
        usual = view or Box(0, 0, 100, 100)
        width = length(own.get("width"), usual.width, usual.width)
        height = length(own.get("height"), usual.height, usual.height)
        port = view_box(f"0 0 {width:.9f} {height:.9f}") or usual
        scale = LONG_SIDE / max(port.width, port.height)
        matrix: Matrix = (scale, 0.0, 0.0, scale, 0.0, 0.0)
        if view is not None:
            matrix = times(matrix, fitted(view, port, own.get("preserveAspectRatio", "")))
        frame = ElementPlace(matrix, view or port, {})
        style_properties.refuse_unknown(own)
        items = self._layered(self._group(self._root, frame), own, frame)
        return port.width * scale, port.height * scale, tuple(items), 1 / scale

    def _looks(self, element: Element) -> dict[str, str]:
        found = self._said.get(element)
        if found is None:
            chain = [element]
            while (
                len(chain) < _LONGEST_CHAIN and (above := self._parents.get(chain[-1])) is not None
            ):
                chain.append(above)
            names = [name_of(each) for each in reversed(chain)]
            found = self._said[element] = said(element, self._sheet, names)
        return found

    def _items(self, element: Element, frame: ElementPlace) -> Iterator[Item]:
        """Yield what an element draws."""
        self._count(frame.depth)
        name = tag(element)
        own = self._looks(element)
        if not name or name in _PASSED or own.get("display") == "none":
            return
        if name == "text" and not "".join(element.itertext()).strip():
            return
        if name not in (*SHAPES, *_GROUPS, "use", "image"):
            raise BadInput(
                f"the SVG has <{name[:40]}>, which is not drawn. {_advice(name)}",
                rule="svg.unknown",
                name=name[:40],
            )
        style_properties.refuse_unknown(own)
        frame = frame._replace(matrix=times(frame.matrix, _turned(own)))
        if name in SHAPES:
            path = path_of(name, own, frame.port)
            frame = frame._replace(bounds=reach(path))
            yield from self._layered(self._shape(path, own, frame), own, frame)
            return
        if name == "svg":
            frame = _viewport(own, frame)
        draw = {"use": self._use, "image": self._image}.get(name, self._group)
        yield from self._layered(draw(element, frame), own, frame)

    def _count(self, depth: int) -> None:
        self._visits += 1
        if depth > _DEEPEST:
            raise BadInput(
                f"the SVG nests deeper than {_DEEPEST}. Export it flattened.", rule="svg.depth"
            )
        if self._visits > _MOST_VISITS:
            raise TooBig(
                f"the SVG draws more than {_MOST_VISITS:,} elements. Save it as PNG.",
                rule="svg.elements",
            )

    def _spend(self, count: int) -> None:
        self._parts += count
        if self._parts > _MOST_PARTS:
            raise TooBig(
                f"the SVG has more than {_MOST_PARTS:,} lines, curves and colours. Save it as PNG.",
                rule="svg.parts",
            )

    def _shape(self, path: Path, own: Looks, frame: ElementPlace) -> Iterator[Item]:
        full = style_properties.inherited(own, frame.around)
        if not path or full.get("visibility", "visible") != "visible":
            return
        self._marks += 1
        if self._marks > MOST_MARKS:
            raise TooBig(
                f"the SVG has more than {MOST_MARKS:,} shapes. Save it as PNG.", rule="svg.shapes"
            )
        self._spend(len(path))
        yield from self._painter.marks(path, full, frame)

    def _group(self, element: Element, frame: ElementPlace) -> Iterator[Item]:
        inside = frame.inside(around=style_properties.inherited(self._looks(element), frame.around))
        children = list(element)
        if tag(element) == "switch":
            children = [each for each in children if tag(each) not in ("", "foreignObject")][:1]
        for child in children:
            yield from self._items(child, inside)

    def _use(self, element: Element, frame: ElementPlace) -> Iterator[Item]:
        target = self._ids.get(link(element) or "\0")
        if target is None:
            if address_of(element) and not link(element):
                raise BadInput(
                    "the SVG uses parts of another file, and nothing is fetched. Export it whole.",
                    rule="svg.outside",
                )
            return
        own = self._looks(element)
        x, y = length(own.get("x"), 0.0, frame.port.width), length(own.get("y"), 0.0)
        inside = frame.inside(
            matrix=times(frame.matrix, (1.0, 0.0, 0.0, 1.0, x, y)),
            around=style_properties.inherited(own, frame.around),
        )
        if tag(target) != "symbol":
            yield from self._items(target, inside)
            return
        self._count(frame.depth)
        place = {**self._looks(target), "x": "0", "y": "0"}
        place |= {key: own[key] for key in ("width", "height") if key in own}
        yield from self._group(target, _viewport(place, inside))

    def _image(self, element: Element, frame: ElementPlace) -> Iterator[Item]:
        address = address_of(element)
        found = _DATA.match(address)
        if found is None:
            raise BadInput(
                "the SVG has <image> of another file or kind, and nothing is fetched. "
                "Save it as PNG.",
                rule="svg.unknown",
            )
        own, port = self._looks(element), frame.port
        picture = self._pictures.get(address)
        if picture is None:
            if len(self._pictures) >= _MOST_PICTURES:
                raise TooBig(
                    f"the SVG has more than {_MOST_PICTURES} pictures inside. Save it as PNG.",
                    rule="svg.pictures",
                )
            data = _decoded(address[found.end() :], found[1])
            picture = self._pictures[address] = pictures.open_within(data, _PHOTO_SIDE)
        place = Box(
            length(own.get("x"), 0.0, port.width),
            length(own.get("y"), 0.0, port.height),
            length(own.get("width"), float(picture.width), port.width),
            length(own.get("height"), float(picture.height), port.height),
        )
        whole = Box(0, 0, picture.width, picture.height)
        to_place = fitted(whole, place, own.get("preserveAspectRatio", ""))
        unit: Matrix = (picture.width, 0.0, 0.0, picture.height, 0.0, 0.0)
        yield Raster(picture, sound(times(frame.matrix, times(to_place, unit))))

    def _layered(self, items: Iterator[Item], own: Looks, frame: ElementPlace) -> Iterator[Item]:
        """Yield items under what their element says of them as a whole."""
        opacity = style_properties.share(own.get("opacity"))
        covers = list(self._clips(own, frame))
        if (mask := self._mask(own, frame)) is not None:
            covers.append(mask)
        if opacity == 1 and not covers:
            yield from items
            return
        if opacity == 0:
            return
        whole = tuple(items)
        single = whole[0] if len(whole) == 1 and not covers else None
        if isinstance(single, PaintedPath) and single.stroke is None:
            yield single._replace(opacity=single.opacity * opacity)
            return
        for cover in covers:
            if isinstance(cover, Clip):
                whole = (Layer(whole, clip=cover),)
            else:
                whole = (Layer(whole, mask=cover),)
        yield from whole if opacity == 1 else (Layer(whole, opacity),)

    def _clips(self, own: Looks, frame: ElementPlace) -> Iterator[Clip | Mask]:
        """Yield what an element is clipped by, the clip of its clip included."""
        found = referred(own.get("clip-path", ""))
        if found is None:
            if own.get("clip-path", "none") not in ("none", "", "inherit"):
                raise BadInput(
                    "the SVG uses clip-path of a shape in words, which is not drawn. "
                    "Save it as PNG.",
                    rule="svg.unknown",
                )
            return
        target = self._ids.get(found[0] or "\0")
        if target is None or tag(target) != "clipPath":
            return
        self._count(frame.depth)
        said = self._looks(target)
        yield from self._clips(said, frame._replace(depth=frame.depth + 1))
        matrix = times(frame.matrix, _turned(said))
        if said.get("clipPathUnits") == "objectBoundingBox":
            matrix = times(matrix, _box_matrix(frame.bounds, "clip-path"))
        yield self._clip(target, frame.inside(matrix=matrix, around={"stroke": "none"}))

    def _clip(self, target: Element, inside: ElementPlace) -> Clip | Mask:
        marks: list[Item] = []
        for child in target:
            rule = style_properties.inherited(self._looks(child), self._looks(target)).get(
                "clip-rule"
            )
            for item in self._items(child, inside):
                marks.append(_silhouette(item, rule) if isinstance(item, PaintedPath) else item)
        only = marks[0] if len(marks) == 1 else None
        if isinstance(only, PaintedPath):
            return Clip(only.path, only.even_odd)
        return Mask(tuple(marks), by_alpha=True)

    def _mask(self, own: Looks, frame: ElementPlace) -> Mask | None:
        found = referred(own.get("mask", ""))
        target = None if found is None else self._ids.get(found[0] or "\0")
        if target is None or tag(target) != "mask":
            return None
        self._count(frame.depth)
        said = self._looks(target)
        inside = frame.inside(around={})
        if said.get("maskContentUnits") == "objectBoundingBox":
            matrix = times(frame.matrix, _box_matrix(frame.bounds, "mask"))
            inside = inside._replace(matrix=matrix, port=Box(0, 0, 1, 1))
        items = tuple(self._layered(self._group(target, inside), said, inside))
        if said.get("maskUnits") == "userSpaceOnUse" and "width" in said and "height" in said:
            region = placed(path_of("rect", said, frame.port), frame.matrix)
            items = (Layer(items, clip=Clip(region)),)
        return Mask(items, by_alpha=said.get("mask-type") == "alpha")


def _viewport(own: Looks, frame: ElementPlace) -> ElementPlace:
    """Return the frame inside of an <svg> or <symbol>."""
    port = frame.port
    inner = Box(
        length(own.get("x"), 0.0, port.width),
        length(own.get("y"), 0.0, port.height),
        length(own.get("width"), port.width, port.width),
        length(own.get("height"), port.height, port.height),
    )
    view = view_box(own.get("viewBox", ""))
    if view is None:
        matrix = times(frame.matrix, (1.0, 0.0, 0.0, 1.0, inner.x, inner.y))
        return frame._replace(matrix=matrix, port=Box(0, 0, inner.width, inner.height))
    how = own.get("preserveAspectRatio", "")
    return frame._replace(matrix=times(frame.matrix, fitted(view, inner, how)), port=view)


def _silhouette(mark: PaintedPath, rule: str | None) -> PaintedPath:
    """Return what a mark of a clip covers."""
    return PaintedPath(mark.path, "#FFFFFF", even_odd=rule == "evenodd")


def _turned(own: Looks) -> Matrix:
    matrix = transform(own.get("transform", ""))
    origin = numbers(own.get("transform-origin", ""))
    if matrix == IDENTITY or not origin:
        return matrix
    if len(origin) < 2 or "%" in own["transform-origin"]:
        raise BadInput(
            "the SVG turns about a transform-origin of shares or words, which is not drawn. "
            "Save it as PNG.",
            rule="svg.transform",
        )
    x, y = origin[:2]
    return times(times((1.0, 0.0, 0.0, 1.0, x, y), matrix), (1.0, 0.0, 0.0, 1.0, -x, -y))


def _box_matrix(bounds: Box | None, what: str) -> Matrix:
    if bounds is None:
        raise BadInput(
            f"the SVG uses {what} in the units of a group's box, which is not drawn. "
            "Save it as PNG.",
            rule="svg.unknown",
        )
    return (bounds.width, 0.0, 0.0, bounds.height, bounds.x, bounds.y)


def _decoded(text: str, is_base64: str | None) -> bytes:
    if not is_base64:
        return unquote_to_bytes(text)
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError) as err:
        raise BadInput(
            "a picture inside the SVG is damaged. Export it again.", rule="svg.damaged"
        ) from err


def _advice(name: str) -> str:
    if name in ("text", "tspan", "textPath"):
        return "Convert its text to outlines (paths), or save it as PNG."
    return "Save it as PNG."
