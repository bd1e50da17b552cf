"""What the studios of one shop have in common: the shop, the sticker, the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit.business import Business
from campaignkit.widgets.label import LabelForm
from campaignkit.widgets.shop import ShopForm
from campaignkit.widgets.tables import TableForm
from campaignkit.wording import compile_text

DESIGN = "open-for-business"
_TEMPLATES = ("title", "text", "link", "note")  # texts that a campaign file fills from a row
_MARK = re.compile(r"(\{[{%#])")


@dataclass(frozen=True, slots=True)
class Desk:
    """The forms that several studios share: what is typed in one is known in all."""

    shop: ShopForm
    label: LabelForm
    table: TableForm

    @classmethod
    def of(
        cls,
        shop: Business,
        *,
        design: str = DESIGN,
        facts: Mapping[str, Any] | None = None,
        rows: str = "",
    ) -> Desk:
        """Return the desk of a shop.

        Raises:
            NotFound: there is no such design.
        """
        return cls(ShopForm(shop), LabelForm(design, facts or {}), TableForm(rows))

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
