"""What lengths of a layout may name, in mm, and the boxes they make.

A composition is set in what theme, season and design leave of the label: X, Y, W, H. What these
three draw is measured in the box that those before them leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaignkit.layout.design import IN_EMBLEM, SLOTS, Design
from campaignkit.layout.design_words import optional_slots
from campaignkit.layout.elements import AnyElement
from campaignkit.layout.length_formulas import measure
from campaignkit.layout.outlines import Bounds
from campaignkit.layout.themes import Styling, Theme

ROOMY_MM = 50  # the shorter side from which ornaments have room
Kept = tuple[float, float, float, float]  # from each edge: top, right, bottom, left


@dataclass(frozen=True, slots=True)
class Dressed:
    """Lengths by name, and what is kept from the edges before season and mark are drawn."""

    names: Mapping[str, float]
    kept: Mapping[str, Kept]


def dressed(
    design: Design,
    worn: Styling,
    names: Mapping[str, float],
    *,
    shown: bool,
    round_: bool,
    bare: bool = False,
    present: frozenset[str] = frozenset(),
) -> Dressed:
    """Return what a composition's lengths may name. names: those of the label, w and h.

    shown: there is a drawing to show. bare: theme and season keep nothing for themselves. present:
    the optional facts that are there; a slot that says nothing without one is 0 then. Of the
    names, `roomy` is 1 from 50 mm on, `art`, `emblem` and each slot where there is something for
    it; `payment` where that is what the code opens; `crown`, `tail` are the design's, `corner`,
    `stroke`, `headline` the theme's, and `panelled`, `filled`, `cornered` 1 where it has panels,
    where these cover what is below, and where codes stand between corners.
    """
    theme, width, height = worn.theme, names["w"], names["h"]
    shorter = min(width, height)
    known = {**names, "u": shorter, "roomy": float(shorter >= ROOMY_MM)}
    known |= _of_design(design, present, bare=bare)
    known |= _of_theme(theme)
    known |= {"art": float(shown) * theme.drawing, "season": float(worn.season is not None)}
    if theme.crowned:
        known["crown"] = 0.0
    season = None if worn.season is None or bare else worn.season.inset
    under = None if bare else theme.inset
    kept = dict.fromkeys(("season", "mark"), (0.0, 0.0, 0.0, 0.0))
    edges = [0.0, 0.0, 0.0, 0.0]
    for inset, after in ((under, "season"), (season, "mark"), (design.inset, "")):
        if inset is not None:
            sides = (inset.top, inset.right, inset.bottom, inset.left)
            for at, value in enumerate([inset.round] * 4 if round_ else sides):
                edges[at] += measure(value, known, axis=(height, width)[at % 2])
        if after:
            kept[after] = (edges[0], edges[1], edges[2], edges[3])
    top, right, bottom, left = edges
    known |= {"X": left, "Y": top, "W": width - left - right, "H": height - top - bottom}
    return Dressed(known, kept)


def _of_design(design: Design, present: frozenset[str], *, bare: bool) -> dict[str, float]:
    shown = {slot: float(slot in design.texts) for slot in SLOTS}
    for slot, options in optional_slots(design).items():
        shown[slot] = float(bool(options & present))
    if design.emblem and not bare:
        shown |= dict.fromkeys(IN_EMBLEM, 0.0)
    return {
        **shown,
        "invited": float(design.texts.get("invitation") != ""),
        "crown": design.crown,
        "tail": design.tail,
        "emblem": float(bool(design.emblem)),
        "feature": float(bool(design.feature)),
        "payment": float(design.link == "payment"),
    }


def _of_theme(theme: Theme) -> dict[str, float]:
    return {
        "corner": theme.corner,
        "stroke": theme.stroke,
        "headline": theme.headline,
        "panelled": float(theme.panel != "none"),
        "filled": float(theme.panel == "fill"),
        "cornered": float(theme.cornered),
    }


def placed(
    element: AnyElement, names: Mapping[str, float], kept: Kept | None, *, rtl: bool
) -> tuple[Bounds, Mapping[str, float]]:
    """Return where an element is drawn, and the lengths it may name: w and h of its own box."""
    if kept is None:
        return box(element, names, rtl=rtl), names
    top, right, bottom, left = kept
    known = {**names, "w": names["w"] - left - right, "h": names["h"] - top - bottom}
    at = box(element, known, rtl=rtl)
    return Bounds(left + at.x, top + at.y, at.width, at.height), known


def box(element: AnyElement, names: Mapping[str, float], *, rtl: bool) -> Bounds:
    """Return the box of an element; right to left, its sides change."""
    left, top, across, down = element.box
    w, h = names["w"], names["h"]
    width, height = measure(across, names, axis=w), measure(down, names, axis=h)
    x, y = measure(left, names, axis=w), measure(top, names, axis=h)
    if rtl and element.mirror:
        x = w - x - width
    return Bounds(x, y, width, height)
