"""Rows checked for one template: what is missing, breaks a rule, or makes a text too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit import merge, wording
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.messaging import rules
from campaignkit.messaging.recipients import country_of, recipient
from campaignkit.messaging.templates import addresses, nonsense, ordering, sending, values
from campaignkit.messaging.templates.buttons import UrlButton
from campaignkit.messaging.templates.components import Body, Buttons, Card, Carousel, Header
from campaignkit.messaging.templates.sendable import unsendable
from campaignkit.messaging.templates.sending import Row
from campaignkit.messaging.templates.slots import Slot, slots
from campaignkit.messaging.templates.template import Template
from campaignkit.messaging.templates.variables import names, words
from campaignkit.problems import Problem, Where, of_error


def reader(column: str) -> Callable[[Row], Any]:
    """Return how to take a value from a row: a column's name, or Jinja text."""
    if "{{" not in column and "{%" not in column:
        return lambda row: row.get(column)
    text = wording.compile_text(column, name="column")
    return lambda row: merge.fill_cell(text, row)


def tried(read: Callable[[Row], Any], row: Row) -> Any:
    """Return a value, None if it cannot be had: `problems` says why."""
    try:
        return read(row)
    except CampaignError:
        return None


_PAID_IN = {"BRL": "BR", "INR": "IN"}  # whose people WhatsApp lets pay in a chat


@dataclass(slots=True)
class _Column:
    """One slot and where its value comes from."""

    slot: Slot
    column: str
    read: Callable[[Row], Any]


@dataclass(slots=True)
class _Length:
    """A text that must not grow too long: its own length, and what is filled in."""

    rule: str
    where: str
    base: int
    slots: tuple[str, ...]


class Checker:
    """Checks rows for one template, one after the other; it keeps none.

    columns: column by slot, as `bind` has it. known: the columns that the rows have, None if
    that is not known. broken: what keeps the template from being sent, whatever the rows are.
    absent: what is missing in all of them.
    """

    def __init__(
        self,
        template: Template,
        columns: dict[str, str],
        known: tuple[str, ...] | None,
        to: str | None,
        country: str | None = None,
    ) -> None:
        self.template = template
        self.to, self.country = to, country
        self.read_to = None if to is None else reader(to)
        self.broken = tuple(unsendable(template))
        self.absent: list[Problem] = []
        self.columns: list[_Column] = []
        self.ordered: list[_Column] = []  # what describes an order: checked together
        needed = slots(template)
        _check_columns(columns, needed)
        for slot in needed:
            column = columns.get(slot.key, slot.key)
            if known is not None and column not in known and "{" not in column:
                self._miss(slot, column, known)
            elif slot.kind == "order":
                self.ordered.append(_Column(slot, column, reader(column)))
            else:
                self.columns.append(_Column(slot, column, reader(column)))
        self.lengths = list(_lengths(template))
        self.names = {each.slot.key: each.column for each in (*self.columns, *self.ordered)}

    def _miss(self, slot: Slot, column: str, known: tuple[str, ...]) -> None:
        if slot.needed:
            near = did_you_mean(column, known).strip() or f"There are: {', '.join(known)}."
            better = f"{near} Where it is called otherwise: columns={{{slot.key!r}: '…'}}."
            where = Where(column=column)
            self.absent.append(rules.problem("send.missing", where, what=slot.said, better=better))

    def read(self, row: Row) -> dict[str, Any]:
        """Return the values of a row by slot."""
        return {each.slot.key: each.read(row) for each in (*self.columns, *self.ordered)}

    def check(self, row: Row, number: int | None) -> list[Problem]:
        """Return what is wrong with a row."""
        found: list[Problem] = []
        given: dict[str, int] = {}
        for column in self.columns:
            where = Where(row=number, column=column.column)
            try:
                value = column.read(row)
            except CampaignError as err:
                found += of_error(err, where)
                continue
            if values.is_plain(value) and column.slot.kind == "text":
                given[column.slot.key] = len(value)
                continue
            found += values.problems(column.slot, value, where)
            if not nonsense.is_missing(value):
                given[column.slot.key] = self._length(column.slot, value)
        for length in self.lengths:
            found += self._too_long(length, given, number)
        if ordering.kind(self.template) is not None:
            found += self._order(row, number)
        if self.read_to is not None:
            where = Where(row=number, column=self.to)
            try:
                to = self.read_to(row)
            except CampaignError as err:
                return [*found, *of_error(err, where)]
            found += sending.recipient_problems(self.template, to, where, self.country)
            if ordering.kind(self.template) == "order" and not found:
                found += self._country(row, to, where)
        return found

    def _order(self, row: Row, number: int | None) -> list[Problem]:
        order: dict[str, Any] = {}
        for each in self.ordered:
            try:
                order[each.slot.key] = each.read(row)
            except CampaignError as err:
                return list(of_error(err, Where(row=number, column=each.column)))
        return ordering.problems(self.template, order, number, self.names)

    def _country(self, row: Row, to: Any, where: Where) -> Iterator[Problem]:
        """Give the finding that an order goes to a country whose people cannot pay it."""
        currency = ordering.order_of(self.template, self.read(row)).currency or ""
        there, own = country_of(recipient(to, self.country)), _PAID_IN.get(currency)
        if None not in (there, own) and there != own:
            words = {"limit": currency, "there": there}
            yield rules.problem("order.country", where, to, **words)

    def _length(self, slot: Slot, value: Any) -> int:
        text = values.said(value, self.template.language)
        return len(addresses.encoded(slot.address, text)) if slot.kind == "suffix" else len(text)

    def _too_long(
        self, length: _Length, given: dict[str, int], number: int | None
    ) -> Iterator[Problem]:
        total = length.base + sum(given.get(key, 0) for key in length.slots)
        if total > rules.limit(length.rule):
            column = ", ".join(self.names.get(key, key) for key in length.slots)
            where = Where(row=number, column=column, key=length.where)
            yield rules.problem(length.rule, where, total)


def _check_columns(columns: Mapping[str, str], needed: tuple[Slot, ...]) -> None:
    known = [slot.key for slot in needed]
    for key in columns:
        if key not in known:
            near = did_you_mean(key, known) or f" There are: {', '.join(known) or 'none'}."
            raise BadInput(
                f"the template has no place called {key!r}.{near}",
                rule="send.slot",
                slot=key,
            )


def _lengths(template: Template) -> Iterator[_Length]:
    for part in template.parts:
        match part:
            case Header(kind="TEXT"):
                keys = [n if template.is_named else "header" for n in names(part.text)]
                yield _Length("send.header-length", "header", _base(part.text), tuple(keys))
            case Body():
                yield _Length("send.body-length", "body", _base(part.text), names(part.text))
            case Buttons(buttons=buttons):
                yield from _addresses(buttons, "", "")
            case Carousel(cards=cards):
                for number, card in enumerate(cards):
                    if isinstance(card, Card):
                        yield from _card_lengths(card, number)


def _card_lengths(card: Card, number: int) -> Iterator[_Length]:
    prefix, owner = f"card_{number + 1}_", f"carousel.cards[{number}]."
    for part in card.components:
        if isinstance(part, Body):
            keys = tuple(f"{prefix}{name}" for name in names(part.text))
            yield _Length("send.card-length", f"{owner}body", _base(part.text), keys)
        elif isinstance(part, Buttons):
            yield from _addresses(part.buttons, prefix, owner)


def _addresses(buttons: tuple[Any, ...], prefix: str, owner: str) -> Iterator[_Length]:
    for number, button in enumerate(buttons):
        if isinstance(button, UrlButton) and button.is_dynamic:
            key = f"{prefix}button_{number + 1}"
            yield _Length("send.url-length", f"{owner}buttons[{number}]", _base(button.url), (key,))


def _base(text: str | None) -> int:
    return sum(map(len, words(text or "")))
