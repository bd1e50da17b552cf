from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import characters
from campaignkit.errors import BadInput


def test_every_script_and_emoji_may_stand_in_a_text():
    for text in (
        "Padaria São João",
        "नमस्ते क्\u200dष",
        "می\u200cخواهم",
        "\u2067שלום\u2069",
        "👩🏽\u200d🍳 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "Ⓡ co\xadoperate",
        "\U000f0000",
    ):
        assert characters.checked(text, key="text", empty=False) == text


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("Sol\x00", "text.control", r"name='Sol\\x00' has a control sign \(U\+0000\) at place 4"),
        ("\x1b[31mSol", "text.control", r"a control sign \(U\+001B\) at place 1"),
        ("Sol\x7f", "text.control", r"U\+007F"),
        ("Sol\x85", "text.control", r"U\+0085"),
        ("Sol\x0b", "text.control", r"U\+000B"),
        ("Sol \ud83d", "text.half", r"half a character \(U\+D83D\) at place 5: an emoji was cut"),
        ("Sol\ufffe", "text.noncharacter", r"U\+FFFE at place 4, which is no character"),
        ("Sol\U0010ffff", "text.noncharacter", r"U\+10FFFF"),
    ],
)
def test_signs_that_nothing_can_show_are_refused_with_their_place(text, rule, said):
    with pytest.raises(BadInput, match=said) as caught:
        characters.checked(text, key="name")

    assert caught.value.rule == rule
    assert characters.wrong(text) is not None


def test_line_ends_become_lf_or_a_space():
    assert characters.checked("a\r\nb\rc\u2028d\te", key="text") == "a\nb\nc\nd\te"
    assert characters.checked(" a\r\nb\tc\u2029 d ", key="name", one_line=True) == "a b c d"


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\xa0"])
def test_a_text_of_blanks_is_empty(text):
    with pytest.raises(BadInput, match="is empty") as caught:
        characters.checked(text, key="name", empty=False)

    assert caught.value.rule == "text.empty"


@pytest.mark.parametrize(
    "text", ["\u200b", "\u3164", "\u2800 \u2800", "\ufeff", "\xad", "\ufe0f\u200d", "\u202e\u2066"]
)
def test_a_text_that_nobody_can_see_is_no_text(text):
    with pytest.raises(BadInput, match=r"only signs that nobody can see \(U\+") as caught:
        characters.checked(text, key="name", empty=False)

    assert caught.value.rule == "text.invisible"
    assert not characters.visible(text)


@pytest.mark.parametrize("value", [None, 5, 2.5, ["Sol"], b"Sol"])
def test_what_is_no_text_is_named_by_its_type(value):
    with pytest.raises(BadInput, match="not text") as caught:
        characters.checked(value, key="name")

    assert caught.value.rule == "text.type"


def test_names_that_look_alike_are_one_without_what_nobody_sees():
    assert (
        characters.without_unseen("no\u200bme") == characters.without_unseen("\ufeffnome") == "nome"
    )


def test_the_rule_covers_every_code_point_of_its_categories():
    wrong = [code for code in range(sys.maxunicode + 1) if characters.wrong(chr(code))]

    controls = [code for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\t\n\r"]
    free = [code for code in range(sys.maxunicode + 1) if code & 0xFFFE == 0xFFFE]
    assert wrong == sorted([*controls, *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), *free])


def test_letters_digits_and_signs_of_every_script_can_be_seen():
    hidden = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code))[0] in "LNPS" and not characters.visible(chr(code))
    ]

    assert hidden == ["0x115f", "0x1160", "0x2800", "0x3164", "0xffa0"]


@given(st.text())
def test_a_text_is_kept_or_refused_and_kept_text_stays(text):
    try:
        kept = characters.checked(text, key="text")
    except BadInput:
        assert characters.wrong(text) is not None
    else:
        assert characters.wrong(kept) is None
        assert characters.checked(kept, key="text") == kept
