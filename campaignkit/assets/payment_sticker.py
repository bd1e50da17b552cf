"""A sticker to be paid at: the payment's code, and what it says in plain letters beside it.

The European Payments Council asks for the plain letters wherever an EPC code stands alone, and
for level M (EPC069-12); beside the others they let people see whom they pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import Any

from campaignkit import characters, layout
from campaignkit.assets.plain_letters import FACT, with_plain_letters
from campaignkit.assets.sticker import Size, Sticker, merged_facts, one_shop, sticker
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.locales import parse

LEVEL = "M"  # EPC069-12 5.2 demands it; the Pix manual and UPI's rules leave it open


def pay_here(
    payment: str,
    shop: Business,
    /,
    *,
    design: str = "pay-here",
    size_mm: Size | str | None = None,
    language: str | None = None,
    font: str | PathLike[str] | None = None,
    theme: str | None = None,
    season: str | None = None,
    artwork: str | PathLike[str] | None = None,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Sticker:
    """Return a sticker with a payment code, its plain letters filled in.

    Args:
        payment: What the code says, of `pix`, `upi`, `epc` or another format of `payments`.
        shop: Who is paid.
        design: One that needs the fact `clear`.
        size_mm, language, font, theme, season, artwork, facts, more: As `sticker`.

    Raises:
        BadInput: `payment` is no payment code, or a damaged one; the facts say something else
            than it; payment and shop are swapped; the design cannot say what it says.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> from campaignkit.payments import pix
    >>> made = pay_here(pix.payload(key="sol@example.com", name="Sol", city="Recife"), shop)
    >>> made.facts["clear"].splitlines()
    ['Recebedor: Sol', 'Chave Pix: sol@example.com']
    """
    if isinstance(payment, Business):
        raise BadInput(
            "payment and shop are swapped. Call pay_here(payment, shop).", rule="payment.swapped"
        )
    whose, payment = one_shop(shop), characters.checked(payment, key="payment")
    if FACT not in layout.load(design).fact_names():
        raise BadInput(
            f"design {design!r} has no place for what a payment says. Take 'pay-here', or give "
            f"your design a text with {{{{ {FACT} }}}}.",
            rule="design.no-plain-letters",
            design=design,
        )
    spoken = whose.language if language is None else parse(language)
    given = with_plain_letters(merged_facts(facts, more), payment, spoken)
    own = {name: value for name, value in more.items() if name != FACT}
    return sticker(
        design,
        whose,
        link=payment,
        size_mm=size_mm,
        language=spoken,
        level=LEVEL,
        font=font,
        theme=theme,
        season=season,
        artwork=artwork,
        facts={name: value for name, value in given.items() if name not in own},
        **own,
    )
