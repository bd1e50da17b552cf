"""One product of a price list: name, marks, leader, price, description, photo; in each language.

Two languages stand side by side, each in its own half: English runs from the left edge to the
middle, Arabic, mirrored, from the right edge to the middle, their prices towards each other's
names. The halves of an entry are one block, so they never part. Every name stands on the grid of
its style, whatever its letters are, so that names side by side share a baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from campaignkit.drawing import Color, Image, Item, Shape, Text
from campaignkit.errors import BadInput, TooBig
from campaignkit.layout.palette import mix
from campaignkit.pages import dietary_marks, typesetting
from campaignkit.pages.dietary import DietaryMark
from campaignkit.pages.flowing import Draw, ListBlock
from campaignkit.pages.style import GUTTER, SMALL, EntryStyle
from campaignkit.pages.typesetting import Setting, SetWords
from campaignkit.pictures import Picture
from campaignkit.units import mm_text

__all__ = ["GUTTER", "Entry", "EntryStyle", "Photo", "block"]

_GAP = 1.2  # on either side of a leader
_LEADER = 5.0  # mm of dots that a name leaves
_PHOTO = 4.2  # em of the name
_MOST = 0.6  # of an entry's width that its prices may take
_BELOW = 1.25  # em down to the descenders of a line below
_UNDER = 1.0  # em from the baseline of a name to that of its description, at least
_LIGHT = 0.12  # em between the ink of a name and that of its description
_PITCH = 1.18  # em of a description from line to line: it stands on two or three lines of the grid
_FAINT = 0.4  # of the quiet colour: a leader that is a line
_MARKED = 0.3  # em that marks of a letter may reach above the others before a name is lowered
Photo = Callable[[], Picture | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a product says in one language."""

    title: str
    price: str
    description: str = ""
    was: str = ""  # the price before the sale
    section: str = ""
    marks: tuple[DietaryMark, ...] = ()


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
    under = max(cell.under for cell in cells)
    height = max([side, *(cell.height(first, under) for cell in cells)])
    photo_x = width - side if len(cells) == 1 and cells[0].rtl else 0.0

    def pictured(x: float, y: float) -> Iterator[Item]:
        if photo is not None and (picture := photo()) is not None:
            yield Image(x=x + photo_x, y=y, width=side, height=side, picture=picture)

    draws = (pictured, *(_standing(cell, first, under) for cell in cells))
    above, name = style.gap, repr(entries[0].title)
    return ListBlock(height=style.on_grid(height), draws=draws, above=above, name=name)


def _standing(cell: _Cell, first: float, under: float) -> Draw:
    return lambda x, y: cell.draw(x, y + first, under)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """An entry set in its half. left, right: of what is free of the photo, from the block's.

    first: the baseline of its name, below the block's top. under: from the last baseline of the
    name to the first of the description. fall: how deep letters of its script go.
    """

    left: float
    right: float
    rtl: bool
    title: Setting
    price: Text
    price_left: float
    price_right: float
    was: tuple[Text, float] | None  # with its width
    description: Setting | None
    first: float
    under: float
    fall: float
    room: float  # in which the title was set
    marks: Callable[[float, float], Iterator[Item]] | None
    dots: Color
    leader: str

    @property
    def drop(self) -> float:
        """From the first baseline of the name to its last, where the price stands."""
        return self.title.baseline - self.title.first

    def height(self, first: float, under: float) -> float:
        """Return how high it is, where the halves agreed on these two."""
        last = first + self.drop
        told = self.description
        # as deep as letters of its script go: rows of one line are alike, whatever they say
        below = last + max(self.title.height - self.title.baseline, self.fall)
        if told is not None:
            below = last + under + told.height - told.first
        old = self.was[0].y if self.was else 0.0
        return max(below, last + old * _BELOW if old else 0.0)

    def draw(self, x: float, first: float, under: float) -> Iterator[Item]:
        """Yield its items, its name's first baseline at `first`."""
        base = first - self.title.first + self.title.baseline
        begin, end = self.title.last
        shift = x + (self.right - self.room if self.rtl else self.left)
        name_ends = shift + (begin if self.rtl else end)
        yield from self.title.draw(shift, first - self.title.first)
        free = name_ends
        if self.marks is not None:
            drawn = list(self.marks(name_ends, base))
            yield from drawn
            free += (-1 if self.rtl else 1) * self._marked
        ends = (free + _GAP, x + self.price_left - _GAP)
        if self.rtl:
            ends = (x + self.price_right + _GAP, free - _GAP)
        yield from typesetting.leader(*ends, base, self.dots, kind=self.leader)
        if self.was is not None:
            yield from self._struck(x, base)
        yield self.price._replace(x=self.price.x + x, y=base)
        if self.description is not None:
            yield from self.description.draw(shift, base + under - self.description.first)

    @property
    def _marked(self) -> float:
        """How much of its width the marks take."""
        return self.right - self.left - (self.price_right - self.price_left) - _LEADER - self.room

    def _struck(self, x: float, base: float) -> Iterator[Item]:
        assert self.was is not None
        old, width = self.was
        yield old._replace(x=old.x + x, y=base + old.y)
        middle = base + old.y - old.size * 0.27
        path = typesetting.rectangle(old.x + x - 0.3, middle, width + 0.6, 0.22)
        yield Shape(path=path, fill=old.fill)


@lru_cache(maxsize=1024)  # of a list that is changed in its head, no entry is set anew
def _cell(entry: Entry, style: EntryStyle, language: str, start: float, end: float) -> _Cell:
    """Return an entry set between two distances from the left of its block."""
    bold = style.words(language, 1.0, style.strong, 700, role="numerals")
    small = style.words(language, SMALL, style.muted)
    line = typesetting.line_of(entry.price, bold)
    old = typesetting.line_of(entry.was, small) if entry.was else None
    wide, old_wide = line.width * bold.size, 0.0 if old is None else old.width * small.size
    both = wide + (old_wide + style.body * 0.5 if old is not None else 0.0)
    drop = 0.0
    if old is not None and both > _MOST * (end - start):  # the old price stands below the new
        both, drop = max(wide, old_wide), style.body
    if both > _MOST * (end - start):
        raise _too_wide(entry, both, end - start)
    price_left = start if bold.rtl else end - both
    price = Text(price_left if bold.rtl else end - wide, 0.0, bold.size, line, style.strong)
    was = None
    if old is not None:
        at_end = bold.rtl != bool(drop)
        old_x = price_left + both - old_wide if at_end else price_left
        was = (Text(old_x, drop, small.size, old, style.muted), old_wide)
    room = end - start - both - _LEADER - dietary_marks.width(entry.marks, style, language)
    name = style.words(language, 1.0, style.ink, 600)
    title = typesetting.wrapped(entry.title, name, room)
    if not any(any(line.ink) for _, _, line in title.block.lines):
        raise BadInput(
            f"the title {entry.title!r} has nothing to show. Write its name.",
            rule="price-list.title-invisible",
            title=entry.title,
        )
    described = _described(entry.description, small, room, style.lines)
    return _Cell(
        left=start,
        right=end,
        rtl=bold.rtl,
        title=title,
        price=price,
        price_left=price_left,
        price_right=price_left + both,
        was=was,
        description=described,
        first=_lowered(title.first, name.rise, style),
        under=_under(style, name, small, title, described),
        fall=name.fall,
        room=room,
        marks=_marker(entry.marks, style, language, rtl=bold.rtl),
        dots=mix(style.muted, style.ground, _FAINT) if style.leader == "line" else style.muted,
        leader=style.leader,
    )


def _lowered(first: float, rise: float, style: EntryStyle) -> float:
    """Return the baseline of a name: the usual one, or lines of the grid lower if it must be."""
    over = first - rise - _MARKED * style.body
    return rise + (ceil(over / style.grid) * style.grid if over > 0 else 0.0)


def _under(
    style: EntryStyle, name: SetWords, small: SetWords, title: Setting, told: Setting | None
) -> float:
    """Return how far the description stands under the name: as in all rows, unless ink met."""
    usual = max(_UNDER * style.body, name.fall + small.rise + _LIGHT * style.body)
    if told is None:
        return usual
    deep = title.height - title.baseline + told.first
    return max(usual, deep + _LIGHT * style.body)


def _marker(
    marks: tuple[DietaryMark, ...], style: EntryStyle, language: str, *, rtl: bool
) -> Callable[[float, float], Iterator[Item]] | None:
    if not marks:
        return None
    return lambda x, base: dietary_marks.drawn(marks, style, language, x, base, rtl=rtl)


def _too_wide(entry: Entry, width: float, room: float) -> TooBig:
    return TooBig(
        f"the price {entry.price!r} is {mm_text(width)} wide, its part of the page "
        f"{mm_text(room)}. Choose fewer columns, a larger paper, or a shorter unit.",
        rule="price-list.price-width",
        price=entry.price,
        width_mm=width,
        limit_mm=room,
    )


def _described(words: str, style: SetWords, width: float, lines: int | None) -> Setting | None:
    if not words:
        return None
    if lines is None:
        return typesetting.wrapped(words, style, width, leading=_PITCH)
    return typesetting.shortened(words, style, width, lines, leading=_PITCH)
