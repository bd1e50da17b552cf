"""Lists that flow over pages: price lists, menus and boards, in one language or two.

A page is set from the inside out: `entries` and `cards` make blocks of a `style`, `flowing` puts
them into columns, `header_footer` stands above and below them, `frames` lie under all;
`price_list` does it, and `fitting` finds the sizes with which a list fits its page.
"""

from __future__ import annotations

from campaignkit.pages.bar_table import BarLine, BarTable, PlainTable
from campaignkit.pages.cards import ASPECT as CARD_ASPECT
from campaignkit.pages.dietary import read_marks
from campaignkit.pages.entries import Entry
from campaignkit.pages.fitting import filled, fitted
from campaignkit.pages.photos import CARD_PIXELS, thumbnail
from campaignkit.pages.photos import PIXELS as PHOTO_PX
from campaignkit.pages.price_list import Arrangement, PricePages
from campaignkit.pages.price_text import cost
from campaignkit.pages.typesetting import PAPERS, Paper, paper_named
from campaignkit.pages.words import word

__all__ = [
    "CARD_ASPECT",
    "CARD_PIXELS",
    "PAPERS",
    "PHOTO_PX",
    "Arrangement",
    "BarLine",
    "BarTable",
    "Entry",
    "Paper",
    "PlainTable",
    "PricePages",
    "cost",
    "filled",
    "fitted",
    "paper_named",
    "read_marks",
    "thumbnail",
    "word",
]
