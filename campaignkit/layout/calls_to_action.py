"""What a code invites to, in words: by the kind of what it opens, in the nearest language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from campaignkit import link_kinds, payload, resources
from campaignkit.errors import CampaignError
from campaignkit.locales import nearest

FACT = "invitation"
_CHAT = "https://wa.me/"


def kind_of(text: str) -> str:
    """Return what a code opens: a kind of link, "payment", or "other" for whatever else.

    >>> kind_of("https://wa.me/5511987654321?text=Oi"), kind_of("Mesa 5")
    ('chat', 'other')
    """
    if text.startswith(_CHAT) and text[len(_CHAT) : len(_CHAT) + 1].isdigit():
        return "chat"  # nearly every code, and told without taking it apart
    if payload.is_payment(text):
        return "payment"
    try:
        kind = link_kinds.parse(text).kind
    except CampaignError:
        return "other"
    return {"short": "chat", "tel": "call"}.get(kind, kind)


def invitation(kind: str, language: str) -> str:
    """Return the words that invite to scan a code of a kind.

    >>> invitation("call", "pt_BR")
    'Aponte a câmera e ligue para nós'
    """
    known = _known()
    spoken = nearest(language, known) or "en"
    return known[spoken].get(kind, known[spoken]["other"])


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.text("invitations", "invitations", ".toml"))
