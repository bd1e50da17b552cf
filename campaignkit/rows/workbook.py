"""Spreadsheets: XLSX and ODS are read by stream here, XLS and XLSB by `calamine`.

XLSX and ODS give what other readers leave out: number formats, hidden rows, cells that hold an
error, formulas without a value. They are read row by row with limits, so a file of a few bytes
that claims a billion cells is answered in words.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from campaignkit.errors import BadInput, CampaignError
from campaignkit.problems import Problem, Where
from campaignkit.rows import calamine
from campaignkit.rows.headers import LOOKED_AT, header_at, like_a_row, notes_after, passed_over
from campaignkit.rows.opening import Opening
from campaignkit.rows.table_row import TableLine, TableRow, Wrong, told
from campaignkit.rows.values import named

BROKEN = (  # what reading a file raises that is no spreadsheet, or a damaged one
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error),
    *(ValueError, OverflowError),  # a name in it that is no UTF-8
)


def table(path: Path, *, sheet: str | None = None) -> tuple[tuple[str, ...], Opening]:
    """Return a sheet's columns, and what opens its rows. `headers` says which line is the header.

    Raises:
        NotFound: no such sheet.
        BadInput: no spreadsheet, one with a password, or one without rows; it claims more than
            a spreadsheet can hold.
    """
    place = str(path) if sheet is None else f"{path}, sheet {sheet!r}"
    lines = list(islice(_filled(path, sheet), LOOKED_AT + 1))
    if not lines:
        raise BadInput(
            f"{place} is empty. Its first line must name the columns.", rule="table.empty"
        )
    cells = [[_shown(cell) for cell in line.cells] for line in lines]
    at = header_at(cells, sheet=True)
    below = notes_after(cells, at)
    columns = named([_head(cell) for cell in lines[at].cells], place)
    if len(lines) == at + below + 1:
        raise BadInput(f"{place} has a header and no rows.", rule="table.no-rows")
    passed = [
        (line.line, texts)
        for number, (line, texts) in enumerate(zip(lines, cells, strict=True))
        if number < at or at < number <= at + below
    ]
    notes = (
        *passed_over(passed, str(path)),
        *like_a_row((lines[at].line, cells[at]), str(path)),
    )
    return columns, Opening(_outcomes, (path, sheet, columns, (at, at + below), notes))


def _outcomes(
    path: Path,
    sheet: str | None,
    columns: tuple[str, ...],
    header: tuple[int, int],
    notes: tuple[Problem, ...],
) -> Iterator[TableRow | Problem]:
    """Yield the rows. header: which line it is among the filled ones, and the last note below."""
    filled = _filled(path, sheet)
    last = next(islice(filled, header[1], None), None)
    if last is not None:
        yield from told(_fitted(filled, last.line, columns, path), columns, str(path), notes)


def _shown(cell: Any) -> Any:
    return cell.value if isinstance(cell, Wrong) else cell


def _head(cell: Any) -> str:
    if isinstance(cell, Wrong):
        return str(cell.value)
    return "" if cell is None else str(cell)


def _fitted(
    lines: Iterator[TableLine], header: int, columns: tuple[str, ...], path: Path
) -> Iterator[TableLine]:
    """Yield the lines under the header with their numbers, and blank ones where lines are left."""
    width, before = len(columns), header
    for line in lines:
        if line.line > before + 1:
            yield TableLine(before + 1 - header, before + 1, [])
        if line.line > before + 2:
            yield TableLine(line.line - 1 - header, line.line - 1, [])
        before = line.line
        number = line.line - header
        extra = [cell for cell in line.cells[width:] if cell is not None]
        refused = _nameless(path, number, line.line, extra[0]) if extra else None
        yield TableLine(number, line.line, line.cells[:width], line.notes, refused)


def _nameless(path: Path, number: int, line: int, cell: object) -> Problem:
    cell = cell.value if isinstance(cell, Wrong) else cell
    return Problem(
        rule="rows.too-many-cells",
        message=f"{cell!r} stands in a column without a name.",
        where=Where(file=str(path), row=number, line=line),
        value=cell,
        fix="Name the column in the first line, or clear the cell.",
    )


def _filled(path: Path, sheet: str | None) -> Iterator[TableLine]:
    """Yield every line that has something in it, the header included."""
    if path.suffix.casefold() not in (".xlsx", ".xlsm", ".ods") or not zipfile.is_zipfile(path):
        yield from calamine.lines(path, sheet)
        return
    from campaignkit.rows import ods, xlsx

    reader = ods if path.suffix.casefold() == ".ods" else xlsx
    try:
        with zipfile.ZipFile(path) as archive:
            yield from reader.lines(archive, str(path), sheet)
    except CampaignError:
        raise
    except BROKEN as err:
        raise BadInput(
            f"{path} is no spreadsheet that can be read ({err}). Save it anew.",
            rule="table.not-a-spreadsheet",
        ) from err
