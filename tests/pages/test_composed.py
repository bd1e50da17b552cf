"""Lists as they are composed: themes, one page that fits, grids, boards, covers, specials."""

from __future__ import annotations

import datetime
from itertools import combinations

import pytest

import campaignkit as ck
from campaignkit.assets.catalog import catalog
from campaignkit.assets.listing import themes
from campaignkit.drawing import ArcText, CodeBox, Image, Text, Use
from campaignkit.errors import BadInput, CampaignError, TooBig
from campaignkit.pages import fitting
from campaignkit.pages.style import GRID_EM

SHOPS = {
    "pt_BR": ck.Business("Café Sol", phone="(11) 98765-4321", country="BR", language="pt_BR"),
    "ar": ck.Business("مقهى النور", phone="050 123 4567", country="AE", language="ar"),
    "hi": ck.Business("अन्नपूर्णा भोजनालय", phone="98765 43210", country="IN", language="hi"),
    "en": ck.Business("Corner Table", phone="+442079460123", country="GB", language="en"),
    "es": ck.Business("Fonda La Luz", phone="55 1234 5678", country="MX", language="es"),
}
NAMES = {
    "pt_BR": ("Pão de queijo", "Porção com seis, quentinho"),
    "ar": ("شاي كرك بالهيل", "مغلي مع الحليب والهيل"),
    "hi": ("शाकाहारी थाली", "दाल, दो सब्ज़ी, रोटी, चावल, मिठाई"),
    "en": ("Mushroom pie", "Chestnut mushrooms, ale, short crust"),
    "es": ("Quesadilla de flor de calabaza", "Queso Oaxaca"),
}
THEMES = [None, *(theme.name for theme in themes())]


def dishes(language="en", count=14):
    name, told = NAMES[language]
    marks = ["vegan", "very spicy, milk", "", "eggs, nuts"]
    return [
        {
            "id": f"D{n}",
            "title": f"{name} {n}",
            "description": told if n % 2 else "",
            "price": str(5 + n),
            "section": f"{name[:6]} {n // 5}",
            "marks": marks[n % 4],
        }
        for n in range(count)
    ]


def listed(language="en", count=14, **options):
    return catalog(dishes(language, count), SHOPS[language]).price_list(**options)


def flat(drawing, x=0.0, y=0.0):
    for item in drawing.items:
        if isinstance(item, Use):
            yield from flat(item.drawing, x + item.x, y + item.y)
        else:
            yield item._replace(x=item.x + x, y=item.y + y) if hasattr(item, "x") else item


def items(page, kind):
    return [item for item in flat(page.placed[0].drawing) if isinstance(item, kind)]


def ink(text):
    left, bottom, right, top = (edge * text.size for edge in text.line.ink)
    return text.x + left, text.y - top, text.x + right, text.y - bottom


def meet(one, other, slack=0.02):
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", NAMES)
def test_in_every_theme_and_language_no_words_touch_and_all_are_on_the_page(language, theme):
    (page,) = listed(language, theme=theme, pages=1, specials=["D3", "D8"]).pages()

    found = [(item.line.text, ink(item)) for item in items(page, Text)]
    for (one, box), (other, place) in combinations(found, 2):
        assert not meet(box, place), f"{one!r} over {other!r}"
    for words, (left, top, right, bottom) in found:
        assert left > 5 and right < page.width - 5, words
        assert top > 3 and bottom < page.height - 5, words
    shown = " ".join(words for words, _ in found)
    assert all(shown.count(f" {n}") for n in range(14))


@pytest.mark.parametrize("options", [{"columns": 2}, {"columns": 3, "paper": "A3"}])
@pytest.mark.parametrize("language", ["ar", "en", "hi"])
def test_names_side_by_side_share_the_lines_of_one_grid(language, options):
    made = listed(language, 40, **options)
    page = made.page(1).content

    size = made.plan.paper.body
    names = [t for t in items(page, Text) if t.size == pytest.approx(size)]
    first = min(name.y for name in names)
    for name in names:
        lines = (name.y - first) / (size * GRID_EM)
        assert lines == pytest.approx(round(lines), abs=0.02), name.line.text


def test_a_list_asked_to_fit_one_page_has_letters_as_large_as_fit():
    few, many = listed(count=8, pages=1).plan, listed(count=60, pages=1).plan

    assert few.count == many.count == 1
    assert few.paper.body > many.paper.body >= fitting.SMALLEST_MM
    larger = fitting._sized(many, many.paper.body * 1.06, many.columns)
    assert not larger.takes(1)


def test_letters_of_a_short_list_leave_a_column_room_for_names():
    narrow = listed(count=2, pages=1, paper="A5").plan

    widest = narrow.paper.width / narrow.columns * fitting._WIDEST_EM
    assert fitting.SMALLEST_MM < narrow.paper.body <= widest < fitting._LARGEST["list"]


def test_what_cannot_fit_is_refused_with_what_it_needs():
    with pytest.raises(TooBig, match=r"the list takes \d+ pages with names of 2.3 mm") as told:
        list(listed(count=400, pages=1).pages())
    assert told.value.rule == "price-list.pages"


def test_a_grid_shows_cards_abreast_and_the_trade_where_there_is_no_photo(tmp_path):
    import numpy as np

    from campaignkit import pictures

    (tmp_path / "dish.png").write_bytes(pictures.png(np.full((600, 900, 3), 120, np.uint8)))
    rows = dishes(count=4)
    for row in rows:
        row["section"] = "Mains"
    rows[0]["image"] = str(tmp_path / "dish.png")
    made = catalog(rows, SHOPS["en"]).price_list(arrangement="grid", columns=3, theme="market")

    page = made.page(1).content
    (photo,) = items(page, Image)
    assert 1 <= photo.width / photo.height <= 2
    tops = {round(t.y, 2) for t in items(page, Text) if t.line.text.startswith("Mushroom")}
    assert len(tops) == 2  # three abreast, then one


def test_a_list_that_leaves_its_page_half_empty_is_set_larger_and_a_full_one_as_usual():
    few, full = listed(count=6).plan, listed(count=60, columns=2).plan

    assert (few.count, few.columns, few.paper.body) == (1, 1, 7.5)
    assert full.paper.body == 3.5


def test_cards_that_run_over_onto_a_further_page_get_flatter_photos_and_stay_on_one():
    rows = [{**row, "section": "", "description": ""} for row in dishes(count=6)]
    grid = catalog(rows, SHOPS["en"]).price_list(arrangement="grid", columns=2)

    assert grid.page_count == 1
    assert 4 / 3 < grid.plan.aspect <= 2


def test_a_list_that_runs_a_little_over_is_set_tighter_and_a_long_one_is_not():
    over, long = listed(count=48, columns=2), listed(count=260, columns=2)
    usual = over._asked

    assert (usual.count, over.page_count) == (2, 1)
    assert usual.paper.body * 0.84 <= over.plan.paper.body < usual.paper.body
    assert (long.plan.paper.body, long.page_count) == (3.5, long._asked.count)


def test_nothing_is_set_below_5_points_however_many_products_share_a_page():
    rows = dishes("pt_BR", 75)
    rows[4]["title"] = "Otorrinolaringologistas-anticonstitucionalmente"
    (page,) = catalog(rows, SHOPS["pt_BR"]).price_list(pages=1, descriptions=1).pages()

    assert min(text.size for text in items(page, Text)) * 72 / 25.4 >= 5


def test_a_board_is_one_page_with_the_day_in_words():
    day = datetime.date(2026, 11, 29)
    made = listed("es", 6, arrangement="board", on=day)

    (page,) = made.pages()
    said = [item.line.text for item in items(page, Text)]
    assert "Hoy" in said
    assert "domingo, 29 de noviembre de 2026" in said
    assert made.plan.paper.body > 5


def test_a_cover_comes_first_and_pages_are_counted_with_it():
    made = listed(title="menu", cover=True, theme="craft")

    cover, *rest = made.pages()
    assert "Menu" in [item.line.text for item in items(cover, ArcText)]  # around a medallion
    assert items(cover, CodeBox)
    assert f"Page 2 of {len(rest) + 1}" in [item.line.text for item in items(rest[0], Text)]


def test_specials_stand_once_in_their_box_by_name_or_by_their_column():
    rows = dishes(count=6)
    rows[2]["special"] = "yes"
    rows[4]["special"] = "no"
    by_column = catalog(rows, SHOPS["en"]).price_list(pages=1)
    named = catalog(rows, SHOPS["en"]).price_list(pages=1, specials=["Mushroom pie 4"])

    for made, name in ((by_column, "Mushroom pie 2"), (named, "Mushroom pie 4")):
        (page,) = made.pages()
        said = [item.line.text for item in items(page, Text)]
        assert said.count(name) == 1
        assert said.index("Specials") < said.index(name)
    with pytest.raises(BadInput, match="there is no such product"):
        catalog(rows, SHOPS["en"]).price_list(specials=["Mushroom pi 4"])


def test_marks_that_are_none_are_told_all_at_once_with_their_rows():
    rows = dishes(count=4)
    rows[1]["marks"], rows[3]["marks"] = "vegn", "milk, gluten, wat"

    with pytest.raises(CampaignError) as told:
        catalog(rows, SHOPS["en"]).price_list()
    assert [(p.rule, p.where.row, p.where.column) for p in told.value.problems] == [
        ("price-list.mark", 2, "marks"),
        ("price-list.mark", 4, "marks"),
    ]


def test_a_season_hangs_over_a_list():
    bare, dressed = listed(theme="minimal", pages=1), listed(theme="minimal", season="eid", pages=1)

    assert dressed.plan._frame.margins.top > bare.plan._frame.margins.top
    assert len(dressed.page(1).pdf()) > len(bare.page(1).pdf())


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_composed_proves_itself(theme):
    assert not listed("pt_BR", theme=theme, pages=1, specials=["D3"]).check().errors


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"arrangement": "gird"}, "price-list.arrangement"),
        ({"pages": 0}, "price-list.page-count"),
        ({"pages": True}, "price-list.page-count"),
    ],
)
def test_an_option_that_cannot_be_is_refused_at_once(options, rule):
    with pytest.raises(BadInput) as told:
        listed(**options)
    assert told.value.rule == rule


def test_prices_are_written_as_the_country_writes_them():
    (page,) = listed("es", 3).pages()

    assert any(item.line.text == "$5.00" for item in items(page, Text))


def test_english_beside_arabic_stays_beside_it():
    rows = [{"title": "شاي", "title_en": "Tea", "price": "5"}]
    made = catalog(rows, SHOPS["ar"])

    assert made.items.languages == ("en",)
    assert (made.products[0].text("title", "ar"), made.products[0].text("title", "en")) == (
        "شاي",
        "Tea",
    )
