"""Tiendanube and Nuvemshop: Productos > Exportar. Variants below each other, names once.

Source: Tiendanube and Nuvemshop help, "how to export and import products with a spreadsheet", in
Spanish and Portuguese (read 2026-09-01). The export has no pictures: add a column image_link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
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

NAME = "Tiendanube"
_HANDLE = ("identificador de url", "identificador url")
_SHOWN = ("mostrar en tienda", "exibir na loja", "mostrar en mi tienda en linea")
_PROPERTIES = (
    ("nombre de propiedad {}", "valor de propiedad {}"),
    ("nome da variacao {}", "valor da variacao {}"),
)
MARKS = tuple(frozenset({handle, price}) for handle in _HANDLE for price in ("precio", "preco"))


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each variant; what stands in the first row only is carried down."""
    for group in together(records, *_HANDLE):
        if answer_of(first(group, *_SHOWN)) is False:
            for record in group:
                told.left_out(record.number, "are hidden in the shop")
            continue
        for record in group:
            yield record.number, _variant(record, group)


def _variant(record: ExportRecord, group: list[ExportRecord]) -> dict[str, Any]:
    options = [
        (first(group, name.format(n)), chosen)
        for name, value in _PROPERTIES
        for n in (1, 2, 3)
        if (chosen := record.get(value.format(n)))
    ]
    handle = first(group, *_HANDLE)
    return {
        "id": record.get("sku") or "-".join([handle, *(v for _, v in options)]).replace(" ", "-"),
        "title": variant_title(first(group, "nombre", "nome"), options),
        "description": text_of(first(group, "descripcion", "descricao")),
        "price": record.get("precio", "preco"),
        "sale_price": record.get("precio promocional", "preco promocional"),
        **stock(record.get("stock", "estoque")),
        "brand": first(group, "marca"),
        "product_type": last_part(first(group, "categorias")),
        "gtin": record.get("codigo de barras"),
        "mpn": next(record.starting("mpn"), ""),
        "item_group_id": handle if len(group) > 1 else "",
        **option_columns(options),
    }
