"""Facts of one piece, given by hand or out of a loop over rows: what a cell may not hold, none may.

`sticker(…, **row)` in a notebook meets the same gaps, errors and floats as a table does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaignkit.missing_words import is_missing_word, nothing_meant
from campaignkit.problems import Problems, Where
from campaignkit.rows.table_row import told_wrong, wrong_text
from campaignkit.rows.values import clean


def single_facts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as a table's cells would come: a whole float is an integer, nan is None.

    Raises:
        BadInput: a text is what a program writes where nothing is, the error of a formula, or a
            number that a spreadsheet has shortened.

    >>> single_facts({"table": 12.0, "title": float("nan"), "note": "12.0"})
    {'table': 12, 'title': None, 'note': '12.0'}
    """
    return {name: _single(name, value) for name, value in given.items()}


def _single(key: str, text: Any) -> Any:
    if not isinstance(text, str):
        return clean(text)
    if is_missing_word(text):
        raise nothing_meant(key, text)
    found = wrong_text(text)
    if found is not None:
        raise Problems([told_wrong(found, Where(key=key))]).error()
    return text
