"""One code's pixels in, numbers out: module size, quiet zone, colours. Nothing is judged here.

Everything is measured on a patch: the code and REACH modules around it, upright. Of an
upright code that is a view of the page; a tilted one is resampled. What lies beyond the
page counts as printed on, for nobody knows what will be there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from campaignkit.proof.corners import fit
from campaignkit.proof.reader import Found, Pixels, grayed
from campaignkit.proof.sampling import projected
from campaignkit.units import MM_PER_INCH

REACH = 5.5  # modules around the code that are looked at
INK = 0.35  # darker than light paper by this share of the contrast is ink: our guess
_UPRIGHT_PX = 1.5  # a code whose sides are off the level by more is tilted
_UPRIGHT = 1.0  # of a module: by less it may be upright, and its corners told wrongly
_CORNER_SLACK = 0.5  # modules
_FORMAT_MASK = 0b101010000010010  # ISO/IEC 18004 7.9.1
_FORMAT_GENERATOR = 0b10100110111  # BCH (15,5), ISO/IEC 18004 annex C
_FORMAT_ROWS = [0, 1, 2, 3, 4, 5, 7, 8, 8, 8, 8, 8, 8, 8, 8]  # bit 0 first, figure 25
_FORMAT_COLUMNS = [8, 8, 8, 8, 8, 8, 8, 8, 7, 5, 4, 3, 2, 1, 0]
_FORMAT_CORRECTS = 3  # bits
_LEVEL_BITS = {"L": 0b01, "M": 0b00, "Q": 0b11, "H": 0b10}  # ISO/IEC 18004 table 12

Profile = NDArray[np.floating]
Color = tuple[int, int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One code in numbers.

    module_mm: the side of a module. quiet: modules free of ink on the left, top, right and
    bottom of the page, at most REACH - 1. dark, light: median colours, red green blue, 0 to
    255. inverted: light on dark. mirrored: left and right exchanged. modules: on a side.
    reserve: see `Found`. pixel_mm: of the page measured on; a length is right to about one.
    """

    module_mm: float
    modules: int
    quiet: Box
    dark: Color
    light: Color
    inverted: bool
    mirrored: bool
    reserve: float
    pixel_mm: float

    @property
    def width_mm(self) -> float:
        """The symbol's side, without the quiet zone."""
        return self.modules * self.module_mm

    @property
    def contrast(self) -> float:
        """WCAG 2 contrast ratio, 1 to 21."""
        return (luminance(self.light) + 0.05) / (luminance(self.dark) + 0.05)


@dataclass(frozen=True, slots=True)
class Patch:
    """Upright pixels around a code: grey or RGB, and grey.

    inside: False where the page ends; None if it is all page. box: the symbol's left, top,
    right, bottom, pixels. turns: quarter turns, anticlockwise, that bring the symbol's own top
    left there. is_tilted: it was resampled. origin: the page's pixel at its left top, if not.
    """

    pixels: Pixels
    gray: Pixels
    inside: NDArray[np.bool_] | None
    box: Box
    turns: int
    is_tilted: bool = False
    origin: tuple[int, int] = (0, 0)


def measure(image: Pixels, found: Found, *, dpi: float) -> Measured:
    """Measure a code on the page it was read from.

    Args:
        image: Grey (height, width) or RGB (height, width, 3). Only RGB tells colours.
        dpi: The same as for `read`.
    """
    patch = patch_of(image, found, dpi)
    grid = sampled(patch.gray, patch.box, found.modules)
    middle, dark, light = levels_of(grid)
    is_dark = grid < middle
    inverted = is_inverted(is_dark)
    edges, quiet = edges_and_quiet(patch, found.modules, inverted, (dark, light))
    side = math.sqrt((edges[2] - edges[0]) * (edges[3] - edges[1]))
    return Measured(
        module_mm=side / found.modules * MM_PER_INCH / dpi,
        modules=found.modules,
        quiet=quiet,
        dark=_color(patch, is_dark),
        light=_color(patch, ~is_dark),
        inverted=inverted,
        mirrored=is_mirrored(np.rot90(is_dark ^ inverted, patch.turns), found),
        reserve=found.reserve,
        pixel_mm=MM_PER_INCH / dpi,
    )


def symbol_edges(patch: Patch, modules: int) -> Box:
    """Return the symbol's left, top, right and bottom in a patch, to a fraction of a pixel."""
    grid = sampled(patch.gray, patch.box, modules)
    middle, dark, light = levels_of(grid)
    edges, _ = edges_and_quiet(patch, modules, is_inverted(grid < middle), (dark, light))
    return edges


@lru_cache(maxsize=1024)
def luminance(color: Color) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1 (WCAG 2).

    >>> round(luminance((0x25, 0xD3, 0x66)), 2)
    0.48
    """
    red, green, blue = map(_linear, color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def red_contrast(dark: Color, light: Color) -> float:
    """Return how far two colours are apart in red light, 0 to 1; below 0 if exchanged.

    Verifiers and hand scanners look in light of 660 nm (ISO/IEC 15415 7.3.2). The red channel
    stands for it, closely enough for inks: yellow and red shine in both as paper does.

    >>> round(red_contrast((0x25, 0xD3, 0x66), (255, 255, 255)), 2)
    0.98
    """
    return _linear(light[0]) - _linear(dark[0])


def _linear(channel: int) -> float:
    """Return the light that a channel of sRGB stands for, 0 to 1 (IEC 61966-2-1)."""
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def patch_of(image: Pixels, found: Found, dpi: float) -> Patch:
    corners = np.array(found.corners) * (dpi / MM_PER_INCH)
    low, high = corners.min(axis=0), corners.max(axis=0)
    tilt = _tilt(corners, low, high)
    if tilt <= _UPRIGHT_PX:
        return _upright(image, corners, found.modules)
    if tilt <= _UPRIGHT * float((high - low).max()) / found.modules:
        looked = _upright(image, corners, found.modules)
        if _stands_upright(looked, corners - looked.origin, found):
            return looked
    return _turned(image, corners, found.modules)


def _upright(image: Pixels, corners: Profile, modules: int) -> Patch:
    """Cut out a code whose sides are taken for level."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    reach = math.ceil(REACH * float((high - low).max()) / modules)
    left, top = (int(value) - reach for value in low)
    right, bottom = (math.ceil(value) + reach for value in high)
    pixels, inside = _cut(image, left, top, right, bottom)
    shift = np.array((left, top))
    x0, y0 = (low - shift).tolist()
    x1, y1 = (high - shift).tolist()
    turns = _turns(corners[0], low, high)
    return Patch(pixels, grayed(pixels), inside, (x0, y0, x1, y1), turns, origin=(left, top))


def _stands_upright(patch: Patch, corners: Profile, found: Found) -> bool:
    """Say whether a code's patterns fit its own level edges better than the corners given."""
    x0, y0, x1, y1 = symbol_edges(patch, found.modules)
    level = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    order = np.abs(corners[:, None] - level).sum(axis=2).argmin(axis=1)
    kind = (found.version, found.level, found.mask)
    return fit(patch.gray, level[order], *kind) > fit(patch.gray, corners, *kind)


def _tilt(corners: Profile, low: Profile, high: Profile) -> float:
    """Return how many pixels the sides are off the level, or half of it for a crooked one."""
    first, second = (
        (corners[1] + corners[2] - corners[0] - corners[3]) / 2,
        (corners[2] + corners[3] - corners[0] - corners[1]) / 2,
    )
    off = np.minimum(abs(corners - low), abs(corners - high)).max()
    return float(max(abs(first).min(), abs(second).min(), off / 2))


def _turns(first: Profile, low: Profile, high: Profile) -> int:
    right, below = (first > (low + high) / 2).tolist()
    return ((0, 1), (3, 2))[below][right]


def _cut(
    image: Pixels, left: int, top: int, right: int, bottom: int
) -> tuple[Pixels, NDArray[np.bool_] | None]:
    height, width = image.shape[:2]
    within = image[max(top, 0) : min(bottom, height), max(left, 0) : min(right, width)]
    if within.shape[:2] == (bottom - top, right - left):
        return within, None
    pad = ((max(-top, 0), max(bottom - height, 0)), (max(-left, 0), max(right - width, 0)))
    inside = np.pad(np.ones(within.shape[:2], bool), pad)
    return np.pad(within, pad + ((0, 0),) * (image.ndim - 2)), inside


def _turned(image: Pixels, corners: Profile, modules: int) -> Patch:
    """Resample a tilted code upright, about a pixel a pixel (nearest neighbour)."""
    sides = np.hypot(*(corners - np.roll(corners, -1, axis=0)).T)
    step = modules / float(sides.mean())  # modules a pixel
    at = np.arange(-REACH + step / 2, modules + REACH, step)
    across, down = np.meshgrid(at, at)
    x, y = projected(modules, corners, across, down)
    columns, rows = np.floor(x).astype(int), np.floor(y).astype(int)
    height, width = image.shape[:2]
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    pixels = image[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
    near, far = REACH / step, (REACH + modules) / step
    return Patch(pixels, grayed(pixels), inside, (near, near, far, far), 0, True)


def _centres(start: float, end: float, modules: int) -> NDArray[np.intp]:
    return (start + (np.arange(modules) + 0.5) * (end - start) / modules).astype(np.intp)


def sampled(pixels: Pixels, box: Box, modules: int) -> Pixels:
    """Return each module's centre pixel."""
    rows = _centres(box[1], box[3], modules)
    columns = _centres(box[0], box[2], modules)
    return pixels[rows[:, None], columns]


def levels_of(grid: Pixels) -> tuple[float, float, float]:
    """Return the grey between dark and light modules, and the median of either."""
    values = np.sort(grid, axis=None)
    tail = len(values) // 20
    middle = (int(values[tail]) + int(values[-1 - tail])) / 2
    count = int(np.searchsorted(values, middle))
    return middle, float(values[count // 2]), float(values[(count + len(values)) // 2])


def is_inverted(dark: NDArray[np.bool_]) -> bool:
    """Three corners have a finder, whose 3 x 3 centre is dark (ISO/IEC 18004 6.3.3.1)."""
    blocks = (dark[2:5, 2:5], dark[2:5, -5:-2], dark[-5:-2, 2:5], dark[-5:-2, -5:-2])
    return sum(int(block.sum()) > 4 for block in blocks) < 2


def is_mirrored(dark: NDArray[np.bool_], found: Found) -> bool:
    """Compare the format bits beside the first finder (7.9.1) as they are and transposed."""
    data = _LEVEL_BITS[found.level] << 3 | found.mask
    rest = data << 10
    for bit in range(14, 9, -1):
        if rest >> bit & 1:
            rest ^= _FORMAT_GENERATOR << bit - 10
    bits = (data << 10 | rest) ^ _FORMAT_MASK
    wanted = np.array([bits >> number & 1 for number in range(15)], bool)
    as_is = (dark[_FORMAT_ROWS, _FORMAT_COLUMNS] != wanted).sum()
    transposed = (dark[_FORMAT_COLUMNS, _FORMAT_ROWS] != wanted).sum()
    return bool(transposed < as_is and transposed <= _FORMAT_CORRECTS)


def _color(patch: Patch, where: NDArray[np.bool_]) -> Color:
    """Return the median colour of these modules' centres."""
    grid = sampled(patch.pixels, patch.box, len(where))[where]
    if grid.ndim == 1:
        gray = int(np.partition(grid, len(grid) // 2)[len(grid) // 2])
        return gray, gray, gray
    red, green, blue = np.median(grid, axis=0).astype(int).tolist()
    return red, green, blue


def edges_and_quiet(
    patch: Patch, modules: int, inverted: bool, levels: tuple[float, float]
) -> tuple[Box, Box]:
    """Return the symbol's edges in the patch, and the free modules on each side."""
    gray, (dark, light) = patch.gray, levels
    if inverted:
        gray, dark, light = 255 - gray, 255 - light, 255 - dark
    if patch.inside is not None:
        gray = np.where(patch.inside, gray, np.uint8(0))
    ink = (max(light - dark, 1), light)
    left, top, right, bottom = patch.box
    height, width = gray.shape
    wide, high = (right - left) / modules, (bottom - top) / modules  # of a stretched code two
    x0, west = _side(gray.T, left, (top, bottom), wide, ink)
    y0, north = _side(gray, top, (left, right), high, ink)
    x1, east = _side(gray.T[::-1], width - right, (top, bottom), wide, ink)
    y1, south = _side(gray[::-1], height - bottom, (left, right), high, ink)
    edges = (x0, y0, width - x1, height - y1)
    limit = light - INK * ink[0]
    module = (edges[2] - edges[0]) / modules, (edges[3] - edges[1]) / modules
    corners = (
        _corner(gray, (x0, y0), limit, module),
        _corner(gray[:, ::-1], (x1, y0), limit, module),
        _corner(gray[::-1, ::-1], (x1, y1), limit, module),
        _corner(gray[::-1], (x0, y1), limit, module),
    )
    return edges, _with_corners((west, north, east, south), corners)


def _side(
    gray: Pixels, edge: float, span: tuple[float, float], module: float, ink: tuple[float, float]
) -> tuple[float, float]:
    """Look outward from a side of the symbol, which begins at row `edge` and spans columns `span`.

    Returns where it really begins, and how many modules before it are free.
    """
    first = int(edge + module / 2)  # inside the first row of modules: there are finders in it
    left, right = round(span[0]), round(span[1])
    darkest = gray[first::-1, left:right].min(axis=1)
    depth = edge - (first - np.arange(first + 1) + 0.5)  # of each row's middle, outward
    contrast, light = ink
    return _crossings((light - darkest) / contrast, depth, edge, module)


def _corner(
    gray: Pixels, corner: tuple[float, float], limit: float, module: tuple[float, float]
) -> float:
    """Return how many modules are free, both ways, from the symbol's top left corner."""
    left, top = corner
    ink = gray[: int(top), : int(left)] < limit
    if not ink.any():
        return math.inf
    across = (left - 1 - np.arange(ink.shape[1])) / module[0]  # to each pixel's nearer edge
    down = (top - 1 - np.arange(ink.shape[0])) / module[1]
    return max(0.0, float(np.maximum(down[:, None], across)[ink].min()))


def _with_corners(sides: Box, corners: Box) -> Box:
    """Count a corner's ink for the left or right, unless a side's own ink explains it.

    A line of text above the code may well run on over the corner: it is still above.
    """
    west, north, east, south = sides
    lefts = [(corners[0], north), (corners[3], south)]
    rights = [(corners[1], north), (corners[2], south)]
    for free, beside in lefts:
        west = free if free < min(west, beside) - _CORNER_SLACK else west
    for free, beside in rights:
        east = free if free < min(east, beside) - _CORNER_SLACK else east
    return west, north, east, south


def _crossings(ink: Profile, depth: Profile, edge: float, module: float) -> tuple[float, float]:
    """Return where the symbol really begins, and how many modules before it are free."""
    within = np.flatnonzero((ink >= INK) & (depth < 0))  # a light line in it is not its end
    free = np.flatnonzero(ink < INK)
    free = free[free > within[-1]] if len(within) else free
    if not len(free) or depth[free[0]] > module:
        return edge, 0.0
    leaves = _crossing(ink, depth, int(free[0]), 0.5)
    beyond = np.flatnonzero(ink[free[0] :] >= INK)
    if not len(beyond):
        return edge - leaves, REACH - 1
    meets = _crossing(ink, depth, int(free[0] + beyond[0]), INK)
    return edge - leaves, min((meets - leaves) / module, REACH - 1)


def _crossing(ink: Profile, depth: Profile, index: int, level: float) -> float:
    """Return the depth at which the profile passes `level` just before `index`."""
    if index == 0 or ink[index] == ink[index - 1]:
        return float(depth[index])
    share = (level - ink[index - 1]) / (ink[index] - ink[index - 1])
    return float(depth[index - 1] + np.clip(share, 0, 1) * (depth[index] - depth[index - 1]))
