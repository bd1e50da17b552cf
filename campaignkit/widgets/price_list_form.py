"""A price list, a menu with photos or the board of the day, as controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from campaignkit.assets.price_list import PriceList
from campaignkit.errors import BadInput
from campaignkit.pages import typesetting
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call, method
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.catalog_forms import dated, day_box, day_of, filled, language_box
from campaignkit.widgets.printer_form import PrinterForm
from campaignkit.widgets.shop_form import languages
from campaignkit.widgets.sticker_form import dress_menus
from campaignkit.widgets.studio_panel import Facts

_MOST_COLUMNS, _MOST_PAGES = 4, 4  # offered; a campaign file may ask for more pages
_LARGER = ("A3", "A6")  # papers that are no lists' own, and wanted as often
_GRID = "grid"
_WHOLE, _CUT, _NONE = True, 2, False  # descriptions: lines


class PriceListForm:
    """Controls for a `price_list`. `.box` holds them all.

    printer: what prints it, which shelf tags of the same studio have, too.
    """

    make, label, file_name = "price-list", _("Price list"), "price-list.pdf"

    def __init__(self, printer: PrinterForm) -> None:
        self.printer = printer
        self.arrangement = controls.choice(_("Laid out as"), _arrangements(), "list")
        self.theme, self.season = dress_menus()
        self.language = language_box()
        self.beside = controls.language_menu(_("Beside it"), languages(), empty=_("no other"))
        self.title = controls.suggestions(_("Title"), ["menu"], hint=_("empty: “Price list”"))
        self.title_beside = controls.line(_("Title beside"), hint=_("in the second language"))
        self.note = controls.line(_("Note"), hint=_("one small line, as on taxes"))
        papers = [
            (_("the country's"), ""),
            *((name, name) for name in (*typesetting.PAPERS, *_LARGER)),
        ]
        self.paper = controls.choice(_("Paper"), papers)
        self.columns = controls.choice(
            _("Columns"), [(_("as the paper has room"), 0), *_numbers(_MOST_COLUMNS)]
        )
        self.pages_most = controls.choice(
            _("Pages of products"), [(_("as many as it takes"), 0), *_numbers(_MOST_PAGES)]
        )
        self.cover = controls.tick(_("A first page with the shop, the title and a large code"))
        self.photos = controls.tick(_("Photos, of the table's column “image”"))
        self.descriptions = controls.choice(_("Descriptions"), _descriptions(), _WHOLE)
        self.specials = controls.area(
            _("In a box"), hint=_("names of products, one a line; empty: those the table marks")
        )
        self.link = controls.line(_("Code opens"), hint=_("a link; empty: the shop's catalog"))
        self.on_request = controls.tick(_("Products without a price, too: “On request”"))
        self.on = day_box(_("Day it is for"))
        first = (self.arrangement, self.theme, self.title, self.beside, self.title_beside)
        more = (self.specials, self.columns, self.pages_most, self.descriptions, self.language)
        rest = (self.season, self.note, self.link, self.on_request, self.on)
        fold = controls.fold(_("More"), controls.group(*more, *rest))
        ticks = (self.photos, self.cover)
        self.box = controls.group(*first, self.paper, *ticks, fold, name="make")
        for menu in (self.beside, self.arrangement):
            menu.observe(self._fit, "value")
        self._fit()

    def all(self) -> list[w.Widget]:
        """Return every control, but for the printer's, which tells by itself."""
        titles = [self.title, self.title_beside, self.note, self.link, self.on]
        return [*self.layout(), *titles, self.theme, self.season]

    def layout(self) -> list[w.Widget]:
        """Return the controls that say what stands on which page."""
        paged = [
            self.paper,
            self.columns,
            self.pages_most,
            self.cover,
            self.photos,
            self.on_request,
        ]
        said = [self.language, self.beside, self.arrangement, self.descriptions, self.specials]
        return [*said, *paged]

    def places(self) -> dict[str, w.Widget]:
        """Return the controls by the rules that speak of them, and their subjects."""
        own = ("beside", "columns", "paper", "specials", "title", "cover", "arrangement")
        named = {f"price-list.{name}": getattr(self, name) for name in own}
        worn = {"theme": self.theme, "season": self.season, "link": self.link}
        return {
            **{**named, **worn, "price-list.special": self.specials, "paper": self.paper},
            "feed.unpriced": self.on_request,
            **{"price-list.pages": self.pages_most, "studio.title-missing": self.title},
        }

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
        worn = {"theme": self.theme, "season": self.season}
        return {
            **filled(words),
            **self._titled(),
            **filled(more),
            **self._laid_out(),
            **filled(worn),
            **dated(self.on),
            **self.printer.options(),
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
        paper = typesetting.paper_named(table["paper"]).name if "paper" in table else ""
        controls.take_other(self.paper, paper)
        self.photos.value, self.on.value = table.get("photos", False), day_of(table)
        self.arrangement.value = table.get("arrangement", "list")
        self.cover.value = table.get("cover", False)
        self.on_request.value = table.get("on_request", False)
        controls.take_other(self.columns, table.get("columns", 0))
        pages = table.get("pages", 0)
        controls.take_other(self.pages_most, max(0, pages - self.cover.value))
        controls.take_other(self.descriptions, table.get("descriptions", _WHOLE))
        self.specials.value = "\n".join(table.get("specials", ()))
        for name, menu in (("theme", self.theme), ("season", self.season)):
            controls.take_other(menu, table.get(name, ""))
        self.printer.fill(table)

    def pages(self, made: PriceList) -> int:
        """Return how many pages there are."""
        return made.page_count

    def drawn(self, made: PriceList, page: int) -> str:
        """Return the picture of a page, its foot without the count of pages."""
        # to count pages all are set: the picture comes before that, and again from `told`
        try:
            return previews.page(made.page(page, counted=False))
        except BadInput as err:  # the list has become shorter than the page that was turned to
            if err.gathers or page <= made.page_count:
                raise
        return previews.page(made.page(made.page_count))

    def told(self, made: PriceList, page: int, name: str) -> tuple[Facts, str]:
        """Return how much there is, and the page with its count."""
        count = made.page_count
        products = {_("Products"): f"{len(made.plan.rows):,}", _("Pages"): f"{count:,}"}
        again = previews.page(made.page(page)) if page < count else ""
        return Facts(words=html.table(products)), again

    def _laid_out(self) -> dict[str, Any]:
        """Return the options of how it is set; what is as usual is left out."""
        typed = tuple(line.strip() for line in self.specials.value.splitlines() if line.strip())
        said: dict[str, tuple[Any, Any]] = {
            "arrangement": (self.arrangement.value, "list"),
            "columns": (self.columns.value, 0),
            "pages": (self.pages_most.value and self.pages_most.value + self.cover.value, 0),
            "cover": (self.cover.value, False),
            "photos": (self.photos.value and self.arrangement.value != _GRID, False),
            "specials": (typed, ()),
            "on_request": (self.on_request.value, False),
        }
        cut = self.descriptions.value
        descriptions = {} if cut is _WHOLE else {"descriptions": cut}
        return {name: v for name, (v, usual) in said.items() if v != usual} | descriptions

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

    def _fit(self, _change: object = None) -> None:
        """Ask for a second title where there is a second language; cards have photos anyway."""
        controls.seen(self.title_beside, bool(self.beside.value.strip()))
        controls.seen(self.photos, self.arrangement.value != _GRID)


def _arrangements() -> list[tuple[str, str]]:
    return [
        (_("lines, in columns"), "list"),
        (_("cards with large photos"), _GRID),
        (_("a board of the day"), "board"),
    ]


def _descriptions() -> list[tuple[str, Any]]:
    return [(_("whole"), _WHOLE), (_("two lines at most"), _CUT), (_("left out"), _NONE)]


def _numbers(most: int) -> list[tuple[str, int]]:
    return [(str(number), number) for number in range(1, most + 1)]
