"""Every widget that a studio holds, so that all of them can be ended.

ipywidgets keeps each widget until it is closed, and closing a box closes neither what is in it
nor its layout and style: a studio is 2,000 widgets, 20 MB, that no program could free by itself.
A notebook keeps, besides, what each cell has shown (`Out`): what is closed holds nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import ipywidgets as w

_OURS = "campaignkit.widgets."


class ClosedWhole:
    """A box of ours whose `close` ends all that is in it. To inherit from before ipywidgets'."""

    def close(self) -> None:
        """End it, with all that is in it: a notebook that makes many studios keeps their memory."""
        if not is_closed(self):
            for part in widgets_of(self):
                if isinstance(part, ClosedWhole):
                    part.give_back()
            close_all(self)
            _let_go(self)

    def give_back(self) -> None:
        """Remove what was lent to this box, which is about to close: most keep what they have."""

    def __del__(self) -> None:
        """Do nothing, where ipywidgets closes: a program that ends is ending its widgets, too."""


def is_closed(box: Any) -> bool:
    """Say whether a widget was closed, or is not opened yet."""
    return box.comm is None


def close_all(owner: Any) -> None:
    """Close every widget that `owner` holds, in boxes, forms, links and styles alike."""
    for part in widgets_of(owner):
        w.Widget.close(part)


def _let_go(box: Any) -> None:
    """Have a closed box of ours hold nothing of what was in it."""
    box.unobserve_all()
    box.children = ()
    for name in set(vars(box)) - set(vars(box.layout)):  # those of any widget stay
        delattr(box, name)


def widgets_of(owner: Any) -> list[w.Widget]:
    """Return every widget that `owner`, a widget or one of our forms, holds; itself, too."""
    seen: dict[int, Any] = {}
    waiting = [owner]
    while waiting:
        if id(one := waiting.pop()) not in seen:
            seen[id(one)] = one
            waiting.extend(_held(one))
    return [one for one in seen.values() if isinstance(one, w.Widget)]


def _held(one: Any) -> Iterable[Any]:
    """Return what may hold a widget: traits, attributes, what is in a list or a table."""
    ours = type(one).__module__.startswith(_OURS)
    if isinstance(one, w.Widget):
        return [*one._trait_values.values(), *(vars(one).values() if ours else ())]
    if ours and is_dataclass(one) and not isinstance(one, type):
        return [getattr(one, each.name) for each in fields(one)]
    if ours:  # before tables: to look into one of ours might make what is not there yet
        return list(getattr(one, "__dict__", {}).values())
    if isinstance(one, Mapping):
        return list(one.values())
    return list(one) if isinstance(one, list | tuple | set) else []
