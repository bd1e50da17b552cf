"""A price list or menu as PDF: laid out without the rows that cannot be set, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from campaignkit.assets.catalog import Catalog
from campaignkit.campaigns.builder import Step
from campaignkit.campaigns.jobs import Counted, Job
from campaignkit.campaigns.label_sheet import by_row, keep, proven
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.products import ByRow, Products, parted
from campaignkit.campaigns.report import NOT_MADE
from campaignkit.errors import CampaignError
from campaignkit.merge import Source
from campaignkit.problems import Problem, Where, of_error

if TYPE_CHECKING:
    from campaignkit.campaigns.builder import Builder

_ATTEMPTS = 3  # at pages whose entries cannot be set: each time without those


@dataclass(frozen=True, slots=True)
class PriceListJob(Job):
    """One PDF of all products. options: of `Catalog.price_list`."""

    name: str
    products: Products
    options: Mapping[str, Any]
    kind: str = "catalogs"
    lists_rows = False  # a table folds rows of one product together
    called = "a price list"

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.products.source

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

    def outcomes(self) -> Iterator[object]:
        """Yield the products."""
        yield from self.products.catalog.products

    def problems(self) -> Iterator[Problem]:
        """Yield what keeps products from the list, and columns that it cannot use."""
        if not self.source.rows.again:
            return
        try:
            catalog = self.products.catalog
        except CampaignError as err:
            yield from of_error(err, Where(file=self.name))
            return
        yield from sorted(catalog.unprintable(), key=lambda problem: problem.where.row or 0)
        yield from catalog.items.problems.warnings

    def make(self, builder: Builder, step: Step) -> None:
        """Print it, less the rows that cannot be set; record each page."""
        catalog = self.products.catalog
        good, bad = parted(catalog, catalog.unprintable())
        builder.findings.add(self.name, catalog.items.problems.warnings)
        for _attempt in range(_ATTEMPTS):
            if not good.products or (builder.strict and bad):
                break
            undrawn = self._printed(good, builder, step)
            if not undrawn:
                break
            bad |= undrawn
            good = good.without(undrawn.keys())
        if bad and builder.strict and good.products:
            builder.failed(Record(self.name), (NOT_MADE,))
        for row, problems in bad.items():
            builder.failed(Record(self.name, row), problems)

    def _printed(self, catalog: Catalog, builder: Builder, step: Step) -> ByRow:
        """Print the products; return those that cannot be set, and then nothing is kept."""
        listed = catalog.price_list(**self.options)
        try:
            with proven(builder, listed, step) as proof:
                keep(self, builder, proof, withheld=bool(proof.unread()))
        except CampaignError as err:
            if not err.gathers:
                raise
            return by_row(err.problems)
        return {}
