"""The columns and rules of the platform's product feed, read from `rules.toml` beside this file.

When the platform changes one, that file is the only one to edit.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pkgutil import get_data
from types import MappingProxyType
from typing import Any

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.problems import Problem, Where

REQUIRED = (
    *("id", "title", "description", "availability", "condition", "price", "link", "image_link"),
    "brand",
)
FOR_PRINT = ("image", "unit", "compare_at_price")  # columns of ours, never in a feed
TRANSLATED = ("title", "description", "product_type", "unit")
_LANGUAGE = re.compile(r"(.+?)[ _.:-]*[(\[]?\b([A-Za-z]{2,3}(?:[_-][A-Za-z]{2,4})?)[)\]]?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the feed. most: characters, or of a count the number itself."""

    name: str
    kind: str
    most: int | None
    advised: int | None
    count: int | None
    choices: tuple[str, ...]


@cache
def columns() -> Mapping[str, Column]:
    """Return every column by its name, in the order they are written.

    >>> columns()["title"].most, columns()["title"].advised
    (200, 100)
    """
    rows = _table()["columns"]
    return MappingProxyType(
        {
            name: Column(
                name,
                row["kind"],
                row.get("most"),
                row.get("advised"),
                row.get("count"),
                tuple(row.get("choices", ())),
            )
            for name, row in rows.items()
        }
    )


@cache
def column_of(header: str) -> str | None:
    """Return the feed's name of a column, None if it is none of the feed's.

    Compared are words, without accents, case, brackets, punctuation, and words that change nothing.

    >>> column_of("Preço"), column_of("Image Link"), column_of("colour of eyes")
    ('price', 'image_link', None)
    >>> column_of("Nome do Produto"), column_of("Preço Final (R$)"), column_of("Preço de custo")
    ('title', 'price', None)
    """
    found = strength_of(header)
    return None if found is None else found[0]


@cache
def strength_of(header: str) -> tuple[str, int] | None:
    """Return the feed's name of a column, and how sure that is: 0 best; None if it has none."""
    words = _words_of(header)
    return _names().get(words) or _names().get(_bare(words))


def _words_of(header: str) -> str:
    """Return the words of a head in plain form, without what stands in brackets."""
    plain = plain_head(header)
    open_head = re.sub(r"\([^()]*\)|\[[^\d\[\]][^\[\]]*\]|\{[^{}]*\}", " ", plain) or plain
    kept = (sign if _is_of_word(sign) else " " for sign in open_head)
    return " ".join("".join(kept).split()) or plain


def _is_of_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


def _bare(words: str) -> str:
    """Return words without those that change nothing; all of them, if nothing would be left."""
    fillers = _fillers()
    return " ".join(word for word in words.split() if word not in fillers) or words


@cache
def _fillers() -> frozenset[str]:
    return frozenset(map(plain_head, _table()["heads"]["fillers"]))


@cache
def translated_column(header: str) -> tuple[str, str] | None:
    """Return the column and language of a column of translations, None if it is none.

    >>> translated_column("title_ar"), translated_column("Nome (pt-BR)"), translated_column("sku")
    (('title', 'ar'), ('title', 'pt_BR'), None)
    """
    found = _LANGUAGE.fullmatch(header.strip().replace("_", " "))
    name = column_of(found[1]) if found else None
    if found is None or name not in TRANSLATED:
        return None
    try:
        return name, locales.parse(found[2].replace(" ", "_"))
    except BadInput:
        return None  # "title no 2": no language


def plain_head(name: object) -> str:
    """Return a head in plain form: small letters without accents, stars and double spaces.

    >>> plain_head("  Código  de Barras *")
    'codigo de barras'
    """
    folded = unicodedata.normalize("NFKD", str(name).replace("’", "'").casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(bare.strip("\ufeff").replace("_", " ").split()).rstrip(" *:")


def known_names() -> Iterable[str]:
    """Return every name that a column may bear."""
    rows = _table()["columns"]
    return [spelled for name, row in rows.items() for spelled in (name, *row.get("also", ()))]


def problem(name: str, where: Where, value: Any = None, /, **words: Any) -> Problem:
    """Return the finding that `value` breaks the rule called `name`.

    limit: instead of the rule's own. Other words fill its sentences; `over` is how far a number
    exceeds its limit.
    """
    row = _table()["rules"][name]
    limit = words.pop("limit", row.get("limit"))
    if isinstance(value, int) and isinstance(limit, int):
        words["over"] = value - limit
    said = {"value": value, "limit": limit, "column": where.column, "better": "", **words}
    source = _table()["sources"][row["source"]]
    return Problem(
        rule=f"feed.{name}",
        message=row["says"].format_map(said),
        where=where,
        value=value,
        limit=limit,
        fix=row["fix"].format_map(said).strip(),
        severity=row.get("severity", "error"),
        source=f"{source['title']} (read {source['read']})",
        params={key: each for key, each in said.items() if each not in (None, "")},
    )


@cache
def chosen_of(column: str, text: str) -> str | None:
    """Return the feed's word for what people write, None if it has none; a count is a stock.

    >>> chosen_of("availability", "In_Stock"), chosen_of("availability", "soon")
    ('in stock', None)
    >>> chosen_of("availability", "7"), chosen_of("availability", "Esgotado")
    ('in stock', 'out of stock')
    """
    found = _choices(column).get(plain_head(text))
    if found is None and column == "availability" and (count := stock_of(text)) is not None:
        return "in stock" if count > 0 else "out of stock"
    return found


def stock_of(text: str) -> Decimal | None:
    """Return the count that a cell of stock says, None if it says none.

    >>> stock_of("7"), stock_of("12,5"), stock_of("yes")
    (Decimal('7'), Decimal('12.5'), None)
    """
    digits = "".join(str(unicodedata.digit(sign, sign)) for sign in text.strip())
    found = re.fullmatch(r"(-?[0-9]{1,9})(?:[.,]([0-9]{1,6}))?(?:\s*[^\W\d_]{1,6}\.?)?", digits)
    return None if found is None else Decimal(f"{found[1]}.{found[2] or 0}").normalize() + 0


@cache
def _choices(column: str) -> Mapping[str, str]:
    data = get_data("campaignkit.products", "choices.toml")
    table = tomllib.loads((data or b"").decode("utf-8")).get(column, {})
    said = {plain_head(word): choice for choice, words in table.items() for word in words}
    for choice in columns()[column].choices:
        said |= {plain_head(choice): choice, choice.replace(" ", ""): choice}
    return said


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    """Return what each spelling means, and how sure that is; a whole one before a bare one."""
    told = [
        (_words_of(spelled), name, at)
        for name, row in _table()["columns"].items()
        for at, spelled in enumerate((name, *row.get("also", ())))
    ]
    bare = {_bare(words): (name, at) for words, name, at in reversed(told)}
    return bare | {words: (name, at) for words, name, at in reversed(told)}


@cache
def _table() -> dict[str, Any]:
    data = get_data("campaignkit.products", "rules.toml")
    return tomllib.loads((data or b"").decode("utf-8"))
