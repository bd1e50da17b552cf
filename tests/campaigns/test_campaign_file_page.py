"""docs/campaign-file.md has every table and key of a campaign file; all its examples are right.

The page is made of the forms and of campaigns/forms/keys.toml, never written:
python tests/campaigns/test_campaign_file_page.py > docs/campaign-file.md
"""

from __future__ import annotations

import datetime
import inspect
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import pytest

from campaignkit import link_kinds, payments, specs
from campaignkit.campaigns.campaign_file import AssetsForm, CampaignForm
from campaignkit.campaigns.forms import form as forms
from campaignkit.campaigns.forms.form import (
    BusinessForm,
    ExperimentForm,
    Holds,
    ShopsForm,
    TokenForm,
)
from campaignkit.specs import Form

PROJECT = Path(__file__).resolve().parent.parent.parent
PAGE = PROJECT / "docs/campaign-file.md"
KEYS = Path(forms.__file__).parent / "keys.toml"
HEAD = """# The campaign file

A campaign file says who sells and what is to be made. It is TOML; `campaignkit init DIR` writes one
to begin with, `campaignkit plan FILE` says what it would make and what is wrong with it, and
`campaignkit build FILE -o OUT` makes it. Paths in it start at its own folder. "Jinja" is text with
`{{ column }}` in it, filled from each row and from the shop's facts (`{{ shop }}`, `{{ phone }}`,
`{{ hours }}`, `{{ address }}`). An unknown key is a mistake, told with its line.

This page is made from the code:
`python tests/campaigns/test_campaign_file_page.py > docs/campaign-file.md`.

"""
KINDS = """
## kinds

What `kind` may be, and its `fields`; those in bold are needed, but for what the shop knows: its
phone and its name.

"""
SAYS = {
    "business": "Who sells. With `[shops]`: what the shops do not say themselves.",
    "shops": "Many who sell, a row each: everything in the file is made for each of them, into a "
    "folder each. A shop's column `overrides` has keys that differ for it, as TOML or as the path "
    "of a .toml: `places = { title = 'Oi' }`, or `places = false` to leave an asset out.",
    "tracking": "References on every sticker, code and link; an asset may say `token = false`.",
    "experiment": "What is tried in all stickers, codes and links that have rows; an asset may "
    "have one of its own, or say `experiment = false`.",
    "stickers": "A design, filled from each row: on label sheets with `stock`, else a file each.",
    "codes": "QR codes without a design, on label sheets or in files of their own.",
    "links": "A table of links, one for each row, in one CSV.",
    "messages": "Messages, or what sends a template: one for each row. Nothing is sent from here.",
    "packs": "Sticker packs for WhatsApp.",
    "catalogs": "A product feed, a list of prices, or shelf tags, from one table of products.",
    "kit": "A shop's matched set, in a folder of its own; `[[kit]]` for several.",
}
WORDS: dict[Any, str] = {
    **{str: "text", bool: "true or false", int: "whole number", float: "number", dict: "table"},
    **{datetime.datetime: "moment with its zone", datetime.date: "day"},
}
SHOP = {"name": "Sol", "phone": "(11) 98765-4321", "country": "BR"}
LEAST = {
    "stickers": 'design = "chat-with-us"',
    "codes": 'text = "Mesa"',
    "links": 'kind = "chat"',
    "messages": 'text = "Oi"\nrows = "orders.csv"',
    "packs": 'pack = "open-for-business"',
    "catalogs": 'make = "price-list"\nrows = "products.csv"',
    "kit": "",
}


class Key(NamedTuple):
    name: str
    home: str  # the form that has it
    type: str
    default: str
    says: str
    example: str
    needs: str


@cache
def told() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(KEYS.read_text(encoding="utf-8"))


def tables() -> Iterator[tuple[str, type[Form]]]:
    yield "business", BusinessForm
    yield "shops", ShopsForm
    yield "tracking", TokenForm
    yield "experiment", ExperimentForm
    for name, field in AssetsForm.model_fields.items():
        yield name, get_args(field.annotation)[0]


def keys(form: type[Form]) -> Iterator[Key]:
    for name, field in form.model_fields.items():
        family = (each.__name__ for each in form.__mro__)  # the nearest that tells of it
        home = next((each for each in family if name in told().get(each, {})), "")
        entry = told()[home][name] if home else {}
        holds = [each for each in field.metadata if isinstance(each, Holds)]
        said = entry.get("type") or words(field.annotation)
        kinds = {Holds.TEMPLATE: ", Jinja", Holds.FILE: "", Holds.NAME_OR_FILE: ""}
        if Holds.FILE in holds and said == "text":
            said = "path"
        said += "".join(kinds[each] for each in holds)
        texts = (entry.get("says", ""), entry.get("example", ""), entry.get("needs", ""))
        yield Key(name, home, said, default(field), *texts)


def words(annotation: Any) -> str:
    origin, given = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f'"{each}"' for each in given)
    if origin in (Union, UnionType):
        return ", or ".join(words(each) for each in given if each is not NoneType)
    if origin in (tuple, list):
        return "list" if get_args(given[0]) else f"list of {words(given[0])}s"
    if origin is not None and origin is not dict:  # Annotated
        return words(given[0])
    if isinstance(origin or annotation, type) and issubclass(origin or annotation, Form):
        return "table"
    return WORDS.get(origin or annotation, "")


def default(field: Any) -> str:
    if field.is_required():
        return "**needed**"
    value = field.get_default(call_default_factory=True)
    if value is None or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`{list(value)}`".replace("'", '"')
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def heading(table: str) -> str:
    several = table in AssetsForm.model_fields and table != "kit"
    return f"[[{table}]]" if several else f"[{table}]"


def page() -> str:
    parts = [HEAD]
    parts += [f"- [`{heading(name)}`](#{name}): {SAYS[name]}\n" for name, _form in tables()]
    for name, form in tables():
        parts.append(f"\n## {name}\n\n`{heading(name)}` {SAYS[name]}\n\n")
        parts.append("| key | type | default | says | example |\n|---|---|---|---|---|\n")
        for key in keys(form):
            cells = (f"`{key.name}`", key.type, key.default, key.says, f"`{key.example}`")
            parts.append(f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |\n")
    parts.append(KINDS)
    parts.append("| kind | fields |\n|---|---|\n")
    parts += [f"| `{kind}` | {', '.join(fields_of(call))} |\n" for kind, call in kinds()]
    return "".join(parts)


def kinds() -> Iterator[tuple[str, Callable[..., str]]]:
    yield from sorted({**link_kinds.kinds(), **payments.kinds()}.items())


def fields_of(call: Callable[..., str]) -> Iterator[str]:
    for name, each in inspect.signature(call).parameters.items():
        needed = each.default is inspect.Parameter.empty
        if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL):
            yield f"**`{name}`**" if needed else f"`{name}`"


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == page(), __doc__


def test_every_key_is_told_and_nothing_else_is():
    asked = {(key.home, key.name) for _name, form in tables() for key in keys(form)}
    missing = [key for _name, form in tables() for key in keys(form) if not key.says]
    untyped = [key for _name, form in tables() for key in keys(form) if not key.type]

    assert missing == []
    assert untyped == []
    assert asked == {(form, name) for form, entries in told().items() for name in entries}


def examples() -> Iterator[tuple[str, Key]]:
    for table, form in tables():
        for key in keys(form):
            yield table, key


@pytest.mark.parametrize(("table", "key"), [*examples()], ids=lambda one: getattr(one, "name", one))
def test_every_example_can_stand_in_a_file(table: str, key: Key):
    text = written(table, key)

    found, problems = specs.parse(text, CampaignForm, file="campaign.toml")

    assert found is not None, f"{problems}\n{text}"
    (value,) = tomllib.loads(key.example).keys()
    assert value == key.name


def written(table: str, key: Key) -> str:
    """Return a campaign file with the example in it, and as little else as will do."""
    if table not in AssetsForm.model_fields:
        own = {"business": SHOP, "shops": {"rows": "shops.csv"}}.get(table, {})
        rest = {name: value for name, value in own.items() if name != key.name}
        head = f"[{table}]\n{lines(rest)}{key.example}\n"
        shop = "" if table == "business" else f"[business]\n{lines(SHOP)}"
        return f"{shop}{head}[[codes]]\nname = 'c'\ntext = 'Mesa'\n"
    said = tomllib.loads(f"{key.example}\n{key.needs}")
    least = tomllib.loads(LEAST[table])
    drop = {"text", "design", "kind", "message", "pack"} if clash(table, said) else set()
    rest = {k: v for k, v in {"name": "one", **least}.items() if k not in {*said, *drop}}
    if table == "catalogs" and "make" not in said:
        rest["make"] = make_of(key.name)
    if said.get("make") == "shelf-tags" or (rest.get("make") == "shelf-tags"):
        rest |= {} if "stock" in said else {"stock": "Avery L7160"}
    if "template" in said:
        rest |= {"rows": "orders.csv", "to": "phone"} if "to" not in said else {}
    body = f"{lines(rest)}{key.example}\n{key.needs}\n"
    return f"[business]\n{lines(SHOP)}[[{table}]]\n{body}"


def clash(table: str, said: dict[str, Any]) -> bool:
    only = {
        "codes": {"kind", "fields"},
        "messages": {"message", "template"},
        "packs": {"pictures"},
    }
    return bool(only.get(table, set()) & said.keys())


def make_of(key: str) -> str:
    from campaignkit.campaigns.forms.catalogs import _OPTIONS

    return next((make for make, taken in reversed(_OPTIONS.items()) if key in taken), "feed")


def lines(table: dict[str, Any]) -> str:
    return "".join(f'{name} = "{value}"\n' for name, value in table.items())


if __name__ == "__main__":
    sys.stdout.write(page())
