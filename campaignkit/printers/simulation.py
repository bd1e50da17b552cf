"""Pixels that were to be printed in, pixels that a camera would see out. Numbers only.

Three steps, each a function of its own: `dots` says which dots a printer of one ink sets (what is
not black is screened, as drivers do), `spread` lets the ink run, `seen` looks at the paper with a
camera of a few pixels a mm that is not quite sharp. All are the same on every machine: there is no
chance in them, since a verdict must not change from one run to the next.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from campaignkit.units import MM_PER_INCH

Pixels = NDArray[np.uint8]
Lengths = NDArray[np.floating[Any]]
Ink = NDArray[np.float32]  # share of a cell that is inked, 0 to 1

BLACK, WHITE = 40, 225  # grey levels that drivers set as ink and as paper, unscreened
_CELL = ((600, 8), (300, 6), (0, 4))  # from so many dpi on: dots along a cell of the screen
_FINER = 2  # a picture is turned at so many times its resolution
_FINE_MM = 0.03  # a cell of the paper that ink runs over: a quarter of a dot of 203 dpi


def dots(gray: Pixels, *, dpi: float) -> NDArray[np.bool_]:
    """Return the dots that are set, True for ink.

    Args:
        gray: What is to be printed, a pixel a dot.
        dpi: Of the printer: coarse ones have coarse screens.

    >>> ramp = np.array([[0, 30, 230, 255]], np.uint8)
    >>> dots(ramp, dpi=203).tolist()
    [[True, True, False, False]]
    """
    cell = _cell(dpi)
    screen = _screen(cell)
    rows, columns = (-(-length // cell) for length in gray.shape)
    tiled = np.tile(screen, (rows, columns))[: gray.shape[0], : gray.shape[1]]
    return np.where(gray <= BLACK, True, np.where(gray >= WHITE, False, gray < tiled))


def screen_mm(dpi: float) -> float:
    """Return how far the dots of the screen are apart that a printer makes a colour of, mm.

    >>> round(screen_mm(203.2), 2), round(screen_mm(600), 2)
    (0.5, 0.34)
    """
    return _cell(dpi) * MM_PER_INCH / dpi


def _cell(dpi: float) -> int:
    return next(size for least, size in _CELL if dpi >= least)


@lru_cache
def _screen(cell: int) -> Pixels:
    """Return the thresholds of a clustered dot at 45 degrees, two dots in a cell."""
    y, x = np.mgrid[0:cell, 0:cell]
    height = np.cos(2 * np.pi * (x + y) / cell) + np.cos(2 * np.pi * (x - y) / cell)
    order = np.argsort(np.argsort(-height.ravel(), kind="stable"), kind="stable")
    levels = (order.reshape(cell, cell) + 0.5) / cell**2 * 255
    return levels.astype(np.uint8)


def spread(ink: Ink, cells: float) -> Ink:
    """Return ink that ran `cells` beyond every edge (less than 0: it fell short of it).

    >>> spot = np.zeros((5, 5), np.float32)
    >>> spot[2, 2] = 1
    >>> float(spread(spot, 1).sum()), float(spread(spot, 0.5).sum())
    (5.0, 3.0)
    """
    if cells < 0:
        return 1 - spread(1 - ink, -cells)
    whole = int(cells)
    near, far = _grown(ink, whole), _grown(ink, whole + 1)
    return near + (far - near) * np.float32(cells - whole)


def _grown(ink: Ink, radius: int) -> Ink:
    grown = ink.copy()
    for down in range(-radius, radius + 1):
        for across in range(-radius, radius + 1):
            if (down or across) and math.hypot(down, across) <= radius + 0.25:
                to, from_ = _overlap(down, across, ink.shape)
                np.maximum(grown[to], ink[from_], out=grown[to])
    return grown


def _overlap(
    down: int, across: int, shape: tuple[int, ...]
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    to = tuple(
        slice(max(by, 0), size + min(by, 0)) for by, size in zip((down, across), shape, strict=True)
    )
    from_ = tuple(
        slice(max(-by, 0), size + min(-by, 0))
        for by, size in zip((down, across), shape, strict=True)
    )
    return (to[0], to[1]), (from_[0], from_[1])


class Camera(NamedTuple):
    """How a print is looked at. px_mm: pixels to a mm of paper. blur_mm: how far an edge is
    smeared, sigma of a Gaussian. tilt: degrees off the level. noise: grey levels, sigma.
    """

    px_mm: float
    blur_mm: float
    tilt: float
    noise: float = 8.0


def seen(ink: Ink, cell_mm: float, camera: Camera) -> Pixels:
    """Return what a camera sees of paper: ink is dark, not black; edges are not sharp.

    ink: cells of `cell_mm`.
    """
    fine = camera.px_mm * _FINER
    down, across = (_lens(size, cell_mm, fine, camera.blur_mm) for size in ink.shape)
    light = (235 - 205 * (down @ ink @ across.T)).astype(np.float32)
    looked = _turned(light, camera.tilt)
    grain = np.random.default_rng(0).standard_normal(looked.shape, np.float32)  # always the same
    return np.clip(looked + camera.noise * grain, 0, 255).astype(np.uint8)


def sharpness(
    ink: Ink,
    cell_mm: float,
    places: tuple[Lengths, Lengths],
    blur_mm: float,
) -> Ink:
    """Return how much ink is seen at each of some places, 0 to 1: by a camera without chance.

    places: mm across, and mm down, of the columns and rows that are asked. blur_mm: as of a Camera.
    """
    across, down = (
        _weights(each, size, cell_mm, blur_mm)
        for each, size in zip(places, reversed(ink.shape), strict=True)
    )
    shares: Ink = (down @ ink @ across.T).astype(np.float32)
    return shares


def _weights(middles: Lengths, cells: int, cell_mm: float, sigma: float) -> NDArray[np.float32]:
    places = (np.arange(cells) + 0.5) * cell_mm
    weights = np.exp(-0.5 * ((places - middles[:, None]) / sigma) ** 2)
    weights /= weights.sum(axis=1, keepdims=True)
    return weights.astype(np.float32)


def _turned(light: NDArray[np.float32], degrees: float) -> NDArray[np.float32]:
    """Return the picture turned about its middle, one pixel of _FINER each way."""
    height, width = light.shape
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    rows, columns = (int(length / _FINER * 1.08) for length in (height, width))
    y = (np.arange(rows, dtype=np.float32)[:, None] - rows / 2) * _FINER
    x = (np.arange(columns, dtype=np.float32)[None, :] - columns / 2) * _FINER
    across = np.clip(x * cos + y * sin + width / 2, 0, width - 1.001)
    down = np.clip(y * cos - x * sin + height / 2, 0, height - 1.001)
    left, top = across.astype(np.int32), down.astype(np.int32)
    right, low = across - left, down - top
    upper = light[top, left] * (1 - right) + light[top, left + 1] * right
    lower = light[top + 1, left] * (1 - right) + light[top + 1, left + 1] * right
    turned: NDArray[np.float32] = upper * (1 - low) + lower * low
    return turned


@lru_cache(maxsize=32)
def _lens(cells: int, cell_mm: float, px_mm: float, blur_mm: float) -> NDArray[np.float32]:
    """Return how much each cell of a row gives to each pixel of it."""
    pixels = max(1, int(cells * cell_mm * px_mm))
    # Pixels begin a third before the paper's cells, so that no edge falls on an edge of theirs.
    middles = (np.arange(pixels) + 0.5 - 0.33) / px_mm
    sigma = math.hypot(blur_mm, 0.29 / px_mm)  # a pixel's own width blurs, too
    return _weights(middles, cells, cell_mm, sigma)


def printed(gray: Pixels, *, dpi: float, one_ink: bool, spread_mm: float) -> tuple[Ink, float]:
    """Return what lies on the paper: shares of ink, and the mm of a cell.

    Args:
        gray: What is to be printed, a pixel a dot.
        one_ink: What is not black is screened.
    """
    dot_mm = MM_PER_INCH / dpi
    if one_ink:
        laid: Ink = dots(gray, dpi=dpi).astype(np.float32)
    else:
        laid = (255 - gray.astype(np.float32)) / np.float32(255)
    times = max(1, round(dot_mm / _FINE_MM))
    cells = laid.repeat(times, axis=0).repeat(times, axis=1)
    cell_mm = dot_mm / times
    return spread(cells, spread_mm / cell_mm), cell_mm
