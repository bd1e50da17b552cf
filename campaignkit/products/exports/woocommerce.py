"""WooCommerce: Products > Export, in the language of the shop. One row a product or variation.

Source: WooCommerce wiki, "Product CSV Import Schema", and the plugin's translations into
Portuguese, Spanish and French (read 2026-09-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    Record,
    last_part,
    option_columns,
    pictures,
    stock,
    text_of,
    variant_title,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "WooCommerce"
_NAME = ("name", "nome", "nombre", "nom")
_REGULAR = ("regular price", "preco", "preco normal", "precio normal", "tarif regulier")
_SALE = ("sale price", "preco promocional", "precio rebajado", "tarif promo")
_IN_STOCK = (
    "in stock?",
    "em estoque?",
    "¿en inventario?",
    "¿hay existencias?",
    "en stock ?",
    "en stock?",
)
_STOCK = ("stock", "estoque", "inventario")
_TYPE = ("type", "tipo")
_SHORT = ("short description", "descricao curta", "descripcion corta", "description courte")
_LONG = ("description", "descricao", "descripcion")
_CATEGORIES = ("categories", "categorias")
_IMAGES = ("images", "imagens", "imagenes")
_PUBLISHED = ("published", "publicado", "publie")
_PARENT = ("parent", "ascendente", "superior", "principal")
MARKS = tuple(
    frozenset({"id", "sku", regular, sale})
    for regular, sale in (
        *(("regular price", "sale price"), ("preco", "preco promocional")),
        *(("preco normal", "preco promocional"), ("precio normal", "precio rebajado")),
        ("tarif regulier", "tarif promo"),
    )
)
_LEADING = {
    "variable": "have variations, which are listed instead",
    "grouped": "are groups of others",
}


def products(records: Iterable[Record], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each that has a price; variations inherit from the one they vary."""
    rows = list(records)
    known = {key: each for each in rows for key in (f"id:{each.get('id')}", each.get("sku")) if key}
    for record in rows:
        kind = record.get(*_TYPE).casefold()
        why = next((why for word, why in _LEADING.items() if word in kind), "")
        parent = known.get(record.get(*_PARENT)) if "variation" in kind else None
        published = (parent or record).get(*_PUBLISHED)
        if published in ("0", "-1") or answer_of(published) is False:
            told.left_out(record.number, "are drafts or private")
        elif why:
            told.left_out(record.number, why)
        else:
            yield record.number, _product(record, parent)


def _product(record: Record, parent: Record | None) -> dict[str, Any]:
    def get(*heads: str) -> str:
        return record.get(*heads) or (parent.get(*heads) if parent is not None else "")

    options = record.options("attribute {} name", "attribute {} value(s)")
    title = record.get(*_NAME) or variant_title(get(*_NAME), options)
    begins, ends = (get(f"date sale price {when}") for when in ("starts", "ends"))
    return {
        "id": record.get("sku") or record.get("id"),
        "title": title,
        "description": text_of(get(*_LONG) or get(*_SHORT)),
        "price": get(*_REGULAR),
        "sale_price": record.get(*_SALE),
        "sale_price_effective_date": _dates(begins, ends),
        **_stock(record, parent),
        "product_type": last_part(get(*_CATEGORIES)),
        "brand": get("brands", "brand", "marcas", "marca"),
        "gtin": record.get(
            "gtin, upc, ean, or isbn", "gtin, upc, ean, ou isbn", "gtin, upc, ean o isbn"
        ),
        **pictures(get(*_IMAGES)),
        "item_group_id": (parent.get("sku") or parent.get("id")) if parent is not None else "",
        **(option_columns(options) if parent is not None else {}),
    }


def _dates(begins: str, ends: str) -> str:
    found = [re.match(r"\d{4}-\d{2}-\d{2}", text) for text in (begins, ends)]
    days = [day[0] for day in found if day is not None]
    return "/".join(days) if len(days) == 2 else ""


def _stock(record: Record, parent: Record | None) -> dict[str, str]:
    said = record.get(*_IN_STOCK) or (parent.get(*_IN_STOCK) if parent is not None else "")
    if "backorder" in said.casefold():
        return {"availability": "available for order"}
    counted = stock(record.get(*_STOCK))
    return {**counted, "availability": "out of stock" if answer_of(said) is False else "in stock"}
