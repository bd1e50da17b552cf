"""The end of a URL button's address: what a row says, and what is sent of it.

The platform's own samples percent-encode it ("x:key" is sent as "x%3Akey"). Three things are ours,
because a link that leads nowhere is worse: a slash stays a slash, as servers read /p/a%2Fb as
another page than /p/a/b, and so does a query after a path; what is encoded already stays; and
of a whole address only what the template has not got is sent.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_ENCODED = re.compile(r"(%[0-9A-Fa-f]{2})")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|www\.", re.IGNORECASE)
_QUERY = re.compile(r"\?[^=&?]+=")


def ending(address: str, value: str) -> str:
    """Return what a value adds to the address of a template.

    >>> ending("https://shop.example/p/{{1}}", "https://shop.example/p/tea"), ending("…{{1}}", "a")
    ('tea', 'a')
    """
    text, begin = value.strip(), _begin(address)
    for start in (begin, begin.partition("://")[2]):
        if start and text.casefold().startswith(start.casefold()):
            return text[len(start) :]
    return text.lstrip("/") if begin.endswith("/") else text


def is_elsewhere(address: str, value: str) -> bool:
    """Say whether a value is a whole address, and not one of the template's.

    After a "?" it may be one: https://shop.example/go?to={{1}} hands it on.

    >>> is_elsewhere("https://shop.example/{{1}}", "https://other.example/tea")
    True
    """
    begin = _begin(address)
    can_hold = not begin or "?" in begin
    return not can_hold and _ADDRESS.match(ending(address, value)) is not None


def encoded(address: str, value: str) -> str:
    """Return what is sent of a value.

    >>> encoded("https://shop.example/{{1}}", "new tea/a%20b?from=chat")
    'new%20tea/a%20b?from=chat'
    """
    text = ending(address, value)
    has_query = "?" not in _begin(address) and _QUERY.search(text) is not None
    safe = "/?=&" if has_query else "/"
    pieces = _ENCODED.split(text)
    return "".join(x if _ENCODED.fullmatch(x) else quote(x, safe=safe) for x in pieces)


def _begin(address: str) -> str:
    return address.partition("{{")[0]
