"""Lengths in designs: numbers of mm, or small sums such as "50%", "w - code - 4", "min(w, h) / 2".

Names stand for lengths in mm: `w` and `h` are the label's width and height, further ones
come from the layout's own `let`. A percentage is of the axis the length lies along.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from campaignkit.errors import BadInput, did_you_mean

Measure = float | str

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {"min": min, "max": max}


def measure(value: Measure, names: Mapping[str, float], *, axis: float) -> float:
    """Return a length in mm. `axis` is what a percentage is of.

    Raises:
        BadInput: it is not a sum of numbers, percentages and known names.

    >>> measure("50% - 2", {}, axis=60.0)
    28.0
    >>> measure("min(w, h) / 4", {"w": 60.0, "h": 38.0}, axis=60.0)
    9.5
    """
    if not isinstance(value, str):
        return float(value)
    try:
        return float(_evaluate(_parsed(value), {**names, "axis": axis}, value))
    except ZeroDivisionError as err:
        raise BadInput(f"length {value!r} divides by zero.") from err


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr:
    summed = re.sub(r"(\d+(?:\.\d+)?)\s*%", r"(\1 / 100 * axis)", text)
    try:
        return ast.parse(summed.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        raise BadInput(
            f"length {text!r} cannot be read. Write mm as a number, or a sum such as "
            "'50%', 'w - 4' or 'min(w, h) / 2'."
        ) from err


def _evaluate(node: ast.expr, names: Mapping[str, float], text: str) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Name(id=name):
            known = sorted(set(names) - {"axis"})
            near = did_you_mean(name, known) or f" There are: {', '.join(known)}."
            raise BadInput(f"length {text!r} names {name!r}, which is no length here.{near}")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, names, text)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            left_mm, right_mm = (_evaluate(side, names, text) for side in (left, right))
            return _OPERATORS[type(operator)](left_mm, right_mm)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if (
            name in _FUNCTIONS and len(arguments) > 1
        ):
            return _FUNCTIONS[name](*(_evaluate(each, names, text) for each in arguments))
    raise BadInput(f"length {text!r} may only add, subtract, multiply, divide, and use min or max.")
