"""Write an e-mail. Source: RFC 6068: UTF-8, percent-encoded, line ends as %0D%0A."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from campaignkit.errors import BadInput
from campaignkit.link_kinds import _address
from campaignkit.problems import Problem

_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")


def link(address: str, *, subject: str = "", body: str = "") -> str:
    """Return what opens an e-mail to `address`.

    Raises:
        BadInput: `address` is not one address; half an emoji.
        TooBig: it has more than 8,000 characters.

    >>> link("sol@example.com", subject="Pão & bolo")
    'mailto:sol@example.com?subject=P%C3%A3o%20%26%20bolo'
    """
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        raise BadInput(
            f"address={address!r} is not an e-mail address, as in shop@example.com.",
            rule="mailto.address",
            address=address,
        )
    fields = {"subject": _address.encoded(subject, key="subject")}
    fields["body"] = _address.encoded(body, key="body").replace("%0A", "%0D%0A")
    query = "&".join(f"{name}={value}" for name, value in fields.items() if value)
    to = quote(_address.clean(address, key="address"), safe="@")
    return _address.limited(f"mailto:{to}?{query}" if query else f"mailto:{to}")


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of an e-mail, None if `text` is none. A "+" is a plus here."""
    scheme, _, rest = text.strip().partition(":")
    address, _, query = rest.partition("?")
    if scheme.casefold() != "mailto" or not _ADDRESS.fullmatch(unquote(address)):
        return None
    found = {"address": unquote(address), "subject": "", "body": ""}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name.casefold() in ("subject", "body"):
            found[name.casefold()] = unquote(value).replace("\r\n", "\n")
    return found


def advice(text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what there is to say about its length."""
    yield from _address.length_advice(text, fields["body"])
