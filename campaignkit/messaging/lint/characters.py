"""What a text has that a header, footer or label may not: line breaks, emoji, formatting marks."""

from __future__ import annotations

import re

from campaignkit.messaging.markup import parse
from campaignkit.messaging.markup.tree import PlainWords

# Unicode Technical Standard #51: pictographs, flags of two letters, keycaps; joined ones are one.
_PICTURE = (
    "[\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_ONE = f"{_PICTURE}\ufe0f?{_SKIN}?"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE})*|[\u00a9\u00ae]\ufe0f"
)


def emoji(text: str) -> list[str]:
    """Return the emoji in a text, a joined one as one.

    >>> emoji("Sale 🎉 👩🏽‍🍳 🇧🇷 5 ✓️"), emoji("R$ 10 – 50% *")
    (['🎉', '👩🏽\u200d🍳', '🇧🇷', '✓️'], [])
    """
    return _EMOJI.findall(text)


def without_emoji(text: str) -> str:
    """Return the text without emoji, and without the spaces they leave.

    >>> without_emoji("Sale 🎉 today")
    'Sale today'
    """
    bare = _EMOJI.sub("", text)
    return text if bare == text else re.sub(r"  +", " ", bare).strip(" ")


def has_formatting(text: str) -> bool:
    """Say whether a phone would read marks in a text as formatting."""
    return any(
        not isinstance(part, PlainWords) for line in parse(text).lines for part in line.children
    )


def refused(text: str, *, asterisk: bool = False, variables: bool = False) -> str:
    """Return what plain texts may not have, in words: "a line break and an emoji"; "" if nothing.

    asterisk: every one is refused, also outside of formatting. variables: so are they.
    """
    found = {
        "a variable": variables and "{{" in text,
        "a line break": "\n" in text or "\r" in text,
        "an emoji": bool(emoji(text)),
        "formatting marks": has_formatting(text),
        "an asterisk": asterisk and "*" in text and not has_formatting(text),
    }
    return " and ".join(name for name, there in found.items() if there)
