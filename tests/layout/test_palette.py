from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.business import Business, contrast
from campaignkit.errors import BadInput
from campaignkit.layout.palette import lookup, palette


def shop(colors: object = None) -> Business:
    return Business("Sol", phone="+5511987654321", country="BR", colors=colors)  # type: ignore[arg-type]


def test_a_code_is_black_unless_the_shop_asks_for_a_colour():
    assert palette(shop("#0F4C5C"))["code"] == "#000000"
    assert palette(shop({"primary": "#0F4C5C", "code": "#0F4C5C"}))["code"] == "#0F4C5C"


def test_words_on_paper_take_the_first_colour_only_where_they_can_be_read():
    assert palette(shop("#0F4C5C"))["strong"] == "#0F4C5C"
    assert palette(shop("#FFD600"))["strong"] == "#1A1A1A"


def test_a_shop_of_one_colour_gets_a_shade_of_it_for_accent():
    named = palette(shop("#FFD600"))

    assert named["accent"] == named["deep"] == "#B89A00"
    assert palette(shop(["#FFD600", "#336699"]))["accent"] == "#336699"


def test_nearly_black_has_a_lighter_shade():
    assert palette(shop("#000000"))["deep"] == "#474747"


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_makes_readable_pairs(number):
    named = palette(shop(f"#{number:06X}"))

    assert contrast(named["on_primary"], named["primary"]) >= 4.5
    assert contrast(named["on_accent"], named["accent"]) >= 4.5
    assert contrast(named["strong"], named["paper"]) >= 4.5
    assert contrast(named["code"], named["paper"]) >= 4.5
    assert contrast(named["ink"], named["tint"]) >= 4.5
    assert contrast(named["deep"], named["primary"]) >= 1.25


def test_an_unknown_colour_is_told_with_its_nearest():
    with pytest.raises(BadInput, match=r"'primry' is neither .* Did you mean 'primary'"):
        lookup("primry", palette(shop()))
