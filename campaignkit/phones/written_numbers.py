"""A phone number as people and tables write it: down to its digits, and whether it is in full."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from math import isnan, nan
from numbers import Integral, Real
from operator import index

from campaignkit.errors import BadInput

E164_DIGITS = 15  # ITU-T E.164, 6.2.1: the country code included
MOST_EXACT = 1e15  # every whole number below it is exact in a float, with all its digits

# What tables make of whole numbers; a phone in groups has dots in the midst of its digits.
_DECIMAL = re.compile(r"(\+?[0-9]{6,})[.,]0+")
_POWER = re.compile(r"(\+?)([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,3})")
_SIGNS = re.compile(r"[\s./()\[\]]")
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
_CARRIER = re.compile(r"(?<=^0)\s*x{2,3}\s*|(?<=^\(0)\s*x{2,3}\s*", re.IGNORECASE)  # Brazil: 0xx11
_LINK = re.compile(r"(?:https?://)?wa\.me/([1-9][0-9]{6,14})(?:[/?].*)?", re.IGNORECASE | re.DOTALL)
_JID = re.compile(r"([1-9][0-9]{6,14})@(?:s\.whatsapp\.net|c\.us)")  # what programs of chats say
_LABEL = re.compile(  # "WhatsApp: +55…", "Tel. 11…"
    r"\A(?:[^\d+(@:]{1,20}[:\uff1a]|(?:tel|telef|tlf|cel|fone|ph|mob|wpp|zap)\.:?)\s*(?=[+(\d])",
    re.IGNORECASE,
)
_PLUS_BEHIND = re.compile(r"\A(\d[^+]*)\+\Z")  # as it stands in a line that runs to the left
_EXCEL_TEXT = re.compile(r"'(?=[+0-9(])|=\"|(?<=[0-9])\"$")  # '55… and ="55…"
_USER_NAME = re.compile(r"@?(?=[0-9._]*[A-Za-z])[A-Za-z0-9._]{3,35}")
_USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]+")  # "Business-scoped user IDs"


def as_text(phone: object) -> str:
    """Return a number as text; a whole float is the integer it was before a table made it one.

    Raises:
        BadInput: it is neither text nor a whole number.

    >>> as_text(5511987654321.0), as_text("(11) 98765-4321")
    ('5511987654321', '(11) 98765-4321')
    """
    if isinstance(phone, str):
        return phone
    if isinstance(phone, bool) or not isinstance(phone, Real | Decimal):
        raise BadInput(
            f"phone={phone!r} is not a phone number. Write it as text, as in '+55 11 96123-4567'.",
            rule="phone.type",
            phone=phone,
        )
    if isinstance(phone, Integral):
        return str(index(phone))
    number = nan if isinstance(phone, Decimal) and phone.is_nan() else float(phone)
    if isnan(number):
        raise BadInput(
            "phone=nan: the cell it came from is empty. Fill it, or leave the row out.",
            rule="phone.empty",
            phone=phone,
        )
    if not number.is_integer() or not 0 < number < MOST_EXACT:
        raise BadInput(
            f"phone={phone!r} is not a whole number. Make the column text in the table, and write "
            "the number again.",
            rule="phone.not-whole",
            phone=phone,
        )
    return str(int(number))


def digits_of(text: str) -> tuple[str, bool]:
    """Return the ASCII digits of a number, and whether a country code leads them.

    Raises:
        BadInput: it holds no digit, or something else than a number is written with.

    >>> digits_of("+55 (11) 98765-4321"), digits_of("Tel.: 0xx11 98765-4321")
    (('5511987654321', True), ('011987654321', False))
    """
    bare = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
    bare = _EXCEL_TEXT.sub("", bare.replace("\N{FULLWIDTH PLUS SIGN}", "+"))
    bare = _PLUS_BEHIND.sub(r"+\1", _LABEL.sub("", bare).rstrip(",; "))
    bare = _JID.sub(r"+\1", _LINK.sub(r"+\1", bare))
    bare = _whole(_CARRIER.sub("", bare))
    plus = bare.startswith(("+", "(+"))
    ascii_form = "".join(_ascii(sign) for sign in bare)
    if plus or ascii_form.startswith("00"):
        ascii_form = _TRUNK_IN_BRACKETS.sub("", ascii_form)
    kept = _SIGNS.sub("", ascii_form).replace("-", "").replace("+", "", 1 if plus else 0)
    if wrong := re.search(r"[^0-9]", kept):
        raise _not_a_digit(text, wrong.group())
    if kept.startswith("00"):
        kept, plus = kept.lstrip("0"), True
    if not kept:
        raise BadInput(
            f"phone={text!r} has no number in it. Write it in full, as in +55 11 96123-4567.",
            rule="phone.empty",
            phone=text,
        )
    return kept, plus


def _whole(text: str) -> str:
    """Return the digits that a table wrote as a decimal or a power of ten, other text as it is.

    Raises:
        BadInput: the power of ten stands for more digits than are shown: they are lost.

    >>> _whole("5511987654321.0"), _whole("5.511987654321E+12"), _whole("11.98765.4321")
    ('5511987654321', '5511987654321', '11.98765.4321')
    """
    if found := _DECIMAL.fullmatch(text):
        return found[1]
    if (found := _POWER.fullmatch(text)) is None:
        return text
    plus, first, rest, power = found[1], found[2], found[3] or "", int(found[4])
    if not rest[power:].strip("0"):
        rest = rest[:power]
    if power > E164_DIGITS or len(rest) != power:
        raise BadInput(
            f"phone={text!r} was shortened by a spreadsheet: it shows {1 + len(rest)} of "
            f"{power + 1} digits, and the others are lost. Make the column text, and write the "
            "number again.",
            rule="phone.shortened",
            phone=text,
            shown=1 + len(rest),
            digits=power + 1,
        )
    return f"{plus}{first}{rest}"


def _ascii(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    return "-" if unicodedata.category(sign) == "Pd" or sign == "\N{MINUS SIGN}" else sign


def _not_a_digit(text: str, sign: str) -> BadInput:
    name = text.strip()
    if _USER_ID.fullmatch(name):
        return BadInput(
            f"phone={text!r} is a user id, which only the platform's API can write to. WhatsApp "
            "has no link for it: give the number in full, as in +55 11 96123-4567.",
            rule="phone.user-id",
            phone=text,
        )
    if _USER_NAME.fullmatch(name) and sum(each.isdigit() for each in name) < len("1234567"):
        return BadInput(
            f"phone={text!r} is not a phone number. WhatsApp has published no link for user "
            "names: give the number in full, as in +55 11 96123-4567.",
            rule="phone.user-name",
            phone=text,
        )
    return BadInput(
        f"phone={text!r} has {sign!r} in it. Write digits only, one number, no extension.",
        rule="phone.sign",
        phone=text,
        sign=sign,
    )
