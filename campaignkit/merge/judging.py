"""What a row makes, judged before it is printed, sent or saved."""

from __future__ import annotations

from dataclasses import replace

from campaignkit import payload
from campaignkit.problems import Problem

_OF_TEXT = ("link.long", "link.long-text", "link.template")


def judged(text: str, *, country: str | None = None) -> tuple[Problem, ...]:
    """Return what is doubtful in the text of a code or link.

    country: of the shop, where a number in local form would be from.

    Raises:
        BadInput: a phone could not use it: a broken WhatsApp address, a damaged payment.

    >>> judged("https://wa.me/5511987654321"), judged("Mesa 5")
    ((), ())
    """
    found = payload.judge(text, country=country)
    found.raise_errors()
    return tuple(found)


def doubts_of_text(link: str) -> tuple[Problem, ...]:
    """Return what is doubtful in the text of a link that was made here, so is sound itself.

    Braces may be meant: they are a warning.

    >>> [each.severity for each in doubts_of_text("https://wa.me/5511987654321?text=%7B%7B%20x")]
    ['warning']
    """
    found = payload.judge(link)
    return tuple(replace(each, severity="warning") for each in found if each.rule in _OF_TEXT)
