"""Prices with what people write around them: "MRP ₹99", "a partir de R$ 10", "25 ر.س للكيلو".

What a price says besides an amount is kept: the unit one pays for, that it is the lowest of
several, the highest, the price before. The amounts themselves are read by `prices`, by the same
rules everywhere; what could mean two things is reported, never guessed. The words are data:
`quotes.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from campaignkit import prices, resources
from campaignkit.errors import BadInput
from campaignkit.prices import Price

MOST_SIGNS = 120  # of a price; a guess: more is a sentence
_DIGIT = r"[0-9]"
_AMOUNT = rf".*{_DIGIT}.*?"
_GLUED = re.compile("^(?:لل|ال)(?=.{2})")  # "for the" and "the", written together with a unit
_PHONE_DIGITS = 4  # on both sides of a hyphen without a currency: a telephone number


@dataclass(frozen=True, slots=True)
class Quote:
    """What a product costs, as a shop writes it.

    price: what is paid now, the lowest if there are several. most: the highest of a range.
    starts: others cost more. unit: what one pays for, as it was written, "" if nothing is said.
    before: the price before a change, None if there was none.
    """

    price: Price
    most: Price | None = None
    starts: bool = False
    unit: str = ""
    before: Price | None = None


def read(value: object, *, currency: str | None = None, language: str | None = None) -> Quote:
    """Return what someone wrote into a cell of prices.

    Args, Raises: as `prices.read`.

    >>> quote = read("a partir de R$ 19,90 / kg")
    >>> str(quote.price), quote.starts, quote.unit
    ('19.90 BRL', True, 'kg')
    >>> quote = read("de R$ 25,00 por R$ 19,90")
    >>> str(quote.before), str(quote.price)
    ('25.00 BRL', '19.90 BRL')
    """
    hints = {"currency": currency, "language": language}
    if not isinstance(value, str) or not value.strip():
        return Quote(prices.read(value, **hints))
    text = prices.tidy(value)
    if len(text) > MOST_SIGNS:
        raise prices.unclear(value, f"{value!r} has {len(text)} signs.")
    try:
        return _read(text, hints)
    except BadInput as err:  # what is wrong is told of the cell as it was typed
        raise prices.told_of(value, err) from err


def _read(text: str, hints: Mapping[str, str | None]) -> Quote:
    several = len(prices.numbers(text)) > 1
    if several and (changed := _changed(text, hints)):
        return changed
    text = _without(text, "endings", at_end=True)
    text, unit = _without_unit(text)
    text = _without(text, "labels")
    if several and (pair := _pair(text, hints)):
        return Quote(*pair, unit=unit)
    bare, starts = _without_start(text)
    return Quote(prices.read(_without(bare, "labels"), **hints), None, starts, unit)


def is_on_request(text: str) -> bool:
    """Say whether a cell tells customers to ask for the price, instead of naming one.

    >>> is_on_request("Sob consulta"), is_on_request("P.O.A."), is_on_request("10")
    (True, True, False)
    """
    return prices.tidy(text).strip(" .!*()").casefold() in _words()["on_request"]


def unit_of_head(head: str) -> tuple[str, str]:
    """Return the head of a column of prices without the unit it names, and the unit, "" for none.

    >>> unit_of_head("Preço/kg"), unit_of_head("Price (per dozen)"), unit_of_head("Preço (R$)")
    (('Preço', 'kg'), ('Price', 'dozen'), ('Preço (R$)', ''))
    >>> unit_of_head("سعر الكيلو"), unit_of_head("Preço (un)")
    (('سعر', 'كيلو'), ('Preço (un)', ''))
    """
    text = prices.tidy(re.sub(r"[()\[\]]", " ", head))
    found = _unit_pattern().search(text)
    if found is None or not text[: found.start()].strip(" /") or _is_piece(found["unit"]):
        return head, ""
    in_brackets = re.search(rf"[(\[][^()]*{re.escape(found['unit'])}", prices.tidy(head))
    if not found["per"] and not in_brackets and not _GLUED.match(found["unit"]):
        return head, ""
    unit = _GLUED.sub("", found["unit"])
    return text[: found.start()].rstrip(" /"), f"{found['count'] or ''}{unit}"


def _is_piece(unit: str) -> bool:
    return unit.casefold() in _words()["pieces"]


# -- two prices ------------------------------------------------------------------------------------


def _changed(text: str, hints: Mapping[str, str | None]) -> Quote | None:
    """Return the quote of a price before and a price now, None if it is none."""
    for before, now in _words()["changes"]:
        pattern = rf"{_word(before)}[\s:]*({_AMOUNT})[\s,;|/.]*{_word(now)}[\s:]*({_AMOUNT})"
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found is None:
            continue
        old_text, _ = _without_unit(_without(found[1].strip(" ,;|/"), "labels"))
        new_text, unit = _without_unit(_without(found[2], "labels"))
        pair = _priced((old_text, new_text), hints)
        if pair is None or pair[0].amount <= pair[1].amount:
            said = f"{text!r} names two prices of which the second is not lower."
            raise prices.unclear(text, said)
        return Quote(pair[1], unit=unit, before=pair[0])
    return None


def _pair(text: str, hints: Mapping[str, str | None]) -> tuple[Price, Price] | None:
    """Return the lowest and highest price of a range, None if it is none."""
    bare = _without(text, "between")
    for between in _words()["ranges"]:
        sign = not between[0].isalpha()
        divider = rf"\s*{re.escape(between)}\s*" if sign else rf"\s+{re.escape(between)}\s+"
        found = re.fullmatch(rf"({_AMOUNT}){divider}({_AMOUNT})", bare, re.IGNORECASE)
        if found is None or not _may_be_range(found[1], between, found[2], hints):
            continue
        if prices.times_of(found[1]) != prices.times_of(found[2]):  # "15-20k"
            said = f"{text!r} names two prices, and a word for many at one of them."
            raise prices.unclear(text, said)
        pair = _priced((found[1], found[2]), hints)
        if pair is None:
            continue
        if pair[0].amount >= pair[1].amount:
            said = f"{text!r} names two prices of which the second is not higher."
            raise prices.unclear(text, said)
        return pair
    return None


def _may_be_range(first: str, between: str, second: str, hints: Mapping[str, str | None]) -> bool:
    """Say whether two numbers with a hyphen could be nothing but two prices."""
    if between not in "-–—−":
        return True
    bare = first.isdigit() and second.isdigit()
    if bare and min(len(first), len(second)) >= _PHONE_DIGITS:
        return False
    coins = (hints["currency"] or "").upper() in _words()["hyphen_coins"].split()
    return not (coins and re.match(r"[0-9]{2}(?![0-9.,])", second) and first[-1:].isdigit())


def _priced(texts: tuple[str, str], hints: Mapping[str, str | None]) -> tuple[Price, Price] | None:
    """Return two prices of one currency, named at either of them or at both."""
    if any(len(prices.numbers(text)) != 1 for text in texts):
        return None
    named = {code for text in texts for code in prices.currencies(text)}
    usual = (hints["currency"] or "").upper()
    shared = usual if usual in named or not named else (named.pop() if len(named) == 1 else None)
    first, second = (
        prices.read(text, currency=shared or None, language=hints["language"]) for text in texts
    )
    if first.currency != second.currency:
        text = " ".join(texts)
        said = f"{text!r} names two currencies."
        raise prices.unclear(text, said)
    return first, second


# -- words around a price --------------------------------------------------------------------------


def _without_start(text: str) -> tuple[str, bool]:
    bare = _without(text, "starts")
    after = _without(bare, "starts_after", at_end=True)
    return after, after != text


def _without_unit(text: str) -> tuple[str, str]:
    """Return a text without the unit at its end, and the unit as it was written."""
    found = _unit_pattern().search(text)
    if found is None or not re.search(_DIGIT, text[: found.start()]):
        return text, ""
    rest, unit = text[: found.start()].rstrip(" (/"), _GLUED.sub("", found["unit"])
    if found["per"]:
        return rest, f"{found['count'] or ''}{unit}"
    # "R$ 19,90 kg" is a price; "19,90 kg" may be a weight
    alone = len(prices.numbers(rest)) == 1 and bool(prices.currencies(rest))
    itself = _is_piece(unit)
    return (rest, unit) if alone or (itself and len(prices.numbers(rest)) == 1) else (text, "")


@cache
def _unit_pattern() -> re.Pattern[str]:
    units = "|".join(_longest(_words()["units"]))
    per = "|".join(
        rf"\s*{re.escape(each)}\s*" if not each[0].isalpha() else rf"\s+{re.escape(each)}\s+"
        for each in sorted(_words()["per"], key=len, reverse=True)
    )
    count = r"[0-9]+(?:[.,][0-9]+)?\s*"
    led = rf"\s*\(?(?P<per>{per})(?P<count>{count})?"
    return re.compile(rf"(?:{led}|\s*\(\s*|\s+)(?P<unit>{units})\.?\s*\)?$", re.IGNORECASE)


def _without(text: str, kind: str, *, at_end: bool = False) -> str:
    """Return a text without the first of the words of a kind at its beginning or end."""
    found = _edge(kind, at_end).search(text)
    rest = text if found is None else (text[: found.start()] if at_end else text[found.end() :])
    return rest.strip(" :") if re.search(_DIGIT, rest) else text


@cache
def _edge(kind: str, at_end: bool) -> re.Pattern[str]:
    words = "|".join(_longest(_words()[kind]))
    if at_end:
        return re.compile(rf"(?<![^\W\d_])\s*\(?(?:{words})\)?\s*$", re.IGNORECASE)
    return re.compile(rf"^\(?(?:{words})\)?(?![^\W\d_])[\s:.]*", re.IGNORECASE)


def _word(word: str) -> str:
    return rf"\b{re.escape(word)}\b"


def _longest(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(words, key=len, reverse=True)]


@cache
def _words() -> Mapping[str, Any]:
    return resources.table("products", "quotes")
