"""Phone numbers: any written form in, E.164 out, and advice about what looks wrong.

The one door to `phonenumbers` (Google's libphonenumber). "Not possible" (too short, no such
country code) is an error. "Not valid" (no operator has that range) is advice: the tables lag
behind the operators. The digits that were typed stand, except where they cannot be a number
at all and the country's own rule makes one of them: the exit code "00" and the trunk "0" go
(WhatsApp Help Center, "About international phone number format"), and `advice` says so. Where
neither "+" nor a country says where a number is from, that is asked, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.phones import renumbered
from campaignkit.phones.written import E164_DIGITS, as_text, digits_of
from campaignkit.problems import Problem, Problems

__all__ = [
    "E164_DIGITS",
    "Phone",
    "advice",
    "country_of",
    "digits",
    "mistaken",
    "pretty",
    "time_zones",
    "to_e164",
]

Phone = str | int | float  # a float only where a table made one of a whole number

_HELP = 'WhatsApp Help Center, "About international phone number format"'
_TABLES = "Google libphonenumber"
_PLANS = "national numbering plans (ITU-T, Operational Bulletins)"
_FULL_FORM = "Write it in full, as in +55 11 96123-4567, or say the country."
_MEXICO, _ARGENTINA, _BRAZIL = 52, 54, 55  # calling codes
_NORTH_AMERICAN = re.compile("1[2-9][0-9]{9}")
_NEVER_LOCAL = 12  # digits without trunk 0 that only Indonesia's mobiles have, beginning with 8


def to_e164(text: Phone, country: str | None = None) -> str:
    """Return a number in the form "+5511987654321" (ITU-T E.164).

    Args:
        text: Any written form: spaces, dots, dashes, brackets, slashes, invisible marks, any
            script's digits; "+" or "00" before a country code, "(0)" after it; a wa.me link. A
            whole float, or text like "5511987654321.0", is the integer it was.
        country: ISO 3166-1 code of the country whose local form this may be. None: the number
            begins with "+" or "00", or can only be in full: 12 to 15 digits, or North America's
            1 and ten digits.

    Raises:
        BadInput: it has a letter, no country code and no `country`, more than 15 digits, or
            a number of digits that no number of that country has; it is written as before the
            country renumbered, and says the new number; a spreadsheet shortened it.

    >>> to_e164("(11) 98765-4321", "BR"), to_e164("+44 (0)20 7946 0958")
    ('+5511987654321', '+442079460958')
    >>> to_e164("٠٥٠ ١٢٣ ٤٥٦٧", "AE"), to_e164("+001-(555)1234567")
    ('+971501234567', '+15551234567')
    >>> to_e164("(47) 3380-0800")
    Traceback (most recent call last):
    campaignkit.errors.BadInput: phone='(47) 3380-0800' has no country code. Write it in full, as \
in +55 11 96123-4567, or say the country. If it is from Norway, write +4733800800.
    """
    return _read(as_text(text), None if country is None else locales.country(country))


def digits(e164: str) -> str:
    """Return the digits alone, as links want them.

    >>> digits("+5511987654321")
    '5511987654321'
    """
    return as_text(e164).removeprefix("+")


def pretty(e164: str, country: str | None = None) -> str:
    """Return a number for people: the national form within `country`, else international.

    >>> pretty("+5511987654321", "BR"), pretty("+5511987654321", "PT")
    ('(11) 98765-4321', '+55 11 98765-4321')
    """
    return _pretty(as_text(e164), None if country is None else locales.country(country))


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


def time_zones(e164: str) -> tuple[str, ...]:
    """Return the time zones that a number may be in (IANA names), none if they are not known.

    >>> time_zones("+5511987654321"), time_zones("+12125550123")
    (('America/Sao_Paulo',), ('America/New_York',))
    """
    from phonenumbers import timezone  # 1 MB of prefixes, which few need

    found = timezone.time_zones_for_number(phonenumbers.parse(to_e164(e164)))
    return tuple(name for name in found if name != "Etc/Unknown")


def advice(text: Phone, country: str | None = None) -> Problems:
    """Return warnings about a number that is accepted, and what would be surer.

    Raises:
        BadInput: as `to_e164`.

    >>> print(advice("+54 11 2345-6789"))
    phone='+54 11 2345-6789' has no mobile 9. WhatsApp wants mobiles as +5491123456789.
    """
    said = as_text(text)
    e164 = to_e164(said, country)
    number = phonenumbers.parse(e164)
    found = [_rewritten(said, e164), _argentina(said, number), _mexico(said, number)]
    found.append(_renumbered(said, number))
    found.append(None if any(found) else _not_valid(said, number, country))
    return Problems(problem for problem in found if problem is not None)


def mistaken(digits: str, country: str) -> Problem | None:
    """Return a warning where digits in full, as in a link, may be a local number of `country`.

    >>> print(mistaken("4733800800", "BR"))
    4733800800 is a number in Norway. If it is from Brazil, write 554733800800.
    >>> mistaken("5511987654321", "BR"), mistaken("447911123456", "BR")
    (None, None)
    """
    full, local = _parsed(f"+{digits}"), _parsed(digits, country)
    if full is None or local is None or local.country_code == full.country_code:
        return None
    if not phonenumbers.is_valid_number(local):
        return None
    place, home = _region(full, None), locales.country_name(country)
    where = "no country's number" if place is None else f"a number in {locales.country_name(place)}"
    return Problem(
        rule="phone.elsewhere",
        message=f"{digits} is {where}.",
        value=digits,
        fix=f"If it is from {home}, write {_e164(local)[1:]}.",
        severity="warning",
        source=_TABLES,
        params={"digits": digits, "country": country},
    )


@lru_cache(maxsize=4096)
def _read(text: str, country: str | None) -> str:
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
    return _e164(_possible(text, typed, plus, country))


def _is_full(typed: str) -> bool:
    """Say whether digits without "+" can only be a number with its country code.

    Eleven digits and less are somebody's local form, but for North America's 1 and ten digits:
    WhatsApp's own page writes 15551234567 (area codes begin with 2 to 9, NANPA). Numbers
    of twelve and more without a trunk 0 are Indonesia's mobiles (8…) and the longest of Germany
    and Austria, where nobody writes them without their 0.
    """
    if _NORTH_AMERICAN.fullmatch(typed):
        return True
    if len(typed) < _NEVER_LOCAL or typed.startswith("0"):
        return False
    number = _parsed(f"+{typed}")
    if number is None:
        return False
    known = phonenumbers.is_valid_number(number) or _is_old_mexican(number)
    at_home = _parsed(typed, "ID") if typed.startswith("8") else None
    elsewhere = at_home is not None and phonenumbers.is_valid_number_for_region(at_home, "ID")
    return (known or _is_short_brazilian(number)) and not elsewhere


def _no_country(text: str, typed: str) -> BadInput:
    hint = _russian(typed) or _as_full(typed)
    return BadInput(
        f"phone={text!r} has no country code. {_FULL_FORM}{hint}",
        rule="phone.no-country",
        phone=text,
    )


def _as_full(typed: str) -> str:
    """Return where a number would be from if it were in full, "" if it cannot be."""
    number = None if typed.startswith("0") else _parsed(f"+{typed}")
    if number is None or not phonenumbers.is_valid_number(number):
        return ""
    region = phonenumbers.region_code_for_number(number)
    if region in (None, "001", "ZZ"):
        return ""
    return f" If it is from {locales.country_name(region)}, write +{typed}."


def _parsed(text: str, country: str | None = None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None


def _possible(text: str, typed: str, plus: bool, country: str | None) -> PhoneNumber:
    number = _parsed(f"+{typed}" if plus else typed, None if plus else country)
    if number is None:
        raise _unreadable(text, typed, country)
    number = _without_fifteen(text, number, typed)
    region = _region(number, country)
    if region is None or phonenumbers.is_valid_number(number) or _is_old_mexican(number):
        return number
    lengths = _lengths(region)
    national = _without_trunk(phonenumbers.national_significant_number(number), region, lengths)
    national = renumbered.without_dropped(_calling_code(region), national)
    if now := _now(_calling_code(region), national):
        raise _old(text, region, *now[0])
    if len(national) not in lengths:
        raise _wrong_length(text, national, region, "" if plus else _as_full(typed))
    return _number(_calling_code(region), national)


def _number(calling_code: int, national: str) -> PhoneNumber:
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
        made = _number(_ARGENTINA, shorter)
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
        said = f"begins with no country code.{hint}"
    elif country is not None:
        said = f"is not a number in {locales.country_name(country)}. {_FULL_FORM}"
    else:
        said = (
            f"has no country: no country has a calling code that begins +{typed[:3]}. {_FULL_FORM}"
        )
    return BadInput(f"phone={text!r} {said}", rule="phone.unknown-country", phone=text)


def _russian(typed: str) -> str:
    """Return advice where the trunk 8 of Russia and Kazakhstan stands for a country code."""
    if not re.fullmatch(r"8[3479][0-9]{9}", typed):
        return ""
    return f" If it is from Russia or Kazakhstan, the 8 becomes +7: +7{typed[1:]}."


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
    if calling_code == _BRAZIL:
        return []
    forms = dict.fromkeys((national, f"0{national}"))  # "07 12 34 56" may have lost its 0 as trunk
    made = [each for form in forms for each in renumbered.candidates(calling_code, form)]
    return [
        (f"{calling_code}{new}", since)
        for new, since in made
        if phonenumbers.is_valid_number(_number(calling_code, new))
    ]


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
        params={"phone": said},
    )


def _rewritten(said: str, e164: str) -> Problem | None:
    """Tell what a full number lost: the trunk "0", Argentina's 15, Mexico's 044."""
    typed, plus = digits_of(said)
    if (plus or len(typed) >= _NEVER_LOCAL) and e164.startswith("+549") and "15" in typed:
        lost = "the 15 of a local call after its country code" if plus else "the 15 of a local call"
    elif e164.startswith("+52") and re.search("(?:^|52)0?(?:1|44|45)[0-9]{10}$", typed):
        lost = "a prefix that Mexico gave up on 3 August 2019"
    else:
        lost = "a trunk 0 after its country code"
        if not plus:
            return None
    if f"+{typed}" == e164 or e164[1:] == typed:
        return None
    fix = f"It is read as {e164}: write it so."
    return _warn("phone.rewritten", f"has {lost}.", said, fix, _HELP)


def _renumbered(said: str, number: PhoneNumber) -> Problem | None:
    """Tell what an accepted number in an old form is now: Brazil's ninth digit, Gabon."""
    code, national = int(number.country_code or 0), phonenumbers.national_significant_number(number)
    for change in renumbered.candidates(code, national):
        now = _number(code, change[0])
        if not phonenumbers.is_valid_number(now):
            continue
        if code == _BRAZIL:
            message = "is a mobile without the ninth digit that all of Brazil's have since 2016."
            fix = f"Write {_e164(now)}; if nobody is found, WhatsApp knows the older form."
            return _warn("phone.brazil-ninth", message, said, fix, _HELP)
        message = f"is in the form before {change[1]}."
        return _warn("phone.renumbered", message, said, f"Write {_e164(now)}.", _PLANS)
    return None


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
