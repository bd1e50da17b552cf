"""Text that was meant as an address, and that phones show as plain text.

A phone opens what begins with http:// or https:// and a host; "padariasol.com.br" or
"htps://…" it merely displays. Whatever looks like neither is left alone: a code may hold any text.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from campaignkit import locales
from campaignkit.errors import BadInput, slips
from campaignkit.problems import Problem

_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+"
_BARE = re.compile(rf"(?P<host>{_HOST}(?P<top>[^\W\d_]{{2,}}))\.?(?::\d+)?(?:[/?#]\S*)?")
_SCHEMED = re.compile(
    r"(?P<scheme>[a-z]{2,7})(?P<sign>[:;]?[/\\]{1,3}|:)(?P<rest>\S.*)", re.I | re.S
)
_GOOD_HOST = re.compile(r"[\w.-]+|\[[0-9a-f:.]+\]", re.I)
# What opens on the machine where it was copied, and nowhere else.
_LOCAL = re.compile(
    r"file:.*|[a-z]:\\.*|\\\\.*|https?://(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[::1\])(?:[:/?#].*)?",
    re.I | re.S,
)
# The tops of hosts that shops have, beside those of countries; our choice.
_TOPS = frozenset(
    (
        *("com", "net", "org", "info", "biz", "shop", "store", "app", "site", "online", "page"),
        *("link", "website", "blog", "dev", "club", "live", "menu", "cafe", "bar", "pizza"),
        *("restaurant", "delivery", "food", "market", "company", "africa", "asia", "eu", "uk"),
        *("xyz", "top"),
    )
)
_SHOWN = 60


def doubt(text: str) -> Problem | None:
    """Return what is doubtful about a text that looks like an address; None: nothing.

    >>> print(doubt("padariasol.com.br"))
    'padariasol.com.br' is no link: phones show it as text. Write https://padariasol.com.br.
    >>> doubt("Mesa 5"), doubt("v1.2"), doubt("sol@padariasol.com.br"), doubt("https://wa.me/1")
    (None, None, None, None)
    """
    if not isinstance(text, str):
        raise BadInput(f"{text!r:.80} is not text.", rule="link.type", value=text)
    text = text.strip()
    if text.startswith("https://wa.me/"):  # nearly all of ours
        return None
    if _LOCAL.fullmatch(text):
        return _local(text)
    if found := _SCHEMED.fullmatch(text):
        return _schemed(text, *found.group("scheme", "sign", "rest"))
    found = _BARE.fullmatch(text)
    if found is None or not _is_top(found["top"]):
        return None
    return _problem("link.no-scheme", text, f"Write https://{text}.")


def _schemed(text: str, scheme: str, sign: str, rest: str) -> Problem | None:
    plain = scheme.lower()
    if plain in ("http", "https"):
        if sign == "://" and _is_whole(text):
            return None
    elif sign == ":" or not _is_near(plain):
        return None
    better = f"https://{rest.lstrip('/')}"
    fix = f"Write {better}." if _is_whole(better) else "Write it as in https://padariasol.com.br."
    return _problem("link.broken", text, fix)


def _is_whole(text: str) -> bool:
    """Say whether an address has a host that can be one."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    netloc = parts.netloc.rpartition("@")[2]
    good = _GOOD_HOST.match(netloc)
    return bool(good and netloc[good.end() :][:1] in ("", ":")) and all(host.rstrip(".").split("."))


def _is_near(scheme: str) -> bool:
    """Say whether http or https was meant: one slip from http, two from https."""
    return slips(scheme, "http") <= 1 or slips(scheme, "https") <= 2


def _is_top(top: str) -> bool:
    """Say whether hosts end so. "St.Jo" is no host: the top is in one case."""
    if top not in (top.lower(), top.upper()):
        return False
    return top.lower() in _TOPS or top.upper() in locales.countries()


def _local(text: str) -> Problem:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Problem(
        rule="link.local",
        message=f"{shown!r} is on one computer: no customer's phone can open it.",
        value=text,
        fix="Put it on the web, and write its address there, from https:// on.",
        severity="warning",
    )


def _problem(rule: str, text: str, fix: str) -> Problem:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Problem(
        rule=rule,
        message=f"{shown!r} is no link: phones show it as text.",
        value=text,
        fix=fix,
        severity="warning",
    )
