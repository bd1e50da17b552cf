"""Lengths in designs: numbers of mm, or small sums such as "50%", "w - code - 4", "min(w, h) / 2".

Names stand for lengths in mm: `w` and `h` are the label's width and height, further ones
come from the layout's own `let`. A percentage is of the axis the length lies along.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from campaignkit.errors import BadInput, near_or_all

Measure = float | str

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
LONGEST_MM = 10_000  # of a length, either way: ten times the widest roll of a plotter; a guess
LONGEST_SUM = 1000  # characters; the longest of the designs that ship has 90
_SHOWN = 60  # characters of a length that an error repeats
_DEEPEST = 200  # terms one within another; Python's own limit is a thousand
_FUNCTIONS: dict[str, Callable[..., float]] = {"min": min, "max": max}


def measure(value: Measure, names: Mapping[str, float], *, axis: float) -> float:
    """Return a length in mm. `axis` is what a percentage is of.

    Raises:
        BadInput: it is not a sum of numbers, percentages and known names; it has more than 1,000
            characters or 200 terms; what comes out is no number, or further than 10 m.

    >>> measure("50% - 2", {}, axis=60.0)
    28.0
    >>> measure("min(w, h) / 4", {"w": 60.0, "h": 38.0}, axis=60.0)
    9.5
    """
    try:
        found = _value(value, names, axis)
    except ZeroDivisionError as err:
        raise BadInput(
            f"length {value!r} divides by zero.", rule="design.length-zero", length=value
        ) from err
    except OverflowError:  # a whole number of more than 308 digits
        found = math.inf
    if not abs(found) <= LONGEST_MM:
        raise BadInput(
            f"length {_cut(value)} is {found:g} mm; a length is a number of at most "
            f"{LONGEST_MM:,} mm. Write it as in 12.5 or 'w - 4'.",
            rule="design.length-size",
            length=_cut(value),
            value=found,
            limit=LONGEST_MM,
        )
    return found


def _value(value: Measure, names: Mapping[str, float], axis: float) -> float:
    if not isinstance(value, str):
        return float(value)
    if len(value) > LONGEST_SUM:
        raise BadInput(
            f"length {_cut(value)} has {len(value):,} characters; at most {LONGEST_SUM:,}. "
            "Give parts of it names with let.",
            rule="design.length-long",
            value=len(value),
            limit=LONGEST_SUM,
        )
    return float(_evaluate(_parsed(value), {**names, "axis": axis}, value))


def _cut(value: Measure) -> str:
    try:
        shown = repr(value) if isinstance(value, str) else f"{value:g}"
    except OverflowError:
        shown = "of hundreds of digits"
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr:
    summed = re.sub(r"(\d+(?:\.\d+)?)\s*%", r"(\1 / 100 * axis)", text)
    try:
        body = ast.parse(summed.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        raise BadInput(
            f"length {_cut(text)} cannot be read. Write mm as a number, or a sum such as "
            "'50%', 'w - 4' or 'min(w, h) / 2'.",
            rule="design.length",
            length=_cut(text),
        ) from err
    terms = sum(isinstance(node, ast.BinOp | ast.UnaryOp | ast.Call) for node in ast.walk(body))
    if terms > _DEEPEST:
        raise BadInput(
            f"length {_cut(text)} has {terms:,} terms; at most {_DEEPEST}. Give parts of it names "
            "with let.",
            rule="design.length-long",
            value=terms,
            limit=_DEEPEST,
        )
    return body


def _evaluate(node: ast.expr, names: Mapping[str, float], text: str) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Name(id=name):
            known = sorted(set(names) - {"axis"})
            near = near_or_all(name, known)
            raise BadInput(
                f"length {text!r} names {name!r}, which is no length here.{near}",
                rule="design.length-name",
                length=text,
                name=name,
            )
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, names, text)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            left_mm, right_mm = (_evaluate(side, names, text) for side in (left, right))
            return _OPERATORS[type(operator)](left_mm, right_mm)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if (
            name in _FUNCTIONS and len(arguments) > 1
        ):
            return _FUNCTIONS[name](*(_evaluate(each, names, text) for each in arguments))
    raise BadInput(
        f"length {text!r} may only add, subtract, multiply, divide, and use min or max.",
        rule="design.length-sum",
        length=text,
    )
