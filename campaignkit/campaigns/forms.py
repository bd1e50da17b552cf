"""What every table of a campaign file has, and the keys of those that are printed row by row.

    [business]      who is selling
    [[stickers]]    a design, for one sticker or one a row; on a label sheet or one file each
    [[codes]]       QR codes without a design

The other tables have files of their own; tables.py lists them all. Texts are Jinja over the row,
and over the shop's facts. Paths are relative to the file.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from enum import Enum
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from campaignkit.rows import read
from campaignkit.specs import Form, field_validator
from campaignkit.stock import Stock
from campaignkit.stores import safe_name

if TYPE_CHECKING:
    from campaignkit.campaigns.form_check import FormCheck
    from campaignkit.campaigns.jobs import Job

Format = Literal["pdf", "png", "svg"]
LEVELS = ("L", "M", "Q", "H")
SIZE_MOST = 5000  # mm: the longest page that a PDF 1.5 viewer must show, 14,400 pt
ENDINGS = ("pdf", "png", "svg", "csv", "xml", "json", "jsonl", "wastickers")  # of what is made
_ROWS_KEYS = ("file", "encoding", "delimiter", "sheet")


class Holds(Enum):
    """What a key's value is, beyond its type; said once, at the key."""

    FILE = "a path, several of them, or a table with a file"
    NAME_OR_FILE = "a name of ours, or the path of a file"
    TEMPLATE = "text that is Jinja over the row, or several of them"


class BusinessForm(Form):
    """[business]: see `campaignkit.Business`."""

    name: str
    phone: Any  # these two are checked by Business
    country: str
    language: str = "en"
    colors: Any = None
    logo: Annotated[str | None, Holds.FILE] = None
    hours: str | None = None
    address: str | None = None
    website: str | None = None
    email: str | None = None


class AssetForm(Form):
    """What everything made has. name: of its file or folder, and in the manifest."""

    name: str

    @field_validator("name")
    @classmethod
    def _is_a_file_name(cls, value: str) -> str:
        ending = rf"(\.({'|'.join(ENDINGS)}))+$"
        safe = re.sub(ending, "", safe_name(value, fallback="asset"), flags=re.I)
        if value.casefold() == "manifest":
            raise ValueError("'manifest' is the name of the list of files. Choose another")
        if safe != value:
            raise ValueError(f"{value!r} cannot name a file or folder. {safe!r} would do")
        return value

    @abstractmethod
    def job(self, check: FormCheck) -> Job | None:
        """Return what makes it; None if there are faults, which the check then has."""

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads, which nothing may overwrite."""
        yield from ()


class RowsForm(AssetForm):
    """What is made of a table.

    rows: a path; {file, encoding, delimiter, sheet} where a table needs to be told; or the
    rows themselves. Left out: one, made from the shop's facts alone.
    """

    rows: Annotated[Any, Holds.FILE] = None

    @field_validator("rows")
    @classmethod
    def _is_told_in_known_words(cls, value: Any) -> Any:
        if value is None or isinstance(value, str | Path):
            return value  # looked at when it is needed
        if not isinstance(value, dict):
            return read(value)
        wrong = [key for key in value if key not in _ROWS_KEYS]
        if wrong or not all(isinstance(said, str) for said in value.values()):
            keys = ", ".join(_ROWS_KEYS)
            raise ValueError(f"rows is a path, or a table of texts with the keys {keys}")
        if "file" not in value:
            raise ValueError('rows has no file: write rows = { file = "markets.csv", … }')
        return value

    def table(self, folder: Path) -> Path | None:
        """Return the file that its rows stand in, if they stand in one."""
        named = self.rows.get("file") if isinstance(self.rows, dict) else self.rows
        return folder / named if isinstance(named, str | PathLike) else None

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        if (path := self.table(folder)) is not None:
            yield path


class ShopRowsForm(RowsForm):
    """What is made for a shop, or for the shop that each row tells.

    shop: its fields where they differ from [business], Jinja over the row: { name = "{{ STORE }}",
    phone = "{{ PHONE }}" }. phone: of the shop, for shops that differ in no more.
    """

    shop: Annotated[dict[str, Any] | None, Holds.TEMPLATE] = None
    phone: Annotated[str | None, Holds.TEMPLATE] = None


def sheet_given(value: Any) -> Any:
    """Return what names a label sheet or measures one; it is looked up when it is needed.

    Raises:
        ValueError: it does neither.
    """
    if value is None or isinstance(value, dict | Stock) or (isinstance(value, str) and value):
        return value
    raise ValueError(f"stock={value!r} is no label sheet. Name one, or give its measures")
