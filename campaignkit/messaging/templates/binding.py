"""A template and a table: every row checked before the first message is sent.

A row's value may be missing, break a rule of sending, or make the text too long: each is a
finding with its row and column. A table is read as a stream; ten thousand rows of five variables
take about a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from campaignkit import locales
from campaignkit import rows as tables
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.messaging import rules
from campaignkit.messaging.consent import Gate
from campaignkit.messaging.recipients import recipient
from campaignkit.messaging.templates import ordering, sending, values
from campaignkit.messaging.templates.checking import Checker, tried
from campaignkit.messaging.templates.checking import reader as reading
from campaignkit.messaging.templates.joining import Join
from campaignkit.messaging.templates.nonsense import is_missing
from campaignkit.messaging.templates.sending import Json, Row
from campaignkit.messaging.templates.slots import slots
from campaignkit.messaging.templates.template import Template
from campaignkit.messaging.templates.variables import filled, names
from campaignkit.messaging.variants import CALLBACK, Variants
from campaignkit.problems import Problem, Problems, Where

__all__ = ["BoundRows", "Checker", "Columns", "SendOutcome", "bind", "payload"]

Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """What becomes of a row.

    status: "send"; "held" back (no consent, quiet hour, a person twice); or "failed". to: the
    recipient, None where it cannot be read. payload: what sends it, of "send" alone.
    """

    row: int
    status: Literal["send", "held", "failed"]
    to: str | None
    problems: Problems
    variant: str | None = None
    payload: Json | None = None


@dataclass(frozen=True, slots=True, repr=False)
class BoundRows:
    """A template with the rows that fill it. Its rows can be read again.

    held: rows that are well but not sent, and why. assigned: the variant of each row that is.
    """

    template: Template
    rows: tables.Rows
    columns: Columns
    to: str | None
    count: int
    found: Problems
    country: str | None = None  # whose local form a phone number may have
    held: Mapping[int, Problem] = field(default_factory=dict)
    variants: Variants | None = None
    assigned: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        faults = f"{len(self.found.errors)} errors, {len(self.found.warnings)} warnings"
        rows = "row" if self.count == 1 else "rows"
        held = f", {len(self.held):,} held back" if self.held else ""
        return f"<{self.count:,} {rows} for the template {self.template.name!r}{held}: {faults}>"

    def problems(self) -> Problems:
        """Return everything that is wrong, row by row."""
        return self.found

    def texts(self) -> Iterator[str]:
        """Return the filled body of each message, of all rows that can be read."""
        for number, _raw, row in self.filled():
            template = self.template_of(number)
            text = (template.body.text if template.body else None) or ""
            given = {name: row.get(name) for name in names(text)}
            said = {
                name: values.said(value, template.language)
                for name, value in given.items()
                if not is_missing(value)
            }
            yield filled(text, said)

    def payloads(self, *, check: bool = True) -> Iterator[Json]:
        """Return what sends each message, in order. Rows that are held back have none.

        Raises:
            BadInput: there are errors (unless `check` is False: then those rows are left
                out), or no column says whom to send to.
        """
        self._recipients()
        if check:
            self.found.raise_errors(f"template {self.template.name!r}")
        for number, row, to in self.sendable():
            yield self._payload(number, row, to)

    def outcomes(self) -> Iterator[SendOutcome]:
        """Yield what becomes of each row, in order: sent, held back with the reason, or failed.

        Raises:
            BadInput: no column says whom to send to.
        """
        found: dict[int | None, list[Problem]] = {}
        for problem in self.found:
            if problem.where.file is None or not problem.rule.startswith("consent."):
                found.setdefault(problem.where.row, []).append(problem)  # not the consents' rows
        sendable = self.sendable()
        ready = next(sendable, None)
        reader = reading(self._recipients())
        for number, raw in enumerate(self.rows.outcomes(), 1):
            told = Problems(found.get(number, ()))
            if ready is not None and ready[0] == number:
                made = self._payload(*ready)
                yield SendOutcome(number, "send", ready[2], told, self.assigned.get(number), made)
                ready = next(sendable, None)
            else:
                to = self._person(raw, reader)
                status: Literal["held", "failed"] = "held" if number in self.held else "failed"
                yield SendOutcome(number, status, to, told)

    def sendable(self) -> Iterator[tuple[int, Row, str]]:
        """Yield each row that is sent: its number, its values, and whom it goes to.

        Raises:
            BadInput: no column says whom to send to.
        """
        bad = {problem.where.row for problem in self.found.errors} | self.held.keys()
        reader = reading(self._recipients())
        if None in bad:  # the template itself cannot be sent, or a column is missing in all rows
            return
        for number, raw, row in self.filled():
            if number not in bad:
                yield number, row, recipient(reader(raw), self.country)

    def template_of(self, number: int) -> Template:
        """Return the template that a row is sent with: that of its variant."""
        name = self.assigned.get(number)
        return (
            self.template
            if self.variants is None or name is None
            else (self.variants.templates[name])
        )

    def _person(self, raw: tables.Outcome, reader: Callable[[Row], Any]) -> str | None:
        """Return whom a row that is not sent was for, None if it cannot be read."""
        to = None if isinstance(raw, Problem) else tried(reader, raw)
        try:
            return recipient("" if to is None else to, self.country)
        except BadInput:
            return None

    def _payload(self, number: int, row: Row, to: str) -> Json:
        made = sending.payload(self.template_of(number), to, row)
        name = self.assigned.get(number)
        return made if name is None else {**made, CALLBACK: f"variant={name}"}

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
        readers = {key: reading(column) for key, column in self.columns.items()}
        for number, row in enumerate(self.rows.outcomes(), 1):
            if not isinstance(row, Problem):
                own = {key: tried(read, row) for key, read in readers.items()}
                set_by = self._set_by(number)
                yield number, row, {**row, **own, **set_by}

    def _set_by(self, number: int) -> Row:
        name = self.assigned.get(number)
        return {} if self.variants is None or name is None else self.variants.values[name]


def bind(
    template: Template,
    source: Any,
    *,
    columns: Columns | None = None,
    to: str | None = None,
    country: str | None = None,
    gate: Gate | None = None,
    variants: Variants | None = None,
    repeats: bool = True,
    language: str | None = None,
) -> BoundRows:
    """Return the template with its rows, each of them checked.

    Args:
        source: Anything that `rows.read` takes: a path, dicts, a dataframe, an iterator.
        columns: Column by slot, where they are not called alike: {"1": "NAME"}; or Jinja text
            over the row: {"1": "{{ NAME | title }}"}.
        to: The column with the recipient's phone number (or Jinja text); checked too.
        country: ISO 3166-1 code of the country in whose local form numbers may be written.
        gate: Says who may be written to; the others are held back.
        variants: Divide the people of the rows; every row is checked for each of them, so that
            who is left out does not depend on the variant.
        repeats: A person may have several rows; False: without a gate, a second one is a warning.
        language: The column with a person's language: two for one person are a warning.

    Raises:
        BadInput: there is no such country; `columns` is no mapping of texts, or names a slot
            that the template has not; `to` is no text, or missing where a gate or variants need
            it; the variants' column is not there.
    """
    chosen = _chosen(columns)
    if to is not None and not isinstance(to, str):
        raise BadInput(
            f"to={to!r} is no column. Give its name, as in to='phone'.",
            rule="send.no-column",
            to=to,
        )
    table = _again(tables.read(source))
    check_column("to", to, table.columns)
    check_column("language", language, table.columns)
    place = None if country is None else locales.country(country)
    asked = (template,) if variants is None else tuple(variants.templates.values())
    sets = ({},) if variants is None else tuple(variants.values.values())
    checkers = [
        Checker(each, of_slots(chosen, asked, at), _known(table.columns, own), to, place)
        for at, (each, own) in enumerate(zip(asked, sets, strict=True))
    ]
    check_values(variants, chosen)
    join = Join(gate, variants, to, place, table.columns, repeats=repeats, language=language)
    references = ordering.References(template, checkers[0].names)
    found = [problem for each in checkers for problem in (*each.broken, *each.absent)]
    count = 0
    for count, outcome in enumerate(table.outcomes(), 1):
        if isinstance(outcome, Problem):
            found.append(outcome)
            continue
        told = [
            problem
            for checker, own in zip(checkers, sets, strict=True)
            for problem in checker.check({**outcome, **own} if own else outcome, count)
        ]
        if references.wanted:
            told.extend(references.check(checkers[0].read(outcome), count))
        found += told
        if not any(problem.severity == "error" for problem in told):
            found += join.take(outcome, count)
    found += join.findings()
    once = found if len(checkers) == 1 else dict.fromkeys(found)
    assigned = join.assigned()
    return BoundRows(
        template, table, chosen, to, count, Problems(once), place, join.held, variants, assigned
    )


def check_column(key: str, column: Any, columns: tuple[str, ...] | None) -> None:
    """Refuse a column that is not there: it would silently say nothing, or every row fail for it.

    Raises:
        BadInput: names the nearest.
    """
    is_text = isinstance(column, str)
    if column is None or columns is None or (is_text and (column in columns or "{" in column)):
        return
    near = did_you_mean(str(column), columns) or f" There are: {', '.join(columns)}."
    raise BadInput(f"{key}={column!r} is no column.{near}", rule="send.no-column", to=column)


def check_values(variants: Variants | None, chosen: Columns) -> None:
    """Refuse a value that a variant sets and no text of the template takes.

    Raises:
        BadInput: it names the nearest place.
    """
    for name, own in {} if variants is None else variants.values.items():
        assert variants is not None
        known = [slot.key for slot in slots(variants.templates[name])]
        for key in own:
            if key not in known and not any(key in column for column in chosen.values()):
                near = did_you_mean(key, known) or f" There are: {', '.join(known) or 'none'}."
                raise BadInput(
                    f"variant {name!r} sets {key!r}, which the template has no place for.{near}",
                    rule="variant.slot",
                    variant=name,
                    slot=key,
                )


def _known(columns: tuple[str, ...] | None, own: Row) -> tuple[str, ...] | None:
    """Return which columns there are, with the values that a variant sets."""
    return None if columns is None else (*columns, *own)


def of_slots(chosen: Columns, asked: Sequence[Template], at: int) -> dict[str, str]:
    """Return the columns of one template's slots: those of another variant's are not its own.

    asked: the templates of all variants; at: which of them.
    """
    own, *others = [
        {slot.key for slot in slots(each)} for each in (asked[at], *asked[:at], *asked[at + 1 :])
    ]
    elsewhere = set().union(*others) - own
    return {key: column for key, column in chosen.items() if key not in elsewhere}


def payload(
    template: Template, to: str, row: Row | Sequence[Any], *, columns: Columns | None = None
) -> Json:
    """Return what sends the template to one person.

    Raises:
        BadInput: everything that is wrong with the values or with `to`, at once.
    """
    given = sending.as_row(row)
    if template.kind == "AUTHENTICATION" and not isinstance(row, Mapping):
        given = {"code" if key == "1" else key: value for key, value in given.items()}
    checker = Checker(template, _chosen(columns), tuple(given), None)
    found = [*checker.broken, *checker.absent, *checker.check(given, None)]
    found += _unused(checker, given, in_order=not isinstance(row, Mapping))
    found += sending.recipient_problems(template, to, Where(key="to"))
    Problems(found).raise_errors(f"template {template.name!r}")
    return sending.payload(template, to, {**given, **checker.read(given)})


def _unused(checker: Checker, given: Row, *, in_order: bool) -> Iterator[Problem]:
    """Give the values of one row that would silently be left out: further ones, misspelt ones."""
    known = [slot.key for slot in slots(checker.template)]
    used = " ".join(checker.names.values())
    for key in given:
        if key in known or key in used:
            continue
        if in_order:
            yield rules.problem("send.further", Where(key=key), given[key], limit=len(known))
            return
        open_ = [name for name in known if name not in given and not name.isdecimal()]
        near = did_you_mean(key, open_, most=1)
        if near and not key.isdecimal():
            yield rules.problem("send.key", Where(key=key), key, better=near.strip())


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
            "as in columns={'1': 'NAME'}.",
            rule="send.columns",
            columns=columns,
        )
    return dict(columns)
