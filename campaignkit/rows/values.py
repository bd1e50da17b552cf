"""One cell: what tables call missing becomes None, and numpy's scalars become Python's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from campaignkit.errors import BadInput, TooBig

MOST_EXACT = 1e15  # every whole number below it is exact in a float, with all its digits
_MOST_COLUMNS = 16_384  # of a spreadsheet
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_UNSEEN_BUT_JOINERS = {sign: None for sign in _UNSEEN if sign not in (0x200C, 0x200D)}
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\U0001f000-\U0001faff]")
PLAIN = frozenset({str, int, bool, type(None)})  # types of cells that stay as they are


def clean(value: Any) -> Any:
    """Return a cell's plain value. Text is never read as a number; a whole float is an integer.

    >>> clean("00123"), clean(float("nan")), clean(1711234567.0), clean(2.5)
    ('00123', None, 1711234567, 2.5)
    """
    if type(value) in PLAIN:
        return value
    try:
        if value != value:  # nan of any kind, NaT  # noqa: PLR0124
            return None
    except (TypeError, ValueError, ArithmeticError):  # pandas.NA; an array; a signalling NaN
        return value if hasattr(value, "shape") else None
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    plain = value.item() if getattr(value, "shape", None) == () else value
    return whole(plain) if type(plain) is float else plain


def whole(value: float) -> int | float:
    """Return the integer that a table made a float: a column with a gap, a spreadsheet's number.

    >>> whole(1711234567.0), whole(12.5), whole(1e300)
    (1711234567, 12.5, 1e+300)
    """
    return int(value) if -MOST_EXACT < value < MOST_EXACT and value.is_integer() else value


def named(header: list[str], place: str) -> tuple[str, ...]:
    """Return column names, stripped; a column without name is called by its place, "column_3".

    Raises:
        BadInput: a name stands twice, or there is none at all.

    >>> named(["name", " price ", "", "x", ""], "a.csv")
    ('name', 'price', 'column_3', 'x')
    """
    names = [seen(text) for text in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise BadInput(
            f"{place} has no header. Name the columns in its first line.", rule="table.no-header"
        )
    if len(names) > _MOST_COLUMNS:
        raise TooBig(
            f"{place} has {len(names):,} columns; a table may have {_MOST_COLUMNS:,}. Is the first "
            "line the header, and is the delimiter right?",
            rule="table.columns",
            columns=len(names),
            limit=_MOST_COLUMNS,
        )
    names = [name or f"column_{at}" for at, name in enumerate(names, 1)]
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise BadInput(
            f"{place} has two columns called {', '.join(twice)}. Rename one of them.",
            rule="table.column-twice",
            columns=twice,
        )
    return tuple(names)


def seen(name: str) -> str:
    """Return a column's name as people see it: composed (NFC), without signs of no width.

    Joiners between letters stay where a script needs them, within Arabic and Indic words.

    >>> seen("\ufeff\ufeffnome "), seen("prec\u0327o") == "pre\u00e7o", seen("na\u200bme")
    ('nome', True, 'name')
    """
    if name.isascii():
        return name.strip()
    dropped = name.translate(_UNSEEN if not _JOINED.search(name) else _UNSEEN_BUT_JOINERS)
    return unicodedata.normalize("NFC", dropped).strip()
