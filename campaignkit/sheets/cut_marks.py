"""Lines that help at the table: outlines of the labels, and marks to cut by."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args

from campaignkit.drawing import Drawing, Item, Placed, Shape
from campaignkit.errors import BadInput
from campaignkit.sheets.slots import Pair, slots_of
from campaignkit.stock import Stock
from campaignkit.svg_paths import Segment, ellipse, rounded
from campaignkit.units import SLACK_MM

Marks = Literal["outlines", "cut"]
LINE_MM = 0.09  # 0.25 pt
_GREY, _BLACK = "#909090", "#000000"
_LONG, _OFF = 4.0, 1.0  # mm: of a cut mark, and from the label's edge to where it begins
_LONG_LEAST = 1.5  # shorter than this a mark leads no knife, and is left out


def check_marks(marks: object) -> None:
    """Raise BadInput unless these are marks that can be drawn, or none."""
    if marks is not None and not (isinstance(marks, str) and marks in get_args(Marks)):
        raise BadInput(
            f"marks={marks!r} are not known. Use 'outlines' to compare with the label sheet, "
            "'cut' to cut plain paper by, or None.",
            rule="sheet.marks",
            marks=marks,
        )


@lru_cache(maxsize=16)
def marks_of(stock: Stock, marks: Marks | None, offset: Pair = (0.0, 0.0)) -> tuple[Placed, ...]:
    """Return what lies under the labels of each page.

    "outlines": a thin grey line along each label. "cut": short lines in the paper's margin at
    every edge that is cut, once for the whole block; none crosses a label.
    """
    if marks is None:
        return ()
    lines = _outlines(stock, offset) if marks == "outlines" else _cuts(stock, offset)
    return (Placed(0.0, 0.0, Drawing(*stock.page, tuple(lines))),)


def _outlines(stock: Stock, offset: Pair) -> list[Item]:
    found: list[Item] = []
    for slot in slots_of(stock, offset=offset):
        path = (
            rounded(slot.x, slot.y, slot.width, slot.height, stock.radius or 0)
            if stock.shape == "rect"
            else ellipse(slot.x, slot.y, slot.width, slot.height)
        )
        found.append(Shape(path=path, stroke=_GREY, stroke_width=LINE_MM))
    return found


def _cuts(stock: Stock, offset: Pair) -> list[Item]:
    slots = slots_of(stock, offset=offset)
    lefts = _edges([edge for slot in slots for edge in (slot.x, slot.x + slot.width)])
    tops = _edges([edge for slot in slots for edge in (slot.y, slot.y + slot.height)])
    width, height = stock.page
    path: list[Segment] = []
    for x in lefts:
        path += _line(x, max(tops[0] - _OFF - _LONG, 0), x, tops[0] - _OFF)
        path += _line(x, tops[-1] + _OFF, x, min(tops[-1] + _OFF + _LONG, height))
    for y in tops:
        path += _line(max(lefts[0] - _OFF - _LONG, 0), y, lefts[0] - _OFF, y)
        path += _line(lefts[-1] + _OFF, y, min(lefts[-1] + _OFF + _LONG, width), y)
    return [Shape(path=tuple(path), stroke=_BLACK, stroke_width=LINE_MM)] if path else []


def _line(x: float, y: float, to_x: float, to_y: float) -> tuple[Segment, ...]:
    if max(to_x - x, to_y - y) < _LONG_LEAST:
        return ()
    return ("M", x, y), ("L", to_x, to_y)


def _edges(found: list[float]) -> list[float]:
    """Return the places where something is cut, each once: neighbours share an edge."""
    kept: list[float] = []
    for edge in sorted(found):
        if not kept or edge - kept[-1] > SLACK_MM:
            kept.append(edge)
    return kept
