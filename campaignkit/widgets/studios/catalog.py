"""The catalog studio: a table of products as a price list, shelf tags, the platform's feed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call
from campaignkit.problems import Problem, Problems
from campaignkit.translations import again
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.catalog_forms import CatalogPart, FeedForm, TagsForm
from campaignkit.widgets.price_list_form import PriceListForm
from campaignkit.widgets.product_form import ProductForm
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.sheet_form import SheetForm
from campaignkit.widgets.studio_panel import Facts, PagedPanel

PLACE = 60
_SHOWN = 20  # problems of a table


class CatalogStudio(PagedPanel):
    """Controls for a `catalog`, and for what is made of it."""

    title = _("Catalog")
    file_name = PriceListForm.file_name
    listed_as = "catalogs"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.products = ProductForm()
        self.sheet = SheetForm(shared.shop.country.value, self.touched)
        self.list, self.feed = PriceListForm(self.sheet.printer), FeedForm(self.products)
        self.tags = TagsForm(self.sheet, self.products)
        self.forms: dict[str, CatalogPart] = {f.make: f for f in (self.list, self.tags, self.feed)}
        self.make = controls.choice(
            _("Make"), [(again(f.label), f.make) for f in self.forms.values()]
        )
        self.findings = w.HTML()
        self._wire()
        forms = (form.box for form in self.forms.values())
        self.arrange(
            *(shared.shop_fold(), self.make, self.products.box, *forms, self.sheet.printer.box),
            above=(self.build_button, self.turner.box),
            below=(self.findings,),
        )
        self._remake()

    @property
    def form(self) -> CatalogPart:
        """What is made."""
        return self.forms[self.make.value]

    def recipe(self) -> Call:
        """Return the calls that read the products, and make what is asked for."""
        shop = self.shared.shop
        return self.form.recipe(self.products.recipe(shop.recipe(), shop.language.value or "en"))

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves it, and its options."""
        return self.form.saving()

    def drawn(self, made: Any) -> str:
        """Return the page asked for as it prints, or the first rows that are sent."""
        return self.form.drawn(made, self.turner.at)

    def told(self, made: Any) -> Facts:
        """Return how much there is; the files of a feed without errors."""
        self.turner.end_at(self.pages(made))
        facts, again = self.form.told(made, self.turner.at, self.saves)
        self.picture.value = again or self.picture.value
        return facts

    def places(self) -> Mapping[str, w.Widget]:
        """Return the controls that rules speak of."""
        own = {"table": self.products.table.upload, "printer": self.sheet.printer.menu}
        listed = self.list.places() if self.form is self.list else {}
        columns = self.products.matches.menus
        return {**super().places(), **columns, **listed, "currency": self.products.currency, **own}

    def named(self, found: Problem) -> Problem:
        """Return a problem that calls the columns as the table does."""
        return self.products.matches.named(found)

    def printing(self) -> str:
        """Return how to print it; tags with a page to try on plain paper."""
        return previews.printing_advice(getattr(self.made, "stock", None))

    def pages(self, made: Any) -> int:
        """Return how many pages there are."""
        return self.form.pages(made)

    def redraw(self) -> None:
        """Show what the controls say, and what is wrong with the table, whatever is made of it."""
        before = self.picture.value
        self.products.forget()
        super().redraw()
        if self.made is None:  # a mistake on a later page is found after the first was shown
            self.picture.value = before
        self.findings.value = self._found()

    def kept(self) -> dict[str, Any]:
        """Return the catalog as a campaign file has it."""
        kept = self.form.kept()
        said = escaped(kept) if self.form is self.list else kept  # a tag's link speaks of its row
        return {**self.products.kept(), "make": self.make.value, **said}

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether its table is read as it is, and its label sheet is one that can be shown."""
        is_plain = not isinstance(table.get("rows"), Mapping)
        is_known = table.get("make") in self.forms
        return is_plain and is_known and ("stock" not in table or SheetForm.shows(table))

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a catalog."""
        self.products.fill(table)
        self.make.value = table["make"]
        self.form.fill(self.shared.filled(table) if self.form is self.list else table)
        self.changed()

    def _found(self) -> str:
        """Return what is wrong with the table: all for the feed, else what is wrong with a row."""
        problems = self.products.problems()
        if not problems:
            return ""
        counts = _(
            "{errors} to mend, {warnings} to look at",
            errors=f"{len(problems.errors):,}",
            warnings=f"{len(problems.warnings):,}",
        )
        if self.form is self.feed:
            head = _("What is wrong with the table: {counts}.", counts=counts)
            return html.said(head) + html.findings(problems, fine="", most=_SHOWN)
        rows = Problems(problem for problem in problems if problem.where.row is not None)
        listed = html.findings(rows, fine="", most=_SHOWN) if rows else ""
        if self.products.table.source() is None:
            return listed  # nobody sends an example
        return listed + html.said(
            _("To send it as a feed: {counts}; choose it under Make.", counts=counts)
        )

    def _wire(self) -> None:
        self.make.observe(self._remake, "value")
        for control in (self.make, self.products.table.path, *self.list.layout()):
            control.observe(self._begin, "value")
        self.feed.format.observe(self._rename, "value")
        self.file.observe(self._named, "value")
        own = (self.list.all(), self.tags.all(), self.feed.all(), self.products.all())
        self.watch([self.make, *(control for many in own for control in many)])
        self.products.watch(self.touched)

    def _remake(self, _change: object = None) -> None:
        """Show the controls of what is made, and no others."""
        for form in self.forms.values():
            form.box.layout.display = "flex" if form is self.form else "none"
        printed = self.form is not self.feed
        self.build_button.layout.display = "inline-block" if printed else "none"
        controls.seen(self.sheet.printer.box, printed)
        self.turner.end_at(1)
        self._rename()

    def _begin(self, _change: object) -> None:
        """Show the first page: where others stand is not what it was."""
        self.turner.number.value = 1

    def _rename(self, _change: object = None) -> None:
        """Have the file end as what is made does."""
        self.name_file(self.form.file_name)

    def _named(self, _change: object) -> None:
        """Make the feed that a name typed asks for."""
        suffix = Path(self.file.value.strip()).suffix[1:]
        if self.form is self.feed and suffix in ("csv", "xml"):
            self.feed.format.value = suffix
