"""What stands on a calibration sheet: codes that hold their own place, rulers, label outlines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from campaignkit import qr
from campaignkit.drawing import CodeBox, Drawing, Item, Page, Placed, Shape, Text
from campaignkit.errors import TooBig
from campaignkit.sheets import marks_of as outlines_of
from campaignkit.stock import Stock
from campaignkit.svg_paths import Segment
from campaignkit.text import shape, stack
from campaignkit.units import mm_text

Pair = tuple[float, float]
MODULE_MM = 0.75  # 4 pixels at 150 dpi
MODULES, _QUIET = 21, 4  # every code is of version 1
SIDE_MM = MODULES * MODULE_MM
_PANEL = (MODULES + 2 * _QUIET) * MODULE_MM
START_MM = 20.0  # from the paper's edges to the first lines of the rulers
_EDGE = 8.0  # mm that any printer leaves blank at most, but for old inkjets
_FOOT = 12.0  # mm at the lower edge: the same, and two lines of words
_STRIP = 23.0  # what the rulers take at the left and the top
_GAP = 8.0  # at least so much between two codes, where outlines and corners can be seen
_PAGE_LEAST = 95.0
_SAYS = re.compile(r"CK(\d+)X(\d+)/(\d+)/(\d+)")
_BLACK, _GREY = "#000000", "#606060"
LONG_MM = 10.0  # rulers are as long as whole tens allow


class PlaceCode(NamedTuple):
    """A code that holds its own place. x, y: of its middle, mm. page: width and height, mm.

    >>> PlaceCode((210, 297), 105.5, 20.3).text
    'CK2100X2970/1055/203'
    """

    page: Pair
    x: float
    y: float

    @property
    def text(self) -> str:
        """What the code says: tenths of a mm."""
        width, height, x, y = (round(length * 10) for length in (*self.page, self.x, self.y))
        return f"CK{width}X{height}/{x}/{y}"

    @classmethod
    def read(cls, text: str) -> PlaceCode | None:
        """Return the mark that a code says; None if it is none of ours."""
        found = _SAYS.fullmatch(text)
        if found is None:
            return None
        width, height, x, y = (int(number) / 10 for number in found.groups())
        return cls((width, height), x, y)


def marks_of(page: Pair) -> list[PlaceCode]:
    """Return the codes of a page, across then down.

    Raises:
        TooBig: the page has no room for rulers and four codes.
    """
    if min(page) < _PAGE_LEAST:
        raise TooBig(
            f"a page of {mm_text(page[0])} x {mm_text(page[1])} is too small to measure a printer "
            f"by: each side takes {mm_text(_PAGE_LEAST)}. Print the sheet of a larger stock on it, "
            "or measure with a ruler: measure_printer(readings=…).",
            rule="calibration.page",
            page=page,
        )
    columns, rows = _middles(page[0] - _EDGE), _middles(page[1] - _FOOT)
    return [PlaceCode(page, x, y) for y in rows for x in columns]


def _middles(end: float) -> list[float]:
    """Return the middles of a row of codes that ends there, tenths of a mm."""
    first, last = _STRIP + _PANEL / 2, end - _PANEL / 2
    count = max(2, int((last - first) // (_PANEL + _GAP)) + 1)
    step = (last - first) / (count - 1)
    return [round(first + step * at, 1) for at in range(count)]


def ruler_mm(length: float) -> float:
    """Return how long the ruler along a side of `length` mm is.

    >>> ruler_mm(210), ruler_mm(297)
    (170.0, 250.0)
    """
    return (length - 2 * START_MM) // LONG_MM * LONG_MM


def page_of(stock: Stock) -> Page:
    """Return the calibration page for a stock's paper."""
    marks = marks_of(stock.page)
    items: list[Item] = [*_ruler(stock.page[0]), *(_upright(stock.page[1])), *_words(stock)]
    for mark in marks:
        left, top = mark.x - _PANEL / 2, mark.y - _PANEL / 2
        symbol = qr.encode(mark.text, level="L")
        items.append(CodeBox(x=left, y=top, side=_PANEL, symbol=symbol))
    placed = Placed(0.0, 0.0, Drawing(*stock.page, tuple(items)))
    return Page(*stock.page, (placed,), outlines_of(stock, "outlines"))


def _ruler(width: float) -> list[Item]:
    """Return the ruler along the top: its first line is `START_MM` from the paper's left edge."""
    long = ruler_mm(width)
    path: list[Segment] = []
    for mm in range(int(long) + 1):
        ends = mm in (0, int(long))
        tall = 9.0 if ends else 4.0 if mm % 10 == 0 else 3.0 if mm % 5 == 0 else 1.8
        path += [("M", START_MM + mm, 17.0), ("L", START_MM + mm, 17.0 - tall)]
    path += [("M", START_MM, 17.0), ("L", START_MM + long, 17.0)]
    items: list[Item] = [Shape(path=tuple(path), stroke=_BLACK, stroke_width=0.12)]
    for mm in range(0, int(long) + 1, 10):
        items.append(_said(str(mm), START_MM + mm + 0.4, 12.6, 1.8))
    items.append(_said("1", START_MM + 0.8, 10.2, 3.0))
    items.append(_said("3", START_MM + long - 2.6, 10.2, 3.0))
    return items


def _upright(height: float) -> list[Item]:
    """Return the ruler along the left: its first line is `START_MM` from the paper's top edge."""
    long = ruler_mm(height)
    path: list[Segment] = []
    for mm in range(int(long) + 1):
        ends = mm in (0, int(long))
        wide = 9.0 if ends else 4.0 if mm % 10 == 0 else 3.0 if mm % 5 == 0 else 1.8
        path += [("M", 17.0, START_MM + mm), ("L", 17.0 - wide, START_MM + mm)]
    path += [("M", 17.0, START_MM), ("L", 17.0, START_MM + long)]
    items: list[Item] = [Shape(path=tuple(path), stroke=_BLACK, stroke_width=0.12)]
    for mm in range(10, int(long) + 1, 10):
        items.append(_said(str(mm), 10.0, START_MM + mm - 0.4, 1.8))
    items.append(_said("2", 8.6, START_MM + 3.0, 3.0))
    return items


def _words(stock: Stock) -> list[Item]:
    """Return what to do with the sheet, along its lower edge."""
    long = ruler_mm(stock.page[0])
    lines = (
        f"Calibration of a printer for {stock.name}. Print at 100 %, then scan or photograph the "
        "whole sheet on dark ground: campaignkit measure SCAN --name counter",
        f"Without a scanner: (1) paper's left edge to line 1, {START_MM:g} mm; (2) top edge to "
        f"line 2, {START_MM:g} mm; (3) line 1 to line 3, {long:g} mm. "
        "measure_printer(readings=(…, …, …))",
    )
    size = 2.1 if stock.page[0] > 150 else 1.6
    bottom = stock.page[1] - 9.4
    return [
        _said(line, 23.0, bottom + number * size * 1.25, _fitting(line, size, stock.page[0] - 31))
        for number, line in enumerate(lines)
    ]


def _fitting(text: str, size: float, width: float) -> float:
    wide = shape(text, stack()).width * size
    return size if wide <= width else size * width / wide


@lru_cache(maxsize=128)
def _said(text: str, x: float, y: float, size: float) -> Text:
    return Text(x=x, y=y, size=size, line=shape(text, stack()), fill=_BLACK)
