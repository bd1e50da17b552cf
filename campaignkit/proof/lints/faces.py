"""A face as a whole: what lies near its edge, the share of its code, its largest empty area."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, inf
from typing import Any, Literal

import numpy as np

from campaignkit.drawing import Drawing, Image, Shape
from campaignkit.problems import Problem, Where
from campaignkit.proof.lints import limits
from campaignkit.proof.lints.grounds import Ground
from campaignkit.proof.lints.limits import CODE_SHARE, CODE_SIDE, EMPTY_MOST, edge_mm
from campaignkit.proof.lints.parts import Box, Inked, Parts, item_box
from campaignkit.units import SLACK_MM

Outline = Literal["rect", "round", "screen"]  # screen: seen, not cut
_WHITE = "#FFFFFF"


def of_face(drawing: Drawing, parts: Parts, ground: Ground, outline: Outline) -> Iterator[Problem]:
    """Yield what is wrong with a face, whatever its texts say."""
    yield from _shapes_near_edge(drawing, parts, outline)
    if not parts.texts and not parts.others:
        return  # a code alone: its light is its margin
    face = drawing.width * drawing.height
    sides = [code.side for code in parts.codes]
    enough = CODE_SIDE * min(drawing.width, drawing.height)
    if sides and sum(side * side for side in sides) < CODE_SHARE * face and max(sides) < enough:
        code = parts.codes[0]
        share = sum(side * side for side in sides) / face
        yield limits.small_code(share, Where(x=code.x, y=code.y))
    boxes = [one.box for one in parts.texts]
    boxes += [(code.x, code.y, code.x + code.side, code.y + code.side) for code in parts.codes]
    boxes += [item_box(picture) for picture in parts.pictures()]
    if gap := ground.largest_gap(np.array(boxes or np.empty((0, 4))), above=EMPTY_MOST):
        yield limits.empty(gap, Where())


def text_near_edge(drawing: Drawing, one: Inked, outline: Outline) -> Problem | None:
    """Return what is to be said of a text that a die may cut; of one beyond the edge, nothing."""
    least = edge_mm(drawing.width, drawing.height)
    free = free_to_edge(one.box, drawing, outline)
    if free >= least - SLACK_MM or free < 0:
        return None
    where = Where(x=one.box[0], y=one.box[1])
    return limits.near_edge(limits.quoted(one.words), free, least, where)


def free_to_edge(box: Box, drawing: Drawing, outline: Outline) -> float:
    """Return how far a box is from the edge of a face, mm; below 0: beyond it; screens: inf."""
    left, top, right, bottom = box
    width, height = drawing.width, drawing.height
    if outline == "screen":
        return inf
    if outline == "rect":
        return min(left, top, width - right, height - bottom)
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    # Of an ellipse, along the line from its middle: exact for a circle.
    reach = max(hypot((x / width - 0.5) * 2, (y / height - 0.5) * 2) for x, y in corners)
    return (1 - reach) * min(width, height) / 2


def _shapes_near_edge(drawing: Drawing, parts: Parts, outline: Outline) -> Iterator[Problem]:
    if outline == "screen":
        return
    least = edge_mm(drawing.width, drawing.height)
    for item, box, order in parts.others:
        if order in parts.ornaments or not _is_seen(item):
            continue
        if outline == "round" and isinstance(item, Shape):
            free = _freest_point(item, drawing)
        else:
            free = _freest(box, drawing, outline)
        if free is not None and free < least - SLACK_MM:
            what = "A picture" if isinstance(item, Image) else "A shape"
            yield limits.near_edge(what, free, least, Where(x=max(box[0], 0), y=max(box[1], 0)))


def _freest(box: Box, drawing: Drawing, outline: Outline) -> float | None:
    """Return the least distance to a side that the box does not reach; None: it reaches all."""
    if outline == "round":
        free = free_to_edge(box, drawing, outline)
        return free if free > SLACK_MM else None
    left, top, right, bottom = box
    sides = (left, top, drawing.width - right, drawing.height - bottom)
    inside = [side for side in sides if side > SLACK_MM]
    return min(inside) if inside else None


def _freest_point(shape: Shape, drawing: Drawing) -> float | None:
    """Return the least distance of a shape's points to a round edge; None: it goes beyond it."""
    numbers = [n for _, *points in shape.path for n in points]
    half = shape.stroke_width / 2 if shape.stroke is not None else 0.0
    points = zip(numbers[::2], numbers[1::2], strict=True)
    boxes = ((x - half, y - half, x + half, y + half) for x, y in points)
    free = min((free_to_edge(box, drawing, "round") for box in boxes), default=0.0)
    return free if free > SLACK_MM else None


def _is_seen(item: Any) -> bool:
    """Say whether a shape shows on white paper."""
    if isinstance(item, Shape):
        inks = [item.fill, item.stroke if item.stroke_width else None]
        return any(ink is not None and ink.upper() != _WHITE for ink in inks)
    return True
