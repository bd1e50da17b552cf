"""A price list or menu: products in, finished pages out. Nothing is left out, nothing overflows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

from campaignkit import qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Item, Page, Placed
from campaignkit.errors import BadInput, CampaignError
from campaignkit.layout.palette import palette
from campaignkit.pages import entries
from campaignkit.pages.entries import Entry, EntryStyle
from campaignkit.pages.flowing import Column, ListBlock, check_fits, flow
from campaignkit.pages.heads import FOOTER_MM, Heads
from campaignkit.pages.setting import Paper
from campaignkit.pictures import Picture
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.vectors import open_logo

BESIDE = 8.0  # mm between columns
UNDER_HEAD = 4.0
Photo = Callable[[int], Picture | None]
_LOGO_MM = (48.0, 30.0)  # the largest box that a head has for a logo


@dataclass(frozen=True, kw_only=True, eq=False)
class PricePages:
    """What a list says and how it is set. It is measured when its pages are asked for.

    rows: for each product its entries, one a language, in order; products of one section must
    stand together. places: the row of each, for messages. photo: the picture of the nth. lines:
    of a description at most; what is left out is told by "…"; None: all of it.
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

    def __post_init__(self) -> None:
        if not 1 <= len(self.languages) <= 2 or len(set(self.languages)) != len(self.languages):
            raise BadInput(
                f"languages={self.languages!r}: give one language, or two different ones.",
                rule="price-list.languages",
            )
        most = 1 if len(self.languages) == 2 else 4
        if not 1 <= self.columns <= most:
            raise BadInput(
                f"columns={self.columns!r}: a list in {len(self.languages)} "
                f"language{'s' * (len(self.languages) > 1)} has 1 to {most} columns.",
                rule="price-list.columns",
                columns=self.columns,
                limit=most,
            )

    def pages(self) -> Iterator[Page]:
        """Yield the finished pages.

        Raises:
            CampaignError: everything that cannot be set, with its row; no page is made then.
        """
        self._check()
        for number, columns in enumerate(self._flowed, 1):
            yield self._page(number, self.count, columns)

    @property
    def count(self) -> int:
        """How many pages there are; every entry is set for it.

        Raises:
            CampaignError: everything that cannot be set, with its row.
        """
        return len(self._flowed)

    def page(self, number: int) -> Page | None:
        """Return a page as it prints, None if there are not so many.

        Raises:
            CampaignError: everything that cannot be set, with its row.
        """
        if number > self.count:
            return None
        return self._page(number, self.count, self._flowed[number - 1])

    def glance(self, number: int) -> Page | None:
        """Return a page for the screen, None if there are not so many.

        No entry is set that stands after the next page, so its foot says "Page 1 of …", unless
        that is the last.

        Raises:
            CampaignError: everything that cannot be set, if an entry so far cannot.
        """
        flowed = list(islice(self._flow(self._blocks()), number + 1)) or [[]]
        if len(flowed) < number:
            return None
        known = len(flowed) if len(flowed) == number else None
        return self._page(number, known, flowed[number - 1])

    @cached_property
    def _heads(self) -> Heads:
        return Heads(
            shop=self.shop,
            colors=palette(self.shop),
            paper=self.paper,
            style=self._style,
            titles=self.titles,
            note=self.note,
            symbol=qr.encode(self.link, level="M"),
            logo=None if self.shop.logo is None else open_logo(self.shop.logo, *_LOGO_MM),
        )

    @cached_property
    def _style(self) -> EntryStyle:
        colors = palette(self.shop)
        return EntryStyle(
            languages=self.languages,
            body=self.paper.body,
            ink=colors["ink"],
            muted=colors["muted"],
            strong=colors["strong"],
            font=self.font,
            lines=self.lines,
        )

    @property
    def _column_width(self) -> float:
        body = self.paper.width - 2 * self.paper.margin
        return (body - (self.columns - 1) * BESIDE) / self.columns

    def _top(self, page: int) -> float:
        return self.paper.margin + self._heads.height(page) + UNDER_HEAD

    def _room(self, page: int) -> float:
        return self.paper.height - self.paper.margin - FOOTER_MM - self._top(page)

    @cached_property
    def _flowed(self) -> list[list[Column]]:
        return list(self._flow(list(self._blocks()))) or [[]]

    def _flow(self, blocks: Iterable[ListBlock]) -> Iterator[list[Column]]:
        return flow(blocks, first=self._room(1), rest=self._room(2), columns=self.columns)

    def _blocks(self) -> Iterator[ListBlock]:
        """Yield the blocks; after one that cannot be set, the others are only tried."""
        found: list[Problem] = []
        section: str | None = None
        running: ListBlock | None = None
        for at, row in enumerate(self.rows):
            try:
                made = self._set(at, row, section)
                running = made[0].running if len(made) > 1 else running
                check_fits(made, self._room(2), running)
            except CampaignError as err:
                found += of_error(err, self.places[at])
            else:
                yield from () if found else made
            section = row[0].section
        Problems(found).raise_errors()

    def _set(self, at: int, row: tuple[Entry, ...], section: str | None) -> list[ListBlock]:
        """Return a product's block, after a heading where its section begins."""
        photo = None if self.photo is None else partial(self._photo, at)
        block = entries.block(row, self._style, self._column_width, photo=photo)
        if not row[0].section or row[0].section == section:
            return [block]
        names = tuple(entry.section for entry in row)
        return [entries.heading(names, self._style, self._column_width), block]

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

    def _page(self, number: int, count: int | None, columns: Sequence[Column]) -> Page:
        items = tuple(self._items(number, count, columns))
        drawing = Drawing(self.paper.width, self.paper.height, items)
        return Page(self.paper.width, self.paper.height, (Placed(0.0, 0.0, drawing),))

    def _items(self, number: int, count: int | None, columns: Sequence[Column]) -> Iterator[Item]:
        yield from self._heads.draw(number, count)
        top = self._top(number)
        step = self._column_width + BESIDE
        rtl = len(self.languages) == 1 and self._style.words(self.languages[0], 1, "").rtl
        for at, column in enumerate(columns):
            left = self.paper.margin + (self.columns - 1 - at if rtl else at) * step
            for layer in range(1 + len(self.languages)):  # photos, then each language
                for standing in column:
                    yield from standing.block.draws[layer](left, top + standing.top)
