"""Spreadsheets: XLSX, XLS, XLSB, ODS. The one door to `python-calamine`.

A whole number comes back as int (the file stores 919876543210.0); text stays text; a blank
cell is None. A cell that holds an error, such as #N/A, reads as blank: calamine does not tell
them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from campaignkit.errors import BadInput, NotFound, did_you_mean
from campaignkit.problems import Problem, Where
from campaignkit.rows.values import named


def table(
    path: Path, *, sheet: str | None = None
) -> tuple[tuple[str, ...], Callable[[], Iterator[dict[str, Any] | Problem]]]:
    """Return a sheet's columns, and what opens its rows. The first line with text is the header.

    Raises:
        NotFound: no such sheet.
        BadInput: no spreadsheet, one with a password, or one without rows.
    """
    place = str(path) if sheet is None else f"{path}, sheet {sheet!r}"
    lines = _filled(path, sheet)
    header = next(lines, None)
    if header is None:
        raise BadInput(f"{place} is empty. Its first line must name the columns.")
    columns = named(["" if cell is None else str(cell) for cell in header[1]], place)
    if next(lines, None) is None:
        raise BadInput(f"{place} has a header and no rows.")

    def outcomes() -> Iterator[dict[str, Any] | Problem]:
        filled = _filled(path, sheet)
        next(filled)
        for number, (line, cells) in enumerate(filled, 1):
            extra = [cell for cell in cells[len(columns) :] if cell is not None]
            if extra:
                yield _nameless(path, number, line, extra[0])
            else:
                yield dict(zip(columns, cells, strict=False))

    return columns, outcomes


def _nameless(path: Path, number: int, line: int, cell: object) -> Problem:
    return Problem(
        rule="rows.too-many-cells",
        message=f"{cell!r} stands in a column without a name.",
        where=Where(file=str(path), row=number, line=line),
        value=cell,
        fix="Name the column in the first line, or clear the cell.",
    )


def _filled(path: Path, sheet: str | None) -> Iterator[tuple[int, list[Any]]]:
    """Yield the number and the cells of every line that has something in it."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_path(path) as book:
            found = book.get_sheet_by_name(_sheet(book, sheet, path))
            for line, cells in enumerate(found.iter_rows(), 1):
                cleaned = [_cell(cell) for cell in cells]
                if any(cell is not None for cell in cleaned):
                    yield line, cleaned
    except PasswordError as err:
        raise BadInput(f"{path} has a password. Save it without one.") from err
    except CalamineError as err:
        raise BadInput(f"{path} is no spreadsheet that can be read ({err}). Save it anew.") from err


def _sheet(book: Any, wanted: str | None, path: Path) -> str:
    names: list[str] = list(book.sheet_names)
    if wanted is not None:
        if wanted not in names:
            near = did_you_mean(wanted, names) or f" There are: {', '.join(names)}."
            raise NotFound(f"{path} has no sheet {wanted!r}.{near}")
        return wanted
    shown = [each.name for each in book.sheets_metadata if "Visible" in str(each.visible)]
    if not names:
        raise BadInput(f"{path} has no sheet.")
    return (shown or names)[0]


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if isinstance(value, str) and not value.strip() else value
