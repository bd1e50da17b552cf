"""Where a code lies in a picture, to a fraction of a pixel.

A decoder tells corners to about a pixel. Here the code that was read is drawn again in numbers,
laid over the picture, and moved until both agree: least squares over all edges of all modules
(Gauss-Newton on an affine map, brightness and contrast free). Blur, ink that runs and noise are
the same on both sides of a code, so they move no edge of it on the average.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_PER_MODULE = 5  # samples
_AROUND = 2  # modules of light that are looked at, too
_STEPS, _ENOUGH = 12, 0.002  # at most so many; pixels: a smaller step is the last
_SOFT = 0.4  # modules: sigma of the drawn code's blur
_FAR = 1.2  # modules: whoever moved further lost its code
_LIKE_LEAST = 0.75  # correlation of a code that was found with the one that was drawn


class Registered(NamedTuple):
    """A code in a picture. matrix: 2 x 3, from modules to pixels. spread: modules of ink beyond
    every edge. error: pixels, of its middle. like: correlation with what it should look like.
    """

    matrix: Floats
    spread: float
    error: float
    like: float

    def at(self, u: float, v: float) -> tuple[float, float]:
        """Return the pixels of a place in modules, (0, 0) being the code's top left."""
        x, y = self.matrix @ (u, v, 1.0)
        return float(x), float(y)


def register(
    gray: NDArray[np.uint8], modules: NDArray[np.bool_], corners: Floats
) -> Registered | None:
    """Return where a code lies, beginning from its four corners in pixels; None if it is lost.

    corners: top left, top right, bottom right, bottom left of the code itself, (4, 2).
    """
    side = len(modules)
    matrix = _affine(np.array([(0, 0), (side, 0), (side, side), (0, side)], float), corners)
    begun = matrix.copy()
    image, origin = _crop(gray, matrix, side)
    px = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))  # along a module
    image = _softened(image, _SOFT * px)
    u, v, sharp, drawn = _drawn(modules.tobytes(), side)
    points = np.stack([u, v, np.ones_like(u)])
    for _ in range(_STEPS):
        x, y = matrix @ points - origin[:, None]
        seen, dx, dy = _sampled(image, x, y)
        shape = np.stack([dx * u, dx * v, dx, dy * u, dy * v, dy], axis=1)
        light, dark = _levels(seen, drawn)
        miss = seen - (light - (light - dark) * drawn)
        jacobian = np.concatenate([shape, -np.stack([1 - drawn, drawn], axis=1)], axis=1)
        step, *_ = np.linalg.lstsq(jacobian.T @ jacobian, -jacobian.T @ miss, rcond=None)
        matrix += step[:6].reshape(2, 3)
        if np.abs(step[[2, 5]]).max() < _ENOUGH:
            break
    middle = np.array([side / 2, side / 2, 1])
    moved = float(np.abs((matrix - begun) @ middle).max())
    x, y = matrix @ points - origin[:, None]
    seen, *_ = _sampled(image, x, y)
    like = float(-np.corrcoef(seen, drawn)[0, 1])
    if not np.isfinite(moved) or moved > _FAR * px or like < _LIKE_LEAST:
        return None
    noise = float(np.std(seen - (light - (light - dark) * drawn)))
    information = jacobian.T @ jacobian
    error = noise * float(np.sqrt(np.linalg.pinv(information)[2, 2])) * 2
    return Registered(matrix, _spread(seen, sharp, modules, u, v), error, like)


def _affine(places: Floats, pixels: Floats) -> Floats:
    full = np.concatenate([places, np.ones((len(places), 1))], axis=1)
    solution, *_ = np.linalg.lstsq(full, pixels, rcond=None)
    return np.asarray(solution.T, float)


def _crop(gray: NDArray[np.uint8], matrix: Floats, side: int) -> tuple[Floats, Floats]:
    """Return the pixels around a code as numbers, and where they begin."""
    reach = _AROUND + 2
    ends = np.array([(a, b, 1) for a in (-reach, side + reach) for b in (-reach, side + reach)])
    found = ends @ matrix.T
    left, top = np.maximum(np.floor(found.min(axis=0)).astype(int), 0)
    right, bottom = np.ceil(found.max(axis=0)).astype(int) + 2
    return gray[top:bottom, left:right].astype(float), np.array([left, top], float)


def _drawn(bits: bytes, side: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Return sample places in modules, and what is there: sharp, and softened."""
    modules = np.frombuffer(bits, np.bool_).reshape(side, side)
    padded = np.pad(modules, _AROUND + 2).astype(float)
    fine = padded.repeat(_PER_MODULE, 0).repeat(_PER_MODULE, 1)
    soft = _softened(fine, _SOFT * _PER_MODULE)
    cut = slice(2 * _PER_MODULE, -2 * _PER_MODULE)
    places = (np.arange(fine.shape[0])[cut] + 0.5) / _PER_MODULE - _AROUND - 2
    v, u = np.meshgrid(places, places, indexing="ij")
    return u.ravel(), v.ravel(), fine[cut, cut].ravel(), soft[cut, cut].ravel()


def _softened(image: Floats, sigma: float) -> Floats:
    """Return an image blurred by a Gaussian; its edges go on as they are."""
    reach = np.arange(-int(3 * sigma + 1), int(3 * sigma + 1) + 1)
    kernel = np.exp(-0.5 * (reach / sigma) ** 2)
    kernel /= kernel.sum()
    padded = np.pad(image, len(reach) // 2, mode="edge")
    down = sum(weight * padded[at : at + image.shape[0]] for at, weight in enumerate(kernel))
    across: Floats = sum(
        weight * down[:, at : at + image.shape[1]] for at, weight in enumerate(kernel)
    )
    return across


def _sampled(image: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the picture at places in pixels, and its slopes there. A pixel's middle is at .5."""
    height, width = image.shape
    x = np.clip(x - 0.5, 1, width - 3)
    y = np.clip(y - 0.5, 1, height - 3)
    left, top = x.astype(int), y.astype(int)
    across, down = x - left, y - top
    a, b = image[top, left], image[top, left + 1]
    c, d = image[top + 1, left], image[top + 1, left + 1]
    upper, lower = a + (b - a) * across, c + (d - c) * across
    value = upper + (lower - upper) * down
    slope_x = (b - a) * (1 - down) + (d - c) * down
    slope_y = lower - upper
    return value, slope_x, slope_y


def _levels(seen: Floats, drawn: Floats) -> tuple[float, float]:
    """Return the light and the dark that fit best."""
    full = np.stack([1 - drawn, drawn], axis=1)
    (light, dark), *_ = np.linalg.lstsq(full.T @ full, full.T @ seen, rcond=None)
    return float(light), float(dark)


def _spread(seen: Floats, sharp: Floats, modules: NDArray[np.bool_], u: Floats, v: Floats) -> float:
    """Return how far ink runs beyond an edge, modules: the ink there is too much, over all edges.

    Blur moves no ink, so it does not count.
    """
    side = len(modules)
    hearts = np.zeros(len(u), np.bool_)
    for left, top in ((3.5, 3.5), (side - 3.5, 3.5), (3.5, side - 3.5)):
        hearts |= (abs(u - left) < 0.6) & (abs(v - top) < 0.6)
    margin = (u < -1.2) | (v < -1.2) | (u > side + 1.2) | (v > side + 1.2)
    dark, light = float(np.median(seen[hearts])), float(np.median(seen[margin]))
    if light - dark < 1:
        return 0.0
    ink = float(((light - seen) / (light - dark) - sharp).sum()) / _PER_MODULE**2
    whole = np.pad(modules, 1).astype(np.int8)
    edges = int(np.abs(np.diff(whole, axis=0)).sum() + np.abs(np.diff(whole, axis=1)).sum())
    return ink / edges
