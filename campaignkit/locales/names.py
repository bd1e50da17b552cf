"""Which country or language a name means, by CLDR: in the languages of most tables, and at home.

Names are compared without case, accents, points, dashes and brackets, and of languages without the
order of their words: "Portuguese, Brazilian". Nothing here guesses: a name means what CLDR calls
so, or nothing; what it is near to is a hint.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.languages import get_official_languages

# CLDR lists these among the territories; ISO 3166-1 does not (XK is in daily use and has a
# calling code, so it stays).
_NO_COUNTRIES = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ"
# WhatsApp's list of template languages has one that CLDR lacks: Dari.
ALSO_LANGUAGES = MappingProxyType({"prs": "fa_AF"})
_NAMING = ("en", "pt", "es", "ar", "hi", "fr", "id")  # what the tables of our users are written in
# What CLDR does not list, and tables have: gathered by hand.
_ALSO_COUNTRIES = MappingProxyType(
    {
        **{"uk": "GB", "eua": "US", "eeuu": "US", "uae": "AE", "ksa": "SA"},
        **{"emirates": "AE", "emirados": "AE", "emiratos": "AE", "الامارات": "AE"},
        **{"السعودية": "SA", "अमेरिका": "US"},
    }
)
_ALSO_SPOKEN = MappingProxyType(
    {
        **{"castilian": "es", "castellano": "es", "castelhano": "es", "castillan": "es"},
        **{"español mexicano": "es_MX", "espanhol mexicano": "es_MX"},
        **{"brasileiro": "pt_BR", "português brasileiro": "pt_BR", "portugués brasileño": "pt_BR"},
        **{"portugais brésilien": "pt_BR", "português europeu": "pt_PT"},
        **{"عربي": "ar", "عربى": "ar", "إنجليزي": "en", "انجليزى": "en", "هندي": "hi"},
        **{"فرنسي": "fr", "إسباني": "es", "برتغالي": "pt", "أردو": "ur", "اردو": "ur"},
        **{"अंग्रेज़ी": "en", "इंग्लिश": "en", "बंगाली": "bn", "bengali": "bn", "oriya": "or"},
        **{"farsi": "fa", "mandarin": "zh", "mandarim": "zh", "mandarín": "zh", "tagalog": "fil"},
        **{
            "中文 简体": "zh_Hans",
            "中文 繁體": "zh_Hant",
            "burmese": "my",
            "sinhalese": "si",
            "kirghiz": "ky",
            "azeri": "az",
        },
    }
)
# Words beside a language's name that say no more than that it is one.
_LANGUAGE_WORDS = ("language", "lingua", "idioma", "lengua", "langue", "bahasa", "اللغة", "لغة")
# Words between a language and its country: "português do Brasil", "Spanish of Mexico".
_BETWEEN = frozenset(("of", "the", "de", "do", "da", "dos", "del", "la", "du", "des", "d", "في"))
# Signs and words between several languages: "English / Spanish", "Português e Inglês".
_AND = re.compile(r"\s*[/,;&+|\n،؛]\s*|\s+(?:and|or|e|ou|y|o|et|dan|و|और)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"([^()\[\]（）]+)[(\[（]([^()\[\]（）]+)[)\]）]\s*")
_LEFT_OUT = frozenset(("Mn", "Cf", "Po", "Pf"))  # kinds of signs (Unicode): marks, points
_SPACING = frozenset(("Ps", "Pe", "Pd", "Pc"))  # brackets, dashes, "_"
# Hindi writes a nasal before a consonant as a letter or as a point: हिन्दी, हिंदी.
_NASAL = re.compile("[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])")
_NEAR_NAME, _SHORT_NAME = 0.8, 3  # of two names, as difflib has it; letters. Guesses
_LATIN_AMERICA = "419"  # UN M.49
_MOST_WORDS = 8  # of a language and its country: longer ones are no name
_REMEMBERED = 1024  # names: a table has few


@cache
def countries() -> Mapping[str, str]:
    """Return every country's English name by its code, in the order of the codes.

    >>> countries()["BR"], len(countries()) > 240
    ('Brazil', True)
    """
    names = Locale("en").territories
    return MappingProxyType(
        {
            code: str(names[code])
            for code in sorted(names)
            if len(code) == len("BR") and code.isalpha() and code not in _NO_COUNTRIES.split()
        }
    )


@cache
def languages() -> frozenset[str]:
    """Return the code of every language that CLDR or WhatsApp has, without countries."""
    codes = {name.partition("_")[0] for name in localedata.locale_identifiers()}
    return frozenset(codes) | set(ALSO_LANGUAGES)


def bare(name: str) -> str:
    """Return a name without case, accents, points and brackets.

    >>> bare("Côte d’Ivoire"), bare("Português (Brasil)"), bare("हिन्दी") == bare("हिंदी")
    ('cote divoire', 'portugues brasil', True)
    """
    written = _NASAL.sub("\u0902", unicodedata.normalize("NFC", name))
    kept = []
    for sign in unicodedata.normalize("NFKD", written.casefold()):
        kind = unicodedata.category(sign)
        if kind in _SPACING or sign == "&":
            kept.append(" ")
        elif kind not in _LEFT_OUT or sign == "\u0902":
            kept.append(sign)
    return " ".join("".join(kept).split())


# -- countries -------------------------------------------------------------------------------------


@lru_cache(maxsize=_REMEMBERED)
def country_named(text: str) -> str:
    """Return the code of a country that is called so, "" if none is.

    >>> country_named("Égypte"), country_named("BRA"), country_named("Atlantis")
    ('EG', 'BR', '')
    """
    wanted = bare(text)
    return _often_named().get(wanted) or _named_at_home().get(wanted) or ""


def country_hint(text: str) -> str:
    """Return " Did you mean 'BR' (Brazil)?" for a name that is nearly a country's, or ""."""
    wanted = bare(text)
    near = get_close_matches(wanted, _often_named(), n=1, cutoff=_NEAR_NAME)
    if not near or len(wanted) <= _SHORT_NAME:
        return ""
    code = _often_named()[near[0]]
    return f" Did you mean {code!r} ({countries()[code]})?"


@cache
def _often_named() -> Mapping[str, str]:
    """Return the codes of countries by their names in the languages of most tables."""
    found = {
        alias.casefold(): codes[0]
        for alias, codes in get_global("territory_aliases").items()
        if len(codes) == 1
        and codes[0] in countries()
        and len(alias) == len("BRA")
        and alias.isalpha()
    }
    found |= {bare(name): code for name, code in _ALSO_COUNTRIES.items()}
    for language in _NAMING:
        for code, name in Locale(language).territories.items():
            if code in countries():
                found.setdefault(bare(name), code)
    return MappingProxyType(found)


@cache
def _named_at_home() -> Mapping[str, str]:
    """Return the codes of countries by what each is called in the languages spoken there."""
    found: dict[str, str] = {}
    for code in countries():
        for language in get_official_languages(code, regional=False, de_facto=True):
            with suppress(UnknownLocaleError):  # a few have no locale data
                name = Locale.parse(language).territories.get(code)
                found.setdefault(bare(name or ""), code)
    found.pop("", None)
    return MappingProxyType(found)


# -- languages -------------------------------------------------------------------------------------


@lru_cache(maxsize=_REMEMBERED)
def languages_named(text: str) -> tuple[str, ...]:
    """Return the languages that a text names, in WhatsApp's spelling; none if it is no name.

    Several: a name that two of them have, or a list.

    >>> languages_named("Portuguese"), languages_named("Español (México)"), languages_named("eng")
    (('pt',), ('es_MX',), ('en',))
    >>> languages_named("English / हिंदी"), languages_named("Klingon")
    (('en', 'hi'), ())
    """
    if one := _in_brackets(text) or _tags(bare(text).split()):
        return one
    parts = [bare(part).split() for part in _AND.split(text.strip())]
    if len(parts) == 1:
        return ()
    each = [_tags(words) or _coded(words) for words in parts]
    return tuple(dict.fromkeys(tag for tags in each for tag in tags)) if all(each) else ()


def language_hint(text: str) -> str:
    """Return " Did you mean 'pt' (Portuguese)?" for a name that is nearly a language's, or ""."""
    wanted = _in_order(bare(text).split())
    near = get_close_matches(wanted, _often_spoken(), n=1, cutoff=_NEAR_NAME)
    if not near or len(wanted) <= _SHORT_NAME or country_named(text):
        return ""
    tag = _often_spoken()[near[0]][0]
    return f" Did you mean {tag!r} ({Locale.parse(tag).get_display_name('en')})?"


def _in_brackets(text: str) -> tuple[str, ...]:
    """Return the language of "allemand (Suisse)", which no word for a dialect is to hide."""
    found = _BRACKETS.fullmatch(text)
    if found is None:
        return ()
    spoken, place = bare(found[1]).split(), bare(found[2]).split()
    tags = _named(spoken, _often_spoken()) or _named(spoken, _spoken_at_home())
    return _with_country(tags or _coded(spoken), place)


def _tags(words: list[str]) -> tuple[str, ...]:
    """Return the languages that words name, with a country beside it or without."""
    if not words or len(words) > _MOST_WORDS:
        return ()
    for names in (_often_spoken, _spoken_at_home):  # the second takes a second, once
        if tags := _named(words, names()) or _named_with_country(words, names()):
            return tags
    return ()


_Names = Mapping[str, tuple[str, ...]]


def _named(words: list[str], names: _Names) -> tuple[str, ...]:
    kept = [word for word in words if word not in _bare_language_words()]
    return names.get(_in_order(words)) or names.get(_in_order(kept)) or ()


def _named_with_country(words: list[str], names: _Names) -> tuple[str, ...]:
    """Return the language of "português do Brasil", "Deutsch Österreich" or "US English"."""
    for at in range(1, len(words)):
        for spoken, place in ((words[:at], words[at:]), (words[at:], words[:at])):
            if tags := _with_country(_named(spoken, names) or _coded(spoken), place):
                return tags
    return ()


def _with_country(tags: tuple[str, ...], place: list[str]) -> tuple[str, ...]:
    """Return languages as they are spoken in a country, none if the place is no country."""
    if not tags or any(map(_has_country, tags)):
        return ()
    region = _country(place) or _country_within(tags[0], " ".join(place))
    return tuple(f"{tag}_{region}" for tag in tags) if region else ()


def _country(words: list[str]) -> str:
    kept = words
    while kept and kept[0] in _BETWEEN:
        kept = kept[1:]
    for name in (" ".join(words), " ".join(kept)):
        code = name.upper() if name.upper() in countries() else country_named(name)
        if name and code:
            return code
    return _LATIN_AMERICA if " ".join(kept) in _latin_america() else ""


@cache
def _latin_america() -> frozenset[str]:
    """Return what it is called: the one language that is often said to be of a continent."""
    return frozenset(bare(Locale(each).territories[_LATIN_AMERICA]) for each in _NAMING)


def _country_within(language: str, name: str) -> str:
    """Return the country that a language calls so: "বাংলা (ভারত)"."""
    with suppress(UnknownLocaleError, ValueError):
        named = Locale.parse(ALSO_LANGUAGES.get(language, language)).territories.items()
        return next(
            (code for code, each in named if bare(each) == name and code in countries()), ""
        )
    return ""


def _has_country(tag: str) -> bool:
    return any(part.isupper() or part.isdigit() for part in tag.split("_")[1:])


def _coded(words: list[str]) -> tuple[str, ...]:
    return tuple(words) if len(words) == 1 and words[0] in languages() else ()


def _in_order(words: Iterable[str]) -> str:
    """Return words so that "Chinese (Simplified)" is "Simplified Chinese"."""
    return " ".join(sorted(words))


@cache
def _bare_language_words() -> frozenset[str]:
    return frozenset(map(bare, _LANGUAGE_WORDS))


@cache
def _often_spoken() -> _Names:
    """Return languages by their names in the languages of most tables, and by former codes."""
    named = (pair for each in _NAMING for pair in Locale(each).languages.items())
    also = {_in_order(bare(name).split()): (tag,) for name, tag in _ALSO_SPOKEN.items()}
    replaced = {code: (now,) for code, now in _codes_replaced()}
    return MappingProxyType({**_by_name(named), **also, **replaced})


@cache
def _spoken_at_home() -> _Names:
    """Return languages by what each is called in itself."""
    tags = [tag for tag in localedata.locale_identifiers() if not _has_country(tag)]
    named = ((tag, Locale.parse(tag).languages.get(tag, "")) for tag in tags)
    return MappingProxyType(_by_name(named))


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return languages by their names; two that are called the same stand together."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, name in named:
        if name and tag.partition("_")[0] in languages():
            key = _in_order(bare(name).split())
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), tag)))
    return found


def _codes_replaced() -> Iterator[tuple[str, str]]:
    """Yield codes of three letters, and former ones, with what stands for them: "eng", "iw"."""
    for code, now in get_global("language_aliases").items():
        if now.partition("_")[0] in languages() and code not in languages():
            yield code, now
