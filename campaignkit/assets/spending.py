"""What a campaign costs: paper before, answers after; for each conversation and each order.

Print is counted from the manifest: pages and pieces. Answers are charged by the platform, by the
market of whom they go to, at dated rates (`campaignkit.Rates`): since 1 October 2026 inside the
24-hour window too. Who answers from the WhatsApp Business app pays the platform nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from campaignkit import locales, prices
from campaignkit.assets.replies import Conversations, manifest_lines
from campaignkit.display import html_table, text_table
from campaignkit.errors import BadInput, TooBig
from campaignkit.messaging.pricing import Cost, cost
from campaignkit.problems import Problem, Problems
from campaignkit.tracking.pieces import Pieces

ANSWERS = 2.0  # of a shop in a conversation: a guess, where nobody says
_MOST = 10_000_000  # answers
_CENTS = Decimal("0.0001")
_HEAD = ("what", "count", "currency", "in all", "a conversation", "an order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What was, or will be, spent.

    pages, pieces: printed. printing: their cost. fees: of the platform for answers; None: there are
    none. conversations, orders: brought, or expected; orders None: nobody told. is_plan: they are
    expected.
    """

    pages: int
    pieces: int
    printing: Decimal
    currency: str
    conversations: Decimal
    orders: Decimal | None
    fees: Cost | None
    is_plan: bool
    found: Problems

    @property
    def totals(self) -> dict[str, Decimal]:
        """What it costs in all, by currency: fees are billed in one, paper is paid in another."""
        made = {self.currency: self.printing} if self.printing else {}
        for code, amount in ({} if self.fees is None else self.fees.totals).items():
            made[code] = made.get(code, Decimal(0)) + amount
        return made

    @property
    def per_conversation(self) -> dict[str, Decimal]:
        """What each conversation costs, by currency; {}: there is none."""
        return _each(self.totals, self.conversations)

    @property
    def per_order(self) -> dict[str, Decimal]:
        """What each order costs, by currency; {}: there is none, or nobody told."""
        return _each(self.totals, self.orders or Decimal(0))

    def problems(self) -> Problems:
        """Return what is guessed, and what makes rates uncertain."""
        return self.found

    def _cells(self) -> list[tuple[Any, ...]]:
        paper = f"print, pages: {self.pages:,}" if self.pages else "print"
        lines = [(paper, self.pieces, self.currency, self.printing)]
        for code, amount in ({} if self.fees is None else self.fees.totals).items():
            lines.append(("answers", 0 if self.fees is None else self.fees.messages, code, amount))
        orders = self.orders or Decimal(0)
        return [
            (*line, _shown(line[3], self.conversations), _shown(line[3], orders)) for line in lines
        ]

    def __str__(self) -> str:
        when = "expected" if self.is_plan else "came"
        count = self.conversations
        shown = f"{count:,.0f}" if count == int(count) else f"{count:,f}"
        head = f"{shown} conversations {when}"
        table = text_table(_HEAD, [[str(cell) for cell in line] for line in self._cells()])
        told = f"\n{self.found}" if self.found else ""
        return f"{head}\n{table}{told}"

    def _repr_html_(self) -> str:
        told = self.found._repr_html_() if self.found else ""
        return html_table(_HEAD, self._cells()) + told


def spending(
    manifest: Any,
    found: Conversations | None = None,
    /,
    *,
    country: str,
    page: Any = 0,
    piece: Any = 0,
    setup: Any = 0,
    expected: float | None = None,
    orders: float | None = None,
    answers: float = ANSWERS,
    app: bool = False,
    rates: Any = None,
    at: date | None = None,
) -> Spending:
    """Return what a campaign costs: before, by what is expected; after, by what came.

    Args:
        manifest: What a build wrote, as `ChatReplies.match` takes it.
        found: What `ChatReplies.match` gave; left out, this is a plan.
        country: Of the shop: its currency, and the market of customers without a number.
        page, piece, setup: The cost of a page (paper, labels, ink), of a piece (a frame, the
            hanging), and of all together, in the country's currency.
        expected, orders: Of a plan: conversations that a piece will bring, and orders.
        answers: Messages of the shop in a conversation.
        app: It answers from the WhatsApp Business app, which costs nothing.
        rates: `Rates`, or a table that `Rates.read` takes; those that come along if left out.
        at: The day of the answers; left out, that of the last message. A plan needs it.

    Raises:
        BadInput: an amount that is none; a plan without `expected` or `at`.

    >>> lines = [{"payload": f"Oi (ref {n})", "file": "a.pdf", "page": 1} for n in range(24)]
    >>> plan = spending(lines, country="BR", page="4.80", expected=2, at=date(2026, 12, 1))
    >>> plan.printing, plan.per_conversation["BRL"]
    (Decimal('4.80'), Decimal('0.1000'))
    """
    if not isinstance(found, Conversations | None):
        raise BadInput(
            f"what came back is {type(found).__name__}. Give what replies(…).match(…) found, or "
            "leave it out for a plan.",
            rule="spending.found",
            value=type(found).__name__,
        )
    pieces = Pieces.of(manifest_lines(manifest), name=str(manifest)[:60])
    market, currency = locales.country(country), locales.currency_of(country)
    told = {"page": page, "piece": piece, "setup": setup}
    amounts = {name: _amount(name, value, currency) for name, value in told.items()}
    facts = [each.facts for each in pieces.every if each.facts.get("page")]
    # many pieces lie on one page, which is paid once
    pages = len({(str(each.get("file")), str(each["page"])) for each in facts})
    count = len(pieces.every)
    printing = amounts["setup"] + amounts["page"] * pages + amounts["piece"] * count
    day, came = _day(found, at), _came(found, expected, count)
    fees = None
    if not app:
        sent = round(came * _number("answers", answers))
        if sent > _MOST:
            raise TooBig(
                f"{sent:,} answers are more than can be told; at most {_MOST:,}. Say a smaller "
                "expected=, or plan a part of the campaign.",
                rule="spending.many",
                value=sent,
                limit=_MOST,
            )
        who = _recipients(found, sent, market)
        fees = cost(who, category="service", rates=rates, at=day)
    return Spending(
        pages=pages,
        pieces=count,
        printing=printing,
        currency=currency,
        conversations=came,
        orders=_orders(found, orders),
        fees=fees,
        is_plan=found is None,
        found=Problems([*_guesses(answers, app), *(fees.problems() if fees else ())]),
    )


def _day(found: Conversations | None, at: date | None) -> date:
    last = [] if found is None else [one.first.date() for one in found.rows if one.first]
    day = at or max(last, default=None)
    if day is None:
        raise BadInput(
            "rates are of a day: say when customers are answered, as in "
            "at=datetime.date(2026, 12, 1).",
            rule="spending.day",
        )
    return day


def _came(found: Conversations | None, expected: float | None, pieces: int) -> Decimal:
    if found is not None:
        return Decimal(len(found.matched))
    if expected is None:
        raise BadInput(
            "a plan says what it expects: expected=2 for two conversations of each piece.",
            rule="spending.expected",
        )
    return _number("expected", expected) * pieces


def _orders(found: Conversations | None, orders: float | None) -> Decimal | None:
    if found is None or orders is not None:
        return None if orders is None else _number("orders", orders)
    known = [one.orders for one in found.matched if one.orders is not None]
    return Decimal(sum(known)) if known else None


def _recipients(
    found: Conversations | None, sent: int, market: str
) -> Iterator[tuple[int, Mapping[str, Any], str]]:
    """Yield each answer with whom it goes to; whoever has no number is of the shop's country."""
    home = f"{market}.0"  # as a business-scoped id names its country
    # answers go to those who wrote, in turn: a fee follows the country of each
    known = [] if found is None else [one.sender or "" for one in found.matched]
    senders = [name if name.startswith("+") else home for name in known] or [home]
    for number in range(sent):
        yield number + 1, {}, senders[number % len(senders)]


def _guesses(answers: float, app: bool) -> Iterator[Problem]:
    if not app and answers == ANSWERS:
        yield Problem(
            rule="spending.answers",
            message=f"{ANSWERS:g} answers a conversation are a guess.",
            fix="Say how many the shop writes: answers=3; or app=True, if it answers from the app.",
            severity="warning",
            value=ANSWERS,
        )


def _number(name: str, value: Any) -> Decimal:
    if not isinstance(value, bool) and isinstance(value, int | float | Decimal):
        found = Decimal(str(value))
        if found.is_finite() and found >= 0:
            return found
    raise BadInput(
        f"{name}={value!r} is no number. Give one of 0 or more, as in {name}=2.",
        rule="spending.number",
        name=name,
        value=value,
    )


def _amount(name: str, value: Any, currency: str) -> Decimal:
    try:  # as a program writes it; what that is not, as people of the country do
        found = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        found = prices.read(value, currency=currency).amount
    if not found.is_finite() or found < 0:
        raise BadInput(f"{name}={value!r} is no cost.", rule="spending.amount", name=name)
    return found


def _each(totals: Mapping[str, Decimal], count: Decimal) -> dict[str, Decimal]:
    return {code: _rounded(amount / count) for code, amount in totals.items()} if count else {}


def _shown(amount: Decimal, count: Decimal) -> str:
    return f"{_rounded(amount / count):f}" if count else ""


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENTS, ROUND_HALF_UP)
