"""What stands around or inside a payment code that does not belong to it.

Banks and chats hand codes over with words before them ("Pix copia e cola:"), in quotes, or broken
into lines; a code printed so is read letter by letter, and refused by every app.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from campaignkit.payments import _emv_objects

_WRAPPING = "\"'“”‘’«»<>`*\u200b\u200e\u200f\u2060\ufeff"
_START = re.compile(r"000201|upi://|BCD\r?\n", re.IGNORECASE)
_SHOWN = 40


class Cleaned(NamedTuple):
    """A code by itself, and what stood around it; rule and said are "" where nothing did."""

    text: str
    rule: str = ""
    said: str = ""


def cleaned(text: str) -> Cleaned:
    """Return the code that a text holds, and what had to go.

    >>> cleaned("Pix copia e cola: 0002015802BR6304F3A9").rule
    'payment.around'
    """
    found = _START.search(text)
    if found is None:
        return Cleaned(text)
    before, rest = text[: found.start()], text[found.start() :]
    sealed = rest.startswith("000201")
    code = _sealed(rest) if sealed else _stripped(rest, quoted=bool(before))
    if not rest.startswith(code):
        return Cleaned(code, "payment.lines", "the code is broken by line breaks or tabs")
    outside = before + rest[len(code) :]
    if not outside or (rest[:3] == "BCD" and not outside.strip("\r\n") and not before):
        return Cleaned(text)
    shown = outside.strip()[:_SHOWN]
    what = repr(shown) + " stands" if shown else "blanks or line breaks stand"
    return Cleaned(code, "payment.around", f"{what} around the code, which apps then refuse")


def readable(text: str) -> str:
    """Return the code that a text holds where only words, blanks and quotes stand around it.

    Letters that touch the code may be of it: then the text stays as it is.

    >>> readable("Pix copia e cola: 0002015802BR6304F3A9"), readable("0002015802BR6304F3A99")
    ('0002015802BR6304F3A9', '0002015802BR6304F3A99')
    """
    clean = cleaned(text)
    if clean.rule != "payment.around":
        return clean.text
    before, _, after = text.partition(clean.text)
    apart = not before or not before[-1].isalnum()
    return clean.text if apart and not after.strip(_WRAPPING + ".,; \t\r\n") else text


def _stripped(rest: str, *, quoted: bool) -> str:
    code = rest.strip()
    return code.rstrip(_WRAPPING) if quoted else code


def _sealed(rest: str) -> str:
    """Return the EMVCo payload that a text begins with; the text itself if none has its check sum.

    Line breaks go where the check sum says that they are not part of it.
    """
    for whole in (rest, re.sub(r"[\r\n\t]+", "", rest), re.sub(r"\s*[\r\n\t]+\s*", " ", rest)):
        for end in reversed([found.end() for found in re.finditer("6304[0-9A-Fa-f]{4}", whole)]):
            if _emv_objects.crc(whole[: end - 4]) == whole[end - 4 : end].upper():
                return whole[:end]
    return rest.strip()
