"""Rows and consents → who is written to, and who is let alone, with the reason.

Held back are those who gave no consent (or none with proof), those who took it back, those whose
hour is quiet, a second row of one person, and one person in two languages. None of them is an
error in the table: a held row is an outcome with its reason, and no message is made of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.consent.quiet import QuietHours
from campaignkit.messaging.consent.records import Consents
from campaignkit.messaging.recipients import identity
from campaignkit.problems import Problem, Where

LANGUAGE_COLUMNS = ("language", "lang", "idioma", "locale", "lingua", "língua", "اللغة", "भाषा")


class Gate:
    """Says of each row, in their order, whether its person may be written to.

    consent: the table, None if nobody is asked. at: when messages are sent, for quiet hours.
    language: the column with a person's language. repeats: a person may have several rows.
    """

    def __init__(
        self,
        consent: Consents | None,
        *,
        at: datetime.datetime | None,
        quiet: Any = None,
        language: str | None = None,
        repeats: bool = False,
        urgent: bool = False,
    ) -> None:
        if at is not None and (not isinstance(at, datetime.datetime) or at.tzinfo is None):
            raise BadInput(
                f"at={at!r} is no moment. Give a datetime with its zone, as in "
                "datetime.datetime(2026, 12, 1, 10, tzinfo=ZoneInfo('America/Sao_Paulo')).",
                rule="consent.moment",
                value=at,
            )
        if at is None and not (quiet is None or quiet is False):
            raise BadInput(
                f"quiet={quiet!r} needs the moment of sending. Give at=, a datetime with its zone.",
                rule="consent.quiet-moment",
                quiet=quiet,
            )
        self.consent = consent
        self.at = at
        self.quiet = None if at is None or urgent else QuietHours.of(quiet)
        self.language = language
        self.repeats = repeats
        self.seen: dict[str, tuple[int, str | None]] = {}

    def check(self, row: Mapping[str, Any], number: int, to: str, column: str) -> Problem | None:
        """Return why a row is held back, None if it is not."""
        where = Where(row=number, column=column)
        return self._consent(where, to) or self._again(row, where, to) or self._hour(where, to)

    def findings(self) -> list[Problem]:
        """Return what could not be read in the table of consents: nobody's row is an error here."""
        told = () if self.consent is None else self.consent.problems()
        source = "" if self.consent is None else self.consent.source
        return [
            replace(each, severity="warning", where=replace(each.where, file=source))
            for each in told
        ]

    def _again(self, row: Mapping[str, Any], where: Where, to: str) -> Problem | None:
        assert where.row is not None
        spoken = spoken_in(row, self.language)
        first, language = self.seen.setdefault(identity(to), (where.row, spoken))
        if first == where.row:
            return None
        if spoken is not None and language is not None and spoken != language:
            words = {"spoken": spoken, "limit": language, "first": first}
            return rules.problem("consent.two-languages", where, to, **words)
        if self.repeats:
            return None
        return rules.problem("consent.duplicate", where, to, first=first)

    def _consent(self, where: Where, to: str) -> Problem | None:
        if self.consent is None:
            return None
        last = self.consent.last(to, self.at)
        if last is None:
            return rules.problem("consent.none", where, to)
        if not last.given:
            when = "" if last.when is None else f" on {last.when:%Y-%m-%d}"
            how = "" if last.how is None else f" ({last.how})"
            words = {"when": when, "how": how, "proof": last.row}
            return rules.problem("consent.opted-out", where, to, **words)
        if last.lacks:
            words = {"lacks": " and ".join(last.lacks), "proof": last.row}
            return rules.problem("consent.no-proof", where, to, **words)
        return None

    def _hour(self, where: Where, to: str) -> Problem | None:
        if self.quiet is None or self.at is None:
            return None
        broken = self.quiet.broken(to, self.at)
        if broken is None:
            return None
        local, quiet, hours = broken
        found = rules.problem("consent.quiet-hours", where, to, local=local, limit=hours)
        return replace(found, source=quiet.source) if quiet.source else found


def spoken_in(row: Mapping[str, Any], column: str | None) -> str | None:
    """Return the language of a row's person, None where no column says it.

    >>> spoken_in({"idioma": "pt-BR"}, None), spoken_in({"idioma": "pt-BR"}, "lang")
    ('pt', None)
    """
    named = (column,) if column else LANGUAGE_COLUMNS
    value = next((row[name] for name in named if row.get(name)), None)
    if value is None:
        return None
    try:
        return locales.parse(str(value)).partition("_")[0]
    except BadInput:
        return str(value).strip().casefold()
