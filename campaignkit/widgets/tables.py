"""Which table: uploaded, or the path of one. An upload is saved beside the notebook, so that
the call shown finds it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit import stores
from campaignkit.errors import BadInput, CampaignError
from campaignkit.rows import Rows, read
from campaignkit.widgets import controls, html

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
# A notebook's server takes messages of 10 MiB, and an upload travels as one; larger ones are
# lost without a word (jupyter_server, websocket_max_message_size).
UPLOAD_MOST = 9_000_000  # bytes
_SHOWN_COLUMNS = 12


class TableForm:
    """Controls for a table. `.box` holds them all."""

    def __init__(self, path: str = "") -> None:
        self._inline: Any = None
        self._counted: tuple[Any, int] = (None, 0)
        self.path = controls.line("Table", path, hint="path of a CSV or XLSX; empty: none")
        self.upload = w.FileUpload(
            accept=",".join(SUFFIXES), multiple=False, description="Upload a table, up to 9 MB"
        )
        self.upload.layout.width = "auto"
        self.words = w.HTML()
        self.box = controls.group(self.path, self.upload, self.words, name="table")
        self.upload.observe(self._uploaded, "value")
        self.path.observe(self._describe, "value")
        self._describe()

    def source(self) -> Any:
        """Return the table's path, or the rows of a campaign file themselves; None: no table."""
        return self.path.value.strip() or self._inline

    def count(self) -> int:
        """Return how many rows there are, those with a mistake included. 0: no table.

        A file is counted again only when it has changed: a long one takes a second.
        """
        source = self.source()
        if source is None:
            return 0
        known = (source, Path(source).stat()[-4:]) if isinstance(source, str) else None
        if known is None or known != self._counted[0]:
            self._counted = known, sum(1 for _ in read(source).outcomes())
        return self._counted[1]

    def fill(self, rows: Any) -> None:
        """Take a table as a campaign file has it: a path, or the rows themselves.

        Raises:
            BadInput: it says how the table is to be read, which there is no control for.
        """
        if isinstance(rows, dict):
            raise BadInput(
                f"{rows['file']}: the studio reads tables as they are, and this one is told how to "
                "be read. Save it as UTF-8 CSV or XLSX, and name it alone: rows = …"
            )
        self._inline = None if isinstance(rows, str) else rows
        self.path.value = rows if isinstance(rows, str) else ""
        self._describe()

    def _uploaded(self, _change: object = None) -> None:
        if not self.upload.value:
            return
        file = self.upload.value[0]
        try:
            self.path.value = keep(file["name"], bytes(file["content"]))
        except CampaignError as err:
            self.words.value = html.error(str(err))

    def _describe(self, _change: object = None) -> None:
        source = self.source()
        if source is None:
            self.words.value = html.said("With a table: one sticker a row.")
            return
        try:
            self.words.value = html.said(described(read(source)))
        except CampaignError as err:
            self.words.value = html.error(str(err))


def keep(name: str, data: bytes) -> str:
    """Save an uploaded file in the working folder; return its name there.

    A file of that name that holds something else is left alone: the name gets a number.

    Raises:
        BadInput: it is larger than UPLOAD_MOST, or the folder cannot be written.
    """
    if len(data) > UPLOAD_MOST:
        raise BadInput(
            f"{name} has {len(data) / 1e6:.1f} MB; an upload takes {UPLOAD_MOST / 1e6:.0f}. "
            "Put it beside the notebook, and type its path."
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
    raise BadInput(f"there are 999 files like {name} already. Rename it.")


def described(rows: Rows) -> str:
    """Return what a table offers: its columns, and how to name one in a text."""
    columns = list(rows.columns or ())
    if not columns:
        return "The table has no columns."
    shown = ", ".join(columns[:_SHOWN_COLUMNS])
    more = f" and {len(columns) - _SHOWN_COLUMNS} more" if len(columns) > _SHOWN_COLUMNS else ""
    example: Any = next((name for name in columns if name.isidentifier()), "column")
    return f"Columns: {shown}{more}. In any text, {{{{ {example} }}}} is the row's."
