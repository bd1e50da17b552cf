"""One code's pixels in, its marks out, after ISO/IEC 15415: what each aspect is, and why.

A module is not looked at where it is clearest, as a decoder may, but over four fifths of its
area, as a verifier's aperture does; grey values count as the reflectance they stand for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from campaignkit import qr
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
from campaignkit.proof.judge import LIGHT_LEAST
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
from campaignkit.proof.seen_code import Bools, SeenCode, structure
from campaignkit.proof.stress import stresses
from campaignkit.proof.true_numbers import true_numbers
from campaignkit.proof.weakness_traces import AMBIENT, Blame, cause_of, traces_of

Marks = tuple[AspectMark, ...]

_SHADED = 0.1  # of the contrast, from the lightest place to the darkest
_FINDER = 8  # modules: a finder pattern and its light border
FINDER = 7  # modules along a side of one
_LOOKS = 12  # places in half a module where its grey is taken
_TIMING = 6  # the row and the column of the timing patterns
_WRONG_MOST = (3, 2, 1, 0)  # modules of a finder pattern for D, C, B, A (ISO/IEC 18004 annex G)
_SHARE_MOST = (0.30, 0.20, 0.10, 0.0)  # of the modules of other fixed patterns, likewise


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
    return looked_at(image, found, dpi=dpi, measured=measured, stress=stress).grade


class CloseLook(NamedTuple):
    """A code's marks, and its numbers without what weakens it: see `true_numbers`.

    is_shaded: its ground is lighter on one side than on another.
    """

    grade: Grade
    numbers: Measured
    is_shaded: bool = False


def looked_at(
    image: Pixels,
    found: Found,
    *,
    dpi: float,
    measured: Measured | None = None,
    stress: bool = True,
) -> CloseLook:
    """Look closely at a code. Arguments are those of `grade`."""
    numbers = measured or measure(image, found, dpi=dpi)
    patch = patch_of(image, found, dpi)
    box = symbol_edges(patch, found.modules)
    gray = 255 - patch.gray if numbers.inverted else patch.gray
    seen = SeenCode(gray, box, found, patch.turns, numbers.mirrored)
    by_module: Marks = _fixed_patterns(seen), _correction(seen), _modulation(seen)
    shade, reason = 0.0, ""
    if any(mark.cause for mark in by_module) or luminance(numbers.light) < LIGHT_LEAST:
        traces = traces_of(seen)
        by_module, reason = _with_reason(by_module, cause_of(seen, traces))
        if reason in AMBIENT or traces.shade > _SHADED:
            numbers, shade = true_numbers(numbers, seen, patch, traces), traces.shade
    quiet = _quiet(numbers, "halftone" if reason == "halftone" else "margin")
    marks = (_contrast(seen, numbers), quiet, _uniformity(numbers, seen, patch), *by_module)
    tried = stresses(_paper_beyond(gray, patch), box, found) if stress else ()
    return CloseLook(Grade(marks=marks, stresses=tried), numbers, shade > _SHADED)


def _with_reason(marks: tuple[AspectMark, ...], blame: Blame) -> tuple[Marks, str]:
    """Return marks told for what spoils every module, if anything does, and that; else "".

    What blurs every module spoils some of them: then it is the cause of that, too.
    """
    *others, modulation = marks
    if modulation.cause and modulation.cause != "set apart":
        modulation = replace(modulation, cause=blame.cause)
    if modulation.cause in ("", "covered"):
        reason = blame.cause if blame.cause in AMBIENT and blame.is_enough else ""
    else:
        reason = modulation.cause
    strained = LETTERS.index(modulation.letter) < LETTERS.index(GOOD) or not modulation.cause
    if reason and strained:
        others = [replace(mark, cause=reason) if mark.cause else mark for mark in others]
    return (*others, modulation), reason


def _mark(aspect: Aspect, value: float, limits: tuple[float, ...], cause: Cause) -> AspectMark:
    given = letter(value, limits)
    return AspectMark(aspect, given, round(value, 3), "" if given == "A" else cause)


def _contrast(seen: SeenCode, numbers: Measured) -> AspectMark:
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


def _uniformity(numbers: Measured, seen: SeenCode, patch: Patch) -> AspectMark:
    """How much longer one axis is than the other, of their mean (ISO/IEC 15415 7.8.6)."""
    corners = np.array(seen.found.corners)
    sides = np.hypot(*(corners - np.roll(corners, -1, axis=0)).T)
    across, down = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    if not patch.is_tilted:
        across, down = seen.box[2] - seen.box[0], seen.box[3] - seen.box[1]
    return _mark("uniformity", 2 * abs(across - down) / (across + down), UNIFORMITY, "stretched")


def _fixed_patterns(seen: SeenCode) -> AspectMark:
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
    cause: Cause = "finder" if worst in large else "inner pattern"
    return AspectMark("fixed patterns", worst, float(wrong.sum()), "" if worst == "A" else cause)


def _corners(modules: Bools) -> tuple[Bools, Bools, Bools]:
    """Return views of the three finder patterns with their light borders."""
    top, bottom = modules[:_FINDER], modules[-_FINDER:]
    return top[:, :_FINDER], top[:, -_FINDER:], bottom[:, :_FINDER]


def _correction(seen: SeenCode) -> AspectMark:
    """What a decoder had left, and less where more modules look wrong than it says."""
    return _mark("unused correction", min(seen.found.reserve, _left(seen)), CORRECTION, "covered")


def _left(seen: SeenCode) -> float:
    """Return the correction left after the modules that look otherwise than they were drawn.

    Of a code that divides its text otherwise than ours do, nothing is known: 1. Such a code is
    known by what no decoder could have mended: two codes of one size differ by more codewords in
    a block than its correction can put right.
    """
    found, drawn = seen.found, seen.drawn
    if drawn is None:
        return 1.0
    codeword, block, lengths = structure(found.version, found.level)
    spoilt = np.unique(codeword[(seen.dark != drawn) & (codeword >= 0)])
    lost = np.bincount(block[spoilt], minlength=len(lengths))
    left = float((1 - 2 * lost / lengths).min())
    return left if left >= 0 else 1.0


def _modulation(seen: SeenCode) -> AspectMark:
    """How many codewords would be lost to a reader that asks so much of every module.

    For each letter the codewords below it are taken for lost; the correction that is left has a
    letter as well, and the lower of both counts; the best of these is the mark.
    """
    codeword, block, lengths = structure(seen.found.version, seen.found.level)
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
    return AspectMark("modulation", given, value, "" if given == "A" else "blur")


def _gaps(seen: SeenCode) -> float:
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


def _gap(gray: Pixels, along: float, beside: float, seen: SeenCode) -> float:
    """Return the light between two modules of a row of FINDER dark ones, in modules."""
    module = seen.module
    line = gray[min(int(beside + module / 2), len(gray) - 1)].astype(float)
    near = (np.arange(_LOOKS) + 0.5) / _LOOKS / 2 - 0.25  # half a module around each place
    seams = along + module * (np.arange(1, FINDER)[:, None] + near)
    middles = along + module * (np.arange(1, FINDER - 1)[:, None] + 0.5 + near)
    inside = [line[np.clip(at.astype(int), 0, len(line) - 1)].mean() for at in (seams, middles)]
    return float(inside[0] - inside[1]) / max(float(gray.max()) - float(gray.min()), 1.0) / 2


def _paper_beyond(gray: Pixels, patch: Patch) -> Pixels:
    return gray if patch.inside is None else np.where(patch.inside, gray, np.uint8(255))
