"""A line of text along a circle, for seals and round labels.

Letters that stand apart are turned one by one: text that can be searched, and light. Where they are
joined, as in Arabic and Devanagari, the whole line is bent, so that bars and joins stay whole:
outlines, that need no font in the file and cannot be searched there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice, repeat
from math import radians
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from campaignkit import text
from campaignkit.drawing import ARC_MIDDLE, ArcText, Color, Image, Item, Shape
from campaignkit.layout.outlines import Bounds
from campaignkit.svg_paths import Segment, cubic
from campaignkit.units import MM_PER_INCH

Point = tuple[float, float]
Points = NDArray[np.float64]  # a row a point
_APART = frozenset({"Latn", "Grek", "Cyrl", ""})  # scripts whose letters are not joined; "": common
_STRAIGHT = 0.06  # em: shorter lines of an outline stay straight
_POINTS = {"M": 1, "L": 1, "C": 3, "Z": 0}  # of a segment
_EMOJI_DPI, _MOST_PX = 300, 2048


def arched(
    words: str,
    bounds: Bounds,
    *,
    stack: text.Stack,
    size: float,
    smallest: float,
    degrees: float,
    side: Literal["top", "bottom"],
    color: Color,
) -> tuple[Item, ...]:
    """Return one line along the circle in a box, in its middle, its feet on it.

    degrees: of the circle that it may take; where it would take more it is set smaller, down to
    `smallest`. side: over the top, or along the bottom, where its heads point inward.

    Raises:
        TooBig: it needs more at its smallest size.
        CampaignError: a letter that no font has.
    """
    radius = min(bounds.width, bounds.height) / 2
    sign = 1 if side == "top" else -1
    block = text.fit(
        words,
        width_mm=radians(degrees) * (radius - (side == "bottom") * ARC_MIDDLE * size),
        height_mm=size * 4,
        size_mm=size,
        min_size_mm=smallest,
        stack=stack,
        max_lines=1,
    )
    ((_, _, line),) = block.lines
    em = block.size_mm
    stands_apart = all(text.script_of(sign) in _APART for sign in words)
    if stands_apart and not any(run.face.is_color for run in line.runs):
        x, y = bounds.x + bounds.width / 2, bounds.y + bounds.height / 2
        return (ArcText(x, y, radius, em, line, color, inward=side == "bottom"),)
    middle = (bounds.x + bounds.width / 2, bounds.y + bounds.height / 2)

    def bent(points: Points) -> Points:
        angles = (points[:, 0] - line.width / 2) * em / (radius + sign * ARC_MIDDLE * em)
        away = radius + sign * points[:, 1] * em
        across, down = away * np.sin(angles), -sign * away * np.cos(angles)
        return np.column_stack([middle[0] + across, middle[1] + down])

    path = _letters(line, bent)
    shapes = (Shape(path=path, fill=color),) if path else ()
    return (*shapes, *_emoji(line, bent, em))


def _letters(line: text.Line, bent: Callable[[Points], Points]) -> tuple[Segment, ...]:
    """Return the outlines of a line's letters, every point in its new place."""
    names: list[str] = []
    points: list[Points] = [np.empty((0, 2))]
    lines = [np.empty((0, 4), np.intp)]
    at = 0
    for run, glyph, x, y, scale in _glyphs(line):
        if run.face.is_color:
            continue
        outline = _outline(run.face, glyph)
        names += outline.names
        points.append(outline.points * scale + (x, y))
        lines.append(outline.lines + at)
        at += len(outline.points)
    placed = bent(np.concatenate(points))
    _curve(placed, np.concatenate(lines))
    numbers = iter(placed.ravel().tolist())
    return tuple((name, *islice(numbers, 2 * _POINTS[name])) for name in names)


class _Outline(NamedTuple):
    """A glyph as cubic curves, in units of its font.

    points: in the order of names, x and y upward. lines: for each longer line, which becomes a
    curve, the places of the point before it and of its own three: its thirds and its end.
    """

    names: tuple[str, ...]
    points: Points
    lines: NDArray[np.intp]


@lru_cache(maxsize=2048)
def _outline(face: text.Face, glyph: int) -> _Outline:
    names: list[str] = []
    points: list[Point] = []
    lines: list[tuple[int, ...]] = []
    long = _STRAIGHT * face.upem
    for name, *numbers in cubic(face.outline(glyph)):
        new = [*zip(numbers[::2], numbers[1::2], strict=True)]
        if name == "L" and max(abs(a - b) for a, b in zip(new[0], points[-1], strict=True)) > long:
            start, end, at = points[-1], new[0], len(points)
            new = [_between(start, end, 1 / 3), _between(start, end, 2 / 3), end]
            lines.append((at - 1, at, at + 1, at + 2))
        names.append("C" if len(new) > 1 else name)
        points += new
    return _Outline(
        tuple(names),
        np.array(points, float).reshape(-1, 2),
        np.array(lines, np.intp).reshape(-1, 4),
    )


def _curve(points: Points, lines: NDArray[np.intp]) -> None:
    """Put the handles of cubic curves in the place of thirds, so that they pass through those."""
    first, a, b, last = (points[lines[:, at]] for at in range(4))
    points[lines[:, 1]] = (-5 * first + 18 * a - 9 * b + 2 * last) / 6
    points[lines[:, 2]] = (2 * first - 9 * a + 18 * b - 5 * last) / 6


def _emoji(line: text.Line, bent: Callable[[Points], Points], em: float) -> Iterator[Image]:
    """Yield a line's colour emoji upright, their middles in their places."""
    for run, glyph, x, y, _ in _glyphs(line):
        if run.face.is_color:
            pixels = min(round(em / MM_PER_INCH * _EMOJI_DPI) + 1, _MOST_PX)
            found = text.emoji_image(run.face, glyph, pixels)
            wide, high = found.right - found.left, found.top - found.bottom
            place = (x + found.left + wide / 2, y + found.bottom + high / 2)
            ((across, down),) = bent(np.array([place])).tolist()
            box = {"width": wide * em, "height": high * em}
            corner = {"x": across - wide * em / 2, "y": down - high * em / 2}
            yield Image(**corner, **box, picture=found.picture)


def _glyphs(line: text.Line) -> Iterator[tuple[Any, int, float, float, float]]:
    """Yield each glyph with its place in em, y upward, and the em of a unit of its font."""
    for run in line.runs:
        scale = 1 / run.face.upem
        pen = run.x
        for cluster, kern in zip(run.clusters, run.kerns or repeat(0), strict=False):
            for glyph, x, y in cluster.parts:
                yield run, glyph, pen + x * scale, y * scale, scale
            pen += (cluster.advance + kern) * scale


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
