"""XML of spreadsheets by stream, with the limits that a real sheet keeps."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from campaignkit.errors import BadInput, NotFound, TooBig, near_or_all
from campaignkit.problems import Problem
from campaignkit.rows.table_row import Wrong

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of Excel and of LibreOffice
MOST_CHARACTERS = 1_000_000  # of a cell; Excel takes 32,767
_PIECE = 1 << 16  # bytes at a time
_BOMB_FROM, _BOMB_RATIO = 20_000_000, 250  # unpacked bytes; real sheets pack 5 to 60 times
_SMALL = 20_000_000  # bytes of the parts that say what is where


class Handlers:
    """What is called with each tag (without its prefix), its end, and the text between."""

    def start(self, name: str, marks: dict[str, str]) -> None:
        """Take a tag."""

    def end(self, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take text."""


def parse(archive: zipfile.ZipFile, part: str, file: str, handlers: Handlers) -> Iterator[None]:
    """Read a part of the archive, and stop after each piece, so that its rows can be taken.

    Raises:
        BadInput: it is broken off, not balanced, or declares entities.
        TooBig: it unpacks to hundreds of times its size.
    """
    try:
        info = archive.getinfo(part)
    except KeyError as err:
        raise _broken(file, f"it lacks {part}") from err
    refuse_bomb(info, file)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = handlers.text

    def first(name: str, marks: dict[str, str]) -> None:
        """Take the first tag: where it has no prefix, those of other names are of other makers."""
        prefixed = ":" in name
        start, end = handlers.start, handlers.end
        parser.StartElementHandler = _bare(start) if prefixed else start
        parser.EndElementHandler = _bare(end) if prefixed else end
        parser.StartElementHandler(name, marks)

    parser.StartElementHandler = first

    def refuse(*_args: Any) -> None:
        raise _broken(file, "it declares a document type, which no spreadsheet does")

    parser.StartDoctypeDeclHandler = refuse
    try:
        with archive.open(info) as opened:
            while piece := opened.read(_PIECE):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield
    except expat.ExpatError as err:
        said = expat.ErrorString(err.code)
        raise _broken(file, f"{part}, line {err.lineno}, column {err.offset + 1}: {said}") from err


def refuse_bomb(info: zipfile.ZipInfo, file: str) -> None:
    """Refuse a part that is made to fill the memory.

    Raises:
        TooBig: it unpacks to hundreds of times its size.
    """
    if info.file_size > _BOMB_FROM and info.file_size > _BOMB_RATIO * max(1, info.compress_size):
        raise TooBig(
            f"{file} unpacks to {info.file_size / 1e6:,.0f} MB, {_BOMB_RATIO} times its size or "
            "more: no table does. Save it anew, or as CSV.",
            rule="table.unpacks",
            bytes=info.file_size,
        )


def read(archive: zipfile.ZipFile, part: str, file: str, handlers: Handlers) -> None:
    """Read a whole part, a small one.

    Raises:
        BadInput, TooBig: as `parse`; or it is larger than such a part ever is.
    """
    if part in archive.namelist() and archive.getinfo(part).file_size > _SMALL:
        raise TooBig(
            f"{file}: {part} has more than {_SMALL / 1e6:,.0f} MB. Save the file anew, or as CSV.",
            rule="table.unpacks",
            bytes=archive.getinfo(part).file_size,
        )
    for _ in parse(archive, part, file, handlers):
        pass


def long_cell(file: str, row: int) -> TooBig:
    """Return the error of a cell with more than MOST_CHARACTERS."""
    return TooBig(
        f"{file}, row {row:,}: a cell has more than {MOST_CHARACTERS:,} characters. Shorten it.",
        rule="table.cell",
    )


def check_place(row: int, column: int, file: str) -> None:
    """Refuse a place beyond what a spreadsheet has, both counted from 1."""
    if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
        raise BadInput(
            f"{file} has a cell in row {row:,}, column {column:,}; a sheet has {MOST_ROWS:,} rows "
            f"and {MOST_COLUMNS:,} columns. Save it anew.",
            rule="table.beyond",
            row=row,
            column=column,
        )


def chosen(sheets: list[tuple[str, bool]], wanted: str | None, file: str) -> str:
    """Return the sheet to read: the wanted one, or the first that is not hidden.

    Raises:
        NotFound: no such sheet.
        BadInput: no sheet at all.
    """
    names = [name for name, _ in sheets]
    if wanted is not None:
        if wanted not in names:
            near = near_or_all(wanted, names)
            raise NotFound(
                f"{file} has no sheet {wanted!r}.{near}", rule="table.no-sheet", sheet=wanted
            )
        return wanted
    if not names:
        raise BadInput(f"{file} has no sheet.", rule="table.no-sheet")
    return next((name for name, is_shown in sheets if is_shown), names[0])


def not_calculated() -> Wrong:
    """Return what a formula is whose value was never stored."""
    return Wrong(
        "table.no-value",
        "this cell has a formula without a stored value.",
        "Open the file in Excel or LibreOffice and save it: then its values are stored.",
    )


def hidden_row() -> Problem:
    """Return the warning of a row that people do not see."""
    return Problem(
        rule="table.hidden-row",
        message="this row is hidden in the sheet (by a filter or by hand), and is used.",
        fix="Show it, or delete it where it should not be used.",
        severity="warning",
    )


def shown_otherwise(shown: str, given: Any) -> Problem:
    """Return the warning of a column that the sheet shows otherwise; told at its first cell."""
    return Problem(
        rule="table.shown-otherwise",
        message=f"the sheet shows {shown}; the value is {given}. So it is in the whole column.",
        value=given,
        fix="Say in the text how to write it, as in {{ price | money }} or {{ day | date }}, or "
        "make the column text.",
        severity="warning",
        params={"shown": shown, "given": str(given)},
    )


def _broken(file: str, why: str) -> BadInput:
    return BadInput(
        f"{file} is no spreadsheet that can be read ({why}). Save it anew.",
        rule="table.not-a-spreadsheet",
    )


def _bare(call: Callable[..., None]) -> Callable[..., None]:
    """Return a handler that takes names without their prefix."""
    names: dict[str, str] = {}

    def handler(name: str, *rest: Any) -> None:
        local = names.get(name)
        if local is None:
            if len(names) > 10_000:  # somebody makes up tags
                names.clear()
            local = names[name] = name.rpartition(":")[2]
        call(local, *rest)

    return handler
