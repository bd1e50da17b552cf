"""Colours and paths as the operators of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from campaignkit.drawing import Color, Shape
from campaignkit.paths import Segment
from campaignkit.render.document import number

_LONG = 32  # segments of a path: those of a bent line of text are many, and new on each sticker
_FORMATS = {
    "M": "%.12g %.12g m\n",
    "L": "%.12g %.12g l\n",
    "C": "%.12g %.12g %.12g %.12g %.12g %.12g c\n",
    "Z": "h\n",
}


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
    parts.append(_path(item.path))
    paint = {(True, True): b"B\n", (True, False): b"f\n", (False, True): b"S\n"}
    parts.append(paint.get((item.fill is not None, item.stroke is not None), b"n\n"))
    return b"".join(parts)


def _path(path: Sequence[Segment]) -> bytes:
    """Return the operators of a path, those of a long one formatted all at once."""
    if len(path) < _LONG:
        return b"".join(map(segment, path))
    numbers = np.array([value for part in path for value in part[1:]])
    if not np.isfinite(numbers).all():
        return b"".join(map(segment, path))  # says which
    rounded = np.round(numbers, 4) + 0.0  # no minus before a zero
    return ("".join([_FORMATS[part[0]] for part in path]) % tuple(rounded.tolist())).encode()


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
