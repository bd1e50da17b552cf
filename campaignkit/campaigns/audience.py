"""Who of a table gets a template: consents, quiet hours, a person once, the variants of a test.

What is held back is no fault: its row is listed with the reason, and nothing is made for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from campaignkit.messaging import rules
from campaignkit.messaging.consent import Consents, Gate
from campaignkit.messaging.recipients import identity
from campaignkit.messaging.variants import Variants
from campaignkit.problems import Problem, Where


class Held(NamedTuple):
    """A row that is well, and not sent. problem: why."""

    where: Where
    problem: Problem

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Why it is not sent."""
        return (self.problem,)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is written to, as `MessageTemplate.bind` has it. urgent: at any hour (one-time codes)."""

    consents: Consents | None = None
    at: datetime.datetime | None = None
    quiet: Any = None
    repeats: bool = False
    urgent: bool = False
    variants: Variants | None = None

    def watch(self) -> Watch:
        """Return what goes through the rows once.

        Raises:
            BadInput: no such hours; hours without a moment.
        """
        return Watch(self)

    def findings(self) -> list[Problem]:
        """Return what could not be read in the table of consents."""
        gate = self.watch().gate
        return [] if gate is None else gate.findings()


class Watch:
    """Looks at rows in their order: whether their person is written to, and was before."""

    def __init__(self, audience: Audience) -> None:
        self.gate: Gate | None = None
        if audience.consents or audience.at or audience.quiet not in (None, False):
            self.gate = Gate(
                audience.consents,
                at=audience.at,
                quiet=audience.quiet,
                repeats=audience.repeats,
                urgent=audience.urgent,
            )
        self.told = self.gate is None and not audience.repeats
        self.seen: dict[str, int] = {}

    def held(self, row: Mapping[str, Any], where: Where, to: str, column: str) -> Held | None:
        """Return why a row is held back, None if it is not."""
        if self.gate is None or where.row is None:
            return None
        found = self.gate.check(row, where.row, to, column)
        return None if found is None else Held(where, found)

    def again(self, where: Where, to: str, column: str) -> list[Problem]:
        """Return that a person had a row before, where nobody holds the second one back."""
        if not self.told or where.row is None:
            return []
        first = self.seen.setdefault(identity(to), where.row)
        place = Where(column=column or None)
        return [] if first == where.row else [rules.problem("send.again", place, to, first=first)]
