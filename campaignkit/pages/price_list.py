"""A price list or menu: products in, finished pages out. Nothing is left out, nothing overflows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import Literal

from campaignkit import layout, qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Item, Page, Placed
from campaignkit.errors import BadInput, CampaignError
from campaignkit.layout import artwork_boxes, styling
from campaignkit.pages import cards, entries, section_headings
from campaignkit.pages.cards import ProductCard, Trade
from campaignkit.pages.dietary import in_order
from campaignkit.pages.entries import Entry
from campaignkit.pages.flowing import Column, ListBlock, check_fits, flow
from campaignkit.pages.frames import Frame, frame
from campaignkit.pages.header_footer import Heads
from campaignkit.pages.specials import Specials, specials
from campaignkit.pages.style import EntryStyle
from campaignkit.pages.typesetting import Paper
from campaignkit.pictures import Picture
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.vectors import open_logo

BESIDE = 8.0  # mm between columns
UNDER_HEAD, UNDER_BOX = 6.5, 6.5
_USUAL_MM, _LIGHTER = 4.5, 1.5  # larger names begin so many times further below the head
COVER = "catalogue-cover"
Photo = Callable[[int], Picture | None]
Arrangement = Literal["list", "grid", "board"]
_LOGO_MM = (48.0, 30.0)  # the largest box that a head has for a logo
PLAIN = styling()


@dataclass(frozen=True, kw_only=True, eq=False)
class PricePages:
    """What a list says and how it is set. It is measured when its pages are asked for.

    rows: for each product its entries, one a language, in order; products of one section must
    stand together. places: the row of each, for messages. photo: the picture of the nth. lines:
    of a description at most; what is left out is told by "…"; None: all of it. dress: its theme.
    arrangement: a list in columns, a grid of cards, or a board. special: the numbers, from 0, of
    products for the box on the first page. cover: whether a page of its own comes first. air: how
    much more light than the least stands between entries. aspect: of the photos of cards.
    """

    shop: Business
    languages: tuple[str, ...]
    rows: Sequence[tuple[Entry, ...]]
    places: Sequence[Where]
    titles: tuple[str, ...]
    paper: Paper
    columns: int
    link: str
    note: str = ""
    photo: Photo | None = None
    font: str | None = None
    lines: int | None = None
    dress: layout.Styling = PLAIN
    arrangement: Arrangement = "list"
    special: frozenset[int] = frozenset()
    cover: bool = False
    air: float = 1.0
    aspect: float = cards.ASPECT

    def __post_init__(self) -> None:
        if not 1 <= len(self.languages) <= 2 or len(set(self.languages)) != len(self.languages):
            raise BadInput(
                f"languages={self.languages!r}: give one language, or two different ones.",
                rule="price-list.languages",
            )
        most = self.most_columns
        if not 1 <= self.columns <= most:
            raise BadInput(
                f"columns={self.columns!r}: a list in {len(self.languages)} "
                f"language{'s' * (len(self.languages) > 1)} has 1 to {most} columns.",
                rule="price-list.columns",
                columns=self.columns,
                limit=most,
            )

    @property
    def most_columns(self) -> int:
        """How many columns it may have: two languages are columns already, cards are not."""
        return 1 if len(self.languages) == 2 and self.arrangement != "grid" else 4

    def pages(self) -> Iterator[Page]:
        """Yield the finished pages.

        Raises:
            CampaignError: everything that cannot be set, with its row; no page is made then.
        """
        self._check()
        for number in range(1, self.count + 1):
            yield self._any_page(number, self.count, self._flowed)

    @property
    def count(self) -> int:
        """How many pages there are; every entry is set for it.

        Raises:
            CampaignError: everything that cannot be set, with its row.
        """
        return len(self._flowed) + self.cover

    def page(self, number: int) -> Page | None:
        """Return a page as it prints, None if there are not so many.

        Raises:
            CampaignError: everything that cannot be set, with its row.
        """
        if number > self.count:
            return None
        return self._any_page(number, self.count, self._flowed)

    def glance(self, number: int) -> Page | None:
        """Return a page for the screen, None if there are not so many.

        No entry is set that stands after the next page, so its foot says "Page 1 of …", unless
        that is the last.

        Raises:
            CampaignError: everything that cannot be set, if an entry so far cannot.
        """
        flowed = list(islice(self._flow(self._blocks()), number + 1)) or [[]]
        count = len(flowed) + self.cover
        if count < number:
            return None
        return self._any_page(number, count if count == number else None, flowed)

    def takes(self, pages: int) -> bool:
        """Say whether it needs no more than so many pages; none after them is set."""
        try:
            found = list(islice(self._flow(self._blocks()), pages - self.cover + 1))
        except CampaignError:
            return False
        return len(found) + self.cover <= pages

    def spread(self, most: int) -> tuple[int, float]:
        """Return how many pages it takes, the cover among them, and how full the last one is.

        No more than `most` are set: one more than that, and full, is more than it was asked for.

        Raises:
            CampaignError: an entry so far cannot be set.
        """
        found = list(islice(self._flow(self._blocks()), most - self.cover + 1)) or [[]]
        count = len(found) + self.cover
        if count > most:
            return count, 1.0
        ends = (column[-1].top + column[-1].block.height for column in found[-1])
        return count, max(ends, default=0.0) / self._room(len(found))

    @cached_property
    def _frame(self) -> Frame:
        paper = self.paper
        size = (paper.width, paper.height, paper.margin)
        board = self.arrangement == "board"
        return frame(self.shop, self.languages[0], *size, worn=self.dress, board=board)

    @cached_property
    def _heads(self) -> Heads:
        seen = self._frame
        shown = artwork_boxes.chosen(self.dress.artwork, "", self.shop.name)
        return Heads(
            shop=self.shop,
            colors=seen.colors,
            paper=self.paper,
            style=self._style,
            titles=self.titles,
            note=self.note,
            symbol=self._symbol,
            logo=None if self.shop.logo is None else open_logo(self.shop.logo, *_LOGO_MM),
            kind=seen.head,
            margins=seen.margins,
            artwork="" if self.dress.plain else shown,
            marks=in_order(mark for row in self.rows for mark in row[0].marks),
        )

    @cached_property
    def _symbol(self) -> qr.Symbol:
        return qr.encode(self.link, level="M")

    @cached_property
    def _style(self) -> EntryStyle:
        colors, seen = self._frame.colors, self._frame
        return EntryStyle(
            languages=self.languages,
            body=self.paper.body,
            ink=colors["ink"],
            muted=colors["muted"],
            strong=colors["strong"],
            font=self.font,
            lines=self.lines,
            dress=self.dress,
            heading=seen.heading,
            leader=seen.leader,
            ground=colors["ground"],
            fill=seen.fill,
            on_fill=seen.on_fill,
            air=self.air,
        )

    @property
    def _body_width(self) -> float:
        margins = self._frame.margins
        return self.paper.width - margins.left - margins.right

    @property
    def _column_width(self) -> float:
        return (self._body_width - (self.columns - 1) * BESIDE) / self.columns

    @cached_property
    def _specials(self) -> Specials | None:
        if not self.special:
            return None
        rows = [self.rows[at] for at in sorted(self.special)]
        width, panel = self._body_width, self._frame.panel
        return specials(rows, self._style, width, panel, columns=self.columns)

    def _under_head(self, page: int) -> float:
        larger = max(0.0, self.paper.body - _USUAL_MM) * _LIGHTER
        high = self._heads.height(page) + UNDER_HEAD + larger
        return self._frame.margins.top + high + (UNDER_HEAD if self._frame.is_full else 0.0)

    def _top(self, page: int) -> float:
        box = self._specials if page == 1 else None
        return self._under_head(page) + (0.0 if box is None else box.height + UNDER_BOX)

    def _room(self, page: int) -> float:
        bottom = self.paper.height - self._frame.margins.bottom
        return bottom - self._heads.foot - self._top(page)

    @cached_property
    def _flowed(self) -> list[list[Column]]:
        return list(self._flow(list(self._blocks()))) or [[]]

    def _flow(self, blocks: Iterable[ListBlock]) -> Iterator[list[Column]]:
        columns = 1 if self.arrangement == "grid" else self.columns
        return flow(blocks, first=self._room(1), rest=self._room(2), columns=columns)

    def _blocks(self) -> Iterator[ListBlock]:
        """Yield the blocks; after one that cannot be set, the others are only tried."""
        found: list[Problem] = []
        section: str | None = None
        running: ListBlock | None = None
        for group in self._groups():
            row = self.rows[group[0]]
            try:
                made = self._set(group, row, section)
                running = made[0].running if len(made) > 1 else running
                check_fits(made, self._room(2), running)
            except CampaignError as err:
                found += of_error(err, self.places[group[0]])
            else:
                yield from () if found else made
            section = row[0].section
        Problems(found).raise_errors()

    def _groups(self) -> Iterator[list[int]]:
        """Yield the numbers of products that are one block: each, or a row of cards."""
        most = self.columns if self.arrangement == "grid" else 1
        group: list[int] = []
        for at, row in enumerate(self.rows):
            if at in self.special:
                continue
            section = self.rows[group[0]][0].section if group else row[0].section
            if len(group) == most or row[0].section != section:
                yield group
                group = []
            group.append(at)
        if group:
            yield group

    def _set(
        self, group: list[int], row: tuple[Entry, ...], section: str | None
    ) -> list[ListBlock]:
        """Return the block of products, after a heading where their section begins."""
        if self.arrangement == "grid":
            block = self._cards(group)
            width = self._body_width
        else:
            photo = None if self.photo is None else partial(self._photo, group[0])
            width = self._column_width
            block = entries.block(row, self._style, width, photo=photo)
        if not row[0].section or row[0].section == section:
            return [block]
        names = tuple(entry.section for entry in row)
        return [section_headings.heading(names, self._style, width), block]

    def _cards(self, group: list[int]) -> ListBlock:
        made = [ProductCard(self.rows[at], partial(self._photo, at)) for at in group]
        rtl = self._style.words(self.languages[0], 1, "").rtl
        name = artwork_boxes.chosen(self.dress.artwork, "", self.shop.name)
        colors = tuple(self._frame.colors.items())
        trade = Trade("" if artwork_boxes.is_path(name) else name, colors, flip=rtl)
        width, aspect = self._body_width, self.aspect
        return cards.row(made, self._style, width, self.columns, trade, aspect=aspect)

    def _photo(self, at: int) -> Picture | None:
        """Return the nth photo, None where there is none; an error says which row it is of."""
        try:
            return None if self.photo is None else self.photo(at)
        except CampaignError as err:
            Problems(of_error(err, self.places[at])).raise_errors()
            raise AssertionError("a problem of a row is an error") from err

    def _check(self) -> None:
        """Raise all at once: entries that cannot be set, photos that cannot be opened."""
        found: list[Problem] = []
        for at in range(len(self.rows)):
            try:
                self._photo(at)
            except CampaignError as err:
                found += err.problems
        try:
            _ = self._flowed
        except CampaignError as err:
            if not found:
                raise
            found += err.problems
        Problems(sorted(found, key=lambda each: each.where.row or 0)).raise_errors()

    def _any_page(self, number: int, count: int | None, flowed: list[list[Column]]) -> Page:
        if self.cover and number == 1:
            drawing = self._covered()
        else:
            own = number - self.cover
            items = tuple(self._items(own, count, flowed[own - 1]))
            drawing = Drawing(self.paper.width, self.paper.height, items)
        return Page(self.paper.width, self.paper.height, (Placed(0.0, 0.0, drawing),))

    def _covered(self) -> Drawing:
        """Return the page before all others."""
        design = layout.load(COVER)
        ready = layout.compiled(
            design,
            self.shop,
            self.languages[0],
            width=self.paper.width,
            height=self.paper.height,
            font=self.font,
            dress=self.dress,
        )
        facts = dict.fromkeys(design.options, "")
        facts |= {"title": self.titles[0], "note": self.note or " ".join(self.titles[1:])}
        return ready.draw(facts, self._symbol)

    def _items(self, own: int, count: int | None, columns: Sequence[Column]) -> Iterator[Item]:
        """Yield what is on a page. own: its number among those of the list; count: of all."""
        yield from self._frame.items
        yield from self._heads.draw(own, count, after=int(self.cover))
        left, top = self._frame.margins.left, self._top(own)
        if own == 1 and self._specials is not None:
            yield from self._specials.draw(left, self._under_head(1))
        step = self._column_width + BESIDE
        rtl = len(self.languages) == 1 and self._style.words(self.languages[0], 1, "").rtl
        for at, column in enumerate(columns):
            turned = rtl and self.arrangement != "grid"
            x = left + (self.columns - 1 - at if turned else at) * step
            for layer in range(1 + len(self.languages)):  # photos, then each language
                for standing in column:
                    yield from standing.block.draws[layer](x, top + standing.top)
