"""Designs: data that says how a sticker looks. A design + facts + a code become a `Drawing`.

A design is a TOML file (`design`); it is made ready once a shop, language and label size
(`compiler`), and then only what varies is drawn.
"""

from campaignkit.layout.backgrounds import PageGround, ground
from campaignkit.layout.calls_to_action import FACT as INVITATION
from campaignkit.layout.calls_to_action import invitation, kind_of
from campaignkit.layout.column_texts import capital
from campaignkit.layout.compiled_design import HEADLINE, OPTIONAL, Compiled, headline, is_titled
from campaignkit.layout.compiler import compiled, shop_facts
from campaignkit.layout.design import Design, Layout, load, names
from campaignkit.layout.design_words import NO_WORDING, unworded, words
from campaignkit.layout.logo_contrast import FaintPictures, faint_pictures
from campaignkit.layout.sizes import named_size
from campaignkit.layout.themes import (
    PageLook,
    Season,
    Styling,
    Theme,
    load_season,
    load_theme,
    styling,
)

__all__ = [
    "HEADLINE",
    "INVITATION",
    "NO_WORDING",
    "OPTIONAL",
    "Compiled",
    "Design",
    "FaintPictures",
    "Layout",
    "PageGround",
    "PageLook",
    "Season",
    "Styling",
    "Theme",
    "capital",
    "compiled",
    "faint_pictures",
    "ground",
    "headline",
    "invitation",
    "is_titled",
    "kind_of",
    "load",
    "load_season",
    "load_theme",
    "named_size",
    "names",
    "shop_facts",
    "styling",
    "unworded",
    "words",
]
