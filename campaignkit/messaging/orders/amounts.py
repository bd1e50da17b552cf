"""Amounts of an order: exact to the cent, and as the platform writes them.

Texts are read as prices are (`prices.read`), but for one thing: a dot before three digits is no
thousand here, even in Brazil, because programs write 12.50 in the same field. It is asked for.
The platform takes whole cents and says so: 12.34 is {"value": 1234, "offset": 100}.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from operator import index
from typing import Any

from campaignkit import prices
from campaignkit.errors import BadInput
from campaignkit.spec_errors import quoted

OFFSET = 100  # of BRL and INR, the only currencies (Meta, "Orders")
MOST = 10**10  # a guess at a slip
_CENTS = Decimal("0.01")
_THOUSAND = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")  # or is it a decimal mark?
_OURS = ("BRL", "INR")


def exact(value: Any, *, key: str, currency: str | None = None) -> Decimal:
    """Return an amount with two decimals.

    value: a Decimal, a whole number, a text ("12.50", "R$ 1.234,50", "₹1,00,000"), or what a
    spreadsheet has: a float of at most two decimals.

    Raises:
        BadInput: no amount, one that may mean two ("1.250"), one in another currency, or one
            that is finer than a cent.

    >>> exact("R$ 1.234,50", key="total"), exact(3, key="tax"), exact("₹1,00,000", key="total")
    (Decimal('1234.50'), Decimal('3.00'), Decimal('100000.00'))
    """
    number = _written(value, key, currency) if isinstance(value, str) else _number(value)
    if number is None or not number.is_finite():
        raise _no_amount(value, key)
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
        raise _too_fine(value, key)
    return cents


def currency_of(value: Any) -> str | None:
    """Return the currency that the sign of an amount names, None if there is none.

    >>> currency_of("R$ 5"), currency_of("Rs. 5"), currency_of("5")
    ('BRL', 'INR', None)
    """
    named = prices.currencies(prices.tidy(value.lstrip(" -"))) if isinstance(value, str) else ()
    ours = [code for code in _OURS if code in named]
    return next(iter(ours or named), None)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return Decimal(repr(float(value)))
    try:
        return value if isinstance(value, Decimal) else Decimal(index(value))
    except (TypeError, InvalidOperation):  # no number; an array of several
        return None


def _written(text: str, key: str, currency: str | None) -> Decimal:
    """Return the amount of a text; one below zero is read too, and told by the order."""
    plain = prices.tidy(text)
    known = currency if currency is not None and prices.is_currency(currency) else None
    usual = known or currency_of(text) or "BRL"
    _check_thousand(text, plain, key, usual)
    try:
        found = prices.read(plain.removeprefix("-"), currency=usual)
    except BadInput as err:
        if err.rule == "price.decimals":
            raise _too_fine(text, key) from err
        raise _no_amount(text, key) from err
    if known is not None and found.currency != known:
        raise BadInput(
            f"{key}={quoted(text)} is in {found.currency}, but the order is in {known}. Write it "
            f"in {known}.",
            rule="order.amount-currency",
            key=key,
            value=text,
            limit=known,
        )
    return -found.amount if plain.startswith("-") else found.amount


def _check_thousand(text: str, plain: str, key: str, currency: str) -> None:
    numbers = prices.numbers(plain)
    may_be = _THOUSAND.fullmatch(numbers[0]) if len(numbers) == 1 else None
    if may_be is None or (may_be[2] == "," and currency == "INR"):  # "₹1,250" is one thing
        return
    whole, _, rest = may_be.groups()
    raise BadInput(
        f"{key}={quoted(text)} is not an amount that means one thing: it may be {whole}{rest} or "
        f"{whole}.{rest}. Write {whole}{rest}.00 or {whole}.{rest[:2]}.",
        rule="order.amount-ambiguous",
        key=key,
        value=text,
    )


def _no_amount(value: Any, key: str) -> BadInput:
    return BadInput(
        f"{key}={quoted(value)} is not an amount. Write it as in '12.50'.",
        rule="order.amount",
        key=key,
        value=value,
    )


def _too_fine(value: Any, key: str) -> BadInput:
    return BadInput(
        f"{key}={quoted(value)} is finer than a cent. Round it as you want it.",
        rule="order.amount-cents",
        key=key,
        value=value,
    )


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
