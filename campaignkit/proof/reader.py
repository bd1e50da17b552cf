"""Pixels in, the QR codes in them out. The one door to zxing-cpp.

Where a code should be is known of every page of ours: `read_places` looks at each place alone, for
so many finder patterns side by side keep a reader from some codes. `read` takes a whole page, or
what `paint_over` left of it: again and again without what was found, and tile by tile in the end.

A first reading finds every upright, turned or inverted code that a page from our own printer
room can hold; a thorough one also searches scaled-down copies, for blurred or very large codes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from campaignkit.errors import BadInput
from campaignkit.proof.expected import Place
from campaignkit.proof.grade import Grade
from campaignkit.proof.sampling import closed
from campaignkit.units import MM_PER_INCH

Pixels = NDArray[np.uint8]
Point = tuple[float, float]

PAPER = 255
_LITTLE, _MARGIN_PX = 0.5, 10
_CORNER_OFF = 0.08  # of the side: upright codes were off by up to 0.05 in trials
# Of a place's side, looked at around it. More than the 3 modules a decoder likes; less than the 8
# to the next code of a sheet of bare ones, up to version 6.
_MARGIN = 0.12
_SMALLEST_TILE_PX = 160  # a code of version 4 at 2.4 pixels a module fits half of it
_FINER = 4  # times, from one size of tiles to the next: at most 64 codes that fill a half each
_BLANK = 40  # grey levels: a tile of less contrast holds no code that could be scanned
_UPRIGHT_PX = 2
_FEWEST_MODULES = 21  # across a code: version 1
_HAIR_LINES_PX = (3, 5)  # lines of light up to a pixel less are closed, one after the other
_ALONE_PX = 2  # looked at around a place whose code is taken to be exactly there
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])
_PLAIN_QR = zxingcpp.BarcodeFormat.QRCode  # is_pure knows no models, and tells small sisters apart
_FAMILY = zxingcpp.BarcodeFormats([_PLAIN_QR])


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A code that was read.

    text: what a phone would show. raw: its bytes. corners: mm from the page's top left, the
    symbol's own top left, top right, bottom right, bottom left, to about a pixel. level: L, M,
    Q or H. mask: 0 to 7. reserve: the share of its error correction not yet used up by
    damage, 0 to 1 (ISO/IEC 15415, unused error correction). grade: its marks, if it was graded.
    """

    text: str
    raw: bytes
    corners: tuple[Point, Point, Point, Point]
    version: int
    level: str
    mask: int
    reserve: float
    grade: Grade | None = None

    @property
    def modules(self) -> int:
        """Modules on a side (ISO/IEC 18004 5.3.1): 21 for version 1, 4 more for each next."""
        return 17 + 4 * self.version

    @property
    def x_mm(self) -> float:
        """The left edge of the upright box around it."""
        (a, _), (b, _), (c, _), (d, _) = self.corners
        return min(a, b, c, d)

    @property
    def y_mm(self) -> float:
        """The top edge of the upright box around it."""
        (_, a), (_, b), (_, c), (_, d) = self.corners
        return min(a, b, c, d)

    @property
    def width_mm(self) -> float:
        """The width of the upright box around it."""
        (a, _), (b, _), (c, _), (d, _) = self.corners
        return max(a, b, c, d) - min(a, b, c, d)

    @property
    def height_mm(self) -> float:
        """The height of the upright box around it."""
        (_, a), (_, b), (_, c), (_, d) = self.corners
        return max(a, b, c, d) - min(a, b, c, d)


def read(image: Pixels, *, dpi: float, thorough: bool = False) -> list[Found]:
    """Return the codes on a page, from the top down, and from left to right.

    Args:
        image: Grey (height, width) or RGB (height, width, 3), one byte a value.
        dpi: Pixels an inch; only the places depend on it.
        thorough: Also search scaled-down copies and, after that, tiles of every size.

    Raises:
        BadInput: `image` has another shape or type.

    >>> read(np.full((100, 100), 255, np.uint8), dpi=300)
    []
    """
    gray = np.ascontiguousarray(grayed(image))
    mm = MM_PER_INCH / dpi
    found = [_found(barcode, gray, mm) for barcode in _all(gray, thorough)]
    return sorted(found, key=lambda code: (round(code.y_mm), code.x_mm))


def read_places(
    image: Pixels,
    places: Sequence[Place],
    *,
    dpi: float,
    thorough: bool = False,
    sharp: bool = False,
) -> list[Found | None]:
    """Return the code that lies on each place, None where none can be read.

    Only the place and a margin around it are looked at. Arguments are those of `read`.

    sharp: Ask first for a code that is upright, black on white and exactly there, which needs no
    search and a third of the time; what is not so is read as ever. For pages drawn by ourselves,
    and where `quick_match` looks at finders, edges and what is around.
    """
    gray, mm = grayed(image), MM_PER_INCH / dpi
    found = [_read_sharp(gray, place, mm) if sharp else None for place in places]
    return [
        one or _read_place(gray, place, mm, thorough)
        for one, place in zip(found, places, strict=True)
    ]


def texts_in(gray: Pixels) -> list[str]:
    """Return what the codes of grey pixels say."""
    gray = np.ascontiguousarray(gray)
    return [_text(bytes(barcode.bytes), barcode.text) for barcode in _barcodes(gray)]


def is_read(gray: Pixels, code: Found) -> bool:
    """Say whether this code can be read from grey pixels that show it alone, dark on light."""
    gray = np.ascontiguousarray(gray)
    return any(bytes(barcode.bytes) == code.raw for barcode in _barcodes(gray, quick=True))


def paint_over(gray: Pixels, codes: Iterable[Found], *, dpi: float) -> Pixels:
    """Make paper of these codes; return the pixels: what is left of the page to be searched."""
    scale = dpi / MM_PER_INCH
    for code in codes:
        _paint(gray, [(round(x * scale), round(y * scale)) for x, y in code.corners])
    return gray


def grayed(image: Pixels) -> Pixels:
    """Return grey pixels of grey or RGB ones: 30 % red, 59 % green, 11 % blue, as PDFium has it.

    Raises:
        BadInput: `image` has another shape or type.
    """
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or image.shape[2:] not in ((), (3,)):
        raise BadInput(
            f"pixels of shape {image.shape} and type {image.dtype} cannot be read. Give bytes: "
            "(height, width) in grey or (height, width, 3) in RGB.",
            rule="scan.no-picture",
            shape=image.shape,
            type=str(image.dtype),
        )
    if image.ndim == 2:
        return image
    mixed = np.multiply(image[..., 0], 30, dtype=np.uint16)
    mixed += np.multiply(image[..., 1], 59, dtype=np.uint16)
    mixed += np.multiply(image[..., 2], 11, dtype=np.uint16)
    mixed //= 100
    return mixed.astype(np.uint8)


class _Seen(NamedTuple):
    """What zxing-cpp found in a part of the page that begins at (left, top).

    end: 1 if its far corners are the last pixels of the symbol, and not the first behind it.
    """

    barcode: zxingcpp.Barcode
    left: int = 0
    top: int = 0
    end: int = 0

    @property
    def points(self) -> list[tuple[int, int]]:
        """The corners, pixels of the page, the symbol's own top left first, then clockwise."""
        place, end = self.barcode.position, self.end
        a, b, c, d = place.top_left, place.top_right, place.bottom_right, place.bottom_left
        left, top = self.left, self.top
        return [
            (a.x + left, a.y + top),
            (b.x + left + end, b.y + top),
            (c.x + left + end, c.y + top + end),
            (d.x + left, d.y + top + end),
        ]

    def off(self, x: float, y: float) -> float:
        """Return how far its middle lies from a point, pixels, along the longer way."""
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.points
        return max(abs((x0 + x1 + x2 + x3) / 4 - x), abs((y0 + y1 + y2 + y3) / 4 - y))


def _all(gray: Pixels, thorough: bool) -> list[_Seen]:
    """Return every code: read again without those that were found, until there are no more."""
    seen: list[_Seen] = []
    rest = gray
    while new := _not_among(seen, _searched(rest, thorough)):
        seen += new
        rest = rest.copy() if rest is gray else rest
        for one in new:
            _paint(rest, one.points)
    if thorough or seen:
        rest = rest.copy() if rest is gray else rest
        seen += _tiled(rest)
    if thorough:
        seen += _hair_lined(rest, seen)
    return seen


def _hair_lined(rest: Pixels, seen: list[_Seen]) -> list[_Seen]:
    """Return codes whose modules are set apart by lines of light, as a page of squares draws them.

    zxing-cpp follows the rings of a finder and does not meet them where they are cut; a phone's
    lens is too soft to see the lines. What is left of the page is searched with them closed.
    """
    found: list[_Seen] = []
    for width in _HAIR_LINES_PX:
        if int(rest.min(initial=PAPER)) > PAPER - _BLANK:
            break
        for one in map(_Seen, _barcodes(closed(rest, width))):
            if _not_among([*seen, *found], [one]):
                _paint(rest, one.points)
                found.append(one)
    return found


def _searched(gray: Pixels, thorough: bool) -> Iterator[_Seen]:
    """Yield what is read from a page; what is blank from top to bottom is not looked at."""
    if thorough:
        yield from map(_Seen, _barcodes(gray, thorough=True))
        return
    for left, right in _strips(gray):
        strip = np.ascontiguousarray(gray[:, left:right])
        yield from (_Seen(barcode, left) for barcode in _barcodes(strip))


def _strips(gray: Pixels) -> Iterator[tuple[int, int]]:
    """Yield the columns between blank ones, of which there are more than a module can be wide.

    No code lies across these: of two columns of modules side by side one is dark in the timing
    pattern or a finder (ISO/IEC 18004 6.3.5), and the largest code of a page has 21 across it.
    """
    inked = np.flatnonzero(gray.min(axis=0, initial=PAPER) < PAPER - _BLANK)
    if len(inked):
        ends = np.flatnonzero(np.diff(inked) > min(gray.shape) / _FEWEST_MODULES)
        for first, last in zip([0, *(ends + 1)], [*ends, -1], strict=True):
            yield max(int(inked[first]) - _MARGIN_PX, 0), int(inked[last]) + 1 + _MARGIN_PX


def _not_among(seen: list[_Seen], found: Iterable[_Seen]) -> list[_Seen]:
    """Return what was not seen before: a code that could not be painted over is found again."""
    return [one for one in found if not any(_same(one, other) for other in seen)]


def _same(one: _Seen, other: _Seen) -> bool:
    (left, top), _, (right, bottom), _ = other.points
    reach = max(abs(right - left), abs(bottom - top)) / 4
    middle = ((left + right) / 2, (top + bottom) / 2)
    return one.barcode.bytes == other.barcode.bytes and one.off(*middle) < reach


def _tiled(rest: Pixels) -> list[_Seen]:
    """Return the codes of a page read tile by tile, and paint them over.

    Tiles of each size overlap by half, so that a code of at most that lies whole in one.
    """
    seen: list[_Seen] = []
    side = max(rest.shape) // 2
    while side >= _SMALLEST_TILE_PX:
        for top in range(0, rest.shape[0] - side // 2, side // 2):
            for left in range(0, rest.shape[1] - side // 2, side // 2):
                tile = rest[top : top + side, left : left + side]
                if int(tile.max()) - int(tile.min()) < _BLANK:
                    continue
                read = (_Seen(each, left, top) for each in _barcodes(np.ascontiguousarray(tile)))
                for one in _not_among(seen, read):
                    _paint(rest, one.points)
                    seen.append(one)
        side //= _FINER
    return seen


def _read_sharp(gray: Pixels, place: Place, mm: float) -> Found | None:
    x, y, side = (length / mm for length in place)
    left, top = max(int(x) - _ALONE_PX, 0), max(int(y) - _ALONE_PX, 0)
    right, bottom = math.ceil(x + side) + _ALONE_PX, math.ceil(y + side) + _ALONE_PX
    area = gray[top:bottom, left:right]
    if not area.size:
        return None
    (barcode,) = zxingcpp.read_barcodes(
        np.ascontiguousarray(area),
        formats=_FAMILY,
        try_downscale=False,
        try_rotate=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=zxingcpp.Binarizer.FixedThreshold,
        is_pure=True,
    ) or (None,)
    if barcode is None or not barcode.valid or barcode.format != _PLAIN_QR:
        return None
    found = _found(_Seen(barcode, left, top, end=1), gray, mm)
    return found if found.reserve == 1.0 else None  # modules misread without a search for its grid


def _read_place(gray: Pixels, place: Place, mm: float, thorough: bool) -> Found | None:
    x, y, side = (length / mm for length in place)
    margin = side * _MARGIN
    left, top = max(int(x - margin), 0), max(int(y - margin), 0)
    area = gray[top : math.ceil(y + side + margin), left : math.ceil(x + side + margin)]
    if not area.size:
        return None
    area = np.ascontiguousarray(area)
    middle = (x + side / 2, y + side / 2)
    for quick in (True, False):
        barcodes = _barcodes(area, thorough=thorough and not quick, quick=quick)
        seen = [_Seen(barcode, left, top) for barcode in barcodes]
        off = [one.off(*middle) for one in seen]
        if off and (nearest := min(off)) < side / 2:
            return _found(seen[off.index(nearest)], gray, mm)
    return None


def _barcodes(
    gray: Pixels, *, thorough: bool = False, quick: bool = False
) -> list[zxingcpp.Barcode]:
    """Read pixels; quick: only what is upright and dark on light."""
    return list(
        zxingcpp.read_barcodes(
            gray,
            formats=_FORMATS,
            try_downscale=thorough,
            try_rotate=not quick,
            try_invert=not quick,
            text_mode=zxingcpp.TextMode.Plain,
        )
    )


def _paint(gray: Pixels, corners: Sequence[tuple[int, int]]) -> None:
    """Paint a code over, and a pixel around it, so that the next ones are found."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    left, right = max(min(x0, x1, x2, x3) - 1, 0), max(x0, x1, x2, x3) + 2
    top, bottom = max(min(y0, y1, y2, y3) - 1, 0), max(y0, y1, y2, y3) + 2
    area = gray[top:bottom, left:right]
    if min(abs(x0 - x1), abs(y0 - y1)) <= _UPRIGHT_PX:
        area[:] = PAPER
        return
    across, down = np.meshgrid(np.arange(area.shape[1]) + left, np.arange(area.shape[0]) + top)
    # Inside is on the same side of all four edges; a mirrored code runs the other way round.
    turn = 1 if (x1 - x0) * (y3 - y0) - (y1 - y0) * (x3 - x0) > 0 else -1
    inside = np.ones(area.shape, np.bool_)
    for (ax, ay), (bx, by) in pairwise([*corners, corners[0]]):
        beside = turn * ((bx - ax) * (down - ay) - (by - ay) * (across - ax))
        inside &= beside >= -math.hypot(bx - ax, by - ay)
    area[inside] = PAPER


def _found(seen: _Seen, gray: Pixels, mm: float) -> Found:
    extra: Any = seen.barcode.extra
    version = int(extra["Version"])
    points = seen.points if version > 1 else _squared(seen.points)
    first, second, third, fourth = ((x * mm, y * mm) for x, y in points)
    raw = bytes(seen.barcode.bytes)
    return Found(
        text=_text(raw, seen.barcode.text),
        raw=raw,
        corners=(first, second, third, fourth),
        version=version,
        level=extra["ECLevel"],
        mask=int(extra["DataMask"]),
        reserve=_reserve(seen, gray),
    )


def _reserve(seen: _Seen, gray: Pixels) -> float:
    """Return the error correction left, after more looks if it is little: larger, lines closed.

    The first look may itself have misread modules, in version 1 most of all.
    """
    looks: list[Any] = [seen.barcode.extra]
    if looks[0]["UEC"] < _LITTLE:
        across, down = zip(*seen.points, strict=True)
        rows = slice(max(min(down) - _MARGIN_PX, 0), max(down) + _MARGIN_PX)
        area = gray[rows, max(min(across) - _MARGIN_PX, 0) : max(across) + _MARGIN_PX]
        larger = area.repeat(2, axis=0).repeat(2, axis=1)
        for looked in (larger, closed(area, _HAIR_LINES_PX[0])):
            again = _barcodes(np.ascontiguousarray(looked))
            looks += [other.extra for other in again if other.bytes == seen.barcode.bytes]
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
