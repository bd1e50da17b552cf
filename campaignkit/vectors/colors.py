"""Colours as CSS writes them, into "#RRGGBB" and an opacity."""

from __future__ import annotations

import colorsys
import re

from campaignkit.errors import BadInput
from campaignkit.pictures import color_names
from campaignkit.vectors.lengths import numbers

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgb|hsl)a?\([\d\s,.%/+a-z-]+\)")
Color = tuple[str, float]
_OF_PRESS = "icc-color("  # SVG 1.1, 11.2: behind the plain colour


def color(text: str) -> Color | None:
    """Return a colour and its opacity, 0 to 1; None: "none" or "transparent".

    Raises:
        BadInput: it is no colour that CSS 3 knows.

    >>> color("#0f08"), color("rebeccapurple"), color("rgb(10% 20% 30% / 50%)")
    (('#00FF00', 0.5333333333333333), ('#663399', 1.0), ('#1A334C', 0.5))
    """
    value = text.lower().partition(_OF_PRESS)[0].strip()
    if value in ("none", "transparent"):
        return None
    if _HEX.fullmatch(value):
        return _hex(value[1:])
    found = _FUNCTION.fullmatch(value)
    parts = numbers(value)
    if found and len(parts) in (3, 4):
        return _function(found[1], value, parts)
    if value in color_names():
        return color_names()[value].upper(), 1.0
    raise BadInput(
        f"the SVG paints with {text[:40]!r}, which is no plain colour. Save it as PNG.",
        rule="svg.paint",
    )


def _hex(digits: str) -> Color:
    full = digits if len(digits) > 4 else "".join(digit * 2 for digit in digits)
    return f"#{full[:6].upper()}", int(full[6:] or "ff", 16) / 255


def _function(name: str, value: str, parts: list[float]) -> Color:
    opacity = 1.0
    if len(parts) == 4:
        last = value.rstrip(") ").endswith("%")
        opacity = min(1.0, max(0.0, parts[3] / 100 if last else parts[3]))
    if name == "hsl":
        red, green, blue = colorsys.hls_to_rgb(
            parts[0] / 360 % 1, min(1.0, parts[2] / 100), min(1.0, parts[1] / 100)
        )
        channels = [red * 255, green * 255, blue * 255]
    else:
        shares = value.count("%") >= 3
        channels = [part * 2.55 if shares else part for part in parts[:3]]
    return "#" + "".join(f"{min(255, max(0, round(each))):02X}" for each in channels), opacity
