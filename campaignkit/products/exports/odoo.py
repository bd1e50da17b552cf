"""Odoo: products of Sales or Inventory exported, under their labels or their technical names.

Source: Odoo documentation, "Export and import data", the model product.template of version 17 and
its translations into Portuguese, Spanish, French, German and Arabic (read 2026-09-01). Pictures are
exported as data, not addresses: add a column image_link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
    amount,
    last_part,
    stock,
    text_of,
)
from campaignkit.products.rules import answer_of
from campaignkit.rows.column_names import folded

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "Odoo"
_TITLE = (
    *("name", "display name", "nome", "nome exibido", "nombre", "nombre mostrado", "nom"),
    *("nom d'affichage", "anzeigename", "الاسم", "اسم العرض"),
)
_REF = (
    *("internal reference", "default code", "referencia interna", "reference interne"),
    *("interne referenz", "المرجع الداخلي"),
)
_PRICE = (
    *("sales price", "list price", "preco de venda", "precio de venta", "prix de vente"),
    *("verkaufspreis", "سعر المبيعات", "سعر البيع"),
)
_SOLD = (
    *("can be sold", "sale ok", "sales", "pode ser vendido", "puede ser vendido"),
    *("se puede vender", "peut etre vendu", "kann verkauft werden", "يمكن بيعه"),
)
_ACTIVE = ("active", "ativo", "activo", "actif", "aktiv", "نشط")
_TEXTS = (
    *("sales description", "description sale", "description ecommerce", "description"),
    *("descricao de vendas", "descricao de venda", "descripcion de ventas"),
    *("description pour les ventes", "description de vente", "verkaufsbeschreibung"),
    *("وصف المبيعات", "descricao", "descripcion", "beschreibung", "الوصف"),
)
_QUANTITY = (
    *("quantity on hand", "qty available", "quantidade a mao", "quantidade em maos"),
    *("quantidade em mao", "cantidad a mano", "quantite en stock", "quantite disponible"),
    *("bestandsmenge", "verfugbare menge", "الكميه في اليد", "الكميه الفعليه"),
)
_UNIT = (
    *("unit of measure", "uom id", "uom id/name", "unidade de medida", "unidad de medida"),
    *("unite de mesure", "mengeneinheit", "masseinheit", "وحده القياس"),
)
_CATEGORY = (
    *("product category", "categ id", "categ id/name", "product category/display name"),
    *("categoria do produto", "categoria de producto", "categoria del producto"),
    *("categorie de produits", "categorie d'article", "produktkategorie", "فئه المنتج"),
)
_BARCODE = ("barcode", "codigo de barras", "code-barres", "code barre", "الباركود", "باركود")
MARKS = (frozenset(map(frozenset, (_TITLE, _REF, _PRICE))),)
_PIECES = (
    *("units", "unit", "unit(s)", "unidades", "unidade(s)", "unidad", "unidade", "unidad(es)"),
    *("unite(s)", "unites", "einheit(en)", "stuck", "الوحدات", "وحده", "وحدات"),
)


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each product that is active and can be sold."""
    for record in records:
        sold = answer_of(record.get(*_SOLD))
        if answer_of(record.get(*_ACTIVE)) is False or sold is False:
            told.left_out(record.number, "are archived or not for sale")
        else:
            yield record.number, _product(record)


def _product(record: ExportRecord) -> dict[str, Any]:
    unit = record.get(*_UNIT)
    return {
        "id": record.get(*_REF, "external id", "id"),
        "title": record.get(*_TITLE),
        "description": text_of(record.get(*_TEXTS)),
        "price": amount(record.get(*_PRICE)),
        **stock(record.get(*_QUANTITY)),
        "product_type": last_part(record.get(*_CATEGORY), "/"),
        "gtin": record.get(*_BARCODE),
        "unit": "" if folded(unit) in _PIECES else unit,
    }
