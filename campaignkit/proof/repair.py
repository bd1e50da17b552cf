"""A code that would not scan, made one that does: the nearest, and what was changed for it.

Nothing is drawn and no pixel is looked at: a code that we draw holds what it was told. So its
numbers are held against the limits of `judge`, one after the other, and each that fails is
changed as little as will do: the level first, for it decides how many modules there are; then
quiet zone, colours, and the size last.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from campaignkit import qr
from campaignkit.arguments import check_distance, check_number
from campaignkit.errors import BadInput
from campaignkit.proof.grade import CONTRAST
from campaignkit.proof.judge import (
    DARK_MOST,
    DISTANCE_MODULES,
    LIGHT_LEAST,
    MODULE_MM,
    QUIET_MODULES,
    RATIO_DOUBTED,
    darkened,
    hexed,
    scaled,
)
from campaignkit.proof.measure import Color, Measured, luminance, red_contrast
from campaignkit.proof.reader import Found
from campaignkit.units import MM_PER_INCH, SLACK_MM, mm_text

WHITE: Color = (255, 255, 255)
_RED, _DARKER = CONTRAST[2], 0.97  # B in red light; steps towards black
_DOTS = 4  # of a printer, a module (Denso Wave)
_LOGO_LEVELS = ("Q", "H")  # in trials codes of level M were lost from 12 % of cover, Q from 20 %


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePlan:
    """A code as it is to be drawn.

    side_mm: with its quiet zone. quiet: modules of light on every side. dark, light: "#RRGGBB".
    has_logo: its middle is cleared for one.
    """

    text: str
    side_mm: float
    level: str = "M"
    quiet: int = QUIET_MODULES
    dark: str = "#000000"
    light: str = "#FFFFFF"
    has_logo: bool = False

    @property
    def modules(self) -> int:
        """Modules on a side, without the quiet zone."""
        return qr.budget(self.text, level=self.level).modules

    @property
    def module_mm(self) -> float:
        """The side of a module."""
        return self.side_mm / (self.modules + 2 * self.quiet)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed: "level", "quiet", "colors" or "side_mm", and why."""

    what: str
    before: str
    after: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.before} -> {self.after}, {self.why}"


def plan_of(found: Found, measured: Measured) -> CodePlan:
    """Return the plan of a code that was read: as it was drawn, as far as pixels tell.

    What lies on it is not part of the plan, nor how sharp it was: it will be drawn anew.
    """
    quiet = max(0, min(QUIET_MODULES, round(min(measured.quiet))))
    dark, light = hexed(measured.dark), hexed(measured.light)
    return CodePlan(
        text=found.text,
        side_mm=round(measured.module_mm * (measured.modules + 2 * quiet), 3),
        level=found.level,
        quiet=quiet,
        dark=light if measured.inverted else dark,
        light=dark if measured.inverted else light,
    )


def repaired(
    plan: CodePlan, *, distance_mm: float | None = None, dpi: float | None = None
) -> tuple[CodePlan, tuple[Change, ...]]:
    """Return the nearest code that passes `check`, and what was changed: nothing, if it does.

    Args:
        plan: The code as it was to be.
        distance_mm: From how far it is to be scanned; None: held in the hand.
        dpi: Of the printer: a module then has whole dots, four at least.

    Raises:
        BadInput, TooBig: the text fits no code at that level, a colour is none, or no level
            leaves room for a logo.

    >>> plan, changes = repaired(CodePlan(text="https://wa.me/5511987654321", side_mm=8))
    >>> plan.side_mm, [str(change) for change in changes]
    (10.9, ['side_mm: 8 mm -> 10.9 mm, its modules of 0.24 mm have to be 0.33 mm'])
    """
    changes: list[Change] = []
    for step in (_level, _quiet, _colors):
        plan = step(plan, changes)
    return _size(plan, changes, distance_mm, dpi), tuple(changes)


def _level(plan: CodePlan, changes: list[Change]) -> CodePlan:
    if not plan.has_logo or plan.level in _LOGO_LEVELS:
        return plan
    module = plan.module_mm
    for level in _LOGO_LEVELS:
        better = replace(plan, level=level)
        version = qr.budget(plan.text, level=level).version
        if qr.logo_modules(version, level):
            why = f"a logo is too much for level {plan.level}"
            changes.append(Change("level", plan.level, level, why))
            return _sized(better, module, changes, "the higher level has more modules")
    raise BadInput(
        "this code has no room for a logo at any level. Leave the logo out, or lengthen the text.",
        rule="qr.no-room-for-logo",
    )


def _quiet(plan: CodePlan, changes: list[Change]) -> CodePlan:
    if plan.quiet >= QUIET_MODULES:
        return plan
    module = plan.module_mm
    why = "phones need four light modules around a code"
    changes.append(Change("quiet", str(plan.quiet), str(QUIET_MODULES), why))
    return _sized(replace(plan, quiet=QUIET_MODULES), module, changes, "the quiet zone takes room")


def _sized(plan: CodePlan, module: float, changes: list[Change], why: str) -> CodePlan:
    """Return it with modules as large as they were."""
    side = _up(module * (plan.modules + 2 * plan.quiet))
    if side <= plan.side_mm + SLACK_MM:
        return plan
    changes.append(Change("side_mm", mm_text(plan.side_mm), mm_text(side), why))
    return replace(plan, side_mm=side)


def _colors(plan: CodePlan, changes: list[Change]) -> CodePlan:
    dark, light = _color(plan.dark), _color(plan.light)
    reason = ""
    if luminance(dark) > luminance(light):
        dark, light, reason = light, dark, "phones look for dark on light"
    if luminance(light) < LIGHT_LEAST:
        light, reason = WHITE, reason or "its ground is too dark"
    most = min(DARK_MOST, (luminance(light) + 0.05) / RATIO_DOUBTED - 0.05)
    if luminance(dark) > most:
        dark, reason = darkened(dark, most), reason or "its contrast is too low"
    if (red := red_contrast(dark, light)) < _RED:
        while red_contrast(dark, light) < _RED:
            dark = scaled(dark, _DARKER)
        reason = reason or f"a scanner's red light sees a contrast of {red:.0%} only"
    if not reason:
        return plan
    before, after = f"{plan.dark} on {plan.light}", f"{hexed(dark)} on {hexed(light)}"
    changes.append(Change("colors", before, after, reason))
    return replace(plan, dark=hexed(dark), light=hexed(light))


def _color(written: str) -> Color:
    try:
        red, green, blue = bytes.fromhex(written.removeprefix("#"))
    except ValueError as err:
        raise BadInput(
            f"{written!r} is no colour. Write it as in #128C7E.", rule="color.wrong", color=written
        ) from err
    return red, green, blue


def _size(
    plan: CodePlan, changes: list[Change], distance_mm: float | None, dpi: float | None
) -> CodePlan:
    check_distance(distance_mm)
    check_number(dpi, "dpi", what="resolution")
    least = max(MODULE_MM, (distance_mm or 0) / DISTANCE_MODULES)
    across, module = plan.modules + 2 * plan.quiet, plan.module_mm
    if dpi is not None:
        dot = MM_PER_INCH / dpi
        dots = max(_DOTS, math.ceil(max(least, module - dot / 2) / dot - 1e-6))
        if abs(module - dots * dot) < SLACK_MM / across:
            return plan
        least = dots * dot
        why = f"a module has {dots} whole dots of {dpi:g} dpi then"
        side = round(least * across, 3)
    elif module >= least - SLACK_MM / across:
        return plan
    else:
        why = f"its modules of {mm_text(module)} have to be {mm_text(least)}"
        side = _up(least * across)
    changes.append(Change("side_mm", mm_text(plan.side_mm), mm_text(side), why))
    return replace(plan, side_mm=side)


def _up(length: float) -> float:
    """Return a length rounded up to a tenth of a mm."""
    return math.ceil(length * 10 - 1e-6) / 10
