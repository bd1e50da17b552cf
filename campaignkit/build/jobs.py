"""What a campaign will make, checked and ready: one job for each asset."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.build.saying import Saying
from campaignkit.build.streams import Only, Series, Source, Without
from campaignkit.business import Business
from campaignkit.sheets import page_count
from campaignkit.stock import Stock
from campaignkit.wording import Wording

_LINK = "link"


@dataclass(frozen=True, slots=True)
class SheetJob:
    """One PDF of label sheets."""

    name: str
    kind: str  # stickers or codes
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

    def sheet(self, *, without: Collection[int | None] = ()) -> Sheet:
        """Return the sheet, less some rows."""
        options = {"copies": self.copies, "start": self.start, "skip": self.skip}
        return sheet(Without(self.series, without), stock=self.stock, **options)  # type: ignore[arg-type]

    def counted(self, rows: int) -> tuple[int, int, int]:
        """Return (files, labels, pages) of so many rows."""
        labels = rows * self.copies
        return 1, labels, page_count(labels, self.stock, start=self.start, skip=self.skip)


@dataclass(frozen=True, slots=True)
class FilesJob:
    """A file for each row, in each format; a single one lies beside the folders."""

    name: str
    kind: str
    series: Series
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

    def counted(self, rows: int) -> tuple[int, int, int]:
        """Return (files, labels, pages) of so many rows."""
        return rows * len(self.formats), rows, rows


@dataclass(frozen=True, slots=True)
class TableJob:
    """One CSV of links. link: their kind."""

    name: str
    kind: str
    link: str
    source: Source
    saying: Saying
    shop: Business
    columns: tuple[str, ...]  # of the rows, which the table repeats

    def head(self) -> tuple[str, ...]:
        """Return the table's columns: those of the rows, and the link."""
        return (*self.columns, _LINK if _LINK not in self.columns else f"made {_LINK}")

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.csv"

    def counted(self, rows: int) -> tuple[int, int, int]:
        """Return (files, labels, pages) of so many rows."""
        return 1, rows, 0


Job = SheetJob | FilesJob | TableJob


def picked(
    job: SheetJob | FilesJob,
    rows: Collection[int],
    *,
    stock: str | Stock,
    copies: int,
    start: int,
    skip: Collection[int],
) -> Sheet:
    """Return a sheet of some rows alone."""
    return sheet(Only(job.series, rows), stock=stock, copies=copies, start=start, skip=skip)
