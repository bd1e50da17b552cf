"""What every table of a campaign file has, and the check of one: every mistake, not only the first.

    [business]      who is selling
    [[stickers]]    a design, for one sticker or one a row; on a label sheet or one file each
    [[codes]]       QR codes without a design

The other tables have files of their own; campaign_file.py lists them all. Texts are Jinja over
the row, and over the shop's facts. Paths are relative to the file. In a check each key is tried by
itself, then all of them together; nothing is drawn but what is the same on every sticker. What is
made of a form stands with the form.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from campaignkit import layout, rows, stock
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.jobs.ledger import Snapshots
from campaignkit.layout import Design
from campaignkit.merge import NO_TABLE, Source, unknown_names
from campaignkit.merge.recipients import Recipient, recipient
from campaignkit.merge.shops import Shops
from campaignkit.rows import read
from campaignkit.rows.column_names import hint
from campaignkit.sheets import check_position, free_positions
from campaignkit.specs import Field, Form, field_validator
from campaignkit.stock import Stock
from campaignkit.stores import safe_name
from campaignkit.tracking.tokens import Tokens
from campaignkit.wording import Wording, compile_text, is_template

if TYPE_CHECKING:
    from campaignkit.jobs.job import Job

Format = Literal["pdf", "png", "svg", "zpl", "tspl", "escpos", "ql"]
LEVELS = ("L", "M", "Q", "H")
SIZE_MOST = 5000  # mm: the longest page that a PDF 1.5 viewer must show, 14,400 pt
ENDINGS = (
    "pdf",
    "png",
    "svg",
    "zpl",
    "tspl",
    "escpos",
    "ql",
    "csv",
    "xml",
    "json",
    "jsonl",
    "wastickers",
)  # of what is made
_ROWS_KEYS = ("file", "encoding", "delimiter", "sheet", "columns")


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


class ShopsForm(Form):
    """[shops]: what is in the file is made for each shop of a table, into a folder each.

    rows: the table, as of an asset; its columns are found as people call them: name, phone,
    country, language, colour, accent, logo, theme, hours, address, website, email, overrides.
    key: the column that tells shops apart; left out, "id", "code" or the like, else the name.
    columns: which column is which, where its name does not say: { phone = "ZAP" }.
    """

    rows: Annotated[Any, Holds.FILE]
    key: str | None = None
    columns: dict[str, str] = Field(default_factory=dict)


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

    rows: a path; {file, encoding, delimiter, sheet, columns} where a table needs to be told; or
    the rows themselves. Left out: one, made from the shop's facts alone. key: what a row is called
    in the manifest, a column or Jinja over the row; left out, the column "id", "sku", "code" or the
    like. by: of many shops ([shops]), the column that says whose a row is.
    """

    rows: Annotated[Any, Holds.FILE] = None
    key: str | None = None
    by: str | None = None

    @field_validator("rows")
    @classmethod
    def _is_told_in_known_words(cls, value: Any) -> Any:
        if value is None or isinstance(value, str | Path):
            return value  # looked at when it is needed
        if not isinstance(value, dict):
            return read(value)
        wrong = [key for key in value if key not in _ROWS_KEYS]
        columns = value.get("columns", {})
        texts = (each for key, each in value.items() if key != "columns")
        said = [*texts, *columns.values()] if isinstance(columns, dict) else [columns]
        if wrong or not all(isinstance(each, str) for each in said):
            keys = ", ".join(_ROWS_KEYS)
            raise ValueError(
                f"rows is a path, or a table of texts with the keys {keys}; columns is one of "
                'texts, as in { phone = "WHATSAPP" }'
            )
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


class TokenForm(Form):
    """How the pieces of an asset are told apart: see `campaignkit.Tokens`.

    campaign: left out, the name of the asset. key: of a row; left out, the key of the asset.
    optional: what has no place for a reference stays without one; so it is for [tracking].
    """

    campaign: str | None = None
    pattern: str | None = None
    key: str | None = None
    secret: str | None = None
    optional: bool = False


class TrackedForm(ShopRowsForm):
    """What can bear references. token: true, a pattern such as "[{{ token }}]", or a table."""

    token: bool | str | TokenForm = False


def sheet_given(value: Any) -> Any:
    """Return what names a label sheet or measures one; it is looked up when it is needed.

    Raises:
        ValueError: it does neither.
    """
    if value is None or isinstance(value, dict | Stock) or (isinstance(value, str) and value):
        return value
    raise ValueError(f"stock={value!r} is no label sheet. Name one, or give its measures")


T = TypeVar("T")
Fault = tuple[str, CampaignError]  # the key, and what is wrong with it
Reader = Callable[[Any], rows.Rows]
Key = str | Wording  # what rows are called by: a column, or Jinja over the row

_MEASURES = ("page", "label", "grid", "margin", "gap", "shape", "radius")  # of a sheet's own


class FormCheck:
    """One asset being made ready. faults: what was wrong, by key."""

    def __init__(self, shop: Business, folder: Path, snapshots: Snapshots | None = None) -> None:
        """snapshots: keeps tables as they are now, for a build."""
        self._snapshots = snapshots
        self.shop = shop
        self.folder = folder
        self.faults: list[Fault] = []

    # -- what every kind needs -------------------------------------------------------------------

    def tried(self, key: str, make: Callable[[], T]) -> T | None:
        """Return what `make` makes; None if it cannot, which becomes a fault of the key."""
        try:
            return make()
        except CampaignError as err:
            self.faults.append((key, err))
            return None

    def source(self, given: Any, read: Reader = rows.read) -> Source | None:
        """Return the rows of an asset; None if they cannot be had. read: what opens a table."""
        found = self.tried("rows", lambda: source_of(given, self.folder, read))
        if found is None or found.single or self._snapshots is None:
            return found
        if found.rows.again and not isinstance(given, str | PathLike | dict):
            return found  # in memory already
        return Source(self._snapshots.of(found.rows, now=found.rows.again))

    def key(self, said: str | None, source: Source) -> Key | None:
        """Return what rows are called by; None if that is not said, or is a fault of the key."""
        if said is None:
            return None
        if is_template(said):
            text = self.texts({"key": said}).get("key")
            self.check_names({} if text is None else {"key": text}, source)
            return text
        columns = source.rows.columns
        if columns is not None and said not in columns:
            near = hint(said, columns) or f" There are: {', '.join(columns)}."
            err = BadInput(
                f"key={said!r} is no column of {source.name}.{near}",
                rule="row.no-column",
                name=said,
            )
            self.faults.append(("key", err))
        return said

    def texts(self, given: Mapping[str, Any]) -> dict[str, Wording]:
        """Return texts ready to be filled, by key; what is no text is passed over."""
        made = {
            key: self.tried(key, partial(compile_text, value, name=key))
            for key, value in given.items()
            if isinstance(value, str)
        }
        return {key: text for key, text in made.items() if text is not None}

    def check_names(
        self,
        templates: Mapping[str, Wording],
        source: Source | None,
        facts: Iterable[str] | None = None,
    ) -> None:
        """Note each template that speaks of what is no column and no fact.

        facts: besides the columns; those of the shop if left out.
        """
        if source is None:
            return
        known = {*(self.shop.facts() if facts is None else facts)}
        for key, template in templates.items():
            self.faults += ((key, err) for err in unknown_names(key, template, source, known))

    def shops(self, shop: Any, phone: str | None, source: Source | None) -> Shops | None:
        """Return whose each row is; None if that cannot be told, which is a fault of its key."""
        key = "phone" if shop is None else "shop"
        given = self.shop if shop is None else shop
        shops = self.tried(key, lambda: Shops(given, phone=phone, base=self.shop))
        if shops is not None:
            self.check_names(shops.templates.texts, source, self.shop.facts())
        return shops

    def tokens(self, form: TrackedForm) -> Tokens | None:
        """Return how the pieces of an asset are told apart; None if that is not asked for."""
        said = form.token
        if said is False:
            return None
        given = TokenForm(pattern=said) if isinstance(said, str) else said
        told = given if isinstance(given, TokenForm) else TokenForm()
        return self.tried(
            "token",
            lambda: Tokens(
                campaign=told.campaign or form.name,
                pattern=told.pattern,
                key=told.key or form.key,
                secret=told.secret,
                optional=told.optional,
            ),
        )

    def recipient(self, to: str | None, source: Source) -> Recipient | None:
        """Return whom rows are sent to; None if that is not said, or is a fault of the key."""
        if to is None:
            return None
        return self.tried("to", lambda: recipient(to, source, self.shop.facts()))

    def sheet(self, given: Any, *, start: int, skip: Collection[int]) -> Stock | None:
        """Return a label sheet with room from `start` on; None if there is none."""
        found = self.tried("stock", lambda: _sheet(given))
        if found is None:
            return None
        positions = [("start", start), *(("skip", position) for position in skip)]
        for key, value in positions:
            self.tried(key, partial(check_position, key, value, found))
        if not self.faults:
            self.tried("skip", lambda: free_positions(found, start=start, skip=skip))
        return found

    def load(self, name: str) -> Design:
        """Return a design by its name, or a merchant's own by its path in the folder.

        Raises:
            NotFound, BadInput: there is none, or it has mistakes.
        """
        return layout.load(str(self.folder / name) if is_path(name) else name)

    def design(self, given: str) -> tuple[str, Design | None]:
        """Return what names a design, a merchant's own by its full path, and the design."""
        name = str(self.folder / given) if is_path(given) else given
        return name, self.tried("design", lambda: layout.load(name))

    def facts(self, design: Design, language: str) -> Mapping[str, Any]:
        """Return the facts of the shop, and those that a design makes of them."""
        return layout.shop_facts(design, self.shop, language)

    def worn(
        self, theme: str | None, season: str | None, artwork: str | None
    ) -> dict[str, str | None]:
        """Return theme, season and artwork, those of the merchant's own by their full paths."""
        said = {"theme": theme, "season": season, "artwork": artwork}
        worn = {key: str(self.folder / v) if v and is_path(v) else v for key, v in said.items()}
        for key, value in worn.items():
            if value and not is_template(value):
                self.tried(key, partial(layout.styling, **{key: value}))
        return worn

    def fits(
        self,
        given: Any,
        design: Design,
        language: str,
        worn: Mapping[str, str | None] | None = None,
    ) -> None:
        """Note that a design has no layout for the label of a sheet."""
        fixed = {key: v for key, v in (worn or {}).items() if not is_template(v)}
        self.tried("stock", lambda: self._fits(given, design, language, fixed))

    def _fits(
        self, given: Any, design: Design, language: str, worn: Mapping[str, str | None]
    ) -> None:
        try:
            sheet = _sheet(given)
        except CampaignError:
            return  # said under its own key
        width, height = sheet.label
        shape = "rect" if sheet.shape == "rect" else "round"
        dress = layout.styling(**worn)
        layout.compiled(
            design, self.shop, language, width=width, height=height, shape=shape, dress=dress
        )


def source_of(given: Any, folder: Path, read: Reader) -> Source:
    """Return the rows that a form names.

    Raises:
        CampaignError: they cannot be had.
    """
    if given is None:
        return NO_TABLE
    if isinstance(given, dict):
        options = {key: value for key, value in given.items() if key != "file"}
        return Source(rows.read(folder / given["file"], **options))
    return Source(read(folder / given if isinstance(given, str | PathLike) else given))


def _sheet(given: str | Mapping[str, Any] | Stock) -> Stock:
    """Return a label sheet by its name, or of its own measures."""
    if isinstance(given, Stock):
        return given
    if isinstance(given, str):
        return stock.find(given)
    for key in given:
        if key not in _MEASURES:
            near = did_you_mean(key, _MEASURES) or f" There are: {', '.join(_MEASURES)}."
            raise BadInput(
                f"a label sheet has no {key!r}.{near}", rule="stock.measure-unknown", key=key
            )
    if not isinstance(given.get("radius", 0), int | float):
        raise BadInput(f"radius={given['radius']!r} is no length. Give mm.", rule="stock.radius")
    missing = [key for key in ("page", "label", "grid", "margin") if key not in given]
    if missing:
        raise BadInput(
            f"a label sheet of its own needs {', '.join(missing)}, in mm.",
            rule="stock.measure-missing",
        )
    lengths: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in given.items()
    }
    lengths["page"] = stock.page_size(lengths["page"])
    return Stock(**{"name": "own sheet", **lengths})


def is_path(design: str) -> bool:
    """Say whether this is a merchant's own file rather than a name."""
    return Path(design).suffix != "" or "/" in design or "\\" in design
