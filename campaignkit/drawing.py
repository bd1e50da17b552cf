"""What is to be printed, in millimetres: plain shapes in a box, y downward from its top left.

Nothing here knows a page, a file or a font file. A `Drawing` is a picture of one thing (a
sticker, a code); what many drawings share is a `Drawing` of its own, used by reference, and
is written once. Later shapes lie over earlier ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaignkit.errors import BadInput
from campaignkit.paths import Segment

if TYPE_CHECKING:
    from campaignkit.pictures import Picture
    from campaignkit.qr import Symbol
    from campaignkit.text.glyphs import Line

Color = str  # "#RRGGBB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A filled and stroked path. Colours "#RRGGBB" or None; a stroke is centred on the path."""

    path: tuple[Segment, ...]
    fill: Color | None = None
    stroke: Color | None = None
    stroke_width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One shaped line, its left end and baseline at (x, y). size: one em, mm."""

    x: float
    y: float
    size: float
    line: Line
    fill: Color


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBox:
    """A QR code. (x, y) and side bound its light panel, the quiet zone included.

    quiet: modules of light on every side (ISO/IEC 18004 asks for 4).
    """

    x: float
    y: float
    side: float
    symbol: Symbol
    dark: Color = "#000000"
    light: Color = "#FFFFFF"
    quiet: int = 4

    @property
    def module(self) -> float:
        """One module, mm."""
        return self.side / (len(self.symbol.modules) + 2 * self.quiet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture stretched over a box."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Another drawing, its top left at (x, y): written once, however often it is used."""

    drawing: Drawing
    x: float = 0.0
    y: float = 0.0


Item = Shape | Text | CodeBox | Image | Use


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A picture of `width` x `height` mm. alternative: what it says, in words."""

    width: float
    height: float
    items: tuple[Item, ...]
    alternative: str = ""

    def codes(self) -> tuple[CodeBox, ...]:
        """Return its codes, in the order they are drawn."""
        return tuple(item for item in self.items if isinstance(item, CodeBox))


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing on a page, its top left at (x, y) mm. label: its position on the sheet, from 1."""

    x: float
    y: float
    drawing: Drawing
    label: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One finished page, mm."""

    width: float
    height: float
    placed: tuple[Placed, ...]


def color(text: str) -> Color:
    """Return a colour as "#RRGGBB".

    Raises:
        BadInput: `text` is not # and three or six hexadecimal digits.

    >>> color("#0a5"), color("#128C7e")
    ('#00AA55', '#128C7E')
    """
    match = re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text.strip())
    if not match:
        raise BadInput(f"colour {text!r} is not written as #RRGGBB, such as #075E54.")
    digits = match[1].upper()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def luminance(value: Color) -> float:
    """Return the relative luminance of a colour, 0 black to 1 white (WCAG 2.1).

    >>> round(luminance("#25D366"), 2)
    0.48
    """
    channels = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1).

    >>> round(contrast("#25D366", "#FFFFFF"), 2)
    1.98
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
