"""Amounts of an order: exact to the cent, and as the platform writes them.

The platform takes whole cents and says so: 12.34 is {"value": 1234, "offset": 100}.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from operator import index
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.spec_words import quoted

OFFSET = 100  # of BRL and INR, the only currencies (Meta, "Orders")
MOST = 10**10  # a guess at a slip
_CENTS = Decimal("0.01")
_SIGNS = re.compile(r"R\$|₹|Rs\.?|BRL|INR|[\s\u200e\u200f]", re.IGNORECASE)
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_COMMA_CENTS = re.compile(r"-?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]{1,2}")  # 1.234,50
_DOT_CENTS = re.compile(r"-?[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}(\.[0-9]{1,2})?")  # 1,00,000.50


def exact(value: Any, *, key: str, currency: str | None = None) -> Decimal:
    """Return an amount with two decimals.

    value: a Decimal, a whole number, a text ("12.50", "R$ 1.234,50", "₹1,00,000"), or what a
    spreadsheet has: a float of at most two decimals.

    Raises:
        BadInput: no amount, or one that is finer than a cent.

    >>> exact("R$ 1.234,50", key="total"), exact(3, key="tax"), exact("₹1,00,000", key="total")
    (Decimal('1234.50'), Decimal('3.00'), Decimal('100000.00'))
    """
    number = _number(value, currency)
    if number is None or not number.is_finite():
        raise BadInput(
            f"{key}={quoted(value)} is not an amount. Write it as in '12.50'.",
            rule="order.amount",
            key=key,
            value=value,
        )
    if abs(number) > MOST:
        raise BadInput(
            f"{key}={quoted(value)} is more than {MOST:,}. Write what it costs.",
            rule="order.amount-most",
            key=key,
            value=value,
            limit=MOST,
        )
    cents = number.quantize(_CENTS)
    if cents != number:
        raise BadInput(
            f"{key}={quoted(value)} is finer than a cent. Round it as you want it.",
            rule="order.amount-cents",
            key=key,
            value=value,
        )
    return cents


def _number(value: Any, currency: str | None) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return _written(_SIGNS.sub("", value), currency)
    if isinstance(value, float):
        return Decimal(repr(float(value)))
    try:
        return value if isinstance(value, Decimal) else Decimal(index(value))
    except (TypeError, InvalidOperation):  # no number; an array of several
        return None


def _written(text: str, currency: str | None) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _COMMA_CENTS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _DOT_CENTS.fullmatch(text) and ("." in text or text.count(",") > 1 or currency != "BRL"):
        return Decimal(text.replace(",", ""))
    return None


def cents(amount: Decimal) -> int:
    """Return an amount in whole cents.

    >>> cents(Decimal("12.34"))
    1234
    """
    return int(amount * OFFSET)


def written(amount: Decimal, description: str | None = None) -> dict[str, Any]:
    """Return an amount as the platform takes it.

    >>> written(Decimal("12.34"), "frete")
    {'value': 1234, 'offset': 100, 'description': 'frete'}
    """
    more = {"description": description} if description else {}
    return {"value": cents(amount), "offset": OFFSET, **more}
