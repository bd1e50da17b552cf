"""How large: a usual size by its name, or width and height in mm."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from campaignkit.units import mm_text
from campaignkit.widgets import controls

_SLIDER_MM = (10.0, 300.0)  # our guess at what most people print
_DESIGNED, _OWN = "designed", "own"
USUAL = {
    "Label 63.5 x 38.1 mm": (63.5, 38.1),
    "Label 99.1 x 67.7 mm": (99.1, 67.7),
    "Business card 85 x 55 mm": (85.0, 55.0),
    "Square 60 x 60 mm": (60.0, 60.0),
    "A6 upright": (105.0, 148.0),
    "A5 upright": (148.0, 210.0),
    "A4 upright": (210.0, 297.0),
}
Size = tuple[float, float]


class SizeForm:
    """Controls for a sticker's size. `.box` holds them all."""

    def __init__(self, designed: Size) -> None:
        self._designed = designed
        self._setting = False
        self.usual = controls.choice("Size", self._usual(), _DESIGNED)
        self.width = controls.length("Width mm", designed[0])
        self.height = controls.length("Height mm", designed[1])
        self.slider = controls.slider(self.width, *_SLIDER_MM)
        self.box = controls.group(self.usual, self.width, self.slider, self.height, name="size")
        self.usual.observe(self._chosen, "value")
        for side in (self.width, self.height):
            side.observe(self._typed, "value")

    def all(self) -> tuple[w.Widget, ...]:
        """Return every control that decides."""
        return self.usual, self.width, self.height

    def value(self) -> Size | None:
        """Return width and height in mm, None for the design's own."""
        return None if self.usual.value == _DESIGNED else (self.width.value, self.height.value)

    def fill(self, size: Any) -> None:
        """Take a size as a campaign file has it: a width, a pair, or None for the design's own."""
        if size is None:
            self.usual.value = _DESIGNED
            return
        sides = tuple(map(float, size)) if isinstance(size, list | tuple) else (float(size),)
        across, down = self._designed
        pair = sides if len(sides) == 2 else (sides[0], sides[0] * down / across)
        self.usual.value = pair if pair in USUAL.values() else _OWN
        self.width.value, self.height.value = pair

    def suggest(self, designed: Size) -> None:
        """Take another design's own size, unless a size was chosen."""
        self._designed = designed
        chosen = self.usual.value
        self._setting = True
        self.usual.options = self._usual()
        self.usual.value = chosen
        self._setting = False
        self._chosen()

    def _usual(self) -> list[tuple[str, Any]]:
        width, height = self._designed
        own = f"As designed: {mm_text(width).removesuffix(' mm')} x {mm_text(height)}"
        return [(own, _DESIGNED), *USUAL.items(), ("As typed below", _OWN)]

    def _chosen(self, _change: object = None) -> None:
        size = self._designed if self.usual.value == _DESIGNED else self.usual.value
        if size == _OWN or self._setting:
            return
        self._setting = True
        self.width.value, self.height.value = size
        self._setting = False

    def _typed(self, _change: object = None) -> None:
        if not self._setting:
            self.usual.value = _OWN
