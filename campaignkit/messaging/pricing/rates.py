"""Rates: what a delivered message costs in each market. A dated table that a user can replace.

Any table with a column `market` or `country` and one a category will do, the platform's own rate
card (CSV) among them. The one that comes along is as old as it says.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Self

from campaignkit import locales, prices, resources
from campaignkit import rows as tables
from campaignkit.arguments import check_text
from campaignkit.display import html_table
from campaignkit.errors import BadInput
from campaignkit.frozen import Frozen
from campaignkit.messaging import rules
from campaignkit.problems import Problem, Problems, Where
from campaignkit.rows.column_names import folded

OTHER = "Other"
ABROAD = "authentication_international"
CATEGORIES = ("marketing", "utility", "authentication", ABROAD, "service")
# Other names of columns, folded, as tables that people keep themselves have them: our choice.
_CALLED = {
    "market": "mercado السوق बाज़ार",
    "country": "pais الدولة البلد देश",
    "currency": "moeda moneda العملة मुद्रा",
    "effective": "vigencia desde since سارية_من कब_से",
    "service": "servico servicio الخدمة सेवा",
    "utility": "utilidade utilidad الأدوات यूटिलिटी",
    "marketing": "التسويق मार्केटिंग",
    "authentication": "auth autenticacao autenticacion المصادقة प्रमाणीकरण",
    ABROAD: "auth_intl auth_international",
}
_NONE = {"", "n/a", "na", "-", "–", "none", "null"}
_UNKNOWN = "USD"  # to read rates whose currency is told to be missing: they are not kept


@dataclass(frozen=True, slots=True)
class Rate:
    """What one message costs, in a currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates by market and category.

    markets: the market of each country that is not in OTHER. effective: since when they hold.

    >>> ours = Rates.shipped()
    >>> ours.market("BR"), ours.market("KE"), ours.rate("KE", "marketing").amount
    ('BR', 'Rest of Africa', Decimal('0.0186'))
    """

    rates: Mapping[tuple[str, str], Rate]
    markets: Mapping[str, str]
    effective: datetime.date | None
    source: str

    @classmethod
    def shipped(cls) -> Self:
        """Return the table that comes along."""
        table = _table()
        card = table["card"]
        found = {
            (market, category): Rate(Decimal(amount), card["currency"])
            for market, amounts in table["rates"].items()
            for category, amount in zip(CATEGORIES, amounts, strict=False)
            if amount
        }
        known = {market for market, _ in found}
        source = f"{card['source']} (read {card['read']})"
        return cls(Frozen(found), Frozen(_homes(known)), card["effective"], source)

    @classmethod
    def read(
        cls,
        source: Any,
        *,
        currency: str | None = None,
        effective: datetime.date | None = None,
    ) -> Self:
        """Return the rates of a table.

        Args:
            source: A path, dicts, a dataframe or an iterator. Columns: market or country (a
                region of the platform's, a country's English name or ISO 3166-1 code), and
                marketing, utility, authentication, authentication_international, service as
                far as there are; currency and effective, where they are not given here.
            currency: ISO 4217, as in "USD".
            effective: Since when these rates hold.

        Raises:
            BadInput: everything that is wrong, each with its row.

        >>> mine = Rates.read([{"Market": "Kenya", "Marketing": "0.02"}], currency="USD")
        >>> mine.rate("KE", "marketing")
        Rate(amount=Decimal('0.02'), currency='USD')
        """
        if isinstance(source, cls):
            return source
        day = _day(effective)
        if effective is not None and day is None:
            raise BadInput(
                f"effective={effective!r} is no day. Write it as in datetime.date(2026, 10, 1).",
                rule="cost.day",
                value=effective,
            )
        check_text(currency, "currency")
        reader = _RatesReader(currency, day)
        table = tables.read(source)
        for number, outcome in enumerate(table.outcomes(), 1):
            if isinstance(outcome, Problem):
                reader.found.append(outcome)
            else:
                reader.take(outcome, number)
        reader.raise_errors(table.source)
        known = {market for market, _ in reader.rates}
        return cls(Frozen(reader.rates), Frozen(_homes(known)), reader.effective, table.source)

    def market(self, country: str | None) -> str:
        """Return the market whose rates count for a country."""
        return OTHER if country is None else self.markets.get(country, OTHER)

    def rate(self, country: str | None, category: str) -> Rate | None:
        """Return what one message costs, None where the table does not say.

        A service message costs what a utility one does, where the table has no rate of its own.
        """
        market = self.market(country)
        found = self.rates.get((market, category))
        if found is None and category == "service":
            return self.rates.get((market, "utility"))
        return found

    def left_since(self, country: str | None, day: datetime.date) -> datetime.date | None:
        """Return since when a country has had a rate of its own that is not in this table.

        >>> Rates.shipped().left_since("MA", datetime.date(2026, 12, 1))
        datetime.date(2026, 10, 1)
        """
        for change in _table()["changes"]:
            since: datetime.date = change["since"]
            newer = self.effective is not None and self.effective >= since
            has_left = country in change["own"].split() and self.market(country) != country
            if has_left and day >= since and not newer:
                return since
        return None

    def __repr__(self) -> str:
        count = len({market for market, _ in self.rates})
        return f"<Rates of {count} markets, since {self.effective or 'unknown'}: {self.source}>"

    def _repr_html_(self) -> str:
        rows = [
            (market, category, rate.amount, rate.currency)
            for (market, category), rate in self.rates.items()
        ]
        return html_table(("market", "category", "amount", "currency"), rows)


@cache
def _table() -> Mapping[str, Any]:
    return resources.table("messaging.pricing", "rates")


def _homes(known: set[str]) -> dict[str, str]:
    """Return the market of each country: its own rates before its region's."""
    regions = {
        country: region
        for region, countries in _table()["markets"].items()
        for country in countries.split()
        if region in known
    }
    own = {market: market for market in known if market in locales.countries()}
    homes = regions | own
    shared = {each: homes[other] for each, other in _table()["shared"].items() if other in homes}
    return shared | homes


@cache
def _names() -> Mapping[str, str]:
    """Return every way to write a market, folded, and what it is called here."""
    written = {name: code for code, name in locales.countries().items()}
    written |= {code: code for code in locales.countries()} | _table()["names"]
    written |= {region: region for region in (*_table()["markets"], OTHER)}
    return {_folded(name): market for name, market in written.items()}


def _folded(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", name.casefold().replace("&", "and")).strip()


class _RatesReader:
    """Reads rows of rates, and gathers what cannot be read."""

    def __init__(self, currency: str | None, effective: datetime.date | None) -> None:
        self.currency = currency
        self.effective = effective
        self.rates: dict[tuple[str, str], Rate] = {}
        self.first: dict[tuple[str, str], int] = {}  # the row that each came from
        self.found: list[Problem] = []

    def take(self, row: Mapping[str, Any], number: int) -> None:
        """Take the rates of a row."""
        given = {_column(key): value for key, value in row.items()}
        if not given.keys() & {"market", "country"}:
            return  # a table without markets has no rates
        name = _said(given, "market") or _said(given, "country")
        market = _names().get(_folded(str(name)))
        if market is None:
            self._add("rate-market", number, "market", name)
            return
        currency = self._money(given, number)
        since = _said(given, "effective") or _said(given, "effective_date")
        self.effective = self.effective or _day(since)
        for category in CATEGORIES:
            amount = self._amount(given.get(category), number, category, currency)
            if amount is not None and currency is not None:
                self._keep(name, (market, category), Rate(amount, currency), number)

    def _money(self, given: Mapping[str, Any], number: int) -> str | None:
        said = str(self.currency or _said(given, "currency")).strip().upper()
        text = str(_table()["signs"].get(said, said))
        if not prices.is_currency(text):
            self._add("rate-currency", number, "currency", said or given.get("currency"))
            return None
        return text

    def _amount(self, value: Any, number: int, column: str, currency: str | None) -> Decimal | None:
        if str("" if value is None else value).strip().casefold() in _NONE:
            return None
        given = value if isinstance(value, str | int | float | Decimal) else str(value)
        usual = currency or _UNKNOWN
        try:
            found = prices.rate(given, currency=usual)
        except BadInput as err:
            (told,) = err.problems
            is_open = told.rule in ("price.ambiguous", "price.currency")
            words = {"said": told.message, "better": told.fix} if is_open else {}
            self._add("rate-unclear" if is_open else "rate-amount", number, column, value, **words)
            return None
        if currency is not None and found.currency != currency:
            words = {"said": found.currency, "limit": currency}
            self._add("rate-sign", number, column, value, **words)
        elif found.amount > rules.limit("cost.rate-amount"):
            self._add("rate-amount", number, column, value)
        else:
            return found.amount
        return None

    def _keep(self, name: Any, at: tuple[str, str], rate: Rate, number: int) -> None:
        """Keep a rate; a market that stands twice must say the same."""
        first, row = self.rates.setdefault(at, rate), self.first.setdefault(at, number)
        if first != rate:
            words = {"amount": f"{rate.amount:f} {rate.currency}", "first": row}
            words["limit"] = f"{first.amount:f} {first.currency}"
            self._add("rate-twice", number, at[1], name, **words)

    def _add(self, rule: str, number: int, column: str, value: Any, **words: Any) -> None:
        where = Where(row=number, column=column)
        self.found.append(rules.problem(f"cost.{rule}", where, value, **words))

    def raise_errors(self, source: str) -> None:
        """Refuse a table with faults, or without a rate."""
        if not self.found and not self.rates:
            self.found.append(rules.problem("cost.rate-none", Where(), source))
        Problems(self.found).raise_errors("rates")


def _said(given: Mapping[str, Any], column: str) -> Any:
    """Return a cell; "" where nothing stands in it."""
    value = given.get(column)
    if isinstance(value, datetime.date):
        return value
    return "" if value is None else str(value)


def _column(name: str) -> str:
    plain = re.sub(r"[\s-]+", "_", folded(name))
    return _columns().get(plain, plain)


@cache
def _columns() -> Mapping[str, str]:
    return {
        re.sub(r"\s+", "_", folded(other)): column
        for column, others in _CALLED.items()
        for other in others.split()
    }


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return None if value is None else datetime.date.fromisoformat(str(value).strip())
    except ValueError:
        return None
