"""Things people read from left to right inside right-to-left text: numbers, addresses, codes.

By UAX #9 alone the groups of "+966 50 123 4567" change places in an Arabic sentence, "@sol" ends
in its own @, and the "R$" after an amount becomes "$R". Each such token is isolated (UAX #9, 2.4).
A spaced range ("10:00 – 22:00") and a lone number with its percent sign are left to the algorithm,
which has them right.
"""

from __future__ import annotations

import re
from functools import cache

_LATIN = r"A-Za-z0-9"
_NUMBER = r"\d++(?:[.,:/٫٬]\d++)*+"
# In order: what the author isolated already (left alone); addresses; handles; amounts; signs of
# currencies that stand after theirs; codes; numbers.
# Runs are possessive and none begins amid another, so that the time stays linear.
_TOKEN = rf"""
    (?P<own>[\u202a-\u202e\u2066-\u2068][^\u2069\u202c]{{0,500}}[\u2069\u202c])
    | (?<![\w@])(?:
        (?:https?://|www\.|mailto:|tel:)[!-~]*[{_LATIN}/]
      | (?<![._%+-])[{_LATIN}._%+-]++@[{_LATIN}-]+(?:\.[{_LATIN}-]+)*[{_LATIN}]
      | [@\#][{_LATIN}_](?:[{_LATIN}_.]*[{_LATIN}_])?
      | (?:[A-Z]{{0,3}}[$€£¥₹₦₪₫₽₺₩]|[A-Z]{{2,3}}(?=[ \u00a0]\d))[ \u00a0]?
        [-−]?\d[\d.,٫٬]*(?<=\d)(?!\w)
      | [A-Z]{{1,3}}[$€£¥₹₦₪₫₽₺₩](?!\w)
      | (?=[{_LATIN}])(?=[{_LATIN}._/:?=&\#%~-]*[A-Za-z])(?=[{_LATIN}]*[._/:?=&\#%~-])
        [{_LATIN}]+(?:[._/:?=&\#%~-]+[{_LATIN}]+)+/?
      | (?<!\d[.,:/٫٬])[+＋]?\(?{_NUMBER}\)?(?:[ \u00a0\u202f\-‑–]\(?{_NUMBER}\)?)+
      | [+−-]\d+(?:[.,٫٬]\d+)*
    )
    """


@cache
def _token() -> re.Pattern[str]:
    return re.compile(_TOKEN, re.VERBOSE)  # 10 ms, and most texts do without


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the tokens are that `isolate` wraps, as (start, end)."""
    return [match.span() for match in _token().finditer(text) if match["own"] is None]


def isolate(text: str) -> str:
    r"""Return `text` with each such token between U+2066 and U+2069.

    Shaping does this by itself; call it for text that leaves campaignkit, such as a chat message.

    >>> isolate("اتصل: +966 50 123 4567") == "اتصل: \u2066+966 50 123 4567\u2069"
    True
    >>> isolate("خصم 50%")
    'خصم 50%'
    """
    pieces, last = [], 0
    for start, end in spans(text):
        pieces += [text[last:start], "\u2066", text[start:end], "\u2069"]
        last = end
    return "".join((*pieces, text[last:]))
