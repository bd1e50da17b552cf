"""What the studios of one shop have in common: the shop, the sticker, the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as w

from campaignkit.business import Business
from campaignkit.campaigns.campaign_file import keys_that_hold
from campaignkit.campaigns.forms.form import Holds
from campaignkit.translations import in_use, word_in
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.shop_form import ShopForm
from campaignkit.widgets.sticker_form import StickerForm
from campaignkit.widgets.table_form import ColumnButtons, ColumnRoles, TableForm
from campaignkit.wording import compile_text

# Shown where nobody says who is selling: a name to overwrite, and a number nobody has
# (Ofcom, "Telephone numbers for use in TV and radio drama programmes").
_NOBODY = "+44 7700 900123"
_SHORTEST = 10  # of its digits, without the country: it is shown so at home
_HOMES = {"pt_BR": "BR", "es": "MX", "ar": "AE", "hi": "IN", "en": "GB"}
DESIGN = "open-for-business"
_MARK = re.compile(r"(\{[{%#])")


@dataclass(frozen=True, slots=True)
class SharedForms:
    """The forms that several studios share: what is typed in one is known in all.

    example: nobody said yet who is selling.
    """

    shop: ShopForm
    label: StickerForm
    table: TableForm
    columns: ColumnButtons
    roles: ColumnRoles
    example: bool = False

    @classmethod
    def of(
        cls,
        shop: Business | None,
        *,
        design: str = DESIGN,
        facts: Mapping[str, Any] | None = None,
        rows: str = "",
    ) -> SharedForms:
        """Return the shared of a shop, None: of an example.

        Raises:
            NotFound: there is no such design.
        """
        label, table = StickerForm(design, facts or {}), TableForm(rows)
        texts = {each.description: each for each in (label.title, label.text, label.note)}
        columns, roles = ColumnButtons(table, texts), ColumnRoles(table)
        table.below.children = (columns.box, roles.box)
        shop_form = ShopForm(shop or example_shop())
        return cls(shop_form, label, table, columns, roles, example=shop is None)

    @property
    def has_examples_phone(self) -> bool:
        """Whether the phone is still nobody's."""
        typed = re.sub(r"[^0-9]", "", self.shop.phone.value)
        return self.example and typed[-_SHORTEST:] == re.sub(r"[^0-9]", "", _NOBODY)[-_SHORTEST:]

    def shop_fold(self) -> w.VBox:
        """Return the shop's controls behind a button, open if nobody said who is selling."""
        return controls.fold(_("Shop"), self.shop.box, is_open=self.example)

    def respeak(self) -> None:
        """Say in the language in use what the table offers, and an example nobody has changed."""
        examples = {word_in(each, "Your shop") for each in _HOMES}
        if self.example and self.shop.name.value in examples:
            self.shop.fill(example_shop())
        self.table.describe()

    def fill_label(self, table: Mapping[str, Any]) -> None:
        """Say in the forms what a campaign file says of a sticker and its table.

        Without a table, texts that speak of the shop are filled in here.
        """
        rows = table.get("rows")
        self.table.fill(rows)
        said = dict(table) if rows is None else self.roles.fill(table)
        self.label.fill(said if rows is not None else self.filled(said))

    def filled(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """Return a table of a campaign file with its texts filled in with the shop's facts.

        Raises:
            BadInput: a text speaks of something that the shop has not.
        """
        facts = self.shop.recipe().make().facts()
        return _each_text(table, lambda text: compile_text(text, name="text").render(facts))


def example_shop() -> Business:
    """Return a shop to be overwritten, where people speak the language in use.

    >>> example_shop().name, example_shop().country
    ('Your shop', 'GB')
    """
    language = in_use()
    name = str(_("Your shop"))
    return Business(name, phone=_NOBODY, country=_HOMES[language], language=language)


def escaped(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with its texts meant to the letter: a campaign's are Jinja.

    >>> escaped({"design": "x", "title": "{{ 5 }}", "facts": {"price": "{% 6"}})
    {'design': 'x', 'title': "{{ '{{' }} 5 }}", 'facts': {'price': "{{ '{%' }} 6"}}
    """
    return _each_text(table, lambda text: _MARK.sub(r"{{ '\1' }}", text))


def _each_text(table: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return a table with each text that is Jinja changed."""

    def changed(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: changed(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(map(changed, value))
        return change(value) if isinstance(value, str) else value

    texts = keys_that_hold(Holds.TEMPLATE)
    return {name: changed(v) if name in texts else v for name, v in table.items()}
