"""The sticker studio: a design, its words and size, and the sticker as it prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaignkit.assets.sticker import Sticker
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call
from campaignkit.translations import word as _
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.studio_panel import Facts, Panel

PLACE = 20


class StickerStudio(Panel):
    """Controls for a `sticker`."""

    title = _("Sticker")
    file_name = "sticker.pdf"
    listed_as = "stickers"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        shared.label.watch(self.touched)
        self.arrange(shared.shop_fold(), shared.label.box, shared.label.size.box)

    def recipe(self) -> Call:
        """Return the calls that make the sticker."""
        shop, label = self.shared.shop.recipe(), self.shared.label
        label.say_logo("logo" in shop.options, label.size.value())
        return label.recipe(shop)

    def places(self) -> dict[str, Any]:
        """Return the controls that rules speak of."""
        return {**super().places(), **self.shared.label.places()}

    def kept(self) -> dict[str, Any]:
        """Return the sticker as a campaign file has it."""
        size = self.shared.label.size.value()
        return escaped(self.shared.label.table()) | ({} if size is None else {"size_mm": size})

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether this is one sticker: on no label sheet, and of no table."""
        return "stock" not in table and "rows" not in table

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sticker."""
        self.shared.fill_label(table)
        self.shared.label.size.fill(table.get("size_mm"))

    def drawn(self, made: Sticker) -> str:
        """Return the sticker as it prints."""
        return previews.picture(made)

    def told(self, made: Sticker) -> Facts:
        """Return what its code says, and whether phones will read it."""
        facts = html.table({_("Code says"): made.payload})
        proof, files = previews.proven(made, self.saves, example=self.shared.has_examples_phone)
        advice = previews.printing_advice(None) if files else ""
        return Facts(words=facts + proof, files=files, printing=advice)
