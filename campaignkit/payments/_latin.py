"""Text for payment fields that carry printable ASCII only: accents go, the letters stay.

Banks fill forms with these fields and mangle what is not ASCII; the EMVCo fields are "ans",
0x20 to 0x7E. Scripts without Latin letters are not transliterated: a guess at how a name is
written is worse than asking for it.
"""

from __future__ import annotations

from unicodedata import combining, normalize

from campaignkit.errors import TooBig
from campaignkit.payments._problems import PaymentFindings

# What Unicode does not decompose.
_LETTERS = str.maketrans(
    {
        **{"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O"},
        **{"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L"},
        **{"ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N"},
        **{"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "´": "'", "«": '"'},
        **{"»": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "×": "x", "⁄": "/"},
    }
)


def latin(text: str) -> tuple[str, str]:
    """Return text in printable ASCII with single spaces, and the characters that had to go.

    >>> latin("  Café  São João & Søn "), latin("Padaria Sol ☀")
    (('Cafe Sao Joao & Son', ''), ('Padaria Sol', '☀'))
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()), ""
    bare = (sign for sign in normalize("NFKD", text.translate(_LETTERS)) if not combining(sign))
    plain = "".join(bare).translate(_LETTERS)
    lost = "".join(sign for sign in plain if not _carried(sign))
    kept = "".join(_kept(sign) for sign in plain)
    return " ".join(kept.split()), lost


def _carried(sign: str) -> bool:
    return sign.isspace() or " " <= sign <= "~"


def _kept(sign: str) -> str:
    if sign.isspace():
        return " "
    return sign if " " <= sign <= "~" else ""


def plain(found: PaymentFindings, key: str, text: object, *, most: int, cut: bool) -> str | None:
    """Return a fact in ASCII, at most `most` characters, or None and say what was wrong.

    What had to go or was cut is a warning; `cut=False` makes too much text an error. Lengths
    count after the accents are gone.
    """
    if not isinstance(text, str):
        found.error(key, f"{key}={text!r} is not text.", value=text)
        return None
    kept, lost = latin(text)
    if not any(sign.isalnum() for sign in kept):
        said = f"{key}={text!r} has no letter or digit. Give the {key}."
        if lost:
            said = (
                f"{key}={text!r} has no letter that this code can carry. Write it in Latin letters."
            )
        found.error(key, said, value=text)
        return None
    if lost:
        found.warn(
            f"{key}-signs",
            f"{key}={text!r} has {lost!r}, which this code cannot carry; it says {kept[:most]!r}.",
            fix="Write it in Latin letters as it should be read.",
            value=text,
        )
    if len(kept) > most and not cut:
        message = f"{key} has {len(kept)} characters; {most} fit."
        fix = f"Shorten it by {len(kept) - most}."
        found.error(key, message, fix=fix, value=len(kept), kind=TooBig)
        return None
    if len(kept) > most:
        found.warn(
            f"{key}-cut",
            f"{key}={text!r} has {len(kept)} characters; the code says {kept[:most].strip()!r}.",
            fix="Shorten it yourself if that reads badly.",
            value=len(kept),
            limit=most,
        )
    return kept[:most].strip()
