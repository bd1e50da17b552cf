"""WooCommerce: Products > Export, in the language of the shop. One row a product or variation.

Source: WooCommerce wiki, "Product CSV Import Schema", and the plugin's translations into
Portuguese, Spanish, French, German and Arabic (read 2026-09-01); Arabic heads differ by version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
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
_ID = ("id", "المعرف", "معرف", "رقم المنتج")
_SKU = ("sku", "ref", "referencia", "ugs", "artikelnummer", "رمز المنتج", "رمز التخزين")
_NAME = ("name", "nome", "nombre", "nom", "الاسم", "اسم المنتج")
_REGULAR = (
    *("regular price", "preco", "preco normal", "precio normal", "tarif regulier", "prix regulier"),
    *("regularer preis", "السعر العادي", "السعر الاساسي", "السعر الافتراضي"),
)
_SALE = (
    *("sale price", "preco promocional", "precio rebajado", "tarif promo", "prix promo"),
    *("angebotspreis", "سعر التخفيض", "سعر العرض", "سعر البيع", "السعر بعد التخفيض"),
)
_IN_STOCK = (
    *("in stock?", "em estoque?", "em stock?", "¿en inventario?", "¿hay existencias?"),
    *("¿existencias?", "en stock ?", "en stock?", "vorratig?", "متوفر؟", "متوفر في المخزون؟"),
    *("في المخزون؟", "متوفر بالمخزون؟"),
)
_STOCK = ("stock", "estoque", "inventario", "bestand", "lager", "المخزون", "كميه المخزون")
_TYPE = ("type", "tipo", "typ", "النوع")
_SHORT = (
    *("short description", "descricao curta", "descricao breve", "descripcion corta"),
    *("description courte", "kurzbeschreibung", "وصف مختصر", "الوصف المختصر", "وصف قصير"),
)
_LONG = ("description", "descricao", "descripcion", "beschreibung", "الوصف")
_CATEGORIES = ("categories", "categorias", "kategorien", "التصنيفات", "الاقسام", "الفئات")
_IMAGES = ("images", "imagens", "imagenes", "bilder", "الصور", "صور")
_PUBLISHED = ("published", "publicado", "publie", "veroffentlicht", "منشور", "تم النشر")
_PARENT = (
    *("parent", "ascendente", "superior", "principal", "ubergeordnetes produkt", "الاصل", "الاب"),
    "المنتج الاب",
)
_BRANDS = ("brands", "brand", "marcas", "marca", "marques", "marque", "marken", "الماركات")
_GTIN = tuple(
    f"gtin, upc, ean{word} isbn" for word in (", or", " ou", ", ou", " o", " oder", " او")
)
_BEGINS = (
    *("date sale price starts", "dia en que empieza el precio rebajado"),
    *("date de debut de promo", "datum, an dem angebotspreis beginnt"),
    *("data de preco promocional comeca em", "تاريخ بدء سعر التخفيض"),
)
_ENDS = (
    *("date sale price ends", "dia en que termina el precio rebajado"),
    *("date de fin de promo", "datum, an dem angebotspreis endet"),
    *("data de preco promocional termina em", "تاريخ انتهاء سعر التخفيض"),
)
_ATTRIBUTES = (
    ("attribute {} name", "attribute {} value(s)"),
    ("nome do atributo {}", "valores do atributo {}"),
    ("nombre del atributo {}", "valor(es) del atributo {}"),
    ("nom de l'attribut {}", "valeur(s) de l'attribut {}"),
    ("attribut {} name", "attribut {} wert(e)"),
    ("اسم السمه {}", "قيم السمه {}"),
    ("اسم الخاصيه {}", "قيم الخاصيه {}"),
)
# One head of each: a table of a shop's own may have some of them, not all four.
MARKS = (
    frozenset(map(frozenset, (_TYPE, _PUBLISHED, _REGULAR, _NAME))),
    frozenset(map(frozenset, (_ID, _SKU, _REGULAR, _SALE))),
)
_LEADING = {
    "variable": "have variations, which are listed instead",
    "grouped": "are groups of others",
}


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a product for each that has a price; variations inherit from the one they vary."""
    rows = list(records)
    known = {key: each for each in rows for key in (f"id:{each.get(*_ID)}", each.get(*_SKU)) if key}
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


def _product(record: ExportRecord, parent: ExportRecord | None) -> dict[str, Any]:
    def get(*heads: str) -> str:
        return record.get(*heads) or (parent.get(*heads) if parent is not None else "")

    options = [pair for heads in _ATTRIBUTES for pair in record.options(*heads)]
    title = record.get(*_NAME) or variant_title(get(*_NAME), options)
    begins, ends = get(*_BEGINS), get(*_ENDS)
    return {
        "id": record.get(*_SKU, *_ID),
        "title": title,
        "description": text_of(get(*_LONG) or get(*_SHORT)),
        "price": get(*_REGULAR),
        "sale_price": record.get(*_SALE),
        "sale_price_effective_date": _dates(begins, ends),
        **_stock(record, parent),
        "product_type": last_part(get(*_CATEGORIES)),
        "brand": get(*_BRANDS),
        "gtin": record.get(*_GTIN),
        **pictures(get(*_IMAGES)),
        "item_group_id": parent.get(*_SKU, *_ID) if parent is not None else "",
        **(option_columns(options) if parent is not None else {}),
    }


def _dates(begins: str, ends: str) -> str:
    found = [re.match(r"\d{4}-\d{2}-\d{2}", text) for text in (begins, ends)]
    days = [day[0] for day in found if day is not None]
    return "/".join(days) if len(days) == 2 else ""


def _stock(record: ExportRecord, parent: ExportRecord | None) -> dict[str, str]:
    said = record.get(*_IN_STOCK) or (parent.get(*_IN_STOCK) if parent is not None else "")
    if "backorder" in said.casefold():
        return {"availability": "available for order"}
    counted = stock(record.get(*_STOCK))
    if (answer := answer_of(said)) is None and said:
        return {**counted, "availability": said}  # read like any shop's word, or asked about
    return {**counted, "availability": "out of stock" if answer is False else "in stock"}
