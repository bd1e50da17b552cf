"""The sheet studio: stickers on a label sheet, page by page, proven before it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call
from campaignkit.tracking import ModuleCost
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.sheet_form import SheetForm, pages
from campaignkit.widgets.studio_panel import Facts, PagedPanel
from campaignkit.widgets.trial_form import TrialForm

PLACE = 30


class SheetStudio(PagedPanel):
    """Controls for a `sheet`."""

    title = _("Sheet")
    file_name = "stickers.pdf"
    listed_as = "stickers"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.form = SheetForm(shared.shop.country.value, self.touched)
        self.stocks, self.copies, self.mini = self.form.stocks, self.form.copies, self.form.mini
        self.trial = TrialForm()
        self._counts: dict[str, str] = {}
        self._full = self.copies.value = self.stocks.stock().per_sheet  # as many as fill a sheet
        self._wire()
        self._lay_out()

    def recipe(self) -> Call:
        """Return the calls that make the sheet."""
        shop, stock = self.shared.shop.recipe(), self.stocks.stock()
        shape = "rect" if stock.shape == "rect" else "round"
        self.shared.label.say_logo("logo" in shop.options, stock.label, shape)
        source, roles = self.shared.table.source(), self.shared.roles.options()
        each_row = {**roles, **self.trial.options(self.asset)}
        labels = self.shared.label.recipe_for_sheet(shop, source, each_row)
        options = {**self.form.options(), **self.form.how()}
        return Call("paper", "sheet", sheet, (labels,), options)

    def kept(self) -> dict[str, Any]:
        """Return the sheet as a campaign file has it."""
        source = self.shared.table.source()
        label = self.shared.label.table()
        roles = self.shared.roles.options()
        own = {**label, **roles, **self.trial.table(), "rows": source}
        said = escaped(label) if source is None else own
        sheet = {**self.form.table(), **self.form.how()}
        # copies that a column says win over the number in the box
        return {**sheet, **said} if "copies" in said else {**said, **sheet}

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether this is a sticker on a label sheet, of a table that is read as it is."""
        return SheetForm.shows(table) and not isinstance(table.get("rows"), Mapping)

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sheet."""
        self.shared.fill_label(table)
        self.trial.fill(table)
        self.form.fill(table)
        self.changed()

    def drawn(self, made: Sheet) -> str:
        """Return the page asked for, as it prints, and mark the first one's labels."""
        labels = self._labels(made)
        count = self.form.show(made, labels)
        self.turner.end_at(count)
        self._counts = {_("Stickers"): f"{labels:,}", _("Pages"): f"{count:,}"}
        return previews.page(made.page(min(self.turner.at, count)))

    def told(self, made: Sheet) -> Facts:
        """Return how many stickers and pages there are; codes are read back when it is made."""
        cost = made.reference_cost if self.trial.bears_references else None
        return Facts(words=html.table(self._counts) + _cost_told(cost))

    def places(self) -> dict[str, Any]:
        """Return the controls that rules speak of."""
        own = {"table": self.shared.table.upload, "printer": self.form.printer.menu}
        return {**super().places(), **self.shared.label.places(), **self.trial.places(), **own}

    def printing(self) -> str:
        """Return how to print it at its size, and a page to try on plain paper."""
        return previews.printing_advice(self.made.stock)

    def pages(self, made: Sheet) -> int:
        """Return how many pages there are."""
        return pages(made, self._labels(made))

    def _labels(self, made: Sheet) -> int:
        if self.shared.table.source() is None:
            return made.copies
        if self.trial.holdout.value or self.shared.roles.menus["copies"].value:
            return made.label_count  # rows differ, so all of them are read
        return made.copies * self.shared.table.count()

    def _wire(self) -> None:
        shared = self.shared
        self.stocks.watch(self._fill_sheet)
        shared.table.path.observe(self._fill_sheet, "value")
        shared.label.watch(self.touched)
        shared.table.path.observe(self._fit, "value")
        self.trial.watch(self.touched)
        self.watch([shared.table.path, *shared.roles.all()])

    def _fit(self, _change: object = None) -> None:
        """Pieces are told apart where there are many: with a table."""
        controls.seen(self._tell_apart, self.shared.table.source() is not None)

    def _fill_sheet(self, _change: object = None) -> None:
        """One sticker fills a new sheet, unless other copies were asked for."""
        was_full = self.copies.value == self._full
        single = self.shared.table.source() is None
        self._full = self.stocks.stock().per_sheet if single else 1
        if was_full:
            self.copies.value = self._full

    def _lay_out(self) -> None:
        shared = self.shared
        shop = shared.shop_fold()
        label = controls.fold(_("What it says"), shared.label.box, is_open=True)
        self._tell_apart = controls.fold(_("Know which one brought a customer"), self.trial.box)
        each = controls.group(shared.table.box, self._tell_apart)
        table = controls.fold(_("A sticker for each row of a table"), each)
        self._fit()
        stock = controls.fold(_("Label sheet"), self.stocks.box, is_open=True)
        start = controls.fold(_("A sheet that was begun"), self.mini.box)
        self.arrange(
            *(shop, label, table, stock, self.copies, start, self.form.printer.box),
            above=(self.build_button, self.turner.box),
        )


def _cost_told(cost: ModuleCost | None) -> str:
    if cost is None or not cost.is_paid:
        return ""
    before, after = cost.modules
    words = _(
        "The reference makes each code finer: {after} squares a side, not {before}, each {share} % "
        "smaller.",
        after=after,
        before=before,
        share=f"{cost.smaller:.0%}"[:-1],
    )
    return html.said(words)
