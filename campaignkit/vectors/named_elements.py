"""The named elements of an SVG: where they stand in mm, what they say, and what is left of it.

Inkscape writes a name as a label, Illustrator as an id or as data-name, with a number behind it
where it was given twice ("headline_1_"). Nothing here knows what the names mean.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from campaignkit.errors import CampaignError
from campaignkit.vectors.colors import color
from campaignkit.vectors.lengths import Box, fitted, length, view_box
from campaignkit.vectors.markup import Element, name_of, parsed, said, tag
from campaignkit.vectors.outlines import SHAPES, path_of, reach
from campaignkit.vectors.style_sheets import StyleSheet
from campaignkit.vectors.transforms import placed, scale_of, times, transform
from campaignkit.vectors.values import Matrix

_LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"
_COUNTED = re.compile(r"(?:_\d+_?|-\d+)$")
_INCH, _CSS_INCH, _POINTS = 25.4, 96.0, 72.0
_WEIGHTS = {"normal": 400, "bold": 700, "lighter": 300, "bolder": 800}
_FONT_PX = 16.0


class SvgText(NamedTuple):
    """What a text says and how. x, y: its baseline's anchor, mm; size: one em, mm."""

    words: str
    x: float
    y: float
    size: float
    anchor: str  # start, middle or end
    color: str
    weight: int
    lines: int


class NamedPart(NamedTuple):
    """An element with a name. box: of its shapes, mm, None if it has none. text: in it, if any."""

    name: str
    box: Box | None
    text: SvgText | None
    line: int


class NamedSvg(NamedTuple):
    """width, height: mm. rest: the SVG without the named parts and without text."""

    width: float
    height: float
    parts: tuple[NamedPart, ...]
    rest: bytes
    names: tuple[str, ...]  # of all elements, for messages


def plain_name(name: str) -> str:
    """Return a name without the number that programs put behind it.

    >>> plain_name("Headline_1_"), plain_name("qr-2"), plain_name(" shop ")
    ('headline', 'qr', 'shop')
    """
    return _COUNTED.sub("", name.strip().casefold().replace(" ", "-"))


def named(data: bytes, wanted: Collection[str]) -> NamedSvg:
    """Return the parts of an SVG that bear one of the names, or whose text is a template.

    Raises:
        BadInput, TooBig: as `vectors.read`.
    """
    return _Names(data, wanted).found()


class _Names:
    def __init__(self, data: bytes, wanted: Collection[str]) -> None:
        self._root, self._wanted, self._data = parsed(data), wanted, data
        self._above = {child: parent for parent in self._root.iter() for child in parent}
        styles = ("".join(each.itertext()) for each in self._root.iter() if tag(each) == "style")
        self._sheet = StyleSheet("\n".join(styles))

    def found(self) -> NamedSvg:
        matrix, width, height = self._page()
        names: dict[str, None] = {}
        parts: list[NamedPart] = []
        gone: list[Element] = []
        for element, around in self._walk(self._root, matrix):
            called = self._names_of(element)
            names |= dict.fromkeys(called)
            name = next((each for each in called if each in self._wanted), "")
            words = "".join(element.itertext()) if tag(element) == "text" else ""
            if not name and "{{" not in words and "{%" not in words:
                continue
            if any(self._is_within(element, other) for other in gone):
                continue
            parts.append(self._part(name, element, around))
            gone.append(element)
        for element in gone:
            self._above[element].remove(element)
        rest = ElementTree.tostring(self._root)
        return NamedSvg(width, height, tuple(parts), rest, tuple(filter(None, names)))

    def _page(self) -> tuple[Matrix, float, float]:
        """Return what takes the file's units to mm, and the size of the page."""
        own = self._said(self._root)
        view = view_box(own.get("viewBox", ""))
        usual = view or Box(0, 0, 100, 100)
        width = length(own.get("width"), usual.width, usual.width)
        height = length(own.get("height"), usual.height, usual.height)
        bare = re.fullmatch(r"[\d.]+(px)?|100%|", own.get("width", "").strip())
        points = bare and b"Adobe Illustrator" in self._data[:4000]
        unit = _INCH / (_POINTS if points else _CSS_INCH)
        port = Box(0.0, 0.0, width, height)
        matrix: Matrix = (unit, 0.0, 0.0, unit, 0.0, 0.0)
        if view is not None:
            matrix = times(matrix, fitted(view, port, own.get("preserveAspectRatio", "")))
        return matrix, round(width * unit, 2), round(height * unit, 2)

    def _walk(self, element: Element, matrix: Matrix) -> Iterator[tuple[Element, Matrix]]:
        """Yield every element that is drawn, and what takes its own units to mm."""
        for child in element:
            if not tag(child) or tag(child) in ("defs", "style", "metadata", "title", "desc"):
                continue
            own = transform(child.get("transform", ""))
            inner = times(matrix, own)
            yield child, inner
            yield from self._walk(child, inner)

    def _names_of(self, element: Element) -> tuple[str, ...]:
        given = (element.get(_LABEL), element.get("data-name"), element.get("id"))
        return tuple(plain_name(each) for each in given if each)

    def _is_within(self, element: Element, other: Element) -> bool:
        above: Element | None = element
        while above is not None:
            if above is other:
                return True
            above = self._above.get(above)
        return False

    def _part(self, name: str, element: Element, matrix: Matrix) -> NamedPart:
        inside = [(element, matrix), *self._walk(element, matrix)]
        boxes = [box for each, at in inside if (box := self._reach(each, at)) is not None]
        texts = [self._text(each, at) for each, at in inside if tag(each) == "text"]
        return NamedPart(name, _around(boxes), texts[0] if texts else None, self._line(element))

    def _reach(self, element: Element, matrix: Matrix) -> Box | None:
        """Return the box of a shape or picture in mm."""
        kind, own = tag(element), self._said(element)
        if kind == "image":
            kind = "rect"
        if kind not in SHAPES:
            return None
        return reach(placed(path_of(kind, own, Box(0, 0, 100, 100)), matrix))

    def _text(self, element: Element, matrix: Matrix) -> SvgText:
        own = self._inherited(element)
        lines = [each for each in element.iter() if tag(each) == "tspan" and self._breaks(each)]
        first = lines[0] if lines else element
        x = length(element.get("x") or first.get("x"), 0.0)
        y = length(element.get("y") or first.get("y"), 0.0)
        a, b, c, d, e, f = matrix
        size = length(own.get("font-size"), _FONT_PX) * scale_of(matrix)
        return SvgText(
            words=" ".join("".join(element.itertext()).split()),
            x=a * x + c * y + e,
            y=b * x + d * y + f,
            size=size,
            anchor=own.get("text-anchor", "start"),
            color=_plain_color(own.get("fill", "#000000")),
            weight=_weight(own.get("font-weight", "400")),
            lines=max(1, len({each.get("y") or each.get("dy") for each in lines})),
        )

    def _breaks(self, element: Element) -> bool:
        return element.get("y") is not None or element.get("dy") is not None

    def _inherited(self, element: Element) -> dict[str, str]:
        """Return what is said of a text: by itself, its lines, and what stands around it."""
        chain = [element]
        while (above := self._above.get(chain[-1])) is not None:
            chain.append(above)
        found: dict[str, str] = {}
        for each in reversed(chain):
            found |= self._said(each)
        for line in element.iter():
            if tag(line) == "tspan":
                return {**found, **self._said(line)}
        return found

    def _said(self, element: Element) -> dict[str, str]:
        chain = [element]
        while (above := self._above.get(chain[-1])) is not None:
            chain.append(above)
        return said(element, self._sheet, [name_of(each) for each in reversed(chain)])

    def _line(self, element: Element) -> int:
        """Return the line of the file where an element stands, as near as its name tells."""
        for mark in (element.get("id"), element.get(_LABEL), (element.text or "").strip()):
            at = self._data.find(mark.encode()) if mark else -1
            if at >= 0:
                return self._data.count(b"\n", 0, at) + 1
        return 1


def _around(boxes: Collection[Box]) -> Box | None:
    if not boxes:
        return None
    left, top = min(each.x for each in boxes), min(each.y for each in boxes)
    right = max(each.x + each.width for each in boxes)
    bottom = max(each.y + each.height for each in boxes)
    return Box(left, top, right - left, bottom - top)


def _plain_color(text: str) -> str:
    try:
        found = color(text)
    except CampaignError:
        return "#000000"
    return found[0] if found is not None else "#000000"


def _weight(text: str) -> int:
    if text in _WEIGHTS:
        return _WEIGHTS[text]
    return min(900, max(100, int(text))) if text.isdigit() else 400
