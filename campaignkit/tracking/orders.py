"""What customers ordered, joined to the conversations that came before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from campaignkit import locales, phones, prices, rows
from campaignkit.chats import Veil, person
from campaignkit.errors import BadInput, CampaignError
from campaignkit.rows.column_names import meant
from campaignkit.tracking.matching import Conversation


def with_orders(
    found: Sequence[Conversation],
    orders: Any,
    *,
    country: str | None = None,
    veil: Veil | None = None,
) -> list[Conversation]:
    """Return conversations with what their customers ordered from that day on.

    An order counts once, for the piece that its customer scanned first. orders: a table with a
    phone or a reference, an amount, and a day if it has one. country: of phones without one, and
    of amounts without a currency.

    Raises:
        BadInput: the table has neither phones nor references; an amount cannot be read.
    """
    bought: dict[str, list[tuple[datetime | None, Decimal]]] = {}
    for who, when, amount in _orders(orders, country, veil):
        bought.setdefault(who, []).append((when, amount))
    told: dict[int, Conversation] = {}
    for at, one in sorted(enumerate(found), key=lambda pair: _when(pair[1])):
        names = [person(name) for name in (one.sender, one.conversation, one.typed) if name]
        buyer = next((name for name in names if name in bought), None)
        if buyer is None or one.piece is None:
            told[at] = replace(one, orders=0, money=Decimal(0))
            continue
        amounts = [amount for when, amount in bought.pop(buyer) if _after(when, one.first)]
        told[at] = replace(one, orders=len(amounts), money=sum(amounts, Decimal(0)))
    return [told[at] for at in range(len(found))]


def _when(one: Conversation) -> tuple[bool, datetime]:
    return one.first is None, one.first or datetime.min


def _after(when: datetime | None, first: datetime | None) -> bool:
    return when is None or first is None or when.date() >= first.date()


def _orders(
    orders: Any, country: str | None, veil: Veil | None
) -> Iterator[tuple[str, datetime | None, Decimal]]:
    """Yield who, when and how much of each order."""
    currency = locales.currency_of(country) if country else "USD"
    columns: dict[str, str | None] = {}
    for number, row in enumerate(rows.read(orders), 1):
        columns = columns or _columns(row)
        who = row.get(columns["who"] or "")
        if who is None:
            continue
        name: str = str(who)
        with suppress(CampaignError):
            name = phones.to_e164(name, country)
        amount = row.get(columns["money"] or "")
        yield (
            veil.name(name) if veil else person(name),
            _time(row.get(columns["time"] or "")),
            Decimal(0) if amount is None else _money(amount, currency, number),
        )


def _money(amount: object, currency: str, number: int) -> Decimal:
    try:
        return prices.read(amount, currency=currency).amount
    except CampaignError as err:
        raise BadInput(
            f"row {number} of the orders: {err.plain}", rule="replies.order-amount", row=number
        ) from err


def _columns(row: Mapping[str, Any]) -> dict[str, str | None]:
    who = [*meant("phone", row), *meant("reference", row)]
    if not who:
        raise BadInput(
            f"the orders have no column of phones or references. There are: {', '.join(row)}.",
            rule="replies.orders",
            columns=len(row),
        )
    money, time = meant("amount", row), meant("sent", row)
    return {
        "who": who[0],
        "money": money[0] if money else None,
        "time": time[0] if time else None,
    }


def _time(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError:
        return None
