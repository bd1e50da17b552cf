"""Label sheets and rolls: which sizes, where each label lies. Plain values; nothing here draws.

`sheet.py` is the value; `table.py` reads `stock.tsv`, one row a sheet: adding a sheet is adding a
row; `finding.py` looks for one by name or likeness; `measures.py` takes its measures in one line.

Sources: the gLabels template database, the dimensions in LibreOffice's labels.xml, phppimaco (see
NOTICE). Vendors change dies, and all sources err by up to a few mm, so each row says what a
comparison found: with its other source, with the sheets of its die turned or not, and with itself,
for opposite margins are equal. Where they differ, print one page on plain paper and hold it against
the real one, or give `offset=` to `sheet`.
"""

from campaignkit.stock.finding import NEAR_MM, find, is_page, names, page_size, search
from campaignkit.stock.measures import by_measures
from campaignkit.stock.sheet import COPIES_MOST, DOUBT_MM, PAGES, Four, Pair, Shape, Stock

__all__ = [
    "COPIES_MOST",
    "DOUBT_MM",
    "NEAR_MM",
    "PAGES",
    "Four",
    "Pair",
    "Shape",
    "Stock",
    "by_measures",
    "find",
    "is_page",
    "names",
    "page_size",
    "search",
]
