"""Follow a WhatsApp channel. No official page describes the form; it is what the app shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.link_kinds import _address
from campaignkit.problems import Problem

_PATTERN = "[A-Za-z0-9_-]{16,40}"  # a guess around the 24 that were seen, beginning 0029


def link(channel: str) -> str:
    """Return the address of a channel, from its id or from the whole link.

    Raises:
        BadInput: `channel` is neither.

    >>> link("0029Va4K0PZ5a245NkngBA2M")
    'https://whatsapp.com/channel/0029Va4K0PZ5a245NkngBA2M'
    """
    found = read(channel) if isinstance(channel, str) else None
    wanted = found["channel"] if found else channel
    example = "0029Va4K0PZ5a245NkngBA2M"
    known = _address.identifier(wanted, _PATTERN, key="channel", example=example)
    return f"https://whatsapp.com/channel/{known}"


def read(text: str) -> dict[str, str] | None:
    """Return the argument of a channel link, None if `text` is none."""
    channel = _address.last(text, "whatsapp.com", "channel")
    return None if channel is None else {"channel": channel}


def advice(_text: str, _fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Nothing is known against a channel."""
    yield from ()
