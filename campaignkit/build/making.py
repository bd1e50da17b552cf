"""One asset after the other: drawn, proven, written, and listed in the manifest.

A row that cannot be made, or whose code does not scan, is left out and recorded; the rest is
made. A file appears only when it is complete and proven.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from campaignkit.assets.sticker import Failure
from campaignkit.build.findings import Findings, errors_in, of_error, said
from campaignkit.build.jobs import FilesJob, Job, SheetJob, TableJob
from campaignkit.build.manifest import Record, Status, Table
from campaignkit.build.parallel import chunks, ordered
from campaignkit.build.proving import Label
from campaignkit.build.rowfiles import Made, make_rows, named
from campaignkit.build.saying import advice
from campaignkit.build.sheetfile import Failed, Printed, Step, printed
from campaignkit.build.spool import Spool
from campaignkit.build.streams import Filled, filled
from campaignkit.errors import BadInput, CampaignError
from campaignkit.problems import Problem, Problems, Where
from campaignkit.stores import Place, is_remote

Progress = Callable[[str, int, int | None], None]  # asset, steps done, steps in all if known

_ATTEMPTS = 3  # at a sheet whose rows fail the proof: each time without those that failed
_ROWS = 16  # a task of row files
_NOT_MADE = Problem(rule="build.not-made", message="Not made, because other rows have errors.")


@dataclass(slots=True)
class Maker:
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

    def make(self, job: Job, steps: int | None) -> None:
        """Make one asset; what goes wrong with it is recorded, never raised."""
        step = self._stepper(job.name, steps)
        before = self.manifest.lines
        try:
            if isinstance(job, SheetJob):
                self._sheet(job, step)
            elif isinstance(job, FilesJob):
                self._row_files(job, step)
            else:
                self._table(job, step)
            if self.manifest.lines == before:
                raise BadInput(f"there is no row in {job.source.name}: nothing was made of it.")
        except CampaignError as err:
            self._failed(Record(job.name), of_error(err, Where()))

    # -- a sheet ---------------------------------------------------------------------------------

    def _sheet(self, job: SheetJob, step: Step) -> None:
        left_out: Failed = {}
        for attempt in range(1, _ATTEMPTS + 1):
            options = {"check": self.check, "executor": self.executor, "step": step}
            with printed(job, without=left_out.keys(), **options) as sheet:  # type: ignore[arg-type]
                unread = sheet.unread()
                final = self.strict or attempt == _ATTEMPTS or not job.source.rows.again
                if unread and not final:
                    left_out |= unread
                    continue
                faulty = self.strict and (left_out or sheet.undrawn)
                self._keep_sheet(job, sheet, withheld=bool(unread or faulty))
            break
        for problem in sheet.undrawn:
            self._failed(Record(job.name, problem.where.row), (problem,))
        for row, problems in left_out.items():
            self._failed(Record(job.name, row), problems)

    def _keep_sheet(self, job: SheetJob, sheet: Printed, *, withheld: bool) -> None:
        made = len(sheet.labels) > 0 and not withheld
        digest = self._save(job.file, sheet.pdf) if made else ""
        for page, labels in enumerate(sheet.labels, 1):
            verdict = sheet.verdicts.get(page, {})
            for at, label in enumerate(labels):
                record = _of_label(job.name, page, label)
                problems = verdict.get(at, ())
                if made:
                    self._made(record._replace(file=job.file, sha256=digest), problems)
                else:
                    self._failed(record, problems if errors_in(problems) else (_NOT_MADE,))

    # -- a file for each row ---------------------------------------------------------------------

    def _row_files(self, job: FilesJob, step: Step) -> None:
        tasks = ((rows, job.formats, self.check) for rows in chunks(named(job), _ROWS))
        rows = (row for made in ordered(make_rows, tasks, self.executor) for row in made)
        if not self.strict:
            for row in rows:
                self._keep_row(job, row)
                step()
            return
        with Spool[Made]() as kept:
            faulty = False
            for row in rows:
                kept.add(row)
                faulty = faulty or not row.files
                step()
            for row in kept:
                self._keep_row(job, row._replace(files=()) if faulty else row)

    def _keep_row(self, job: FilesJob, row: Made) -> None:
        record = Record(
            job.name, row.row, payload=row.payload, version=row.version, level=row.level
        )
        if not row.files:
            problems = row.problems if errors_in(row.problems) else (_NOT_MADE,)
            self._failed(record, problems)
            return
        folder = "" if job.source.single else f"{job.name}/"
        for ending, data in row.files:
            name = f"{folder}{row.name}.{ending}"
            digest = self._save(name, data)
            self._made(record._replace(page=1, file=name, sha256=digest), row.problems)

    # -- a table of links ------------------------------------------------------------------------

    def _table(self, job: TableJob, step: Step) -> None:
        failed: list[Failure] = []
        with Table(job.head(), marked=True) as table, Spool[tuple[Record, Problems]]() as made:
            for one in filled(job.source, job.saying, job.shop.facts()):
                step()
                if isinstance(one, Failure):
                    failed.append(one)
                    continue
                table.add([*map(one.row.get, job.columns), one.text])
                made.add(self._link(job, one))
            withheld = not made or (self.strict and bool(failed))
            digest = "" if withheld else self._save(job.file, table.done())
            for record, problems in made:
                if digest:
                    self._made(record._replace(file=job.file, sha256=digest), problems)
                else:
                    self._failed(record, problems.errors or (_NOT_MADE,))
        for one in failed:
            self._failed(Record(job.name, one.where.row), of_error(one.error, one.where))

    def _link(self, job: TableJob, one: Filled) -> tuple[Record, Problems]:
        record = Record(job.name, one.where.row, payload=one.text)
        return record, advice(one.text, job.link) if self.check else Problems()

    # -- what all have ---------------------------------------------------------------------------

    def _save(self, name: str, data: IO[bytes] | bytes) -> str:
        """Write one file; return its SHA-256.

        Raises:
            BadInput: the campaign itself is read from there, or it cannot be written.
        """
        if not is_remote(self.place.address):
            path = (Path(self.place.address) / name).resolve()
            if path in self.inputs:
                raise BadInput(
                    f"{path} is a file that the campaign reads; it would be lost. Build into "
                    "another folder, or rename the asset."
                )
        self.place.write(name, data)
        self.files.append(name)
        return _digest(data)

    def _made(self, record: Record, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        self.findings.add(record.asset, found)
        status: Status = "ok" if self.check else "unchecked"
        self.manifest.add(record._replace(status=status, problem=said(found)))

    def _failed(self, record: Record, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        self.findings.add(record.asset, [one for one in found if one is not _NOT_MADE])
        self.manifest.add(record._replace(status="failed", problem=said(found)))

    def _stepper(self, name: str, steps: int | None) -> Step:
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if self.progress is not None:
                self.progress(name, done, steps)

        return step


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


def _digest(data: IO[bytes] | bytes) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    data.seek(0)
    return hashlib.file_digest(data, "sha256").hexdigest()  # type: ignore[arg-type]  # it is read only
