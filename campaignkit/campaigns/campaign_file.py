"""A campaign file as plain tables: read, changed, and written again with its comments.

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
from typing import Any, get_args

from campaignkit import resources
from campaignkit.business import Business
from campaignkit.campaigns.forms import AssetForm, Holds
from campaignkit.campaigns.tables import AssetsForm, CampaignForm
from campaignkit.campaigns.toml_document import edited
from campaignkit.errors import BadInput
from campaignkit.rows import Rows
from campaignkit.specs import Form
from campaignkit.stock import Stock
from campaignkit.stores import encoded

Table = dict[str, Any]
_DESIGN_FILES = (".toml", ".txt", ".j2")  # endings by which a name of ours is told from a path


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


def tables_of(shop: Business, assets: AssetsForm) -> Table:
    """Return the tables that say a shop and what is to be made for it.

    Raises:
        BadInput: the rows of an asset are neither a file nor a plain list of mappings.
    """
    listed = {
        kind: [_asset_table(kind, form) for form in getattr(assets, kind)]
        for kind in AssetsForm.model_fields
    }
    return {"business": _shop_table(shop), **listed}


def _asset_table(kind: str, form: AssetForm) -> Table:
    table = {name: getattr(form, name) for name in sorted(form.model_fields_set)}
    rows = table.get("rows")
    if isinstance(rows, Rows):
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
    ['design', 'message']
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
        return {
            key: _at(key, value, move) if key in files else value for key, value in table.items()
        }

    return {
        name: [moved(table) for table in value] if isinstance(value, list) else moved(value)
        for name, value in tables.items()
    }


def _at(key: str, value: Any, move: Callable[[str], str]) -> Any:
    """Return what names a file, moved: a path, a list of them, or a table with a file."""
    if isinstance(value, Mapping):
        return {**value, "file": move(value["file"])} if "file" in value else value
    if isinstance(value, list | tuple):
        return [_at(key, one, move) if isinstance(one, str) else one for one in value]
    if not isinstance(value, str):
        return value
    if key in keys_that_hold(Holds.NAME_OR_FILE) and Path(value).suffix not in _DESIGN_FILES:
        return value
    return move(value)


def _seen_from(there: Path, folder: Path, path: str) -> str:
    """Return a path that starts at `folder` as a file in the folder `there` names it."""
    if Path(path).is_absolute() or folder == there:
        return path
    return Path(relpath(folder / path, there)).as_posix()
