"""One file that grows by a line a row: a table of links or messages, payloads.

Lines go to a temporary file as they are made, so a hundred thousand cost no memory. A row that
cannot be made is left out and recorded; the file appears when all rows are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from campaignkit.campaigns.audience import Held
from campaignkit.campaigns.builder import Step
from campaignkit.campaigns.jobs import Job
from campaignkit.campaigns.manifest import Record, Table
from campaignkit.campaigns.report import NOT_MADE
from campaignkit.errors import CampaignError
from campaignkit.merge import Failure
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.spooled import Spooled
from campaignkit.stores import encoded

if TYPE_CHECKING:
    from campaignkit.campaigns.builder import Builder

Row = Mapping[str, Any]


class Said(NamedTuple):
    """What a row makes: texts of the file, the link for the manifest, and warnings."""

    texts: tuple[str, ...]
    link: str = ""
    problems: tuple[Problem, ...] = ()


class Line(NamedTuple):
    """A row and what it made."""

    where: Where
    row: Row
    said: Said

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is doubtful in it."""
        return self.said.problems


class Grows(AbstractContextManager[Any], Protocol):
    """A file that takes lines."""

    def add(self, line: Line) -> None:
        """Write one."""

    def done(self) -> IO[bytes]:
        """Return the file, to be read from its start."""


class Outcome(Protocol):
    """What a row made: its place, and its cells."""

    @property
    def where(self) -> Where:
        """The row."""

    @property
    def row(self) -> Row:
        """Its cells, as they came."""


R = TypeVar("R", bound=Outcome)


def lines(outcomes: Iterable[R | Failure], said: Callable[[R], Said]) -> Iterator[Line | Failure]:
    """Yield what is written of each row, or why nothing is.

    The cells of the row are written too, so a half of an emoji in one of them is a fault.
    """
    for one in outcomes:
        if isinstance(one, Failure):
            yield one
            continue
        try:
            _check_cells(one.row)
            yield Line(one.where, one.row, said(one))
        except CampaignError as err:
            yield Failure(one.where, err)


def _check_cells(row: Row) -> None:
    for column, cell in row.items():
        if isinstance(cell, str) and not cell.isascii():
            encoded(cell, key=f"the cell of {column!r}")


def grow(
    job: Job,
    builder: Builder,
    file: Grows,
    outcomes: Iterable[Line | Held | Failure],
    step: Step,
) -> None:
    """Write a job's file, and record each row of it."""
    failed: list[Failure] = []
    held: list[Held] = []
    with file, Spooled[tuple[Record, tuple[Problem, ...]]]() as made:
        for one in outcomes:
            step()
            if isinstance(one, Failure):
                failed.append(one)
                continue
            if isinstance(one, Held):
                held.append(one)
                continue
            file.add(one)
            record = Record(job.name, one.where.row, payload=one.said.link)
            made.add((record, one.said.problems))
        withheld = not made or (builder.strict and bool(failed))
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


class RowTable:
    """A CSV: the columns of the rows, and what was made of each.

    columns: of the rows; None: those of the first row. made: names of the others; one that the
    rows have already is called "made link".
    """

    def __init__(self, columns: tuple[str, ...] | None, made: tuple[str, ...]) -> None:
        self._columns = columns
        self._made = made
        self._table: Table | None = None

    def __enter__(self) -> RowTable:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._table is not None:
            self._table.__exit__(kind, error, trace)

    def add(self, line: Line) -> None:
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


class TextLines:
    """A text file, one line a row, LF."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 closed by __exit__

    def __enter__(self) -> TextLines:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, line: Line) -> None:
        """Write one."""
        self._file.write(encoded(line.said.texts[0]) + b"\n")

    def done(self) -> IO[bytes]:
        """Return the file, to be read from its start."""
        self._file.flush()
        self._file.seek(0)
        return self._file
