"""Pixels averaged over cells, and blurred: what an aperture, a coarser camera, a soft lens see."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]
Box = tuple[float, float, float, float]

_REACH = 2.5  # standard deviations of a blur that are reckoned with: 99 % of it


def averages(
    pixels: NDArray[Any], box: Box, cells: int, *, around: int = 0, share: float = 1.0
) -> Values:
    """Return the mean of each cell of a square grid over a box, and of some cells around it.

    box: left, top, right, bottom, pixels. share: of a cell's sides that is looked at, in its
    middle. Fractions of pixels count as such.
    """
    edge = (1 - share) / 2
    at = np.arange(-around, cells + around, dtype=np.float64) + edge
    width, height = (box[2] - box[0]) / cells, (box[3] - box[1]) / cells
    down = _spans(pixels, box[1] + at * height, share * height)
    return _spans(down.T, box[0] + at * width, share * width).T


def _spans(pixels: NDArray[Any], starts: Values, length: float) -> Values:
    """Return the mean over each span of rows, `length` rows long, by a running sum."""
    total = np.zeros((len(pixels) + 1, pixels.shape[1]), np.float64)
    np.cumsum(pixels, axis=0, out=total[1:])

    def until(row: Values) -> Values:
        row = np.clip(row, 0, len(pixels) - 1e-9)
        whole = row.astype(np.intp)
        rest = (row - whole)[:, None]
        summed: Values = total[whole] * (1 - rest) + total[whole + 1] * rest
        return summed

    mean: Values = (until(starts + length) - until(starts)) / length
    return mean


def blurred(pixels: Values, sigma: float) -> Values:
    """Return pixels blurred by a normal distribution; beyond their edge the last one goes on."""
    return _blurred_down(_blurred_down(pixels, sigma).T, sigma).T


def _blurred_down(pixels: Values, sigma: float) -> Values:
    weights = _weights(sigma)
    reach, rows = len(weights) // 2, len(pixels)
    above, below = pixels[:1].repeat(reach, axis=0), pixels[-1:].repeat(reach, axis=0)
    wide = np.concatenate((above, pixels, below))  # np.pad takes as long as half of the blur
    total: Values = wide[reach : reach + rows] * weights[reach]
    for step in range(1, reach + 1):
        pair = wide[reach - step : reach - step + rows] + wide[reach + step : reach + step + rows]
        pair *= weights[reach + step]
        total += pair
    return total


@lru_cache(maxsize=64)
def _weights(sigma: float) -> NDArray[np.float32]:
    reach = max(1, round(_REACH * sigma))
    weights = np.exp(-(np.arange(-reach, reach + 1, dtype=np.float64) ** 2) / (2 * sigma**2))
    shares: NDArray[np.float32] = (weights / weights.sum()).astype(np.float32)
    return shares


def closed(pixels: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """Return grey pixels without what is light and narrower than `width`, an odd number.

    >>> closed(np.array([[0, 0, 255, 0, 0]], np.uint8), 3).tolist()
    [[0, 0, 0, 0, 0]]
    """
    return greatest(least(pixels, width), width)


def least(pixels: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """Return the least value in a square of this width, an odd number, around each."""
    return _extreme(pixels, width, np.minimum)


def greatest(pixels: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """Return the greatest value in a square of this width, an odd number, around each."""
    return _extreme(pixels, width, np.maximum)


def _extreme(pixels: NDArray[np.uint8], width: int, choose: np.ufunc) -> NDArray[np.uint8]:
    """Return the least, or the greatest, in a square of this width around each pixel."""
    for _ in range(width // 2):
        for axis in (0, 1):
            rows = np.moveaxis(pixels, axis, 0)
            chosen = rows.copy()
            choose(chosen[1:], rows[:-1], out=chosen[1:])
            choose(chosen[:-1], rows[1:], out=chosen[:-1])
            pixels = np.moveaxis(chosen, 0, axis)
    return np.ascontiguousarray(pixels)


def projected(modules: int, corners: Values, x: Values, y: Values) -> tuple[Values, Values]:
    """Map places in modules to pixels, by the perspective in which a symbol has these corners."""
    square = np.array([(0, 0), (modules, 0), (modules, modules), (0, modules)], float)
    rows = []
    for (u, v), (to_x, to_y) in zip(square, corners, strict=True):
        rows.append([u, v, 1, 0, 0, 0, -u * to_x, -v * to_x])
        rows.append([0, 0, 0, u, v, 1, -u * to_y, -v * to_y])
    a, b, c, d, e, f, g, h = np.linalg.solve(np.array(rows), corners.ravel())
    depth = g * x + h * y + 1
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth
