"""The quick way to judge a well-formed chat link, for sheets of a hundred thousand."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from campaignkit import locales, phones
from campaignkit.link_kinds import _address, _whatsapp_addresses
from campaignkit.problems import Problem
from campaignkit.unfinished_text import is_suspect_encoded

_WELL_FORMED = re.compile(
    r"https://wa\.me/(?P<phone>[1-9][0-9]{6,14})?"
    r"(?:\?text=(?P<text>(?:[A-Za-z0-9._~!$'()*,:;@/-]|%[0-9A-Fa-f]{2})+))?"
)
_BEYOND_ASCII = re.compile(r"%[89A-Fa-f]")
_WORD = 30  # characters: a word for an empty cell, such as "nan", is shorter


def chat_findings(text: object, country: str | None = None) -> list[Problem] | None:
    """Return what there is to say about a well-formed chat link; None: look closer.

    >>> chat_findings("https://wa.me/5511987654321?text=Oi"), chat_findings("https://wa.me/nan")
    ([], None)
    """
    found = _WELL_FORMED.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    phone, raw = found["phone"], found["text"]
    if phone is None and raw is None:
        return None
    problems = list(number_findings(phone, country)) if phone is not None else []
    if raw is None or _is_plain(raw):
        return problems
    try:
        said = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if "%" in said or _whatsapp_addresses.text_fault(said) is not None:
        return None
    if len(raw) > _address.LONG_TEXT:
        problems.extend(_address.length_advice(found.string, said))
    return problems


def _is_plain(raw: str) -> bool:
    """Say whether the text of a link is of letters and signs in which nothing can be wrong."""
    return (
        _WORD < len(raw) <= _address.LONG_TEXT
        and not is_suspect_encoded(raw)
        and _BEYOND_ASCII.search(raw) is None
    )


@lru_cache(maxsize=1 << 14)
def number_findings(phone: str, country: str | None) -> tuple[Problem, ...]:
    """Return what there is to say about the digits in a link, where they may be a local number."""
    found = list(_address.number_advice(phone))
    home = None if country is None else locales.country(country)
    elsewhere = None if home is None else phones.mistaken(phone, home)
    if elsewhere is None:
        return tuple(found)
    if any(each.severity == "error" for each in found):  # it is nobody's in full
        return (_local(phone, phones.digits(phones.to_e164(phone, home))),)
    return (elsewhere,)


def _local(phone: str, right: str) -> Problem:
    return Problem(
        rule="link.number-local",
        message=f"the number {phone!r} has no country code.",
        value=phone,
        fix=f"Write {right} in its place.",
        params={"phone": phone, "right": right},
    )
