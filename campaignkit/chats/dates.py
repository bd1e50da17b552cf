"""In which order do these dates say day, month and year? Told by all of them, or asked.

An export writes dates as its phone does, and says nowhere how: 3/4/25 is in March or in April. A
file tells it by itself where a number is above 12, or where only one order keeps the messages one
after the other in time. Where it does not, the reader asks; it never guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from campaignkit.chats import calendars

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
Numbers = tuple[int, int, int]
_TURNED_BACK = 0.02  # of the days may stand before their neighbour: clocks are set


@lru_cache(maxsize=65536)
def day_of(numbers: Numbers, order: Order) -> date | None:
    """Return a day, or None: there is no such day.

    >>> day_of((31, 12, 25), "dmy"), day_of((31, 12, 25), "mdy")
    (datetime.date(2025, 12, 31), None)
    """
    named = dict(zip(order, numbers, strict=True))
    return calendars.day(named["y"], named["m"], named["d"])


def orders(days: Sequence[Numbers]) -> tuple[Order, ...]:
    """Return the orders that days may have, given one after the other in time.

    >>> orders([(3, 4, 25), (13, 4, 25)]), orders([(3, 4, 25), (4, 4, 25)])
    (('dmy',), ('dmy', 'mdy'))
    """
    possible = _possible(days)
    if len(possible) < 2 or len(days) < 2:
        return tuple(possible)
    back = {order: _turns(days, order) for order in possible}
    least = min(back.values())
    allowed = max(least, int(len(days) * _TURNED_BACK))
    return tuple(order for order in possible if back[order] <= allowed)


def orders_in_table(days: Sequence[Numbers]) -> tuple[Order, ...]:
    """Return the orders that days of a table may have: it may be the newest first, or not sorted.

    >>> orders_in_table([(3, 4, 25), (9, 3, 25), (1, 2, 25)])
    ('dmy',)
    >>> orders_in_table([(3, 4, 25), (9, 1, 25), (1, 2, 25)])
    ('dmy', 'mdy')
    """
    possible = _possible(days)
    allowed = int(len(days) * _TURNED_BACK)
    sorted_by = [
        order
        for order in possible
        if min(_turns(days, order), _turns(days[::-1], order)) <= allowed
    ]
    return tuple(sorted_by or possible)


def _possible(days: Sequence[Numbers]) -> list[Order]:
    possible = [order for order in ORDERS if all(day_of(each, order) for each in days)]
    are_short = max(map(max, days), default=0) < 100
    if len(possible) > 1 and are_short and not _may_begin_with_years(days):
        possible = [order for order in possible if order != "ymd"]
    return possible


def _may_begin_with_years(days: Sequence[Numbers]) -> bool:
    """Say whether 26/12/31 may be of 2026: few phones (in Korean, Basque, Nepali) write it so.

    A year changes less often than a day.
    """
    first, last = (sum(day[at] != later[at] for day, later in pairwise(days)) for at in (0, 2))
    return first < last


def agreed(found: Iterable[tuple[Order, ...]]) -> tuple[Order, ...]:
    """Return the orders that all files of one phone may have; none: they are of several phones."""
    common = set(ORDERS)
    for each in found:
        common &= set(each)
    return tuple(order for order in ORDERS if order in common)


def same(days: Sequence[Numbers], possible: Sequence[Order]) -> bool:
    """Say whether it makes no difference which of the orders is right, as for 5/5/25."""
    first, *others = possible
    return all(day_of(each, first) == day_of(each, other) for each in days for other in others)


def _turns(days: Sequence[Numbers], order: Order) -> int:
    """Return how often a day stands before its neighbour."""
    made = [day_of(each, order) or date.min for each in days]
    return sum(later < earlier for earlier, later in pairwise(made))
