"""One asset after the other: made by its job, written, and listed in the manifest.

A row that cannot be made, or whose code does not scan, is left out and recorded; the rest is
made. A file appears only when it is complete and proven.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from campaignkit.campaigns.manifest import Record, Status, Table
from campaignkit.campaigns.report import NOT_MADE, Findings, said
from campaignkit.errors import BadInput
from campaignkit.problems import Problem
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
