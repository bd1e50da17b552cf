"""The people of several sends: who would get two of them, and in which languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from campaignkit.messaging import rules
from campaignkit.messaging.recipients import identity
from campaignkit.messaging.templates import Template
from campaignkit.problems import Problem, Problems, Where

Send = tuple[Template, Iterable[tuple[int, Mapping[str, Any], str]]]


def overlap(sends: Iterable[Send]) -> Problems:
    """Return the rows of later sends whose person an earlier one writes to.

    sends: a template each, with (row number, row, recipient) of those it goes to.

    >>> one = Template("news", language="en", body="News.")
    >>> two = one.with_(language="es")
    >>> print(overlap([(one, [(1, {}, "+5511987654321")]), (two, [(4, {}, "+5511987654321")])]))
    row 4, key news[es]: +5511987654321 is written to in 'es' here, in 'en' in row 1 of news[en]. \
Find out which they speak, and take the other row out.
    """
    seen: dict[str, tuple[str, str, int]] = {}
    found: list[Problem] = []
    for template, people in sends:
        key = f"{template.name}[{template.language}]"
        language = (template.language or "").partition("_")[0]
        own: dict[str, tuple[str, str, int]] = {}
        for number, _row, to in people:
            person = identity(to)
            own.setdefault(person, (key, language, number))
            if person not in seen:
                continue
            other, spoken, first = seen[person]
            where, place = Where(row=number, key=key), f"{first} of {other}"
            if spoken == language:
                found.append(rules.problem("consent.duplicate", where, to, first=place))
            else:
                words = {"spoken": language, "limit": spoken, "first": place}
                found.append(rules.problem("consent.two-languages", where, to, **words))
        seen = own | seen
    return Problems(found)
