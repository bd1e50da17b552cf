"""One PDF of label sheets: printed, read back, and printed again without what does not scan.

A long one is made in shards of a few pages, the same ones whoever makes them; each begins a page,
so a changed row makes its few pages anew and no others. A row that cannot be drawn or read leaves
no hole within its shard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, NamedTuple, Protocol, runtime_checkable

from campaignkit.assets.paged import Paged
from campaignkit.assets.printing import Printed
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.drawing import Page
from campaignkit.errors import CampaignError
from campaignkit.frozen import Frozen
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.earlier_builds import Earlier, Part, Piece, moved
from campaignkit.jobs.job import Counted, Reprint, Series, Without, warnings_of
from campaignkit.jobs.shards import Packed, Shard, SharedJob
from campaignkit.layout import FaintPictures
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.problem_list import NOT_MADE
from campaignkit.merge import Source
from campaignkit.merge.duplicates import Duplicates
from campaignkit.problems import Problem, of_error
from campaignkit.proof.document import Document, Label, Verdict, errors_in, finished, together
from campaignkit.render import joining
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows import Rows
from campaignkit.sheets import free_positions, page_count
from campaignkit.spooled import Spooled
from campaignkit.stock import Stock

ByRow = dict[int | None, tuple[Problem, ...]]

PAGES = 8  # of a shard: each has fonts of its own, which cost little beside so many labels
SAME_CODE = "row.same-code"
ONCE = ("picture.faint", "theme.")  # rules that are told once an asset
_ATTEMPTS = 3  # at a sheet whose rows fail the proof: each time without those that failed


@runtime_checkable
class RowSeries(Protocol):
    """A series that can be made of other rows, such as a shard's."""

    @property
    def differs(self) -> bool:
        """Whether each row is to say its own."""

    def over(self, source: Source) -> Series:
        """Return the same of other rows."""


class Look(NamedTuple):
    """How a sheet is printed, but for its rows. start, skip: of its first page."""

    stock: Stock
    copies: int
    start: int
    skip: tuple[int, ...]
    title: str
    name: str
    how: Mapping[str, Any] = Frozen()
    form: str = "pdf"


@dataclass(frozen=True, slots=True)
class SheetJob(SharedJob):
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
    pieces: int = 1  # labels that the series makes of a row by itself

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
        labels = rows * self.copies * self.pieces
        pages = page_count(labels, self.stock, start=self.start, skip=self.skip)
        return Counted(1, labels, pages)

    def steps(self, rows: int, *, check: bool) -> int | None:
        """Return its pages, twice if they are read back."""
        pages = self.counted(rows).pages or 0
        return pages * 2 if check else pages

    def outcomes(self) -> Iterable[object]:
        """Yield what is to stand on the labels."""
        return self.series.outcomes()

    def reprint(self, wanted: Reprint) -> Sheet:
        """Return a sheet of some rows alone."""
        return wanted.sheet(self.name, self.series, self.stock, self.how)

    def shards(self, rows: Iterable[RowOutcome]) -> Iterator[Shard]:
        """Yield rows that fill a few pages each; what is no series of rows comes whole."""
        if not isinstance(self.series, RowSeries):
            yield Shard((), first=True, only=True)
            return
        if self.form != "pdf" or self.how.get("collate") or self.how.get("marks"):
            yield Shard(tuple(rows), first=True, only=True)  # what is one only as a whole
            return
        each, count = self.stock.per_sheet, self.copies * self.pieces
        free = len(free_positions(self.stock, start=self.start, skip=self.skip))
        room, stream = free + (PAGES - 1) * each, iter(rows)
        shard, first = tuple(islice(stream, max(1, room // count))), True
        while shard:
            after = tuple(islice(stream, max(1, PAGES * each // count)))
            yield Shard(shard, first, first and not after)
            shard, first = after, False

    def task(self, shard: Shard, *, check: bool) -> tuple[Any, tuple[Any, ...]]:
        """Return the call that prints a shard."""
        start, skip = (self.start, self.skip) if shard.first else (1, ())
        counts = (self.copies, start, skip, self.title, self.name)
        look = Look(self.stock, *counts, self.how, self.form)
        if not isinstance(self.series, RowSeries):
            return print_series, (self.series, look, check)
        return print_rows, (packed(self.series), shard.rows, look, check)

    def fits(self, shard: Shard, part: Part, earlier: Earlier) -> bool:
        """Say whether a part of an earlier build will do: the only one must be a whole file."""
        if not shard.only or part.source is None or not part.pages:
            return True
        return earlier.pages_of(part.source[0]) == part.pages

    def gather(self, builder: Builder, parts: Iterator[Part], step: Step) -> None:
        """Put the pages of all shards into one file, and record each label."""
        series = self.series
        seen = Duplicates() if isinstance(series, RowSeries) and series.differs else None
        with Spooled[Part]() as spooled:
            faulty = False
            for part in parts:
                builder.journal(part)
                spooled.add(part)
                faulty = faulty or any(not each.record.is_made for each in part.pieces)
                for _ in range(part.pages * (2 if builder.check else 1)):
                    step()
            digest = ""
            unwritten: tuple[Problem, ...] = ()
            if not (builder.how.strict and faulty):
                try:
                    digest = _kept_file(self, builder, spooled) or _joined(self, builder, spooled)
                except CampaignError as err:
                    unwritten = of_error(err)
            pages, once = 0, set[str]()
            for number, part in enumerate(spooled):
                builder.asset.part = number
                fate = _Fate(digest, unwritten, pages, once)
                self._list(builder, part, fate, seen)
                pages += part.pages

    def _list(self, builder: Builder, part: Part, fate: _Fate, seen: Duplicates | None) -> None:
        digest, unwritten, pages, once = fate
        told: ByRow = {}
        for record, problems in part.pieces:
            kept = [
                each for each in problems if each.rule != SAME_CODE and each.message not in once
            ]
            once.update(each.message for each in kept if each.rule.startswith(ONCE))
            found = [moved(each, pages) for each in kept]
            if seen is not None and record.row is not None and record.payload:
                if record.row not in told:
                    where = self.source.where(record.row)
                    told[record.row] = seen.of(record.payload, where)
                found += told[record.row]
            page = None if record.page is None else record.page + pages
            if record.is_made and digest:
                done = record._replace(file=self.file, sha256=digest, page=page)
                builder.made(done, found)
                builder.reused_lines += part.used
            elif not record.is_made and errors_in(found):
                builder.failed(record._replace(page=page), found)
            else:
                builder.failed(record._replace(page=page), unwritten or (NOT_MADE,))


class _Fate(NamedTuple):
    """What became of a sheet: its digest, or why there is none; pages before the part in hand;
    what is told once, and was.
    """

    digest: str
    unwritten: tuple[Problem, ...]
    pages: int
    once: set[str]


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
    shared: Packed[Series], rows: tuple[RowOutcome, ...], look: Look, check: bool
) -> Part:
    """Print a shard, in whatever process this is; return its pages and the fate of each row."""
    return print_series(over(shared, rows), look, check)


def print_series(series: Series, look: Look, check: bool) -> Part:
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
        part.pieces.append(Piece(_of_row(look.name, row, known.get(row)), problems))
    return part


def _stream(made: Sheet, form: str) -> bytes:
    """Return the labels as the stream of a label printer, proven."""
    from campaignkit.assets.streams import stream_of

    return stream_of(made.pages(undrawn=[]), form, printer=made.printer)


def _of_row(asset: str, row: int | None, one: Printed | None) -> Record:
    """Return the line of a row that failed, with what is known of it."""
    if one is None:
        return Record(asset, row)
    return Record(asset, row, payload=one.payload, level=one.level)


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
            record = of_label(asset, page, label)._replace(grade=grade)
            if not withheld:
                record = record._replace(status="ok")
            pieces.append(Piece(record, problems))
    if withheld:
        return Part([each._replace(record=each.record._replace(page=None)) for each in pieces])
    return Part(pieces, pages=proof.document.page_count, pdf=proof.document.pdf.read())


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
    asset: Paged,
    *,
    check: bool,
    executor: Executor | None = None,
    step: Step | None = None,
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
        texts=check,
        outline=asset.outline,
        step=step,
        paper=asset.printer is None and asset.on_paper,
    ) as document:
        found: Iterable[Verdict] = ()
        if check:
            found = document.verdicts(executor=executor, step=step, printer=asset.printer)
        verdicts = {page: verdict for page, verdict in enumerate(found, 1) if verdict}
        yield Proof(document, verdicts)


def _faint_told(pages: Iterable[Page], faint: list[Problem]) -> Iterator[Page]:
    """Yield pages on; what of their pictures nobody would see is told once."""
    pictures = FaintPictures()
    for page in pages:
        for placed in page.placed:
            faint.extend(pictures.of(placed.drawing))
        yield page


def keep(job: Any, builder: Builder, proof: Proof, *, withheld: bool) -> None:
    """Write a finished PDF, unless it is withheld, and record each label or page."""
    digest = ""
    unwritten: tuple[Problem, ...] = ()
    if proof.document.page_count and not withheld:
        try:
            digest = builder.save(job.file, proof.document.pdf)
        except CampaignError as err:
            unwritten = of_error(err)
    for page, labels in enumerate(proof.document.labels(), 1):
        verdict = proof.verdicts.get(page, {})
        for at, label in enumerate(labels):
            grade = proof.document.grades.get((page, at), "")
            record = of_label(job.name, page, label)._replace(grade=grade)
            problems = verdict.get(at, ())
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


def of_label(asset: str, page: int | None, label: Label) -> Record:
    """Return the line of a label."""
    return Record(
        asset,
        label.row,
        label.position,
        page,
        payload=label.payload,
        version=label.version,
        level=label.level,
        module_mm=module_of(label),
    )


def module_of(label: Label) -> float | None:
    """Return how wide a module of its code is, mm; None if it has none."""
    if not label.codes or label.version is None:
        return None
    return round(label.codes[0].size_mm / (17 + 4 * label.version), 3)


# -- one file of many parts ------------------------------------------------------------------------


def _kept_file(job: SheetJob, builder: Builder, parts: Spooled[Part]) -> str:
    """Return the digest of the file of an earlier build if it is the same; else nothing."""
    pages, digests = 0, set()
    name = builder.asset.folder + job.file
    for part in parts:
        if part.pages:
            if part.source != (name, pages):
                return ""
            digests |= {each.record.sha256 for each in part.pieces if each.record.is_made}
        pages += part.pages
    if not pages or builder.earlier.pages_of(name) != pages or len(digests) != 1:
        return ""
    builder.keep(job.file)
    return str(digests.pop())


def _joined(job: SheetJob, builder: Builder, parts: Spooled[Part]) -> str:
    """Write the pages of all parts as one file; return its digest, nothing if there is no page."""
    if len(parts) == 1:
        (only,) = parts
        return builder.save(job.file, only.pdf) if only.pages and only.pdf else ""
    with TemporaryFile() as file:
        whole = joining.Joined(file)
        earlier: dict[str, joining.Piece] = {}
        for part in parts:
            if not part.pages:
                continue
            if part.source is None:
                whole.add(joining.Piece(part.pdf))
                continue
            name, before = part.source
            if name not in earlier:
                earlier[name] = joining.Piece(builder.earlier.pdf(name))
            whole.add(earlier[name], range(before + 1, before + 1 + part.pages))
        if not whole.page_count:
            return ""
        whole.close()
        file.seek(0)
        return builder.save(job.file, file)
