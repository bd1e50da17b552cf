"""A mapping that cannot be changed, so that a frozen value with facts in it is frozen to the core.

`types.MappingProxyType` cannot be pickled, nor hashed before Python 3.12; `frozendict` is a
compiled dependency for thirty lines. It is a dict, since every sticker has one: reading it, and
merging it into others, costs what a dict costs.
"""

from __future__ import annotations

from typing import Any, NoReturn, Self, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Frozen(dict[K, V]):
    """A mapping like the one given, kept in its order. Equal to any dict with the same items.

    It hashes by its keys and those values that can be hashed, so that equal ones hash alike.

    >>> facts = Frozen({"title": "Feira", "days": [1, 2]})
    >>> facts["title"], facts == {"title": "Feira", "days": [1, 2]}, hash(facts) == hash(facts)
    ('Feira', True, True)
    """

    __slots__ = ()

    def _refused(self, *_given: object, **_more: object) -> NoReturn:
        raise TypeError("a frozen mapping cannot be changed: make a dict of it first")

    __setitem__ = __delitem__ = __ior__ = _refused
    clear = pop = popitem = setdefault = update = _refused

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset((key, _hashed(value)) for key, value in self.items()))

    def __copy__(self) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def _hashed(value: object) -> int:
    try:
        return hash(value)
    except TypeError:  # a list or the like: equal ones are told apart by ==
        return 0
