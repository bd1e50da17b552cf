"""The products of a table, read once for all that is made of them; bad rows told from good ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from campaignkit.assets.catalog import Catalog, catalog
from campaignkit.business import Business
from campaignkit.merge import Source
from campaignkit.problems import Problem, Problems

ByRow = dict[int | None, tuple[Problem, ...]]


@dataclass(frozen=True)
class Products:
    """A table of products, its shop and currency. folder: from which its pictures start.

    column: which of its columns is which, where their names do not say.
    """

    source: Source
    shop: Business
    currency: str | None
    folder: str
    column: Mapping[str, str] | None = None

    @cached_property
    def catalog(self) -> Catalog:
        """What the table holds.

        Raises:
            CampaignError: it breaks off.
        """
        rows = self.source.rows
        made = catalog(rows, self.shop, currency=self.currency, columns=self.column)
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
