"""Where a line may end. A bar marks each opportunity."""

from __future__ import annotations

from itertools import pairwise

import pytest

from campaignkit.text.breaking import breaks


def marked(text: str, *, anywhere: bool = False) -> str:
    edges = [0, *breaks(text, anywhere=anywhere), len(text)]
    return "|".join(text[start:end] for start, end in pairwise(edges))


@pytest.mark.parametrize(
    "expected",
    [
        "Oi! |Vi |o |adesivo",
        "لا |إله |إلا |الله",
        "zum |E-|Mail-|Postfach",
        "sim/|não  |talvez",
        "já—|agora",
        "preço: |-5 – |10 kg",
        "São |João — |você",
        "Quoi ? |Non !",
        "R$\u00a019,90 |só |hoje",
        "long\u200b|word",
        "Pix · |cartão • |dinheiro",
        "wa.me/|5511987654321?|text=Ola",
        "word",
        " ",
        "",
    ],
)
def test_lines_break_after_spaces_and_inside_compounds(expected: str) -> None:
    assert marked(expected.replace("|", "")) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "简|体|中|文，|欢|迎|光|临！",
        "（你|好）|Hello|世|界 |ok",
        "カ|タ|カ|ナー、|ひ|ら|が|な。",
        "全|品|「半|額」|で|す",
        "한국어 |문장",
    ],
)
def test_han_and_kana_break_everywhere_but_before_closing_and_after_opening_signs(
    expected: str,
) -> None:
    assert marked(expected.replace("|", "")) == expected


@pytest.mark.parametrize(
    "expected",
    ["Ligue |+55 11 98765-4321 |agora", "das |10:00-22:00", "em |2025-05-12", "por |R$ 19,90 |só"],
)
def test_a_number_stays_whole(expected: str) -> None:
    assert marked(expected.replace("|", "")) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "Farinha |de |trigo |500 g",
        "Farinha |500 g · |100 %",
        "सामग्री: |500 ग्राम |आटा",
        "الوزن: |٥٠٠ جم |فقط",
        "Vinho |tinto |750 ml |seco",
        "aberto |24 h |por |dia",
        "Mesa |12 |perto |da |porta",
        "Compre |2 |leve |3 |golas",
    ],
)
def test_a_number_and_its_unit_stay_together(expected: str) -> None:
    assert marked(expected.replace("|", "")) == expected


def test_in_need_a_number_parts_from_its_unit() -> None:
    assert marked("Farinha 500 g", anywhere=True) == "Farinha |500 |g"


def test_in_need_a_number_breaks_at_its_spaces_and_thai_between_clusters() -> None:
    assert marked("+55 11 98765", anywhere=True) == "+55 |11 |98765"
    assert marked("ภาษาไทย น้ำ") == "ภาษาไทย |น้ำ"
    assert marked("ไทย น้ำ", anywhere=True) == "ไ|ท|ย |น้|ำ"


def test_the_dash_of_a_span_ends_a_line_in_need_alone() -> None:
    assert breaks("السبت–الخميس ٨–٢٢") == [13]
    assert breaks("Mon–Fri 7–18", anywhere=True) == [4, 8, 10]


def test_a_latin_word_never_breaks_inside() -> None:
    assert marked("Supercalifragilistic", anywhere=True) == "Supercalifragilistic"
