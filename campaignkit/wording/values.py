"""What may be printed, how much work a text may take, and what is said when a fact is missing.

Work is counted in units of about a microsecond. The count belongs to one rendering: it is set
when that begins, and every loop, filter, call and operator of a template draws on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import Any

from campaignkit.errors import BadInput

LONGEST = 70_000  # characters; a consumer's message takes 65,536
WORK = 1_000_000
_SIGNS_A_UNIT = 64

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


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

    Raises:
        Unprintable: a list, dict or set has no one way to be printed; what a filter such as
            `map` gives, and a method that was not called, print their place in memory.
    """
    if value is None:
        return ""
    if isinstance(value, (list, tuple, set, frozenset, Mapping)) or hasattr(value, "__next__"):
        raise Unprintable(
            f"a {type(value).__name__} cannot be printed. Use {{{{ … | join(', ') }}}}."
        )
    if callable(value):
        raise Unprintable(
            f"{getattr(value, '__name__', value)!r} is called with (), or not at all."
        )
    return value
