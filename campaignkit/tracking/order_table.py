"""A table of orders, as a till or a shop system exports it, read into orders.

What cannot be read in one row is told and left out, and never the end of the others. What somebody
cancelled or was paid back is no order; rows that repeat the number of an order are its lines.
What was paid back of an order, by a column of its own or as a row below zero, comes off its amount.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from campaignkit import locales, phones, prices, rows
from campaignkit.chats import Order, Veil, day_orders, person, time_of, written_days
from campaignkit.errors import BadInput, CampaignError
from campaignkit.problems import Problem
from campaignkit.rows.column_names import folded, match, meant
from campaignkit.tracking.references import folded as reference_code
from campaignkit.tracking.references import is_sound

_NAMED = re.compile(r"#\w{2,}")  # Shopify calls the number of an order its name
_BELOW = re.compile(
    r"\s*\(.*\d.*\)\s*|[^\d]*[-−–].*\d.*|.*\d\s*[-−–]\s*"
)  # also as in books: "(40,00)"
_ONE_PHONE = re.compile(r"\+?\d[\d\s().\-]{6,}\d")
# Beginnings of words that say that nothing was sold after all, and that a part of it was.
_UNDONE = (
    *("cancel", "anul", "annul", "estorn", "reembols", "rembours", "refund", "devol", "devuel"),
    *("abandon", "expir", "draft", "rascunh", "borrador", "متروك"),
    *("void", "chargeback", "fail", "falh", "fallid", "recus", "rechaz", "refus", "declin"),
    *("batal", "storn", "erstatt", "ملغ", "الغ", "مسترد", "مسترجع", "مرفوض"),
    *("रद्द", "वापस", "रिफंड", "धनवापसी", "असफल", "विफल"),
)
_IN_PART = ("partial", "parcial", "partiel", "sebagian", "جزئ", "आंशिक")
_NO = frozenset({"", "n", "no", "nao", "non", "false", "لا", "नही", "tidak"})


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order. names: what it is known by: a phone, a reference. number: its own.

    amount: below 0, it is what was paid back of an order that the table does not tell.
    """

    names: tuple[str, ...]
    number: str
    when: datetime | None
    amount: Decimal

    def is_same(self, other: Purchase) -> bool:
        """Say whether two rows are of one order: one number, and nothing that says otherwise."""
        if self.number != other.number or not _is_number(self.number):
            return False
        days = {one.when.date() for one in (self, other) if one.when is not None}
        named = [set(one.names) - {one.number} for one in (self, other)]
        return len(days) < 2 and (not all(named) or bool(named[0] & named[1]))


def _is_number(text: str) -> bool:
    """Say whether it is an order's own: a reference of a piece is shown by many customers."""
    return bool(text) and not is_sound(reference_code(text))


@dataclass(frozen=True, slots=True)
class OrderTable:
    """Orders, and what was doubtful. has_money: a column says how much they were."""

    orders: tuple[Purchase, ...]
    problems: tuple[Problem, ...]
    has_money: bool


def read_orders(table: Any, *, country: str | None = None, veil: Veil | None = None) -> OrderTable:
    """Read a table of orders.

    table: with a phone, a reference or the number of an order; an amount, a day and a status, if it
    has them. country: of phones without one, of amounts without a currency, and of days that can be
    read two ways.

    Raises:
        BadInput: it has neither phones nor references; its days can be read two ways, and no
            country tells which.
    """
    lines = [
        row for row in rows.read(table) if any(cell not in (None, "") for cell in row.values())
    ]
    if not lines:
        return OrderTable((), (), has_money=True)
    columns = _Columns.of(lines[0])
    reader = _Reader(columns, country, veil, _day_order(lines, columns, country))
    for number, row in enumerate(lines, 1):
        reader.read(row, number)
    kept = tuple(reader.kept())
    return OrderTable(kept, tuple(reader.problems()), columns.money is not None)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a table of orders says what; None: none does."""

    phone: str | None
    reference: str | None
    money: str | None
    time: str | None
    currency: str | None
    states: tuple[str, ...]  # how it stands with an order: of its payment, of its delivery
    undone: tuple[str, ...]  # when, or whether, it was cancelled
    refunded: tuple[str, ...]  # how much of it was paid back, or whether

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Columns:
        ours = match(row, "orders")
        named = [head for head in meant("name", row) if _NAMED.fullmatch(str(row[head] or ""))]
        found = {
            "phone": [*meant("phone", row), *ours.get("phone", [])],
            "reference": [*meant("reference", row), *ours.get("number", []), *named],
            "money": [*ours.get("amount", []), *meant("amount", row)],
            "time": [*ours.get("day", []), *meant("sent", row)],
            "currency": ours.get("currency", []),
        }
        if not found["phone"] and not found["reference"]:
            raise BadInput(
                "the orders have no column of phones, references or order numbers. There are: "
                f"{', '.join(map(str, row))}.",
                rule="replies.orders",
                columns=len(row),
            )
        first = {name: next(iter(heads), None) for name, heads in found.items()}
        told = ("status", "cancelled", "refunded")
        states, undone, refunded = (tuple(ours.get(name, [])) for name in told)
        return cls(**first, states=states, undone=undone, refunded=refunded)

    def is_undone(self, row: Mapping[str, Any]) -> bool:
        """Say whether the order of a row was cancelled, or all of it paid back."""
        said = [folded(row.get(head) or "") for head in self.states]
        if any(_says(each, _UNDONE) and not _says(each, _IN_PART) for each in said):
            return True
        marked = [head for head in self.refunded if not _has_digit(row.get(head))]
        heads = (*self.undone, *marked)
        return any(folded(row.get(head) or "").strip("0.,") not in _NO for head in heads)


def _has_digit(cell: object) -> bool:
    return any(sign.isdecimal() for sign in str(cell))


def _says(state: str, beginnings: Sequence[str]) -> bool:
    words = re.split(r"[^\w]+", state)
    return any(word.startswith(folded(each)) for word in words for each in beginnings)


class _Reader:
    """Makes orders of rows, and keeps what was doubtful."""

    def __init__(
        self, columns: _Columns, country: str | None, veil: Veil | None, order: Order | None
    ) -> None:
        self.made: list[Purchase] = []
        self._columns, self._country, self._veil, self._order = columns, country, veil, order
        self._currency = locales.currency_of(country) if country else ""
        self._lines: dict[str, list[int]] = {}  # of a number: which of `made` bear it
        self._amounts: dict[int, set[Decimal]] = {}  # of one of `made`: those of its lines
        self._back: dict[int, set[Decimal]] = {}  # what was paid back of one of `made`
        self._undone: set[str] = set()
        self._told: Counter[str] = Counter()
        self._first: dict[str, tuple[int, object]] = {}  # of each kind that is told: row and cell

    def read(self, row: Mapping[str, Any], number: int) -> None:
        columns = self._columns
        said = row.get(columns.reference or "")
        bears = "" if said is None else str(said).strip().lstrip("#№ ").casefold()
        if columns.is_undone(row) or bears in self._undone:
            if bears not in self._undone:
                self._tell("undone", number, bears)
            if _is_number(bears):
                self._undone.add(bears)
            return
        names = [*self._phones(row.get(columns.phone or "")), *([] if not bears else [str(said)])]
        order = Purchase(
            tuple(self._veil.name(name) if self._veil else person(name) for name in names),
            bears,
            self._time(row.get(columns.time or ""), number),
            self._money(row, columns.money, number),
        )
        at = self._refunded(order) if order.amount < 0 else self._kept(order, number)
        back = {abs(self._money(row, head, number)) for head in columns.refunded}
        self._back.setdefault(at, set()).update(back - {Decimal(0)})

    def _refunded(self, back: Purchase) -> int:
        """Keep what a row says was paid back; return of which order, or a place of its own."""
        known = self._lines.get(back.number, []) if _is_number(back.number) else []
        for at in known:
            self._back[at] |= {-back.amount}
            return at
        self.made.append(back)
        return len(self.made) - 1

    def _kept(self, order: Purchase, number: int) -> int:
        """Keep an order, or a line of one; return its place."""
        for at in self._lines.get(order.number, []) if order.number else []:
            if self.made[at].is_same(order):
                self._tell("lines", number, order.number)
                self._amounts[at] |= {order.amount} - {Decimal(0)}
                first = self.made[at]
                self.made[at] = replace(
                    first,
                    names=tuple(dict.fromkeys((*first.names, *order.names))),
                    when=first.when or order.when,
                    amount=sum(self._amounts[at], Decimal(0)),
                )
                return at
        at = len(self.made)
        self._lines.setdefault(order.number, []).append(at)
        self._amounts[at] = {order.amount} - {Decimal(0)}
        self.made.append(order)
        return at

    def _phones(self, cell: object) -> list[str]:
        """Return the phones of a cell: one, or several with words between them."""
        text = "" if cell is None else str(cell)
        if not text.strip():
            return []
        with suppress(CampaignError):
            return [phones.to_e164(text, self._country)]
        found = []
        for each in _ONE_PHONE.findall(text):
            with suppress(CampaignError):
                found.append(phones.to_e164(each, self._country))
        return found or [text]

    def _time(self, cell: object, number: int) -> datetime | None:
        found = time_of(cell, self._order)
        if found is None and cell not in (None, ""):
            self._tell("day", number, cell)
        return found

    def _money(self, row: Mapping[str, Any], head: str | None, number: int) -> Decimal:
        """Return an amount of a row; one below zero is what was paid back."""
        cell = row.get(head or "")
        if cell is None or cell == "" or not (_has_digit(cell) or head == self._columns.money):
            return Decimal(0)
        code = str(row.get(self._columns.currency or "") or "").strip()
        is_below = _BELOW.fullmatch(str(cell)) is not None
        bare = re.sub(r"[-−–()]", "", str(cell)) if is_below else cell
        try:
            price = prices.read(bare, currency=code or self._currency or "USD")
        except CampaignError:
            self._tell("amount", number, cell)
            return Decimal(0)
        self._currency = self._currency or price.currency
        if price.currency != self._currency:
            self._tell("currency", number, str(price))
            return Decimal(0)
        return -price.amount if is_below else price.amount

    def _tell(self, kind: str, number: int, cell: object) -> None:
        self._told[kind] += 1
        self._first.setdefault(kind, (number, cell))

    def kept(self) -> Iterator[Purchase]:
        """Yield the orders of which something is left, less what was paid back of them."""
        for at, order in enumerate(self.made):
            back = sum(self._back.get(at, ()), Decimal(0))
            if order.number in self._undone:
                continue
            if not back or order.amount > back:
                yield replace(order, amount=order.amount - back)

    def problems(self) -> Iterable[Problem]:
        """Yield what was doubtful, each kind once, with its first row."""
        for kind, count in self._told.items():
            number, cell = self._first[kind]
            value = "…" if self._veil else str(cell)[:40]
            message, fix = _SAID[kind]
            yield Problem(
                rule=f"replies.orders-{kind}",
                message=message.format(count=count, row=number, value=value),
                fix=fix,
                severity="warning",
                value=count,
            )
        if self.made and self._columns.money is None:
            yield Problem(
                rule="replies.orders-no-money",
                message="No column of the orders says how much they were, so no money is told.",
                fix="Call the column of amounts total.",
                severity="warning",
            )


# What is told of rows: how many, the first of them, and what stands there.
_SAID = {
    "undone": (
        "Orders that were cancelled or paid back: {count}, the first in row {row}. None counts.",
        "",
    ),
    "lines": (
        "Rows of an order that has rows before: {count}, such as row {row} of {value!r}. An order "
        "counts once; amounts of its rows that differ are added.",
        "",
    ),
    "day": (
        "Orders whose day cannot be read: {count}, such as {value!r} in row {row}. They count, as "
        "if they came after the chat.",
        "Write days as in 2026-11-30.",
    ),
    "amount": (
        "Orders whose amount cannot be read: {count}, such as {value!r} in row {row}. They count "
        "without money.",
        "Write amounts as in 19.90.",
    ),
    "currency": (
        "Orders in another currency: {count}, such as {value!r} in row {row}. They count without "
        "money.",
        "Give their amounts in the currency of the shop.",
    ),
}


def _day_order(
    lines: Sequence[Mapping[str, Any]], columns: _Columns, country: str | None
) -> Order | None:
    """Return in which order the days of a table are written; None: they need none.

    Raises:
        BadInput: two may be meant, and no country says which is usual.
    """
    if columns.time is None:
        return None
    days = written_days(lines, columns.time)
    possible = day_orders(days) if days else ()
    if len(possible) < 2:
        return next(iter(possible), None)
    usual = locales.day_order(country) if country else None
    if usual in possible:
        return usual
    first = next(str(row[columns.time]) for row in lines if row.get(columns.time))
    raise BadInput(
        f"the orders write days as in {first!r}, which can be read two ways. Say of which country "
        "the table is, as in country='BR', or write days as in 2026-11-30.",
        rule="replies.orders-dates",
        value=first,
    )
