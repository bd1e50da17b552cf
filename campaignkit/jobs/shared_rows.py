"""The rows of one asset by the shop they are for: each shop gets those with its key."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import partial

from campaignkit.disk_list import Spooled
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.jobs.ledger import Snapshots
from campaignkit.merge.shops import FACTS, LACKED
from campaignkit.problems import Problem
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows import Rows
from campaignkit.rows.table_row import TableRow, row_line, row_number, row_warnings


class SharedOut:
    """The rows of one asset by the shop they are for: read once, kept beside the memory."""

    def __init__(self, rows: Rows, column: str, snapshots: Snapshots, *, key: str = "by") -> None:
        """Raises CampaignError: the table breaks off, or has no such column. key: that names it."""
        self.rows, self.column = rows, column
        self._hides = column in (*FACTS, *LACKED)
        self._kept = snapshots.enter_context(Spooled[RowOutcome]())
        self._places: dict[str, array[int]] = {}
        if rows.columns is not None and column not in rows.columns:
            near = did_you_mean(column, rows.columns)
            raise BadInput(
                f"{key}={column!r} is no column of {rows.source}."
                f"{near or ' There are: ' + ', '.join(rows.columns) + '.'}",
                rule="row.no-column",
                name=column,
            )
        for counted, row in enumerate(rows.outcomes(), 1):
            number = row_number(row, counted)
            whose = "" if isinstance(row, Problem) else str(row.get(column) or "").strip()
            if not isinstance(row, Problem):
                cells = {name: cell for name, cell in row.items() if self._shows(name)}
                row = TableRow(cells, number, row_warnings(row), row_line(row))  # noqa: PLW2901
            self._places.setdefault(whose, array("q")).append(self._kept.add(row))

    @property
    def keys(self) -> set[str]:
        """What stands in the column."""
        return set(self._places)

    def _shows(self, column: str) -> bool:
        """Say whether a cell is a fact of its row: a key in "shop" would hide the shop's name."""
        return column != self.column or not self._hides

    def count(self, key: str) -> int:
        """Return how many rows a shop has."""
        return len(self._places.get(key, ()))

    def of(self, key: str) -> Rows:
        """Return the rows of a shop."""
        columns = self.rows.columns
        if columns is not None:
            columns = tuple(filter(self._shows, columns))
        return Rows(partial(self._read, key), source=self.rows.source, columns=columns)

    def _read(self, key: str) -> Iterator[RowOutcome]:
        return map(self._kept.value_at, self._places.get(key, ()))
