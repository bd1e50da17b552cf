"""The sticker studio: a design, its words and size, and the sticker as it prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaignkit.assets.sticker import Sticker
from campaignkit.widgets import html, printed
from campaignkit.widgets.desk import Desk, escaped
from campaignkit.widgets.panel import Facts, Panel
from campaignkit.widgets.recipe import Made

PLACE = 20


class Studio(Panel):
    """Controls for a `sticker`."""

    title = "Sticker"
    file_name = "sticker.pdf"
    listed_as = "stickers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        desk.label.watch(self.touched)
        self.arrange(desk.shop_fold(), desk.label.box, desk.label.size.box)

    def recipe(self) -> Made:
        """Return the calls that make the sticker."""
        return self.desk.label.recipe(self.desk.shop.recipe())

    def kept(self) -> dict[str, Any]:
        """Return the sticker as a campaign file has it."""
        size = self.desk.label.size.value()
        return escaped(self.desk.label.table()) | ({} if size is None else {"size_mm": size})

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether this is one sticker: on no label sheet, and of no table."""
        return "stock" not in table and "rows" not in table

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sticker."""
        self.desk.fill_label(table)
        self.desk.label.size.fill(table.get("size_mm"))

    def drawn(self, made: Sticker) -> str:
        """Return the sticker as it prints."""
        return printed.picture(made)

    def told(self, made: Sticker) -> Facts:
        """Return what its code says, and whether phones will read it."""
        facts = html.table({"Code says": made.payload})
        proof, files = printed.proven(made, self.saves)
        return Facts(words=facts + proof, files=files)
