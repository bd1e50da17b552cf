"""What should be on a page. Knows no reader, so that whoever draws can say it without one."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[float, float, float]  # left, top and side of a code without its quiet zone, mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A code that should be there: its text, and its square without the quiet zone.

    x_mm, y_mm: top left, from the page's top left. row: of the table it was made from.
    position: which label of the sheet, from 1. cleared: modules along the square in its middle
    that holds a logo; 0: it has none. modules: on a side, 0: nobody knows. turn: radians clockwise
    about the top left, as a printer that pulls paper in crooked has it undone: a degree at most.
    """

    text: str
    x_mm: float
    y_mm: float
    size_mm: float
    row: int | None = None
    position: int | None = None
    cleared: int = 0
    modules: int = 0
    turn: float = 0.0

    @property
    def place(self) -> Place:
        """Its left, top and side, mm."""
        return self.x_mm, self.y_mm, self.size_mm
