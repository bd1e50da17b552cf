"""Rows in, what is made of each out. A bad row is an outcome with its error, not the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from campaignkit.assets.printing import Printed
from campaignkit.errors import NotFound
from campaignkit.merge import Failure, Source
from campaignkit.problems import Where

_BLOCK = 256  # codes encoded together


class Series(Protocol):
    """What a sheet can be made of: labels, codes, tags."""

    @property
    def source(self) -> Source:
        """Where its rows come from."""

    @property
    def language(self) -> str:
        """Of its words."""

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what stands on a label for each row, or why nothing does."""


@dataclass(frozen=True, slots=True)
class Without:
    """A series less some rows. told: gets the warnings of each row as it is made."""

    series: Series
    rows: Collection[int | None]
    told: Callable[[Printed], None]

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what is left."""
        for one in self.series.outcomes():
            if one.where.row in self.rows:
                continue
            if isinstance(one, Printed) and one.warnings:
                self.told(one)
            yield one


@dataclass(frozen=True, slots=True)
class Only:
    """Some rows of a series, in the series' order; the others are never made."""

    series: Series
    rows: Collection[int]

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what was picked, stopping after the last of it; a row that is not there fails."""
        left = set(self.rows)
        count = 0
        for one in self.series.outcomes():
            count += 1
            if one.where.row in left:
                left.discard(one.where.row)
                yield one
            if not left:
                return
        for row in sorted(left):
            name = self.series.source.name
            missing = NotFound(
                f"there is no row {row} in {name}, which has {count}.",
                rule="reprint.no-row",
                row=row,
                name=name,
                count=count,
            )
            yield Failure(Where(file=name, row=row), missing)
