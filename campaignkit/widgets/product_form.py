"""Which products: a table of one's own, or a few as an example; and the currency of their prices.

A table is read again only when its file has changed, and judged again only when it was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit import locales, resources
from campaignkit.assets.catalog import Catalog, catalog, read_rows
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.presentation import html
from campaignkit.presentation.python_calls import Call
from campaignkit.problems import Problem, Problems
from campaignkit.products.rules import column_of
from campaignkit.rows import Rows
from campaignkit.rows.column_names import near_fields
from campaignkit.translations import again, in_use
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.table_form import TableForm, columns_of
from campaignkit.widgets.uploads import PICTURES, upload

# Whole numbers, so that they are prices in any currency.
_PRICES = {"drinks": {"tea": 4, "coffee": 6}, "bakery": {"bread": 3, "cake": 8}}


class ProductForm:
    """Controls for a `catalog`. `.box` holds them all.

    without: what to say where there is no table.
    """

    def __init__(self, *, without: str = "") -> None:
        told = without or _(
            "These products are an example. Upload a table of your own: one product a row, at "
            "least with a title and a price."
        )
        self.table = TableForm(without=told, reads=read_rows, describes=columns_of)
        self.photo_words = w.HTML()
        label = _("Upload the photos of the products")
        self.photos = upload(label, PICTURES, self._photographed, self.photo_words, multiple=True)
        self.currency = controls.choice(_("Currency"), _currencies(), "", called=_currency_label)
        self.matches = MatchForm(self.table)
        self._with_photos = controls.group(controls.row(self.photos), self.photo_words)
        self.table.below.children = (self._with_photos, self.matches.box)
        self.table.path.observe(self._fit, "value")
        self._fit()
        self.box = controls.group(self.table.box, self.currency, name="products")
        self._watchers: list[Callable[[object], None]] = []
        self._known: tuple[Any, Catalog | None] = (None, None)
        self._now: Catalog | None = None
        self._judged: tuple[Catalog | None, Problems] = (None, Problems())

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when photos come: there is no control that tells of them."""
        self._watchers.append(changed)

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
        controls.take_other(self.currency, str(table.get("currency", "")).upper())
        self.table.fill(table.get("rows"))

    def _fit(self, _change: object = None) -> None:
        """Ask for photos where there is a table that can name them."""
        controls.seen(self._with_photos, self.table.source() is not None)

    def _photographed(self, names: list[str]) -> None:
        """Say what was kept; the products are read anew, for their photos may be there now."""
        said = _(
            "Kept: {names}. A row shows the photo that its column names.", names=_(", ").join(names)
        )
        self.photo_words.value = html.said(said)
        self._known = (None, None)
        for changed in self._watchers:
            changed(None)

    def problems(self) -> Problems:
        """Return what is wrong with the products that were read last, for the platform's feed."""
        if self._now is None:
            return Problems()
        if self._now is not self._judged[0]:
            self._judged = self._now, Problems(map(self.matches.named, self._now.problems()))
        return self._judged[1]

    def count(self) -> int:
        """Return how many products were read last."""
        return 0 if self._now is None else len(self._now.products)

    def forget(self) -> None:
        """Have no products: until some are made, there is nothing to judge."""
        self._now = None

    def _options(self) -> dict[str, Any]:
        chosen, columns = self.currency.value, self.matches.changed()
        currency = {"currency": chosen} if chosen else {}
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

    # The rest stands behind "More": few tables have it, and its heads are mostly known.
    COLUMNS = ("title", "price", "description", "image", "section")
    MORE = ("id", "image_link", "sale_price", "marks", "special")

    def __init__(self, table: TableForm) -> None:
        self._table = table
        labels = (
            *(_("Product"), _("Price"), _("Description"), _("Photo"), _("Section")),
            *(_("Number"), _("Web address of the photo"), _("Sale price")),
            *(_("Diets and allergens"), _("In the box of the day")),
        )
        self.menus = {
            column: controls.choice(label, [(_("none"), "")], "")
            for column, label in zip((*self.COLUMNS, *self.MORE), labels, strict=True)
        }
        self._proposed: dict[str, str] = {}
        head = controls.note(_("Which column is which"))
        first = (self.menus[column] for column in self.COLUMNS)
        rest = (self.menus[column] for column in self.MORE)
        more = controls.fold(_("More columns"), controls.group(*rest))
        self.box = controls.group(head, *first, more, name="matches")
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
        chosen = self._misspelt(heads) | self._proposed
        for column, menu in self.menus.items():
            label, none = menu.options[0]
            menu.options = [(again(label), none), *((head, head) for head in heads)]
            menu.value = chosen.get(column, "")

    def _misspelt(self, heads: tuple[str, ...]) -> dict[str, str]:
        """Return heads that are nearly what people call a column: seen, and to be changed."""
        unknown = [head for head in heads if column_of(head) is None]
        near = ((near_fields(head, "products"), head) for head in unknown)
        found = ((fields[0], head) for fields, head in near if fields)
        return {column: head for column, head in found if column in self.menus}

    def named(self, found: Problem) -> Problem:
        """Return a problem that names a column as the table does, or as its menu is labelled."""
        key = found.where.column or ""
        menu = self.menus.get(key)
        if menu is None:
            return found
        if found.rule == "feed.column-missing" and not menu.value:
            what = menu.description.source
            return Problem(
                rule="studio.column-choose",
                message=f"no column of the table is taken for {what}.",
                fix="Choose one under “Which column is which”.",
                params={"what": what, "field": key},
            )
        column = str(menu.value or menu.description)
        # by a function, since the name of a column may hold a backslash
        said = re.sub(rf"^{key}(?= )", lambda _key: column, found.message)
        return replace(found, message=said, where=replace(found.where, column=column))


def _currencies() -> list[tuple[str, str]]:
    """Return the currencies there are by their names in the language in use, none first."""
    named = sorted((_currency_label(code), code) for code in locales.currencies())
    return [(_currency_label(""), ""), *named]


def _currency_label(code: str) -> str:
    if not code:
        return _("the country's own")
    return f"{locales.currency_name(code, in_use())} ({code})"


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
