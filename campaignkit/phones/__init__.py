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
from dataclasses import replace
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from campaignkit import locales
from campaignkit.errors import CampaignError
from campaignkit.phones import renumbered
from campaignkit.phones.reading import (
    ARGENTINA,
    BRAZIL,
    MEXICO,
    NEVER_LOCAL,
    SAY_COUNTRY,
    calling_code,
    e164_of,
    is_old_mexican,
    is_short_brazilian,
    number_of,
    other_reading,
    parsed,
    read,
    region_of,
)
from campaignkit.phones.written_numbers import E164_DIGITS, as_text, digits_of
from campaignkit.problems import Problem, Problems, of_error

__all__ = [
    "E164_DIGITS",
    "Phone",
    "account",
    "advice",
    "asking",
    "country_of",
    "digits",
    "mistaken",
    "pretty",
    "reading_doubts",
    "time_zones",
    "to_e164",
]

Phone = str | int | float  # a float only where a table made one of a whole number

_ELEVEN_DIGITS = ("CN", "DE")  # whose mobiles look like North America's numbers with their 1
_HELP = 'WhatsApp Help Center, "About international phone number format"'
_TABLES = "Google libphonenumber"
_PLANS = "national numbering plans (ITU-T, Operational Bulletins)"


def to_e164(text: Phone, country: str | None = None) -> str:
    """Return a number in the form "+5511987654321" (ITU-T E.164).

    Args:
        text: Any written form: spaces, dots, dashes, brackets, slashes, invisible marks, any
            script's digits; "+" or "00" before a country code, "(0)" after it; a wa.me link, a
            label before it ("Tel.: …"). A whole float, or text like "5511987654321.0", is the
            integer it was.
        country: ISO 3166-1 code of the country whose local form this may be. None: the number
            begins with "+" or "00", or can only be in full: 12 to 15 digits, or North America's
            1 and ten digits (`advice` tells where they are a mobile elsewhere, too).

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
    return read(as_text(text), None if country is None else locales.country(country))


def asking(error: CampaignError, how: str = "") -> CampaignError:
    """Return an error of a number whose cure is what the place it was given at can do.

    how: what to do there instead of saying the country, which not every place can be told; "":
    nothing but to write the number in full.

    >>> try:
    ...     to_e164("(47) 3380-0800")
    ... except CampaignError as err:
    ...     print(str(asking(err, "give a Business")).partition(". ")[2])
    Write it in full, as in +55 11 96123-4567, or give a Business. If it is from Norway, write \
+4733800800.
    """
    cure = f", or {how}" if how else ""
    said = [
        replace(each, message=each.message.replace(f", or {SAY_COUNTRY}", cure))
        for each in of_error(error)
    ]
    return Problems(said).error(kind=type(error))


def digits(e164: str) -> str:
    """Return the digits alone, as links want them.

    >>> digits("+5511987654321")
    '5511987654321'
    """
    return as_text(e164).removeprefix("+")


def account(e164: str) -> str:
    """Return one spelling of the numbers that are one WhatsApp account.

    Brazil's ninth digit, Mexico's 1 and Argentina's 9 are there in one table and missing in
    another; WhatsApp has one account for both.

    >>> account("+5571991234567") == account("+557191234567"), account("+5215512345678")
    (True, '+525512345678')
    """
    for written, start in _SPELLINGS:
        if e164.startswith(start) and written.fullmatch(e164):
            return written.sub(r"\1\2", e164)
    return e164


# What may be left out after these calling codes: the digits around it are one account.
_SPELLINGS = (
    (re.compile(r"(\+55[1-9]{2})9([6-9][0-9]{7})"), "+55"),
    (re.compile(r"(\+52)1([0-9]{10})"), "+521"),
    (re.compile(r"(\+54)9([0-9]{10})"), "+549"),
)


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
    home = None if country is None else calling_code(country)
    if is_old_mexican(number):
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
    found = phonenumbers.region_code_for_number(number) or region_of(number, None)
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
    found = [_argentina(said, number), _mexico(said, number), _renumbered(said, number)]
    found.append(None if any(found) else _not_valid(said, number, country))
    found += [_in_full(said, e164, country), _abroad(said, country)]
    found.insert(0, None if _cut_in_argentina(number) else _rewritten(said, e164))
    return Problems(problem for problem in found if problem is not None)


def reading_doubts(text: Phone, country: str) -> list[Problem]:
    """Return the advice that the number alone no longer shows, once it is read: what was changed
    in it, and how else it may be meant.

    Raises:
        BadInput: as `to_e164`.

    >>> [each.rule for each in reading_doubts("011 15-2345-6789", "AR")]
    ['phone.rewritten']
    >>> reading_doubts("(11) 98765-4321", "BR")
    []
    """
    said = as_text(text)
    e164 = to_e164(said, country)
    is_cut = e164.startswith("+54") and _cut_in_argentina(phonenumbers.parse(e164))
    found = (None if is_cut else _rewritten(said, e164), _in_full(said, e164, country))
    return [each for each in found if each is not None]


def mistaken(digits: str, country: str) -> Problem | None:
    """Return a warning where digits in full, as in a link, may be a local number of `country`.

    >>> print(mistaken("4733800800", "BR"))
    4733800800 is a number in Norway. If it is from Brazil, write 554733800800.
    >>> mistaken("5511987654321", "BR"), mistaken("447911123456", "BR")
    (None, None)
    """
    full, local = parsed(f"+{digits}"), parsed(digits, country)
    if full is None or local is None or local.country_code == full.country_code:
        return None
    if not phonenumbers.is_valid_number(local):
        return None
    place, home = region_of(full, None), locales.country_name(country)
    where = "no country's number" if place is None else f"a number in {locales.country_name(place)}"
    return Problem(
        rule="phone.elsewhere",
        message=f"{digits} is {where}.",
        value=digits,
        fix=f"If it is from {home}, write {e164_of(local)[1:]}.",
        severity="warning",
        source=_TABLES,
        params={"digits": digits, "country": country},
    )


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
    if (plus or len(typed) >= NEVER_LOCAL) and e164.startswith("+549") and "15" in typed:
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


def _in_full(said: str, e164: str, country: str | None) -> Problem | None:
    """Tell of local digits that are a number of the same country in full as well."""
    typed, plus = digits_of(said)
    if plus or country is None or (full := other_reading(typed, locales.country(country))) is None:
        return None
    return Problem(
        rule="phone.two-readings",
        message=f"phone={said!r} can be a local number or one in full.",
        value=said,
        fix=f"It is read as {e164}; if it is {e164_of(full)}, write it so.",
        severity="warning",
        source=_TABLES,
        params={"phone": said},
    )


def _abroad(said: str, country: str | None) -> Problem | None:
    """Tell of digits that are read as North America's, and are a mobile elsewhere as well."""
    typed, plus = digits_of(said)
    if plus or country is not None:
        return None
    return next(filter(None, (mistaken(typed, each) for each in _ELEVEN_DIGITS)), None)


def _renumbered(said: str, number: PhoneNumber) -> Problem | None:
    """Tell what an accepted number in an old form is now: Brazil's ninth digit, Gabon."""
    code, national = int(number.country_code or 0), phonenumbers.national_significant_number(number)
    for change in renumbered.candidates(code, national):
        now = number_of(code, change[0])
        if not phonenumbers.is_valid_number(now):
            continue
        if code == BRAZIL:
            message = "is a mobile without the ninth digit that all of Brazil's have since 2016."
            fix = f"Write {e164_of(now)}; if nobody is found, WhatsApp knows the older form."
            return _warn("phone.brazil-ninth", message, said, fix, _HELP)
        message = f"is in the form before {change[1]}."
        return _warn("phone.renumbered", message, said, f"Write {e164_of(now)}.", _PLANS)
    return None


def _cut_in_argentina(number: PhoneNumber) -> bool:
    # What is left after the 15 is no number of anybody's: to say "write it so" would print it.
    return number.country_code == ARGENTINA and not phonenumbers.is_valid_number(number)


def _argentina(said: str, number: PhoneNumber) -> Problem | None:
    national = phonenumbers.national_significant_number(number)
    if number.country_code != ARGENTINA or len(national) != len("1123456789"):
        return None
    if national.startswith("9"):  # no area code does: the 9 is there, and a digit is lost
        return None
    return _warn(
        "phone.argentina-nine",
        "has no mobile 9.",
        said,
        f"WhatsApp wants mobiles as +549{national}.",
        _HELP,
    )


def _mexico(said: str, number: PhoneNumber) -> Problem | None:
    if number.country_code != MEXICO or is_old_mexican(number):
        return None
    national = phonenumbers.national_significant_number(number)
    return _warn(
        "phone.mexico-one",
        "is in Mexico's form since 2019, without the 1 that WhatsApp's page asks for.",
        said,
        f"Both are in use: try the link, and if it finds nobody, write +521{national}.",
        _HELP,
    )


def _not_valid(said: str, read: PhoneNumber, country: str | None) -> Problem | None:
    known = phonenumbers.is_valid_number(read) or is_old_mexican(read)
    if known or is_short_brazilian(read):
        return None
    region = region_of(read, country)
    number = e164_of(read)
    if region is None:
        fix = f"Call {number} once before you print it."
        return _warn("phone.not-valid", "is in no range of numbers known.", said, fix, _TABLES)
    place = locales.country_name(region)
    return Problem(
        rule="phone.not-valid",
        message=f"phone={said!r} is in no range of numbers known in {place}.",
        value=said,
        fix=f"Call {number} once before you print it.",
        severity="warning",
        source=_TABLES,
        params={"phone": said},
    )
