"""Text in, the moment it says out. Days in figures are read in one order, which is never guessed.

04/03/2026 is in March or in April. A table tells it by itself where one of its days has a number
above 12; where none has, the reader asks, once.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from campaignkit.chats.dates import Numbers, Order, day_of, same

Dates = Literal["day-first", "month-first"]
ORDERS: dict[Dates, Order] = {"day-first": "dmy", "month-first": "mdy"}
_WRITTEN = re.compile(
    r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,?[ T]+(\d{1,2}:\d{2}(?::\d{2})?))?\s*"
)


class Figures(NamedTuple):
    """A day in three numbers as they are written, and the time of day behind it."""

    numbers: Numbers
    time: str


def figures(value: Any) -> Figures | None:
    """Return a day that is written in figures, None where it is not, or is year first.

    >>> figures("04/03/2026 9:30"), figures("2026-03-04")
    (Figures(numbers=(4, 3, 2026), time='9:30'), None)
    """
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    first, _sign, second, year, time = found.groups()
    return Figures((int(first), int(second), int(year)), time or "")


def orders(values: Iterable[Any]) -> tuple[Dates, ...]:
    """Return in which orders the days of a table may be written; one, if it makes no difference.

    >>> orders(["04/03/2026", "13/03/2026"]), orders(["04/03/2026"]), orders(["05/05/2026"])
    (('day-first',), ('day-first', 'month-first'), ('day-first',))
    """
    days = sorted({found.numbers for value in values if (found := figures(value)) is not None})
    possible = [name for name, order in ORDERS.items() if all(day_of(each, order) for each in days)]
    if len(possible) > 1 and same(days, [ORDERS[name] for name in possible]):
        return (possible[0],)
    return tuple(possible)


def moment_of(value: Any, dates: Dates | None = None) -> datetime.datetime | None:
    """Return a time with a zone; a day is its beginning, one without a zone is UTC.

    dates: how days in figures are written; None: they are not read.

    >>> moment_of("2026-03-04").isoformat(), moment_of("04/03/2026")
    ('2026-03-04T00:00:00+00:00', None)
    >>> moment_of("04/03/2026 9:30", "day-first").isoformat()
    '2026-03-04T09:30:00+00:00'
    """
    if isinstance(value, str):
        value = _read(value, dates)
    if isinstance(value, datetime.datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=datetime.UTC)
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day, tzinfo=datetime.UTC)
    return None


def _read(text: str, dates: Dates | None) -> datetime.datetime | None:
    found = figures(text)
    if found is not None:
        day = None if dates is None else day_of(found.numbers, ORDERS[dates])
        time = found.time if found.time.find(":") != 1 else f"0{found.time}"
        text = "" if day is None else f"{day.isoformat()}T{time or '00:00'}"
    try:
        return datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
