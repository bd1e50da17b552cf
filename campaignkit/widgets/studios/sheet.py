"""The sheet studio: stickers on a label sheet, page by page, proven before it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import ipywidgets as w

from campaignkit.assets.sheet import Sheet, SheetPage, sheet
from campaignkit.assets.showing import figure
from campaignkit.errors import CampaignError
from campaignkit.sheets import free_positions, page_count
from campaignkit.widgets import controls, html
from campaignkit.widgets.desk import Desk, escaped
from campaignkit.widgets.minisheet import MiniSheet
from campaignkit.widgets.panel import Facts, Panel
from campaignkit.widgets.recipe import Made
from campaignkit.widgets.stocks import StockForm

PLACE = 30
_DPI = 110
_SHOWN_MM = 140.0  # a page is shown at most so wide, to be seen as a whole


class Studio(Panel):
    """Controls for a `sheet`."""

    title = "Sheet"
    file_name = "stickers.pdf"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stocks = StockForm(desk.shop.country.value)
        self._counts: dict[str, str] = {}
        self.copies = controls.count("Copies", self.stocks.stock().per_sheet)
        self._full = self.copies.value  # as many as fill a sheet
        self.page = controls.count("Page", 1)
        self.mini = MiniSheet(self.changed)
        self.build_button = controls.button("Make the PDF, read every code back", main=True)
        self.build_button.on_click(self.later(self.build))
        self.turns = self._turns()
        self._wire()
        self._lay_out()
        self.redraw()

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

    def kept(self) -> tuple[str, dict[str, Any]]:
        """Return the sheet as a campaign file has it."""
        source = self.desk.table.source()
        label = self.desk.label.table()
        said = escaped(label) if source is None else {**label, "rows": source}
        return "stickers", {**said, **self._options()}

    def takes(self, kind: str, table: Mapping[str, Any]) -> bool:
        """Say whether this is a sticker on a label sheet."""
        return kind == "stickers" and "stock" in table

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sheet."""
        self.desk.fill_label(table)
        self.stocks.fill(table["stock"])
        self.copies.value = table.get("copies", 1)
        self.mini.start, self.mini.skip = table.get("start", 1), frozenset(table.get("skip", ()))
        self.changed()

    def drawn(self, made: Sheet) -> str:
        """Return the page asked for, as it prints, and mark the first one's labels."""
        pages, labels = self.counted(made)
        free = free_positions(made.stock, start=made.start, skip=made.skip)
        self.mini.show(made.stock, free[:labels])
        self.page.max = pages
        self._counts = {"Stickers": f"{labels:,}", "Pages": f"{pages:,}"}
        page = made.page(min(self.page.value, pages))
        return picture(page)

    def told(self, made: Sheet) -> Facts:
        """Return how many stickers and pages there are; codes are read back when it is made."""
        return Facts(words=html.table(self._counts))

    def counted(self, made: Sheet) -> tuple[int, int]:
        """Return how many pages there are, and stickers on them."""
        rows = 1 if self.desk.table.source() is None else self.desk.table.count()
        labels = made.copies * rows
        pages = page_count(labels, made.stock, start=made.start, skip=made.skip)
        return max(1, pages), labels

    def build(self) -> None:
        """Make the PDF, read every code back, and offer it."""
        self.changed.now()
        if self.made is None:
            return
        out = BytesIO()
        done = _Progress(self.words, self.counted(self.made)[0])
        try:
            self.made.save(out, progress=done)
        except CampaignError as err:
            self.words.value = _told(err)
            return
        self.words.value = html.said(
            "✓ Every code was read back from the finished pages, to the letter.", kind="fine"
        )
        self.links.value = html.downloads({self.saves: out.getvalue()})

    def _turns(self) -> list[w.Button]:
        turns = [controls.button("Previous page"), controls.button("Next page")]
        for step, button in zip((-1, 1), turns, strict=True):
            button.on_click(lambda _button, step=step: self._turn(step))
        return turns

    def _turn(self, step: int) -> None:
        self.page.value = min(max(1, self.page.value + step), self.page.max)

    def _wire(self) -> None:
        desk = self.desk
        self.stocks.watch(self._new_stock)
        self.stocks.watch(self.changed)
        desk.table.path.observe(self._fill_sheet, "value")
        desk.label.watch(self.changed)
        self.watch(desk.shop.all())
        self.watch([self.copies, self.page, desk.table.path])

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
        shop, label = (
            desk.shop_fold(),
            controls.fold("Sticker", desk.label.box),
        )
        turning = controls.row(self.page, *self.turns)
        self.arrange(
            *(shop, label, self.stocks.box, self.mini.box, self.copies, desk.table.box),
            above=(self.build_button, turning),
        )


class _Progress:
    """Counts pages made, then pages read back, in words."""

    def __init__(self, words: w.HTML, pages: int) -> None:
        self._words, self._pages, self._done = words, pages, 0

    def __call__(self, count: int) -> None:
        self._done += count
        at = self._done if self._done <= self._pages else self._done - self._pages
        doing = "Made" if self._done <= self._pages else "Read back"
        self._words.value = html.said(f"{doing} page {at:,} of {self._pages:,} …")


def picture(page: SheetPage) -> str:
    """Return a page as it prints, as HTML with alternative text."""
    width = page.content.width
    return figure(page.png(dpi=_DPI), min(width, _SHOWN_MM), page.alternative)


def _told(err: CampaignError) -> str:
    return html.error(str(err)) if err.problems is None else html.findings(err.problems, fine="")
