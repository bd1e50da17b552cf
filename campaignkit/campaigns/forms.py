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
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from campaignkit.assets.looks import BLACK
from campaignkit.rows import read
from campaignkit.specs import Field, Form, field_validator, model_validator
from campaignkit.stock import Stock
from campaignkit.stores import safe_name
from campaignkit.wording import is_template

if TYPE_CHECKING:
    from campaignkit.campaigns.jobs import Job
    from campaignkit.campaigns.preparing import Preparing

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
    def job(self, desk: Preparing) -> Job | None:
        """Return what makes it; None if there are faults, which the desk then has."""

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


class PrintedForm(ShopRowsForm):
    """What stickers and codes have. With `stock` one sheet file, else a file for each row.

    file: the name of a row's file, Jinja; left out, its number in the table. stock: a sheet's
    name, or its measures: { page = "A4", label = [60, 40], grid = [3, 7], margin = [10, 5] }.
    level, copies: the same for all rows, or Jinja over them.
    """

    level: Annotated[str, Holds.TEMPLATE] = "M"
    size_mm: Any = None
    formats: tuple[Format, ...] = Field(default=("pdf",), min_length=1)
    file: str | None = None
    stock: Any = None
    copies: Annotated[int | str, Holds.TEMPLATE] = 1
    start: int = Field(default=1, ge=1)
    skip: tuple[int, ...] = ()

    @field_validator("level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        if value not in LEVELS and not is_template(value):
            raise ValueError(f"level={value!r} is none. There are L, M, Q and H")
        return value

    @field_validator("copies")
    @classmethod
    def _is_a_count(cls, value: int | str) -> int | str:
        if is_template(value) or (type(value) is int and value >= 1):
            return value
        raise ValueError(f"copies={value!r} is no count. Give 1 or more, or Jinja over the row")

    @field_validator("stock")
    @classmethod
    def _is_a_sheet(cls, value: Any) -> Any:
        return sheet_given(value)

    @field_validator("formats")
    @classmethod
    def _each_once(cls, value: tuple[Format, ...]) -> tuple[Format, ...]:
        return tuple(dict.fromkeys(value))

    @field_validator("size_mm")
    @classmethod
    def _is_a_size(cls, value: Any) -> Any:
        sides = value if isinstance(value, list | tuple) else (value,)
        if value is None or (1 <= len(sides) <= 2 and all(map(_is_length, sides))):
            return tuple(sides) if isinstance(value, list) else value
        raise ValueError(
            f"size_mm={value!r} is no size. Give a width, or [width, height], in mm, above 0 and "
            f"at most {SIZE_MOST}"
        )

    @model_validator(mode="after")
    def _is_a_sheet_or_files(self) -> Self:
        given = self.model_fields_set
        if self.stock and (wrong := sorted(given & {"formats", "file"})):
            raise ValueError(
                f"{wrong[0]} is for files of their own; on a label sheet all are in one PDF. Leave "
                f"out {wrong[0]}, or stock"
            )
        if not self.stock and (wrong := sorted(given & {"copies", "start", "skip"})):
            raise ValueError(f"{wrong[0]} counts labels of a sheet. Say which: stock = …")
        return self


class StickersForm(PrintedForm):
    """[[stickers]]: a design, filled from each row."""

    design: Annotated[str, Holds.NAME_OR_FILE]
    link: Annotated[str | None, Holds.TEMPLATE] = None
    text: Annotated[str | None, Holds.TEMPLATE] = None
    title: Annotated[str | None, Holds.TEMPLATE] = None
    note: Annotated[str | None, Holds.TEMPLATE] = None
    facts: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)
    language: Annotated[str | None, Holds.TEMPLATE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.link is not None and self.text is not None:
            raise ValueError("give link or text, not both: text makes a chat link of its own")
        return self

    def job(self, desk: Preparing) -> Job | None:
        """Return the job; None if there are faults."""
        return desk.stickers(self)

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        yield from super().inputs(folder)
        if is_path(self.design) and not is_template(self.design):
            yield folder / self.design


class CodesForm(PrintedForm):
    """[[codes]]: of a text, or of a kind of link and its fields.

    style, dark, logo: as `campaignkit.qr_code` has them.
    """

    text: Annotated[str | None, Holds.TEMPLATE] = None
    kind: str | None = None
    fields: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)
    boost: bool = False
    style: str = "square"
    dark: str = BLACK
    logo: Annotated[str | None, Holds.FILE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) == (self.kind is None):
            raise ValueError("a code says a text, or a kind of link with its fields: give one")
        if isinstance(self.size_mm, tuple):
            raise ValueError("size_mm: a code is as wide as high. Give one number")
        return self

    def job(self, desk: Preparing) -> Job | None:
        """Return the job; None if there are faults."""
        return desk.codes(self)

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        yield from super().inputs(folder)
        if self.logo:
            yield folder / self.logo


def sheet_given(value: Any) -> Any:
    """Return what names a label sheet or measures one; it is looked up when it is needed.

    Raises:
        ValueError: it does neither.
    """
    if value is None or isinstance(value, dict | Stock) or (isinstance(value, str) and value):
        return value
    raise ValueError(f"stock={value!r} is no label sheet. Name one, or give its measures")


def is_path(design: str) -> bool:
    """Say whether this is a merchant's own file rather than a name."""
    return design.endswith(".toml") or "/" in design or "\\" in design


def _is_length(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= SIZE_MOST
