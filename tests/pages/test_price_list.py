"""A price list as a whole: flowing into columns, every fault told with its row, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaignkit.business import Business
from campaignkit.drawing import Text, Use
from campaignkit.errors import BadInput, CampaignError
from campaignkit.pages import Entry, PricePages, cost, entries, paper_named, word
from campaignkit.problems import Where
from campaignkit.products import Price

SHOP = Business("Al Noor", phone="050 123 4567", country="AE", language="en")


def pages(products, **more):
    options = {"languages": ("en",), "titles": ("Price list",), "columns": 2, "paper": "A4", **more}
    paper = paper_named(options.pop("paper"))
    rows = [each if isinstance(each, tuple) else (each,) for each in products]
    places = [Where(file="teas.csv", row=number) for number in range(1, len(rows) + 1)]
    link = "https://wa.me/c/971501234567"
    return PricePages(shop=SHOP, rows=rows, places=places, paper=paper, link=link, **options)


def teas(count, **more):
    return [Entry(f"Tea {number}", "$5.00", **more) for number in range(count)]


def said(page):
    def flat(drawing):
        for item in drawing.items:
            if isinstance(item, Use):
                yield from flat(item.drawing)
            else:
                yield item

    return [item.line.text for item in flat(page.placed[0].drawing) if isinstance(item, Text)]


def test_every_entry_stands_once_and_pages_are_as_many_as_counted():
    made = pages(teas(150))

    shown = [text for page in made.pages() for text in said(page) if text.startswith("Tea ")]
    assert sorted(shown) == sorted(f"Tea {number}" for number in range(150))
    assert made.count == len(list(made.pages())) > 1
    assert made.page(made.count + 1) is None
    assert made.glance(99) is None


def test_a_list_of_nothing_is_one_page_with_its_head():
    (page,) = pages([]).pages()

    assert "Al Noor" in said(page)


def test_all_products_that_do_not_fit_are_named_with_their_rows():
    high = Entry("Tea", "$5.00", "Black tea with milk and sugar. " * 400)
    rows = [*teas(3), high, *teas(2), high, Entry("Tea", "$1,234,567,890,123.00")]

    with pytest.raises(CampaignError) as caught:
        list(pages(rows, columns=4).pages())
    found = [(each.rule, each.where.row) for each in caught.value.problems]
    assert found == [
        ("price-list.height", 4),
        ("price-list.height", 7),
        ("price-list.price-width", 8),
    ]
    assert "leave out descriptions" in str(caught.value)


def test_what_fits_only_without_its_heading_is_told_too():
    room = pages([])._room(2)
    most = max(n for n in range(400, 900, 4) if height(n) <= room)  # a column, almost
    tall = Entry("Tea", "$5.00", "word " * most)

    assert len(list(pages([tall]).pages())) == 2
    with pytest.raises(BadInput, match=r"row 1.* needs .* of height, but a column has"):
        list(pages([replace(tall, section="Hot")]).pages())


def height(words: int) -> float:
    made = pages([])
    entry = Entry("Tea", "$5.00", "word " * words)
    return entries.block((entry,), made._style, made._column_width, photo=None).height


def test_descriptions_cut_to_lines_make_room_for_what_was_too_high():
    high = Entry("Tea", "$5.00", "Black tea with milk and sugar. " * 400)

    (page,) = pages([high, *teas(2)], lines=3).pages()
    assert [text for text in said(page) if text.endswith("…")]


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"languages": ("en", "en")}, "price-list.languages"),
        ({"languages": ("en", "ar", "hi")}, "price-list.languages"),
        ({"columns": 0}, "price-list.columns"),
        ({"columns": 5}, "price-list.columns"),
        ({"languages": ("en", "ar"), "columns": 2}, "price-list.columns"),
    ],
)
def test_a_list_that_cannot_be_is_refused_at_once(options, rule):
    with pytest.raises(BadInput) as caught:
        pages([], **options)
    assert caught.value.rule == rule


def test_columns_run_from_the_right_in_arabic():
    made = pages([Entry(f"شاي {n}", "5") for n in range(4)], languages=("ar",), titles=("قائمة",))
    (page,) = made.pages()

    texts = [item for item in _texts(page) if item.line.text.startswith("شاي")]
    first = next(item for item in texts if item.line.text == "شاي 0")
    last = next(item for item in texts if item.line.text == "شاي 3")
    assert first.x > last.x


def _texts(page):
    def flat(drawing):
        for item in drawing.items:
            if isinstance(item, Use):
                yield from flat(item.drawing)
            elif isinstance(item, Text):
                yield item

    return list(flat(page.placed[0].drawing))


def test_entries_of_a_column_stand_below_each_other_under_the_head():
    (page,) = pages(teas(8), columns=1).pages()

    downs = [item.y for item in _texts(page) if item.line.text.startswith("Tea ")]
    assert downs == sorted(downs)
    assert len(set(downs)) == 8
    band = pages([])._top(1)
    assert min(downs) > band


def test_every_page_is_given_by_its_number_and_none_beyond_the_last():
    made = pages(teas(150))

    last = made.page(made.count)
    assert last is not None
    assert f"Page {made.count} of {made.count}" in said(last)
    assert made.page(made.count + 1) is None


def test_a_glance_counts_pages_only_where_it_sees_the_last():
    made = pages(teas(150))
    count = made.count

    assert count >= 2
    assert "Page 1 of …" in said(made.glance(1))
    assert f"Page {count} of {count}" in said(made.glance(count))
    assert made.glance(count + 1) is None


def test_a_list_of_one_page_bears_no_number():
    assert not any(text.startswith("Page") for text in said(pages([]).glance(1)))
    assert not any(text.startswith("Page") for text in said(pages(teas(3)).glance(1)))
    assert SHOP.phone_display in "".join(said(pages(teas(3)).glance(1)))


def test_a_photo_that_cannot_be_had_is_told_with_its_row_beside_what_cannot_be_set():
    def photo(at):
        if at == 1:
            raise BadInput("the picture is torn. Save it anew.", rule="picture.damaged")

    wrong = [*teas(2), Entry("\u200b", "$5")]
    with pytest.raises(BadInput) as caught:
        list(pages(wrong, photo=photo).pages())
    assert [(p.rule, p.where.row) for p in caught.value.problems] == [
        ("picture.damaged", 2),
        ("price-list.title-invisible", 3),
    ]
    with pytest.raises(BadInput) as caught:
        list(pages(wrong, photo=lambda _at: None).pages())
    assert [p.rule for p in caught.value.problems] == ["price-list.title-invisible"]


def test_what_fits_only_without_the_heading_that_runs_on_is_told_too():
    room = pages([])._room(2)
    tall = max(n for n in range(400, 900, 4) if height(n) <= room)
    lower = max(n for n in range(400, 900, 4) if height(n) <= room - 12)
    first = Entry("Tea", "$5.00", section="Hot")

    with pytest.raises(BadInput, match="row 2"):
        list(pages([first, Entry("Tea", "$5.00", "word " * tall, section="Hot")]).pages())
    made = pages([first, Entry("Tea", "$5.00", "word " * lower, section="Hot")])
    assert len(list(made.pages())) == 2


# -- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "pt_BR", "ar", "hi", "es"])
def test_each_language_has_every_fixed_word(language):
    for name, facts in {
        "price-list": {},
        "menu": {},
        "call": {},
        "page": {"page": 1, "pages": 2},
        "continued": {"section": "S"},
        "was": {"price": "P"},
        "from": {"price": "P"},
    }.items():
        said = word(name, language, **facts)
        assert said
        assert "{" not in said
        assert all(str(fact) in said for fact in facts.values() if not isinstance(fact, int))


def test_a_language_without_words_takes_its_nearest():
    assert word("menu", "es_MX") == word("menu", "es")
    assert word("menu", "pt") == word("menu", "pt_BR")
    assert word("menu", "sw") == word("menu", "en")


def test_a_cost_says_what_is_known_of_it():
    ten, twelve = Price(10, "BRL"), Price(12, "BRL")

    def plain(text):
        return text.replace("\xa0", " ")

    assert plain(cost(ten, "pt_BR")) == "R$ 10,00"
    assert plain(cost(ten, "pt_BR", starts=True, unit="kg")) == "a partir de R$ 10,00 / kg"
    assert plain(cost(ten, "pt_BR", most=twelve)) == "R$ 10,00–R$ 12,00"
    assert "\u2066R$\u2069" in cost(ten, "ar", most=twelve)
