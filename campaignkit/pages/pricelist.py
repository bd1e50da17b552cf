"""A price list or menu: products in, finished pages out. Nothing is left out, nothing overflows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from campaignkit import qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Item, Page, Placed
from campaignkit.errors import BadInput, CampaignError
from campaignkit.layout.palette import palette
from campaignkit.pages import entries
from campaignkit.pages.entries import Entry, Style
from campaignkit.pages.flowing import Block, Column, flow
from campaignkit.pages.heads import FOOTER_MM, Heads
from campaignkit.pages.setting import Paper
from campaignkit.pictures import Picture
from campaignkit.problems import Problem, Problems, Where

BESIDE = 8.0  # mm between columns
UNDER_HEAD = 4.0
Photo = Callable[[int], Picture | None]


@dataclass(frozen=True, kw_only=True, eq=False)
class PricePages:
    """What a list says and how it is set. It is measured when its pages are asked for.

    rows: for each product its entries, one a language, in order; products of one section must
    stand together. places: the row of each, for messages. photo: the picture of the nth.
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

    def __post_init__(self) -> None:
        if not 1 <= len(self.languages) <= 2 or len(set(self.languages)) != len(self.languages):
            raise BadInput(
                f"languages={self.languages!r}: give one language, or two different ones."
            )
        most = 1 if len(self.languages) == 2 else 4
        if not 1 <= self.columns <= most:
            raise BadInput(
                f"columns={self.columns!r}: a list in {len(self.languages)} "
                f"language{'s' * (len(self.languages) > 1)} has 1 to {most} columns."
            )

    def pages(self) -> Iterator[Page]:
        """Yield the finished pages.

        Raises:
            CampaignError: everything that cannot be set, with its row; no page is made then.
        """
        flowed = self._flowed
        for number, columns in enumerate(flowed, 1):
            items = tuple(self._page(number, len(flowed), columns))
            drawing = Drawing(self.paper.width, self.paper.height, items)
            yield Page(self.paper.width, self.paper.height, (Placed(0.0, 0.0, drawing),))

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
        )

    @cached_property
    def _style(self) -> Style:
        colors = palette(self.shop)
        return Style(
            languages=self.languages,
            body=self.paper.body,
            ink=colors["ink"],
            muted=colors["muted"],
            strong=colors["strong"],
            font=self.font,
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
        blocks = self._blocks()
        flowed = flow(blocks, first=self._room(1), rest=self._room(2), columns=self.columns)
        return flowed or [[]]

    def _blocks(self) -> list[Block]:
        found: list[Problem] = []
        made: list[Block] = []
        section: str | None = None
        for at, row in enumerate(self.rows):
            try:
                if row[0].section and row[0].section != section:
                    names = tuple(entry.section for entry in row)
                    made.append(entries.heading(names, self._style, self._column_width))
                section = row[0].section
                made.append(self._block(at, row))
            except CampaignError as err:
                found += _problems(err, self.places[at])
        Problems(found).raise_errors()
        return made

    def _block(self, at: int, row: tuple[Entry, ...]) -> Block:
        photo = self.photo(at) if self.photo is not None else None
        return entries.block(
            row, self._style, self._column_width, photo=photo, photos=self.photo is not None
        )

    def _page(self, number: int, count: int, columns: Sequence[Column]) -> Iterator[Item]:
        yield from self._heads.draw(number, count)
        top = self._top(number)
        step = self._column_width + BESIDE
        rtl = len(self.languages) == 1 and self._style.words(self.languages[0], 1, "").rtl
        for at, column in enumerate(columns):
            left = self.paper.margin + (self.columns - 1 - at if rtl else at) * step
            for layer in range(1 + len(self.languages)):  # photos, then each language
                for standing in column:
                    yield from standing.block.draws[layer](left, top + standing.top)


def _problems(err: CampaignError, where: Where) -> list[Problem]:
    if err.problems:
        return [problem.placed(where) for problem in err.problems]
    return [Problem(rule="price-list.entry", message=str(err), where=where)]
