# ruff: noqa: E501 words stand side by side
"""What empty cells and missing columns get; pictures under any head; what says it is out of stock."""

from __future__ import annotations

import pytest

from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.products import checking, items
from campaignkit.products.rules import chosen_of
from campaignkit.rows import read

SHOP = Business("Loja Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
WHOLE = {
    "id": "1",
    "title": "Bolo",
    "description": "De fubá",
    "availability": "in stock",
    "condition": "new",
    "price": "10,00",
    "link": "https://shop.example/1",
    "image_link": "https://shop.example/1.jpg",
    "brand": "Sol",
}


@pytest.mark.parametrize(
    ("column", "gets"),
    [
        ("description", "Bolo"),
        ("availability", "in stock"),
        ("condition", "new"),
        ("link", "https://wa.me/5511987654321?text=Bolo"),
        ("brand", "Loja Sol"),
    ],
)
def test_an_empty_cell_gets_what_a_missing_column_gets_and_its_row_is_told(column: str, gets: str):
    rows = [WHOLE, {**WHOLE, "id": "2", column: " "}]
    lacking = [{name: text for name, text in WHOLE.items() if name != column}]

    table = items.read(read(rows), shop=SHOP)
    whole = items.read(read(lacking), shop=SHOP)

    assert table.products[1].text(column) == whole.products[0].text(column) == gets
    (told,) = checking.check(table)
    assert (told.severity, told.where.row, told.where.column) == ("warning", 2, column)
    assert "is empty; the product gets" in told.message


def test_a_table_that_is_uploaded_as_it_is_has_no_cells_filled():
    table = items.read(read([{**WHOLE, "description": ""}]), shop=SHOP)

    told = checking.check(table, as_feed=True).errors

    assert ("feed.missing", 1, "description") in {
        (each.rule, each.where.row, each.where.column) for each in told
    }


@pytest.mark.parametrize("column", ["id", "title", "price", "image_link"])
def test_an_id_a_title_a_price_and_a_picture_are_never_made_up(column: str):
    table = items.read(read([WHOLE, {**WHOLE, "id": "2", column: ""}]), shop=SHOP)

    (told,) = checking.check(table).errors

    assert (told.rule, told.where.row, told.where.column) == ("feed.missing", 2, column)


def test_fill_says_what_empty_cells_and_missing_columns_get():
    rows = [
        {"Código": "A1", "Nome": "Pão", "Preço": "1"},
        {"Código": "A2", "Nome": "", "Preço": "2"},
    ]
    fill = {"image_link": "https://shop.example/{{ id }}.jpg", "title": "Produto {{ Código }}"}

    table = items.read(read(rows), shop=SHOP, fill=fill)

    assert [each.text("image_link") for each in table.products] == [
        "https://shop.example/A1.jpg",
        "https://shop.example/A2.jpg",
    ]
    assert table.products[1].title == "Produto A2"
    assert not checking.check(table).errors


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ("x", "is no mapping"),
        ({"pictures": "x"}, "no column 'pictures'"),
        ({"title": 7}, "is no text"),
        ({"title": "{{ id"}, "fill title"),
    ],
)
def test_a_fill_that_cannot_be_is_refused(fill: object, said: str):
    with pytest.raises(BadInput, match=said):
        items.read(read([WHOLE]), fill=fill)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head",
    [
        "Foto",
        "Imagem",
        "Photo",
        "Image",
        "Foto do produto",
        "صورة المنتج",
        "फोटो",
        "Gambar",
        "Visuel",
    ],
)
def test_a_web_address_is_the_feeds_picture_whatever_its_column_is_called(head: str):
    row = {"Nome": "Pão", "Preço": "1", head: "https://a.example/1.jpg, https://a.example/2.jpg"}

    table = items.read(read([row]), shop=SHOP)

    (product,) = table.products
    assert product.text("image_link") == "https://a.example/1.jpg"
    assert product.text("additional_image_link") == "https://a.example/2.jpg"
    assert not checking.check(table).errors


def test_a_file_of_this_machine_stays_a_picture_for_print():
    table = items.read(read([{"Nome": "Pão", "Preço": "1", "Foto": "pao.jpg"}]), shop=SHOP)

    assert table.products[0].text("image") == "pao.jpg"
    assert "image_link" not in table.columns


GONE = (
    "غير متوفر, non disponible, no disponible, indisponível, sem estoque, sin stock, उपलब्ध नहीं, "
    "stok habis, tidak tersedia, out of stock, rupture, Rupture de stock, Out of stock!, SOLD OUT, "
    "não disponível, Agotado, Esgotado, épuisé, غير متوفرة, غير متاح حاليا, نفدت الكمية, خارج المخزون, "
    "स्टॉक में नहीं, उपलब्ध नहीं है, समाप्त, habis, nicht verfügbar, temporarily unavailable, No hay, 0, -3"
)
THERE = (
    "متوفر, disponible, disponível, em estoque, en stock, उपलब्ध, tersedia, in stock, Ready stock, "
    "sim, نعم, हाँ, oui, 7, 12 un, متوفرة, स्टॉक में, Disponible (3), auf Lager"
)


@pytest.mark.parametrize("text", [text.strip() for text in GONE.split(",")])
def test_what_is_not_there_is_out_of_stock_in_every_language(text: str):
    assert chosen_of("availability", text) == "out of stock"


@pytest.mark.parametrize("text", [text.strip() for text in THERE.split(",")])
def test_what_is_there_is_in_stock_in_every_language(text: str):
    assert chosen_of("availability", text) == "in stock"


@pytest.mark.parametrize("text", ["حالة جيدة", "perhaps", "talvez", "bientôt", "ask Ana", "غير"])
def test_a_word_that_is_not_known_is_asked_about(text: str):
    table = items.read(read([{**WHOLE, "availability": text}]), shop=SHOP)

    (told,) = checking.check(table).errors

    assert (told.rule, told.where.row, told.value) == ("feed.choice", 1, text)


@pytest.mark.parametrize(
    "head", ["حالة التوفر", "Statut du stock", "Status do estoque", "Disponibilidad"]
)
def test_the_state_of_a_stock_is_availability(head: str):
    row = {"Nome": "Pão", "Preço": "1", head: "غير متوفر"}

    assert chosen_of("availability", items.read(read([row])).products[0].text("availability")) == (
        "out of stock"
    )


def test_an_unknown_column_that_says_what_is_out_is_asked_about_and_columns_answers():
    rows = [
        {"Nome": "Pão", "Preço": "1", "Obs": "esgotado"},
        {"Nome": "Bolo", "Preço": "2", "Obs": ""},
    ]

    asked = items.read(read(rows), shop=SHOP)
    said = items.read(read(rows), shop=SHOP, columns={"availability": "Obs"})
    flags = items.read(read([{"Nome": "Pão", "Preço": "1", "Destaque": "não"}]), shop=SHOP)

    (told,) = [each for each in asked.problems if each.rule == "feed.availability-asked"]
    assert (told.where.column, told.value) == ("Obs", "esgotado")
    assert "columns={'availability': 'Obs'}" in told.fix
    assert [chosen_of("availability", each.text("availability")) for each in said.products] == [
        "out of stock",
        "in stock",
    ]
    assert not flags.problems.errors


def test_blank_rows_are_told_and_the_others_keep_their_numbers(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("Padaria Sol;\nNome;Preço\n;\nPão;nada\n", encoding="utf-8")

    found = items.read(read(path), shop=SHOP).problems

    assert [(each.rule, each.where.row) for each in found][:1] == [("table.passed-over", 2)]
    assert ("table.blank-row", 1) in {(each.rule, each.where.row) for each in found}
    assert ("price.unclear", 2) in {(each.rule, each.where.row) for each in found}


def test_a_heading_among_the_products_is_told_as_one_and_nothing_else_of_it():
    heading = {"title": "Bebidas", "price": "", "image_link": None}
    rows = [heading, {name: WHOLE[name] for name in heading}]

    table = items.read(read(rows), shop=SHOP)

    for found in (checking.check(table).errors, checking.unprintable(table)):
        assert [(each.rule, each.where.row, each.where.column) for each in found] == [
            ("feed.heading", 1, "title")
        ]
    assert "'category'" in checking.unprintable(table)[0].fix


def test_a_product_that_only_lacks_its_price_is_no_heading():
    table = items.read(read([{**WHOLE, "price": ""}]), shop=SHOP)

    assert [each.rule for each in checking.unprintable(table)] == ["feed.unpriced"]
