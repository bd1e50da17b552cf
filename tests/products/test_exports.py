# ruff: noqa: E501 the lines of exports are as long as they are
"""Exports of platforms, made of their published columns: to a feed and a price list as they are."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.assets.catalog import Catalog, catalog
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.products import exports, feed_reading
from campaignkit.products.exports import records

US = Business("Sun Shop", phone="212 555 1234", country="US", language="en")
BR = Business("Loja Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
AR = Business("Tienda Sol", phone="11 2345-6789", country="AR", language="es_AR")

SHOPIFY = """\
Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,\
Option2 Name,Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,\
Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,\
Image Position,Variant Image,Status
shirt,Blue Shirt,"<p>Soft &amp; <b>light</b>.</p><ul><li>Cotton</li></ul>",Sol,Apparel > Shirts,\
Shirts,new,TRUE,Size,S,Color,Blue,BS-S,shopify,5,deny,19.90,25.00,,https://cdn.example/1.jpg,1,,active
shirt,,,,,,,,,M,,Blue,BS-M,shopify,0,continue,1.200,,,https://cdn.example/2.jpg,2,\
https://cdn.example/m.jpg,
shirt,,,,,,,,,,,,,,,,,,,https://cdn.example/3.jpg,3,,
mug,Mug,A mug,Sol,,Cups,,TRUE,Title,Default Title,,,,,,,9.00,0.00,,https://cdn.example/mug.jpg,1,,active
old,Old Mug,A mug,Sol,,Cups,,FALSE,Title,Default Title,,,OLD,,,,9.00,,,,,,draft
"""
SHOPIFY_2025 = """\
Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,\
Barcode,Option1 name,Option1 value,Price,Compare-at price,Inventory tracker,Inventory quantity,\
Continue selling when out of stock,Product image URL,Image position,Variant image URL
Lamp,lamp,<p>Bright</p>,Sol,Home > Lamps,Lamps,,TRUE,Active,L-1,,Title,Default Title,30.00,,shopify,3,\
FALSE,https://cdn.example/lamp.jpg,1,
"""
WOO = """\
ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Is featured?,Visibility in catalog,\
Short description,Description,Date sale price starts,Date sale price ends,Tax status,In stock?,Stock,\
Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,Attribute 1 value(s)
1,simple,mug-1,4006381333931,Mug,1,0,visible,Short,<p>White mug</p>,2026-11-01,2026-12-01,taxable,1,7,\
10.00,12.50,Kitchen > Cups,,"https://a.example/1.jpg, https://a.example/2.jpg",,,
2,variable,tee,,Tee,1,0,visible,,Cotton tee,,,taxable,1,,,,Shirts,,https://a.example/tee.jpg,,Size,"S, M"
3,variation,tee-s,,,1,0,visible,,,,,taxable,0,0,,15.00,,,,tee,Size,S
4,simple,draft,,Draft,-1,0,visible,,,,,taxable,1,,,5.00,,,,,,
"""
WOO_PT = """\
ID,Tipo,SKU,Nome,Publicado,Descrição curta,Descrição,Em estoque?,Estoque,Preço promocional,Preço,\
Categorias,Imagens,Ascendente
7,simple,bolo,Bolo,1,,Bolo de fubá,1,3,,"12,50",Doces,https://a.example/bolo.jpg,
"""
SQUARE = """\
Token,Item Name,Customer-facing Name,Variation Name,SKU,Description,Reporting Category,Price,\
Online Sale Price,Archived,Sellable,Square Online Item Visibility,GTIN,Option Name 1,Option Value 1,\
Current Quantity Main St,Current Quantity Dock,image_link
TOK1,Candle,,Small,C-S,Soy wax,Home (T2B3ROTJ3HFGVBO22QLOOJDE),12.00,9.50,N,Y,visible,,Size,Small,2,1,\
https://a.example/c.jpg
TOK2,Candle,,Large,C-L,Soy wax,Home (T2B3ROTJ3HFGVBO22QLOOJDE),18.00,,N,Y,visible,,Size,Large,0,-1,\
https://a.example/c.jpg
TOK3,Mug,Big Mug,Regular,M-1,Clay,Home,14.00,,N,Y,visible,,,,,,https://a.example/m.jpg
TOK4,Vase,,Regular,V-1,Clay,Home,14.00,,Y,Y,visible,,,,,,
"""
LOYVERSE = """\
Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Option 2 name,\
Option 2 value,Option 3 name,Option 3 value,Default price,Cost,Barcode,SKU of included item,\
Quantity of included item,Track stock,Available for sale [Sol],Price [Sol],In stock [Sol],image_link
coke,10001,Coca-Cola,Drinks,Cold,N,Size,Can,,,,,1.40,0.80,5449000000996,,,Y,Y,1.40,24,\
https://a.example/coke.jpg
coke,10002,,,,,,Bottle,,,,,variable,0.90,,,,Y,Y,2.10,0,https://a.example/coke.jpg
box,10003,Lunch box,Food,Box,N,,,,,,,9.00,,,10001,1,N,Y,9.00,,https://a.example/box.jpg
box,,,,,,,,,,,,,,,10002,2,,,,,
gone,10004,Gone,Food,Gone,N,,,,,,,9.00,,,,,N,N,9.00,,
"""
TIENDANUBE = """\
Identificador de URL;Nombre;Categorías;Nombre de propiedad 1;Valor de propiedad 1;\
Nombre de propiedad 2;Valor de propiedad 2;Precio;Precio promocional;Peso (kg);Stock;SKU;\
Código de barras;Mostrar en tienda;Envío sin cargo;Descripción;Tags;Marca;image_link
remera;Remera;Ropa > Remeras;Talle;S;Color;Azul;15.000,00;12.000,00;0,2;4;R-S;;SÍ;NO;\
"<p>De algodón</p>";;Sol;https://a.example/r.jpg
remera;;;;M;;Azul;15.000,00;;0,2;;R-M;;;;;;;https://a.example/r.jpg
oculta;Oculta;Ropa;;;;;1.000,00;;;1;O-1;;NO;NO;Nada;;Sol;
"""
NUVEMSHOP = """\
Identificador URL;Nome;Categorias;Nome da variação 1;Valor da variação 1;Preço;Preço promocional;\
Peso (kg);Estoque;SKU;Código de barras;Exibir na loja;Frete grátis;Descrição;Tags;Marca;image_link
camiseta;Camiseta;Roupas;Tamanho;P;"49,90";;"0,2";0;C-P;;SIM;NÃO;Camiseta leve;;Sol;\
https://a.example/c.jpg
"""
WIX = """\
handleId,fieldType,name,description,productImageUrl,collection,sku,ribbon,price,surcharge,visible,\
discountMode,discountValue,inventory,weight,cost,productOptionName1,productOptionType1,\
productOptionDescription1,brand
ring,Product,Ring,<p>Silver</p>,a1.jpg;https://b.example/2.jpg,Rings;New,R,,20.00,,true,PERCENT,25,\
InStock,,,Size,DROP_DOWN,6;7,Sol
ring,Variant,,,,,R-6,,,0,true,,,3,,,,,6,
ring,Variant,,,,,R-7,,,4.00,true,,,0,,,,,7,
chain,Product,Chain,Gold,c.jpg,Chains,CH,,50.00,,true,,0,OutOfStock,,,,,,Sol
hid,Product,Hidden,None,h.jpg,Chains,HD,,50.00,,false,,0,InStock,,,,,,Sol
"""
PRESTASHOP = """\
Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded;Tax rules ID;Wholesale price;\
On sale (0/1);Discount amount;Discount percent;Reference #;Supplier;Manufacturer;EAN13;Quantity;\
Summary;Description;Image URLs (x,y,z...);Condition
1;1;Lamp;Home,Lamps;40.00;1;20.00;1;;10;LAMP-1;;Sol;4006381333931;7;Short;<p>A lamp</p>;\
"https://a.example/l.jpg,https://a.example/l2.jpg";new
2;0;Old lamp;Home,Lamps;40.00;1;20.00;0;;;LAMP-2;;Sol;;7;Short;A lamp;;used
"""
PRESTASHOP_LIST = """\
Product ID;Image;Name;Reference;Category;Price (tax excl.);Price (tax incl.);Quantity;Status;Position
5;https://a.example/5-home.jpg;Chair;CH-1;Chairs;100.00;121.00;0;1;1
"""
ODOO = """\
External ID,Name,Internal Reference,Barcode,Sales Price,Cost,Quantity On Hand,Product Category,\
Can be Sold,Sales Description,Unit of Measure,image_link
__export__.p1,Apples,AP-1,,2.5,1.0,12.5,All / Saleable / Fruit,True,Red apples,kg,\
https://a.example/ap.jpg
__export__.p2,Box,BX-1,,4.0,1.0,0.0,All / Packaging,True,A box,Units,https://a.example/bx.jpg
__export__.p3,Tape,TP-1,,4.0,1.0,9.0,All / Packaging,False,A tape,Units,
"""
ODOO_NAMES = """\
id,name,default_code,list_price,barcode,qty_available,categ_id,sale_ok,description_sale,uom_id,image_link
__export__.p1,Apples,AP-1,2.5,,12,All / Fruit,True,Red apples,Units,https://a.example/ap.jpg
"""
GOOGLE = """\
id\ttitle\tdescription\tlink\timage link\tadditional image link\tavailability\tprice\tsale price\t\
condition\tbrand\tgtin\tgoogle product category\tproduct type\titem group id
T-1\tTea\tBlack tea\thttps://a.example/t\thttps://a.example/t.jpg\t\tin_stock\t10.00 USD\t8.00 USD\t\
new\tSol\t4006381333931\tFood > Tea\tTea\t
T-2\tCup\tA cup\thttps://a.example/c\thttps://a.example/c.jpg\t\tbackorder\t5.00 USD\t\tnew\tSol\t\t\tCups\t
"""
META = """\
# Required | A unique id,# Required | A title,# Required | What it is,# Required | Stock,\
# Required | State,# Required | A price,# Required | The page,# Required | A picture,\
# Required | The brand,# Optional | How many
id,title,description,availability,condition,price,link,image[0].url,brand,\
quantity_to_sell_on_facebook
T-1,Tea,Black tea,in stock,new,10.00 USD,https://a.example/t,https://a.example/t.jpg,Sol,75
"""
FILES = {
    "Shopify": (SHOPIFY, US),
    "Shopify 2025": (SHOPIFY_2025, US),
    "WooCommerce": (WOO, US),
    "WooCommerce pt": (WOO_PT, BR),
    "Square": (SQUARE, US),
    "Loyverse": (LOYVERSE, US),
    "Tiendanube": (TIENDANUBE, AR),
    "Tiendanube pt": (NUVEMSHOP, BR),
    "Wix": (WIX, US),
    "PrestaShop": (PRESTASHOP, US),
    "PrestaShop list": (PRESTASHOP_LIST, US),
    "Odoo": (ODOO, US),
    "Odoo names": (ODOO_NAMES, US),
    "Google": (GOOGLE, US),
    "Meta": (META, US),
}


def opened(name: str, folder: Path) -> Catalog:
    text, shop = FILES[name]
    path = folder / ("products.tsv" if name == "Google" else "products.csv")
    path.write_text(text, encoding="utf-8")
    return catalog(path, shop)


def said(made: Catalog) -> dict[str, tuple[str, str, str]]:
    return {each.id: (each.title, str(each.price), str(each.sale_price)) for each in made.products}


def cells(made: Catalog) -> list[dict[str, str]]:
    """Return what a feed says of each product, empty cells left out."""
    names, *rows = made.feed_rows()
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows]


@pytest.mark.parametrize("name", FILES)
def test_an_export_goes_to_a_feed_and_a_price_list_as_it_is(name: str, tmp_path: Path):
    made = opened(name, tmp_path)

    platform = name.split(maxsplit=1)[0]
    assert made.items.platform == ("" if platform in ("Google", "Meta") else platform)
    assert not made.problems().errors, made.problems()
    made.save_feed(tmp_path / "feed.csv")
    rows = list(csv.DictReader(StringIO((tmp_path / "feed.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in rows] == [each.id for each in made.products]
    assert all(row["image_link"].startswith("https://") for row in rows)
    assert not made.price_list(columns=1).check().errors


@pytest.mark.parametrize("name", FILES)
def test_a_feed_in_xml_reads_back_as_it_was_written(name: str, tmp_path: Path):
    made = opened(name, tmp_path)
    made.save_feed(tmp_path / "feed.xml")

    again = catalog(tmp_path / "feed.xml", made.shop)

    assert said(again) == said(made)
    assert cells(again) == cells(made)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "Shopify",
            {
                "BS-S": ("Blue Shirt, S, Blue", "25.00 USD", "19.90 USD"),
                "BS-M": ("Blue Shirt, M, Blue", "1.20 USD", "None"),
                "mug": ("Mug", "9.00 USD", "None"),
            },
        ),
        ("Shopify 2025", {"L-1": ("Lamp", "30.00 USD", "None")}),
        (
            "WooCommerce",
            {
                "mug-1": ("Mug", "12.50 USD", "10.00 USD"),
                "tee-s": ("Tee, S", "15.00 USD", "None"),
            },
        ),
        ("WooCommerce pt", {"bolo": ("Bolo", "12.50 BRL", "None")}),
        (
            "Square",
            {
                "C-S": ("Candle, Small", "12.00 USD", "9.50 USD"),
                "C-L": ("Candle, Large", "18.00 USD", "None"),
                "M-1": ("Big Mug", "14.00 USD", "None"),
            },
        ),
        (
            "Loyverse",
            {
                "10001": ("Coca-Cola, Can", "1.40 USD", "None"),
                "10002": ("Coca-Cola, Bottle", "2.10 USD", "None"),
                "10003": ("Lunch box", "9.00 USD", "None"),
            },
        ),
        (
            "Tiendanube",
            {
                "R-S": ("Remera, S, Azul", "15000.00 ARS", "12000.00 ARS"),
                "R-M": ("Remera, M, Azul", "15000.00 ARS", "None"),
            },
        ),
        (
            "Wix",
            {
                "R-6": ("Ring, 6", "20.00 USD", "15.00 USD"),
                "R-7": ("Ring, 7", "24.00 USD", "18.00 USD"),
                "CH": ("Chain", "50.00 USD", "None"),
            },
        ),
        ("PrestaShop", {"LAMP-1": ("Lamp", "40.00 USD", "36.00 USD")}),
        ("PrestaShop list", {"CH-1": ("Chair", "121.00 USD", "None")}),
        (
            "Odoo",
            {"AP-1": ("Apples", "2.50 USD", "None"), "BX-1": ("Box", "4.00 USD", "None")},
        ),
    ],
)
def test_names_variants_and_prices_are_those_of_the_export(
    name: str, wanted: dict[str, tuple[str, str, str]], tmp_path: Path
):
    assert said(opened(name, tmp_path)) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Shopify", ["in stock 5", "available for order", "in stock"]),
        ("WooCommerce", ["in stock 7", "out of stock 0"]),
        ("Square", ["in stock 3", "out of stock 0", "in stock"]),
        ("Loyverse", ["in stock 24", "out of stock 0", "in stock"]),
        ("Tiendanube", ["in stock 4", "in stock"]),
        ("Wix", ["in stock 3", "out of stock 0", "out of stock"]),
        ("Odoo", ["in stock 12", "out of stock 0"]),
        ("Google", ["in stock", "available for order"]),
        ("Meta", ["in stock 75"]),
    ],
)
def test_stock_is_read_with_its_quantity(name: str, wanted: list[str], tmp_path: Path):
    found = [
        f"{each['availability']} {each.get('quantity_to_sell_on_facebook', '')}".strip()
        for each in cells(opened(name, tmp_path))
    ]

    assert found == wanted


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("Shopify", 5, "1 rows are drafts or archived, and left out: 5"),
        ("WooCommerce", 2, "have variations, which are listed instead"),
        ("Square", 4, "are archived or not for sale, and left out: 4"),
        ("Loyverse", 4, "say what a set consists of, and left out: 4"),
        ("Tiendanube", 3, "are hidden in the shop"),
        ("Wix", 5, "are hidden in the shop"),
        ("PrestaShop", 2, "are not active"),
        ("PrestaShop", None, "prices without tax only"),
        ("Odoo", 3, "are archived or not for sale"),
    ],
)
def test_what_is_left_out_on_purpose_is_told(
    name: str, row: int | None, words: str, tmp_path: Path
):
    warnings = opened(name, tmp_path).problems().warnings

    (told,) = [each for each in warnings if words in each.message]
    assert told.where.row == row


def test_html_becomes_text_and_pictures_are_carried_down(tmp_path: Path):
    shirt, medium, _ = opened("Shopify", tmp_path).products

    assert shirt.text("description") == "Soft & light.\nCotton"
    assert medium.text("description") == shirt.text("description")
    assert shirt.text("image_link") == "https://cdn.example/1.jpg"
    assert medium.text("image_link") == "https://cdn.example/m.jpg"
    assert (shirt.text("color"), shirt.text("size")) == ("Blue", "S")
    assert (
        shirt.text("additional_image_link") == "https://cdn.example/2.jpg,https://cdn.example/3.jpg"
    )
    assert shirt.text("item_group_id") == medium.text("item_group_id") == "shirt"


def test_a_product_is_told_with_the_row_of_the_export(tmp_path: Path):
    path = tmp_path / "products.csv"
    path.write_text(SHOPIFY.replace("9.00,0.00", "cheap,"), encoding="utf-8")

    (problem,) = catalog(path, US).problems().errors
    assert (problem.rule, problem.where.row) == ("price.unclear", 4)


def test_a_sale_has_its_dates_and_a_unit_stays(tmp_path: Path):
    mug = opened("WooCommerce", tmp_path).products[0]
    apples = opened("Odoo", tmp_path).products[0]

    assert mug.text("sale_price_effective_date") == "2026-11-01/2026-12-01"
    assert (apples.text("unit"), apples.section) == ("kg", "Fruit")
    assert mug.section == "Cups"


def _either(head: str | frozenset[str]) -> Iterator[str]:
    """Yield one head after another of those that stand for each other, without end."""
    return itertools.cycle([head] if isinstance(head, str) else sorted(head))


def test_every_file_of_the_folder_is_a_platform_with_heads_of_its_own():
    names = [module.NAME for module in exports._platforms()]

    assert len(names) == len(set(names)) >= 8
    for module in exports._platforms():
        assert module.MARKS
        for mark in module.MARKS:
            for heads in itertools.islice(zip(*map(_either, mark), strict=False), 20):
                assert [records.folded(head) for head in heads] == list(heads)  # in plain form
                assert exports.find(heads) is module


def test_a_table_of_ones_own_is_no_export():
    assert exports.find(["SKU", "Nome", "Preço", "Estoque", "Foto"]) is None
    assert exports.find(["id", "title", "price", "image_link", "availability"]) is None


def test_columns_that_are_given_win_over_a_platform(tmp_path: Path):
    path = tmp_path / "products.csv"
    path.write_text(ODOO, encoding="utf-8")

    made = catalog(path, US, columns={"title": "Sales Description", "price": "Cost"})
    assert made.items.platform == ""
    first = made.products[0]
    assert (first.title, str(first.price)) == ("Red apples", "1.00 USD")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"titel": "Name"}, r"the feed has no column 'titel'\. Did you mean 'title'"),
        ({"title": "Nome"}, r"has no column 'Nome'\. Did you mean 'Name'"),
    ],
)
def test_columns_that_are_not_there_are_refused(columns: dict[str, str], words: str):
    with pytest.raises(BadInput, match=words) as caught:
        catalog([{"Name": "Tea", "Price": "5 USD"}], columns=columns)
    assert caught.value.rule == "feed.columns"


CELLS = st.sampled_from(
    [
        *(
            "",
            "0",
            "1",
            "-1",
            "7",
            "1.200",
            "19,90",
            "R$ 5",
            "variable",
            "TRUE",
            "FALSE",
            "x",
            "nan",
        ),
        *(
            "https://a.example/1.jpg",
            "a.jpg;b.jpg",
            "<p>a</p><script>b",
            "<",
            "&#0;",
            "a > b, c",
            "()",
        ),
        *(
            "simple",
            "variation",
            "variable",
            "Product",
            "Variant",
            "PERCENT",
            "draft",
            "id:1",
            "١٢",
            "é" * 50,
        ),
        None,
        5,
        2.5,
        float("nan"),
        True,
    ]
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), name=st.sampled_from([each for each in FILES if each != "Meta"]))
def test_whatever_stands_in_an_export_is_answered_in_words(data: st.DataObject, name: str):
    text, shop = FILES[name]
    head = next(csv.reader(StringIO(text), delimiter=DELIMITERS.get(name, ",")))
    rows = [{key: data.draw(CELLS) for key in head} for _ in range(data.draw(st.integers(1, 4)))]

    made = catalog(rows, shop)
    made.problems()
    assert {each.where.row for each in made.products} <= set(range(1, len(rows) + 1))
    left = [each for each in made.items.problems if each.rule == "feed.export-left-out"]
    assert len(made.products) + sum(each.value for each in left) <= len(rows)


DELIMITERS = {
    "Google": "\t",
    **dict.fromkeys(("Tiendanube", "Tiendanube pt", "PrestaShop", "PrestaShop list"), ";"),
}


def test_a_catalog_says_whose_export_it_is(tmp_path: Path):
    assert repr(opened("Wix", tmp_path)).endswith("products.csv, an export of Wix>")


# -- feeds in XML ----------------------------------------------------------------------------------

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
<item><g:id>T-1</g:id><title>Tea &amp; milk</title>
<description><![CDATA[Black <b>tea</b>]]></description>
<link>https://a.example/t</link><g:image_link>https://a.example/t.jpg</g:image_link>
<g:additional_image_link>https://a.example/2.jpg</g:additional_image_link>
<g:additional_image_link>https://a.example/3.jpg</g:additional_image_link>
<g:price>10.00 USD</g:price><g:availability>in_stock</g:availability></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>
<entry><g:id>T-1</g:id><g:title>Tea &amp; milk</g:title><g:description>Black tea</g:description>
<link href="https://a.example/t"/><g:image_link>https://a.example/t.jpg</g:image_link>
<g:price>10.00 USD</g:price><g:availability>in stock</g:availability></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_feeds_of_both_kinds_of_xml_are_read(feed: bytes, tmp_path: Path):
    (tmp_path / "feed.xml").write_bytes(feed)

    (tea,) = catalog(tmp_path / "feed.xml", US).products
    assert (tea.id, tea.title, str(tea.price)) == ("T-1", "Tea & milk", "10.00 USD")
    assert tea.text("link") == "https://a.example/t"
    assert tea.text("image_link") == "https://a.example/t.jpg"


def test_pictures_that_are_told_several_times_are_kept_together():
    (cells,) = feed_reading.rows(BytesIO(RSS), "feed")

    assert cells["additional_image_link"] == "https://a.example/2.jpg,https://a.example/3.jpg"


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (RSS[:300], r"feed, line \d+, column \d+, is not XML"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss/>', "declares a document type"),
        (b"<a>" * 40, "nests deeper than 30"),
        (b"<rss><item><id>" + b"x" * 300_000 + b"</id></item></rss>", "more than 200,000"),
        (b"", "is not XML"),
    ],
)
def test_a_feed_that_is_broken_or_grows_is_refused(feed: bytes, words: str):
    with pytest.raises(BadInput, match=words) as caught:
        list(feed_reading.rows(BytesIO(feed), "feed"))
    assert caught.value.rule == "feed.xml"


def test_a_long_feed_is_read_in_little_memory():
    item = RSS[RSS.index(b"<item>") : RSS.index(b"</channel>")]

    rows = feed_reading.rows(
        BytesIO(RSS[: RSS.index(b"<item>")] + item * 3000 + b"</channel></rss>"), "feed"
    )
    assert sum(1 for _ in rows) == 3000
