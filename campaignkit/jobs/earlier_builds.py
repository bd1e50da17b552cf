"""What earlier builds have made, so that nothing is made twice and nothing stale looks fresh.

What is made together (a `Part`: a few pages, a few files, or a whole asset) has a content address:
a digest of its rows, of all settings and files that decide how it looks, and of the code and the
packages that draw it. A finished build is known from its manifest.csv and problems.csv; one that
was interrupted also from the parts that it left in the folder UNFINISHED_PARTS. Of either nothing
is believed that does not lie there byte for byte.
"""

from __future__ import annotations

import hashlib
import mmap as mmap_module
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from shutil import rmtree

from campaignkit.disk_list import Spooled
from campaignkit.errors import CampaignError
from campaignkit.jobs.digests import NO_CELLS, address, digest
from campaignkit.jobs.parts import ListedPiece, ListedPieces, Part, of_told, told_of
from campaignkit.jobs.whole_assets import WholeAssets
from campaignkit.manifests import manifest
from campaignkit.manifests import problem_list as report
from campaignkit.manifests.manifest import Record, Status
from campaignkit.problems import Problem
from campaignkit.stores import Place, is_remote, place_if_any

UNFINISHED_PARTS = "unfinished"
_DONTNEED: int | None = getattr(mmap_module, "MADV_DONTNEED", None)  # Windows has none
_PASSING = ("store.", "executor.", "build.", "stream.")  # rules of faults that may be gone by now


# -- what lies in a folder -------------------------------------------------------------------------


class Earlier:
    """The parts of earlier builds into a place, by their content address.

    What is read stays beside the memory: of a million labels only the addresses are held.
    """

    def __init__(self, place: Place | None, *, check: bool) -> None:
        self.place = place
        self._check = check
        self._stack = ExitStack()
        self._groups = self._stack.enter_context(Spooled[ListedPieces]())
        self._places: dict[str, int] = {}
        self._digests: dict[str, str | None] = {}
        self._maps: dict[str, mmap | bytes] = {}
        self._pages: dict[str, int] = {}
        self._journal: set[str] = set()
        self._settings: set[str] = set()
        self.whole = WholeAssets(place, self._digest)
        self._is_read = False

    def close(self) -> None:
        """Let go of what was read."""
        self._maps.clear()
        self.whole.close()
        self._stack.close()

    def part(self, key: str) -> Part | None:
        """Return what was made under an address, if all of it lies there byte for byte."""
        if not key or self.place is None:
            return None
        self._read()
        if key in self._journal:
            made = _read_part(self.place, key)
            if made is not None and self._is_there(made):
                return made
        at = self._places.get(key)
        if at is None:
            return None
        pieces = self._groups.value_at(at)
        made = _of_pieces(pieces)
        return made if self._is_there(made) else None

    def may_have(self, settings: str) -> bool:
        """Say whether it is worth to look for parts of an asset with these settings."""
        self._read()
        return bool(settings) and (bool(self._journal) or settings in self._settings)

    def pages_of(self, file: str) -> int:
        """Return how many pages a file of an earlier build has; 0 if it is not known."""
        self._read()
        return self._pages.get(file, 0)

    def pdf(self, file: str) -> mmap | bytes:
        """Return a file of an earlier build, to copy pages from."""
        assert self.place is not None  # parts come from a place
        if file not in self._maps:
            if is_remote(self.place.address):
                self._maps[file] = self.place.read(file)
            else:
                with (Path(self.place.address) / file).open("rb") as opened:
                    self._maps[file] = mmap(opened.fileno(), 0, access=ACCESS_READ)
        return self._maps[file]

    def let_go(self, file: str) -> None:
        """Give back the memory that reading a file has taken; it stays open."""
        found = self._maps.get(file)
        if _DONTNEED is not None and isinstance(found, mmap):
            found.madvise(_DONTNEED)

    def _is_there(self, part: Part) -> bool:
        files = {p.record.file: p.record.sha256 for p in part.pieces if p.record.file}
        return all(self._digest(name) == said for name, said in files.items())

    def _digest(self, name: str) -> str | None:
        if name not in self._digests:
            self._digests[name] = self._digest_now(name)
        return self._digests[name]

    def _digest_now(self, name: str) -> str | None:
        assert self.place is not None  # parts come from a place
        try:
            if is_remote(self.place.address):
                return hashlib.sha256(self.place.read(name)).hexdigest()
            with (Path(self.place.address) / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (CampaignError, OSError):
            return None

    def _read(self) -> None:
        """Read the lines of the last build: once, and only if somebody asks about a part of it."""
        if self._is_read or self.place is None:
            return
        self._is_read, place = True, self.place
        try:
            lines = manifest.read(place)
            found = _problems(place)
            for _same, group in groupby(lines, key=lambda one: (one.shop, one.asset, one.part)):
                self._keep(list(group), found)
        except CampaignError:  # another manifest: `Campaign.diff` says so
            self._places.clear()
        parts = place_if_any(f"{place.address.rstrip('/')}/{UNFINISHED_PARTS}")
        self._journal.update(parts.names() if parts is not None else ())

    def _keep(self, records: list[Record], found: _Found) -> None:
        for each in records:
            if each.page:
                self._pages[each.file] = max(each.page, self._pages.get(each.file, 0))
        first = records[0]
        if first.part is None or not first.settings:
            return
        pieces = [ListedPiece(each, found.of(each)) for each in records]
        if any(map(_is_passing, pieces)):
            return
        wanted = "ok" if self._check else "unchecked"
        if any(each.is_made and each.status != wanted for each in records):
            return
        rows = {each.row: each.cells for each in records if each.cells != NO_CELLS}
        numbers = sorted((row or 0, cells) for row, cells in rows.items())
        key = address(first.settings, numbers, str(self._check))
        if key:
            self._places[key] = self._groups.add(ListedPieces(pieces))
            self._settings.add(first.settings)


def _is_passing(piece: ListedPiece) -> bool:
    return is_passing(piece.record.status, piece.problems)


def is_passing(status: Status, problems: Iterable[Problem]) -> bool:
    """Say whether a line failed for a reason that may be gone, or that is not known."""
    if status != "failed":
        return False
    errors = [each for each in problems if each.severity == "error"]
    return not errors or any(each.rule.startswith(_PASSING) for each in errors)


def _of_pieces(pieces: ListedPieces) -> Part:
    """Return a part of a finished build; its pages are counted from its first one."""
    pages = [each.record.page for each in pieces if each.record.page and each.record.is_made]
    before = min(pages, default=1) - 1
    local = [_moved(each, -before) for each in pieces]
    file = next((each.record.file for each in pieces if each.record.is_made), "")
    count = max(pages, default=0) - before if pages else 0
    return Part(ListedPieces(local), pages=count, source=(file, before), used=True)


def _moved(piece: ListedPiece, pages: int) -> ListedPiece:
    record, problems = piece
    if not pages or record.page is None:
        return piece
    return ListedPiece(
        record._replace(page=record.page + pages), tuple(moved(each, pages) for each in problems)
    )


def moved(problem: Problem, pages: int) -> Problem:
    """Return a problem so many pages further on."""
    if problem.where.page is None or not pages:
        return problem
    return replace(problem, where=replace(problem.where, page=problem.where.page + pages))


class _Found:
    """The problems of a problems.csv, by asset and row."""

    def __init__(self) -> None:
        self._by_row: dict[tuple[str, str, int | None], list[Problem]] = {}

    def add(self, shop: str, asset: str, problem: Problem) -> None:
        self._by_row.setdefault((shop, asset, problem.where.row), []).append(problem)

    def of(self, record: Record) -> tuple[Problem, ...]:
        found = self._by_row.get((record.shop, record.asset, record.row), ())
        return tuple(
            each for each in found if each.where.page in (None, record.page) or not record.is_made
        )


def _problems(place: Place) -> _Found:
    found = _Found()
    if place.exists(manifest.PROBLEMS):
        for shop, asset, problem in report.read(place.read(manifest.PROBLEMS)):
            found.add(shop, asset, problem)
    return found


# -- the parts of a build under way ----------------------------------------------------------------


def keep_part(place: Place, key: str, part: Part) -> None:
    """Leave a part beside a build that goes on, so that the next one need not make it again.

    Raises:
        BadInput: it cannot be written.
    """
    head = part.told or told_of(part)
    mark = part.mark if part.told else digest(head, part.pdf)
    whole = b"\n".join((mark.encode(), head, part.pdf))
    place.write(f"{UNFINISHED_PARTS}/{key}", whole, lasting=False)


def sweep(place: Place) -> None:
    """Remove the parts that a build left beside it: it has ended."""
    if not is_remote(place.address):
        rmtree(Path(place.address) / UNFINISHED_PARTS, ignore_errors=True)
        return
    parts = place_if_any(f"{place.address.rstrip('/')}/{UNFINISHED_PARTS}")
    for name in parts.names() if parts is not None else ():
        place.remove(f"{UNFINISHED_PARTS}/{name}")


def _read_part(place: Place, key: str) -> Part | None:
    try:
        mark, head, pdf = place.read(f"{UNFINISHED_PARTS}/{key}").split(b"\n", 2)
        if mark.decode() != digest(head, pdf):
            return None
        return of_told(head, pdf)
    except (CampaignError, ValueError, TypeError, KeyError):
        return None  # cut off, or no part of ours
