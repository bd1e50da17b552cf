"""The colours a design may name: the shop's own, and what can be told from them."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache

from campaignkit.business import Business, contrast, hex_color
from campaignkit.drawing import Color
from campaignkit.errors import BadInput, did_you_mean

MUTED = "#5C5C5C"
_LEAST_CONTRAST = 4.5  # of a code's dark colour on its panel (WCAG ratio), else some phones miss it


@lru_cache(maxsize=256)
def palette(shop: Business) -> dict[str, Color]:
    """Return the colours by name: the shop's own, muted, tint, and code.

    code is the shop's first colour where a code of it scans, else black. tint is a light
    ground of that colour, on which ink reads well.
    """
    named: dict[str, Color] = asdict(shop.colors)
    primary, paper = named["primary"], named["paper"]
    code = primary if contrast(primary, paper) >= _LEAST_CONTRAST else "#000000"
    return {**named, "muted": MUTED, "code": code, "tint": mix(primary, paper, 0.1)}


def mix(one: Color, other: Color, share: float) -> Color:
    """Return `share` of one colour in another.

    >>> mix("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    channels = (
        round(share * int(one[i : i + 2], 16) + (1 - share) * int(other[i : i + 2], 16))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def lookup(value: str, colors: dict[str, Color]) -> Color:
    """Return the colour a design means by a name or by #RRGGBB.

    Raises:
        BadInput: it is neither.
    """
    if value in colors:
        return colors[value]
    if value.startswith("#"):
        return hex_color(value)
    near = did_you_mean(value, colors) or f" There are: {', '.join(sorted(colors))}."
    raise BadInput(f"colour {value!r} is neither #RRGGBB nor a colour of the shop.{near}")
