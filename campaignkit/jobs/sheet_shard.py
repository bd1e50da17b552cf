"""A shard of a label sheet, printed in whatever process this is: pages, and each row's fate.

A row that cannot be drawn, or whose code does not scan, leaves no hole: the shard is printed again
without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, runtime_checkable

from campaignkit.assets.printed_asset import Printed
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.errors import CampaignError
from campaignkit.frozen import Frozen
from campaignkit.jobs.job import HasOutcomes, Series, Without, warnings_of
from campaignkit.jobs.parts import ListedPiece, ListedPieces, Part
from campaignkit.jobs.proving import ByRow, Proof, by_row, of_label, of_thing, proven, with_looks
from campaignkit.jobs.shards import Packed
from campaignkit.manifests.manifest import Record
from campaignkit.merge import Source
from campaignkit.problems import Problem
from campaignkit.proof.document import together
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows import Rows
from campaignkit.stock import Stock

_ATTEMPTS = 3  # at a sheet whose rows fail the proof: each time without those that failed


@runtime_checkable
class RowSeries(Protocol):
    """A series that can be made of other rows, such as a shard's."""

    @property
    def differs(self) -> bool:
        """Whether each row is to say its own."""

    def over(self, source: Source) -> Series:
        """Return the same of other rows."""


class SheetLook(NamedTuple):
    """How a sheet is printed, but for its rows. start, skip: of its first page."""

    stock: Stock
    copies: int
    start: int
    skip: tuple[int, ...]
    title: str
    name: str
    how: Mapping[str, Any] = Frozen()
    form: str = "pdf"


@lru_cache(maxsize=4)
def packed(series: Series) -> Packed[Series]:
    """Return a series without its rows, ready to be sent to workers."""
    source = series.source
    empty = Rows(_no_rows, source=source.rows.source, columns=source.rows.columns)
    return Packed(series.over(replace(source, rows=empty)))  # type: ignore[attr-defined]


def _no_rows() -> Iterator[RowOutcome]:
    return iter(())


def over(shared: Packed[Series], rows: tuple[RowOutcome, ...]) -> Series:
    """Return a series of a shard's rows."""
    source = shared.value.source
    own = Rows(lambda: iter(rows), source=source.rows.source, columns=source.rows.columns)
    made: Series = shared.value.over(replace(source, rows=own))  # type: ignore[attr-defined]
    return made


def print_rows(
    shared: Packed[Series], rows: tuple[RowOutcome, ...], look: SheetLook, check: bool
) -> Part:
    """Print a shard, in whatever process this is; return its pages and the fate of each row."""
    return print_series(over(shared, rows), look, check)


def print_series(series: HasOutcomes, look: SheetLook, check: bool) -> Part:
    """Print a series, less the rows that cannot be drawn or read; return its pages and fates."""
    left_out: ByRow = {}
    options: dict[str, Any] = {"copies": look.copies, "start": look.start, "skip": look.skip}
    options |= look.how
    known: dict[int | None, Printed] = {}

    def told(one: Printed) -> None:
        known[one.where.row] = one

    part = Part()
    undrawn: list[Problem] = []
    faint: list[Problem] = []
    for attempt in range(1, _ATTEMPTS + 1):
        undrawn, faint = [], []
        made = sheet(
            Without(series, left_out.keys(), told),
            stock=look.stock,
            **options,
        )
        try:
            how: dict[str, Any] = {"undrawn": undrawn, "faint": faint}
            with proven(made, check=check, title=look.title, **how) as proof:
                unread = proof.unread()
                if unread and attempt < _ATTEMPTS:
                    left_out |= unread
                    continue
                part = _part(proof, look.name, known, withheld=bool(unread))
                if look.form != "pdf" and part.pages:
                    part.pdf = _stream(made, look.form)
        except CampaignError as err:
            if err.rule != "sheet.empty" or not left_out:
                raise
        break
    if part.pages and check and faint:
        first = part.pieces[0]
        part.pieces[0] = first._replace(problems=(*first.problems, *faint))
    for row, problems in (by_row(undrawn) | left_out).items():
        part.pieces.append(ListedPiece(_of_row(look.name, row, known.get(row)), problems))
    return part


def _stream(made: Sheet, form: str) -> bytes:
    """Return the labels as the stream of a label printer, proven."""
    from campaignkit.assets.printer_stream import stream_of

    return stream_of(made.pages(undrawn=[]), form, printer=made.printer)


def _of_row(asset: str, row: int | None, one: Printed | None) -> Record:
    """Return the line of a row that failed, with what is known of it."""
    if one is None:
        return Record(asset, row)
    return of_thing(asset, row, one)


def _part(proof: Proof, asset: str, known: Mapping[int | None, Printed], *, withheld: bool) -> Part:
    """Return the pages and a line for each label. withheld: one of them still cannot be read."""
    pieces = []
    for page, labels in enumerate(proof.document.labels(), 1):
        verdict = proof.verdicts.get(page, {})
        for at, label in enumerate(labels):
            one = known.get(label.row)
            doubts = tuple(warnings_of(one)) if one is not None else ()
            problems = tuple(together(doubts, verdict.get(at, ())))
            grade = proof.document.grades.get((page, at), "")
            record = with_looks(of_label(asset, page, label)._replace(grade=grade), one)
            if not withheld:
                record = record._replace(status="ok")
            pieces.append(ListedPiece(record, problems))
    if withheld:
        unpaged = (each._replace(record=each.record._replace(page=None)) for each in pieces)
        return Part(ListedPieces(unpaged))
    return Part(
        ListedPieces(pieces), pages=proof.document.page_count, pdf=proof.document.pdf.read()
    )
