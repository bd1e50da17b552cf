"""A line of text along a circle, for seals and round labels.

Letters that stand apart are turned one by one: text that can be searched, and light. Where they are
joined, as in Arabic and Devanagari, the whole line is bent, so that bars and joins stay whole:
outlines, that need no font in the file and cannot be searched there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat
from math import cos, radians, sin
from typing import Any, Literal

from campaignkit import text
from campaignkit.drawing import ARC_MIDDLE, ArcText, Color, Image, Item, Shape
from campaignkit.layout.outlines import Bounds
from campaignkit.paths import Segment, cubic
from campaignkit.units import MM_PER_INCH

Point = tuple[float, float]
_APART = frozenset({"Latn", "Grek", "Cyrl", ""})  # scripts whose letters are not joined; "": common
_STRAIGHT = 0.06  # em: shorter lines of an outline stay straight
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

    def bent(x: float, y: float) -> Point:
        angle = (x - line.width / 2) * em / (radius + sign * ARC_MIDDLE * em)
        away = radius + sign * y * em
        return middle[0] + away * sin(angle), middle[1] - sign * away * cos(angle)

    path = tuple(_letters(line, bent))
    shapes = (Shape(path=path, fill=color),) if path else ()
    return (*shapes, *_emoji(line, bent, em))


def _letters(line: text.Line, bent: Callable[[float, float], Point]) -> Iterator[Segment]:
    """Yield the outlines of a line's letters, every point in its new place."""
    for run, glyph, x, y, scale in _glyphs(line):
        if not run.face.is_color:
            yield from _bent(run.face.outline(glyph), x, y, scale, bent)


def _emoji(line: text.Line, bent: Callable[[float, float], Point], em: float) -> Iterator[Image]:
    """Yield a line's colour emoji upright, their middles in their places."""
    for run, glyph, x, y, _ in _glyphs(line):
        if run.face.is_color:
            pixels = min(round(em / MM_PER_INCH * _EMOJI_DPI) + 1, _MOST_PX)
            found = text.emoji_image(run.face, glyph, pixels)
            wide, high = found.right - found.left, found.top - found.bottom
            across, down = bent(x + found.left + wide / 2, y + found.bottom + high / 2)
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


def _bent(
    outline: tuple[Any, ...],
    x: float,
    y: float,
    scale: float,
    bent: Callable[[float, float], Point],
) -> Iterator[Segment]:
    """Yield an outline with its curves and its longer lines as cubic curves, bent."""
    last: Point = (0.0, 0.0)
    for name, *numbers in cubic(outline):
        points = [
            (x + across * scale, y + up * scale)
            for across, up in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        if name == "L" and max(abs(points[0][at] - last[at]) for at in (0, 1)) > _STRAIGHT:
            yield _curved(last, points[0], bent)
        else:
            yield (name, *(value for point in points for value in bent(*point)))
        if points:
            last = points[-1]


def _curved(start: Point, end: Point, bent: Callable[[float, float], Point]) -> Segment:
    """Return the cubic curve that a straight line becomes: through its ends and its thirds."""
    first, a, b, last = [bent(*_between(start, end, at / 3)) for at in range(4)]
    leaving = [(-5 * first[at] + 18 * a[at] - 9 * b[at] + 2 * last[at]) / 6 for at in (0, 1)]
    coming = [(2 * first[at] - 9 * a[at] + 18 * b[at] - 5 * last[at]) / 6 for at in (0, 1)]
    points: tuple[float, ...] = (*leaving, *coming, *last)
    return ("C", *points)


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
