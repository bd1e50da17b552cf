"""What the studios of one shop have in common: the shop, the sticker, the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as w

from campaignkit.business import Business
from campaignkit.widgets import controls
from campaignkit.widgets.label import LabelForm
from campaignkit.widgets.shop import ShopForm
from campaignkit.widgets.tables import TableForm
from campaignkit.wording import compile_text

# Shown where nobody says who is selling: a name to overwrite, and a number nobody has
# (Ofcom, "Telephone numbers for use in TV and radio drama programmes").
EXAMPLE = Business("Your shop", phone="07700 900123", country="GB", language="en")
DESIGN = "open-for-business"
_TEMPLATES = ("title", "text", "link", "note")  # texts that a campaign file fills from a row
_MARK = re.compile(r"(\{[{%#])")


@dataclass(frozen=True, slots=True)
class Desk:
    """The forms that several studios share: what is typed in one is known in all.

    example: nobody said yet who is selling.
    """

    shop: ShopForm
    label: LabelForm
    table: TableForm
    example: bool = False

    @classmethod
    def of(
        cls,
        shop: Business | None,
        *,
        design: str = DESIGN,
        facts: Mapping[str, Any] | None = None,
        rows: str = "",
    ) -> Desk:
        """Return the desk of a shop, None: of an example.

        Raises:
            NotFound: there is no such design.
        """
        forms = ShopForm(shop or EXAMPLE), LabelForm(design, facts or {}), TableForm(rows)
        return cls(*forms, example=shop is None)

    def shop_fold(self) -> w.VBox:
        """Return the shop's controls behind a button, open if nobody said who is selling."""
        return controls.fold("Shop", self.shop.box, is_open=self.example)

    def fill_label(self, table: Mapping[str, Any]) -> None:
        """Say in the forms what a campaign file says of a sticker and its table.

        Without a table, texts that speak of the shop are filled in here.
        """
        rows = table.get("rows")
        self.table.fill(rows)
        self.label.fill(table if rows is not None else self._filled(table))

    def _filled(self, table: Mapping[str, Any]) -> dict[str, Any]:
        facts = self.shop.recipe().make().facts()
        texts = {name: table[name] for name in _TEMPLATES if name in table}
        filled = {name: compile_text(text, name=name).render(facts) for name, text in texts.items()}
        return {**table, **filled}


def escaped(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a sticker's table with its texts meant to the letter: a campaign's are Jinja.

    >>> escaped({"design": "x", "title": "{{ 5 }}"})
    {'design': 'x', 'title': "{{ '{{' }} 5 }}"}
    """
    return {
        name: _MARK.sub(r"{{ '\1' }}", value) if name in _TEMPLATES else value
        for name, value in table.items()
    }
