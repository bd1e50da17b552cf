"""One PDF of label sheets: printed, read back, and printed again without what does not scan.

A long one is made in shards of a few pages, the same ones whoever makes them; each begins a page,
so a changed row makes its few pages anew and no others. A row that cannot be drawn or read leaves
no hole within its shard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

from campaignkit.assets.sheet import Sheet
from campaignkit.disk_list import Spooled
from campaignkit.errors import CampaignError
from campaignkit.frozen import Frozen
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.earlier_builds import Earlier, moved
from campaignkit.jobs.job import Counted, Reprint, Series
from campaignkit.jobs.parts import ListedPiece, Part
from campaignkit.jobs.proving import ByRow
from campaignkit.jobs.shards import RowBlock, Shard, SharedJob
from campaignkit.jobs.sheet_pages import SheetPages
from campaignkit.jobs.sheet_shard import RowSeries, SheetLook, packed, print_rows, print_series
from campaignkit.layout import NO_WORDING
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.problem_list import NOT_MADE
from campaignkit.merge import Source
from campaignkit.merge.duplicates import Duplicates
from campaignkit.merge.templates import whole_number
from campaignkit.problems import Problem, of_error
from campaignkit.proof.document import errors_in
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.sheets import free_positions, page_count
from campaignkit.stock import Stock
from campaignkit.wording import Wording

PAGES = 8  # of a shard: each has fonts of its own, which cost little beside so many labels
SAME_CODE = "row.same-code"
ONCE = ("picture.faint", "theme.", NO_WORDING)  # rules that are told once an asset


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
    copies_of: Wording | None = None  # a row's own, Jinja over it

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

    def counted_of(self, rows: Iterable[RowOutcome]) -> Counted:
        """Return the same of rows that may tell their copies."""
        if self.copies_of is None:
            return SharedJob.counted_of(self, rows)
        labels = sum(map(self._copies_of, rows))
        pages = page_count(labels, self.stock, start=self.start, skip=self.skip)
        return Counted(1, labels, pages)

    def _copies_of(self, row: RowOutcome) -> int:
        """Return how many labels a row asks for; none if it cannot be read: it will be told."""
        assert self.copies_of is not None  # whoever asks has looked
        try:
            said = "" if isinstance(row, Problem) else self.copies_of.render(row)
            found = whole_number(said, "copies")
        except CampaignError:
            return 0
        return 1 if found is None else found

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
            yield Shard(RowBlock(rows), first=True, only=True)  # what is one only as a whole
            return
        each, count = self.stock.per_sheet, self.copies * self.pieces
        free = len(free_positions(self.stock, start=self.start, skip=self.skip))
        room, stream = free + (PAGES - 1) * each, iter(rows)
        shard, first = RowBlock(islice(stream, max(1, room // count))), True
        while shard:
            after = RowBlock(islice(stream, max(1, PAGES * each // count)))
            yield Shard(shard, first, first and not after)
            shard, first = after, False

    def task(self, shard: Shard, *, check: bool) -> tuple[Any, tuple[Any, ...]]:
        """Return the call that prints a shard."""
        look = self.look(shard)
        if not isinstance(self.series, RowSeries):
            return print_series, (self.series, look, check)
        return print_rows, (packed(self.series), shard.rows, look, check)

    def look(self, shard: Shard) -> SheetLook:
        """Return how a shard is printed."""
        start, skip = (self.start, self.skip) if shard.first else (1, ())
        counts = (self.copies, start, skip, self.title, self.name)
        return SheetLook(self.stock, *counts, self.how, self.form)

    def fits(self, shard: Shard, part: Part, earlier: Earlier) -> bool:
        """Say whether a part of an earlier build will do: the only one must be a whole file."""
        if not shard.only or part.source is None or not part.pages:
            return True
        return earlier.pages_of(part.source[0]) == part.pages

    def gather(self, builder: Builder, parts: Iterator[Part], step: Step) -> None:
        """Put the pages of all shards into one file, and record each label."""
        series = self.series
        seen = Duplicates() if isinstance(series, RowSeries) and series.differs else None
        unwritten: tuple[Problem, ...] = ()
        with Spooled[Part]() as spooled, SheetPages(self.file, builder) as whole:
            faulty = False
            for part in parts:
                builder.journal(part)
                faulty = faulty or part.pieces.is_faulty
                is_wanted = not unwritten and not (builder.how.strict and faulty)
                try:
                    if is_wanted:
                        whole.add(part)
                except CampaignError as err:
                    unwritten = of_error(err)
                # both are written: what is still to be told of it is all that waits
                spooled.add(replace(part, told=b"", pdf=b""))
                for _ in range(part.pages * (2 if builder.check else 1)):
                    step()
            digest = ""
            if not unwritten and not (builder.how.strict and faulty):
                try:
                    digest = whole.saved()
                except CampaignError as err:
                    unwritten = of_error(err)
            pages, once = 0, set[str]()
            for number, part in enumerate(spooled):
                builder.asset.part = number
                fate = _Fate(digest, unwritten, pages, once)
                self._list(builder, part, fate, seen)
                pages += part.pages

    def _list(self, builder: Builder, part: Part, fate: _Fate, seen: Duplicates | None) -> None:
        builder.recall(part)
        listing = part.listing
        written = listing is not None and fate.digest and not part.used
        if (
            not written
            or listing is None
            or (seen is not None and not seen.notes_new(listing.keys))
        ):
            told: ByRow = {}
            for piece in part.pieces:
                self._list_piece(builder, piece, fate, self._same(piece.record, told, seen), part)
            return
        for run in listing.runs:
            if isinstance(run, int):
                self._list_piece(builder, part.pieces[run], fate, (), part)
            else:
                pages = fate.pages, listing.pages
                builder.made_before(run, self.file, fate.digest, pages)
        builder.listed(listing.rows)

    def _same(self, record: Record, told: ByRow, seen: Duplicates | None) -> tuple[Problem, ...]:
        """Return that a row says what an earlier one said. told: what was found of the part's."""
        if seen is None or record.row is None or not record.payload:
            return ()
        if record.row not in told:
            told[record.row] = seen.of_row(record.payload, record.row, self.source.where)
        return told[record.row]

    def _list_piece(
        self,
        builder: Builder,
        piece: ListedPiece,
        fate: _Fate,
        same: tuple[Problem, ...],
        part: Part,
    ) -> None:
        record, problems = piece
        digest, unwritten, pages, once = fate
        found = [*(still_told(problems, once, pages) if problems else ()), *same]
        page = None if record.page is None else record.page + pages
        if record.is_made and digest:
            builder.made(record._replace(file=self.file, sha256=digest, page=page), found)
            builder.reused_lines += part.used
            return
        lost = record._replace(file="", sha256="", page=page)
        is_told = not record.is_made and errors_in(found)
        builder.failed(lost, found if is_told else unwritten or (NOT_MADE,))


def still_told(problems: Iterable[Problem], once: set[str], pages: int) -> list[Problem]:
    """Return what is told of a label: so many pages further on, and some of it only once.

    once: what was told.
    """
    kept = [each for each in problems if each.rule != SAME_CODE and each.message not in once]
    once.update(each.message for each in kept if each.rule.startswith(ONCE))
    return [moved(each, pages) for each in kept]


class _Fate(NamedTuple):
    """What became of a sheet: its digest, or why there is none; pages before the part in hand;
    what is told once, and was.
    """

    digest: str
    unwritten: tuple[Problem, ...]
    pages: int
    once: set[str]
