"""A page made ready for one printer: moved as its profile says, its codes on whole dots."""

from __future__ import annotations

import math
from dataclasses import replace

from campaignkit.drawing import CodeBox, Item, Page, Placed, Shape
from campaignkit.printers import Printer
from campaignkit.qr import MIN_MODULE_MM, QUIET_MODULES
from campaignkit.svg_paths import rounded
from campaignkit.units import SLACK_MM

DOTS_LEAST = 3  # a module: with fewer, one dot of ink more or less is a third of it


def aligned(page: Page, printer: Printer | None) -> Page:
    """Return a page as a printer is to get it.

    Each code whose modules can be so many whole dots becomes as large as they allow in its panel,
    and begins on a whole dot; its panel stays as it was. One that would have modules of less than
    DOTS_LEAST dots, or smaller than phones read, is left as it is: the check says what would do.
    """
    if printer is None:
        return page
    placed = page.placed
    if printer.dot_mm is not None:
        placed = tuple(_on_dots(one, printer, printer.dot_mm) for one in placed)
    return replace(page, placed=placed, matrix=printer.matrix)


def _on_dots(placed: Placed, printer: Printer, dot: float) -> Placed:
    drawing = placed.drawing
    if not drawing.codes():
        return placed
    items: list[Item] = []
    for item in drawing.items:
        items += _snapped(item, placed, printer, dot) if isinstance(item, CodeBox) else (item,)
    return placed._replace(drawing=replace(drawing, items=tuple(items)))


def _snapped(box: CodeBox, placed: Placed, printer: Printer, dot: float) -> tuple[Item, ...]:
    """Return the panel, and the code on whole dots in it."""
    across, _ = printer.scales
    modules = len(box.symbol.modules)
    dots = math.floor((box.side * across + SLACK_MM) / (dot * (modules + 2 * QUIET_MODULES)))
    module = dots * dot / across
    if dots < DOTS_LEAST or module < MIN_MODULE_MM:
        return (box,)
    middle_x, middle_y = box.x + box.side / 2, box.y + box.side / 2
    half = modules * module / 2
    x, y = printer.moved(placed.x + middle_x - half, placed.y + middle_y - half)
    x, y = printer.unmoved(round(x / dot) * dot, round(y / dot) * dot)
    quiet = QUIET_MODULES * module
    code = box._replace(
        x=x - placed.x - quiet,
        y=y - placed.y - quiet,
        side=(modules + 2 * QUIET_MODULES) * module,
        quiet=QUIET_MODULES,
    )
    panel = rounded(box.x, box.y, box.side, box.side, 0)
    return Shape(path=panel, fill=box.light), code
