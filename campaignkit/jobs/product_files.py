"""What is made of a table of products: a feed, a price list, shelf tags.

The table is read once for all of them, and bad rows are told from good ones. A feed is for the
platform's commerce manager: CSV, XML, or the translations into a language. A price list or menu
is laid out without the rows that cannot be set, and read back. Shelf tags are a sticker for each
product on label sheets, so that rows can be printed again.
"""

from __future__ import annotations

import datetime
from abc import abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, NamedTuple

from campaignkit.assets.catalog import Catalog, catalog
from campaignkit.assets.printed_asset import Printed
from campaignkit.assets.shelf_tags import LINK, TagLabel
from campaignkit.assets.sticker_rows import Stickers, stickers
from campaignkit.business import Business
from campaignkit.errors import CampaignError
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.job import Counted, Job
from campaignkit.jobs.label_sheet import SheetJob
from campaignkit.jobs.parts import Part
from campaignkit.jobs.proving import ByRow, by_row, keep, proven
from campaignkit.jobs.shards import Shard
from campaignkit.jobs.sheet_shard import print_series
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.problem_list import NOT_MADE
from campaignkit.merge import Failure, Source
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.products import exports
from campaignkit.products.rules import column_of
from campaignkit.products.rules import columns as feed_columns
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows import Rows
from campaignkit.stock import Stock


@dataclass(frozen=True)
class Products:
    """A table of products, its shop and currency. folder: from which its pictures start.

    column: which of its columns is which, where their names do not say. fill: what empty cells get.
    """

    source: Source
    shop: Business
    currency: str | None
    folder: str
    column: Mapping[str, str] | None = None
    fill: Mapping[str, str] | None = None

    @cached_property
    def catalog(self) -> Catalog:
        """What the table holds.

        Raises:
            CampaignError: it breaks off.
        """
        rows = self.source.rows
        made = catalog(rows, self.shop, currency=self.currency, columns=self.column, fill=self.fill)
        return replace(made, folder=self.folder)


class Parted(NamedTuple):
    """good: the products that nothing is wrong with. bad: the other rows, and why."""

    good: Catalog
    bad: ByRow


def parted(catalog: Catalog, found: Iterable[Problem]) -> Parted:
    """Return the products without those of rows that have errors.

    Raises:
        BadInput: something is wrong with the table as a whole.
    """
    bad: ByRow = {}
    for problem in found:
        if problem.severity == "error":
            bad[problem.where.row] = (*bad.get(problem.where.row, ()), problem)
    if None in bad:
        Problems(problem for each in bad.values() for problem in each).raise_errors()
    return Parted(
        catalog.without(bad.keys()), dict(sorted(bad.items(), key=lambda each: each[0] or 0))
    )


@dataclass(frozen=True, slots=True)
class ProductsJob(Job):
    """One file of all products of a table."""

    name: str
    products: Products
    lists_rows = False  # a table folds rows of one product together

    @property
    def kind(self) -> str:
        """The table of the campaign file that it stands in."""
        return "catalogs"

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.products.source

    def outcomes(self) -> Iterator[object]:
        """Yield the products."""
        yield from self.products.catalog.products

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong or doubtful in the products, as far as it can be told so."""
        if not self.source.rows.again:
            return
        try:
            catalog = self.products.catalog
        except CampaignError as err:
            yield from of_error(err, Where(file=self.name))
            return
        yield from self.judged(catalog)

    @abstractmethod
    def judged(self, catalog: Catalog) -> Iterable[Problem]:
        """Yield what keeps products out of the file, or is doubtful."""


@dataclass(frozen=True, slots=True)
class FeedJob(ProductsJob):
    """One feed. format: csv or xml. language: write the translations into it."""

    format: str
    language: str | None
    called = "a feed of products"
    folds_rows = True

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.{self.format}"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, 0, 0)

    def judged(self, catalog: Catalog) -> Iterable[Problem]:
        """Yield what the platform would refuse, or what is doubtful."""
        return catalog.problems()

    def make(self, builder: Builder, step: Step) -> None:
        """Write it, less the rows that would be refused; record each product."""
        found = self.products.catalog.problems()
        good, bad = parted(self.products.catalog, found)
        warnings: dict[int | None, list[Problem]] = {}
        for problem in found.warnings:
            warnings.setdefault(problem.where.row, []).append(problem)
        builder.findings.add(self.name, warnings.get(None, ()), shop=builder.asset.shop)
        digest = ""
        if good.products and not (builder.how.strict and bad):
            with TemporaryDirectory() as folder:
                path = Path(folder) / f"feed.{self.format}"
                good.save_feed(path, language=self.language, check=False)
                digest = builder.save(self.file, path.read_bytes())
        for product in good.products:
            record = Record(self.name, product.where.row, payload=product.text("link"))
            if digest:
                done = record._replace(file=self.file, sha256=digest)
                builder.made(done, warnings.get(product.where.row, ()))
            else:
                builder.failed(record, (NOT_MADE,))
            step()
        for row, problems in bad.items():
            builder.failed(Record(self.name, row), problems)


_ATTEMPTS = 3  # at pages whose entries cannot be set: each time without those


@dataclass(frozen=True, slots=True)
class PriceListJob(ProductsJob):
    """One PDF of all products. options: of `Catalog.price_list`."""

    options: Mapping[str, Any]
    called = "a price list"

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.pdf"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows: setting them tells how many pages."""
        return Counted(1, 0, None)

    def steps(self, rows: int, *, check: bool) -> int | None:
        """Return None: setting it tells how many pages there are."""
        return None

    def judged(self, catalog: Catalog) -> Iterable[Problem]:
        """Yield what keeps products from the list, and columns that it cannot use."""
        on_request = self.options["on_request"]
        found = catalog.unprintable(on_request=on_request)
        yield from sorted(found, key=lambda problem: problem.where.row or 0)
        yield from catalog.items.problems.warnings
        yield from catalog.unpriced() if on_request else ()

    def make(self, builder: Builder, step: Step) -> None:
        """Print it, less the rows that cannot be set; record each page."""
        catalog = self.products.catalog
        on_request = self.options["on_request"]
        good, bad = parted(catalog, catalog.unprintable(on_request=on_request))
        builder.findings.add(self.name, catalog.items.problems.warnings, shop=builder.asset.shop)
        if on_request:
            builder.findings.add(self.name, good.unpriced(), shop=builder.asset.shop)
        for _attempt in range(_ATTEMPTS):
            if not good.products or (builder.how.strict and bad):
                break
            undrawn = self._printed(good, builder, step)
            if not undrawn:
                break
            bad |= undrawn
            good = good.without(undrawn.keys())
        if bad and builder.how.strict and good.products:
            builder.failed(Record(self.name), (NOT_MADE,))
        for row, problems in bad.items():
            builder.failed(Record(self.name, row), problems)

    def _printed(self, catalog: Catalog, builder: Builder, step: Step) -> ByRow:
        """Print the products; return those that cannot be set, and then nothing is kept."""
        listed = catalog.price_list(**self.options)
        try:
            executor = builder.how.workers.executor
            with proven(listed, check=builder.check, executor=executor, step=step) as proof:
                keep(self, builder, proof, withheld=bool(proof.unread()))
        except CampaignError as err:
            if not err.gathers:
                raise
            return by_row(err.problems)
        return {}


_LOOKED_AT = 1_000  # rows, for what is doubtful in the table as a whole
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


@dataclass(frozen=True, slots=True, eq=False)
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

    differs: ClassVar[bool] = False  # two products may have one link

    def over(self, source: Source) -> Tags:
        """Return the tags of other rows."""
        return replace(self, products=replace(self.products, source=source))

    @property
    def label(self) -> TagLabel | None:
        """On what a tag's own link is printed, None if the link is given."""
        return TagLabel(self.design, self.stock) if self.link == LINK else None

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
        """Yield each product's tag, or why it has none, in the order of the table.

        Where each row is a product, a tag says what is doubtful in its row.
        """
        catalog = self.products.catalog
        good, bad = parted(catalog, catalog.unprintable())
        made: Iterator[Printed | Failure] = iter(())
        told = [*catalog.items.problems.warnings] if self.are_one_a_row else []
        if good.products:
            rows, notes = good.tags_on(self.label, self.language, self.on)
            made = self.stickers(rows).outcomes()
            told += notes if self.are_one_a_row else ()
        waiting = deque(sorted((each for each in told if each.where.row), key=_row_of))
        numbers = [product.where.row or 0 for product in good.products]
        for number in sorted((*numbers, *(row or 0 for row in bad))):
            where = Where(file=self.source.rows.source, row=number)
            own: list[Problem] = []  # and of the rows before of which nothing is made: blank ones
            while waiting and _row_of(waiting[0]) <= number:
                own.append(waiting.popleft())
            if number in bad:
                placed = (replace(each, where=replace(each.where, row=number)) for each in own)
                yield _failure(where, (*bad[number], *placed))
                continue
            one: Any = next(made)
            yield replace(one, where=where, warnings=(*one.warnings, *own))

    def notes(self) -> Problems:
        """Return what is doubtful, and no tag says of itself.

        Of the table as a whole, as far as its first rows tell; where rows are folded together,
        all that is doubtful.
        """
        if self.are_one_a_row:
            return Problems(self._table_notes())
        catalog = self.products.catalog
        try:
            good, _ = parted(catalog, catalog.unprintable())
            notes = good.tags_on(self.label, self.language, self.on)[1]
        except CampaignError:  # told when the tags are made
            return catalog.items.problems.warnings
        return catalog.items.problems.warnings + notes

    def _table_notes(self) -> Iterator[Problem]:
        source = self.products.source
        rows = Rows(
            lambda: islice(source.rows.outcomes(), _LOOKED_AT),
            source=source.rows.source,
            columns=source.rows.columns,
        )
        try:
            found = self.over(replace(source, rows=rows)).products.catalog.items.problems.warnings
        except CampaignError:  # told when the tags are made
            return
        yield from (each for each in found if each.where.row is None)

    @property
    def are_one_a_row(self) -> bool:
        """Whether every row is a product, so that a few can be made without the others.

        In the exports of platforms several rows are one; notes may stand above a header.
        """
        columns = self.source.rows.columns
        if not columns or columns[0].strip().startswith("#"):
            return False
        return self.products.column is not None or exports.find(columns) is None


@dataclass(frozen=True, slots=True)
class TagsJob(SheetJob):
    """Shelf tags on label sheets. Where each row is a product, a few pages at a time."""

    called = "a sheet of shelf tags"

    @property
    def tags(self) -> Tags:
        """What is printed."""
        assert isinstance(self.series, Tags)  # its form says so
        return self.series

    @property
    def lists_rows(self) -> bool:  # type: ignore[override]  # a table may fold rows together
        """Whether each row of its table is a line of the manifest."""
        return self.tags.are_one_a_row

    @property
    def folds_rows(self) -> bool:  # type: ignore[override]
        """Whether several rows may be one product."""
        return not self.tags.are_one_a_row

    def shards(self, rows: Iterable[RowOutcome]) -> Iterator[Shard]:
        """Yield rows that fill a few pages each; a table that folds rows comes whole."""
        if self.tags.are_one_a_row:
            yield from SheetJob.shards(self, rows)
        else:
            yield Shard((), first=True, only=True)

    def task(self, shard: Shard, *, check: bool) -> tuple[Any, tuple[Any, ...]]:
        """Return the call that prints a shard."""
        if self.tags.are_one_a_row:
            return SheetJob.task(self, shard, check=check)
        return print_series, (self.series, self.look(shard), check)

    def problems(self) -> Iterator[Problem]:
        """Yield what keeps products from a tag, and columns that it cannot use."""
        yield from SheetJob.problems(self)
        if self.source.rows.again:
            yield from self.tags.notes()

    def gather(self, builder: Builder, parts: Iterator[Part], step: Step) -> None:
        """Write them, and record each."""
        builder.findings.add(self.name, self.tags.notes(), shop=builder.asset.shop)
        SheetJob.gather(self, builder, parts, step)


def _row_of(problem: Problem) -> int:
    return problem.where.row or 0


def _failure(where: Where, problems: tuple[Problem, ...]) -> Failure:
    return Failure(where, Problems(problems).error())
