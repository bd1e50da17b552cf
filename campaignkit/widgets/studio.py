"""All studios of a shop in one place."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from campaignkit import locales
from campaignkit.arguments import check_text
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.presentation.goals import Goal, address, goals
from campaignkit.presentation.html import STYLE
from campaignkit.translations import LANGUAGES, again, direction, in_use, use_language
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.campaign_form import FileForm
from campaignkit.widgets.lazy_studios import Panels
from campaignkit.widgets.owned_widgets import ClosedWhole, is_closed
from campaignkit.widgets.shared_forms import DESIGN, SharedForms
from campaignkit.widgets.studio_panel import Panel, shown
from campaignkit.widgets.studios import studios

FIRST = "sticker"  # the studio that is in front


def studio(
    shop: Business | None = None,
    /,
    *,
    design: str = DESIGN,
    language: str | None = None,
    **facts: Any,
) -> Studio:
    """Return every studio of a shop, a tab each. What is typed in one is known in all.

    Args:
        shop: Who is selling; can be changed in the studio. None: an example, and the start page.
        design: The design shown first.
        language: What the studio speaks: see `use_language`. None: what is spoken already.
        facts: What the sticker begins with: `title`, `text`, `note`, `link`.

    Raises:
        NotFound: there is no such design.
        BadInput: `shop` is not a Business, or `language` is not spoken.
    """
    check_text(design, "design")
    if language is not None:
        use_language(language)
    return Studio(shared_of(shop, design, facts))


def code_studio(shop: Business | None = None, /) -> Panel:
    """Return the studio of QR codes."""
    return _alone("code", shared_of(shop))


def sticker_studio(shop: Business | None = None, /, *, design: str = DESIGN, **facts: Any) -> Panel:
    """Return the studio of single stickers; arguments as for `studio`."""
    return _alone("sticker", shared_of(shop, design, facts))


def sheet_studio(shop: Business | None = None, /, *, design: str = DESIGN, **facts: Any) -> Panel:
    """Return the studio of label sheets; arguments as for `studio`."""
    return _alone("sheet", shared_of(shop, design, facts))


def message_studio(shop: Business | None = None, /) -> Panel:
    """Return the studio of messages and templates."""
    return _alone("message", shared_of(shop))


def catalog_studio(shop: Business | None = None, /, *, table: str = "") -> Panel:
    """Return the studio of catalogs: price lists, shelf tags, the platform's feed.

    table: path of the products shown first, a CSV or XLSX; empty: an example.
    """
    made = studios()["catalog"](shared_of(shop))
    made.fill({"rows": table or None, "make": "price-list"})
    made.come_forward()
    return made


def pay_studio(shop: Business | None = None, /) -> Panel:
    """Return the studio of signs to be paid at."""
    return _alone("pay", shared_of(shop))


def pack_studio(shop: Business | None = None, /) -> Panel:
    """Return the studio of sticker packs."""
    return _alone("pack", shared_of(shop))


preview = sticker_studio


def shared_of(shop: Business | None, design: str = DESIGN, facts: Any = None) -> SharedForms:
    """Return the shared of a shop, or of the example."""
    if shop is not None and not isinstance(shop, Business):
        raise BadInput(
            f"shop={shop!r} is not a Business. Make one: Business('Name', phone=…).",
            rule="shop.type",
            shop=shop,
        )
    return SharedForms.of(shop, design=design, facts=facts)


def _alone(name: str, shared: SharedForms) -> Panel:
    panel = studios()[name](shared)
    panel.come_forward()
    return panel


class Studio(ClosedWhole, w.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """All of it, a widget: a start page with pictures, then a tab for each studio.

    `.panels` are the studios by their names, `.file` what keeps them, `.language` the menu of the
    languages it speaks. With a shop of one's own the tabs are there at once.
    """

    def __init__(self, shared: SharedForms) -> None:
        super().__init__()
        self._shared = shared
        self.panels = Panels(shared)
        self.tabs = w.Tab(list(self.panels.places.values()))
        self.tabs.observe(self._turned, "selected_index")
        self.file = FileForm(shared, self.panels, self.show)
        self.start = StartPage(self._begin)
        self.home = controls.button(_("What do you want to make?"))
        self.home.add_class("ck-home").on_click(lambda _button: self._go(home=True))
        self.language = _language_menu()
        self.language.observe(self._speak, "value")
        self._lost = w.HTML(_lost())
        self.region = w.Text(_dom_classes=["ck-region"], layout={"display": "none"})
        self.region.observe(self._live_in, "value")
        head = controls.row(self.home, self.language, self.region)
        head.add_class("ck-head")
        body = (self.start.box, self.tabs, self.file.box)
        self.children = [controls.style(STYLE), self._lost, head, *body]
        self.add_class("campaignkit")
        self._title_and_turn()
        controls.seen(self.tabs, False)  # what the start page hides is not drawn
        self.tabs.selected_index = list(self.panels).index(FIRST)
        self._go(home=shared.example)

    @property
    def front(self) -> Panel:
        """The studio that is looked at."""
        return self.panels[list(self.panels)[self.tabs.selected_index or 0]]

    def show(self, name: str) -> Panel:
        """Bring the tab of a studio to the front; return the studio."""
        self.tabs.selected_index = list(self.panels).index(name)
        self._go(home=False)
        self._turned()  # the first tab is in front before anybody turns to it
        return self.front

    def follow_browser(self) -> None:
        """Have the served page choose the language its browser wants most, of those we speak.

        It then says in `.region` where its browser is at home: there the example is, too.
        """
        for each in LANGUAGES:  # in the order of the menu
            self.add_class(f"ck-offers-{each}")

    def _live_in(self, _change: object) -> None:
        """Put the example, which nobody has changed, into the country of the browser."""
        shop = self._shared.shop
        if self._shared.has_examples_phone and self.region.value in locales.countries():
            language = shop.language.value
            shop.country.value = self.region.value
            shop.language.value = language

    def _begin(self, goal: Goal) -> None:
        """Open the studio of what was chosen, with what it begins with."""
        panel = self.panels[goal.studio]
        if goal.table:
            self._shared.label.begin(goal.table)
        self.show(goal.studio)
        panel.is_kept = True  # chosen, so it belongs to the work

    def _go(self, *, home: bool) -> None:
        """Show the start page, or the studios."""
        controls.seen(self.start.box, home)
        for part in (self.tabs, self.file.box, self.home):
            controls.seen(part, not home)
        if not home:
            self._turned()

    def _speak(self, _change: object) -> None:
        """Speak the language chosen: every word on the page, and what the library says of it."""
        use_language(self.language.value)
        for part in (self.start.box, self.home, self.language, self.file.box):
            controls.respeak(part)
        self._shared.respeak()
        for panel in self.panels.made.values():
            panel.respoken()
        self._lost.value = _lost()
        self._title_and_turn()

    def _title_and_turn(self) -> None:
        """Name the tabs, and turn the page the way its language runs."""
        self.tabs.titles = [again(kind.title) for kind in studios().values()]
        for kind in ("ck-rtl", *(f"ck-speaks-{each}" for each in LANGUAGES)):
            self.remove_class(kind)
        self.add_class(f"ck-speaks-{in_use()}")
        if direction() == "rtl":
            self.add_class("ck-rtl")

    def _turned(self, _change: object = None) -> None:
        if self.tabs.layout.display == "none":
            return
        front = self.front
        for panel in self.panels.made.values():
            if panel is not front:
                panel.go_behind()
        front.come_forward()

    def __repr__(self) -> str:
        if is_closed(self):
            return "<Studio, closed>"
        return f"<Studio of {self._shared.shop.name.value}: {', '.join(self.tabs.titles)}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        made = self.panels.made.values()
        seen = "".join(panel.still() for panel in made if panel.made is not None)
        return shown(super()._repr_mimebundle_(**kwargs), repr(self), seen)


def _language_menu() -> w.Dropdown:
    options = [(controls.language_label(each), each) for each in LANGUAGES]
    return controls.choice(_("Language of this page"), options, in_use())


def _lost() -> str:
    """Return what the served page shows while nothing answers it: it is hidden until then."""
    said = escape(_("The connection was lost. Trying again … Nothing you typed is lost."))
    back = escape(_("Connected again."))
    return (
        f'<div class="ck-lost" role="alert" hidden>{said}</div>'
        f'<div class="ck-back" role="status" hidden>{back}</div>'
    )


class StartPage:
    """A button with a picture for each goal. `.box` holds them; begin: called with the chosen."""

    def __init__(self, begin: Callable[[Goal], None]) -> None:
        self.goals = goals()
        self.buttons = [self._button(goal, at, begin) for at, goal in enumerate(self.goals)]
        style = "".join(
            f".ck-goal-{at}::before{{background-image:url({address(goal.picture)})}}"
            for at, goal in enumerate(self.goals)
        )
        row = controls.row(*self.buttons)
        row.add_class("ck-pictures").add_class("ck-goals")
        self.head = controls.note(_("What do you want to make?"))
        self.head.add_class("ck-question")
        self.box = controls.group(controls.style(f"<style>{style}</style>"), self.head, row)
        self.box.add_class("ck-start")

    def _button(self, goal: Goal, at: int, begin: Callable[[Goal], None]) -> w.Button:
        made = controls.button(goal.name)
        made.add_class("ck-picture").add_class("ck-goal").add_class(f"ck-goal-{at}")
        made.on_click(lambda _button: begin(goal))
        return made
