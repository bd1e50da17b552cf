"""Prices as people type them: "R$ 19,90", "١٢٫٥ ر.س", "₹1,499/-", "10.00 USD".

A price is read only where it can mean one thing. "1.500" is fifteen hundred in São Paulo and one
and a half in Kuwait: what the shop's language and currency do not settle is reported, never
guessed. Amounts are exact decimals. The signs of currencies are data: `currencies.toml`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from campaignkit import locales, resources
from campaignkit.errors import BadInput
from campaignkit.problems import Problem, Problems

MOST_DIGITS = 12  # before the decimal mark; a guess: more is a telephone number or a bar code
_FLOAT_SLACK = Decimal("0.000001")  # a spreadsheet's 19.90 may come as 19.900000000000002
_NUMBER = re.compile(r"[0-9]+(?:[.,'’٫٬ ][0-9]+)*")
_MARKS = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LEADING = re.compile(r"(?:^|[^\w/])[.,٫]$")  # but "Rs.50" and "S/.50" are abbreviations
_SIGNS = re.compile("[-−–—(]")
_SIGN_FOR_MARK = re.compile(r"^(\d{1,6}) ?(€|[fF](?=\d)) ?(\d\d)$")  # "12€50"
_VOWELS = re.compile("[\u064b-\u065f\u0670\u0640]")  # Arabic signs that may be left out
_ALWAYS_GROUPS = " '’٬"
_THREE = 3
_LATIN_SIGN = re.compile(r"[^\s\d.,٫٬\u200e\u200f-]*[A-Za-z][^\s\d\u200e\u200f-]*")
_ISOLATE, _END = "\u2066", "\u2069"  # UAX #9: what is between runs left to right, by itself


@dataclass(frozen=True, slots=True)
class Price:
    """An amount and its currency (ISO 4217).

    >>> str(Price(Decimal("19.9"), "BRL"))
    '19.90 BRL'
    """

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        """Return it as the commerce feed wants it: dot, the currency's decimals, space, code."""
        return f"{self.amount:.{locales.cents(self.currency)}f} {self.currency}"

    def text(self, language: str) -> str:
        """Return it as people of a language write it.

        >>> Price(Decimal("1499"), "INR").text("hi")
        '₹1,499.00'
        """
        return _text(self, language)


@lru_cache(maxsize=4096)
def _text(price: Price, language: str) -> str:
    written = locales.money(price.amount, price.currency, language)
    if locales.direction(language) == "rtl":  # or "US$" would be turned round to "$US"
        written = _LATIN_SIGN.sub(f"{_ISOLATE}\\g<0>{_END}", written)
    return written


def read(value: object, *, currency: str | None = None, language: str | None = None) -> Price:
    """Return the price that someone typed.

    Args:
        value: Text in any of the world's digits; an int or Decimal; a float, as spreadsheets
            give it, when it is a whole number of the currency's smallest coin.
        currency: ISO 4217, of the shop: of prices that name none, and to settle "$" and "Rs".
        language: Of the shop, to settle "1.500" and "1,500".

    Raises:
        BadInput: it is no price, or could be several; `problems` has one finding, whose rule is
            price.missing, .unclear, .negative, .decimals, .currency or .ambiguous.

    >>> str(read("R$ 1.499,90")), str(read("١٢٫٥ ر.س")), str(read("₹1,499/-", language="en_IN"))
    ('1499.90 BRL', '12.50 SAR', '1499.00 INR')
    """
    amount, code = _read(value, currency, language)
    _check_size(value, amount, code, is_number=not isinstance(value, str))
    cents = locales.cents(code)
    return Price(amount.quantize(Decimal(1).scaleb(-cents)), code)


def rate(value: object, *, currency: str) -> Price:
    """Return what someone typed of a rate, which may be finer than the smallest coin.

    Raises:
        BadInput: as `read`, but for the decimals.

    >>> rate("0,0518", currency="USD").amount, rate("R$ 0,30", currency="USD").currency
    (Decimal('0.0518'), 'BRL')
    """
    return Price(*_read(value, currency, None))


def _read(value: object, currency: str | None, language: str | None) -> tuple[Decimal, str]:
    text = _plain(value)
    found = numbers(text)
    if len(found) != 1:
        raise _unclear(value, found)
    before, number, after = text.partition(found[0])
    after, times = _multiplied(after)
    if _LEADING.search(before):  # ".50": nothing is written before the mark
        before, number = before[:-1], f"0{before[-1]}{number}"
    if _SIGNS.search(before):
        raise _refused("negative", value, f"{value!r} is below zero.", "Write what it costs.")
    code = _currency(value, [before, _without_fillers(after)], currency)
    amount = _amount(value, number, code, language) if times == 1 else _times(value, number, times)
    return amount, code


def _plain(value: object) -> str:
    """Return the text in small letters, with ASCII digits, plain spaces and no invisible signs."""
    if isinstance(value, float) and math.isfinite(value):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if not isinstance(value, str) or not value.strip():
        raise _refused("missing", value, f"{value!r} is no price.", "Write one, as in '19.90'.")
    return tidy(value).casefold()


def tidy(text: str) -> str:
    """Return a text with ASCII digits, plain spaces and no invisible signs; its letters stay.

    >>> tidy("\u200f١٢٫٥\xa0Kg")
    '12٫5 Kg'
    """
    shown = _MARKS.sub("", unicodedata.normalize("NFKC", text)).replace("रु०", "रु")
    plain = (str(unicodedata.digit(sign)) if _is_digit(sign) else sign for sign in shown)
    joined = " ".join("".join(plain).split())
    return _SIGN_FOR_MARK.sub(r"\1,\3 \2", joined)


def numbers(text: str) -> list[str]:
    """Return the numbers in a tidy text.

    >>> numbers("R$ 1.499,90 a 2.000")
    ['1.499,90', '2.000']
    """
    return _NUMBER.findall(text)


def currencies(text: str) -> tuple[str, ...]:
    """Return what the words around the one number of a tidy text name: codes, if they may be so.

    >>> currencies("r$ 10"), currencies("10 kg")
    (('BRL',), ())
    """
    found = numbers(text)
    if len(found) != 1:
        return ()
    before, _, after = text.casefold().partition(found[0])
    words = (part.strip(" .,:") for part in (before, _without_fillers(after)))
    return tuple(code for word in words if word for code in _named(word))


def _is_digit(sign: str) -> bool:
    return unicodedata.category(sign) == "Nd"


def _without_fillers(text: str) -> str:
    fillers = tuple(_writing()["fillers"])
    text = text.strip()
    while text.endswith(fillers):
        text = next(text.removesuffix(end) for end in fillers if text.endswith(end)).strip()
    for start in fillers:  # "12,- kr"
        if text.startswith(f"{start} "):
            return text[len(start) :].strip()
    return text


# -- currency ------------------------------------------------------------------------------------


def _currency(value: object, words: list[str], usual: str | None) -> str:
    """Return the one currency that the words around a number name, or the usual one."""
    named = [(word, _named(word)) for word in (part.strip(" .,:") for part in words) if word]
    for word, codes in named:
        if not codes:
            raise _refused(
                "unclear",
                value,
                f"{value!r} says {word!r} besides the number, which is no currency known here.",
                "Write one number and its currency, and put the rest into the title.",
            )
    if not named:
        if usual is None:
            raise _refused(
                "currency",
                value,
                f"{value!r} names no currency.",
                "Write it, as in '10.00 USD', or say who sells.",
            )
        return usual.upper()
    shared = set.intersection(*(set(codes) for _, codes in named))
    if usual is not None and usual.upper() in shared:
        return usual.upper()
    return _only(value, named[0][1] if len(named) == 1 else sorted(shared))


def _only(value: object, codes: list[str] | tuple[str, ...]) -> str:
    if len(codes) == 1:
        return codes[0]
    names, example = ", ".join(codes[:4]), codes[0] if codes else "USD"
    more = f" and {len(codes) - 4} more" if len(codes) > 4 else ""
    said = f"{value!r} may be in {names}{more}." if codes else f"{value!r} names two currencies."
    raise _refused(
        "ambiguous" if codes else "currency",
        value,
        said,
        f"Write the currency's code, as in '10.00 {example}'.",
    )


@lru_cache(maxsize=4096)
def _named(word: str) -> tuple[str, ...]:
    """Return the currencies that a sign, a word or a code may mean."""
    signs = _table()["signs"]
    for spelled in (word, _VOWELS.sub("", word)):
        if spelled in signs:
            return tuple(signs[spelled].split())
    return (word.upper(),) if is_currency(word) else ()


@lru_cache(maxsize=4096)
def is_currency(code: str) -> bool:
    """Say whether this is a currency of ISO 4217, in capitals or not.

    >>> is_currency("brl"), is_currency("pcs")
    (True, False)
    """
    if not re.fullmatch("[A-Za-z]{3}", code):
        return False
    try:
        locales.money(0, code, "en")
    except BadInput:
        return False  # the only fault a sound amount and language can have
    return True


# -- number --------------------------------------------------------------------------------------


def _amount(value: object, number: str, code: str, language: str | None) -> Decimal:
    if not isinstance(value, str):
        return Decimal(number)
    marks = [sign for sign in number if not sign.isdigit()]
    mark = _decimal_mark(value, number, marks, code, language)
    whole, _, part = number.rpartition(mark) if mark else (number, "", "")
    groups = re.split(r"[.,'’٬ ]", whole)
    if not _are_groups(groups) or len({sign for sign in whole if not sign.isdigit()}) > 1:
        raise _unclear(value, [number])
    return Decimal("".join(groups) + (f".{part}" if part else ""))


def _multiplied(after: str) -> tuple[str, int]:
    """Return what stands after a number without its "k" or "juta", and how many times it is.

    >>> _multiplied(" jt"), _multiplied("k€"), _multiplied("kg")
    (('', 1000000), ('€', 1000), ('kg', 1))
    """
    found = _multiplier().match(after)
    if found is None:
        return after, 1
    return after[found.end() :], int(_table()["multipliers"][found[1]])


@cache
def _multiplier() -> re.Pattern[str]:
    words = sorted(_table()["multipliers"], key=len, reverse=True)
    return re.compile(rf"\s*({'|'.join(map(re.escape, words))})(?![^\W\d_]|[\u0900-\u097f])\.?\s*")


def times_of(text: str) -> int:
    """Return how many times the number of a tidy text is: 1000 of "15k", 1 if nothing says so."""
    found = numbers(text)
    return _multiplied(text.casefold().partition(found[0])[2])[1] if found else 1


def _times(value: object, number: str, times: int) -> Decimal:
    """Return 1.5 million of "1,5": a mark before a word is that of decimals, or it is not clear."""
    whole, mark, part = number.partition(next((s for s in number if not s.isdigit()), "."))
    if (mark and len(part) >= _THREE) or not (part or "0").isdigit():
        raise _refused(
            "unclear",
            value,
            f"{value!r} has {number!r} before a word for {times:,}, which may mean several things.",
            "Write the price in digits, as in '1500000'.",
        )
    return Decimal(f"{whole}.{part or 0}") * times


def _are_groups(groups: list[str]) -> bool:
    """Say whether digits are grouped in threes, or as in India in twos and a last three."""
    first, *rest = groups
    if not rest:
        return True
    sizes = [len(group) for group in rest]
    western = len(first) <= _THREE and set(sizes) == {_THREE}
    return western or (len(first) <= 2 and sizes[-1] == _THREE and set(sizes[:-1]) == {2})


def _decimal_mark(
    value: object, number: str, marks: list[str], code: str, language: str | None
) -> str:
    """Return the sign before the cents, "" if there are none."""
    last = marks[-1] if marks else ""
    if not last or last in _ALWAYS_GROUPS:
        return ""
    if last == "٫" or len(set(marks)) > 1:
        return last
    if len(marks) > 1:
        return ""
    head, tail = number.split(last)
    if len(tail) != _THREE or len(head) > _THREE or head.startswith("0"):
        return last
    return _settled(value, number, last, code, language)


def _settled(value: object, number: str, mark: str, code: str, language: str | None) -> str:
    """Return what "." or "," before three digits is: the decimal mark, or "" for a thousand."""
    if not locales.cents(code):
        return ""  # no coin below the unit: what has three digits after it is a thousand
    usual = _usual_mark(code, language)
    thousandths = locales.cents(code) == _THREE
    spaced = language is not None and grouping_mark(language) not in ".,"  # "1 200" in French
    if usual == "," and mark == "." and not thousandths and not spaced:
        return ""
    if usual == "." and mark == "," and not thousandths:
        return ""
    if thousandths and usual == mark:
        return mark
    parts = number.split(mark)
    raise _refused(
        "ambiguous",
        value,
        f"{value!r} may be {''.join(parts)} or {'.'.join(parts)}.",
        f"Write {''.join(parts)}.00 {code} or {parts[0]}.{parts[1].rstrip('0') or '00'} {code}.",
    )


def _usual_mark(code: str, language: str | None) -> str:
    """Return the decimal mark of a language, else of a currency's country; "" if unclear."""
    if language is not None:
        return decimal_mark(language)
    if code in _writing()["either"].split():
        return ""
    return "," if code in _writing()["comma"].split() else "."


@cache
def decimal_mark(language: str) -> str:
    """Return "," or ".", as CLDR writes half a dollar in a language."""
    written = _MARKS.sub("", locales.money("0.5", "USD", language))
    found = re.search(r"\d(\D)\d\d", written)
    return "," if found and found[1] == "," else "."


@cache
def grouping_mark(language: str) -> str:
    """Return what stands between thousands in a language, as CLDR writes them: "." in Brazil.

    >>> grouping_mark("pt_BR"), grouping_mark("fr_FR") == "\u202f"
    ('.', True)
    """
    written = _MARKS.sub("", locales.money(1234567, "USD", language))
    found = re.search(r"\d(\D)\d{3}", written)
    return found[1] if found else "."


def _check_size(value: object, amount: Decimal, code: str, *, is_number: bool) -> None:
    cents = locales.cents(code)
    if amount >= Decimal(10) ** MOST_DIGITS:
        said = f"{value!r} has more than {MOST_DIGITS} digits before the decimal mark."
        raise _refused("unclear", value, said, "Write a price.")
    rounded = round(amount, cents)
    if rounded != amount and not (is_number and abs(rounded - amount) < _FLOAT_SLACK):
        places = "no decimals" if not cents else f"{cents} decimals"
        raise _refused(
            "decimals",
            value,
            f"{value!r} has more decimals than {code}, which has {places}.",
            f"Write {rounded} {code}, if that is right.",
        )


# -- findings ------------------------------------------------------------------------------------


def _unclear(value: object, found: list[str]) -> BadInput:
    if not found and _is_free(str(value)):
        said = f"{value!r} says that it costs nothing."
        return _refused("unclear", value, said, "Write 0, if that is the price.")
    if not found:
        return unclear(value, f"{value!r} has no number.")
    many = f"{value!r} has {len(found)} numbers."
    return unclear(value, many if len(found) > 1 else f"{value!r} is not one number.")


def _is_free(text: str) -> bool:
    words = tidy(text).casefold().strip(" .!")
    return words in map(tidy, _writing()["free"]) or _VOWELS.sub("", words) in _writing()["free"]


def unclear(value: object, said: str) -> BadInput:
    """Return the error that a cell says no one price. said: a sentence on what is odd of it."""
    return _refused("unclear", value, said, "Write one price, as in '19.90 BRL'.")


def told_of(value: str, error: BadInput) -> BadInput:
    """Return an error about a part of a cell as one about the cell as it was typed."""
    (problem,) = error.problems
    part = problem.value
    if part == value:
        return error
    said = problem.message
    told = said.replace(repr(part), repr(value)) if part == tidy(value) else f"{value!r}: {said}"
    return _of(replace(problem, message=told, value=value, params={"value": value}))


def _refused(rule: str, value: object, said: str, fix: str) -> BadInput:
    params = {"value": value}
    return _of(Problem(rule=f"price.{rule}", message=said, value=value, fix=fix, params=params))


def _of(problem: Problem) -> BadInput:
    return BadInput(str(problem), rule=problem.rule, gathered=Problems([problem]))


@cache
def _table() -> Mapping[str, Any]:
    return resources.table("prices", "currencies")


def _writing() -> Mapping[str, Any]:
    writing: Mapping[str, Any] = _table()["writing"]
    return writing
