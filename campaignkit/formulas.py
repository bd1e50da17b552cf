"""Cells that no spreadsheet takes for a formula, and texts that stay what they are where they can.

Excel, LibreOffice and Google Sheets run a cell that begins with = + - @, or with a tab or a
carriage return before one of them; in countries where ";" parts cells, a piece behind one begins
a cell too, and so does a line behind a line break that lost its quotes. An apostrophe in front
makes it text (OWASP, "CSV Injection"). A phone number, an amount and a list written with "- " are
no formulas and are left alone: whoever reads the file back gets what was sent.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # the full-width forms are typed in East Asia
_NUMBER = re.compile(r"[+-]?[\d\s().-]+")  # a phone or an amount: nothing that could run
_QUIET = re.compile(
    rf"(?:[^;\s{_SIGNS}][^;\t\r\n]*)?"
)  # nearly all: it begins no cell, and has one
_START = re.compile(rf"[\t\r\n]|\s*[{_SIGNS}]")
_PIECE = re.compile(rf"([;\t]\s*|[\r\n][^\S\r\n]*)(?=[{_SIGNS}])")
_PIECE_END = re.compile(r"[;\t\r\n]")
_LIST_LINE = re.compile(r"[-+] (?!.*(?:\||\w\())")  # "- bread": no call and no program in the line


class Guarded(NamedTuple):
    """A cell as it may be written, and whether an apostrophe was added to it."""

    value: object
    changed: bool


def guarded(value: object) -> Guarded:
    """Return a cell that no spreadsheet runs; anything but text stays as it is.

    >>> guarded("+5511987654321"), guarded(-3)
    (Guarded(value='+5511987654321', changed=False), Guarded(value=-3, changed=False))
    >>> guarded("=1+1").value, guarded("x;=cmd|' /C calc'!A0;y").value
    ("'=1+1", "x;'=cmd|' /C calc'!A0;y")
    """
    if not isinstance(value, str) or _QUIET.fullmatch(value) or _NUMBER.fullmatch(value):
        return Guarded(value, changed=False)
    inside = _PIECE.sub(_armed, value)
    text = f"'{inside}" if _START.match(value) else inside
    return Guarded(text, changed=text != value)


def _armed(found: re.Match[str]) -> str:
    """Return what parts two pieces, with an apostrophe behind it where the second could run."""
    text, start = found.string, found.end()
    end = _PIECE_END.search(text, start)
    piece = text[start : end.start() if end else len(text)]
    line = found[1][0] in "\r\n" and _LIST_LINE.match(piece)
    return found[0] if line or _NUMBER.fullmatch(piece) else f"{found[0]}'"
