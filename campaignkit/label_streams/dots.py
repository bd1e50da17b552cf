"""A page as dots: True is ink. Codes lie on whole dots; a colour is ink or paper, whole."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from campaignkit.drawing import CodeBox, Page
from campaignkit.errors import TooBig
from campaignkit.printers import Printer
from campaignkit.render import pdf, raster
from campaignkit.sheets import aligned
from campaignkit.units import MM_PER_INCH, mm_text

Bits = NDArray[np.bool_]
DOTS_LEAST = 3  # a module
_OFF = 0.01  # dots: a module that is further from whole is not on the grid
_DARK = 140  # grey levels: darker is ink, whole, for a screen of so few dots spoils small type
_TIMES = 3  # pixels a dot each way; the middle one is asked


def machine_for(printer: Printer | None, dpi: float) -> Printer:
    """Return the printer a stream is for: one ink, and dots that are known.

    dpi: of a printer of this language, if nobody says.
    """
    given = printer or Printer()
    return replace(given, ink="mono", dpi=given.dpi or dpi, margin_mm=0.0)


def dots_of(page: Page, machine: Printer) -> tuple[Page, Bits]:
    """Return a page made ready for a printer, and its dots.

    Raises:
        TooBig: a code would have modules of less than three dots, or of no whole number of them;
            says what would do.
    """
    ready = aligned(page, machine)
    dot = machine.dot_mm
    assert dot is not None  # `machine_for` says it
    for placed in ready.placed:
        for box in placed.drawing.codes():
            _check(box, dot, machine)
    out = BytesIO()
    pdf.write([ready], out)
    dpi = MM_PER_INCH / dot
    rows, columns = (round(length / dot) for length in (page.height, page.width))
    with raster.open_pdf(out.getvalue()) as document, raster.OpenPage(document, 1) as sheet:
        gray = sheet.gray(raster.PixelRoom(), dpi=dpi * _TIMES)
    full = np.full((rows * _TIMES, columns * _TIMES), 255, np.uint8)
    part = gray[: full.shape[0], : full.shape[1]]
    full[: part.shape[0], : part.shape[1]] = part
    return ready, full[_TIMES // 2 :: _TIMES, _TIMES // 2 :: _TIMES] < _DARK


def _check(box: CodeBox, dot: float, machine: Printer) -> None:
    whole = box.module / dot
    if whole >= DOTS_LEAST - _OFF and abs(whole - round(whole)) < _OFF:
        return
    modules = len(box.symbol.modules) + 2 * box.quiet
    least = max(DOTS_LEAST, 0 if DOTS_LEAST * dot >= 0.33 else -int(-0.33 // dot))
    width = modules * least * dot
    raise TooBig(
        f"the code has {modules} modules with its margin, and in {mm_text(box.side)} each would be "
        f"{whole:.1f} dots of {machine.dpi:g} dpi; at least {least} are needed. Give it "
        f"{mm_text(width)}: a larger label, a shorter text, or a printer of finer dots.",
        rule="stream.module",
        modules=modules,
        dots=round(whole, 2),
        least=least,
        width=round(width, 2),
    )
