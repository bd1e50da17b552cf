"""A design made ready for one shop, language and label: what never changes is drawn once.

`compiled()` settles everything that the shop decides: boxes in mm, colours, fixed words. What
is left for each sticker are a few texts and the code. `Compiled.draw` adds those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from campaignkit import drawing, paths, pictures, text
from campaignkit.business import Business
from campaignkit.drawing import CodeBox, Drawing, Image, Item, Shape, Text, Use
from campaignkit.errors import NotFound, TooBig
from campaignkit.layout.design import (
    AnyElement,
    CodeElement,
    Design,
    EllipseElement,
    ImageElement,
    Layout,
    LineElement,
    PathElement,
    RectElement,
    TextElement,
)
from campaignkit.layout.measures import measure
from campaignkit.layout.palette import lookup, palette
from campaignkit.locales import direction, fallbacks
from campaignkit.qr import MIN_MODULE_MM, Symbol
from campaignkit.units import mm_text
from campaignkit.wording import compile_text

OPTIONAL = ("title", "note")  # facts that every design understands and none needs
_ROUND_INSET = 0.7071  # the largest square in a circle
_REMEMBERED = 4096  # texts a field keeps shaped: campaigns repeat them


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


Field = Callable[[Mapping[str, Any], Symbol | None], Iterator[Item]]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A design on one label size: fixed parts and fields, in drawing order."""

    width: float
    height: float
    facts: Mapping[str, Any]  # of the shop and the language
    parts: tuple[Use | Field, ...]
    has_code: bool

    def draw(
        self,
        facts: Mapping[str, Any],
        symbol: Symbol | None,
        *,
        alternative: str = "",
        row: int | None = None,
    ) -> Drawing:
        """Return the drawing of one sticker.

        Raises:
            TooBig: a text does not fit its box, or the code's modules would be too small.
            BadInput: a text speaks of a fact that is not there.
            NotFound: no font has one of its characters.
        """
        known = {**self.facts, **facts}
        items: list[Item] = []
        for part in self.parts:
            if isinstance(part, Use):
                items.append(part)
            else:
                items.extend(part(known, symbol))
        return Drawing(self.width, self.height, tuple(items), alternative, row)


@lru_cache(maxsize=128)
def compiled(
    design: Design,
    shop: Business,
    language: str,
    *,
    width: float,
    height: float,
    shape: str = "rect",
) -> Compiled:
    """Return a design made ready for labels of width x height mm.

    On a round or elliptic label a design without a layout for it takes the largest upright
    box inside the outline.

    Raises:
        BadInput: no layout suits that size, or the design has a mistake.
    """
    maker = _Maker(design, shop, language)
    if shape == "rect":
        return maker.make(design.choose(width, height), width, height)
    if any(layout.suits(width, height, "round") for layout in design.layout):
        return maker.make(design.choose(width, height, "round"), width, height)
    inner = (width * _ROUND_INSET, height * _ROUND_INSET)
    made = maker.make(design.choose(*inner), *inner)
    return _centred(made, width, height)


def words(design: Design, language: str) -> dict[str, str]:
    """Return the wording of a design in a language, or in the nearest it has."""
    chain = [*fallbacks(language), *design.wording]
    first = next(each for each in chain if each in design.wording)
    return design.wording[first]


def shop_facts(design: Design, shop: Business, language: str) -> dict[str, Any]:
    """Return the facts that are the same on every sticker of a shop."""
    return {**shop.facts(), "language": language, "wording": words(design, language)}


def _centred(made: Compiled, width: float, height: float) -> Compiled:
    x, y = (width - made.width) / 2, (height - made.height) / 2

    def moved(facts: Mapping[str, Any], symbol: Symbol | None) -> Iterator[Item]:
        for part in made.parts:
            for item in (part,) if isinstance(part, Use) else part(facts, symbol):
                yield _moved(item, x, y)

    return Compiled(width, height, made.facts, (moved,), made.has_code)


def _moved(item: Item, x: float, y: float) -> Item:
    if isinstance(item, Shape):
        path = paths.moved(item.path, x=x, y=y)
        return Shape(path=path, fill=item.fill, stroke=item.stroke, stroke_width=item.stroke_width)
    if isinstance(item, Text):
        return Text(x=item.x + x, y=item.y + y, size=item.size, line=item.line, fill=item.fill)
    if isinstance(item, CodeBox):
        return CodeBox(
            x=item.x + x,
            y=item.y + y,
            side=item.side,
            symbol=item.symbol,
            dark=item.dark,
            light=item.light,
            quiet=item.quiet,
        )
    if isinstance(item, Image):
        return Image(
            x=item.x + x, y=item.y + y, width=item.width, height=item.height, picture=item.picture
        )
    return Use(drawing=item.drawing, x=item.x + x, y=item.y + y)


class _Maker:
    """Compiles one design for one shop and language."""

    def __init__(self, design: Design, shop: Business, language: str) -> None:
        self._design = design
        self._shop = shop
        self._language = language
        self._rtl = direction(language) == "rtl"
        self._colors = palette(shop)
        self._facts = shop_facts(design, shop, language)

    def make(self, layout: Layout, width: float, height: float) -> Compiled:
        names: dict[str, float] = {"w": width, "h": height}
        for name, value in layout.let.items():
            names[name] = measure(value, names, axis=width)
        base: list[Item] = []
        parts: list[Field | list[Item]] = []
        moving: list[Bounds] = []
        for element in layout.element:
            bounds = self._bounds(element, names)
            field = self._field(element, bounds, names)
            if self._varies(element):
                parts.append(field)
                moving.append(bounds)
            elif not any(bounds.meets(other) for other in moving):
                base.extend(field(self._facts, None))
            elif isinstance(parts[-1], list):
                parts[-1].extend(field(self._facts, None))
            else:
                parts.append(list(field(self._facts, None)))
        drawn = [base, *parts] if base else parts
        fixed = tuple(
            Use(drawing=Drawing(width, height, tuple(part))) if isinstance(part, list) else part
            for part in drawn
        )
        has_code = any(isinstance(element, CodeElement) for element in layout.element)
        return Compiled(width, height, self._facts, fixed, has_code)

    def _varies(self, element: AnyElement) -> bool:
        if isinstance(element, CodeElement):
            return True
        texts = (element.when, element.text if isinstance(element, TextElement) else "")
        names = {name for each in texts for name in compile_text(each, name="text").names}
        return not names <= set(self._facts)

    def _bounds(self, element: AnyElement, names: Mapping[str, float]) -> Bounds:
        left, top, across, down = element.box
        w, h = names["w"], names["h"]
        width, height = measure(across, names, axis=w), measure(down, names, axis=h)
        x, y = measure(left, names, axis=w), measure(top, names, axis=h)
        if self._rtl and element.mirror:
            x = w - x - width
        return Bounds(x, y, width, height)

    def _field(self, element: AnyElement, bounds: Bounds, names: Mapping[str, float]) -> Field:
        draw = self._drawer(element, bounds, names)
        if not element.when:
            return draw
        condition = compile_text(element.when, name="when")

        def drawn_when(facts: Mapping[str, Any], symbol: Symbol | None) -> Iterator[Item]:
            if condition.render(facts).strip():
                yield from draw(facts, symbol)

        return drawn_when

    def _drawer(self, element: AnyElement, bounds: Bounds, names: Mapping[str, float]) -> Field:
        if isinstance(element, TextElement):
            return self._text(element, bounds, names)
        if isinstance(element, CodeElement):
            return self._code(element, bounds)
        items = tuple(self._fixed(element, bounds, names))
        return lambda _facts, _symbol: iter(items)

    def _text(self, element: TextElement, bounds: Bounds, names: Mapping[str, float]) -> Field:
        template = compile_text(element.text, name="text")
        color = lookup(element.color, self._colors)
        stack = text.stack(language=self._language, weight=element.weight)
        size = measure(element.size, names, axis=bounds.height)
        smallest = min(measure(element.min_size, names, axis=bounds.height), size)

        @lru_cache(maxsize=_REMEMBERED)
        def lines(words: str) -> tuple[Item, ...]:
            block = text.fit(
                words,
                width_mm=bounds.width,
                height_mm=bounds.height,
                size_mm=size,
                min_size_mm=smallest,
                stack=stack,
                max_lines=element.lines,
                valign=element.valign,
                leading=element.leading,
            )
            return tuple(
                Text(
                    x=bounds.x + self._aligned(element, bounds.width - line.width * block.size_mm),
                    y=bounds.y + y,
                    size=block.size_mm,
                    line=line,
                    fill=color,
                )
                for _, y, line in block.lines
            )

        def draw(facts: Mapping[str, Any], _symbol: Symbol | None) -> Iterator[Item]:
            words = template.render(facts).strip()
            return iter(lines(words) if words else ())

        return draw

    def _aligned(self, element: TextElement, room: float) -> float:
        """Return where a line begins: sides follow the design's language, not the line's."""
        share = {"start": 0.0, "center": 0.5, "end": 1.0}[element.align]
        return room * (1 - share if self._rtl and element.mirror else share)

    def _code(self, element: CodeElement, bounds: Bounds) -> Field:
        side = min(bounds.width, bounds.height)
        x = bounds.x + (bounds.width - side) / 2
        y = bounds.y + (bounds.height - side) / 2
        dark, light = lookup(element.dark, self._colors), lookup(element.light, self._colors)

        def draw(_facts: Mapping[str, Any], symbol: Symbol | None) -> Iterator[Item]:
            assert symbol is not None  # a design with a code is drawn with one
            box = CodeBox(
                x=x, y=y, side=side, symbol=symbol, dark=dark, light=light, quiet=element.quiet
            )
            if box.module < MIN_MODULE_MM:
                raise TooBig(_too_small(box))
            yield box

        return draw

    def _fixed(
        self, element: AnyElement, bounds: Bounds, names: Mapping[str, float]
    ) -> Iterator[Item]:
        x, y, width, height = bounds.x, bounds.y, bounds.width, bounds.height
        if isinstance(element, ImageElement):
            yield from self._image(element, bounds)
            return
        if isinstance(element, RectElement):
            radius = measure(element.radius, names, axis=min(width, height))
            path = paths.rounded(x, y, width, height, radius)
        elif isinstance(element, EllipseElement):
            path = paths.ellipse(x, y, width, height)
        elif isinstance(element, LineElement):
            path = (("M", x, y), ("L", x + width, y + height))
        else:
            path = _fitted(element, bounds)
        stroke = self._color(element.stroke)
        fill = None if isinstance(element, LineElement) else self._color(element.fill)
        yield Shape(path=path, fill=fill, stroke=stroke, stroke_width=element.stroke_width)

    def _color(self, value: str | None) -> drawing.Color | None:
        return None if value is None else lookup(value, self._colors)

    def _image(self, element: ImageElement, bounds: Bounds) -> Iterator[Item]:
        source: str | None = element.source
        if source == "logo":
            source = self._shop.logo
            if source is None:
                return
        elif not self._design.folder:
            raise NotFound(f"design {self._design.name!r} has no picture {source!r} beside it.")
        else:
            source = str(Path(self._design.folder) / element.source)
        picture = pictures.open_picture(source)
        scale = min(bounds.width / picture.width, bounds.height / picture.height)
        width, height = picture.width * scale, picture.height * scale
        yield Image(
            x=bounds.x + (bounds.width - width) / 2,
            y=bounds.y + (bounds.height - height) / 2,
            width=width,
            height=height,
            picture=picture,
        )


def _fitted(element: PathElement, bounds: Bounds) -> tuple[paths.Segment, ...]:
    left, top, across, down = element.view
    scale = min(bounds.width / across, bounds.height / down)
    x = bounds.x + (bounds.width - across * scale) / 2 - left * scale
    y = bounds.y + (bounds.height - down * scale) / 2 - top * scale
    return paths.moved(paths.parse(element.data), x=x, y=y, scale=scale)


def _too_small(box: CodeBox) -> str:
    modules = len(box.symbol.modules) + 2 * box.quiet
    needed = modules * MIN_MODULE_MM
    return (
        f"the code has {modules} modules across with its quiet zone; in {mm_text(box.side)} each "
        f"would be {mm_text(box.module)}, below the smallest safe {mm_text(MIN_MODULE_MM)}. "
        f"Give the code {mm_text(needed)}, on a larger label, or shorten its text."
    )
