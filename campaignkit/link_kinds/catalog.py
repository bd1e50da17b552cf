"""Open a shop's WhatsApp catalog.

Source: WhatsApp Business Platform, "Share products". A catalog that is switched off in the
commerce settings shows "invalid catalog link".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.link_kinds import _address
from campaignkit.link_kinds._address import Phone
from campaignkit.problems import Problem


def link(phone: Phone) -> str:
    """Return the address of the catalog of `phone`.

    Raises:
        BadInput: `phone` has no country code or cannot be a number.

    >>> link("15555455657")
    'https://wa.me/c/15555455657'
    """
    return f"https://wa.me/c/{_address.digits(phone)}"


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of a catalog link, None if `text` is none."""
    phone = _address.last(text, "wa.me", "c")
    return None if phone is None or not phone.isdecimal() else {"phone": phone}


def advice(_text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what there is to say about the number."""
    yield from _address.number_advice(fields["phone"])
