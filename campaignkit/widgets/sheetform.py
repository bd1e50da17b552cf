"""Which label sheet, where on it to begin, how many copies: for whatever is printed on labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from campaignkit.assets.sheet import Sheet
from campaignkit.sheets import free_positions, page_count
from campaignkit.widgets import controls
from campaignkit.widgets.minisheet import MiniSheet
from campaignkit.widgets.stocks import StockForm


class SheetForm:
    """Controls for the sheet that a `sheet` is printed on.

    country: its usual sheet is chosen first. changed: called when anything is chosen.
    """

    def __init__(self, country: str, changed: Callable[[], None]) -> None:
        self.stocks = StockForm(country)
        self.copies = controls.count("Copies")
        self.mini = MiniSheet(changed)
        self.stocks.watch(lambda _change: self.mini.reset())
        self.stocks.watch(lambda _change: changed())
        self.copies.observe(lambda _change: changed(), "value")

    def options(self) -> dict[str, Any]:
        """Return the options of `sheet` that the controls mean."""
        options: dict[str, Any] = {"stock": self.stocks.stock().name}
        if self.copies.value != 1:
            options["copies"] = self.copies.value
        if self.mini.start != 1:
            options["start"] = self.mini.start
        if self.mini.skip:
            options["skip"] = tuple(sorted(self.mini.skip))
        return options

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sheet."""
        self.stocks.fill(table["stock"])
        self.mini.start, self.mini.skip = table.get("start", 1), frozenset(table.get("skip", ()))
        self.copies.value = table.get("copies", 1)

    def show(self, made: Sheet, labels: int) -> int:
        """Mark the labels of the first page that are printed; return how many pages there are."""
        free = free_positions(made.stock, start=made.start, skip=made.skip)
        self.mini.show(made.stock, free[:labels])
        return pages(made, labels)


def pages(made: Sheet, labels: int) -> int:
    """Return how many pages so many labels take, at least one."""
    return max(1, page_count(labels, made.stock, start=made.start, skip=made.skip))
