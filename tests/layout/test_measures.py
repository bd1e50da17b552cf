"""Lengths in designs are numbers of mm or small sums, and nothing else."""

import pytest

from campaignkit.errors import BadInput
from campaignkit.layout.measures import measure

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
        ("(" * 5000, r"cannot be read"),
    ],
)
def test_anything_else_is_refused(value: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        measure(value, NAMES, axis=60.0)
