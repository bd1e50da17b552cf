"""ODS by stream: OpenDocument 1.3 part 3, 9.1 and 19.385. What a cell shows stands in its text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.problems import Problem
from campaignkit.rows import sheet_xml
from campaignkit.rows.table_row import TableLine, error_cell, in_full
from campaignkit.rows.values import MOST_EXACT, whole

_CODE = re.compile(r"0\d+|\+?\(?\d[\d ()./-]*\d")  # digits with zeros before, or grouped by signs
_THOUSANDS = re.compile(r"\d{1,3}([. ]\d{3})+")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|[A-Z]+[!?])|Err:\d{3}")


def lines(archive: zipfile.ZipFile, file: str, sheet: str | None) -> Iterator[TableLine]:
    """Yield every line of a sheet that has something in it.

    Raises:
        NotFound, BadInput, TooBig: as `campaignkit.rows.read`.
    """
    manifest = _Manifest()
    if "META-INF/manifest.xml" in archive.namelist():
        sheet_xml.read(archive, "META-INF/manifest.xml", file, manifest)
    if manifest.is_encrypted:
        raise BadInput(f"{file} has a password. Save it without one.", rule="table.password")
    names = _OdsNames()
    for _ in sheet_xml.parse(archive, "content.xml", file, names):
        if names.sheets and (sheet is None and names.is_past_first_shown):
            break
    wanted = sheet_xml.chosen(names.all(), sheet, file)
    found = _OdsSheet(file, wanted)
    for _ in sheet_xml.parse(archive, "content.xml", file, found):
        yield from found.taken()
        if found.is_done:
            return


class _Manifest(sheet_xml.Handlers):
    is_encrypted = False

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "encryption-data":
            self.is_encrypted = True


class _OdsNames(sheet_xml.Handlers):
    """The sheets, and whether each is shown: a table's style says so."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []  # name, style
        self._hidden: set[str] = set()
        self._style = ""
        self._depth = 0

    @property
    def is_past_first_shown(self) -> bool:
        """Whether a sheet that is shown has been met: the styles stand before all sheets."""
        return any(is_shown for _, is_shown in self.all())

    def all(self) -> list[tuple[str, bool]]:
        return [(name, style not in self._hidden) for name, style in self.sheets]

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "style":
            self._style = _mark(marks, "name", "")
        elif name == "table-properties" and _mark(marks, "display", "true") == "false":
            self._hidden.add(self._style)
        elif name == "table":
            self._depth += 1
            if self._depth == 1:
                self.sheets.append((_mark(marks, "name", ""), _mark(marks, "style-name", "")))

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1


class _OdsSheet(sheet_xml.Handlers):
    def __init__(self, file: str, wanted: str) -> None:
        self._file, self._wanted = file, wanted
        self.is_done = False
        self._ready: list[tuple[TableLine, int]] = []
        self._tables = self._in_wanted = 0
        self._row = self._times_row = self._column = self._times = self._held = 0
        self._cells: dict[int, Any] = {}
        self._notes: list[tuple[int | None, Problem]] = []
        self._told: set[int] = set()
        self._marks: dict[str, str] = {}
        self._parts: list[str] = []
        self._is_hidden = False
        self._paragraphs = self._aside = 0

    def taken(self) -> Iterator[TableLine]:
        """Yield the lines that are whole by now, once, each as often as the file repeats it."""
        ready, self._ready = self._ready, []
        for line, times in ready:
            for more in range(times):
                at = line.line + more
                yield TableLine(at, at, line.cells, line.notes)

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "table":
            self._tables += 1
            if self._tables == 1 and not self.is_done:
                self._in_wanted = int(_mark(marks, "name", "") == self._wanted)
            return
        if not self._in_wanted or self._tables != 1:
            return
        if name == "table-row":
            self._row += self._times_row or 1
            self._times_row = _count(_mark(marks, "number-rows-repeated", "1"))
            self._column, self._times, self._cells, self._notes = 0, 1, {}, []
            self._is_hidden = _mark(marks, "visibility", "visible") != "visible"
        elif name in ("table-cell", "covered-table-cell"):
            self._column += self._times
            self._times = _count(_mark(marks, "number-columns-repeated", "1"))
            self._marks, self._parts, self._held, self._paragraphs = marks, [], 0, 0
        elif name in ("annotation", "ruby-text"):
            self._aside += 1
        elif name == "p" and not self._aside:
            self._paragraphs += 1
            if len(self._parts) > 0:
                self._parts.append("\n")
        elif name == "s" and not self._aside:
            self.text(" " * min(_count(_mark(marks, "c", "1")), sheet_xml.MOST_CHARACTERS))
        elif name in ("line-break", "tab") and not self._aside:
            self.text("\n" if name == "line-break" else "\t")

    def text(self, text: str) -> None:
        if self._paragraphs and not self._aside:
            self._held += len(text)
            if self._held > sheet_xml.MOST_CHARACTERS:
                raise sheet_xml.long_cell(self._file, self._row)
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "table":
            self._tables -= 1
            if self._tables == 0 and self._in_wanted:
                self._in_wanted, self.is_done = 0, True
            return
        if not self._in_wanted or self._tables != 1:
            return
        if name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name in ("annotation", "ruby-text"):
            self._aside -= 1
        elif name == "table-row" and self._cells:
            last = self._row + self._times_row - 1
            sheet_xml.check_place(last, 1, self._file)
            if self._is_hidden:
                self._notes.append((None, sheet_xml.hidden_row()))
            cells = [self._cells.get(at) for at in range(1, max(self._cells) + 1)]
            line = TableLine(self._row, self._row, cells, tuple(self._notes))
            self._ready.append((line, self._times_row))

    def _end_cell(self) -> None:
        value = self._value("".join(self._parts))
        self._paragraphs = 0
        if value is None:
            return
        sheet_xml.check_place(1, self._column + self._times - 1, self._file)
        for at in range(self._column, self._column + self._times):
            self._cells[at] = value

    def _value(self, text: str) -> Any:
        kind = _mark(self._marks, "value-type", "")
        formula = _mark(self._marks, "formula", "")
        if formula and _ERROR.fullmatch(text.strip()):
            return error_cell(text.strip())
        if kind in ("float", "currency", "percentage"):
            return self._number(_mark(self._marks, "value", ""), text, kind)
        if kind == "date":
            found = _date(_mark(self._marks, "date-value", ""))
            if found is not None and text.strip() and text.strip() != str(found):
                self._tell(text.strip(), found)
            return text or None if found is None else found
        if kind == "boolean":
            return _mark(self._marks, "boolean-value", "") == "true"
        said = text or _mark(self._marks, "string-value", "")
        if formula and not kind and not said:
            return sheet_xml.not_calculated()
        return said if said.strip() else None

    def _number(self, said: str, text: str, kind: str) -> Any:
        try:
            number = whole(float(said))
        except ValueError:
            return text if text.strip() else None
        if abs(number) >= MOST_EXACT:
            return in_full(said)
        text = text.strip()
        if kind == "float" and type(number) is int and _is_code(text, number):
            return text
        if text and text not in (str(number), str(number).replace(".", ",")):
            self._tell(text, number)
        return number

    def _tell(self, how: str, given: Any) -> None:
        if self._column not in self._told:
            self._told.add(self._column)
            self._notes.append((self._column - 1, sheet_xml.shown_otherwise(how, given)))


def _is_code(text: str, number: int) -> bool:
    """Say whether a number is shown as a code or a phone: with zeros before, or in groups."""
    if text == str(number) or not _CODE.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return False
    return re.sub(r"\D", "", text).lstrip("0") == str(number)


def _mark(marks: dict[str, str], name: str, otherwise: str) -> str:
    for key, value in marks.items():
        if key.rpartition(":")[2] == name:
            return value
    return otherwise


def _count(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 13 else 1


def _date(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None
