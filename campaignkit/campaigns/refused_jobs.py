"""What cannot be made for a shop, as a job: its rows are listed with the reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from campaignkit.assets.sheet import Sheet
from campaignkit.campaigns.forms.form import AssetForm
from campaignkit.campaigns.shops import Sellers
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.job import Counted, Job, Reprint
from campaignkit.jobs.shared_rows import SharedOut
from campaignkit.manifests.manifest import Record
from campaignkit.merge import NO_TABLE, Source
from campaignkit.problems import Problem, Problems, Where
from campaignkit.rows import Rows
from campaignkit.rows.table_row import row_number


@dataclass(frozen=True, slots=True)
class Refused(Job):
    """An asset of which nothing is made: its shop, its rows' shop or its settings are wrong."""

    name: str
    kind: str
    source: Source
    fault: Callable[[int | None], tuple[Problem, ...]]
    tells: Literal["once", "each", "never"] = "once"  # the rows whose reason is told
    held: bool = False  # it is left out on purpose
    called = "what could not be made"

    @property
    def file(self) -> str:
        """None."""
        return ""

    def counted(self, rows: int) -> Counted:
        """Return nothing."""
        return Counted(0, 0, 0)

    def outcomes(self) -> Iterable[object]:
        """Yield nothing."""
        return ()

    def problems(self) -> Iterator[Problem]:
        """Yield why: what `make` tells."""
        if self.tells == "once" or (self.tells == "each" and not self.source.rows.again):
            yield from self.fault(None)
        elif self.tells == "each":
            for at, row in enumerate(self.source.rows.outcomes(), 1):
                yield from self.fault(row_number(row, at))

    def reprint(self, wanted: Reprint) -> Sheet:
        """Refuse, and say why nothing is made of it.

        Raises:
            CampaignError: always.
        """
        found = self.fault(next(iter(wanted.rows), None) if self.tells == "each" else None)
        Problems(found).raise_errors()
        raise BadInput(
            f"{self.name!r} is not made for this shop. {found[0].message}", rule=found[0].rule
        )

    def make(self, builder: Builder, step: Step) -> None:
        """Record each row with the reason."""
        ledger, told = builder.asset.ledger, self.tells != "never"
        for row in ledger.unlisted() if ledger is not None else ():
            builder.refused(Record(self.name, row), self.fault(row), told=told, held=self.held)
            # a shop without a phone has one fault, however many rows it has
            told = self.tells == "each"
        if not builder.asset.began:
            builder.refused(Record(self.name), self.fault(None), told=told, held=self.held)


def refused(
    form: AssetForm,
    rows: Rows | None,
    fault: tuple[Problem, ...],
    *,
    told: bool = True,
    held: bool = False,
) -> Refused:
    """Return the job of an asset that cannot be made for a shop."""
    source = NO_TABLE if rows is None else Source(rows)
    tells: Literal["once", "never"] = "once" if told else "never"
    return Refused(form.name, _kind(form), source, lambda _row: fault, tells, held)


def nobodys(
    form: AssetForm, table: SharedOut, key: str, sellers: Sellers, known: Collection[str]
) -> Refused:
    """Return the job of rows that belong to no shop of the table.

    key: what stands there. known: what would have been right.
    """
    rows, column = table.of(key), table.column
    # one wrong key is a slip; where all are, shops are called by another column than was meant
    stands = "" if table.keys & {*known} else sellers.column_with(key)
    near = "" if stands else did_you_mean(key, known)
    cells = {
        row_number(row, at): row if isinstance(row, Problem) else key
        for at, row in enumerate(rows.outcomes(), 1)
    }

    def fault(row: int | None) -> tuple[Problem, ...]:
        row = next(iter(cells)) if row is None else row  # of all of them, the first
        said = cells.get(row)
        if isinstance(said, Problem):
            return (said,)
        where = Where(file=rows.source, row=row, column=column)
        return (
            Problem(
                rule="shop.unknown",
                message=f"{said!r} is no shop of {sellers.name}.{near}"
                if said
                else "no shop is told.",
                where=where,
                value=said,
                fix=f"It stands in {stands!r} there: write key = {stands!r} below [shops]."
                if stands
                else f"Write one of its keys into {column!r}, or add the shop.",
                params={"shop": said, "column": column, "stands": stands},
            ),
        )

    return Refused(form.name, _kind(form), Source(rows), fault, "each")


def _kind(form: AssetForm) -> str:
    return type(form).__name__.removesuffix("Form").lower()
