"""A list made to fit its pages: the largest letters, and as many columns as let them be large.

Names have at least 2.3 mm an em (6.5 pt), their descriptions then 1.8 mm (5.1 pt): what is smaller
is not read at a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from campaignkit.errors import CampaignError, TooBig
from campaignkit.pages.price_list import PricePages
from campaignkit.units import mm_text

SMALLEST_MM = 2.3  # one em of a name
_LARGEST = {"list": 7.5, "grid": 5.0, "board": 13.0}
_WIDEST_EM = 0.036  # of the width of a column, on a list: larger letters leave no room for names
_BESIDE = 0.62  # of that width, where two languages share it
_BOARD_ROWS = 12  # of a board, from which it may have two columns
_MOST_AIR = 3.0
_STEPS = 7  # halvings of the range of sizes: a thirtieth of a millimetre
# Of lists that nobody asked to fit (our guesses): a page filled so far is left as it is; of so many
# pages one is saved, if letters need only be so much smaller.
_FULL, _FEW_PAGES, _TIGHTER = 0.8, 4, 0.84
_FLATTEST, _TALLEST = 2.0, 1.0  # width of a card's photo to its height
_CARD_EM = 0.042  # of the width of a card: letters under a photo


def fitted(plan: PricePages, pages: int, *, columns: int | None = None) -> PricePages:
    """Return a list with the largest letters with which it takes no more than so many pages.

    columns: as asked for; None: as many as let the letters be largest.

    Raises:
        TooBig: at the smallest it takes more; says how many.
        CampaignError: it cannot be set at all.
    """
    if plan.arrangement == "grid" and (cards := _pictured(plan, pages, columns)):
        return cards
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


def filled(plan: PricePages, *, columns: int | None = None) -> PricePages:
    """Return a list that nobody asked to fit, as large as its one page lets it be.

    One of few pages is set a little tighter where that saves a page; the others stay as they are.
    """
    try:
        count, full = plan.spread(_FEW_PAGES)
    except CampaignError:
        return plan  # told, with all that is wrong, when its pages are asked for
    own = count - plan.cover
    if own == 1:
        return plan if full > _FULL else fitted(plan, count, columns=columns)
    return plan if count > _FEW_PAGES else _tightened(plan, count - 1, columns) or plan


def _tightened(plan: PricePages, pages: int, columns: int | None) -> PricePages | None:
    """Return a list on fewer pages than it takes, None if that makes it too small."""
    if plan.arrangement == "grid":
        return _pictured(plan, pages, columns)
    usual = plan.paper.body
    least = max(usual * _TIGHTER, SMALLEST_MM)
    if not _sized(plan, least, plan.columns).takes(pages):
        return None
    size = _most(lambda each: _sized(plan, each, plan.columns).takes(pages), least, usual)
    return _sized(plan, size, plan.columns)


def _pictured(plan: PricePages, pages: int, columns: int | None) -> PricePages | None:
    """Return cards with the largest photos with which they fit, None if letters had to shrink."""
    found: list[PricePages] = []
    for count in range(2, plan.most_columns + 1) if columns is None else (columns,):
        wide = plan.paper.width / count
        size = max(plan.paper.body, min(wide * _CARD_EM, _LARGEST["grid"]))
        flat = replace(_sized(plan, size, count), aspect=_FLATTEST)
        if flat.takes(pages):
            high = _most(partial(_is_high, flat, pages), 1 / _FLATTEST, 1 / _TALLEST)
            found.append(replace(flat, aspect=1 / high))
    return max(found, key=lambda each: 1 / (each.columns**2 * each.aspect), default=None)


def _is_high(plan: PricePages, pages: int, high: float) -> bool:
    return replace(plan, aspect=1 / high).takes(pages)


def _sized(plan: PricePages, size: float, columns: int) -> PricePages:
    return replace(plan, paper=replace(plan.paper, body=size), columns=columns)


def _largest(plan: PricePages, pages: int, columns: int) -> float:
    """Return the largest size of a name with which it fits, 0 if there is none."""
    wide = plan.paper.width / columns * (_BESIDE if len(plan.languages) == 2 else 1)
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
