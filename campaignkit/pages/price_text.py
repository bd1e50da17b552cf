"""What something costs, as lists and tags say it: "from R$ 10,00", "10 to 15", "19,90 / kg"."""

from __future__ import annotations

from campaignkit.pages.words import word
from campaignkit.prices import Price


def cost(
    price: Price,
    language: str,
    *,
    most: Price | None = None,
    starts: bool = False,
    unit: str = "",
) -> str:
    """Return a price in words. most: the highest, of several; starts: others cost more.

    >>> from decimal import Decimal
    >>> ten, twelve = Price(Decimal(10), "USD"), Price(Decimal(12), "USD")
    >>> cost(ten, "en", most=twelve), cost(ten, "en", starts=True, unit="kg")
    ('$10.00–$12.00', 'from $10.00 / kg')
    """
    said = price.text(language)
    if most is not None:
        said = f"{said}–{most.text(language)}"
    elif starts:
        said = word("from", language, price=said)
    return f"{said} / {unit}" if unit else said
