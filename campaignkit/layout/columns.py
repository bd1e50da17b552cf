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
from campaignkit.layout.column_texts import (
    LAST,
    RATIO,
    ColumnText,
    SetText,
    TextExtent,
    TextStyle,
)
from campaignkit.layout.outlines import Bounds
from campaignkit.qr import Symbol
from campaignkit.text import clean
from campaignkit.units import SLACK_MM, mm_text
from campaignkit.wording import Wording

_ORIGIN = {"headline": "title"}  # of a fact that every sticker has: what it says of its own
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
        self._places, self._bounds = places, bounds
        self._align, self._valign, self._fixed = align, valign, fixed
        # What depends on the sticker, by its place; the other texts are set with the first one.
        self._varying = {
            at: lru_cache(_REMEMBERED)(partial(ColumnText, style=place.style, bounds=bounds))
            for at, place in enumerate(places)
            if not place.wording.names <= fixed.keys()
        }
        # Those that the others may do without, with the facts that speak against it.
        self._spare = {
            at: [_ORIGIN.get(name, name) for name in places[at].wording.names - fixed.keys()]
            for at in self._varying
            if places[at].style.spare
        }
        self._shared: list[ColumnText | None] = []
        self._items = lru_cache(_REMEMBERED)(self._set)

    def draw(self, facts: Mapping[str, Any], _symbol: Symbol | None) -> Sequence[Item]:
        """Return what a sticker with these facts shows there.

        Raises:
            CampaignError: a text cannot be filled, has a letter that no font has, or does not fit.
        """
        words = tuple([self._places[at].wording.render(facts) for at in self._varying])
        if not self._spare:
            return self._items(words)
        spare = [at for at, names in self._spare.items() if not any(map(facts.get, names))]
        return self._items(words, tuple(spare))

    def _set(self, words: tuple[str, ...], spare: tuple[int, ...] = ()) -> Sequence[Item]:
        texts = (self._shared or self._all_shared()).copy()
        for (at, made), said in zip(self._varying.items(), words, strict=True):
            texts[at] = made(plain, spare=at in spare) if (plain := clean(said).strip()) else None
        shown = [each for each in texts if each is not None]
        return column(shown, self._bounds, align=self._align, valign=self._valign)

    def _all_shared(self) -> list[ColumnText | None]:
        """Return the texts that do not depend on the sticker, None in the places of the others."""
        said = [
            "" if at in self._varying else clean(place.wording.render(self._fixed)).strip()
            for at, place in enumerate(self._places)
        ]
        self._shared = [
            ColumnText(words, place.style, self._bounds, spare=place.style.spare, shared=True)
            if words
            else None
            for words, place in zip(said, self._places, strict=True)
        ]
        return self._shared


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
        done = _fitted(texts, bounds)
    except TooBig:
        spared = [at for at, each in enumerate(texts) if each.style.optional]
        if not spared:
            raise
        fewer = [each for at, each in enumerate(texts) if at != spared[-1]]
        return column(fewer, bounds, align=align, valign=valign)
    y = bounds.y + max(0.0, bounds.height - _height(done)) * _SHARE[valign]
    items: list[Item] = []
    above = 0.0
    for each, one in zip(texts, done, strict=True):
        if above:
            y += max(one.gap, _LEAST_GAP * min(one.size, above))
        items += each.items(one, y, align)
        y, above = y + one.height, one.size
    return tuple(items)


def _fitted(texts: Sequence[ColumnText], bounds: Bounds) -> list[SetText]:
    """Return the texts set so many steps smaller that all of them fit, as few as can be.

    It is found by the heights they should have, and then seen to be true.
    """
    has = bounds.height + SLACK_MM
    over = _tried(texts, 0) / has
    if over <= 1:
        return [each.at(0) for each in texts]  # as it is meant, most of the time
    # Of wrapped text the height falls as the square: near enough to begin with.
    step = LAST // 2 if over == inf else min(1 + round(log(over) / 2 / -log(RATIO)), LAST)
    if _tried(texts, step) <= has:
        while step > 1 and _tried(texts, step - 1) <= has:
            step -= 1
    else:
        step += step < LAST
        while step < LAST and _tried(texts, step) > has:
            step += 1
    error: TooBig | None = None
    need = 0.0
    for smaller in range(step, LAST + 1):
        try:
            done = [each.at(smaller) for each in texts]
        except TooBig as err:
            error = error or err
        else:
            need = _height(done)
            if need <= has:
                return done
    raise error or _too_high(texts, need, bounds)


def _tried(texts: Sequence[ColumnText], step: int) -> float:
    """Return how high they should be, so many steps smaller; no number is enough if one is wide."""
    try:
        return _height([each.extent(step) for each in texts])
    except TooBig:
        return inf


def _height(sizes: Sequence[SetText | TextExtent]) -> float:
    total, above = 0.0, 0.0
    for each in sizes:
        size, gap, height = each[:3]
        if above:
            least = _LEAST_GAP * (size if size < above else above)
            total += gap if gap > least else least
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
