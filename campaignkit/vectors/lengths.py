"""Numbers of SVG: lengths with their units, lists, view boxes and how they fill a viewport."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from campaignkit.errors import BadInput

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PX = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0,
       "em": 16.0, "rem": 16.0, "ex": 8.0, "q": 96 / 101.6}  # fmt: skip
_SHARE = {"min": 0.0, "mid": 0.5, "max": 1.0}
_ALIGN = re.compile(r"x(min|mid|max)y(min|mid|max)\s*(slice|meet)?", re.IGNORECASE)


class Box(NamedTuple):
    """A box in user units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def diagonal(self) -> float:
        """What percentages of lengths that run neither across nor down are of (SVG 1.1, 7.10)."""
        return math.hypot(self.width, self.height) / math.sqrt(2)


def numbers(text: str) -> list[float]:
    """Return the numbers of a list, whatever stands between them.

    >>> numbers("1-2.5.5e1,3")
    [1.0, -2.5, 5.0, 3.0]
    """
    return [float(found) for found in _NUMBER.findall(text)]


def length(text: str | None, usual: float, whole: float = 100.0) -> float:
    """Return a length in user units; a percentage is of `whole`. What is none is `usual`.

    >>> length("1in", 0), length("50%", 0, 8.0), length("auto", 3.0)
    (96.0, 4.0, 3.0)
    """
    said = (text or "").strip()
    found = _NUMBER.match(said)
    if found is None:
        return usual
    value, unit = float(found[0]), said[found.end() :].strip().lower()
    if unit == "%":
        return value / 100 * whole
    return value * _PX.get(unit, 1.0)


def view_box(text: str) -> Box | None:
    """Return a view box; None: there is none.

    Raises:
        BadInput: it has no area, or a number of it is none.
    """
    said = numbers(text)
    if len(said) != 4:
        return None
    if min(said[2:]) <= 0 or not all(map(math.isfinite, said)):
        raise BadInput("the SVG has no width or height. Export it with a viewBox.", rule="svg.size")
    return Box(*said)


def fitted(view: Box, port: Box, how: str) -> tuple[float, float, float, float, float, float]:
    """Return the matrix that fits a view box into a viewport. how: preserveAspectRatio."""
    across, down = port.width / view.width, port.height / view.height
    if how.strip().lower().startswith("none"):
        return (across, 0.0, 0.0, down, port.x - view.x * across, port.y - view.y * down)
    found = _ALIGN.search(how)
    sides = (found[1].lower(), found[2].lower()) if found else ("mid", "mid")
    is_slice = found is not None and (found[3] or "").lower() == "slice"
    scale = max(across, down) if is_slice else min(across, down)
    x = port.x + (port.width - view.width * scale) * _SHARE[sides[0]] - view.x * scale
    y = port.y + (port.height - view.height * scale) * _SHARE[sides[1]] - view.y * scale
    return (scale, 0.0, 0.0, scale, x, y)
