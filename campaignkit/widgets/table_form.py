"""Which table, uploaded or typed as a path: its columns, what they are, and what they fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit import resources
from campaignkit.errors import BadInput, CampaignError
from campaignkit.merge import foreign_placeholders
from campaignkit.presentation import html
from campaignkit.rows import Rows, read, worksheets
from campaignkit.rows.column_names import meant
from campaignkit.rows.delimited import CODE_PAGES, in_unicode
from campaignkit.translations import again
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.uploads import keep, upload

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".xml")
_TEXTS, _BOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm")
_SHOWN_COLUMNS = 12


class TableForm:
    """Controls for a table. `.box` holds them all.

    without: what to say where there is none. reads: gives its rows. describes: what to say of
    them.
    """

    def __init__(
        self,
        path: str = "",
        *,
        without: str = "",
        reads: Callable[[Any], Rows] = read,
        describes: Callable[[Rows], str] | None = None,
    ) -> None:
        self._inline: Any = None
        self._counted: tuple[Any, int] = (None, 0)
        self._kept: tuple[Any, Rows | None] = (None, None)
        self._uploaded_in, self._code_page = "", ""
        self._without = without or _("With a table: one sticker a row.")
        self._reads, self._describes = reads, describes or described
        self.columns: tuple[str, ...] = ()
        self.path = controls.line(_("Table"), path, hint=_("path of a CSV or XLSX; empty: none"))
        self.words = w.HTML()
        self.upload = upload(
            *(_("Upload a table, up to 9 MB"), SUFFIXES, self._uploaded, self.words),
            kept_as=self._readable,
        )
        self._workbook, self._book_name, self._is_new = b"", "", False
        self.sheet = controls.choice(_("Worksheet"), [("", "")])
        self.sheet.observe(self._turned, "value")
        controls.seen(self.sheet, False)
        self.remove = controls.button(_("Without a table"))
        self.remove.on_click(lambda _button: self.fill(None))
        self.below = controls.group()  # what other forms say of the columns
        path_fold = controls.fold(_("A table already in the folder"), self.path)
        head = controls.row(self.upload, self.remove)
        below = (self.sheet, self.words, self.below, path_fold)
        self.box = controls.group(head, *below, name="table")
        self.path.observe(self.describe, "value")
        self.describe()

    def source(self) -> Any:
        """Return the table's path, or the rows of a campaign file themselves; None: no table."""
        return self.path.value.strip() or self._inline

    def rows(self, source: Any) -> Rows:
        """Return the rows of a table; a file is read again only when it has changed.

        Raises:
            CampaignError: it is no table.
        """
        if not isinstance(source, str):
            return self._reads(source)
        # each change of a control asks for the rows, and a table of 100,000 takes a second
        known = (source, resources.as_of(Path(source)))
        if self._kept[1] is None or known != self._kept[0]:
            self._kept = known, _held(self._reads(source))
        assert self._kept[1] is not None
        return self._kept[1]

    def count(self) -> int:
        """Return how many rows there are, those with a mistake included. 0: no table.

        A file is counted again only when it has changed: a long one takes a second.
        """
        source = self.source()
        if source is None:
            return 0
        rows = read(source)
        known = (source, Path(source).stat()[-4:]) if isinstance(source, str) else None
        if known is None or known != self._counted[0]:
            self._counted = known, sum(1 for _ in rows.outcomes())
        return self._counted[1]

    def fill(self, rows: Any) -> None:
        """Take a table as a campaign file has it: a path, or the rows themselves.

        Raises:
            BadInput: it says how the table is to be read, which there is no control for.
        """
        if isinstance(rows, dict):
            raise BadInput(
                f"{rows['file']}: the studio reads tables as they are, and this one is told how to "
                "be read. Save it as UTF-8 CSV or XLSX, and name it alone: rows = …",
                rule="studio.table-options",
            )
        self._inline = None if isinstance(rows, str) else rows
        self.path.value = rows if isinstance(rows, str) else ""
        self.describe()

    def describe(self, _change: object = None) -> None:
        """Say what the table offers, in the language in use."""
        source = self.source()
        controls.seen(self.remove, source is not None)
        # the sheets offered are those of the workbook uploaded, not of a path typed since
        if source != self._uploaded_in:
            controls.seen(self.sheet, False)
        self.columns = ()
        if source is None:
            self.words.value = html.said(again(self._without))
            return
        try:
            rows = self._reads(source)
            self.words.value = html.said(self._describes(rows)) + self._code_page_told(source)
        except CampaignError as err:
            self.words.value = html.error(str(err))
            return
        self.columns = tuple(rows.columns or ())

    def _readable(self, name: str, data: bytes) -> bytes:
        """Return an uploaded table as it is kept: a CSV of Excel's in UTF-8, of a workbook that
        has several sheets with tables the first of them."""
        sheets = worksheets.tables(data) if name.lower().endswith(_BOOKS) else []
        self._workbook, self._book_name = data, name
        self._offer_sheets(sheets)
        # a table is named by its path alone everywhere below: no one else is to know the sheet
        if sheets:
            return worksheets.alone(data, sheets[0])
        return self._in_unicode(name, data)

    def _offer_sheets(self, sheets: list[str]) -> None:
        """Offer the sheets of a workbook, if there is more than one to choose from."""
        self._is_new = True
        self.sheet.options = sheets or [("", "")]
        self._is_new = False
        controls.seen(self.sheet, len(sheets) > 1)

    def _turned(self, change: Any) -> None:
        """Read another sheet of the workbook: a copy of it is kept that shows this one alone."""
        # filling the list chooses its first entry, which nobody asked for
        if self._is_new or not change["new"]:
            return
        try:
            data = worksheets.alone(self._workbook, change["new"])
            self._uploaded([keep(self._book_name, data)])
        except CampaignError as err:
            self.words.value = html.error(str(err))

    def _in_unicode(self, name: str, data: bytes) -> bytes:
        """Return an uploaded table; one that Excel wrote as plain CSV is kept in UTF-8."""
        is_text = name.lower().endswith(_TEXTS)
        kept, self._code_page = in_unicode(data) if is_text else (data, "")
        return kept

    def _code_page_told(self, source: Any) -> str:
        if not self._code_page or source != self._uploaded_in:
            return ""
        said = _(
            "Read as {page}. If letters are wrong, save it as “CSV UTF-8” and upload it again.",
            page=CODE_PAGES[self._code_page],
        )
        return html.said(said)

    def _uploaded(self, names: list[str]) -> None:
        self._uploaded_in = names[0]
        self.path.value = names[0]
        self.describe()


class ColumnButtons:
    """A button for each column, which writes it into the text chosen. `.box` holds them.

    Texts are watched: {Name} and [Name] that are columns become {{ Name }}; what is nearly one is
    asked about. texts: the boxes that can be written into.
    """

    def __init__(self, table: TableForm, texts: Mapping[str, Any]) -> None:
        self._table, self._texts = table, dict(texts)
        first = next(iter(self._texts))
        self.into = controls.choice(_("Write into"), [(name, name) for name in self._texts], first)
        self.buttons: w.HBox = controls.row()
        self.words = w.HTML()
        self.box = controls.group(self.into, self.buttons, self.words, name="columns")
        table.path.observe(self._offer, "value")
        for box in self._texts.values():
            box.observe(self._read, "value")
        self._offer()

    def _offer(self, _change: object = None) -> None:
        shown = self._table.columns[:_SHOWN_COLUMNS]
        self.buttons.children = [self._button(column) for column in shown]
        controls.seen(self.box, bool(shown))
        for name in self._texts:
            self._understand(name)

    def _button(self, column: str) -> w.Button:
        made = controls.button(column, hint=_("Write {column} into the text", column=column))
        made.on_click(lambda _button: self._write(column))
        return made

    def _write(self, column: str) -> None:
        box = self._texts[self.into.value]
        before = box.value.rstrip()
        box.value = f"{before} {foreign_placeholders.mark(column)}".strip()

    def _read(self, change: Any) -> None:
        """Understand a text as it is typed."""
        name = next(name for name, box in self._texts.items() if box is change["owner"])
        self._understand(name)

    def _understand(self, name: str) -> None:
        box, columns = self._texts[name], self._table.columns
        if not columns:
            self.words.value = ""
            return
        understood = foreign_placeholders.understood(box.value, columns)
        # to write it sets off this very function again, with nothing left to understand
        if understood != box.value:
            box.value = understood
            return
        found = foreign_placeholders.asked(box.value, columns)
        said = (
            _("{text} is no column of the table.", text=text) + html.hint(hint)
            for text, hint in found
        )
        self.words.value = "".join(map(html.error, said))


class ColumnRoles:
    """Which column says a row's language, phone and copies. `.box` holds a menu for each.

    A column that people call so is proposed when a table comes; each can be changed.
    """

    ROLES = ("language", "phone", "copies")
    PROPOSED = ("language", "copies")  # a column of phones may be the customers'

    def __init__(self, table: TableForm) -> None:
        self._table = table
        labels = (_("Language of a row"), _("Phone of a row"), _("How many of a row"))
        self.menus = {
            role: controls.choice(label, [_all_alike()], "")
            for role, label in zip(self.ROLES, labels, strict=True)
        }
        self.box = controls.group(*self.menus.values(), name="roles")
        table.path.observe(self._offer, "value")
        self._offer()

    def all(self) -> list[w.Widget]:
        """Return every control."""
        return list(self.menus.values())

    def options(self) -> dict[str, str]:
        """Return what is said of each row, as a template over it."""
        chosen = {role: menu.value for role, menu in self.menus.items() if menu.value}
        return {role: foreign_placeholders.mark(column) for role, column in chosen.items()}

    def fill(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """Choose the columns that a campaign file names; return the table without them."""
        left = dict(table)
        by_mark = {foreign_placeholders.mark(column): column for column in self._table.columns}
        for role, menu in self.menus.items():
            column = by_mark.get(str(left.get(role, "")), "")
            menu.value = column
            if column:
                left.pop(role)
        return left

    def _offer(self, _change: object = None) -> None:
        columns = self._table.columns
        controls.seen(self.box, bool(columns))
        for role, menu in self.menus.items():
            menu.options = [_all_alike(), *((column, column) for column in columns)]
            found = meant(role, columns) if role in self.PROPOSED else []
            menu.value = found[0] if found else ""


def _all_alike() -> tuple[str, str]:
    return _("the same for all"), ""


def _held(rows: Rows) -> Rows:
    """Return rows that are in memory."""
    outcomes = list(rows.outcomes())
    return Rows(lambda: iter(outcomes), source=rows.source, columns=rows.columns)


def described(rows: Rows) -> str:
    """Return what a table offers: its columns, and how to name one in a text."""
    example: Any = next((name for name in rows.columns or () if name.isidentifier()), "column")
    said = columns_of(rows)
    how = _("In any text, {mark} is the row's.", mark=foreign_placeholders.mark(example))
    return f"{said} {how}" if rows.columns else said


def columns_of(rows: Rows) -> str:
    """Return a table's columns in words."""
    columns = list(rows.columns or ())
    if not columns:
        return _("The table has no columns.")
    shown = _(", ").join(columns[:_SHOWN_COLUMNS])
    if len(columns) > _SHOWN_COLUMNS:
        shown = _("{names} and {count} more", names=shown, count=len(columns) - _SHOWN_COLUMNS)
    return _("Columns: {names}.", names=shown)
