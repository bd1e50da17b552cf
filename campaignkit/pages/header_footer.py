"""What stands above and below the entries: the shop, the list's name, the shop's code; page n of m.

The first page has a head with a large code, the pages after it a slim one. The code stands at the
end of the line, or in the middle between two languages. What the head stands on is the theme's: a
band within the margins, a block or the shop's own picture from edge to edge, or the open page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from campaignkit import svg_paths
from campaignkit.business import Business
from campaignkit.drawing import CodeBox, Color, Image, Item, Shape, Text, Use
from campaignkit.layout import artwork_boxes, capital, photo
from campaignkit.layout.column_texts import ColumnText, TextStyle
from campaignkit.layout.columns import column
from campaignkit.layout.outlines import Bounds
from campaignkit.layout.palette import legible
from campaignkit.pages import dietary_marks, typesetting
from campaignkit.pages.dietary import DietaryMark
from campaignkit.pages.style import EntryStyle
from campaignkit.pages.typesetting import LEAST_MM, Margins, Paper, SetWords
from campaignkit.pages.words import word
from campaignkit.qr import Symbol
from campaignkit.text import clean
from campaignkit.vectors import Figure, faintness

FIRST_MM, REST_MM = 30.0, 16.0  # the code's panel, at least, quiet zone included
_MODULE_MM = 0.42  # at least: paper is printed in the office
_PAD = 2.5  # between a band and what is in it
_LOGO_EDGE = 2.0  # of light around a logo
_WIDEST = 1.6  # a logo's panel, to its height
_LEAST_ROOM = 42.0  # mm that the words beside a logo need; without it there is none
_FAINT = 1.25  # contrast below which nothing is seen, as of logos on stickers
FOOTER_MM = 8.0
_LARGE = {"band": 0.26, "block": 0.46, "open": 0.36, "photo": 0.4}  # the shop's name, to the head
_FULL = ("block", "photo")  # from edge to edge
_OVER_LEGEND = 3.0  # mm of light between the entries and the legend
_ISOLATE, _END = "\u2068", "\u2069"  # UAX #9: what is between has a direction of its own


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The heads of one list. titles: what it is called, in each language. logo: the shop's.

    kind: as `layout.PageLook.head`. margins: those of the paper, if left out. artwork: a drawing
    beside the words, where there is no logo, or the picture that lies under them. marks: what the
    legend at the foot explains.
    """

    shop: Business
    colors: Mapping[str, Color]
    paper: Paper
    style: EntryStyle
    titles: tuple[str, ...]
    note: str
    symbol: Symbol
    logo: Figure | None = None
    kind: str = "band"
    margins: Margins | None = None
    artwork: str = ""
    marks: tuple[DietaryMark, ...] = ()

    @cached_property
    def _margins(self) -> Margins:
        return self.margins or Margins(*(self.paper.margin,) * 4)

    @property
    def _left(self) -> float:
        return self._margins.left

    @property
    def _width(self) -> float:
        return self.paper.width - self._margins.left - self._margins.right

    def side(self, page: int) -> float:
        """Return the width of the code's panel on a page, mm."""
        modules = len(self.symbol.modules) + 8
        return max(FIRST_MM if page == 1 else REST_MM, modules * _MODULE_MM)

    def height(self, page: int) -> float:
        """Return how high the head of a page is, below its top margin."""
        return self.side(page) + 2 * _PAD

    @cached_property
    def foot(self) -> float:
        """How high the foot of a page is, with the legend of its marks."""
        legends = self._legends()
        return FOOTER_MM + (max(high for _, high in legends) + _OVER_LEGEND if self.marks else 0.0)

    def draw(self, page: int, pages: int | None, *, after: int = 0) -> Iterator[Item]:
        """Yield the head and the foot of a page of the list.

        pages: of the whole; None if they are not counted yet. after: how many come before the list.
        """
        left, top, width, side = self._left, self._margins.top, self._width, self.side(page)
        yield from self._ground(page)
        both = len(self.titles) > 1
        first_rtl = self._words(0, 1).rtl
        code_x = width - side - self._pad
        if both:
            code_x = (width - side) / 2
        elif first_rtl:
            code_x = self._pad
        panel = svg_paths.rounded(left + code_x, top + _PAD, side, side, 1.2)
        yield Shape(path=panel, fill="#FFFFFF")
        yield CodeBox(x=left + code_x, y=top + _PAD, side=side, symbol=self.symbol)
        room = (width - side) / 2 - self._pad - 2 * _PAD if both else self._beside(width, side)
        taken = self._taken(side, room) if page == 1 else 0.0
        if taken:
            at = left + width - self._pad - taken if first_rtl and not both else left + self._pad
            yield from self._shown(at, top + _PAD, taken, side)
        yield from self._said(page, room, taken, both=both, first_rtl=first_rtl)
        yield from self._foot(page + after, pages)

    @property
    def _pad(self) -> float:
        """From the margins to what is in the head: a band needs it, the open page does not."""
        return _PAD if self.kind == "band" else 0.0

    def _beside(self, width: float, side: float) -> float:
        return width - side - 2 * self._pad - 2 * _PAD

    def _said(
        self, page: int, room: float, taken: float, *, both: bool, first_rtl: bool
    ) -> Iterator[Item]:
        """Yield the words in each language; the lines of two begin at one height."""
        inner = _PAD if self.kind == "band" else 0.0
        first: float | None = None
        for language, at in self._sides():
            beside = taken + _PAD if taken and not (both and at) else 0.0
            x = self._left + self._pad + inner + beside
            if at or (not both and first_rtl):
                x = self._left + self._width - self._pad - inner - (room - inner)
            items = self._texts(language, x, room - beside - inner, page)
            base = next((each.y for each in items if isinstance(each, Text)), 0.0)
            first = base if first is None else first
            yield from (each._replace(y=each.y + first - base) for each in items)

    def _ground(self, page: int) -> Iterator[Item]:
        """Yield what the head stands on."""
        left, top, width, high = self._left, self._margins.top, self._width, self.height(page)
        line = max(0.5, self.style.body * 0.2)
        if self.kind == "band":
            path = svg_paths.rounded(left, top, width, high, 2.5)
            if dietary_marks.is_black(self.style):
                yield Shape(path=path, stroke=self.colors["panel_line"], stroke_width=0.7)
            else:
                yield Shape(path=path, fill=self._band)
        elif self.kind in _FULL:
            bottom = top + high + _PAD
            yield typesetting.filled(0.0, 0.0, self.paper.width, bottom, self._band)
            box = Bounds(0.0, 0.0, self.paper.width, bottom)
            if self.kind == "photo":
                yield from photo.drawn(self.artwork, box)
            accent = self.colors.get("accent", self._band)
            yield typesetting.filled(0.0, bottom, self.paper.width, 3 * line, accent)
        elif self.style.heading == "plain":
            color = self.colors["primary"]
            yield typesetting.filled(left, top + high + _PAD, width, 0.3, color)

    @property
    def _band(self) -> Color:
        """The colour that words of a band or block stand on."""
        if self.kind == "photo":
            return self.colors.get("backdrop", self.colors["primary"])
        if self.kind == "block":
            return self.colors["primary"]
        return self.colors.get("panel", self.colors["primary"])

    def _taken(self, side: float, room: float) -> float:
        """Return how wide what stands beside the words is; 0 where there is nothing, or no room."""
        if self.logo is None:
            drawn = self.kind == "open" and self.artwork and "." not in self.artwork
            return side if drawn and room - side >= _LEAST_ROOM else 0.0
        aspect = self.logo.width / self.logo.height
        width = min(max(side * aspect, side * 0.6), side * _WIDEST)
        width = min(width, room - _LEAST_ROOM)
        return width if width >= side * 0.4 else 0.0

    def _shown(self, x: float, y: float, width: float, height: float) -> Iterator[Item]:
        if self.logo is None:
            ground = self.colors["ground"]
            place = Bounds(x, y, width, height)
            flip = self._words(0, 1).rtl
            style = artwork_boxes.Style(black=dietary_marks.is_black(self.style))
            options = {"ground": ground, "flip": flip, "style": style}
            yield from artwork_boxes.drawn([self.artwork], place, self.colors, **options)  # type: ignore[arg-type]
        else:
            yield from self._logo(self.logo, x, y, width, height)

    def _logo(
        self, logo: Figure, x: float, y: float, width: float, height: float
    ) -> Iterator[Item]:
        """Yield the logo on a light panel; on the band itself where it is light."""
        edge = _LOGO_EDGE
        if self.kind == "open" and faintness(logo, self.colors["ground"]) >= _FAINT:
            edge = 0.0
        elif faintness(logo, "#FFFFFF") >= _FAINT:
            yield Shape(path=svg_paths.rounded(x, y, width, height, 1.2), fill="#FFFFFF")
        else:
            edge = 0.0
        scale = min((width - 2 * edge) / logo.width, (height - 2 * edge) / logo.height)
        across, down = logo.width * scale, logo.height * scale
        left, top = x + (width - across) / 2, y + (height - down) / 2
        yield Image(x=left, y=top, width=across, height=down, picture=logo)

    def _sides(self) -> list[tuple[str, int]]:
        """Return each language, and whether it stands right of the code."""
        halves = self.style.halves(100.0)
        return [(language, int(left > 0)) for language, left, _ in halves]

    def _words(self, at: int, size: float, weight: int = 400, role: str = "text") -> SetWords:
        language = self.style.languages[at]
        fonts = self.style.fonts(language, weight, role)
        return SetWords(language, size, self.colors["on_primary"], weight, fonts)

    def _texts(self, language: str, x: float, room: float, page: int) -> tuple[Text, ...]:
        """Return the words of one side of the head, one below another in its middle."""
        height = self.height(page) - 2 * _PAD * (self.kind != "band")
        at = self.style.languages.index(language)
        large = min(height * _LARGE[self.kind], self.paper.body * 3.4)
        name = capital(self.shop.name, language) if self.style.capitals else self.shop.name
        y = self._margins.top + (self.height(page) - height) / 2
        pad = height * 0.05
        box = Bounds(x, y + pad, room, height - 2 * pad)
        pieces = [self._piece(name, box, at, large, "shop", display=True, lines=2)]
        title = self.titles[at]
        pieces.append(self._piece(title, box, at, large * 0.66, "title", display=True, gap=0.16))
        if page == 1:
            call, small = word("call", language), large * 0.36
            pieces.append(self._piece(call, box, at, small, "call", gap=0.6))
            if self.note:
                pieces.append(self._piece(self.note, box, at, small, "call", gap=0.3, lines=3))
        align = 1.0 if self._words(at, 1).rtl else 0.0
        return tuple(
            item
            for item in column(pieces, box, align=align, valign="middle")
            if isinstance(item, Text)
        )

    def _piece(
        self,
        words: str,
        box: Bounds,
        at: int,
        size: float,
        part: str,
        *,
        display: bool = False,
        gap: float = 0.0,
        lines: int = 1,
    ) -> ColumnText:
        """Return a text of the head; gap: above it, em."""
        weight = {"shop": self.style.display_weight, "title": 600, "call": 500}[part]
        style = TextStyle(
            size=size,
            smallest=LEAST_MM,
            gap=gap * size,
            lines=lines,
            stack=self._words(at, size, weight, "display" if display else "text").stack,
            color=self._color(part),
        )
        return ColumnText(clean(words).strip(), style, box)

    def _color(self, part: str) -> Color:
        """Return the colour of a part, kept legible on what it stands on."""
        if self.kind == "open":
            ground = self.colors["ground"]
            role = {"shop": "strong", "title": "ink", "call": "muted"}[part]
            return legible(self.colors[role], ground)
        if dietary_marks.is_black(self.style):
            return self.colors["ink"]
        if self.kind == "block" and part == "title":
            return legible(self.colors["accent"], self._band)
        role = "on_primary" if self.kind != "photo" else "on_photo"
        return legible(self.colors.get(role, "#FFFFFF"), self._band)

    def _legends(self) -> list[tuple[tuple[Text | Use, ...], float]]:
        return [
            dietary_marks.legend(self.marks, self.style, language, room)
            for language, _, room in self.style.halves(self._width)
        ]

    def _foot(self, page: int, pages: int | None) -> Iterator[Item]:
        paper, style = self.paper, self.style
        bottom = paper.height - self._margins.bottom
        width = self._width
        for (_, left, _), (items, _) in zip(style.halves(width), self._legends(), strict=True):
            for item in items:
                y = bottom - self.foot + _OVER_LEGEND
                yield item._replace(x=item.x + self._left + left, y=item.y + y)
        language, rtl = style.languages[0], self._words(0, 1).rtl
        many = word("page", language, page=page, pages="…" if pages is None else pages)
        counted, share = ("", 1.0) if pages == 1 else (many, 0.72)  # one page needs no number
        left_text, right = (self._contact, counted) if not rtl else (counted, self._contact)
        share = share if not rtl else 1 - share
        for text, x, room, align in (
            (left_text, self._left, width * share, "start" if not rtl else "end"),
            (right, self._left + width * share, width * (1 - share), "start" if rtl else "end"),
        ):
            if not text:
                continue
            one = typesetting.boxed(
                text,
                SetWords(language, 2.6, self.colors["muted"], 400, style.fonts(language, 400)),
                room,
                FOOTER_MM * 0.55,
                smallest=LEAST_MM,
                align=align,  # type: ignore[arg-type]
                valign="bottom",
                lines=2,
            )
            yield from one.draw(x, bottom - FOOTER_MM * 0.55)

    @property
    def _contact(self) -> str:
        """How the shop is reached, as people write it."""
        site = self.shop.website and self.shop.website.split("://", 1)[-1].rstrip("/")
        facts = filter(None, (self.shop.phone_display, self.shop.address, site))
        return "  ·  ".join(f"{_ISOLATE}{fact}{_END}" for fact in facts)
