"""The words of a report, read from `report_words.toml`, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from campaignkit import locales, resources
from campaignkit.prices import Price

_DECIMALS = 2  # of a number for each piece
_COLUMNS = frozenset(  # what groups are told apart by, as a manifest calls it
    (
        *("place", "design", "language", "variant", "shop", "asset", "row", "key", "page"),
        *("position", "block", "value", "expires", "level", "version", "grade"),
    )
)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return resources.table("assets", "report_words")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of a report. language: of the words; written: of its numbers, such as ar_EG.

    currency: of money (ISO 4217); "": nobody knows it, so amounts are plain. lacking: a language
    that was asked for and has no words, so that these are English; "": none.
    """

    language: str
    said: Mapping[str, str]
    written: str = "en"
    currency: str = ""
    lacking: str = ""

    def column(self, name: str) -> str:
        """Return what a column is called; of a table of one's own as it is there."""
        return self.of(name) if name in _COLUMNS else name

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


def languages() -> tuple[str, ...]:
    """Return the languages that have words of a report."""
    return tuple(_words())


def words_of(language: str, currency: str = "") -> ReportWords:
    """Return the words of a language, of its nearest, or in English: a page is of one language.

    >>> words_of("pt_PT").of("place"), words_of("fr_CA").of("place"), words_of("ar").of("place")
    ('Lugar', 'Lieu', 'المكان')
    >>> words_of("sw").of("place"), words_of("sw").lacking
    ('Place', 'sw')
    """
    known = _words()
    named = {key.split("_")[0]: key for key in known}
    base = language.split("_", maxsplit=1)[0]
    found = language if language in known else named.get(base, "en")
    is_known = base in named
    written, lacking = (language, "") if is_known else ("en", language)
    return ReportWords(found, known[found], written, currency, lacking)
