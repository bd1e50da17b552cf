"""Colours and paths as the operators of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from campaignkit.drawing import Color, Shape
from campaignkit.render.document import number
from campaignkit.svg_paths import Segment

LONG = 32  # segments of a path: a bent line of text has hundreds
_STEP = 0.005  # mm, in which a long filled path is written: half of a dot at 2,540 dpi
_FAR = 1e6  # mm: whole steps beyond it are more than readers of PDF count
_FORMATS = {"M": "%d %d m\n", "L": "%d %d l\n", "C": "%d %d %d %d %d %d c\n", "Z": "h\n"}


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
    if item.stroke is None and len(item.path) >= LONG:
        return b"".join((*parts, _long(item.path, b"n\n" if item.fill is None else b"f\n")))
    if item.stroke is not None:
        parts.append(color(item.stroke, "G", "RG"))
        parts.append(f"{number(item.stroke_width)} w\n".encode())
    parts.extend(map(segment, item.path))
    paint = {(True, True): b"B\n", (True, False): b"f\n", (False, True): b"S\n"}
    parts.append(paint.get((item.fill is not None, item.stroke is not None), b"n\n"))
    return b"".join(parts)


def _long(path: Sequence[Segment], paint: bytes) -> bytes:
    """Return the operators of a path in whole steps, formatted all at once."""
    numbers = np.fromiter(chain.from_iterable([part[1:] for part in path]), float)
    if not (np.abs(numbers) < _FAR).all():
        return b"".join((*map(segment, path), paint))  # says which is no number
    steps = tuple(np.rint(numbers / _STEP).astype(np.int64).tolist())
    written = "".join([_FORMATS[part[0]] for part in path]) % steps
    return b"q %g 0 0 %g 0 0 cm\n%s%sQ\n" % (_STEP, _STEP, written.encode(), paint)


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
