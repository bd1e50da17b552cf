"""Share a sticker pack that WhatsApp hosts. Seen in use; no official page describes the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.link_kinds import _address
from campaignkit.problems import Problem

_PATTERN = "[A-Za-z0-9_-]{1,128}"  # a guess: what needs no escape in an address


def link(pack: str) -> str:
    """Return the address of a hosted sticker pack, from its id or from the whole link.

    Raises:
        BadInput: `pack` is neither.

    >>> link("b1946ac9")
    'https://wa.me/stickerpack/b1946ac9'
    """
    found = read(pack) if isinstance(pack, str) else None
    wanted = found["pack"] if found else pack
    known = _address.identifier(wanted, _PATTERN, key="pack", example="b1946ac9")
    return f"https://wa.me/stickerpack/{known}"


def read(text: str) -> dict[str, str] | None:
    """Return the argument of a pack's link, None if `text` is none."""
    for host in ("wa.me", "api.whatsapp.com"):
        pack = _address.last(text, host, "stickerpack")
        if pack is not None:
            return {"pack": pack}
    return None


def advice(_text: str, _fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Nothing is known against a pack."""
    yield from ()
