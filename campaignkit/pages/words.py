"""The fixed words of price lists and tags, read from `words.toml` beside this file."""

from __future__ import annotations

from functools import cache

from campaignkit import locales, resources


def word(name: str, language: str, **facts: object) -> str:
    """Return words in a language, or in the nearest that has them; numbers in its digits.

    >>> word("page", "pt_BR", page=1, pages=3), word("menu", "es_MX")
    ('Página 1 de 3', 'Carta')
    """
    table = _table()
    chain = [*locales.fallbacks(language), *table]
    found = next(each for each in chain if each in table or _kin(each))
    said = {
        key: locales.digits(str(value), language) if isinstance(value, int) else value
        for key, value in facts.items()
    }
    return table[found if found in table else _kin(found)][name].format_map(said)


def _kin(language: str) -> str:
    """Return the language of the table that differs in country only: pt_BR for pt, else ""."""
    return next((name for name in _table() if name.partition("_")[0] == language), "")


@cache
def _table() -> dict[str, dict[str, str]]:
    return resources.table("pages", "words")
