from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.business import Business, Colors, colors, contrast, readable_on
from campaignkit.errors import BadInput, NotFound


def padaria(**facts):
    return Business("Padaria Sol", **{"phone": "(11) 98765-4321", "country": "BR", **facts})


def test_a_shop_is_read_from_what_its_owner_would_write():
    shop = padaria(language="pt-br", website="padariasol.com.br", hours=" 6h-20h ")

    assert shop.phone == "+5511987654321"
    assert shop.phone_display == "(11) 98765-4321"
    assert shop.language == "pt_BR"
    assert shop.currency == "BRL"
    assert shop.website == "https://padariasol.com.br"
    assert shop.hours == "6h-20h"


def test_a_shop_is_a_frozen_value_that_hashes_pickles_and_copies():
    shop = padaria(colors=["#7B2D26", "#F0C987"])

    assert pickle.loads(pickle.dumps(shop)) == shop
    assert {shop: 1}[padaria(colors={"primary": "7b2d26", "accent": "f0c987"})] == 1
    assert replace(shop, name="Padaria Lua").colors == shop.colors
    with pytest.raises(FrozenInstanceError):
        shop.name = "Other"


def test_facts_hold_what_was_given_and_nothing_else():
    facts = padaria(language="pt_BR", address="Rua das Flores, 12").facts()

    assert facts == {
        "shop": "Padaria Sol",
        "phone": "(11) 98765-4321",
        "phone_e164": "+5511987654321",
        "country": "BR",
        "currency": "BRL",
        "language": "pt_BR",
        "address": "Rua das Flores, 12",
    }


def test_everything_wrong_is_told_at_once():
    with pytest.raises(BadInput) as caught:
        Business(
            " ",
            phone="98765-4321",
            country="BR",
            language="portugese",
            colors=["red"],
            email="shop",
            website="not a site",
            hours="",
        )

    keys = [problem.where.key for problem in caught.value.problems]
    assert keys == ["phone", "name", "language", "colors", "website", "email", "hours"]
    assert "a number in Brazil has 10 or 11" in str(caught.value)


def test_a_country_may_be_given_by_its_name():
    assert padaria(country="Brasil").country == "BR"


def test_a_slip_in_a_country_is_refused_with_the_code_of_the_nearest():
    with pytest.raises(BadInput, match="Did you mean 'BR'"):
        padaria(country="Brazill")


def test_a_full_number_is_checked_even_where_the_country_is_wrong():
    with pytest.raises(BadInput) as caught:
        padaria(country="XX", phone="+999 1")

    assert [problem.where.key for problem in caught.value.problems] == ["country", "phone"]


def test_a_missing_logo_names_the_file_that_may_be_meant(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"")

    with pytest.raises(NotFound, match=r"Did you mean 'logo\.png'"):
        padaria(logo=tmp_path / "logo.pgn")
    assert padaria(logo=str(tmp_path / "logo.png")).logo == tmp_path / "logo.png"


def test_a_doubtful_phone_is_advised_not_refused():
    (problem,) = padaria(phone="11 00000-0000").advice()

    assert problem.rule == "phone.not-valid"


@given(st.integers(0, 0xFFFFFF))
def test_text_on_a_shops_colour_can_always_be_read(number):
    color = f"#{number:06X}"

    assert contrast(color, readable_on(color)) >= 4.5


def test_contrast_is_wcags():
    # WCAG 2.2, "Understanding 1.4.3": #767676 on white is the lightest grey that passes 4.5:1.
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (["#12345"], "primary='#12345' is not a colour"),
        ({"primry": "#000"}, "Did you mean 'primary'"),
        ({"primary": "#FFFFFF", "on_primary": "#EEEEEE"}, r"contrast of 1.2:1; text needs 3:1"),
        (["#000", "#111", "#222"], "give one or two colours"),
        (7, "give one or two colours"),
    ],
)
def test_colours_that_cannot_be_used_are_refused(value, says):
    with pytest.raises(BadInput, match=says):
        colors(value)


def test_colours_may_be_one_two_or_named():
    assert colors("#ABC").primary == "#AABBCC"
    assert colors(None) == Colors()
    assert colors({"accent": "#fff"}).on_accent == "#000000"


@pytest.mark.parametrize("key", ["name", "hours", "address", "website", "email"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Padaria\x00Sol", r"has a control sign \(U\+0000\) at place 8"),
        ("\x1b[31mPadaria", r"has a control sign \(U\+001B\)"),
        ("Padaria \ud83c", r"half a character"),
        ("\u200b\ufeff", r"only signs that nobody can see"),
    ],
)
def test_no_fact_holds_signs_that_nothing_can_show_or_that_nobody_sees(key, text, said):
    facts = {"name": "Padaria Sol", "phone": "(11) 98765-4321", "country": "BR", key: text}

    with pytest.raises(BadInput, match=f"{key}=.*{said}"):
        Business(facts.pop("name"), **facts)


def test_codes_in_a_colour_are_told_what_that_risks():
    colors = {"primary": "#0F4C5C", "code": "#0F4C5C"}
    shop = Business("Sol", phone="(11) 98765-4321", country="BR", colors=colors)

    (found,) = shop.advice()
    assert (found.rule, found.severity) == ("business.code-colour", "warning")
    assert "203 and 300 dpi" in found.message


@pytest.mark.parametrize("key", ["name", "hours", "address", "website", "email"])
@pytest.mark.parametrize("written", ["nan", "None", "NULL", "#N/A"])
def test_what_a_program_writes_for_nothing_says_nothing_of_a_shop(key, written):
    facts = {"name": "Sol", "phone": "(11) 98765-4321", "country": "BR", key: written}

    with pytest.raises(BadInput, match=f"{key}='{written}' is what programs write where nothing"):
        Business(facts.pop("name"), **facts)
