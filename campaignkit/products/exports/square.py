"""Square: Items > Actions > Export library. One row a variation; a quantity for each location.

Source: Square Support Center, "Import items online", and the template of 2025 (read 2026-09-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    Record,
    amount,
    option_columns,
    stock,
    text_of,
    variant_title,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "Square"
MARKS = (
    frozenset({"token", "item name", "variation name"}),
    frozenset({"reference handle", "item name", "variation name"}),
)
_USUAL = ("regular", "normal", "default", "padrao", "estandar", "standard")
_CODE = re.compile(r"\s*\([A-Z0-9]{20,}\)")  # Square's own number of a category


def products(records: Iterable[Record], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each variation that is sold."""
    rows = list(records)
    named: dict[str, int] = {}
    for record in rows:
        named[record.get("item name")] = named.get(record.get("item name"), 0) + 1
    for record in rows:
        if answer_of(record.get("archived")) or answer_of(record.get("sellable")) is False:
            told.left_out(record.number, "are archived or not for sale")
            continue
        yield record.number, _product(record, named[record.get("item name")])


def _product(record: Record, count: int) -> dict[str, Any]:
    variation = record.get("variation name")
    options = record.options("option name {}", "option value {}", most=3)
    chosen = [("", "" if variation.casefold() in _USUAL else variation)]
    title = record.get("customer-facing name", "item name")
    category = record.get("reporting category", "categories", "category")
    sale = record.get("online sale price")
    return {
        "id": record.get("sku", "token", "reference handle"),
        "title": variant_title(title, chosen),
        "description": text_of(record.get("description")),
        "price": amount(record.get("price")),
        "sale_price": "" if sale in ("0", "0.00") else amount(sale),
        **stock(*record.starting("current quantity")),
        "product_type": _CODE.sub("", category.split(",")[0]).split(">")[-1].strip(),
        "gtin": record.get("gtin"),
        "item_group_id": record.get("item name") if count > 1 else "",
        **option_columns(options),
    }
