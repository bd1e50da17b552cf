"""The gettext catalogs, `<language>.po` each: English words, and what stands for them.

A message with a context is a sentence that is filled in: the context is the id of a rule, or of
what the library says beside problems ("place", "part", "preview"), or "value" for a word or
phrase that sentences are filled in with. The second door to `babel`, for its reader of catalogs.

Where a language bends its words by how many there are (Arabic has six forms), the message has
gettext's plural forms; the forms for one leave out the place that is counted, and so name it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from gettext import c2py
from io import BytesIO
from pkgutil import get_data

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

LANGUAGES = ("pt_BR", "es", "ar", "hi", "en")  # that campaignkit speaks; in the order of menus
_SURE = 14  # letters of its own that a sentence is known by, whatever rule it stands under
_END = re.compile(r"(?<=[.।؟?]) ")  # of a sentence, in the scripts of LANGUAGES
_MARK = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_PLACE = r"('[^'\n]*'|.*?)"  # what was typed stands in quotes, and is not taken apart
_HINTS = ("near", "hint")  # places of "Did you mean …?"
_HINT = r"(| .*?)"  # behind a full stop: so the one in a file's name ends nothing

Put = Callable[[str, str], str]


def _as_it_is(_name: str, value: str) -> str:
    return value


@dataclass(frozen=True, slots=True)
class Plurals:
    """A sentence's forms, and which of them a number takes: gettext's rule of the language.

    >>> said = Plurals(("one label", "{n} labels"), "(n != 1)")
    >>> said.of({"n": "1"}), said.of({"n": "1,200"}), said.of({"n": "many"})
    ('one label', '{n} labels', '{n} labels')
    """

    forms: tuple[str, ...]
    rule: str  # in C, as the header of a catalog has it

    @property
    def counted(self) -> str | None:
        """The place that is counted: the form for one does without it."""
        alone = places(self.forms[c2py(self.rule)(1)])
        return next((name for name in places(self.forms[-1]) if name not in alone), None)

    def of(self, values: dict[str, str]) -> str:
        """Return the form for what is filled in; the last one where it is no whole number."""
        number = values.get(self.counted or "", "").replace(",", "")
        is_whole = number.isascii() and number.isdecimal()
        return self.forms[c2py(self.rule)(int(number))] if is_whole else self.forms[-1]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with places, and the same in another language.

    >>> said = Sentence("{file} has {n} rows.", "{n} linhas em {file}.")
    >>> said.of("a.csv has 3 rows.")
    '3 linhas em a.csv.'
    """

    source: str
    target: str
    plurals: Plurals | None = None

    @property
    def weight(self) -> int:
        """How many letters it says itself: the more, the surer a match."""
        return len(_MARK.sub("", self.source))

    def of(self, text: str, *, put: Put = _as_it_is) -> str | None:
        """Return the other language's sentence for what `text` says; None if it says another.

        put: makes of a place's name and what is filled in what stands there.
        """
        found = _pattern(self.source).fullmatch(text) if _sure(self.source) in text else None
        if found is None:
            return None
        return self._filled(found, put)

    def inside(self, text: str) -> str:
        """Return a text with this sentence in it, wherever it stands, in the other language.

        >>> Sentence("Did you mean {names}?", "Seria {names}?").inside("No. Did you mean 'a'?")
        "No. Seria 'a'?"
        """
        return _pattern(self.source).sub(self._filled, text)

    def halves(self) -> tuple[Sentence, ...]:
        """Return what is wrong and what to do as sentences of their own, if it has both.

        >>> [each.target for each in Sentence("No {a}. Give {b}.", "{a} नहीं है। {b} दें।").halves()]
        ['{a} नहीं है।', '{b} दें।']
        """
        first, _, rest = self.source.partition(". ")
        end = _END.search(self.target)
        if not rest or end is None or self.plurals is not None:
            return ()
        made = (
            Sentence(f"{first}.", self.target[: end.start()]),
            Sentence(rest, self.target[end.end() :]),
        )
        alike = all({*places(each.source)} == {*places(each.target)} for each in made)
        return made if alike else ()

    def _filled(self, found: re.Match[str], put: Put = _as_it_is) -> str:
        values = dict(zip(places(self.source), found.groups(), strict=True))
        target = self.target if self.plurals is None else self.plurals.of(values)
        return filled(target, {name: put(name, value) for name, value in values.items()})


@dataclass(frozen=True, slots=True)
class MessageCatalog:
    """The words of a language, and its sentences by their context."""

    words: dict[str, str] = field(default_factory=dict)
    counted: dict[str, Plurals] = field(default_factory=dict)  # words that bend with a number
    values: dict[str, str] = field(default_factory=dict)  # that sentences are filled in with
    sentences: dict[str, list[Sentence]] = field(default_factory=dict)
    _all: list[Sentence] = field(default_factory=list)

    def under(self, rule: str) -> list[Sentence]:
        """Return the sentences of a rule; those of "pix.*", too, where it is one of them."""
        many = (
            each for key in self._many if fnmatchcase(rule, key) for each in self.sentences[key]
        )
        return [*self.sentences.get(rule, ()), *many]

    @property
    def _many(self) -> Iterator[str]:
        return (key for key in self.sentences if "*" in key and key.strip("*."))

    def all_of_rules(self) -> list[Sentence]:
        """Return the sentences of all rules that say much themselves, the surest first."""
        if not self._all:
            rules = (each for key, many in self.sentences.items() if "." in key for each in many)
            known = [part for each in rules for part in (each, *each.halves())]
            sure = {part.source: part for part in known if part.weight >= _SURE}
            self._all.extend(sorted(sure.values(), key=lambda each: -each.weight))
        return self._all


def places(text: str) -> list[str]:
    """Return the names of the places in a sentence, in its order.

    >>> places("{a} and {{b}} and {a}")
    ['a', 'a']
    """
    return [found[1] for found in _MARK.finditer(text) if found[1] is not None]


def filled(text: str, values: dict[str, str]) -> str:
    """Return a sentence with its places filled in; one that is not given stays.

    >>> filled("{n} of {{n}}", {"n": "3"})
    '3 of {n}'
    """

    def put(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        return values.get(found[1], found[0])

    return _MARK.sub(put, text)


@cache
def _sure(source: str) -> str:
    """Return the longest piece that a sentence says itself: without it, nothing else is tried."""
    pieces = re.split(
        "\0", _MARK.sub(lambda found: "\0" if found[1] is not None else found[0][0], source)
    )
    return max(pieces, key=len)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Return what matches a sentence, whatever is filled in."""
    written, at = "", 0
    for found in _MARK.finditer(source):
        written += re.escape(source[at : found.start()])
        ends = found[1] in _HINTS or found.end() == len(source)
        is_hint = found[1] is not None and ends and source[: found.start()].endswith(".")
        place = _HINT if is_hint else _PLACE
        written += place if found[1] is not None else re.escape(found[0][0])
        at = found.end()
    return re.compile(written + re.escape(source[at:]), re.DOTALL)


@cache
def catalog(language: str) -> MessageCatalog:
    """Return the catalog of a language of LANGUAGES; English has none: it is the code's."""
    data = get_data(__name__, f"{language}.po") if language != "en" else None
    made = MessageCatalog()
    read = read_po(BytesIO(data or b""), locale=None)
    for message in read:
        said = _sentence(message, read.plural_expr)
        if not said.source or not said.target:
            continue
        if message.context == "value" and not places(said.source):
            made.values[said.source] = said.target
        elif message.context is not None:
            made.sentences.setdefault(message.context, []).append(said)
        elif said.plurals is None:
            made.words[said.source] = said.target
        else:
            made.counted[said.source] = said.plurals
    for sentences in made.sentences.values():
        sentences.sort(key=lambda each: -each.weight)
    return made


def _sentence(message: Message, rule: str) -> Sentence:
    """Return a message of a catalog. rule: of its plural forms."""
    if not message.pluralizable:
        return Sentence(str(message.id), str(message.string))
    forms = tuple(map(str, message.string or ()))
    return Sentence(str(message.id[0]), forms[-1], Plurals(forms, rule))
