"""Shapes of SVG as paths, in their own units, and how far a path reaches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from campaignkit import svg_paths
from campaignkit.svg_paths import Segment
from campaignkit.vectors.lengths import Box, length, numbers

SHAPES = ("path", "rect", "circle", "ellipse", "line", "polygon", "polyline")
Path = tuple[Segment, ...]


def path_of(tag: str, said: Mapping[str, str], port: Box) -> Path:
    """Return the path of a shape, () if it has none."""

    def at(name: str, whole: float) -> float:
        return length(said.get(name), 0.0, whole)

    across, down, both = port.width, port.height, port.diagonal
    if tag == "path":
        data = said.get("d", "").strip()
        return svg_paths.parse(data) if data and data != "none" else ()
    if tag == "rect":
        return _rect(said, port)
    if tag in ("circle", "ellipse"):
        rx, ry = (at("r", both),) * 2 if tag == "circle" else (at("rx", across), at("ry", down))
        if min(rx, ry) <= 0:
            return ()
        return svg_paths.ellipse(at("cx", across) - rx, at("cy", down) - ry, 2 * rx, 2 * ry)
    if tag == "line":
        start = ("M", at("x1", across), at("y1", down))
        return (start, ("L", at("x2", across), at("y2", down)))
    points = numbers(said.get("points", ""))
    pairs = list(zip(points[::2], points[1::2], strict=False))
    lines = tuple(("L" if number else "M", x, y) for number, (x, y) in enumerate(pairs))
    return (*lines, ("Z",)) if tag == "polygon" and lines else lines


def _rect(said: Mapping[str, str], port: Box) -> Path:
    x, y = length(said.get("x"), 0, port.width), length(said.get("y"), 0, port.height)
    width = length(said.get("width"), 0, port.width)
    height = length(said.get("height"), 0, port.height)
    if min(width, height) <= 0:
        return ()
    rx = length(said.get("rx"), -1, port.width)
    ry = length(said.get("ry"), -1, port.height)
    rx, ry = (ry if rx < 0 else rx), (rx if ry < 0 else ry)
    rx, ry = min(max(rx, 0), width / 2), min(max(ry, 0), height / 2)
    if rx == 0 or ry == 0:
        right, bottom = x + width, y + height
        return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))
    # a round corner is a quarter of an ellipse: the rectangle of circles, made wider or narrower
    stretch = rx / ry
    rounded = svg_paths.rounded(0.0, 0.0, width / stretch, height, ry)
    return tuple(
        (name, *(v * stretch + x if i % 2 == 0 else v + y for i, v in enumerate(values)))
        for name, *values in rounded
    )


def reach(path: Path) -> Box | None:
    """Return the box around a path, without its stroke; None: it has no points."""
    xs, ys = zip(*_extremes(path), strict=True) if path else ((), ())
    if not xs:
        return None
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _extremes(path: Path) -> Iterator[tuple[float, float]]:
    at = (0.0, 0.0)
    for name, *points in path:
        if name == "C":
            x1, y1, x2, y2, x, y = points
            for t in (*_turns(at[0], x1, x2, x), *_turns(at[1], y1, y2, y)):
                yield _bezier(at[0], x1, x2, x, t), _bezier(at[1], y1, y2, y, t)
        if points:
            at = (points[-2], points[-1])
            yield at


def _bezier(a: float, b: float, c: float, d: float, t: float) -> float:
    u = 1 - t
    return a * u**3 + 3 * b * u * u * t + 3 * c * u * t * t + d * t**3


def _turns(a: float, b: float, c: float, d: float) -> Iterator[float]:
    """Yield where a cubic turns back, between its ends."""
    second, first, none = 3 * (d - 3 * c + 3 * b - a), 6 * (c - 2 * b + a), 3 * (b - a)
    if abs(second) < 1e-12:
        roots = [-none / first] if abs(first) > 1e-12 else []
    else:
        inside = first * first - 4 * second * none
        root = math.sqrt(inside) if inside >= 0 else math.nan
        roots = [(-first + root) / (2 * second), (-first - root) / (2 * second)]
    yield from (t for t in roots if 0 < t < 1)
