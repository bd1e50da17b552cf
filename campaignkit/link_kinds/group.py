"""Invite to a WhatsApp group.

Source: WhatsApp Business Platform, "Groups": the address always begins so. Whoever has the
link can join until an admin resets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.link_kinds import _address
from campaignkit.problems import Problem

_PATTERN = "[A-Za-z0-9_-]{16,32}"  # a guess around the 22 letters and digits that were seen


def link(invite: str) -> str:
    """Return the address of an invitation, from its id or from the whole link.

    Raises:
        BadInput: `invite` is neither.

    >>> link("BfJXQ2mCzhd3Ld0mV2qZ5T")
    'https://chat.whatsapp.com/BfJXQ2mCzhd3Ld0mV2qZ5T'
    """
    found = read(invite) if isinstance(invite, str) else None
    wanted = found["invite"] if found else invite
    example = "BfJXQ2mCzhd3Ld0mV2qZ5T"
    known = _address.identifier(wanted, _PATTERN, key="invite", example=example)
    return f"https://chat.whatsapp.com/{known}"


def read(text: str) -> dict[str, str] | None:
    """Return the argument of an invitation, None if `text` is none."""
    host = "chat.whatsapp.com"
    invite = _address.last(text, host) or _address.last(text, host, "invite")
    return None if invite is None else {"invite": invite}


def advice(_text: str, _fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Nothing is known against an invitation."""
    yield from ()
