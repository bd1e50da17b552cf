"""References: sound, unlike, the same on every machine, and mended after one slip of the thumb."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.tracking import references
from campaignkit.tracking.references import ALPHABET, folded, is_sound, reference, repairs

KEYS = st.text(min_size=0, max_size=30)


@given(KEYS, KEYS, st.integers(1, 10_000))
def test_every_reference_is_sound_and_begins_with_a_letter(campaign, key, copy):
    code = reference(campaign, key, copy).code

    assert is_sound(code)
    assert code[0].isalpha()
    assert any(sign.isdigit() for sign in code)


def test_a_reference_is_the_same_on_every_machine():
    assert str(reference("spring", "17")) == "K4K6-RD2H"
    assert str(reference("spring", "17", secret="ours")) != str(reference("spring", "17"))


def test_ten_thousand_pieces_have_ten_thousand_references():
    codes: set[str] = set()
    for key in range(10_000):
        codes.add(reference("spring", str(key), taken=codes).code)

    assert len(codes) == 10_000


@given(KEYS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found_and_put_right_alone(key, at, sign):
    code = reference("spring", key).code
    wrong = code[:at] + sign + code[at + 1 :]

    assert code in repairs(wrong)
    if wrong != code:
        assert not is_sound(wrong)
        assert list(repairs(wrong))[:1] == [code] or code in list(repairs(wrong))


@given(KEYS, st.integers(0, 6))
def test_exchanged_neighbours_are_found(key, at):
    code = reference("spring", key).code
    wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]

    assert wrong == code or not is_sound(wrong)
    assert code in repairs(wrong)


@given(KEYS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_a_missing_sign_and_one_too_many_are_put_right(key, at, sign):
    code = reference("spring", key).code

    assert code in repairs(code[:at] + code[at + 1 :])
    assert code in repairs(code[:at] + sign + code[at:])


@pytest.mark.parametrize("typed", ["k4k6-rd2h", "K4K6 RD2H", "K٤K٦-RD٢H", "k۴k۶rd۲h", "k४k६‑rd२h"])
def test_small_letters_and_other_digits_are_the_same_sign(typed):
    assert folded(typed) == "K4K6RD2H"


def test_no_two_signs_look_alike():
    twins = ("0O", "1IL", "2Z", "5S", "8B", "6G", "UV", "DQ")

    assert len(ALPHABET) == references.PRIME == 23
    assert all(sum(sign in ALPHABET for sign in pair) <= 1 for pair in twins)


def test_a_reference_within_arabic_is_one_run_from_left_to_right():
    from campaignkit.text.bidi import levels

    chance = random.Random(7)
    for _ in range(200):
        text = f"مرحبا (رمز {reference('spring', str(chance.random()))})"
        start = text.index("رمز") + 4

        assert set(levels(text, "rtl")[start : start + 9]) == {2}
