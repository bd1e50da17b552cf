"""PrestaShop: the file of Advanced Parameters > Import, and the export of the product list.

Source: PrestaShop documentation, "CSV import parameters", and its sample files products_import.csv
(read 2026-09-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    Record,
    amount,
    pictures,
    stock,
    text_of,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "PrestaShop"
MARKS = (
    frozenset({"active (0/1)", "categories (x,y,z...)"}),
    frozenset({"product id", "reference", "price (tax excl.)"}),
    frozenset({"product id", "reference", "price (tax incl.)"}),
)
_WITH_TAX = ("price (tax incl.)", "price tax included", "price tax included or price tax excluded")
_WITHOUT = ("price (tax excl.)", "price tax excluded", "price tax excluded or price tax included")
_ROOTS = ("home", "accueil", "inicio", "root", "root category", "startseite")


def products(records: Iterable[Record], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each product that is active."""
    for record in records:
        if answer_of(record.get("active (0/1)", "status")) is False:
            told.left_out(record.number, "are not active")
            continue
        price = record.get(*_WITH_TAX)
        if not price and record.get(*_WITHOUT):
            told.taxless = True
            price = record.get(*_WITHOUT)
        yield record.number, _product(record, price)


def _product(record: Record, price: str) -> dict[str, Any]:
    ref = record.get("reference #", "reference", "reference no")
    category = record.get("categories (x,y,z...)", "category")
    parts = [part.strip() for part in category.replace("|", ",").split(",")]
    named = [part.split("/")[-1].strip() for part in parts if part.casefold() not in _ROOTS]
    listed = amount(price)
    return {
        "id": ref or record.get("product id", "id"),
        "title": record.get("name"),
        "description": text_of(record.get("description", "summary", "short description")),
        "price": listed,
        "sale_price": _discounted(record, listed),
        **stock(record.get("quantity")),
        "brand": record.get("manufacturer", "brand"),
        "product_type": named[0] if named else "",
        "gtin": record.get("ean13", "ean-13", "upc", "isbn"),
        "mpn": record.get("mpn"),
        "condition": record.get("condition"),
        "link": record.get("product url"),
        **pictures(record.get("image urls (x,y,z...)", "image")),
    }


def _discounted(record: Record, price: Decimal | str) -> Decimal | str:
    percent, off = amount(record.get("discount percent")), amount(record.get("discount amount"))
    if not isinstance(price, Decimal) or answer_of(record.get("on sale (0/1)")) is False:
        return ""
    if isinstance(percent, Decimal) and 0 < percent < 100:
        return round(price * (100 - percent) / 100, 2)
    return price - off if isinstance(off, Decimal) and 0 < off < price else ""
