"""The numbers that ISO 4217 gives currencies, as far as merchant-presented codes are in use."""

from __future__ import annotations

import re

from campaignkit.errors import BadInput, did_you_mean

_NUMBERS = {
    **{"AED": "784", "AUD": "036", "BDT": "050", "BHD": "048", "BND": "096", "BOB": "068"},
    **{"BRL": "986", "CLP": "152", "CNY": "156", "COP": "170", "CRC": "188", "DOP": "214"},
    **{"EGP": "818", "ETB": "230", "EUR": "978", "GBP": "826", "GHS": "936", "GTQ": "320"},
    **{"HKD": "344", "HNL": "340", "IDR": "360", "ILS": "376", "INR": "356", "JOD": "400"},
    **{"JPY": "392", "KES": "404", "KHR": "116", "KRW": "410", "KWD": "414", "KZT": "398"},
    **{"LAK": "418", "LKR": "144", "MAD": "504", "MMK": "104", "MNT": "496", "MOP": "446"},
    **{"MUR": "480", "MVR": "462", "MXN": "484", "MYR": "458", "NGN": "566", "NPR": "524"},
    **{"OMR": "512", "PAB": "590", "PEN": "604", "PHP": "608", "PKR": "586", "PYG": "600"},
    **{"QAR": "634", "RUB": "643", "RWF": "646", "SAR": "682", "SGD": "702", "THB": "764"},
    **{"TND": "788", "TRY": "949", "TWD": "901", "TZS": "834", "UAH": "980", "UGX": "800"},
    **{"USD": "840", "UYU": "858", "UZS": "860", "VND": "704", "XAF": "950", "XOF": "952"},
    **{"ZAR": "710", "ZMW": "967"},
}
_CODES = {number: code for code, number in _NUMBERS.items()}
_MOST_PLACES = 4  # ISO 4217: no currency has more


def number(currency: object) -> str:
    """Return the three digits of a currency.

    Raises:
        BadInput: neither three digits nor the letters of a currency listed here.

    >>> number("BRL"), number("986")
    ('986', '986')
    """
    text = currency.strip().upper() if isinstance(currency, str) else ""
    if re.fullmatch("[0-9]{3}", text):
        return text
    if text not in _NUMBERS:
        near = did_you_mean(text, _NUMBERS)
        raise BadInput(
            f"currency={currency!r} is not known.{near} Write ISO 4217's digits, as in '986'.",
            rule="currency.unknown",
            currency=currency,
        )
    return _NUMBERS[text]


def code(digits: str) -> str:
    """Return the letters of a currency, or its digits if we do not know them.

    >>> code("986"), code("999")
    ('BRL', '999')
    """
    return _CODES.get(digits, digits)


def places(digits: str) -> int:
    """Return how many decimals a currency has; of one unknown to us, the most there are."""
    from campaignkit import locales

    return locales.cents(_CODES[digits]) if digits in _CODES else _MOST_PLACES
