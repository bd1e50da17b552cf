"""Values that no customer should read: what a program or an unfilled table left behind."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from decimal import Decimal
from numbers import Number
from typing import Any
from uuid import UUID

from campaignkit.messaging.templates.money import Amount, Moment

UNFILLED = re.compile(r"\{\{|\}\}|\{%|%\}")
# As programs write that there is nothing. "Nan" and "Null" are names of people.
NOTHING = frozenset(
    ("None", "none", "nan", "NaN", "NULL", "null", "undefined", "NaT", "<NA>", "[object Object]")
)
_TABLE_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_UNSEEN = ("C", "Z", "M")  # Unicode categories of signs, spaces and marks without a letter
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters by name, and nothing to see
_TEXTS = (str, Number, datetime.date, datetime.time, UUID, Amount, Moment)


def is_missing(value: Any) -> bool:
    """Say whether a value is none: None, or a number that is no number.

    >>> is_missing(float("nan")), is_missing(0)
    (True, False)
    """
    if isinstance(value, Decimal):
        return value.is_nan()
    if isinstance(value, float | datetime.date):
        return value != value  # noqa: PLR0124 - so are numbers and times that are none
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def is_blank(text: str) -> bool:
    """Say whether there is nothing to see in a text.

    >>> is_blank("\u200b"), is_blank("-")
    (True, False)
    """
    return all(x in _BLANK or _is_unseen(unicodedata.category(x)) for x in text)


def _is_unseen(category: str) -> bool:
    return category[0] in _UNSEEN and category != "Cs"  # half a character is told as that


def fault(value: Any) -> tuple[str, dict[str, str]] | None:
    """Return the rule that a value breaks and the words of its sentence; None if it is well.

    >>> fault("{{ NOME }}"), fault([1])
    (('send.unfilled', {}), ('send.form', {'kind': 'a list'}))
    >>> fault("Ana"), fault(12)
    (None, None)
    """
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "send.form", {"kind": "true or false"}
    if not isinstance(value, _TEXTS):
        return "send.form", {"kind": _KINDS.get(type(value).__name__, "no text")}
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        return "send.word", {}
    return text_fault(value) if isinstance(value, str) else None


def text_fault(text: str) -> tuple[str, dict[str, str]] | None:
    """Return as `fault`, of a text."""
    if UNFILLED.search(text):
        return "send.unfilled", {}
    if text.strip() in NOTHING or _TABLE_ERROR.fullmatch(text.strip()):
        return "send.word", {}
    for place, sign in enumerate(text, 1):
        if "\ud800" <= sign <= "\udfff":
            said = f"half a character (U+{ord(sign):04X}) at place {place}"
            return "send.sign", {"sign": said}
        if unicodedata.category(sign) == "Cc" and sign not in "\n\r\t":
            return "send.sign", {"sign": f"the control sign U+{ord(sign):04X}"}
    return None


_KINDS = {
    **dict.fromkeys(("list", "tuple", "set", "frozenset"), "a list"),
    **dict.fromkeys(("dict", "Record", "Frozen"), "a mapping"),
    **dict.fromkeys(("bytes", "bytearray", "memoryview"), "bytes"),
}
