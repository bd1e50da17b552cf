"""The {{1}} and {{name}} in a template's texts: found, counted, filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")
_STRAY = re.compile(r"\{|\}")


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[str, ...]:
    """Return the text in pieces: words, name, words, name, …, words.

    >>> pieces("Hello {{1}}, welcome")
    ('Hello ', '1', ', welcome')
    """
    parts = _VARIABLE.split(text)
    return tuple(part.strip() if number % 2 else part for number, part in enumerate(parts))


def names(text: str | None) -> tuple[str, ...]:
    """Return the names of the variables in a text, in order, as often as they stand there.

    >>> names("{{1}} and {{ 2 }}"), names("Hi {{who}}"), names(None)
    (('1', '2'), ('who',), ())
    """
    return pieces(text or "")[1::2]


def in_order(text: str | None) -> tuple[str, ...]:
    """Return the variables of a text once each, numbers in the order of their values.

    The platform fills {{n}} with the n-th value that is sent, wherever {{n}} stands.

    >>> in_order("run {{3}} for {{2}}, {{1}}"), in_order("Hi {{who}} and {{a}}")
    (('1', '2', '3'), ('who', 'a'))
    """
    once = tuple(dict.fromkeys(names(text)))
    return tuple(sorted(once, key=int)) if all(map(is_number, once)) else once


def is_number(name: str) -> bool:
    """Say whether a variable is numbered: ASCII digits, as the platform counts."""
    return name.isascii() and name.isdecimal()


def missing_numbers(text: str | None) -> tuple[str, ...]:
    """Return the numbers from 1 to the highest that a text does not use.

    >>> missing_numbers("{{1}} and {{4}}"), missing_numbers("{{2}} and {{1}}")
    (('2', '3'), ())
    """
    used = {int(name) for name in names(text) if is_number(name)}
    highest = min(max(used, default=0), 1000)
    return tuple(str(number) for number in range(1, highest + 1) if number not in used)


def raw_names(text: str) -> tuple[str, ...]:
    """Return what stands between the braces, spaces included."""
    return tuple(_VARIABLE.findall(text))


def words(text: str) -> tuple[str, ...]:
    """Return the texts before, between and after the variables."""
    return pieces(text)[0::2]


def has_stray_brace(text: str) -> bool:
    """Say whether a brace stands outside of a {{variable}}."""
    return any(_STRAY.search(part) for part in words(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every variable that has a value replaced by it.

    >>> filled("Hello {{1}} and {{2}}", {"1": "Ana"})
    'Hello Ana and {{2}}'
    """
    parts = list(pieces(text))
    for at in range(1, len(parts), 2):
        parts[at] = values.get(parts[at], f"{{{{{parts[at]}}}}}")
    return "".join(parts)


def renamed(text: str, new: Mapping[str, str]) -> str:
    """Return the text with its variables called otherwise, spaces in their braces gone."""
    return filled(text, {name: f"{{{{{new.get(name, name)}}}}}" for name in names(text)})
