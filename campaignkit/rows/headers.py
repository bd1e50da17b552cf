"""Which of a table's first lines names its columns: shops write titles, dates and notes above it.

The first line is the header, and a line above another one is passed over only where it cannot be
one: it is a note (its first cell begins with "#" and says several words, as in Meta's template), or
it is a title. A title fills one cell, or at most half as many as the header below it; the header
has at least two cells, all of them names, and two of them are known heads (`column_names`). In a
spreadsheet three names under a title of one cell do, if there is a row below. What is passed over
is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from campaignkit.problems import Problem, Where
from campaignkit.rows.column_names import is_known

LOOKED_AT = 30  # lines with something in them, among which the header is
_NOTE, _BAR = "#", "|"  # "# Required | A unique content ID"
_KNOWN = 2  # heads that make a line a header
_JUDGED = 100  # heads of a line that are looked up
_UNKNOWN = 3  # cells of a header of which no head is known
_SAID, _SHOWN = 3, 60  # lines named in a message, and characters of each
# What no column is called: a phone or another long number, an e-mail or web address.
_VALUE = re.compile(
    r"[+(]?[0-9][0-9\s().-]{6,24}[0-9]|[^@\s]{1,64}@[^@\s]{1,64}\.[a-z]{2,9}|https?://\S{4,}",
    re.IGNORECASE,
)
_DAY = re.compile(r"[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}")  # over a column of a day's counts
_NUMBER = re.compile(r"[\W\d_]*\d[\W\d_]*")

Cells = Sequence[Any]


def header_at(lines: Sequence[Cells], *, sheet: bool = False) -> int:
    """Return which of the first lines, those with something in them, is the header.

    sheet: they are of a spreadsheet, where what stands in one cell is one text.

    >>> header_at([["Padaria Sol", ""], ["nome", "preço"], ["Pão", "1,20"]])
    1
    >>> header_at([["name", "phone"], ["Ana", "1"]]), header_at([["text"], ["Hello, you"]])
    (0, 0)
    """
    first = next((at for at, cells in enumerate(lines) if not is_note(cells)), 0)
    for at in range(first + 1, min(len(lines), LOOKED_AT)):
        above = lines[first:at]
        below = lines[at + 1] if sheet and at + 1 < len(lines) else ()
        if not is_note(lines[at]) and _is_header(lines[at], above, below):
            return at
    return first


def is_note(cells: Cells) -> bool:
    """Say whether a line is a note: Meta's templates have them above and below the header.

    >>> is_note(["# Required | A unique content ID for the item.", "# Required"])
    True
    >>> is_note(["#", "name"]), is_note(["#7", "Tea"]), is_note(["# of seats", "name"])
    (False, False, False)
    """
    texts = [text for cell in cells if (text := _text(cell))]
    notes = [text for text in texts if text.startswith(_NOTE)]
    wordy = any(len(text.lstrip(_NOTE).split()) > 1 for text in notes)
    if not notes or texts[0] != notes[0] or not wordy:
        return False
    split = _BAR in texts[0] and 2 * len(notes) >= len(texts)  # at commas that nobody quoted
    return split or len(notes) == len(texts)


def notes_after(lines: Sequence[Cells], at: int) -> int:
    """Return how many notes stand right below the header."""
    found = at + 1
    while found < len(lines) and is_note(lines[found]):
        found += 1
    return found - at - 1


def _is_header(cells: Cells, above: Sequence[Cells], below: Cells) -> bool:
    names = [cell for cell in cells if _text(cell)]
    filled = [sum(1 for cell in line if _text(cell)) for line in above if not is_note(line)]
    most = max(filled, default=0)
    if len(names) < _KNOWN or most > max(1, len(names) // 2):  # of nearly all tables
        return False
    if not all(_is_name(name) for name in names):
        return False
    if sum(map(is_known, names[:_JUDGED])) >= _KNOWN:
        return most <= 1 or not any(map(_is_heading, above))
    alone = most == 1 and not is_known(_first(above[0]))
    return alone and len(names) >= _UNKNOWN and sum(1 for cell in below if _text(cell)) > 1


def _is_heading(cells: Cells) -> bool:
    """Say whether a line might be a header of its own: most of its cells are known heads."""
    names = [cell for cell in cells if _text(cell)][:_JUDGED]
    return len(names) > 1 and 2 * sum(map(is_known, names)) >= len(names)


def _is_name(cell: Any) -> bool:
    return isinstance(cell, str) and not _NUMBER.fullmatch(cell)


def _first(cells: Cells) -> str:
    return next((text for cell in cells if (text := _text(cell))), "")


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def like_a_row(header: tuple[int, Cells], file: str) -> Iterator[Problem]:
    """Yield the warning of a table without a header: its first row names the columns, and is lost.

    >>> [each.value for each in like_a_row((1, ["Ana", "(11) 98765-4321"]), "t.csv")]
    ['(11) 98765-4321']
    >>> list(like_a_row((1, ["name", "2026", "24/12/2026"]), "t.csv"))
    []
    """
    line, cells = header
    texts = [_text(cell) for cell in cells[:_JUDGED]]
    value = next((each for each in texts if _VALUE.fullmatch(each) and not _DAY.match(each)), None)
    if value is None or any(map(is_known, texts)):
        return
    yield Problem(
        rule="table.no-header",
        message=f"line {line} names the columns, and has {value} in it, as a row has: nothing is "
        "made of it.",
        where=Where(file=file, line=line),
        value=value,
        fix="If it is a row, write a line above it that names the columns.",
        severity="warning",
        params={"line": line},
    )


def passed_over(lines: Sequence[tuple[int, Cells]], file: str) -> Iterator[Problem]:
    """Yield the warning of lines that are neither header nor rows, by their numbers in the file."""
    if not lines:
        return
    first, last = lines[0][0], lines[-1][0]
    texts = (" ".join(filter(None, map(_text, cells))) for _, cells in lines[:_SAID])
    said = "; ".join(repr(text[:_SHOWN]) for text in texts)
    more = f" and {len(lines) - _SAID} more" if len(lines) > _SAID else ""
    place = f"line {first} is" if first == last else f"lines {first} to {last} are"
    yield Problem(
        rule="table.passed-over",
        message=f"{place} no header and no row, and passed over: {said}{more}.",
        where=Where(file=file, line=first),
        fix="If it is one, delete what stands above it.",
        severity="warning",
        params={"first": first, "last": last, "lines": len(lines)},
    )
