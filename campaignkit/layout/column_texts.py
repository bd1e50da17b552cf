"""A text of a column of texts, at every size that the others may leave to it.

A series of stickers asks the same again and again: a text is shaped once, tried by its height
alone, and set only at the sizes that are found. What many stickers show is drawn once for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from campaignkit import svg_paths, text
from campaignkit.drawing import Color, Drawing, Item, Shape, Text, Use
from campaignkit.errors import BadInput, TooBig
from campaignkit.layout.outlines import Bounds
from campaignkit.text import BlockRoom, Fitted, Stack
from campaignkit.units import SLACK_MM
from campaignkit.wording import TABLE_GAP

RATIO, LAST = 0.94, 40  # of a size to the next smaller one; the last step: to a twelfth
# At step 0 each text is as it would be alone in the box; at step 1 gaps go with sizes.
_SHRUNK = (1.0, *(RATIO**step for step in range(LAST)))
_TABLE_EXTRA = 1.2  # em between the parts of the longest row of a table, beyond its own
_PLATE_ABOVE, _PLATE_BELOW, _PLATE_BESIDE = 0.34, 0.22, 0.55  # em of a plate around its text


def capital(words: str, language: str) -> str:
    """Return a text in capitals, as its language writes them: İ for the Turkish i.

    >>> capital("Fale com a gente", "pt_BR"), capital("bizi ara", "tr")
    ('FALE COM A GENTE', 'BİZİ ARA')
    """
    if language.split("_", maxsplit=1)[0] in ("tr", "az"):
        words = words.replace("i", "İ")
    return words.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a text of a column is set. size, smallest, gap: mm, as if nothing had to shrink.

    gap: above it. capitals: the language whose capitals it is written in; "": as it comes.
    optional: left out where the others would have no room. spare: so it is where it says nothing
    of the sticker's own.
    """

    size: float
    smallest: float
    gap: float = 0.0
    lines: int = 1
    stack: Stack
    color: Color
    plate: Color | None = None
    leading: float | None = None
    capitals: str = ""
    optional: bool = False
    spare: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.size < inf:
            raise BadInput(
                f"a text of a column has a size of {self.size:g} mm. Give it one above 0.",
                rule="text.length",
                name="size",
                length=self.size,
            )

    def plated(self, size: float) -> tuple[float, float, float]:
        """Return what its plate takes above the lines, below them, and on either side, mm."""
        return _PLATE_ABOVE * size, _PLATE_BELOW * size, _PLATE_BESIDE * size


def _kept_whole(words: str, style: TextStyle, bounds: Bounds) -> TextStyle:
    """Return a style in which no row of a table is broken, if the smallest size lets it."""
    rows = words.split("\n")
    widest = max(text.shape(row, style.stack).width for row in rows) * style.smallest
    return replace(style, lines=len(rows)) if widest <= bounds.width else style


# What a text takes of a column, mm: its size, the gap it wants above it, its height.
TextExtent = tuple[float, float, float]


class SetText(NamedTuple):
    """A text at one size, and what it takes of its column, mm.

    above, beside: of its plate, over the lines and at their sides.
    """

    size: float
    gap: float
    height: float
    fitted: Fitted
    above: float = 0.0
    beside: float = 0.0


class ColumnText:
    """A text of a column, not empty, at every size it may need in a box as large as `bounds`.

    step: 0, as if the box were its own; then smaller and smaller, up to LAST.
    spare: the column may do without it. shared: many columns show it, so it is drawn once a size.
    """

    __slots__ = ("_alone", "_bounds", "_drawn", "_gap", "_prepared", "_set", "_size", "style")

    def __init__(
        self,
        words: str,
        style: TextStyle,
        bounds: Bounds,
        *,
        spare: bool = False,
        shared: bool = False,
    ) -> None:
        said = capital(words, style.capitals) if style.capitals else words
        if TABLE_GAP in said:
            style = _kept_whole(said, style, bounds)
        self.style = replace(style, optional=True) if spare else style
        self._bounds = bounds
        self._prepared = text.prepared(said, style.stack, leading=style.leading)
        self._drawn: dict[tuple[float, float], Drawing] | None = {} if shared else None
        self._set: dict[int, SetText] = {}
        self._size, self._gap = style.size, style.gap
        self._alone: TextExtent | None = None
        try:
            self._alone = self._extent_alone()
        except TooBig:
            return  # even alone it has to be smaller
        # A headline that its width keeps small does not make the others smaller still.
        self._size = self._alone[0]
        self._gap *= self._size / style.size

    @property
    def words(self) -> str:
        """What it says."""
        return self._prepared.text

    def extent(self, step: int) -> TextExtent:
        """Return what it should take; where that is not plain, what it takes.

        Raises:
            TooBig: a word of it is too wide even so.
        """
        if step == 0 and self._alone is not None:
            return self._alone
        if self._drawn is not None or self._alone is None:
            return self.at(step)[:3]
        style, scale = self.style, _SHRUNK[step]
        size, gap = max(self._size * scale, style.smallest), self._gap * scale
        if style.plate is None:
            return size, gap, self._prepared.height(size, self._bounds.width)
        above, below, beside = style.plated(size)
        width = max(self._bounds.width - 2 * beside, SLACK_MM)
        return size, gap, above + self._prepared.height(size, width) + below

    def at(self, step: int) -> SetText:
        """Return it set.

        Raises:
            TooBig: as `extent`.
        """
        if (known := self._set.get(step)) is None:
            size, gap = (self._size, self._gap) if step else (self.style.size, self.style.gap)
            known = self._set[step] = self._fitted(size * _SHRUNK[step], gap * _SHRUNK[step])
        return known

    def _extent_alone(self) -> TextExtent:
        style = self.style
        height = self._prepared.sure_height(self._room(style.size))
        if height is None or style.plate is not None:
            return self.at(0)[:3]
        return style.size, style.gap, height

    def _room(self, size: float) -> BlockRoom:
        style, bounds = self.style, self._bounds
        width, height, half = bounds.width, bounds.height, size / 2
        if style.plate is not None:
            above, below, beside = style.plated(size)
            width = max(width - 2 * beside, SLACK_MM)
            height = max(height - above - below, SLACK_MM)
        least = half if half > style.smallest else min(size, style.smallest)
        return BlockRoom(width, height, size, least, style.lines)

    def _fitted(self, wanted: float, gap: float) -> SetText:
        size = max(wanted, self.style.smallest)
        fitted = self._prepared.fitted(self._room(size))
        if self.style.plate is None:
            return SetText(fitted.size, gap, fitted.height, fitted)
        above, below, beside = self.style.plated(size)
        return SetText(fitted.size, gap, above + fitted.height + below, fitted, above, beside)

    def items(self, one: SetText, y: float, align: float) -> Sequence[Item]:
        """Return what is drawn of it, set so, with its top at y. align: see `TextColumn`."""
        if self._drawn is None:
            return self._placed(one, self._bounds.x, y, align)
        # Ink may hang over the box a little, and a form is cut at its edges.
        edge, key = one.size, (one.size, one.height)
        if (drawing := self._drawn.get(key)) is None:
            inner = tuple(self._placed(one, edge, edge, align))
            drawing = Drawing(self._bounds.width + 2 * edge, one.height + 2 * edge, inner)
            self._drawn[key] = drawing
        return (Use(drawing, self._bounds.x - edge, y - edge),)

    def _placed(self, one: SetText, x: float, y: float, align: float) -> list[Item]:
        """Return its plate and lines, the box's left at x and its own top at y."""
        size, lines = one.size, one.fitted.lines
        room, left = self._bounds.width - 2 * one.beside, x + one.beside
        items: list[Item] = []
        if self.style.plate is not None:
            widest = max([line.width for line in lines]) * size
            start, across = left + (room - widest) * align - one.beside, widest + 2 * one.beside
            path = svg_paths.rounded(start, y, across, one.height, min(one.height / 2, size))
            items.append(Shape(path=path, fill=self.style.plate))
        color, top = self.style.color, y + one.above
        if rows := self._rows(len(lines)):
            width = min(room, max([line.width for line in lines]) * size + _TABLE_EXTRA * size)
            left += (room - width) * align
            for row, baseline in zip(rows, one.fitted.baselines(), strict=True):
                items += self._row(row, left, width, top + baseline, size)
            return items
        for line, baseline in zip(lines, one.fitted.baselines(), strict=True):
            start = left + (room - line.width * size) * align
            items.append(Text(start, top + baseline, size, line, color))
        return items

    def _rows(self, lines: int) -> list[list[str]]:
        """Return its lines in two parts, if it is a table and no row of it had to be broken."""
        if TABLE_GAP not in self.words:
            return []
        rows = [row.split(TABLE_GAP, 1) for row in self.words.split("\n")]
        return rows if len(rows) == lines else []

    def _row(
        self, parts: list[str], left: float, width: float, baseline: float, size: float
    ) -> Iterator[Item]:
        """Yield a row of a table: its first part where lines begin, the second where they end."""
        stack = self.style.stack
        for at, part in enumerate(parts):
            line = text.shape(part, stack)
            ends = (at == 1) != text.is_rtl(stack.language)
            yield Text(
                left + (width - line.width * size) * ends, baseline, size, line, self.style.color
            )
