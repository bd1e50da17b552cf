"""What a page of a list stands on and in: the ground of its theme, its margins, its colours.

A board has a panel over its whole page, where the theme has panels, and its words stand on that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit import svg_paths
from campaignkit.business import Business
from campaignkit.drawing import Color, Item, Shape, Use
from campaignkit.layout import Styling, ground
from campaignkit.layout.palette import legible, mix
from campaignkit.pages.specials import BoxColors
from campaignkit.pages.typesetting import Margins

_INSIDE = 9.0  # mm from the edge of a board's panel to its words
_AFTER = 7.5  # from the ornaments of a theme to the words
_CLOSE = 0.75  # of the paper's margin: between an edge and the head that runs to it
_FULL = ("block", "photo")
_CORNER = 2.5


@dataclass(frozen=True, slots=True)
class Frame:
    """items: under all words. head, heading, leader: as `layout.PageLook`; fill: behind headings.

    panel: the box of specials.
    """

    items: tuple[Item, ...]
    colors: Mapping[str, Color]
    margins: Margins
    head: str
    heading: str
    leader: str
    fill: Color
    on_fill: Color
    panel: BoxColors

    @property
    def is_full(self) -> bool:
        """Whether the head runs from edge to edge."""
        return self.head in _FULL


def frame(
    shop: Business,
    language: str,
    width: float,
    height: float,
    margin: float,
    *,
    worn: Styling,
    board: bool = False,
) -> Frame:
    """Return what the pages of a list stand on, on a paper with a margin, mm."""
    found = ground(shop, language, width, height, worn)
    theme, look = worn.theme, worn.theme.pages
    margins = Margins(*(max(margin, kept + _AFTER if kept else 0.0) for kept in found.kept))
    head, heading = look.head, look.heading
    if head in _FULL:
        margins = margins._replace(top=margin * _CLOSE + found.kept[0])
    items: list[Item] = [Use(drawing=found.drawing)] if found.drawing.items else []
    colors: dict[str, Color] = dict(found.colors)
    fill = legible(colors["primary"], "#FFFFFF") if worn.plain else colors["panel"]
    on_fill = colors["on_panel"]
    if theme.panel != "fill":
        fill = colors["primary"]
        on_fill = colors["on_primary"]
    if board:
        filled, head = theme.panel == "fill" or head in _FULL, "open"
        if filled:
            items.append(_board(width, height, margins, fill, theme.corner))
            margins = Margins(*(each + _INSIDE for each in margins))
            colors = _on_panel(colors, fill, on_fill)
            fill, on_fill = colors["strong"], colors["ground"]
    seen: dict[str, Any] = {"head": head, "heading": heading, "leader": look.leader}
    panel = _panel(worn, colors)
    return Frame(tuple(items), colors, margins, fill=fill, on_fill=on_fill, panel=panel, **seen)


def _board(width: float, height: float, edges: Margins, color: Color, corner: float) -> Shape:
    across, down = width - edges.left - edges.right, height - edges.top - edges.bottom
    path = svg_paths.rounded(edges.left, edges.top, across, down, 4.0 * corner)
    return Shape(path=path, fill=color)


def _on_panel(colors: dict[str, Color], panel: Color, text: Color) -> dict[str, Color]:
    """Return the colours of words that stand on a panel."""
    quiet = legible(mix(text, panel, 0.82), panel)
    strong = legible(colors["accent"], panel)
    return {**colors, "ground": panel, "ink": text, "muted": quiet, "strong": strong}


def _panel(worn: Styling, colors: Mapping[str, Color]) -> BoxColors:
    """Return the colours of the box of specials."""
    theme = worn.theme
    radius = _CORNER * theme.corner
    if theme.black:
        return BoxColors(None, "#000000", "#000000", "#000000", radius)
    fill = mix(colors["accent"], colors["ground"], 0.16)
    text = legible(colors["ink"], fill)
    strong = legible(colors["strong"], fill)
    return BoxColors(fill, None, text, strong, radius)
