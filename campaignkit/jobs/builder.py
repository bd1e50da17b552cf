"""One asset after the other: made by its job, written, and listed in the manifest.

A row that cannot be made, or whose code does not scan, is left out and recorded; the rest is
made. A file appears only when it is complete and proven. At the end every file that was written
is looked for, then the lists are written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from os import SEEK_END
from pathlib import Path
from typing import IO, NamedTuple

from campaignkit.errors import BadInput, CampaignError
from campaignkit.jobs import earlier_builds, whole_assets
from campaignkit.jobs.asset_lines import Asset
from campaignkit.jobs.digests import NO_CELLS
from campaignkit.jobs.earlier_builds import Earlier
from campaignkit.jobs.ledger import Seen
from campaignkit.jobs.parts import Part, WrittenLines
from campaignkit.jobs.whole_assets import WholeAsset
from campaignkit.jobs.workers import Workers
from campaignkit.manifests import manifest, stale_files
from campaignkit.manifests.manifest import Record, Status, Table
from campaignkit.manifests.problem_list import FOLDED, HELD_OUT, NOT_MADE, ProblemList, said
from campaignkit.manifests.problem_list import read as problems_in
from campaignkit.merge.duplicates import MOST, key_of
from campaignkit.problems import Problem, Where
from campaignkit.progress import Progress
from campaignkit.stores import Full, Place, full, is_remote
from campaignkit.tracking import ModuleCost, module_cost

Step = Callable[[], None]


class How(NamedTuple):
    """How a build goes on: who works, and whether codes are read back; see `Campaign.build`."""

    workers: Workers
    check: bool
    strict: bool = False
    progress: Progress | None = None


@dataclass(slots=True)
class Builder:
    """Makes jobs into `place`. It holds what was found, never what was made."""

    place: Place
    manifest: Table
    how: How
    inputs: frozenset[Path]  # files of the campaign, which nothing may overwrite
    earlier: Earlier
    copies: bool = True  # what is used again lies in `place`; else it is listed, and not copied
    clears: bool = False  # `place` is this build's alone: what no asset makes any more goes
    asset: Asset = field(default_factory=lambda: Asset(""))
    files: list[str] = field(default_factory=list)
    findings: ProblemList = field(default_factory=ProblemList)
    made_lines: int = 0
    code_lines: int = 0  # of those made, with a code
    failed_lines: int = 0
    reused_lines: int = 0
    costs: dict[str, ModuleCost | None] = field(default_factory=dict)  # of references, by asset
    journals: bool = True  # parts are left beside the build as they are made
    _reused: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)  # of the files of the asset in hand
    _bears_references: bool = False
    _whole: list[WholeAsset] = field(default_factory=list)
    _others: set[str] = field(default_factory=set)  # files of assets that this build leaves alone
    _looked_for: str = ""
    _is_there: bool = False

    @property
    def check(self) -> bool:
        """Whether codes are read back."""
        return self.how.check

    # -- what a job does with it -----------------------------------------------------------------

    def save(self, name: str, data: IO[bytes] | bytes) -> str:
        """Write one file of the asset in hand; return its SHA-256.

        Raises:
            BadInput: the campaign itself is read from there, or it cannot be written.
        """
        whole = self.asset.folder + name
        if not is_remote(self.place.address):
            path = (Path(self.place.address) / whole).resolve()
            if path in self.inputs:
                raise BadInput(
                    f"{path} is a file that the campaign reads; it would be lost. Build into "
                    "another folder, or rename the asset.",
                    rule="build.input-overwritten",
                    path=str(path),
                )
        self._write(whole, data)
        self.files.append(whole)
        digest = _digest(data)
        self._note_digest(whole, digest)
        return digest

    def _note_digest(self, whole: str, digest: str) -> None:
        # of an asset of very many files none is held: it is not taken whole
        if len(self._digests) <= whole_assets.MOST_FILES:
            self._digests[whole] = digest

    def _write(self, name: str, data: IO[bytes] | bytes) -> None:
        """Write a file. Where there is no room, the parts of the build make room for it."""
        try:
            self.place.write(name, data)
        except CampaignError as err:
            what = full(err.__cause__)
            if what is None:
                raise
            if what == "file":  # no room that is made would help
                raise _no_room(what, name, data, self.place) from err
            self.journals = False
            earlier_builds.sweep(self.place)
            if not isinstance(data, bytes):
                data.seek(0)
            self._write_into_full(name, data)

    def _write_into_full(self, name: str, data: IO[bytes] | bytes) -> None:
        """Write a file where there was no room; say how much is wanting if there is none still."""
        try:
            self.place.write(name, data)
        except CampaignError as err:
            what = full(err.__cause__)
            if what is None:
                raise
            raise _no_room(what, name, data, self.place) from err

    def keep(self, name: str, digest: str) -> None:
        """List a file of the asset in hand that an earlier build made, and that is the same."""
        whole = self.asset.folder + name
        self.files.append(whole)
        self._reused.add(whole)
        self._note_digest(whole, digest)

    def made(self, record: Record, problems: Iterable[Problem]) -> None:
        """Record what was made. problems: warnings about it."""
        self._record(record, tuple(problems), "ok" if self.check else "unchecked")
        self.made_lines += 1
        self.code_lines += record.version is not None

    def made_before(
        self, run: WrittenLines, file: str, digest: str, pages: tuple[int, int]
    ) -> None:
        """Record lines that were written where they were made. pages: before, and of the part."""
        asset = self.asset
        text = manifest.lines_filled(
            run.text,
            part=asset.part,
            file=asset.folder + file,
            digest=digest,
            before=pages[0],
            pages=pages[1],
        )
        self.manifest.add_written([text], run.lines)
        self.made_lines += run.lines
        self.code_lines += run.codes
        asset.began = True

    def failed(self, record: Record, problems: Iterable[Problem]) -> None:
        """Record what could not be made, and why."""
        self._record(record, tuple(problems), "failed")
        self.failed_lines += 1

    def held(self, record: Record, problems: Iterable[Problem]) -> None:
        """Record a row that is well, and for which nothing is made; and why."""
        self._record(record, tuple(problems), "held")

    def refused(
        self, record: Record, problems: Sequence[Problem], *, told: bool, held: bool = False
    ) -> None:
        """Record what was not begun, and why. told: it is told, too; held: it is no fault."""
        self._record(record, problems, "held" if held else "failed", told=told)
        self.failed_lines += not held

    def failed_rows(self, rows: Iterable[int], problems: Sequence[Problem]) -> None:
        """Record rows that share one reason: it is told once, and stands in the line of each."""
        self.asset.part = -1
        for number, row in enumerate(rows):
            self._record(Record(self.asset.name, row), problems, "failed", told=not number)
            self.failed_lines += 1

    def folded_rows(self, rows: Iterable[int]) -> None:
        """Record rows that are more of a product which another row begins."""
        self.asset.part = -1
        for row in rows:
            self.refused(Record(self.asset.name, row), (FOLDED,), told=False, held=True)

    def held_rows(self) -> None:
        """Record the rows that an experiment holds out, each once."""
        ledger = self.asset.ledger
        if ledger is None or not self.asset.lists_rows:
            return
        kept, self.asset.part = self.asset.part, -1  # they are of no part
        for number in [each for each in ledger.unlisted() if ledger.of(each).is_held]:
            self._record(Record(self.asset.name, number), (HELD_OUT,), "held", told=False)
        self.asset.part = kept

    @contextmanager
    def making(self, asset: Asset, key: str) -> Iterator[None]:
        """Take an asset in hand; once it is made, note where it stands, for the next build.

        key: the content address of all that it is made of; empty: it is never taken whole.
        """
        self.asset, self._digests = asset, {}
        self._bears_references = self._bears_references or asset.tracked
        before = self._standing()
        yield
        many = len(self._digests) > whole_assets.MOST_FILES
        # what failed, and may not fail again, is made anew next time
        if not key or asset.may_pass or not asset.began or many:
            return
        lines, problems, listed, made, codes, failed = zip(before, self._standing(), strict=True)
        self._whole.append(
            WholeAsset(
                key,
                lines,
                problems,
                listed[1] - listed[0],
                made[1] - made[0],
                codes[1] - codes[0],
                failed[1] - failed[0],
                self._digests,
            )
        )

    def _standing(self) -> tuple[int, ...]:
        sizes = self.manifest.size, self.findings.table.size
        return *sizes, self.manifest.lines, self.made_lines, self.code_lines, self.failed_lines

    def again(self, known: WholeAsset) -> None:
        """List a whole asset of an earlier build once more, as it was listed there."""
        whole, asset = self.earlier.whole, self.asset
        self.manifest.add_written(whole.lines(known), known.listed)
        for shop, name, problem in problems_in(whole.problems(known)):
            self.findings.add(name, [problem], shop=shop)
        for file, digest in known.files.items():
            self.keep(file.removeprefix(asset.folder), digest)
        self.made_lines += known.made
        self.code_lines += known.codes
        self.failed_lines += known.failed
        self.reused_lines += known.made
        asset.began = True

    def _record(
        self, record: Record, problems: Sequence[Problem], status: Status, *, told: bool = True
    ) -> None:
        asset, ledger = self.asset, self.asset.ledger
        found = [one for one in problems if one is not NOT_MADE]
        asset.may_pass = asset.may_pass or earlier_builds.is_passing(status, found)
        seen = Seen(None, "", NO_CELLS)
        if ledger is not None and record.row is not None:
            seen = ledger.of(record.row)
            ledger.list(record.row)
        if told and found:
            placed = found if ledger is None else map(ledger.placed, found)
            self.findings.add(asset.name, placed, shop=asset.shop)
        problem = said(problems) if problems else ""
        self.manifest.add(asset.cells(record, seen, status, problem))
        asset.began = True

    def stepper(self, name: str, steps: int | None) -> Step:
        """Return what a job calls as its work goes on. steps: in all, if that is known."""
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if self.how.progress is not None:
                self.how.progress(name, done, steps)

        return step

    def recall(self, part: Part) -> None:
        """Take back what is known of the rows of a part, before its lines are recorded."""
        if self.asset.ledger is not None:
            known = part.seen if part.listing is None else {**part.seen, **part.listing.seen}
            self.asset.ledger.recall(known)

    def listed(self, rows: Iterable[int]) -> None:
        """Tick off rows whose lines were written where they were made."""
        if self.asset.ledger is not None:
            for number in rows:
                self.asset.ledger.list(number)

    def journal(self, part: Part) -> None:
        """Leave a part beside the build, should it be interrupted."""
        if not part.key or part.used or not self.journals:
            return
        try:
            earlier_builds.keep_part(self.place, part.key, part)
        except CampaignError:  # a full disk: what cannot be written is told where it is wanted
            self.journals = False

    # -- the end ---------------------------------------------------------------------------------

    def finish(self) -> None:
        """Write manifest.csv and problems.csv; what is gone from the folder is told in both.

        Raises:
            BadInput: they cannot be written.
        """
        if self.copies:  # no comparison, which leaves nothing
            self._tell_left_over()
        written = [name for name in self.files if self.copies or name not in self._reused]
        there = self.place.present(written) if written else set()
        gone = {name for name in written if name not in there}
        self._tell_references()
        lists = self.manifest
        with manifest.new_table() as mended:
            if gone:
                self._without(gone, mended)
                lists = mended
            self._write(manifest.NAME, lists.done())
        self._tell_whole(gone)
        if self.findings.table.lines:
            self._write(manifest.PROBLEMS, self.findings.table.done())
        elif self.place.exists(manifest.PROBLEMS):
            self.place.remove(manifest.PROBLEMS)  # of the build before
        earlier_builds.sweep(self.place)
        self.place.remove(manifest.UNFINISHED)

    def keep_others(self, made: Collection[str]) -> None:
        """List what earlier builds made of other assets, as it was listed, if its files stay.

        made: names of the assets of this build.
        """
        for record in manifest.read(self.place):
            if record.asset in made:
                continue
            if record.file and not self._stays(record.file):
                continue
            self.manifest.add(manifest.cells_of(record))
        if self.place.exists(manifest.PROBLEMS):
            for shop, name, problem in problems_in(self.place.read(manifest.PROBLEMS)):
                if name and name not in made:
                    self.findings.keep(name, problem, shop=shop)

    def _stays(self, file: str) -> bool:
        if file != self._looked_for:
            self._looked_for, self._is_there = file, self.place.exists(file)
            if self._is_there:
                self._others.add(file)
        return self._is_there

    def _tell_left_over(self) -> None:
        found = stale_files.left(self.place, {*self.files, *self._others})
        while self.clears and found:
            self.place.remove(found.pop().file)
        if found:
            self.findings.add("", [stale_files.told(found)])
        stale_files.write(self.place, found)

    def _tell_references(self) -> None:
        """Tell of references that two pieces bear: nobody could say which one was scanned.

        Note of each asset what the first of them costs.
        """
        if not self._bears_references:
            return
        borne: dict[int, int] = {}  # of what the piece is, by its reference
        told: set[int] = set()
        for record in manifest.lines_of(self.manifest.done()) or ():
            if not record.token or not record.is_made:
                continue
            if record.asset not in self.costs:
                self.costs[record.asset] = module_cost(record.payload, level=record.level or "M")
            # a file of each format is a line, and they tell one piece
            piece = key_of(f"{record.shop}\x1f{record.asset}\x1f{record.row}")
            token = key_of(record.token)
            first = borne.setdefault(token, piece) if len(borne) < MOST else borne.get(token)
            if first not in (None, piece) and piece not in told:
                told.add(piece)
                shared = _shared(record, Where(row=record.row, line=record.line))
                self.findings.add(record.asset, [shared], shop=record.shop)

    def _tell_whole(self, gone: Collection[str]) -> None:
        with suppress(CampaignError):  # what it saves is time; an old one is not believed
            if any(each.made for each in self._whole) and not gone:
                whole_assets.write(self.place, self._whole, self.manifest, self.findings.table)
            elif self.place.exists(whole_assets.NAME):
                self.place.remove(whole_assets.NAME)

    def _without(self, gone: set[str], into: Table) -> None:
        """Write the manifest again, with the lines of files that somebody took away as failed."""
        self.files = [name for name in self.files if name not in gone]
        for name in sorted(gone):
            self.findings.add("", [_gone(name)])
        for record in manifest.lines_of(self.manifest.done()) or ():
            if record.file in gone:
                self.made_lines -= 1
                self.code_lines -= record.version is not None
                self.failed_lines += 1
                told = str(_gone(record.file).message)
                lost = record._replace(file="", sha256="", status="failed", problem=told)
                into.add(manifest.cells_of(lost))
            else:
                into.add(manifest.cells_of(record))


def _no_room(what: Full, name: str, data: IO[bytes] | bytes, place: Place) -> BadInput:
    """Return the error of a file that there is no room for, with its size."""
    size = len(data) if isinstance(data, bytes) else data.seek(0, SEEK_END)
    megabytes, address = round(size / 1e6, 1), place.address
    if what == "file":
        return BadInput(
            f"{name} has {megabytes:,.1f} MB, and a file in {address} may not be so large: a limit "
            "of its disk, or of this process (ulimit -f). Raise it, build into another place, or "
            "divide the asset's table.",
            rule="build.file-limit",
            name=name,
            megabytes=megabytes,
        )
    if what == "quota":
        return BadInput(
            f"your share of the disk is used up: {name} wants {megabytes:,.1f} MB in {address}. "
            "Delete files of yours there, or have it raised, and build again: files that are whole "
            "stay.",
            rule="build.quota",
            name=name,
            megabytes=megabytes,
        )
    return BadInput(
        f"the disk is full: {name} wants {megabytes:,.1f} MB in {address}. "
        "Make room there and build again: files that are whole stay.",
        rule="build.disk-full",
        name=name,
        megabytes=megabytes,
    )


def _shared(record: Record, where: Where) -> Problem:
    return Problem(
        rule="build.reference-twice",
        message=f"the reference {record.token} stands on another piece, too: a customer who sends "
        "it may have scanned either.",
        where=where,
        value=record.token,
        fix="Give one of the two assets token = { campaign = … } of its own, or its rows another "
        "key.",
        severity="warning",
        params={"token": record.token},
    )


def _gone(name: str) -> Problem:
    return Problem(
        rule="build.file-gone",
        message=f"{name} was written, and at the end of the build it was gone.",
        where=Where(file=name),
        fix="Keep the folder while it is built into, and build again.",
        params={"file": name},
    )


def _digest(data: IO[bytes] | bytes) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    data.seek(0)
    return hashlib.file_digest(data, "sha256").hexdigest()  # type: ignore[arg-type]  # it is read only
