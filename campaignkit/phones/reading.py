"""A phone number, from what was written to a number of a country's plan."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.phones import renumbered
from campaignkit.phones.written_numbers import E164_DIGITS, digits_of

MEXICO, ARGENTINA, BRAZIL = 52, 54, 55  # calling codes
NEVER_LOCAL = 12  # digits without trunk 0 that only Indonesia's mobiles have, beginning with 8
SAY_COUNTRY = "say the country"
_FULL_FORM = f"Write it in full, as in +55 11 96123-4567, or {SAY_COUNTRY}."
_CALLING_CODES = frozenset(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
_NORTH_AMERICAN = re.compile("1[2-9][0-9]{9}")
_INVENTED = "1555"  # how the numbers of examples begin, those of WhatsApp's pages too
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


@lru_cache(maxsize=4096)
def read(text: str, country: str | None) -> str:
    typed, plus = digits_of(text)
    if len(typed) > E164_DIGITS:
        raise BadInput(
            f"phone={text!r} has {len(typed)} digits; a number has at most {E164_DIGITS}, the "
            "country code included (E.164). Take out what is not part of it.",
            rule="phone.too-long",
            phone=text,
            digits=len(typed),
            limit=E164_DIGITS,
        )
    if not plus and country is None:
        if not _is_full(typed):
            raise _no_country(text, typed)
        plus = True
    return e164_of(_possible(text, typed, plus, country))


def _is_full(typed: str) -> bool:
    """Say whether digits without "+" can only be a number with its country code.

    Eleven digits and less are somebody's local form, but for North America's 1 and ten digits:
    WhatsApp's own page writes 15551234567. An area that nobody has there is Brazil's, as in
    19 98765-4321; `advice` tells of numbers that China or Germany may have, too. Numbers
    of twelve and more without a trunk 0 are Indonesia's mobiles (8…) and the longest of Germany
    and Austria, where nobody writes them without their 0.
    """
    if _NORTH_AMERICAN.fullmatch(typed):
        return typed.startswith(_INVENTED) or _is_valid(parsed(f"+{typed}"))
    if len(typed) < NEVER_LOCAL or typed.startswith("0"):
        return False
    number = parsed(f"+{typed}")
    if number is None:
        return False
    known = phonenumbers.is_valid_number(number) or is_old_mexican(number)
    at_home = parsed(typed, "ID") if typed.startswith("8") else None
    elsewhere = at_home is not None and phonenumbers.is_valid_number_for_region(at_home, "ID")
    return (known or is_short_brazilian(number)) and not elsewhere


def _no_country(text: str, typed: str) -> BadInput:
    hint = _russian(typed) or _as_full(typed)
    return BadInput(
        f"phone={text!r} has no country code. {_FULL_FORM}{hint}",
        rule="phone.no-country",
        phone=text,
    )


def _as_full(typed: str) -> str:
    """Return where a number would be from if it were in full, "" if it cannot be."""
    number = None if typed.startswith("0") else parsed(f"+{typed}")
    if number is None or not phonenumbers.is_valid_number(number):
        return ""
    region = phonenumbers.region_code_for_number(number)
    if region in (None, "001", "ZZ"):
        return ""
    return f" If it is from {locales.country_name(region)}, write +{typed}."


def parsed(text: str, country: str | None = None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None


def _possible(text: str, typed: str, plus: bool, country: str | None) -> PhoneNumber:
    plus = plus or (country is not None and is_rather_full(typed, country))
    number = parsed(f"+{typed}" if plus else typed, None if plus else country)
    if number is None:
        raise _unreadable(text, typed, country)
    number = _without_fifteen(text, number, typed)
    region = region_of(number, country)
    if region is None or phonenumbers.is_valid_number(number) or is_old_mexican(number):
        return number
    lengths = _lengths(region)
    national = _without_trunk(phonenumbers.national_significant_number(number), region, lengths)
    national = renumbered.without_dropped(calling_code(region), national)
    if now := _now(calling_code(region), national):
        raise _old(text, region, *now[0])
    if len(national) not in lengths:
        raise _wrong_length(text, national, region, "" if plus else _as_full(typed))
    return number_of(calling_code(region), national)


def is_rather_full(typed: str, country: str) -> bool:
    """Say whether digits are a mobile, or have a trunk 0, behind the country's own calling code.

    libphonenumber reads 4915112345678 in Germany as 04915 12345678: an area that exists, and a
    number that is only possible. People who leave "+" out write mobiles so, never an area
    without its 0.
    """
    code = str(calling_code(country))
    if not typed.startswith(code) or len(typed) not in _lengths(country):
        return False  # no local number: libphonenumber reads it in full
    if (full := parsed(f"+{typed}")) is None:
        return False
    if not phonenumbers.is_valid_number_for_region(full, country):
        return False
    local, trunk = parsed(typed, country), _trunk(country)
    if local is None or local == full or not _is_valid(local):
        return True
    if trunk and typed.removeprefix(code).startswith(trunk):
        return True
    return _is_mobile(full) and not _is_mobile(local)


def other_reading(typed: str, country: str) -> PhoneNumber | None:
    """Return the number that digits without "+" are in full, where they are read as local."""
    code = str(calling_code(country))
    if not typed.startswith(code) or len(typed) not in _lengths(country):
        return None
    if is_rather_full(typed, country):
        return None
    full, local = parsed(f"+{typed}"), parsed(typed, country)
    return full if full != local and _is_valid(full) and _is_valid(local) else None


def _is_valid(number: PhoneNumber | None) -> bool:
    return number is not None and phonenumbers.is_valid_number(number)


def _is_mobile(number: PhoneNumber) -> bool:
    return phonenumbers.number_type(number) in _MOBILE


def _trunk(country: str) -> str:
    data = PhoneMetadata.metadata_for_region(country)
    return (data and data.national_prefix) or ""


def number_of(calling_code: int, national: str) -> PhoneNumber:
    return PhoneNumber(
        country_code=calling_code,
        national_number=int(national),
        italian_leading_zero=national.startswith("0") or None,
    )


def _without_fifteen(text: str, number: PhoneNumber, typed: str) -> PhoneNumber:
    """Return an Argentine mobile without its 15; ask for the area code where that is missing."""
    national = phonenumbers.national_significant_number(number)
    bare = renumbered.bare_fifteen(int(number.country_code or 0), national)
    if bare is not None:
        raise _no_area(text, bare)
    for shorter in renumbered.without_fifteen(int(number.country_code or 0), national):
        made = number_of(ARGENTINA, shorter)
        if phonenumbers.is_valid_number(made):
            return made
    return number


def _no_area(text: str, bare: str) -> BadInput:
    there = (
        f"In Buenos Aires it is +54911{bare}; elsewhere" if len(bare) == len("23456789") else "Then"
    )
    return BadInput(
        f"phone={text!r} is a mobile in Argentina without its area code. {there} the area code "
        f"stands between +549 and {bare}.",
        rule="phone.argentina-fifteen",
        phone=text,
        number=bare,
    )


def _unreadable(text: str, typed: str, country: str | None) -> BadInput:
    if hint := _russian(typed):
        said = f"phone={text!r} begins with no country code.{hint}"
    elif country is not None:
        said = f"phone={text!r} is not a number in {locales.country_name(country)}. {_FULL_FORM}"
    elif any(typed[:size].isdigit() and int(typed[:size]) in _CALLING_CODES for size in (1, 2, 3)):
        said = (
            f"phone={text!r} is too short: it has {len(typed)} digits, the country code included. "
            f"{_FULL_FORM}"
        )
    else:
        said = (
            f"phone={text!r} has no country: none has a calling code that begins +{typed[:3]}. "
            f"{_FULL_FORM}"
        )
    return BadInput(said, rule="phone.unknown-country", phone=text)


def _russian(typed: str) -> str:
    """Return advice where the trunk 8 of Russia and Kazakhstan stands for a country code."""
    if not re.fullmatch(r"8[3479][0-9]{9}", typed):
        return ""
    return f" If it is from Russia or Kazakhstan, the 8 becomes +7: +7{typed[1:]}."


def _without_trunk(national: str, region: str, lengths: tuple[int, ...]) -> str:
    """Return the national number without the trunk prefix that libphonenumber left in place."""
    prefix = _trunk(region)
    if prefix == "0" and national.startswith(prefix) and region not in ("IT", "VA", "SM"):
        return national.lstrip("0") or national
    if prefix and national.startswith(prefix) and len(national) - len(prefix) in lengths:
        return national[len(prefix) :] if len(national) not in lengths else national
    return national


@cache
def _lengths(region: str) -> tuple[int, ...]:
    """Return how many digits a mobile or fixed number there has, without the country code."""
    data = PhoneMetadata.metadata_for_region(region)
    kinds = [data.mobile, data.fixed_line] if data else []
    return tuple(sorted({n for kind in kinds if kind for n in kind.possible_length if n > 0}))


def _wrong_length(text: str, national: str, region: str, hint: str) -> BadInput:
    data = PhoneMetadata.metadata_for_region(region)
    lengths = data.mobile.possible_length if data and data.mobile else ()
    usual = [str(n) for n in lengths if n > 0] or ["other"]
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    shown = ""
    if example is not None:
        shown = f", as in {phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)}"
    return BadInput(
        f"phone={text!r} has {len(national)} digits after the country code and leading zeros; "
        f"a number in {locales.country_name(region)} has {' or '.join(usual)}{shown}.{hint}",
        rule="phone.length",
        phone=text,
        country=region,
        digits=len(national),
        limit=" or ".join(usual),
    )


def _old(text: str, region: str, now: str, since: str) -> BadInput:
    return BadInput(
        f"phone={text!r} is a number of {locales.country_name(region)} as before {since}. "
        f"Write +{now}.",
        rule="phone.renumbered",
        phone=text,
        country=region,
        since=since,
        now=f"+{now}",
    )


def _now(calling_code: int, national: str) -> list[tuple[str, str]]:
    """Return what an old number is now (digits in full), and since when, if the range is known.

    Brazil's older mobiles are still in use on WhatsApp: that is advice, not an error.
    """
    if calling_code == BRAZIL:
        return []
    forms = dict.fromkeys((national, f"0{national}"))  # "07 12 34 56" may have lost its 0 as trunk
    made = [each for form in forms for each in renumbered.candidates(calling_code, form)]
    return [
        (f"{calling_code}{new}", since)
        for new, since in made
        if phonenumbers.is_valid_number(number_of(calling_code, new))
    ]


def region_of(number: PhoneNumber, country: str | None) -> str | None:
    """Return the country whose lengths count, None for numbers that belong to no country."""
    code = int(number.country_code or 0)
    if country is not None and calling_code(country) == code:
        return country
    found = str(phonenumbers.region_code_for_country_code(code))
    return None if found in ("001", "ZZ") else found


def calling_code(country: str) -> int:
    return int(phonenumbers.country_code_for_region(country))


def e164_of(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def is_old_mexican(number: PhoneNumber) -> bool:
    """Say whether this is a Mexican number with the mobile 1 in use until 2019."""
    national = phonenumbers.national_significant_number(number)
    return number.country_code == MEXICO and re.fullmatch(r"1[0-9]{10}", national) is not None


def is_short_brazilian(number: PhoneNumber) -> bool:
    """Say whether a Brazilian number lacks the ninth digit: WhatsApp keeps many so."""
    national = phonenumbers.national_significant_number(number)
    return number.country_code == BRAZIL and re.fullmatch("[1-9]{2}[0-9]{8}", national) is not None
