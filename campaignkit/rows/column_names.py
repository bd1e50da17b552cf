"""Which column of a table is meant: heads compared as words, with what people call them.

The words stand in `columns.toml`. A head is proposed, never taken for another one: two columns of
numbers may both be phones.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pkgutil import get_data

from campaignkit.errors import did_you_mean


def plain(head: object) -> str:
    """Return a head's words: small letters without accents, brackets, units and punctuation.

    >>> plain("  Nº_de Telefone (WhatsApp) *"), plain("TELÉFONO MÓVIL:")
    ('no de telefone', 'telefono movil')
    """
    folded = unicodedata.normalize("NFKD", str(head).casefold())
    bare = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn" or sign > "\u0900")
    opened = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}", " ", bare)
    kept = opened if opened.strip(" *:_-") else bare
    words = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in kept)
    return " ".join("".join(words).split())


def meant(wanted: str, heads: Iterable[str]) -> list[str]:
    """Return the heads that people use for a column such as "phone" or "name", the surest first.

    >>> meant("phone", ["Nome", "WHATSAPP", "Celular (com DDD)"])
    ['WHATSAPP', 'Celular (com DDD)']
    >>> meant("table", ["Nome", "WHATSAPP"])
    []
    """
    words = _words()
    asked = plain(wanted)
    called = next((called for called in words.values() if asked in called), {asked: 0})
    found = [(called[plain(head)], head) for head in heads if plain(head) in called]
    return [head for _, head in sorted(found, key=lambda pair: pair[0])]


def hint(wanted: str, heads: Iterable[str]) -> str:
    """Return " Did you mean the column 'WHATSAPP'?" for a column that is not there, or "".

    >>> hint("phone", ["Nome", "WHATSAPP"]), hint("table", ["Nome", "WHATSAPP"])
    (" Did you mean the column 'WHATSAPP'?", '')
    """
    known = list(heads)
    near = did_you_mean(wanted, known)
    if near:
        return near
    found = meant(wanted, known)[:3]
    return f" Did you mean the column {' or '.join(map(repr, found))}?" if found else ""


@cache
def _words() -> Mapping[str, Mapping[str, int]]:
    data = get_data("campaignkit.rows", "columns.toml")
    table = tomllib.loads((data or b"").decode("utf-8"))
    return {
        name: {plain(word): at for at, word in reversed(list(enumerate(words)))}
        for name, words in table.items()
    }
