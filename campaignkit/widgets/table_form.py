"""Which table, typed as a path or uploaded: its first rows, its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit import resources, stores
from campaignkit.errors import BadInput, CampaignError
from campaignkit.rows import Rows, read
from campaignkit.widgets import controls, html

# A notebook's server takes messages of 10 MiB, and an upload travels as one; larger ones are
# lost without a word (jupyter_server, websocket_max_message_size).
UPLOAD_MOST = 9_000_000  # bytes


def upload(
    label: str,
    suffixes: Sequence[str],
    taken: Callable[[list[str]], None],
    words: w.HTML,
    *,
    multiple: bool = False,
) -> w.FileUpload:
    """Return a button that takes files, keeps them, and calls `taken` with their names.

    words: where it is said that one cannot be kept.
    """
    button = w.FileUpload(accept=",".join(suffixes), multiple=multiple, description=label)
    button.layout.width = "auto"

    def uploaded(_change: object) -> None:
        if not button.value:
            return
        try:
            names = [keep(file["name"], bytes(file["content"])) for file in button.value]
        except CampaignError as err:
            words.value = html.error(str(err))
        else:
            taken(names)

    button.observe(uploaded, "value")
    return button


def keep(name: str, data: bytes) -> str:
    """Save an uploaded file in the working folder; return its name there.

    A file of that name that holds something else is left alone: the name gets a number.

    Raises:
        BadInput: it is larger than UPLOAD_MOST, or the folder cannot be written.
    """
    if len(data) > UPLOAD_MOST:
        raise BadInput(
            f"{name} has {len(data) / 1e6:.1f} MB; an upload takes {UPLOAD_MOST / 1e6:.0f}. "
            "Put it beside the notebook, and type its path.",
            rule="studio.upload-large",
            name=name,
        )
    folder = stores.place(".")
    safe = stores.safe_name(name)
    stem, dot, suffix = safe.rpartition(".")
    for number in range(1, 1000):
        tried = safe if number == 1 else f"{stem}-{number}{dot}{suffix}"
        if not folder.exists(tried):
            folder.write(tried, data)
            return tried
        if folder.read(tried) == data:
            return tried
    raise BadInput(
        f"there are 999 files like {name} already. Rename it.",
        rule="studio.upload-names",
        name=name,
    )


SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
_SHOWN_COLUMNS = 12
_WITHOUT = "With a table: one sticker a row."


class TableForm:
    """Controls for a table. `.box` holds them all.

    without: what to say where there is none. reads: gives its rows. describes: what to say of
    them.
    """

    def __init__(
        self,
        path: str = "",
        *,
        without: str = _WITHOUT,
        reads: Callable[[Any], Rows] = read,
        describes: Callable[[Rows], str] | None = None,
    ) -> None:
        self._inline: Any = None
        self._counted: tuple[Any, int] = (None, 0)
        self._kept: tuple[Any, Rows | None] = (None, None)
        self._without = without
        self._reads, self._describes = reads, describes or described
        self.path = controls.line("Table", path, hint="path of a CSV or XLSX; empty: none")
        self.words = w.HTML()
        self.upload = upload("Upload a table, up to 9 MB", SUFFIXES, self._uploaded, self.words)
        self.box = controls.group(self.path, self.upload, self.words, name="table")
        self.path.observe(self._describe, "value")
        self._describe()

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
        self._describe()

    def _uploaded(self, names: list[str]) -> None:
        self.path.value = names[0]

    def _describe(self, _change: object = None) -> None:
        source = self.source()
        if source is None:
            self.words.value = html.said(self._without)
            return
        try:
            self.words.value = html.said(self._describes(self._reads(source)))
        except CampaignError as err:
            self.words.value = html.error(str(err))


def _held(rows: Rows) -> Rows:
    """Return rows that are in memory."""
    outcomes = list(rows.outcomes())
    return Rows(lambda: iter(outcomes), source=rows.source, columns=rows.columns)


def described(rows: Rows) -> str:
    """Return what a table offers: its columns, and how to name one in a text."""
    example: Any = next((name for name in rows.columns or () if name.isidentifier()), "column")
    said = columns_of(rows)
    return f"{said} In any text, {{{{ {example} }}}} is the row's." if rows.columns else said


def columns_of(rows: Rows) -> str:
    """Return a table's columns in words."""
    columns = list(rows.columns or ())
    if not columns:
        return "The table has no columns."
    shown = ", ".join(columns[:_SHOWN_COLUMNS])
    more = f" and {len(columns) - _SHOWN_COLUMNS} more" if len(columns) > _SHOWN_COLUMNS else ""
    return f"Columns: {shown}{more}."
