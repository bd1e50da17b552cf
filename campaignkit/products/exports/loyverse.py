"""Loyverse: Items > Export. Variants below each other; a price and stock for each store in [].

Source: Loyverse Help Center, "Importing and exporting items", in English, Spanish and Portuguese
(read 2026-09-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
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
_SKU = ("sku", "ref", "referencia")
_TITLE = ("name", "nombre", "nome")
_BY_WEIGHT = ("sold by weight", "vendido por peso")
_DEFAULT = ("default price", "precio predeterminado", "precio por defecto", "preco padrao")
_PART = ("sku of included item", "ref del articulo incluido", "sku do item incluido")
_SOLD = ("available for sale", "disponible para la venta", "disponivel para venda")
_PRICE = ("price", "precio", "preco")
_STOCK = ("in stock", "en inventario", "en stock", "em estoque", "em stock")
_TRACKED = (
    *("track stock", "seguir el inventario", "rastrear inventario", "acompanhar estoque"),
    *("rastrear estoque", "controlar stock"),
)
_OPTION = (
    ("option {} name", "option {} value"),
    ("nombre de opcion {}", "valor de opcion {}"),
    ("nombre de la opcion {}", "valor de la opcion {}"),
    ("nome da opcao {}", "valor da opcao {}"),
)
MARKS = (
    frozenset({"handle", frozenset(_SKU), frozenset(_TITLE), frozenset(_BY_WEIGHT)}),
    frozenset({"handle", frozenset(_SKU), frozenset(_TITLE), frozenset(_DEFAULT)}),
    frozenset({"handle", frozenset(_PART), frozenset(_TITLE)}),
)
_VARIABLE = ("variable", "variavel")  # a price that is asked for at the till


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each variant; rows of what a set consists of are no products."""
    for group in together(records, "handle"):
        for record in group:
            sold = {store: answer_of(text) is not False for store, text in _by_store(record, _SOLD)}
            if record.get(*_PART) and not record.get(*_TITLE, *_SKU):
                told.left_out(record.number, "say what a set consists of")
            elif sold and not any(sold.values()):
                told.left_out(record.number, "are not for sale")
            else:
                yield record.number, _product(record, group, sold, told)


def _by_store(record: ExportRecord, heads: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what stands in the columns of the stores: "Price [Centro]" is Centro's."""
    for head in heads:
        for name, text in record.cells.items():
            if name.startswith(f"{head} [") and name.endswith("]"):
                yield name[len(head) + 2 : -1], text


def _product(
    record: ExportRecord, group: list[ExportRecord], sold: dict[str, bool], told: Told
) -> dict[str, Any]:
    options = [
        (first(group, name.format(n)), chosen)
        for name, value in _OPTION
        for n in (1, 2, 3)
        if (chosen := record.get(value.format(n)))
    ]
    values = [chosen for _, chosen in options]
    untracked = answer_of(first(group, *_TRACKED)) is False
    counts = [text for store, text in _by_store(record, _STOCK) if sold.get(store, True)]
    if sold and not all(sold.values()):
        closed = ", ".join(store for store, is_sold in sold.items() if not is_sold)
        told.noted(record.number, f"are not for sale in [{closed}], and are taken for sale")
    return {
        "id": record.get(*_SKU) or "-".join([first(group, "handle"), *values]).rstrip("-"),
        "title": variant_title(first(group, *_TITLE), options),
        "description": text_of(first(group, "description", "descripcion", "descricao")),
        "price": amount(_price(record, sold, told)),
        **(stock() if untracked else stock(*counts)),
        "product_type": first(group, "category", "categoria"),
        "gtin": record.get("barcode", "codigo de barras"),
        "item_group_id": first(group, "handle") if options else "",
        **option_columns(options),
    }


def _price(record: ExportRecord, sold: dict[str, bool], told: Told) -> str:
    """Return the price of the stores that sell it; where they differ, the default one is taken."""
    asked = [
        (store, text)
        for store, text in _by_store(record, _PRICE)
        if sold.get(store, True) and text.casefold() not in _VARIABLE
    ]
    usual = record.get(*_DEFAULT)
    usual = "" if usual.casefold() in _VARIABLE else usual
    if len({amount(text) for _, text in asked}) < 2:
        return next((text for _, text in asked), usual)
    said = ", ".join(f"{text} [{store}]" for store, text in asked)
    taken = usual or asked[0][1]
    told.noted(record.number, f"cost differently by store ({said}), and {taken} is taken")
    return taken
