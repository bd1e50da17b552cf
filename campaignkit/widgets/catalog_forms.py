"""What is made of a catalog, one form each: a price list, shelf tags, the platform's feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any, Protocol

import ipywidgets as w

from campaignkit import stores
from campaignkit.assets.catalog import Catalog
from campaignkit.assets.pricelist import PriceList
from campaignkit.assets.sheet import Sheet
from campaignkit.errors import BadInput
from campaignkit.pages import setting
from campaignkit.presentation import html, previews
from campaignkit.presentation.calls import Call, method
from campaignkit.translations import Word
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.panel import Facts
from campaignkit.widgets.product_form import ProductForm
from campaignkit.widgets.sheet_form import SheetForm, pages
from campaignkit.widgets.shop_form import languages
from campaignkit.widgets.sticker_form import design_menu

SHOWN_ROWS = 12  # of a feed
_MOST_COLUMNS = 4


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


class PriceListForm:
    """Controls for a `price_list`."""

    make, label, file_name = "price-list", _("Price list"), "price-list.pdf"

    def __init__(self) -> None:
        self.language = _language()
        self.beside = controls.language_menu(_("Beside it"), languages(), empty=_("no other"))
        self.title = controls.suggestions(_("Title"), ["menu"], hint=_("empty: “Price list”"))
        self.title_beside = controls.line(_("Title beside"), hint=_("in the second language"))
        self.note = controls.line(_("Note"), hint=_("one small line, as on taxes"))
        papers = [(_("the country's"), ""), *((name, name) for name in setting.PAPERS)]
        self.paper = controls.choice(_("Paper"), papers)
        numbers = [(str(number), number) for number in range(1, _MOST_COLUMNS + 1)]
        self.columns = controls.choice(_("Columns"), [(_("as the paper has room"), 0), *numbers])
        self.photos = controls.tick(_("Photos, of the table's column “image”"))
        self.link = controls.line(_("Code opens"), hint=_("a link; empty: the shop's catalog"))
        self.on = _day()
        first = (self.title, self.title_beside, self.beside, self.paper, self.photos)
        more = controls.group(self.language, self.note, self.columns, self.link, self.on)
        self.box = controls.group(*first, controls.fold(_("More"), more), name="make")
        self.beside.observe(self._both, "value")
        self._both()

    def all(self) -> list[w.Widget]:
        """Return every control."""
        titles = [self.language, self.beside, self.title, self.title_beside, self.note]
        return [*titles, self.paper, self.columns, self.photos, self.link, self.on]

    def layout(self) -> list[w.Widget]:
        """Return the controls that say what stands on which page."""
        return [self.language, self.beside, self.paper, self.columns, self.photos]

    def recipe(self, products: Call) -> Call:
        """Return the call that makes the list."""
        return method("paper", products, "price_list", **self.kept())

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves it."""
        return "save", {}

    def kept(self) -> dict[str, Any]:
        """Return its options: those of `price_list`."""
        words = {"language": self.language, "beside": self.beside}
        more = {"note": self.note, "paper": self.paper, "link": self.link}
        return {
            **_filled(words),
            **self._titled(),
            **_filled(more),
            **({"columns": self.columns.value} if self.columns.value else {}),
            **({"photos": True} if self.photos.value else {}),
            **_dated(self.on),
        }

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says."""
        for menu in ("language", "beside"):
            controls.take(getattr(self, menu), table.get(menu, ""))
        for name in ("note", "link"):
            getattr(self, name).value = table.get(name, "")
        title = table.get("title", "")
        titles = (title, "") if isinstance(title, str) else (*title, "", "")
        self.title.value, self.title_beside.value = titles[:2]
        self.paper.value = setting.paper_named(table["paper"]).name if "paper" in table else ""
        self.columns.value = table.get("columns", 0)
        self.photos.value, self.on.value = table.get("photos", False), _day_of(table)

    def pages(self, made: PriceList) -> int:
        """Return how many pages there are."""
        return made.page_count

    def drawn(self, made: PriceList, page: int) -> str:
        """Return the picture of a page, its foot without the count of pages."""
        try:
            return previews.page(made.page(page, counted=False))
        except BadInput as err:
            if err.gathers or page <= made.page_count:
                raise
        return previews.page(made.page(made.page_count))

    def told(self, made: PriceList, page: int, name: str) -> tuple[Facts, str]:
        """Return how much there is, and the page with its count."""
        count = made.page_count
        products = {_("Products"): f"{len(made.plan.rows):,}", _("Pages"): f"{count:,}"}
        again = previews.page(made.page(page)) if page < count else ""
        return Facts(words=html.table(products)), again

    def _titled(self) -> dict[str, Any]:
        first, second = self.title.value.strip(), self.title_beside.value.strip()
        if not second or not self.beside.value.strip():
            return {"title": first} if first else {}
        if not first:
            raise BadInput(
                "the second language has a title, the first has none: write both.",
                rule="studio.title-missing",
            )
        return {"title": (first, second)}

    def _both(self, _change: object = None) -> None:
        """Ask for a second title where there is a second language."""
        both = bool(self.beside.value.strip())
        self.title_beside.layout.display = "flex" if both else "none"


class TagsForm:
    """Controls for `shelf_tags`."""

    make, label, file_name = "shelf-tags", _("Shelf tags"), "shelf-tags.pdf"

    def __init__(self, sheet: SheetForm, products: ProductForm) -> None:
        self.sheet, self._products = sheet, products
        self.design = controls.choice(_("Design"), design_menu(needs="price"))
        self._usual = self.design.value
        self.language = _language()
        self.link = controls.line(
            _("Code opens"), hint=_("{{{{ link }}}}: the product's, or a chat")
        )
        self.on = _day()
        stock = controls.fold(_("Label sheet"), sheet.stocks.box, is_open=True)
        begun = controls.fold(_("A sheet that was begun"), sheet.mini.box)
        more = controls.fold(_("More"), controls.group(self.language, self.link, self.on))
        printed = (stock, sheet.copies, begun, sheet.printer.box)
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
        return {**design, **_filled(words), **_dated(self.on), **self.sheet.printer.options()}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says; its design may be one of your own."""
        chosen = table.get("design", self._usual)
        self.design.options = design_menu(chosen, needs="price")
        self.design.value = table.get("design", self._usual)
        controls.take(self.language, table.get("language", ""))
        self.link.value = table.get("link", "")
        self.on.value = _day_of(table)
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
        return "save_feed", _filled({"language": self.language})

    def kept(self) -> dict[str, Any]:
        """Return its options: those of `save_feed`."""
        return {"format": self.format.value, **_filled({"language": self.language})}

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


def _language() -> w.Dropdown:
    return controls.language_menu(_("Language"), languages(), empty=_("the shop's"))


def _day() -> w.DatePicker:
    return controls.day(_("Sale prices on"))


def _filled(boxes: Mapping[str, w.Widget]) -> dict[str, str]:
    return {name: box.value.strip() for name, box in boxes.items() if box.value.strip()}


def _dated(box: w.DatePicker) -> dict[str, Any]:
    return {} if box.value is None else {"on": box.value}


def _day_of(table: Mapping[str, Any]) -> date | None:
    """Return the day that a campaign file names, which may be written as a text."""
    on = table.get("on")
    return date.fromisoformat(on) if isinstance(on, str) else on
