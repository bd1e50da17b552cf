"""PrestaShop: the file of Advanced Parameters > Import, and the export of the product list.

Source: PrestaShop documentation, "CSV import parameters", its sample files products_import.csv, and
the back office's translations into Portuguese, Spanish, French and German (read 2026-09-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from campaignkit.products.exports.records import (
    ExportRecord,
    amount,
    pictures,
    stock,
    text_of,
)
from campaignkit.products.rules import answer_of

if TYPE_CHECKING:
    from campaignkit.products.exports import Told

NAME = "PrestaShop"
_ACTIVE = ("active (0/1)", "actif (0/1)", "activo (0/1)", "ativo (0/1)", "aktiv (0/1)")
_STATUS = (*_ACTIVE, "status", "etat", "statut", "estado", "enabled")
_CATEGORIES = tuple(f"{word} (x,y,z...)" for word in ("categories", "categorias", "kategorien"))
_CATEGORY = (*_CATEGORIES, "category", "categorie", "categoria", "kategorie")
_ID = ("product id", "id", "id produit", "identifiant produit", "id producto", "id do produto")
_REF = (
    *("reference #", "reference", "reference no", "reference no.", "referencia", "referencia no"),
    *("artikel-nr.", "artikelnummer"),
)
_NAME = ("name", "nom", "nombre", "nome")
_TEXTS = (
    *("description", "descripcion", "descricao", "beschreibung", "summary", "short description"),
    *("resume", "recapitulatif", "description courte", "resumen", "resumo", "kurzbeschreibung"),
)
_WITH_TAX = (
    *("price (tax incl.)", "price tax included", "price tax included or price tax excluded"),
    *("prix (ttc)", "prix ttc", "prix de vente ttc", "precio (imp. incl.)", "precio con impuestos"),
    *("precio impuestos incluidos", "preco (com impostos)", "preco (c/ iva)", "preco com iva"),
    *("preis (inkl. mwst.)", "bruttopreis", "preis inkl. mwst."),
)
_WITHOUT = (
    *("price (tax excl.)", "price tax excluded", "price tax excluded or price tax included"),
    *("prix (ht)", "prix ht", "prix de vente ht", "precio (imp. excl.)", "precio sin impuestos"),
    *("precio impuestos excluidos", "preco (sem impostos)", "preco (s/ iva)", "preco sem iva"),
    *("preis (zzgl. mwst.)", "nettopreis", "preis zzgl. mwst."),
)
_QUANTITY = ("quantity", "quantite", "cantidad", "quantidade", "menge")
_BRAND = ("manufacturer", "brand", "marque", "fabricant", "fabricante", "marca", "hersteller")
_IMAGES = (
    *(f"{word} (x,y,z...)" for word in ("image urls", "url des images", "urls des images")),
    *(f"{word} (x,y,z...)" for word in ("url de imagenes", "urls das imagens", "bild-urls")),
    *("image", "imagen", "imagem", "bild"),
)
_ON_SALE = ("on sale (0/1)", "en solde (0/1)", "en promotion (0/1)", "en oferta (0/1)")
MARKS = (
    frozenset({frozenset(_ACTIVE), frozenset(_CATEGORIES)}),
    frozenset(map(frozenset, (_ID, _REF, _WITHOUT, _STATUS))),
    frozenset(map(frozenset, (_ID, _REF, _WITH_TAX, _STATUS))),
    frozenset({"product id", "reference", "price (tax excl.)"}),
    frozenset({"product id", "reference", "price (tax incl.)"}),
)
_ROOTS = ("home", "accueil", "inicio", "root", "root category", "startseite")


def products(records: Iterable[ExportRecord], told: Told) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each product that is active."""
    for record in records:
        if answer_of(record.get(*_STATUS)) is False:
            told.left_out(record.number, "are not active")
            continue
        price = record.get(*_WITH_TAX)
        if not price and record.get(*_WITHOUT):
            told.taxless = True
            price = record.get(*_WITHOUT)
        yield record.number, _product(record, price)


def _product(record: ExportRecord, price: str) -> dict[str, Any]:
    ref = record.get(*_REF)
    category = record.get(*_CATEGORY)
    parts = [part.strip() for part in category.replace("|", ",").split(",")]
    named = [part.split("/")[-1].strip() for part in parts if part.casefold() not in _ROOTS]
    listed = amount(price)
    return {
        "id": ref or record.get(*_ID),
        "title": record.get(*_NAME),
        "description": text_of(record.get(*_TEXTS)),
        "price": listed,
        "sale_price": _discounted(record, listed),
        **stock(record.get(*_QUANTITY)),
        "brand": record.get(*_BRAND),
        "product_type": named[0] if named else "",
        "gtin": record.get("ean13", "ean-13", "upc", "isbn"),
        "mpn": record.get("mpn"),
        "condition": record.get("condition"),
        "link": record.get("product url"),
        **pictures(record.get(*_IMAGES)),
    }


def _discounted(record: ExportRecord, price: Decimal | str) -> Decimal | str:
    percent, off = amount(record.get("discount percent")), amount(record.get("discount amount"))
    if not isinstance(price, Decimal) or answer_of(record.get(*_ON_SALE)) is False:
        return ""
    if isinstance(percent, Decimal) and 0 < percent < 100:
        return round(price * (100 - percent) / 100, 2)
    return price - off if isinstance(off, Decimal) and 0 < off < price else ""
