"""Shopify: Products > Export. One row a variant, below it rows of pictures only.

Source: Shopify Help Center, "Using CSV files to import and export products" (read 2026-09-01), in
the form of before 2025 ("Variant Price") and of since ("Compare-at price").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
    amount,
    first,
    last_part,
    option_columns,
    stock,
    text_of,
    together,
    variant_title,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "Shopify"
MARKS = (
    frozenset({"handle", "title", "variant price"}),
    frozenset({"handle", "body (html)", "image src"}),
    frozenset({"url handle", "title", "compare-at price"}),
    frozenset({"url handle", "title", "product image url"}),
)
_PRICE = ("variant price", "price")
_IMAGE = ("image src", "product image url")


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each variant; what stands in the first row only is carried down."""
    for group in together(records, "handle", "url handle"):
        head = group[0]
        images = list(dict.fromkeys(found for r in group if (found := r.get(*_IMAGE))))
        variants = [r for r in group if r.get(*_PRICE, "variant sku", "sku", "option1 value")]
        status = head.get("status").casefold()
        if (
            status in ("draft", "archived")
            or answer_of(head.get("published", "published on online store")) is False
        ):
            for record in variants:
                told.left_out(record.number, "are drafts or archived")
            continue
        kinds = [first(group, f"option{n} name") for n in (1, 2, 3)]
        for record in variants:
            yield record.number, _variant(record, group, kinds, images, len(variants))


def _variant(
    record: ExportRecord, group: list[ExportRecord], kinds: list[str], images: list[str], count: int
) -> dict[str, Any]:
    handle = first(group, "handle", "url handle")
    values = [record.get(f"option{n} value") for n in (1, 2, 3)]
    options = [(kind, value) for kind, value in zip(kinds, values, strict=True) if value]
    chosen = [value for _, value in options if value.casefold() != "default title"]
    own = record.get("variant image", "variant image url") or (images[0] if images else "")
    return {
        "id": record.get("variant sku", "sku") or "-".join([handle, *chosen]).replace(" ", "-"),
        "title": variant_title(first(group, "title"), options),
        "description": text_of(first(group, "body (html)", "description")),
        "price": amount(record.get(*_PRICE)),
        "compare_at_price": amount(record.get("variant compare at price", "compare-at price")),
        **_stock(record),
        "brand": first(group, "vendor"),
        "product_type": first(group, "type") or last_part(first(group, "product category")),
        "google_product_category": first(group, "product category"),
        "gtin": record.get("variant barcode", "barcode").lstrip("'"),
        "mpn": record.get("google shopping / mpn"),
        "gender": first(group, "google shopping / gender"),
        "age_group": first(group, "google shopping / age group"),
        "condition": first(group, "google shopping / condition"),
        "image_link": own,
        "additional_image_link": ",".join(image for image in images if image != own),
        "item_group_id": handle if count > 1 else "",
        **option_columns(options),
    }


def _stock(record: ExportRecord) -> dict[str, str]:
    """Return whether it is sold: what is not counted, or sold on when it is out, always is."""
    counted = stock(record.get("variant inventory qty", "inventory quantity"))
    policy = record.get("variant inventory policy", "continue selling when out of stock")
    if counted["availability"] == "out of stock" and policy.casefold() in ("continue", "true"):
        return {"availability": "available for order"}
    return counted
