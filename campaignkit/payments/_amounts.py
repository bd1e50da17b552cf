"""Amounts of money in a payment code: ASCII digits and one dot, never a float, never zero."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from operator import index

from campaignkit.errors import BadInput, TooBig

Amount = Decimal | int | str

_LEAVE_OUT = "Leave it out: then whoever pays types it."


def exact(value: Amount, *, key: str = "amount", places: int = 2, most: str) -> Decimal:
    """Return an amount as a Decimal greater than zero, its written decimals kept.

    Args:
        value: A Decimal, a whole number (numpy's too), or text with a dot: "12.50".
        places: Decimal places the currency has; more than these are refused, not rounded.
        most: The largest amount the format can carry, as text.

    Raises:
        BadInput: a float, no number, zero or less, or too many decimals.
        TooBig: more than `most`.

    >>> exact("12.50", most="999.99"), exact(3, most="999.99")
    (Decimal('12.50'), Decimal('3'))
    """
    number = _number(value, key)
    if number == 0:
        raise BadInput(f"{key}={number} is zero, which payment codes do not carry. {_LEAVE_OUT}")
    if number < 0:
        raise BadInput(f"{key}={number} is below zero. Write what is to be paid, as in '12.50'.")
    if number > Decimal(most):
        raise TooBig(f"{key}={number} is more than {most}, the most that this code can carry.")
    fitted = number.quantize(Decimal(1).scaleb(-places))
    if fitted != number:
        count = -int(number.normalize().as_tuple().exponent)
        raise BadInput(
            f"{key}={number} has {count} decimals; at most {places}. Round it yourself, as you "
            "want it rounded."
        )
    return fitted if -int(number.as_tuple().exponent) > places else number


def _number(value: Amount, key: str) -> Decimal:
    if isinstance(value, bool):
        raise BadInput(f"{key}={value!r} is not an amount. Write it as in '12.50'.")
    if isinstance(value, float):
        raise BadInput(
            f"{key}={value!r} is a float, which has no exact cents. Write it as text or Decimal: "
            f"'{value:.2f}'."
        )
    if isinstance(value, str) and not re.fullmatch(r"\s*[0-9]{1,30}(\.[0-9]{1,30})?\s*", value):
        raise BadInput(f"{key}={value!r} is not an amount. {_advice(value)}")
    try:
        number = Decimal(index(value) if hasattr(value, "__index__") else value)
    except (InvalidOperation, TypeError, ValueError) as err:
        raise BadInput(f"{key}={value!r} is not an amount. Write it as in '12.50'.") from err
    if not number.is_finite():
        raise BadInput(f"{key}={value!r} is not an amount. Write it as in '12.50'.")
    return number


def _advice(text: str) -> str:
    """Return how to write what was meant, where the signs leave only one reading."""
    if text.strip().startswith("-"):
        return "Write what is to be paid, as in '12.50'."
    if found := re.fullmatch(r"\s*([0-9]+),([0-9]{1,2})\s*", text):
        return f"Write it with a dot: '{found[1]}.{found[2]}'."
    return "Write digits and one dot, without currency or thousands sign, as in '1234.50'."


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
        raise BadInput(f"the code's {key} {text!r} is not a number such as 12.50.")
    return Decimal(text)
