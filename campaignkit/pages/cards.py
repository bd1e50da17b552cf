"""Products as cards with large photos, so many side by side: a row of them is one block.

A card has the photo, below it the name with its marks, the price and the description; a second
language stands below the first. What has no photo gets the drawing of the shop's trade.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaignkit.drawing import Color, Image, Item, Text, Use
from campaignkit.layout.artwork_boxes import drawn as artwork_drawn
from campaignkit.layout.outlines import Bounds
from campaignkit.pages import dietary_marks, typesetting
from campaignkit.pages.entries import Entry, Photo
from campaignkit.pages.flowing import ListBlock
from campaignkit.pages.photos import CARD_PIXELS, thumbnail
from campaignkit.pages.style import SMALL, EntryStyle
from campaignkit.pages.typesetting import Setting
from campaignkit.units import SLACK_MM

BESIDE = 6.0  # mm between cards
ASPECT = 4 / 3  # of a photo: as phones take them
_BELOW = 0.7  # em under a card, beyond the gap
_UNDER = 0.55  # em from the photo to the name
_PRICE = 1.05  # of the name's size
_TRADE = 0.55  # of a photo's height: the drawing where there is none
_NAME, _SECOND = 1.06, 0.92  # of the body: the name, and that in the second language
_LIGHT = 0.3  # em between the texts of a card


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product: what it says in each language, and what gives its photo."""

    entries: tuple[Entry, ...]
    photo: Photo | None


@dataclass(frozen=True, slots=True)
class Trade:
    """What stands where there is no photo: a drawing by name, "" for none, in colours by role."""

    name: str
    colors: tuple[tuple[str, Color], ...]
    flip: bool = False


def across(width: float, columns: int) -> float:
    """Return how wide a card is."""
    return (width - (columns - 1) * BESIDE) / columns


def row(
    cards: Sequence[ProductCard],
    style: EntryStyle,
    width: float,
    columns: int,
    trade: Trade,
    *,
    aspect: float = ASPECT,
) -> ListBlock:
    """Return the block of a row of cards, right to left where the list is read so.

    aspect: of the photos, which are cut to it.

    Raises:
        TooBig, NotFound: as `entries.block`.
    """
    wide = across(width, columns)
    rtl = style.words(style.languages[0], 1, style.ink).rtl
    texts = [_texts(card, style, wide) for card in cards]
    high = wide / aspect
    height = high + max(each.height for each in texts) + style.body * _BELOW

    def placed(at: int, x: float) -> float:
        return x + (columns - 1 - at if rtl else at) * (wide + BESIDE)

    def pictures(x: float, y: float) -> Iterator[Item]:
        for at, card in enumerate(cards):
            yield from _picture(card, Bounds(placed(at, x), y, wide, high), trade)

    def said(x: float, y: float) -> Iterator[Item]:
        for at, each in enumerate(texts):
            yield from each.draw(placed(at, x), y + high)

    nothing = [lambda _x, _y: iter(()) for _ in style.languages[1:]]
    above = style.gap
    name = ", ".join(repr(card.entries[0].title) for card in cards)
    draws = (pictures, said, *nothing)
    return ListBlock(height=style.on_grid(height), draws=draws, above=above, name=name)


def _picture(card: ProductCard, box: Bounds, trade: Trade) -> Iterator[Item]:
    x, y, wide, high = box.x, box.y, box.width, box.height
    picture = None if card.photo is None else card.photo()
    if picture is not None:
        if abs(wide / high - ASPECT) > SLACK_MM:
            picture = thumbnail(picture, pixels=CARD_PIXELS, aspect=wide / high)
        yield Image(x=x, y=y, width=wide, height=high, picture=picture)
        return
    colors = dict(trade.colors)
    yield typesetting.filled(x, y, wide, high, colors["tint"])
    if trade.name:
        side = high * _TRADE
        place = Bounds(x + (wide - side) / 2, y + (high - side) / 2, side, side)
        ground = colors["tint"]
        yield from artwork_drawn([trade.name], place, colors, ground=ground, flip=trade.flip)


@dataclass(frozen=True, slots=True)
class _CardTexts:
    """What stands below a photo: settings with their tops, and marks."""

    parts: tuple[tuple[Setting, float, float], ...]
    prices: tuple[Text, ...]
    marks: tuple[Text | Use, ...]
    struck: tuple[float, float, float] | None  # left, middle and width of an old price
    color: Color
    height: float

    def draw(self, x: float, y: float) -> Iterator[Item]:
        for one, left, top in self.parts:
            yield from one.draw(x + left, y + top)
        for price in self.prices:
            yield price._replace(x=price.x + x, y=price.y + y)
        for mark in self.marks:
            yield mark._replace(x=mark.x + x, y=mark.y + y)
        if self.struck is not None:
            left, middle, wide = self.struck
            yield typesetting.filled(x + left - 0.3, y + middle, wide + 0.6, 0.22, self.color)


def _texts(card: ProductCard, style: EntryStyle, wide: float) -> _CardTexts:
    """Return what a card says, set in its width: name, price, description; then a second name."""
    pen = style.body * _UNDER
    parts: list[tuple[Setting, float, float]] = []
    prices: list[Text] = []
    marks: list[Text | Use] = []
    struck = None
    for at, (entry, language) in enumerate(zip(card.entries, style.languages, strict=True)):
        size, color = (_NAME, style.ink) if not at else (_SECOND, style.muted)
        name = style.words(language, size, color, 600)
        taken = dietary_marks.width(entry.marks, style, language) if not at else 0.0
        title = typesetting.wrapped(entry.title, name, wide - taken)
        left = taken if name.rtl else 0.0
        parts.append((title, left, pen))
        if taken:
            end, base = left + title.last[0 if name.rtl else 1], pen + title.baseline
            marks += dietary_marks.drawn(entry.marks, style, language, end, base, rtl=name.rtl)
        pen += title.height + style.body * _LIGHT
        if not at:
            found, old, pen = _priced(entry, style, language, wide, pen)
            prices += found
            struck = old
        if entry.description:
            told = _described(entry.description, style, language, wide)
            parts.append((told, 0.0, pen))
            pen += told.height + style.body * _LIGHT
    return _CardTexts(tuple(parts), tuple(prices), tuple(marks), struck, style.muted, pen)


def _described(words: str, style: EntryStyle, language: str, wide: float) -> Setting:
    small = style.words(language, SMALL, style.muted)
    if style.lines is None:
        return typesetting.wrapped(words, small, wide)
    return typesetting.shortened(words, small, wide, style.lines)


def _priced(
    entry: Entry, style: EntryStyle, language: str, wide: float, pen: float
) -> tuple[list[Text], tuple[float, float, float] | None, float]:
    """Return the price, what strikes the one before a sale, and where the next text begins."""
    bold = style.words(language, _PRICE, style.strong, 700, role="numerals")
    price = typesetting.wrapped(entry.price, bold, wide)
    size = price.block.size_mm
    lines = [Text(x, pen + y, size, line, style.strong) for x, y, line in price.block.lines]
    struck = None
    if entry.was:
        small = style.words(language, SMALL, style.muted)
        old = typesetting.line_of(entry.was, small)
        gap, high = style.body * 0.5, old.width * small.size
        x = price.last[0] - gap - high if bold.rtl else price.last[1] + gap
        base = pen + price.baseline
        if x < 0 or x + high > wide:  # below the new price
            x, base = (wide - high if bold.rtl else 0.0), base + style.body
            pen += style.body
        lines.append(Text(x, base, small.size, old, style.muted))
        struck = (x, base - small.size * 0.27, high)
    return lines, struck, pen + price.height + style.body * _LIGHT
