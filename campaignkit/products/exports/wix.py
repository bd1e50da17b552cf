"""Wix Stores: Store Products > Export. A row a product, rows of variants and pictures below it.

Source: Wix Help Center, "CSV file columns of products", in the forms of before 2025 (handleId) and
of since (handle, with rows of MEDIA) (read 2026-09-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
    amount,
    first,
    option_columns,
    pictures,
    stock,
    text_of,
    together,
    variant_title,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "Wix"
MARKS = (
    frozenset({"handleid", "fieldtype", "name"}),
    frozenset({"handle", "fieldtype", "name"}),
)
_MEDIA = "https://static.wixstatic.com/media/"


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each product, or its variants where there are rows of them."""
    for group in together(records, "handleid", "handle"):
        kinds = {record.number: record.get("fieldtype").casefold() for record in group}
        head = next((r for r in group if kinds[r.number] == "product"), group[0])
        variants = [r for r in group if kinds[r.number] == "variant"]
        if answer_of(head.get("visible")) is False:
            for record in variants or [head]:
                told.left_out(record.number, "are hidden in the shop")
            continue
        for record in variants or [head]:
            yield record.number, _product(record, head, group)


def _product(record: ExportRecord, head: ExportRecord, group: list[ExportRecord]) -> dict[str, Any]:
    price, before = _price(record, head)
    options = _options(record, head) if record is not head else []
    handle = first(group, "handleid", "handle")
    media = [
        found for r in group for found in r.get("productimageurl", "media", "mediaurl").split(";")
    ]
    links = ";".join(f if "://" in f else f"{_MEDIA}{f}" for f in map(str.strip, media) if f)
    chosen = [value for _, value in options]
    return {
        "id": record.get("sku") or "-".join([handle, *chosen]).replace(" ", "-"),
        "title": variant_title(head.get("name"), options),
        "description": text_of(head.get("description", "plaindescription")),
        "price": price,
        "compare_at_price": before,
        **_stock(record.get("inventory") or head.get("inventory")),
        "brand": head.get("brand"),
        "product_type": head.get("collection", "categories").split(";")[0],
        "gtin": record.get("barcode"),
        **pictures(links, ";"),
        "item_group_id": handle if record is not head else "",
        **option_columns(options),
    }


def _price(record: ExportRecord, head: ExportRecord) -> tuple[Decimal | str, Decimal | str]:
    """Return what it costs, and what it cost before a discount, "" for none."""
    base = amount(record.get("price") or head.get("price"))
    extra, off = amount(record.get("surcharge")), amount(head.get("discountvalue"))
    struck = amount(record.get("strikethroughprice") or head.get("strikethroughprice"))
    if not isinstance(base, Decimal):
        return base, struck
    if record is not head and isinstance(extra, Decimal):
        base += extra
    if not isinstance(off, Decimal) or not off:
        return base, struck
    percent = head.get("discountmode").upper() == "PERCENT"
    lower = base * (100 - off) / 100 if percent else base - off
    return (round(lower, 2), base) if 0 < lower < base else (base, struck)


def _options(record: ExportRecord, head: ExportRecord) -> list[tuple[str, str]]:
    found = []
    for number in range(1, 7):
        value = record.get(f"productoptiondescription{number}", f"productoptionchoices{number}")
        if value:
            name = head.get(f"productoptionname{number}") or record.get(
                f"productoptionname{number}"
            )
            found.append((name, value.split(":")[-1] if value.startswith("#") else value))
    return found


def _stock(text: str) -> dict[str, str]:
    plain = text.casefold().replace(" ", "").replace("_", "")
    return {"availability": "out of stock"} if plain == "outofstock" else stock(plain)
