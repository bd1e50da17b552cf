"""Days that phones write in other calendars: of Iran and Afghanistan, of Saudi Arabia, of Thailand.

Which calendar a year is of is told by the year itself: a phone exports no chats of before 2009, so
1388 to 1429 are Persian, 1430 on are Hijri (Umm al-Qura), 2400 on are Thai.
"""

from __future__ import annotations

from datetime import date, timedelta

_FIRST, _LAST = 2009, 2099  # years of WhatsApp
_THAI = 543  # years ahead
_THAI_FROM = 2400
_PERSIAN = range(1388, 1430)
_NOWRUZ = date(2009, 3, 21)  # 1 Farvardin 1388
_LEAP = {1, 5, 9, 13, 17, 22, 26, 30}  # of 33 years; so they fall until 2077 at least
# Umm al-Qura has no rule: which months have 30 days, from the first bit on, of each year from 1430.
# Source: ICU's table, and R. H. van Gent's, "The Umm al-Qura Calendar of Saudi Arabia", where they
# agree, which is until 1450 (May 2029).
_HIJRI_YEAR = date(2008, 12, 29)  # 1 Muharram 1430
_LONG_MONTHS = (
    *(2726, 2390, 686, 1389, 874, 2901, 2730, 2381, 1181, 2397, 698, 1461, 1450, 3413),
    *(2714, 2350, 622, 1373, 2778, 1748, 1701),
)
_HIJRI = range(1430, 1430 + len(_LONG_MONTHS))


def day(year: int, month: int, number: int) -> date | None:
    """Return a day of 2009 to 2099, or None: there is no such day, or it is of no known calendar.

    year: whole, or its last two digits.

    >>> day(26, 3, 5), day(2569, 3, 5), day(1404, 12, 14), day(1447, 9, 16), day(1404, 12, 31)
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5), datetime.date(2026, 3, 5), \
datetime.date(2026, 3, 5), None)
    """
    if year in _PERSIAN:
        return _persian(year, month, number)
    if year in _HIJRI:
        return _hijri(year, month, number)
    if year < 100:
        year += 2000
    elif year >= _THAI_FROM:
        year -= _THAI
    try:
        return date(year, month, number) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None


def _persian(year: int, month: int, number: int) -> date | None:
    lengths = [31] * 6 + [30] * 5 + [29 + _is_leap(year)]
    whole = sum(365 + _is_leap(each) for each in range(_PERSIAN[0], year))
    return _counted(_NOWRUZ + timedelta(whole), lengths, month, number)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP


def _hijri(year: int, month: int, number: int) -> date | None:
    lengths = [_months(each) for each in range(_HIJRI[0], year + 1)]
    begins = _HIJRI_YEAR + timedelta(sum(map(sum, lengths[:-1])))
    return _counted(begins, lengths[-1], month, number)


def _months(year: int) -> list[int]:
    long = _LONG_MONTHS[year - _HIJRI[0]]
    return [29 + (long >> month & 1) for month in range(12)]


def _counted(begins: date, lengths: list[int], month: int, number: int) -> date | None:
    """Return a day of a year that begins then, whose months are so long."""
    if not 1 <= month <= len(lengths) or not 1 <= number <= lengths[month - 1]:
        return None
    return begins + timedelta(sum(lengths[: month - 1]) + number - 1)
