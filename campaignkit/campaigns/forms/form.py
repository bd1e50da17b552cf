"""What tables of a campaign file have: who is selling, what an asset is called, where its rows are.

    [business]      who is selling
    [shops]         many who sell

The tables of assets have files of their own; campaign_file.py lists them all. Texts are Jinja over
the row, and over the shop's facts. Paths are relative to the file. What is made of a form stands
in jobs/, or with the form.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from campaignkit.errors import BadInput, did_you_mean
from campaignkit.merge import Source
from campaignkit.printers import Printer
from campaignkit.printers.profiles import to_table
from campaignkit.rows import read
from campaignkit.rows.files import file_in
from campaignkit.specs import Field, Form, Names, field_validator
from campaignkit.stock import Stock
from campaignkit.stores import safe_name
from campaignkit.tracking.experiments import Experiment
from campaignkit.tracking.tokens import Tokens
from campaignkit.wording import is_template

if TYPE_CHECKING:
    from campaignkit.campaigns.forms.checking import Fault, FormCheck
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
        # the ending is ours to add: "menu.pdf" would become menu.pdf.pdf
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

    def checked(self, check: FormCheck) -> Job | None:
        """Return the job, each fault where it stands."""
        return self.job(check)

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads, which nothing may overwrite."""
        yield from ()

    def takes(self, key: str) -> bool:
        """Say whether it has such a key, being what it is."""
        return key in type(self).model_fields


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

    @property
    def shop_key(self) -> str:
        """The key that names the column in which the shop of each row stands."""
        return "by"

    def table(self, folder: Path) -> Path | None:
        """Return the file that its rows stand in, if they stand in one."""
        named = self.rows.get("file") if isinstance(self.rows, dict) else self.rows
        return file_in(folder, named) if isinstance(named, str | PathLike) else None

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
    value, expires: each reference is a coupon: value = "10 %", expires = 2026-12-31.
    """

    campaign: str | None = None
    pattern: str | None = None
    key: str | None = None
    secret: str | None = Field(default=None, repr=False)
    optional: bool = False
    value: str | None = None
    expires: date | None = None


class ExperimentForm(Form):
    """What is tried on whom: see `campaignkit.Experiment`. key: left out, the key of the asset.

    variants: a table for each, with keys of the asset that differ: [experiment.variants.short],
    text = "Oi!".
    """

    variants: dict[str, dict[str, Any]] = Field(default_factory=dict)
    holdout: float = 0.0
    seed: int | None = None
    key: str | None = None
    strata: Names = ()
    match: Names = ()
    begins: date | None = None
    ends: date | None = None
    expected: float | None = None
    name: str | None = None


def _top(fault: Fault) -> str:
    """Return the first part of a fault's key."""
    return fault[0].partition(".")[0]


class TrackedForm(ShopRowsForm):
    """What can bear references, and be tried in variants.

    token: true, a pattern such as "[{{ token }}]", or a table. experiment: a table, or false.
    """

    token: bool | str | TokenForm = False
    experiment: Literal[False] | ExperimentForm = False

    def checked(self, check: FormCheck) -> Job | None:
        """Return the job; what is wrong with a variant is told at its own key."""
        job = self.job(check)
        if check.faults and self.experiment is not False:
            check.faults = self._placed(check, self.experiment.variants)
        return job

    def _placed(self, check: FormCheck, variants: Mapping[str, Mapping[str, Any]]) -> list[Fault]:
        """Return the faults of all variants together, those of one where it stands.

        Each is made ready alone: of texts that choose by the variant nobody knows whose is wrong.
        """
        varied = {key for own in variants.values() for key in own}
        found = [fault for fault in check.faults if _top(fault) not in varied]
        for arm, own in variants.items():
            told = {key for key, _ in found}
            apart = check.again()
            self._alone(own).job(apart)
            for key, err in apart.faults:
                place = f"experiment.variants.{arm}.{key}" if _top((key, err)) in own else key
                if place not in told:
                    found.append((place, err))
        # what no variant has by itself is a fault of all of them together
        return found or check.faults

    def _alone(self, own: Mapping[str, Any]) -> Self:
        """Return the form as one variant has it; what is no text is left as it is for all."""
        said: dict[str, Any] = {"experiment": False}
        for key in set(own) & set(self._varied()):
            base, value = getattr(self, key), own[key]
            if isinstance(value, Mapping) and isinstance(base or {}, Mapping):
                said[key] = {**(base or {}), **value}
            elif isinstance(value, str):
                said[key] = value
        return self.model_copy(update=said)

    def drawn(self, check: FormCheck) -> tuple[Self, Source | None]:
        """Return the form and its rows; with an experiment, as each row drew.

        Of the form, texts that differ choose by the variant of a row.
        """
        source, experiment = check.source(self.rows), self.tried(check)
        if source is None or experiment is None:
            return self, source
        kept = {name: check.at_folder(name, getattr(self, name)) for name in self._varied()}
        texts = check.tried("experiment", lambda: experiment.varied(kept))
        table = check.tried("experiment", lambda: experiment.rows(source.rows))
        if texts is None or table is None:
            return self, source
        return self.model_copy(update=texts), Source(table, source.single)

    def tried(self, check: FormCheck) -> Experiment | None:
        """Return what is tried in it; None if nothing is, or that is a fault."""
        said, known = self.experiment, self._varied()
        if said is False:
            return None
        for arm, own in said.variants.items():
            for key, value in own.items():
                if key not in known:
                    near = did_you_mean(key, known) or f" There are: {', '.join(known)}."
                    told = f"variant {arm!r} says {key!r}, in which variants cannot differ.{near}"
                    err = BadInput(told, rule="experiment.key", key=key)
                    check.faults.append((f"experiment.variants.{arm}.{key}", err))
                elif key == "design" and isinstance(value, str) and not is_template(value):
                    check.tried(f"experiment.variants.{arm}.{key}", partial(check.load, value))
        arms = {
            arm: {key: check.at_folder(key, value) for key, value in own.items()}
            for arm, own in said.variants.items()
        }
        given = said.model_dump(exclude={"variants"})
        given |= {"name": said.name or self.name, "key": said.key or self.key}
        return check.tried("experiment", lambda: Experiment(variants=arms, **given))

    def _varied(self) -> list[str]:
        """Return the keys in which variants may differ: texts, names and files of a row."""
        kinds = (Holds.TEMPLATE, Holds.NAME_OR_FILE)
        return [
            name
            for name, field in type(self).model_fields.items()
            if any(kind in field.metadata for kind in kinds) and name not in ("copies", "shop")
        ]

    def tokens(self, check: FormCheck) -> Tokens | None:
        """Return how its pieces are told apart; None if that is not asked for, or is a fault."""
        said = self.token
        if said is False:
            return None
        given = TokenForm(pattern=said) if isinstance(said, str) else said
        told = given if isinstance(given, TokenForm) else TokenForm()
        return check.tried(
            "token",
            lambda: Tokens(
                campaign=told.campaign or self.name,
                pattern=told.pattern,
                key=told.key or self.key,
                secret=told.secret,
                optional=told.optional,
                value=told.value,
                expires=told.expires,
                within=check.within,
            ),
        )

    @property
    def referred(self) -> tuple[str, str | None]:
        """The campaign and the secret of its references, where it has some."""
        told = self.token if isinstance(self.token, TokenForm) else TokenForm()
        return told.campaign or self.name, told.secret


def namesakes(forms: Iterable[Form]) -> frozenset[str]:
    """Return the names of the assets whose references are of a campaign that others name, too."""
    every = (form for form in forms if isinstance(form, TrackedForm))
    tracked = [form for form in every if form.token is not False]
    counts = Counter(form.referred for form in tracked)
    return frozenset(form.name for form in tracked if counts[form.referred] > 1)


def printer_given(value: Any) -> Any:
    """Return a printer as a file says it: its name, or a table of what it can do."""
    value = getattr(value, "printer", value)  # what measure_printer() returns has one
    return to_table(value) if isinstance(value, Printer) else value


def sheet_given(value: Any) -> Any:
    """Return what names a label sheet or measures one; it is looked up when it is needed.

    Raises:
        ValueError: it does neither.
    """
    if value is None or isinstance(value, dict | Stock) or (isinstance(value, str) and value):
        return value
    raise ValueError(f"stock={value!r} is no label sheet. Name one, or give its measures")
