"""Rows in, products out: columns by whatever people call them, prices read, gaps filled.

What cannot be read becomes a finding with its row and column; the product is kept with the rest,
so that all of a table's faults are told at once.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from campaignkit import locales, prices
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.frozen import Frozen
from campaignkit.prices import Price
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.products import exports, filling, quotes
from campaignkit.products.quotes import Quote
from campaignkit.products.rules import (
    QUANTITY,
    chosen_of,
    column_of,
    columns,
    is_out_of_stock,
    problem,
    stock_of,
    strength_of,
    translated_column,
)
from campaignkit.products.unfinished_cells import unfinished
from campaignkit.rows import Rows, check_columns
from campaignkit.rows.column_names import hint, near_fields
from campaignkit.rows.table_row import row_number, row_warnings

_PRICES = ("price", "sale_price", "compare_at_price")
_ON_THE_WEB = re.compile(r"(https?:)?//[^\s/?#.]+\.\S+", re.IGNORECASE)
_BETWEEN_LINKS = re.compile(r"[\s,;|]+(?=(?:https?:)?//)", re.IGNORECASE)
_NOTE = "#"  # Meta's template has notes above its header, each beginning so


@dataclass(frozen=True, slots=True)
class Product:
    """One product: its cells by the feed's column names, as text, and its prices.

    translations: cells of other languages, by language and column. where: its row. most: the
    highest price, where it costs "10 to 15"; starts: others cost more, as in "from 10". filled: the
    columns whose cell was empty, and was filled by rule.
    """

    cells: Mapping[str, str]
    price: Price | None
    sale_price: Price | None
    where: Where
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    most: Price | None = None
    starts: bool = False
    filled: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", Frozen(self.cells))
        texts = {language: Frozen(cells) for language, cells in self.translations.items()}
        object.__setattr__(self, "translations", Frozen(texts))

    @property
    def is_single(self) -> bool:
        """Whether its price is one amount and no more."""
        return self.most is None and not self.starts

    @property
    def is_on_request(self) -> bool:
        """Whether its cell says, instead of a price, that customers are to ask."""
        return self.price is None and quotes.is_on_request(self.text("price"))

    @property
    def is_heading(self) -> bool:
        """Whether its row says a title and nothing else: of what stands below it, in a list."""
        said = {name for name, text in self.cells.items() if text and name not in self.filled}
        return said - {"id"} == {"title"} and not self.translations

    def text(self, column: str, language: str | None = None) -> str:
        """Return a cell, in a language if there is one in it; "" if it is empty."""
        if language is not None:
            spoken = language.partition("_")[0]
            for name in locales.fallbacks(language):
                found = self.translations.get(name, {}).get(column)
                if found and name.partition("_")[0] == spoken:  # English is no Arabic
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
    """The products of a table. problems: what could not be read. filled: columns we filled.

    platform: whose export it is, such as "Shopify"; "" for any other table.
    """

    products: tuple[Product, ...]
    problems: Problems
    columns: tuple[str, ...]  # the feed's columns that the table has
    filled: Mapping[str, str]
    languages: tuple[str, ...]  # of its translations
    source: str
    platform: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "filled", Frozen(self.filled))

    def where(self, column: str | None = None) -> Where:
        """Return the place of a column."""
        return Where(file=self.source, column=column)


def read(
    rows: Rows,
    *,
    shop: Business | None = None,
    currency: str | None = None,
    columns: Mapping[str, str] | None = None,
    fill: Mapping[str, str] | None = None,
) -> Items:
    """Return the products of a table.

    Args:
        rows: One product a row; or the export of a platform that `exports` knows.
        shop: Who sells: settles currency and how numbers are written, by its country, and fills
            brand and link where the table has no such column.
        currency: Of prices that name none; the shop's country's if left out.
        columns: Which of the table's columns is which of the feed's: {"title": "Nome do Produto"}.
            Then the table is taken for no platform's export.
        fill: What empty cells and missing columns get, Jinja over the product's cells:
            {"image_link": "https://shop.example/{{ id }}.jpg"}.

    Raises:
        BadInput: `columns` or `fill` is no mapping, or names what neither the feed nor the table
            has; `fill` cannot be read.
    """
    if columns is not None:
        check_columns(columns)
    given = filling.given(fill)
    found: list[Problem] = []
    header, numbered = _headed(rows)
    platform = exports.find(header) if columns is None else None
    if platform is not None:
        told = exports.Told()
        sound = [(number, row) for number, row in numbered if isinstance(row, dict)]
        broken = [(number, row) for number, row in numbered if not isinstance(row, dict)]
        numbered = [*broken, *exports.translated(platform, sound, told)]
        numbered.sort(key=lambda each: each[0])
        found += told.problems(rows.source)
        header = tuple(
            dict.fromkeys(name for _, row in numbered if isinstance(row, dict) for name in row)
        )
    named = _named(header, rows.source, found, columns or {})
    found += _asked(header, named, numbered, rows.source, given)
    fillers = {**filling.usual(shop), **given}
    head = next((name for name, column in named.items() if column == "price"), "")
    unit = quotes.unit_of_head(head)[1]
    reader = _ItemReader(named, fillers, _hints(shop, currency), found, unit)
    products = []
    for number, row in numbered:
        where = Where(file=rows.source, row=number)
        if isinstance(row, Problem):
            found.append(row.placed(where))
            continue
        found += (note.placed(where) for note in row_warnings(row))
        products.append(reader.product(row, where))
    have = dict.fromkeys([*named.values(), *reader.found_columns])
    used = {
        name: filler.said
        for name, filler in fillers.items()
        if name not in have and (name != "brand" or any(each.text(name) for each in products))
    }
    return Items(
        tuple(products),
        Problems(found),
        tuple(have),
        used,
        _languages(header, named),
        rows.source,
        "" if platform is None else platform.NAME,
    )


def _headed(rows: Rows) -> tuple[tuple[str, ...], list[tuple[int, dict[str, Any] | Problem]]]:
    """Return a table's header and its rows with their numbers; notes above the header are none."""
    outcomes: list[tuple[int, Any]] = [
        (row_number(row, counted), row) for counted, row in enumerate(rows.outcomes(), 1)
    ]
    header = rows.columns or ()
    while header and header[0].strip().startswith(_NOTE) and outcomes:
        first = outcomes[0][1]
        if not isinstance(first, dict):
            break
        names = {name: _text(cell) or name for name, cell in first.items()}
        header = tuple(names.values())
        outcomes = [
            (n, {names.get(key, key): cell for key, cell in row.items()})
            if isinstance(row, dict)
            else (n, row)
            for n, row in outcomes[1:]
        ]
    seen = dict.fromkeys(
        [*header, *(name for _, row in outcomes if isinstance(row, dict) for name in row)]
    )
    return tuple(seen), outcomes


def _named(
    header: tuple[str, ...], source: str, found: list[Problem], given: Mapping[str, str]
) -> dict[str, str]:
    """Return the feed's name for each column that has one. given: what the caller said."""
    named = {told: column for column, told in _checked(given, header, source).items()}
    taken = dict(given)
    plain = {column_of(name) for name in header if translated_column(name) is None or _is_own(name)}
    for name in sorted(header, key=_sureness):
        column = column_of(name) or _priced_by_unit(name)
        translated = translated_column(name)
        twin = translated is not None and translated[0] in plain and not _is_own(name)
        if name in named or twin:
            continue  # "title_en" beside "title" is English; alone it is the title
        if column is None:
            if translated_column(name) is None:
                near = " or ".join(map(repr, near_fields(name, "products")[:3]))
                place = Where(file=source, column=name)
                better = f"Did you mean {near}?" if near else ""
                found.append(problem("column-unknown", place, name, better=better))
        elif column in given:
            continue  # the caller chose another for it
        elif column in taken:
            place = Where(file=source, column=column)
            both = f"{taken[column]!r} and {name!r}"
            if columns()[column].kind == "price":  # a wrong one would be printed
                found.append(problem("column-twice", place, both))
            else:
                found.append(problem("column-left", place, both, limit=taken[column]))
        else:
            taken[column] = name
            named[name] = column
    if "title" not in taken and "description" in taken and "description" not in given:
        name = taken["description"]  # where a till's table has one text, it is the name
        named[name] = "title"
        found.append(problem("title-taken", Where(file=source, column="title"), name))
    order = list(columns())
    return dict(sorted(named.items(), key=lambda pair: order.index(pair[1])))


def _priced_by_unit(head: str) -> str | None:
    """Return "price" of a head such as "Preço/kg"."""
    rest, unit = quotes.unit_of_head(head)
    return "price" if unit and column_of(rest) == "price" else None


def _is_own(head: str) -> bool:
    """Say whether a head is the feed's own, such as item_group_id, which is not Indonesian."""
    return head.strip().casefold() in columns()


def _sureness(head: str) -> tuple[bool, int]:
    """Return what sorts heads: the feed's own names first, then the surest."""
    return head not in columns(), (strength_of(head) or ("", 0))[1]


def _checked(given: Mapping[str, str], header: tuple[str, ...], source: str) -> Mapping[str, str]:
    """Return which column the caller chose for what, or refuse what is not there."""
    for column, told in given.items():
        if column not in columns():
            raise BadInput(
                f"columns={{{column!r}: …}}: the feed has no column {column!r}."
                + (did_you_mean(column, columns()) or f" There are: {', '.join(columns())}."),
                rule="feed.columns",
                column=column,
            )
        if told not in header:
            raise BadInput(
                f"columns={{{column!r}: {told!r}}}: {source} has no column {told!r}."
                + (hint(told, header) or f" There are: {', '.join(header)}."),
                rule="feed.columns",
                column=told,
            )
    return given


def _languages(header: tuple[str, ...], named: Mapping[str, str]) -> tuple[str, ...]:
    pairs = [translated_column(name) for name in header if name not in named]
    return tuple(dict.fromkeys(pair[1] for pair in pairs if pair))


def _asked(
    header: tuple[str, ...],
    named: Mapping[str, str],
    numbered: Iterable[tuple[int, dict[str, Any] | Problem]],
    source: str,
    given: Mapping[str, filling.Filler],
) -> list[Problem]:
    """Return the question whether a column of another name says what is out of stock.

    Without it every product would be in stock.
    """
    if "availability" in {*named.values(), *given}:
        return []
    others = [name for name in header if name not in named and translated_column(name) is None]
    rows = [row for _, row in numbered if isinstance(row, dict)]
    for name in others:
        said = dict.fromkeys(text for row in rows if (text := _text(row.get(name))))
        if all(chosen_of("availability", text) and stock_of(text) is None for text in said):
            out = [text for text in said if is_out_of_stock(text)]
            if out:
                return [problem("availability-asked", Where(file=source, column=name), out[0])]
    return []


def _hints(shop: Business | None, currency: str | None) -> dict[str, str | None]:
    """Return how the shop's prices are written: by its country, whatever language it prints in.

    So a check, a list in another language and a feed read "1.200" alike. Where a country writes it
    in two ways, such as Switzerland, nothing settles it but the cell.
    """
    if shop is None:
        return {"currency": currency, "language": None}
    usual = currency or locales.currency_of(shop.country)
    written = [f"{language}_{shop.country}" for language in locales.languages_of(shop.country)]
    marks = {prices.decimal_mark(language) for language in written}
    return {"currency": usual, "language": written[0] if len(marks) == 1 else None}


@dataclass(frozen=True, slots=True)
class _ItemReader:
    """What all rows of a table share; findings are added to `found`."""

    named: Mapping[str, str]
    fill: Mapping[str, filling.Filler]
    hints: Mapping[str, str | None]
    found: list[Problem]
    unit: str = ""  # that the head of the prices names: "Preço/kg"
    found_columns: dict[str, None] = field(default_factory=dict)  # what cells say of others

    def product(self, row: Mapping[str, Any], where: Where) -> Product:
        cells = {column: _text(row.get(name)) for name, column in self.named.items()}
        cells = {column: text for column, text in cells.items() if text}
        self._pictured(cells)
        filled = frozenset(
            column
            for column, filler in self.fill.items()
            if not cells.get(column)
            and (column != "id" or column not in self.named.values())  # ids stay as they are
            and self._filled(column, filler, cells, row, where)
        )
        self._counted(cells)
        raw = {column: row.get(name) for name, column in self.named.items()}
        quote, sale, compared = (self._quote(raw.get(name), name, where) for name in _PRICES)
        if quote is None and compared is not None:  # the printed price is the only one there is
            quote, compared = compared, None
            cells["price"] = cells["compare_at_price"]
        if quote is not None and (unit := quote.unit or self.unit):
            cells.setdefault("unit", unit)
            self.found_columns.setdefault("unit")
        price, lower = self._both(quote, sale, compared)
        if lower is not None:
            self.found_columns.setdefault("sale_price")
            cells.setdefault("sale_price", cells.get("price", ""))
        if price is not None:
            self.found_columns.setdefault("price")
        most, starts = (quote.most, quote.starts) if quote is not None else (None, False)
        told = _translations(row, self.named)
        own = {column: text for column, text in cells.items() if column not in filled}
        self.found.extend(unfinished(own, told, where))
        return Product(cells, price, lower, where, told, most, starts, filled)

    def _pictured(self, cells: dict[str, str]) -> None:
        """Take a picture's web address for what it is, whatever its column is called."""
        text = cells.get("image_link") or cells.get("image", "")
        links = [link.strip() for link in _BETWEEN_LINKS.split(text) if link.strip()]
        if not links or not all(_ON_THE_WEB.match(link) for link in links):
            return
        if not cells.get("image_link"):
            del cells["image"]
        for column, links_of in (("image_link", links[:1]), ("additional_image_link", links[1:])):
            if links_of and (column == "image_link" or not cells.get(column)):
                shown = (f"https:{each}" if each.startswith("//") else each for each in links_of)
                cells[column] = ",".join(shown)
                self.found_columns.setdefault(column)

    def _counted(self, cells: dict[str, str]) -> None:
        """Keep the number of a stock beside what it says."""
        count = stock_of(cells.get("availability", ""))
        grouped = re.fullmatch(r"\D*\d{1,3}[.,]\d{3}\D*", cells.get("availability", ""))
        if count is not None and QUANTITY not in cells and not grouped:  # 1.200 may be a thousand
            cells[QUANTITY] = str(max(0, int(count)))
            self.found_columns.setdefault(QUANTITY)

    def _both(
        self, quote: Quote | None, sale: Quote | None, compared: Quote | None
    ) -> tuple[Price | None, Price | None]:
        """Return what it costs, and what it costs while it is on sale.

        A higher price to compare with, or one "de … por", is what it costs; the other is the sale.
        """
        if quote is None:
            return None, None if sale is None else sale.price
        before = quote.before or (compared.price if compared is not None else None)
        higher = before is not None and before.currency == quote.price.currency
        if sale is not None or before is None or not higher or before.amount <= quote.price.amount:
            return quote.price, None if sale is None else sale.price
        return before, quote.price

    def _filled(
        self,
        column: str,
        filler: filling.Filler,
        cells: dict[str, str],
        row: Mapping[str, Any],
        where: Where,
    ) -> bool:
        """Fill a cell that is empty, and say whether it got anything; an empty one is told."""
        place = replace(where, column=column)
        try:
            cells[column] = filler.make({**row, **cells} if filler.sees_row else cells)
        except CampaignError as err:
            problems = of_error(err, replace(place, column=filler.blames or column))
            self.found.extend(replace(each, rule="feed.link-made") for each in problems)
            cells[column] = ""
        if cells[column] and column in self.named.values() and not filler.is_told(cells):
            instead = f"; the product gets {filler.said!r}"
            self.found.append(problem("missing", place, instead=instead, severity="warning"))
        return bool(cells[column])

    def _quote(self, value: Any, column: str, where: Where) -> Quote | None:
        text = _text(value)
        if not text or (column == "compare_at_price" and re.fullmatch(r"0+([.,]0+)?", text)):
            return None  # platforms write 0.00 for no price to compare with
        if quotes.is_on_request(text):
            return None
        try:
            return quotes.read(value, **self.hints)
        except CampaignError as err:
            place = replace(where, column=column)
            self.found.extend(each.placed(place) for each in err.problems)
            return None


def _translations(row: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for name, value in row.items():
        pair = translated_column(name) if name not in named else None
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
