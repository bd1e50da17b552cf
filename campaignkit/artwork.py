"""The drawings that ship: trades, marks, diets and patterns, recoloured by a shop's palette.

Each is an SVG below `templates/artwork/`, drawn in the colours of a shop that chose none. These
are roles: `recolored` exchanges them for those of a palette, and leaves what has its own colour
(bread is brown). To add a drawing, add a file; `names.toml` beside it says what people call it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from campaignkit import resources, svg_paths, vectors
from campaignkit.business import contrast
from campaignkit.drawing import Color, Shape
from campaignkit.errors import NotFound, did_you_mean
from campaignkit.svg_paths import Segment

FOLDERS = ("trades", "marks", "patterns", "diet")
# What a colour of the files stands for: the palette of a shop without colours, and its accent's
# darker side, which no palette names.
ROLES: Mapping[Color, str] = {
    "#0F4C5C": "primary",
    "#0B3742": "deep",
    "#E36414": "accent",
    "#B64A0A": "accent_deep",
    "#E7EDEF": "tint",
    "#FFFFFF": "paper",
    "#1A1A1A": "ink",
}
_DARKER = 0.78  # of a colour, on its side away from the light
_MID = 3.0  # contrast with white from which one ink paints a colour solid: a guess
_LINE = 2.0  # likewise of a line, which is lost sooner
_DOT = 0.1  # of the side: what stays solid in a drawing in line
_PALEST, _EVEN = 0.25, 0.45  # of a tint, for what is white; how light grows for the eye
_SHADOW = "#E7EDEF"  # of a shadow or a disc, drawn first
_OUTLINE = 0.012  # of the side: the line around what one ink leaves white


@dataclass(frozen=True, slots=True)
class Artwork:
    """One drawing. width, height: its view box; `shapes` stand in its units.

    side: the longer of the two, in the same units.
    """

    name: str
    title: str
    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def side(self) -> float:
        return max(self.width, self.height)

    def recolored(self, palette: Mapping[str, Color]) -> Artwork:
        """Return it in the colours of a palette, by role; other colours stay.

        palette: "primary", "accent", … to "#RRGGBB", as `layout.palette.palette` gives it. A role
        that it does not name keeps its colour.

        >>> drawing = artwork("arrow").recolored({"accent": "#008060"})
        >>> drawing.shapes[0].fill
        '#008060'
        """
        named = {color: palette[role] for color, role in ROLES.items() if role in palette}
        if "accent" in palette:
            named |= {"#B64A0A": palette.get("accent_deep", darker(palette["accent"]))}
        return self._painted({**{color: color for color in ROLES}, **named})

    def one_ink(self, ink: Color = "#000000", paper: Color = "#FFFFFF") -> Artwork:
        """Return it in one ink: dark parts solid, light parts paper with a line around them.

        For label and receipt printers, which have no grey.

        >>> sorted({shape.fill for shape in artwork("bakery").one_ink().shapes if shape.fill})
        ['#000000', '#FFFFFF']
        """
        return replace(self, shapes=tuple(self._inked(shape, ink, paper) for shape in self.shapes))

    def in_line(self, ink: Color, ground: Color, thickness: float = 0.016) -> Artwork:
        """Return it drawn in line: each part a line of `ink` around the ground it stands on.

        thickness: of the lines, in sides. Small dark parts, such as eyes, stay solid.
        """
        width = self.side * thickness

        def lined(shape: Shape) -> Shape:
            if not shape.fill:
                return shape._replace(stroke=ink, stroke_width=max(width, shape.stroke_width / 2))
            if _span(shape) < self.side * _DOT and _solid(shape.fill):
                return shape._replace(fill=ink, stroke=None)
            return shape._replace(fill=ground, stroke=ink, stroke_width=width)

        return replace(self, shapes=tuple(map(lined, self.shapes)))

    def tinted(self, tint: Callable[[float], Color]) -> Artwork:
        """Return it in tints of one colour; `tint` gives that of a share, 1 where it is darkest."""

        def toned(color: Color | None) -> Color | None:
            if not color:
                return None
            light = 1.05 / contrast(color, "#FFFFFF") - 0.05
            return tint(round(1 - (1 - _PALEST) * max(light, 0) ** _EVEN, 2))

        painted = (
            shape._replace(fill=toned(shape.fill), stroke=toned(shape.stroke))
            for shape in self.shapes
        )
        return replace(self, shapes=tuple(painted))

    def standing(self) -> Artwork:
        """Return it without the shadow below it or the disc behind it, cut to what is left."""
        shapes = self.shapes
        while len(shapes) > 1 and shapes[0].fill == _SHADOW:
            shapes = shapes[1:]
        boxes = [_box(shape) for shape in shapes]
        left, top = (min(box[at] for box in boxes) for at in (0, 1))
        right, bottom = (max(box[at] for box in boxes) for at in (2, 3))
        moved = tuple(
            shape._replace(path=svg_paths.moved(shape.path, x=-left, y=-top)) for shape in shapes
        )
        return replace(self, width=right - left, height=bottom - top, shapes=moved)

    def mirrored(self) -> Artwork:
        """Return it as in a mirror: an arrow that points the way a right-to-left page is read."""
        turned = (
            shape._replace(path=tuple(_mirrored(part, self.width) for part in shape.path))
            for shape in self.shapes
        )
        return replace(self, shapes=tuple(turned))

    def within(self, x: float, y: float, width: float, height: float) -> tuple[Shape, ...]:
        """Return its shapes in mm, as large as fits the box, in the middle of it."""
        scale = min(width / self.width, height / self.height)
        left = x + (width - self.width * scale) / 2
        top = y + (height - self.height * scale) / 2
        return tuple(_moved(shape, left, top, scale) for shape in self.shapes)

    def _painted(self, named: Mapping[Color, Color]) -> Artwork:
        painted = (
            shape._replace(
                fill=named.get(shape.fill or "", shape.fill),
                stroke=named.get(shape.stroke or "", shape.stroke),
            )
            for shape in self.shapes
        )
        return replace(self, shapes=tuple(painted))

    def _inked(self, shape: Shape, ink: Color, paper: Color) -> Shape:
        if not shape.fill:
            return shape._replace(stroke=ink if _solid(shape.stroke, _LINE) else paper)
        if _solid(shape.fill):
            return shape._replace(fill=ink, stroke=None)
        return shape._replace(fill=paper, stroke=ink, stroke_width=self.side * _OUTLINE)


def artwork(name: str) -> Artwork:
    """Return a drawing by its name, or by what a shopkeeper calls the trade.

    >>> artwork("bakery").title
    'A loaf, a croissant and an ear of wheat'
    >>> artwork("Padaria").name, artwork("مخبز").name
    ('bakery', 'bakery')

    Raises:
        NotFound: there is no such drawing; says what is near, or all that there are.
    """
    wanted = _plain(name)
    found = wanted if wanted in places() else _called().get(wanted)
    if found is not None:
        return _read(found)
    near = did_you_mean(wanted, [*places(), *_called()])
    raise NotFound(
        f"no drawing called {name!r}.{near or ' There are: ' + ', '.join(places()) + '.'}",
        rule="artwork.unknown",
        value=name,
    )


def artworks(folder: str | None = None) -> tuple[Artwork, ...]:
    """Return all drawings, or those of one folder of `FOLDERS`, by name."""
    return tuple(_read(name) for name, place in places().items() if folder in (None, place))


def for_words(words: str) -> str | None:
    """Return the drawing that a shop's own words call for, such as its name; or None.

    A trade goes before a mark: a bookshop may be called after a lantern.

    >>> for_words("Padaria Sol"), for_words("The Paper Lantern Bookshop"), for_words("Silva")
    ('bakery', 'books', None)
    """
    called = {name: name for name in places()} | dict(_called())
    parts = _plain(words).split("-")
    ends = [(start, start + n) for n in (3, 2, 1) for start in range(len(parts) - n + 1)]
    found = [called[said] for a, b in ends if (said := "-".join(parts[a:b])) in called]
    trades = (name for name in found if places()[name] == "trades")
    return next(trades, None) or next(iter(found), None)


def darker(color: Color) -> Color:
    """Return a colour's side away from the light.

    >>> darker("#FF8040")
    '#C76432'
    """
    return "#" + "".join(f"{round(int(color[i : i + 2], 16) * _DARKER):02X}" for i in (1, 3, 5))


@lru_cache(maxsize=1)
def places() -> Mapping[str, str]:
    """Return the folder of each drawing, by its name."""
    found = {name: folder for folder in FOLDERS for name in _names(folder)}
    return dict(sorted(found.items()))


def _names(folder: str) -> list[str]:
    return resources.names(f"artwork/{folder}", ".svg")


@lru_cache(maxsize=1)
def _called() -> Mapping[str, str]:
    """Return the drawing of each word that people use for it."""
    table = tomllib.loads(resources.text("artwork", "names", ".toml"))
    return {_plain(word): name for name, words in table.items() for word in words}


@lru_cache(maxsize=128)
def _read(name: str) -> Artwork:
    data = resources.text(f"artwork/{places()[name]}", name, ".svg").encode()
    drawn = vectors.read(data)
    unit = drawn.unit  # the files' own units are what designs reckon with
    shapes = tuple(_shape(mark, unit) for mark in drawn.items)
    return Artwork(name, drawn.title, drawn.width * unit, drawn.height * unit, shapes)


def _shape(mark: vectors.Item, unit: float) -> Shape:
    """Return a mark of a drawing that ships, which is plain (a test holds that)."""
    assert isinstance(mark, vectors.PaintedPath) and not isinstance(mark.fill, vectors.Gradient)
    path, stroke = svg_paths.moved(mark.path, scale=unit), mark.stroke
    if stroke is None:
        return Shape(path, mark.fill)
    assert isinstance(stroke.paint, str)
    return Shape(path, mark.fill, stroke.paint, stroke.width * unit)


def _box(shape: Shape) -> tuple[float, float, float, float]:
    """Return the box of a shape's points, half its stroke around."""
    numbers = [n for _, *points in shape.path for n in points]
    across, down = numbers[::2], numbers[1::2]
    half = shape.stroke_width / 2 if shape.stroke else 0.0
    return min(across) - half, min(down) - half, max(across) + half, max(down) + half


def _span(shape: Shape) -> float:
    left, top, right, bottom = _box(shape)
    return max(right - left, bottom - top)


def _plain(words: str) -> str:
    return "-".join(words.casefold().replace("-", " ").replace("_", " ").split())


def _solid(color: Color | None, least: float = _MID) -> bool:
    return color is not None and contrast(color, "#FFFFFF") >= least


def _mirrored(part: Segment, width: float) -> Segment:
    letter, *numbers = part
    turned = [width - number if at % 2 == 0 else number for at, number in enumerate(numbers)]
    return (letter, *turned)


def _moved(shape: Shape, left: float, top: float, scale: float) -> Shape:
    def moved(part: Segment) -> Segment:
        letter, *numbers = part
        return (letter, *(n * scale + (left, top)[at % 2] for at, n in enumerate(numbers)))

    path = tuple(moved(part) for part in shape.path)
    return shape._replace(path=path, stroke_width=shape.stroke_width * scale)
