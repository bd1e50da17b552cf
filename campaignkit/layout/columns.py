"""Texts one below another in one box, which shrink together: none can touch another.

Each text takes the height it needs at its size; where all of them need more than there is, sizes
and gaps shrink alike, each no further than its own smallest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from campaignkit import paths, text
from campaignkit.drawing import Color, Item, Shape, Text
from campaignkit.errors import TooBig
from campaignkit.layout.outlines import Bounds
from campaignkit.text import Block, Stack
from campaignkit.units import SLACK_MM, mm_text

_SHRUNK = tuple(0.94**step for step in range(40))  # down to a twelfth
_REMEMBERED = 2048  # texts set
_LEAST_GAP = 0.22  # em of the smaller of two texts: nearer, they seem to touch
_PLATE_ABOVE, _PLATE_BELOW, _PLATE_BESIDE = 0.34, 0.22, 0.55  # em of a plate around its text


class ColumnText(NamedTuple):
    """A text of a column, ready to be set. Lengths are mm."""

    words: str
    size: float
    smallest: float
    gap: float
    lines: int
    stack: Stack
    color: Color
    plate: Color | None
    leading: float | None
    optional: bool = False


class _Set(NamedTuple):
    piece: ColumnText
    block: Block
    gap: float
    above: float  # of the plate, over the block
    below: float
    beside: float

    @property
    def height(self) -> float:
        return self.above + self.block.height + self.below


def column(
    pieces: Sequence[ColumnText],
    bounds: Bounds,
    *,
    align: float,
    valign: str,
) -> tuple[Item, ...]:
    """Return the texts set in a box. align: the share of the free width left of a line.

    Raises:
        TooBig: at their smallest they need more than the box has, or a word is too wide.
    """
    if not pieces:
        return ()
    if min(bounds.width, bounds.height) <= 0:
        raise _too_high(pieces, (), bounds)
    try:
        done = _fitted(pieces, bounds)
    except TooBig:
        spared = [at for at, each in enumerate(pieces) if each.optional]
        if not spared:
            raise
        fewer = [each for at, each in enumerate(pieces) if at != spared[-1]]
        return column(fewer, bounds, align=align, valign=valign)
    total = _height(done)
    free = max(0.0, bounds.height - total)
    y = bounds.y + free * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[valign]
    items: list[Item] = []
    for each, gap in zip(done, _gaps(done), strict=True):
        y += gap
        items.extend(_placed(each, bounds, y, align))
        y += each.height
    return tuple(items)


def _fitted(pieces: Sequence[ColumnText], bounds: Bounds) -> list[_Set]:
    """Return the texts at the largest scale at which all of them fit.

    The scale is of what each would be alone: a headline that its width keeps small does not make
    the others smaller still.
    """
    whole = [_alone(each, bounds) for each in pieces]
    if all(whole) and _height(list(filter(None, whole))) <= bounds.height + SLACK_MM:
        return list(filter(None, whole))  # as it is meant, most of the time
    pieces = [
        each if one is None else _sized(each, one.block.size_mm)
        for each, one in zip(pieces, whole, strict=True)
    ]
    first: TooBig | None = None
    best: list[_Set] | None = None
    tried: list[_Set] = []
    low, high = 0, len(_SHRUNK) - 1
    at, beside = _guess(whole, bounds), 0
    while low <= high:
        try:
            tried = [_set(each, bounds, _SHRUNK[at]) for each in pieces]
            over = _height(tried) / (bounds.height + SLACK_MM)
        except TooBig as err:
            first, over = err, 0.0
        if 0 < over <= 1:
            best, high, beside = tried, at - 1, beside + 1
            at = high if beside == 1 else (low + high) // 2  # the guess is near, mostly
        else:
            low = at + 1
            near = at + max(1, _steps(over)) if over and best is None else (low + high) // 2
            at = min(near, high)
    if best is not None:
        return best
    raise first or _too_high(pieces, tried, bounds)


def _guess(whole: Sequence[_Set | None], bounds: Bounds) -> int:
    """Return about the step at which texts fit: of wrapped text the height falls as the square."""
    if not all(whole):
        return len(_SHRUNK) // 2
    over = _height(list(filter(None, whole))) / bounds.height
    return min(_steps(over**0.5), len(_SHRUNK) - 1)


def _steps(over: float) -> int:
    """Return about how many steps make something as many times smaller."""
    return round(-log(over) / log(_SHRUNK[1]))


def _alone(piece: ColumnText, bounds: Bounds) -> _Set | None:
    """Return a text as it is set if the whole box is its own; None if even that is too small."""
    try:
        return _set(piece, bounds, 1.0)
    except TooBig:
        return None


def _sized(piece: ColumnText, size: float) -> ColumnText:
    return piece._replace(size=size, gap=piece.gap * size / piece.size)


def _set(piece: ColumnText, bounds: Bounds, scale: float) -> _Set:
    return _block(piece, bounds.width, bounds.height, scale)


@lru_cache(maxsize=_REMEMBERED)
def _block(piece: ColumnText, width: float, height: float, scale: float) -> _Set:
    """Return a text set: name and phone of a shop are the same on every one of its stickers."""
    size = max(piece.size * scale, piece.smallest)
    pads = (0.0, 0.0, 0.0)
    if piece.plate is not None:
        pads = (_PLATE_ABOVE * size, _PLATE_BELOW * size, _PLATE_BESIDE * size)
    block = text.fit(
        piece.words,
        width_mm=max(width - 2 * pads[2], SLACK_MM),
        height_mm=max(height - pads[0] - pads[1], SLACK_MM),
        size_mm=size,
        min_size_mm=min(size, max(piece.smallest, size * 0.5)),
        stack=piece.stack,
        max_lines=piece.lines,
        leading=piece.leading,
    )
    return _Set(piece, block, max(piece.gap * scale, 0.0), *pads)


def _height(done: Sequence[_Set]) -> float:
    total, above = 0.0, 0.0
    for each in done:
        size = each.block.size_mm
        if above:
            total += max(each.gap, _LEAST_GAP * min(size, above))
        total += each.above + each.block.height + each.below
        above = size
    return total


def _gaps(done: Sequence[_Set]) -> list[float]:
    """Return the light above each text: none above the first, else enough to part them."""
    sizes = [each.block.size_mm for each in done]
    least = [_LEAST_GAP * min(pair) for pair in pairwise(sizes)]
    return [0.0, *(max(each.gap, gap) for each, gap in zip(done[1:], least, strict=True))]


def _placed(each: _Set, bounds: Bounds, y: float, align: float) -> list[Item]:
    items: list[Item] = []
    size = each.block.size_mm
    widths = [line.width * size for _, _, line in each.block.lines]
    room = bounds.width - 2 * each.beside
    left = bounds.x + each.beside
    if each.piece.plate is not None:
        widest = max(widths)
        x = left + (room - widest) * align - each.beside
        radius = min(each.height / 2, size)
        box = paths.rounded(x, y, widest + 2 * each.beside, each.height, radius)
        items.append(Shape(path=box, fill=each.piece.plate))
    top = y + each.above
    for (_, baseline, line), width in zip(each.block.lines, widths, strict=True):
        x = left + (room - width) * align
        items.append(Text(x=x, y=top + baseline, size=size, line=line, fill=each.piece.color))
    return items


def _too_high(pieces: Sequence[ColumnText], done: Sequence[_Set], bounds: Bounds) -> TooBig:
    longest = max(pieces, key=lambda each: len(each.words))
    need = mm_text(_height(done) if done else sum(each.smallest for each in pieces))
    return TooBig(
        f"{len(pieces)} texts need {need} at their smallest sizes; their box is "
        f"{mm_text(max(bounds.height, 0.0))} high. Shorten {longest.words[:40]!r}, or use a "
        "larger label.",
        rule="design.texts-too-high",
        need=need,
        has=mm_text(bounds.height),
    )
