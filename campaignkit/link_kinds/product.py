"""Open one product of a WhatsApp catalog.

The product is Meta's number for it (16 or 17 digits in every link seen), not the shop's own
code. No official page describes this form; it is what the app itself shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.link_kinds import _address
from campaignkit.link_kinds._address import Phone
from campaignkit.problems import Problem

_PATTERN = "[0-9]{8,20}"  # a guess around the 16 and 17 that were seen


def link(phone: Phone, product: str | int) -> str:
    """Return the address of a product in the catalog of `phone`.

    Raises:
        BadInput: `phone` cannot be a number, or `product` is not 8 to 20 digits.

    >>> link("+852 9867 2794", "5826448410763231")
    'https://wa.me/p/5826448410763231/85298672794'
    """
    number = _address.identifier(str(product), _PATTERN, key="product", example="5826448410763231")
    return f"https://wa.me/p/{number}/{_address.digits(phone)}"


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of a product link, None if `text` is none."""
    address = _address.split(text)
    if address is None or address.host != "wa.me" or len(address.path) != len("pnm"):
        return None
    mark, product, phone = address.path
    if mark != "p" or not product.isdecimal() or not phone.isdecimal():
        return None
    return {"phone": phone, "product": product}


def advice(_text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what there is to say about the number."""
    yield from _address.number_advice(fields["phone"])
