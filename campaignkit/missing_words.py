"""Words that programs write where they have nothing: "nan", "None", "NULL". Nobody means them.

A script that makes text of a column with gaps saves its gaps as words, and they would be printed.
A cell that holds such a word and nothing else, written just so, is empty, and its row says so: as a
warning where the text can do without it, as an error where the text prints it. "none" and "Null"
are what people write, and stay; so does "N/A", which is told where it
would be printed (`unfinished_text`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.problems import Problem, Where

RULE = "table.missing-word"  # by which a row that fails is told for its word
# Python; numpy and pandas; SQL and JSON; JavaScript.
MISSING_WORDS = frozenset(
    ("None", "nan", "NaN", "-nan", "NaT", "<NA>", "NULL", "null", "(null)", "\\N", "undefined")
)
LONGEST = max(map(len, MISSING_WORDS)) + 2  # with a blank on either side


def is_missing_word(cell: object) -> bool:
    """Say whether a cell holds what a program writes for nothing.

    >>> [is_missing_word(cell) for cell in ("nan", " NULL ", "None", "none", "N/A", "Nan", None)]
    [True, True, True, False, False, False, False]
    """
    return type(cell) is str and len(cell) <= LONGEST and cell.strip() in MISSING_WORDS


def missing_columns(cells: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return the columns of a row that hold such a word, each with the word.

    >>> missing_columns([("name", "Ana"), ("phone", "nan ")])
    [('phone', 'nan')]
    """
    return [
        (column, cell.strip())
        for column, cell in cells
        if type(cell) is str and len(cell) <= LONGEST and cell.strip() in MISSING_WORDS
    ]


def missing_word(word: str, where: Where) -> Problem:
    """Return the warning of a cell that was taken as empty for its word."""
    return Problem(
        rule="table.missing-word",
        message=f"this cell holds {word!r}, which programs write where nothing is: it is empty.",
        where=where,
        value=word,
        fix="Clear the cell. If the word is meant, write it otherwise, such as 'none'.",
        severity="warning",
        params={"word": word},
    )


def nothing_meant(key: str, text: str) -> BadInput:
    """Return the error of an argument that is such a word, or an error of a spreadsheet.

    >>> print(nothing_meant("table", " None "))
    table='None' is what programs write where nothing is. Leave table out, or give what is meant.
    """
    return BadInput(
        f"{key}={text.strip()!r} is what programs write where nothing is. Leave {key} out, or "
        "give what is meant.",
        rule="fact.missing-word",
        key=key,
        value=text.strip(),
    )
