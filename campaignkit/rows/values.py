"""One cell: what tables call missing becomes None, and numpy's scalars become Python's."""

from __future__ import annotations

from typing import Any

_PLAIN = frozenset({str, int, bool, type(None)})


def clean(value: Any) -> Any:
    """Return a cell's plain value. Text is never read as a number.

    >>> clean("00123"), clean(float("nan")), clean(2.0)
    ('00123', None, 2.0)
    """
    if type(value) in _PLAIN:
        return value
    try:
        if value != value:  # nan of any kind, NaT  # noqa: PLR0124
            return None
    except (TypeError, ValueError, ArithmeticError):  # pandas.NA; an array; a signalling NaN
        return value if hasattr(value, "shape") else None
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.item() if getattr(value, "shape", None) == () else value


def named(header: list[str], place: str) -> tuple[str, ...]:
    """Return column names, stripped; a column without name is called by its place, "column_3".

    Raises:
        BadInput: a name stands twice, or there is none at all.

    >>> named(["name", " price ", "", "x", ""], "a.csv")
    ('name', 'price', 'column_3', 'x')
    """
    from campaignkit.errors import BadInput

    names = [text.strip() for text in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise BadInput(f"{place} has no header. Name the columns in its first line.")
    names = [name or f"column_{at}" for at, name in enumerate(names, 1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadInput(f"{place} has two columns called {', '.join(twice)}. Rename one of them.")
    return tuple(names)
