"""Days of other calendars: those of Iran, Saudi Arabia and Thailand, as ICU has them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from campaignkit.chats import calendars


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # Persian, as Intl.DateTimeFormat(…-ca-persian) of Chromium has them
        *[((1388, 1, 1), date(2009, 3, 21)), ((1399, 12, 30), date(2021, 3, 20))],
        *[((1403, 12, 30), date(2025, 3, 20)), ((1404, 1, 1), date(2025, 3, 21))],
        *[((1404, 12, 29), date(2026, 3, 20)), ((1429, 6, 31), date(2050, 9, 22))],
        # Umm al-Qura, likewise, and as the list of van Gent
        *[((1430, 1, 1), date(2008, 12, 29)), ((1447, 1, 1), date(2025, 6, 26))],
        *[((1447, 9, 1), date(2026, 2, 18)), ((1447, 10, 1), date(2026, 3, 20))],
        *[((1448, 1, 1), date(2026, 6, 16)), ((1450, 12, 29), date(2029, 5, 13))],
        *[((2569, 12, 31), date(2026, 12, 31)), ((26, 12, 31), date(2026, 12, 31))],
    ],
)
def test_a_year_tells_its_calendar(written, meant):
    assert calendars.day(*written) == meant


@pytest.mark.parametrize(
    "written",
    [
        *[(1404, 12, 30), (1404, 7, 31), (1404, 13, 1), (1404, 0, 1), (1447, 9, 31), (1447, 1, 0)],
        *[(1470, 1, 1), (115, 3, 15), (2008, 12, 31), (2100, 1, 1), (2026, 2, 29)],
    ],
)
def test_there_is_no_such_day(written):
    assert calendars.day(*written) is None


@pytest.mark.parametrize("years", [range(1388, 1430), range(1430, 1451)])
def test_days_follow_each_other_without_a_gap(years):
    made = [calendars.day(y, m, d) for y in years for m in range(1, 13) for d in range(1, 32)]
    days = [each for each in made if each is not None]

    assert all(later - day == timedelta(1) for day, later in pairwise(days))
