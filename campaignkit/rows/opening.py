"""What opens rows, as a value: it travels to another process and knows its like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

_BY_VALUE = (str, int, type(None), tuple, list, PurePath)
_OURS = "campaignkit."


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """A function of a module and what it is given: called, it opens the rows anew."""

    call: Callable[..., Iterator[Any]]
    given: tuple[Any, ...]

    def __call__(self) -> Iterator[Any]:
        return self.call(*self.given)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Opening):
            return NotImplemented
        same_call = self.call is other.call and len(self.given) == len(other.given)
        return same_call and all(map(_same, self.given, other.given))

    def __hash__(self) -> int:
        return hash(self.call)


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    comparable = isinstance(one, _BY_VALUE) or type(one).__module__.startswith(_OURS)
    if type(one) is not type(other) or not comparable:
        return False  # a dataframe answers "==" with a dataframe
    try:
        return bool(one == other)
    except (TypeError, ValueError):  # arrays within
        return False
