"""The box of what a shop wants to sell today: a panel over the columns of the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from campaignkit import svg_paths
from campaignkit.drawing import Color, Item, Shape
from campaignkit.pages import entries, section_headings
from campaignkit.pages.entries import Entry
from campaignkit.pages.flowing import Column, ListBlock, flow
from campaignkit.pages.style import EntryStyle
from campaignkit.pages.words import word

_PAD = 4.0  # mm within the panel
_BESIDE = 8.0  # between its columns
_ENDLESS_MM = 5000.0
_ABREAST = 2  # columns from which a wide box has two


@dataclass(frozen=True, slots=True)
class BoxColors:
    """The colours of the box. line: of its edge, where it is not filled. radius: mm."""

    fill: Color | None
    line: Color | None
    text: Color
    strong: Color
    radius: float


@dataclass(frozen=True, slots=True)
class Specials:
    """A box that is set. height: of the whole."""

    panel: BoxColors
    width: float
    height: float
    heading: ListBlock
    columns: tuple[Column, ...]
    column_width: float
    rtl: bool

    def draw(self, x: float, y: float) -> Iterator[Item]:
        """Yield the box, its left top at (x, y)."""
        path = svg_paths.rounded(x, y, self.width, self.height, self.panel.radius)
        yield Shape(path, self.panel.fill, self.panel.line, 0.6 if self.panel.line else 0.0)
        for draw in self.heading.draws:
            yield from draw(x + _PAD, y + _PAD)
        top = y + _PAD + self.heading.height
        step = self.column_width + _BESIDE
        count = len(self.columns)
        for at, column in enumerate(self.columns):
            left = x + _PAD + (count - 1 - at if self.rtl else at) * step
            for standing in column:
                for draw in standing.block.draws:
                    yield from draw(left, top + standing.top)


def specials(
    rows: Sequence[tuple[Entry, ...]],
    style: EntryStyle,
    width: float,
    panel: BoxColors,
    *,
    columns: int,
) -> Specials:
    """Return the box of some products, so wide.

    Raises:
        TooBig, NotFound, BadInput: as `entries.block`.
    """
    inner = replace(
        style,
        ink=panel.text,
        muted=panel.text,
        strong=panel.strong,
        heading="plain",
        air=1.0,
    )
    count = 2 if columns >= _ABREAST and len(rows) > 1 and len(style.languages) == 1 else 1
    wide = (width - 2 * _PAD - (count - 1) * _BESIDE) / count
    said = tuple(word("specials", language) for language in style.languages)
    head = section_headings.heading(said, inner, width - 2 * _PAD)
    blocks = [entries.block(row, inner, wide, photo=None) for row in rows]
    (columns_,) = flow(blocks, first=_ENDLESS_MM, rest=_ENDLESS_MM, columns=count)
    deepest = max(one[-1].top + one[-1].block.height for one in columns_)
    height = 2 * _PAD + head.height + deepest
    rtl = style.words(style.languages[0], 1, style.ink).rtl
    return Specials(panel, width, height, head, tuple(columns_), wide, rtl)
