"""Lengths. Everything above `render/` measures in millimetres, from the top left, y downward.

Only `render/` knows points (1 pt = 1/72 inch) and pixels.
"""

from __future__ import annotations

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0
PT_PER_MM = PT_PER_INCH / MM_PER_INCH
SLACK_MM = 0.01  # lengths closer than this are equal: in floats 2 x 15.3 + 2 x 124.4 exceeds 279.4


def pt(mm: float) -> float:
    """Return millimetres in points.

    >>> round(pt(25.4), 6)
    72.0
    """
    return mm * PT_PER_MM


def px(mm: float, dpi: float) -> float:
    """Return millimetres in pixels at `dpi` dots per inch.

    >>> round(px(25.4, 300), 6)
    300.0
    """
    return mm / MM_PER_INCH * dpi


def mm_text(value: float) -> str:
    """Return a length for people, at most two decimals.

    >>> mm_text(63.5), mm_text(38.10), mm_text(0.333)
    ('63.5 mm', '38.1 mm', '0.33 mm')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") + " mm"
