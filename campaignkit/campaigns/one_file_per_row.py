"""A file for each row, in each format: drawn and proven by whoever has a core free.

A single one lies beside the folders. What a row makes is known before it is written, and a file
that cannot be written is that row's own fault, never the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from campaignkit.assets.code_rows import Codes
from campaignkit.assets.endings import STREAMS
from campaignkit.assets.printing import PICTURE_DPI, Printed, pdf_page
from campaignkit.assets.sheet import Sheet
from campaignkit.assets.sticker_rows import Stickers
from campaignkit.campaigns.builder import Builder, Step
from campaignkit.campaigns.jobs import Counted, Job, Reprint, warnings_of
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.results import NOT_MADE
from campaignkit.errors import CampaignError
from campaignkit.layout import faint_pictures
from campaignkit.merge import Failure, Source
from campaignkit.parallel import chunks, ordered
from campaignkit.printers import Printer
from campaignkit.problems import Problem, of_error
from campaignkit.proof.document import errors_in, finished, together
from campaignkit.spooled import Spooled
from campaignkit.stores import safe_name
from campaignkit.wording import Wording

_ROWS = 16  # a task of row files
_GRADED = 100  # one code in so many is graded


@dataclass(frozen=True, slots=True)
class FilesJob(Job):
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

    def make(self, builder: Builder, step: Step) -> None:
        """Draw, prove and write each row by itself."""
        tasks = (
            (rows, self.formats, builder.check, self.printer)
            for rows in chunks(named(self.series, self.naming, self.name), _ROWS)
        )
        rows = (row for made in ordered(make_rows, tasks, builder.executor) for row in made)
        if not builder.strict:
            for row in rows:
                self._keep(builder, row)
                step()
            return
        with Spooled[RowFiles]() as kept:
            faulty = False
            for row in rows:
                kept.add(row)
                faulty = faulty or not row.files
                step()
            for row in kept:
                self._keep(builder, row._replace(files=()) if faulty else row)

    def _keep(self, builder: Builder, row: RowFiles) -> None:
        record = Record(
            self.name,
            row.row,
            payload=row.payload,
            version=row.version,
            level=row.level,
            grade=row.grade,
        )
        if not row.files:
            problems = row.problems if errors_in(row.problems) else (NOT_MADE,)
            builder.failed(record, problems)
            return
        folder = "" if self.source.single else f"{self.name}/"
        for ending, data in row.files:
            name = f"{folder}{row.name}.{ending}"
            try:
                digest = builder.save(name, data)
            except CampaignError as err:
                builder.failed(record, of_error(err))
            else:
                builder.made(record._replace(page=1, file=name, sha256=digest), row.problems)


class Ordered(NamedTuple):
    """What to make of a row, and the name of its file without the ending."""

    name: str
    thing: Printed | Failure


class RowFiles(NamedTuple):
    """What became of a row: its files by ending; none if a problem is an error. grade: if known."""

    name: str
    row: int | None
    payload: str
    version: int | None
    level: str
    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]
    grade: str = ""


def named(series: Stickers | Codes, naming: Wording | None, single: str) -> Iterator[Ordered]:
    """Yield each row with the name of its file: unique, whatever the case of its letters.

    naming: Jinja over the row; None: its number. single: the name where there are no rows.
    """
    taken: set[str] = set()
    for facts, thing in series.items():
        row = thing.where.row
        number = f"{row:04d}" if row is not None else single
        if naming is None or isinstance(thing, Failure):
            yield Ordered(number, thing)
            continue
        try:
            wanted = safe_name(naming.render(facts), fallback=number)
        except CampaignError as err:
            yield Ordered(number, Failure(thing.where, err))
            continue
        yield Ordered(_unique(wanted, taken), thing)


def _unique(name: str, taken: set[str]) -> str:
    number, chosen = 1, name
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{name}-{number}"
    taken.add(chosen.casefold())
    return chosen


def make_rows(
    rows: list[Ordered], formats: tuple[str, ...], check: bool, printer: Printer | None = None
) -> list[RowFiles]:
    """Return what became of each row."""
    return [_made(row, formats, check, printer) for row in rows]


def _made(
    ordered: Ordered, formats: tuple[str, ...], check: bool, printer: Printer | None
) -> RowFiles:
    name, thing = ordered
    if isinstance(thing, Failure):
        return RowFiles(name, thing.where.row, "", None, "", (), of_error(thing.error, thing.where))
    try:
        return _drawn(name, thing, formats, check, printer)
    except CampaignError as err:
        problems = of_error(err, thing.where)
        return RowFiles(name, thing.where.row, thing.payload, None, thing.level, (), problems)


def _drawn(
    name: str, thing: Printed, formats: tuple[str, ...], check: bool, printer: Printer | None
) -> RowFiles:
    page = pdf_page(thing.drawing())
    with finished(
        [page], title=thing.title, language=thing.language, texts=check, outline="rect"
    ) as made:
        (label,) = next(made.labels())
        sampled = ((thing.where.row or 1) - 1) % _GRADED == 0
        found = made.problems(graded=sampled) if check else ()
        grade = made.grades.get((1, 0), "")
        faint = [each for placed in page.placed for each in faint_pictures(placed.drawing)]
        doubts = [*warnings_of(thing), *(faint if check else ())]
        problems = tuple(together(doubts, found))
        data = made.pdf.read()
    sound = not errors_in(problems)
    files = (
        tuple((ending, _file(ending, thing, data, printer)) for ending in formats) if sound else ()
    )
    return RowFiles(
        name, label.row, label.payload, label.version, label.level, files, problems, grade
    )


def _file(ending: str, thing: Printed, data: bytes, printer: Printer | None) -> bytes:
    """Return it in a format; a picture is the very PDF in pixels."""
    if f".{ending}" in STREAMS:
        from campaignkit.assets.streams import stream_of

        return stream_of([pdf_page(thing.drawing())], ending, printer=printer)
    if ending == "pdf":
        return data
    if ending == "svg":
        return thing.svg()
    from campaignkit import pictures
    from campaignkit.render import raster

    pixels = raster.page(data, 1, dpi=PICTURE_DPI, grayscale=False)
    return pictures.png(pixels, dpi=PICTURE_DPI)
