"""Rows joined with who may be written to, and with the variants of a test."""

from __future__ import annotations

from typing import Any

from campaignkit.arguments import truth
from campaignkit.errors import BadInput, near_or_all
from campaignkit.messaging import rules
from campaignkit.messaging.consent import Gate
from campaignkit.messaging.consent.joining import LANGUAGE_COLUMNS, spoken_in
from campaignkit.messaging.recipients import identity, recipient
from campaignkit.messaging.templates.checking import reader
from campaignkit.messaging.templates.sending import Row
from campaignkit.messaging.variants import Variants
from campaignkit.problems import Problem, Where


class Join:
    """Joins rows with who may be written to, and with the variants that divide them."""

    def __init__(
        self,
        gate: Gate | None,
        variants: Variants | None,
        to: str | None,
        country: str | None,
        columns: tuple[str, ...] | None,
        *,
        repeats: bool = True,
        language: str | None = None,
    ) -> None:
        self.gate, self.variants, self.country = gate, variants, country
        self.held: dict[int, Problem] = {}
        self.people: dict[int, tuple[str, Any]] = {}
        self.column = to or ""
        repeats = truth(repeats, "repeats")
        self.repeats, self.language = repeats, language
        spoken = language is not None or bool({*LANGUAGE_COLUMNS} & {*(columns or ())})
        self.watched = to is not None and gate is None and (spoken or not repeats)
        self.seen: dict[str, tuple[int, str | None]] = {}
        if gate is None and variants is None and not self.watched:
            return
        if to is None:
            raise BadInput(
                "consents and variants need to know the people: name their column, as in "
                "bind(rows, to='phone', …).",
                rule="send.no-column",
            )
        self.read = reader(to)
        by = None if variants is None else variants.by
        if by is not None and columns is not None and by not in columns:
            near = near_or_all(by, columns)
            raise BadInput(f"by={by!r} is no column.{near}", rule="variant.column", by=by)

    def take(self, row: Row, number: int) -> list[Problem]:
        """Take a row without errors; return why it is held back, nothing if it is not."""
        if self.gate is None and self.variants is None and not self.watched:
            return []
        to = recipient(self.read(row), self.country)
        held = None if self.gate is None else self.gate.check(row, number, to, self.column)
        if held is not None:
            self.held[number] = held
            return [held]
        if self.variants is not None:
            by = self.variants.by
            self.people[number] = (to, None if by is None else row.get(by))
        return self._again(row, number, to) if self.watched else []

    def _again(self, row: Row, number: int, to: str) -> list[Problem]:
        """Return the warning that a person is in an earlier row, too; without a gate."""
        spoken, where = spoken_in(row, self.language), Where(row=number, column=self.column)
        first, language = self.seen.setdefault(identity(to), (number, spoken))
        if first == number:
            return []
        if None not in (spoken, language) and spoken != language:
            words = {"spoken": spoken, "limit": language, "first": first}
            return [rules.problem("consent.two-languages", where, to, **words)]
        return [] if self.repeats else [rules.problem("send.again", where, to, first=first)]

    def findings(self) -> list[Problem]:
        """Return what is wrong with the table of consents itself."""
        return [] if self.gate is None else self.gate.findings()

    def assigned(self) -> dict[int, str]:
        """Return the variant of each row that is sent."""
        return {} if self.variants is None else self.variants.assign(self.people)
