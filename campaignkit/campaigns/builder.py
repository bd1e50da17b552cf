"""One asset after the other: made by its job, written, and listed in the manifest.

A row that cannot be made, or whose code does not scan, is left out and recorded; the rest is
made. A file appears only when it is complete and proven. At the end every file that was written
is looked for, then the lists are written.

Tables are read once, as they were when the build began (`Snapshots`): a build goes through its
rows more than once, and a file that somebody saves in between would give good rows another
number, or lose them.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from campaignkit.campaigns import manifest
from campaignkit.campaigns.manifest import Record, Status, Table
from campaignkit.campaigns.results import NOT_MADE, Findings, said
from campaignkit.errors import BadInput, CampaignError
from campaignkit.problems import Problem, Where
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows import Rows
from campaignkit.spooled import Spooled
from campaignkit.stores import Place, is_remote

Step = Callable[[], None]
Progress = Callable[[str, int, int | None], None]  # asset, steps done, steps in all if known


@dataclass(slots=True)
class Builder:
    """Makes jobs into `place`. It holds what was found, never what was made."""

    place: Place
    manifest: Table
    executor: Executor | None
    check: bool
    strict: bool
    progress: Progress | None
    inputs: frozenset[Path]  # files of the campaign, which nothing may overwrite
    files: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    made_lines: int = 0
    code_lines: int = 0  # of those made, with a code
    failed_lines: int = 0
    began: bool = False  # something of the asset in hand was recorded
    _listed: bytearray = field(default_factory=bytearray)  # a bit for each of its rows

    def begin(self) -> None:
        """Begin with another asset."""
        self.began = False
        self._listed = bytearray()

    def is_listed(self, row: int) -> bool:
        """Say whether the manifest has a line about a row of the asset in hand."""
        byte, bit = divmod(row, 8)
        return byte < len(self._listed) and bool(self._listed[byte] >> bit & 1)

    # -- what a job does with it -----------------------------------------------------------------

    def save(self, name: str, data: IO[bytes] | bytes) -> str:
        """Write one file; return its SHA-256.

        Raises:
            BadInput: the campaign itself is read from there, or it cannot be written.
        """
        if not is_remote(self.place.address):
            path = (Path(self.place.address) / name).resolve()
            if path in self.inputs:
                raise BadInput(
                    f"{path} is a file that the campaign reads; it would be lost. Build into "
                    "another folder, or rename the asset.",
                    rule="build.input-overwritten",
                    path=str(path),
                )
        self.place.write(name, data)
        self.files.append(name)
        return _digest(data)

    def made(self, record: Record, problems: Iterable[Problem]) -> None:
        """Record what was made. problems: warnings about it."""
        found = tuple(problems)
        self.findings.add(record.asset, found)
        status: Status = "ok" if self.check else "unchecked"
        self._record(record._replace(status=status, problem=said(found)))
        self.made_lines += 1
        self.code_lines += record.version is not None

    def failed(self, record: Record, problems: Iterable[Problem]) -> None:
        """Record what could not be made, and why."""
        found = tuple(problems)
        self.findings.add(record.asset, [one for one in found if one is not NOT_MADE])
        self._record(record._replace(status="failed", problem=said(found)))
        self.failed_lines += 1

    def held(self, record: Record, problems: Iterable[Problem]) -> None:
        """Record a row that is well, and for which nothing is made; and why."""
        found = tuple(problems)
        self.findings.add(record.asset, found)
        self._record(record._replace(status="held", problem=said(found)))

    def failed_rows(self, asset: str, rows: Iterable[int], problems: Sequence[Problem]) -> None:
        """Record rows that share one reason: it is told once, and stands in the line of each."""
        told = False
        for row in rows:
            if not told:
                self.findings.add(asset, problems)
                told = True
            self._record(Record(asset, row, problem=said(problems)))
            self.failed_lines += 1

    def _record(self, record: Record) -> None:
        self.manifest.add(record)
        self.began = True
        if record.row is not None:
            byte, bit = divmod(record.row, 8)
            if byte >= len(self._listed):
                self._listed.extend(bytes(byte - len(self._listed) + 256))
            self._listed[byte] |= 1 << bit

    def stepper(self, name: str, steps: int | None) -> Step:
        """Return what a job calls as its work goes on. steps: in all, if that is known."""
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if self.progress is not None:
                self.progress(name, done, steps)

        return step


def _digest(data: IO[bytes] | bytes) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    data.seek(0)
    return hashlib.file_digest(data, "sha256").hexdigest()  # type: ignore[arg-type]  # it is read only


_COLUMNS = ("severity", "rule", "asset or file", "row", "column", "key", "page", "message", "fix")


def finish(builder: Builder) -> None:
    """Write manifest.csv and problems.csv; what is gone from the folder is told in both.

    Raises:
        BadInput: they cannot be written.
    """
    place = builder.place
    there = place.present(builder.files) if builder.files else set()
    gone = [name for name in builder.files if name not in there]
    lists = builder.manifest
    with Table(Record._fields) as mended:
        if gone:
            _without(builder, gone, mended)
            lists = mended
        place.write(manifest.NAME, lists.done())
    problems = builder.findings.every()
    if problems:
        with Table(_COLUMNS, marked=True) as table:
            for problem in problems:
                table.add(_cells(problem))
            place.write(manifest.PROBLEMS, table.done())
    elif place.exists(manifest.PROBLEMS):
        place.remove(manifest.PROBLEMS)  # of the build before
    place.remove(manifest.UNFINISHED)


def _without(builder: Builder, gone: list[str], into: Table) -> None:
    """Write the manifest again, with the lines of files that somebody took away as failed."""
    for name in gone:
        builder.files.remove(name)
        builder.findings.add(name, [_gone(name)])
    for record in manifest.lines_of(builder.manifest.done()) or ():
        if record.file in gone:
            builder.made_lines -= 1
            builder.code_lines -= record.version is not None
            builder.failed_lines += 1
            said = str(_gone(record.file).message)
            into.add(record._replace(file="", sha256="", status="failed", problem=said))
        else:
            into.add(record)


def _gone(name: str) -> Problem:
    return Problem(
        rule="build.file-gone",
        message=f"{name} was written, and at the end of the build it was gone.",
        where=Where(file=name),
        fix="Keep the folder while it is built into, and build again.",
        params={"file": name},
    )


def _cells(problem: Problem) -> list[object]:
    where = problem.where
    place = [where.file, where.row, where.column, where.key, where.page]
    return [problem.severity, problem.rule, *place, problem.message, problem.fix]


class Snapshots(ExitStack):
    """Keeps the rows of tables beside the memory until the build ends."""

    def of(self, rows: Rows, *, now: bool) -> Rows:
        """Return the same rows, read from their source once: now, or at the first reading."""
        kept = _Kept(rows, self)
        if now:
            kept.outcomes()
        return Rows(kept.outcomes, source=rows.source, columns=rows.columns)


class _Kept:
    """The rows of one table. What cannot be kept in a file stays in memory: objects of a list."""

    def __init__(self, rows: Rows, stack: ExitStack) -> None:
        self._rows, self._stack = rows, stack
        self._spooled: Spooled[RowOutcome] | None = None
        self._objects: list[RowOutcome] = []
        self._broke: CampaignError | None = None

    def outcomes(self) -> Iterator[RowOutcome]:
        if self._spooled is None:
            self._spooled = self._stack.enter_context(Spooled[RowOutcome]())
            self._read(self._spooled)
        return self._again(self._spooled)

    def _read(self, spooled: Spooled[RowOutcome]) -> None:
        try:
            for outcome in self._rows.outcomes():
                if self._objects:
                    self._objects.append(outcome)
                    continue
                try:
                    spooled.add(outcome)
                except (pickle.PicklingError, TypeError, AttributeError):
                    self._objects.append(outcome)
        except CampaignError as err:
            self._broke = err

    def _again(self, spooled: Spooled[RowOutcome]) -> Iterator[RowOutcome]:
        # Two readings may go on at once (a count while another is under way): each has its place.
        yield from spooled.read_apart()
        yield from self._objects
        if self._broke is not None:
            raise self._broke
