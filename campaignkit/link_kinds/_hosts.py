"""WhatsApp's hosts, and the misspelt ones that mean them.

A host one slip away from wa.me, or two from whatsapp.com, means it where what stands behind it
opens a chat there: a number, or /send?phone=. Others own addresses that look alike.
"""

from __future__ import annotations

import re

from campaignkit.errors import slips

HOSTS = ("wa.me", "whatsapp.com", "api.whatsapp.com", "web.whatsapp.com", "chat.whatsapp.com")
_SHORT, _LONG = "wa.me", "whatsapp.com"
_SLIPS_SHORT, _SLIPS_LONG = 1, 2
_LIKE_SHORT = ("wame.com", "wa.com", "whatsapp.me", "whats.me", "wa-me.com", "wapp.me")
_CHAT = re.compile(
    r"/+(?:send/?\?\S*(?:phone|text)=|\?(?:phone|text)=|(?:c|p|call)/\S*[0-9]{7}|\+?[0-9][0-9\s().-]{6,})",
    re.IGNORECASE,
)
_LONGEST = 40  # characters of a host that is looked at
# Letters that a font, or a text read from a picture, does not tell apart.
_LOOKS_LIKE = str.maketrans(
    "\u0430\u0435\u043c\u0440\u0441\u0442\u04bb\u0455", "aempcths"
)  # Cyrillic


def meant(host: str, rest: str) -> str | None:
    r"""Return the host of WhatsApp's that a host means before `rest`; None: it means its own.

    >>> meant("wa.mee", "/5511987654321"), meant("api.watsapp.com", "/send?phone=55")
    ('wa.me', 'api.whatsapp.com')
    >>> meant("wa.rne", "/5511987654321"), meant("w\u0430.me.br", "/5511987654321")
    ('wa.me', 'wa.me')
    >>> meant("wall.me", "/about"), meant("padariasol.com.br", "/5511987654321")
    (None, None)
    """
    bare = host.lower().removeprefix("www.").strip(".")
    if bare in HOSTS:
        return bare
    if len(bare) > _LONGEST:
        return None
    bare = bare.translate(_LOOKS_LIKE).replace("vv", "w").replace("rn", "m")
    opens_chat = _CHAT.match(rest) is not None
    if opens_chat and (
        bare in _LIKE_SHORT or bare.startswith(f"{_SHORT}.") or slips(bare, _SHORT) <= _SLIPS_SHORT
    ):
        return _SHORT
    sub, _, base = bare.partition(".")
    if slips(base, _LONG) <= _SLIPS_LONG:
        if sub in ("api", "web", "chat"):
            return f"{sub}.{_LONG}"
        if opens_chat and slips(sub, "api") <= 1:
            return f"api.{_LONG}"
    return _LONG if opens_chat and slips(bare, _LONG) <= _SLIPS_LONG else None
