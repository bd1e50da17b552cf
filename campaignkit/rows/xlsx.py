"""XLSX by stream: ECMA-376 part 1, clause 18. Rows come while the sheet is being read."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from campaignkit.errors import BadInput, TooBig
from campaignkit.problems import Problem
from campaignkit.rows import sheet_xml
from campaignkit.rows.number_formats import (
    BUILT_IN,
    is_plain_moment,
    moment,
    parsed,
    section,
    shown,
)
from campaignkit.rows.table_row import TableLine, error_cell, in_full
from campaignkit.rows.values import MOST_EXACT, whole

_MOST_TEXTS, _MOST_TEXT = 3_000_000, 60_000_000  # shared texts; their characters together
_REFERENCE = re.compile(r"([A-Za-z]{1,9})([0-9]{1,12})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a sign that XML cannot hold; 22.9.2.19


def lines(archive: zipfile.ZipFile, file: str, sheet: str | None) -> Iterator[TableLine]:
    """Yield every line of a sheet that has something in it.

    Raises:
        NotFound, BadInput, TooBig: as `campaignkit.rows.read`.
    """
    names = set(archive.namelist())
    listed = book_part(archive, file)
    book = _book(archive, file, listed)
    links = _links(archive, file, listed)
    wanted = sheet_xml.chosen([(name, is_shown) for name, is_shown, _ in book.sheets], sheet, file)
    link = next(link for name, _, link in book.sheets if name == wanted)
    styles, texts = _Styles(), _Texts(file)
    if part := _of_kind(links, "/styles", names):
        sheet_xml.read(archive, part, file, styles)
    if part := _of_kind(links, "/sharedStrings", names):
        for _ in sheet_xml.parse(archive, part, file, texts):
            pass
    target = links.get(link, ("", ""))[1]
    found = _XlsxSheet(file, texts.texts, styles.codes(), from_1904=book.from_1904)
    for _ in sheet_xml.parse(archive, target, file, found):
        yield from found.taken()


def shown_sheets(archive: zipfile.ZipFile, file: str) -> list[str]:
    """Return the names of the sheets that are not hidden, in their order."""
    book = _book(archive, file, book_part(archive, file))
    return [name for name, is_shown, _ in book.sheets if is_shown]


def book_part(archive: zipfile.ZipFile, file: str) -> str:
    """Return the name of the part that lists the sheets."""
    names = set(archive.namelist())
    links = _links(archive, file, "") if "_rels/.rels" in names else {}
    return _of_kind(links, "/officeDocument", names) or "xl/workbook.xml"


def _book(archive: zipfile.ZipFile, file: str, part: str) -> _Book:
    found = _Book()
    sheet_xml.read(archive, part, file, found)
    return found


def _links(archive: zipfile.ZipFile, file: str, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part links to: (kind, part) by id."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found = _Links(folder)
    if rels in archive.namelist():
        sheet_xml.read(archive, rels, file, found)
    return found.links


def _of_kind(links: dict[str, tuple[str, str]], kind: str, names: set[str]) -> str | None:
    return next(
        (part for is_, part in links.values() if is_.endswith(kind) and part in names), None
    )


class _Links(sheet_xml.Handlers):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.links: dict[str, tuple[str, str]] = {}

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join("/", self.folder, marks.get("Target", "")))
            self.links[marks.get("Id", "")] = (marks.get("Type", ""), target.lstrip("/"))


class _Book(sheet_xml.Handlers):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in marks.items() if key.endswith(":id")), "")
            is_shown = marks.get("state", "visible") == "visible"
            self.sheets.append((marks.get("name", ""), is_shown, link))
        elif name == "workbookPr":
            self.from_1904 = marks.get("date1904", "0") in ("1", "true")


class _Styles(sheet_xml.Handlers):
    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._used: list[str] = []
        self._in_cells = False

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "numFmt":
            self._own[marks.get("numFmtId", "")] = marks.get("formatCode", "General")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._used.append(marks.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def codes(self) -> list[str]:
        """Return the format of each style of a cell."""
        known = {str(number): code for number, code in BUILT_IN.items()}
        return [self._own.get(used) or known.get(used, "General") for used in self._used]


class _Texts(sheet_xml.Handlers):
    """The texts that cells share, each held once."""

    def __init__(self, file: str) -> None:
        self.texts: list[str] = []
        self._file, self._held = file, 0
        self._parts: list[str] = []
        self._in_text = self._in_reading = False

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":  # how to pronounce it
            self._in_reading = True
        elif name == "t":
            self._in_text = not self._in_reading

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_reading = False
        elif name == "si":
            self.texts.append(_unescaped("".join(self._parts)))
            if len(self.texts) > _MOST_TEXTS:
                self._refuse()

    def text(self, text: str) -> None:
        if self._in_text:
            self._held += len(text)
            self._parts.append(text)
            if self._held > _MOST_TEXT:
                self._refuse()

    def _refuse(self) -> None:
        raise TooBig(
            f"{self._file} holds more than {_MOST_TEXTS:,} texts or {_MOST_TEXT:,} characters. "
            "Save the sheet as 'CSV UTF-8': it is read as a stream, however long.",
            rule="table.texts",
        )


class _XlsxSheet(sheet_xml.Handlers):
    """The rows of a sheet; a cell's value is made at its end."""

    def __init__(self, file: str, texts: list[str], codes: list[str], *, from_1904: bool) -> None:
        self._file, self._codes, self._from_1904 = file, codes, from_1904
        self._texts = [text if text.strip() else None for text in texts]
        self._general: dict[str, bool] = {}  # whether a style shows a number as it is
        self._ready: list[TableLine] = []
        self._row = self._column = self._held = 0
        self._row_said = "-"  # its number as the sheet has it: it ends the places of its cells
        self._columns: dict[str, int] = {}  # by their letters
        self._cells: dict[int, Any] = {}
        self._notes: list[tuple[int | None, Problem]] = []
        self._told: set[int] = set()  # columns that are shown otherwise, told once
        self._is_hidden = self._has_formula = self._takes = self._in_reading = False
        self._type = self._style = ""
        self._parts: list[str] = []

    def taken(self) -> list[TableLine]:
        """Return the lines that are whole by now, once."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "v" or name == "t":  # noqa: PLR1714 met for each cell: twice as fast so
            self._takes = not self._in_reading
        elif name == "c":
            self._start_cell(marks)
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            said = marks.get("r", "")
            self._row_said = said or "-"
            self._row = int(said) if said.isdecimal() and len(said) < 13 else self._row + 1
            self._column, self._cells, self._notes = 0, {}, []
            self._is_hidden = marks.get("hidden", "0") in ("1", "true")
            sheet_xml.check_place(self._row, 1, self._file)
        elif name == "rPh":
            self._in_reading = True

    def _start_cell(self, marks: dict[str, str]) -> None:
        reference = marks.get("r", "")
        known = self._columns.get(reference.removesuffix(self._row_said))
        if known is not None:  # the letters of a column that was met, and the number of this row
            self._column = known
        else:
            self._column += 1
            self._place(reference)
        self._type, self._style = marks.get("t", "n"), marks.get("s", "")
        self._parts, self._held, self._has_formula = [], 0, False

    def _place(self, reference: str) -> None:
        """Find the column of a cell, and refuse a place that no sheet has."""
        if found := _REFERENCE.fullmatch(reference):
            column = 0
            for letter in found[1].upper():
                column = column * 26 + ord(letter) - 64
            self._column = column
            sheet_xml.check_place(int(found[2]), column, self._file)
            self._columns[found[1]] = column  # at most 16,384: others are refused
        sheet_xml.check_place(self._row or 1, self._column, self._file)

    def text(self, text: str) -> None:
        if self._takes:
            self._held += len(text)
            if self._held > sheet_xml.MOST_CHARACTERS:
                raise sheet_xml.long_cell(self._file, self._row)
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "v" or name == "t":  # noqa: PLR1714
            self._takes = False
        elif name == "c":
            parts = self._parts
            value = self._value(parts[0] if len(parts) == 1 else "".join(parts))
            if value is not None:
                self._cells[self._column] = value
        elif name == "rPh":
            self._in_reading = False
        elif name == "row" and self._cells:
            if self._is_hidden:
                self._notes.append((None, sheet_xml.hidden_row()))
            cells = [self._cells.get(at) for at in range(1, max(self._cells) + 1)]
            self._ready.append(TableLine(self._row, self._row, cells, tuple(self._notes)))

    def _value(self, text: str) -> Any:
        if self._type == "s":
            return self._shared(text)
        if self._type == "e":
            return error_cell(text)
        if self._type in ("str", "inlineStr"):
            text = _unescaped(text)
        elif not text.strip():
            return sheet_xml.not_calculated() if self._has_formula else None
        elif self._type == "b":
            return text.strip() in ("1", "true")
        else:
            return self._date(text) if self._type == "d" else self._number(text)
        return text if text.strip() else None

    def _shared(self, text: str) -> str | None:
        try:
            at = int(text)
            if at < 0:
                raise IndexError
            return self._texts[at]
        except (ValueError, IndexError) as err:
            if not text.strip():
                return None
            raise BadInput(
                f"{self._file}, row {self._row:,}: a cell names text {text[:20]!r}; there are "
                f"{len(self._texts):,}. Save the file anew.",
                rule="table.not-a-spreadsheet",
            ) from err

    def _date(self, text: str) -> Any:
        try:
            found = datetime.fromisoformat(text.strip())
        except ValueError:
            return text
        return date.fromisoformat(text.strip()) if len(text.strip()) == 10 else found

    def _number(self, text: str) -> Any:
        try:
            number = whole(float(text))
        except ValueError:
            return text
        if abs(number) >= MOST_EXACT:
            return in_full(text)
        if self._general.get(self._style):
            return number
        style = int(self._style) if self._style.isdecimal() and len(self._style) < 7 else 0
        code = self._codes[style] if style < len(self._codes) else "General"
        if code == "General":
            if len(self._general) < len(self._codes) + 2:
                self._general[self._style] = True
            return number
        form = parsed(code)
        if form.is_date:
            found = moment(number, form, from_1904=self._from_1904)
            if not is_plain_moment(found, code):
                self._tell(f"a {'time' if type(found) is time else 'date'} as {code}", found)
            return found
        return self._amount(number, code)

    def _amount(self, number: float, code: str) -> Any:
        text_shown, form = shown(number, code), parsed(section(number, code))
        if text_shown is None:
            if "/" in form.signs and type(number) is float:
                self._tell("a fraction", number)
            return number
        if form.is_mask:
            return text_shown
        if text_shown != str(number):
            self._tell(text_shown or "nothing", number)
        return number

    def _tell(self, how: str, given: Any) -> None:
        if self._column not in self._told:
            self._told.add(self._column)
            note = sheet_xml.shown_otherwise(how, given)
            self._notes.append((self._column - 1, note))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
