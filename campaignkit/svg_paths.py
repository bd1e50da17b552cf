"""SVG path data in, plain absolute segments out. The one door to fontTools' SVG path reader.

A path is a tuple of segments: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",).
Quadratic curves and elliptical arcs of the data become cubics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from campaignkit.errors import BadInput, TooBig

LONGEST = 200_000  # characters of path data; the longest brand mark we know has 40,000
_FURTHEST = 1e9  # of a point, in the units of the data: beyond it floats lose the shape
Segment = tuple[str, *tuple[float, ...]]
Path = tuple[Segment, ...]
_KAPPA = 0.5522847498307936  # a quarter circle by one cubic: error under 0.03 % of the radius


@lru_cache(maxsize=1024)
def parse(data: str) -> tuple[Segment, ...]:
    """Return the segments of SVG path data.

    Raises:
        BadInput: `data` is not SVG path data, has more than 200,000 characters, or a number of it
            is no place on a plane.

    >>> parse("M0 0h10v5")
    (('M', 0.0, 0.0), ('L', 10.0, 0.0), ('L', 10.0, 5.0))
    """
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path.parser import parse_path

    if not re.match(r"\s*[Mm]", data):
        raise BadInput(
            f"path {data[:40]!r} is not SVG path data: it begins with M, as in 'M0 0 L10 0'.",
            rule="path.start",
            path=data[:40],
        )
    if len(data) > LONGEST:
        raise TooBig(
            f"path {data[:40]!r} has {len(data):,} characters; at most {LONGEST:,}. Simplify it.",
            rule="path.long",
            value=len(data),
            limit=LONGEST,
        )
    pen = RecordingPen()
    try:
        parse_path(data, pen)
    except Exception as err:  # a parser of hostile text: whatever it stumbles over is the data's
        raise BadInput(
            f"path {data[:40]!r} is not SVG path data ({err}). "
            "Write absolute or relative M L H V C S Q T A Z with their numbers.",
            rule="path.damaged",
            path=data[:40],
        ) from err
    return measured(tuple(_segments(pen.value)), what=f"path {data[:40]!r}")


def measured(path: tuple[Segment, ...], *, what: str) -> tuple[Segment, ...]:
    """Return the path, unless a number of it is none (nan, inf) or further than 1e9.

    Raises:
        BadInput: one is; `what` names the path.
    """
    for segment in path:
        for value in segment[1:]:
            if not abs(float(value)) <= _FURTHEST:
                raise BadInput(
                    f"{what} goes to {value:g}, which is no place on paper. Look at its numbers.",
                    rule="path.number",
                    value=value,
                )
    return path


def rounded(x: float, y: float, width: float, height: float, radius: float) -> tuple[Segment, ...]:
    """Return a rectangle with round corners; a radius of half the shorter side makes a pill."""
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _KAPPA)
    right, bottom = x + width, y + height
    return (
        ("M", x + r, y),
        ("L", right - r, y),
        ("C", right - k, y, right, y + k, right, y + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", x + r, bottom),
        ("C", x + k, bottom, x, bottom - k, x, bottom - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
    )


def ellipse(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    """Return the ellipse that fills a box."""
    rx, ry = width / 2, height / 2
    cx, cy, kx, ky = x + rx, y + ry, rx * _KAPPA, ry * _KAPPA
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ("Z",),
    )


def moved(
    path: tuple[Segment, ...], *, x: float = 0.0, y: float = 0.0, scale: float = 1.0
) -> tuple[Segment, ...]:
    """Return the path scaled about the origin, then moved by x and y.

    >>> moved((("M", 1.0, 2.0), ("Z",)), x=10, scale=3)
    (('M', 13.0, 6.0), ('Z',))
    """
    by = float(scale)
    found: list[Segment] = []
    for segment in path:
        match segment:  # each kind by itself: there are hundreds of thousands of curves
            case (name, a, b, c, d, e, f):
                points = (a * by + x, b * by + y, c * by + x, d * by + y, e * by + x, f * by + y)
                found.append((name, *points))
            case (name, a, b):
                found.append((name, a * by + x, b * by + y))
            case _:
                found.append(segment)
    return tuple(found)


@lru_cache(maxsize=1024)
def bounds(path: tuple[Segment, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a path's points, handles of curves among them.

    Of a path without any, the right is left of the left.

    >>> bounds((("M", 1.0, 2.0), ("L", 3.0, 5.0), ("Z",)))
    (1.0, 2.0, 3.0, 5.0)
    """
    xs, ys = ([v for _, *values in path for v in values[at::2]] for at in (0, 1))
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, -1.0, -1.0)


def _segments(recorded: list[tuple[str, tuple[tuple[float, float], ...]]]) -> list[Segment]:
    out: list[Segment] = []
    at = (0.0, 0.0)
    for name, points in recorded:
        if name == "moveTo":
            out.append(("M", *_floats(points)))
        elif name == "lineTo":
            out.append(("L", *_floats(points)))
        elif name == "curveTo":
            out.append(("C", *_floats(points)))
        elif name == "qCurveTo":
            (qx, qy), (ex, ey) = points
            first = (at[0] + 2 / 3 * (qx - at[0]), at[1] + 2 / 3 * (qy - at[1]))
            second = (ex + 2 / 3 * (qx - ex), ey + 2 / 3 * (qy - ey))
            out.append(("C", *_floats((first, second, (ex, ey)))))
        elif name == "closePath":
            out.append(("Z",))
        if points:
            at = points[-1]
    return out


def _floats(points: tuple[tuple[float, float], ...]) -> tuple[float, ...]:
    return tuple(float(value) for point in points for value in point)


def cubic(outline: Iterable[Segment]) -> Iterator[Segment]:
    """Yield segments with their quadratic curves ("Q") as cubic ones.

    >>> [each[0] for each in cubic([("M", 0, 0), ("Q", 1, 2, 3, 0), ("Z",)])]
    ['M', 'C', 'Z']
    """
    last = (0.0, 0.0)
    for segment in outline:
        name, *numbers = segment
        if name == "Q":
            x, y, end_x, end_y = numbers
            first = (last[0] + (x - last[0]) * 2 / 3, last[1] + (y - last[1]) * 2 / 3)
            second = (end_x + (x - end_x) * 2 / 3, end_y + (y - end_y) * 2 / 3)
            yield ("C", *first, *second, end_x, end_y)
        else:
            yield segment
        if numbers:
            last = (numbers[-2], numbers[-1])
