"""What text of a table may mean that typed cells say by their type: errors, and whole numbers.

A program that writes a column of numbers with a gap writes "1.0", "2.0", "". Whether that is a
table number or the version of something is decided by column, in the first 1,000 rows:

- every cell that is not blank is a whole number with ".0" behind it, once: "10.00" is money, and
  "1.0" beside "1.5" is a version;
- and a cell is blank, or a number has five digits or more: no version has.

Then ".0" goes, in the whole column; what else stands there stays as it is. Where only the first of
the two holds, the cells stay, and the first says that they may be meant otherwise; amounts and
counts say nothing. Only tables that can be read again are looked at ahead; rows of an iterator stay
as they come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from campaignkit.missing_words import is_missing_word
from campaignkit.problems import Problem, Where
from campaignkit.rows.column_names import TableKind, meaning
from campaignkit.rows.table_row import TableRow, row_line, row_number, row_warnings, sound

LOOKED_AT = 1000  # rows
_WHOLE = re.compile(r"\s*[-+]?[0-9]{1,15}\.0\s*")
_LONG = 5  # digits
_KINDS: tuple[TableKind, ...] = ("products", "payments", "people")
_COUNTS = frozenset(
    ("price", "sale_price", "compare_at_price", "quantity_to_sell_on_facebook", "amount", "copies")
)


@dataclass(frozen=True, slots=True)
class TextCells:
    """What opens a table's rows with its text read for what it means.

    looked_at: its rows were looked at for errors where they were made, as a TableRow always is.
    """

    opening: Callable[[], Iterator[Any]]
    source: str
    looked_at: bool = False

    def __call__(self) -> Iterator[dict[str, Any] | Problem]:
        rows = self.opening()
        first = list(islice(rows, LOOKED_AT))
        columns, doubtful = whole_columns(first)
        untold = {column for column in doubtful if not _is_count(column)}
        if self.looked_at and not columns and not untold:
            yield from first
            yield from rows
            return
        for counted, row in enumerate(chain(first, rows), 1):
            looked_at = self.looked_at or type(row) is TableRow
            if isinstance(row, Problem) or (not columns and not untold and looked_at):
                yield row
                continue
            number = row_number(row, counted)
            given = without_point(row, columns, number) if columns else row
            if told := [column for column in row if column in untold]:
                untold.difference_update(told)
                notes = (
                    _whole_or_not(row[column], Where(file=self.source, row=number, column=column))
                    for column in told
                )
                warnings = (*row_warnings(given), *notes)
                given = TableRow(given, number, warnings, row_line(given))
            yield sound(given, self.source, number)


def whole_columns(rows: Iterable[Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the columns whose text is whole numbers that a program wrote with ".0", sure or not.

    >>> rows = [{"n": "1.0", "v": "1.0", "p": "2.0"}, {"n": "", "v": "1.5"}]
    >>> sure, doubtful = whole_columns(rows)
    >>> sorted(sure), sorted(doubtful)
    (['n'], ['p'])
    """
    sure: set[str] = set()  # a gap or a long number was seen
    whole: set[str] = set()
    lost: set[str] = set()
    for row in rows:
        if isinstance(row, Problem):
            continue
        for column, cell in row.items():
            if column in lost:
                continue
            if cell is None or (type(cell) is str and not cell.strip()) or is_missing_word(cell):
                sure.add(column)
            elif type(cell) is str and _WHOLE.fullmatch(cell):
                whole.add(column)
                if len(cell.strip().lstrip("+-")) >= _LONG + len(".0"):
                    sure.add(column)
            else:
                lost.add(column)
    whole -= lost
    return frozenset(whole & sure), frozenset(whole - sure)


def _is_count(column: str) -> bool:
    """Say whether a column is read as a number wherever it is used, so that none can doubt it."""
    return any(
        (found := meaning(column, kind)) is not None and found.field in _COUNTS for kind in _KINDS
    )


def _whole_or_not(cell: str, where: Where) -> Problem:
    """Return the warning of a column of which no one can tell; told at its first cell."""
    text = cell.strip()
    number = text.removesuffix(".0")
    return Problem(
        rule="table.whole-or-not",
        message=f"{text!r} may be the number {number} as a program writes it. It stays {text!r}, "
        "here and in the whole column.",
        where=where,
        value=text,
        fix=f"Write {number} where that is meant.",
        severity="warning",
        params={"text": text, "number": number},
    )


def without_point(row: dict[str, Any], columns: frozenset[str], number: int) -> TableRow:
    """Return a row whose cells in these columns are whole numbers, as text, without ".0".

    >>> without_point({"n": "12.0", "v": "1.0"}, frozenset({"n"}), 1)
    {'n': '12', 'v': '1.0'}
    """
    cells = {
        column: cell.strip()[: -len(".0")]
        if column in columns and type(cell) is str and _WHOLE.fullmatch(cell)
        else cell
        for column, cell in row.items()
    }
    return TableRow(cells, number, row_warnings(row), row_line(row))
