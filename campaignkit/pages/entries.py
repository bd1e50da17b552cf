"""One product of a price list: name, dotted leader, price, description, photo; in each language.

Two languages stand side by side, each in its own half: English runs from the left edge to the
middle, Arabic, mirrored, from the right edge to the middle, their prices towards each other's
names. The halves of an entry are one block, so they never part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from campaignkit.drawing import Color, Image, Item, Shape, Text
from campaignkit.errors import BadInput, TooBig
from campaignkit.pages import setting
from campaignkit.pages.flowing import Draw, ListBlock
from campaignkit.pages.setting import Setting, SetWords
from campaignkit.pages.words import word
from campaignkit.pictures import Picture
from campaignkit.units import mm_text

GUTTER = 8.0  # between the halves of two languages, mm
_GAP = 1.2  # on either side of a leader
_LEADER = 5.0  # mm of dots that a name leaves
_PHOTO = 4.2  # em of the name
_MOST = 0.6  # of an entry's width that its prices may take
_BELOW = 1.25  # em down to the descenders of a line below
Photo = Callable[[], Picture | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a product says in one language."""

    title: str
    price: str
    description: str = ""
    was: str = ""  # the price before the sale
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStyle:
    """How entries look. body: one em of a name, mm. lines: of a description at most, None: all."""

    languages: tuple[str, ...]
    body: float
    ink: Color
    muted: Color
    strong: Color
    font: str | None = None
    lines: int | None = None

    def words(self, language: str, share: float, color: Color, weight: int = 400) -> SetWords:
        """Return the words of a part, `share` of the body's size."""
        return SetWords(language, self.body * share, color, weight, self.font)

    def halves(self, width: float) -> list[tuple[str, float, float]]:
        """Return each language with the left and width of its part of a column.

        One that runs right to left takes the right half.
        """
        if len(self.languages) == 1:
            return [(self.languages[0], 0.0, width)]
        half = (width - GUTTER) / 2
        first, second = self.languages
        swap = self.words(first, 1, self.ink).rtl and not self.words(second, 1, self.ink).rtl
        left, right = (second, first) if swap else (first, second)
        return [(left, 0.0, half), (right, half + GUTTER, half)]


def block(
    entries: tuple[Entry, ...], style: EntryStyle, width: float, *, photo: Photo | None
) -> ListBlock:
    """Return the block of a product: an entry for each of the style's languages.

    photo: gives its photo when it is drawn; room is left even if it has none. None: the list
    has no photos.

    Raises:
        TooBig: its price leaves no room for its name.
        NotFound: no font has one of its characters.
    """
    side = style.body * _PHOTO if photo is not None else 0.0
    by_language = dict(zip(style.languages, entries, strict=True))
    cells = []
    for at, (language, left, room) in enumerate(style.halves(width)):
        inset = side + style.body * 0.8 if side and at == 0 else 0.0
        rtl = style.words(language, 1, style.ink).rtl
        ends = (left, left + room - inset) if rtl else (left + inset, left + room)
        cells.append(_cell(by_language[language], style, language, *ends))
    first = max(cell.first for cell in cells)  # the halves share the baseline of their names
    height = max([side, *(cell.height + first - cell.first for cell in cells)])
    photo_x = width - side if len(cells) == 1 and cells[0].rtl else 0.0

    def pictured(x: float, y: float) -> Iterator[Item]:
        if photo is not None and (picture := photo()) is not None:
            yield Image(x=x + photo_x, y=y, width=side, height=side, picture=picture)

    draws = (pictured, *(_lowered(cell, first - cell.first) for cell in cells))
    return ListBlock(
        height=height, draws=draws, above=style.body * 0.62, name=repr(entries[0].title)
    )


def _lowered(cell: _Cell, by: float) -> Draw:
    return lambda x, y: cell.draw(x, y + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """An entry set in its half. left, right: of what is free of the photo, from the block's."""

    left: float
    right: float
    rtl: bool
    title: Setting
    price: Text
    price_left: float
    price_right: float
    was: tuple[Text, float] | None  # with its width
    description: Setting | None
    below: float  # from the top of the title to that of the description
    dots: Color

    @property
    def height(self) -> float:
        below = self.below + self.description.height if self.description else self.title.height
        drop = self.was[0].y if self.was else 0.0
        return max(below, self.title.height, self.title.baseline + drop * _BELOW if drop else 0.0)

    @property
    def first(self) -> float:
        """The baseline of the title's first line, below its top."""
        return self.title.block.lines[0][1]

    def draw(self, x: float, y: float) -> Iterator[Item]:
        base = y + self.title.baseline
        first, last = self.title.last
        if self.rtl:
            shift = x + self.right - self.title_width
            ends = (x + self.price_right + _GAP, shift + first - _GAP)
        else:
            shift = x + self.left
            ends = (shift + last + _GAP, x + self.price_left - _GAP)
        yield from self.title.draw(shift, y)
        yield from setting.leader(*ends, base, self.dots)
        if self.was is not None:
            yield from self._struck(x, base)
        yield self.price._replace(x=self.price.x + x, y=base)
        if self.description is not None:
            yield from self.description.draw(shift, y + self.below)

    @property
    def title_width(self) -> float:
        """The width the title was set in."""
        return self.right - self.left - (self.price_right - self.price_left) - _LEADER

    def _struck(self, x: float, base: float) -> Iterator[Item]:
        assert self.was is not None
        old, width = self.was
        yield old._replace(x=old.x + x, y=base + old.y)
        middle = base + old.y - old.size * 0.27
        path = setting.rectangle(old.x + x - 0.3, middle, width + 0.6, 0.22)
        yield Shape(path=path, fill=old.fill)


@lru_cache(maxsize=1024)  # of a list that is changed in its head, no entry is set anew
def _cell(entry: Entry, style: EntryStyle, language: str, start: float, end: float) -> _Cell:
    """Return an entry set between two distances from the left of its block."""
    bold = style.words(language, 1.0, style.strong, 700)
    small = style.words(language, 0.78, style.muted)
    line = setting.line_of(entry.price, bold)
    old = setting.line_of(entry.was, small) if entry.was else None
    wide, old_wide = line.width * bold.size, 0.0 if old is None else old.width * small.size
    both = wide + (old_wide + style.body * 0.5 if old is not None else 0.0)
    drop = 0.0
    if old is not None and both > _MOST * (end - start):  # the old price stands below the new
        both, drop = max(wide, old_wide), style.body
    if both > _MOST * (end - start):
        raise TooBig(
            f"the price {entry.price!r} is {mm_text(both)} wide, its part of the page "
            f"{mm_text(end - start)}. Choose fewer columns, a larger paper, or a shorter unit.",
            rule="price-list.price-width",
            price=entry.price,
            width_mm=both,
            limit_mm=end - start,
        )
    price_left = start if bold.rtl else end - both
    price = Text(price_left if bold.rtl else end - wide, 0.0, bold.size, line, style.strong)
    was = None
    if old is not None:
        at_end = bold.rtl != bool(drop)
        old_x = price_left + both - old_wide if at_end else price_left
        was = (Text(old_x, drop, small.size, old, style.muted), old_wide)
    room = end - start - both - _LEADER
    title = setting.wrapped(entry.title, style.words(language, 1.0, style.ink, 600), room)
    if not any(any(line.ink) for _, _, line in title.block.lines):
        raise BadInput(
            f"the title {entry.title!r} has nothing to show. Write its name.",
            rule="price-list.title-invisible",
            title=entry.title,
        )
    description = _described(entry.description, small, room, style.lines)
    return _Cell(
        left=start,
        right=end,
        rtl=bold.rtl,
        title=title,
        price=price,
        price_left=price_left,
        price_right=price_left + both,
        was=was,
        description=description,
        below=title.height + style.body * 0.16,
        dots=style.muted,
    )


def _described(words: str, style: SetWords, width: float, lines: int | None) -> Setting | None:
    if not words:
        return None
    if lines is None:
        return setting.wrapped(words, style, width)
    return setting.shortened(words, style, width, lines)


def heading(sections: tuple[str, ...], style: EntryStyle, width: float) -> ListBlock:
    """Return the heading of a section, a text for each language; it begins a section.

    Raises:
        TooBig, NotFound: as `block`.
    """
    return replace(
        _heading(sections, style, width, 1.35),
        above=style.body * 1.9,
        keep=True,
        running=_heading(_continued(sections, style), style, width, 0.9),
        name=repr(sections[0]),
    )


def _continued(sections: tuple[str, ...], style: EntryStyle) -> tuple[str, ...]:
    pairs = zip(sections, style.languages, strict=True)
    return tuple(word("continued", language, section=text) for text, language in pairs)


def _heading(sections: tuple[str, ...], style: EntryStyle, width: float, share: float) -> ListBlock:
    said = dict(zip(style.languages, sections, strict=True))
    set_in = [
        (left, setting.wrapped(said[each], style.words(each, share, style.strong, 800), room), room)
        for each, left, room in style.halves(width)
    ]
    height = max(one.height for _, one, _ in set_in)
    rule = style.body * 0.06

    def ruled(left: float, one: Setting, room: float) -> Draw:
        def draw(x: float, y: float) -> Iterator[Item]:
            yield from one.draw(x + left, y)
            path = setting.rectangle(x + left, y + height + style.body * 0.12, room, rule)
            yield Shape(path=path, fill=style.strong)

        return draw

    nothing: Draw = lambda _x, _y: iter(())  # noqa: E731 where entries have their photos
    draws = (nothing, *(ruled(*each) for each in set_in))
    return ListBlock(height=height + style.body * 0.3, draws=draws)
