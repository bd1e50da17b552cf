"""One code of a finished page drawn again alone, in colour and sharp, and graded.

A page that is known to be right is read with few grey pixels; marks need more, of a few codes.
"""

from __future__ import annotations

from campaignkit.proof.grade import Grade
from campaignkit.proof.grading import grade
from campaignkit.proof.reader import Found, read
from campaignkit.render import raster
from campaignkit.units import MM_PER_INCH, PT_PER_MM

DPI = 300  # what most office printers resolve
_AROUND = 6.5  # modules: the quiet zone, and where something else may begin


def grade_close(sheet: raster.OpenPage, found: Found, *, dpi: float = DPI) -> Grade | None:
    """Return the marks of a code that was read on a page; None: alone it cannot be read.

    Takes some 15 ms, half of them to find how much it bears.
    """
    pixels = sheet.pixels(dpi=dpi, grayscale=False, crop=crop_of(sheet, found))
    middle = tuple(length / 2 * MM_PER_INCH / dpi for length in (pixels.shape[1], pixels.shape[0]))
    same = [code for code in read(pixels, dpi=dpi) if code.raw == found.raw]
    if not same:
        return None
    nearest = min(same, key=lambda code: abs(code.x_mm + code.width_mm / 2 - middle[0]))
    return grade(pixels, nearest, dpi=dpi)


def crop_of(sheet: raster.OpenPage, found: Found) -> tuple[float, ...]:
    """Return what is cut off each side to see one code alone, pt, from the left anticlockwise."""
    width, height = sheet.size
    side = max(found.width_mm, found.height_mm)
    reach = side / found.modules * _AROUND
    left, top = max(found.x_mm - reach, 0.0), max(found.y_mm - reach, 0.0)
    right = min(found.x_mm + found.width_mm + reach, width)
    bottom = min(found.y_mm + found.height_mm + reach, height)
    off = (left, height - bottom, width - right, top)
    return tuple(length * PT_PER_MM for length in off)
