"""SVG in, outlines out: a logo that stays sharp at any size, in print and for designers.

    values.py          what a vector picture is: marks, layers, paints
    markup.py          bytes -> XML, with limits; what an element says of its looks
    style_sheets.py    style sheets inside a file, by tag, class and id
    colors.py          colours as CSS writes them
    lengths.py         lengths, numbers, view boxes
    transforms.py      matrices
    outlines.py        shapes -> paths
    gradients.py       gradients -> paints
    named_elements.py  elements with a name: where they stand and what they say
    reading.py         the whole -> a Vector

What it does not know it refuses by name; it never guesses, and never fetches. Tried instead:
resvg-py draws nearly all there is, but only into pixels; picosvg wants skia (5 MB) and lxml, and
gives no gradients of strokes, no masks; svglib draws into reportlab's shapes, without gradients.
"""

from campaignkit.vectors.logo_files import Figure, cut_off, faintness, open_figure, open_logo
from campaignkit.vectors.markup import MOST_BYTES, is_svg
from campaignkit.vectors.named_elements import NamedPart, NamedSvg, SvgText, named
from campaignkit.vectors.reading import MOST_MARKS, read
from campaignkit.vectors.values import (
    Clip,
    Gradient,
    Item,
    Layer,
    Mask,
    Paint,
    PaintedPath,
    Raster,
    Stop,
    Stroke,
    Vector,
)

__all__ = [
    "MOST_BYTES",
    "MOST_MARKS",
    "Clip",
    "Figure",
    "Gradient",
    "Item",
    "Layer",
    "Mask",
    "NamedPart",
    "NamedSvg",
    "Paint",
    "PaintedPath",
    "Raster",
    "Stop",
    "Stroke",
    "SvgText",
    "Vector",
    "cut_off",
    "faintness",
    "is_svg",
    "named",
    "open_figure",
    "open_logo",
    "read",
]
