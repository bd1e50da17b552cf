"""Where on a label sheet to begin, which labels are used up, and how many of each: as controls."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

import ipywidgets as w

from campaignkit.assets.sheet import Sheet
from campaignkit.sheets import free_positions, page_count
from campaignkit.stock import Stock
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.printer_form import PrinterForm
from campaignkit.widgets.stock_form import StockForm, is_shown

WIDTH_PX = 210
MOST = 320  # buttons; a sheet with more labels is told in numbers alone (the largest has 315)
_BEGINS, _USED = "begin", "used"
_MARKS: dict[str, Callable[[], str]] = {
    "start": lambda: _("start"),
    "printed": lambda: _("printed"),
    "used": lambda: _("used"),
    "free": lambda: _("free"),
}


class Marks(NamedTuple):
    """What is to be seen of the first page: positions, counted across then down from 1."""

    start: int
    skip: frozenset[int]
    printed: frozenset[int]

    def of(self, position: int) -> str:
        """Return what a position is, in a word: start, printed, used or free."""
        if position in self.skip or position < self.start:
            return "used"
        if position == self.start:
            return "start"
        return "printed" if position in self.printed else "free"


class MiniSheet:
    """The buttons. `.start` and `.skip` are what was clicked; `clicked` is called after."""

    def __init__(self, clicked: Callable[[], None]) -> None:
        self.start, self.skip = 1, frozenset[int]()
        self._clicked = clicked
        self._cells: list[w.Button] = []
        self._shown: list[str] = []
        self._stock: Stock | None = None
        self.mode = controls.choice(
            _("A click says"),
            [(_("begin here"), _BEGINS), (_("this label is used up"), _USED)],
            _BEGINS,
        )
        self.grid = w.GridBox()
        self.grid.add_class("ck-sheet")
        self.box = controls.group(self.mode, self.grid, name="minisheet")

    def show(self, stock: Stock, printed: Collection[int]) -> None:
        """Draw a sheet; `printed` are the positions of the first page that are used now."""
        if stock != self._stock:
            self._build(stock)
        marks = Marks(self.start, self.skip, frozenset(printed))
        for number, cell in enumerate(self.grid.children, 1):
            mark = marks.of(number)
            if self._shown[number - 1] == mark:
                continue
            cell.description = _("position {number}, {mark}", number=number, mark=_MARKS[mark]())
            cell.remove_class(f"ck-{self._shown[number - 1]}").add_class(f"ck-{mark}")
            self._shown[number - 1] = mark

    def reset(self) -> None:
        """Begin with a new sheet."""
        self.start, self.skip = 1, frozenset()

    def _build(self, stock: Stock) -> None:
        self._stock = stock
        count = stock.per_sheet if stock.per_sheet <= MOST else 0
        while len(self._cells) < count:
            self._cells.append(self._cell(len(self._cells) + 1))
        for number, cell in enumerate(self._cells, 1):
            cell.description = _("position {number}, {mark}", number=number, mark=_MARKS["free"]())
            cell._dom_classes = ["ck-cell", "ck-free", *(["ck-round"] * (stock.shape != "rect"))]
        self._shown = ["free"] * count
        self._lay_out(stock)
        self.grid.children = self._cells[:count]

    def _cell(self, number: int) -> w.Button:
        cell = w.Button(tooltip=_("position {number}", number=number))
        cell.on_click(lambda _button: self._click(number))
        return cell

    def _click(self, number: int) -> None:
        if self.mode.value == _BEGINS:
            self.start = number
            self.skip = frozenset(used for used in self.skip if used > number)
        else:
            self.skip = self.skip ^ {number}
        self._clicked()

    def _lay_out(self, stock: Stock) -> None:
        """Set the buttons where the labels are, in a picture WIDTH_PX wide."""
        scale = WIDTH_PX / stock.page[0]
        columns, rows = stock.grid
        left, top = (max(0.0, side) * scale for side in stock.margin)
        layout = self.grid.layout
        layout.width = f"{WIDTH_PX}px"
        layout.height = f"{stock.page[1] * scale:.1f}px"
        layout.padding = f"{top:.1f}px 0 0 {left:.1f}px"
        layout.grid_template_columns = f"repeat({columns}, {stock.label[0] * scale:.2f}px)"
        layout.grid_template_rows = f"repeat({rows}, {stock.label[1] * scale:.2f}px)"
        gap_x, gap_y = (max(0.0, gap) * scale for gap in stock.gap)
        layout.grid_gap = f"{gap_y:.2f}px {gap_x:.2f}px"


class SheetForm:
    """Controls for the sheet that a `sheet` is printed on.

    country: its usual sheet is chosen first. changed: called when anything is chosen.
    """

    def __init__(self, country: str, changed: Callable[[], None]) -> None:
        self.stocks = StockForm(country)
        self.copies = controls.count(_("Copies"))
        self.mini = MiniSheet(changed)
        self.printer = PrinterForm(country, changed)
        self.stocks.watch(lambda _change: self.mini.reset())
        self.stocks.watch(lambda _change: changed())
        self.copies.observe(lambda _change: changed(), "value")

    def options(self) -> dict[str, Any]:
        """Return the options of `sheet` that the controls mean."""
        return {"stock": self.stocks.option(), **self._counts()}

    def table(self) -> dict[str, Any]:
        """Return the same as a campaign file has it."""
        return {"stock": self.stocks.said(), **self._counts()}

    def how(self) -> dict[str, Any]:
        """Return how it is printed: on which printer, and with what marks, which tags have not."""
        marks = {"marks": "cut"} if self.stocks.is_plain else {}
        return {**self.printer.options(), **marks}

    def _counts(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
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
        self.printer.fill(table)

    @staticmethod
    def shows(table: Mapping[str, Any]) -> bool:
        """Say whether the controls can say what a campaign file says of a sheet."""
        return is_shown(table.get("stock"))

    def show(self, made: Sheet, labels: int) -> int:
        """Mark the labels of the first page that are printed; return how many pages there are."""
        free = free_positions(made.stock, start=made.start, skip=made.skip)
        self.mini.show(made.stock, free[:labels])
        return pages(made, labels)


def pages(made: Sheet, labels: int) -> int:
    """Return how many pages so many labels take, at least one."""
    return max(1, page_count(labels, made.stock, start=made.start, skip=made.skip))
