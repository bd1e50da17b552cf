"""What is good to know before a send: limits, pacing, who will not get it, how long it takes.

Nothing here is wrong with the messages: each is a warning with its source and the day it was
read, for a person to weigh.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.recipients import country_of
from campaignkit.messaging.templates import Template
from campaignkit.problems import Problem, Problems, Where

_TIERS = (250, 2_000, 10_000, 100_000)  # Meta, "Messaging limits"; above them none


def advice(
    template: Template,
    recipients: Iterable[tuple[int, Mapping[str, Any], str]],
    *,
    limit: int | None = None,
) -> Problems:
    """Return what to know before a template goes to these recipients.

    limit: how many people the business may write to in 24 hours, as WhatsApp Manager shows it.
    """
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise BadInput(
            f"limit={limit!r} is no number of people. Write it as in 2000.",
            rule="advice.form",
            value=limit,
        )
    people: set[str] = set()
    messages, american = 0, 0
    for _number, _row, to in recipients:
        messages += 1
        if to not in people:
            people.add(to)
            american += template.kind == "MARKETING" and country_of(to) == "US"
    found = [*_limit(len(people), limit), *_kind(template, american), *_time(messages)]
    return Problems([*found, *_life(template)])


def _warn(rule: str, key: str, value: Any = None, /, **words: Any) -> Problem:
    return rules.problem(f"advice.{rule}", Where(key=key), value, **words)


def _limit(people: int, limit: int | None) -> Iterator[Problem]:
    if limit is not None and people > limit:
        yield _warn("over-limit", "to", people, limit=limit, left=people - limit)
    if limit is None and people > _TIERS[0]:
        wanted = next((f"{tier:,}" for tier in _TIERS if people <= tier), "more than 100,000")
        yield _warn("limit", "to", people, wanted=wanted)


def _kind(template: Template, american: int) -> Iterator[Problem]:
    if template.kind == "MARKETING":
        yield _warn("marketing-cap", "category", template.category)
        if american:
            yield _warn("american", "to", american)
    if template.kind in ("MARKETING", "UTILITY"):
        yield _warn("pacing", "name", template.name)


def _time(messages: int) -> Iterator[Problem]:
    minutes = messages / rules.limit("advice.throughput") / 60
    if minutes > 1:
        yield _warn("throughput", "to", messages, minutes=f"{minutes:,.0f}")


def _life(template: Template) -> Iterator[Problem]:
    if template.kind == "UTILITY" and template.message_send_ttl_seconds is None:
        yield _warn("life", "message_send_ttl_seconds")
