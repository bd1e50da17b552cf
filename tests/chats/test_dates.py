"""Day first or month first: told by the dates together, or asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.chats.dates import agreed, day_of, orders, same


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([(31, 12, 2025)], ("dmy",)),
        ([(12, 31, 25)], ("mdy",)),
        ([(2025, 3, 4)], ("ymd",)),
        ([(3, 4, 25)], ("dmy", "mdy")),
        ([(1, 2, 25), (1, 3, 25), (2, 1, 25)], ("mdy",)),  # 3 January comes before 2 January's twin
        ([(3, 4, 25), (4, 4, 25)], ("dmy", "mdy")),
        ([(31, 12, 2568)], ("dmy",)),
        ([(40, 40, 25)], ()),
        ([(26, 3, 15), (26, 3, 25), (26, 4, 1)], ("ymd",)),  # Korean
        ([(26, 3, 15), (26, 3, 25)], ("dmy", "ymd")),
        ([(15, 3, 26), (25, 3, 26), (1, 4, 26)], ("dmy",)),
    ],
)
def test_the_orders_that_some_days_may_have(days, expected):
    assert orders(days) == expected


@given(
    st.lists(st.integers(0, 5000), min_size=2, max_size=60, unique=True).map(sorted),
    st.sampled_from(["dmy", "mdy", "ymd"]),
)
def test_the_true_order_is_always_among_them(days, order):
    written = []
    for offset in days:
        day = date(2012, 1, 1) + timedelta(days=offset)
        named = {"d": day.day, "m": day.month, "y": day.year}
        written.append(tuple(named[part] for part in order))

    assert order in orders(written)


def test_a_day_that_is_the_same_either_way_is_not_asked_about():
    assert same([(5, 5, 25), (6, 6, 25)], ("dmy", "mdy"))
    assert not same([(5, 5, 25), (5, 6, 25)], ("dmy", "mdy"))


def test_files_of_one_phone_agree():
    assert agreed([("dmy", "mdy"), ("dmy",)]) == ("dmy",)
    assert agreed([("dmy",), ("mdy",)]) == ()


def test_a_thai_year_is_543_ahead():
    assert day_of((31, 12, 2568), "dmy") == date(2025, 12, 31)
