"""Text that is no address and opens nothing: fine on a table, doubtful where a cell was meant.

A code may hold any text. But nobody prints a code of an empty cell, of a failed formula or of a
number that a spreadsheet has shortened; and a phone number alone is shown, not called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from campaignkit.error_values import is_error_value
from campaignkit.link_kinds._whatsapp_addresses import is_missing
from campaignkit.missing_words import is_missing_word
from campaignkit.problems import Problem
from campaignkit.unfinished_text import left_in, unfilled_place

_SHORTENED = re.compile(r"\s*[-+]?[0-9][.,][0-9]+E\+?[0-9]{1,3}\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
# In a field braces may be meant, as in a password: there a whole place for a name is one.
_PLACE = re.compile(r"\{\{\s*[A-Za-z_]\w{0,40}\s*(?:\|[^{}]{0,40})?\}\}|\$\{[A-Za-z_]\w{1,40}\}")
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
    return _left(text)


def _left(text: str) -> Problem | None:
    """Return what a finished text, or address, still holds that nobody meant."""
    is_address = _ADDRESS.match(text) is not None
    place = unfilled_place(text)
    if place is not None and (place[1] == "error" or not is_address):
        said = f"the code holds {place[0]!r}, a template not filled in"
        told = _told("link.template", said, "Fill the template first.")
        return replace(told, severity=place[1])
    return _address_doubt(text) if is_address else next(left_in(text, "code"), None)


def _address_doubt(text: str) -> Problem | None:
    """Return what is doubtful about an address of somebody's pages."""
    pieces = [unquote(piece) for piece in re.split("[/?&=#]", text.strip())]
    words = [piece for piece in pieces if is_missing_word(piece)]
    if words or is_error_value(text.strip().rpartition("/")[2]):
        said = f"a part of the address is only {(words or ['#N/A'])[0]!r}: a cell was empty"
        return _told("link.missing", said, "Fill the cell, or leave the row out.")
    if re.search(r"\s", text.strip()):
        said = "there is a blank in the address: phones open what stands before it"
        return _told("link.blank-within", said, "Write it as %20, or take it out.")
    return None


def unfilled(fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield an error for each field that holds what programs leave where nothing is.

    >>> [problem.rule for problem in unfilled({"ssid": "nan", "name": "{{ name }}", "note": ""})]
    ['link.missing', 'link.template']
    """
    for name, value in fields.items():
        if not isinstance(value, str):
            continue
        key = "network's name" if name == "ssid" else name
        if is_missing_word(value) or is_error_value(value):
            said = f"the {key} is only {value.strip()!r}: the cell it came from was empty"
            told = _told("link.missing", said, "Fill the cell, or leave the row out.")
        elif found := _PLACE.search(value):
            said = f"the {key} holds {found.group()!r}, a template not filled in"
            told = _told("link.template", said, "Fill the template first.")
        else:
            continue
        yield replace(told, severity="error")


def _told(rule: str, said: str, fix: str) -> Problem:
    return Problem(rule=rule, message=f"{said}.", fix=fix, severity="warning")
