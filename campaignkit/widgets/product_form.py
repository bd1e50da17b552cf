"""Which products: a table of one's own, or a few as an example; and the currency of their prices.

A table is read again only when its file has changed, and judged again only when it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit import locales, resources
from campaignkit.assets.catalog import Catalog, catalog, read_rows
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.presentation.calls import Call
from campaignkit.problems import Problems
from campaignkit.products.rules import column_of
from campaignkit.rows import Rows
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.table_form import TableForm, columns_of

# Whole numbers, so that they are prices in any currency.
_PRICES = {"drinks": {"tea": 4, "coffee": 6}, "bakery": {"bread": 3, "cake": 8}}


class ProductForm:
    """Controls for a `catalog`. `.box` holds them all."""

    def __init__(self) -> None:
        without = _(
            "These products are an example. Upload a table of your own: one product a row, at "
            "least with a title and a price."
        )
        self.table = TableForm(without=without, reads=read_rows, describes=columns_of)
        self.currency = controls.line(_("Currency"), hint=_("as in USD; empty: the country's"))
        self.matches = MatchForm(self.table)
        self.table.below.children = (self.matches.box,)
        self.box = controls.group(self.table.box, self.currency, name="products")
        self._known: tuple[Any, Catalog | None] = (None, None)
        self._now: Catalog | None = None
        self._judged: tuple[Catalog | None, Problems] = (None, Problems())

    def all(self) -> list[w.Widget]:
        """Return every control whose change changes the products."""
        return [self.table.path, self.currency, *self.matches.all()]

    def recipe(self, shop: Call, language: str) -> Call:
        """Return the call that reads the products. language: of the example."""
        source = self.table.source()
        rows = example(language) if source is None else source
        return Call("products", "catalog", self._catalog, (rows, shop), self._options())

    def kept(self) -> dict[str, Any]:
        """Return the products as a campaign file has them.

        Raises:
            BadInput: they are the example, or columns were chosen by hand.
        """
        source = self.table.source()
        if source is None:
            raise BadInput(
                "the products are an example, which is not kept in a campaign file. Name a table "
                "of your own in the box “Table” of the catalog.",
                rule="studio.example-products",
            )
        if self.matches.changed():
            raise BadInput(
                "A campaign file reads columns by their heads, and you chose others. Call the "
                "columns of the table title, price and so on, and save again.",
                rule="studio.columns-chosen",
            )
        return {"rows": source, **self._options()}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of products."""
        self.currency.value = table.get("currency", "")
        self.table.fill(table.get("rows"))

    def problems(self) -> Problems:
        """Return what is wrong with the products that were read last, for the platform's feed."""
        if self._now is None:
            return Problems()
        if self._now is not self._judged[0]:
            self._judged = self._now, self._now.problems()
        return self._judged[1]

    def count(self) -> int:
        """Return how many products were read last."""
        return 0 if self._now is None else len(self._now.products)

    def forget(self) -> None:
        """Have no products: until some are made, there is nothing to judge."""
        self._now = None

    def _options(self) -> dict[str, Any]:
        typed, columns = self.currency.value.strip().upper(), self.matches.changed()
        currency = {"currency": typed} if typed else {}
        return {**currency, **({"columns": columns} if columns else {})}

    def _catalog(
        self,
        source: Any,
        shop: Business,
        *,
        currency: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Catalog:
        """Return what `catalog` returns, from what was read before if nothing has changed."""
        rows = self.table.rows(source)
        if self.table.source() is None:
            rows = Rows(rows.outcomes, source="example", columns=rows.columns)
        known = (source if isinstance(source, list) else rows, shop, currency, columns)
        if self._known[1] is None or known != self._known[0]:
            made = catalog(rows, shop, currency=currency, columns=columns)
            folder = str(Path(source).parent) if isinstance(source, str) else ""
            self._known = known, replace(made, folder=folder)
        self._now = self._known[1]
        assert self._now is not None
        return self._now


class MatchForm:
    """Which column of the table is the title, the price, …: proposed, and to be changed.

    `.box` holds a menu for each; it is seen while there is a table.
    """

    COLUMNS = ("title", "price", "description", "image_link", "id", "section")

    def __init__(self, table: TableForm) -> None:
        self._table = table
        labels = (
            *(_("Product"), _("Price"), _("Description"), _("Photo"), _("Number"), _("Section")),
        )
        self.menus = {
            column: controls.choice(label, [(_("none"), "")], "")
            for column, label in zip(self.COLUMNS, labels, strict=True)
        }
        self._proposed: dict[str, str] = {}
        head = controls.note(_("Which column is which"))
        self.box = controls.group(head, *self.menus.values(), name="matches")
        table.path.observe(self._offer, "value")
        self._offer()

    def all(self) -> list[w.Widget]:
        """Return every control."""
        return list(self.menus.values())

    def changed(self) -> dict[str, str]:
        """Return the columns chosen where another was proposed."""
        chosen = {column: menu.value for column, menu in self.menus.items() if menu.value}
        return chosen if chosen != self._proposed else {}

    def _offer(self, _change: object = None) -> None:
        heads = self._table.columns
        controls.seen(self.box, bool(heads))
        self._proposed = {}
        for head in heads:
            column = column_of(head)
            if column in self.menus:
                self._proposed.setdefault(column, head)
        for column, menu in self.menus.items():
            menu.options = [menu.options[0], *((head, head) for head in heads)]
            menu.value = self._proposed.get(column, "")


@cache
def example(language: str) -> list[dict[str, str]]:
    """Return a few products in a language, or in English.

    >>> [row["title"] for row in example("pt")][:2]
    ['Chá de hortelã', 'Café coado']
    """
    table = resources.table("widgets", "example")
    spoken = locales.fallbacks(language)[0].partition("_")[0]
    said = table[next((name for name in table if name.partition("_")[0] == spoken), "en")]
    return [
        {
            "id": name,
            "title": said[name][0],
            "description": said[name][1],
            "price": str(price),
            "section": said[section],
        }
        for section, prices in _PRICES.items()
        for name, price in prices.items()
    ]
