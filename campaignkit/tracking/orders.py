"""What customers ordered, joined to the conversations that came before.

By the customer's phone, by the reference of the piece that she showed, or by the number of the
order, where her chat names it ("Pedido #1042").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from campaignkit.chats import Veil, person
from campaignkit.tracking.matching import Conversation
from campaignkit.tracking.order_table import OrderTable, read_orders

_WORDS = re.compile(r"\w[\w\-/.]*\w")
# What stands before a short number that is an order's, and not a price or a year.
_CALLED = re.compile(
    r"(?:#|nº|n°|№|\b(?:order|pedido|encomenda|orden|commande|pesanan|invoice|fatura|factura|nota)"
    r"|طلب|الطلب|طلبك|ऑर्डर|आर्डर)[\s:.#nº°oO-]{0,5}$",
    re.IGNORECASE,
)
_LONG, _LETTERED = 7, 5  # signs of a number that nothing else is: digits alone, with letters


class Purchases:
    """All orders of a table, by who bought and by their numbers."""

    def __init__(self, table: OrderTable) -> None:
        self._every, self.problems, self._has_money = table.orders, table.problems, table.has_money
        self._by_name: dict[str, list[int]] = {}
        self._by_number: dict[str, list[int]] = {}
        for at, order in enumerate(self._every):
            for name in order.names:
                self._by_name.setdefault(name, []).append(at)
            if order.number:
                self._by_number.setdefault(order.number, []).append(at)

    @classmethod
    def read(cls, table: Any, *, country: str | None = None, veil: Veil | None = None) -> Purchases:
        """Read a table of orders: see `read_orders`."""
        return cls(read_orders(table, country=country, veil=veil))

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

        An order counts once, for the piece that its customer scanned first. Without a column of
        amounts no money is told.
        """
        told: dict[int, Conversation] = {}
        taken: set[int] = set()
        for at, one in sorted(enumerate(found), key=lambda pair: _when(pair[1])):
            amounts, back = [], Decimal(0)
            for place in self._of(one) if one.piece is not None else ():
                order = self._every[place]
                if place not in taken and _after(order.when, one.first):
                    back -= min(order.amount, Decimal(0))
                    amounts += [order.amount] if order.amount >= 0 else []
                taken.add(place)
            money = max(sum(amounts, Decimal(0)) - back, Decimal(0)) if self._has_money else None
            told[at] = replace(one, orders=len(amounts), money=money)
        return [told[at] for at in range(len(found))]

    def strangers(self, found: Sequence[Conversation]) -> int:
        """Return how many orders came from nobody whom a piece brought.

        >>> Purchases.read([{"pedido": "#1042", "valor": 30}]).strangers([])
        1
        """
        known = {place for one in found if one.piece is not None for place in self._of(one)}
        return sum(order.amount >= 0 for at, order in enumerate(self._every) if at not in known)

    def __len__(self) -> int:
        return sum(order.amount >= 0 for order in self._every)

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
