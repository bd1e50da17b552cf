"""What a shape looks like: the properties that it inherits, and its paints."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, cast

from campaignkit.errors import BadInput
from campaignkit.vectors.lengths import length, numbers

_INHERITED = (
    *("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
    *("stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "fill-opacity", "fill-rule"),
    *("clip-rule", "color", "visibility", "paint-order", "marker-start", "marker-mid"),
    *("marker-end", "marker"),
)
_PLAIN = {
    "filter": ("none",),
    "mix-blend-mode": ("normal",),
    "marker": ("none",),
    "marker-start": ("none",),
    "marker-mid": ("none",),
    "marker-end": ("none",),
    "vector-effect": ("none",),
}
_MOST_DASHES = 100
Looks = Mapping[str, str]


def inherited(said: Mapping[str, str], around: Looks) -> dict[str, str]:
    """Return what an element's children start from."""
    looks = dict(around)
    for name in _INHERITED:
        value = said.get(name, "inherit")
        if value != "inherit":
            looks[name] = around.get("color", "black") if value == "currentcolor" else value
    return looks


def refuse_unknown(said: Mapping[str, str]) -> None:
    """Raise BadInput if an element asks for something that is not drawn."""
    for name, plain in _PLAIN.items():
        if said.get(name, plain[0]).strip() not in (*plain, "", "inherit"):
            raise BadInput(
                f"the SVG uses {name}, which is not drawn. Save it as PNG.",
                rule="svg.unknown",
                name=name,
            )


def share(text: str | None) -> float:
    """Return an opacity, 0 to 1; 1 where it is none."""
    value = length(text, 1.0, 1.0)
    return min(1.0, max(0.0, value)) if math.isfinite(value) else 1.0


def cap(looks: Looks) -> Literal["butt", "round", "square"]:
    """Return how an open line ends."""
    found = looks.get("stroke-linecap", "")
    return cast("Literal['butt']", found) if found in ("round", "square") else "butt"


def join(looks: Looks) -> Literal["miter", "round", "bevel"]:
    """Return how lines meet."""
    found = looks.get("stroke-linejoin", "")
    return cast("Literal['miter']", found) if found in ("round", "bevel") else "miter"


def dashes(looks: Looks, scale: float) -> tuple[float, ...]:
    """Return the lengths of dashes and gaps; () where a line is whole."""
    found = [abs(each) * scale for each in numbers(looks.get("stroke-dasharray", ""))]
    if sum(found) <= 0 or not all(map(math.isfinite, found)):
        return ()
    pairs = found if len(found) % 2 == 0 else found * 2
    return tuple(pairs[:_MOST_DASHES])
