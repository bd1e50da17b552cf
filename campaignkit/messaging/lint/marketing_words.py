"""Words that turn a utility template into a marketing one, in the template's language and English.

The platform re-categorises utility templates that promote, and charges them as marketing. The
words stand in `rules.toml`; they are signs, not proof: a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from campaignkit.messaging import rules
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates import Body, Buttons, Card, Carousel, Footer, Header
from campaignkit.messaging.templates.components import AnyComponent

# Arabic writes "and", "so", "with", "for", "like" and "the" as one word with the next.
_ATTACHED = "(?:[\u0648\u0641\u0628\u0644\u0643])?(?:\u0627\u0644)?"
_SIGNS = "\u0900-\u0903\u093a-\u094f"  # Devanagari signs that belong to the letter before


def check(found: LintFindings) -> None:
    """Warn of words in a utility template that promote."""
    if found.template.kind != "UTILITY":
        return
    for key, text in _texts(found.template.parts, ""):
        if words := promoting(text, found.template.language):
            said = ", ".join(repr(word) for word in words)
            found.add("category-marketing", key, said)


def promoting(text: str, language: str | None) -> tuple[str, ...]:
    """Return the words of a text that promote, as they stand there.

    >>> promoting("Seu pedido saiu! Aproveite 10% de desconto na próxima compra.", "pt_BR")
    ('Aproveite', '% de desconto')
    """
    bare, places = _bare(text)
    found: dict[str, None] = {}
    code = (language or "").partition("_")[0]
    harmless = [hit.span() for hit in _innocent(code).finditer(bare)]
    for hit in _pattern(code).finditer(bare):
        if any(start <= hit.start() < end for start, end in harmless):
            continue
        found[text[places[hit.start()] : places[hit.end() - 1] + 1].strip()] = None
    return tuple(found)


def _bare(text: str) -> tuple[str, list[int]]:
    """Return a text without capitals and accents, and where each of its signs stood."""
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign.casefold()):
            if not unicodedata.combining(part):
                signs.append(part)
                places.append(at)
    return "".join(signs), places


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = {_bare(word)[0].strip() for code in (language, "en") for word in rules.promoting(code)}
    longest = sorted(words, key=len, reverse=True)
    attached = _ATTACHED if language == "ar" else ""
    either = "|".join(_written(word, attached) for word in longest)
    return re.compile(rf"(?:{either})(?![^\W_]|[{_SIGNS}])")


@cache
def _innocent(language: str) -> re.Pattern[str]:
    """Return what only looks like promoting: a job offer, a discount that an order had."""
    said = [_bare(each)[0] for code in {language, "en"} for each in rules.innocent(code)]
    either = "|".join(re.escape(each).replace(r"\.\.\.", r"[^!?]{0,20}?") for each in sorted(said))
    return re.compile(rf"(?:{either})")


def _written(word: str, attached: str) -> str:
    """Return the pattern of a word: whole, but "% off" stands after a digit."""
    before = rf"(?<![^\W_]){attached}" if word[0].isalnum() else ""
    return before + re.escape(word).replace(r"\ ", r"\s+")


def _texts(parts: tuple[AnyComponent, ...], before: str) -> Iterator[tuple[str, str]]:
    for part in parts:
        match part:
            case Header() | Body() | Footer():
                yield f"{before}{part.TYPE.lower()}.text", part.text or ""
                if not isinstance(part, Footer):
                    place = f"{before}{part.TYPE.lower()}.example"
                    yield from ((place, sample) for sample in part.samples.values())
            case Buttons(buttons=buttons):
                for at, button in enumerate(buttons):
                    yield f"{before}buttons[{at}].text", getattr(button, "text", None) or ""
            case Carousel(cards=cards):
                for at, card in enumerate(cards):
                    if isinstance(card, Card):
                        yield from _texts(card.components, f"{before}carousel.cards[{at}].")
