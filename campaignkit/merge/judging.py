"""What a row makes, judged before it is printed, sent or saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from campaignkit import payload
from campaignkit.problems import Problem, Problems
from campaignkit.stores import encoded

_BRACES = "link.template"
_BRACE = "%7"  # braces as a link spells them, and a few harmless signs
_PLAIN_LINK = 500  # characters, far below what is long
_OF_TEXT = ("link.long", "link.long-text", _BRACES)


def judged(text: str, *, country: str | None = None, ours: bool = False) -> tuple[Problem, ...]:
    """Return what is doubtful in the text of a code or link.

    country: of the shop, where a number in local form would be from. ours: it was made here of
    the row's facts, so it is sound, and braces in it may be meant.

    Raises:
        BadInput: a phone could not use it: a broken WhatsApp address, a damaged payment.

    >>> judged("https://wa.me/5511987654321"), judged("Mesa 5")
    ((), ())
    """
    if not text.isascii():
        encoded(text)  # refuses half of a character
    found: Iterable[Problem] = payload.judge(text, country=country)
    if not found:
        return ()
    if ours:
        found = [replace(x, severity="warning") if x.rule == _BRACES else x for x in found]
    Problems(found).raise_errors()
    return tuple(found)


def doubts_of_text(link: str) -> tuple[Problem, ...]:
    """Return what is doubtful in the text of a chat link to the shop itself, made here.

    >>> [each.severity for each in doubts_of_text("https://wa.me/5511987654321?text=%7B%7B%20x")]
    ['warning']
    """
    if len(link) < _PLAIN_LINK and _BRACE not in link:
        return ()  # most are: nothing that is looked for can be in it
    return tuple(each for each in judged(link, ours=True) if each.rule in _OF_TEXT)
