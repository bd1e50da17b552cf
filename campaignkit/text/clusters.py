"""Text in pieces that one font must show whole: a letter with its marks, an emoji sequence.

Not the clusters of shaping (those the font decides), but the least a font is chosen for.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category

# Unicode emoji-data.txt 15.0, Emoji_Presentation=Yes below U+1F000: shown in colour by default.
_PICTURES = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693"
    "\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd"
    "\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b"
    "\u2b1c\u2b50\u2b55"
)
_EMOJI = re.compile(f"[\U0001f000-\U0001faff{_PICTURES}]")
TEXT_STYLE, EMOJI_STYLE = "\ufe0e", "\ufe0f"


@cache
def _pattern() -> re.Pattern[str]:
    planes = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))  # no others have marks
    marks = "".join([chr(code) for code in planes if category(chr(code))[0] == "M"])
    follows = (
        f"[{_ranges(marks)}\u200c\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
    )
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    return re.compile(f"\n|(?:{flag}|.){follows}*(?:(?<=\u200d)[\u2190-\U0010ffff]{follows}*)*")


def _ranges(characters: str) -> str:
    """Return sorted characters as the inside of a regular expression's class."""
    said, first, last = [], characters[0], characters[0]
    for character in (*characters[1:], "\0"):
        if ord(character) != ord(last) + 1:
            said.append(f"{re.escape(first)}-{re.escape(last)}")
            first = character
        last = character
    return "".join(said)


def split(text: str) -> list[str]:
    """Return the pieces of `text`; joined they are the text.

    >>> split("हिं é") == ["हिं", " ", "é"], split("👍🏽🇸🇦1️⃣") == ["👍🏽", "🇸🇦", "1️⃣"]
    (True, True)
    """
    return _pattern().findall(text)


def is_emoji(cluster: str) -> bool:
    """Return whether a piece is to be a picture: by U+FE0F, or by its first character.

    >>> is_emoji("❤️"), is_emoji("❤"), is_emoji("😀"), is_emoji("1"), is_emoji("⭐")
    (True, False, True, False, True)
    """
    if TEXT_STYLE in cluster:
        return False
    return EMOJI_STYLE in cluster or _EMOJI.match(cluster) is not None
