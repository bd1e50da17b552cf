"""The words of a report, read from `report_words.toml`, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from campaignkit import locales, resources
from campaignkit.prices import Price

_DECIMALS = 2  # of a number for each piece


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return resources.table("assets", "report_words")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of a report. language: of the words; written: of its numbers, such as ar_EG.

    currency: of money (ISO 4217); "": nobody knows it, so amounts are plain.
    """

    language: str
    said: Mapping[str, str]
    written: str = "en"
    currency: str = ""

    def of(self, key: str, **facts: object) -> str:
        """Return a word, or the key where there is none: the name of a column stays."""
        if key not in self.said:
            return key
        return locales.digits(self.said[key], self.written).format(**facts)

    def number(self, value: float | Decimal, decimals: int = _DECIMALS) -> str:
        """Return a number as its language writes it."""
        return locales.number(value, self.written, decimals=decimals)

    def money(self, amount: Decimal, currency: str = "") -> str:
        """Return an amount with its currency, by default the shop's."""
        code = currency or self.currency
        if not code:
            return self.number(amount, 0 if amount == amount.to_integral_value() else _DECIMALS)
        return Price(amount, code).text(self.written)


def words_of(language: str, currency: str = "") -> ReportWords:
    """Return the words of a language, or of the nearest that there is.

    >>> words_of("pt_PT").of("place"), words_of("fr").of("place"), words_of("ar").of("place")
    ('Lugar', 'Place', 'المكان')
    """
    known = _words()
    named = {key.split("_")[0]: key for key in known}
    base = language.split("_", maxsplit=1)[0]
    found = language if language in known else named.get(base, "en")
    return ReportWords(found, known[found], language if base in named else "en", currency)
