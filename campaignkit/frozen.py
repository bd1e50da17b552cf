"""A mapping that cannot be changed, so that a frozen value with facts in it is frozen to the core.

`types.MappingProxyType` cannot be pickled, nor hashed before Python 3.12; `frozendict` is a
compiled dependency for thirty lines.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Frozen(Mapping[K, V]):
    """A mapping like the one given, kept in its order. Equal to any mapping with the same items.

    It hashes by its keys and those values that can be hashed, so that equal ones hash alike.

    >>> facts = Frozen({"title": "Feira", "days": [1, 2]})
    >>> facts["title"], facts == {"title": "Feira", "days": [1, 2]}, hash(facts) == hash(facts)
    ('Feira', True, True)
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V] | None = None) -> None:
        self._items: dict[K, V] = dict(items or {})

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def keys(self) -> KeysView[K]:
        """Return the keys: the dict's own view, which is asked for every sticker."""
        return self._items.keys()

    def items(self) -> ItemsView[K, V]:
        """Return the items, likewise."""
        return self._items.items()

    def __hash__(self) -> int:
        return hash(frozenset((key, _hashed(value)) for key, value in self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._items,)


def _hashed(value: object) -> int:
    try:
        return hash(value)
    except TypeError:  # a list or the like: equal ones are told apart by ==
        return 0
