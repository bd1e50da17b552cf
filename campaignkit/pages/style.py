"""How the entries of a list look: its languages, sizes, colours and typefaces, and its grid.

Names of all columns stand on one grid of lines, so that those side by side share a baseline.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from campaignkit.drawing import Color
from campaignkit.layout import Styling
from campaignkit.pages.typesetting import LEAST_MM, Fonts, SetWords
from campaignkit.units import SLACK_MM

GUTTER = 8.0  # between the halves of two languages, mm
GRID_EM = 0.8  # of an entry's name: from one line of the grid to the next
GAP_EM = 0.33  # at least, between two entries
SMALL = 0.78  # of an entry's size: its description


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStyle:
    """How entries look. body: one em of a name, mm. lines: of a description at most, None: all.

    dress: the theme they are set in. heading, leader: as `layout.PageLook`. fill: of bars and
    pills behind headings, on_fill: of letters on them. air: how much more light than the least
    stands between entries.
    """

    languages: tuple[str, ...]
    body: float
    ink: Color
    muted: Color
    strong: Color
    font: str | None = None
    lines: int | None = None
    dress: Styling | None = None
    heading: str = "rule"
    leader: str = "dots"
    ground: Color = "#FFFFFF"
    fill: Color = "#000000"
    on_fill: Color = "#FFFFFF"
    air: float = 1.0

    @property
    def grid(self) -> float:
        """From one line of the grid to the next, mm."""
        return self.body * GRID_EM

    @property
    def gap(self) -> float:
        """Between two entries, mm."""
        return self.body * GAP_EM * self.air

    def on_grid(self, height: float) -> float:
        """Return the height that something takes with the gap below it: whole lines of the grid.

        >>> style = EntryStyle(languages=("en",), body=10.0, ink="#000000", muted="", strong="")
        >>> style.on_grid(12.0), style.on_grid(12.0) + style.gap
        (12.7, 16.0)
        """
        return ceil((height + self.gap - SLACK_MM) / self.grid) * self.grid - self.gap

    def words(
        self,
        language: str,
        share: float,
        color: Color,
        weight: int = 400,
        *,
        role: str = "text",
    ) -> SetWords:
        """Return the words of a part, `share` of the body's size, 5 pt at least.

        role: "text", "display", …
        """
        size = max(self.body * share, LEAST_MM)
        return SetWords(language, size, color, weight, self.fonts(language, weight, role))

    def fonts(self, language: str, weight: int, role: str = "text") -> Fonts:
        """Return the fonts of a role: the shop's own, then the theme's."""
        if self.dress is None or self.dress.plain:
            return self.font
        own = () if self.font is None else (self.font,)
        return (*own, *self.dress.theme.fonts(role, weight, language)) or None

    @property
    def display_weight(self) -> int:
        """Of headings."""
        plain = self.dress is None or self.dress.plain
        return 800 if plain or self.dress is None else self.dress.theme.display_weight

    @property
    def capitals(self) -> bool:
        """Whether headings stand in capitals, in scripts that have them."""
        return self.dress is not None and not self.dress.plain and self.dress.theme.capitals

    def halves(self, width: float) -> list[tuple[str, float, float]]:
        """Return each language with the left and width of its part of a column.

        One that runs right to left takes the right half.
        """
        if len(self.languages) == 1:
            return [(self.languages[0], 0.0, width)]
        half = (width - GUTTER) / 2
        first, second = self.languages
        swap = self.words(first, 1, self.ink).rtl and not self.words(second, 1, self.ink).rtl
        left, right = (second, first) if swap else (first, second)
        return [(left, 0.0, half), (right, half + GUTTER, half)]
