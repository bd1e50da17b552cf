"""Texts one below another in one box, which shrink together: none can touch another.

Each text takes the height it needs at its size; where all of them need more than there is, sizes
and gaps shrink alike, each no further than its own smallest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from math import inf, log
from typing import Any, NamedTuple

from campaignkit.drawing import Item
from campaignkit.errors import TooBig
from campaignkit.layout.column_texts import LAST, RATIO, ColumnText, TextExtent, TextStyle
from campaignkit.layout.outlines import Bounds
from campaignkit.qr import Symbol
from campaignkit.text import clean
from campaignkit.units import SLACK_MM, mm_text
from campaignkit.wording import Wording

_REMEMBERED = 512  # of columns, and of each of their texts: campaigns repeat them
_LEAST_GAP = 0.22  # em of the smaller of two texts: nearer, they seem to touch
_SHARE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


class ColumnPlace(NamedTuple):
    """Where a text stands in a column: what it says of each sticker, and how it is set."""

    wording: Wording
    style: TextStyle


class TextColumn:
    """A column of texts for all stickers that share the facts `fixed`.

    align: the share of the free width left of a line.
    """

    def __init__(
        self,
        places: Sequence[ColumnPlace],
        bounds: Bounds,
        *,
        align: float,
        valign: str,
        fixed: Mapping[str, Any],
    ) -> None:
        self._bounds, self._align, self._valign = bounds, align, valign
        self._wordings = [place.wording for place in places]
        shared = [place.wording.names <= fixed.keys() for place in places]
        self._said = [
            each.render(fixed) if is_shared else None
            for each, is_shared in zip(self._wordings, shared, strict=True)
        ]
        self._texts = [
            lru_cache(maxsize=_REMEMBERED)(
                partial(ColumnText, style=place.style, bounds=bounds, shared=is_shared)
            )
            for place, is_shared in zip(places, shared, strict=True)
        ]
        self._items = lru_cache(maxsize=_REMEMBERED)(self._set)

    def draw(self, facts: Mapping[str, Any], _symbol: Symbol | None) -> Sequence[Item]:
        """Return what a sticker with these facts shows there.

        Raises:
            CampaignError: a text cannot be filled, has a letter that no font has, or does not fit.
        """
        words = [
            wording.render(facts) if said is None else said
            for wording, said in zip(self._wordings, self._said, strict=True)
        ]
        return self._items(tuple(words))

    def _set(self, words: tuple[str, ...]) -> Sequence[Item]:
        said = [clean(each).strip() for each in words]
        texts = [text(each) for text, each in zip(self._texts, said, strict=True) if each]
        return column(texts, self._bounds, align=self._align, valign=self._valign)


def column(
    texts: Sequence[ColumnText], bounds: Bounds, *, align: float, valign: str
) -> tuple[Item, ...]:
    """Return texts set in a box, an optional one only where it has room.

    align: the share of the free width left of a line.

    Raises:
        TooBig: at their smallest they need more than the box has, or a word is too wide.
    """
    if not texts:
        return ()
    if min(bounds.width, bounds.height) <= 0:
        raise _too_high(texts, sum(each.style.smallest for each in texts), bounds)
    try:
        step = _step(texts, bounds)
    except TooBig:
        spared = [at for at, each in enumerate(texts) if each.style.optional]
        if not spared:
            raise
        fewer = [each for at, each in enumerate(texts) if at != spared[-1]]
        return column(fewer, bounds, align=align, valign=valign)
    sizes = [each.at(step).measured for each in texts]
    y = bounds.y + max(0.0, bounds.height - _height(sizes)) * _SHARE[valign]
    items: list[Item] = []
    above = 0.0
    for each, (size, gap, height) in zip(texts, sizes, strict=True):
        if above:
            y += max(gap, _LEAST_GAP * min(size, above))
        items += each.items(step, y, align)
        y, above = y + height, size
    return tuple(items)


def _step(texts: Sequence[ColumnText], bounds: Bounds) -> int:
    """Return by how many steps all of them must shrink to fit: by as few as can be.

    It is found by the heights they should have, and then seen to be true.
    """
    has = bounds.height + SLACK_MM
    over = _tried(texts, 0) / has
    if over <= 1:
        return 0  # as it is meant, most of the time
    # Of wrapped text the height falls as the square: near enough to begin with.
    at = LAST // 2 if over == inf else min(1 + round(log(over) / 2 / -log(RATIO)), LAST)
    if _tried(texts, at) <= has:
        while at > 1 and _tried(texts, at - 1) <= has:
            at -= 1
    else:
        at += at < LAST
        while at < LAST and _tried(texts, at) > has:
            at += 1
    error: TooBig | None = None
    need = 0.0
    for step in range(at, LAST + 1):
        try:
            need = _height([each.at(step).measured for each in texts])
        except TooBig as err:
            error = error or err
        else:
            if need <= has:
                return step
    raise error or _too_high(texts, need, bounds)


def _tried(texts: Sequence[ColumnText], step: int) -> float:
    """Return how high they should be, so many steps smaller; no number is enough if one is wide."""
    try:
        return _height([each.measured(step) for each in texts])
    except TooBig:
        return inf


def _height(sizes: Sequence[TextExtent]) -> float:
    total, above = 0.0, 0.0
    for size, gap, height in sizes:
        if above:
            total += max(gap, _LEAST_GAP * min(size, above))
        total += height
        above = size
    return total


def _too_high(texts: Sequence[ColumnText], need: float, bounds: Bounds) -> TooBig:
    longest = max([each.words for each in texts], key=len)
    return TooBig(
        f"{len(texts)} texts need {mm_text(need)} at their smallest sizes; their box is "
        f"{mm_text(max(bounds.height, 0.0))} high. Shorten {longest[:40]!r}, or use a "
        "larger label.",
        rule="design.texts-too-high",
        need=mm_text(need),
        has=mm_text(bounds.height),
    )
