"""Which products: a table of one's own, or a few as an example; and the currency of their prices.

A table is read again only when its file has changed, and judged again only when it was read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from pkgutil import get_data
from typing import Any

import ipywidgets as w

from campaignkit import locales
from campaignkit.assets.catalog import Catalog, catalog, read_rows
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.problems import Problems
from campaignkit.rows import Rows
from campaignkit.widgets import controls
from campaignkit.widgets.calls import Call
from campaignkit.widgets.table_form import TableForm, columns_of

_WITHOUT = (
    "These products are an example. Name a table of your own: one product a row, at least with "
    "a title and a price."
)
# Whole numbers, so that they are prices in any currency.
_PRICES = {"drinks": {"tea": 4, "coffee": 6}, "bakery": {"bread": 3, "cake": 8}}


class ProductForm:
    """Controls for a `catalog`. `.box` holds them all."""

    def __init__(self) -> None:
        self.table = TableForm(without=_WITHOUT, reads=read_rows, describes=columns_of)
        self.currency = controls.line("Currency", hint="as in USD; empty: the country's")
        self.box = controls.group(self.table.box, self.currency, name="products")
        self._known: tuple[Any, Catalog | None] = (None, None)
        self._now: Catalog | None = None
        self._judged: tuple[Catalog | None, Problems] = (None, Problems())

    def all(self) -> list[w.Widget]:
        """Return every control whose change changes the products."""
        return [self.table.path, self.currency]

    def recipe(self, shop: Call, language: str) -> Call:
        """Return the call that reads the products. language: of the example."""
        source = self.table.source()
        rows = example(language) if source is None else source
        return Call("products", "catalog", self._catalog, (rows, shop), self._options())

    def kept(self) -> dict[str, Any]:
        """Return the products as a campaign file has them.

        Raises:
            BadInput: they are the example.
        """
        source = self.table.source()
        if source is None:
            raise BadInput(
                "the products are an example, which is not kept in a campaign file. Name a table "
                "of your own in the box “Table” of the catalog.",
                rule="studio.example-products",
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

    def _options(self) -> dict[str, str]:
        typed = self.currency.value.strip().upper()
        return {"currency": typed} if typed else {}

    def _catalog(self, source: Any, shop: Business, *, currency: str | None = None) -> Catalog:
        """Return what `catalog` returns, from what was read before if nothing has changed."""
        rows = self.table.rows(source)
        if self.table.source() is None:
            rows = Rows(rows.outcomes, source="example", columns=rows.columns)
        known = (source if isinstance(source, list) else rows, shop, currency)
        if self._known[1] is None or known != self._known[0]:
            made = catalog(rows, shop, currency=currency)
            folder = str(Path(source).parent) if isinstance(source, str) else ""
            self._known = known, replace(made, folder=folder)
        self._now = self._known[1]
        assert self._now is not None
        return self._now


@cache
def example(language: str) -> list[dict[str, str]]:
    """Return a few products in a language, or in English.

    >>> [row["title"] for row in example("pt")][:2]
    ['Chá de hortelã', 'Café coado']
    """
    table = tomllib.loads((get_data("campaignkit.widgets", "example.toml") or b"").decode("utf-8"))
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
