"""Which column of a table is meant: heads compared as words, with what people call them.

One matcher for every table. The words stand in `columns.toml`, by what a table is about: the head
"Nome" is a product's title in a catalog and a person's name in an address book. Heads are compared
without accents, case, brackets, units, punctuation, and words that change nothing beside others.
A catalog takes what it finds, and tells what is doubtful; elsewhere a head is proposed, never taken
for another one: two columns of numbers may both be phones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from campaignkit import resources
from campaignkit.errors import did_you_mean, slips

TableKind = Literal["products", "people", "payments", "shops", "outcomes", "orders"]

_SURE_LENGTH = 5  # letters: shorter words are not compared without their spaces
_SMALL_WORD = 5  # letters; one slip in them, two in longer ones: our guess
_LONG_WORD = 10  # letters; two slips in them are told unasked: our guess
_TOO_SHORT = 3  # letters: "qty" is near to half of all short words
_TOLD_ONLY: tuple[TableKind, ...] = ("shops",)  # tables whose columns are named in hints alone
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "unitPrice"
_EITHER = re.compile(r"[/|\n]")  # between two words for one thing
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\d\[\]][^\[\]]*\]|\{[^{}]*\}")
# Letters that Arabic keyboards exchange, and the stroke that lengthens a word.
_ALIKE = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None})


class Meaning(NamedTuple):
    """What a head means. place: among the words for it, 0 the surest."""

    field: str
    place: int


def folded(head: object) -> str:
    """Return a head in small letters without accents, stars and double spaces; its signs stay.

    >>> folded("  Código  de Barras *"), folded("Price_(Tax  excl.)")
    ('codigo de barras', 'price (tax excl.)')
    """
    text = unicodedata.normalize("NFKD", str(head).replace("’", "'").casefold())
    bare = "".join(
        sign
        for sign in text.translate(_ALIKE)
        if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    )
    return " ".join(bare.replace("_", " ").split()).rstrip(" *:")


def plain(head: object) -> str:
    """Return a head's words: folded, without what stands in brackets, and without punctuation.

    >>> plain("  Nº_de Telefone (WhatsApp) *"), plain("TELÉFONO MÓVIL:")
    ('no de telefone', 'telefono movil')
    """
    text = folded(head)
    kept = _BRACKETS.sub(" ", text)
    words = _words_in(kept) or _words_in(text)
    return words or text


def _words_in(text: str) -> str:
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text)
    return " ".join("".join(kept).split())


def meaning(head: object, kind: TableKind) -> Meaning | None:
    """Return what a head means in a kind of table, None if nothing that is known.

    >>> meaning("price", "products"), meaning("Preço de custo", "products")
    (Meaning(field='price', place=0), None)
    >>> meaning("unitPrice", "products").field, meaning("NOME DO CLIENTE", "people").field
    ('price', 'name')
    >>> meaning("WhatsApp / Cel.", "shops").field, meaning("Name/Phone", "shops")
    ('phone', None)
    """
    known = _meanings(kind)
    text = str(head)
    for written in dict.fromkeys((text, _HUMP.sub(" ", text))):
        words = plain(written)
        found = known.get(words) or known.get(_bare(words, kind)) or known.get(_joined(words))
        if found is not None:
            return found
    return _in_two_words(text, kind)


def _in_two_words(head: str, kind: TableKind) -> Meaning | None:
    """Return what a head means that says one thing twice: "Nome / Name", "Tel. | WhatsApp"."""
    parts = _EITHER.split(head)
    found = [meaning(part, kind) for part in parts] if len(parts) > 1 else []
    fields = {each.field if each is not None else "" for each in found}
    return None if len(fields) != 1 else found[0]


def match(heads: Iterable[str], kind: TableKind) -> dict[str, list[str]]:
    """Return the heads that mean something in a kind of table, by what they mean, the surest first.

    >>> match(["Foto", "Nome do Produto", "Valor", "Preço (R$)", "Peso"], "products")
    {'image': ['Foto'], 'title': ['Nome do Produto'], 'price': ['Preço (R$)', 'Valor']}
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for head in heads:
        if (meant_by := meaning(head, kind)) is not None:
            found.setdefault(meant_by.field, []).append((meant_by.place, head))
    by_place = {name: sorted(each, key=lambda pair: pair[0]) for name, each in found.items()}
    return {name: [head for _, head in each] for name, each in by_place.items()}


def is_known(head: object) -> bool:
    """Say whether a head means something in any kind of table."""
    return any(meaning(head, kind) is not None for kind in _kinds())


def meant(wanted: str, heads: Iterable[str]) -> list[str]:
    """Return the heads that people use for a column such as "phone" or "name", the surest first.

    >>> meant("phone", ["Nome", "WHATSAPP", "Celular (com DDD)"])
    ['WHATSAPP', 'Celular (com DDD)']
    >>> meant("preco", ["Nome", "Valor (R$)"]), meant("table", ["Nome", "WHATSAPP"])
    (['Valor (R$)'], [])
    """
    known = list(heads)
    for kind in _kinds():
        if (asked := meaning(wanted, kind)) is not None:
            found = match(known, kind).get(asked.field)
            if found:
                return found
    return []


def near(wanted: str, names: Iterable[str]) -> list[str]:
    """Return the names that are `wanted` but for a slip: a letter more, less, other or exchanged.

    >>> near("Nmae", ["Name", "Price"]), near("Peso", ["Preço"]), near("Telefone", ["Title"])
    (['Name'], [], [])
    """
    asked = plain(wanted)
    most = 1 if len(asked) <= _SMALL_WORD else 2
    if len(asked) < _TOO_SHORT:
        return []
    found = [(slips(asked, plain(name), most=most), name) for name in names]
    return [name for slips, name in sorted(found, key=lambda pair: pair[0]) if slips <= most]


def near_fields(head: str, kind: TableKind) -> list[str]:
    """Return what a head would mean, but for a slip.

    >>> near_fields("Preçso", "products"), near_fields("Peso", "products")
    (['price'], [])
    """
    known = _meanings(kind)
    found = near(head, (words for words in known if len(words) > _TOO_SHORT))
    return list(dict.fromkeys(known[words].field for words in found))


def likely_fields(head: str, kind: TableKind) -> list[str]:
    """Return what a head is likely to mean, unasked: slips in long words only, few in each.

    >>> likely_fields("Endréço", "shops"), likely_fields("Status", "shops")  # "situs" is a site
    (['address'], [])
    """
    asked = plain(head)
    found = []
    for words, meant_by in _meanings(kind).items():
        most = 2 if len(words) >= _LONG_WORD else 1
        if len(words) > _SMALL_WORD and slips(asked, words, most=most) <= most:
            found.append(meant_by.field)
    return list(dict.fromkeys(found))


def hint(wanted: str, heads: Iterable[str]) -> str:
    """Return " Did you mean the column 'WHATSAPP'?" for a column that is not there, or "".

    >>> hint("phone", ["Nome", "WHATSAPP"]), hint("table", ["Nome", "WHATSAPP"])
    (" Did you mean the column 'WHATSAPP'?", '')
    >>> hint("feira", ["NOME_FEIRA", "dia"]), hint("fone", ["Fones", "Zap"])
    (" Did you mean the column 'NOME_FEIRA'?", " Did you mean 'Fones'?")
    >>> hint("telefon", ["ORDER", "who", "tel"])
    " Did you mean the column 'tel'?"
    >>> hint("phone", ["Nome", "Teléfno"]), hint("address", ["Nome", "Endréço"])
    (" Did you mean the column 'Teléfno'?", " Did you mean the column 'Endréço'?")
    """
    known = list(heads)
    if slips := near(wanted, known)[:3]:
        return f" Did you mean {' or '.join(map(repr, slips))}?"
    found = (meant(wanted, known) or _nearly_meant(wanted, known) or _within(wanted, known))[:3]
    if found:
        return f" Did you mean the column {' or '.join(map(repr, found))}?"
    return did_you_mean(wanted, known)


def _nearly_meant(wanted: str, heads: list[str]) -> list[str]:
    """Return the heads that would mean a column such as "phone", but for a slip."""
    for kind in (*_kinds(), *_TOLD_ONLY):
        asked = meaning(wanted, kind)
        found = [head for head in heads if asked and asked.field in near_fields(head, kind)]
        if found:
            return found
    return []


def _within(wanted: str, heads: list[str]) -> list[str]:
    """Return the heads that have all of the wanted words, and others."""
    asked = set(plain(wanted).split())
    return [head for head in heads if asked and asked < set(plain(head).split())]


# -- the words -------------------------------------------------------------------------------------


def _joined(words: str) -> str:
    """Return words without their spaces, "" if that is too little to be sure of."""
    joined = words.replace(" ", "")
    return joined if len(joined) >= _SURE_LENGTH else ""


def _bare(words: str, kind: TableKind) -> str:
    """Return words without those that change nothing; all of them, if nothing would be left."""
    fillers = _fillers(kind)
    return " ".join(word for word in words.split() if word not in fillers) or words


@cache
def _fillers(kind: TableKind) -> frozenset[str]:
    fillers = _table()["fillers"]
    return frozenset(map(plain, (*fillers["all"], *fillers[kind])))


@cache
def _meanings(kind: TableKind) -> Mapping[str, Meaning]:
    """Return what each spelling means; whole ones win over bare ones, bare ones over joined."""
    told = [
        (plain(word), Meaning(name, at))
        for name, words in _table()[kind].items()
        for at, word in enumerate(dict.fromkeys((name, *words)))
    ][::-1]
    joined = {_joined(words): found for words, found in told}
    bare = {_bare(words, kind): found for words, found in told}
    known = {**joined, **bare, **dict(told)}
    known.pop("", None)
    return known


def _kinds() -> tuple[TableKind, ...]:
    return ("products", "people", "payments")


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return resources.table("rows", "columns")
