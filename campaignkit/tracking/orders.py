"""What customers ordered, joined to the conversations that came before.

By the customer's phone, by the reference of the piece that she showed, or by the number of the
order, where her chat names it ("Pedido #1042").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from campaignkit import locales, phones, prices, rows
from campaignkit.chats import Veil, person
from campaignkit.errors import BadInput, CampaignError
from campaignkit.rows.column_names import meant
from campaignkit.tracking.matching import Conversation

_WORDS = re.compile(r"\w[\w\-/.]*\w")
# What stands before a short number that is an order's, and not a price or a year.
_CALLED = re.compile(
    r"(?:#|nº|n°|№|\b(?:order|pedido|encomenda|orden|commande|pesanan|invoice|fatura|factura|nota)"
    r"|طلب|الطلب|طلبك|ऑर्डर|आर्डर)[\s:.#nº°oO-]{0,5}$",
    re.IGNORECASE,
)
_LONG, _LETTERED = 7, 5  # signs of a number that nothing else is: digits alone, with letters
_NAMED = re.compile(r"#\w{2,}")  # Shopify calls the number of an order its name


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order. names: what it is known by: a phone, a reference. number: its own."""

    names: tuple[str, ...]
    number: str
    when: datetime | None
    amount: Decimal


class Purchases:
    """All orders of a table, by who bought and by their numbers."""

    def __init__(self, orders: Iterable[Purchase]) -> None:
        self._every = tuple(orders)
        self._by_name: dict[str, list[int]] = {}
        self._by_number: dict[str, list[int]] = {}
        for at, order in enumerate(self._every):
            for name in order.names:
                self._by_name.setdefault(name, []).append(at)
            if order.number:
                self._by_number.setdefault(order.number, []).append(at)

    @classmethod
    def read(cls, table: Any, *, country: str | None = None, veil: Veil | None = None) -> Purchases:
        """Read a table of orders.

        table: with a phone, a reference or the number of an order, an amount, and a day if it has
        one. country: of phones without one, and of amounts without a currency.

        Raises:
            BadInput: it has neither phones nor references; an amount cannot be read.
        """
        return cls(_orders(table, country, veil))

    def named(self, text: str) -> Iterator[str]:
        """Yield the numbers of orders that a message names.

        >>> bought = Purchases.read([{"pedido": "#1042", "valor": 30}, {"pedido": "2026"}])
        >>> list(bought.named("Seu pedido nº 1042 sai hoje, 12/10/2026"))
        ['1042']
        """
        for match in _WORDS.finditer(text):
            number = match[0].casefold()
            if number not in self._by_number:
                continue
            least = _LONG if number.isdigit() else _LETTERED
            if len(number) >= least or _CALLED.search(text, 0, match.start()):
                yield number

    def joined(self, found: Sequence[Conversation]) -> list[Conversation]:
        """Return conversations with what their customers ordered from that day on.

        An order counts once, for the piece that its customer scanned first.
        """
        told: dict[int, Conversation] = {}
        taken: set[int] = set()
        for at, one in sorted(enumerate(found), key=lambda pair: _when(pair[1])):
            amounts = []
            for place in self._of(one) if one.piece is not None else ():
                order = self._every[place]
                if place not in taken and _after(order.when, one.first):
                    amounts.append(order.amount)
                taken.add(place)
            told[at] = replace(one, orders=len(amounts), money=sum(amounts, Decimal(0)))
        return [told[at] for at in range(len(found))]

    def strangers(self, found: Sequence[Conversation]) -> int:
        """Return how many orders came from nobody whom a piece brought.

        >>> Purchases.read([{"pedido": "#1042", "valor": 30}]).strangers([])
        1
        """
        known = {place for one in found if one.piece is not None for place in self._of(one)}
        return len(self._every) - len(known)

    def __len__(self) -> int:
        return len(self._every)

    def _of(self, one: Conversation) -> list[int]:
        names = (person(name) for name in (one.sender, one.conversation, one.typed) if name)
        places = [at for name in names for at in self._by_name.get(name, ())]
        places += [at for number in one.numbers for at in self._by_number.get(number, ())]
        return list(dict.fromkeys(places))


class PurchasesNamed:
    """Which orders each chat names: of one customer all that is said there, of several her own."""

    def __init__(self, orders: Purchases) -> None:
        self._orders = orders
        self._said: dict[str, dict[str | None, list[str]]] = {}

    def note(self, conversation: str, sender: str | None, text: str) -> None:
        """Keep what a message names."""
        for number in self._orders.named(text):
            self._said.setdefault(conversation, {}).setdefault(sender, []).append(number)

    def told(self, found: Sequence[Conversation]) -> list[Conversation]:
        """Return conversations with the numbers that their chats name."""
        customers: dict[str, set[str | None]] = {}
        for one in found:
            customers.setdefault(one.conversation, set()).add(one.sender)
        return [
            replace(one, numbers=self._of(one, customers[one.conversation]))
            if one.conversation in self._said
            else one
            for one in found
        ]

    def _of(self, one: Conversation, customers: Collection[str | None]) -> tuple[str, ...]:
        said = self._said[one.conversation]
        alone = len(customers) == 1
        named = (said[sender] for sender in said if alone or sender == one.sender)
        return tuple(dict.fromkeys(number for numbers in named for number in numbers))


def _when(one: Conversation) -> tuple[bool, datetime]:
    return one.first is None, one.first or datetime.min


def _after(when: datetime | None, first: datetime | None) -> bool:
    return when is None or first is None or when.date() >= first.date()


def _orders(orders: Any, country: str | None, veil: Veil | None) -> Iterator[Purchase]:
    currency = locales.currency_of(country) if country else "USD"
    columns: _Columns | None = None
    for number, row in enumerate(rows.read(orders), 1):
        columns = columns or _Columns.of(row)
        phone, said = (row.get(column or "") for column in (columns.phone, columns.reference))
        if phone is None and said is None:  # sold at the counter: nobody's, and yet an order
            if any(cell not in (None, "") for cell in row.values()):
                yield Purchase((), "", None, Decimal(0))
            continue
        names = []
        if phone is not None:
            with suppress(CampaignError):
                phone = phones.to_e164(str(phone), country)
            names.append(str(phone))
        names += [] if said is None else [str(said)]
        amount = row.get(columns.money or "")
        yield Purchase(
            tuple(veil.name(name) if veil else person(name) for name in names),
            "" if said is None else str(said).strip().lstrip("#№ ").casefold(),
            _time(row.get(columns.time or "")),
            Decimal(0) if amount is None else _money(amount, currency, number),
        )


def _money(amount: object, currency: str, number: int) -> Decimal:
    try:
        return prices.read(amount, currency=currency).amount
    except CampaignError as err:
        raise BadInput(
            f"row {number} of the orders: {err.plain}", rule="replies.order-amount", row=number
        ) from err


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a table of orders says what; None: none does."""

    phone: str | None
    reference: str | None
    money: str | None
    time: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Columns:
        named = [head for head in meant("name", row) if _NAMED.fullmatch(str(row[head] or ""))]
        found = {
            "phone": meant("phone", row),
            "reference": [*meant("reference", row), *named],
            "money": meant("amount", row),
            "time": meant("sent", row),
        }
        if not found["phone"] and not found["reference"]:
            raise BadInput(
                "the orders have no column of phones, references or order numbers. There are: "
                f"{', '.join(map(str, row))}.",
                rule="replies.orders",
                columns=len(row),
            )
        return cls(**{name: next(iter(heads), None) for name, heads in found.items()})


def _time(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError:
        return None
