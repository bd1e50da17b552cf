"""One PDF of label sheets: printed, read back, and printed again without what does not scan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from campaignkit.assets.paged import Paged
from campaignkit.assets.printing import Printed
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.campaigns.builder import Builder, Step
from campaignkit.campaigns.jobs import Counted, Job, Reprint, Series, Without, warnings_of
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.results import NOT_MADE
from campaignkit.drawing import Page
from campaignkit.errors import CampaignError
from campaignkit.frozen import Frozen
from campaignkit.layout import FaintPictures
from campaignkit.merge import Source
from campaignkit.problems import Problem, of_error
from campaignkit.proof.document import Document, Label, Verdict, errors_in, finished, together
from campaignkit.sheets import page_count
from campaignkit.stock import Stock

ByRow = dict[int | None, tuple[Problem, ...]]

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
    how: Mapping[str, Any] = Frozen()  # more options of `sheet`: printer, offset, collate, marks
    form: str = "pdf"  # or the language of a label printer

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.series.source

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.{self.form}"

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

    def sheet(self, doubts: ByRow, *, without: Collection[int | None] = ()) -> Sheet:
        """Return the sheet, less some rows. doubts: what is doubtful in a row is put there."""

        def told(one: Printed) -> None:
            doubts[one.where.row] = tuple(warnings_of(one))

        options: dict[str, Any] = {"copies": self.copies, "start": self.start, "skip": self.skip}
        series = Without(self.series, without, told)
        return sheet(series, stock=self.stock, **options, **self.how)

    def reprint(self, wanted: Reprint) -> Sheet:
        """Return a sheet of some rows alone."""
        return wanted.sheet(self.name, self.series, self.stock, self.how)

    def make(self, builder: Builder, step: Step) -> None:
        """Print it, less the rows that cannot be drawn or read."""
        left_out: ByRow = {}
        for attempt in range(1, _ATTEMPTS + 1):
            doubts: ByRow = {}
            undrawn: list[Problem] = []
            faint: list[Problem] = []
            made = self.sheet(doubts, without=left_out.keys())
            with proven(
                builder, made, step, title=self.title, undrawn=undrawn, faint=faint
            ) as proof:
                unread = proof.unread()
                final = builder.strict or attempt == _ATTEMPTS or not self.source.rows.again
                if unread and not final:
                    left_out |= unread
                    continue
                faulty = builder.strict and (left_out or undrawn)
                stream = None if self.form == "pdf" else partial(self._stream, made)
                withheld = bool(unread or faulty)
                keep(self, builder, proof, doubts, withheld=withheld, instead=stream)
                builder.findings.add(self.name, faint if builder.check else ())
            break
        for row, problems in (by_row(undrawn) | left_out).items():
            builder.failed(Record(self.name, row), problems)

    def _stream(self, made: Sheet) -> bytes:
        """Return the labels as the stream of a label printer, proven."""
        from campaignkit.assets.streams import stream_of

        return stream_of(made.pages(undrawn=[]), self.form, printer=made.printer)


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that is drawn and read back but not yet kept. verdicts: by page, from 1."""

    document: Document
    verdicts: Mapping[int, Verdict]

    def unread(self) -> ByRow:
        """Return the rows whose code does not scan, with the reason."""
        found: ByRow = {}
        faulty = {
            page for page, verdict in self.verdicts.items() if any(map(errors_in, verdict.values()))
        }
        for page, labels in enumerate(self.document.labels() if faulty else (), 1):
            if page in faulty:
                for at, problems in self.verdicts[page].items():
                    if errors_in(problems):
                        found.setdefault(labels[at].row, problems)
        return found


@contextmanager
def proven(
    builder: Builder,
    asset: Paged,
    step: Step,
    *,
    title: str | None = None,
    undrawn: list[Problem] | None = None,
    faint: list[Problem] | None = None,
) -> Iterator[Proof]:
    """Print an asset's pages and read them back. step: called for every page of each.

    undrawn: gets what was wrong with single stickers of a sheet, which are left out. faint: gets
    the pictures that nobody would see.

    Raises:
        CampaignError: the table breaks off, or there is nothing in it; without `undrawn` also
            everything that cannot be drawn.
    """
    pages = asset.pages()
    if isinstance(asset, Sheet):
        pages = asset.pages(undrawn=undrawn)
    if faint is not None:
        pages = _faint_told(pages, faint)
    with finished(
        pages,
        title=asset.title if title is None else title,
        language=asset.language,
        texts=builder.check,
        outline=asset.outline,
        step=step,
        paper=asset.printer is None and asset.on_paper,
    ) as document:
        found: Iterable[Verdict] = ()
        if builder.check:
            found = document.verdicts(executor=builder.executor, step=step, printer=asset.printer)
        verdicts = {page: verdict for page, verdict in enumerate(found, 1) if verdict}
        yield Proof(document, verdicts)


def _faint_told(pages: Iterable[Page], faint: list[Problem]) -> Iterator[Page]:
    """Yield pages on; what of their pictures nobody would see is told once."""
    pictures = FaintPictures()
    for page in pages:
        for placed in page.placed:
            faint.extend(pictures.of(placed.drawing))
        yield page


def keep(
    job: Job,
    builder: Builder,
    proof: Proof,
    doubts: ByRow | None = None,
    *,
    withheld: bool,
    instead: Callable[[], bytes] | None = None,
) -> None:
    """Write a finished PDF, unless it is withheld, and record each label or page.

    doubts: warnings about rows, besides what was found on the pages. instead: makes what is
    written instead of the PDF.
    """
    digest = ""
    unwritten: tuple[Problem, ...] = ()
    if proof.document.page_count and not withheld:
        try:
            digest = builder.save(job.file, proof.document.pdf if instead is None else instead())
        except CampaignError as err:
            unwritten = of_error(err)
    for page, labels in enumerate(proof.document.labels(), 1):
        verdict = proof.verdicts.get(page, {})
        for at, label in enumerate(labels):
            grade = proof.document.grades.get((page, at), "")
            record = _of_label(job.name, page, label)._replace(grade=grade)
            problems = together((doubts or {}).get(label.row, ()), verdict.get(at, ()))
            if digest:
                builder.made(record._replace(file=job.file, sha256=digest), problems)
            elif errors_in(problems):
                builder.failed(record, problems)
            else:
                builder.failed(record, unwritten or (NOT_MADE,))


def by_row(problems: Iterable[Problem]) -> ByRow:
    """Return problems by the row they are of."""
    found: ByRow = {}
    for problem in problems:
        found[problem.where.row] = (*found.get(problem.where.row, ()), problem)
    return found


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
