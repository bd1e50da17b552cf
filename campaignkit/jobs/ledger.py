"""The rows of one asset as a build goes through them: each has its fate, and is known again.

Tables are read once, as they were when the build began (`Snapshots`): a build goes through its
rows more than once, and a file that somebody saves in between would give good rows another
number, or lose them.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import lru_cache
from typing import Any, NamedTuple

from campaignkit.disk_list import Spooled
from campaignkit.errors import CampaignError
from campaignkit.jobs.digests import digest_of_row, told_of_place, told_of_rows
from campaignkit.problems import Problem, Where
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows import Rows
from campaignkit.rows.column_names import match, meant
from campaignkit.rows.table_row import (
    PackedRows,
    TableRow,
    is_held,
    packed,
    row_line,
    row_number,
    row_warnings,
    unpacked,
)
from campaignkit.tracking.experiments import BLOCK, VARIANT
from campaignkit.wording import Wording

_TOGETHER = 256  # rows kept at once
PLACE = "place"  # what a column of places is called, in the words of rows/columns.toml
_REMEMBERED = 16_384  # rows: more than are under way at once


class Seen(NamedTuple):
    """What is known of a row: its line in its file, what its table calls it, a digest of it.

    place: where what is made of it will hang, where its table says so. variant, block: what it drew
    in an experiment, and within which block. is_held: nothing is made of it, on purpose.
    """

    line: int | None
    key: str
    cells: str
    place: str = ""
    variant: str = ""
    block: str = ""
    is_held: bool = False


class RowLook(NamedTuple):
    """How a row of a table is known: what calls it by its name, and where what is made will hang.

    key: Jinja over it. column: else, of its name. place: the column of places; None: as the row
    has it.
    """

    key: Wording | None
    column: str | None
    place: str | None

    @classmethod
    def of(cls, rows: Rows, key: str | Wording | None) -> RowLook:
        """Return it for a table. key: as `Ledger` has it."""
        return cls(
            key if isinstance(key, Wording) else None,
            key if isinstance(key, str) else _usual_key(rows.columns or ()),
            None if rows.columns is None else _place_of(rows.columns),
        )

    def seen(self, row: RowOutcome) -> Seen:
        """Return what is known of a row."""
        line, cells = row_line(row), digest_of_row(row)
        if isinstance(row, Problem):
            return Seen(line, "", cells)
        place = _place_of(tuple(row)) if self.place is None else self.place
        called = _said(row, self.column or "") if self.key is None else _rendered(self.key, row)
        known = _said(row, place), _said(row, VARIANT), _said(row, BLOCK)
        return Seen(line, called, cells, *known, is_held(row))


class Ledger:
    """The rows of one asset: gone through in order, found again by number, ticked off.

    key: what calls a row by its name, a column or Jinja over it; None: the column that tables have
    for that.
    """

    def __init__(self, rows: Rows, key: str | Wording | None = None) -> None:
        self._table = rows
        self.source = rows.source
        self.look = RowLook.of(rows, key)
        self._met: OrderedDict[int, RowOutcome] = OrderedDict()
        self._recalled: Mapping[int, Seen] = {}
        self._again: Iterator[tuple[int, RowOutcome]] | None = None
        self._at = 0
        self._listed = bytearray()  # a bit for each row
        self._ticks = 0
        self.count: int | None = None  # of rows, once they have been gone through

    def placed(self, problem: Problem) -> Problem:
        """Return what is wrong with a row of this table with the line of the row."""
        where = problem.where
        if where.row is None or where.line is not None or where.file not in (None, self.source):
            return problem
        return problem.placed(Where(line=self.of(where.row).line))

    def rows(self) -> Iterator[RowOutcome]:
        """Yield the rows in order, each with its number.

        Raises:
            CampaignError: the table breaks off.
        """
        count = 0
        for count, row in enumerate(self._table.outcomes(), 1):
            if isinstance(row, (TableRow, Problem)):
                yield row
            else:
                yield TableRow(row, count, row_warnings(row), row_line(row))
        self.count = count

    def of(self, number: int) -> Seen:
        """Return what is known of a row; its table is read again where that was long ago."""
        found = self._recalled.get(number)
        if found is not None:
            return found
        if number not in self._met:
            self._look_for(number)
        return self.look.seen(self._met[number]) if number in self._met else Seen(None, "", "")

    def seen(self, rows: Iterable[RowOutcome]) -> dict[int, Seen]:
        """Return what is known of rows that are being gone through, to be given back later."""
        return {row_number(row, 0): self.look.seen(row) for row in rows}

    def recall(self, seen: Mapping[int, Seen]) -> None:
        """Take back what is known of rows that were gone through long ago."""
        self._recalled = seen

    def list(self, number: int) -> None:
        """Tick a row off: the manifest has a line about it."""
        byte, bit = divmod(number, 8)
        if byte >= len(self._listed):
            self._listed.extend(bytes(byte - len(self._listed) + 256))
        self._ticks += not self._listed[byte] >> bit & 1
        self._listed[byte] |= 1 << bit

    def is_listed(self, number: int) -> bool:
        """Say whether the manifest has a line about a row."""
        byte, bit = divmod(number, 8)
        return byte < len(self._listed) and bool(self._listed[byte] >> bit & 1)

    def unlisted(self) -> Iterator[int]:
        """Yield the rows that the manifest does not mention yet."""
        if self.count is not None and self.count == self._ticks:
            return
        count = 0
        try:
            for number, row in self._numbered():
                count += 1
                self._remember(number, row)
                if not self.is_listed(number):
                    yield number
        except CampaignError:
            count = self._ticks  # the table breaks off here: that was told already
        self.count = count

    def is_balanced(self) -> bool:
        """Say whether as many rows are ticked off as there are."""
        return self.count is None or self.count == self._ticks

    def digests(self) -> Iterator[tuple[int, str]]:
        """Yield the number and the digest of every row."""
        return ((number, digest_of_row(row)) for number, row in self._numbered())

    def digest(self) -> str:
        """Return a digest of the whole table; empty if its rows say nothing lasting."""
        if isinstance(self._table, KeptRows):
            return self._table.digest()
        made = hashlib.sha256()
        try:
            for number, row in self._numbered():
                told = told_of_place(row, number, row_line(row))
                if not told:
                    return ""
                made.update(told.encode(errors="surrogatepass"))
        except CampaignError:
            return ""  # the table breaks off
        return made.hexdigest()

    def _numbered(self) -> Iterator[tuple[int, RowOutcome]]:
        return (
            (row_number(row, counted), row) for counted, row in enumerate(self._table.outcomes(), 1)
        )

    def _remember(self, number: int, row: RowOutcome) -> None:
        self._met[number] = row
        if len(self._met) > _REMEMBERED:
            self._met.popitem(last=False)

    def _look_for(self, number: int) -> None:
        if self._again is None or self._at >= number:
            self._again, self._at = self._numbered(), 0
        try:
            for at, row in self._again:
                self._at = at
                self._remember(at, row)
                if at >= number:
                    return
        except CampaignError:
            self._again = None


@lru_cache(maxsize=64)
def _place_of(columns: tuple[str, ...]) -> str:
    return next(iter([*meant(PLACE, columns), *match(columns, "outcomes").get(PLACE, [])]), "")


def _said(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column) if column else None
    return "" if value is None else str(value)


def _usual_key(columns: tuple[str, ...]) -> str | None:
    """Return the column that tells rows apart, as tables call it."""
    for kind in ("products", "shops"):
        known = match(columns, kind)
        if found := known.get("id") or known.get("shop"):
            return found[0]
    return None


def _rendered(key: Wording, row: Mapping[str, Any]) -> str:
    try:
        return key.render(dict(row))
    except CampaignError:
        return ""  # of a row that cannot be made: its number is what is known


class Snapshots(ExitStack):
    """Keeps the rows of tables beside the memory until the build ends."""

    def of(self, rows: Rows, *, now: bool) -> Rows:
        """Return the same rows, read from their source once: now, or at the first reading."""
        kept = _SpooledRows(rows, self)
        if now:
            kept.outcomes()
        return KeptRows(kept, source=rows.source, columns=rows.columns)


class KeptRows(Rows):
    """The rows of a table as they were when the build began."""

    def __init__(self, kept: _SpooledRows, *, source: str, columns: tuple[str, ...] | None) -> None:
        super().__init__(kept.outcomes, source=source, columns=columns)
        self.digest = kept.digest


class _SpooledRows:
    """The rows of one table. What cannot be kept in a file stays in memory: objects of a list."""

    def __init__(self, rows: Rows, stack: ExitStack) -> None:
        self._rows, self._stack = rows, stack
        self._spooled: Spooled[PackedRows] | None = None
        self._objects: list[RowOutcome] = []
        self._broke: CampaignError | None = None
        self._digest = hashlib.sha256()
        self._is_lasting = True

    def digest(self) -> str:
        """Return a digest of all of them; empty if they say nothing lasting, or break off."""
        self.outcomes()
        return self._digest.hexdigest() if self._is_lasting and self._broke is None else ""

    def outcomes(self) -> Iterator[RowOutcome]:
        if self._spooled is None:
            self._spooled = self._stack.enter_context(Spooled[PackedRows]())
            self._read(self._spooled)
        return self._again(self._spooled)

    def _read(self, spooled: Spooled[PackedRows]) -> None:
        waiting: list[RowOutcome] = []
        try:
            for outcome in self._rows.outcomes():
                waiting.append(outcome)
                if len(waiting) == _TOGETHER:
                    self._keep(spooled, waiting)
                    waiting = []
        except CampaignError as err:
            self._broke = err
        self._keep(spooled, waiting)

    def _keep(self, spooled: Spooled[PackedRows], rows: list[RowOutcome]) -> None:
        whole = packed(rows)
        self._note(whole, rows)
        try:
            if not self._objects:
                spooled.add(whole)
                return
        except (pickle.PicklingError, TypeError, AttributeError):
            pass
        self._objects += rows

    def _note(self, whole: PackedRows, rows: list[RowOutcome]) -> None:
        """Count rows into the digest of the table."""
        told = [told_of_rows(whole)]
        if not told[0]:
            told = [told_of_place(row, row_number(row, 0), row_line(row)) for row in rows]
        self._is_lasting = self._is_lasting and all(told)
        for each in told if self._is_lasting else ():
            self._digest.update(each.encode(errors="surrogatepass"))

    def _again(self, spooled: Spooled[PackedRows]) -> Iterator[RowOutcome]:
        # Two readings may go on at once (a count while another is under way): each has its place.
        for rows in spooled.read_apart():
            yield from unpacked(rows)
        yield from self._objects
        if self._broke is not None:
            raise self._broke
