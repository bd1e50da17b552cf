"""What is to be printed, in millimetres: plain shapes in a box, y downward from its top left.

Nothing here knows a page, a file or a font file. A `Drawing` is a picture of one thing (a
sticker, a code); what many drawings share is a `Drawing` of its own, used by reference, and
is written once. Later shapes lie over earlier ones. Shapes are tuples with names: a page has
hundreds, and those are made fastest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, sin
from typing import TYPE_CHECKING, Literal, NamedTuple

from campaignkit.svg_paths import Segment, cubic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from campaignkit.qr import Symbol
    from campaignkit.text.glyphs import Cluster
    from campaignkit.text.lines import Line, Run
    from campaignkit.vectors import Figure

Color = str  # "#RRGGBB"
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Turn = tuple[int, int, int, int]  # the first four of a matrix
UNTURNED: Turn = (1, 0, 0, 1)
Style = Literal["square", "dots", "rounded"]  # of a code's modules: see `render.modules`
ARC_MIDDLE = 0.35  # em above its foot: there a line along a circle is as long as a straight one
LOGO_BORDER = 0.5  # modules of light between a logo and the modules around it: our guess


class Shape(NamedTuple):
    """A filled and stroked path. Colours "#RRGGBB" or None; a stroke is centred on the path."""

    path: tuple[Segment, ...]
    fill: Color | None = None
    stroke: Color | None = None
    stroke_width: float = 0.0


class Text(NamedTuple):
    """One shaped line, its left end and baseline at (x, y). size: one em, mm."""

    x: float
    y: float
    size: float
    line: Line
    fill: Color


class ArcText(NamedTuple):
    """One shaped line along the circle around (x, y): each letter turned, its foot on the circle.

    size: one em, mm. inward: along the bottom, heads towards the middle; else over the top. In its
    middle the line is upright.
    """

    x: float
    y: float
    radius: float
    size: float
    line: Line
    fill: Color
    inward: bool = False

    def letters(self) -> Iterator[tuple[Run, Cluster, Matrix]]:
        """Yield each letter, or what cannot be divided, with what places it.

        The matrix is as in PDF: from em, y upward from the foot of the letter, into mm.
        """
        sign, size = -1 if self.inward else 1, self.size
        around = self.radius + sign * ARC_MIDDLE * size
        for run in self.line.runs:
            em, pen = 1 / run.face.upem, run.x
            kerns = run.kerns or (0,) * len(run.clusters)
            for cluster, kern in zip(run.clusters, kerns, strict=True):
                wide = cluster.advance * em
                angle = (pen + wide / 2 - self.line.width / 2) * size / around
                across, down = sin(angle), -sign * cos(angle)
                ahead, below = cos(angle), sign * sin(angle)
                x = self.x + self.radius * across - ahead * wide / 2 * size
                y = self.y + self.radius * down - below * wide / 2 * size
                up_x, up_y = sign * across, sign * down
                yield run, cluster, (ahead * size, below * size, up_x * size, up_y * size, x, y)
                pen += (cluster.advance + kern) * em

    def outlined(self) -> Shape:
        """Return its letters as one shape."""
        path: list[Segment] = []
        for run, cluster, (a, b, c, d, x, y) in self.letters():
            em = 1 / run.face.upem
            for glyph, left, up in cluster.parts:
                for name, *numbers in cubic(run.face.outline(glyph)):
                    points = [
                        (left + n) * em if not at % 2 else (up + n) * em
                        for at, n in enumerate(numbers)
                    ]
                    pairs = zip(points[::2], points[1::2], strict=True)
                    moved = (n for u, v in pairs for n in (a * u + c * v + x, b * u + d * v + y))
                    path.append((name, *moved))
        return Shape(tuple(path), fill=self.fill)


class CodeBox(NamedTuple):
    """A QR code. (x, y) and side bound its light panel, the quiet zone included.

    quiet: modules of light on every side (ISO/IEC 18004 asks for 4). cleared: modules along the
    square in its middle that is left light, for a logo; odd, 0: none.
    """

    x: float
    y: float
    side: float
    symbol: Symbol
    dark: Color = "#000000"
    light: Color = "#FFFFFF"
    quiet: int = 4
    style: Style = "square"
    logo: Figure | None = None
    cleared: int = 0

    @property
    def module(self) -> float:
        """One module, mm."""
        return self.side / (len(self.symbol.modules) + 2 * self.quiet)

    @property
    def ink(self) -> NDArray[np.bool_]:
        """The modules that are drawn dark."""
        if not self.cleared:
            return self.symbol.modules
        drawn = self.symbol.modules.copy()
        first = (len(drawn) - self.cleared) // 2
        drawn[first : first + self.cleared, first : first + self.cleared] = False
        return drawn

    @property
    def picture(self) -> Image | None:
        """The logo in its place: whole, and as large as the cleared square lets it be."""
        if self.logo is None:
            return None
        room = (self.cleared - 2 * LOGO_BORDER) * self.module
        scale = room / max(self.logo.width, self.logo.height)
        width, height = self.logo.width * scale, self.logo.height * scale
        x, y = self.x + (self.side - width) / 2, self.y + (self.side - height) / 2
        return Image(x=x, y=y, width=width, height=height, picture=self.logo)


class Image(NamedTuple):
    """A picture, pixels or outlines, stretched over a box."""

    x: float
    y: float
    width: float
    height: float
    picture: Figure


class Use(NamedTuple):
    """Another drawing, its top left at (x, y): written once, however often it is used.

    turned: it stands on its head, so that its top left is the right bottom of what is seen.
    mirrored: it is seen as in a mirror, so that its top left is the right top of what is seen.
    quarter: it lies on its side, a quarter turned clockwise, so that its top left is the right top
    of what is seen. Only one of the three.
    """

    drawing: Drawing
    x: float = 0.0
    y: float = 0.0
    turned: bool = False
    mirrored: bool = False
    quarter: bool = False

    @property
    def matrix(self) -> Turn:
        """How its lengths are turned, as in PDF: (a, b, c, d), x' = a x + c y, y' = b x + d y."""
        if self.quarter:
            return 0, 1, -1, 0
        return (-1 if self.turned != self.mirrored else 1), 0, 0, (-1 if self.turned else 1)


Item = Shape | Text | ArcText | CodeBox | Image | Use


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A picture of `width` x `height` mm. row: of the table it was made from.

    upright: the same as it is read, where it lies on its side. ornament: an edge may cut it
    anywhere, and nothing is lost.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    row: int | None = None
    upright: Drawing | None = None
    ornament: bool = False

    def codes(self) -> tuple[CodeBox, ...]:
        """Return its codes, in the order they are drawn."""
        return tuple(item for item in self.items if isinstance(item, CodeBox))

    def on_its_side(self) -> Drawing:
        """Return it a quarter turned clockwise: what was above is at the right.

        Codes stay upright items of their own, where the proof looks for them; readers take them
        either way.
        """
        face = tuple(item for item in self.items if not isinstance(item, CodeBox))
        inner = Drawing(self.width, self.height, face)
        codes = (
            code._replace(x=self.height - code.y - code.side, y=code.x) for code in self.codes()
        )
        items: tuple[Item, ...] = (Use(drawing=inner, x=self.height, quarter=True), *codes)
        return Drawing(self.height, self.width, items, self.row, upright=self)


class Placed(NamedTuple):
    """A drawing on a page, its top left at (x, y) mm. label: its position on the sheet, from 1."""

    x: float
    y: float
    drawing: Drawing
    label: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One finished page, mm.

    under: marks that are no label, below all labels. matrix: what moves every mark for one
    printer, as in PDF, but in mm from the top left: x' = a x + c y + e, y' = b x + d y + f.
    """

    width: float
    height: float
    placed: tuple[Placed, ...]
    under: tuple[Placed, ...] = ()
    matrix: Matrix = UNMOVED

    def moved(self, x: float, y: float) -> tuple[float, float]:
        """Return where a mark at (x, y) lies on the paper."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f
