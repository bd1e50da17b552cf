"""Numbers that a country has renumbered since people wrote them down, and what they are now.

Old cards, signs and tables hold the old form for years; it reaches nobody, or somebody else.
A new number is given only where libphonenumber knows its range. Sources: the notices of the
countries' regulators as collected in ITU-T's Operational Bulletins; Meta's and WhatsApp's pages
for Argentina, Brazil and Mexico.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Renumbering(NamedTuple):
    """One renumbering: the old national number (without trunk 0), the new one, and since when."""

    old: str
    new: str
    since: str


# By calling code. Where several patterns fit, each is tried: the known range decides.
CHANGES: dict[int, tuple[Renumbering, ...]] = {
    # Mobiles took a 9 after the area code, area by area from 2012 to 2016.
    55: (Renumbering(r"([1-9]{2})([6-9][0-9]{7})", r"\g<1>9\2", "November 2016"),),
    56: (
        Renumbering(r"([4-9][0-9]{7})", r"9\1", "2013"),
        Renumbering(r"2([2-9][0-9]{6})", r"22\1", "2013"),
    ),
    57: (Renumbering(r"([124-8][2-8][0-9]{6})", r"60\1", "1 September 2021"),),
    84: (  # Viet Nam: eleven-digit mobiles to ten
        *(
            Renumbering(f"{old}([0-9]{{7}})", rf"{new}\1", "15 September 2018")
            for old, new in (
                *(("120", "70"), ("121", "79"), ("122", "77"), ("126", "76"), ("128", "78")),
                *(("123", "83"), ("124", "84"), ("125", "85"), ("127", "81"), ("129", "82")),
                *(("186", "56"), ("188", "58"), ("199", "59")),
                *((f"16{digit}", f"3{digit}") for digit in range(2, 10)),
            )
        ),
    ),
    225: (  # by the second digit: the operator
        Renumbering(r"([04-9][0-3][0-9]{6})", r"01\1", "31 January 2021"),
        Renumbering(r"([04-9][4-6][0-9]{6})", r"05\1", "31 January 2021"),
        Renumbering(r"([04-9][7-9][0-9]{6})", r"07\1", "31 January 2021"),
        *(
            Renumbering(r"([23][0-9]{7})", rf"{head}\1", "31 January 2021")
            for head in ("27", "25", "21")
        ),
    ),
    229: (Renumbering(r"([24-9][0-9]{7})", r"01\1", "30 November 2024"),),
    230: (Renumbering(r"([4789][0-9]{6})", r"5\1", "1 September 2013"),),
    237: (
        Renumbering(r"([5-9][0-9]{7})", r"6\1", "21 November 2014"),
        Renumbering(r"([23][0-9]{7})", r"2\1", "21 November 2014"),
    ),
    241: (
        *(
            Renumbering(rf"0?{old}([0-9]{{6}})", rf"{new}\1", "29 June 2019")
            for old, new in (("2", "62"), ("4", "74"), ("5", "65"), ("6", "66"), ("7", "77"))
        ),
    ),
    593: (Renumbering(r"([89][0-9]{7})", r"9\1", "30 September 2012"),),
    974: (Renumbering(r"([3-7])([0-9]{6})", r"\1\1\2", "28 July 2010"),),
}

# What was dialled before a national number, and is no longer: Mexico's 01, 044 and 045.
DROPPED: dict[int, Renumbering] = {
    52: Renumbering(r"0?(?:1|44|45)(?=[0-9]{10}$)", "", "3 August 2019"),
}

_ARGENTINA = 54
# A mobile as it is dialled from the same town: 15 and 6 to 8 digits, no area code.
_BARE_FIFTEEN = re.compile(r"9?0?15([0-9]{6,8})")


def candidates(calling_code: int, national: str) -> list[tuple[str, str]]:
    """Return what an old national number may be now, and since when.

    >>> candidates(229, "97123456")
    [('0197123456', '30 November 2024')]
    """
    return [
        (found.expand(change.new), change.since)
        for change in CHANGES.get(calling_code, ())
        if (found := re.fullmatch(change.old, national))
    ]


def without_dropped(calling_code: int, national: str) -> str:
    """Return a national number without what is no longer dialled before it.

    >>> without_dropped(52, "0445512345678"), without_dropped(52, "5512345678")
    ('5512345678', '5512345678')
    """
    change = DROPPED.get(calling_code)
    return national if change is None else re.sub(f"^{change.old}", "", national)


def bare_fifteen(calling_code: int, national: str) -> str | None:
    """Return the digits after Argentina's 15 where the area code is missing; None: it is not so.

    >>> bare_fifteen(54, "1523456789"), bare_fifteen(54, "91123456789")
    ('23456789', None)
    """
    found = _BARE_FIFTEEN.fullmatch(national) if calling_code == _ARGENTINA else None
    return found[1] if found else None


def without_fifteen(calling_code: int, national: str) -> list[str]:
    """Return what an Argentine mobile with both the 9 and the 15 is, for each area length.

    >>> without_fifteen(54, "9111523456789")
    ['91123456789']
    """
    if calling_code != _ARGENTINA or not re.fullmatch("9[0-9]{12}", national):
        return []
    made = []
    for area in (2, 3, 4):
        head, mark, rest = (
            national[1 : 1 + area],
            national[1 + area : 3 + area],
            national[3 + area :],
        )
        if mark == "15":
            made.append(f"9{head}{rest}")
    return made
