"""What one printer makes of a page, read back: what it cuts, and which codes it spoils.

The page is drawn on the printer's own dots, screened if it has one ink, inked, and looked at by a
camera worse than phones have (`printers.simulation`); a code that zxing-cpp does not read there is
an error. What can be told in numbers is told before: too few dots a module, and what lies in the
margin that stays blank.

| rule | limit | severity |
|---|---|---|
| print.margin | no code reaches into the blank margin | error |
| print.cut | nothing is printed in it | warning |
| print.dots | DOTS_LEAST dots a module; off the dots: OFF_GRID_LEAST | error |
| | it is sound for all that | warning |
| print.unreadable | a simulated print is read from near | error |
| print.doubtful | it is sound: read in a hurry, too | warning |
| print.edge | nobody said what prints: OFFICE_MM from the paper's edge | warning |
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import numpy as np

from campaignkit.printers import Printer
from campaignkit.printers.simulation import BLACK, Camera, printed, screen_mm, seen, sharpness
from campaignkit.problems import Problem, Where
from campaignkit.proof.expected import Expected
from campaignkit.proof.reader import Found, Pixels, texts_in
from campaignkit.render import raster
from campaignkit.units import MM_PER_INCH, mm_text

DOTS_LEAST = 3  # dots a module; in trials 4 of 24 codes of 3 dots failed in a second decoder
OFF_GRID_LEAST = 3.1  # dots a module that is no whole number of them: 0.39 mm at 203 dpi
MODULE_LEAST = 0.33  # mm, see `judge`
OFFICE_MM = 4.2  # what office lasers leave blank; nobody said which printer it will be
_FINE_DPI = 600  # finer dots, and those of a printer that does not say, count by what they cover
_WHOLE = 0.5  # dots over the whole code: less than this is on the grid
_MARGIN_DPI = 150  # at which the strips that stay blank are looked at
_INKED = 225  # grey levels: lighter is paper
_INK_LEAST_MM2 = 0.3  # of ink in a strip that counts as cut
# Held near and still, a phone sees at least this; a code that is not read there is spoilt.
NEAR = (Camera(12.0, 0.06, 2.0), Camera(14.0, 0.05, -1.0))
# In a hurry, at arm's length, and each a little worse than phones are. What is not read is looked
# at once more from a step back, where the dots of a screened colour run together.
LOOKS = (
    *(Camera(8.0, 0.08, tilt) for tilt in (3.0, -2.0, 1.0)),
    *(Camera(7.4, 0.082, tilt) for tilt in (2.5, -1.5, 0.7)),
)
STEP_BACK = (7.0, 0.1)  # px_mm, blur_mm
# How likely others read a print, too, in logits: a sum of what hinders and helps a decoder. Looks
# alone are one decoder's luck. The weights are those of a logistic regression on 721 simulated
# prints (seeds from 31,000 of verify_printers.py), of which three decoders saw up to 24 photographs
# each; what is above SOUND_LEAST, two of three read in every third photograph, and a little more
# than that is asked, so that few are called sound that are read by luck only.
PLAIN = 5.6
MODULE_WORTH = -2.5  # for each 1 / mm: pixels a module are few
SPREAD_WORTH = -14.7  # for each module that ink runs into its neighbours (print growth, ISO 15415)
DOT_WORTH = -5.7  # for each module that a dot is wide, if modules are off the dots
COUNT_WORTH = -0.07  # for each module along a side: a grid that long must be met
SCREEN_WORTH = -0.25  # for each of these, and mm that the screen of a colour is coarser than one
MARGIN_WORTH = 14.5  # for each share of black ink that the weakest modules are from the other kind
LOOK_WORTH = 0.77  # for each look that reads it
SOUND_LEAST = 1.1
MARGIN_LEAST = 0.07  # less is a colour too pale, whatever the size of modules
_WEAKEST = 5  # per cent of the modules
# As blurred as a hurried hand: mm; or from as far as large modules are read: modules.
_HURRIED_BLUR, _FAR_BLUR = 0.115, 0.22
_AROUND_MODULES = 5
_SOURCE = "read back from a simulated print"


class PrintedCode(NamedTuple):
    """A code of a page. x, y, side: of its square without the quiet zone, mm. modules: along it."""

    text: str
    x: float
    y: float
    side: float
    modules: int
    row: int | None

    @property
    def module(self) -> float:
        """The side of a module, mm."""
        return self.side / self.modules


def codes_of(found: Iterable[Found], expected: Sequence[Expected] | None) -> list[PrintedCode]:
    """Return the codes of a page: where they should be, if that is known; else where they are."""
    versions = {seen.text: seen.modules for seen in found}
    if expected is None:
        return [
            PrintedCode(one.text, one.x_mm, one.y_mm, one.width_mm, one.modules, None)
            for one in found
        ]
    return [
        PrintedCode(one.text, *one.place, versions[one.text], one.row)
        for one in expected
        if one.text in versions
    ]


def page_problems(
    sheet: raster.OpenPage,
    printer: Printer,
    codes: Sequence[PrintedCode],
    *,
    file: str | None = None,
) -> list[Problem]:
    """Return what a printer would do to a page and its codes, each with its place.

    A code takes some 30 ms.
    """
    found: list[Problem] = []
    cut = {code for code in codes if _outside(code, sheet.size, printer) > 0}
    for code in codes:
        where = Where(file=file, row=code.row, page=sheet.number, x=code.x, y=code.y)
        if code in cut:
            found.append(_margin(code, sheet.size, printer, where))
        elif (problem := _reading(sheet, code, printer, where)) is not None:
            found.append(problem)
    if any(printer.margins) and not cut:
        found += _blanked(sheet, printer, file)
    return found


def _outside(code: PrintedCode, page: tuple[float, float], printer: Printer) -> float:
    """Return by how much a code reaches into the margin that stays blank, mm."""
    left, top, right, bottom = printer.margins
    return max(
        left - code.x,
        top - code.y,
        code.x + code.side - (page[0] - right),
        code.y + code.side - (page[1] - bottom),
    )


def _margin(
    code: PrintedCode, page: tuple[float, float], printer: Printer, where: Where
) -> Problem:
    deep = _outside(code, page, printer)
    return Problem(
        rule="print.margin",
        message=f"{_named(printer)} leaves {_margins(printer)} of the paper's edge blank, and "
        f"{mm_text(deep)} of this code lie there: it is cut.",
        where=where,
        value=round(deep, 2),
        limit=0,
        fix="Give printer= to sheet(), which keeps clear of the edge; or leave these positions "
        "out with skip=, or take labels that keep off the edge.",
        source=_SOURCE,
        params={"deep": round(deep, 2), "margin": printer.margins},
    )


def _margins(printer: Printer) -> str:
    least, most = min(printer.margins), max(printer.margins)
    return mm_text(most) if least == most else f"{mm_text(least)} to {mm_text(most)}"


def _named(printer: Printer) -> str:
    return str(printer)[:1].upper() + str(printer)[1:]


def _dots(code: PrintedCode, printer: Printer, where: Where) -> Problem | None:
    """Return what is to be said of modules that are too few dots of this printer."""
    dot = printer.dot_mm
    if dot is None:
        return None
    dots = code.module / dot
    is_off = _off_the_dots(code, printer) > 0
    least = OFF_GRID_LEAST if is_off else DOTS_LEAST - _WHOLE / code.modules
    if dots >= least:
        return None
    better = max(DOTS_LEAST, math.ceil(MODULE_LEAST / dot - 1e-6))
    sizes = [times * dot for times in (better, better + 1)]
    said = " or ".join(f"{size:.3f}".rstrip("0") for size in sizes)
    width = mm_text(math.ceil(sizes[0] * (code.modules + 8) * 10 - 1e-6) / 10)
    return Problem(
        rule="print.dots",
        message=f"module of {mm_text(code.module)} on {printer.dpi:g} dpi: that is {dots:.1f} "
        f"dots, so that modules print {math.floor(dots)} and {math.ceil(dots)} dots wide side by "
        f"side; give {said} mm.",
        where=where,
        value=round(code.module, 3),
        limit=round(sizes[0], 3),
        fix=f"Give the code {width} with its margin, or a shorter text; sheet(printer=…) then "
        "puts it on whole dots.",
        source="trials: off the dots of 203 dpi, 24 of 24 codes of 0.33 mm failed",
        params={"module": round(code.module, 3), "dpi": printer.dpi, "better": said},
    )


def _off_the_dots(code: PrintedCode, printer: Printer) -> float:
    """Return by how much edges of modules jump where they are no whole number of dots, mm."""
    if printer.dot_mm is None:
        return 0.0
    dots = code.module / printer.dot_mm
    return printer.dot_mm if abs(dots - round(dots)) * code.modules >= _WHOLE else 0.0


def _reading(
    sheet: raster.OpenPage, code: PrintedCode, printer: Printer, where: Where
) -> Problem | None:
    """Print a code, look at it, and return what is to be said of it."""
    print_ = _Print(sheet, code, printer)
    few = _dots(code, printer, where)
    if few is not None:
        return replace(few, severity="warning") if print_.is_sound else few
    if print_.is_sound:
        return None
    return _unreadable(code, printer, where, near=any(map(print_.is_read, NEAR)))


class _Print:
    """A code as a printer prints it."""

    def __init__(self, sheet: raster.OpenPage, code: PrintedCode, printer: Printer) -> None:
        self._code, self._printer = code, printer
        finest = MM_PER_INCH / printer.dot_mm if printer.dot_mm else math.inf
        dpi = min(finest, _FINE_DPI)
        self._px = dpi / MM_PER_INCH
        self._corner, self._wanted = _around(sheet, code, dpi, smooth=finest > dpi)
        one_ink = printer.ink == "mono"
        self._ink, self._cell = printed(
            self._wanted, dpi=dpi, one_ink=one_ink, spread_mm=printer.spread_mm
        )
        is_screened = one_ink and int(self._wanted.min()) > BLACK
        self._screen = screen_mm(dpi) if is_screened else 0.0

    def is_read(self, camera: Camera) -> bool:
        """Say whether the code is read in such a look."""
        return self._code.text in texts_in(seen(self._ink, self._cell, camera))

    @property
    def is_sound(self) -> bool:
        """Whether people will read the print in a hurry, too, with whatever phone."""
        margin = self.margin
        asked = max(1, math.ceil((SOUND_LEAST - self._ease(margin)) / LOOK_WORTH))
        return (
            margin >= MARGIN_LEAST
            and asked <= len(LOOKS)
            and asked == len(list(islice(filter(self.is_read_in_a_hurry, LOOKS), asked)))
        )

    def is_read_in_a_hurry(self, camera: Camera) -> bool:
        """Say whether the code is read in such a look, or from a step back."""
        back = camera._replace(px_mm=STEP_BACK[0], blur_mm=STEP_BACK[1])
        return self.is_read(camera) or self.is_read(back)

    def _ease(self, margin: float) -> float:
        """How likely a print is read before anybody looks, in logits."""
        module = self._code.module
        return (
            PLAIN
            + MODULE_WORTH / module
            + SPREAD_WORTH * max(self._printer.spread_mm, 0) / module
            + DOT_WORTH * _off_the_dots(self._code, self._printer) / module
            + COUNT_WORTH * self._code.modules
            + SCREEN_WORTH * self._code.modules * max(self._screen - module, 0)
            + MARGIN_WORTH * margin
        )

    @property
    def margin(self) -> float:
        """How far weak modules are from being taken for the other kind: shares of black ink.

        Those in the middle, where a logo may be, are not asked.
        """
        code = self._code
        middles = (np.arange(code.modules) + 0.5) * code.module
        across, down = (
            middles + edge - off for edge, off in zip((code.x, code.y), self._corner, strict=True)
        )
        blur = max(_HURRIED_BLUR, _FAR_BLUR * code.module)
        ink = sharpness(self._ink, self._cell, (across, down), blur)
        rows, columns = ((places * self._px).astype(int) for places in (down, across))
        wanted = self._wanted[
            np.clip(rows, 0, len(self._wanted) - 1)[:, None],
            np.clip(columns, 0, self._wanted.shape[1] - 1),
        ]
        is_dark = wanted < (int(wanted.min()) + int(wanted.max())) / 2
        light, dark = np.percentile(ink, (2, 98))
        margins = np.where(is_dark, ink - (light + dark) / 2, (light + dark) / 2 - ink)
        third = code.modules // 3
        outside = np.ones_like(is_dark)
        outside[third:-third, third:-third] = False
        return float(np.percentile(margins[outside], _WEAKEST))


def _unreadable(code: PrintedCode, printer: Printer, where: Where, *, near: bool) -> Problem:
    how = f"modules of {mm_text(code.module)}, {_how(printer)}"
    if near:
        return Problem(
            rule="print.doubtful",
            message=f"As {printer} would print it, the code is read only by a phone held near and "
            f"still: {how}.",
            where=where,
            value=round(code.module, 3),
            fix="Print the code larger, in black, or with a shorter text.",
            severity="warning",
            source=_SOURCE,
            params={"module": round(code.module, 3), "printer": str(printer), "how": how},
        )
    return Problem(
        rule="print.unreadable",
        message=f"As {printer} would print it, the code is not read: {how}.",
        where=where,
        value=round(code.module, 3),
        fix="Print the code larger, in black, or with a shorter text.",
        source=_SOURCE,
        params={"module": round(code.module, 3), "printer": str(printer), "how": how},
    )


def _how(printer: Printer) -> str:
    said = [f"{printer.dpi:g} dots an inch"] if printer.dpi else []
    said += ["one ink"] if printer.ink == "mono" else []
    said += [f"ink that spreads {mm_text(printer.spread_mm)}"] if printer.spread_mm else []
    return ", ".join(said) or "on paper"


def _around(
    sheet: raster.OpenPage, code: PrintedCode, dpi: float, *, smooth: bool
) -> tuple[tuple[float, float], Pixels]:
    """Return the code and what lies around it, a pixel a dot, and its corner, mm."""
    around = _AROUND_MODULES * code.module
    dot = MM_PER_INCH / dpi
    left, top = (max(0, math.floor((edge - around) / dot)) for edge in (code.x, code.y))
    right, bottom = (
        math.ceil(min(length, edge + code.side + around) / dot)
        for length, edge in zip(sheet.size, (code.x, code.y), strict=True)
    )
    size = (right - left, bottom - top)
    return (left * dot, top * dot), sheet.dots(left, top, *size, dpi=dpi, smooth=smooth)


def _blanked(sheet: raster.OpenPage, printer: Printer, file: str | None) -> Iterator[Problem]:
    """Yield what is lost of anything else in the strips that stay blank."""
    gray = sheet.pixels(dpi=_MARGIN_DPI)
    ink = np.where(gray < _INKED, (255 - gray.astype(np.float32)) / 255, 0)  # a hairline is pale
    px = _MARGIN_DPI / MM_PER_INCH
    left, top, right, bottom = (math.ceil(margin * px) for margin in printer.margins)
    ink[top : ink.shape[0] - bottom, left : ink.shape[1] - right] = 0
    lost = float(ink.sum()) / px**2
    if lost < _INK_LEAST_MM2:
        return
    rows, columns = np.nonzero(ink)
    yield Problem(
        rule="print.cut",
        message=f"{_named(printer)} leaves {_margins(printer)} of the paper's edge blank; what is "
        f"printed there, {lost:.1f} mm² of ink, is missing on paper.",
        where=Where(file=file, page=sheet.number, x=float(columns[0]) / px, y=float(rows[0]) / px),
        value=round(lost, 1),
        limit=0,
        fix="Give printer= to sheet(), which keeps clear of the edge.",
        severity="warning",
        source=_SOURCE,
        params={"lost": round(lost, 1), "margin": printer.margins},
    )


def near_the_edge(
    codes: Iterable[Expected], page: tuple[float, float], *, number: int
) -> Problem | None:
    """Return what is to be said of codes that most office printers would cut, whoever prints."""
    office = Printer(margin_mm=OFFICE_MM)
    every = [PrintedCode(one.text, *one.place, 1, one.row) for one in codes]
    deep = [(code, _outside(code, page, office)) for code in every]
    cut = [(code, depth) for code, depth in deep if depth > 0]
    if not cut:
        return None
    worst = max(cut, key=lambda each: each[1])[0]
    nearest = OFFICE_MM - _outside(worst, page, office)
    return Problem(
        rule="print.edge",
        message=f"{len(cut)} of {len(every)} codes of the page come within {mm_text(OFFICE_MM)} "
        f"of the paper's edge, the nearest within {mm_text(max(nearest, 0))}: most office "
        "printers leave that much blank, and would cut them.",
        where=Where(row=worst.row, page=number, x=worst.x, y=worst.y),
        value=len(cut),
        limit=0,
        fix="Say what prints it: sheet(printer='laser') keeps clear of the edge, and check() "
        "reads what that printer makes of it.",
        severity="warning",
        source="office lasers leave 4 to 5 mm blank, inkjets 3 mm",
        params={"count": len(cut), "of": len(every), "nearest": round(nearest, 2)},
    )
