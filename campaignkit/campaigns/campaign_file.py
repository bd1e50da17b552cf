"""A campaign file as plain tables: read, changed, and written again with its comments.

    [business]      who is selling                                           forms/form.py
    [shops]         many who sell, in a table                                forms/form.py
    [[stickers]]    a design, on label sheets or in files of their own       forms/stickers.py
    [[codes]]       QR codes without a design                                forms/stickers.py
    [[links]]       a table of links                                         forms/links.py
    [[messages]]    messages, or what sends a template                       forms/messages.py
    [[packs]]       sticker packs for WhatsApp                               forms/packs.py
    [[catalogs]]    feeds, price lists, shelf tags                           forms/catalogs.py
    [kit]           a shop's matched set, in a folder of its own             forms/kits.py

Which keys name files, and which texts are Jinja, stands with the keys' forms (`Holds`). Paths in
a file start at its folder; in the tables given here they start at the working folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from functools import cache
from os.path import relpath
from pathlib import Path, PurePath
from typing import Any, Self, get_args

from campaignkit import resources
from campaignkit.business import Business
from campaignkit.campaigns.forms.catalogs import CatalogsForm
from campaignkit.campaigns.forms.form import (
    AssetForm,
    BusinessForm,
    ExperimentForm,
    Holds,
    ShopsForm,
    TokenForm,
    TrackedForm,
)
from campaignkit.campaigns.forms.kits import KitForm
from campaignkit.campaigns.forms.links import LinksForm
from campaignkit.campaigns.forms.messages import MessagesForm
from campaignkit.campaigns.forms.packs import PacksForm
from campaignkit.campaigns.forms.stickers import CodesForm, StickersForm
from campaignkit.errors import BadInput
from campaignkit.rows import Rows
from campaignkit.specs import Form, field_validator, model_validator
from campaignkit.stock import Stock
from campaignkit.stores import encoded
from campaignkit.toml_text import edited

Table = dict[str, Any]
_DESIGN_FILES = (
    ".toml",
    ".txt",
    ".j2",
    ".svg",
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
)  # endings by which a name of ours is told from a path


def read_tables(path: str) -> Table:
    """Return the tables of a campaign file; paths in them start at the working folder.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not TOML.
    """
    tables = tomllib.loads(resources.user_text(path, what="campaign"))
    return _moved(tables, lambda inside: (Path(path).parent / inside).as_posix())


def file_text(
    tables: Mapping[str, Any], path: str, *, before: str = "", folder: Path = Path()
) -> bytes:
    """Return what a campaign file at `path` holds that says these tables.

    before: the text of the file that they came from; its comments stay. folder: where their
    paths start.

    Raises:
        BadInput: a text holds half a character.
    """
    there = Path(path).parent
    moved = _moved(dict(tables), lambda inside: _seen_from(there, folder, inside))
    return encoded(edited(before, moved))


def tables_of(shop: Business | None, assets: AssetsForm, shops: ShopsForm | None = None) -> Table:
    """Return the tables that say a shop and what is to be made for it.

    Raises:
        BadInput: the rows of an asset are neither a file nor a plain list of mappings.
    """
    listed = {
        kind: [_asset_table(kind, form) for form in getattr(assets, kind)]
        for kind in AssetsForm.model_fields
    }
    sold = {} if shop is None else {"business": _shop_table(shop)}
    if shops is not None:
        given = {name: getattr(shops, name) for name in sorted(shops.model_fields_set)}
        if not isinstance(shops.rows, str | PurePath | Mapping):
            raise BadInput(
                "shops that are no file cannot stand in a campaign file. Save them as a CSV, and "
                "give rows its path.",
                rule="campaign.rows-unsaved",
            )
        sold["shops"] = {name: _plain(value) for name, value in given.items()}
    return {**sold, **listed}


def _asset_table(kind: str, form: AssetForm) -> Table:
    # only what was said: defaults may change, and a file is to go on meaning what it meant
    table = {name: getattr(form, name) for name in sorted(form.model_fields_set)}
    rows = table.get("rows")
    if isinstance(rows, Rows):
        # rows that can be read once are still to be built from: writing the file must not use them
        # up
        found = list(rows.outcomes()) if rows.again else None
        if found is None or not all(map(_is_plain, found)):
            raise BadInput(
                f"the rows of {form.name!r} are no file, and no list of texts and numbers that a "
                "campaign file could hold. Save them as a CSV, and give rows its path.",
                rule="campaign.rows-unsaved",
                kind=kind,
                asset=form.name,
            )
        table["rows"] = [dict(row) for row in found if isinstance(row, Mapping)]
    return {name: _plain(value) for name, value in table.items() if value is not None}


def _is_plain(row: object) -> bool:
    return isinstance(row, Mapping) and all(
        isinstance(value, str | int | float | bool | date) for value in row.values()
    )


def _plain(value: Any) -> Any:
    """Return a value as TOML can hold it: paths as texts, a sheet as its name."""
    if isinstance(value, PurePath):
        return value.as_posix()
    if isinstance(value, Stock):
        return value.name
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items() if each is not None}
    return value


def _shop_table(shop: Business) -> Table:
    given = {item.name: getattr(shop, item.name) for item in fields(shop)}
    given["colors"] = asdict(shop.colors)
    return {name: _plain(value) for name, value in given.items() if value is not None}


@cache
def keys_that_hold(what: Holds) -> frozenset[str]:
    """Return the keys, of any table of a campaign file, whose values are of a kind.

    >>> sorted(keys_that_hold(Holds.NAME_OR_FILE))
    ['artwork', 'design', 'message', 'season', 'theme']
    """
    return frozenset(
        field.alias or name
        for form in _forms(CampaignForm)
        for name, field in form.model_fields.items()
        if what in field.metadata
    )


def _forms(form: type[Form]) -> Iterator[type[Form]]:
    yield form
    for field in form.model_fields.values():
        for inside in (field.annotation, *get_args(field.annotation)):
            if isinstance(inside, type) and issubclass(inside, Form):
                yield from _forms(inside)


def _moved(tables: Table, move: Callable[[str], str]) -> Table:
    """Return the tables with every path in them moved."""
    files = keys_that_hold(Holds.FILE) | keys_that_hold(Holds.NAME_OR_FILE)

    def moved(table: Table) -> Table:
        return {key: inside(key, value) for key, value in table.items()}

    def inside(key: str, value: Any) -> Any:
        if key == "experiment" and isinstance(value, Mapping):
            return moved(dict(value))
        if key == "variants" and isinstance(value, Mapping):
            return {arm: moved(dict(own)) for arm, own in value.items()}
        return _at(key, value, move) if key in files else value

    return {
        name: [moved(table) for table in value] if isinstance(value, list) else moved(value)
        for name, value in tables.items()
    }


def _at(key: str, value: Any, move: Callable[[str], str]) -> Any:
    """Return what names a file, moved: a path, a list of them, or a table with a file."""
    if isinstance(value, Mapping):
        file = value.get("file", "://")
        return value if "://" in str(file) else {**value, "file": move(file)}
    if isinstance(value, list | tuple):
        return [_at(key, one, move) if isinstance(one, str) else one for one in value]
    if not isinstance(value, str):
        return value
    # "pay.here" may be the name of a design; only the endings of designs make a path of it
    if key in keys_that_hold(Holds.NAME_OR_FILE) and Path(value).suffix not in _DESIGN_FILES:
        return value
    return value if "://" in value else move(value)


def _seen_from(there: Path, folder: Path, path: str) -> str:
    """Return a path that starts at `folder` as a file in the folder `there` names it."""
    # as it was typed: "./rows.csv" is not to become "rows.csv" in a file that stays where it is
    if Path(path).is_absolute() or folder == there:
        return path
    return Path(relpath(folder / path, there)).as_posix()


class AssetsForm(Form):
    """What a campaign makes."""

    stickers: tuple[StickersForm, ...] = ()
    codes: tuple[CodesForm, ...] = ()
    links: tuple[LinksForm, ...] = ()
    messages: tuple[MessagesForm, ...] = ()
    packs: tuple[PacksForm, ...] = ()
    catalogs: tuple[CatalogsForm, ...] = ()
    kit: tuple[KitForm, ...] = ()

    @field_validator("kit", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, Mapping) else value

    def assets(self) -> Iterator[tuple[tuple[str, int], AssetForm]]:
        """Yield every asset with its place: its table, and its number in it from 0."""
        for table in AssetsForm.model_fields:
            for number, form in enumerate(getattr(self, table)):
                yield (table, number), form

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        seen: set[str] = set()
        for _place, asset in self.assets():
            folded = asset.name.casefold()
            if folded in seen:
                raise ValueError(
                    f"two assets are called {asset.name!r}. Rename one: names are files"
                )
            seen.add(folded)
        if not seen:
            *most, last = (f"[[{table}]]" for table in AssetsForm.model_fields)
            raise ValueError(f"nothing is to be made. Add {', '.join(most)} or {last}")
        return self


class CampaignForm(AssetsForm):
    """A campaign file: of one shop, or of many; then [business] is what they do not say.

    [tracking]: the references of all stickers, codes and links; an asset may say `token = false`.
    [experiment]: what is tried in all of them that have rows, likewise.
    """

    business: BusinessForm | None = None
    shops: ShopsForm | None = None
    tracking: TokenForm | None = None
    experiment: ExperimentForm | None = None

    def assets(self) -> Iterator[tuple[tuple[str, int], AssetForm]]:
        """Yield every asset with its place; what says nothing of references has those of all.

        So of experiments: all draw as one, so a place has the same variant whatever is made for it.
        """
        for place, form in super().assets():
            yield place, self._tried(self._tracked(form))

    def _tried(self, form: AssetForm) -> AssetForm:
        said = self.experiment
        if said is None or not isinstance(form, TrackedForm) or form.rows is None:
            return form
        if "experiment" in form.model_fields_set:
            return form
        named = said if said.name else said.model_copy(update={"name": "experiment"})
        return form.model_copy(update={"experiment": named})

    def _tracked(self, form: AssetForm) -> AssetForm:
        token = self.tracking
        if token is None or not isinstance(form, TrackedForm) or "token" in form.model_fields_set:
            return form
        if "optional" not in token.model_fields_set:  # a code without a place for one may stay
            token = token.model_copy(update={"optional": True})
        return form.model_copy(update={"token": token})

    @model_validator(mode="after")
    def _somebody_sells(self) -> Self:
        if self.business is None and self.shops is None:
            raise ValueError("nobody sells. Add [business], or [shops] with rows")
        return self


class SellerForm(Form, extra="ignore"):
    """The [business] of a campaign file, whatever else it has."""

    business: BusinessForm
