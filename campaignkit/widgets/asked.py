"""Boxes for facts that are asked for by name, and change with what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as w

from campaignkit.widgets import controls


class Asked:
    """A box for each name asked for; what was typed is there again when a name comes back.

    `.box` holds those that are asked for now. begun: what boxes begin with, by name.
    """

    def __init__(self, begun: Mapping[str, str] | None = None, *, name: str = "needed") -> None:
        self.box = controls.group(name=name)
        self._begun = dict(begun or {})
        self._known: dict[str, w.Text] = {}
        self._now: tuple[str, ...] = ()
        self._watchers: list[Callable[[object], None]] = []

    def ask(self, hints: Mapping[str, str]) -> None:
        """Show a box for each name, with a hint in it while it is empty."""
        self._now = tuple(hints)
        for name, hint in hints.items():
            self.box_of(name).placeholder = hint
        self.box.children = [self._known[name] for name in hints]

    def box_of(self, name: str) -> w.Text:
        """Return the box of a name, also of one that is not asked for yet."""
        if name not in self._known:
            self._known[name] = controls.line(_label(name), self._begun.get(name, ""))
            for changed in self._watchers:
                self._known[name].observe(changed, "value")
        return self._known[name]

    def fill(self, values: Mapping[str, object]) -> None:
        """Write into the boxes; those that are not named become empty."""
        for name in {*self._known, *values}:
            self.box_of(name).value = str(values.get(name, ""))

    def values(self) -> dict[str, str]:
        """Return what is typed, as it is typed; a box with nothing but spaces is empty."""
        return controls.filled({name: self._known[name] for name in self._now})

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when a box changes, also one that is asked for later."""
        self._watchers.append(changed)
        for box in self._known.values():
            box.observe(changed, "value")


def _label(name: str) -> str:
    """Return what a box is called; a number is a template's variable.

    >>> _label("pick_up"), _label("1")
    ('Pick up', '{{1}}')
    """
    return f"{{{{{name}}}}}" if name.isdecimal() else name.replace("_", " ").capitalize()
