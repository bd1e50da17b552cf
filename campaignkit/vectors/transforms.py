"""Matrices of SVG: (a, b, c, d, e, f) takes (x, y) to (a x + c y + e, b x + d y + f)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from campaignkit.errors import BadInput, TooBig
from campaignkit.svg_paths import Segment
from campaignkit.vectors.lengths import numbers
from campaignkit.vectors.values import Matrix

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STEP = re.compile(r"\b(\w+)\s*\(([^()]*)\)")
_LONGEST = 2000  # characters of a transform; programs write one matrix, of 80
_EVEN = 1e-3  # how far the two scales of a matrix may differ and still be one


def transform(text: str) -> Matrix:
    """Return the matrix of a transform attribute.

    Raises:
        BadInput: a step is unknown, or a number of it is none.
        TooBig: it is longer than 2,000 characters.

    >>> transform("translate(5) scale(2)")
    (2.0, 0.0, 0.0, 2.0, 5.0, 0.0)
    """
    if len(text) > _LONGEST:
        raise TooBig(
            f"a transform of the SVG has {len(text):,} characters; at most {_LONGEST:,}. "
            "Save it as PNG.",
            rule="svg.transform-long",
            value=len(text),
            limit=_LONGEST,
        )
    matrix = IDENTITY
    for name, inside in _STEP.findall(text.replace("deg", "").replace("px", "")):
        matrix = times(matrix, _step(name, numbers(inside)))
    return matrix


def _step(name: str, said: list[float]) -> Matrix:
    if not all(map(math.isfinite, said)):
        raise BadInput(
            f"the SVG turns by {name[:20]!r} of a number without end. Save it as PNG.",
            rule="svg.transform",
        )
    match name, said:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case "translate", [x, *rest]:
            return (1.0, 0.0, 0.0, 1.0, x, rest[0] if rest else 0.0)
        case "scale", [x, *rest]:
            return (x, 0.0, 0.0, rest[0] if rest else x, 0.0, 0.0)
        case "skewX", [angle]:
            return (1.0, 0.0, math.tan(math.radians(angle)), 1.0, 0.0, 0.0)
        case "skewY", [angle]:
            return (1.0, math.tan(math.radians(angle)), 0.0, 1.0, 0.0, 0.0)
        case "rotate", [angle, *about]:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            x, y = about if len(about) == 2 else (0.0, 0.0)
            return (cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos)
    raise BadInput(
        f"the SVG turns by {name[:20]!r}, which is not drawn. Save it as PNG.", rule="svg.transform"
    )


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix of `other`, then `one`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    across = (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j)
    return (*across, a * k + c * m + e, b * k + d * m + f)


def scale_of(matrix: Matrix) -> float:
    """Return how many times longer lengths become, on average."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def is_even(matrix: Matrix) -> bool:
    """Say whether it makes all lengths alike longer, so that a round pen stays round."""
    a, b, c, d, _, _ = matrix
    size = abs(a) + abs(b) + abs(c) + abs(d)
    skew = abs(a * c + b * d) / max(size * size, 1e-30)
    return skew < _EVEN and abs(math.hypot(a, b) - math.hypot(c, d)) < _EVEN * size


def placed(path: tuple[Segment, ...], matrix: Matrix) -> tuple[Segment, ...]:
    """Return a path under a matrix."""
    return path if matrix == IDENTITY else tuple(_placed(path, matrix))


def _placed(path: tuple[Segment, ...], matrix: Matrix) -> Iterator[Segment]:
    a, b, c, d, e, f = matrix
    for name, *points in path:
        pairs = zip(points[::2], points[1::2], strict=True)
        yield (name, *(v for x, y in pairs for v in (a * x + c * y + e, b * x + d * y + f)))
