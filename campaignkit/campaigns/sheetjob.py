"""One PDF of label sheets: printed, read back, and printed again without what does not scan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaignkit.assets.printing import Printed as Printable
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.campaigns.jobs import Counted, Job, warnings_of
from campaignkit.campaigns.making import Step
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.proving import Label
from campaignkit.campaigns.report import NOT_MADE, errors_in
from campaignkit.campaigns.series import Only, Series, Without
from campaignkit.campaigns.sheetfile import Failed, Printed, printed
from campaignkit.merge import Source
from campaignkit.sheets import page_count
from campaignkit.stock import Stock

if TYPE_CHECKING:
    from campaignkit.campaigns.making import Maker

_ATTEMPTS = 3  # at a sheet whose rows fail the proof: each time without those that failed


@dataclass(frozen=True, slots=True)
class SheetJob(Job):
    """One PDF of label sheets."""

    name: str
    kind: str
    series: Series
    stock: Stock
    copies: int
    start: int
    skip: tuple[int, ...]
    title: str  # of the PDF

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.series.source

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.pdf"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        labels = rows * self.copies
        pages = page_count(labels, self.stock, start=self.start, skip=self.skip)
        return Counted(1, labels, pages)

    def steps(self, rows: int, *, check: bool) -> int | None:
        """Return its pages, twice if they are read back."""
        pages = self.counted(rows).pages or 0
        return pages * 2 if check else pages

    def outcomes(self) -> Iterable[object]:
        """Yield what is to stand on the labels."""
        return self.series.outcomes()

    def sheet(self, doubts: Failed, *, without: Collection[int | None] = ()) -> Sheet:
        """Return the sheet, less some rows. doubts: what is doubtful in a row is put there."""

        def told(one: Printable) -> None:
            doubts[one.where.row] = tuple(warnings_of(one))

        options = {"copies": self.copies, "start": self.start, "skip": self.skip}
        series = Without(self.series, without, told)
        return sheet(series, stock=self.stock, **options)  # type: ignore[arg-type]

    def reprint(
        self,
        rows: Collection[int],
        *,
        stock: str | Stock | None,
        copies: int,
        start: int,
        skip: Collection[int],
    ) -> Sheet:
        """Return a sheet of some rows alone."""
        paper, series = stock or self.stock, Only(self.series, rows)
        return sheet(series, stock=paper, copies=copies, start=start, skip=skip)

    def make(self, maker: Maker, step: Step) -> None:
        """Print it, less the rows that cannot be drawn or read."""
        left_out: Failed = {}
        doubts: Failed = {}
        for attempt in range(1, _ATTEMPTS + 1):
            with printed(
                self.sheet(doubts, without=left_out.keys()).pages(),
                title=self.title,
                language=self.series.language,
                partial=bool(left_out),
                check=maker.check,
                executor=maker.executor,
                step=step,
            ) as made:
                unread = made.unread()
                final = maker.strict or attempt == _ATTEMPTS or not self.source.rows.again
                if unread and not final:
                    left_out |= unread
                    continue
                faulty = maker.strict and (left_out or made.undrawn)
                keep(self, maker, made, doubts, withheld=bool(unread or faulty))
            break
        for problem in made.undrawn:
            maker.failed(Record(self.name, problem.where.row), (problem,))
        for row, problems in left_out.items():
            maker.failed(Record(self.name, row), problems)


def keep(
    job: Job, maker: Maker, made: Printed, doubts: Failed | None = None, *, withheld: bool
) -> None:
    """Write a finished PDF, unless it is withheld, and record each label or page.

    doubts: warnings about rows, besides what was found on the pages.
    """
    there = len(made.labels) > 0 and not withheld
    digest = maker.save(job.file, made.pdf) if there else ""
    for page, labels in enumerate(made.labels, 1):
        verdict = made.verdicts.get(page, {})
        for at, label in enumerate(labels):
            record = _of_label(job.name, page, label)
            problems = (*verdict.get(at, ()), *(doubts or {}).get(label.row, ()))
            if there:
                maker.made(record._replace(file=job.file, sha256=digest), problems)
            else:
                maker.failed(record, problems if errors_in(problems) else (NOT_MADE,))


def _of_label(asset: str, page: int, label: Label) -> Record:
    return Record(
        asset,
        label.row,
        label.position,
        page,
        payload=label.payload,
        version=label.version,
        level=label.level,
    )
