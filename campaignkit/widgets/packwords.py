"""Words for the stickers of a pack, a line each: for all, or after a sticker's name and a colon."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.errors import BadInput

_JOINER = "\N{ZERO WIDTH JOINER}"
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"


def lines(text: str) -> list[str]:
    """Return the lines of a box that say something, without spaces around them.

    >>> lines("  Bom dia! \\n\\n Volte sempre")
    ['Bom dia!', 'Volte sempre']
    """
    return [line.strip() for line in text.splitlines() if line.strip()]


def spoken(text: str) -> dict[str, str]:
    """Return what is said of each sticker.

    Raises:
        BadInput: a line names no sticker.

    >>> spoken("bread: A loaf, just baked")
    {'bread': 'A loaf, just baked'}
    """
    found = {}
    for line in lines(text):
        name, colon, words = (part.strip() for part in line.partition(":"))
        if not colon or not words:
            raise BadInput(
                f"Read aloud: {line:.80}: a line is a sticker's name, a colon, and what is said, "
                "such as bread: A loaf, just baked."
            )
        found[name] = words
    return found


def emojis(text: str) -> tuple[str, ...] | dict[str, tuple[str, ...]]:
    """Return emojis for every sticker, or by sticker where lines begin with a name and a colon.

    Raises:
        BadInput: some lines do and some do not.

    >>> emojis("🥐☕"), emojis("bread: 🥖")
    (('🥐', '☕'), {'bread': ('🥖',)})
    """
    rows = lines(text)
    named = [row for row in rows if ":" in row]
    if not named:
        return tuple(each for row in rows for each in _each(row))
    if len(named) < len(rows):
        other = next(row for row in rows if ":" not in row)
        raise BadInput(
            f"Emojis: {other:.80}: other lines begin with a sticker's name and a colon. Write "
            "all of them so, or emojis for every sticker alone."
        )
    return {name.strip(): tuple(_each(said)) for name, _, said in (r.partition(":") for r in rows)}


def written(words: Any) -> str:
    """Return words as they are typed: a text, a list, or either by a sticker's name.

    >>> print(written({"bread": ["🥖", "🥐"], "cake": "🍰"}))
    bread: 🥖 🥐
    cake: 🍰
    """
    if isinstance(words, Mapping):
        return "\n".join(f"{name}: {written(said)}" for name, said in words.items())
    return words if isinstance(words, str) else " ".join(words)


def _each(text: str) -> Iterator[str]:
    """Yield each emoji with what belongs to it: skin, hair, flags of two letters (UTS #51)."""
    for word in text.replace(",", " ").split():
        if word.isascii():  # no emoji: left whole, to be named when the pack is judged
            yield word
            continue
        kept = word[0]
        for sign in word[1:]:
            if _belongs(kept, sign):
                kept += sign
            else:
                yield kept
                kept = sign
        yield kept


def _belongs(kept: str, sign: str) -> bool:
    if kept[-1] == _JOINER or sign in (_JOINER, _KEYCAP):
        return True
    if _is_flag(sign):
        return _is_flag(kept[-1]) and len(kept) % 2 == 1
    is_skin_or_tag = "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"
    return is_skin_or_tag or unicodedata.category(sign) in ("Mn", "Me")


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
