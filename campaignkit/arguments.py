"""What an argument may be, said once: text, a path, a number, a mapping, something to be called.

A door asks here for what Python would take in silence, or stumble over far inside. Nothing is
changed: "5" is no number, and 5 is no text.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Collection, Iterable, Mapping
from os import PathLike

from campaignkit.errors import BadInput

_SHOWN = 60  # characters of a value in a message
_FARTHEST_MM = 1_000_000  # a kilometre: our guess at a slip


def shown(value: object) -> str:
    """Return a value for a message: one line, not long, whatever it is.

    >>> shown("Oi"), len(shown("x" * 5000)), shown(10**5000)
    ("'Oi'", 60, 'a int')
    """
    try:
        text = " ".join(repr(value).split())
    except Exception:  # what is shown belongs to others: a repr may do anything
        return f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def check_text(value: object, key: str, *, is_optional: bool = True) -> None:
    """Raise BadInput unless it is text. is_optional: None will do.

    >>> check_text("Oi", "title"); check_text(None, "title")
    """
    if not isinstance(value, str) and not (is_optional and value is None):
        raise BadInput(f"{key}={shown(value)} is not text.", rule="argument.text", key=key)


def check_path(value: object, key: str, *, is_optional: bool = True) -> None:
    """Raise BadInput unless it is text or a path of the file system. is_optional: None will do."""
    if not isinstance(value, str | PathLike) and not (is_optional and value is None):
        raise BadInput(f"{key}={shown(value)} is not a path.", rule="argument.path", key=key)


def check_mapping(value: object, key: str) -> None:
    """Raise BadInput unless it is a mapping, or None."""
    if value is not None and not isinstance(value, Mapping):
        raise BadInput(
            f"{key}={shown(value)} is not a mapping. Write {{'name': value}}.",
            rule="argument.mapping",
            key=key,
        )


def check_call(value: object, key: str) -> None:
    """Raise BadInput unless it can be called, or is None or False."""
    if value is not None and value is not False and not callable(value):
        raise BadInput(
            f"{key}={shown(value)} cannot be called. Give a function.",
            rule="argument.call",
            key=key,
        )


def check_number(
    value: object,
    key: str,
    *,
    above: float = 0.0,
    most: float = math.inf,
    what: str = "number",
    is_optional: bool = True,
) -> None:
    """Raise BadInput unless it is a finite number, above a limit and not over another.

    is_optional: None will do.

    >>> check_number(2.5, "distance_mm"); check_number(None, "distance_mm")
    """
    if value is None and is_optional:
        return
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not (real and math.isfinite(value) and above < value <= most):  # type: ignore[operator, arg-type]
        limits = "" if above == -math.inf else f" above {above:g}"
        limits += "" if most == math.inf else f", at most {most:,g}"
        raise BadInput(
            f"{key}={shown(value)} is no {what}. Give one{limits}.",
            rule="argument.number",
            key=key,
        )


def check_distance(distance_mm: object) -> None:
    """Raise BadInput unless people can stand so far away when they scan, or it is None."""
    number = isinstance(distance_mm, int | float) and not isinstance(distance_mm, bool)
    if distance_mm is not None and not (number and 0 < distance_mm <= _FARTHEST_MM):  # type: ignore[operator]
        raise BadInput(
            f"distance_mm={shown(distance_mm)} is no distance. Give millimetres above 0, at most "
            f"{_FARTHEST_MM:,}.",
            rule="check.distance",
            distance_mm=distance_mm,
            most=_FARTHEST_MM,
        )


def truth(value: object, key: str) -> bool:
    """Return whether something is asked for; what is neither true nor false is told.

    >>> truth(0, "check"), truth("yes", "check")
    (False, True)
    """
    try:
        return bool(value)
    except Exception as err:  # of many numbers, which nobody can say
        raise BadInput(
            f"{key}={shown(value)} is neither True nor False.", rule="argument.truth", key=key
        ) from err


def words(value: object, key: str) -> list[str]:
    """Return texts, given as a list of them.

    >>> words(("a", "b"), "specials")
    ['a', 'b']
    """
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        listed = list(value)
        if all(isinstance(each, str) for each in listed):
            return listed
    raise BadInput(
        f"{key}={shown(value)} is no list of texts. Write ['…', '…'].",
        rule="argument.words",
        key=key,
    )


def check_one_of(value: object, known: Collection[str], key: str) -> None:
    """Raise BadInput unless it is one of these words.

    >>> check_one_of("rect", ("rect", "oval"), "shape")
    """
    if not isinstance(value, str) or value not in known:
        raise BadInput(
            f"{key}={shown(value)} is not known. Use {', '.join(map(repr, known))}.",
            rule="argument.choice",
            key=key,
            known=list(known),
        )
