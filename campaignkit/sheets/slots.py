"""Where each label of a sheet lies, and which part of it a printer reaches."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from campaignkit.errors import BadInput
from campaignkit.printers import Printer
from campaignkit.stock import Stock

Pair = tuple[float, float]
_OFFSET_MOST = 100.0  # mm: our guess at a slip
# A label of which less than this is left is printed whole: a sticker squeezed into a strip would
# be worse than one with a blank edge, and the check says what is cut.
_LEFT_LEAST = 0.6


class SheetSlot(NamedTuple):
    """Where one drawing goes: its position on the sheet; left, top, width and height, mm.

    whole: the same of the whole label, of which the slot may be only a part.
    """

    position: int
    x: float
    y: float
    width: float
    height: float
    whole: tuple[float, float, float, float]


def checked_offset(offset: object) -> Pair:
    """Return how far a sheet's labels lie from where its measures say.

    Raises:
        BadInput: it is not two lengths.

    >>> checked_offset((0.5, -1))
    (0.5, -1.0)
    """
    given = tuple(offset) if isinstance(offset, tuple | list) else ()
    good = len(given) == 2 and all(
        isinstance(each, int | float)
        and not isinstance(each, bool)
        and math.isfinite(each)
        and abs(each) <= _OFFSET_MOST
        for each in given
    )
    if not good:
        raise BadInput(
            f"offset={offset!r} is not two lengths. Give (right, down) in mm, as in "
            "offset=(0.8, -0.5).",
            rule="sheet.offset",
            offset=offset,
        )
    return float(given[0]), float(given[1])


@lru_cache(maxsize=64)
def slots_of(
    stock: Stock, *, printer: Printer | None = None, offset: Pair = (0.0, 0.0)
) -> tuple[SheetSlot, ...]:
    """Return the room on each label of a sheet, in the order of its positions.

    A label that reaches into what the printer leaves blank is smaller by that much, and so is one
    of a roll by what its printers never reach; round and oval ones stay whole on a sheet, since
    what is smaller would no longer lie in their middle.

    >>> (edge,) = slots_of(Stock.single(50, 30), printer=Printer(margin_mm=4))
    >>> edge.x, edge.y, edge.width, edge.height
    (4.0, 4.0, 42.0, 22.0)
    """
    width, height = stock.label
    found = []
    for position, (x, y) in enumerate(stock.positions(), 1):
        box = (x + offset[0], y + offset[1], width, height)
        a, b, c, d = stock.blank
        part = (box[0] + a, box[1] + b, width - a - c, height - b - d)
        slot = SheetSlot(position, *(part if min(part[2:]) > 0 else box), box)
        found.append(slot if printer is None else _reached(slot, stock, printer))
    return tuple(found)


def _reached(slot: SheetSlot, stock: Stock, printer: Printer) -> SheetSlot:
    if stock.shape != "rect" or not any(printer.margins):
        return slot
    left, top, right, bottom = _printable(stock.page, printer)
    x, y = max(slot.x, left), max(slot.y, top)
    width = min(slot.x + slot.width, right) - x
    height = min(slot.y + slot.height, bottom) - y
    if width < _LEFT_LEAST * slot.width or height < _LEFT_LEAST * slot.height:
        return slot
    return SheetSlot(slot.position, x, y, width, height, slot.whole)


def _printable(page: Pair, printer: Printer) -> tuple[float, float, float, float]:
    """Return the part of a page that is printed wherever the printer then moves it."""
    left, top, right, bottom = printer.margins
    ends = [(left, top), (page[0] - right, top), (left, page[1] - bottom)]
    ends.append((page[0] - right, page[1] - bottom))
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (printer.unmoved(*end) for end in ends)
    return max(ax, cx), max(ay, by), min(bx, dx), min(cy, dy)
