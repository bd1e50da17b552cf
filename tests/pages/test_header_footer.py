"""What stands above and below a list: shop, title, code, page; nothing touches anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from campaignkit import qr, vectors
from campaignkit.business import Business
from campaignkit.drawing import CodeBox, Image, Shape, Text
from campaignkit.layout.palette import palette
from campaignkit.pages import PAPERS
from campaignkit.pages.entries import EntryStyle
from campaignkit.pages.header_footer import FIRST_MM, REST_MM, Heads
from campaignkit.units import SLACK_MM

NAMES = [
    "Sol",
    "Panificadora e Confeitaria Nossa Senhora Aparecida do Tatuapé",
    "Supermercado e Açougue Irmãos Oliveira & Filhos Ltda",
    "مخبز وحلويات الشمس الذهبية للمعجنات الشرقية والغربية",
]
LANGUAGES = [("pt_BR",), ("ar",), ("en", "ar"), ("pt_BR", "en")]
TITLES = {"pt_BR": "Lista de preços", "ar": "قائمة الأسعار", "en": "Price list"}


def heads(
    name="Sol", languages=("pt_BR",), paper="A4", note="", link="https://wa.me/c/5511987654321"
):
    shop = Business(
        name,
        phone="(11) 98765-4321",
        country="BR",
        language="pt_BR",
        address="Rua das Flores 12, São Paulo",
        website="https://sol.example",
    )
    colors = palette(shop)
    chosen = PAPERS[paper]
    style = EntryStyle(
        languages=languages,
        body=chosen.body,
        ink=colors["ink"],
        muted=colors["muted"],
        strong=colors["strong"],
    )
    return Heads(
        shop=shop,
        colors=colors,
        paper=chosen,
        style=style,
        titles=tuple(TITLES[each] for each in languages),
        note=note,
        symbol=qr.encode(link, level="M"),
    )


def boxes(items):
    """Return the ink of each text, and the panel of the code."""
    found = []
    for item in items:
        if isinstance(item, Text):
            left, bottom, right, top = (edge * item.size for edge in item.line.ink)
            box = (item.x + left, item.y - top, item.x + right, item.y - bottom)
            found.append((item.line.text, box))
        elif isinstance(item, CodeBox):
            found.append(("code", (item.x, item.y, item.x + item.side, item.y + item.side)))
        elif isinstance(item, Image):
            found.append(("logo", (item.x, item.y, item.x + item.width, item.y + item.height)))
    return found


def meet(one, other, slack=0.05):
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("paper", ["A4", "A5", "Letter"])
@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
@pytest.mark.parametrize("name", NAMES, ids=["short", "long", "longer", "arabic"])
def test_no_text_of_a_head_touches_another_or_the_code(name, languages, paper, page):
    made = heads(name, languages, paper, note="Preços com impostos, válidos até o fim do mês")

    found = boxes(made.draw(page, 12))
    for (one, box), (other, place) in combinations(found, 2):
        assert not meet(box, place), f"{one!r} over {other!r}"
    paper_size = made.paper
    for words, box in found:
        assert box[0] >= paper_size.margin - 0.1, words
        assert box[2] <= paper_size.width - paper_size.margin + 0.1, words
        assert box[3] <= paper_size.height - paper_size.margin + 0.1, words


BLACK = "<svg viewBox='0 0 {} {}'><rect width='99' height='99'/></svg>"
WHITE = "<svg viewBox='0 0 1 1'><path fill='#fff' d='M0 0h1v1z'/></svg>"


@pytest.mark.parametrize("paper", ["A4", "A5", "Letter"])
@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
@pytest.mark.parametrize("size", [(1, 1), (9, 2), (2, 9)])
def test_a_logo_stands_beside_the_words_and_touches_nothing(size, languages, paper):
    logo = vectors.read(BLACK.format(*size).encode())
    made = replace(heads(NAMES[1], languages, paper), logo=logo)

    found = boxes(made.draw(1, 12))
    for (one, box), (other, place) in combinations(found, 2):
        assert not meet(box, place), f"{one!r} over {other!r}"
    for _, box in found:
        assert made.paper.margin - 0.1 <= box[0]
        assert box[2] <= made.paper.width - made.paper.margin + 0.1
    assert [words for words, _ in found].count("logo") <= 1
    assert "logo" in dict(found) or (paper == "A5" and len(languages) > 1)
    assert "logo" not in dict(boxes(made.draw(2, 12)))


def test_a_light_logo_stands_on_the_band_and_a_dark_one_on_a_light_panel():
    def panels(logo):
        made = replace(heads(), logo=vectors.read(logo.encode()))
        return [item.fill for item in made.draw(1, 3) if isinstance(item, Shape)]

    assert panels(BLACK.format(1, 1)).count("#FFFFFF") == panels(WHITE).count("#FFFFFF") + 1


def code_of(made: Heads, page: int = 1) -> CodeBox:
    (code,) = [item for item in made.draw(page, 3) if isinstance(item, CodeBox)]
    return code


def test_the_code_stands_at_the_end_of_the_line_or_between_two_languages():
    margin, width = PAPERS["A4"].margin, PAPERS["A4"].width

    latin, arabic = code_of(heads()), code_of(heads(languages=("ar",)))
    both = code_of(heads(languages=("en", "ar")))
    assert latin.x + latin.side > width - margin - 5
    assert arabic.x < margin + 5
    assert both.x + both.side / 2 == pytest.approx(width / 2)


def test_a_long_link_makes_a_larger_panel_so_that_modules_stay_large():
    short, long = heads(), heads(link="https://shop.example/" + "menu/" * 60)

    assert short.side(1) == FIRST_MM
    assert short.side(2) == REST_MM
    assert long.side(1) > FIRST_MM
    assert code_of(long).module >= 0.42 - SLACK_MM
    assert code_of(long, 2).module >= 0.42 - SLACK_MM
    assert long.height(1) > short.height(1) > short.height(2)


def test_the_first_page_invites_and_the_others_only_say_what_they_are():
    first = [text for text, _ in boxes(heads(note="Com impostos").draw(1, 3))]
    second = [text for text, _ in boxes(heads(note="Com impostos").draw(2, 3))]

    assert "Com impostos" in first
    assert "Aponte a câmera e peça pelo WhatsApp" in first
    assert not {"Com impostos", "Aponte a câmera e peça pelo WhatsApp"} & set(second)
    assert {"Sol", "Lista de preços"} <= set(first) & set(second)


def test_the_foot_counts_pages_in_the_language_and_says_so_where_they_are_not_counted():
    assert "Página 2 de 3" in [text for text, _ in boxes(heads().draw(2, 3))]
    assert "Página 1 de …" in [text for text, _ in boxes(heads().draw(1, None))]
    arabic = [text for text, _ in boxes(heads(languages=("ar",)).draw(2, 3))]
    assert "صفحة 2 من 3" in arabic


def test_the_foot_has_phone_address_and_website_in_one_line():
    said = " ".join(text for text, _ in boxes(heads().draw(1, 1)))

    assert said.index("98765-4321") < said.index("Rua das Flores 12") < said.index("sol.example")


def test_the_code_lies_on_its_light_panel_within_the_band():
    for languages in LANGUAGES:
        items = list(heads(languages=languages).draw(1, 3))
        (code,) = [item for item in items if isinstance(item, CodeBox)]
        band, panel = [extent(item) for item in items if isinstance(item, Shape)][:2]

        assert panel == pytest.approx((code.x, code.y, code.x + code.side, code.y + code.side))
        assert band[0] < panel[0]
        assert band[1] < panel[1]
        assert band[2] > panel[2]
        assert band[3] > panel[3]


def extent(shape):
    points = [
        (segment[at], segment[at + 1])
        for segment in shape.path
        for at in range(1, len(segment) - 1, 2)
    ]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def test_the_foot_has_the_shop_at_the_lines_begin_and_the_page_at_its_end():
    margin, width = PAPERS["A4"].margin, PAPERS["A4"].width
    latin = dict(boxes(heads().draw(2, 3)))
    arabic = dict(boxes(heads(languages=("ar",)).draw(2, 3)))

    told = next(text for text in latin if "98765-4321" in text)
    assert latin[told][0] == pytest.approx(margin, abs=0.5)
    assert latin["Página 2 de 3"][2] == pytest.approx(width - margin, abs=0.8)
    told = next(text for text in arabic if "98765-4321" in text)
    assert arabic[told][2] == pytest.approx(width - margin, abs=0.8)
    assert arabic["صفحة 2 من 3"][0] == pytest.approx(margin, abs=0.5)


def test_name_and_title_stand_above_each_other_in_the_band():
    made = dict(boxes(heads(note="Com impostos").draw(1, 3)))

    tops = [made[text][1] for text in ("Sol", "Lista de preços", "Com impostos")]
    assert tops == sorted(tops)
    assert made["Com impostos"][3] < PAPERS["A4"].margin + heads().height(1)
