"""A file for each row, in each format: drawn and proven by whoever has a core free.

A single one lies beside the folders. What a row makes is known before it is written, and a file
that cannot be written is that row's own fault, never the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from campaignkit.assets.code_rows import Codes
from campaignkit.assets.file_endings import STREAMS
from campaignkit.assets.printed_asset import PICTURE_DPI, Printed, pdf_page
from campaignkit.assets.sheet import Sheet
from campaignkit.assets.sticker_rows import Stickers
from campaignkit.disk_list import Spooled
from campaignkit.errors import CampaignError
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.earlier_builds import Earlier
from campaignkit.jobs.job import Counted, Reprint, Series, warnings_of
from campaignkit.jobs.label_sheet import still_told
from campaignkit.jobs.parts import ListedPiece, ListedPieces, Part
from campaignkit.jobs.proving import of_label, of_thing, with_looks
from campaignkit.jobs.shards import Packed, RowBlock, Shard, SharedJob
from campaignkit.jobs.sheet_shard import over, packed
from campaignkit.layout import faint_pictures
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.problem_list import NOT_MADE
from campaignkit.merge import Failure, Source
from campaignkit.merge.duplicates import Duplicates
from campaignkit.merge.records import at_its_cell
from campaignkit.parallel import chunks
from campaignkit.printers import Printer
from campaignkit.problems import Problem, Where, of_error
from campaignkit.proof.document import errors_in, finished, together
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.stores import safe_name
from campaignkit.wording import Wording

ROWS = 16  # of a shard
_GRADED = 100  # one code in so many is graded
Names = Mapping[int | None, "str | CampaignError"]


@dataclass(frozen=True, slots=True)
class FilesJob(SharedJob):
    """A file for each row, in each format."""

    name: str
    kind: str
    series: Stickers | Codes
    formats: tuple[str, ...]
    naming: Wording | None  # of a row's file; None: its number
    printer: Printer | None = None  # that streams are for

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

    def reprint(self, wanted: Reprint) -> Sheet:
        """Return a sheet of some rows alone."""
        return wanted.sheet(self.name, self.series, None)

    def shards(self, rows: Iterable[RowOutcome]) -> Iterator[Shard]:
        """Yield a few rows at a time, each with the name of its file."""
        names = _FileNames(self)
        for chunk in chunks(rows, ROWS):
            block = RowBlock(chunk)
            yield Shard(block, names=names.of(block))

    def task(self, shard: Shard, *, check: bool) -> tuple[Any, tuple[Any, ...]]:
        """Return the call that draws a shard."""
        names = dict(shard.names)
        wanted = Wanted(self.name, self.formats, check, self.printer)
        return draw_rows, (packed(self.series), shard.rows, names, wanted)

    def fits(self, shard: Shard, part: Part, earlier: Earlier) -> bool:
        """Say whether the files of an earlier build bear the names that they are to bear."""
        said = {each.record.row: each.record.file for each in part.pieces if each.record.file}
        return all(
            _stem(file) == shard.names.get(row, _numbered(row)) for row, file in said.items()
        )

    def gather(self, builder: Builder, parts: Iterator[Part], step: Step) -> None:
        """Write the files, and record each."""
        told = _Told(Duplicates() if self.series.differs else None, set())
        if not builder.how.strict:
            for number, part in enumerate(parts):
                builder.asset.part = number
                self._keep(builder, part, step, told)
            return
        # strict: no file is written before the last row is known to be well
        with Spooled[Part]() as spooled:
            faulty = False
            for part in parts:
                spooled.add(part)
                faulty = faulty or part.pieces.is_faulty
            for number, part in enumerate(spooled):
                builder.asset.part = number
                self._keep(builder, part, step, told, withheld=faulty)

    def _keep(
        self,
        builder: Builder,
        part: Part,
        step: Step,
        told: _Told,
        *,
        withheld: bool = False,
    ) -> None:
        builder.recall(part)
        kept: list[ListedPiece] = []
        rows: dict[int | None, tuple[Problem, ...]] = {}
        for record, problems in part.pieces:
            found = still_told(problems, told.once, 0)
            again = record.row in rows
            if not again:
                step()
                rows[record.row] = self._said_before(record, told.seen)
            if again and withheld:
                continue  # nothing is made of any format: that is one line
            piece = ListedPiece(record, (*found, *rows[record.row]))
            kept.append(self._written(builder, piece, part, withheld))
        if not withheld and not part.used and not any(map(_is_unwritten, kept)):
            # its files stand in the build by now, where a later build finds them
            builder.journal(replace(part, pieces=ListedPieces(kept), files={}, told=b""))

    def _said_before(self, record: Record, seen: Duplicates | None) -> tuple[Problem, ...]:
        if seen is None or record.row is None or not record.payload:
            return ()
        return seen.of(record.payload, self.source.where(record.row))

    def _written(
        self, builder: Builder, piece: ListedPiece, part: Part, withheld: bool
    ) -> ListedPiece:
        record, problems = piece
        name = record.file.removeprefix(builder.asset.folder)
        if not record.is_made or withheld:
            failed = record._replace(page=None, file="", sha256="")
            builder.failed(failed, problems if errors_in(problems) else (NOT_MADE,))
            return piece
        if part.used:
            builder.keep(name, record.sha256)
            builder.made(record._replace(file=name), problems)
            builder.reused_lines += 1
            return piece
        try:
            digest = builder.save(name, part.files[name])
        except CampaignError as err:
            failed = record._replace(page=None, file="")
            where = Where() if record.row is None else self.source.where(record.row)
            builder.failed(failed, of_error(err, where))
            return ListedPiece(failed._replace(status="failed"))
        done = record._replace(file=name, sha256=digest)
        builder.made(done, problems)
        return ListedPiece(done._replace(file=builder.asset.folder + name), problems)


class _Told(NamedTuple):
    """What was told of an asset. seen: what its codes say. once: what is told only once."""

    seen: Duplicates | None
    once: set[str]


def _is_unwritten(piece: ListedPiece) -> bool:
    return piece.record.status == "failed" and not piece.problems


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


class _FileNames:
    """The names of the files of a job's rows: unique, whatever the case of their letters."""

    def __init__(self, job: FilesJob) -> None:
        self._job = job
        self._shared = packed(job.series)
        self._taken: set[str] = set()

    def of(self, rows: tuple[RowOutcome, ...]) -> Names:
        """Return the name of each row's file without its ending, or why it has none.

        A row that is not in it is called by its number.
        """
        job = self._job
        if job.source.single:
            return {None: job.name}
        if job.naming is None:
            return {}
        items = over(self._shared, rows).items()  # type: ignore[attr-defined]
        return {
            thing.where.row: self._named(job.naming, facts, thing.where.row)
            for facts, thing in items
            if not isinstance(thing, Failure)
        }

    def _named(
        self, naming: Wording, facts: Mapping[str, Any], row: int | None
    ) -> str | CampaignError:
        try:
            name = safe_name(naming.render(facts), fallback=_numbered(row))
        except CampaignError as err:
            return at_its_cell(err, facts)
        number, chosen = 1, name
        while chosen.casefold() in self._taken:
            number += 1
            chosen = f"{name}-{number}"
        self._taken.add(chosen.casefold())
        return chosen


class Wanted(NamedTuple):
    """What is made of each row of an asset."""

    asset: str
    formats: tuple[str, ...]
    check: bool
    printer: Printer | None = None


def _numbered(row: int | None) -> str:
    return "" if row is None else f"{row:04d}"


def draw_rows(
    shared: Packed[Series],
    rows: tuple[RowOutcome, ...],
    names: Names,
    wanted: Wanted,
) -> Part:
    """Draw and prove rows, in whatever process this is; return their files and fates."""
    part, asset = Part(), wanted.asset
    single = shared.value.source.single
    for thing in over(shared, rows).outcomes():
        row = thing.where.row
        if isinstance(thing, Failure):
            problems = of_error(thing.error, thing.where)
            part.pieces.append(ListedPiece(Record(asset, row), problems))
            continue
        name = names.get(row, _numbered(row))
        known = of_thing(asset, row, thing)
        try:
            if isinstance(name, CampaignError):
                raise name
            _draw(part, known, thing, name if single else f"{asset}/{name}", wanted)
        except CampaignError as err:
            part.pieces.append(ListedPiece(known, of_error(err, thing.where)))
    return part


def _draw(part: Part, known: Record, thing: Printed, name: str, wanted: Wanted) -> None:
    page = pdf_page(thing.drawing())
    how = {"language": thing.language, "texts": wanted.check, "outline": thing.outline}
    with finished([page], title=thing.title, **how) as made:  # type: ignore[arg-type]
        (label,) = next(made.labels())
        sampled = ((thing.where.row or 1) - 1) % _GRADED == 0
        found = made.problems(graded=sampled) if wanted.check else ()
        grade = made.grades.get((1, 0), "")
        faint = [each for placed in page.placed for each in faint_pictures(placed.drawing)]
        doubts = [*warnings_of(thing), *(faint if wanted.check else ())]
        problems = tuple(together(doubts, found))
        data = made.pdf.read()
    record = with_looks(of_label(known.asset, None, label)._replace(grade=grade), thing)
    if errors_in(problems):
        part.pieces.append(ListedPiece(record._replace(position=None), problems))
        return
    for ending in wanted.formats:
        file = f"{name}.{ending}"
        part.files[file] = _file(ending, thing, data, wanted.printer)
        done = record._replace(page=1, position=None, file=file, status="ok")
        part.pieces.append(ListedPiece(done, problems))


def _file(ending: str, thing: Printed, data: bytes, printer: Printer | None) -> bytes:
    """Return it in a format; a picture is the very PDF in pixels."""
    if f".{ending}" in STREAMS:
        from campaignkit.assets.printer_stream import stream_of

        return stream_of([pdf_page(thing.drawing())], ending, printer=printer)
    if ending == "pdf":
        return data
    if ending == "svg":
        return thing.svg()
    from campaignkit import pictures
    from campaignkit.render import raster

    pixels = raster.page(data, 1, dpi=PICTURE_DPI, grayscale=False)
    return pictures.png(pixels, dpi=PICTURE_DPI)
