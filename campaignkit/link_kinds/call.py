"""Start a WhatsApp voice call with a business.

Source: WhatsApp Business Platform, "Call button messages and deep links". The number must take
calls through the API; desktop apps do not open this link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.arguments import check_text
from campaignkit.link_kinds import _address
from campaignkit.link_kinds._address import Phone
from campaignkit.problems import Problem


def link(phone: Phone, payload: str = "") -> str:
    """Return the address that calls `phone`.

    Args:
        phone: A Business, or a full number in any written form.
        payload: What the business's system is told about where the call comes from.

    Raises:
        BadInput: `phone` cannot be a number; half an emoji.
        TooBig: the link has more than 8,000 characters.

    >>> link("15551234567", "shelf A/3")
    'https://wa.me/call/15551234567?biz_payload=shelf%20A%2F3'
    """
    check_text(payload, "payload")
    query = f"?biz_payload={_address.encoded(payload, key='payload')}" if payload else ""
    return _address.limited(f"https://wa.me/call/{_address.digits(phone)}{query}")


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of a call link, None if `text` is none."""
    address = _address.split(text)
    if address is None or address.host != "wa.me" or address.path[:-1] != ("call",):
        return None
    phone = address.path[-1]
    if not phone.isdecimal():
        return None
    return {"phone": phone, "payload": address.query.get("biz_payload", "")}


def advice(_text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what there is to say about the number."""
    yield from _address.number_advice(fields["phone"])
