"""Designs: data that says how a sticker looks. A design + facts + a code become a `Drawing`.

A design is a TOML file (`design`); it is made ready once a shop, language and label size
(`compiled`), and then only what varies is drawn.
"""

from campaignkit.layout.compiled import (
    HEADLINE,
    OPTIONAL,
    Compiled,
    compiled,
    headline,
    shop_facts,
    words,
)
from campaignkit.layout.design import Design, Layout, load, names

__all__ = [
    "HEADLINE",
    "OPTIONAL",
    "Compiled",
    "Design",
    "Layout",
    "compiled",
    "headline",
    "load",
    "names",
    "shop_facts",
    "words",
]
