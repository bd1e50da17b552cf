"""What may be printed, how much work a text may take, and what is said when a fact is missing.

Work is counted in units of about a microsecond. The count belongs to one rendering: it is set
when that begins, and every loop, filter, test, comparison, call and operator of a template draws
on it: for the size of what it takes before it runs, for the size of what it gives afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from datetime import datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from campaignkit.errors import BadInput

LONGEST = 70_000  # characters; a consumer's message takes 65,536
WORK = 1_000_000
MOST_BITS = 4096  # of a whole number: 1,233 digits
_SIGNS_A_UNIT = 64  # copied
_WEIGHED_SIGNS = 8  # looked at one by one, as a search or a change of case does
_DEEPEST = 4  # lists within lists of a fact that are looked into

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)

TABLE_GAP = (
    "\u2003"  # in a row of a table: a column of texts sets what is before and after it apart
)


class TooMuch(BadInput):
    """The text would be too long, or take too long."""


class Unprintable(BadInput):
    """A value that has no text."""


class MissingFact(Exception):
    """A name that is not among the facts; or, with `known`, not in the value called `owner`."""

    def __init__(
        self,
        name: str,
        *,
        line: int | None = None,
        owner: str = "",
        known: Iterable[str] | None = None,
    ) -> None:
        super().__init__(name)
        self.name = name
        self.line = line
        self.owner = owner
        self.known = None if known is None else list(known)


class EmptyFact(Exception):
    """A text prints a cell that is there and holds nothing. name: of its column."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.line: int | None = None


class Empty:
    """A cell that is there and holds nothing: it may be asked about, never printed.

    It is false, equals "" and None, has no parts, and stays itself under filters and methods;
    `default`, `or` and `if` say what stands in its place.

    >>> bool(Empty("who")), Empty("who") == "", list(Empty("who"))
    (False, True, [])
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is None or other == "" or isinstance(other, Empty)

    def __hash__(self) -> int:
        return hash("")

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __contains__(self, _item: object) -> bool:
        return False

    def __getitem__(self, _key: object) -> Empty:
        return self

    def __getattr__(self, name: str) -> Empty:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __repr__(self) -> str:
        return f"<the empty cell of {self.name!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Empty, (self.name,)

    def _used(self, *_others: object) -> Any:
        raise EmptyFact(self.name)

    __str__ = __format__ = __int__ = __float__ = __index__ = __lt__ = __le__ = __gt__ = __ge__ = (
        _used
    )
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _used
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __pow__ = __rpow__ = _used
    __neg__ = __pos__ = __abs__ = __round__ = _used


# Signs that print nothing; people and web pages leave them in cells, and name themselves by them.
_UNSEEN = " \t\n\r\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\u2800\u3164\ufeff"


def is_empty(value: object) -> bool:
    """Say whether a cell holds nothing: None, no letter, or blanks alone. Zero is a value.

    >>> is_empty(None), is_empty(" \\t"), is_empty(0), is_empty(False)
    (True, True, False, False)
    >>> is_empty("\\u200b"), is_empty("\\u2800 ")
    (True, True)
    """
    if isinstance(value, str):
        return not value or value.isspace() or not value.strip(_UNSEEN)
    return value is None or isinstance(value, Empty)


def marked(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row for templates: its empty cells, and those of mappings and lists in it, marked.

    >>> marked({"who": " ", "table": 0})
    {'who': <the empty cell of 'who'>, 'table': 0}
    """
    return {
        # what begins with a visible sign of ASCII is never empty, and most cells do
        name: value if type(value) is str and "!" <= value[:1] <= "~" else _marked(name, value)
        for name, value in row.items()
    }


def _marked(name: str, value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return Empty(name) if is_empty(value) else value
    if kind is int or kind is float:
        return value
    if isinstance(value, Mapping):
        return {key: _marked(str(key), item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return kind(_marked(name, item) for item in value)
    return Empty(name) if is_empty(value) else value


def begin() -> None:
    """Give this rendering its whole count."""
    _left.set([WORK])


def charge(units: int) -> None:
    """Take units off the count.

    Raises:
        TooMuch: none are left.
    """
    left = _left.get()
    if left is not None:
        left[0] -= units
        if left[0] < 0:
            raise TooMuch("it would take too long. Loop over fewer things.")


def weighed(value: Any) -> Any:
    """Return a value whose size was charged, as what reads all of it takes time.

    Raises:
        TooMuch: nothing is left of the count; a number of more than 4,096 bits.
    """
    charge(_weight(value, _DEEPEST))
    return value


def _weight(value: Any, deep: int) -> int:
    if isinstance(value, (str, bytes)):
        return 1 + len(value) // _WEIGHED_SIGNS
    if isinstance(value, int):
        check_bits(value.bit_length())
        return 1
    if isinstance(value, Decimal):  # as a whole number it has that many digits
        check_bits(value.adjusted() * 3 if value.is_finite() else 0)
        return 1
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        charge(len(value))  # before they are looked at one by one
        return 1 + sum(_weight(item, deep - 1) for item in value) if deep else 1
    return 1


def check_bits(bits: int) -> None:
    """Refuse a whole number of so many bits, before it is made.

    Raises:
        TooMuch: more than 4,096.
    """
    if bits > MOST_BITS:
        raise TooMuch(
            f"a number in it would have {bits:,} bits; at most {MOST_BITS:,}.",
            rule="wording.number",
            bits=bits,
            limit=MOST_BITS,
        )


def check_length(length: int) -> None:
    """Refuse a text or list of so many parts, before it is made.

    Raises:
        TooMuch: more than 70,000.
    """
    if length > LONGEST:
        raise TooMuch(
            f"a text or list in it would have {length:,} parts; at most {LONGEST:,}.",
            rule="wording.length",
            length=length,
            limit=LONGEST,
        )


def sized(value: Any) -> Any:
    """Return a value whose size was charged.

    Raises:
        TooMuch: a text or list of more than 70,000.
    """
    if isinstance(value, (str, list, tuple, dict)):
        if len(value) > LONGEST:
            raise TooMuch(f"a text or list in it has {len(value):,} parts; at most {LONGEST:,}.")
        charge(1 + len(value) // _SIGNS_A_UNIT)
    else:
        charge(1)
    return value


def printed(value: Any) -> Any:
    """Return what stands for a value in a text: None is nothing.

    A time is without seconds that are zero, and a date without a midnight; a float has the 15
    digits that a spreadsheet shows, and no power of ten.

    Raises:
        EmptyFact: the cell of a row is empty.
        Unprintable: a list, dict or set has no one way to be printed; what a filter such as
            `map` gives, and a method that was not called, print their place in memory.
    """
    if value is None:
        return ""
    if isinstance(value, Empty):
        raise EmptyFact(value.name)
    if isinstance(value, (list, tuple, set, frozenset, Mapping)) or hasattr(value, "__next__"):
        raise Unprintable(
            f"a {type(value).__name__} cannot be printed. Use {{{{ … | join(', ') }}}}."
        )
    if isinstance(value, (bytes, bytearray)) or (isinstance(value, float) and not isfinite(value)):
        raise Unprintable(f"{value!r:.40} has no text. Write what is meant in its place.")
    if callable(value):
        raise Unprintable(
            f"{getattr(value, '__name__', value)!r} is called with (), or not at all."
        )
    if isinstance(value, (time, datetime)):
        return _moment(value)
    if isinstance(value, float):
        text = f"{value:.15g}"
        return f"{Decimal(text):f}" if "e" in text else text
    return value


def _moment(value: time | datetime) -> str:
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if value.second or value.microsecond:
        return str(value)
    return value.isoformat(timespec="minutes").replace("T", " ")
