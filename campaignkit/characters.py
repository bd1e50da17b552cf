"""Which signs a text may hold: one rule for names, messages, facts, cells and files.

A text may hold every character of Unicode that means something in a text, the joiners and
direction marks that scripts need among them. It may not hold control signs (no PDF, SVG, XLSX or
terminal can show them), halves of emoji, or the 66 code points that Unicode keeps free for good.
And a text that nobody can see is no text: a name of zero-width signs prints as nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NoReturn

from campaignkit.errors import BadInput

# C0 and C1 but tab, LF and CR; surrogates; noncharacters (Unicode 16, 23.7; XML 1.0, 2.2).
_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_WRONG = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
_HALF = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
# Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties, and Braille's blank cell: signs
# that take part in a text and show nothing by themselves. Format signs (Cf) not here are shown.
_UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BLANK = re.compile(rf"[\s{_UNSEEN}]+")
_SHOWN = 60  # characters of a text that an error repeats


def checked(text: object, *, key: str, one_line: bool = False, empty: bool = True) -> str:
    """Return a text as it may stand anywhere, its line ends as LF.

    Args:
        text: Any text.
        key: What it is called, for the error: `name='…'`.
        one_line: Every line end and tab becomes a space; blanks at both ends go.
        empty: False: it must have a sign that can be seen.

    Raises:
        BadInput: it is no text (`text.type`); it has a control sign (`text.control`), half an
            emoji (`text.half`) or a code point that is no character (`text.noncharacter`);
            nothing in it can be seen (`text.empty`, `text.invisible`).

    >>> checked(" Padaria\\r\\nSol ", key="name", one_line=True)
    'Padaria Sol'
    >>> checked("\\u200b", key="name", empty=False)
    Traceback (most recent call last):
    campaignkit.errors.BadInput: name='\\u200b' holds only signs that nobody can see (U+200B). \
Write it again by hand.
    """
    if not isinstance(text, str):
        raise BadInput(
            f"{key}={_cut(text)} is {_named(text)}, not text. Write it in quotes, as in {key}='…'.",
            rule="text.type",
            key=key,
            value=text,
        )
    if not (text.isascii() and text.isprintable()):
        if found := _WRONG.search(text):
            _refuse(text, key, found)
        text = " ".join(text.split()) if one_line else _LINE_ENDS.sub("\n", text)
    elif one_line:
        text = text.strip(" ")
    if not empty and not visible(text):
        raise _unseen(text, key)
    return text


def check_whole(text: str, *, key: str) -> None:
    """Raise if a text holds half a character: nothing can write it.

    Raises:
        BadInput: it does (`text.half`); says where.
    """
    if not text.isascii() and (found := _HALF.search(text)):
        _refuse(text, key, found)


def wrong(text: str) -> str | None:
    """Return the first sign that no text may hold, None: there is none.

    >>> wrong("Sol\\x1b[0m"), wrong("नमस्ते\\u200d 👩🏽‍🍳\\n")
    ('\\x1b', None)
    """
    if text.isascii() and text.isprintable():
        return None
    found = _WRONG.search(text)
    return found.group() if found else None


def shown(text: str) -> str:
    """Return a text with a picture in the place of each sign that no text may hold.

    For what is told about a text that must hold them, such as the content of a code: U+2400 to
    U+2421 show control signs, U+FFFD the others.

    >>> shown("a\\x1db\\uffff")
    'a␝b�'
    """
    return text if wrong(text) is None else _WRONG.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str) -> bool:
    """Say whether anything in a text can be seen. Accents alone cannot: they need a letter.

    >>> visible("Sol"), visible(" \\u200b\\u3164\\ufe0f"), visible("\\u0301")
    (True, False, False)
    """
    left = _BLANK.sub("", text)
    return any(unicodedata.category(sign)[0] != "M" for sign in left)


def without_unseen(text: str) -> str:
    """Return a text without the signs that show nothing, to compare names by what people see.

    >>> without_unseen("no\\u200bme\\ufeff") == "nome"
    True
    """
    return re.sub(f"[{_UNSEEN}]+", "", text)


def _refuse(text: str, key: str, found: re.Match[str]) -> NoReturn:
    sign, place = found.group(), found.start() + 1
    code = f"U+{ord(sign):04X}"
    if "\ud800" <= sign <= "\udfff":
        rule, said = "text.half", f"half a character ({code}) at place {place}: an emoji was cut"
        cure = "Cut the text before it."
    elif unicodedata.category(sign) == "Cc":
        rule, said = "text.control", f"a control sign ({code}) at place {place}"
        cure = "Take it out: nothing can show it."
    else:
        rule, said = "text.noncharacter", f"{code} at place {place}, which is no character"
        cure = "Take it out: nothing can show it."
    raise BadInput(f"{key}={_cut(text)} has {said}. {cure}", rule=rule, key=key, place=place)


def _unseen(text: str, key: str) -> BadInput:
    signs = sorted({sign for sign in text if not sign.isspace()})
    if not signs:
        return BadInput(
            f"{key}={_cut(text)} is empty. Write something, or leave it out.",
            rule="text.empty",
            key=key,
        )
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in signs[:3])
    more = ", …" if len(signs) > len(signs[:3]) else ""
    return BadInput(
        f"{key}={_cut(text)} holds only signs that nobody can see ({codes}{more}). Write it again "
        "by hand.",
        rule="text.invisible",
        key=key,
    )


def _cut(value: object) -> str:
    if isinstance(value, str) and len(value) > _SHOWN:
        value = f"{value[:_SHOWN]}…"
    shown = repr(value)
    return shown if len(shown) <= 2 * _SHOWN else f"{shown[: 2 * _SHOWN]}…"


def _named(value: object) -> str:
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
