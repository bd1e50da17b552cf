"""What opens rows is a value: the same call of the same things is the same, and nothing else is."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from campaignkit.rows.opening import Opening


def lines(*given):
    yield from given


def others(*given):
    yield from reversed(given)


def test_called_it_opens_the_rows_anew():
    opening = Opening(lines, (1, 2))

    assert list(opening()) == [1, 2]
    assert list(opening()) == [1, 2]


@pytest.mark.parametrize(
    "given", [("a.csv", 1), (Path("a.csv"), None), ((1, "b"), [3])], ids=["text", "path", "nested"]
)
def test_the_same_call_of_equal_things_is_the_same(given):
    one, other = Opening(lines, given), pickle.loads(pickle.dumps(Opening(lines, given)))

    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    "other",
    [
        Opening(lines, ("a.csv", 2)),
        Opening(lines, ("a.csv", 0)),
        Opening(lines, ("b.csv", 1)),
        Opening(lines, ("A.csv", 1)),
        Opening(lines, ("a.csv",)),
        Opening(lines, ("a.csv", 1, None)),
        Opening(lines, ("a.csv", True)),
        Opening(lines, (Path("a.csv"), 1)),
        Opening(others, ("a.csv", 1)),
        "a.csv",
    ],
)
def test_whatever_differs_is_another(other):
    one = Opening(lines, ("a.csv", 1))

    assert one != other
    assert other != one


def test_what_cannot_be_compared_is_only_the_same_as_itself():
    table = np.zeros(3)

    assert Opening(lines, (table,)) == Opening(lines, (table,))
    assert Opening(lines, (table,)) != Opening(lines, (np.zeros(3),))
    assert Opening(lines, ([table],)) != Opening(lines, ([np.zeros(3)],))
