"""What is made of a catalog, one form each: shelf tags, the feed; price_list_form has its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any, Protocol

import ipywidgets as w

from campaignkit import stores
from campaignkit.assets.catalog import Catalog
from campaignkit.assets.sheet import Sheet
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call, method
from campaignkit.translations import Word
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.product_form import ProductForm
from campaignkit.widgets.sheet_form import SheetForm, pages
from campaignkit.widgets.shop_form import languages
from campaignkit.widgets.sticker_form import design_menu
from campaignkit.widgets.studio_panel import Facts

SHOWN_ROWS = 12  # of a feed


class CatalogPart(Protocol):
    """One thing to make: its controls, its calls, its picture. `.box` holds its controls.

    make: as a campaign file calls it. label: as people do.
    """

    make: str
    label: Word
    box: w.VBox

    @property
    def file_name(self) -> str:
        """What is saved if no other name is typed."""

    def recipe(self, products: Call) -> Call:
        """Return the call that makes it of the products."""

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves it, and its options."""

    def kept(self) -> dict[str, Any]:
        """Return its options as a campaign file has them."""

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says."""

    def pages(self, made: Any) -> int:
        """Return how many pages there are."""

    def drawn(self, made: Any, page: int) -> str:
        """Return the picture of a page, or of the last; soon."""

    def told(self, made: Any, page: int, name: str) -> tuple[Facts, str]:
        """Return what is to be said, its files, and the page again if it was not quite right."""


class TagsForm:
    """Controls for `shelf_tags`."""

    make, label, file_name = "shelf-tags", _("Shelf tags"), "shelf-tags.pdf"

    def __init__(self, sheet: SheetForm, products: ProductForm) -> None:
        self.sheet, self._products = sheet, products
        self.design = controls.choice(_("Design"), design_menu(needs="price"))
        self._usual = self.design.value
        self.language = language_box()
        self.link = controls.line(
            _("Code opens"), hint=_("{{{{ link }}}}: the product's, or a chat")
        )
        self.on = day_box(_("Sale prices on"))
        stock = controls.fold(_("Label sheet"), sheet.stocks.box, is_open=True)
        begun = controls.fold(_("A sheet that was begun"), sheet.mini.box)
        more = controls.fold(_("More"), controls.group(self.language, self.link, self.on))
        printed = (stock, sheet.copies, begun)
        self.box = controls.group(self.design, *printed, more, name="make")

    def all(self) -> list[w.Widget]:
        """Return every control, but for the sheet's, which tells by itself."""
        return [self.design, self.language, self.link, self.on]

    def recipe(self, products: Call) -> Call:
        """Return the call that makes the tags."""
        return method("paper", products, "shelf_tags", **self.sheet.options(), **self._further())

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves them."""
        return "save", {}

    def kept(self) -> dict[str, Any]:
        """Return its options: those of `shelf_tags`."""
        return {**self.sheet.table(), **self._further()}

    def _further(self) -> dict[str, Any]:
        design = {} if self.design.value == self._usual else {"design": self.design.value}
        words = {"language": self.language, "link": self.link}
        return {**design, **filled(words), **dated(self.on), **self.sheet.printer.options()}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says; its design may be one of your own."""
        chosen = table.get("design", self._usual)
        self.design.options = design_menu(chosen, needs="price")
        self.design.value = table.get("design", self._usual)
        controls.take(self.language, table.get("language", ""))
        self.link.value = table.get("link", "")
        self.on.value = day_of(table)
        self.sheet.fill(table)

    def pages(self, made: Sheet) -> int:
        """Return how many pages there are."""
        return pages(made, self._labels(made))

    def drawn(self, made: Sheet, page: int) -> str:
        """Return the picture of a page, and mark the labels of the first."""
        count = self.sheet.show(made, self._labels(made))
        return previews.page(made.page(min(page, count)))

    def told(self, made: Sheet, page: int, name: str) -> tuple[Facts, str]:
        """Return how much there is."""
        counts = {_("Tags"): f"{self._labels(made):,}", _("Pages"): f"{self.pages(made):,}"}
        return Facts(words=html.table(counts)), ""

    def _labels(self, made: Sheet) -> int:
        return self._products.count() * made.copies


class FeedForm:
    """Controls for `save_feed`."""

    make, label = "feed", _("Feed for the platform")

    def __init__(self, products: ProductForm) -> None:
        self._products = products
        self.format = controls.choice(_("Format"), [("CSV", "csv"), ("XML", "xml")])
        hint = _("a language: its texts alone; empty: the feed")
        self.language = controls.suggestions(_("Translated"), (), hint=hint)
        self.box = controls.group(self.format, self.language, name="make")

    @property
    def file_name(self) -> str:
        """What is saved if no other name is typed."""
        return f"feed.{self.format.value}"

    def all(self) -> list[w.Widget]:
        """Return every control."""
        return [self.format, self.language]

    def recipe(self, products: Call) -> Call:
        """Return the call that reads the products: they are what is saved."""
        return products

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves the feed, and its language."""
        return "save_feed", filled({"language": self.language})

    def kept(self) -> dict[str, Any]:
        """Return its options: those of `save_feed`."""
        return {"format": self.format.value, **filled({"language": self.language})}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says."""
        self.format.value = table.get("format", "csv")
        self.language.value = table.get("language", "")

    def pages(self, made: Catalog) -> int:
        """Return one: a feed has no pages."""
        return 1

    def drawn(self, made: Catalog, page: int) -> str:
        """Return the first rows of what is sent, as a table."""
        self.language.options = made.items.languages
        head, *rows = islice(made.feed_rows(**self.saving()[1]), SHOWN_ROWS + 1)
        return html.cells(_("What is sent, the first rows"), head, rows)

    def told(self, made: Catalog, page: int, name: str) -> tuple[Facts, str]:
        """Return how much is sent, and the file, if nothing is wrong with it."""
        stores.check_target(name, (f".{self.format.value}",))
        out = BytesIO()
        made.save_feed(out, **self.kept(), check=False)
        sent = sum(1 for _ in made.feed_rows(**self.saving()[1])) - 1
        count = f"{sent:,}"
        if sent > SHOWN_ROWS:
            count = _("{count}, the first {shown} are shown", count=count, shown=SHOWN_ROWS)
        wrong = bool(self._products.problems().errors)
        words = html.table({_("Products"): count})
        return Facts(words=words, files={} if wrong else {name: out.getvalue()}), ""


def language_box() -> w.Dropdown:
    """Return the menu of the language of what is made."""
    return controls.language_menu(_("Language"), languages(), empty=_("the shop's"))


def day_box(label: str) -> w.DatePicker:
    """Return the box of the day that counts."""
    return controls.day(label)


def filled(boxes: Mapping[str, w.Widget]) -> dict[str, str]:
    """Return what is typed, without blanks at its ends; an empty box is left out."""
    return {name: box.value.strip() for name, box in boxes.items() if box.value.strip()}


def dated(box: w.DatePicker) -> dict[str, Any]:
    """Return the option `on` of a day, if one is chosen."""
    return {} if box.value is None else {"on": box.value}


def day_of(table: Mapping[str, Any]) -> date | None:
    """Return the day that a campaign file names, which may be written as a text."""
    on = table.get("on")
    return date.fromisoformat(on) if isinstance(on, str) else on
