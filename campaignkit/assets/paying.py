"""A sticker to be paid at: the payment's code, and what it says in plain letters beside it.

The European Payments Council asks for the plain letters wherever an EPC code stands alone, and
for level M (EPC069-12); beside the others they let people see whom they pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import Any

from campaignkit.assets.sticker import Size, Sticker, sticker
from campaignkit.business import Business
from campaignkit.locales import parse
from campaignkit.payments import clear_text

LEVEL = "M"  # EPC069-12 5.2 demands it; the Pix manual and UPI's rules leave it open


def pay_here(
    payment: str,
    shop: Business,
    /,
    *,
    design: str = "pay-here",
    size_mm: Size | None = None,
    language: str | None = None,
    font: str | PathLike[str] | None = None,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Sticker:
    """Return a sticker with a payment code, its plain letters filled in.

    Args:
        payment: What the code says, of `pix`, `upi`, `epc` or another format of `payments`.
        shop: Who is paid.
        design: One that needs the fact `clear`.
        size_mm, language, font, facts, more: As `sticker`.

    Raises:
        BadInput: `payment` is no payment code, or a damaged one.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> from campaignkit.payments import pix
    >>> made = pay_here(pix.payload(key="sol@example.com", name="Sol", city="Recife"), shop)
    >>> made.facts["clear"].splitlines()
    ['Recebedor: Sol', 'Chave Pix: sol@example.com']
    """
    spoken = shop.language if language is None else parse(language)
    clear = "\n".join(f"{label}: {value}" for label, value in clear_text(payment, spoken))
    return sticker(
        design,
        shop,
        link=payment,
        size_mm=size_mm,
        language=spoken,
        level=LEVEL,
        font=font,
        facts={"clear": clear, **(facts or {})},
        **more,
    )
