"""What a payment says in plain letters, on the sticker that bears its code.

The letters come from the payment itself: a sticker that says another payee or amount than its
code asks for takes money under a wrong name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from campaignkit import payload
from campaignkit.errors import BadInput
from campaignkit.payments import clear_text
from campaignkit.wording import is_empty

FACT = "clear"  # the fact that designs show them by
_REMEMBERED = 128  # payments: one code may stand on every sticker


@lru_cache(maxsize=_REMEMBERED)
def plain_letters(payment: str, language: str) -> str:
    """Return a line for each thing that a payment code says.

    Raises:
        BadInput: it is no payment code, or a damaged one.
    """
    return "\n".join(f"{label}: {value}" for label, value in clear_text(payment, language))


def with_plain_letters(given: Mapping[str, Any], payment: str, language: str) -> dict[str, Any]:
    """Return facts with the payment's plain letters among them.

    Raises:
        BadInput: the code is no payment, or the facts say something else than it.
    """
    if not isinstance(payment, str):
        clear_text(payment, language)  # says what a payment is
    made = plain_letters(payment, language)
    said = given.get(FACT)
    if not is_empty(said) and str(said).split() != made.split():
        raise BadInput(
            f"{FACT}={said!r} is not what the payment says: {made!r}. Leave {FACT} out: it comes "
            "from the payment.",
            rule="payment.clear-differs",
            said=said,
            right=made,
        )
    return {**given, FACT: made}


def check_payment(link: object, *, design: str) -> None:
    """Raise unless the text of a code asks for money.

    Raises:
        BadInput: it does not; says what would.
    """
    if isinstance(link, str) and payload.is_payment(link):
        return
    shown = "no payment" if link is None else f"link={link!r:.80}"
    what = "was given" if link is None else "asks for no money"
    raise BadInput(
        f"design {design!r} is for a payment, and {shown} {what}. Give link= a payment code, as "
        "pix(), upi() or epc() make it, or call pay_here(payment, shop).",
        rule="design.needs-payment",
        design=design,
    )
