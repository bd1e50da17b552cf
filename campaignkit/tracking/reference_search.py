"""References in what customers write: exact, with a slip that can be put right, or unclear.

A reference after its label ("ref", "رمز"), or between the signs that a campaign sets around it
("[…]"), is read generously: whatever slip was made, if one piece alone can be meant, it is that
piece. Without them only the exact reference of a piece that is
there counts: chats are full of order numbers and number plates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from campaignkit.tracking.references import ALPHABET, LENGTH, Reference, folded, is_sound, repairs
from campaignkit.tracking.wording import LABELS

How = Literal["exact", "repaired", "ambiguous", "unknown"]
_SIGN = "0-9A-Za-z٠-٩۰-۹०-९"
_HYPHEN = r"[ \t\r\n\-‐‑‒–—_.\u00a0\u200e\u200f\u061c\u2066-\u2069]"
_TYPED = rf"(?:[{_SIGN}]{_HYPHEN}{{0,2}}){{{LENGTH - 2},{LENGTH + 3}}}"
_HYPHENED = re.compile(rf"[{_SIGN}]{{3,5}}[-‐‑‒–—][{_SIGN}]{{3,5}}")
_AFTER_LABEL = r"[\s:.#*(\[\u200e\u200f\u2066-\u2069]{1,4}"
_CLOSED = frozenset("([{<«“‹「【")  # signs that another one closes
SOUND = re.compile(rf"(?<![{_SIGN}])[{_SIGN}]{{4}}[-‐‑‒–—]?[{_SIGN}]{{4}}(?![{_SIGN}])")
# As it is typed by hand, too, "K4K6 RD2H" or "K4K6 - RD2H": looked for where each word begins.
_TYPED_APART = re.compile(
    rf"(?<![{_SIGN}])(?=([{_SIGN}]{{4}}[ \u00a0]?[-‐‑‒–—.]?[ \u00a0]?[{_SIGN}]{{4}})(?![{_SIGN}]))"
)


@dataclass(frozen=True, slots=True)
class Spotted:
    """A reference in a text. code: of the piece, or None. typed: as it stands in the text.

    candidates: the codes it may mean, where they are several.
    """

    how: How
    typed: str
    code: str | None = None
    candidates: tuple[str, ...] = ()


def reference_in(text: str) -> str:
    """Return the first sound reference in the text of a code, as it is read; "" without one.

    >>> reference_in("https://wa.me/5511987654321?text=Oi%20%28ref%20K4K6-RD2H%29")
    'K4K6-RD2H'
    """
    for match in SOUND.finditer(unquote(text)):
        if is_sound(code := folded(match[0])):
            return str(Reference(code))
    return ""


class Spotter:
    """Finds the references of some pieces in texts.

    codes: of the pieces that exist. labels: what may stand before a reference, besides the words
    that ship for each language. frames: signs that stand right before and right after one.

    >>> spotter = Spotter({"K4K6RD2H"})
    >>> [(found.how, found.code) for found in spotter.found("Hi! (ref K4K6-R2DH)")]
    [('repaired', 'K4K6RD2H')]
    >>> [found.code for found in Spotter({"K4K6RD2H"}, frames=[("[", "]")]).found("[K4K6-R2DH]")]
    ['K4K6RD2H']
    >>> [found.how for found in spotter.found("My order is ABCD-1234, plate KRT-4321")]
    []
    """

    def __init__(
        self,
        codes: Container[str],
        labels: Iterable[str] = (),
        *,
        frames: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._codes = codes
        words = {form for each in (*LABELS.values(), *labels) if each for form in _forms(each)}
        some = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        around = "".join(f"|{_framed(*frame)}" for frame in sorted(set(frames)) if frame[0])
        self._marked = re.compile(
            rf"(?:(?<!\w)(?:{some}){_AFTER_LABEL}{around})({_TYPED})", re.IGNORECASE
        )

    def found(self, text: str) -> Iterator[Spotted]:
        """Yield the references of a text, in its order; one piece once."""
        seen: set[str] = set()
        for match in self._marked.finditer(text):
            spotted = self._read(match[1])
            if spotted is not None and (spotted.code or spotted.typed) not in seen:
                seen.add(spotted.code or spotted.typed)
                yield spotted
        for match in _TYPED_APART.finditer(text):
            code = folded(match[1])
            if code in self._codes and code not in seen and not _is_number(match[1], code):
                seen.add(code)
                yield Spotted("exact", match[1], code)

    def _read(self, typed: str) -> Spotted | None:
        """Return what was meant by signs after a label; None: these are words."""
        for part in _readings(typed):
            if part and folded(part) in self._codes:
                return Spotted("exact", part.strip(), folded(part))
        for part in _readings(typed):
            code = folded(part)
            meant = tuple(near for near in repairs(code) if near in self._codes)
            if len(meant) == 1:
                return Spotted("repaired", part.strip(), meant[0])
            if meant:
                return Spotted("ambiguous", part.strip(), None, meant)
        return _unknown(typed)


def _is_number(typed: str, code: str) -> bool:
    """Say whether this may be a number, as of a phone, whose digits stand in fours."""
    return code.isdigit() and SOUND.fullmatch(typed) is None


def _forms(label: str) -> Iterator[str]:
    """Yield a label as it is written, with its accents as signs of their own, and without them."""
    apart = unicodedata.normalize("NFD", label)
    yield from (label, unicodedata.normalize("NFC", label), apart)
    yield re.sub("[\u0300-\u036f]", "", apart)


def _framed(before: str, after: str) -> str:
    """Return a pattern of what stands before a reference; a bracket counts where it is closed."""
    begins = rf"{re.escape(before)}\s?"
    if not after or not _CLOSED & set(before):
        return begins
    return rf"{begins}(?={_TYPED}\s?{re.escape(after)})"


def _readings(typed: str) -> Iterator[str]:
    """Yield what of the signs after a label may be the reference: all of it, or its first words."""
    yield typed
    for match in reversed(list(re.finditer(r"[ \t\r\n\u00a0]", typed))):
        yield typed[: match.start()]


def _unknown(typed: str) -> Spotted | None:
    """Return a reference that is of none of these pieces; None: it looks like no reference.

    One that is sound is of another campaign; what has our signs on both sides of a hyphen was
    meant to be one. Number plates and numbers of orders are neither.
    """
    for part in _readings(typed):
        code = folded(part)
        ours = set(code) <= set(ALPHABET) and not code.isdigit() and not code.isalpha()
        if is_sound(code) or (ours and _HYPHENED.fullmatch(part.strip())):
            return Spotted("unknown", part.strip())
    return None
