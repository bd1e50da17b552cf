"""The limits and rules of message templates, read from `rules.toml` beside this file.

Each rule has a stable id, its limit, a severity, a sentence, a fix, and who says so since when.
When the platform changes one, that file is the only one to edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from campaignkit import resources
from campaignkit.problems import Problem, Where
from campaignkit.rule_tables import Rule, rules_of

_ROOMS = ("template", "send", "languages", "order", "interactive", "cost", "advice", "consent")


@cache
def every() -> Mapping[str, Rule]:
    """Return every rule by its id.

    >>> every()["template.body-length"].limit
    1024
    """
    return rules_of(_table(), _ROOMS)


@cache
def _table() -> dict[str, Any]:
    return resources.table("messaging", "rules")


def language_codes() -> tuple[str, ...]:
    """Return the languages of the platform.

    >>> len(language_codes()), "pt_BR" in language_codes(), "pt" in language_codes()
    (111, True, False)
    """
    return tuple(_table()["codes"]["official"].split())


def unofficial_codes() -> tuple[str, ...]:
    """Return languages that some have used, but no official list has."""
    return tuple(_table()["codes"]["unofficial"].split())


def better_code(code: str) -> str | None:
    """Return how the platform writes a language, None if it has not got it.

    >>> better_code("pt-br"), better_code("iw"), better_code("pt")
    ('pt_BR', 'he', None)
    """
    name, *rest = code.strip().replace("-", "_").split("_")
    name = name.lower()
    written = "_".join([name, *(part.upper() for part in rest)])
    other = _table()["codes"]["instead"].get(written, written)
    return other if other in (*language_codes(), *unofficial_codes()) else None


def promoting(language: str) -> tuple[str, ...]:
    """Return words that promote, in a language; none where they are not known.

    >>> "cupom" in promoting("pt"), promoting("xx")
    (True, ())
    """
    listed = _table()["promotion"].get(language, "")
    return tuple(" ".join(word.split()) for word in listed.split(",") if word.strip())


def innocent(language: str) -> tuple[str, ...]:
    """Return what only looks like a word that promotes; "…" stands for a few words.

    >>> innocent("es")
    ('oferta laboral', 'oferta de trabajo', 'oferta de empleo')
    """
    listed = _table()["innocent"].get(language, "")
    return tuple(" ".join(phrase.split()) for phrase in listed.split(",") if phrase.strip())


def quiet_hours() -> Mapping[str, Mapping[str, str]]:
    """Return the quiet hours of each country, "*" of all others.

    >>> quiet_hours()["US"]["hours"]
    '21:00-08:00'
    """
    found: Mapping[str, Mapping[str, str]] = _table()["quiet"]
    return found


def copy_label(language: str | None) -> str | None:
    """Return how WhatsApp labels the button that copies a code, None where that is not known.

    >>> copy_label("pt_BR"), copy_label("xx")
    ('Copiar código', None)
    """
    found = _table()["labels"]["copy_code"].get((language or "").partition("_")[0])
    return None if found is None else str(found)


def limit(name: str) -> Any:
    """Return a rule's limit.

    >>> limit("template.header-length")
    60
    """
    return every()[name].limit


def problem(name: str, where: Where, value: Any = None, /, **words: Any) -> Problem:
    """Return the finding that `value` breaks the rule called `name`."""
    return every()[name].problem(where, value, **words)
