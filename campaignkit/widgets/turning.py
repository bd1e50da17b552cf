"""A number with a button before and one behind: pages are turned, or rows of a table."""

from __future__ import annotations

import ipywidgets as w

from campaignkit.widgets import controls


class Turner:
    """The number and its two buttons. `.box` holds them; what: "Page", as it is called."""

    def __init__(self, what: str) -> None:
        self.number = controls.count(what, 1)
        self.before = controls.button(f"Previous {what.lower()}")
        self.after = controls.button(f"Next {what.lower()}")
        self.before.on_click(lambda _button: self.turn(-1))
        self.after.on_click(lambda _button: self.turn(1))
        self.box: w.HBox = controls.row(self.number, self.before, self.after)

    @property
    def at(self) -> int:
        """The number that is shown, from 1."""
        return int(self.number.value)

    def end_at(self, last: int) -> None:
        """Say how many there are; nothing is to be turned where there is one."""
        self.number.max = max(1, last)
        self.box.layout.display = "flex" if last > 1 else "none"

    def turn(self, steps: int) -> None:
        """Go on, or back, within what there is."""
        self.number.value = min(max(1, self.at + steps), self.number.max)
