"""What a send will cost, country by country: rates × messages, free ones aside.

Two windows make messages free. While a *customer service window* is open (24 hours from the
customer's last message) service messages and utility templates were free until 1 October 2026;
since then they are charged. In the 72 hours after an answer to who came by a
click-to-WhatsApp *ad* all are free.
Sources: Meta, "Pricing on the WhatsApp Business Platform" (March 2026); four providers of the
API for what changed in October 2026.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from campaignkit import locales
from campaignkit.display import html_table, text_table
from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.pricing.rates import ABROAD, OTHER, Rates
from campaignkit.messaging.recipients import country_of
from campaignkit.problems import Problem, Problems, Where

HEAD = ("country", "market", "category", "messages", "free", "each", "amount", "currency")


@dataclass(frozen=True, slots=True)
class CostLine:
    """The messages of one country. each: what one costs, None where the rates do not say."""

    country: str | None
    market: str
    category: str
    messages: int
    free: int
    each: Decimal | None
    currency: str | None

    @property
    def amount(self) -> Decimal:
        """What they cost together."""
        return (self.each or Decimal(0)) * (self.messages - self.free)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a send will cost. It shows itself as a table; most messages first."""

    lines: tuple[CostLine, ...]
    rates: Rates
    found: Problems = field(default_factory=Problems)

    @property
    def messages(self) -> int:
        """How many messages there are."""
        return sum(line.messages for line in self.lines)

    @property
    def free(self) -> int:
        """How many of them cost nothing."""
        return sum(line.free for line in self.lines)

    @property
    def totals(self) -> dict[str, Decimal]:
        """What they cost, by currency."""
        made: dict[str, Decimal] = {}
        for line in self.lines:
            if line.currency is not None:
                made[line.currency] = made.get(line.currency, Decimal(0)) + line.amount
        return made

    def problems(self) -> Problems:
        """Return what makes the sum uncertain: old rates, countries without one."""
        return self.found

    def rows(self) -> list[dict[str, Any]]:
        """Return the lines as dicts, for a dataframe."""
        return [dict(zip(HEAD, _cells(line), strict=True)) for line in self.lines]

    def __str__(self) -> str:
        total = " + ".join(f"{amount:f} {code}" for code, amount in self.totals.items()) or "0"
        since = self.rates.effective or "an unknown day"
        head = f"{self.messages:,} messages, {self.free:,} of them free: {total}"
        table = text_table(HEAD, [_cells(line) for line in self.lines])
        told = f"\n{self.found}" if self.found else ""
        return f"{head} (rates since {since})\n{table}{told}"

    def __repr__(self) -> str:
        return f"<Cost: {str(self).partition(' (')[0]}>"

    def _repr_html_(self) -> str:
        told = self.found._repr_html_() if self.found else ""
        caption = f"<p>{str(self).partition(chr(10))[0]}</p>"
        return caption + html_table(HEAD, [_cells(line) for line in self.lines]) + told


def _cells(line: CostLine) -> tuple[Any, ...]:
    each = "" if line.each is None else f"{line.each:f}"
    counts = (line.messages, line.free)
    amount = f"{line.amount:f}"
    return (line.country, line.market, line.category, *counts, each, amount, line.currency)


def cost(
    recipients: Iterable[tuple[int, Mapping[str, Any], str]],
    *,
    category: str,
    rates: Any = None,
    at: datetime.date | None = None,
    service_until: str | None = None,
    free_until: str | None = None,
    abroad: bool = False,
) -> Cost:
    """Return what messages to these recipients will cost.

    Args:
        recipients: (row number, row, recipient) of each message.
        category: marketing, utility, authentication or service.
        rates: Rates, or a table that `Rates.read` takes; those that come along if left out.
        at: When they are sent; a datetime with its zone where windows are named.
        service_until, free_until: Columns that say until when the customer's window, and the
            free one after an ad, are open.
        abroad: One-time codes go abroad (`authentication_international`), where that has a rate.

    Raises:
        BadInput: no such category; the rates cannot be read; a window without a moment.
    """
    table = Rates.shipped() if rates is None else Rates.read(rates)
    name = str(category).strip().lower()
    if at is not None and not isinstance(at, datetime.date):
        raise BadInput(
            f"at={at!r} is no day. Give a date or a datetime, as in datetime.date(2026, 12, 1).",
            rule="cost.moment",
            value=at,
        )
    if name not in ("marketing", "utility", "authentication", "service"):
        raise BadInput(
            f"category={category!r} has no rates. It is marketing, utility, authentication or "
            "service.",
            rule="cost.category",
            value=category,
        )
    windows = _Windows(name, at, service_until, free_until)
    counts: dict[str | None, list[int]] = {}
    for number, row, to in recipients:
        count = counts.setdefault(country_of(to), [0, 0])
        count[0] += 1
        count[1] += windows.is_free(row, number)
    kept = ABROAD if abroad and name == "authentication" else name
    lines = [_line(table, kept, country, *count) for country, count in counts.items()]
    lines.sort(key=lambda line: (-line.messages, line.country or ""))
    found = [*windows.doubts(), *_doubts(table, lines, at)]
    return Cost(tuple(lines), table, Problems(found))


def _line(table: Rates, category: str, country: str | None, messages: int, free: int) -> CostLine:
    rate = table.rate(country, category)
    if rate is None and category == ABROAD:  # most countries have no rate of its own for it
        category, rate = "authentication", table.rate(country, "authentication")
    each, currency = (None, None) if rate is None else (rate.amount, rate.currency)
    return CostLine(country, table.market(country), category, messages, free, each, currency)


def _doubts(table: Rates, lines: list[CostLine], at: datetime.date | None) -> Iterator[Problem]:
    day = None if at is None else _date(at)
    for line in lines:
        name = "numbers of no country" if line.country is None else _said(line.country)
        if line.each is None:
            words = {"name": name, "category": line.category}
            yield rules.problem("cost.no-rate", Where(), line.messages, **words)
        elif line.market == OTHER:
            yield rules.problem("cost.other", Where(), line.messages, name=name)
        elif day is not None and (own := table.left_since(line.country, day)):
            told = {"name": name, "own": own, "since": table.effective}
            yield rules.problem("cost.own-market", Where(), line.messages, **told)
    if day is not None and table.effective is not None:
        age = (day - table.effective).days
        if age > rules.limit("cost.old"):
            yield rules.problem("cost.old", Where(), age, since=table.effective)
        if age < 0:
            yield rules.problem("cost.future", Where(), -age, since=table.effective)
    elif table.effective is None:
        yield rules.problem("cost.undated", Where(), table.source)


def _said(country: str) -> str:
    try:
        return locales.country_name(country)
    except BadInput:  # an id may begin with letters that are no country
        return country


class _Windows:
    """Says which messages are free."""

    def __init__(
        self, category: str, at: datetime.date | None, service: str | None, free: str | None
    ) -> None:
        self.columns = [column for column in (service, free) if column is not None]
        self.service, self.free = service, free
        self.found: list[Problem] = []
        if self.columns and not (isinstance(at, datetime.datetime) and at.tzinfo is not None):
            raise BadInput(
                f"at={at!r}: whether a window is open depends on the moment. Give a datetime with "
                "its zone, as in datetime.datetime(2026, 12, 1, 10, tzinfo=ZoneInfo('…')).",
                rule="cost.moment",
                value=at,
            )
        self.at = at if isinstance(at, datetime.datetime) else None
        charged = rules.limit("cost.window-charged")
        self.are_all_free = category == "service" and at is not None and _date(at) < charged
        self.by_service = category == "utility" and at is not None and _date(at) < charged
        self.told = category == "utility" and service is not None and not self.by_service
        self.charged = 0

    def is_free(self, row: Mapping[str, Any], number: int) -> bool:
        """Say whether a row's message costs nothing."""
        if self.are_all_free or not self.columns:
            return self.are_all_free
        opened = [self._is_open(row, number, self.free)]
        if self.told:
            self.charged += self._is_open(row, number, self.service)
        if self.by_service:
            opened.append(self._is_open(row, number, self.service))
        return any(opened)

    def doubts(self) -> list[Problem]:
        """Return what cannot be read of the windows, and what they no longer save."""
        if self.charged:
            where = Where(column=self.service)
            self.found.append(rules.problem("cost.window-charged", where, self.charged))
        return self.found

    def _is_open(self, row: Mapping[str, Any], number: int, column: str | None) -> bool:
        value = None if column is None else row.get(column)
        if value is None or value == "" or self.at is None:
            return False
        moment = _moment(value)
        if moment is None:
            where = Where(row=number, column=column)
            self.found.append(rules.problem("cost.window", where, value))
            return False
        return moment > self.at


def _date(at: datetime.date) -> datetime.date:
    return at.date() if isinstance(at, datetime.datetime) else at


def _moment(value: Any) -> datetime.datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    is_moment = isinstance(value, datetime.datetime) and value.tzinfo is not None
    return value if is_moment else None
