"""What should be on a page against what was read from it: each code, its text and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from campaignkit.problems import Problem, Problems, Where
from campaignkit.proof.expected import Expected
from campaignkit.proof.reader import Found
from campaignkit.units import mm_text

Matrix = NDArray[np.float64]

__all__ = ["PLACE_MM", "Expected", "Matched", "compare", "match", "problems_of"]

PLACE_MM = 0.5  # how far a code may lie from its place: a pixel at 300 dpi is 0.08 mm
_SHOWN = 60  # characters of a text quoted in a message
_SOURCE = "read back from the finished page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Which found code stands for which expected one; who is left over on either side."""

    pairs: tuple[tuple[Expected, Found], ...]
    missing: tuple[Expected, ...]
    extra: tuple[Found, ...]


def compare(
    expected: Sequence[Expected],
    found: Sequence[Found],
    *,
    page: int | None = None,
    file: str | None = None,
) -> Problems:
    """Return what is missing, says something else, lies elsewhere, or should not be there.

    Rules: scan.missing, scan.text, scan.place (further off than PLACE_MM), scan.extra. The same
    text may stand on many labels: a code is taken for the label it lies on, and only then, if
    no code lies there, for a missing one of the same text.
    """
    return problems_of(match(expected, found), page=page, file=file)


def problems_of(matched: Matched, *, page: int | None = None, file: str | None = None) -> Problems:
    """Return the problems of a match that was made before."""

    def where(code: Expected | Found) -> Where:
        row = code.row if isinstance(code, Expected) else None
        return Where(file=file, row=row, page=page, x=code.x_mm, y=code.y_mm)

    return Problems(
        [
            *(problem for pair in matched.pairs for problem in _differences(*pair, where)),
            *(_missing(code, where(code)) for code in matched.missing),
            *(_extra(code, where(code)) for code in matched.extra),
        ]
    )


def match(expected: Sequence[Expected], found: Sequence[Found]) -> Matched:
    """Pair each expected code with the found one that lies on it, else with one of its text."""
    off = _distances(expected, found)
    reach = np.array([code.size_mm for code in expected]).reshape(-1, 1) / 2
    pairs = _nearest(np.where(off < reach, off, np.inf))
    same = np.array([[is_.text == code.text for is_ in found] for code in expected], bool)
    left = np.where(same.reshape(off.shape), off, np.inf)
    left[list(pairs), :] = np.inf
    left[:, list(pairs.values())] = np.inf
    pairs |= _nearest(left)
    taken = set(pairs.values())
    return Matched(
        pairs=tuple((expected[one], found[other]) for one, other in sorted(pairs.items())),
        missing=tuple(code for number, code in enumerate(expected) if number not in pairs),
        extra=tuple(code for number, code in enumerate(found) if number not in taken),
    )


def _distances(expected: Sequence[Expected], found: Sequence[Found]) -> Matrix:
    """Return the distance between centres, mm: a row an expected code, a column a found one."""
    wanted = [(c.x_mm + c.size_mm / 2, c.y_mm + c.size_mm / 2) for c in expected]
    seen = [(c.x_mm + c.width_mm / 2, c.y_mm + c.height_mm / 2) for c in found]
    apart = np.reshape(wanted, (-1, 1, 2)) - np.reshape(seen, (1, -1, 2))
    off: Matrix = np.hypot(apart[..., 0], apart[..., 1])
    return off


def _nearest(off: Matrix) -> dict[int, int]:
    """Return pairs (row: column), the closest first, each row and column once."""
    rows, columns = np.nonzero(np.isfinite(off))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for number in np.argsort(off[rows, columns], kind="stable"):
        row, column = int(rows[number]), int(columns[number])
        if row not in pairs and column not in taken:
            pairs[row] = column
            taken.add(column)
    return pairs


def _differences(
    code: Expected, found: Found, where: Callable[[Expected], Where]
) -> Iterator[Problem]:
    if found.text != code.text and found.raw != code.text.encode("utf-8"):
        yield Problem(
            rule="scan.text",
            message=f"The code{_label(code)} says {_quoted(found.text)}, "
            f"but should say {_quoted(code.text)}.",
            where=where(code),
            value=found.text,
            limit=code.text,
            fix="Make this page again; if it stays, another code was drawn over this one.",
            source=_SOURCE,
        )
    right, down = found.x_mm - code.x_mm, found.y_mm - code.y_mm
    growth = max(found.width_mm, found.height_mm) - code.size_mm
    if max(abs(right), abs(down)) > PLACE_MM or abs(growth) > 2 * PLACE_MM:
        yield _misplaced(code, where(code), right, down, growth)


def _misplaced(code: Expected, where: Where, right: float, down: float, growth: float) -> Problem:
    ways = [
        (abs(right), "to the right" if right > 0 else "to the left"),
        (abs(down), "down" if down > 0 else "up"),
        (abs(growth), "too wide" if growth > 0 else "too narrow"),
    ]
    said = " and ".join(f"{mm_text(length)} {way}" for length, way in ways if length > PLACE_MM)
    return Problem(
        rule="scan.place",
        message=f"The code{_label(code)} is not in its place: {said}.",
        where=where,
        value=round(max(length for length, _ in ways), 2),
        limit=PLACE_MM,
        fix="Export or print at 100 %, without fitting to the page, and with the sheet's own size.",
        source=_SOURCE,
    )


def _missing(code: Expected, where: Where) -> Problem:
    return Problem(
        rule="scan.missing",
        message=f"The code{_label(code)} cannot be read; it should say {_quoted(code.text)}.",
        where=where,
        limit=code.text,
        fix="Look at this label: is the code there, dark on light, whole and uncovered?",
        source=_SOURCE,
    )


def _extra(found: Found, where: Where) -> Problem:
    return Problem(
        rule="scan.extra",
        message=f"A code that should not be here says {_quoted(found.text)}.",
        where=where,
        value=found.text,
        fix="Remove it, or a customer may scan it instead.",
        source=_SOURCE,
    )


def _label(code: Expected) -> str:
    return "" if code.position is None else f" on label {code.position}"


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
