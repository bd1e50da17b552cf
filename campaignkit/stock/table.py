"""The table of label sheets: one row each, read at the first question, not at import.

Columns, between tabs: vendor, part, page, shape, width, height, radius, columns, rows, left, top,
pitch_x, pitch_y, doubt, same_as, source, description; then what a comparison said (agreement), what
was corrected and why (mended), what printers of a roll leave blank at each label's left, top, right
and bottom (blank), and the lengths of a tape (tape). Lengths in mm.
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data

from campaignkit.stock.sheet import PAGES, Pair, Stock

_PUNCTUATION = re.compile(r"[\W_]+")


@cache
def _table() -> str:
    return (get_data("campaignkit.stock", "stock.tsv") or b"").decode("utf-8")


@cache
def lines() -> list[str]:
    """Return every row, as it stands."""
    return _table().splitlines()[1:]


def exactly(name: str) -> str | None:
    """Return the row of a name spelled as in the table, in a tenth of the time of `by_name`."""
    vendor, *parts = name.split(" ")
    while parts:
        start = _table().find(f"\n{vendor}\t{' '.join(parts)}\t")
        if start >= 0:
            return _table()[start + 1 : _table().find("\n", start + 1)]
        vendor = f"{vendor} {parts.pop(0)}"
    return None


@cache
def by_name() -> dict[str, str]:
    """Return the rows by their folded names."""
    return {folded("".join(line.split("\t", 2)[:2])): line for line in lines()}


@cache
def by_part() -> dict[str, list[str]]:
    """Return the rows by their folded part numbers."""
    parts: dict[str, list[str]] = {}
    for line in lines():
        parts.setdefault(folded(line.split("\t", 2)[1]), []).append(line)
    return parts


@cache
def vendors() -> tuple[str, ...]:
    """Return every vendor, in the table's order."""
    return tuple(dict.fromkeys(line.split("\t", 1)[0] for line in lines()))


def folded(text: str) -> str:
    """Return a name without case, spaces and punctuation.

    >>> folded("Avery L-7160")
    'averyl7160'
    """
    return _PUNCTUATION.sub("", text).casefold()


def stock_of(line: str) -> Stock:
    """Return the sheet that a row tells."""
    vendor, part, page, shape, width, height, radius, columns, rows, left, top, *rest = line.split(
        "\t"
    )
    pitch_x, pitch_y, doubt, same_as, source, description, agreement, mended, blank, tape = rest
    label = (float(width), float(height))
    left_blank, top_blank, right_blank, low_blank = map(float, (blank or "0/0/0/0").split("/"))
    return Stock(
        name=f"{vendor} {part}",
        page=PAGES.get(page) or _custom(page),
        label=label,
        grid=(int(columns), int(rows)),
        margin=(float(left), float(top)),
        gap=(_gap(pitch_x, label[0]), _gap(pitch_y, label[1])),
        shape=shape,  # type: ignore[arg-type]  # Stock checks it
        radius=float(radius) if radius else None,
        description=description,
        vendor=vendor,
        part=part,
        same_as=same_as,
        source=source,
        doubt=float(doubt or 0),
        agreement=agreement,
        mended=mended,
        blank=(left_blank, top_blank, right_blank, low_blank),
        tape=_lengths(tape) if tape else None,
    )


def _custom(page: str) -> Pair:
    width, height = page.split("x")
    return float(width), float(height)


def _lengths(tape: str) -> Pair:
    least, most = tape.split("-")
    return float(least), float(most)


def _gap(pitch: str, label: float) -> float:
    return round(float(pitch) - label, 3) if pitch else 0.0  # the table has three decimals
