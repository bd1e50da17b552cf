"""A feed for the platform's commerce manager: CSV, XML, or the translations into a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from campaignkit.campaigns.builder import Step
from campaignkit.campaigns.jobs import Counted, Job
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.products import Products, parted
from campaignkit.campaigns.report import NOT_MADE
from campaignkit.errors import CampaignError
from campaignkit.merge import Source
from campaignkit.problems import Problem, Where, of_error

if TYPE_CHECKING:
    from campaignkit.campaigns.builder import Builder


@dataclass(frozen=True, slots=True)
class FeedJob(Job):
    """One feed. format: csv or xml. language: write the translations into it."""

    name: str
    products: Products
    format: str
    language: str | None
    kind: str = "catalogs"
    lists_rows = False  # a table folds rows of one product together
    called = "a feed of products"

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.products.source

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.{self.format}"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, 0, 0)

    def outcomes(self) -> Iterator[object]:
        """Yield the products."""
        yield from self.products.catalog.products

    def problems(self) -> Iterator[Problem]:
        """Yield what the platform would refuse, or what is doubtful."""
        if not self.source.rows.again:
            return
        try:
            yield from self.products.catalog.problems()
        except CampaignError as err:
            yield from of_error(err, Where(file=self.name))

    def make(self, builder: Builder, step: Step) -> None:
        """Write it, less the rows that would be refused; record each product."""
        found = self.products.catalog.problems()
        good, bad = parted(self.products.catalog, found)
        warnings: dict[int | None, list[Problem]] = {}
        for problem in found.warnings:
            warnings.setdefault(problem.where.row, []).append(problem)
        builder.findings.add(self.name, warnings.get(None, ()))
        digest = ""
        if good.products and not (builder.strict and bad):
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
