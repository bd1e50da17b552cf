"""The platform's product feed: what is wrong with a table, and what is written."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.business import Business
from campaignkit.products import checking, feed, items
from campaignkit.rows import read

SHOP = Business("Chai & Co", phone="+91 98765 43210", country="IN", language="en")
GOOD = {
    "id": "TEA-1",
    "title": "Assam tea, 250 g",
    "description": "Strong black tea from the Brahmaputra valley.",
    "availability": "in stock",
    "condition": "new",
    "price": "499.00 INR",
    "link": "https://chai.example/assam",
    "image_link": "https://chai.example/assam.jpg",
    "brand": "Chai & Co",
}
ALL = {
    **GOOD,
    "sale_price": "399.00 INR",
    "sale_price_effective_date": "2026-11-01T12:00+0530/2026-12-01T00:00+0530",
    "additional_image_link": "https://chai.example/2.jpg,https://chai.example/3.png",
    "product_type": "Teas",
    "gtin": "4006381333931",
    "gender": "unisex",
    "age_group": "adult",
    "custom_number_0": "7",
    "expiration_date": "2027-01-31",
}
# Thirty faults, each the only one of its row: the column, what stands there, the rule that tells.
FAULTS = [
    ("id", "", "feed.missing"),
    ("id", "X" * 101, "feed.length"),
    ("id", "TEA 7", "feed.id-spaces"),
    ("title", "", "feed.missing"),
    ("title", "t" * 201, "feed.length"),
    ("title", "t" * 101, "feed.length-advised"),
    ("title", "ASSAM TEA", "feed.capitals"),
    ("title", "=sum(A1:A9)", "feed.formula"),
    ("description", "", "feed.missing"),
    ("description", "d" * 10_000, "feed.length"),
    ("description", "assam tea, 250 g", "feed.same-text"),
    ("description", "See www.chai.example now", "feed.link-within"),
    ("description", "<b>Strong</b> tea", "text.markup"),
    ("description", "<section>Strong</section> tea", "feed.markup"),
    ("availability", "soon", "feed.choice"),
    ("condition", "nearly new", "feed.choice"),
    ("price", "", "feed.missing"),
    ("price", "call us", "feed.price-on-request"),
    ("price", "cheap", "price.unclear"),
    ("price", "10.999 INR", "price.ambiguous"),
    ("sale_price", "0.00 INR", "feed.price-zero"),
    ("sale_price", "499.00 INR", "feed.sale-not-lower"),
    ("sale_price", "3.00 USD", "feed.sale-currency"),
    ("sale_price_effective_date", "November", "feed.sale-range"),
    ("sale_price_effective_date", "2026-12-01T00:00+0530/2026-11-01", "feed.sale-backwards"),
    ("link", "chai.example/assam", "feed.web"),
    ("image_link", "assam.jpg", "feed.image-local"),
    ("image_link", "https://chai.example/a b.jpg", "feed.web-spaces"),
    ("image_link", "https://chai.example/a.webp", "feed.image-format"),
    ("brand", "B" * 101, "feed.length"),
    ("gtin", "4006381333932", "feed.gtin"),
    ("gender", "any", "feed.choice"),
    ("additional_image_link", ",".join(["https://a.example/1.jpg"] * 21), "feed.web-count"),
    ("custom_number_0", "-1", "feed.count"),
    ("expiration_date", "31/01/2027", "feed.day"),
]


def checked(rows, **options):
    return checking.check(items.read(read(rows), shop=SHOP), **options)


def rules(rows, **options):
    return [problem.rule for problem in checked(rows, **options)]


def test_a_good_table_is_silent_also_as_it_stands():
    rows = [{**ALL, "id": f"TEA-{number}"} for number in range(50)]

    assert not checked(rows)
    assert not checked(rows, as_feed=True)


@pytest.mark.parametrize(("column", "text", "rule"), FAULTS)
def test_a_planted_fault_is_found_alone_with_its_row_and_column(column, text, rule):
    rows = [{**ALL, "id": "A"}, {**ALL, "id": "B", column: text}, {**ALL, "id": "C"}]

    found = [(p.rule, p.where.row, p.where.column) for p in checked(rows)]
    found = [each for each in found if each[0] != "feed.image-missing"]
    assert found == [(rule, 2, column)]


def test_all_thirty_faults_in_one_table_are_told_at_once():
    rows = [{**ALL, "id": f"TEA-{at}", name: text} for at, (name, text, _) in enumerate(FAULTS)]

    found = checked(rows)
    told = {(problem.where.row, problem.where.column, problem.rule) for problem in found}
    assert len(FAULTS) >= 30
    assert told >= {(row, name, rule) for row, (name, _, rule) in enumerate(FAULTS, 1)}
    assert [problem.where.row for problem in found] == sorted(p.where.row for p in found)


def test_an_id_that_stands_twice_names_the_first_row():
    found = checked([{**ALL}, {**ALL, "id": "B"}, {**ALL}])

    assert [(p.rule, p.where.row, p.limit) for p in found] == [("feed.duplicate-id", 3, 1)]


def test_a_column_that_is_lacking_is_told_once_and_one_that_we_can_fill_is_said():
    found = checked([{"id": str(at), "title": f"Tea {at}", "price": at + 1} for at in range(9)])

    assert Counter(p.rule for p in found) == {"feed.column-missing": 1, "feed.filled": 5}
    assert {p.where.column for p in found.errors} == {"image_link"}


def test_columns_are_known_by_what_people_call_them():
    table = items.read(
        read([{"SKU": "1", "Preço": "R$ 9,90", "Nome": "Pão", "Seção": "Pães", "Foto": "p.jpg"}])
    )

    assert table.columns == ("id", "title", "price", "product_type", "image")
    assert str(table.products[0].price) == "9.90 BRL"


def test_two_columns_of_one_meaning_and_one_of_none_are_told():
    found = checked([{**ALL, "nome": "x", "colour of eyes": "blue"}])

    assert {p.rule for p in found} == {"feed.column-left", "feed.column-unknown"}


def test_one_product_in_another_currency_is_doubted():
    rows = [{**GOOD, "id": str(at)} for at in range(4)]

    found = checked([*rows, {**GOOD, "id": "9", "price": "9.00 USD"}])
    assert [(p.rule, p.where.row) for p in found] == [("feed.price-currency", 5)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("10.00 USD", None),
        ("1234.5 BRL", None),
        ("$10", "feed.price-form"),
        ("10,00 BRL", "feed.price-form"),
        ("1,234.00 USD", "feed.price-form"),
        ("USD 10", "feed.price-form"),
        ("10USD", "feed.price-space"),
    ],
)
def test_a_table_that_is_uploaded_as_it_stands_must_have_prices_in_the_feeds_form(text, rule):
    table = items.read(read([{**GOOD, "price": text}]), currency="USD")

    found = checking.check(table, as_feed=True)
    assert [p.rule for p in found] == ([rule] if rule else [])


def test_availability_in_another_spelling_is_mended_and_as_it_stands_told():
    row = {**GOOD, "availability": "In_Stock"}

    assert not checked([row])
    assert rules([row], as_feed=True) == ["feed.spelling"]
    assert b",in stock," in b"".join(feed.csv(items.read(read([row]))))[20:].replace(b'"', b"")


@pytest.mark.parametrize(
    ("size", "format_", "wanted"),
    [
        ((500, 500), "PNG", []),
        ((499, 500), "PNG", ["feed.image-size"]),
        ((1000, 500), "PNG", ["feed.image-shape"]),
        ((955, 500), "PNG", []),
    ],
)
def test_a_picture_that_lies_here_is_measured(tmp_path, size, format_, wanted):
    pixels = np.zeros((size[1], size[0], 3), dtype=np.uint8)
    (tmp_path / "tea.png").write_bytes(pictures.png(pixels))

    assert rules([{**GOOD, "image": "tea.png"}], folder=str(tmp_path)) == wanted


def test_a_picture_that_is_not_there_or_heavy_is_told(tmp_path):
    noise = np.random.default_rng(1).integers(0, 255, (1800, 1800, 3), dtype=np.uint8)
    (tmp_path / "tea.png").write_bytes(pictures.png(noise))
    rows = [{**GOOD, "image": "tea.png"}, {**GOOD, "id": "2", "image": "teas.png"}]

    weight, missing = checked(rows, folder=str(tmp_path))
    assert (weight.rule, weight.value > 8_388_608) == ("feed.image-weight", True)
    assert (missing.rule, missing.where.row) == ("feed.image-missing", 2)
    assert "tea.png" in missing.fix


def test_a_picture_that_shows_nothing_is_told_with_its_row(tmp_path):
    (tmp_path / "clear.png").write_bytes(pictures.png(np.zeros((500, 500, 4), np.uint8)))
    (tmp_path / "white.png").write_bytes(pictures.png(np.full((500, 500, 3), 255, np.uint8)))
    rows = [{**GOOD, "image": "clear.png"}, {**GOOD, "id": "2", "image": "white.png"}]

    clear, white = checked(rows, folder=str(tmp_path))
    assert (clear.rule, white.rule) == ("picture.empty", "picture.empty")
    assert (white.where.row, white.where.column) == (2, "image")


def test_the_csv_is_read_back_as_it_was():
    rows = [{**ALL, "title": 'Tea "Earl", 20g', "description": "Two\nlines, and ações"}]

    text = b"".join(feed.csv(items.read(read(rows)))).decode()
    (line,) = csv.DictReader(io.StringIO(text, newline=""))
    assert text.startswith("id,title,description,availability,condition,price,link,image_link,bran")
    assert '"Tea ""Earl"", 20g"' in text
    assert line["description"] == "Two\nlines, and ações"
    assert (line["price"], line["sale_price"]) == ("499.00 INR", "399.00 INR")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_no_cell_of_the_csv_starts_a_formula(start):
    rows = [{**GOOD, "title": f"{start}1+cmd|' /C calc'!A0", "brand": f"{start}x"}]

    text = b"".join(feed.csv(items.read(read(rows)))).decode()
    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_prices_people_typed_are_written_in_the_feeds_form():
    rows = [{**GOOD, "price": "₹1,499/-", "availability": "IN STOCK"}]

    text = b"".join(feed.csv(items.read(read(rows), shop=SHOP))).decode()
    assert '"1499.00 INR"' in text
    assert '"in stock"' in text


def test_the_xml_is_rss_with_every_product_and_escaped():
    rows = [{**ALL, "title": "Milk & <honey>\x07"}, {**ALL, "id": "2"}]

    made = b"".join(feed.xml(items.read(read(rows)), title="Chai & Co", link="https://a.example"))
    root = ET.fromstring(made)
    spaces = {"g": "http://base.google.com/ns/1.0"}
    found = root.findall("channel/item", spaces)
    assert len(found) == 2
    assert found[0].find("g:title", spaces).text == "Milk & <honey>"
    assert found[0].find("g:price", spaces).text == "499.00 INR"


def test_a_language_feed_has_ids_and_what_is_translated():
    rows = [{**GOOD, "title_ar": "شاي أسام"}, {**GOOD, "id": "2"}]

    text = b"".join(feed.csv(items.read(read(rows)), "ar")).decode()
    assert text == 'id,override,title\r\nTEA-1,ar,"شاي أسام"\r\n'


def test_a_column_that_only_a_later_row_has_counts():
    table = items.read(read([GOOD, {**GOOD, "id": "2", "Offer": "399.00 INR"}]))

    assert [str(each.sale_price) for each in table.products] == ["None", "399.00 INR"]


@pytest.mark.parametrize(
    ("title", "shouted"),
    [
        ("BLACK TEA", True),
        ("ЧАЙ ЧЕРНЫЙ", True),
        ("مصباح قابل لإعادة الشحن USB", False),
        ("قلم HDMI", False),
        ("चाय USB", False),
        ("TV", False),
        ("Black TEA", False),
    ],
)
def test_capitals_are_judged_only_where_letters_with_case_dominate(title, shouted):
    found = checked([{**ALL, "title": title}])

    assert ("feed.capitals" in {problem.rule for problem in found}) == shouted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        *((text, "in stock") for text in ("7", "12,5", "٧", "7 un", "sim", "Sí", "oui", "متوفر")),
        *((text, "in stock") for text in ("हाँ", "Disponível", "Em estoque", "yes", "tersedia")),
        *((text, "out of stock") for text in ("0", "-2", "não", "Esgotado", "Agotado", "नहीं")),
        *((text, "out of stock") for text in ("غير متوفر", "نفدت الكمية", "épuisé", "habis")),
        *((text, "available for order") for text in ("sob encomenda", "Backorder", "حسب الطلب")),
        ("pré-venda", "preorder"),
    ],
)
def test_stock_is_read_as_people_write_it(said, wanted):
    table = items.read(read([{**ALL, "availability": said}]))

    assert not [p for p in checking.check(table).errors if p.where.column == "availability"]
    assert dict(zip(*feed.cells(table), strict=True))["availability"] == wanted


def test_a_count_of_stock_is_kept_as_the_quantity_unless_there_is_one():
    rows = [{**ALL, "availability": "7"}, {**ALL, "id": "B", "availability": "0"}]
    names, first, second = feed.cells(items.read(read(rows)))

    at = names.index("quantity_to_sell_on_facebook")
    assert (first[at], second[at]) == ("7", "0")
    rows = [{**ALL, "availability": "7", "quantity": "3"}]
    names, only = feed.cells(items.read(read(rows)))
    assert only[names.index("quantity_to_sell_on_facebook")] == "3"


@pytest.mark.parametrize("said", ["maybe", "soon", "7 or 8", "7-8"])
def test_a_stock_that_says_neither_is_asked_about(said):
    found = checked([{**ALL, "availability": said}])

    assert [p.rule for p in found.errors] == ["feed.choice"]


@pytest.mark.parametrize(
    ("cells", "price", "sale"),
    [
        ({"price": "19.90", "compare at": "25.00"}, "25.00 USD", "19.90 USD"),
        ({"price": "19.90", "compare at": "0.00"}, "19.90 USD", "None"),
        ({"price": "19.90", "compare at": "15.00"}, "19.90 USD", "None"),
        ({"price": "19.90", "compare at": ""}, "19.90 USD", "None"),
        ({"price": "", "compare at": "25.00"}, "25.00 USD", "None"),
        ({"price": "was $25 now $19.90"}, "25.00 USD", "19.90 USD"),
        ({"price": "$25", "sale": "$20", "compare at": "$30"}, "25.00 USD", "20.00 USD"),
    ],
)
def test_a_price_to_compare_with_is_the_price_and_the_lower_one_the_sale(cells, price, sale):
    (product,) = items.read(read([{"id": "A", "title": "Tea", **cells}]), currency="USD").products

    assert (str(product.price), str(product.sale_price)) == (price, sale)


def test_of_several_prices_the_feed_has_the_lowest_and_says_so():
    table = items.read(
        read([{**ALL, "price": "from 10.00 USD"}, {**ALL, "id": "B", "price": "10 - 15 USD"}])
    )

    found = [p for p in checking.check(table) if p.rule == "feed.price-lowest"]
    assert [(p.where.row, p.limit) for p in found] == [(1, "10.00 USD"), (2, "10.00 USD")]
    names, *rows = feed.cells(table)
    assert [row[names.index("price")] for row in rows] == ["10.00 USD"] * 2


@pytest.mark.parametrize("language", ["pt_BR", "en", "ar"])
def test_one_price_is_read_alike_whatever_language_is_printed(language):
    shop = Business("Sol", phone="(11) 98765-4321", country="BR", language=language)
    rows = read(
        [
            {"id": "A", "title": "Tea", "price": "1.200"},
            {"id": "B", "title": "Cup", "price": "1,200"},
        ]
    )

    tea, cup = items.read(rows, shop=shop).products
    assert (str(tea.price), cup.price) == ("1200.00 BRL", None)


def test_a_country_that_writes_numbers_in_two_ways_asks():
    shop = Business("Sol", phone="044 668 18 00", country="CH", language="de")

    (product,) = items.read(
        read([{"id": "A", "title": "Tea", "price": "1.200"}]), shop=shop
    ).products
    assert product.price is None


def test_notes_above_a_header_are_no_rows():
    rows = read(
        [
            {"# Required": "id", "# Required | A": "title"},
            {"# Required": "1", "# Required | A": "Tea"},
        ]
    )

    (tea,) = items.read(rows).products
    assert (tea.id, tea.title, tea.where.row) == ("1", "Tea", 2)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"title": "Pão francês 50g"}, "pao-frances-50g"),
        ({"title": "قهوة"}, "p-079f8090"),
        ({"title": "चाय"}, "p-"),
        ({"title": "Пирог USB"}, "p-"),
        ({"title": "12"}, "12"),
        ({"title": ""}, ""),
        ({"title": "Tea", "mpn": "M-1"}, "M-1"),
        ({"title": "Tea", "gtin": "4006381333931", "mpn": "M-1"}, "4006381333931"),
    ],
)
def test_an_id_is_made_of_codes_or_of_the_title_and_stays_the_same(cells, wanted):
    (product,) = items.read(read([{**cells, "price": "1 USD"}])).products

    assert product.id == wanted or (wanted == "p-" and product.id.startswith("p-"))


def test_a_price_of_nought_is_a_price_and_doubted():
    found = checked([{**ALL, "price": "0.00 INR", "sale_price": ""}])

    assert "feed.price-zero" in {p.rule for p in found}
    assert not [p for p in found if p.rule == "feed.missing" and p.where.column == "price"]


# -- what a trial of changed lines showed to be untested ----------------------------------------


@pytest.mark.parametrize(
    ("more", "missing"),
    [({}, {"brand"}), ({"gtin": "4006381333931"}, set()), ({"mpn": "A-1"}, set())],
)
def test_a_brand_is_asked_for_only_where_there_is_no_other_code(more, missing):
    row = {name: cell for name, cell in ALL.items() if name not in ("brand", "gtin", "mpn")}

    found = checking.check(items.read(read([{**row, **more}])))
    told = {p.where.column for p in found if p.rule == "feed.column-missing"}
    assert told == missing


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("image_link", "photos/tea.jpg", "feed.image-local"),
        ("image_link", "our tea", "feed.web"),
        ("link", "photos/tea.jpg", "feed.web"),
    ],
)
def test_only_a_picture_may_be_a_file_here(column, text, rule):
    found = checked([{**ALL, column: text}])

    assert [
        p.rule for p in found.errors if p.where.column == column and p.rule != "feed.image-missing"
    ] == [rule]


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("96385074", True),
        ("036000291452", True),
        ("4006381333931", True),
        ("10012345678902", True),
        ("36000291452", False),  # right, but for the nought before it
        ("400638133393", False),
        ("400638133393x", False),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", False),
        ("0", False),
    ],
)
def test_a_bar_code_has_its_length_and_its_check_digit(code, right):
    assert checking.is_gtin(code) == right


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-01T12:00-0300",
        "2026-11-01/2026-11-02/2026-11-03",
        "soon/2026-12-01",
        "2026-11-01/later",
        "/",
    ],
)
def test_a_sale_needs_two_moments(text):
    assert checking.moments(text) is None
    found = checked([{**ALL, "sale_price": "1.00 USD", "sale_price_effective_date": text}])
    assert "feed.sale-range" in {p.rule for p in found.errors}


def test_findings_stand_by_row_then_by_the_feeds_columns_and_those_of_the_table_first():
    rows = [{**ALL, "gender": "x", "price": "?"}, {**ALL, "id": "B", "condition": "x"}]
    found = [(p.where.row, p.where.column) for p in checked([{**row, "odd": "1"} for row in rows])]

    wanted = [(None, "odd"), (1, "price"), (1, "gender"), (2, "condition")]
    assert [each for each in found if each in wanted] == wanted
