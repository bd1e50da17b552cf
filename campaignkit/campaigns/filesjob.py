"""A file for each row, in each format; a single one lies beside the folders."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaignkit.assets.code_rows import Codes
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.assets.sticker_rows import Stickers
from campaignkit.campaigns.jobs import Counted, Job
from campaignkit.campaigns.making import Step
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.parallel import chunks, ordered
from campaignkit.campaigns.report import NOT_MADE, errors_in
from campaignkit.campaigns.rowfiles import Made, make_rows, named
from campaignkit.campaigns.series import Only
from campaignkit.campaigns.spool import Spool
from campaignkit.errors import BadInput
from campaignkit.merge import Source
from campaignkit.stock import Stock
from campaignkit.wording import Wording

if TYPE_CHECKING:
    from campaignkit.campaigns.making import Maker

_ROWS = 16  # a task of row files


@dataclass(frozen=True, slots=True)
class FilesJob(Job):
    """A file for each row, in each format."""

    name: str
    kind: str
    series: Stickers | Codes
    formats: tuple[str, ...]
    naming: Wording | None  # of a row's file; None: its number

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.series.source

    @property
    def file(self) -> str:
        """Its files, as a plan shows them."""
        ending = self.formats[0] if len(self.formats) == 1 else f"{{{','.join(self.formats)}}}"
        return f"{self.name}.{ending}" if self.source.single else f"{self.name}/*.{ending}"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(rows * len(self.formats), rows, rows)

    def outcomes(self) -> Iterable[object]:
        """Yield what is to be drawn."""
        return self.series.outcomes()

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
        if stock is None:
            raise BadInput(f"{self.name!r} is not on a sheet. Say on which: stock='Avery L7160'.")
        only = Only(self.series, rows)
        return sheet(only, stock=stock, copies=copies, start=start, skip=skip)

    def make(self, maker: Maker, step: Step) -> None:
        """Draw, prove and write each row by itself."""
        tasks = (
            (rows, self.formats, maker.check)
            for rows in chunks(named(self.series, self.naming, self.name), _ROWS)
        )
        rows = (row for made in ordered(make_rows, tasks, maker.executor) for row in made)
        if not maker.strict:
            for row in rows:
                self._keep(maker, row)
                step()
            return
        with Spool[Made]() as kept:
            faulty = False
            for row in rows:
                kept.add(row)
                faulty = faulty or not row.files
                step()
            for row in kept:
                self._keep(maker, row._replace(files=()) if faulty else row)

    def _keep(self, maker: Maker, row: Made) -> None:
        record = Record(
            self.name, row.row, payload=row.payload, version=row.version, level=row.level
        )
        if not row.files:
            problems = row.problems if errors_in(row.problems) else (NOT_MADE,)
            maker.failed(record, problems)
            return
        folder = "" if self.source.single else f"{self.name}/"
        for ending, data in row.files:
            name = f"{folder}{row.name}.{ending}"
            digest = maker.save(name, data)
            maker.made(record._replace(page=1, file=name, sha256=digest), row.problems)
