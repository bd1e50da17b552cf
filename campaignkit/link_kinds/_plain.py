"""Text that is no address and opens nothing: fine on a table, doubtful where a cell was meant.

A code may hold any text. But nobody prints a code of an empty cell, of a failed formula or of a
number that a spreadsheet has shortened; and a phone number alone is shown, not called.
"""

from __future__ import annotations

import re

from campaignkit.link_kinds._whatsapp import is_missing
from campaignkit.problems import Problem

_SHORTENED = re.compile(r"\s*[-+]?[0-9][.,][0-9]+E\+?[0-9]{1,3}\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\+[1-9][0-9\s().-]{6,20}[0-9]\s*")


def cell_doubt(text: str) -> Problem | None:
    """Return what is doubtful about a text that is no address; None: nothing.

    >>> print(cell_doubt("nan"))
    the code says only 'nan': the cell it came from was empty. Fill the cell, or leave the row out.
    >>> print(cell_doubt("+55 11 98765-4321"))
    a phone number alone opens nothing. Write https://wa.me/5511987654321 for a chat, or \
tel:+5511987654321 for a call.
    >>> cell_doubt("Mesa 5"), cell_doubt("5511987654321"), cell_doubt("Nana")
    (None, None, None)
    """
    if text and not text.strip():
        return _told("link.blank", "the code says nothing but blanks", "Say what it is to open.")
    if is_missing(text):
        said = f"the code says only {text.strip()!r}: the cell it came from was empty"
        return _told("link.missing", said, "Fill the cell, or leave the row out.")
    if _SHORTENED.fullmatch(text):
        said = f"{text.strip()!r} was shortened by a spreadsheet: the other digits are lost"
        return _told("link.shortened", said, "Make the column text, and write the number again.")
    if _NUMBER.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        fix = f"Write https://wa.me/{digits} for a chat, or tel:+{digits} for a call."
        return _told("link.number-alone", "a phone number alone opens nothing", fix)
    return None


def _told(rule: str, said: str, fix: str) -> Problem:
    return Problem(rule=rule, message=f"{said}.", fix=fix, severity="warning")
