"""The sheet studio: stickers on a label sheet, page by page, proven before it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaignkit.assets.sheet import Sheet, SheetPage, sheet
from campaignkit.assets.showing import figure
from campaignkit.sheets import free_positions, page_count
from campaignkit.widgets import controls, html
from campaignkit.widgets.desk import Desk, escaped
from campaignkit.widgets.label import LabelForm
from campaignkit.widgets.minisheet import MiniSheet
from campaignkit.widgets.paged import Paged
from campaignkit.widgets.panel import Facts
from campaignkit.widgets.recipe import Made
from campaignkit.widgets.stocks import StockForm

PLACE = 30
_DPI = 110
_SHOWN_MM = 140.0  # a page is shown at most so wide, to be seen as a whole


class Studio(Paged):
    """Controls for a `sheet`."""

    title = "Sheet"
    file_name = "stickers.pdf"
    listed_as = "stickers"
    owned = (*LabelForm.owned, "rows", "stock", "copies", "start", "skip")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stocks = StockForm(desk.shop.country.value)
        self._counts: dict[str, str] = {}
        self.copies = controls.count("Copies", self.stocks.stock().per_sheet)
        self._full = self.copies.value  # as many as fill a sheet
        self.mini = MiniSheet(self.touched)
        self._wire()
        self._lay_out()

    def recipe(self) -> Made:
        """Return the calls that make the sheet."""
        shop = self.desk.shop.recipe()
        labels = self.desk.label.recipe_for_sheet(shop, self.desk.table.source())
        return Made("paper", "sheet", sheet, (labels,), self._options())

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"stock": self.stocks.stock().name}
        if self.copies.value != 1:
            options["copies"] = self.copies.value
        if self.mini.start != 1:
            options["start"] = self.mini.start
        if self.mini.skip:
            options["skip"] = tuple(sorted(self.mini.skip))
        return options

    def kept(self) -> dict[str, Any]:
        """Return the sheet as a campaign file has it."""
        source = self.desk.table.source()
        label = self.desk.label.table()
        said = escaped(label) if source is None else {**label, "rows": source}
        return {**said, **self._options()}

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether this is a sticker on a label sheet that is known by its name."""
        return isinstance(table.get("stock"), str)

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sheet."""
        self.desk.fill_label(table)
        self.stocks.fill(table["stock"])
        self.mini.start, self.mini.skip = table.get("start", 1), frozenset(table.get("skip", ()))
        self.copies.value = table.get("copies", 1)
        self.changed()

    def drawn(self, made: Sheet) -> str:
        """Return the page asked for, as it prints, and mark the first one's labels."""
        pages, labels = self.counted(made)
        free = free_positions(made.stock, start=made.start, skip=made.skip)
        self.mini.show(made.stock, free[:labels])
        self.turner.end_at(pages)
        self._counts = {"Stickers": f"{labels:,}", "Pages": f"{pages:,}"}
        return picture(made.page(min(self.turner.at, pages)))

    def told(self, made: Sheet) -> Facts:
        """Return how many stickers and pages there are; codes are read back when it is made."""
        return Facts(words=html.table(self._counts))

    def counted(self, made: Sheet) -> tuple[int, int]:
        """Return how many pages there are, and stickers on them."""
        rows = 1 if self.desk.table.source() is None else self.desk.table.count()
        labels = made.copies * rows
        pages = page_count(labels, made.stock, start=made.start, skip=made.skip)
        return max(1, pages), labels

    def pages(self, made: Sheet) -> int:
        """Return how many pages there are."""
        return self.counted(made)[0]

    def _wire(self) -> None:
        desk = self.desk
        self.stocks.watch(self._new_stock)
        self.stocks.watch(self.touched)
        desk.table.path.observe(self._fill_sheet, "value")
        desk.label.watch(self.touched)
        self.watch([self.copies, desk.table.path])

    def _new_stock(self, _change: object) -> None:
        """Begin with a whole sheet; one sticker fills it, unless other copies were asked for."""
        self.mini.reset()
        self._fill_sheet()

    def _fill_sheet(self, _change: object = None) -> None:
        was_full = self.copies.value == self._full
        single = self.desk.table.source() is None
        self._full = self.stocks.stock().per_sheet if single else 1
        if was_full:
            self.copies.value = self._full

    def _lay_out(self) -> None:
        desk = self.desk
        shop, label = desk.shop_fold(), controls.fold("Sticker", desk.label.box)
        self.arrange(
            *(shop, label, self.stocks.box, self.mini.box, self.copies, desk.table.box),
            above=(self.build_button, self.turner.box),
        )


def picture(page: SheetPage) -> str:
    """Return a page as it prints, as HTML with alternative text."""
    width = page.content.width
    return figure(page.png(dpi=_DPI), min(width, _SHOWN_MM), page.alternative)
