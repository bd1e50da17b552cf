"""Ready wording: `templates/messages/<language>/<name>.txt.j2`, or a file of the shop's own.

A file is Jinja text (`wording`) that begins with a line naming its facts, "?" after those that
may be left out:

    {# facts: customer?, order, items?, total? #}

Beside them it may name what `Business.facts` gives, and for each number `n` its plural form in
the language, `n_form` (CLDR: one, two, few…). A line with nothing but a tag leaves no empty line.
Adding a message is adding a file; adding a language, a folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from campaignkit import locales, resources, wording
from campaignkit.business import Business
from campaignkit.errors import BadInput, NotFound, did_you_mean, near_or_all
from campaignkit.merge import check_truths
from campaignkit.messaging.markup import Marked, literal
from campaignkit.text import isolates

_FOLDER, _SUFFIX = "messages", ".txt.j2"
_SHOP = ("hours", "address", "website", "email")  # facts that a shop may lack
_IMPLICIT = {"currency", "country", "language"}  # what filters follow without being named
_FACTS = re.compile(r"\{#-?\s*facts:(?P<names>[^#]*?)-?#\}")
_LONE_TAG = re.compile(r"^[ \t]*(\{[%#])((?:(?!%\}|#\})[^\n])*)([%#]\})[ \t]*\n", re.MULTILINE)
_LATIN_SIGN = re.compile(r"(?<![A-Za-z])[A-Z]{1,3}[$€£¥]")  # CLDR's "1,500 R$" would end in "$R"
_ADDRESS = re.compile(r"://|^www\.|@")


@dataclass(frozen=True, slots=True)
class Worded:
    """A message's text, and the language it is in."""

    name: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class MessageScript:
    """The source of one message. needed, optional: its facts; None where it does not say."""

    name: str
    language: str
    source: str
    path: str | None
    needed: frozenset[str] | None
    optional: frozenset[str]


def languages() -> list[str]:
    """Return the languages that there is wording in.

    >>> languages()
    ['ar', 'en', 'es', 'hi', 'pt_BR']
    """
    return [name for name in resources.names(_FOLDER, "") if resources.names(_in(name), _SUFFIX)]


def names(language: str = "en") -> list[str]:
    """Return the messages that there are in a language.

    >>> names()[:3]
    ['appointment', 'away', 'back-in-stock']
    """
    return resources.names(_in(language), _SUFFIX) if language in languages() else []


def write(name: str, shop: Business, facts: Mapping[str, Any], *, language: str) -> Worded:
    """Return a message with its facts filled in.

    Words in the facts cannot change the formatting (`markup.literal`), unless they are
    `markup.Marked`; in right-to-left text numbers and codes are isolated.

    Raises:
        NotFound: no such message or file; names the nearest.
        BadInput: a needed fact is missing, or a fact is given that the message has not.
    """
    return say(find(name, locales.parse(language)), shop, facts)


def say(script: MessageScript, shop: Business, facts: Mapping[str, Any]) -> Worded:
    """Return the message of a script that was found, with its facts filled in.

    Raises:
        BadInput: as `write`.
    """
    text = _text_of(script)
    _check(script, text.names, shop, facts)
    known = {**_from_shop(shop), "language": script.language, **dict.fromkeys(script.optional)}
    filled = {**known, **facts}
    check_truths(text, filled, "text")
    forms = _forms(text.names, filled, script.language)
    safe = {key: _safe(value) for key, value in {**filled, **forms}.items()}
    said = _shaped(text.render({**safe, "row": safe}))
    return Worded(script.name, script.language, _directed(said, script.language))


def takes(script: MessageScript, shop: Business) -> frozenset[str]:
    """Return the facts that a message is about: not the shop's own, nor what filters follow.

    Raises:
        BadInput: its text cannot be read.
    """
    asked = {name for name in _text_of(script).names if not name.endswith("_form")}
    declared = (script.needed or frozenset()) | script.optional
    return declared | (asked - _from_shop(shop).keys() - _IMPLICIT)


def check_facts(script: MessageScript, shop: Business, given: Iterable[str]) -> None:
    """Raise unless a message can do with facts of these names.

    Raises:
        BadInput: one is missing, or is not one of its own; names the nearest.
    """
    _check(script, _text_of(script).names, shop, dict.fromkeys(given, "given"))


def _text_of(script: MessageScript) -> wording.Wording:
    return wording.compile_text(_tidy(script.source), name=script.name, path=script.path)


def find(name: str, language: str) -> MessageScript:
    """Return the message `name` in a language or the nearest there is; a path is a user's file.

    Raises:
        NotFound: there is none.
    """
    if is_path(name):
        return _script(name, language, resources.user_text(name, what="message"), name)
    return _packaged(name, language)


def of_text(text: str, language: str) -> MessageScript:
    """Return the message that words of one's own are, Jinja over whatever facts they name."""
    return MessageScript("text", language, text, None, None, frozenset())


@lru_cache(maxsize=256)
def _packaged(name: str, language: str) -> MessageScript:
    for folder in _nearest(language):
        if name in names(folder):
            source = resources.text(_in(folder), name, _SUFFIX)
            return _script(name, folder, source, None)
    known = sorted({known for folder in languages() for known in names(folder)})
    near = near_or_all(name, known)
    raise NotFound(
        f"no message called {name!r}.{near}",
        rule="message.unknown",
        name=name,
    )


def _in(language: str) -> str:
    return f"{_FOLDER}/{language}"


def is_path(name: str) -> bool:
    """Say whether this is the path of a shop's own file rather than a name."""
    return name.endswith((".j2", ".txt")) or "/" in name or "\\" in name


def _nearest(language: str) -> Iterable[str]:
    """Give the folders to look in: the language, its kin (pt_PT: pt_BR), and English."""
    *own, last = locales.fallbacks(language)
    kin = [x for x in languages() if x.partition("_")[0] == language.partition("_")[0]]
    return dict.fromkeys([*own, *kin, last])


def _script(name: str, language: str, source: str, path: str | None) -> MessageScript:
    found = _FACTS.search(source)
    if found is None:
        return MessageScript(name, language, source, path, None, frozenset())
    listed = [word.strip() for word in found["names"].split(",")]
    said = [word for word in listed if word not in ("", "none")]
    needed = frozenset(word for word in said if not word.endswith("?"))
    optional = frozenset(word.rstrip("?") for word in said if word.endswith("?"))
    return MessageScript(name, language, source, path, needed, optional)


def _tidy(source: str) -> str:
    """Return the source with the end of a line that is only a tag moved into the tag.

    So the line leaves nothing behind, and lines keep their numbers for messages.
    """
    return _LONE_TAG.sub(r"\1\2\n\3", source.replace("\r\n", "\n"))


def _from_shop(shop: Business) -> dict[str, Any]:
    return {**dict.fromkeys(_SHOP), **shop.facts()}


def _check(
    script: MessageScript, asked: frozenset[str], shop: Business, facts: Mapping[str, Any]
) -> None:
    """Raise for every fact that is missing or has no place, at once."""
    bases = {name.removesuffix("_form") for name in asked if name.endswith("_form")}
    known = (script.needed or frozenset()) | script.optional
    own = _from_shop(shop)
    lacking = {name for name in asked & own.keys() if own[name] is None} - known
    printed = lacking & _unguarded(script.source)
    needed = (script.needed or frozenset()) | printed
    free = script.optional | (lacking - printed)
    missing = sorted(name for name in needed if wording.is_empty(facts.get(name)))
    unused = sorted(set(facts) - asked - bases - known - _IMPLICIT)
    if not missing and not unused:
        return
    offered = sorted(known | lacking | (asked - own.keys() - bases)) or ["none"]
    said = [f"the fact {name!r} is missing.{_nearby(name, unused)}" for name in missing]
    said += [
        f"there is no fact {name!r} in it.{did_you_mean(name, offered)}"
        for name in unused
        if not any(did_you_mean(lack, [name]) for lack in missing)
    ]
    there = ", ".join(f"{name}?" if name in free else name for name in offered)
    raise BadInput(
        f"message {script.name!r}: {' '.join(said)} Its facts: {there}.",
        rule="message.facts",
        name=script.name,
        said=said,
    )


def _unguarded(source: str) -> frozenset[str]:
    """Return the shop's own facts that a text prints without asking whether they are there."""
    return frozenset(name for name in _SHOP if not re.search(rf"{{%-? if {name}\b", source))


def _nearby(name: str, given: list[str]) -> str:
    near = did_you_mean(name, given, most=1)
    return near.replace("Did you mean", "Did you mean it by") if near else ""


def _forms(asked: frozenset[str], facts: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return the plural form of each number whose form is asked for."""
    found: dict[str, str] = {}
    for name in asked - facts.keys():
        base = name.removesuffix("_form")
        if base != name:
            value = facts.get(base)
            found[name] = (
                "" if wording.is_empty(value) else locales.plural(_number(base, value), language)
            )
    return found


def _number(name: str, value: Any) -> Decimal:
    try:
        return Decimal(str(value).strip())
    except ArithmeticError as err:
        raise BadInput(
            f"{name}={value!r} is not a number. Write it as in 3.",
            rule="message.number",
            name=name,
            value=value,
        ) from err


def _safe(value: Any) -> Any:
    """Return a fact whose words cannot change the formatting."""
    if isinstance(value, Marked):
        return str(value)
    if isinstance(value, str):
        return str(literal(value.strip()))
    if isinstance(value, Mapping):
        return {key: _safe(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_safe(item) for item in value]
    return value


def _shaped(text: str) -> str:
    """Return the text without spaces at its lines' ends, and with one empty line at most."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _directed(text: str, language: str) -> str:
    """Return right-to-left text with numbers and codes isolated; addresses stay clickable."""
    if locales.direction(language) == "ltr":
        return text
    spans = [span for span in isolates.spans(text) if not _ADDRESS.search(text[slice(*span)])]
    spans += [found.span() for found in _LATIN_SIGN.finditer(text)]
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces += [text[last:start], "\u2066", text[start:end], "\u2069"]
            last = end
    return "".join((*pieces, text[last:]))
