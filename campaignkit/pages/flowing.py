"""Blocks of any heights into columns, column after column, page after page.

Nothing here knows what a block shows. A block is never cut; a heading stays with what follows
it, and stands again at the top of a column that its section runs into. The columns of the last
page are made equally long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from campaignkit.drawing import Item
from campaignkit.errors import TooBig
from campaignkit.units import SLACK_MM, mm_text

_STEP_MM = 1.0  # by which the columns of the last page are tried shorter
Draw = Callable[[float, float], Iterator[Item]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is not cut. Lengths in mm.

    draws: what gives its items, from its left and top; a page has the first of all its blocks,
    then the second, so that text is copied language by language. above: left free above it,
    not at a column's top.
    keep: it stays in one column with the next block. running: it begins a section; this stands
    at the top of each further column of it. name: for messages.
    """

    height: float
    draws: tuple[Draw, ...]
    above: float = 0.0
    keep: bool = False
    running: Block | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A block in its place: how far below the column's top."""

    top: float
    block: Block


Column = tuple[Standing, ...]


def flow(
    blocks: Iterable[Block], *, first: float, rest: float, columns: int = 1
) -> list[list[Column]]:
    """Return the columns of each page.

    Args:
        blocks: In order.
        first: Height of the columns of the first page, mm.
        rest: Of the pages after it.
        columns: How many a page has.

    Raises:
        TooBig: a block, with what stays with it, is higher than a column.

    >>> line = Block(height=4, draws=())
    >>> [[len(column) for column in page] for page in flow([line] * 7, first=8, rest=12)]
    [[2], [3], [2]]
    """
    groups = _groups(blocks)
    pages: list[list[Column]] = []
    at = 0
    running: Block | None = None
    while at < len(groups):
        height = rest if pages else first
        page, after, heading = _page(groups, at, height, columns, running)
        if after == len(groups) and columns > 1:
            page = _balanced(groups, at, height, columns, running) or page
        if after == at:  # nothing fits on this page: it must on the next
            _check_fits(groups[at], rest, running)
        pages.append(page)
        at, running = after, heading
    return pages


Group = Sequence[Block]


def _groups(blocks: Iterable[Block]) -> list[Group]:
    """Return blocks with those that stay with them."""
    groups: list[Group] = []
    kept: list[Block] = []
    for block in blocks:
        kept.append(block)
        if not block.keep:
            groups.append(kept)
            kept = []
    return [*groups, kept] if kept else groups


def _page(
    groups: Sequence[Group], at: int, height: float, columns: int, running: Block | None
) -> tuple[list[Column], int, Block | None]:
    """Return the columns of a page, the group that begins the next, and its running heading."""
    made: list[Column] = []
    for _ in range(columns):
        column, at, running = _column(groups, at, height, running)
        if column:
            made.append(column)
    return made, at, running


def _column(
    groups: Sequence[Group], at: int, height: float, running: Block | None
) -> tuple[Column, int, Block | None]:
    standing: list[Standing] = []
    pen = 0.0
    while at < len(groups):
        group = groups[at]
        if not standing and running is not None and group[0].running is None:
            standing.append(Standing(0.0, running))
            pen = running.height
        fresh: list[Standing] = []
        end = pen
        for block in group:
            end += block.above if standing or fresh else 0.0
            fresh.append(Standing(end, block))
            end += block.height
        if end > height + SLACK_MM:
            break
        standing += fresh
        pen = end
        running = next((block.running for block in group if block.running), running)
        at += 1
    only_heading = len(standing) == 1 and standing[0].block is running
    return (() if only_heading else tuple(standing)), at, running


def _balanced(
    groups: Sequence[Group], at: int, height: float, columns: int, running: Block | None
) -> list[Column] | None:
    """Return the last page's columns as short as they may be."""
    total = sum(block.height + block.above for group in groups[at:] for block in group)
    low = max(total / columns - _STEP_MM, _STEP_MM)
    while low < height:
        page, after, _ = _page(groups, at, low, columns, running)
        if after == len(groups):
            return page
        low += _STEP_MM
    return None


def _check_fits(group: Group, height: float, running: Block | None) -> None:
    need = sum(block.height for block in group) + sum(block.above for block in group[1:])
    if running is not None and group[0].running is None:
        need += running.height + group[0].above
    if need > height + SLACK_MM:
        name = next((block.name for block in reversed(group) if block.name), "an entry")
        raise TooBig(
            f"{name} needs {mm_text(need)} of height, but a column has {mm_text(height)}. "
            "Shorten its text, or choose a larger paper or fewer columns."
        )
