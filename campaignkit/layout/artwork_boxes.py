"""Artwork in its box: a drawing of ours by its name, or a picture of the shop's own by its path.

Drawings are recoloured by the palette, and stand in one ink where the theme has one; on a ground
of their own colour they would be lost, so there they exchange it for the ground's text colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from campaignkit import svg_paths, vectors
from campaignkit.artwork import Artwork, artwork, for_words
from campaignkit.business import contrast, readable_on
from campaignkit.drawing import Color, Drawing, Image, Item, Shape, Use
from campaignkit.layout.elements import Manner
from campaignkit.layout.outlines import Bounds
from campaignkit.layout.palette import mix
from campaignkit.svg_paths import Segment

_SEEN = 1.35  # contrast with its ground from which a part of a drawing is made out: a guess
_APART = 1.7  # of the height: how far apart drawings in a row stand
_ANGLES = (-14, 9, 0, 16, -7)  # degrees by which strewn drawings are turned, in turn
_ROWS, _TURN, _WITHIN = 0.86, 3, 0.8  # of strewn ones: rows' distance, the next row's first, size
SHARE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


@lru_cache(maxsize=256)
def is_path(name: str) -> bool:
    """Say whether artwork is meant as a file, not as one of our drawings."""
    return "/" in name or "\\" in name or Path(name).suffix != ""


def chosen(asked: str, design: str, shop: str) -> str:
    """Return what is shown: what was asked for, else the design's own, else the shop's trade.

    shop: its name. "none" asks for nothing.

    >>> chosen("", "", "Padaria Sol"), chosen("none", "", "Padaria Sol"), chosen("", "", "Silva")
    ('bakery', '', '')
    """
    if asked and asked != "none" and not is_path(asked):
        return artwork(asked).name
    found = asked or design or for_words(shop) or "none"
    return "" if found == "none" else found


class Style(NamedTuple):
    """How artwork is drawn. color: of its lines or tints. black: in one ink, whatever its manner.

    standing: on what lies below it, without its own shadow. thickness: of lines, in sizes of it.
    """

    manner: Manner = "color"
    color: Color = "#000000"
    standing: bool = False
    thickness: float = 0.016
    black: bool = False


PLAIN = Style()


def drawn(
    names: Sequence[str],
    bounds: Bounds,
    colors: Mapping[str, Color],
    *,
    row: bool = False,
    ground: Color,
    flip: bool,
    reverse: bool = False,
    valign: str = "middle",
    style: Style = PLAIN,
    ornament: bool = False,
) -> Iterator[Item]:
    """Yield artwork fitted into a box; in a row, as many in turn as it has room for.

    flip: the design runs right to left. reverse: as in a mirror. ornament: an edge may cut it.
    """
    one = partial(
        _one,
        colors=colors,
        ground=ground,
        flip=flip,
        reverse=reverse,
        valign=valign,
        style=style,
        ornament=ornament,
    )
    if not row:
        yield from one(names[0], bounds)
        return
    count = max(1, int(bounds.width / (bounds.height * _APART))) if names else 0
    pitch = bounds.width / max(count, 1)
    for at in range(count):
        side = min(bounds.height, pitch)
        place = Bounds(bounds.x + pitch * at + (pitch - side) / 2, bounds.y, side, bounds.height)
        name = names[at % len(names)]
        yield from one(name, place)


def _one(
    name: str,
    bounds: Bounds,
    colors: Mapping[str, Color],
    *,
    ground: Color,
    flip: bool,
    reverse: bool,
    valign: str,
    style: Style,
    ornament: bool,
) -> Iterator[Item]:
    if not name:
        return
    if is_path(name):
        yield from _own(name, bounds, valign)
        return
    shown = _styled(artwork(name), colors, ground, style)
    if reverse != (flip and name in _DIRECTED):
        shown = shown.mirrored()
    found = _fitted(shown.shapes, shown.width, shown.height, bounds, valign)
    yield found._replace(drawing=replace(found.drawing, ornament=True)) if ornament else found


def _styled(found: Artwork, colors: Mapping[str, Color], ground: Color, style: Style) -> Artwork:
    """Return a drawing as a style has it on its ground."""
    if style.standing:
        found = found.standing()
    if style.manner == "line":
        return found.in_line(style.color, ground, style.thickness)
    if style.manner == "tint":
        return found.tinted(lambda share: mix(style.color, ground, share))
    if style.black:
        return found.one_ink() if ground == "#FFFFFF" else found.one_ink("#FFFFFF", "#000000")
    return _on(found, colors, ground)


def strewn(
    names: Sequence[str],
    bounds: Bounds,
    size: float,
    *,
    pitch: float,
    colors: Mapping[str, Color],
    ground: Color,
    style: Style,
) -> Iterator[Item]:
    """Yield drawings strewn over a box in staggered rows, each drawn once and reused."""
    if min(bounds.width, bounds.height, size) <= 0:
        return
    kinds = [
        _turned(_styled(artwork(name).standing(), colors, ground, style), size, angle)
        for name in names
        for angle in _ANGLES
    ]
    across = max(1, round(bounds.width / (size * pitch)))
    down = max(1, round(bounds.height / (size * pitch * _ROWS)))
    wide, high = bounds.width / across, bounds.height / down
    items: list[Item] = []
    for row in range(down + 1):
        for column in range(across + 1):
            x = wide * (column + 0.5 * (row % 2)) - size / 2
            y = high * row - size / 2
            one = kinds[(row * _TURN + column) % len(kinds)]
            if x < bounds.width:
                items.append(Use(drawing=one, x=x, y=y))
    whole = Drawing(bounds.width, bounds.height, tuple(items), ornament=True)
    yield Use(drawing=whole, x=bounds.x, y=bounds.y)


def _turned(found: Artwork, size: float, degrees: float) -> Drawing:
    """Return a drawing turned about its middle, in a square of `size` that it may not leave."""
    scale = size / found.side * _WITHIN
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    middle_x, middle_y = found.width / 2, found.height / 2

    def placed(part: Segment) -> Segment:
        letter, *numbers = part
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        turned = (
            each
            for px, py in pairs
            for x, y in [((px - middle_x) * scale, (py - middle_y) * scale)]
            for each in (x * cos - y * sin + size / 2, x * sin + y * cos + size / 2)
        )
        return (letter, *turned)

    shapes = tuple(
        shape._replace(path=tuple(map(placed, shape.path)), stroke_width=shape.stroke_width * scale)
        for shape in found.shapes
    )
    return Drawing(size, size, shapes)


def _fitted(
    shapes: Sequence[Shape], across: float, down: float, bounds: Bounds, valign: str
) -> Use:
    scale = min(bounds.width / across, bounds.height / down)
    width, height = across * scale, down * scale
    x = bounds.x + (bounds.width - width) / 2
    y = bounds.y + (bounds.height - height) * SHARE[valign]
    inside = tuple(
        shape._replace(
            path=svg_paths.moved(shape.path, scale=scale), stroke_width=shape.stroke_width * scale
        )
        for shape in shapes
    )
    return Use(drawing=Drawing(width, height, inside), x=x, y=y)


def pattern(name: str, bounds: Bounds, tile: float, color: Color) -> Iterator[Item]:
    """Yield tiles of a pattern over a box, whole ones, in one colour; an edge may cut them."""
    if min(bounds.width, bounds.height, tile) <= 0:
        return
    found = artwork(name)
    across, down = (max(1, round(side / tile)) for side in (bounds.width, bounds.height))
    width, height = bounds.width / across, bounds.height / down
    shapes = tuple(
        shape._replace(
            fill=color if shape.fill else None,
            stroke=color if shape.stroke else None,
            stroke_width=shape.stroke_width * width / found.width,
            path=_stretched(shape.path, width / found.width, height / found.height),
        )
        for shape in found.shapes
        if shape.fill != "#FFFFFF"
    )
    one = Drawing(width, height, shapes)
    tiles = tuple(
        Use(drawing=one, x=column * width, y=row * height)
        for row in range(down)
        for column in range(across)
    )
    whole = Drawing(bounds.width, bounds.height, tiles, ornament=True)
    yield Use(drawing=whole, x=bounds.x, y=bounds.y)


def _stretched(path: tuple[Segment, ...], across: float, down: float) -> tuple[Segment, ...]:
    sides = (across, down)
    return tuple((name, *(n * sides[at % 2] for at, n in enumerate(rest))) for name, *rest in path)


_DIRECTED = frozenset({"arrow", "arrow-curved", "arrow-drawn", "sprig", "truck"})


@lru_cache(maxsize=256)
def _lost(color: Color, ground: Color) -> bool:
    return contrast(color, ground) < _SEEN


def _on(found: Artwork, colors: Mapping[str, Color], ground: Color) -> Artwork:
    """Return a drawing in the palette's colours, each made out on the ground it stands on."""
    roles = ("primary", "deep", "accent", "tint", "paper", "ink")
    palette = {role: colors[role] for role in roles if role in colors}
    shown = [palette[role] for role in ("primary", "accent") if not _lost(palette[role], ground)]
    # A large area of the ground's own colour, set on it, would be a hole in the drawing.
    for role in ("primary", "accent", "deep"):
        if _lost(palette[role], ground):
            lifted = mix(readable_on(ground), palette[role], 0.4 if role == "deep" else 0.62)
            palette[role] = shown[0] if shown and role == "accent" else lifted
    return found.recolored(palette)


def _own(name: str, bounds: Bounds, valign: str) -> Iterator[Item]:
    """Yield a shop's own drawing (SVG, which stays vectors) or picture."""
    picture = vectors.open_figure(name, bounds.width, bounds.height)
    scale = min(bounds.width / picture.width, bounds.height / picture.height)
    width, height = picture.width * scale, picture.height * scale
    x = bounds.x + (bounds.width - width) / 2
    y = bounds.y + (bounds.height - height) * SHARE[valign]
    yield Image(x=x, y=y, width=width, height=height, picture=picture)
