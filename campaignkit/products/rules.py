"""The columns and rules of the platform's product feed, read from `rules.toml` beside this file.

When the platform changes one, that file is the only one to edit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from campaignkit import locales, resources
from campaignkit.problems import Problem, Where
from campaignkit.rows import column_names
from campaignkit.rows.column_names import folded, plain

REQUIRED = (
    *("id", "title", "description", "availability", "condition", "price", "link", "image_link"),
    "brand",
)
QUANTITY = "quantity_to_sell_on_facebook"
FOR_PRINT = (
    "image",
    "unit",
    "compare_at_price",
    "marks",
    "special",
)  # columns of ours, never in a feed
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


@lru_cache(maxsize=4096)
def column_of(header: str) -> str | None:
    """Return the feed's name of a column, None if it is none of the feed's.

    Compared are words, as `rows.column_names` has them.

    >>> column_of("Preço"), column_of("Image Link"), column_of("colour of eyes")
    ('price', 'image_link', None)
    >>> column_of("Nome do Produto"), column_of("Preço Final (R$)"), column_of("Preço de custo")
    ('title', 'price', None)
    """
    found = strength_of(header)
    return None if found is None else found[0]


@lru_cache(maxsize=4096)
def strength_of(header: str) -> tuple[str, int] | None:
    """Return the feed's name of a column, and how sure that is: 0 best; None if it has none."""
    own = header.strip().casefold()
    return (own, 0) if own in columns() else column_names.meaning(header, "products")


@lru_cache(maxsize=4096)
def translated_column(header: str) -> tuple[str, str] | None:
    """Return the column and language of a column of translations, None if it is none.

    >>> translated_column("title_ar"), translated_column("Nome (pt-BR)"), translated_column("sku")
    (('title', 'ar'), ('title', 'pt_BR'), None)
    """
    found = _LANGUAGE.fullmatch(header.strip().replace("_", " "))
    name = column_of(found[1]) if found else None
    if found is None or name not in TRANSLATED:
        return None
    language = locales.of_code(found[2].replace(" ", "_"))
    return None if language is None else (name, language)  # "title no 2": no language


def problem(name: str, where: Where, value: Any = None, /, **words: Any) -> Problem:
    """Return the finding that `value` breaks the rule called `name`.

    limit, severity: instead of the rule's own. Other words fill its sentences; `over` is how far a
    number exceeds its limit.
    """
    row = _table()["rules"][name]
    limit = words.pop("limit", row.get("limit"))
    if isinstance(value, int) and isinstance(limit, int):
        words["over"] = value - limit
    severity = words.pop("severity", row.get("severity", "error"))
    usual = {"value": value, "limit": limit, "column": where.column, "better": "", "instead": ""}
    said = {**usual, **words}
    source = _table()["sources"][row["source"]]
    return Problem(
        rule=f"feed.{name}",
        message=row["says"].format_map(said),
        where=where,
        value=value,
        limit=limit,
        fix=row["fix"].format_map(said).strip(),
        severity=severity,
        source=f"{source['title']} (read {source['read']})",
        params={key: each for key, each in said.items() if each not in (None, "")},
    )


@lru_cache(maxsize=4096)
def chosen_of(column: str, text: str) -> str | None:
    """Return the feed's word for what people write, None if it has none; a count is a stock.

    >>> chosen_of("availability", "In_Stock"), chosen_of("availability", "soon")
    ('in stock', None)
    >>> chosen_of("availability", "7"), chosen_of("availability", "Esgotado")
    ('in stock', 'out of stock')
    """
    found = _choices(column).get(folded(text)) or _choices(column).get(plain(text))
    if found is None and column == "availability" and (count := stock_of(text)) is not None:
        return "in stock" if count > 0 else "out of stock"
    return found


def is_out_of_stock(text: str) -> bool:
    """Say whether a text can mean nothing but that there is none: "no" may answer anything.

    >>> is_out_of_stock("غير متوفر"), is_out_of_stock("no"), is_out_of_stock("in stock")
    (True, False, False)
    """
    chosen = chosen_of("availability", text)
    return chosen in ("out of stock", "discontinued") and answer_of(text) is None


@lru_cache(maxsize=4096)
def answer_of(text: str) -> bool | None:
    """Return what a cell of yes or no says, None if it says neither.

    >>> answer_of("SÍ"), answer_of("não"), answer_of("लाल")
    (True, False, None)
    """
    said = _choices("answer").get(plain(text) or folded(text))
    return None if said is None else said == "yes"


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
    table = resources.table("products", "choices").get(column, {})
    said = {
        form(word): choice
        for form in (plain, folded)
        for choice, words in table.items()
        for word in words
    }
    for choice in columns()[column].choices if column in columns() else ():
        said |= {folded(choice): choice, choice.replace(" ", ""): choice}
    return said


@cache
def _table() -> dict[str, Any]:
    return resources.table("products", "rules")
