"""Odoo: products of Sales or Inventory exported, under their labels or their technical names.

Source: Odoo documentation, "Export and import data", and the model product.template of version 17
(read 2026-09-01). Pictures are exported as data, not addresses: add a column image_link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    Record,
    amount,
    last_part,
    stock,
    text_of,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "Odoo"
MARKS = (
    frozenset({"name", "internal reference", "sales price"}),
    frozenset({"name", "default code", "list price"}),
    frozenset({"nome", "referencia interna", "preco de venda"}),
    frozenset({"nombre", "referencia interna", "precio de venta"}),
    frozenset({"nom", "reference interne", "prix de vente"}),
)
_PIECES = ("units", "unit", "unit(s)", "unidades", "unidade(s)", "unidad", "unite(s)", "unites")


def products(records: Iterable[Record], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each product that is active and can be sold."""
    for record in records:
        sold = record.get(
            "can be sold", "sale ok", "sales", "pode ser vendido", "puede ser vendido"
        )
        if answer_of(record.get("active", "ativo", "activo")) is False or answer_of(sold) is False:
            told.left_out(record.number, "are archived or not for sale")
        else:
            yield record.number, _product(record)


def _product(record: Record) -> dict[str, Any]:
    unit = record.get(
        "unit of measure", "uom id", "uom id/name", "unidade de medida", "unidad de medida"
    )
    category = record.get(
        "product category", "categ id", "categ id/name", "product category/display name"
    )
    category = category or record.get("categoria do produto", "categoria de producto")
    texts = ("sales description", "description sale", "description ecommerce", "description")
    return {
        "id": record.get(
            *("internal reference", "default code", "referencia interna", "reference interne"),
            *("external id", "id"),
        ),
        "title": record.get("name", "display name", "nome", "nombre", "nom"),
        "description": text_of(record.get(*texts, "descricao de vendas", "descripcion de ventas")),
        "price": amount(
            record.get(
                "sales price", "list price", "preco de venda", "precio de venta", "prix de vente"
            )
        ),
        **stock(
            record.get("quantity on hand", "qty available", "quantidade a mao", "cantidad a mano")
        ),
        "product_type": last_part(category, "/"),
        "gtin": record.get("barcode", "codigo de barras", "code-barres"),
        "unit": "" if unit.casefold() in _PIECES else unit,
    }
