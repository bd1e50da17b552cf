"""Call a number. Source: RFC 3966; scanners want the global form without spaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.link_kinds import _address
from campaignkit.link_kinds._address import Phone
from campaignkit.problems import Problem


def link(phone: Phone) -> str:
    """Return the address that dials `phone`.

    Raises:
        BadInput: `phone` has no country code or cannot be a number.

    >>> link("+55 11 3333-4444")
    'tel:+551133334444'
    """
    return f"tel:+{_address.digits(phone)}"


def read(text: str) -> dict[str, str] | None:
    """Return the argument of a tel address, None if `text` is none."""
    scheme, _, number = text.strip().partition(":")
    if scheme.casefold() != "tel":
        return None
    phone = _address.bare_number(number)
    return None if phone is None else {"phone": phone}


def advice(_text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what there is to say about the number."""
    yield from _address.number_advice(fields["phone"])
