"""Pixels in, the QR codes in them out. The one door to zxing-cpp.

A first reading finds every upright, turned or inverted code that a page from our own
printer room can hold; a thorough one, at twice the time, also searches scaled-down copies
of the page, for blurred or very large codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from campaignkit.errors import BadInput
from campaignkit.units import MM_PER_INCH

Pixels = NDArray[np.uint8]
Point = tuple[float, float]

_MOST = 255  # zxing-cpp stops after so many codes; a sheet can hold more
_PAPER = 255
_LITTLE, _MARGIN_PX = 0.5, 10
_CORNER_OFF = 0.08  # of the side: upright codes were off by up to 0.05 in trials


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A code that was read.

    text: what a phone would show. raw: its bytes. corners: mm from the page's top left, the
    symbol's own top left, top right, bottom right, bottom left, to about a pixel. level: L, M,
    Q or H. mask: 0 to 7. reserve: the share of its error correction not yet used up by
    damage, 0 to 1 (ISO/IEC 15415, unused error correction).
    """

    text: str
    raw: bytes
    corners: tuple[Point, Point, Point, Point]
    version: int
    level: str
    mask: int
    reserve: float

    @property
    def modules(self) -> int:
        """Modules on a side (ISO/IEC 18004 5.3.1): 21 for version 1, 4 more for each next."""
        return 17 + 4 * self.version

    @property
    def x_mm(self) -> float:
        """The left edge of the upright box around it."""
        return min(x for x, _ in self.corners)

    @property
    def y_mm(self) -> float:
        """The top edge of the upright box around it."""
        return min(y for _, y in self.corners)

    @property
    def width_mm(self) -> float:
        """The width of the upright box around it."""
        return max(x for x, _ in self.corners) - self.x_mm

    @property
    def height_mm(self) -> float:
        """The height of the upright box around it."""
        return max(y for _, y in self.corners) - self.y_mm


def read(image: Pixels, *, dpi: float, thorough: bool = False) -> list[Found]:
    """Return the codes on a page, from the top down, and from left to right.

    Args:
        image: Grey (height, width) or RGB (height, width, 3), one byte a value.
        dpi: Pixels an inch; only the places depend on it.
        thorough: Also search scaled-down copies. Takes twice the time.

    Raises:
        BadInput: `image` has another shape or type.

    >>> read(np.full((100, 100), 255, np.uint8), dpi=300)
    []
    """
    gray = np.ascontiguousarray(grayed(image))
    batch = _barcodes(gray, thorough)
    seen, rest = batch, gray
    while len(batch) == _MOST:
        rest = _without(rest, batch)
        batch = _barcodes(rest, thorough)
        seen = seen + batch
    found = [_found(barcode, gray, MM_PER_INCH / dpi) for barcode in seen]
    return sorted(found, key=lambda code: (round(code.y_mm), code.x_mm))


def grayed(image: Pixels) -> Pixels:
    """Return grey pixels of grey or RGB ones: 30 % red, 59 % green, 11 % blue, as PDFium has it.

    Raises:
        BadInput: `image` has another shape or type.
    """
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or image.shape[2:] not in ((), (3,)):
        raise BadInput(
            f"pixels of shape {image.shape} and type {image.dtype} cannot be read. Give bytes: "
            "(height, width) in grey or (height, width, 3) in RGB."
        )
    if image.ndim == 2:
        return image
    mixed = np.multiply(image[..., 0], 30, dtype=np.uint16)
    mixed += np.multiply(image[..., 1], 59, dtype=np.uint16)
    mixed += np.multiply(image[..., 2], 11, dtype=np.uint16)
    mixed //= 100
    return mixed.astype(np.uint8)


def _barcodes(gray: Pixels, thorough: bool) -> list[zxingcpp.Barcode]:
    return list(
        zxingcpp.read_barcodes(
            gray,
            formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2]),
            try_downscale=thorough,
            text_mode=zxingcpp.TextMode.Plain,
        )
    )


def _without(gray: Pixels, barcodes: list[zxingcpp.Barcode]) -> Pixels:
    """Return a copy with these codes painted over, so that the next ones are found."""
    painted = gray.copy()
    for barcode in barcodes:
        painted[_around(barcode, 1)] = _PAPER
    return painted


def _around(barcode: zxingcpp.Barcode, margin: int) -> tuple[slice, slice]:
    corners = _points(barcode)
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    rows = slice(max(top - margin, 0), bottom + margin)
    return rows, slice(max(left - margin, 0), right + margin)


def _points(barcode: zxingcpp.Barcode) -> list[tuple[int, int]]:
    place = barcode.position
    ends = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return [(end.x, end.y) for end in ends]


def _found(barcode: zxingcpp.Barcode, gray: Pixels, mm: float) -> Found:
    extra: Any = barcode.extra
    version = int(extra["Version"])
    points = _points(barcode) if version > 1 else _squared(_points(barcode))
    first, second, third, fourth = ((x * mm, y * mm) for x, y in points)
    raw = bytes(barcode.bytes)
    return Found(
        text=_text(raw, barcode.text),
        raw=raw,
        corners=(first, second, third, fourth),
        version=version,
        level=extra["ECLevel"],
        mask=int(extra["DataMask"]),
        reserve=_reserve(barcode, gray),
    )


def _reserve(barcode: zxingcpp.Barcode, gray: Pixels) -> float:
    """Return the error correction left, after a second, larger look if it is little.

    The first look may itself have misread modules, in version 1 most of all.
    """
    looks: list[Any] = [barcode.extra]
    if looks[0]["UEC"] < _LITTLE:
        area = gray[_around(barcode, _MARGIN_PX)]
        twice = np.ascontiguousarray(area.repeat(2, axis=0).repeat(2, axis=1))
        again = _barcodes(twice, thorough=False)
        looks += [other.extra for other in again if other.bytes == barcode.bytes]
    return max(float(look["UEC"]) for look in looks)


def _squared(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the corners of a version 1 code with its bottom right one made to fit.

    Nothing marks that corner (other versions have an alignment pattern there), so zxing-cpp
    guesses it from small errors. One that is far off is left: the code is seen from the side.
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    x, y = x1 + x3 - x0, y1 + y3 - y0
    side = max(abs(x1 - x0), abs(y1 - y0))
    if max(abs(x - x2), abs(y - y2)) > _CORNER_OFF * side:
        return points
    return [(x0, y0), (x1, y1), (x, y), (x3, y3)]


def _text(raw: bytes, guessed: str) -> str:
    """Return UTF-8 where it is UTF-8, as phones do; else what zxing-cpp made of it."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return guessed
