"""What lies under a whole page: the ornaments of a theme and a season, and the colours on them.

Stickers have these under each of their layouts. Pages of lists have them once, at the size of the
paper, and say themselves what stands on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from campaignkit.business import Business
from campaignkit.drawing import Color, Drawing, Item
from campaignkit.frozen import Frozen
from campaignkit.layout.compiled_design import OPTIONAL
from campaignkit.layout.design import Design
from campaignkit.layout.element_boxes import Dressed, Kept, dressed, placed
from campaignkit.layout.elements import AnyElement, Inset
from campaignkit.layout.painting import Painter
from campaignkit.layout.palette import blackened, expressed, legible, palette, themed
from campaignkit.layout.themes import Styling, Theme
from campaignkit.locales import direction

_SMALLER = 0.62  # of the ornaments that a sticker of that size has: a page is read, not seen


@dataclass(frozen=True, slots=True)
class PageGround:
    """What lies under a page, mm. kept: what it takes from each edge: top, right, bottom, left."""

    drawing: Drawing
    colors: Mapping[str, Color]
    kept: Kept


@lru_cache(maxsize=64)
def ground(shop: Business, language: str, width: float, height: float, worn: Styling) -> PageGround:
    """Return what lies under a page of width x height mm, and the colours by name.

    Without a theme there is nothing, and the colours are the shop's own.
    """
    if worn.plain:
        colors = {**palette(shop), "ground": "#FFFFFF"}
        colors |= {"panel": colors["primary"], "on_panel": colors["on_primary"]}
        nothing = Drawing(width, height, ())
        return PageGround(nothing, Frozen(colors), (0.0, 0.0, 0.0, 0.0))
    dress = worn.model_copy(update={"theme": _of_pages(worn.theme)})
    colors = _page_colors(shop, dress)
    blank = Design(title="page", size=(width, height), wording={language: {}}, composition="invite")
    painter = Painter(blank, shop, language, worn=dress, font=None, colors=colors)
    names = {**dict.fromkeys(OPTIONAL, 0.0), "logo": 0.0, "w": width, "h": height}
    sizes = dressed(blank, dress, names, shown=False, round_=False)
    known = {**sizes.names, "u": sizes.names["u"] * _SMALLER}
    hung = () if dress.season is None else dress.season.element
    top, right, bottom, left = (each * _SMALLER for each in sizes.kept["season"])
    both: list[tuple[AnyElement, Kept | None]] = [(each, None) for each in dress.theme.element]
    both += [(each, (top, right, bottom, left)) for each in hung]
    items: list[Item] = []
    for element, kept in both:
        bounds, lengths = placed(element, known, kept, rtl=direction(language) == "rtl")
        items += painter.field(element, bounds, lengths)({}, None)
    return PageGround(
        Drawing(width, height, tuple(items)), Frozen(colors), _kept(sizes, width, height)
    )


def _of_pages(theme: Theme) -> Theme:
    """Return a theme as it dresses pages."""
    update: dict[str, object] = {"colors": {**theme.colors, **theme.pages.colors}}
    if not theme.pages.ornaments:
        update |= {"element": (), "inset": Inset()}
    return theme.model_copy(update=update)


def _page_colors(shop: Business, worn: Styling) -> dict[str, Color]:
    theme = worn.theme
    colors = themed(shop, theme.colors, filled=theme.panel == "fill", black=theme.black)
    for name, value in _season_colors(worn).items():
        colors[name] = expressed(value, colors)
    colors["strong"] = legible(colors["primary"], colors["ground"])
    colors["muted"] = legible(colors["muted"], colors["ground"])
    return blackened(colors) if theme.black else colors


def _season_colors(worn: Styling) -> Mapping[str, str]:
    return {} if worn.season is None else worn.season.colors


def _kept(sizes: Dressed, width: float, height: float) -> Kept:
    known = sizes.names
    right, bottom = width - known["X"] - known["W"], height - known["Y"] - known["H"]
    return tuple(each * _SMALLER for each in (known["Y"], right, bottom, known["X"]))  # type: ignore[return-value]
