"""Codes that are plainly as they were drawn, all codes of a page at once; or None: look closer.

Nearly every code of our own pages is: read at its place with nothing to correct, black on white,
each module at its centre, finder, timing and format modules as the standard has them, edges where
they should be, four free modules around. That is seen with a few operations on arrays. Of a code
of which any of it is not so, nothing is said here: `measure` and `covered_codes` do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from campaignkit import qr
from campaignkit.proof.compare import Expected
from campaignkit.proof.measure import Measured
from campaignkit.proof.reader import Found, Pixels
from campaignkit.units import MM_PER_INCH

# Whatever its hue, a colour this dark or this light in grey passes judge's limits.
PLAINLY_DARK, PLAINLY_LIGHT = 67, 245
LEAST_PX = 3.5  # a module: the pixels in its middle are then its own
_FREE = 4 - 0.25  # modules around it, and the rest of the pixel: what `judge` asks for
_EDGE_PX = 1.0  # how far an edge may lie from its place
_CLEAR = 190  # a grey that is no ink, whatever the code's own colours: see `measure.INK`
_DRIFT_PX = 0.25  # by the far end of a page, whose pixels are a whole number
_BEFORE_PX = 2  # of an edge, looked at
_FINDER_MIDDLE = 3.5  # modules from a symbol's edge to the middle of its finders

Lengths = NDArray[np.floating]
Places = NDArray[np.integer]


def plain(
    image: Pixels, pairs: Sequence[tuple[Expected, Found]], *, dpi: float
) -> list[Measured | None]:
    """Return the numbers of each code that is plainly as it was drawn.

    image: grey. quiet is 4 on every side of these: so many modules are free, or more.
    """
    measured: list[Measured | None] = [None] * len(pairs)
    scale = dpi / MM_PER_INCH
    alike: dict[int, list[int]] = {}
    for number, (code, found) in enumerate(pairs):
        as_said = found.text == code.text and found.reserve == 1.0 and not code.cleared
        if as_said and _is_on_page(image, code, found.modules, scale):
            alike.setdefault(found.version, []).append(number)
    for numbers in alike.values():
        some = [pairs[number] for number in numbers]
        for number, values in zip(numbers, _measured(image, some, scale), strict=True):
            measured[number] = values
    return measured


def _is_on_page(image: Pixels, code: Expected, modules: int, scale: float) -> bool:
    """Say whether a code is large enough, and whole on the page with what is around it."""
    module = code.size_mm / modules * scale
    around = _FREE * module + _BEFORE_PX
    left, top = code.x_mm * scale - around, code.y_mm * scale - around
    far = code.size_mm * scale + 2 * around
    height, width = image.shape
    return (
        module >= LEAST_PX and min(left, top) >= 0 and left + far <= width and top + far <= height
    )


def _measured(
    image: Pixels, pairs: list[tuple[Expected, Found]], scale: float
) -> list[Measured | None]:
    """Return the numbers of codes of one version."""
    modules = pairs[0][1].modules
    places = np.array([(code.x_mm, code.y_mm, code.size_mm) for code, _ in pairs]) * scale
    left, top, side = places.T
    module = side / modules
    darkest, lightest = _extremes(image, left, top, module, modules)
    is_dark = lightest <= PLAINLY_DARK
    is_plain = (is_dark | (darkest >= PLAINLY_LIGHT)).all(axis=(1, 2))
    count = is_dark.sum(axis=(1, 2))
    dark, light = _ranked(darkest, count // 2, (count + modules**2) // 2)
    edges = _edges(image, (left, top, side), module, (dark, light))
    off = np.abs(edges - np.stack([left, top, left + side, top + side]))
    is_plain &= (off <= _EDGE_PX).all(axis=0)
    area = np.prod(edges[2:] - edges[:2], axis=0)
    found: list[Measured | None] = []
    for number, (_, code) in enumerate(pairs):
        fixed, drawn = qr.fixed_modules(code.version, code.level, code.mask)
        as_drawn = is_plain[number] and np.array_equal(is_dark[number] & fixed, drawn)
        if not as_drawn or not _is_free(image, edges[:, number].tolist(), float(module[number])):
            found.append(None)
            continue
        ink, paper = int(dark[number]), int(light[number])
        found.append(
            Measured(
                module_mm=math.sqrt(area[number]) / modules / scale,
                modules=modules,
                quiet=(4.0, 4.0, 4.0, 4.0),
                dark=(ink, ink, ink),
                light=(paper, paper, paper),
                inverted=False,
                mirrored=False,
                reserve=1.0,
                pixel_mm=1 / scale,
            )
        )
    return found


def _extremes(
    image: Pixels, left: Lengths, top: Lengths, module: Lengths, modules: int
) -> tuple[Pixels, Pixels]:
    """Return the darkest and the lightest of five pixels of every module: (code, row, column).

    One is at its centre; the others, towards its corners, are the last ones that are wholly its
    own wherever the pixels fall.
    """
    centre = (np.arange(modules, dtype=np.float64) + 0.5) * module[:, None]
    off = (module / 2 - 1 - _DRIFT_PX)[:, None]
    rows = [(top[:, None] + centre + way * off).astype(np.intp) for way in (0, -1, 1)]
    columns = [(left[:, None] + centre + way * off).astype(np.intp) for way in (0, -1, 1)]
    flat, wide = np.ascontiguousarray(image).reshape(-1), image.shape[1]
    darkest = lightest = flat.take(rows[0][:, :, None] * wide + columns[0][:, None, :])
    for down in (1, 2):
        starts = rows[down][:, :, None] * wide
        for across in (1, 2):
            spot = flat.take(starts + columns[across][:, None, :])
            darkest, lightest = np.minimum(darkest, spot), np.maximum(lightest, spot)
    return darkest, lightest


def _ranked(grays: Pixels, *ranks: Places) -> list[Pixels]:
    """Return of each code the grey that has so many darker ones, by counting instead of sorting."""
    codes = np.arange(len(grays), dtype=np.intp)
    each = codes[:, None] * 256 + grays.reshape(len(grays), -1)
    upto = np.bincount(each.ravel(), minlength=len(grays) * 256).reshape(-1, 256).cumsum(axis=1)
    return [(upto > rank[:, None]).argmax(axis=1).astype(np.uint8) for rank in ranks]


def _edges(
    image: Pixels,
    places: tuple[Lengths, Lengths, Lengths],
    module: Lengths,
    levels: tuple[Pixels, Pixels],
) -> Lengths:
    """Return the edges of each code, pixels: a row each for left, top, right and bottom.

    A line across an edge, through the middle of a finder, is light, then dark: the share of ink
    in it tells where it changes, to a fraction of a pixel.
    """
    left, top, side = places
    dark, light = (level.astype(np.float64) for level in levels)
    steps = np.arange(_BEFORE_PX + int(module.min() * 0.75))
    near, far = _FINDER_MIDDLE * module, side - _FINDER_MIDDLE * module

    def ink(rows: Places, columns: Places) -> Lengths:
        values = image[rows, columns].sum(axis=1, dtype=np.float64)
        dark_px: Lengths = (len(steps) * light - values) / np.maximum(light - dark, 1)
        return dark_px

    def whole(length: Lengths) -> Places:
        return np.floor(length).astype(np.intp)[:, None]

    def begins(edge: Lengths) -> tuple[Places, Lengths]:
        first = whole(edge) - _BEFORE_PX
        return first + steps, first[:, 0] + float(len(steps))

    def ends(edge: Lengths) -> tuple[Places, Lengths]:
        last = -whole(-edge) + _BEFORE_PX
        return last - 1 - steps, last[:, 0] - float(len(steps))

    west, west_end = begins(left)
    north, north_end = begins(top)
    east, east_end = ends(left + side)
    south, south_end = ends(top + side)
    return np.stack(
        [
            west_end - (ink(whole(top + near), west) + ink(whole(top + far), west)) / 2,
            north_end - (ink(north, whole(left + near)) + ink(north, whole(left + far))) / 2,
            east_end + ink(whole(top + near), east),
            south_end + ink(south, whole(left + near)),
        ]
    )


def _is_free(image: Pixels, edges: list[float], module: float) -> bool:
    """Say whether nothing is printed on the four modules around a code."""
    left, top, right, bottom = edges
    x0, y0, x1, y1 = math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)
    free = _FREE * module
    west, north = math.floor(left - free), math.floor(top - free)
    east, south = math.ceil(right + free), math.ceil(bottom + free)
    return bool(
        image[north:y0, west:east].min() >= _CLEAR
        and image[y1:south, west:east].min() >= _CLEAR
        and image[y0:y1, west:x0].min() >= _CLEAR
        and image[y0:y1, x1:east].min() >= _CLEAR
    )
