"""Which language is spoken, and words and sentences in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any, Literal

from campaignkit import locales, problems
from campaignkit.errors import BadInput
from campaignkit.translations.catalogs import LANGUAGES, Sentence, catalog, filled

_ENGLISH = "en"
_HEADS = 2  # places before a sentence: a shop, a key
_now = _ENGLISH
_ENDS = (".", "?")  # of a sentence
_BETWEEN = re.compile(r"(?<=[.?]) (?=[A-Z'\"])")  # one sentence and the next
_KEY = "key"  # the place in a sentence where a field is named
_PLACE = "place"  # the context of "row 3" and "column price"
_WHAT = "what"  # where the studio's own words tell what a field is for
_CALLED = {"business": "Shop"}  # keys that the studio labels with another word
_LETTERS = re.compile(r"[^\W\d_]{2}")
_RANGE = re.compile(r"(?<=[0-9] )(?:or|to)(?= [0-9])")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")  # what was typed
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_UNIT = re.compile(r"(?<=[0-9] )mm\b")
_BY = re.compile(r"(?<=[0-9]) x (?=[0-9])")  # an "x" would turn a leftward line around
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9]+(?: [x×] [0-9.]+)? mm\b)")
_DECIMAL = re.compile(r"([+-]?[0-9]+)\.([0-9]{1,2})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_WITH_COMMA = ("pt_BR",)  # "es" is written with either: a point in Mexico, a comma in Spain


class Word(str):
    """A word in the language that was in use, which can be said again in another."""

    __slots__ = ("facts", "source")
    source: str
    facts: dict[str, Any]


def use_language(language: str, /) -> AbstractContextManager[None]:
    """Speak a language: what errors, problems and the studio say from now on.

    Args:
        language: One of "pt_BR", "es", "ar", "hi" and "en", in any spelling; a country's kind of
            one of them will do ("pt_PT", "es-MX", "ar_EG").

    Returns:
        What ends it, if it is to last for a block only.

    Raises:
        BadInput: campaignkit does not speak it.

    What is made does not change: a shop's stickers speak the shop's language. A sentence that no
    catalog has is said in English.

    >>> from campaignkit.errors import NotFound
    >>> from campaignkit.stock import find
    >>> with use_language("es-MX"):
    ...     try:
    ...         find("Avrey L7163")
    ...     except NotFound as err:
    ...         print(str(err)[:44], err.rule)
    no hay hoja de etiquetas llamada 'Avrey L716 stock.unknown
    """
    wanted = nearest([language])
    if wanted is None:
        raise BadInput(
            f"language={language!r} is not spoken here. Take one of {', '.join(LANGUAGES)}.",
            rule="language.not-spoken",
            language=language,
        )
    before = _now
    _speak(wanted)
    return _until_the_end_of(before)


@contextmanager
def _until_the_end_of(before: str) -> Iterator[None]:
    try:
        yield
    finally:
        _speak(before)


def _speak(language: str) -> None:
    global _now  # noqa: PLW0603  # the one thing a process has a language for: what people read
    _now = language
    problems.translated = None if language == _ENGLISH else problem


def in_use() -> str:
    """Return the language that is spoken now."""
    return _now


def direction() -> Literal["ltr", "rtl"]:
    """Return the direction of the language that is spoken now."""
    return locales.direction(_now)


def nearest(wanted: Iterable[str]) -> str | None:
    """Return the first of the wanted languages that campaignkit speaks, in its own spelling.

    >>> nearest(["xx", "de-AT", "es-MX", "en"]), nearest(["pt"]), nearest(["sw"])
    ('es', 'pt_BR', None)
    """
    spoken = {each.partition("_")[0]: each for each in LANGUAGES}
    for each in wanted:
        try:
            name = locales.parse(each).partition("_")[0]
        except BadInput:
            continue
        if name in spoken:
            return spoken[name]
    return None


def word(source: str, /, **facts: Any) -> Word:
    """Return a word or a plain sentence in the language in use; `facts` fill its {places}.

    >>> with use_language("es"):
    ...     print(word("Shop"), word("Download {name}", name="a.pdf"))
    Tienda Descargar a.pdf
    """
    given = {name: str(again(value)) for name, value in facts.items()}
    made = Word(filled(_said(source, given), {name: _put(name, v) for name, v in given.items()}))
    made.source, made.facts = source, facts
    return made


def _said(source: str, facts: dict[str, str]) -> str:
    found = catalog(_now)
    if not source:
        return ""
    bends = found.counted.get(source)
    return found.words.get(source, source) if bends is None else bends.of(facts)


def word_in(language: str, source: str) -> str:
    """Return a plain word in a language of LANGUAGES.

    >>> word_in("pt_BR", "Shop"), word_in("en", "Shop")
    ('Loja', 'Shop')
    """
    return catalog(language).words.get(source, source)


def isolated(text: str) -> str:
    """Return what is filled into a sentence, kept in its own direction where lines run leftward.

    Unicode UAX #9, 2.4: first strong isolate. Without it "63.5 x 38" reads backwards in Arabic.
    """
    is_plain = not text or _PLAIN.fullmatch(text)  # "+44 7700" reads backwards, too
    return text if is_plain or direction() == "ltr" else f"\u2068{text}\u2069"


def _put(name: str, text: str) -> str:
    """Return what a sentence is filled in with: a word of the catalogs, a country, a length.

    name: of the place. What is filled in may be a phrase or a sentence itself.
    """
    found = catalog(_now)
    said = found.values.get(text) or _countries(_now).get(text)
    if said is None and (name == _KEY or (name.startswith("place(") and text in _labels())):
        said = _label(text)
    if said is None and name == _WHAT:
        said = found.words.get(text)
    if said is None:
        said = _phrase(text)
    said = _RANGE.sub(lambda sign: found.values.get(sign[0], sign[0]), said)
    return isolated(_UNIT.sub(found.values.get("mm", "mm"), _length(said)))


def _label(key: str) -> str:
    """Return what the field of a key is called, as the studio labels it, amid a sentence."""
    words = catalog(_now).words
    parts = (part.replace("_", " ").replace("-", " ") for part in key.split("."))
    named = (words.get(_CALLED.get(part, part.capitalize()), part) for part in parts)
    return " › ".join(dict.fromkeys(named))


def _phrase(text: str) -> str:
    """Return a phrase that is filled in, or a sentence of any rule, in the language in use."""
    if not _LETTERS.search(text) or _QUOTED.fullmatch(text):
        return text
    bare = text.strip()
    found = catalog(_now)
    said = found.values.get(bare) or _first(found.sentences.get("value", ()), bare)
    if said is None and bare[-1:] in _ENDS:
        said = _first(found.all_of_rules(), bare) or " ".join(map(_one, _BETWEEN.split(bare)))
    return text if said is None else text.replace(bare, said)


def _one(text: str) -> str:
    """Return one of several sentences in the language in use."""
    return _first(catalog(_now).all_of_rules(), text) or text


def _first(sentences: Iterable[Sentence], text: str) -> str | None:
    """Return what the first of the sentences makes of a text, if it says that."""
    said = (each.of(text, put=_put) for each in sentences)
    return next((each for each in said if each is not None), None)


def _length(text: str) -> str:
    """Return a text with its lengths written as the language in use writes them."""
    if _now in _WITH_COMMA:
        if _THOUSANDS.fullmatch(text):
            return text.replace(",", ".")
        alone = _DECIMAL.fullmatch(text)
        return _POINT.sub(",", text) if alone is None else f"{alone[1]},{alone[2]}"
    return _BY.sub(" × ", text) if direction() == "rtl" else text


@cache
def _countries(language: str) -> dict[str, str]:
    """Return the names of countries in a language, by their English ones."""
    return {
        locales.country_name(code, _ENGLISH): locales.country_name(code, language)
        for code in locales.countries()
    }


def again(text: Any) -> Any:
    """Return a `Word` in the language that is in use now; anything else as it is."""
    return word(text.source, **text.facts) if isinstance(text, Word) else text


def sentence(context: str, text: str) -> str:
    """Return what an English sentence says in the language in use; as it is if no catalog has it.

    context: what the catalogs list it under: a rule's id, "place", "part" or "preview".
    """
    put = _put_name if context == _PLACE else _put
    for each in catalog(_now).sentences.get(context, ()):
        said = each.of(text, put=put)
        if said is not None:
            return said
    return text


def _put_name(name: str, text: str) -> str:
    """Return what stands in a place: a key as the studio calls it, a column as its table does."""
    return isolated(_length(_label(text) if name == _KEY else text))


def problem(rule: str, text: str) -> str:
    """Return what is said under a rule in the language in use.

    Whom it is about may stand before the rule's sentence ("Padaria Sol: ..."), and a rule may say
    what another found: its sentence is then looked for among all.
    """
    for context in (rule, None):
        for head, rest in _heads(text):
            said = _among(context, rest)
            if said is not None:
                return _headed(head) + said
    return _with_parts(text)


def _headed(head: str) -> str:
    """Return what stands before a sentence: the name of a field, or whom it is about."""
    name, colon, rest = head.partition(": ")
    return f"{_label(name)}{colon}{rest}" if name in _labels() else head


@cache
def _labels() -> frozenset[str]:
    """Return the keys that have a label in the studio."""
    return frozenset(word.lower().replace(" ", "_") for word in catalog(LANGUAGES[0]).words)


def _heads(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text whole, and without what stands before its first colons."""
    yield "", text
    at = -1
    for _ in range(_HEADS):
        at = text.find(": ", at + 1)
        if at < 0:
            return
        yield text[: at + 2], text[at + 2 :]


def _among(context: str | None, text: str) -> str | None:
    found = catalog(_now)
    listed = found.under(context) if context else found.all_of_rules()
    for each in listed:
        said = each.of(text, put=_put)
        if said is not None:
            return _with_parts(said)
    return None


def _with_parts(text: str) -> str:
    """Return a sentence with the hints in it, which many sentences are filled with, translated."""
    for each in catalog(_now).sentences.get("part", ()):
        text = each.inside(text)
    return text
