"""The gettext catalogs, `<language>.po` each: English words, and what stands for them.

A message with a context is a sentence that is filled in: the context is the id of a rule, or of
what the library says beside problems ("place", "part", "preview"). The second door to `babel`,
for its reader of catalogs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pkgutil import get_data

from babel.messages.pofile import read_po

LANGUAGES = ("pt_BR", "es", "ar", "hi", "en")  # that campaignkit speaks; in the order of menus
_SURE = 20  # letters of its own that a sentence is known by, whatever rule it stands under
_MARK = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with places, and the same in another language.

    >>> said = Sentence("{file} has {n} rows.", "{n} linhas em {file}.")
    >>> said.of("a.csv has 3 rows.")
    '3 linhas em a.csv.'
    """

    source: str
    target: str

    @property
    def weight(self) -> int:
        """How many letters it says itself: the more, the surer a match."""
        return len(_MARK.sub("", self.source))

    def of(self, text: str, *, put: Callable[[str], str] = str) -> str | None:
        """Return the other language's sentence for what `text` says; None if it says another.

        put: makes of what is filled in what stands there.
        """
        found = _pattern(self.source).fullmatch(text)
        if found is None:
            return None
        values = dict(zip(places(self.source), map(put, found.groups()), strict=True))
        return filled(self.target, values)

    def inside(self, text: str) -> str:
        """Return a text with this sentence in it, wherever it stands, in the other language.

        >>> Sentence("Did you mean {names}?", "Seria {names}?").inside("No. Did you mean 'a'?")
        "No. Seria 'a'?"
        """
        return _pattern(self.source).sub(self._filled, text)

    def _filled(self, found: re.Match[str]) -> str:
        return filled(self.target, dict(zip(places(self.source), found.groups(), strict=True)))


@dataclass(frozen=True, slots=True)
class MessageCatalog:
    """The words of a language, and its sentences by their context."""

    words: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, list[Sentence]] = field(default_factory=dict)

    def all_of_rules(self) -> list[Sentence]:
        """Return the sentences of all rules that say much themselves, the surest first."""
        listed = (
            each
            for context, sentences in self.sentences.items()
            if "." in context
            for each in sentences
            if each.weight >= _SURE
        )
        return sorted(listed, key=lambda each: -each.weight)


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
def _pattern(source: str) -> re.Pattern[str]:
    """Return what matches a sentence, whatever is filled in."""
    written, at = "", 0
    for found in _MARK.finditer(source):
        written += re.escape(source[at : found.start()])
        written += "(.*?)" if found[1] is not None else re.escape(found[0][0])
        at = found.end()
    return re.compile(written + re.escape(source[at:]), re.DOTALL)


@cache
def catalog(language: str) -> MessageCatalog:
    """Return the catalog of a language of LANGUAGES; English has none: it is the code's."""
    data = get_data(__name__, f"{language}.po") if language != "en" else None
    made = MessageCatalog()
    for message in read_po(BytesIO(data or b""), locale=None):
        source, target = str(message.id), str(message.string)
        if not source or not target:
            continue
        if message.context is None:
            made.words[source] = target
        else:
            said = Sentence(source, target)
            made.sentences.setdefault(message.context, []).append(said)
    for sentences in made.sentences.values():
        sentences.sort(key=lambda each: -each.weight)
    return made
