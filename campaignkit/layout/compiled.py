"""A design made ready for one shop, language and label: what never changes is drawn once.

`compiled()` settles everything that the shop decides: boxes in mm, colours, fixed words. What
is left for each sticker are a few texts and the code. `Compiled.draw` adds those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from campaignkit import drawing, paths, pictures, resources, text
from campaignkit.business import Business
from campaignkit.drawing import CodeBox, Drawing, Image, Item, Shape, Text, Use
from campaignkit.errors import NotFound, TooBig
from campaignkit.layout.design import (
    AnyElement,
    CodeElement,
    Design,
    ImageElement,
    Layout,
    LineElement,
    TextElement,
)
from campaignkit.layout.element_errors import naming, naming_let
from campaignkit.layout.measures import measure
from campaignkit.layout.outlines import Bounds, outline
from campaignkit.layout.palette import lookup, palette
from campaignkit.locales import direction, fallbacks
from campaignkit.qr import MIN_MODULE_MM, Symbol, encode
from campaignkit.units import mm_text
from campaignkit.wording import compile_text

# Facts that every design understands and none needs; the shop or a sticker may give them.
OPTIONAL = ("title", "note", "hours", "address", "website")
_BLANK = dict.fromkeys(OPTIONAL, "")
HEADLINE = "headline"  # a fact that every sticker has
_ROUND_INSET = 0.7071  # the largest square in a circle
_REMEMBERED = 512  # texts a field keeps shaped: campaigns repeat them


Field = Callable[[Mapping[str, Any], Symbol | None], Iterator[Item]]
Parts = tuple[Use | Field, ...]
Names = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A design on one label size.

    parts: what is drawn, in order, where a sticker has these of the optional facts and itself
    says those of the shop's: a design may set its lengths by what there is.
    """

    width: float
    height: float
    facts: Mapping[str, Any]  # of the shop and the language
    parts: Callable[[Names, Names], Parts]
    has_code: bool

    def draw(
        self,
        facts: Mapping[str, Any],
        symbol: Symbol | None,
        *,
        row: int | None = None,
    ) -> Drawing:
        """Return the drawing of one sticker.

        Raises:
            TooBig: a text does not fit its box, or the code's modules would be too small.
            BadInput: a text speaks of a fact that is not there.
            NotFound: no font has one of its characters.
        """
        known = {**_BLANK, **self.facts, **facts}
        present = frozenset(name for name in OPTIONAL if known[name] or known[name] == 0)
        own = facts.keys() & self.facts.keys()
        usual = headline(self.facts)
        known[HEADLINE] = facts.get(HEADLINE) or str(facts.get("title") or usual)
        if known[HEADLINE] != usual:
            own.add(HEADLINE)
        items: list[Item] = []
        for part in self.parts(present, frozenset(own)):
            if isinstance(part, Use):
                items.append(part)
            else:
                items.extend(part(known, symbol))
        return Drawing(self.width, self.height, tuple(items), row)


def compiled(
    design: Design,
    shop: Business,
    language: str,
    *,
    width: float,
    height: float,
    shape: str = "rect",
    font: str | None = None,
) -> Compiled:
    """Return a design made ready for labels of width x height mm.

    On a round or elliptic label a design without a layout for it takes the largest upright
    box inside the outline. font: the path of a font file or folder that is tried first. It is
    remembered until a picture that it shows is changed.

    Raises:
        BadInput: no layout suits that size, or the design has a mistake.
    """
    label = (width, height, shape)
    return _compiled(design, shop, language, font, label, _as_of(design, shop))


def _as_of(design: Design, shop: Business) -> tuple[resources.AsOf, ...]:
    """Return the state of each picture beside a merchant's design, and of the logo."""
    beside = _pictures(design) if design.folder else ()
    files = beside if shop.logo is None else (*beside, shop.logo)
    return tuple(map(resources.as_of, files))


@cache
def _pictures(design: Design) -> tuple[Path, ...]:
    elements = (element for layout in design.layout for element in layout.element)
    sources = (each.source for each in elements if isinstance(each, ImageElement))
    return tuple(Path(design.folder) / source for source in sources if source != "logo")


@lru_cache(maxsize=128)
def _compiled(
    design: Design,
    shop: Business,
    language: str,
    font: str | None,
    label: tuple[float, float, str],
    _pictures: tuple[resources.AsOf, ...],
) -> Compiled:
    maker = _Maker(design, shop, language, font)
    width, height, shape = label
    if shape == "rect":
        return maker.make(design.choose(width, height), width, height)
    if any(layout.suits(width, height, "round") for layout in design.layout):
        return maker.make(design.choose(width, height, "round"), width, height)
    inner = (width * _ROUND_INSET, height * _ROUND_INSET)
    made = maker.make(design.choose(*inner), *inner)
    return _centred(made, width, height)


def headline(facts: Mapping[str, Any]) -> str:
    """Return what a sticker says first: its own title, else its design's wording."""
    return str(facts.get("title") or facts["wording"].get(HEADLINE, ""))


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

    def parts(present: Names, own: Names) -> Parts:
        inner = made.parts(present, own)

        def moved(facts: Mapping[str, Any], symbol: Symbol | None) -> Iterator[Item]:
            for part in inner:
                for item in (part,) if isinstance(part, Use) else part(facts, symbol):
                    yield _moved(item, x, y)

        return (moved,)

    return Compiled(width, height, made.facts, parts, made.has_code)


def _moved(item: Item, x: float, y: float) -> Item:
    if isinstance(item, Shape):
        path = paths.moved(item.path, x=x, y=y)
        return Shape(path=path, fill=item.fill, stroke=item.stroke, stroke_width=item.stroke_width)
    if isinstance(item, Text):
        return Text(x=item.x + x, y=item.y + y, size=item.size, line=item.line, fill=item.fill)
    if isinstance(item, CodeBox):
        return item._replace(x=item.x + x, y=item.y + y)
    if isinstance(item, Image):
        return Image(
            x=item.x + x, y=item.y + y, width=item.width, height=item.height, picture=item.picture
        )
    return Use(drawing=item.drawing, x=item.x + x, y=item.y + y)


def _varies(element: AnyElement, fixed: Mapping[str, Any]) -> bool:
    """Say whether an element can differ between stickers that share these facts."""
    if isinstance(element, CodeElement):
        return True
    texts = (element.when, element.text if isinstance(element, TextElement) else "")
    return not {n for each in texts for n in compile_text(each, name="text").names} <= set(fixed)


class _Maker:
    """Compiles one design for one shop and language."""

    def __init__(
        self, design: Design, shop: Business, language: str, font: str | None = None
    ) -> None:
        self._design = design
        self._font = font
        self._shop = shop
        self._language = language
        self._rtl = direction(language) == "rtl"
        self._colors = palette(shop)
        self._facts = shop_facts(design, shop, language)

    def make(self, layout: Layout, width: float, height: float) -> Compiled:
        @lru_cache(maxsize=64)
        def parts(present: Names, own: Names) -> Parts:
            return self._parts(layout, width, height, present, own)

        has_code = any(isinstance(element, CodeElement) for element in layout.element)
        return Compiled(width, height, self._facts, parts, has_code)

    def _parts(
        self, layout: Layout, width: float, height: float, present: Names, own: Names
    ) -> Parts:
        blank = {name: "" for name in OPTIONAL if name not in present}
        known = {**blank, HEADLINE: headline(self._facts), **self._facts}
        fixed = {name: value for name, value in known.items() if name not in own}
        names = self._lengths(layout, width, height, present)
        base: list[Item] = []
        parts: list[Field | list[Item]] = []
        moving: list[Bounds] = []
        for element in layout.element:
            with naming(self._design, layout, element):
                bounds = self._bounds(element, names)
                field = self._field(element, bounds, names)
            if _varies(element, fixed):
                parts.append(field)
                moving.append(bounds)
            elif not any(bounds.meets(other) for other in moving):
                base.extend(field(fixed, None))
            elif isinstance(parts[-1], list):
                parts[-1].extend(field(fixed, None))
            else:
                parts.append(list(field(fixed, None)))
        return tuple(
            Use(drawing=Drawing(width, height, tuple(part))) if isinstance(part, list) else part
            for part in ([base, *parts] if base else parts)
        )

    def _lengths(
        self, layout: Layout, width: float, height: float, present: Names
    ) -> dict[str, float]:
        """Return what lengths may name; an optional fact, or the logo, is 1 if it is there."""
        names: dict[str, float] = {name: float(name in present) for name in OPTIONAL}
        names |= {"w": width, "h": height, "logo": float(self._shop.logo is not None)}
        for name, value in layout.let.items():
            with naming_let(self._design, layout, name):
                names[name] = measure(value, names, axis=width)
        return names

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
        if min(bounds.width, bounds.height) <= 0 and not isinstance(element, LineElement):
            return lambda _facts, _symbol: iter(())
        items = tuple(self._fixed(element, bounds, names))
        return lambda _facts, _symbol: iter(items)

    def _text(self, element: TextElement, bounds: Bounds, names: Mapping[str, float]) -> Field:
        template = compile_text(element.text, name="text")
        color = lookup(element.color, self._colors)
        stack = text.stack(language=self._language, weight=element.weight, font=self._font)
        size = measure(element.size, names, axis=bounds.height)
        least = measure(element.min_size, names, axis=bounds.height)
        smallest = min(least, size)
        if element.optional and size < least:
            return lambda _facts, _symbol: iter(())

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
            try:
                return iter(lines(words) if words else ())
            except TooBig:
                if element.optional:
                    return iter(())
                raise

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
        own = compile_text(element.text, name="text") if element.text else None

        def draw(facts: Mapping[str, Any], symbol: Symbol | None) -> Iterator[Item]:
            if own is not None:
                symbol = encode(own.render(facts).strip(), level=element.level)
            assert symbol is not None  # a design with a code is drawn with one
            box = CodeBox(
                x=x, y=y, side=side, symbol=symbol, dark=dark, light=light, quiet=element.quiet
            )
            if box.module < MIN_MODULE_MM:
                raise TooBig(_too_small(box), rule="code.module-small")
            yield box

        return draw

    def _fixed(
        self, element: AnyElement, bounds: Bounds, names: Mapping[str, float]
    ) -> Iterator[Item]:
        if isinstance(element, ImageElement):
            yield from self._image(element, bounds)
            return
        assert not isinstance(element, TextElement | CodeElement)
        path = outline(element, bounds, names, flip=self._rtl and element.mirror)
        stroke = self._color(element.stroke)
        fill = None if isinstance(element, LineElement) else self._color(element.fill)
        thickness = measure(element.stroke_width, names, axis=min(bounds.width, bounds.height))
        yield Shape(path=path, fill=fill, stroke=stroke, stroke_width=thickness)

    def _color(self, value: str | None) -> drawing.Color | None:
        return None if value is None else lookup(value, self._colors)

    def _image(self, element: ImageElement, bounds: Bounds) -> Iterator[Item]:
        if element.source != "logo" and not self._design.folder:
            name = self._design.name
            raise NotFound(
                f"design {name!r} has no picture {element.source!r} beside it.",
                rule="design.picture-missing",
                name=name,
                source=element.source,
            )
        beside = Path(self._design.folder) / element.source
        source = self._shop.logo if element.source == "logo" else beside
        if source is None:
            return
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


def _too_small(box: CodeBox) -> str:
    modules = len(box.symbol.modules) + 2 * box.quiet
    needed = modules * MIN_MODULE_MM
    return (
        f"the code has {modules} modules across with its quiet zone; in {mm_text(box.side)} each "
        f"would be {mm_text(box.module)}, below the smallest safe {mm_text(MIN_MODULE_MM)}. "
        f"Give the code {mm_text(needed)}, on a larger label, or shorten its text."
    )
