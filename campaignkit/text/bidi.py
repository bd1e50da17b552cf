"""Which way each character runs: UAX #9 levels. The door to fpdf2's `fpdf.bidi`.

Levels come before shaping and before lines are broken; an even level runs left to right, an odd
one right to left. Characters that people read left to right inside right-to-left text (phone
numbers, addresses, codes) are isolated by `isolates` before this looks at them.

Tried: `fpdf2` 2.8.9 gives levels and passes all 91,707 lines
of Unicode's BidiCharacterTest.txt, so it is used; importing it costs about 0.3 s, because it
brings its PDF writer, so texts that need no algorithm never load it. `python-bidi` 0.6 returns a
reordered string only; `icu4py` has no bidi; `PyICU` and `pyfribidi` have no wheels; `PyBidi` is a
ctypes wrapper of a system library; `rlbidi`, `fribidi` and `unicode-bidi` are not on PyPI.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import ClassVar
from unicodedata import bidirectional, category

from campaignkit.text.isolates import spans
from campaignkit.text.lines import Direction

# A superset of every character that can raise a level in left-to-right text (UAX #9, table 4:
# R, AL, AN and the explicit controls).
_MAY_RUN_BACKWARD = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
RIGHT_TO_LEFT = frozenset(
    (
        *("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "pnb", "ps", "sd"),
        *("sdh", "syr", "ug", "ur", "yi", "az_arab", "ku_arab", "ms_arab", "pa_arab"),
    )
)
LRI, PDI = "\u2066", "\u2069"


@cache
def is_rtl(language: str) -> bool:
    """Return whether a language is written from right to left.

    >>> is_rtl("ar_SA"), is_rtl("ur"), is_rtl("pt_BR"), is_rtl("pa-Arab-PK")
    (True, True, False, True)
    """
    parts = language.lower().replace("-", "_").split("_")
    return bool({parts[0], "_".join(parts[:2])} & RIGHT_TO_LEFT)


def base_direction(text: str, fallback: Direction = "ltr") -> Direction:
    """Return the direction of the first strong letter outside isolates (UAX #9, P2 and P3).

    >>> base_direction("+966 مرحبا hello"), base_direction("12:30", "rtl")
    ('rtl', 'rtl')
    """
    if text.isascii():
        return "ltr" if any(map(str.isalpha, text)) else fallback
    depth = 0
    for character in text:
        kind = bidirectional(character)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return fallback


def levels(text: str, direction: Direction) -> bytes:
    """Return the embedding level of each character of one paragraph, before rule L1.

    Characters that rule X9 removes get the level of the one before. Phone numbers, addresses
    and codes count as isolated from left to right, although nothing is added to the text.

    >>> list(levels("خصم 50", "rtl")), list(levels("50 off", "ltr"))
    ([1, 1, 1, 1, 2, 2], [0, 0, 0, 0, 0, 0])
    """
    if direction == "ltr":
        if not _MAY_RUN_BACKWARD.search(text):
            return bytes(len(text))
    elif _all_right_to_left().issuperset(text):
        return b"\1" * len(text)
    return _isolated_levels(text, direction)


@cache
def _all_right_to_left() -> frozenset[str]:
    """Return characters among which a right-to-left paragraph has one level.

    No letter or number of another direction is one of them, and no control.
    """
    blocks = ((0x20, 0x40), (0x5B, 0x60), (0xA0, 0xBF), (0x590, 0x8FF), (0x2010, 0x2027))
    kinds = {"R", "AL", "NSM", "WS", "ON", "CS", "ES", "ET"}
    found = [chr(code) for first, last in blocks for code in range(first, last + 1)]
    return frozenset(character for character in found if bidirectional(character) in kinds)


def _isolated_levels(text: str, direction: Direction) -> bytes:
    marked, kept, last = [], [], 0
    for start, end in spans(text):
        marked += [text[last:start], LRI, text[start:end], PDI]
        kept += [*[True] * (start - last), False, *[True] * (end - start), False]
        last = end
    if not marked:
        return resolve(text, direction)
    kept += [True] * (len(text) - last)
    resolved = resolve("".join((*marked, text[last:])), direction)
    return bytes(level for level, keep in zip(resolved, kept, strict=True) if keep)


def resolve(text: str, direction: Direction) -> bytes:
    """Return the levels of a paragraph by UAX #9 alone, without rule L1.

    The rules see classes, not characters, and give all of a run of one class one level; so
    "سعر 120" and "رقم 7" are one question, asked once.
    """
    classes = text.translate(_CLASSES)
    runs = [(run[0], len(run)) for run in map(re.Match.group, _RUNS.finditer(classes))]
    asked = _ask("".join([first for first, _ in runs]), direction)
    return b"".join([asked[at : at + 1] * length for at, (_, length) in enumerate(runs)])


class _Classes(dict[int, str]):
    """A character's stand-in: one of its bidi class; brackets and controls are their own."""

    STAND_IN: ClassVar = {
        **{"L": "a", "R": "א", "AL": "ع", "EN": "1", "AN": "١", "WS": " ", "ON": "!"},
        **{"ET": "%", "NSM": "\u0300"},
    }

    def __missing__(self, code: int) -> str:
        own = chr(code)
        alone = category(own) in ("Ps", "Pe")
        self[code] = own if alone else self.STAND_IN.get(bidirectional(own), own)
        return self[code]


_CLASSES = _Classes()
# A stand-in for more than one character of its class; anything else, one by one. A single
# separator between numbers differs from two (W4), so ES and CS have no stand-in.
_RUNS = re.compile("([aאع1١ !%\u0300])\\1*|.", re.DOTALL)


@lru_cache(maxsize=4096)
def _ask(text: str, direction: Direction) -> bytes:
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    base = TextDirection.RTL if direction == "rtl" else TextDirection.LTR
    found = BidiParagraph(text, base_direction=base).get_characters()
    resolved = bytearray(b"\xff" * len(text))
    for character in found:
        resolved[character.character_index] = character.embedding_level
    level = int(direction == "rtl")
    for index, value in enumerate(resolved):  # X9 removed those that are still 255
        level = resolved[index] = level if value == 0xFF else value
    return bytes(resolved)


def visual_order(levels: list[int]) -> list[int]:
    """Return the indices of pieces with these levels from left to right (UAX #9, L2).

    >>> visual_order([1, 2, 1])
    [2, 1, 0]
    >>> visual_order([0, 1, 1, 0])
    [0, 2, 1, 3]
    """
    order = list(range(len(levels)))
    odd = [level for level in levels if level & 1]
    if not odd:
        return order
    for limit in range(max(levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= limit:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order
