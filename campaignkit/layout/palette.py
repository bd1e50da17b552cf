"""The colours a design may name: the shop's own, and what can be told from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache

from campaignkit.business import Business, Colors, contrast, hex_color, readable_on
from campaignkit.drawing import Color
from campaignkit.errors import BadInput, did_you_mean

_EXPRESSION = re.compile(r"\s*(?P<one>\S+?)(?:\s+(?P<share>\d{1,3})%\s+(?P<other>\S+))?\s*")
MUTED = "#5C5C5C"  # 6.7:1 on white
_NO_PRIMARY, _NO_ACCENT = Colors().primary, Colors().accent
_SEEN = 1.25  # contrast of two areas side by side that still looks meant: a guess
_FAINT = 0.3  # of a colour, where something is to be stamped or written over it
_DARKER = 0.64  # of a colour in that of drawings on it
_TONE = 0.86  # of a colour in its own shade
_LEAST_CONTRAST = 4.5  # of text in the shop's colour on paper (WCAG 2.2, 1.4.3)


@lru_cache(maxsize=256)
def palette(shop: Business) -> dict[str, Color]:
    """Return the colours by name: the shop's own, and what is told from its first, primary.

    code: black, unless the shop asks for another. strong: primary where text in it can be
    read on paper, else ink. tint: a light ground of it, on which ink reads well. deep: a darker
    shade of it (of a dark one a lighter), for ornament. dim: it, as dark as white text needs.
    muted: for text that may stand back. A shop that gave no accent gets deep for it.
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
        "dim": legible(primary, "#FFFFFF"),
    }


def expressed(value: str, colors: dict[str, Color]) -> Color:
    """Return a colour from a role, #RRGGBB, or so many per cent of one in another.

    Raises:
        BadInput: it is none of these.

    >>> expressed("primary 10% paper", {"primary": "#000000", "paper": "#FFFFFF"})
    '#E6E6E6'
    """
    found = _EXPRESSION.fullmatch(value)
    if found is None or int(found["share"] or 0) > 100:
        raise BadInput(
            f"colour {value!r} cannot be read. Write a role, '#RRGGBB', or a mixture such as "
            "'primary 12% paper'.",
            rule="design.colour",
            value=value,
        )
    one = lookup(found["one"], colors)
    if found["share"] is None:
        return one
    return mix(one, lookup(found["other"], colors), int(found["share"]) / 100)


def legible(color: Color, ground: Color) -> Color:
    """Return the colour, or the nearest to it that text of 4.5:1 on `ground` may have.

    It moves towards black or white, whichever is read better there; one of the two always
    reaches 4.5:1 (their product is 21).

    >>> legible("#FFD166", "#FFFFFF"), legible("#0F4C5C", "#FFFFFF")
    ('#8C7338', '#0F4C5C')
    """
    best = readable_on(ground)
    for step in range(21):
        moved = mix(best, color, step / 20)
        if contrast(moved, ground) >= _LEAST_CONTRAST:
            return moved
    return best


def themed(
    shop: Business, roles: Mapping[str, str], *, filled: bool = True, black: bool = False
) -> dict[str, Color]:
    """Return the colours by name under a theme, whose roles are told from the shop's colours.

    ground: what all stands on. panel, plate, frame, spot, block: areas on it. field, stub: the two
    parts of what is torn or cut, and on the first burst, what stands out. field_shade, block_shade:
    of patterns; shade: of a drawing on block; faint: what is stamped over. Each area has an `on_`
    role, the text read on it at 4.5:1.
    headline, shop, phone: of these texts. filled: the panel has an area of its own, else it is the
    ground. black: everything is black or white, as label printers are.
    """
    colors = {"ground": "paper", "panel": "primary", "panel_line": "primary", "plate": "accent"}
    colors |= {"frame": "#FFFFFF", "frame_line": "primary", **roles}
    found = dict(palette(shop))
    for name, value in colors.items():
        found[name] = expressed(value, found)
    if not filled:
        found["panel"] = found["ground"]
    if black:
        found = blackened(found)
    found.setdefault("spot", found["frame"])
    found.setdefault("block", found["panel"])
    found.setdefault("field", found["panel"])
    found.setdefault("stub", found["frame"])
    lost = contrast(found["plate"], found["field"]) < _SEEN
    found.setdefault("burst", found["frame"] if lost else found["plate"])
    for ground in (
        *("ground", "panel", "plate", "frame"),
        *("spot", "block", "field", "stub", "burst"),
    ):
        wanted = found.get(f"on_{ground}") or found["ink"]
        if contrast(wanted, found[ground]) < _LEAST_CONTRAST:
            wanted = readable_on(found[ground])
        found[f"on_{ground}"] = wanted
    for area in ("field", "block"):
        found[f"{area}_shade"] = found[area] if black else _shade(found[area])
    found["shade"] = found["block"] if black else _drawn_on(found["block"])
    found["faint"] = found["frame"] if black else mix(found["field"], found["frame"], _FAINT)
    usuals = {"headline": "on_panel", "shop": "ink", "phone": "strong"}
    for name, usual in usuals.items():
        found.setdefault(name, found[usual])
    return found


def blackened(colors: Mapping[str, Color]) -> dict[str, Color]:
    """Return each colour as black or white, whichever it is nearer to for the eye."""
    return {name: _black_or_white(color) for name, color in colors.items()}


def _black_or_white(color: Color) -> Color:
    return "#000000" if contrast(color, "#FFFFFF") > contrast(color, "#000000") else "#FFFFFF"


def _deep(color: Color) -> Color:
    darker = mix(color, "#000000", 0.72)
    return darker if contrast(darker, color) >= _SEEN else mix(color, "#FFFFFF", 0.72)


def _shade(color: Color) -> Color:
    """Return a tone of a colour for a pattern in it: away from that of the text on it."""
    return mix(color, "#000000" if readable_on(color) == "#FFFFFF" else "#FFFFFF", _TONE)


def _drawn_on(color: Color) -> Color:
    """Return a colour of drawings on another: darker, or lighter where that is nearly black."""
    darker = mix(color, "#000000", _DARKER)
    return darker if contrast(darker, color) >= _SEEN else mix(color, "#FFFFFF", _DARKER)


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
