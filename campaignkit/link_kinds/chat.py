"""Open a WhatsApp chat, with a message already typed.

Source: WhatsApp Help Center, "How to use click to chat". There is no link to a user name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.link_kinds import _address
from campaignkit.link_kinds._address import Phone
from campaignkit.problems import Problem


def link(phone: Phone | None = None, text: str = "") -> str:
    """Return the address that opens a chat with `phone`.

    Args:
        phone: A Business, or a full number in any written form. None: whoever opens the link
            picks the chat.
        text: Message to type, any language; never sent by itself. Empty: none.

    Raises:
        BadInput: `phone` has no country code or cannot be a number; neither phone nor text;
            half an emoji.
        TooBig: the link has more than 8,000 characters.

    >>> link("+254 712 345 678", "Habari!")
    'https://wa.me/254712345678?text=Habari%21'
    >>> link(None, "1+1 = 2")
    'https://wa.me/?text=1%2B1%20%3D%202'
    """
    written = _address.encoded(text)
    if phone is None and not written:
        raise BadInput("a chat link needs a phone, a text, or both.", rule="link.empty")
    path = "" if phone is None else _address.digits(phone)
    query = f"?text={written}" if written else ""
    return _address.limited(f"https://wa.me/{path}{query}")


def read(text: str) -> dict[str, str | None] | None:
    """Return the arguments of a chat link, None if `text` is none."""
    address = _address.split(text)
    if address is None:
        return None
    if _address.is_send(address):
        written = address.query.get("phone", "")
    elif address.host == "wa.me" and len(address.path) <= 1:
        written = "".join(address.path)
    else:
        return None
    phone = re.sub(r"[\s+().-]", "", written)
    if re.search(r"[^0-9]", phone) or not (phone or "text" in address.query):
        return None
    return {"phone": phone or None, "text": address.query.get("text", "")}


def advice(text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what there is to say about a chat link."""
    yield from _address.number_advice(fields["phone"])
    yield from _address.length_advice(text, fields["text"])
