"""A page for plain paper: does this printer print at 100 %, and do the labels lie where it prints?

A line of 100 mm to be measured, and the outlines of a label sheet to be held against the real one,
before a sheet of labels is spent.
"""

from __future__ import annotations

from io import BytesIO

from campaignkit.drawing import Drawing, Item, Page, Placed, Shape, Text
from campaignkit.render import pdf
from campaignkit.stock import Stock
from campaignkit.svg_paths import rounded
from campaignkit.text import fit, stack

LINE_MM = 100.0
_PEN_MM = 0.2
_BOX_MM = (150.0, 22.0)  # of the words
_INK = "#000000"


def trial_page(stock: Stock, *, words: str, language: str = "en") -> bytes:
    """Return a PDF of one page: the outlines of a sheet, a line of 100 mm, and what to do.

    Args:
        stock: The label sheet; the page is as large.
        words: What is said above the line.
        language: Of the words.

    Raises:
        CampaignError: the words do not fit their box, or no font has one of their letters.

    >>> from campaignkit.stock import find
    >>> trial_page(find("Avery L7160"), words="Measure this line: 100 mm.")[:5]
    b'%PDF-'
    """
    width, height = stock.page
    outlines = [_rect(x, y, *stock.label, _corner(stock)) for x, y in stock.positions()]
    items = (*outlines, *_ruler((width - LINE_MM) / 2, height / 2, words, language))
    page = Page(width, height, (Placed(0.0, 0.0, Drawing(width, height, items)),))
    out = BytesIO()
    pdf.write([page], out, title=words, language=language)
    return out.getvalue()


def _ruler(left: float, middle: float, words: str, language: str) -> list[Item]:
    """Return a white field, the words, and below them the line with a mark each 10 mm."""
    across, down = _BOX_MM
    x = left + (LINE_MM - across) / 2
    set_words = fit(
        words,
        width_mm=across - 8,
        height_mm=down - 12,
        size_mm=3.6,
        min_size_mm=1.8,
        stack=stack(language=language),
        align="center",
    )
    field = Shape(
        path=rounded(x, middle - down / 2, across, down, 2.0),
        fill="#FFFFFF",
        stroke=_INK,
        stroke_width=_PEN_MM,
    )
    lines = [
        Text(x + 4 + dx, middle - down / 2 + 2 + dy, set_words.size_mm, line, _INK)
        for dx, dy, line in set_words.lines
    ]
    y = middle + down / 2 - 4
    marks = [_mark(left + 10 * n, y, 3.0 if n % 5 == 0 else 1.8) for n in range(11)]
    return [field, *lines, _rect(left, y, LINE_MM, 0.0), *marks]


def _mark(x: float, y: float, long: float) -> Item:
    return _rect(x, y - long / 2, 0.0, long)


def _rect(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Item:
    path = rounded(x, y, width, height, radius)
    return Shape(path=path, stroke=_INK, stroke_width=_PEN_MM)


def _corner(stock: Stock) -> float:
    return stock.label[0] / 2 if stock.shape == "round" else stock.radius or 0.0
