"""What stands above and below the entries: the shop, the list's name, the shop's code; page n of m.

The first page has a band with a large code; the pages after it a slim one. The code stands at the
end of the line, or in the middle between two languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from campaignkit import paths
from campaignkit.business import Business
from campaignkit.drawing import CodeBox, Image, Item, Shape
from campaignkit.pages import setting
from campaignkit.pages.entries import EntryStyle
from campaignkit.pages.setting import Paper, SetWords
from campaignkit.pages.words import word
from campaignkit.qr import Symbol
from campaignkit.vectors import Figure, faintness

FIRST_MM, REST_MM = 30.0, 16.0  # the code's panel, at least, quiet zone included
_MODULE_MM = 0.42  # at least: paper is printed in the office
_PAD = 2.5  # between a band and what is in it
_LOGO_EDGE = 2.0  # of light around a logo
_WIDEST = 1.6  # a logo's panel, to its height
_LEAST_ROOM = 42.0  # mm that the words beside a logo need; without it there is none
_FAINT = 1.25  # contrast below which nothing is seen, as of logos on stickers
FOOTER_MM = 8.0
_ISOLATE, _END = "\u2068", "\u2069"  # UAX #9: what is between has a direction of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The bands of one list. titles: what it is called, in each language. logo: the shop's."""

    shop: Business
    colors: dict[str, str]
    paper: Paper
    style: EntryStyle
    titles: tuple[str, ...]
    note: str
    symbol: Symbol
    logo: Figure | None = None

    def side(self, page: int) -> float:
        """Return the width of the code's panel on a page, mm."""
        modules = len(self.symbol.modules) + 8
        return max(FIRST_MM if page == 1 else REST_MM, modules * _MODULE_MM)

    def height(self, page: int) -> float:
        """Return how high the band of a page is."""
        return self.side(page) + 2 * _PAD

    def draw(self, page: int, pages: int | None) -> Iterator[Item]:
        """Yield the band and the foot of a page. pages: None if they are not counted yet."""
        paper, side = self.paper, self.side(page)
        left, top = paper.margin, paper.margin
        width = paper.width - 2 * paper.margin
        band = paths.rounded(left, top, width, self.height(page), 2.5)
        yield Shape(path=band, fill=self.colors["primary"])
        both = len(self.titles) > 1
        first_rtl = self._words(0, 1).rtl
        code_x = width - side - _PAD
        if both:
            code_x = (width - side) / 2
        elif first_rtl:
            code_x = _PAD
        panel = paths.rounded(left + code_x, top + _PAD, side, side, 1.2)
        yield Shape(path=panel, fill="#FFFFFF")
        yield CodeBox(x=left + code_x, y=top + _PAD, side=side, symbol=self.symbol)
        room = (width - side) / 2 - 3 * _PAD if both else width - side - 4 * _PAD
        taken = self._logo_width(side, room) if page == 1 else 0.0
        if taken:
            at = left + width - _PAD - taken if first_rtl and not both else left + _PAD
            yield from self._logo(at, top + _PAD, taken, side)
        for language, at in self._sides():
            beside = taken + _PAD if taken and not (both and at) else 0.0
            x = left + 2 * _PAD + beside
            if at or (not both and first_rtl):
                x = left + width - 2 * _PAD - room
            yield from self._texts(language, x, room - beside, page)
        yield from self._foot(page, pages)

    def _logo_width(self, side: float, room: float) -> float:
        """Return how wide the logo's panel is; 0 where there is no logo, or no room for one."""
        if self.logo is None:
            return 0.0
        aspect = self.logo.width / self.logo.height
        width = min(max(side * aspect, side * 0.6), side * _WIDEST)
        width = min(width, room - _LEAST_ROOM)
        return width if width >= side * 0.4 else 0.0

    def _logo(self, x: float, y: float, width: float, height: float) -> Iterator[Item]:
        """Yield the logo on a light panel; on the band itself where it is light."""
        assert self.logo is not None  # there would be no width
        edge = _LOGO_EDGE
        if faintness(self.logo, "#FFFFFF") >= _FAINT:
            yield Shape(path=paths.rounded(x, y, width, height, 1.2), fill="#FFFFFF")
        else:
            edge = 0.0
        scale = min((width - 2 * edge) / self.logo.width, (height - 2 * edge) / self.logo.height)
        across, down = self.logo.width * scale, self.logo.height * scale
        left, top = x + (width - across) / 2, y + (height - down) / 2
        yield Image(x=left, y=top, width=across, height=down, picture=self.logo)

    def _sides(self) -> list[tuple[str, int]]:
        """Return each language, and whether it stands right of the code."""
        halves = self.style.halves(100.0)
        return [(language, int(left > 0)) for language, left, _ in halves]

    def _words(self, at: int, size: float, weight: int = 400) -> SetWords:
        return SetWords(
            self.style.languages[at], size, self.colors["on_primary"], weight, self.style.font
        )

    def _texts(self, language: str, x: float, room: float, page: int) -> Iterator[Item]:
        at = self.style.languages.index(language)
        height = self.height(page)
        large = min(height * 0.26, self.paper.body * 2.6)
        y = self.paper.margin
        lines: list[tuple[str, float, int, float, float]] = [
            (self.shop.name, large, 800, 0.06, 0.42 if page == 1 else 0.48)
        ]
        if page == 1:
            call = word("call", language)
            lines.append((self.titles[at], large * 0.66, 600, 0.535, 0.18))
            lines.append((f"{call}\n{self.note}".strip(), large * 0.36, 500, 0.735, 0.22))
        else:
            lines.append((self.titles[at], large * 0.62, 600, 0.6, 0.34))
        for words, size, weight, top, share in lines:
            one = setting.boxed(
                words,
                self._words(at, size, weight),
                room,
                height * share,
                smallest=1.6,
                valign="bottom" if top < 0.1 else "top",
            )
            yield from one.draw(x, y + height * top)

    def _foot(self, page: int, pages: int | None) -> Iterator[Item]:
        paper, style = self.paper, self.style
        y = paper.height - paper.margin - FOOTER_MM * 0.55
        width = paper.width - 2 * paper.margin
        language = style.languages[0]
        rtl = self._words(0, 1).rtl
        size = 2.6
        counted = word("page", language, page=page, pages="…" if pages is None else pages)
        facts = filter(None, (self.shop.phone_display, self.shop.address, self.shop.website))
        told = "  ·  ".join(f"{_ISOLATE}{fact}{_END}" for fact in facts)
        left, right = (told, counted) if not rtl else (counted, told)
        share = 0.72 if not rtl else 0.28
        for text, x, room, align in (
            (left, paper.margin, width * share, "start" if not rtl else "end"),
            (
                right,
                paper.margin + width * share,
                width * (1 - share),
                "end" if not rtl else "start",
            ),
        ):
            color = self.colors["muted"]
            one = setting.boxed(
                text,
                SetWords(language, size, color, 400, style.font),
                room,
                FOOTER_MM * 0.55,
                smallest=1.5,
                align=align,  # type: ignore[arg-type]
                valign="bottom",
                lines=1,
            )
            yield from one.draw(x, y)
