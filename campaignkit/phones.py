"""Phone numbers: any written form in, E.164 out, and advice about what looks wrong.

The one door to `phonenumbers` (Google's libphonenumber). "Not possible" (too short, no such
country code) is an error. "Not valid" (no operator has that range) is advice: the tables lag
behind the operators. The digits that were typed stand, except where they cannot be a number
at all and the country's own rule makes one of them: the exit code "00" and the trunk "0" go
(WhatsApp Help Center, "About international phone number format"), and `advice` says so.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import isnan
from operator import index
from typing import SupportsFloat, SupportsIndex

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.problems import Problem, Problems

E164_DIGITS = 15  # ITU-T E.164, 6.2.1: the country code included

_HELP = 'WhatsApp Help Center, "About international phone number format"'
_TABLES = "Google libphonenumber"
MOST_EXACT = 1e15  # every whole number below it is exact in a float, with all its digits
# What tables make of whole numbers; a phone in groups has dots in the midst of its digits.
_DECIMAL = re.compile(r"(\+?[0-9]{6,})[.,]0+")
_POWER = re.compile(r"(\+?)([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,3})")
_SIGNS = re.compile(r"[\s./()\[\]]")
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
_FULL_FORM = "Write it in full, as in +55 11 96123-4567, or say the country."
_MEXICO, _ARGENTINA, _BRAZIL = 52, 54, 55  # calling codes


def to_e164(text: str | int | float, country: str | None = None) -> str:
    """Return a number in the form "+5511987654321" (ITU-T E.164).

    Args:
        text: Any written form: spaces, dots, dashes, brackets, slashes, invisible marks, any
            script's digits; "+" or "00" before a country code, "(0)" after it.
        country: ISO 3166-1 code of the country whose local form this may be.

    Raises:
        BadInput: it has a letter, no country code and no `country`, more than 15 digits, or
            a number of digits that no number of that country has.

    >>> to_e164("(11) 98765-4321", "BR"), to_e164("+44 (0)20 7946 0958")
    ('+5511987654321', '+442079460958')
    >>> to_e164("٠٥٠ ١٢٣ ٤٥٦٧", "AE"), to_e164("+001-(555)1234567")
    ('+971501234567', '+15551234567')
    """
    return _read(_said(text), None if country is None else locales.country(country))


def digits(e164: str) -> str:
    """Return the digits alone, as links want them.

    >>> digits("+5511987654321")
    '5511987654321'
    """
    return e164.removeprefix("+")


def pretty(e164: str, country: str | None = None) -> str:
    """Return a number for people: the national form within `country`, else international.

    >>> pretty("+5511987654321", "BR"), pretty("+5511987654321", "PT")
    ('(11) 98765-4321', '+55 11 98765-4321')
    """
    return _pretty(e164, None if country is None else locales.country(country))


@lru_cache(maxsize=4096)
def _pretty(e164: str, country: str | None) -> str:
    whole = to_e164(e164)
    number = phonenumbers.parse(whole)
    home = None if country is None else _calling_code(country)
    if _is_old_mexican(number):
        return _pretty(f"+52{whole[4:]}", None).replace("+52 ", "+52 1 ", 1)
    national = home == number.country_code
    style = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))


def country_of(e164: str) -> str | None:
    """Return the ISO 3166-1 code of a number's country, None where the plan shows none.

    >>> country_of("+5511987654321"), country_of("+80012345678")
    ('BR', None)
    """
    number = phonenumbers.parse(to_e164(e164))
    found = phonenumbers.region_code_for_number(number) or _region(number, None)
    return None if found == "001" else found


def advice(text: str | int | float, country: str | None = None) -> Problems:
    """Return warnings about a number that is accepted, and what would be surer.

    Raises:
        BadInput: as `to_e164`.

    >>> print(advice("+54 11 2345-6789"))
    phone='+54 11 2345-6789' has no mobile 9. WhatsApp wants mobiles as +5491123456789.
    """
    said = _said(text)
    e164 = to_e164(said, country)
    number = phonenumbers.parse(e164)
    found = [_rewritten(said, e164), _argentina(said, number), _mexico(said, number)]
    found.append(None if any(found) else _not_valid(said, number, country))
    return Problems(problem for problem in found if problem is not None)


def _said(text: object) -> str:
    """Return a number as text; a whole float is the integer it was before a table made it one.

    Raises:
        BadInput: it is neither text nor a whole number.
    """
    if isinstance(text, str):
        return text
    if isinstance(text, bool) or not isinstance(text, SupportsFloat):
        raise BadInput(
            f"phone={text!r} is not a phone number. Write it as text, as in '+55 11 96123-4567'.",
            rule="phone.type",
            phone=text,
        )
    if isinstance(text, SupportsIndex):
        return str(index(text))
    number = float(text)
    if isnan(number):
        raise BadInput(
            "phone=nan: the cell it came from is empty. Fill it, or leave the row out.",
            rule="phone.empty",
            phone=text,
        )
    if not number.is_integer() or not 0 < number < MOST_EXACT:
        raise BadInput(
            f"phone={text!r} is not a whole number. Make the column text in the table, and write "
            "the number again.",
            rule="phone.not-whole",
            phone=text,
        )
    return str(int(number))


def _whole(text: str) -> str:
    """Return the digits that a table wrote as a decimal or a power of ten, other text as it is.

    Raises:
        BadInput: the power of ten stands for more digits than are shown: they are lost.

    >>> _whole("5511987654321.0"), _whole("5.511987654321E+12"), _whole("11.98765.4321")
    ('5511987654321', '5511987654321', '11.98765.4321')
    """
    if found := _DECIMAL.fullmatch(text):
        return found[1]
    if (found := _POWER.fullmatch(text)) is None:
        return text
    plus, first, rest, power = found[1], found[2], found[3] or "", int(found[4])
    if not rest[power:].strip("0"):
        rest = rest[:power]
    if power > E164_DIGITS or len(rest) != power:
        raise BadInput(
            f"phone={text!r} was shortened by a spreadsheet: it shows {1 + len(rest)} of "
            f"{power + 1} digits, and the others are lost. Make the column text, and "
            "write the number again.",
            rule="phone.shortened",
            phone=text,
            shown=1 + len(rest),
            digits=power + 1,
        )
    return f"{plus}{first}{rest}"


@lru_cache(maxsize=4096)
def _read(text: str, country: str | None) -> str:
    typed, plus = _plain(text)
    if not typed:
        raise BadInput(f"phone={text!r} has no number in it. {_FULL_FORM}")
    if not plus and country is None:
        plus = _looks_international(text, typed)
    if plus and len(typed) > E164_DIGITS:
        raise BadInput(
            f"phone={text!r} has {len(typed)} digits; a number has at most {E164_DIGITS}, the "
            "country code included (E.164). Take out what is not part of it."
        )
    return _e164(_possible(text, typed, plus, country))


def _plain(text: str) -> tuple[str, bool]:
    """Return the ASCII digits, and whether a country code leads them."""
    bare = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
    bare = _whole(bare.replace("\N{FULLWIDTH PLUS SIGN}", "+").removeprefix("tel:"))
    plus = bare.startswith(("+", "(+"))
    ascii_form = "".join(_ascii(sign) for sign in bare)
    if plus or ascii_form.startswith("00"):
        ascii_form = _TRUNK_IN_BRACKETS.sub("", ascii_form)
    kept = _SIGNS.sub("", ascii_form).replace("-", "").replace("+", "", 1 if plus else 0)
    if wrong := re.search(r"[^0-9]", kept):
        raise BadInput(_not_a_digit(text, wrong.group()))
    if kept.startswith("00"):
        return kept.lstrip("0"), True
    return kept, plus


def _ascii(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    return "-" if unicodedata.category(sign) == "Pd" or sign == "\N{MINUS SIGN}" else sign


def _not_a_digit(text: str, sign: str) -> str:
    if re.fullmatch(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]+", text.strip()):  # "Business-scoped user IDs"
        return (
            f"phone={text!r} is a user id, which only the platform's API can write to. WhatsApp "
            "has no link for it: give the number in full, as in +55 11 96123-4567."
        )
    if text.startswith("@") or (sign.isalpha() and not re.search(r"\d", text)):
        return (
            f"phone={text!r} is not a phone number. WhatsApp has published no link for user "
            "names: give the number in full, as in +55 11 96123-4567."
        )
    return f"phone={text!r} has {sign!r} in it. Write digits only, one number, no extension."


def _looks_international(text: str, typed: str) -> bool:
    """Say whether digits without "+" begin with a country code; refuse them if not.

    North American area codes begin with 2 to 9 (NANPA): 11987654321 is no number of theirs.
    """
    nanp_slip = typed.startswith("1") and not re.match(r"1[2-9]", typed)
    if not typed.startswith("0") and not nanp_slip and len(typed) <= E164_DIGITS:
        try:
            _possible(text, typed, True, None)
        except BadInput:
            pass
        else:
            return True
    if len(typed) > E164_DIGITS:
        return True
    raise BadInput(_russian(text, typed) or f"phone={text!r} has no country code. {_FULL_FORM}")


def _possible(text: str, typed: str, plus: bool, country: str | None) -> PhoneNumber:
    try:
        number = phonenumbers.parse(f"+{typed}" if plus else typed, None if plus else country)
    except phonenumbers.NumberParseException as err:
        raise BadInput(_unreadable(text, typed, country)) from err
    region = _region(number, country)
    if region is None or phonenumbers.is_valid_number(number) or _is_old_mexican(number):
        return number
    lengths = _lengths(region)
    national = _without_trunk(phonenumbers.national_significant_number(number), region, lengths)
    if len(national) not in lengths:
        raise BadInput(_wrong_length(text, national, region))
    return PhoneNumber(
        country_code=number.country_code,
        national_number=int(national),
        italian_leading_zero=national.startswith("0") or None,
    )


def _unreadable(text: str, typed: str, country: str | None) -> str:
    if hint := _russian(text, typed):
        return hint
    if country is not None:
        return f"phone={text!r} is not a number in {locales.country_name(country)}. {_FULL_FORM}"
    return f"phone={text!r}: no country has a calling code that begins +{typed[:3]}. {_FULL_FORM}"


def _russian(text: str, typed: str) -> str:
    """Return advice where the trunk 8 of Russia and Kazakhstan stands for a country code."""
    if not re.fullmatch(r"8[3479][0-9]{9}", typed):
        return ""
    return (
        f"phone={text!r} begins with no country code. If it is from Russia or Kazakhstan, the 8 "
        f"becomes +7: +7{typed[1:]}."
    )


def _without_trunk(national: str, region: str, lengths: tuple[int, ...]) -> str:
    """Return the national number without the trunk prefix that libphonenumber left in place."""
    data = PhoneMetadata.metadata_for_region(region)
    prefix = (data and data.national_prefix) or ""
    if prefix == "0" and national.startswith(prefix) and region not in ("IT", "VA", "SM"):
        return national.lstrip("0") or national
    if prefix and national.startswith(prefix) and len(national) - len(prefix) in lengths:
        return national[len(prefix) :] if len(national) not in lengths else national
    return national


def _lengths(region: str) -> tuple[int, ...]:
    """Return how many digits a mobile or fixed number there has, without the country code."""
    data = PhoneMetadata.metadata_for_region(region)
    kinds = [data.mobile, data.fixed_line] if data else []
    return tuple(sorted({n for kind in kinds if kind for n in kind.possible_length if n > 0}))


def _wrong_length(text: str, national: str, region: str) -> str:
    data = PhoneMetadata.metadata_for_region(region)
    lengths = data.mobile.possible_length if data and data.mobile else ()
    usual = [str(n) for n in lengths if n > 0] or ["other"]
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    shown = ""
    if example is not None:
        shown = f", as in {phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)}"
    return (
        f"phone={text!r} has {len(national)} digits after the country code and leading zeros; "
        f"a number in {locales.country_name(region)} has {' or '.join(usual)}{shown}."
    )


def _region(number: PhoneNumber, country: str | None) -> str | None:
    """Return the country whose lengths count, None for numbers that belong to no country."""
    code = int(number.country_code or 0)
    if country is not None and _calling_code(country) == code:
        return country
    found = str(phonenumbers.region_code_for_country_code(code))
    return None if found in ("001", "ZZ") else found


def _calling_code(country: str) -> int:
    return int(phonenumbers.country_code_for_region(country))


def _e164(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _is_old_mexican(number: PhoneNumber) -> bool:
    """Say whether this is a Mexican number with the mobile 1 in use until 2019."""
    national = phonenumbers.national_significant_number(number)
    return number.country_code == _MEXICO and re.fullmatch(r"1[0-9]{10}", national) is not None


def _is_short_brazilian(number: PhoneNumber) -> bool:
    """Say whether a Brazilian number lacks the ninth digit: WhatsApp keeps many so."""
    national = phonenumbers.national_significant_number(number)
    return number.country_code == _BRAZIL and re.fullmatch("[1-9]{2}[0-9]{8}", national) is not None


def _warn(rule: str, message: str, said: str, fix: str, source: str) -> Problem:
    return Problem(
        rule=rule,
        message=f"phone={said!r} {message}",
        value=said,
        fix=fix,
        severity="warning",
        source=source,
    )


def _rewritten(said: str, e164: str) -> Problem | None:
    """Tell what a full number lost: the trunk "0", or Argentina's 15."""
    typed, plus = _plain(said)
    if not plus or f"+{typed}" == e164:
        return None
    lost = "the 15 of a local call" if e164.startswith("+549") else "a trunk 0"
    return _warn(
        "phone.rewritten",
        f"has {lost} after its country code.",
        said,
        f"It is read as {e164}: write it so.",
        _HELP,
    )


def _argentina(said: str, number: PhoneNumber) -> Problem | None:
    national = phonenumbers.national_significant_number(number)
    if number.country_code != _ARGENTINA or len(national) != len("1123456789"):
        return None
    return _warn(
        "phone.argentina-nine",
        "has no mobile 9.",
        said,
        f"WhatsApp wants mobiles as +549{national}.",
        _HELP,
    )


def _mexico(said: str, number: PhoneNumber) -> Problem | None:
    if number.country_code != _MEXICO or _is_old_mexican(number):
        return None
    national = phonenumbers.national_significant_number(number)
    return _warn(
        "phone.mexico-one",
        "is in Mexico's form since 2019, without the 1 that WhatsApp's page asks for.",
        said,
        f"Both are in use: try the link, and if it finds nobody, write +521{national}.",
        _HELP,
    )


def _not_valid(said: str, number: PhoneNumber, country: str | None) -> Problem | None:
    known = phonenumbers.is_valid_number(number) or _is_old_mexican(number)
    if known or _is_short_brazilian(number):
        return None
    region = _region(number, country)
    place = f" in {locales.country_name(region)}" if region else ""
    return _warn(
        "phone.not-valid",
        f"is in no range of numbers known{place}.",
        said,
        f"Call {_e164(number)} once before you print it.",
        _TABLES,
    )
