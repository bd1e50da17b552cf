"""Quiet hours: when people are let alone, by the country of their number.

Some countries have a law or a code of conduct; for all others there is a usage. Which hours they
are, who says so and since when stands in `rules.toml`; a user can give others.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from campaignkit import locales, phones
from campaignkit.arguments import shown
from campaignkit.display import html_table
from campaignkit.errors import BadInput
from campaignkit.frozen import Frozen
from campaignkit.messaging import rules
from campaignkit.messaging.recipients import country_of, is_user_id

ALL = "*"
_SPAN = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])\s*[-–]\s*([01]?[0-9]|2[0-4]):([0-5][0-9])")
_DAY = 24 * 60
Span = tuple[int, int]  # minutes of the day: from, until; the same twice is the whole day


@dataclass(frozen=True, slots=True)
class Quiet:
    """When one country is let alone. saturday, sunday: other hours on these days."""

    hours: str
    saturday: str | None = None
    sunday: str | None = None
    source: str = ""

    def span(self, weekday: int) -> str:
        """Return the hours of a day (Monday is 0)."""
        return {5: self.saturday, 6: self.sunday}.get(weekday) or self.hours


@dataclass(frozen=True, slots=True, repr=False)
class QuietHours:
    """The quiet hours of every country; `"*"` stands for those not named."""

    by_country: Mapping[str, Quiet]

    @classmethod
    def of(cls, given: Any) -> QuietHours:
        """Return quiet hours: None are those of `rules.toml`; "22:00-08:00" holds everywhere.

        given: or such texts by country (ISO 3166-1), "" for none, "*" for the others.

        Raises:
            BadInput: no such hours, or no such country.

        >>> QuietHours.of({"BR": "20:00-09:00", "*": ""}).of_country("BR").hours
        '20:00-09:00'
        """
        if isinstance(given, cls):
            return given
        if given is None or given is True:
            return cls(Frozen({name: Quiet(**row) for name, row in rules.quiet_hours().items()}))
        texts = {ALL: "" if given is False else given} if not isinstance(given, Mapping) else given
        made = {}
        for name, text in texts.items():
            hours = "" if text is None else text
            if not isinstance(hours, str) or (hours.strip() and not _SPAN.fullmatch(hours.strip())):
                raise BadInput(
                    f"quiet={text!r} are no hours. Write them as in '21:00-08:00'.",
                    rule="consent.quiet-form",
                    value=text,
                )
            made[name if name == ALL else locales.country(name)] = Quiet(hours.strip())
        return cls(Frozen(made))

    def of_country(self, country: str | None) -> Quiet:
        """Return the quiet hours of a country."""
        usual = self.by_country.get(ALL, Quiet(""))
        return usual if country is None else self.by_country.get(country, usual)

    def broken(self, to: str, at: datetime.datetime) -> tuple[str, Quiet, str] | None:
        """Return where it is a quiet hour for a recipient: local time, rule, hours; or None."""
        if not isinstance(at, datetime.datetime):
            raise BadInput(
                f"at={shown(at)} is no moment. Give a datetime with its zone.", rule="consent.at"
            )
        quiet = self.of_country(country_of(to))
        for zone in zones(to):
            local = at.astimezone(zone)
            hours = quiet.span(local.weekday())
            if hours and _is_within(hours, local.hour * 60 + local.minute):
                return f"{local:%H:%M} in {zone.key}", quiet, hours
        return None

    def __repr__(self) -> str:
        return f"<QuietHours of {', '.join(self.by_country)}>"

    def _repr_html_(self) -> str:
        head = ("country", "hours", "saturday", "sunday", "source")
        rows = [
            (name, quiet.hours or "none", quiet.saturday, quiet.sunday, quiet.source)
            for name, quiet in self.by_country.items()
        ]
        return html_table(head, rows)


@lru_cache(maxsize=256)
def _span(hours: str) -> Span:
    found = _SPAN.fullmatch(hours.strip())
    assert found is not None
    first, second, third, fourth = map(int, found.groups())
    return (first * 60 + second) % _DAY, (third * 60 + fourth) % _DAY


def _is_within(hours: str, minute: int) -> bool:
    """Say whether a minute of the day is quiet; 21:00-08:00 goes past midnight.

    >>> _is_within("21:00-08:00", 23 * 60), _is_within("21:00-08:00", 8 * 60)
    (True, False)
    """
    start, end = _span(hours)
    if start < end:
        return start <= minute < end
    return minute >= start or minute < end


def zones(to: str) -> list[ZoneInfo]:
    """Return the time zones a recipient may be in, none if they are not known.

    A mobile number often tells the region, an id the country alone.
    """
    country = country_of(to)
    names = (
        (locales.time_zones(country) if country else ())
        if is_user_id(to)
        else phones.time_zones(to)
    )
    return [zone for name in names if (zone := _zone(name)) is not None]


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # no such zone on this machine
        return None
