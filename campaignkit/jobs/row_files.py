"""One file that grows by a line a row: a table of links or messages, payloads.

Lines go to a temporary file as they are made, so a hundred thousand cost no memory. A row that
cannot be made is left out and recorded; the file appears when all rows are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any, Generic, NamedTuple, Protocol, TypeVar

from campaignkit.disk_list import Spooled
from campaignkit.errors import CampaignError
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.job import Counted, Job
from campaignkit.manifests.manifest import Record, Table, Written
from campaignkit.manifests.problem_list import NOT_MADE
from campaignkit.merge import Failure, Source
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.stores import encoded

Row = Mapping[str, Any]


class Said(NamedTuple):
    """What a row makes: texts of the file, the link for the manifest, and warnings."""

    texts: tuple[str, ...]
    link: str = ""
    problems: tuple[Problem, ...] = ()


class HeldRow(NamedTuple):
    """A row that is well, and not sent. problem: why."""

    where: Where
    problem: Problem

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Why it is not sent."""
        return (self.problem,)


class RowLine(NamedTuple):
    """A row and what it made."""

    where: Where
    row: Row
    said: Said

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is doubtful in it."""
        return self.said.problems


class OutcomeWithCells(Protocol):
    """What a row made: its place, and its cells."""

    @property
    def where(self) -> Where:
        """The row."""

    @property
    def row(self) -> Row:
        """Its cells, as they came."""


R = TypeVar("R", bound=OutcomeWithCells)
R_co = TypeVar("R_co", bound=OutcomeWithCells, covariant=True)


def lines(
    outcomes: Iterable[R | Failure], said: Callable[[R], Said]
) -> Iterator[RowLine | Failure]:
    """Yield what is written of each row, or why nothing is.

    The cells of the row are written too, so a half of an emoji in one of them is a fault.
    """
    for one in outcomes:
        if isinstance(one, Failure):
            yield one
            continue
        try:
            _check_cells(one.row)
            yield RowLine(one.where, one.row, said(one))
        except CampaignError as err:
            yield Failure(one.where, err)


def _check_cells(row: Row) -> None:
    for column, cell in row.items():
        # what no file can hold is half an emoji: most cells are ASCII, and need no look
        if isinstance(cell, str) and not cell.isascii():
            encoded(cell, key=f"the cell of {column!r}")


def grow(
    job: Job,
    builder: Builder,
    file: RowTable | TextLines,
    outcomes: Iterable[RowLine | HeldRow | Failure],
    step: Step,
) -> None:
    """Write a job's file, and record each row of it."""
    failed: list[Failure] = []
    held: list[HeldRow] = []
    # a line of the manifest has the digest of the whole file: all lines wait until it is known
    with file, Spooled[tuple[Record, tuple[Problem, ...]]]() as made:
        for one in outcomes:
            step()
            if isinstance(one, Failure):
                failed.append(one)
                continue
            if isinstance(one, HeldRow):
                held.append(one)
                continue
            file.add(one)
            record = Record(job.name, one.where.row, payload=one.said.link)
            row = Where(row=one.where.row)
            made.add((record, tuple(each.placed(row) for each in one.said.problems)))
        withheld = not made or (builder.how.strict and bool(failed))
        digest = "" if withheld else builder.save(job.file, file.done())
        for record, problems in made:
            if digest:
                builder.made(record._replace(file=job.file, sha256=digest), problems)
            else:
                builder.failed(record, Problems(problems).errors or (NOT_MADE,))
    for kept in held:
        builder.held(Record(job.name, kept.where.row), kept.warnings)
    for one in failed:
        builder.failed(Record(job.name, one.where.row), of_error(one.error, one.where))


class RowTable(Written):
    """A CSV: the columns of the rows, and what was made of each.

    columns: of the rows; None: those of the first row. made: names of the others; one that the
    rows have already is called "made link".
    """

    def __init__(self, columns: tuple[str, ...] | None, made: tuple[str, ...]) -> None:
        self._columns = columns
        self._made = made
        self._table: Table | None = None

    def close(self) -> None:
        """Let its temporary file go."""
        if self._table is not None:
            self._table.close()

    def add(self, line: RowLine) -> None:
        """Write one."""
        columns, table = self._opened(tuple(line.row))
        table.add([*map(line.row.get, columns), *line.said.texts])

    def done(self) -> IO[bytes]:
        """Return the file, to be read from its start."""
        return self._opened(())[1].done()

    def _opened(self, columns: tuple[str, ...]) -> tuple[tuple[str, ...], Table]:
        if self._columns is None:
            self._columns = columns
        if self._table is None:
            head = [*self._columns]
            for name in self._made:
                while name in head:
                    name = f"made {name}"  # noqa: PLW2901
                head.append(name)
            self._table = Table(head, marked=True)
        return self._columns, self._table


class TextLines(Written):
    """A text file, one line a row, LF."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 closed by close()

    def close(self) -> None:
        """Let its temporary file go."""
        self._file.close()

    def add(self, line: RowLine) -> None:
        """Write one."""
        self._file.write(encoded(line.said.texts[0]) + b"\n")

    def done(self) -> IO[bytes]:
        """Return the file, to be read from its start."""
        self._file.flush()
        self._file.seek(0)
        return self._file


class RowsWritten(Protocol[R_co]):
    """A stream of rows, each with what was made of it."""

    @property
    def source(self) -> Source:
        """Where its rows come from."""

    def outcomes(self) -> Iterator[R_co | Failure]:
        """Yield each row, or why nothing was made of it."""


@dataclass(frozen=True, slots=True)
class TableJob(Job, Generic[R]):
    """One CSV: the columns of the rows, and what was made of each.

    columns: names of what is made. said: the cells of them, with advice if it is asked for.
    links: whether each row is a link that may be printed.
    """

    name: str
    series: RowsWritten[R]
    columns: tuple[str, ...]
    said: Callable[[R, bool], Said]
    kind: str
    called: str
    links: bool = False

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.series.source

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.csv"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, rows if self.links else 0, 0)

    def outcomes(self, *, advised: bool = False) -> Iterator[RowLine | Failure]:
        """Yield each row with what is written of it."""
        return lines(self.series.outcomes(), lambda one: self.said(one, advised))

    def make(self, builder: Builder, step: Step) -> None:
        """Write the table."""
        table = RowTable(self.source.rows.columns, self.columns)
        grow(self, builder, table, self.outcomes(advised=builder.check), step)
