"""Lists that flow over pages: price lists and menus, in one language or two side by side."""

from __future__ import annotations

from campaignkit.pages.costs import cost
from campaignkit.pages.entries import Entry
from campaignkit.pages.photos import PIXELS as PHOTO_PX
from campaignkit.pages.photos import thumbnail
from campaignkit.pages.pricelist import PricePages
from campaignkit.pages.setting import PAPERS, Paper, paper_named
from campaignkit.pages.words import word

__all__ = [
    "PAPERS",
    "PHOTO_PX",
    "Entry",
    "Paper",
    "PricePages",
    "cost",
    "paper_named",
    "thumbnail",
    "word",
]
