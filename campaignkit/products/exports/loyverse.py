"""Loyverse: Items > Export. Variants below each other; a price and stock for each store in [].

Source: Loyverse Help Center, "Importing and exporting items" (read 2026-09-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    Record,
    amount,
    first,
    option_columns,
    stock,
    text_of,
    together,
    variant_title,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "Loyverse"
MARKS = (
    frozenset({"handle", "sku", "name", "sold by weight"}),
    frozenset({"handle", "sku", "name", "default price"}),
    frozenset({"handle", "sku of included item", "name"}),
)
_VARIABLE = "variable"  # a price that is asked for at the till


def products(records: Iterable[Record], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each variant; rows of what a set consists of are no products."""
    for group in together(records, "handle"):
        for record in group:
            available = [answer_of(text) for text in record.starting("available for sale")]
            if record.get("sku of included item") and not record.get("name", "sku"):
                told.left_out(record.number, "say what a set consists of")
            elif available and not any(each is not False for each in available):
                told.left_out(record.number, "are not for sale")
            else:
                yield record.number, _product(record, group)


def _product(record: Record, group: list[Record]) -> dict[str, Any]:
    kinds = [first(group, f"option {n} name") for n in (1, 2, 3)]
    values = [record.get(f"option {n} value") for n in (1, 2, 3)]
    options = [(kind, value) for kind, value in zip(kinds, values, strict=True) if value]
    prices = [text for text in record.starting("price") if text.casefold() != _VARIABLE]
    untracked = answer_of(first(group, "track stock")) is False
    price = record.get("default price")
    price = next(iter(prices), "") if price.casefold() in ("", _VARIABLE) else price
    return {
        "id": record.get("sku") or "-".join([first(group, "handle"), *values]).rstrip("-"),
        "title": variant_title(first(group, "name"), options),
        "description": text_of(first(group, "description")),
        "price": amount(price),
        **(stock() if untracked else stock(*record.starting("in stock"))),
        "product_type": first(group, "category"),
        "gtin": record.get("barcode"),
        "item_group_id": first(group, "handle") if options else "",
        **option_columns(options),
    }
