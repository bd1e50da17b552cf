"""One element of a design into what draws it: texts, columns, codes, pictures, shapes.

What the shop, the theme and the language settle is settled once; what differs between stickers
is left to the `Field` that comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from campaignkit import drawing, svg_paths, text, vectors
from campaignkit.business import Business, contrast
from campaignkit.drawing import Image, Item, Shape, Text
from campaignkit.errors import NotFound, TooBig
from campaignkit.layout import arches, artwork_boxes, photo
from campaignkit.layout.column_texts import TextStyle, capital
from campaignkit.layout.columns import ColumnPlace, TextColumn
from campaignkit.layout.compiled_design import CodeSpot, Field
from campaignkit.layout.design import Design
from campaignkit.layout.element_boxes import box
from campaignkit.layout.elements import (
    AnyElement,
    ArtElement,
    CodeElement,
    ColumnElement,
    ColumnItem,
    EllipseElement,
    FeatureElement,
    ImageElement,
    LineElement,
    Manner,
    PanelElement,
    PathElement,
    PatternElement,
    PhotoElement,
    RectElement,
    ScatterElement,
    TextElement,
    VectorElement,
)
from campaignkit.layout.length_formulas import measure
from campaignkit.layout.outlines import Bounds, outline
from campaignkit.layout.palette import expressed, legible, lookup
from campaignkit.layout.themes import Styling
from campaignkit.locales import direction
from campaignkit.qr import Symbol, encode
from campaignkit.wording import compile_text

_LIGHT_MORE = 7 / 5  # times as large as dark type is light type: ink spreads into it
_BLACK = "#000000"
_SPOT_EDGE = 0.14  # of a disc's diameter, around the drawing on it
_NO_TRADE = ("speech-bubble", "heart", "bag", "star")  # strewn for a shop whose trade is unknown
_REMEMBERED = 512  # texts a field keeps shaped: campaigns repeat them
_NOTHING: Mapping[str, Any] = {}


class Painter:
    """Draws the elements of one design for one shop, language and theme, in `colors` by role.

    least: mm, below which no text is set. sparing: whether texts are left out that can be.
    """

    least, sparing = 0.0, True

    def __init__(
        self,
        design: Design,
        shop: Business,
        language: str,
        *,
        worn: Styling,
        font: str | None,
        colors: Mapping[str, drawing.Color],
    ) -> None:
        self._design, self._shop, self._language = design, shop, language
        self._worn, self._font, self.colors = worn, font, dict(colors)
        self._rtl = direction(language) == "rtl"
        self.artwork = artwork_boxes.chosen(worn.artwork, design.artwork, shop.name)

    def field(
        self,
        element: AnyElement,
        bounds: Bounds,
        names: Mapping[str, float],
        fixed: Mapping[str, Any] = _NOTHING,
    ) -> Field:
        """Return what draws an element in its box for each sticker.

        names: of lengths, mm. fixed: facts that all these stickers share.
        """
        draw = self._drawer(element, bounds, names, fixed)
        if not element.when:
            return draw
        condition = compile_text(element.when, name="when")

        def drawn_when(facts: Mapping[str, Any], symbol: Symbol | None) -> Sequence[Item]:
            return draw(facts, symbol) if condition.render(facts).strip() else ()

        return drawn_when

    def _drawer(
        self,
        element: AnyElement,
        bounds: Bounds,
        names: Mapping[str, float],
        fixed: Mapping[str, Any],
    ) -> Field:
        if isinstance(element, TextElement):
            return self._text(element, bounds, names)
        if isinstance(element, CodeElement):
            return self._code(element, bounds)
        if isinstance(element, ColumnElement):
            return self._column(element, bounds, names, fixed)
        emblem = isinstance(element, ArtElement) and element.spot and self._design.emblem
        if isinstance(element, FeatureElement) or emblem:
            return self._own(element, bounds, names, fixed)
        if min(bounds.width, bounds.height) <= 0 and not isinstance(element, LineElement):
            return _nothing
        items = tuple(self._fixed(element, bounds, names))
        return lambda _facts, _symbol: items

    def _text(self, element: TextElement, bounds: Bounds, names: Mapping[str, float]) -> Field:
        template = compile_text(element.text, name="text")
        color = self._read_on(element.color, element.ground)
        stack = self._stack(element.face, element.weight)
        size = measure(element.size, names, axis=bounds.height)
        least = measure(element.min_size, names, axis=bounds.height)
        if element.optional and size < least:
            return _nothing
        smallest = max(min(least, size), self.least)
        size = max(size, smallest)

        @lru_cache(maxsize=_REMEMBERED)
        def lines(words: str) -> tuple[Item, ...]:
            if element.bend:
                return arches.arched(
                    self._in_capitals(words, element.face),
                    bounds,
                    stack=stack,
                    size=size,
                    smallest=smallest,
                    degrees=element.degrees,
                    side=element.bend,
                    color=color,
                )
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

        def draw(facts: Mapping[str, Any], _symbol: Symbol | None) -> Sequence[Item]:
            words = template.render(facts).strip()
            try:
                return lines(words) if words else ()
            except TooBig:
                if element.optional:
                    return ()
                raise

        return draw

    def _in_capitals(self, words: str, face: str) -> str:
        is_so = self._worn.theme.capitals and face == "display"
        return capital(words, self._language) if is_so else words

    def _column(
        self,
        element: ColumnElement,
        bounds: Bounds,
        names: Mapping[str, float],
        fixed: Mapping[str, Any],
    ) -> Field:
        align = {"start": 0.0, "center": 0.5, "end": 1.0}[element.align]
        if self._rtl and element.mirror:
            align = 1 - align
        places = [
            ColumnPlace(
                compile_text(item.text, name="text"),
                self._style(item, element.ground, bounds, names),
            )
            for item in element.item
        ]
        return TextColumn(places, bounds, align=align, valign=element.valign, fixed=fixed).draw

    def _style(
        self, item: ColumnItem, ground: str, bounds: Bounds, names: Mapping[str, float]
    ) -> TextStyle:
        """Return how a text of a column is set."""
        theme = self._worn.theme
        usual = theme.text_weight if item.face == "text" else theme.display_weight
        size = measure(item.size, names, axis=bounds.height)
        plate, color = self._plated(item, ground)
        smallest = measure(item.min_size, names, axis=bounds.height)
        if self.least:
            under = plate or lookup(ground or "ground", self.colors)
            light = contrast(color, _BLACK) > contrast(under, _BLACK)
            smallest = max(smallest, self.least * (_LIGHT_MORE if light else 1))
        return TextStyle(
            size=max(size, smallest),  # small labels: as small as can be read, never smaller
            smallest=smallest,
            gap=max(measure(item.gap, names, axis=bounds.height), 0.0),
            lines=item.lines,
            stack=self._stack(item.face, item.weight or usual),
            color=color,
            plate=plate,
            leading=item.leading,
            capitals=self._language if theme.capitals and item.face == "display" else "",
            optional=item.optional,
            spare=item.spare and self.sparing,
        )

    def _plated(self, item: ColumnItem, ground: str) -> tuple[drawing.Color | None, drawing.Color]:
        """Return the colour of a text's plate, None for none, and that of the text."""
        pill = self._worn.theme.pill
        if item.plate == "pill" and pill:
            plate = expressed(pill, self.colors)
            return plate, legible(lookup(f"on_{pill}", self.colors), plate)
        if item.plate and item.plate != "pill":
            return lookup(item.plate, self.colors), self._read_on(item.color, item.plate)
        return None, self._read_on(item.color, ground)

    def _own(
        self,
        element: AnyElement,
        bounds: Bounds,
        names: Mapping[str, float],
        fixed: Mapping[str, Any],
    ) -> Field:
        """Return what draws the design's feature in a box, or its emblem in the square in it."""
        if not isinstance(element, ArtElement):
            return self._inner(self._design.feature, bounds, names, fixed)
        side = min(bounds.width, bounds.height)
        if side <= 0:
            return _nothing
        x = bounds.x + (bounds.width - side) / 2
        y = bounds.y + (bounds.height - side) * artwork_boxes.SHARE[element.valign]
        return self._inner(self._design.emblem, Bounds(x, y, side, side), names, fixed)

    def _inner(
        self,
        elements: Sequence[AnyElement],
        bounds: Bounds,
        names: Mapping[str, float],
        fixed: Mapping[str, Any] = _NOTHING,
    ) -> Field:
        """Return what draws what only this design has, in lengths of the box for it."""
        inner = {**names, "w": bounds.width, "h": bounds.height}
        inner["u"] = min(bounds.width, bounds.height)
        fields = []
        for element in elements:
            at = box(element, inner, rtl=self._rtl)
            place = Bounds(bounds.x + at.x, bounds.y + at.y, at.width, at.height)
            fields.append(self.field(element, place, inner, fixed))

        def draw(facts: Mapping[str, Any], symbol: Symbol | None) -> Sequence[Item]:
            return [item for field in fields for item in field(facts, symbol)]

        return draw

    def _stack(self, face: str, weight: int) -> text.Stack:
        own = () if self._font is None else (self._font,)
        faces: tuple[Path, ...] = ()
        if not self._worn.plain or self._design.composition:
            faces = self._worn.theme.fonts(face, weight, self._language)
        fonts = (*own, *faces) or None
        return text.stack(language=self._language, weight=weight, font=fonts)

    def _read_on(self, color: str, ground: str) -> drawing.Color:
        """Return a colour of text, kept from that of its ground if it says which."""
        found = lookup(color, self.colors)
        return legible(found, lookup(ground, self.colors)) if ground else found

    def _aligned(self, element: TextElement, room: float) -> float:
        """Return where a line begins: sides follow the design's language, not the line's."""
        share = {"start": 0.0, "center": 0.5, "end": 1.0}[element.align]
        return room * (1 - share if self._rtl and element.mirror else share)

    def code(self, element: CodeElement, bounds: Bounds) -> CodeSpot:
        """Return where a code goes: square, in the middle of its box."""
        side = min(bounds.width, bounds.height)
        x = bounds.x + (bounds.width - side) / 2
        y = bounds.y + (bounds.height - side) / 2
        dark, light = lookup(element.dark, self.colors), lookup(element.light, self.colors)
        return CodeSpot(x, y, side, dark, light, element.quiet)

    def _code(self, element: CodeElement, bounds: Bounds) -> Field:
        spot = self.code(element, bounds)
        own = compile_text(element.text, name="text") if element.text else None

        def draw(facts: Mapping[str, Any], symbol: Symbol | None) -> Sequence[Item]:
            if own is not None:
                symbol = encode(own.render(facts).strip(), level=element.level)
            return (spot.drawn(symbol),)

        return draw

    def _fixed(
        self, element: AnyElement, bounds: Bounds, names: Mapping[str, float]
    ) -> Iterator[Item]:
        match element:
            case ImageElement():
                yield from self._image(element, bounds)
            case VectorElement():
                yield Image(
                    x=bounds.x,
                    y=bounds.y,
                    width=bounds.width,
                    height=bounds.height,
                    picture=vectors.read(element.data.encode()),
                )
            case ArtElement():
                yield from self._art(element, bounds, names)
            case ScatterElement():
                yield from self._scatter(element, bounds, names)
            case PhotoElement():
                share = measure(element.share, names, axis=1.0)
                scrim = photo.Scrim(element.scrim, share, flip=self._rtl)
                yield from photo.drawn(self._worn.artwork, bounds, scrim, is_round=element.round)
            case PatternElement():
                tile = measure(element.tile, names, axis=min(bounds.width, bounds.height))
                color = lookup(element.color, self.colors)
                yield from artwork_boxes.pattern(element.artwork, bounds, tile, color)
            case PanelElement():
                yield from self._panel(element, bounds, names)
            case RectElement() | EllipseElement() | LineElement() | PathElement():
                yield self._shape(element, bounds, names)

    def _shape(
        self,
        element: RectElement | EllipseElement | LineElement | PathElement,
        bounds: Bounds,
        names: Mapping[str, float],
    ) -> Shape:
        path = outline(element, bounds, names, flip=self._rtl and element.mirror)
        stroke = self._color(element.stroke)
        fill = None if isinstance(element, LineElement) else self._color(element.fill)
        thickness = measure(element.stroke_width, names, axis=min(bounds.width, bounds.height))
        if thickness <= 0:  # PDF would draw the thinnest line there is
            stroke = None
        return Shape(path=path, fill=fill, stroke=stroke, stroke_width=max(thickness, 0.0))

    def _color(self, value: str | None) -> drawing.Color | None:
        return None if value is None else lookup(value, self.colors)

    def _panel(
        self, element: PanelElement, bounds: Bounds, names: Mapping[str, float]
    ) -> Iterator[Item]:
        theme, shorter = self._worn.theme, min(bounds.width, bounds.height)
        radius = measure(element.radius, names, axis=shorter) * theme.corner
        path = svg_paths.rounded(bounds.x, bounds.y, bounds.width, bounds.height, radius)
        if theme.panel == "fill":
            yield Shape(path=path, fill=self.colors["panel"])
        elif theme.panel == "outline":
            width = theme.stroke * max(0.25, shorter * 0.012)
            line = self.colors["panel_line"]
            yield Shape(path=path, stroke=line, stroke_width=width)
        yield from self._inner(self._design.panel, bounds, names)({}, None)

    def _art(
        self, element: ArtElement, bounds: Bounds, known: Mapping[str, float]
    ) -> Iterator[Item]:
        asked = element.artwork
        names = asked if isinstance(asked, tuple) else (asked or self.artwork,)
        theme, ground = self._worn.theme, self.colors[element.ground]
        has_disc = element.spot and element.disc and theme.spot
        if has_disc and names[0] and not artwork_boxes.is_path(names[0]):
            side = min(bounds.width, bounds.height)
            x = bounds.x + (bounds.width - side) / 2
            y = bounds.y + (bounds.height - side) * artwork_boxes.SHARE[element.valign]
            ground = lookup(theme.spot, self.colors)
            yield Shape(path=svg_paths.ellipse(x, y, side, side), fill=ground)
            off = side * _SPOT_EDGE
            bounds = Bounds(x + off, y + off, side - 2 * off, side - 2 * off)
        yield from artwork_boxes.drawn(
            names,
            bounds,
            self.colors,
            row=isinstance(asked, tuple),
            ground=ground,
            flip=self._rtl,
            reverse=element.reversed,
            valign=element.valign,
            style=self._drawn_as(
                element.manner,
                element.color,
                standing=element.standing,
                thickness=element.thickness,
            ),
            ornament=not (bounds.x >= 0 and bounds.y >= 0)
            or bounds.x + bounds.width > known["w"]
            or bounds.y + bounds.height > known["h"],
        )

    def _scatter(
        self, element: ScatterElement, bounds: Bounds, names: Mapping[str, float]
    ) -> Iterator[Item]:
        """Yield drawings strewn over a box; a shop without one has the marks of a chat."""
        asked = [each or self.artwork for each in element.artwork]
        shown = [each for each in asked if each and not artwork_boxes.is_path(each)]
        size = measure(element.size, names, axis=min(bounds.width, bounds.height))
        ground = lookup(element.ground, self.colors)
        style = self._drawn_as(element.manner, element.color)
        yield from artwork_boxes.strewn(
            shown or _NO_TRADE,
            bounds,
            size,
            pitch=element.pitch,
            colors=self.colors,
            ground=ground,
            style=style,
        )

    def _drawn_as(
        self, manner: Manner, color: str, *, standing: bool = False, thickness: float = 0.016
    ) -> artwork_boxes.Style:
        black = self._worn.theme.black
        return artwork_boxes.Style(
            manner, lookup(color, self.colors), standing, thickness, black=black
        )

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
        is_logo = element.source == "logo"
        open_ = vectors.open_logo if is_logo else vectors.open_figure
        picture = open_(source, bounds.width, bounds.height)
        scale = min(bounds.width / picture.width, bounds.height / picture.height)
        width, height = picture.width * scale, picture.height * scale
        yield Image(
            x=bounds.x + (bounds.width - width) / 2,
            y=bounds.y + (bounds.height - height) / 2,
            width=width,
            height=height,
            picture=picture,
        )


def _nothing(_facts: Mapping[str, Any], _symbol: Symbol | None) -> Sequence[Item]:
    return ()
