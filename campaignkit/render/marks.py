"""Colours and paths as the operators of a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from campaignkit.drawing import Color, Shape
from campaignkit.paths import Segment
from campaignkit.render.document import number


@lru_cache(maxsize=256)
def fill(value: Color) -> bytes:
    """Return the operator that sets the fill colour: grey in one ink, else RGB.

    >>> fill("#000000"), fill("#075E54")
    (b'0 g\\n', b'0.0275 0.3686 0.3294 rg\\n')
    """
    return color(value, "g", "rg")


def color(value: Color, grey: str, rgb: str) -> bytes:
    """Return a colour with the operator `grey` if it is one, else `rgb`."""
    channels = [number(int(value[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    if len(set(channels)) == 1:
        return f"{channels[0]} {grey}\n".encode()
    return f"{' '.join(channels)} {rgb}\n".encode()


def shape(item: Shape) -> bytes:
    """Return the operators of a path, filled and stroked."""
    parts = []
    if item.fill is not None:
        parts.append(fill(item.fill))
    if item.stroke is not None:
        parts.append(color(item.stroke, "G", "RG"))
        parts.append(f"{number(item.stroke_width)} w\n".encode())
    parts.extend(segment(each) for each in item.path)
    paint = {(True, True): b"B\n", (True, False): b"f\n", (False, True): b"S\n"}
    parts.append(paint.get((item.fill is not None, item.stroke is not None), b"n\n"))
    return b"".join(parts)


def segment(part: Segment) -> bytes:
    """Return the operator of a part of a path."""
    operator = {"M": "m", "L": "l", "C": "c", "Z": "h"}[part[0]]
    return " ".join((*map(number, part[1:]), operator)).encode() + b"\n"


def exact(values: Iterable[float]) -> str:
    """Return the numbers of a matrix, nine decimals each: it may scale thousands of units.

    >>> exact((0.5, 0, 1e-7))
    '0.5 0 0.0000001'
    """
    return " ".join(f"{value:.9f}".rstrip("0").rstrip(".") for value in values)
