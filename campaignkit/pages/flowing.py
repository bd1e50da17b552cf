"""Blocks of any heights into columns, column after column, page after page.

Nothing here knows what a block shows. A block is never cut; a heading stays with what follows
it, and stands again at the top of a column that its section runs into. The columns of the last
page are made equally long. Pages come one by one: no more blocks are taken than they need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from campaignkit.drawing import Item
from campaignkit.errors import TooBig
from campaignkit.units import SLACK_MM, mm_text

_STEP_MM = 1.0  # by which the columns of the last page are tried shorter
Draw = Callable[[float, float], Iterator[Item]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
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
    running: ListBlock | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A block in its place: how far below the column's top."""

    top: float
    block: ListBlock


Column = tuple[Standing, ...]


def flow(
    blocks: Iterable[ListBlock], *, first: float, rest: float, columns: int = 1
) -> Iterator[list[Column]]:
    """Yield the columns of each page.

    Args:
        blocks: In order.
        first: Height of the columns of the first page, mm.
        rest: Of the pages after it.
        columns: How many a page has.

    Raises:
        TooBig: a block, with what stays with it, is higher than a column.

    >>> line = ListBlock(height=4, draws=())
    >>> [[len(each) for each in page] for page in flow([line] * 7, first=8, rest=12)]
    [[2], [3], [2]]
    """
    groups = _Groups(blocks)
    at, height = 0, first
    running: ListBlock | None = None
    while groups.has(at):
        page, after, heading = _page(groups, at, height, columns, running)
        if columns > 1 and not groups.has(after):
            page = _balanced(groups, at, height, columns, running) or page
        if after == at:  # nothing fits on this page: it must on the next
            check_fits(groups[at], rest, running)
        yield page
        at, height, running = after, rest, heading


Group = Sequence[ListBlock]


class _Groups:
    """Blocks with those that stay with them; they are taken when they are asked for."""

    def __init__(self, blocks: Iterable[ListBlock]) -> None:
        self._coming = _grouped(blocks)
        self._come: list[Group] = []

    def has(self, at: int) -> bool:
        """Say whether there is a group of this number, from 0."""
        self._come += islice(self._coming, max(0, at + 1 - len(self._come)))
        return at < len(self._come)

    def __getitem__(self, at: int) -> Group:
        return self._come[at]

    def after(self, at: int) -> Sequence[Group]:
        """Return this group and those after it that were asked for."""
        return self._come[at:]


def _grouped(blocks: Iterable[ListBlock]) -> Iterator[Group]:
    kept: list[ListBlock] = []
    for block in blocks:
        kept.append(block)
        if not block.keep:
            yield kept
            kept = []
    if kept:
        yield kept


def _page(
    groups: _Groups, at: int, height: float, columns: int, running: ListBlock | None
) -> tuple[list[Column], int, ListBlock | None]:
    """Return the columns of a page, the group that begins the next, and its running heading."""
    made: list[Column] = []
    for _ in range(columns):
        column, at, running = _column(groups, at, height, running)
        if column:
            made.append(column)
    return made, at, running


def _column(
    groups: _Groups, at: int, height: float, running: ListBlock | None
) -> tuple[Column, int, ListBlock | None]:
    standing: list[Standing] = []
    pen = 0.0
    while groups.has(at):
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
    groups: _Groups, at: int, height: float, columns: int, running: ListBlock | None
) -> list[Column] | None:
    """Return the last page's columns as short as they may be."""
    total = sum(block.height + block.above for group in groups.after(at) for block in group)
    low = max(total / columns - _STEP_MM, _STEP_MM)
    while low < height:
        page, after, _ = _page(groups, at, low, columns, running)
        if not groups.has(after):
            return page
        low += _STEP_MM
    return None


def check_fits(group: Group, height: float, running: ListBlock | None) -> None:
    """Refuse blocks that stay together and are higher than a whole column.

    running: the heading that would stand above them again, of their section.

    Raises:
        TooBig: they are; says how high each is.
    """
    need = sum(block.height for block in group) + sum(block.above for block in group[1:])
    if running is not None and group[0].running is None:
        need += running.height + group[0].above
    if need > height + SLACK_MM:
        name = next((block.name for block in reversed(group) if block.name), "an entry")
        raise TooBig(
            f"{name} needs {mm_text(need)} of height, but a column has {mm_text(height)}. "
            "Shorten its text, leave out descriptions, or choose a larger paper or fewer columns.",
            rule="price-list.height",
            name=name,
            height_mm=need,
            limit_mm=height,
        )
