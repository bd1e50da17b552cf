"""A list made to fit so many pages: the largest letters, and as many columns as let them be large.

Names have at least 2.3 mm an em (6.5 pt), their descriptions then 1.8 mm (5.1 pt): what is smaller
is not read at a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from campaignkit.errors import TooBig
from campaignkit.pages.pricelist import PricePages
from campaignkit.units import mm_text

SMALLEST_MM = 2.3  # one em of a name
_LARGEST = {"list": 6.0, "grid": 5.0, "board": 13.0}
_WIDEST_EM = 0.036  # of the width of a column, on a list: larger letters leave no room for names
_BOARD_ROWS = 12  # of a board, from which it may have two columns
_MOST_AIR = 2.4
_STEPS = 7  # halvings of the range of sizes: a thirtieth of a millimetre


def fitted(plan: PricePages, pages: int, *, columns: int | None = None) -> PricePages:
    """Return a list with the largest letters with which it takes no more than so many pages.

    columns: as asked for; None: as many as let the letters be largest.

    Raises:
        TooBig: at the smallest it takes more; says how many.
        CampaignError: it cannot be set at all.
    """
    counts = range(1, plan.most_columns + 1) if columns is None else (columns,)
    if plan.arrangement == "grid" and columns is None:
        counts = range(2, plan.most_columns + 1)
    if plan.arrangement == "board" and columns is None:
        counts = range(1, 3 if len(plan.rows) > _BOARD_ROWS and plan.most_columns > 1 else 2)
    made = [(size, count) for count in counts if (size := _largest(plan, pages, count))]
    if not made:
        raise _too_long(plan, pages, max(counts))
    size, count = max(made, key=lambda each: (round(each[0], 1), -each[1]))
    chosen = _sized(plan, size, count)
    air = _most(lambda each: replace(chosen, air=each).takes(pages), 1.0, _MOST_AIR)
    return replace(chosen, air=air)


def _sized(plan: PricePages, size: float, columns: int) -> PricePages:
    return replace(plan, paper=replace(plan.paper, body=size), columns=columns)


def _largest(plan: PricePages, pages: int, columns: int) -> float:
    """Return the largest size of a name with which it fits, 0 if there is none."""
    wide = plan.paper.width / columns
    most = _LARGEST[plan.arrangement]
    if plan.arrangement != "board":
        most = max(SMALLEST_MM, min(most, wide * _WIDEST_EM))
    if not _sized(plan, SMALLEST_MM, columns).takes(pages):
        return 0.0
    return _most(lambda each: _sized(plan, each, columns).takes(pages), SMALLEST_MM, most)


def _most(fits: Callable[[float], bool], low: float, high: float) -> float:
    """Return the largest number found that fits, between one that does and the most."""
    if fits(high):
        return high
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _too_long(plan: PricePages, pages: int, columns: int) -> TooBig:
    smallest = _sized(plan, SMALLEST_MM, columns)
    need = smallest.count  # raises what cannot be set at all
    return TooBig(
        f"the list takes {need} pages with names of {mm_text(SMALLEST_MM)}, the smallest, in "
        f"{columns} column{'s' * (columns > 1)}; {pages} were asked for. Leave out descriptions "
        "or photos, take a larger paper, or ask for more pages.",
        rule="price-list.pages",
        pages=pages,
        need=need,
    )
