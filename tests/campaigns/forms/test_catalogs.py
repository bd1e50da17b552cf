"""[[catalogs]]: a table of products becomes a feed, a price list, or shelf tags."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ProcessPoolExecutor
from xml.etree import ElementTree

import numpy as np
import pypdf
import pytest

import campaignkit as ck
from campaignkit.assets.file_check import checked_pages
from campaignkit.pictures import png

FEED = """
[[catalogs]]
name = "feed"
make = "feed"
rows = "products.csv"
"""
PRICES = """
[[catalogs]]
name = "menu"
make = "price-list"
rows = "products.csv"
title = "Cardápio da {{ shop }}"
note = "Ligue {{ phone }}"
paper = "A5"
"""
TAGS = """
[[catalogs]]
name = "tags"
make = "shelf-tags"
rows = "products.csv"
stock = "Avery L7160"
copies = 2
link = "https://sol.example/{{ id }}"
"""
PRODUCTS = """\
id,Nome,title_ar,Descrição,Preço,Seção,image_link
p1,Pão francês,خبز,De hora em hora,"R$ 1,20",Pães,https://sol.example/p1.jpg
p2,Pão de queijo,خبز بالجبن,Quentinho,"R$ 4,50",Pães,https://sol.example/p2.jpg
p3,Café,قهوة,Coado,"R$ 5,00",Bebidas,https://sol.example/p3.jpg
"""
BAD = PRODUCTS + "p4,Bolo,كعك,De fubá,,Bolos,https://sol.example/p4.jpg\np5,Torta\n"


@pytest.fixture
def desk(bench):
    bench.write("products.csv", PRODUCTS)
    return bench


def text_of(path):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def codes_of(path):
    """Return the texts of all codes on the pages of a PDF, as another program reads them."""
    return [found.text for page in checked_pages(path) for found in page.found]


# -- feeds ---------------------------------------------------------------------------------------


def test_a_feed_has_a_line_for_each_product_in_the_platforms_words(desk):
    built = desk.campaign(FEED).build(desk.out)

    rows = desk.table("feed.csv")
    assert built.files == ("feed.csv",)
    assert [(row["id"], row["title"], row["price"]) for row in rows] == [
        ("p1", "Pão francês", "1.20 BRL"),
        ("p2", "Pão de queijo", "4.50 BRL"),
        ("p3", "Café", "5.00 BRL"),
    ]
    assert [(line["row"], line["payload"], line["file"]) for line in desk.manifest()] == [
        (str(number), row["link"], "feed.csv") for number, row in enumerate(rows, 1)
    ]


def test_a_feed_may_be_xml(desk):
    desk.campaign(FEED + 'format = "xml"\n').build(desk.out)

    root = ElementTree.fromstring(desk.files()["feed.xml"])
    google = "{http://base.google.com/ns/1.0}"
    assert [item.findtext(f"{google}price") for item in root.iter("item")] == [
        *("1.20 BRL", "4.50 BRL", "5.00 BRL")
    ]


def test_a_feed_may_be_the_translations_into_a_language(desk):
    desk.campaign(FEED + 'language = "ar"\n').build(desk.out)

    assert [(row["id"], row["override"], row["title"]) for row in desk.table("feed.csv")] == [
        ("p1", "ar", "خبز"),
        ("p2", "ar", "خبز بالجبن"),
        ("p3", "ar", "قهوة"),
    ]


def test_a_language_without_translations_is_told(desk):
    built = desk.campaign(FEED + 'language = "hi"\n').build(desk.out)

    assert "there are no translations into 'hi'; there are: ar." in str(built.problems)
    assert built.files == ()


def test_the_currency_of_prices_can_be_told(desk):
    desk.write("products.csv", PRODUCTS.replace("R$ ", ""))

    desk.campaign(FEED + 'currency = "EUR"\n').build(desk.out)
    assert desk.table("feed.csv")[0]["price"] == "1.20 EUR"


def test_a_table_without_a_column_that_every_product_needs_makes_no_feed(desk):
    desk.write("products.csv", PRODUCTS.replace("image_link", "photo of it"))

    built = desk.campaign(FEED, PRICES).build(desk.out)
    assert built.files == ("menu.pdf",)
    assert "image_link" in desk.manifest()[0]["problem"]


def test_products_may_come_as_json(desk):
    desk.write("products.json", '{"products": [{"id": "a", "title": "Pão", "price": "R$ 1,20"}]}')

    desk.campaign(PRICES.replace("products.csv", "products.json")).build(desk.out)
    assert "R$ 1,20" in text_of(desk.out / "menu.pdf").replace("\xa0", " ")


# -- on paper ------------------------------------------------------------------------------------


def test_a_price_list_says_what_there_is_and_its_code_is_read_back(desk):
    built = desk.campaign(PRICES).build(desk.out)

    said = text_of(desk.out / "menu.pdf").replace("\xa0", " ")
    (line,) = desk.manifest()
    assert built
    for words in ("Cardápio da Padaria Sol", "Ligue (11) 98765-4321", "Pão de queijo", "R$ 4,50"):
        assert words in said
    assert (
        codes_of(desk.out / "menu.pdf") == [line["payload"]] == [ck.catalog_link("+5511987654321")]
    )
    assert (line["page"], line["status"], line["file"]) == ("1", "ok", "menu.pdf")


def test_a_price_list_takes_the_options_of_a_price_list(desk, sol):
    (desk.folder / "b.png").write_bytes(png(np.full((600, 600, 3), 90, np.uint8)))
    desk.write(
        "products.csv",
        PRODUCTS.replace("image_link", "image")
        .replace("https://sol.example/p1.jpg", "b.png")
        .replace("https://sol.example/p2.jpg", "")
        .replace("https://sol.example/p3.jpg", ""),
    )
    two = PRICES.replace('title = "Cardápio da {{ shop }}"', 'title = ["menu", "menu"]')

    desk.campaign(two + 'beside = "ar"\nphotos = true\nlink = "https://sol.example"\n').build(
        desk.out
    )
    catalog = ck.catalog(desk.folder / "products.csv", sol)
    same = catalog.price_list(
        beside="ar",
        title=("menu", "menu"),
        note="Ligue (11) 98765-4321",
        paper="A5",
        photos=True,
        link="https://sol.example",
    )
    same.save(desk.folder / "same.pdf")
    assert desk.files()["menu.pdf"] == (desk.folder / "same.pdf").read_bytes()


def test_sales_count_on_the_day_that_is_named(desk):
    head, *rows = PRODUCTS.splitlines()
    sale = ',"R$ 1,00",2026-11-01/2026-11-30'
    desk.write(
        "products.csv", "\n".join([f"{head},sale_price,sale_price_effective_date", rows[0] + sale])
    )

    desk.campaign(
        PRICES + "on = 2026-11-28\n", PRICES.replace("menu", "later", 1) + "on = 2026-12-01\n"
    ).build(desk.out)
    assert "R$ 1,00" in text_of(desk.out / "menu.pdf").replace("\xa0", " ")
    assert "R$ 1,00" not in text_of(desk.out / "later.pdf").replace("\xa0", " ")


def test_each_product_has_its_tags_and_each_is_a_line(desk, sol):
    built = desk.campaign(TAGS).build(desk.out)

    lines = desk.manifest()
    assert built
    assert [(line["row"], line["position"], line["payload"]) for line in lines] == [
        ("1", "1", "https://sol.example/p1"),
        ("1", "2", "https://sol.example/p1"),
        ("2", "3", "https://sol.example/p2"),
        ("2", "4", "https://sol.example/p2"),
        ("3", "5", "https://sol.example/p3"),
        ("3", "6", "https://sol.example/p3"),
    ]
    assert sorted(codes_of(desk.out / "tags.pdf")) == [line["payload"] for line in lines]
    assert "R$ 4,50" in text_of(desk.out / "tags.pdf").replace("\xa0", " ")


def test_tags_of_some_rows_can_be_printed_again(desk):
    desk.write("products.csv", BAD)

    sheet = desk.campaign(TAGS).reprint("tags", rows=[3, 1], start=5)
    (page,) = sheet.pages()
    assert [(placed.drawing.row, placed.label) for placed in page.placed] == [(1, 5), (3, 6)]


@pytest.mark.parametrize(
    ("name", "what"), [("feed", "a feed of products"), ("menu", "a price list")]
)
def test_what_has_no_labels_says_so(desk, name, what):
    with pytest.raises(ck.BadInput, match=f"'{name}' is {what}: there is no label to print again"):
        desk.campaign(FEED, PRICES).reprint(name, rows=[1])


# -- bad rows ------------------------------------------------------------------------------------


def test_a_bad_row_is_recorded_and_the_rest_is_made(desk):
    desk.write("products.csv", BAD)

    made = desk.campaign(FEED, PRICES, TAGS)
    built = made.build(desk.out)
    failed = {
        (line["asset"], line["row"]): line["problem"]
        for line in desk.manifest()
        if not line["file"]
    }
    assert built.files == ("feed.csv", "menu.pdf", "tags.pdf")
    assert set(failed) == {(name, row) for name in ("feed", "menu", "tags") for row in "45"}
    assert all("price" in failed[name, "4"] for name in ("feed", "menu", "tags"))
    assert all("this row has 2 cells" in failed[name, "5"] for name in ("feed", "menu", "tags"))
    assert len(desk.table("feed.csv")) == 3
    assert "Bolo" not in text_of(desk.out / "menu.pdf")
    assert [problem.where.row for problem in made.problems().errors] == [4, 5] * 3


def test_products_without_a_price_are_listed_on_request_and_told(desk):
    rows = "id,title,price\n1,Pão,4.50\n2,Casamento,\n"
    (desk.folder / "products.csv").write_text(rows, encoding="utf-8")

    made = desk.campaign(PRICES + "on_request = true\n").build(desk.out)
    assert "Sob consulta" in text_of(desk.out / "menu.pdf")
    assert [(p.rule, p.where.row) for p in made.problems.warnings] == [
        ("feed.listed-on-request", 2)
    ]


def test_an_entry_that_cannot_be_set_is_left_out(desk):
    desk.write("products.csv", PRODUCTS.replace("Café", "Café \u0378"))

    built = desk.campaign(PRICES, TAGS).build(desk.out)
    failed = [
        (line["asset"], line["row"]) for line in desk.manifest() if line["status"] == "failed"
    ]
    assert built.files == ("menu.pdf", "tags.pdf")
    assert failed == [("menu", "3"), ("tags", "3")]
    assert "R$ 4,50" in text_of(desk.out / "menu.pdf").replace("\xa0", " ")


def test_a_title_too_long_for_a_link_costs_its_row_alone(desk):
    desk.write("products.csv", PRODUCTS.replace("Café", "Café muito bom " * 2000))

    built = desk.campaign(FEED, PRICES, TAGS).build(desk.out)
    failed = {line["row"]: line["problem"] for line in desk.manifest() if not line["file"]}
    assert built.files == ("feed.csv", "menu.pdf", "tags.pdf")
    assert list(failed) == ["3"]
    assert "characters; servers take 8,000" in failed["3"]


def test_if_no_product_is_good_nothing_is_made_and_every_row_says_why(desk):
    desk.write("products.csv", PRODUCTS.splitlines()[0] + "\np4,Bolo,,,,,\n")

    built = desk.campaign(FEED, PRICES, TAGS).build(desk.out)
    assert built.files == ()
    assert [(line["asset"], line["row"]) for line in desk.manifest()] == [
        *(("feed", "1"), ("menu", "1"), ("tags", "1"))
    ]


def test_strict_makes_nothing_if_a_row_is_bad(desk):
    desk.write("products.csv", BAD)

    built = desk.campaign(FEED, PRICES, TAGS).build(desk.out, strict=True)
    assert built.files == ()
    assert {line["status"] for line in desk.manifest()} == {"failed"}


def test_unchecked_the_files_are_the_same(desk):
    made = desk.campaign(FEED, PRICES, TAGS)

    made.build(desk.out)
    made.build(desk.folder / "plain", check="none")
    for name in ("feed.csv", "menu.pdf", "tags.pdf"):
        assert desk.files()[name] == desk.files("plain")[name]
    assert {line["status"] for line in desk.manifest("plain")} == {"unchecked"}


# -- mistakes ------------------------------------------------------------------------------------


def test_every_mistake_is_told_at_once_with_its_line(desk):
    made = desk.campaign(
        FEED.replace("products.csv", "product.csv") + 'currency = "BRX"\n',
        PRICES.replace('"A5"', '"A55"').replace("{{ shop }}", "{{ shopp }}")
        + 'language = "ar"\nbeside = "ar"\n',
        TAGS.replace("L7160", "L716O").replace("{{ id }}", "{{ di }}"),
        TAGS.replace("tags", "b", 1).replace("{{ id }}", "{{ pric }}"),
        TAGS.replace("tags", "c", 1) + 'design = "shelf-tog"\nstart = 22\n',
        TAGS.replace("tags", "d", 1) + 'design = "table-number"\n',
    )

    said = {f"{one.where.key}: {desk.line(one)}": str(one) for one in made.problems()}
    assert list(said) == [
        'catalogs.1.rows: rows = "product.csv"',
        'catalogs.1.currency: currency = "BRX"',
        'catalogs.2.paper: paper = "A55"',
        'catalogs.2.beside: beside = "ar"',
        'catalogs.2.title: title = "Cardápio da {{ shopp }}"',
        'catalogs.3.stock: stock = "Avery L716O"',
        'catalogs.4.link: link = "https://sol.example/{{ pric }}"',
        'catalogs.5.design: design = "shelf-tog"',
        "catalogs.5.start: start = 22",
        'catalogs.6.design: design = "table-number"',
    ]
    for key, near in (("1.rows", "products.csv"), ("2.title", "shop"), ("4.link", "price")):
        assert any(f"Did you mean '{near}'" in said[one] for one in said if f".{key}" in one)


def test_an_option_of_another_make_says_of_which(desk):
    with pytest.raises(ck.BadInput) as raised:
        desk.campaign(
            FEED + 'paper = "A4"\nstock = "Avery L7160"\nlink = "x"\ncolour = "red"\n',
            PRICES + 'format = "csv"\ncolumns = 9\n',
            TAGS + "photos = true\n",
        )

    said = {desk.line(problem): problem.message for problem in raised.value.problems}
    lists, tags, a_feed = 'make = "price-list"', 'make = "shelf-tags"', 'make = "feed"'
    assert said['paper = "A4"'] == f"paper goes with {lists}, and this is a feed."
    assert said['stock = "Avery L7160"'] == f"stock goes with {tags}, and this is a feed."
    assert said['link = "x"'] == f"link goes with {lists} or {tags}, and this is a feed."
    assert said['colour = "red"'] == "there is no key 'colour' here."
    assert said['format = "csv"'] == f"format goes with {a_feed}, and this is a price-list."
    assert said["photos = true"] == f"photos goes with {lists}, and this is a shelf-tags."
    assert "columns = 9" in said


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('rows = "products.csv"', "'make' is missing"),
        ('make = "feed"', "'rows' is missing"),
        ('rows = "products.csv"\nmake = "feeed"', "'feed', 'price-list' or 'shelf-tags'"),
        ('rows = "products.csv"\nmake = "shelf-tags"', "on labels. Say on which: stock ="),
        ('rows = "products.csv"\nmake = "price-list"\ntitle = ["a", "b"]', "Add beside"),
        ('rows = "products.csv"\nmake = "price-list"\nbeside = "ar"\ncolumns = 2', "Leave it out"),
        ('rows = "products.csv"\nmake = "price-list"\non = 5', "is no day"),
        (
            'rows = "products.csv"\nmake = "feed"\nformat = "xml"\nlanguage = "ar"',
            "Leave out format",
        ),
    ],
)
def test_what_is_missing_or_does_not_go_together_is_told(desk, keys, said):
    with pytest.raises(ck.BadInput, match=said):
        desk.campaign(f'[[catalogs]]\nname = "c"\n{keys}\n')


# -- as all assets -------------------------------------------------------------------------------


def test_the_same_products_give_the_same_bytes_with_any_executor(desk):
    made = desk.campaign(FEED, PRICES, TAGS)

    made.build(desk.out)
    with ProcessPoolExecutor(2) as processes:
        made.build(desk.folder / "other", executor=processes)
    assert desk.files() == desk.files("other")
    assert not made.diff(desk.out)


def test_the_plan_counts_what_is_known(desk):
    plan = desk.campaign(FEED, PRICES, TAGS).plan()

    assert [(each.file, each.rows, each.files, each.labels, each.pages) for each in plan] == [
        ("feed.csv", 3, 1, 0, 0),
        ("menu.pdf", 3, 1, 0, None),
        ("tags.pdf", 3, 1, 6, 1),
    ]


def test_rows_that_can_be_read_once_are_kept_for_the_build(bench, sol):
    rows = (row for row in csv.DictReader(io.StringIO(PRODUCTS)))
    made = ck.Campaign(
        sol,
        catalogs=[{"name": "t", "make": "shelf-tags", "rows": rows, "stock": "Avery L7160"}],
    )

    assert not made.problems()
    assert made.plan().assets[0].labels is None
    assert made.build(bench.out)
    assert [line["row"] for line in bench.manifest()] == ["1", "2", "3"]


def test_pictures_of_products_are_not_written_over(desk):
    photo = png(np.full((600, 600, 3), 90, np.uint8))
    (desk.folder / "img").mkdir()
    (desk.folder / "img/b.png").write_bytes(photo)
    desk.write("products.csv", 'Nome,Preço,Foto\nPão,"R$ 1,20",img/b.png\n')
    codes = '[[codes]]\nname = "img"\ntext = "Oi"\nformats = ["png"]\nrows = [{ n = "b" }]'

    built = desk.campaign(PRICES, codes + '\nfile = "{{ n }}"').build(desk.folder)
    assert built.files == ("menu.pdf",)
    assert (desk.folder / "img/b.png").read_bytes() == photo


# -- tables that people have -----------------------------------------------------------------------

EXPORT = """\
Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src
tee,Camiseta,<p>Leve</p>,Tamanho,P,C-P,49.90,https://sol.example/c.jpg
tee,,,,M,C-M,49.90,
tee,,,,,,,https://sol.example/c2.jpg
mug,Caneca,De barro,Title,Default Title,M-1,20.00,https://sol.example/m.jpg
"""


def test_an_export_of_a_platform_is_made_into_all_three_with_the_rows_of_its_file(desk):
    desk.write("products.csv", EXPORT)
    built = desk.campaign(FEED + PRICES + TAGS).build(desk.out)

    assert set(built.files) == {"feed.csv", "menu.pdf", "tags.pdf"}
    assert [row["id"] for row in desk.table("feed.csv")] == ["C-P", "C-M", "M-1"]
    rows = [line["row"] for line in desk.manifest() if line["file"] == "feed.csv"]
    assert rows == ["1", "2", "4"]
    codes = [text for text in codes_of(desk.out / "tags.pdf") if text.startswith("https://sol")]
    assert sorted(codes) == sorted(f"https://sol.example/{n}" for n in ("C-P", "C-M", "M-1") * 2)


def test_column_says_which_is_which_and_a_wrong_one_is_told(desk):
    desk.write("products.csv", 'Texto,Obs,Custo,Revenda\nPão,Bom,1,"R$ 2,00"\n')
    column = 'column = { title = "Texto", price = "Revenda" }\n'
    desk.campaign(PRICES + column).build(desk.out)

    assert "Pão" in text_of(desk.out / "menu.pdf")
    wrong = desk.campaign(PRICES + column.replace("Texto", "Textos"))
    assert "has no column 'Textos'. Did you mean 'Texto'" in str(wrong.build(desk.out).problems)


def test_descriptions_may_be_left_out_or_cut(desk):
    long = "De hora em hora, com fermentação natural e farinha de moinho próprio. " * 20
    desk.write("products.csv", PRODUCTS.replace("De hora em hora", f'"{long}"'))

    desk.campaign(PRICES + "descriptions = false\n").build(desk.out)
    assert "fermentação" not in text_of(desk.out / "menu.pdf")
    desk.campaign(PRICES + "descriptions = 2\n").build(desk.out)
    assert text_of(desk.out / "menu.pdf").count("fermentação") < 5


def test_a_tag_that_names_the_id_is_told_and_stands_so_in_the_manifest(desk):
    desk.write(
        "products.csv", PRODUCTS.replace("Pão de queijo", "مصباح محمول قابل لإعادة الشحن بضوء أبيض")
    )
    tags = TAGS.replace('link = "https://sol.example/{{ id }}"\n', "").replace("L7160", "5160")

    built = desk.campaign(tags).build(desk.out)
    (note,) = [each for each in built.problems if each.rule == "tag.dense"]
    assert (note.where.row, note.severity) == (2, "warning")
    assert {line["row"]: line["payload"] for line in desk.manifest()}["2"].endswith("?text=p2")


COMPOSED = """
[[catalogs]]
name = "menu"
make = "price-list"
rows = "products.csv"
title = "menu"
theme = "market"
season = "sale"
arrangement = "board"
specials = ["p2"]
cover = true
pages = 2
"""


def test_a_menu_is_composed_from_the_file(desk):
    built = desk.campaign(COMPOSED).build(desk.out)

    assert not built.problems.errors
    path = desk.out / "menu.pdf"
    assert len(pypdf.PdfReader(path).pages) == 2
    assert "Destaques" in text_of(path)


def test_a_theme_that_is_none_and_options_of_lists_on_tags_are_told(desk):
    wrong = desk.campaign(COMPOSED.replace("market", "markte")).problems()

    assert "no theme called 'markte'" in str(wrong)
    with pytest.raises(ck.BadInput, match="theme goes with"):
        desk.campaign(TAGS + 'theme = "market"\n')


def test_rows_that_are_more_of_one_product_are_listed_as_such(desk):
    desk.write("products.csv", EXPORT)

    for _time in ("first", "again"):
        desk.campaign(FEED + TAGS).build(desk.out, check=False)

        for asset in ("feed", "tags"):
            listed = [line for line in desk.manifest() if line["asset"] == asset]
            held = [line["row"] for line in listed if line["status"] == "held"]
            assert {line["row"] for line in listed} == {"1", "2", "3", "4"}
            assert held == ["3"]
