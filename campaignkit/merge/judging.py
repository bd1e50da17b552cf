"""What a row makes, judged before it is printed, sent or saved."""

from __future__ import annotations

from campaignkit import payload
from campaignkit.problems import Problem


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
