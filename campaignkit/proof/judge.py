"""A measured code against what phones need: numbers in, problems out.

| rule | limit | severity |
|---|---|---|
| scan.module | MODULE_MM; with a distance, a 330th of it | error; distance: warning above half |
| scan.quiet-zone | QUIET_MODULES on every side | error |
| scan.contrast | ratio 3, below an error; ratio 4.5, dark 0.25, light 0.8: a warning | both |
| scan.inverted | dark on light | error |
| scan.damage | RESERVE_LEAST of the error correction is left | warning |
| scan.mirrored | not mirrored | warning |
| scan.pixels | pictures: PIXELS_LEAST a module; PIXELS_REFUSED: an error | both |
| scan.logo | level Q or H, where a design asked for a logo | warning |
| scan.grade | C of ISO/IEC 15415, if it was graded and nothing else was found | warning |

A length that is short by less than the pixels can tell is not reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from campaignkit.problems import Problem, Problems, Severity, Where
from campaignkit.proof.grade import GOOD, Grade
from campaignkit.proof.measure import Color, Measured, luminance
from campaignkit.units import mm_text

MODULE_MM = 0.33  # 4 dots of a 300 dpi printer (Denso Wave): the floor for phones held by hand
# Of a picture, a module: from 4 on decoders lose nothing (Denso Wave asks for as many dots in
# print); whole ones are read with 3; below 2 neighbours run into each other.
PIXELS, PIXELS_LEAST, PIXELS_REFUSED = 4, 2.9, 2.0
QUIET_MODULES = 4  # ISO/IEC 18004 6.3.8
RATIO_REFUSED, RATIO_DOUBTED = 3.0, 4.5  # WCAG 2 contrast; where decoders began to fail in trials
DARK_MOST, LIGHT_LEAST = 0.25, 0.8  # relative luminance
# By rule of thumb a code of 33 modules is read from ten times its width away. Larger versions
# need modules of the same size.
DISTANCE_MODULES = 330
QUIET_SLACK = 0.25  # modules; the measurement errs by up to 0.2 at 0.4 mm and 300 dpi
_QUIET_SLACK_PX = 1.2

FRAGILE_LEVELS = ("L", "M")  # with a logo

RESERVE_LEAST = 0.25  # ISO/IEC 15415: below it grade F. zxing-cpp may tell more than is left

_ISO = "ISO/IEC 18004"
_TRIALS = "decoder trials at the limits of WCAG 2 contrast"
_SIDES = ("left", "top", "right", "bottom")


def judge(
    measured: Measured,
    *,
    where: Where | None = None,
    distance_mm: float | None = None,
    sized: bool = True,
    picture: bool = False,
) -> Problems:
    """Return what may keep phones from reading this code, each with the number that would do.

    Args:
        distance_mm: From how far it is to be scanned; None: held in the hand.
        sized: False if nobody knows how large it will print: its size is not judged then.
        picture: It is judged by its pixels, too; of one with too few of them only by those and
            by its size, for they tell neither its colours nor its edges.
    """
    place = where or Where()
    if picture and (few := list(_pixels(measured, place))):
        size = (*_module(measured, place), *_distance(measured, place, distance_mm))
        return Problems([*few, *(size if sized else ()), *_turned_over(measured, place)])
    size = (*_module(measured, place), *_distance(measured, place, distance_mm)) if sized else ()
    return Problems(
        [
            *size,
            *_quiet(measured, place, sized),
            *_contrast(measured, place),
            *_damage(measured, place),
            *_turned_over(measured, place),
        ]
    )


def judge_grade(
    given: Grade, *, where: Where | None = None, severity: Severity = "warning"
) -> Iterator[Problem]:
    """Yield what is to be said of a code that nothing else was said of: a mark below C.

    severity: of what else would have been said of it, see `true_findings`.
    """
    if given.is_good:
        return
    worst = given.worst
    yield Problem(
        rule="scan.grade",
        message=f"The code would get {an(given.letter)} {given.letter} from a verifier, for "
        f"{worst.aspect}: {worst.cause}.",
        where=where or Where(),
        value=given.letter,
        limit=GOOD,
        fix=worst.fix,
        severity=severity,
        source="ISO/IEC 15415",
        params={"letter": given.letter, "aspect": worst.aspect, "cause": worst.cause},
    )


def judge_logo(level: str, *, where: Where | None = None) -> Iterator[Problem]:
    """Yield what is to be said of a logo on a code of this level."""
    if level not in FRAGILE_LEVELS:
        return
    yield Problem(
        rule="scan.logo",
        message=f"A logo lies on a code of level {level}: it is read now, but little is left for "
        "dirt, folds and glare.",
        where=where or Where(),
        value=level,
        limit="Q",
        fix="Use level Q or H.",
        severity="warning",
        source="decoder trials: at level M codes with 12 % covered were read by none, at Q by all",
        params={"level": level},
    )


def an(letter: str) -> str:
    """Return the article before a mark: an A, an F, a D."""
    return "an" if letter in "AF" else "a"


def _pixels(code: Measured, where: Where) -> Iterator[Problem]:
    """Judge a picture by the pixels of a module."""
    pixels = code.module_mm / code.pixel_mm
    if pixels >= PIXELS_LEAST:
        return
    times = math.ceil(PIXELS / pixels - 1e-6)
    yield Problem(
        rule="scan.pixels",
        message=f"Each module of the code has {pixels:.1f} pixels: too few for most phones to tell "
        "them apart.",
        where=where,
        value=round(pixels, 1),
        limit=PIXELS,
        fix=f"Make the picture at least {times} times as large, from the file it was made of: "
        "enlarging this one adds nothing.",
        severity="error" if pixels < PIXELS_REFUSED else "warning",
        source="decoder trials: from 4 pixels a module nothing is lost",
        params={"pixels": round(pixels, 1), "times": times},
    )


def _module(code: Measured, where: Where) -> Iterator[Problem]:
    if code.module_mm >= MODULE_MM - code.pixel_mm / code.modules:
        return
    yield Problem(
        rule="scan.module",
        message=f"The code is too small: its modules are {mm_text(code.module_mm)} wide, and "
        f"phones need {mm_text(MODULE_MM)}.",
        where=where,
        value=round(code.module_mm, 3),
        limit=MODULE_MM,
        fix=_wider(code, MODULE_MM) + ", or shorten its text.",
        source="Denso Wave, module size: 4 printer dots",
    )


def _distance(code: Measured, where: Where, distance_mm: float | None) -> Iterator[Problem]:
    if distance_mm is None:
        return
    needed = distance_mm / DISTANCE_MODULES
    if code.module_mm >= needed - code.pixel_mm / code.modules:
        return
    reach = code.module_mm * DISTANCE_MODULES
    yield Problem(
        rule="scan.module",
        message=f"The code is to be scanned from {_metres(distance_mm)}, but its modules of "
        f"{mm_text(code.module_mm)} can be read from about {_metres(reach)}.",
        where=where,
        value=round(code.module_mm, 3),
        limit=round(needed, 3),
        fix=_wider(code, needed) + ", or shorten its text.",
        severity="error" if code.module_mm < needed / 2 else "warning",
        source="rule of thumb: distance = 10 x width, at 33 modules",
    )


def _wider(code: Measured, module_mm: float) -> str:
    width = math.ceil(module_mm * code.modules * 10 - 1e-6) / 10
    return f"Print it at least {mm_text(width)} wide (now {mm_text(round(code.width_mm, 1))})"


def _quiet(code: Measured, where: Where, sized: bool) -> Iterator[Problem]:
    slack = max(QUIET_SLACK, _QUIET_SLACK_PX * code.pixel_mm / code.module_mm)
    short = [
        (free, side)
        for free, side in zip(code.quiet, _SIDES, strict=True)
        if free < QUIET_MODULES - slack
    ]
    if not short:
        return
    sides = ", ".join(f"{free:.1f} at the {side}" for free, side in short)
    worst, side = min(short)
    need, have = (
        (mm_text(QUIET_MODULES * code.module_mm), mm_text(worst * code.module_mm))
        if sized
        else (f"{QUIET_MODULES} modules", f"{worst:.1f}")
    )
    yield Problem(
        rule="scan.quiet-zone",
        message=f"The code needs {QUIET_MODULES} modules of clear paper on every side, but "
        f"something is printed too near, or the page ends: free are {sides}.",
        where=where,
        value=round(worst, 1),
        limit=QUIET_MODULES,
        fix=f"Clear {need} around it; now it is {have} at the {side}.",
        source=f"{_ISO} 6.3.8",
    )


def _contrast(code: Measured, where: Where) -> Iterator[Problem]:
    dark, light, ratio = luminance(code.dark), luminance(code.light), code.contrast
    if ratio >= RATIO_DOUBTED and dark <= DARK_MOST and light >= LIGHT_LEAST:
        return
    severity: Severity = "error" if ratio < RATIO_REFUSED else "warning"
    yield Problem(
        rule="scan.contrast",
        message=f"The code is {hexed(code.dark)} on {hexed(code.light)}: a contrast of "
        f"{floor(ratio, 1):.1f} to 1, where phones want {RATIO_DOUBTED} and a light ground.",
        where=where,
        value=floor(ratio, 2),
        limit=RATIO_DOUBTED,
        fix=_better(code.dark, code.light),
        severity=severity,
        source=_TRIALS,
    )


def floor(number: float, places: int) -> float:
    """Return a number rounded down, so that what is short of a limit never seems to reach it.

    >>> floor(4.48, 1)
    4.4
    """
    times = 10.0**places
    return math.floor(number * times) / times


def _better(dark: Color, light: Color) -> str:
    """Return which colour would do: the same hue, as dark as it must be."""
    ground = light if luminance(light) >= LIGHT_LEAST else (255, 255, 255)
    most = min(DARK_MOST, (luminance(ground) + 0.05) / RATIO_DOUBTED - 0.05)
    said = []
    if ground != light:
        said.append("Put it on white")
    if luminance(dark) > most:
        said.append(f"use {hexed(darkened(dark, most))} or darker")
    text = " and ".join(said)
    return text[0].upper() + text[1:] + "."


def darkened(color: Color, most: float) -> Color:
    """Return the lightest colour of the same hue whose luminance is at most `most`.

    >>> darkened((0x25, 0xD3, 0x66), 0.18)
    (23, 135, 65)
    """
    share = 1.0
    while luminance(found := scaled(color, share)) > most:
        share -= 0.005
    return found


def scaled(color: Color, share: float) -> Color:
    """Return a colour of the same hue with so much of each channel."""
    red, green, blue = (int(channel * share) for channel in color)
    return red, green, blue


def _damage(code: Measured, where: Where) -> Iterator[Problem]:
    if code.reserve >= RESERVE_LEAST:
        return
    yield Problem(
        rule="scan.damage",
        message=f"Part of the code is covered or spoilt: {code.reserve:.0%} of its error "
        "correction is left for dirt, folds and glare.",
        where=where,
        value=round(code.reserve, 2),
        limit=RESERVE_LEAST,
        fix="Keep pictures and text off it; a logo in its middle covers at most 5 % of it at "
        "level M, 10 % at level H.",
        severity="warning",
        source="ISO/IEC 15415, unused error correction",
    )


def _turned_over(code: Measured, where: Where) -> Iterator[Problem]:
    if code.inverted:
        yield Problem(
            rule="scan.inverted",
            message="The code is light on dark; many phones read only dark on light.",
            where=where,
            value=f"{hexed(code.light)} on {hexed(code.dark)}",
            limit="dark on light",
            fix=f"Exchange the two colours: {hexed(code.dark)} on {hexed(code.light)}, "
            f"with {QUIET_MODULES} light modules around.",
            source="ZXing reads inverted codes only on request",
        )
    if code.mirrored:
        yield Problem(
            rule="scan.mirrored",
            message="The code is mirrored; some phones do not read it.",
            where=where,
            fix="Print it the right way round, unless it is seen through glass from behind.",
            severity="warning",
            source=f"{_ISO} 6.2: mirror imaging is optional",
        )


def hexed(color: Color) -> str:
    """Return a colour as it is written: "#RRGGBB"."""
    return "#{:02X}{:02X}{:02X}".format(*color)


def _metres(mm: float) -> str:
    return f"{mm / 1000:.1f} m" if mm >= 1000 else f"{mm / 10:.0f} cm"
