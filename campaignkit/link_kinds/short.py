"""Short links that WhatsApp mints: the chat opens with the draft that is kept there.

Source: WhatsApp Business Platform, "QR codes". Only the Business app or Meta's API makes the
code; it shows no number and can be taken back, and then people see an "expired" page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.link_kinds import _address
from campaignkit.problems import Problem

_PATTERN = "[A-Z0-9]{14}"  # the published [A-Z2-7] contradicts its own samples, which end in 1
_FORMS = ("message", "qr")


def link(code: str, *, form: str = "message") -> str:
    """Return the address of a minted code, or of a whole link that holds one.

    Args:
        code: 14 capital letters and digits.
        form: "message" for short links, "qr" for what the app's own QR codes hold.

    Raises:
        BadInput: `code` is no such code, or `form` neither of the two.

    >>> link("4O4YGZEG3RIVE1")
    'https://wa.me/message/4O4YGZEG3RIVE1'
    """
    found = read(code) if isinstance(code, str) else None
    code, form = (found["code"], found["form"]) if found else (code, form)
    _address.identifier(form, "message|qr", key="form", example="message")
    _address.identifier(code, _PATTERN, key="code", example="4O4YGZEG3RIVE1")
    return f"https://wa.me/{form}/{code}"


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of a short link, None if `text` is none."""
    for form in _FORMS:
        for host in ("wa.me", "api.whatsapp.com"):
            code = _address.last(text, host, form)
            if code is not None:
                return {"code": code, "form": form}
    return None


def is_code(text: str) -> bool:
    """Say whether this could be a minted code.

    >>> is_code("ANED2T5QRU7HG1"), is_code("aned2t5qru7hg1"), is_code("ANED2T5QRU7HG12")
    (True, False, False)
    """
    return (
        len(text) == len("ANED2T5QRU7HG1")
        and text.isascii()
        and text.isalnum()
        and (text == text.upper())
    )


def advice(_text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give a finding where the code cannot be one."""
    if not is_code(fields["code"]):
        yield Problem(
            rule="link.short-code",
            message=f"{fields['code']!r} is no code of WhatsApp's.",
            value=fields["code"],
            limit="14 capital letters and digits",
            fix="Copy the link anew from the Business app.",
            source='WhatsApp Business Platform, "QR codes"',
        )
