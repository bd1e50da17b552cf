"""catalog(): one table becomes a feed, a price list, tags and messages."""

from __future__ import annotations

import csv
import datetime
import json
from contextlib import closing
from importlib.metadata import version
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit import pictures
from campaignkit.assets.catalog import catalog
from campaignkit.assets.product_entries import entry_of
from campaignkit.drawing import Image, Text, Use
from campaignkit.errors import BadInput, NotFound, TooBig
from campaignkit.pages import price_list

GOLDEN = Path(__file__).parent.parent / "golden" / "price-list.png"
SHOP = ck.Business(
    "Al Noor Tea House",
    phone="050 123 4567",
    country="AE",
    language="en",
    address="12 Creek Road, Deira",
)


def tea(number, **more):
    return {
        "id": f"T-{number}",
        "title": f"Tea number {number}",
        "title_ar": f"شاي رقم {number}",
        "description": "Black tea, boiled with milk",
        "description_ar": "شاي أسود مغلي مع الحليب",
        "price": f"{4 + number * 0.25:.2f}",
        "section": f"Hot drinks {number // 25}",
        "section_ar": f"مشروبات ساخنة {number // 25}",
        **more,
    }


def teas(count, **more):
    return catalog([tea(number, **more) for number in range(count)], SHOP)


def texts(page):
    """Yield every line of a page with the box of its ink: left, top, right, bottom, mm."""
    for item in flat(page.placed[0].drawing):
        if isinstance(item, Text):
            left, bottom, right, top = (edge * item.size for edge in item.line.ink)
            yield (
                item.line.text,
                (item.x + left, item.y - top, item.x + right, item.y - bottom),
            )


def flat(drawing):
    for item in drawing.items:
        if isinstance(item, Use):
            yield from flat(item.drawing)
        else:
            yield item


PDFIUM = tuple(int(part) for part in version("pypdfium2").split(".")[:2])


def extracted(made):
    """Return the text of each page as PDFium, and so Chrome, copies it."""
    out = BytesIO()
    made.save(out, check=False)
    with closing(pypdfium2.PdfDocument(out.getvalue())) as document:
        return [page.get_textpage().get_text_range() for page in document]


def meet(one, other, slack=0.1):
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


FEED = {
    "id": "T",
    "title": "Tea",
    "description": "Boiled with milk",
    "price": "5",
    "image_link": "https://example.com/tea.jpg",
}
KINDS = [
    {"paper": "A4"},
    {"paper": "A5"},
    {"paper": "Letter", "columns": 3},
    {"paper": "A4", "beside": "ar"},
    {"paper": "A5", "beside": "ar"},
    {"paper": "A4", "language": "ar"},
    {"paper": "A4", "language": "ar", "beside": "en"},
]
LONG = {
    "title": "Very special saffron and cardamom tea of the house, served in a large glass pot",
    "description": "Boiled slowly with evaporated milk. " * 6,
    "sale_price": "3.00",
}


@pytest.mark.parametrize("options", KINDS)
def test_nothing_on_a_price_list_overlaps_or_leaves_its_margins(options):
    rows = [tea(number, **(LONG if number % 7 == 3 else {})) for number in range(60)]
    made = catalog(rows, SHOP).price_list(**options)
    margin = made.plan.paper.margin

    for page in made.pages():
        found = list(texts(page))
        (code,) = page.placed[0].drawing.codes()
        panel = (code.x, code.y, code.x + code.side, code.y + code.side)
        for number, (words, box) in enumerate(found):
            assert min(box[:2]) >= margin - 0.1, words
            assert box[2] <= page.width - margin + 0.1, words
            assert box[3] <= page.height - margin + 0.1, words
            assert not meet(box, panel), words
            for other_words, other in found[number + 1 :]:
                assert not meet(box, other), f"{words!r} over {other_words!r}"


WORDS = st.lists(
    st.sampled_from(["tea", "Schokoladenkekse", "café", "12", "شاي", "بالزعفران", "चाय", "(50%)"]),
    min_size=1,
    max_size=14,
).map(" ".join)
PRICES = st.sampled_from(["1.50", "99.00", "12345.50"])


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.tuples(WORDS, WORDS, WORDS, PRICES), min_size=1, max_size=12),
    options=st.sampled_from(KINDS),
)
def test_whatever_it_says_nothing_overlaps_unless_it_is_refused_with_its_row(rows, options):
    table = [
        tea(n, title=title, title_ar=arabic, description=more, price=price, sale_price="0.75")
        for n, (title, arabic, more, price) in enumerate(rows)
    ]
    try:
        pages = list(catalog(table, SHOP).price_list(**options).pages())
    except BadInput as err:
        assert all(problem.where.row for problem in err.problems)
        return
    for page in pages:
        boxes = [box for _, box in texts(page)]
        assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


@pytest.mark.parametrize("options", KINDS)
def test_every_product_stands_on_a_price_list_once_and_every_code_is_read_back(options):
    made = teas(60).price_list(**options)

    language = options.get("language", "en")
    titles = {f"Tea number {n}" if language == "en" else f"شاي رقم {n}" for n in range(60)}
    shown = [words for page in made.pages() for words, _ in texts(page)]
    assert sorted(words for words in shown if words in titles) == sorted(titles)
    assert not made.check()


def test_english_runs_at_the_left_and_arabic_at_the_right_whichever_comes_first():
    for options in ({"beside": "ar"}, {"language": "ar", "beside": "en"}):
        (page,) = teas(3).price_list(**options).pages()
        boxes = dict(texts(page))

        assert boxes["Tea number 1"][0] == pytest.approx(12, abs=0.6)
        assert boxes["شاي رقم 1"][2] == pytest.approx(210 - 12, abs=0.6)
        english, arabic = boxes["AED\xa04.25"], boxes["\u200f4.25\xa0د.إ.\u200f"]
        assert english[2] < 105 < arabic[0]


def test_text_is_copied_in_order_each_language_in_one_piece():
    pages = extracted(teas(60).price_list(beside="ar"))
    lines = [" ".join(line.split()) for page in pages for line in page.splitlines()]

    english = [line for line in lines if line.startswith("Tea number")]
    arabic = [line for line in lines if line.startswith("شاي رقم")]
    assert english == [f"Tea number {n} AED {4 + n * 0.25:.2f}" for n in range(60)]
    assert [line.split()[:3] for line in arabic] == [["شاي", "رقم", str(n)] for n in range(60)]
    assert lines.index("Tea number 1 AED 4.25") < lines.index(arabic[0])
    assert lines.count("Black tea, boiled with milk") == 60
    assert lines.count("شاي أسود مغلي مع الحليب") == 60


def test_pages_are_numbered_and_each_has_the_shops_code_and_name():
    made = teas(90).price_list()
    pages = list(made.pages())

    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        words = [text for text, _ in texts(page)]
        assert f"Page {number} of {len(pages)}" in words
        assert "Al Noor Tea House" in words
        (code,) = page.placed[0].drawing.codes()
        assert code.symbol.text == "https://wa.me/c/971501234567"
        assert code.module >= 0.42


def test_a_section_of_which_rows_are_scattered_is_gathered():
    rows = [tea(0, section="Hot"), tea(1, section="Cold"), tea(2, section="Hot")]
    (page,) = catalog(rows, SHOP).price_list(columns=1).pages()

    words = [text for text, _ in texts(page)]
    wanted = ["Hot", "Tea number 0", "Tea number 2", "Cold", "Tea number 1"]
    assert [text for text in words if text in wanted] == wanted


def test_dates_of_a_sale_count_only_on_a_day_within():
    sale = {
        "sale_price": "1.00",
        "sale_price_effective_date": "2026-11-01T00:00+0400/2026-11-30T00:00+0400",
    }
    made = catalog([tea(0, **sale)], SHOP)

    def prices(on):
        (page,) = made.price_list(on=on).pages()
        return [text for text, _ in texts(page) if text.startswith("AED")]

    assert prices(None) == prices(datetime.date(2026, 12, 1)) == ["AED\xa04.00"]
    assert prices(datetime.date(2026, 11, 15)) == ["AED\xa04.00", "AED\xa01.00"]


def test_an_old_price_that_has_no_room_beside_the_new_one_stands_below_it():
    rows = [tea(n, price="1234567.50", sale_price="1134567.50") for n in range(3)]
    made = catalog(rows, SHOP).price_list(paper="A5", beside="ar")

    (page,) = made.pages()
    found = list(texts(page))
    (new, *_), (old, *_) = (
        [box for text, box in found if text == wanted]
        for wanted in ("AED\xa01,134,567.50", "AED\xa01,234,567.50")
    )
    assert old[1] > new[3] - 0.5
    assert old[2] == pytest.approx(new[2], abs=0.3)
    for number, (words, box) in enumerate(found):
        assert not [other for other, place in found[number + 1 :] if meet(box, place)], words


def test_a_price_that_leaves_no_room_for_a_name_is_refused_with_its_row():
    made = catalog([tea(0), tea(1, unit="pot with four glasses and sugar")], SHOP)

    with pytest.raises(BadInput, match=r"row 2.* mm wide, its part of the page .*fewer columns"):
        list(made.price_list(paper="A4", columns=4).pages())


@pytest.mark.parametrize("title", ["\u200b\u2060", "\x07", "\ufeff"])
def test_a_title_of_invisible_signs_is_refused_with_its_row(title):
    with pytest.raises(BadInput, match=r"row 1.*has nothing to show"):
        list(catalog([tea(0, title=title)], SHOP).price_list().pages())


def test_a_page_is_shown_before_the_pages_after_it_are_set(monkeypatch):
    made = teas(300).price_list(beside="ar")
    tried = []
    block = price_list.entries.block
    monkeypatch.setattr(
        price_list.entries, "block", lambda *given, **more: tried.append(1) or block(*given, **more)
    )

    first = made.page(1, counted=False)
    assert len(tried) < 150  # as many as a list may have that is tried a little tighter
    assert any("Page 1 of …" in words for words, _ in texts(first.content))
    assert made.page_count > 5
    assert any(f"Page 1 of {made.page_count}" in words for words, _ in texts(made.page(1).content))


@pytest.mark.parametrize("options", KINDS)
def test_a_page_shown_early_is_the_page_but_for_its_count(options):
    made = teas(60).price_list(**options)

    for number, page in enumerate(made.pages(), 1):
        early = list(texts(made.page(number, counted=False).content))
        late = list(texts(page))
        differing = [a for a, b in zip(early, late, strict=True) if a != b]
        assert list(texts(made.page(number).content)) == late
        assert len(differing) == (0 if number == made.page_count else 1)
    with pytest.raises(BadInput, match=f"no page 99: the list has {made.page_count}"):
        made.page(99, counted=False)


def test_a_page_shown_early_tells_what_is_wrong_with_every_later_one():
    rows = [tea(number) for number in range(200)]
    rows[3]["title"], rows[150]["title"] = "\ufff0", "\u200b"

    with pytest.raises(BadInput) as raised:
        catalog(rows, SHOP).price_list().page(1, counted=False)
    assert [problem.where.row for problem in raised.value.problems] == [4, 151]


def test_photos_that_cannot_be_opened_and_titles_that_cannot_be_set_are_told_at_once(tmp_path):
    table = tmp_path / "teas.json"
    (tmp_path / "torn.png").write_bytes(b"no picture")
    rows = [tea(0, photo="torn.png"), tea(1, title="\u200b"), tea(2, photo="none.png")]
    table.write_text(json.dumps(rows), encoding="utf-8")

    with pytest.raises(BadInput) as raised:
        list(catalog(table, SHOP).price_list(photos=True).pages())
    assert [problem.where.row for problem in raised.value.problems] == [1, 2, 3]


def test_a_photo_that_changed_is_opened_anew(tmp_path):
    table, photo = tmp_path / "teas.json", tmp_path / "tea.png"
    table.write_text(json.dumps([tea(0, photo="tea.png")]), encoding="utf-8")
    seen = []
    for shade in (10, 200):
        pixels = np.full((600, 600, 3), shade, np.uint8)
        photo.write_bytes(pictures.png(pixels, dpi=100))
        page = catalog(table, SHOP).price_list(photos=True).page(1).content
        (image,) = [item for item in flat(page.placed[0].drawing) if isinstance(item, Image)]
        seen.append(image.picture.array()[0, 0, 0])

    assert seen == [10, 200]


def test_what_a_feed_says_is_what_it_is_written_as():
    made = catalog([{**FEED, "title_ar": "شاي"}], SHOP)
    out = BytesIO()

    made.save_feed(out)
    assert list(csv.reader(out.getvalue().decode().splitlines())) == list(made.feed_rows())
    assert list(made.feed_rows(language="ar")) == [["id", "override", "title"], ["T", "ar", "شاي"]]


def test_a_feed_goes_into_a_stream_in_either_form(tmp_path):
    made = catalog([FEED], SHOP)
    out = BytesIO()

    made.save_feed(out, format="xml")
    made.save_feed(tmp_path / "feed.xml")
    assert out.getvalue() == (tmp_path / "feed.xml").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"format": "json"}, "format='json' is no form of a feed"),
        ({"format": "xml", "language": "ar"}, "into a language are CSV"),
        ({"format": "xml"}, r"ends with \.xml; this one with '\.csv'"),
        ({"language": "fr"}, "no translations into 'fr'; there are: ar"),
    ],
)
def test_a_feed_that_cannot_be_so_is_refused(tmp_path, options, said):
    made = catalog([{**FEED, "title_ar": "شاي"}], SHOP)

    with pytest.raises(BadInput, match=said):
        made.save_feed(tmp_path / "feed.csv", **options)
    assert list(tmp_path.iterdir()) == []


def test_photos_are_shown_small_and_square(tmp_path):
    pixels = np.full((600, 900, 3), 200, dtype=np.uint8)
    (tmp_path / "tea.png").write_bytes(pictures.png(pixels))
    table = tmp_path / "teas.json"
    table.write_text(json.dumps([tea(0, photo="tea.png"), tea(1)]), encoding="utf-8")

    (page,) = catalog(table, SHOP).price_list(photos=True).pages()
    (photo,) = [item for item in flat(page.placed[0].drawing) if isinstance(item, Image)]
    assert photo.width == photo.height == pytest.approx(31.5)
    assert photo.picture.width == photo.picture.height <= 440


def test_a_product_without_price_is_named_with_its_row_and_no_list_is_made():
    rows = [tea(0), tea(1, price=""), tea(2, price="cheap"), tea(3, title="")]

    with pytest.raises(BadInput) as caught:
        catalog(rows, SHOP).price_list()
    assert {(p.where.row, p.where.column) for p in caught.value.problems} == {
        *((2, "price"), (3, "price"), (4, "title")),
    }


def test_a_letter_no_font_has_is_named_with_its_row(tmp_path):
    made = catalog([tea(0), tea(1, title="Tea \uffff")], SHOP).price_list()

    with pytest.raises(BadInput) as caught:
        made.save(tmp_path / "list.pdf")
    assert [problem.where.row for problem in caught.value.problems] == [2]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"paper": "A9"}, NotFound, "no paper called 'A9'"),
        ({"columns": 5}, BadInput, "1 to 4 columns"),
        ({"columns": 2, "beside": "ar"}, BadInput, "1 to 1 columns"),
        ({"columns": "two"}, BadInput, "not a whole number"),
        ({"beside": "en"}, BadInput, "two different ones"),
        ({"title": ("a", "b")}, BadInput, "give one text"),
        ({"beside": "arabisch"}, BadInput, "is no language"),
    ],
)
def test_a_wrong_option_is_refused_at_once(options, error, words):
    with pytest.raises(error, match=words):
        teas(2).price_list(**options)


def test_same_table_same_bytes():
    made = [BytesIO(), BytesIO()]
    for out in made:
        teas(30).price_list(beside="ar").save(out)

    assert made[0].getvalue() == made[1].getvalue()


def test_a_price_list_looks_like_its_golden_picture(tmp_path):
    rows = [tea(n, **({"sale_price": "2.00"} if n % 5 == 1 else {})) for n in range(30)]
    made = catalog(rows, SHOP).price_list(beside="ar", note="Prices include VAT")
    (tmp_path / "price-list.png").write_bytes(made.page(1).png(dpi=60))
    fresh = pictures.open_picture(tmp_path / "price-list.png").array()

    assert GOLDEN.exists(), f"look at {tmp_path}, and if it is right keep it as {GOLDEN}"
    wanted = pictures.open_picture(GOLDEN).array()
    assert wanted.shape == fresh.shape
    assert np.abs(wanted.astype(int) - fresh.astype(int)).mean() <= 3.0


def test_a_price_list_shows_itself_and_its_pages():
    made = teas(3).price_list(title="menu")

    data, _ = made._repr_mimebundle_()
    assert "Al Noor Tea House: Menu, page 1" in data["text/html"]
    assert made.page(1).png()[:4] == b"\x89PNG"
    with pytest.raises(BadInput, match="there is no page 2: the list has 1"):
        made.page(2)


# -- tags and cards -----------------------------------------------------------------------------


def test_a_tag_for_every_product_shows_name_and_price_and_its_code_is_read_back():
    made = teas(30).shelf_tags(stock="Avery L7160")

    pages = list(made.pages())
    labels = [each.drawing for page in pages for each in page.placed]
    assert len(labels) == 30
    shown = " ".join(item.line.text for item in flat(labels[7]) if isinstance(item, Text))
    assert "Tea number 7" in shown
    assert "AED\xa05.75" in shown
    assert labels[7].codes()[0].symbol.text == "https://wa.me/971501234567?text=Tea%20number%207"
    assert not made.check()


def test_a_tag_may_be_in_another_language_and_open_another_link():
    made = catalog([tea(1, sale_price="2.00", unit="cup", unit_ar="كوب")], SHOP)

    tags = made.shelf_tags(stock="Avery L7160", language="ar", link="https://t.example/{{ id }}")
    (label,) = [each.drawing for page in tags.pages() for each in page.placed]
    shown = " ".join(item.line.text for item in flat(label) if isinstance(item, Text))
    assert label.codes()[0].symbol.text == "https://t.example/T-1"
    assert "شاي رقم 1" in shown
    assert "كوب" in shown
    assert "كان" in shown


def test_tags_of_products_without_price_are_refused_with_their_rows():
    with pytest.raises(BadInput, match="row 2, column price"):
        catalog([tea(0), tea(1, price="")], SHOP).shelf_tags(stock="Avery L7160")


def test_a_catalog_without_some_rows_has_neither_their_products_nor_their_faults():
    made = catalog([tea(0), tea(1, price="?"), tea(2)], SHOP)

    rest = made.without({2})
    assert [product.where.row for product in rest.products] == [1, 3]
    assert {problem.where.row for problem in made.unprintable()} == {2}
    assert not rest.unprintable()
    assert [tag["title"] for tag in rest.tags("en")] == ["Tea number 0", "Tea number 2"]


def test_forty_table_cards_with_three_codes_each_are_read_back_at_card_size():
    pay = ck.pix(key="sol@example.com", name="Padaria Sol", city="Recife")
    menu = "https://padaria.example/cardapio"
    rows = [{"table": number, "menu": menu, "pay": pay} for number in range(1, 41)]
    cards = ck.stickers(
        "table-card", SHOP, rows, text="Mesa {{ table }}: ", title="Mesa {{ table }}"
    )

    made = ck.sheet(cards, stock=ck.Stock.single(85, 55))
    codes = [code for page in made.pages() for code in page.placed[0].drawing.codes()]
    assert len(codes) == 120
    assert {code.symbol.text for code in codes if "wa.me" not in code.symbol.text} == {menu, pay}
    assert not made.check().errors


# -- feed ------------------------------------------------------------------------------------------

READY = {"link": "https://a.example/t", "image_link": "https://a.example/t.jpg", "brand": "Noor"}
READY |= {"availability": "in stock", "condition": "new"}


def test_a_feed_is_saved_as_csv_and_xml_and_in_a_language(tmp_path):
    made = teas(3, **READY)

    made.save_feed(tmp_path / "feed.csv")
    made.save_feed(tmp_path / "feed.xml")
    made.save_feed(tmp_path / "ar.csv", language="ar")
    assert (tmp_path / "feed.csv").read_text(encoding="utf-8").count("\n") == 4
    assert "<g:price>4.25 AED</g:price>" in (tmp_path / "feed.xml").read_text(encoding="utf-8")
    assert "T-1,ar," in (tmp_path / "ar.csv").read_text(encoding="utf-8")


def test_a_feed_with_faults_is_not_written(tmp_path):
    with pytest.raises(BadInput, match="also that of row 1"):
        teas(3, **READY, id="X").save_feed(tmp_path / "feed.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_feed_in_a_language_that_is_not_there_says_how_to_add_it(tmp_path):
    with pytest.raises(BadInput, match="Add a column title_hi"):
        teas(1, **READY).save_feed(tmp_path / "hi.csv", language="hi")


@pytest.mark.parametrize("wrapped", [False, True])
def test_json_is_a_list_of_products_or_holds_one(tmp_path, wrapped):
    rows = [{"name": "Tea", "price": "5 AED"}, {"name": "Coffee", "price": "7 AED", "id": "C"}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"products": rows} if wrapped else rows), encoding="utf-8")

    made = catalog(path)
    assert [str(each.price) for each in made.products] == ["5.00 AED", "7.00 AED"]
    assert made.products[1].id == "C"


def test_json_that_is_none_is_refused_with_its_line(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[\n{", encoding="utf-8")

    with pytest.raises(BadInput, match="line 2, column 2, is not JSON"):
        catalog(path)


def test_a_csv_of_a_shop_is_read_as_it_was_typed(tmp_path):
    path = tmp_path / "precos.csv"
    path.write_text("Nome;Preço;Categoria\nPão;R$ 1,50;Pães\nBolo;12,00;Doces\n", "utf-8")
    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")

    made = catalog(path, shop)
    assert [str(each.price) for each in made.products] == ["1.50 BRL", "12.00 BRL"]
    assert "Pães" in made._repr_html_()
    assert not made.price_list().check()


def test_to_print_a_catalog_needs_a_shop():
    with pytest.raises(BadInput, match="say who sells"):
        catalog([{"name": "Tea", "price": "5 AED"}]).price_list()


# -- messages --------------------------------------------------------------------------------------


def test_messages_name_products_of_the_table_in_their_sections():
    made = teas(30)

    message = made.products_message(
        "+971501234567", ["T-1", "T-26"], catalog_id="9", header="Menu", body="Choose"
    )
    sections = message["interactive"]["action"]["sections"]
    assert [each["title"] for each in sections] == ["Hot drinks 0", "Hot drinks 1"]
    with pytest.raises(BadInput, match=r"no product with the id 'T-99'\. Did you mean"):
        made.product_message("+971501234567", "T-99", catalog_id="9")
    with pytest.raises(TooBig, match="31 products; at most 30"):
        teas(31).products_message("+971501234567", catalog_id="9", header="M", body="C")


def test_a_title_too_long_for_the_link_of_its_tag_is_named_with_its_row():
    rows = [
        {"id": "a", "title": "Pão", "price": "5 BRL", "link": "https://sol.example/a"},
        {"id": "b", "title": "Pão " * 3000, "price": "5 BRL", "link": ""},
    ]
    made = catalog(rows, SHOP)

    with pytest.raises(BadInput, match="row 2") as caught:
        made.shelf_tags(stock="Avery L7160")
    assert [problem.where.row for problem in caught.value.problems] == [2]


def test_html_of_a_feed_is_no_text_on_a_price_list():
    row = tea(0, description="<p>Black &amp; <b>strong</b></p><p>With milk</p>")
    (page,) = catalog([row], SHOP).price_list().pages()

    shown = [text for text, _ in texts(page)]
    assert {"Black & strong", "With milk"} <= set(shown)
    assert not [text for text in shown if "<" in text]


def test_a_title_that_a_feed_says_again_is_no_description_in_another_language():
    row = {"id": "1", "title": "Koshary", "title_ar": "كشري", "price": "EGP 80"}
    product = catalog([row], SHOP).products[0]

    assert entry_of(product, "ar", None).description == ""


@pytest.mark.parametrize(("option", "lines"), [(True, 8), (False, 0), (0, 0), (1, 1), (3, 3)])
def test_descriptions_are_whole_left_out_or_cut_to_lines(option, lines):
    row = tea(0, description="Boiled slowly with evaporated milk. " * 12)
    (page,) = catalog([row], SHOP).price_list(descriptions=option).pages()

    shown = [
        text
        for text, _ in texts(page)
        if "evaporated" in text or "Boiled" in text or "milk" in text
    ]
    assert len(shown) == lines if lines < 8 else len(shown) >= 8
    assert any(text.endswith("…") for text in shown) == (0 < lines < 8)


@pytest.mark.parametrize("option", [-1, "short", 1.5, None])
def test_descriptions_that_are_neither_are_refused(option):
    with pytest.raises(BadInput, match="give True, False, or at most how many lines"):
        teas(1).price_list(descriptions=option)


def test_the_price_list_of_an_arabic_shop_isolates_signs_in_latin_letters():
    shop = ck.Business("Al Shams", phone="+961 3 123 456", country="LB", language="ar")
    rows = [{"title": "خبز", "price": "18.00 USD"}, {"title": "كعك", "price": "38.00 BRL"}]
    (page,) = catalog(rows, shop).price_list(paper="A5").pages()

    shown = [text for text, _ in texts(page)]
    assert [text for text in shown if "$" in text] == [
        "\u200f18.00\xa0\u2066US$\u2069",
        "\u200f38.00\xa0\u2066R$\u2069",
    ]
    if PDFIUM >= (5, 13):  # earlier ones turn what is isolated themselves
        (copied,) = extracted(catalog(rows, shop).price_list(paper="A5"))
        assert "US$" in copied
        assert "$US" not in copied


def test_how_a_table_is_read_can_be_told(tmp_path):
    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    path = tmp_path / "precos.csv"
    path.write_bytes("produto|preço\nPão de açúcar|R$ 3,00\n".encode("cp1252"))

    with pytest.raises(BadInput, match="give encoding='cp1252'"):
        catalog(path, shop)
    (bread,) = catalog(path, shop, encoding="cp1252", delimiter="|").products
    assert (bread.title, str(bread.price)) == ("Pão de açúcar", "3.00 BRL")


def words_of(made):
    return " ".join(words for words, *_ in texts(next(made.pages())))


def test_a_product_without_a_price_is_named_with_what_to_do():
    with pytest.raises(BadInput) as told:
        catalog([tea(0), tea(1, price="")], SHOP).price_list()

    (problem,) = told.value.problems
    assert (problem.rule, problem.where.row) == ("feed.unpriced", 2)
    assert "'Tea number 1' has no price" in str(problem)
    assert "on_request=True" in problem.fix


def test_products_without_a_price_are_listed_on_request_and_told():
    made = catalog([tea(0), tea(1, price="")], SHOP).price_list(on_request=True)

    assert "On request" in words_of(made)
    (doubt,) = made.check()
    assert (doubt.rule, doubt.where.row, doubt.severity) == ("feed.listed-on-request", 2, "warning")


@pytest.mark.parametrize("said", ["on request", "P.O.A.", "Sob consulta", "السعر عند الطلب"])
def test_a_cell_that_tells_customers_to_ask_is_printed_in_the_languages_of_the_list(said):
    table = catalog([tea(0, price=said)], SHOP)

    assert "On request" in words_of(table.price_list())
    assert "عند الطلب" in words_of(table.price_list(language="ar"))
    assert [tag["price"] for tag in table.tags("en")] == ["On request"]
    assert "feed.price-on-request" in {each.rule for each in table.problems().errors}


def test_a_list_may_have_no_column_of_prices_if_all_are_on_request():
    made = catalog([{"title": "Wedding", "description": "A whole day"}], SHOP)

    assert "On request" in words_of(made.price_list(on_request=True))
