"""Rows in, products out: columns by whatever people call them, prices read, gaps filled.

What cannot be read becomes a finding with its row and column; the product is kept with the rest,
so that all of a table's faults are told at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from campaignkit import locales
from campaignkit.business import Business
from campaignkit.errors import CampaignError, did_you_mean
from campaignkit.links import chat
from campaignkit.problems import Problem, Problems, Where
from campaignkit.products import prices
from campaignkit.products.prices import Price
from campaignkit.products.rules import (
    column_of,
    columns,
    known_names,
    problem,
    translated_column,
)
from campaignkit.rows import Rows

_PRICES = ("price", "sale_price")


@dataclass(frozen=True, slots=True)
class Product:
    """One product: its cells by the feed's column names, as text, and its prices.

    translations: cells of other languages, by language and column. where: its row.
    """

    cells: Mapping[str, str]
    price: Price | None
    sale_price: Price | None
    where: Where
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self, column: str, language: str | None = None) -> str:
        """Return a cell, in a language if there is one in it; "" if it is empty."""
        if language is not None:
            for name in locales.fallbacks(language):
                found = self.translations.get(name, {}).get(column)
                if found:
                    return found
        return self.cells.get(column, "")

    @property
    def id(self) -> str:
        """The shop's own code for it."""
        return self.text("id")

    @property
    def title(self) -> str:
        """What it is called."""
        return self.text("title")

    @property
    def section(self) -> str:
        """The part of a list it stands in, "" for none."""
        return self.text("product_type")


@dataclass(frozen=True, slots=True)
class Items:
    """The products of a table. problems: what could not be read. filled: columns we filled."""

    products: tuple[Product, ...]
    problems: Problems
    columns: tuple[str, ...]  # the feed's columns that the table has
    filled: Mapping[str, str]
    languages: tuple[str, ...]  # of its translations
    source: str

    def where(self, column: str | None = None) -> Where:
        """Return the place of a column."""
        return Where(file=self.source, column=column)


def read(rows: Rows, *, shop: Business | None = None, currency: str | None = None) -> Items:
    """Return the products of a table.

    Args:
        rows: One product a row.
        shop: Who sells: settles currency and language, and fills brand and link where the table
            has no such column.
        currency: Of prices that name none; the shop's country's if left out.
    """
    outcomes = list(rows.outcomes())
    found: list[Problem] = []
    dicts = [row for row in outcomes if isinstance(row, dict)]
    header = tuple(dict.fromkeys([*(rows.columns or ()), *(name for row in dicts for name in row)]))
    named = _named(header, rows.source, found)
    languages = _languages(header)
    fill = _filling(shop, set(named.values()))
    reader = _Reader(named, fill, _hints(shop, currency), found)
    products = []
    for number, row in enumerate(outcomes, 1):
        where = Where(file=rows.source, row=number)
        if isinstance(row, Problem):
            found.append(row.placed(where))
            continue
        products.append(reader.product(row, where))
    return Items(
        tuple(products),
        Problems(found),
        tuple(dict.fromkeys(named.values())),
        {name: made({}) if name != "link" else "a link to the chat" for name, made in fill.items()},
        languages,
        rows.source,
    )


def _named(header: tuple[str, ...], source: str, found: list[Problem]) -> dict[str, str]:
    """Return the feed's name for each column that has one."""
    named: dict[str, str] = {}
    taken: dict[str, str] = {}
    exact = {name for name in header if name in columns()}
    for name in sorted(header, key=lambda each: each not in exact):
        column = column_of(name)
        if column is None:
            if translated_column(name) is None:
                near = did_you_mean(name, known_names()).strip()
                place = Where(file=source, column=name)
                found.append(problem("column-unknown", place, name, better=near))
        elif column in taken:
            place = Where(file=source, column=column)
            found.append(problem("column-twice", place, f"{taken[column]!r} and {name!r}"))
        else:
            taken[column] = name
            named[name] = column
    order = list(columns())
    return dict(sorted(named.items(), key=lambda pair: order.index(pair[1])))


def _languages(header: tuple[str, ...]) -> tuple[str, ...]:
    pairs = [translated_column(name) for name in header if column_of(name) is None]
    return tuple(dict.fromkeys(pair[1] for pair in pairs if pair))


def _filling(
    shop: Business | None, have: set[str]
) -> dict[str, Callable[[Mapping[str, str]], str]]:
    """Return what fills the columns that a table lacks."""
    made: dict[str, Callable[[Mapping[str, str]], str]] = {
        "availability": lambda _cells: "in stock",
        "condition": lambda _cells: "new",
    }
    if shop is not None:
        seller = shop
        made["brand"] = lambda _cells: seller.name
        made["link"] = lambda cells: chat.link(seller, cells.get("title", ""))
    identified = {"brand"} if have & {"gtin", "mpn"} else set()
    return {name: make for name, make in made.items() if name not in have | identified}


def _hints(shop: Business | None, currency: str | None) -> dict[str, str | None]:
    if shop is None:
        return {"currency": currency, "language": None}
    language = shop.language
    if "_" not in language:  # Spanish alone is Spain's; the shop's country decides the marks
        language = f"{language}_{shop.country}"
    return {"currency": currency or locales.currency_of(shop.country), "language": language}


@dataclass(frozen=True, slots=True)
class _Reader:
    """What all rows of a table share; findings are added to `found`."""

    named: Mapping[str, str]
    fill: Mapping[str, Callable[[Mapping[str, str]], str]]
    hints: Mapping[str, str | None]
    found: list[Problem]

    def product(self, row: Mapping[str, Any], where: Where) -> Product:
        cells = {column: _text(row.get(name)) for name, column in self.named.items()}
        cells = {column: text for column, text in cells.items() if text}
        cells |= {column: self._filled(make, cells, where) for column, make in self.fill.items()}
        raw = {column: row.get(name) for name, column in self.named.items()}
        price, sale = (self._price(raw.get(name), name, where) for name in _PRICES)
        return Product(cells, price, sale, where, _translations(row))

    def _filled(
        self, make: Callable[[Mapping[str, str]], str], cells: Mapping[str, str], where: Where
    ) -> str:
        """Return a cell that the table lacks; a title that makes too long a link is a finding."""
        try:
            return make(cells)
        except CampaignError as err:
            place = replace(where, column="title")
            self.found.append(Problem(rule="feed.link-made", message=str(err), where=place))
            return ""

    def _price(self, value: Any, column: str, where: Where) -> Price | None:
        if not _text(value):
            return None
        try:
            return prices.read(value, **self.hints)
        except CampaignError as err:
            place = replace(where, column=column)
            self.found.extend(each.placed(place) for each in err.problems)
            return None


def _translations(row: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for name, value in row.items():
        pair = translated_column(name) if column_of(name) is None else None
        if pair and _text(value):
            made.setdefault(pair[1], {})[pair[0]] = _text(value)
    return made


def _text(value: object) -> str:
    """Return a cell as text: 12.0 of a spreadsheet is 12, a date as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).strip()


def lacking(items: Items, column: str) -> Iterator[Product]:
    """Yield the products whose cell of a column is empty."""
    return (product for product in items.products if not product.text(column))
