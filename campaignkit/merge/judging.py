"""What a row makes, judged before it is printed, sent or saved."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from campaignkit import payload
from campaignkit.problems import Problem, Problems
from campaignkit.stores import encoded
from campaignkit.unfinished_text import is_suspect, is_suspect_encoded, left_in

_PLAIN_LINK = 500  # characters, far below what is long
_OF_WORDS = ("link.template", "link.missing")
_OF_TEXT = ("link.long", "link.long-text")


def judged(text: str, *, country: str | None = None) -> tuple[Problem, ...]:
    """Return what is doubtful in the text of a code or link.

    country: of the shop, where a number in local form would be from.

    Raises:
        BadInput: a phone could not use it, or nobody should read it: a broken WhatsApp address, a
            damaged payment, a template that was not filled.

    >>> judged("https://wa.me/5511987654321"), judged("Mesa 5")
    ((), ())
    """
    if not text.isascii():
        encoded(text)  # refuses half of a character
    found = payload.judge(text, country=country)
    if not found:
        return ()
    found.raise_errors()
    return tuple(found)


def doubts_of_text(link: str) -> tuple[Problem, ...]:
    """Return what is doubtful in the text of a chat link to the shop itself, made here.

    Raises:
        BadInput: it is a template that was not filled.

    >>> [each.rule for each in doubts_of_text("https://wa.me/5511987654321?text=%7Bnome%7D")]
    ['link.template']
    """
    if len(link) < _PLAIN_LINK and not is_suspect_encoded(link):
        return ()  # most are: nothing that is looked for can be in it
    return tuple(each for each in judged(link) if each.rule in _OF_TEXT or is_of_words(each))


def is_of_words(problem: Problem) -> bool:
    """Say whether it is about the words of a text, whatever link they stand in."""
    return problem.rule in _OF_WORDS or problem.rule.startswith("text.")


def has_suspects(facts: Mapping[str, Any], printed: Container[str]) -> bool:
    """Say whether `doubts_of_words` may find anything in them.

    >>> has_suspects({"title": "Oi {"}, {"title"}), has_suspects({"title": "Oi"}, {"title"})
    (True, False)
    """
    for name, value in facts.items():
        if name in printed and isinstance(value, str) and is_suspect(value):
            return True
    return False


def doubts_of_words(facts: Mapping[str, Any], printed: Container[str]) -> tuple[Problem, ...]:
    """Return what is doubtful in the words of some facts. printed: the names of those people read.

    Raises:
        BadInput: nobody should read them: a template that was not filled, a letter that was lost.

    >>> facts = {"title": "Oi [nome]", "table": 5, "password": "<nome>"}
    >>> [each.value for each in doubts_of_words(facts, {"title", "table"})]
    ['[nome]']
    """
    found = [
        problem
        for name, value in facts.items()
        if isinstance(value, str) and name in printed
        for problem in left_in(value, name)
    ]
    Problems(found).raise_errors()
    return tuple(found)
