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
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{2,4})_")  # as Illustrator writes signs into an id
_INCH, _CSS_INCH, _POINTS = 25.4, 96.0, 72.0
_WEIGHTS = {"normal": 400, "bold": 700, "lighter": 300, "bolder": 800}
_STYLES = {"light": 300, "medium": 500, "semibold": 600, "bold": 700, "extrabold": 800}
_STYLES |= {"black": 900, "heavy": 900}
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


class LooseText(NamedTuple):
    """A text without a name of ours, and the line of the file where it stands."""

    words: str
    line: int


class NamedPart(NamedTuple):
    """An element with a name. box: of its shapes, mm, None if it has none. text: in it, if any."""

    name: str
    box: Box | None
    text: SvgText | None
    line: int


class NamedSvg(NamedTuple):
    """width, height: mm. rest: the SVG without the named parts, without text and what is hidden.

    loose: the texts that bear none of the names.
    """

    width: float
    height: float
    parts: tuple[NamedPart, ...]
    rest: bytes
    names: tuple[str, ...]  # of all elements, for messages
    loose: tuple[LooseText, ...] = ()


def plain_name(name: str) -> str:
    """Return a name without the number that programs put behind it.

    >>> plain_name("Headline_1_"), plain_name("qr-2"), plain_name(" shop ")
    ('headline', 'qr', 'shop')
    >>> plain_name("qr_x5F_code"), plain_name("qr code"), plain_name("phone_x5F_")
    ('qr-code', 'qr-code', 'phone')
    """
    written = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name.strip())
    return _COUNTED.sub("", re.sub(r"[\s_]+", "_", written.casefold())).strip("_").replace("_", "-")


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
        for each in [*self._root.iter()]:
            if each is not self._root and self._is_hidden(each):
                self._above[each].remove(each)

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
        loose = tuple(self._loosened())
        rest = ElementTree.tostring(self._root)
        return NamedSvg(width, height, tuple(parts), rest, tuple(filter(None, names)), loose)

    def _loosened(self) -> Iterator[LooseText]:
        """Yield the texts that are left, and take them out."""
        for element, _ in [*self._walk(self._root, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))]:
            if tag(element) != "text":
                continue
            if words := _words(element):
                yield LooseText(words, self._line(element))
            self._above[element].remove(element)

    def _is_hidden(self, element: Element) -> bool:
        """Say whether nothing of it is drawn: a layer that is switched off, a text unseen."""
        own = self._said(element)
        unseen = own.get("visibility") in ("hidden", "collapse")
        return own.get("display") == "none" or (unseen and tag(element) == "text")

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
        lines = [each for each in element.iter() if tag(each) == "tspan" and _breaks(each)]
        first = lines[0] if lines else element
        x = length(element.get("x") or first.get("x"), 0.0)
        y = length(element.get("y") or first.get("y"), 0.0)
        a, b, c, d, e, f = matrix
        size = length(own.get("font-size"), _FONT_PX) * scale_of(matrix)
        return SvgText(
            words=_words(element),
            x=a * x + c * y + e,
            y=b * x + d * y + f,
            size=size,
            anchor=own.get("text-anchor", "start"),
            color=_plain_color(own.get("fill", "#000000")),
            weight=_weight(own.get("font-weight", ""), own.get("font-family", "")),
            lines=max(1, len({each.get("y") or each.get("dy") for each in lines})),
        )

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
        named = (f'"{each}"' for each in (element.get("id"), element.get(_LABEL)) if each)
        for mark in (*named, (element.text or "").strip()):
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


def _breaks(element: Element) -> bool:
    """Say whether a new line begins with it."""
    return element.get("y") is not None or element.get("dy") is not None


def _words(element: Element) -> str:
    """Return what a text says on one line."""
    parts = [element.text or ""]
    for child in element:
        parts += [" " * _breaks(child), _words(child), child.tail or ""]
    return " ".join("".join(parts).split())


def _weight(text: str, family: str) -> int:
    """Return a weight, where none is told that of the family's name: "MyriadPro-Bold"."""
    if not text:
        style = re.search("black|heavy|extrabold|semibold|medium|bold|light", family.casefold())
        return _STYLES[style[0]] if style else 400
    if text in _WEIGHTS:
        return _WEIGHTS[text]
    return min(900, max(100, int(text))) if text.isdigit() else 400
