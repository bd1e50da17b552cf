# ruff: noqa: E501 heads stand side by side
"""Columns by whatever people call them, in seven languages; what is not sure is told or asked."""

from __future__ import annotations

import pytest

from campaignkit.products import checking, items
from campaignkit.products.rules import column_of
from campaignkit.rows import read

HEADS = {
    "title": "Nome do Produto, NOME, Nombre del producto, Product name*, اسم المنتج, الصنف, नाम, "
    "उत्पाद का नाम, Nom du produit, Nama Barang, Désignation, Artículo, ITEM, Descripción corta?",
    "price": "Preço (R$), Preço Final (consumidor), VALOR, Valor unitário, Precio de venta, Precio público, "
    "سعر البيع, السعر, ثمن, भाव, दाम, Rate, Selling Price (₹), Prix TTC, Prix de vente, Harga Jual, Unit price",
    "compare_at_price": "MRP, M.R.P., Compare-at price, Preço de, Precio de lista, List Price, السعر قبل الخصم",
    "sale_price": "Preço promocional, Precio oferta, Offer Price, Sale price, سعر العرض, Harga Promo, Prix promo",
    "availability": "Estoque, Qtd.Estoque, Stock, In stock?, Existencias, المخزون, स्टॉक, Stok, Disponibilité",
    "quantity_to_sell_on_facebook": "Qty, Qtd, Quantidade, Cantidad, Quantité, الكمية, मात्रा, Jumlah",
    "gtin": "Codigo de Barras, Código de barras, EAN, EAN-13, Bar code, Code-barres, الباركود, बारकोड",
    "id": "SKU, Código, Cód., Product Code, Referencia, Référence, كود المنتج, कोड, Kode Barang",
    "product_type": "Categoria, Categoría, Seção, Rubro, القسم, الفئة, श्रेणी, Kategori, Catégorie, Department",
    "description": "Descrição, Descripción, الوصف, विवरण, Deskripsi, Long description",
    "brand": "Marca, Marque, Merek, الماركة, ब्रांड, Manufacturer",
    "image": "Foto, Imagem, Imagen, صورة, फोटो, Gambar, Photo",
    "image_link": "Image Link, image_link, URL da imagem, Link da imagem, رابط الصورة, image[0].url",
    "unit": "Unidade de medida, Unidad, Satuan, الوحدة, इकाई, UoM",
}
CASES = [
    (head.strip(), column)
    for column, heads in HEADS.items()
    for head in heads.split(",")
    if not head.endswith("corta?")
]


@pytest.mark.parametrize(("head", "column"), CASES)
def test_a_column_is_known_by_its_words(head: str, column: str):
    assert column_of(head) == column


@pytest.mark.parametrize(
    "head",
    [
        *(
            "Preço de custo",
            "Cost",
            "Precio costo",
            "Nome do cliente",
            "Nome fantasia",
            "Fornecedor",
        ),
        *("Preço atacado", "Peso", "NCM", "Created at", "Telefone", "اسم العميل", "سعر التكلفة"),
        *("खरीद मूल्य", "Margem", "colour of eyes", "x", "123", "", "Data do preço"),
    ],
)
def test_what_only_sounds_alike_is_not_taken(head: str):
    assert column_of(head) is None


def first(row: dict[str, str], **options):
    table = items.read(read([row]), currency="BRL", **options)
    return table, table.products[0]


def test_of_two_columns_that_mean_the_same_the_surer_is_taken_and_that_is_told():
    table, product = first({"Referencia": "R", "SKU": "S", "Nome": "Pão", "Preço": "1"})

    assert product.id == "S"
    (told,) = [each for each in table.problems if each.rule == "feed.column-left"]
    assert "'SKU' and 'Referencia' both mean 'id'; 'SKU' is taken" in str(told)
    assert "columns={'id': …}" in str(told)


def test_two_columns_of_prices_are_asked_about_and_columns_answers():
    row = {"Nome": "Pão", "Preço": "1,00", "Valor": "2,00"}

    table, _ = first(row)
    (told,) = table.problems.errors
    assert (told.rule, told.where.column) == ("feed.column-twice", "price")
    table, product = first(row, columns={"price": "Valor"})
    assert not table.problems.errors
    assert str(product.price) == "2.00 BRL"


def test_where_one_text_is_all_there_is_it_is_the_name():
    table, product = first({"Código": "7", "Descrição": "PÃO DE AÇÚCAR", "Preço": "3,00"})

    assert (product.title, product.text("description")) == ("PÃO DE AÇÚCAR", "PÃO DE AÇÚCAR")
    assert "'Descrição' is taken for it" in str(table.problems)
    assert not checking.unprintable(table)


def test_mrp_alone_is_the_price_and_beside_another_the_price_before():
    _, alone = first({"Item": "Tea", "MRP": "R$ 120"})
    _, both = first({"Item": "Tea", "MRP": "R$ 120", "Offer Price": "R$ 99"})
    _, lower = first({"Item": "Tea", "MRP": "R$ 120", "Selling Price": "R$ 99"})

    assert (str(alone.price), alone.sale_price) == ("120.00 BRL", None)
    assert (str(both.price), str(both.sale_price)) == ("120.00 BRL", "99.00 BRL")
    assert (str(lower.price), str(lower.sale_price)) == ("120.00 BRL", "99.00 BRL")


@pytest.mark.parametrize(
    ("count", "said"), [("0", "out of stock"), ("4", "in stock"), ("", "in stock")]
)
def test_a_quantity_alone_says_whether_there_is_any(count: str, said: str):
    _, product = first({"Item": "Tea", "Price": "R$ 1", "Qty": count})

    assert product.text("availability") == said


def test_a_hint_names_a_column_only_if_it_is_near():
    table, _ = first({"Nmae": "Tea", "Price": "R$ 1", "Telefone": "1"})

    told = {each.value: str(each) for each in table.problems if each.rule == "feed.column-unknown"}
    assert "Did you mean" in told["Nmae"]
    assert "Did you mean" not in told["Telefone"]
