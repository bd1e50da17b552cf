"""A template and a table: every row checked before the first message is sent.

A row's value may be missing, break a rule of sending, or make the text too long: each is a
finding with its row and column. A table is read as a stream; ten thousand rows of five variables
take about a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from campaignkit import locales, merge, wording
from campaignkit import rows as tables
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.messages import rules
from campaignkit.messages.recipients import recipient
from campaignkit.messages.templates import ordering, sending, values
from campaignkit.messages.templates.buttons import UrlButton
from campaignkit.messages.templates.components import Body, Buttons, Card, Carousel, Header
from campaignkit.messages.templates.sendable import unsendable
from campaignkit.messages.templates.sending import Json, Row
from campaignkit.messages.templates.slots import Slot, slots
from campaignkit.messages.templates.template import Template
from campaignkit.messages.templates.variables import filled, names, words
from campaignkit.problems import Problem, Problems, Where, of_error

Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Bound:
    """A template with the rows that fill it. Its rows can be read again."""

    template: Template
    rows: tables.Rows
    columns: Columns
    to: str | None
    count: int
    found: Problems
    country: str | None = None  # whose local form a phone number may have

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        faults = f"{len(self.found.errors)} errors, {len(self.found.warnings)} warnings"
        rows = "row" if self.count == 1 else "rows"
        return f"<{self.count:,} {rows} for the template {self.template.name!r}: {faults}>"

    def problems(self) -> Problems:
        """Return everything that is wrong, row by row."""
        return self.found

    def texts(self) -> Iterator[str]:
        """Return the filled body of each message, of all rows that can be read."""
        body = self.template.body
        text = (body.text if body else None) or ""
        for _number, _raw, row in self.filled():
            said = {
                name: values.said(row.get(name), self.template.language) for name in names(text)
            }
            yield filled(text, said)

    def payloads(self, *, check: bool = True) -> Iterator[Json]:
        """Return what sends each message, in order.

        Raises:
            BadInput: there are errors (unless `check` is False: then those rows are left
                out), or no column says whom to send to.
        """
        self._recipients()
        if check:
            self.found.raise_errors(f"template {self.template.name!r}")
        for _number, row, to in self.sendable():
            yield sending.payload(self.template, to, row)

    def sendable(self) -> Iterator[tuple[int, Row, str]]:
        """Yield each row that can be sent: its number, its values, and whom it goes to.

        Raises:
            BadInput: no column says whom to send to.
        """
        bad = {problem.where.row for problem in self.found.errors}
        reader = _reader(self._recipients())
        for number, raw, row in self.filled():
            if number not in bad:
                yield number, row, recipient(reader(raw), self.country)

    def _recipients(self) -> str:
        """Return the column that says whom to send to."""
        if self.to is None:
            there = ", ".join(self.rows.columns or ("…",))
            raise BadInput(
                "no column says whom to send to. Name it: bind(rows, to='phone'), "
                f"one of: {there}.",
                rule="send.no-column",
                columns=there,
            )
        return self.to

    def filled(self) -> Iterator[tuple[int, Row, Row]]:
        """Yield each row that can be read: its number from 1, as it came, and with the
        template's values under the template's names.
        """
        readers = {key: _reader(column) for key, column in self.columns.items()}
        for number, row in enumerate(self.rows.outcomes(), 1):
            if not isinstance(row, Problem):
                yield (
                    number,
                    row,
                    {**row, **{key: _tried(read, row) for key, read in readers.items()}},
                )


def bind(
    template: Template,
    source: Any,
    *,
    columns: Columns | None = None,
    to: str | None = None,
    country: str | None = None,
) -> Bound:
    """Return the template with its rows, each of them checked.

    Args:
        source: Anything that `rows.read` takes: a path, dicts, a dataframe, an iterator.
        columns: Column by slot, where they are not called alike: {"1": "NAME"}; or Jinja text
            over the row: {"1": "{{ NAME | title }}"}.
        to: The column with the recipient's phone number (or Jinja text); checked too.
        country: ISO 3166-1 code of the country in whose local form numbers may be written.

    Raises:
        BadInput: there is no such country; `columns` is no mapping of texts, or names a slot
            that the template has not; `to` is no text.
    """
    chosen = _chosen(columns)
    if to is not None and not isinstance(to, str):
        raise BadInput(f"to={to!r} is no column. Give its name, as in to='phone'.")
    table = _again(tables.read(source))
    place = None if country is None else locales.country(country)
    checker = Checker(template, chosen, table.columns, to, place)
    found = [*checker.broken, *checker.absent]
    references = ordering.References(template, checker.names)
    count = 0
    for count, outcome in enumerate(table.outcomes(), 1):
        if isinstance(outcome, Problem):
            found.append(outcome)
        else:
            found.extend(checker.check(outcome, count))
            if references.wanted:
                found.extend(references.check(checker.read(outcome), count))
    return Bound(template, table, chosen, to, count, Problems(found), place)


def payload(
    template: Template, to: str, row: Row | Sequence[Any], *, columns: Columns | None = None
) -> Json:
    """Return what sends the template to one person.

    Raises:
        BadInput: everything that is wrong with the values or with `to`, at once.
    """
    given = sending.as_row(row)
    checker = Checker(template, _chosen(columns), tuple(given), None)
    found = [*checker.broken, *checker.absent, *checker.check(given, None)]
    found += sending.recipient_problems(template, to, Where(key="to"))
    Problems(found).raise_errors(f"template {template.name!r}")
    return sending.payload(template, to, {**given, **checker.read(given)})


def _again(table: tables.Rows) -> tables.Rows:
    """Return rows that can be read twice."""
    if table.again:
        return table
    outcomes = list(table.outcomes())
    return tables.Rows(lambda: iter(outcomes), source=table.source, columns=table.columns)


def _chosen(columns: Columns | None) -> dict[str, str]:
    """Return which column fills which slot, as far as that is said."""
    if columns is None:
        return {}
    if not isinstance(columns, Mapping) or not all(
        isinstance(text, str) for pair in columns.items() for text in pair
    ):
        raise BadInput(
            f"columns={columns!r} does not say which column goes where. Give a mapping of texts, "
            "as in columns={'1': 'NAME'}."
        )
    return dict(columns)


def _reader(column: str) -> Callable[[Row], Any]:
    """Return how to take a value from a row: a column's name, or Jinja text."""
    if "{{" not in column and "{%" not in column:
        return lambda row: row.get(column)
    text = wording.compile_text(column, name="column")
    return lambda row: merge.fill_cell(text, row)


def _tried(read: Callable[[Row], Any], row: Row) -> Any:
    """Return a value, None if it cannot be had: `problems` says why."""
    try:
        return read(row)
    except CampaignError:
        return None


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
        self.read_to = None if to is None else _reader(to)
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
                self.ordered.append(_Column(slot, column, _reader(column)))
            else:
                self.columns.append(_Column(slot, column, _reader(column)))
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
            if value is not None:
                given[column.slot.key] = self._length(column.slot, value)
        for length in self.lengths:
            found += self._too_long(length, given, number)
        if ordering.kind(self.template) is not None:
            order = {each.slot.key: each.read(row) for each in self.ordered}
            found += ordering.problems(self.template, order, number, self.names)
        if self.read_to is not None:
            where = Where(row=number, column=self.to)
            try:
                to = self.read_to(row)
            except CampaignError as err:
                return [*found, *of_error(err, where)]
            found += sending.recipient_problems(self.template, to, where, self.country)
        return found

    def _length(self, slot: Slot, value: Any) -> int:
        text = values.said(value, self.template.language)
        return len(quote(text, safe="")) if slot.kind == "suffix" else len(text)

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
            raise BadInput(f"the template has no place called {key!r}.{near}")


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
