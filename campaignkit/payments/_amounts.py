"""Amounts of money in a payment code: read as prices are, never a float, never zero."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from operator import index

from campaignkit import prices
from campaignkit.errors import BadInput, TooBig

Amount = Decimal | int | str

_LEAVE_OUT = "Leave it out: then whoever pays types it."


def exact(
    value: Amount, *, key: str = "amount", currency: str = "", places: int = 2, most: str
) -> Decimal:
    """Return an amount as a Decimal greater than zero, its written decimals kept.

    Args:
        value: A Decimal, a whole number (numpy's too), or text as people write prices: "12.50",
            "10,00", "R$ 1.200,50".
        currency: ISO 4217, of the code. "": the value is a share, and names no currency.
        places: Decimal places the currency has; more than these are refused, not rounded.
        most: The largest amount the format can carry, as text.

    Raises:
        BadInput: a float, no number, zero or less, too many decimals, another currency, or a
            text that may be several amounts, such as "1.500".
        TooBig: more than `most`.

    >>> exact("12.50", most="999.99"), exact(3, most="999.99")
    (Decimal('12.50'), Decimal('3'))
    >>> exact("R$ 1.200,50", currency="BRL", most="9999.99")
    Decimal('1200.50')
    """
    number = _number(value, key, currency, places)
    if number == 0:
        raise BadInput(
            f"{key}={number:f} is zero, which payment codes do not carry. {_LEAVE_OUT}",
            rule="amount.zero",
        )
    if number < 0:
        raise BadInput(
            f"{key}={number} is below zero. Write what is to be paid, as in '12.50'.",
            rule="amount.negative",
            value=number,
        )
    if number > Decimal(most):
        raise TooBig(
            f"{key}={number} is more than {most}, the most that this code can carry.",
            rule="amount.most",
            value=number,
            limit=most,
        )
    fitted = number.quantize(Decimal(1).scaleb(-places))
    if fitted != number:
        count = -int(number.normalize().as_tuple().exponent)
        raise BadInput(
            f"{key}={number} has {count} decimals; at most {places}. Round it yourself, as you "
            "want it rounded.",
            rule="amount.decimals",
            value=number,
            limit=places,
        )
    return fitted if -int(number.as_tuple().exponent) > places else number


def _number(value: Amount, key: str, currency: str, places: int) -> Decimal:
    if isinstance(value, float) and not isinstance(value, bool):
        raise BadInput(
            f"{key}={value!r} is a float, which has no exact cents. Write it as text or Decimal: "
            f"'{value:.2f}'.",
            rule="amount.float",
            value=value,
        )
    if isinstance(value, str) and not re.fullmatch(r"\s*[0-9]{1,30}(\.[0-9]{1,30})?\s*", value):
        return _priced(value, key, currency)
    if isinstance(value, str) and places < len("000"):
        _check_thousands(value, key)
    try:
        if isinstance(value, bool):
            raise TypeError
        number = Decimal(value if isinstance(value, str | Decimal) else index(value))
    except (InvalidOperation, TypeError, ValueError) as err:
        raise _no_amount(key, value) from err
    if not number.is_finite():
        raise _no_amount(key, value)
    return number


def _check_thousands(text: str, key: str) -> None:
    """Refuse "1.500", which is fifteen hundred in São Paulo and one and a half in London."""
    found = re.fullmatch(r"\s*([1-9][0-9]{,2})[.,]([0-9]{3})\s*", text)
    if found is None:
        return
    thousand = f"{found[1]}{found[2]}.00"
    cents = Decimal(f"{found[1]}.{found[2]}").quantize(Decimal("0.01"), ROUND_HALF_UP)
    raise BadInput(
        f"{key}={text!r} may be {thousand} or {cents}. Write one of these.",
        rule="amount.ambiguous",
        value=text,
    )


def _priced(text: str, key: str, currency: str) -> Decimal:
    """Return an amount that is written as prices are."""
    if text.strip()[:1] in ("-", "\N{MINUS SIGN}"):
        raise _no_amount(key, text, "Write what is to be paid, as in '12.50'.")
    if not currency:  # a share, not money
        found = re.fullmatch(r"\s*([0-9]{1,30})(?:[.,]([0-9]{1,30}))?\s*%?\s*", text)
        if found is None:
            raise _no_amount(key, text)
        return Decimal(f"{found[1]}.{found[2] or 0}")
    try:
        price = prices.read(text, currency=currency)
    except BadInput as err:
        _check_thousands(text, key)
        raise _no_amount(key, text, err.plain) from err
    if price.currency != currency:
        raise BadInput(
            f"{key}={text!r} is in {price.currency}; this code pays in {currency}. Write the "
            f"amount in {currency}.",
            rule="amount.currency",
            value=text,
            currency=currency,
        )
    return price.amount


def _no_amount(key: str, value: object, why: str = "Write it as in '12.50'.") -> BadInput:
    return BadInput(f"{key}={value!r} is not an amount. {why}", rule="amount.unclear", value=value)


def two_places(amount: Decimal) -> str:
    """Return an amount with exactly two decimals.

    >>> two_places(Decimal("50")), two_places(Decimal("0.1"))
    ('50.00', '0.10')
    """
    return f"{amount:.2f}"


def as_given(amount: Decimal) -> str:
    """Return an amount with the decimals it was written with, never as a power of ten.

    >>> as_given(Decimal("12.3")), as_given(Decimal("1E+2"))
    ('12.3', '100')
    """
    return f"{amount:f}"


def read(text: str, *, key: str = "amount") -> Decimal:
    """Return the amount that stands in a code; ".10" and "1." are read too (Pix, EMVCo).

    Raises:
        BadInput: it is not digits with at most one dot.
    """
    if not re.fullmatch(r"(?=.*[0-9])[0-9]*\.?[0-9]*", text):
        raise BadInput(
            f"the code's {key} {text!r} is not a number such as 12.50.", rule="amount.unclear"
        )
    return Decimal(text)
