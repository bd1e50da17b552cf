"""Lengths in designs are numbers of mm or small sums, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.errors import BadInput
from campaignkit.layout.length_formulas import measure

NAMES = {"w": 60.0, "h": 40.0, "code": 30.0}


@pytest.mark.parametrize(
    ("value", "mm"),
    [
        (2, 2),
        (2.5, 2.5),
        ("3", 3),
        ("50%", 30),
        ("50% - 2", 28),
        ("100%-4.5", 55.5),
        ("w - code - 2", 28),
        ("min(w, h) / 2", 20),
        ("max(1, h * 0.1, 3)", 4),
        ("-2", -2),
        ("(w - h) / 4", 5),
    ],
)
def test_a_length_is_a_number_or_a_sum(value: float | str, mm: float) -> None:
    assert measure(value, NAMES, axis=60.0) == pytest.approx(mm)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("cod", r"names 'cod', which is no length here. Did you mean 'code'"),
        ("w +", r"length 'w \+' cannot be read"),
        ("", r"cannot be read"),
        ("w / 0", r"divides by zero"),
        ("w ** 9999999", r"may only add, subtract, multiply, divide"),
        ("__import__('os').system('true')", r"may only"),
        ("open(1, 2)", r"may only"),
        ("'a' * 9", r"may only"),
        ("True", r"may only"),
        ("min(w)", r"may only"),
        ("[1][0]", r"may only"),
        ("(" * 900, r"cannot be read"),
    ],
)
def test_anything_else_is_refused(value: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        measure(value, NAMES, axis=60.0)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (float("nan"), r"length nan is nan mm; a length is a number of at most 10,000 mm"),
        (float("inf"), r"length inf is inf mm"),
        (10**400, r"length of hundreds of digits is inf mm"),
        ("1" + "0" * 400, r"length '1000.*… is inf mm"),
        ("1e999 - 1e999", r"is nan mm"),
        ("w * 1e6", r"is 6e\+07 mm; a length is a number of at most 10,000 mm"),
        (-10_001, r"length -10001 is -10001 mm"),
        ("+".join("1" * 900), r"has 1,799 characters; at most 1,000. Give parts of it names"),
        ("-" * 201 + "1", r"has 201 terms; at most 200"),
        ("9" * 5000, r"has 5,000 characters"),
        ("min(1," * 150 + "1" + ")" * 150, r"has 1,051 characters"),
    ],
)
def test_what_is_no_length_on_paper_is_refused(value: float | str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        measure(value, NAMES, axis=60.0)


@given(st.text(alphabet="0123456789.+-*/()%wheminax, ", max_size=60))
def test_any_text_is_a_length_or_refused_in_words(text: str) -> None:
    try:
        found = measure(text, NAMES, axis=60.0)
    except BadInput:
        return

    assert abs(found) <= 10_000
