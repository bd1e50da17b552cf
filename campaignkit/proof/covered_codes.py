"""What lies on a code: the modules seen on the page against those that its text asks for.

Error correction hides what covers a code, and a decoder tells little of it: half of a finder
pattern can be gone unnoticed. So each module is looked at where it should be. Only for codes
that were expected; one of another maker, which may divide the same text otherwise, is let be.

A logo that was asked for is no finding, as long as it keeps to its square and the square to what
the code can spare (`qr.logo_modules`); beside it, less of anything else is bearable.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from campaignkit import qr
from campaignkit.problems import Problem, Where
from campaignkit.proof.compare import Expected
from campaignkit.proof.reader import Found, Pixels, grayed
from campaignkit.units import MM_PER_INCH

Modules = NDArray[np.bool_]

# Share of modules that may look wrong: half of those that a logo covers, 5 % at M, 10 % at H.
SHARE_MOST = {"L": 0.015, "M": 0.025, "Q": 0.035, "H": 0.05}
_LOGO_WRONG = 0.5  # of the modules under a logo were as light, or as dark, before
_FINDER = 8  # modules: a finder pattern and its light border (ISO/IEC 18004 6.3.3)
_UNLIKE = 0.2  # of the modules: more can not be damage, for nobody could read the code
_LEAST_PX = 2.5  # a module; below it a centre may belong to its neighbour


def covered(image: Pixels, pairs: Mapping[Found, Expected], *, dpi: float) -> dict[Found, Modules]:
    """Return, of each code with modules that look otherwise than they should, which these are.

    pairs: codes read from the page, and what was to be there.
    """
    told = [found for found, code in pairs.items() if found.text == code.text]
    spoilt = {}
    for level in sorted({found.level for found in told}):
        alike = [found for found in told if found.level == level]
        for found, symbol in zip(
            alike, qr.encode_many([found.text for found in alike], level=level), strict=True
        ):
            if (symbol.version, symbol.mask) != (found.version, found.mask):
                continue
            seen = _seen(image, pairs[found], symbol.modules, dpi / MM_PER_INCH)
            wrong = None if seen is None else seen != symbol.modules
            if wrong is not None:
                wrong[_logo(pairs[found], found)] = False
            if wrong is not None and 0 < wrong.mean() <= _UNLIKE:
                spoilt[found] = wrong
    return spoilt


def problem(wrong: Modules, *, found: Found, code: Expected, where: Where) -> Problem:
    """Return what is to be said of modules that look otherwise than they should."""
    area = wrong[_logo(code, found)].size / wrong.size
    most = max(0.0, SHARE_MOST[found.level] - area * _LOGO_WRONG)
    share, in_finders = float(wrong.mean()), _in_finders(wrong)
    place = ", some of them in the squares by which phones find it" if in_finders else ""
    return Problem(
        rule="scan.covered",
        message=f"Something lies on the code: {wrong.sum()} of its modules ({share:.1%}) look "
        f"otherwise than they were drawn{place}.",
        where=where,
        value=round(share, 4),
        limit=0 if in_finders else round(most, 4),
        fix="Keep pictures and text off it; a logo in its middle covers at most 5 % of it at "
        "level M, 10 % at level H.",
        severity="error" if in_finders or share > most else "warning",
        source="compared with the modules that were drawn",
    )


def _seen(image: Pixels, code: Expected, drawn: Modules, scale: float) -> Modules | None:
    """Return which modules are dark on the page, None if they are too small or not on it."""
    side = len(drawn)
    module = code.size_mm / side
    centres = (np.arange(side) + 0.5) * module
    down, across = centres[:, None], centres[None, :]
    cos, sin = math.cos(code.turn), math.sin(code.turn)
    rows = ((code.y_mm + across * sin + down * cos) * scale).astype(np.intp)
    columns = ((code.x_mm + across * cos - down * sin) * scale).astype(np.intp)
    height, width = image.shape[:2]
    on_page = min(rows.min(), columns.min()) >= 0 and rows.max() < height and columns.max() < width
    if module * scale < _LEAST_PX or not on_page:
        return None
    gray = grayed(image[rows, columns])
    seen: Modules = gray < (np.median(gray[drawn]) + np.median(gray[~drawn])) / 2
    return seen


def _logo(code: Expected, found: Found) -> tuple[slice, slice]:
    """Return rows and columns of the logo that was asked for, or of what it may cover at most."""
    modules = code.cleared and min(code.cleared, qr.logo_modules(found.version, found.level))
    first = (found.modules - modules) // 2
    return slice(first, first + modules), slice(first, first + modules)


def _in_finders(wrong: Modules) -> bool:
    top, bottom = wrong[:_FINDER], wrong[-_FINDER:]
    corners = (top[:, :_FINDER], top[:, -_FINDER:], bottom[:, :_FINDER])
    return any(bool(corner.any()) for corner in corners)
