"""What WhatsApp itself writes around a message, in our words (`phrases.toml` beside this file)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from campaignkit import locales, resources

CODE, CARE, EXPIRES = "code", "care", "expires"
COPY, SHARE, OPTIONS, ENDS, COUPON = "copy", "share", "options", "ends", "coupon"


@cache
def _phrases() -> Mapping[str, Mapping[str, str | Mapping[str, str]]]:
    return resources.table("messaging.preview", "phrases")


def phrase(name: str, language: str | None) -> str:
    """Return a phrase in a language, in English where there is none.

    >>> phrase(COPY, "pt_BR"), phrase(COPY, "sw")
    ('Copiar código', 'Copy code')
    """
    _, said = _found(name, language)
    return said if isinstance(said, str) else said["other"]


def counted(name: str, count: int, language: str | None) -> str:
    """Return a phrase with a number in it, in the plural form that the number asks for (CLDR).

    >>> counted("items", 1, "en"), counted("items", 2, "en")
    ('1 item', '2 items')
    >>> [counted("items", count, "ar") for count in (2, 3, 11)]
    ['منتجان', '3 منتجات', '11 منتجًا']
    """
    spoken, said = _found(name, language)
    if not isinstance(said, str):
        said = said.get(locales.plural(count, spoken), said["other"])
    return said.format(count=count)


def _found(name: str, language: str | None) -> tuple[str, str | Mapping[str, str]]:
    """Return a phrase, and the language it is in."""
    phrases, asked = _phrases(), (language or "").partition("_")[0]
    spoken = asked if asked in phrases else "en"
    return spoken, phrases[spoken][name]
