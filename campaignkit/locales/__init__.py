"""Languages and countries: names, direction, digits, money, dates, plurals, paper.

The one door to `babel` (Unicode CLDR). A language is written the way WhatsApp writes it,
`pt_BR`, `ar`, `zh_CN`; a country is two capital letters (ISO 3166-1 alpha-2). Nothing here
looks at a clock: the currency of a country is the newest one that CLDR gives no end for.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.dates import format_date, format_time
from babel.languages import get_official_languages
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    list_currencies,
)

from campaignkit.errors import BadInput, TooBig, did_you_mean
from campaignkit.locales.names import (
    ALSO_LANGUAGES,
    country_hint,
    country_named,
    language_hint,
    languages,
    languages_named,
)
from campaignkit.locales.names import countries as countries

Direction = Literal["ltr", "rtl"]
DateStyle = Literal["short", "medium", "long", "full"]
Plural = Literal["zero", "one", "two", "few", "many", "other"]
Paper = Literal["A4", "Letter"]

# Unicode CLDR, paper size "US-Letter" in supplemental/measurementData.
_LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE"
_REMEMBERED = 1024  # languages, as people write them
_MOST_DIGITS = 20  # of an amount before its decimal mark; a guess: decimals have 28 in all
_SCRIPT_LENGTH = 4
_LIKE_A_CODE = re.compile("[A-Za-z]{2,3}(?:[_-][A-Za-z]{2,4})*")
_OFTEN_WRITTEN = ("ar", "en", "es", "es_MX", "fa", "hi", "ko", "pt", "ur", "zh")
# Halves of the day as earlier editions of CLDR, and so older phones, call them.
_FORMER_HALVES = MappingProxyType(
    {
        **{"vorm": False, "nachm": True},  # de
        **{"मपू": False, "मउ": True},  # mr
        **{"ಪೂರ್ವಾಹ್ನ": False, "ಅಪರಾಹ್ನ": True},  # kn
        **{"ਪੂਦੁ": False, "ਬਾਦੁ": True},  # pa
        **{"পূর্বাহ্ণ": False, "অপরাহ্ণ": True},  # bn
        **{"قبلدوپہر": False, "بعددوپہر": True},  # ur
        **{"முற்பகல்": False, "பிற்பகல்": True},  # ta
        **{"पूर्वाह्न": False, "अपराह्न": True},  # hi
        **{"પૂર્વમધ્યાહ્ન": False, "ઉત્તરમધ્યાહ્ન": True},  # gu
    }
)
# What stands beside a clock and tells no part of the day: "klo 23.59", "23:59 Uhr".
_BESIDE_CLOCKS = frozenset(
    {
        *(
            "h",
            "hrs",
            "s",
            "utc",
            "gmt",
            "est",
            "eet",
            "at",
            "kl",
            "klo",
            "klock",
            "klocka",
            "kello",
        ),
        *("uhr", "um", "uur", "om", "u", "à", "às", "as", "ao", "aos", "alas", "las", "la"),
        *("alle", "ore", "ora", "ob", "hod", "ura", "saat", "saa", "jam", "pukul", "pkl"),
        *("kell", "lúc", "óra", "в", "о", "г", "ч", "ώρα", "בשעה", "الساعة", "ساعت"),
    }
)
# The digit nought of each numbering system that CLDR makes a language's default (Unicode; the
# other nine follow it).
_ZERO = MappingProxyType(
    {
        "adlm": 0x1E950,
        "arab": 0x0660,
        "arabext": 0x06F0,
        "beng": 0x09E6,
        "cakm": 0x11136,
        "deva": 0x0966,
        "hmnp": 0x1E140,
        "mtei": 0xABF0,
        "mymr": 0x1040,
        "nkoo": 0x07C0,
        "olck": 0x1C50,
        "rohg": 0x10D30,
        "tibt": 0x0F20,
    }
)


def parse(language: str) -> str:
    """Return a language in WhatsApp's spelling: `pt_BR` for "pt-br", "PT_BR" or "pt_BR".

    Args:
        language: Its code; or its name as CLDR has it in itself, or in English, Portuguese,
            Spanish, Arabic, Hindi, French or Indonesian, with a country behind it or without;
            case and accents aside.

    Raises:
        BadInput: it is none of these, or several; or there is no such country.

    >>> parse("pt-br"), parse("AR"), parse("zh_hans_cn")
    ('pt_BR', 'ar', 'zh_Hans_CN')
    >>> parse("Inglês"), parse("Español (México)"), parse("हिंदी"), parse("Brazilian Portuguese")
    ('en', 'es_MX', 'hi', 'pt_BR')
    """
    if not isinstance(language, str):
        raise BadInput(
            f"language={language!r} is not text. Write it as in 'pt_BR'.",
            rule="language.type",
            language=language,
        )
    return _parse(language)


def of_code(code: str) -> str | None:
    """Return the language of a code in WhatsApp's spelling, None if it is none: names do not count.

    >>> of_code("pt-br"), of_code("Portuguese"), of_code("pt_XQ")
    ('pt_BR', None, None)
    """
    name, *rest = code.strip().replace("-", "_").split("_")
    regions = [part for part in rest if len(part) != _SCRIPT_LENGTH]
    if name.lower() not in languages() or len(regions) > 1 or not all(map(_is_region, regions)):
        return None
    return "_".join([name.lower(), *(_subtag(part) for part in rest)])


@lru_cache(maxsize=_REMEMBERED)
def _parse(language: str) -> str:
    if tag := of_code(language):
        return tag
    named = languages_named(language)
    if len(named) == 1:
        return named[0]
    if named:
        several = ", ".join(named)
        raise BadInput(
            f"language={language!r} names several languages: {several}. Write one of them.",
            rule="language.several",
            language=language,
        )
    name, *rest = language.strip().replace("-", "_").split("_")
    if name.lower() in languages():
        raise BadInput(
            f"language={language!r}: {'_'.join(rest)!r} is no country. "
            f"Write {name.lower()!r} alone, or with two letters, as in 'pt_BR'.",
            rule="language.no-such-country",
            language=language,
        )
    hint = language_hint(language)
    if not hint and _LIKE_A_CODE.fullmatch(language):
        hint = did_you_mean(language, localedata.locale_identifiers())
    raise BadInput(
        f"language={language!r} is no language: neither its code nor its name."
        f"{hint or ' Write it as in pt_BR or hi.'}",
        rule="language.unknown",
        language=language,
    )


def _subtag(part: str) -> str:
    return part.title() if len(part) == _SCRIPT_LENGTH else part.upper()


def _is_region(part: str) -> bool:
    return part.upper() in Locale("en").territories


def fallbacks(language: str) -> list[str]:
    """Return where to look for wording, nearest first; English comes last.

    >>> fallbacks("pt_BR"), fallbacks("zh-Hans-CN"), fallbacks("en_IN")
    (['pt_BR', 'pt', 'en'], ['zh_Hans_CN', 'zh_Hans', 'zh', 'en'], ['en_IN', 'en'])
    """
    parts = parse(language).split("_")
    found = ["_".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return found if parts[0] == "en" else [*found, "en"]


def nearest(language: str, known: Iterable[str]) -> str | None:
    """Return what comes nearest to a language among some: itself, or its kin; None without any.

    >>> nearest("pt_PT", ["en", "pt_BR"]), nearest("es_MX", ["es"]), nearest("fr", ["en"])
    ('pt_BR', 'es', None)
    """
    there = [*known]
    own = parse(language).partition("_")[0]
    ways = [each for each in fallbacks(language) if each != "en" or own == "en"]
    kin = (each for each in there if each.partition("_")[0] == own)
    return next((each for each in ways if each in there), next(kin, None))


@lru_cache(maxsize=_REMEMBERED)
def _locale(language: str) -> Locale:
    """Return CLDR's data for the nearest language it has: en_QA is read as en."""
    tag = parse(language)
    name, _, rest = tag.partition("_")
    for candidate in [ALSO_LANGUAGES.get(name, tag), *fallbacks(tag), rest]:
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def direction(language: str) -> Direction:
    """Return the direction a line of this language runs.

    >>> direction("ar"), direction("ur"), direction("pt_BR")
    ('rtl', 'rtl', 'ltr')
    """
    return "rtl" if _locale(language).character_order == "right-to-left" else "ltr"


@lru_cache(maxsize=_REMEMBERED)
def script(language: str) -> str:
    """Return the script a language is written in (ISO 15924, by CLDR's likely subtags).

    >>> script("ar"), script("hi"), script("pt_BR"), script("zh_TW")
    ('Arab', 'Deva', 'Latn', 'Hant')
    """
    parts = parse(language).split("_")
    likely = get_global("likely_subtags")
    for tag in ("_".join(parts), "_".join((parts[0], *parts[-1:])), parts[0]):
        for part in (*parts[1:2], *likely.get(tag, "").split("_")[1:2]):
            if len(part) == _SCRIPT_LENGTH:
                return str(part).title()
    return "Latn"


def language_name(language: str, *, within: str | None = None) -> str:
    """Return a language's name, in itself unless `within` names another language.

    >>> language_name("pt_BR"), language_name("hi", within="en")
    ('português (Brasil)', 'Hindi')
    """
    return str(_locale(language).get_display_name(_locale(within or language)))


def country(code: str) -> str:
    """Return a country code in capitals.

    Args:
        code: Two letters (ISO 3166-1), three of them, "UK"; or the country's name as CLDR has it
            in a language spoken there, or in English, Portuguese, Spanish, Arabic, Hindi, French
            or Indonesian; case and accents aside.

    Raises:
        BadInput: it is none of these; names the nearest.

    >>> country("br"), country("BRA"), country("Égypte"), country("भारत"), country("Deutschland")
    ('BR', 'BR', 'EG', 'IN', 'DE')
    """
    if not isinstance(code, str):
        raise BadInput(
            f"country={code!r} is not text. Write two letters, as in 'BR'.",
            rule="country.type",
            code=code,
        )
    found = code.strip().upper()
    if found in countries():
        return found
    if named := country_named(code):
        return named
    raise BadInput(
        f"country={code!r} is no country: neither its code (ISO 3166-1) nor its name."
        f"{country_hint(code) or ' Write it as in BR, IN or AE.'}",
        rule="country.unknown",
        code=code,
    )


def country_name(code: str, language: str = "en") -> str:
    """Return a country's name in a language.

    >>> country_name("BR"), country_name("AE", "pt_BR")
    ('Brazil', 'Emirados Árabes Unidos')
    """
    found = country(code)
    return str(_locale(language).territories.get(found, countries()[found]))


def currency_of(code: str) -> str:
    """Return the currency (ISO 4217) that a country pays in.

    >>> currency_of("BR"), currency_of("IN"), currency_of("PT")
    ('BRL', 'INR', 'EUR')
    """
    return _currency(country(code))


@cache
def currencies() -> frozenset[str]:
    """Return every currency (ISO 4217) that some country pays in.

    >>> {"BRL", "INR", "AED"} <= currencies(), "DEM" in currencies()
    (True, False)
    """
    return frozenset(map(_currency, countries()))


def currency_name(code: str, language: str = "en") -> str:
    """Return a currency's name in a language; a code that is none stands as it is.

    >>> currency_name("BRL", "pt_BR"), currency_name("XQX")
    ('Real brasileiro', 'XQX')
    """
    return str(_locale(language).currencies.get(code, code))


@cache
def _currency(code: str) -> str:
    for name, _start, end, tender in get_global("territory_currencies").get(code, []):
        if end is None and tender:
            return str(name)
    return "USD"  # Antarctica, and no one else


def languages_of(code: str) -> tuple[str, ...]:
    """Return the official languages of a country that CLDR has, the most spoken first.

    >>> languages_of("BR"), languages_of("CH")[0]
    (('pt',), 'de')
    """
    official = get_official_languages(country(code), regional=False, de_facto=True)
    return tuple(each for each in official if each in languages()) or ("en",)


@cache
def day_order(code: str) -> Literal["dmy", "mdy", "ymd"]:
    """Return in which order people of a country write day, month and year.

    >>> day_order("BR"), day_order("US"), day_order("SE")
    ('dmy', 'mdy', 'ymd')
    """
    place = country(code)
    (language, *_) = languages_of(place)
    try:
        locale = Locale.parse(f"{language}_{place}", sep="_")
    except UnknownLocaleError:
        locale = _locale(language)
    written = str(locale.date_formats["short"].pattern).lower()
    order = "".join(sorted("dmy", key=written.find))
    return cast(Literal["dmy", "mdy", "ymd"], order if order in ("mdy", "ymd") else "dmy")


@cache
def time_zones(code: str) -> tuple[str, ...]:
    """Return the time zones of a country (IANA names), in alphabetical order.

    >>> time_zones("IN"), len(time_zones("BR")) > 10
    (('Asia/Kolkata',), True)
    """
    wanted = country(code)
    zones = get_global("zone_territories").items()
    return tuple(sorted(name for name, place in zones if place == wanted))


def money(amount: Decimal | int | str, currency: str, language: str) -> str:
    """Return an amount as people of that language write it, rounded to the currency's cents.

    Raises:
        BadInput: a float (0.1 has no exact one), no number, or no currency of ISO 4217.

    >>> money(Decimal("1234.5"), "BRL", "pt_BR").replace("\\xa0", " ")
    'R$ 1.234,50'
    >>> money("1500", "INR", "hi")
    '₹1,500.00'
    >>> money("18", "SAR", "en").replace("\\xa0", " ")
    'SAR 18.00'
    """
    exact = _decimal(amount)
    code = currency.strip().upper() if isinstance(currency, str) else ""
    if code not in list_currencies():
        near = did_you_mean(code, list_currencies()) or " Write it as in BRL (ISO 4217)."
        raise BadInput(
            f"currency={currency!r} is not a currency code.{near}",
            rule="currency.unknown",
            currency=currency,
        )
    if exact.adjusted() >= _MOST_DIGITS:
        raise TooBig(
            f"amount={exact:.3E} has more than {_MOST_DIGITS} digits before the decimal mark. "
            "Write what it costs.",
            rule="amount.most",
            amount=exact,
            limit=_MOST_DIGITS,
        )
    written = format_currency(exact, code, locale=_locale(language), numbering_system="default")
    # CLDR's currencySpacing, which babel leaves out: letters and digits stand apart.
    spaced = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", "\xa0", str(written))
    return digits(spaced, language)


def number(value: float | Decimal, language: str, *, decimals: int = 0) -> str:
    """Return a number as people of a language write it, rounded to some decimals.

    >>> number(1234.5, "pt_BR", decimals=2), number(Decimal("0.5"), "ar_EG", decimals=1)
    ('1.234,50', '٠٫٥')
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    locale = _locale(language)
    exact = Decimal(str(value))
    written = format_decimal(exact, pattern, locale=locale, numbering_system="default")
    return digits(str(written), language)


def percent(share: float, language: str, *, decimals: int = 0) -> str:
    """Return a share as people of a language write it.

    >>> percent(0.25, "de").replace("\xa0", " "), percent(0.004, "en", decimals=1)
    ('25 %', '0.4%')
    """
    locale = _locale(language)
    pattern = str(locale.percent_formats[None].pattern)
    if decimals:
        pattern = pattern.replace("#,##0", "#,##0." + "0" * decimals)
    exact = Decimal(str(share))
    written = format_percent(exact, pattern, locale=locale, numbering_system="default")
    return digits(str(written), language)


def cents(currency: str) -> int:
    """Return how many decimal places a currency has.

    >>> cents("BRL"), cents("JPY"), cents("KWD")
    (2, 0, 3)
    """
    return int(get_currency_precision(currency.strip().upper()))


def _decimal(amount: Decimal | int | str) -> Decimal:
    if isinstance(amount, float):
        raise BadInput(
            f"amount={amount!r} is a float. Write it as text or Decimal: '{amount}'.",
            rule="amount.float",
            amount=amount,
        )
    try:
        exact = Decimal(amount)
    except (InvalidOperation, TypeError, ValueError) as err:
        raise BadInput(
            f"amount={amount!r} is not a number. Write it as in '12.50'.",
            rule="amount.unclear",
            amount=amount,
        ) from err
    if not exact.is_finite():
        raise BadInput(
            f"amount={amount!r} is not a finite number.", rule="amount.unclear", amount=amount
        )
    return exact


def date(day: datetime.date, language: str, *, style: DateStyle = "long") -> str:
    """Return a day as people of that language write it, in their digits.

    >>> day = datetime.date(2026, 3, 4)
    >>> date(day, "pt_BR"), date(day, "ar_EG"), date(day, "en", style="medium")
    ('4 de março de 2026', '٤ مارس ٢٠٢٦', 'Mar 4, 2026')
    """
    if not isinstance(day, datetime.date):
        raise BadInput(
            f"date={day!r} is not a date. Write datetime.date(2026, 3, 4).",
            rule="date.type",
            day=day,
        )
    locale = _locale(language)
    return digits(str(format_date(day, format=style, locale=locale)), language)


def moment(when: datetime.datetime, language: str) -> str:
    """Return a day and its hour as people of a language write them.

    >>> moment(datetime.datetime(2026, 1, 2, 15, 30), "pt_BR")
    '2 de janeiro de 2026 15:30'
    """
    locale = _locale(language)
    clock = digits(str(format_time(when, "short", locale=locale)), language)
    pattern = str(locale.datetime_formats["long"])  # words of it stand in quotes
    return pattern.replace("'", "").format(clock, date(when.date(), language))


def digits(text: str, language: str) -> str:
    """Return `text` with 0-9 in the digits that a language writes by default (CLDR).

    >>> digits("24", "ar_EG"), digits("24", "bn"), digits("24", "hi"), digits("24", "ar")
    ('٢٤', '২৪', '24', '24')
    """
    zero = _ZERO.get(str(_locale(language).default_numbering_system))
    return text if zero is None else text.translate({48 + n: zero + n for n in range(10)})


def plural(n: Decimal | int, language: str) -> Plural:
    """Return which plural form a count takes (CLDR).

    >>> plural(1, "pt_BR"), plural(3, "ar"), plural(2, "en")
    ('one', 'few', 'other')
    """
    return cast(Plural, str(_locale(language).plural_form(n)))


def is_afternoon(half: str) -> bool | None:
    """Say which half of the day words mean ("pm", "p. m.", "م", "오후"), in any language (CLDR).

    None: no language says so.

    >>> is_afternoon("PM"), is_afternoon("a. m."), is_afternoon("م"), is_afternoon("klo")
    (True, False, True, None)
    """
    plain = _plain_half(half)
    if not plain:
        return None
    found = _halves(_OFTEN_WRITTEN).get(plain, _FORMER_HALVES.get(plain))
    if plain in _FORMER_HALVES:
        return found
    return _halves(tuple(sorted(languages())) if found is None else _OFTEN_WRITTEN).get(plain)


def hour_of_day(hour: int, words: str) -> int | None:
    """Return which hour of 24 an hour of 12 is, in the part of the day that words name (CLDR).

    Parts are halves ("pm") and others ("शाम", "晚上", "da noite"); hours beyond 12 stay. None: no
    language says so, or two mean different hours.

    >>> hour_of_day(4, "pm"), hour_of_day(4, "शाम"), hour_of_day(12, "晚上"), hour_of_day(4, "foo")
    (16, 16, 0, None)
    >>> hour_of_day(11, "ночи"), hour_of_day(2, "ночи"), hour_of_day(17, "PM")
    (23, 2, 17)
    """
    later = is_afternoon(words)
    parts = _parts_of_day().get(_plain_half(words), frozenset())
    if hour > 12:
        return None if later is None and not parts else hour
    if later is not None:
        return hour % 12 + 12 * later
    both = (hour % 12, hour % 12 + 12)
    within = {each for each in both for part in parts if each in part.hours}
    meant = within or {both[part.is_later(hour % 12)] for part in parts}
    return meant.pop() if len(meant) == 1 else None


def is_beside_clocks(words: str) -> bool:
    """Say whether words stand beside any clock and name no part of the day: "klo", "Uhr", "".

    >>> is_beside_clocks("klo"), is_beside_clocks("PM")
    (True, False)
    """
    plain = _plain_half(words)
    return not plain or (plain in _BESIDE_CLOCKS and is_afternoon(words) is None)


class _PartOfDay(NamedTuple):
    """A part of the day in one language. hours: that begin in it; CLDR's name is "night1"."""

    name: str
    hours: tuple[int, ...]

    def is_later(self, hour: int) -> bool:
        """Say which half an hour (0 to 11) is of that stands outside the hours of this part."""
        if self.name.startswith(("night", "evening", "midnight")):  # noon is in no night
            return hour >= 6 or (hour > 0 and self.name.startswith("evening"))
        return self.name.startswith("afternoon") or (self.name == "noon" and hour not in (10, 11))


@cache
def _parts_of_day() -> Mapping[str, frozenset[_PartOfDay]]:
    """Return the parts of the day other than halves, by what each language calls them."""
    said: dict[str, set[_PartOfDay]] = {}
    for language in sorted(languages()):
        locale = _locale(language)
        rules = locale.day_period_rules.get(None, {})
        for widths in locale.day_periods.values():
            for words in widths.values():
                for name, word in words.items():
                    if name not in ("am", "pm"):
                        part = _PartOfDay(name, _hours(rules.get(name, ())))
                        said.setdefault(_plain_half(str(word)), set()).add(part)
    return {word: frozenset(parts) for word, parts in said.items() if word}


def _hours(rules: Iterable[Mapping[str, int]]) -> tuple[int, ...]:
    """Return the hours that begin within rules of CLDR, given in seconds."""
    found: set[int] = set()
    for rule in rules:
        begins = rule.get("from", rule.get("at", 0)) // 3600
        ends = rule["before"] // 3600 if "before" in rule else begins + 1
        found.update(hour % 24 for hour in range(begins, ends + 24 * (ends <= begins)))
    return tuple(sorted(found))


@cache
def _halves(languages: tuple[str, ...]) -> Mapping[str, bool]:
    """Return what "am" and "pm" are called; a word that means both somewhere is left out."""
    said: dict[str, set[bool]] = {}
    for language in languages:
        widths = _locale(language).day_periods["format"]
        for words in widths.values():
            for half, later in (("am", False), ("pm", True)):
                if half in words:
                    said.setdefault(_plain_half(str(words[half])), set()).add(later)
    return {word: later.pop() for word, later in said.items() if len(later) == 1 and word}


def month_of(word: str) -> int | None:
    """Return which month a word means ("Dec", "dez.", "दिसंबर"), in any language (CLDR).

    None: no language says so, or two mean different months by it.

    >>> month_of("Dec"), month_of("dez."), month_of("janvier"), month_of("cakes")
    (12, 12, 1, None)
    """
    plain = _plain_half(word)
    return _months(_OFTEN_WRITTEN).get(plain) or _months(tuple(sorted(languages()))).get(plain)


@cache
def _months(languages: tuple[str, ...]) -> Mapping[str, int]:
    """Return the numbers of months by their names, long and short."""
    said: dict[str, set[int]] = {}
    for language in languages:
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, word in _locale(language).months[form][width].items():
                    said.setdefault(_plain_half(str(word)), set()).add(number)
    return {
        word: numbers.pop()
        for word, numbers in said.items()
        if len(numbers) == 1 and not word.isdigit()
    }


def _plain_half(words: str) -> str:
    """Return the letters of words, with the vowels that Indian scripts write as marks."""
    plain = unicodedata.normalize("NFC", words).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or _is_vowel(sign))


def _is_vowel(sign: str) -> bool:
    is_left_out = "\u064b" <= sign <= "\u065f"  # Arabic ones: who types them?
    return unicodedata.category(sign) in ("Mc", "Mn") and not is_left_out


def paper(code: str) -> Paper:
    """Return the office paper of a country (CLDR).

    >>> paper("BR"), paper("MX")
    ('A4', 'Letter')
    """
    return "Letter" if country(code) in _LETTER.split() else "A4"
