"""Whom a message goes to: a phone number, or a business-scoped user id.

Who hides the number behind a username is known by an id that the platform gives each business
("US.13491208655302741918"): a message goes to it under `recipient` instead of `to`. A username
alone cannot be written to, nor linked to: the platform has no address for it.

Source: Meta, WhatsApp Business Platform, "Business-scoped user IDs" (May 2026).
"""

from __future__ import annotations

import re
from typing import Any

from campaignkit import locales, phones
from campaignkit.arguments import check_text
from campaignkit.errors import BadInput

# ISO 3166-1 country, a dot, up to 128 letters and digits; "ENT." marks one of several portfolios.
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_USERNAME = re.compile(r"@?(?=.*[a-z])(?!.*\.\.)(?!www)[a-z0-9_](?:[a-z0-9._]{1,33})[a-z0-9_]")
_SUFFIX = re.compile(r"\.(?:com|org|net|int|edu|gov|mil|us|in|html)$")


def is_user_id(text: str) -> bool:
    """Say whether this is a business-scoped user id.

    >>> is_user_id("US.13491208655302741918"), is_user_id("us.1349"), is_user_id("US.ENT.118")
    (True, False, True)
    """
    check_text(text, "to", is_optional=False)
    return _USER_ID.fullmatch(text) is not None


def is_username(text: str) -> bool:
    """Say whether this is written as a WhatsApp username: 3 to 35 of a-z 0-9 . _, a letter in it.

    >>> is_username("jasper.market"), is_username("@my_shop1"), is_username("www.shop")
    (True, True, False)
    """
    plain = text.strip().lower()
    found = _USERNAME.fullmatch(plain) is not None
    return found and _SUFFIX.search(plain) is None


def _says_username(text: str) -> bool:
    """Say whether someone meant a username: one word alone may be anything."""
    return is_username(text) and (text[0] == "@" or re.search("[._0-9]", text) is not None)


def recipient(to: Any, country: str | None = None) -> str:
    """Return whom a message goes to: +55… in full, or a user id.

    country: ISO 3166-1 code of the country whose local form a number may have.

    Raises:
        BadInput: neither a phone number nor a user id; a username is refused with the reason.

    >>> recipient("+55 (11) 98765-4321"), recipient("US.13491208655302741918")
    ('+5511987654321', 'US.13491208655302741918')
    >>> recipient("(11) 98765-4321", "BR")
    '+5511987654321'
    """
    text = str(to).strip()
    if is_user_id(text):
        if text[:2] not in locales.countries():
            raise BadInput(
                f"{text!r} begins with {text[:2]!r}, which is no country. Copy the whole user id.",
                rule="send.user-country",
                value=text,
            )
        return text
    if text and _says_username(text):
        raise BadInput(
            f"{text!r} is a username, which the platform sends nothing to. Take the user id "
            "(user_id) of the person's last message, as in US.13491208655302741918, or a number.",
            rule="send.username",
            value=text,
        )
    if text.isalpha():
        raise BadInput(
            f"{text!r} is neither a phone number nor a user id. Give the number in full, as in "
            "+55 11 96123-4567, or the user id of the person's last message.",
            rule="send.to",
            value=text,
        )
    return phones.to_e164(text if isinstance(to, str) else to, country)


def addressed(to: Any, country: str | None = None) -> dict[str, str]:
    """Return the key and value that address a message.

    >>> addressed("+5511987654321"), addressed("US.13491208655302741918")
    ({'to': '+5511987654321'}, {'recipient': 'US.13491208655302741918'})
    """
    found = recipient(to, country)
    return {"recipient" if is_user_id(found) else "to": found}


def identity(found: str) -> str:
    """Return what tells one person from another: two ways to write one account are one.

    Brazil's ninth digit, Mexico's 1 and Argentina's 9 are there in one table and missing in
    another; WhatsApp has one account for both.

    >>> identity("+5571991234567") == identity("+557191234567"), identity("+5215512345678")
    (True, '+525512345678')
    """
    check_text(found, "to", is_optional=False)
    return phones.account(found)


def country_of(found: str) -> str | None:
    """Return the ISO 3166-1 code of a recipient's country, None where it cannot be told.

    >>> country_of("US.13491208655302741918"), country_of("+5511987654321")
    ('US', 'BR')
    """
    return found[:2] if is_user_id(found) else phones.country_of(found)
