"""One code's pixels in, its marks out, after ISO/IEC 15415: what each aspect is, and why.

A module is not looked at where it is clearest, as a decoder may, but over four fifths of its
area, as a verifier's aperture does; grey values count as the reflectance they stand for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from campaignkit import qr
from campaignkit.errors import CampaignError
from campaignkit.proof.grade import (
    APART,
    CONTRAST,
    CORRECTION,
    GOOD,
    LETTERS,
    MODULATION,
    QUIET,
    UNIFORMITY,
    Aspect,
    AspectMark,
    Cause,
    Grade,
    letter,
)
from campaignkit.proof.measure import (
    Measured,
    Patch,
    luminance,
    measure,
    patch_of,
    red_contrast,
    symbol_edges,
)
from campaignkit.proof.reader import Found, Pixels
from campaignkit.proof.sampling import averages
from campaignkit.proof.stress import stresses
from campaignkit.qr.matrix import codewords_shown
from campaignkit.qr.tables import blocks

Values = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]
Box = tuple[float, float, float, float]

_APERTURE = 0.8  # of a module (ISO/IEC 15415 7.3.3, the usual choice)
_FEW_PX = 3.0  # a module: below it a picture's pixels are what is wrong with it
_GROWTH = 0.2  # of a module: more is ink spread, or its opposite
_SLOPE = 0.25  # of the contrast, from edge to edge of the code: more is an uneven ground
# Of a sharp code half of all modules end after each; an edge bends two pixels by half a contrast.
_EDGES = 0.5
_GRAIN = 1.2  # times what a sharp code's own edges bend: more is a halftone, or noise
_FINDER = 8  # modules: a finder pattern and its light border
FINDER = 7  # modules along a side of one
_LOOKS = 12  # places in half a module where its grey is taken
_TIMING = 6  # the row and the column of the timing patterns
_WRONG_MOST = (3, 2, 1, 0)  # modules of a finder pattern for D, C, B, A (ISO/IEC 18004 annex G)
_SHARE_MOST = (0.30, 0.20, 0.10, 0.0)  # of the modules of other fixed patterns, likewise
# Codewords kept for telling that a block was corrected wrongly (ISO/IEC 18004 table 9).
_KEPT = {(1, "L"): 3, (1, "M"): 2, (1, "Q"): 1, (1, "H"): 1, (2, "L"): 2, (3, "L"): 1}

_LINEAR = np.arange(256) / 255
_LINEAR = np.where(_LINEAR <= 0.04045, _LINEAR / 12.92, ((_LINEAR + 0.055) / 1.055) ** 2.4)


def grade(
    image: Pixels,
    found: Found,
    *,
    dpi: float,
    measured: Measured | None = None,
    stress: bool = True,
) -> Grade:
    """Return a code's marks on the page it was read from.

    Args:
        image: Grey (height, width) or RGB (height, width, 3), one byte a value.
        found: What was read there.
        dpi: The same as for `read`.
        measured: Its numbers, if they are known.
        stress: Also find how much blur, tilt, spread and so on it bears. Half of the time.
    """
    numbers = measured or measure(image, found, dpi=dpi)
    patch = patch_of(image, found, dpi)
    box = symbol_edges(patch, found.modules)
    gray = 255 - patch.gray if numbers.inverted else patch.gray
    seen = _SeenCode(gray, box, found, patch.turns, numbers.mirrored)
    marks = _marks(seen, numbers, patch)
    tried = stresses(_paper_beyond(gray, patch), box, found) if stress else ()
    return Grade(marks=marks, stresses=tried)


class _SeenCode:
    """A code's reflectance, by module, the symbol's own top left first."""

    def __init__(self, gray: Pixels, box: Box, found: Found, turns: int, mirrored: bool) -> None:
        self.found, self.gray, self.box = found, gray, box
        self.pixels: Values = _LINEAR[gray]
        self.module = (box[2] - box[0]) / found.modules  # pixels
        upright = averages(self.pixels, box, found.modules, share=_APERTURE)
        turned = np.rot90(upright, turns)
        self.grid: Values = turned.T if mirrored else turned
        self.lightest, self.darkest = float(self.grid.max()), float(self.grid.min())
        self.contrast = self.lightest - self.darkest
        self.middle = (self.lightest + self.darkest) / 2
        self.dark: Bools = self.grid < self.middle

    @property
    def modulation(self) -> Values:
        """How far each module is from the threshold, 0 to 1 (ISO/IEC 15415 7.8.4)."""
        off: Values = 2 * np.abs(self.grid - self.middle) / max(self.contrast, 1e-6)
        return off


def _marks(seen: _SeenCode, numbers: Measured, patch: Patch) -> tuple[AspectMark, ...]:
    modulation = _modulation(seen)
    # What blurs every module spoils some of them: then it is the cause of that, too.
    strained = LETTERS.index(modulation.letter) < LETTERS.index(GOOD)
    reason = modulation.cause if strained else ""
    return (
        _contrast(seen, numbers),
        _quiet(numbers, reason if reason in ("uneven ground", "halftone") else "margin"),
        _uniformity(numbers, seen, patch),
        _fixed_patterns(seen, reason or "finder"),
        _correction(seen, reason or "covered"),
        modulation,
    )


def _mark(aspect: Aspect, value: float, limits: tuple[float, ...], cause: Cause) -> AspectMark:
    given = letter(value, limits)
    return AspectMark(aspect, given, round(value, 3), "" if given == "A" else cause)


def _contrast(seen: _SeenCode, numbers: Measured) -> AspectMark:
    """How far dark and light are apart, in the light that tells them apart least.

    A verifier and a hand scanner look in red light, a phone's camera at luminance, and a code may
    be met by either. Grey pixels of a green code would be darker than it is to both.
    """
    if numbers.inverted:
        return AspectMark("contrast", "F", round(-seen.contrast, 3), "inverted")
    bright = min(seen.contrast, luminance(numbers.light) - luminance(numbers.dark))
    red = min(bright, red_contrast(numbers.dark, numbers.light))
    seen_by_phones = LETTERS.index(letter(bright, CONTRAST)) >= LETTERS.index(GOOD)
    is_red = seen_by_phones and letter(red, CONTRAST) != letter(bright, CONTRAST)
    return _mark("contrast", red, CONTRAST, "red ink" if is_red else "pale")


def _quiet(numbers: Measured, cause: Cause) -> AspectMark:
    return _mark("quiet zone", min(numbers.quiet), QUIET, cause)


def _uniformity(numbers: Measured, seen: _SeenCode, patch: Patch) -> AspectMark:
    """How much longer one axis is than the other, of their mean (ISO/IEC 15415 7.8.6)."""
    corners = np.array(seen.found.corners)
    sides = np.hypot(*(corners - np.roll(corners, -1, axis=0)).T)
    across, down = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    if not patch.is_tilted:
        across, down = seen.box[2] - seen.box[0], seen.box[3] - seen.box[1]
    return _mark("uniformity", 2 * abs(across - down) / (across + down), UNIFORMITY, "stretched")


def _fixed_patterns(seen: _SeenCode, cause: Cause) -> AspectMark:
    """How much of each finder pattern, timing line and so on looks wrong; the worst counts."""
    found = seen.found
    where, drawn = qr.fixed_modules(found.version, found.level, found.mask)
    wrong = (seen.dark != drawn) & where
    large = [letter(int(corner.sum()), _WRONG_MOST) for corner in _corners(wrong)]
    rest = where.copy()
    for corner in _corners(rest):
        corner[:] = False
    lines = np.zeros_like(rest), np.zeros_like(rest)
    lines[0][_TIMING], lines[1][:, _TIMING] = True, True
    alignment = qr.alignments(found.version)
    parts = (*(line & rest for line in lines), alignment, rest & ~(lines[0] | lines[1] | alignment))
    small = [letter(float(wrong[part].mean()), _SHARE_MOST) for part in parts if part.any()]
    worst = min((*large, *small), key=LETTERS.index)
    if cause == "finder" and worst not in large:
        cause = "inner pattern"
    return AspectMark("fixed patterns", worst, float(wrong.sum()), "" if worst == "A" else cause)


def _corners(modules: Bools) -> tuple[Bools, Bools, Bools]:
    """Return views of the three finder patterns with their light borders."""
    top, bottom = modules[:_FINDER], modules[-_FINDER:]
    return top[:, :_FINDER], top[:, -_FINDER:], bottom[:, :_FINDER]


def _correction(seen: _SeenCode, cause: Cause) -> AspectMark:
    """What a decoder had left, and less where more modules look wrong than it says."""
    return _mark("unused correction", min(seen.found.reserve, _left(seen)), CORRECTION, cause)


def _left(seen: _SeenCode) -> float:
    """Return the correction left after the modules that look otherwise than they were drawn.

    Of a code that divides its text otherwise than ours do, nothing is known: 1. Such a code is
    known by what no decoder could have mended: two codes of one size differ by more codewords in
    a block than its correction can put right.
    """
    found = seen.found
    try:
        drawn = qr.encode(found.text, level=found.level)
    except CampaignError:
        return 1.0
    if (drawn.version, drawn.mask) != (found.version, found.mask):
        return 1.0
    codeword, block, lengths = _structure(found.version, found.level)
    spoilt = np.unique(codeword[(seen.dark != drawn.modules) & (codeword >= 0)])
    lost = np.bincount(block[spoilt], minlength=len(lengths))
    left = float((1 - 2 * lost / lengths).min())
    return left if left >= 0 else 1.0


def _modulation(seen: _SeenCode) -> AspectMark:
    """How many codewords would be lost to a reader that asks so much of every module.

    For each letter the codewords below it are taken for lost; the correction that is left has a
    letter as well, and the lower of both counts; the best of these is the mark.
    """
    codeword, block, lengths = _structure(seen.found.version, seen.found.level)
    shown = codeword >= 0
    worst = np.ones(len(block))
    values = np.minimum(seen.modulation, 1.0)
    np.minimum.at(worst, codeword[shown], values[shown])
    best = 0
    for number, limit in enumerate(MODULATION, 1):
        lost = np.bincount(block[worst < limit], minlength=len(lengths))
        left = float((1 - 2 * lost / lengths).min())
        best = max(best, min(number, LETTERS.index(letter(left, CORRECTION))))
    given = LETTERS[best]
    value = round(float(np.quantile(values, 0.1)), 3)
    apart = letter(_gaps(seen), APART)
    if apart != "A" and LETTERS.index(apart) <= LETTERS.index(given):
        return AspectMark("modulation", apart, value, "set apart")
    return AspectMark("modulation", given, value, "" if given == "A" else _cause(seen))


@lru_cache(maxsize=64)
def _structure(version: int, level: str) -> tuple[NDArray[np.intp], NDArray[np.intp], Values]:
    """Return each module's codeword, each codeword's block, and each block's correction."""
    codeword, block = codewords_shown(version, level)
    kept = _KEPT.get((version, level), 0)
    lengths = np.array([length - kept for _, length in blocks(version, level)], np.float64)
    return codeword, block, lengths


def _cause(seen: _SeenCode) -> Cause:
    """Return what lowers the modulation, the plainest first."""
    if seen.module < _FEW_PX:
        return "low resolution"
    if _slope(seen) > _SLOPE:
        return "uneven ground"
    if _grain(seen) > _GRAIN:
        return "halftone"
    growth = _growth(seen)
    if abs(growth) > _GROWTH:
        return "ink spread" if growth > 0 else "thin ink"
    return "blur"


def _gaps(seen: _SeenCode) -> float:
    """Return how wide the light is between neighbouring dark modules, in modules.

    Along the outer sides of the finders seven modules are dark: what is lighter where two of them
    meet than in their middles lies between them.
    """
    x0, y0, x1, _ = seen.box
    side, module = FINDER - 1, seen.module
    far = x1 - FINDER * module
    widths = [
        max(
            float(np.median([_gap(pixels, along, beside + at * module, seen) for at in (0, side)]))
            for pixels, along, beside in ((seen.gray, x, y), (seen.gray.T, y, x))
        )
        for x, y in ((x0, y0), (far, y0))
    ]
    return min(widths)


def _gap(gray: Pixels, along: float, beside: float, seen: _SeenCode) -> float:
    """Return the light between two modules of a row of FINDER dark ones, in modules."""
    module = seen.module
    line = gray[min(int(beside + module / 2), len(gray) - 1)].astype(float)
    near = (np.arange(_LOOKS) + 0.5) / _LOOKS / 2 - 0.25  # half a module around each place
    seams = along + module * (np.arange(1, FINDER)[:, None] + near)
    middles = along + module * (np.arange(1, FINDER - 1)[:, None] + 0.5 + near)
    inside = [line[np.clip(at.astype(int), 0, len(line) - 1)].mean() for at in (seams, middles)]
    return float(inside[0] - inside[1]) / max(float(gray.max()) - float(gray.min()), 1.0) / 2


def _slope(seen: _SeenCode) -> float:
    """Return how much the light modules change from edge to edge, in contrasts."""
    light = ~seen.dark
    rows, columns = np.nonzero(light)
    side = len(light) - 1
    plane = np.stack([rows / side, columns / side, np.ones(len(rows))], axis=1)
    (down, across, _), *_ = np.linalg.lstsq(plane, seen.grid[light], rcond=None)
    return float(max(abs(down), abs(across)) / max(seen.contrast, 1e-6))


def _growth(seen: _SeenCode) -> float:
    """Return by how much of a module dark ones are wider than they should be.

    Along the middle of a finder dark, light, dark, light, dark are 1, 1, 3, 1, 1 modules, and it
    is light beside them. What of it is dark, beyond five modules, its three dark parts have gained.
    Grey values tell it, not reflectance: blur leaves their mean where it was.
    """
    x0, y0, x1, y1 = seen.box
    far = 7 * seen.module
    gained = [
        _ink(pixels, along, beside, seen)
        for pixels, along, beside in (
            (seen.gray, x0, y0),
            (seen.gray, x1 - far, y0),
            (seen.gray, x0, y1 - far),
            (seen.gray.T, y0, x0),
            (seen.gray.T, y1 - far, x0),
            (seen.gray.T, y0, x1 - far),
        )
    ]
    return (float(np.median(gained)) - 5) / 3


def _ink(gray: Pixels, along: float, beside: float, seen: _SeenCode) -> float:
    """Return how many modules are dark in a line through a finder, and a module on either side."""
    module = seen.module
    middle = int(beside + 3.5 * module)
    line = gray[middle, max(int(along - module), 0) : int(along + 8 * module) + 1].astype(float)
    dark, light = float(gray.min()), float(gray.max())
    return float(((light - line) / max(light - dark, 1)).sum()) / module


def _grain(seen: _SeenCode) -> float:
    """Return how much neighbouring pixels within modules go up and down, in contrasts.

    Of three in a row the middle one is compared with the mean of the others, so that what
    changes steadily, as a blurred edge does, counts little.
    """
    x0, y0, x1, y1 = (int(edge) for edge in seen.box)
    area = seen.gray[y0:y1, x0:x1].astype(np.float32)
    bent = np.abs(2 * area[:, 1:-1] - area[:, :-2] - area[:, 2:]) / 2
    return float(bent.mean()) / max(float(area.max() - area.min()), 1.0) * seen.module / _EDGES


def _paper_beyond(gray: Pixels, patch: Patch) -> Pixels:
    return gray if patch.inside is None else np.where(patch.inside, gray, np.uint8(255))
