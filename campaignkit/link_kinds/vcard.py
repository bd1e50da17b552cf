"""A contact card. Source: RFC 2426 (vCard 3.0), the version that every phone reads.

Lines end with CRLF and are not folded; no photo, no CHARSET, no X- fields: each of them breaks
a reader in use. WhatsApp finds the contact by the number in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.link_kinds import _address
from campaignkit.link_kinds._address import Phone
from campaignkit.problems import Problem

_ESCAPED = re.compile(r"([\\,;])")
_TEXTS = {"FN": "name", "ORG": "organization", "TITLE": "title", "EMAIL": "email", "NOTE": "note"}


def link(
    name: Business | str,
    *,
    phone: Phone | None = None,
    family: str = "",
    given: str = "",
    organization: str = "",
    title: str = "",
    email: str = "",
    website: str = "",
    address: str = "",
    note: str = "",
) -> str:
    """Return a contact card.

    Args:
        name: As it is shown; or a Business, which gives phone, e-mail, website, address and
            organization where they are not given here.
        family, given: The parts of a person's name, to sort by. Both empty: a company.
        address: One line, as people write it.

    Raises:
        BadInput: no name; `phone` cannot be a number; half an emoji.

    >>> print(link("Amina", phone="+254 712 345 678").replace("\\r", "").strip())
    BEGIN:VCARD
    VERSION:3.0
    N:;;;;
    FN:Amina
    TEL;TYPE=CELL:+254712345678
    END:VCARD
    """
    if isinstance(name, Business):
        phone = name if phone is None else phone
        organization, email = organization or name.name, email or name.email or ""
        website, address = website or name.website or "", address or name.address or ""
        name = name.name
    texts = {"name": name, "organization": organization, "title": title, "note": note}
    texts |= {"family": family, "given": given, "email": email, "address": address}
    said = {key: _value(value, key) for key, value in texts.items()}
    if not said["name"]:
        raise BadInput("a contact card needs a name.", rule="vcard.name")
    web = _address.clean(website, key="website").strip()
    if re.search(r"\s", web):
        raise BadInput(
            f"website={website!r} has a space in it.", rule="vcard.website", website=website
        )
    lines = [
        ("N", f"{said['family']};{said['given']};;;"),
        ("FN", said["name"]),
        ("ORG", said["organization"]),
        ("TITLE", said["title"]),
        ("TEL;TYPE=CELL", "" if phone is None else f"+{_address.digits(phone)}"),
        ("EMAIL", said["email"]),
        ("URL", web),
        ("ADR", f";;{said['address']};;;;" if said["address"] else ""),
        ("NOTE", said["note"]),
    ]
    body = "".join(f"{key}:{value}\r\n" for key, value in lines if value)
    return _address.limited(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{body}END:VCARD\r\n")


def _value(text: str, key: str) -> str:
    """Return a text value escaped (RFC 2426, 5), without blanks at its ends."""
    return _ESCAPED.sub(r"\\\1", _address.clean(text, key=key).strip()).replace("\n", r"\n")


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m.group(1) in "nN" else m.group(1), value)


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in re.findall(r"((?:[^\\;]|\\.)*)(?:;|$)", value)]


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of a contact card, None if `text` is none."""
    lines = re.sub(r"\r?\n[ \t]", "", text).strip().replace("\r\n", "\n").split("\n")
    if lines[0].strip().upper() != "BEGIN:VCARD":
        return None
    found: dict[str, str] = {}
    for line in lines[1:]:
        head, _, value = line.partition(":")
        _take(found, head.partition(";")[0].upper(), value)
    return found


def _take(found: dict[str, str], kind: str, value: str) -> None:
    """Put one line's value where `link` takes it from; the first of each kind counts."""
    if kind in _TEXTS:
        found.setdefault(_TEXTS[kind], _plain(value))
    elif kind == "URL":
        found.setdefault("website", value)
    elif kind == "TEL":
        number = _address.bare_number(value.removeprefix("tel:"))
        if number is not None:
            found.setdefault("phone", number)
    elif kind == "N":
        family, given, *_rest = [*_parts(value), "", ""]
        found.setdefault("family", family)
        found.setdefault("given", given)
    elif kind == "ADR":
        street = ", ".join(part for part in _parts(value) if part)
        found.setdefault("address", street)


def advice(text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Tell a card without name or end, and what there is to say about its numbers."""
    if not any(fields.get(key, "").strip() for key in ("name", "family", "given")):
        yield Problem(
            rule="vcard.name",
            message="the contact card has no name: phones do not save it.",
            fix="Write it in the line FN:",
        )
    if not re.search(r"^END:VCARD\s*$", text, re.IGNORECASE | re.MULTILINE):
        yield Problem(
            rule="vcard.cut",
            message="the contact card does not end with END:VCARD.",
            fix="Add that line: some phones read no card without it.",
            severity="warning",
            source="RFC 2426, 2.1.1",
        )
    for value in re.findall(r"^TEL[^:\n]*:[ \t]*([^\r\n]+)", text, re.IGNORECASE | re.MULTILINE):
        if _address.bare_number(value.removeprefix("tel:")) is None:
            yield Problem(
                rule="vcard.phone",
                message=f"{value[:40]!r} is no phone number.",
                value=value,
                fix="Write it with its country code, as in +5511987654321.",
            )
    yield from _address.number_advice(fields.get("phone"))
