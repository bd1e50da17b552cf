"""The sheet studio: stickers on a label sheet, page by page, proven before it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.widgets import controls, html, printed
from campaignkit.widgets.desk import Desk, escaped
from campaignkit.widgets.paged import Paged
from campaignkit.widgets.panel import Facts
from campaignkit.widgets.recipe import Made
from campaignkit.widgets.sheetform import SheetForm, pages

PLACE = 30


class Studio(Paged):
    """Controls for a `sheet`."""

    title = "Sheet"
    file_name = "stickers.pdf"
    listed_as = "stickers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = SheetForm(desk.shop.country.value, self.touched)
        self.stocks, self.copies, self.mini = self.form.stocks, self.form.copies, self.form.mini
        self._counts: dict[str, str] = {}
        self._full = self.copies.value = self.stocks.stock().per_sheet  # as many as fill a sheet
        self._wire()
        self._lay_out()

    def recipe(self) -> Made:
        """Return the calls that make the sheet."""
        shop = self.desk.shop.recipe()
        labels = self.desk.label.recipe_for_sheet(shop, self.desk.table.source())
        return Made("paper", "sheet", sheet, (labels,), self.form.options())

    def kept(self) -> dict[str, Any]:
        """Return the sheet as a campaign file has it."""
        source = self.desk.table.source()
        label = self.desk.label.table()
        said = escaped(label) if source is None else {**label, "rows": source}
        return {**said, **self.form.options()}

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether this is a sticker on a label sheet that is known by its name."""
        return isinstance(table.get("stock"), str) and not isinstance(table.get("rows"), Mapping)

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sheet."""
        self.desk.fill_label(table)
        self.form.fill(table)
        self.changed()

    def drawn(self, made: Sheet) -> str:
        """Return the page asked for, as it prints, and mark the first one's labels."""
        labels = self._labels(made)
        count = self.form.show(made, labels)
        self.turner.end_at(count)
        self._counts = {"Stickers": f"{labels:,}", "Pages": f"{count:,}"}
        return printed.page(made.page(min(self.turner.at, count)))

    def told(self, made: Sheet) -> Facts:
        """Return how many stickers and pages there are; codes are read back when it is made."""
        return Facts(words=html.table(self._counts))

    def pages(self, made: Sheet) -> int:
        """Return how many pages there are."""
        return pages(made, self._labels(made))

    def _labels(self, made: Sheet) -> int:
        rows = 1 if self.desk.table.source() is None else self.desk.table.count()
        return made.copies * rows

    def _wire(self) -> None:
        desk = self.desk
        self.stocks.watch(self._fill_sheet)
        desk.table.path.observe(self._fill_sheet, "value")
        desk.label.watch(self.touched)
        self.watch([desk.table.path])

    def _fill_sheet(self, _change: object = None) -> None:
        """One sticker fills a new sheet, unless other copies were asked for."""
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
