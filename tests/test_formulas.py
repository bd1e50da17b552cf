"""Cells no spreadsheet runs: `guarded()` and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaignkit.formulas import guarded


@pytest.mark.parametrize(
    "text",
    [
        "+5511987654321",
        "+55 (11) 98765-4321",
        "-3",
        "-12.50",
        "- 5",
        "Oi! Vi o adesivo; quero um",
        "https://wa.me/5511987654321?text=Oi",
        "pão; -5; +55 11",
        "Hoje temos:\n- pão\n- bolo (2 tipos)\n+ café",
        "a=b",
        "ana@example.com",
        "",
    ],
)
def test_what_is_no_formula_is_left_alone(text):
    assert guarded(text) == (text, False)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+cmd|x", "'-2+cmd|x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        (" =1", "' =1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff20SUM(1)", "'\uff20SUM(1)"),
        ("x;=cmd|' /C calc'!A0;y", "x;'=cmd|' /C calc'!A0;y"),
        ("x; \t@a", "x; \t'@a"),
        ("x;\uff0bcmd", "x;'\uff0bcmd"),
        ("a\n=HYPERLINK(1)", "a\n'=HYPERLINK(1)"),
        ("a\n- HYPERLINK(1)", "a\n'- HYPERLINK(1)"),
        ("a\r\n+cmd|1", "a\r\n'+cmd|1"),
    ],
)
def test_a_formula_gets_an_apostrophe_and_is_told(text, safe):
    assert guarded(text) == (safe, True)


def test_what_is_no_text_is_left_alone():
    assert [guarded(value) for value in (-3, None, 1.5)] == [
        (-3, False),
        (None, False),
        (1.5, False),
    ]


@example(";=")
@given(st.text(alphabet="=+-@;\t\r\n ab1(|'\uff1d", max_size=20))
def test_no_piece_of_a_guarded_text_begins_with_an_equals_sign(text):
    made = str(guarded(text).value)

    pieces = made.replace("\t", ";").replace("\n", ";").replace("\r", ";").split(";")
    assert not any(piece.strip().startswith(("=", "@", "\uff1d")) for piece in pieces)


@given(st.text(max_size=40))
def test_taking_the_apostrophes_away_gives_the_text_back(text):
    made = str(guarded(text).value)

    assert made.replace("'", "") == text.replace("'", "")
