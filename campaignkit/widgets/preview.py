"""The first widget: choose a design, type a title and a message, see the sticker as it prints."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from campaignkit import layout
from campaignkit.assets.showing import figure
from campaignkit.assets.sticker import Sticker, sticker
from campaignkit.business import Business
from campaignkit.errors import CampaignError
from campaignkit.widgets.wiring import Debounced, shown_call, shown_error

_DPI = 192
_LARGEST_PX = 1_000  # the longer side of a preview; larger ones only cost time


def preview(shop: Business, /, *, design: str = "chat-with-us", **facts: Any) -> Preview:
    """Return a widget that shows a sticker of the shop as it prints, while it is changed.

    Args:
        shop: Who is selling.
        design: The design shown first.
        facts: Facts the sticker begins with: `title`, `text`, `note`, what the design needs.

    Raises:
        NotFound: there is no such design.
    """
    layout.load(design)
    return Preview(shop, design=design, facts=facts)


class Preview:
    """The controls and the picture. `.sticker` is the last good one."""

    def __init__(self, shop: Business, *, design: str, facts: dict[str, Any]) -> None:
        self._shop = shop
        self._facts = {key: value for key, value in facts.items() if key not in _CONTROLS}
        self.sticker: Sticker | None = None
        names = sorted({*layout.names(), design})
        size = layout.load(design).size
        style = {"description_width": "70px"}
        wide = w.Layout(width="330px")
        self.design = w.Dropdown(
            options=names, value=design, description="Design", style=style, layout=wide
        )
        self.title = w.Text(
            value=str(facts.get("title", "")), description="Title", style=style, layout=wide
        )
        self.text = w.Textarea(
            value=str(facts.get("text", "")), description="Message", style=style, layout=wide
        )
        self.note = w.Text(
            value=str(facts.get("note", "")), description="Note", style=style, layout=wide
        )
        self.width = w.BoundedFloatText(
            value=size[0], min=10, max=1000, step=1, description="Width mm", style=style
        )
        self.height = w.BoundedFloatText(
            value=size[1], min=10, max=1000, step=1, description="Height mm", style=style
        )
        self.picture, self.error, self.call = w.HTML(), w.HTML(), w.HTML()
        self._changed = Debounced(self.redraw)
        controls = (self.design, self.title, self.text, self.note, self.width, self.height)
        for control in controls:
            control.observe(self._changed, "value")
        self.ui = w.HBox(
            [w.VBox([*controls, self.call]), w.VBox([self.picture, self.error])],
            layout=w.Layout(flex_flow="row wrap", align_items="flex-start", grid_gap="16px"),
        )
        self.ui.add_class("campaignkit-preview")
        self.redraw()

    def redraw(self) -> None:
        """Draw what the controls say; on a mistake say it, and keep the last good picture."""
        options = self._options()
        try:
            made = sticker(self.design.value, self._shop, **options)
            picture = figure(made.png(dpi=_dpi(made)), made.size[0], made.alternative)
        except CampaignError as err:
            self.error.value = shown_error(str(err))
            return
        self.sticker = made
        self.picture.value = picture
        self.error.value = ""
        self.call.value = shown_call(_call(self.design.value, options))

    def _options(self) -> dict[str, Any]:
        typed = {"title": self.title.value, "text": self.text.value, "note": self.note.value}
        size = (self.width.value, self.height.value)
        given = {key: value for key, value in typed.items() if value.strip()}
        return {**self._facts, **given, "size_mm": size}

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self.ui._repr_mimebundle_(**kwargs)


_CONTROLS = ("title", "text", "note")


def _dpi(made: Sticker) -> float:
    return min(_DPI, _LARGEST_PX / max(made.size) * 25.4)


def _call(design: str, options: dict[str, Any]) -> str:
    given = "".join(f", {key}={value!r}" for key, value in options.items())
    return f"ck.sticker({design!r}, shop{given})"
