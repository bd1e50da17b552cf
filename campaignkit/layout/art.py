"""Artwork in its box: a drawing of ours by its name, or a picture of the shop's own by its path.

Drawings are recoloured by the palette, and stand in one ink where the theme has one; on a ground
of their own colour they would be lost, so there they exchange it for the ground's text colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from campaignkit import paths, vectors
from campaignkit.artwork import Artwork, artwork, for_words
from campaignkit.business import contrast, readable_on
from campaignkit.drawing import Color, Drawing, Image, Item, Shape, Use
from campaignkit.layout.outlines import Bounds
from campaignkit.layout.palette import mix
from campaignkit.paths import Segment

_SEEN = 1.35  # contrast with its ground from which a part of a drawing is made out: a guess
_APART = 1.7  # of the height: how far apart drawings in a row stand
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


def drawn(
    names: Sequence[str],
    bounds: Bounds,
    colors: Mapping[str, Color],
    *,
    row: bool = False,
    ground: Color,
    flip: bool,
    valign: str = "middle",
    black: bool = False,
) -> Iterator[Item]:
    """Yield artwork fitted into a box; in a row, as many in turn as it has room for.

    flip: the design runs right to left.
    """
    if not row:
        yield from _one(names[0], bounds, colors, ground, flip=flip, valign=valign, black=black)
        return
    count = max(1, int(bounds.width / (bounds.height * _APART))) if names else 0
    pitch = bounds.width / max(count, 1)
    for at in range(count):
        side = min(bounds.height, pitch)
        place = Bounds(bounds.x + pitch * at + (pitch - side) / 2, bounds.y, side, bounds.height)
        name = names[at % len(names)]
        yield from _one(name, place, colors, ground, flip=flip, valign=valign, black=black)


def _one(
    name: str,
    bounds: Bounds,
    colors: Mapping[str, Color],
    ground: Color,
    *,
    flip: bool,
    valign: str,
    black: bool,
) -> Iterator[Item]:
    if not name:
        return
    if is_path(name):
        yield from _own(name, bounds, valign)
        return
    found = artwork(name)
    shown = found.one_ink() if black else _on(found, colors, ground)
    if flip and name in _DIRECTED:
        shown = shown.mirrored()
    yield _fitted(shown.shapes, shown.width, shown.height, bounds, valign)


def _fitted(
    shapes: Sequence[Shape], across: float, down: float, bounds: Bounds, valign: str
) -> Use:
    scale = min(bounds.width / across, bounds.height / down)
    width, height = across * scale, down * scale
    x = bounds.x + (bounds.width - width) / 2
    y = bounds.y + (bounds.height - height) * SHARE[valign]
    inside = tuple(
        shape._replace(
            path=paths.moved(shape.path, scale=scale), stroke_width=shape.stroke_width * scale
        )
        for shape in shapes
    )
    return Use(drawing=Drawing(width, height, inside), x=x, y=y)


def pattern(name: str, bounds: Bounds, tile: float, color: Color) -> Iterator[Item]:
    """Yield tiles of a pattern over a box, whole ones, in one colour."""
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
    for row in range(down):
        for column in range(across):
            yield Use(drawing=one, x=bounds.x + column * width, y=bounds.y + row * height)


def _stretched(path: tuple[Segment, ...], across: float, down: float) -> tuple[Segment, ...]:
    sides = (across, down)
    return tuple((name, *(n * sides[at % 2] for at, n in enumerate(rest))) for name, *rest in path)


_DIRECTED = frozenset({"arrow", "arrow-curved", "truck"})


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
