"""What a dish is and what is in it, as menus say it: small drawings, and numbers of allergens.

`dietary.toml` beside this file has them all, with the words by which tables name them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from campaignkit import locales, resources
from campaignkit.errors import BadInput, did_you_mean

_SEPARATORS = str.maketrans(dict.fromkeys(",;/|،\n·+&", ","))


class DietaryMark(NamedTuple):
    """drawing: its name, or "" for an allergen. times: how often it is drawn. number: 1 to 14."""

    order: int  # in the table: drawings first, then allergens by their number
    name: str
    drawing: str
    times: int
    number: int


def read_marks(words: str) -> tuple[DietaryMark, ...]:
    """Return what a cell says, as in "vegan, nuts"; each once, drawings first.

    Raises:
        BadInput: a word is none of them; says what is near.

    >>> [mark.name for mark in read_marks("Nuts; picante, نباتي")]
    ['vegetarian', 'mild', 'nuts']
    """
    said = [part.strip() for part in words.translate(_SEPARATORS).split(",")]
    found = {mark_named(each) for each in said if each}
    return tuple(sorted(found))


def mark_named(word: str) -> DietaryMark:
    """Return a mark by its name, its word in any language, or the number of an allergen.

    Raises:
        BadInput: there is none.
    """
    known = _by_word()
    found = known.get(_plain(word))
    if found is None:
        near = did_you_mean(word, known) or f" There are: {', '.join(_marks())}."
        raise BadInput(f"{word!r} is no mark of a dish.{near}", rule="price-list.mark", value=word)
    return found


def label(mark: DietaryMark, language: str) -> str:
    """Return what the legend says of a mark, in the nearest language there is.

    >>> label(mark_named("milk"), "ar"), label(mark_named("7"), "pt")
    ('حليب', 'leite')
    """
    words = _table()[mark.name]
    chain = [*locales.fallbacks(language), "en"]
    for each in chain:
        spoken = [name for name in words if name.partition("_")[0] == each.partition("_")[0]]
        exact = words.get(each) or (words[spoken[0]] if spoken else None)
        if isinstance(exact, list):
            return str(exact[0])
    raise AssertionError("English is there")


def in_order(marks: Iterable[DietaryMark]) -> tuple[DietaryMark, ...]:
    """Return marks each once, drawings first."""
    return tuple(sorted(set(marks)))


@cache
def _marks() -> Mapping[str, DietaryMark]:
    return {name: _mark(at, name, said) for at, (name, said) in enumerate(_table().items())}


def _mark(at: int, name: str, said: Mapping[str, Any]) -> DietaryMark:
    numbers = said.get("times", 1), said.get("number", 0)
    return DietaryMark(at, name, said.get("drawing", ""), *numbers)


@cache
def _by_word() -> Mapping[str, DietaryMark]:
    found: dict[str, DietaryMark] = {}
    for name, mark in _marks().items():
        for value in _table()[name].values():
            for word in value if isinstance(value, list) else ():
                found.setdefault(_plain(word), mark)
    found |= {_plain(name): mark for name, mark in _marks().items()}
    return found | {str(mark.number): mark for mark in _marks().values() if mark.number}


def _plain(word: str) -> str:
    """Return a word without case, accents and hyphens, as people type it."""
    parts = unicodedata.normalize("NFD", word.casefold().replace("-", " "))
    bare = "".join(sign for sign in parts if unicodedata.category(sign) != "Mn" or sign > "\u0600")
    return " ".join(bare.split())


@cache
def _table() -> dict[str, dict[str, Any]]:
    return resources.table("pages", "dietary")
