"""What WhatsApp itself writes around a message, in our words (`phrases.toml` beside this file)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data

CODE, CARE, EXPIRES = "code", "care", "expires"
COPY, SHARE, OPTIONS, ENDS, COUPON = "copy", "share", "options", "ends", "coupon"


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    data = get_data("campaignkit.messaging.preview", "phrases.toml")
    return tomllib.loads((data or b"").decode("utf-8"))


def phrase(name: str, language: str | None) -> str:
    """Return a phrase in a language, in English where there is none.

    >>> phrase(COPY, "pt_BR"), phrase(COPY, "sw")
    ('Copiar código', 'Copy code')
    """
    spoken = _phrases()
    return spoken.get((language or "").partition("_")[0], spoken["en"])[name]
