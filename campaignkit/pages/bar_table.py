"""A table of numbers with a bar and its limits in every line, set on pages; plain tables below it.
What stands in them, and in which language, the caller says; from right to left the whole is
mirrored, the bars too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from campaignkit.drawing import Drawing, Item, Page, Placed, Shape
from campaignkit.pages.flowing import ListBlock, flow
from campaignkit.pages.typesetting import (
    PAPERS,
    Paper,
    Setting,
    SetWords,
    boxed,
    filled,
    shortened,
    wrapped,
)

_TEXT, _SMALL, _SUBTITLE, _TITLE = 3.4, 2.9, 4.4, 6.6  # one em, mm
_LONG = 46  # signs of a cell: what is longer has no wider column, but lines
_INK, _PALE, _RULE = "#1A1A1A", "#555555", "#C9D1D4"
_BAR, _LIMITS = "#0F4C5C", "#E36414"
_NAME_SHARE, _BAR_SHARE = 0.26, 0.28  # of the width of a line
_NAME_LEAST, _BAR_LEAST, _FEW = 0.22, 0.24, 4  # beside more cells than a few
_NARROWEST, _HEAD_SIGN = 5.0, 0.75  # of a column, in signs of a cell; a sign of a head in them
_GAP = 2.5  # between columns, mm
_LINE = 0.3  # of a rule, mm
_NO_HEADS = ListBlock(height=0.0, draws=())  # what is no line of a table has none above it


class BarLine(NamedTuple):
    """One line: its name, its cells, and what the bar shows: a value and its limits."""

    name: str
    cells: tuple[str, ...]
    bar: tuple[float, float, float]


class PlainTable(NamedTuple):
    """A table without bars, with a title of its own. notes: below it."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTable:
    """What is set. heads: of the name, of each cell, and of the bar. total: a last line without a
    bar; (): none. notes: below it; tables: below them.
    """

    title: str
    subtitle: str = ""
    heads: tuple[str, ...]
    lines: tuple[BarLine, ...]
    total: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[PlainTable, ...] = ()
    language: str = "en"
    paper: Paper = PAPERS["A4"]

    @property
    def width(self) -> float:
        """Of a line, mm."""
        return self.paper.width - 2 * self.paper.margin

    def pages(self) -> Iterator[Page]:
        """Yield the finished pages.

        Raises:
            TooBig: a word is longer than its column even when it is set smaller.
            NotFound: no font has one of its characters.
        """
        paper, height = self.paper, self.paper.height - 2 * self.paper.margin
        for columns in flow(self._blocks(), first=height, rest=height):
            items = [
                item
                for standing in columns[0]
                for draw in standing.block.draws
                for item in draw(paper.margin, paper.margin + standing.top)
            ]
            drawing = Drawing(paper.width, paper.height, tuple(items))
            yield Page(paper.width, paper.height, (Placed(0.0, 0.0, drawing),))

    def _blocks(self) -> Iterator[ListBlock]:
        title = wrapped(self.title, self._words(_TITLE, 700), self.width)
        yield ListBlock(height=title.height + 3, draws=(title.draw,), keep=True)
        if self.subtitle:
            whose = wrapped(self.subtitle, self._words(_SUBTITLE), self.width)
            yield ListBlock(height=whose.height + 3, draws=(whose.draw,), keep=True)
        yield from self._table()
        yield from self._notes(self.notes)
        for table in self.tables:
            yield from self._plain(table)

    def _notes(self, notes: Sequence[str]) -> Iterator[ListBlock]:
        for note in notes:
            told = wrapped(note, self._words(_SMALL, color=_PALE), self.width)
            yield ListBlock(height=told.height, draws=(told.draw,), above=2.5, running=_NO_HEADS)

    def _plain(self, table: PlainTable) -> Iterator[ListBlock]:
        title = wrapped(table.title, self._words(_SUBTITLE, 700), self.width)
        heads, *lines = self._plain_lines(table)
        yield ListBlock(
            height=title.height + 2, draws=(title.draw,), above=7.0, keep=True, running=heads
        )
        yield replace(heads, keep=bool(lines))
        yield from lines
        yield from self._notes(table.notes)

    def _plain_lines(self, table: PlainTable) -> Iterator[ListBlock]:
        columns = self.plain_columns(table)
        for number, cells in enumerate((table.heads, *table.lines)):
            made = self._cells(cells, 400 if number else 700, lines=3, columns=columns)
            height = max(each.height for each in made) + 2.2
            row = _Row(self, made, height, None, columns)
            yield ListBlock(height=height, draws=(row.draw,))

    def plain_columns(self, table: PlainTable) -> tuple[tuple[float, float], ...]:
        """Return the left end and the width of each column, wider where longer words stand; mm."""
        every = (table.heads, *table.lines)
        longest = [max(6, *(len(line[at]) for line in every)) for at in range(len(table.heads))]
        parts = [min(each, _LONG) for each in longest]
        free = self.width - _GAP * (len(parts) - 1)
        return self._placed([free * part / sum(parts) for part in parts])

    def _table(self) -> Iterator[ListBlock]:
        heads = self._cells(self.heads, 700, lines=2)
        height = max(each.height for each in heads) + 2
        rule = _Row(self, heads, height, None)
        head = ListBlock(height=height, draws=(rule.draw,))
        yield ListBlock(height=height, draws=(rule.draw,), keep=bool(self.lines), running=head)
        most = max((line.bar[2] for line in self.lines), default=1.0) or 1.0
        for line in self.lines:
            cells = self._cells((line.name, *line.cells), 400, lines=2)
            height = max(each.height for each in cells) + 2.2
            low, value, high = line.bar[1] / most, line.bar[0] / most, line.bar[2] / most
            row = _Row(self, cells, height, (value, low, high))
            yield ListBlock(height=height, draws=(row.draw,), name=line.name)
        if self.total:
            cells = self._cells(self.total, 700, lines=2)
            height = max(each.height for each in cells) + 2.2
            row = _Row(self, cells, height, None)
            yield ListBlock(height=height, draws=(row.draw,))

    def _cells(
        self,
        said: Sequence[str],
        weight: int,
        *,
        lines: int,
        columns: tuple[tuple[float, float], ...] = (),
    ) -> list[Setting]:
        words = self._words(_TEXT if weight == 400 else _SMALL, weight)
        made = []
        for text, (_, width) in zip(said, columns or self.columns, strict=False):
            if weight == 400:
                made.append(shortened(text, words, width, lines))
            else:
                made.append(boxed(text, words, width, 20.0, smallest=1.8, lines=lines))
        return made

    def _words(self, size: float, weight: int = 400, color: str = _INK) -> SetWords:
        return SetWords(self.language, size, color, weight)

    @property
    def columns(self) -> tuple[tuple[float, float], ...]:
        """The left end and the width of each column, within a line, in reading order; mm."""
        needs = [self._need(at) for at in range(1, len(self.heads) - 1)]
        shares = (_NAME_SHARE, _BAR_SHARE) if len(needs) <= _FEW else (_NAME_LEAST, _BAR_LEAST)
        name, bar = (self.width * share for share in shares)
        free = self.width - name - bar - _GAP * (len(needs) + 1)
        return self._placed([name, *(free * need / sum(needs) for need in needs), bar])

    def _need(self, at: int) -> float:
        """Return how wide a column should be, in signs of a cell; heads are set smaller."""
        every = [(line.name, *line.cells) for line in self.lines]
        cells = [len(line[at]) for line in (*every, self.total) if line]
        word = max(map(len, self.heads[at].split()), default=0)
        return float(max(_NARROWEST, _HEAD_SIGN * word, *cells))

    def _placed(self, widths: Sequence[float]) -> tuple[tuple[float, float], ...]:
        made, at = [], 0.0
        for width in widths:
            left = self.width - at - width if self._words(1).rtl else at
            made.append((left, width))
            at += width + _GAP
        return tuple(made)


class _Row(NamedTuple):
    """A line as it is drawn, with a rule under it. bar: parts of the widest."""

    table: BarTable
    cells: list[Setting]
    height: float
    bar: tuple[float, float, float] | None
    columns: tuple[tuple[float, float], ...] = ()

    def draw(self, x: float, y: float) -> Iterator[Item]:
        columns, base = self.columns or self.table.columns, max(cell.first for cell in self.cells)
        for cell, (left, _) in zip(self.cells, columns, strict=False):
            yield from cell.draw(x + left, y + 1 + base - cell.first)  # on one baseline
        yield filled(x, y + self.height - _LINE, self.table.width, _LINE, _RULE)
        if self.bar is not None:
            left, width = columns[-1]
            yield from self._bar(x + left, y, width)

    def _bar(self, x: float, y: float, width: float) -> Iterator[Item]:
        assert self.bar is not None  # whoever draws one has looked
        middle, half = y + self.height / 2, 1.5
        rtl = self.table.columns[0][0] > 0

        def at(part: float) -> float:
            return x + width * (1 - part if rtl else part)

        value, low, high = self.bar
        first, last = sorted((at(0.0), at(value)))
        yield filled(first, middle - half, max(0.2, last - first), 2 * half, _BAR)
        ends = sorted((at(low), at(high)))
        path = [("M", ends[0], middle), ("L", ends[1], middle)]
        for end in ends:
            path += [("M", end, middle - 0.9), ("L", end, middle + 0.9)]
        yield Shape(path=tuple(path), stroke=_LIMITS, stroke_width=0.5)
