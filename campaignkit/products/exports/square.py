"""Square: Items > Actions > Export library. One row a variation; a quantity for each location.

Source: Square Support Center, "Import items online", and the template of 2025 (read 2026-09-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
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
_TITLE = ("item name", "nombre del articulo", "nom de l'article")
_VARIATION = (
    *("variation name", "nombre de la variacion", "nombre de la variante"),
    *("nom de la variante", "nom de la declinaison"),
)
MARKS = (
    frozenset({frozenset({"token", "jeton"}), frozenset(_TITLE), frozenset(_VARIATION)}),
    frozenset({"reference handle", frozenset(_TITLE), frozenset(_VARIATION)}),
)
_USUAL = ("regular", "normal", "default", "padrao", "estandar", "standard")
_CODE = re.compile(r"\s*\([A-Z0-9]{20,}\)")  # Square's own number of a category


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each variation that is sold."""
    rows = list(records)
    named: dict[str, int] = {}
    for record in rows:
        title = record.get(*_TITLE)
        named[title] = named.get(title, 0) + 1
    for record in rows:
        if answer_of(record.get("archived")) or answer_of(record.get("sellable")) is False:
            told.left_out(record.number, "are archived or not for sale")
            continue
        yield record.number, _product(record, named[record.get(*_TITLE)], told)


def _product(record: ExportRecord, count: int, told: Told) -> dict[str, Any]:
    variation = record.get(*_VARIATION)
    options = record.options("option name {}", "option value {}", most=3)
    chosen = [("", "" if variation.casefold() in _USUAL else variation)]
    title = record.get("customer-facing name", *_TITLE)
    category = record.get("reporting category", "categories", "category", "categoria", "categorie")
    sale = record.get("online sale price")
    return {
        "id": record.get("sku", "token", "reference handle"),
        "title": variant_title(title, chosen),
        "description": text_of(record.get("description", "descripcion")),
        "price": amount(_price(record, told)),
        "sale_price": "" if sale in ("0", "0.00") else amount(sale),
        **stock(*record.starting("current quantity"), *record.starting("cantidad actual")),
        "product_type": _CODE.sub("", category.split(",")[0]).split(">")[-1].strip(),
        "gtin": record.get("gtin"),
        "item_group_id": record.get(*_TITLE) if count > 1 else "",
        **option_columns(options),
    }


def _price(record: ExportRecord, told: Told) -> str:
    """Return what it costs; "Price Main St" is what it costs at one place, where that differs."""
    usual = record.get("price", "precio", "prix")
    at = {
        name.removeprefix("price "): text
        for name, text in record.cells.items()
        if name.startswith("price ") and amount(text) not in (text, amount(usual))
    }
    if at and (usual or len(set(map(amount, at.values()))) > 1):
        said = ", ".join(f"{text} at {place}" for place, text in at.items())
        told.noted(record.number, f"cost differently by place ({said}), and {usual} is taken")
    return usual or next(iter(at.values()), "")
