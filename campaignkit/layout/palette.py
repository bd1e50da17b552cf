"""The colours a design may name: the shop's own, and what can be told from them."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache

from campaignkit.business import Business, Colors, contrast, hex_color, readable_on
from campaignkit.drawing import Color
from campaignkit.errors import BadInput, did_you_mean

MUTED = "#5C5C5C"  # 6.7:1 on white
_NO_PRIMARY, _NO_ACCENT = Colors().primary, Colors().accent
_SEEN = 1.25  # contrast of two areas side by side that still looks meant: a guess
_LEAST_CONTRAST = 4.5  # of text in the shop's colour on paper (WCAG 2.2, 1.4.3)


@lru_cache(maxsize=256)
def palette(shop: Business) -> dict[str, Color]:
    """Return the colours by name: the shop's own, and what is told from its first, primary.

    code: black, unless the shop asks for another. strong: primary where text in it can be
    read on paper, else ink. tint: a light ground of it, on which ink reads well. deep: a darker
    shade of it (of a dark one a lighter), for ornament. muted: for text that may stand back.
    A shop that gave no accent gets deep for it.
    """
    named: dict[str, Color] = asdict(shop.colors)
    primary, paper = named["primary"], named["paper"]
    readable = contrast(primary, paper) >= _LEAST_CONTRAST
    deep = _deep(primary)
    if named["accent"] == _NO_ACCENT and primary != _NO_PRIMARY:
        named |= {"accent": deep, "on_accent": readable_on(deep)}
    return {
        **named,
        "muted": MUTED,
        "strong": primary if readable else named["ink"],
        "tint": mix(primary, paper, 0.1),
        "deep": deep,
    }


def _deep(color: Color) -> Color:
    darker = mix(color, "#000000", 0.72)
    return darker if contrast(darker, color) >= _SEEN else mix(color, "#FFFFFF", 0.72)


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
    raise BadInput(
        f"colour {value!r} is neither #RRGGBB nor a colour of the shop.{near}",
        rule="design.colour",
        value=value,
    )
