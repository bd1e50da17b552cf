"""Shelf tags on label sheets: a sticker for each product, so that rows can be printed again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from campaignkit.assets.printing import Printed
from campaignkit.assets.shelf_tags import LINK, Label
from campaignkit.assets.sticker_rows import Stickers, stickers
from campaignkit.campaigns.builder import Builder, Step
from campaignkit.campaigns.label_sheet import SheetJob
from campaignkit.campaigns.products import Products, parted
from campaignkit.errors import CampaignError
from campaignkit.merge import Failure, Source
from campaignkit.problems import Problem, Problems, Where
from campaignkit.products import exports
from campaignkit.products.rules import column_of
from campaignkit.products.rules import columns as feed_columns
from campaignkit.rows import Rows
from campaignkit.stock import Stock

_MADE = ("title", "price", "note", "link")  # of each tag, besides the cells of the table
_FILLED = ("id", "description", "availability", "condition", "brand", "link")  # if there is none


def cells_of(source: Source) -> Source:
    """Return the columns that a tag's link may speak of, without any row."""
    columns = source.rows.columns
    if columns is not None:
        known: Iterable[str] = filter(None, map(column_of, columns))
        if exports.find(columns) is not None:  # its cells come under the feed's names
            known = feed_columns()
        columns = tuple(dict.fromkeys((*known, *_FILLED, *_MADE)))
    return Source(Rows(lambda: iter(()), source=source.rows.source, columns=columns))


@dataclass(frozen=True, slots=True)
class Tags:
    """A tag for each product. design: its name or path. link: Jinja over a product's cells.

    stock: on what they are printed, which decides how dense a code may be.
    """

    products: Products
    design: str
    language: str
    link: str
    on: datetime.date | None
    stock: Stock

    @property
    def label(self) -> Label | None:
        """On what a tag's own link is printed, None if the link is given."""
        return Label(self.design, self.stock) if self.link == LINK else None

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.products.source

    def stickers(self, rows: Rows) -> Stickers:
        """Return what is drawn of rows that have a tag's columns.

        Raises:
            BadInput: the design needs a fact that no tag has, or the link speaks of no column.
        """
        options = {"link": self.link, "language": self.language}
        return stickers(self.design, self.products.shop, rows, **options)  # type: ignore[arg-type]

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield each product's tag, or why it has none, in the order of the table."""
        catalog = self.products.catalog
        good, bad = parted(catalog, catalog.unprintable())
        made: Iterator[Printed | Failure] = iter(())
        if good.products:
            rows, _ = good.tags_on(self.label, self.language, self.on)
            made = self.stickers(rows).outcomes()
        numbers = [product.where.row or 0 for product in good.products]
        for number in sorted((*numbers, *(row or 0 for row in bad))):
            where = Where(file=self.source.rows.source, row=number)
            if number in bad:
                yield _failure(where, bad[number])
            else:
                yield replace(next(made), where=where)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class TagsJob(SheetJob):
    """Shelf tags on label sheets."""

    called = "a sheet of shelf tags"
    lists_rows = False  # a table folds rows of one product together

    def problems(self) -> Iterator[Problem]:
        """Yield what keeps products from a tag, and columns that it cannot use."""
        yield from SheetJob.problems(self)
        if self.source.rows.again:
            yield from self._warnings()

    def make(self, builder: Builder, step: Step) -> None:
        """Print them, less those that cannot be drawn or read."""
        builder.findings.add(self.name, self._warnings())
        SheetJob.make(self, builder, step)

    def _warnings(self) -> Problems:
        assert isinstance(self.series, Tags)
        series, catalog = self.series, self.series.products.catalog
        try:
            good, _ = parted(catalog, catalog.unprintable())
            notes = good.tags_on(series.label, series.language, series.on)[1]
        except CampaignError:  # told when the tags are made
            return catalog.items.problems.warnings
        return catalog.items.problems.warnings + notes


def _failure(where: Where, problems: tuple[Problem, ...]) -> Failure:
    return Failure(where, Problems(problems).error())
