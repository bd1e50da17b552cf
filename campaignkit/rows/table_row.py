"""A row as its table has it: its number there, and what is doubtful about it.

A `TableRow` is a dict; who wants no more than its cells need not know. Lines that hold nothing are
left out of what is made and told with the next row (or the last one), and the others keep their
numbers: row 7 is the seventh under the header, whatever stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from campaignkit.error_values import is_error_value, is_too_narrow
from campaignkit.missing_words import MISSING_WORDS, missing_columns, missing_word
from campaignkit.problems import Problem, Where

_SHOWN = 12
_LONGEST_WRONG = 40  # characters: neither a number nor an error has more
# As a spreadsheet shows a long number in a narrow cell, and saves it: 5.51199E+12. The sign after
# the E sets it apart from codes of goods such as 12E4.
_SCIENTIFIC = re.compile(r"\s*[-+]?\d(?:[.,](\d+))?[eE]\+(\d{1,3})\s*")


_MAY_BE_WRONG = re.compile(r"[+#=]|^[ eE]")  # the others, nearly all, are not looked at
_MANY_DIGITS = re.compile(r"-?[0-9]{16,40}")
_AS_FORMULA = re.compile(r'\s*="((?:[^"]|"")*)"\s*')  # text as programs keep Excel's hands off it


class TableRow(dict[str, Any]):
    """The cells of one row by column. number: among the rows, from 1. warnings: about it.

    line: in its file or sheet, from 1; None where there are no lines. is_held: nothing is made of
    it, on purpose.
    """

    __slots__ = ("is_held", "line", "number", "warnings")

    def __init__(
        self,
        cells: Mapping[str, Any] | Iterable[tuple[str, Any]],
        number: int,
        warnings: tuple[Problem, ...] = (),
        line: int | None = None,
        *,
        is_held: bool = False,
    ) -> None:
        super().__init__(cells)
        self.number = number
        self.warnings = warnings
        self.line = line
        self.is_held = is_held

    def __reduce__(self) -> tuple[Any, ...]:
        made = partial(TableRow, is_held=True) if self.is_held else TableRow
        return made, (dict(self), self.number, self.warnings, self.line)


PackedRows: TypeAlias = list[tuple[tuple[str, ...], list[Any]] | Problem | dict[str, Any]]


def packed(rows: Iterable[dict[str, Any] | Problem]) -> PackedRows:
    """Return rows as plain values that are quickly pickled: the columns of many are said once.

    >>> packed([TableRow({"n": 1}, 1), TableRow({"n": 2}, 2)])
    [(('n',), [(1, None, (), 1), (2, None, (), 2)])]
    """
    made: PackedRows = []
    columns: tuple[str, ...] | None = None
    cells: list[Any] = []
    for row in rows:
        if type(row) is not TableRow or row.is_held:
            made.append(row)
            columns = None
            continue
        if columns is None or len(row) != len(columns) or tuple(row) != columns:
            columns, cells = tuple(row), []
            made.append((columns, cells))
        cells.append((row.number, row.line, row.warnings, *row.values()))
    return made


def unpacked(given: PackedRows) -> Iterator[dict[str, Any] | Problem]:
    """Yield the rows again.

    >>> list(unpacked(packed([TableRow({"n": 1}, 7), {"n": 2}])))
    [{'n': 1}, {'n': 2}]
    """
    for one in given:
        if not isinstance(one, tuple):
            yield one
            continue
        columns, cells = one
        for number, line, warnings, *values in cells:
            yield TableRow(zip(columns, values, strict=True), number, warnings, line)


def row_number(row: Mapping[str, Any] | Problem, counted: int) -> int:
    """Return the number that a row has in its table; `counted` if it does not say.

    >>> row_number(TableRow({"name": "Mooca"}, 7), 2), row_number({"name": "Mooca"}, 2)
    (7, 2)
    """
    if isinstance(row, Problem):
        return row.where.row or counted
    return row.number if isinstance(row, TableRow) else counted


def row_line(row: Mapping[str, Any] | Problem) -> int | None:
    """Return the line of its file that a row stands in, None if it stands in none.

    >>> row_line(TableRow({"name": "Mooca"}, 7, line=8)), row_line({"name": "Mooca"})
    (8, None)
    """
    if isinstance(row, Problem):
        return row.where.line
    return row.line if isinstance(row, TableRow) else None


def row_warnings(row: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is doubtful about a row."""
    return row.warnings if isinstance(row, TableRow) else ()


def is_held(row: object) -> bool:
    """Say whether nothing is to be made of a row, on purpose."""
    return isinstance(row, TableRow) and row.is_held


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that holds no value, such as #N/A: what is wrong with it, and what to do."""

    rule: str
    message: str
    fix: str
    value: Any = None


class TableLine(NamedTuple):
    """A line under the header. cells: from the first column on. notes: (column, Problem) pairs."""

    number: int  # among the rows, from 1
    line: int  # in the file or sheet, from 1
    cells: list[Any]
    notes: tuple[tuple[int | None, Problem], ...] = ()
    refused: Problem | None = None  # it does not fit the header


def told(
    lines: Iterable[TableLine], columns: tuple[str, ...], file: str, notes: tuple[Problem, ...] = ()
) -> Iterator[TableRow | Problem]:
    """Yield the rows of lines, and a problem in place of each that cannot be one.

    notes: about the table; they are told with its first row.
    """
    waiting: TableRow | Problem | None = None
    blank: list[TableLine] = []
    width = len(columns)
    for line in lines:
        # most rows of most tables: of these the parent of a long build has a million
        told_of = notes or blank or line.notes or line.refused
        if not told_of and _is_plain(line.cells, width):
            if waiting is not None:
                yield waiting
            waiting = TableRow(zip(columns, line.cells, strict=True), line.number, (), line.line)
            continue
        if line.refused is None and _is_blank(line.cells):
            blank.append(line) if len(blank) < 2 else blank.__setitem__(1, line)
            continue
        if isinstance(waiting, (TableRow, Problem)):
            yield waiting
        of_row = [*notes, _blank(blank, file)] if blank else [*notes]
        blank = []
        waiting = line.refused or _row(line, columns, file, of_row)
        # what is told once of a column is told with the next row, if this one makes none
        notes = (*notes, *_placed(line, columns, file)) if isinstance(waiting, Problem) else ()
    if isinstance(waiting, TableRow) and blank:
        waiting.warnings = (*waiting.warnings, _blank(blank, file))
    if waiting is not None:
        yield waiting


def _is_plain(cells: list[Any], width: int) -> bool:
    """Say whether cells are text of which there is nothing to tell: nearly all rows of a CSV."""
    if len(cells) != width:
        return False
    try:
        text = "".join(cells)
    except TypeError:
        return False
    if _has_marks(text):
        return False
    bare = [*map(str.strip, cells)]
    return any(bare) and MISSING_WORDS.isdisjoint(bare)


def _has_marks(text: str) -> bool:
    """Say whether there may be an error, a number cut short or text as a formula in it."""
    return "+" in text or "#" in text or ":" in text or "=" in text


def _row(
    line: TableLine, columns: tuple[str, ...], file: str, notes: list[Problem]
) -> TableRow | Problem:
    wrong = [
        (name, found)
        for name, cell in zip(columns, line.cells, strict=False)
        if (type(cell) is not str or (len(cell) < _LONGEST_WRONG and _MAY_BE_WRONG.search(cell)))
        and (found := _wrong(cell))
    ]
    if wrong:
        name, found = wrong[0]
        others = ", ".join(name for name, _ in wrong[1:])
        more = f" The same row is wrong in {others}." if others else ""
        where = Where(file=file, row=line.number, line=line.line, column=name)
        return told_wrong(found, where, more)
    if line.notes:
        of_line = Where(file=file, row=line.number, line=line.line)
        notes += [note.placed(of_line) for at, note in line.notes if at is None]
        notes += _placed(line, columns, file)
    if len(line.cells) == len(columns):
        cells = dict(zip(columns, line.cells, strict=True))
    else:
        cells = dict.fromkeys(columns)
        cells.update(zip(columns, line.cells, strict=False))
    cells.update(_meant(cells))
    for name, word in missing_columns(cells.items()):
        cells[name] = None
        place = Where(file=file, row=line.number, line=line.line, column=name)
        notes.append(missing_word(word, place))
    return TableRow(cells, line.number, tuple(notes), line.line)


def _placed(line: TableLine, columns: tuple[str, ...], file: str) -> list[Problem]:
    """Return what a line says of columns, each with its place."""
    return [
        note.placed(Where(file=file, row=line.number, line=line.line, column=columns[at]))
        for at, note in line.notes
        if at is not None and at < len(columns)
    ]


def sound(row: dict[str, Any], file: str, number: int) -> dict[str, Any] | Problem:
    """Return a row, or the problem of a cell that holds an error or a shortened number."""
    texts = [cell for cell in row.values() if type(cell) is str]
    # nearly all rows: one look at all cells at once, in place of three at each
    if not _has_marks("".join(texts)) and MISSING_WORDS.isdisjoint(map(str.strip, texts)):
        return row
    for column, cell in row.items():
        if (
            type(cell) is str
            and len(cell) < _LONGEST_WRONG
            and _MAY_BE_WRONG.search(cell)
            and (found := wrong_text(cell)) is not None
        ):
            return told_wrong(found, Where(file=file, row=number, column=column))
    if meant := _meant(row):
        row = TableRow({**row, **meant}, row_number(row, number), row_warnings(row), row_line(row))
    words = missing_columns(row.items())
    if not words:
        return row
    notes = [
        missing_word(word, Where(file=file, row=number, line=row_line(row), column=column))
        for column, word in words
    ]
    cells = {**row, **dict.fromkeys(column for column, _ in words)}
    return TableRow(cells, row_number(row, number), (*row_warnings(row), *notes), row_line(row))


def _meant(cells: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells that say a text in a roundabout way, with the text."""
    return {
        column: text
        for column, cell in cells.items()
        if type(cell) is str and ("+" in cell or "=" in cell) and (text := meant_text(cell)) != cell
    }


def meant_text(cell: str) -> str:
    """Return the digits of a whole number written as a power of ten, and text kept as a formula.

    >>> meant_text("5.511987654321E+12"), meant_text('="00123"'), meant_text("=A1+1")
    ('5511987654321', '00123', '=A1+1')
    """
    if found := _AS_FORMULA.fullmatch(cell):
        return found[1].replace('""', '"')
    found = _SCIENTIFIC.fullmatch(cell) if len(cell) < _LONGEST_WRONG else None
    if found is None:
        return cell
    decimals, power = found[1] or "", int(found[2])
    is_whole = len(decimals) >= power > 0 and not decimals[power:].strip("0")
    return f"{Decimal(cell.strip().replace(',', '.')):.0f}" if is_whole else cell


def told_wrong(found: Wrong, where: Where, more: str = "") -> Problem:
    """Return the problem that a cell makes of its row. more: said after it."""
    return Problem(
        rule=found.rule,
        message=found.message + more,
        where=where,
        value=found.value,
        fix=found.fix,
        params={"value": found.value},
    )


def _is_blank(cells: list[Any]) -> bool:
    if cells and type(cells[0]) is str and cells[0].strip():
        return False  # nearly all
    return all(cell is None or (type(cell) is str and not cell.strip()) for cell in cells)


def _blank(lines: list[TableLine], file: str) -> Problem:
    first, last = lines[0], lines[-1]
    one = first.number == last.number
    place = f"row {first.number} is" if one else f"rows {first.number} to {last.number} are"
    return Problem(
        rule="table.blank-row",
        message=f"{place} blank: nothing is made of {'it' if one else 'them'}.",
        where=Where(file=file, row=first.number, line=first.line),
        fix="Fill or delete what is blank.",
        severity="warning",
        params={"first": first.number, "last": last.number},
    )


def _wrong(cell: Any) -> Wrong | None:
    if type(cell) is Wrong:
        return cell
    if type(cell) is str and len(cell) < _LONGEST_WRONG:
        return wrong_text(cell)
    return None


def wrong_text(cell: str) -> Wrong | None:
    """Return what is wrong with text that a spreadsheet wrote in the place of a value.

    >>> wrong_text("#N/D").message, wrong_text("#1")
    ('this cell holds the error #N/D.', None)
    """
    if "+" in cell:
        return scientific(cell)
    if ("#" in cell or ":" in cell) and is_error_value(cell):
        return error_cell(cell.strip())
    return None


def error_cell(text: str) -> Wrong:
    """Return what a cell is whose formula failed, or whose column was too narrow for it."""
    if is_too_narrow(text):
        return Wrong(
            "table.narrow-column",
            f"this cell holds {text[:_SHOWN]!r}: its column was too narrow when it was saved.",
            "Make the column wider, and save the table again.",
            text,
        )
    return Wrong(
        "table.error-cell",
        f"this cell holds the error {text}.",
        "Mend its formula, or clear the cell.",
        text,
    )


def in_full(said: str) -> int | Wrong:
    """Return a number of more than 15 digits that stands in a file with all of them.

    Spreadsheets keep 15; programs that write their files keep all.

    >>> in_full("12345678901234567")
    12345678901234567
    >>> in_full("1.2345678901234499E+16").rule
    'table.long-number'
    """
    if _MANY_DIGITS.fullmatch(said):
        return int(said)
    return Wrong(
        "table.long-number",
        f"the number {said[:_LONGEST_WRONG]} has more than 15 digits: a spreadsheet has thrown the "
        "others away.",
        "Format the column as text, and write the number again.",
        said[:_LONGEST_WRONG],
    )


def scientific(cell: str) -> Wrong | None:
    """Return what is wrong with a number whose digits a spreadsheet has thrown away.

    >>> scientific("5.51199E+12").message
    "'5.51199E+12' shows 6 of 13 digits: a spreadsheet has thrown the others away."
    >>> scientific("5.511987654321E+12"), scientific("12E4"), scientific("+55 11")
    (None, None, None)
    """
    found = _SCIENTIFIC.fullmatch(cell)
    if not found:
        return None
    decimals, power = len(found[1] or ""), int(found[2])
    if decimals >= power:
        return None
    return Wrong(
        "table.scientific",
        f"{cell.strip()!r} shows {decimals + 1} of {power + 1} digits: a spreadsheet has thrown "
        "the others away.",
        "Format the column as text or as 0 in the spreadsheet that still has the number, and save "
        "the file anew.",
        cell.strip(),
    )
