"""The paper in a picture: its four edges, each a line through many places found along it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_PLACES = 80  # along an edge
_REACH_MM = 9.0  # on both sides of where an edge should be
_STEP_LEAST = 12.0  # grey levels from paper to ground
_AGREE_LEAST = 0.45  # of the places along an edge
_LINE_MM = 0.6  # a place further from the line than this is no place of it


def corners_of(
    gray: NDArray[np.uint8], page: tuple[float, float], to_pixels: Floats
) -> Floats | None:
    """Return the paper's corners in pixels (4, 2), clockwise from its top left; None: not all seen.

    Args:
        page: Width and height, mm.
        to_pixels: 3 x 3, from mm of the printed page to pixels; the paper's edges are near.
    """
    width, height = page
    ends = [((0.0, 0.0), (width, 0.0)), ((width, 0.0), (width, height))]
    ends += [((width, height), (0.0, height)), ((0.0, height), (0.0, 0.0))]
    lines = [_line(gray, start, end, to_pixels) for start, end in ends]
    if any(line is None for line in lines):
        return None
    top, right, bottom, left = (line for line in lines if line is not None)
    crossed = [np.cross(a, b) for a, b in ((left, top), (top, right), (right, bottom))]
    crossed.append(np.cross(bottom, left))
    return np.array([(x / w, y / w) for x, y, w in crossed])


def applied(matrix: Floats, points: Floats) -> Floats:
    """Return points (n, 2) moved by a 3 x 3 map."""
    full = np.concatenate([points, np.ones((len(points), 1))], axis=1) @ matrix.T
    return np.asarray(full[:, :2] / full[:, 2:], float)


def homography(places: Floats, pixels: Floats) -> Floats:
    """Return the 3 x 3 map from places to pixels that fits best, of four or more pairs."""
    scale_a, scale_b = _evened(places), _evened(pixels)
    a, b = applied(scale_a, places), applied(scale_b, pixels)
    rows = []
    for (x, y), (u, v) in zip(a, b, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, -u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, -v])
    found = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    matrix = np.linalg.inv(scale_b) @ found @ scale_a
    return np.asarray(matrix / matrix[2, 2], float)


def _evened(points: Floats) -> Floats:
    """Return the map that brings points about 0 and to about 1: squares of pixels lose digits."""
    middle = points.mean(axis=0)
    size = float(np.abs(points - middle).max()) or 1.0
    return np.array([[1 / size, 0, -middle[0] / size], [0, 1 / size, -middle[1] / size], [0, 0, 1]])


def _line(
    gray: NDArray[np.uint8],
    start: tuple[float, float],
    end: tuple[float, float],
    to_pixels: Floats,
) -> Floats | None:
    """Return one edge as (a, b, c), a x + b y + c = 0 in pixels; None if it is not seen."""
    first, last = np.array(start), np.array(end)
    along = (last - first) / np.linalg.norm(last - first)
    outward = np.array([along[1], -along[0]])  # the edges run clockwise
    length = float(np.linalg.norm(last - first))
    places = first + along * np.linspace(0.04 * length, 0.96 * length, _PLACES)[:, None]
    step = _mm_per_pixel(places.mean(axis=0), outward, to_pixels)
    off = np.arange(-_REACH_MM, _REACH_MM, step)
    points = places[:, None, :] + outward * off[None, :, None]
    pixels = applied(to_pixels, points.reshape(-1, 2)).reshape(*points.shape)
    values, inside = _looked_up(gray, pixels)
    found = [_edge(values[at], inside[at]) for at in range(_PLACES)]
    seen = np.array(
        [
            applied(to_pixels, (places[at] + outward * (off[0] + step * where))[None])[0]
            for at, where in enumerate(found)
            if where is not None
        ]
    )
    if len(seen) < _AGREE_LEAST * _PLACES:
        return None
    return _robust(seen, _LINE_MM / step)


def _mm_per_pixel(place: Floats, way: Floats, to_pixels: Floats) -> float:
    a, b = applied(to_pixels, np.array([place, place + way]))
    return 1 / max(float(np.linalg.norm(b - a)), 0.2)


def _looked_up(gray: NDArray[np.uint8], pixels: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    height, width = gray.shape
    x, y = pixels[..., 0] - 0.5, pixels[..., 1] - 0.5
    inside = (x >= 0) & (y >= 0) & (x < width - 1) & (y < height - 1)
    left = np.clip(x.astype(int), 0, width - 2)
    top = np.clip(y.astype(int), 0, height - 2)
    across, down = x - left, y - top
    a = gray[top, left] * (1 - across) + gray[top, left + 1] * across
    b = gray[top + 1, left] * (1 - across) + gray[top + 1, left + 1] * across
    return a * (1 - down) + b * down, inside


def _edge(profile: Floats, inside: NDArray[np.bool_]) -> float | None:
    """Return where a profile from paper outward leaves it, in steps: half way down its fall.

    Paper is light, and the ground beyond stays dark: a printed line is not such a fall.
    """
    usable = np.flatnonzero(inside)
    if len(usable) < 16 or usable[0] != 0:
        return None
    values = profile[: usable[-1] + 1]
    window = max(3, len(values) // 12)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(window, len(values) - window)
    before = (sums[at] - sums[at - window]) / window
    after = (sums[at + window] - sums[at]) / window
    fall = before - after
    best = int(np.argmax(fall))
    if fall[best] < _STEP_LEAST:
        return None
    light, dark = before[best], after[best]
    beyond = values[at[best] :]
    if np.median(beyond) > (light + dark) / 2:
        return None
    level = (light + dark) / 2
    low, high = max(at[best] - window, 1), min(at[best] + window, len(values) - 1)
    for index in range(low, high):
        if values[index - 1] >= level > values[index]:
            share = (values[index - 1] - level) / (values[index - 1] - values[index])
            return float(index - 1 + share)
    return None


def _robust(points: Floats, slack: float) -> Floats | None:
    """Return the line that most points agree on, through all that do."""
    best: NDArray[np.bool_] | None = None
    count = len(points)
    for first in range(0, count, max(1, count // 24)):
        for second in range(first + count // 3, count, max(1, count // 24)):
            line = _through(points[[first, second]])
            near = np.abs(points @ line[:2] + line[2]) < slack
            if best is None or near.sum() > best.sum():
                best = near
    if best is None or best.sum() < _AGREE_LEAST * _PLACES:
        return None
    line = _through(points[best])
    near = np.abs(points @ line[:2] + line[2]) < slack / 2
    return _through(points[near]) if near.sum() >= 10 else line


def _through(points: Floats) -> Floats:
    middle = points.mean(axis=0)
    normal = np.linalg.svd(points - middle)[2][-1]
    return np.array([normal[0], normal[1], -float(normal @ middle)])
