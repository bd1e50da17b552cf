# ruff: noqa: E501 the lines of exports are as long as they are
"""Exports in the language of the shop, made of the platforms' published heads, and prices by store."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaignkit.assets.catalog import Catalog, catalog
from campaignkit.business import Business

SHOP = Business("Sol", phone="+33 6 12 34 56 78", country="FR", language="fr")
EXPORTS = {
    "woo-fr": (
        "WooCommerce",
        'ID,Type,UGS,"GTIN, UPC, EAN ou ISBN",Nom,Publié,"Mis en avant ?","Visibilité dans le catalogue","Description courte",Description,"Date de début de promo","Date de fin de promo","En stock ?",Stock,"Tarif promo","Tarif régulier",Catégories,Images,Parent,Marques,"Nom de l’attribut 1","Valeur(s) de l’attribut 1"\n'
        '1,variable,tee,,T-shirt,1,0,visible,,<p>Coton</p>,,,1,,,,Vêtements,https://a.example/t.jpg,,Sol,Taille,"S, M"\n'
        '2,variation,tee-s,,T-shirt - S,1,0,visible,,,,,0,0,"15,00","19,90",,,tee,,Taille,S\n'
        '3,simple,mug,4006381333931,Tasse,1,0,visible,Courte,Tasse blanche,,,1,7,,"9,50",Maison > Tasses,https://a.example/m.jpg,,,,\n'
        "4,simple,vieux,,Vieux,0,0,visible,,,,,1,,,5,,,,,,\n",
        [("tee-s", "19.90 EUR", "out of stock"), ("mug", "9.50 EUR", "in stock")],
    ),
    "woo-es": (
        "WooCommerce",
        'ID,Tipo,SKU,"GTIN, UPC, EAN o ISBN",Nombre,Publicado,"Descripción corta",Descripción,¿Existencias?,Inventario,"Precio rebajado","Precio normal",Categorías,Imágenes,Superior,Marcas,"Nombre del atributo 1","Valor(es) del atributo 1"\n'
        '1,simple,pan,,Pan,1,,Pan de centeno,1,,,"2,50",Panes,https://a.example/p.jpg,,Sol,,\n'
        '2,simple,flan,,Flan,1,,De huevo,0,0,,"3,00",Postres,https://a.example/f.jpg,,Sol,,\n',
        [("pan", "2.50 EUR", "in stock"), ("flan", "3.00 EUR", "out of stock")],
    ),
    "woo-de": (
        "WooCommerce",
        'ID,Typ,Artikelnummer,Name,Veröffentlicht,Kurzbeschreibung,Beschreibung,Vorrätig?,Lager,Angebotspreis,"Regulärer Preis",Kategorien,Bilder,"Übergeordnetes Produkt","Attribut 1 Name","Attribut 1 Wert(e)"\n'
        '1,simple,brot,Brot,1,,Roggenbrot,1,4,,"4,20",Brote,https://a.example/b.jpg,,,\n',
        [("brot", "4.20 EUR", "in stock")],
    ),
    "woo-ar": (
        "WooCommerce",
        "المعرف,النوع,رمز المنتج,الاسم,منشور,وصف مختصر,الوصف,متوفر في المخزون؟,المخزون,سعر التخفيض,السعر العادي,التصنيفات,الصور,الأصل\n"
        "1,simple,q-1,قهوة,1,,قهوة عربية,1,5,,25.00,مشروبات,https://a.example/q.jpg,\n"
        "2,simple,q-2,شاي,1,,شاي أسود,0,0,,10.00,مشروبات,https://a.example/s.jpg,\n",
        [("q-1", "25.00 EUR", "in stock"), ("q-2", "10.00 EUR", "out of stock")],
    ),
    "odoo-fr": (
        "Odoo",
        "Nom,Référence interne,Code-barres,Prix de vente,Coût,Quantité en stock,Catégorie de produits,Peut être vendu,Unité de mesure,image_link\n"
        "Chaise,CH-1,,49.90,20.00,3,Tous / Chaises,VRAI,Unité(s),https://a.example/c.jpg\n"
        "Vis,VI-1,,4.50,1.00,0,Tous / Vis,VRAI,kg,https://a.example/v.jpg\n",
        [("CH-1", "49.90 EUR", "in stock"), ("VI-1", "4.50 EUR", "out of stock")],
    ),
    "odoo-ar": (
        "Odoo",
        "الاسم,المرجع الداخلي,سعر المبيعات,الكمية في اليد,وحدة القياس,image_link\n"
        "كرسي,K-1,150.00,2,الوحدات,https://a.example/k.jpg\n",
        [("K-1", "150.00 EUR", "in stock")],
    ),
    "prestashop-fr": (
        "PrestaShop",
        "ID;Image;Nom;Référence;Catégorie;Prix (HT);Prix (TTC);Quantité;État;Position\n"
        "5;https://a.example/5.jpg;Chaise;CH-1;Chaises;100.00;120.00;0;1;1\n"
        "6;https://a.example/6.jpg;Banc;BA-1;Bancs;200.00;240.00;4;0;2\n",
        [("CH-1", "120.00 EUR", "out of stock")],
    ),
    "loyverse-es": (
        "Loyverse",
        "Handle,REF,Nombre,Categoría,Descripción,Vendido por peso,Nombre de opción 1,Valor de opción 1,Precio predeterminado,Coste,Código de barras,Seguir el inventario,Disponible para la venta [Centro],Precio [Centro],En inventario [Centro],Disponible para la venta [Playa],Precio [Playa],En inventario [Playa],image_link\n"
        "coca,1,Coca,Bebidas,Fría,N,,,1.40,0.80,,Y,Y,1.40,2,Y,1.80,3,https://a.example/c.jpg\n"
        "agua,2,Agua,Bebidas,Con gas,N,,,1.00,0.50,,Y,N,1.00,5,Y,1.20,0,https://a.example/a.jpg\n",
        [("1", "1.40 EUR", "in stock"), ("2", "1.20 EUR", "out of stock")],
    ),
    "square-es": (
        "Square",
        "Token,Nombre del artículo,Nombre de la variante,SKU,Descripción,Categoría,Precio,Cantidad actual Centro,image_link\n"
        "T1,Vela,Regular,V-1,De soja,Casa,12.00,2,https://a.example/v.jpg\n",
        [("V-1", "12.00 EUR", "in stock")],
    ),
}


def read(name: str, folder: Path) -> Catalog:
    path = folder / "export.csv"
    path.write_text(EXPORTS[name][1], encoding="utf-8")
    return catalog(path, SHOP)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_in_the_shops_language_is_known_and_makes_a_feed_and_a_list(
    name: str, tmp_path: Path
):
    made = read(name, tmp_path)

    assert made.items.platform == EXPORTS[name][0]
    found = [(each.id, str(each.price), each.text("availability")) for each in made.products]
    assert found == EXPORTS[name][2]
    assert not made.problems().errors
    assert made.price_list(link="https://wa.me/33612345678").page_count == 1
    assert all("<" not in each.text("description") for each in made.products)


def test_variations_inherit_and_bear_their_options(tmp_path: Path):
    shirt = read("woo-fr", tmp_path).products[0]

    assert shirt.title == "T-shirt - S"
    assert (shirt.text("size"), shirt.text("item_group_id")) == ("S", "tee")
    assert (shirt.text("brand"), shirt.text("description")) == ("Sol", "Coton")
    assert str(shirt.sale_price) == "15.00 EUR"


def test_prices_and_sales_that_differ_by_store_are_told_with_their_rows(tmp_path: Path):
    told = {
        each.where.row: each.message
        for each in read("loyverse-es", tmp_path).problems()
        if each.rule == "feed.export-note"
    }

    assert "1.40 [centro], 1.80 [playa]" in told[1] and "1.40 is taken: 1" in told[1]
    assert "not for sale in [centro]" in told[2]
