"""All studios of a shop in one place."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.widgets import controls
from campaignkit.widgets.campaign_form import FileForm
from campaignkit.widgets.html import STYLE
from campaignkit.widgets.panel import Panel, shown
from campaignkit.widgets.shared_forms import DESIGN, SharedForms
from campaignkit.widgets.studios import studios

FIRST = "sticker"  # the studio that is in front


def studio(shop: Business | None = None, /, *, design: str = DESIGN, **facts: Any) -> Studio:
    """Return every studio of a shop, a tab each. What is typed in one is known in all.

    Args:
        shop: Who is selling; can be changed in the studio. None: an example.
        design: The design shown first.
        facts: What the sticker begins with: `title`, `text`, `note`, `link`.

    Raises:
        NotFound: there is no such design.
        BadInput: `shop` is not a Business.
    """
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


class Studio(w.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The tabs, a widget. `.panels` are the studios by their names, `.file` what keeps them."""

    def __init__(self, shared: SharedForms) -> None:
        super().__init__()
        self._shop = shared.shop
        self.panels: dict[str, Panel] = {name: made(shared) for name, made in studios().items()}
        self.tabs = w.Tab(list(self.panels.values()))
        self.tabs.titles = [panel.title for panel in self.panels.values()]
        self.tabs.observe(self._turned, "selected_index")
        self.file = FileForm(shared, self.panels, self.show)
        self.children = [controls.style(STYLE), self.tabs, self.file.box]
        self.add_class("campaignkit")
        self.show(FIRST)

    @property
    def front(self) -> Panel:
        """The studio that is looked at."""
        return list(self.panels.values())[self.tabs.selected_index or 0]

    def show(self, name: str) -> Panel:
        """Bring the tab of a studio to the front; return the studio."""
        self.tabs.selected_index = list(self.panels).index(name)
        self._turned()  # the first tab is in front before anybody turns to it
        return self.front

    def _turned(self, _change: object = None) -> None:
        for panel in self.panels.values():
            if panel is not self.front:
                panel.go_behind()
        self.front.come_forward()

    def __repr__(self) -> str:
        return f"<Studio of {self._shop.name.value}: {', '.join(self.tabs.titles)}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        seen = "".join(panel.still() for panel in self.panels.values() if panel.made is not None)
        return shown(super()._repr_mimebundle_(**kwargs), repr(self), seen)
