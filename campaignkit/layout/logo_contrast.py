"""A logo that cannot be told from what it stands on, such as a white one on a white card; or one of
which a part lies outside of its own frame, and is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from campaignkit.drawing import CodeBox, Color, Drawing, Image, Shape, Use
from campaignkit.problems import Problem, Where
from campaignkit.svg_paths import bounds
from campaignkit.units import SLACK_MM
from campaignkit.vectors import Figure, Vector, cut_off, faintness

LEAST_CONTRAST = 1.25  # of WCAG 2, whose least for signs is 3: below it nothing is seen; our guess
MOST_CUT = 0.02  # of the longer side: what a stroke at the edge loses is no fault; our guess
_PAPER = "#FFFFFF"


class FaintPictures:
    """Gathers what is faint in a document: the same picture on the same ground once."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def of(self, drawing: Drawing) -> Iterator[Problem]:
        """Yield what is faint in a drawing and was not told before."""
        if not _has_pictures(drawing):
            return
        for problem in faint_pictures(drawing):
            if problem.message not in self._told:
                self._told.add(problem.message)
                yield problem


def faint_pictures(drawing: Drawing) -> Iterator[Problem]:
    """Yield each picture of a drawing that nobody would see, each on each ground once."""
    grounds: list[tuple[Shape, float, float]] = []
    told: set[tuple[Figure, Color]] = set()
    for figure, ground in _placed(drawing, 0.0, 0.0, grounds):
        if (figure, ground) in told:
            continue
        told.add((figure, ground))
        found = _contrast(figure, ground)
        if found < LEAST_CONTRAST:
            yield _problem(found, ground, drawing.row)
        if isinstance(figure, Vector) and (share := _cut_off(figure)) > MOST_CUT:
            yield _cut(share, drawing.row)


def _has_pictures(drawing: Drawing) -> bool:
    for item in drawing.items:
        if isinstance(item, Image) or (isinstance(item, CodeBox) and item.logo is not None):
            return True
        if isinstance(item, Use) and _shared_has_pictures(item.drawing):
            return True
    return False


_shared_has_pictures = lru_cache(maxsize=256)(_has_pictures)  # of what many stickers share


def _placed(
    drawing: Drawing, x: float, y: float, grounds: list[tuple[Shape, float, float]]
) -> Iterator[tuple[Figure, Color]]:
    """Yield each picture with the colour under its middle."""
    for item in drawing.items:
        if isinstance(item, Use):
            yield from _placed(item.drawing, x + item.x, y + item.y, grounds)
        elif isinstance(item, Shape) and item.fill is not None:
            grounds.append((item, x, y))
        elif isinstance(item, CodeBox) and item.logo is not None:
            yield item.logo, item.light
        elif isinstance(item, Image) and not _covers(item, drawing):
            middle = (x + item.x + item.width / 2, y + item.y + item.height / 2)
            yield item.picture, _ground(middle, grounds)


def _covers(image: Image, drawing: Drawing) -> bool:
    """Say whether a picture is the ground of all: artwork, no logo."""
    return image.width >= drawing.width - SLACK_MM and image.height >= drawing.height - SLACK_MM


def _ground(middle: tuple[float, float], grounds: list[tuple[Shape, float, float]]) -> Color:
    for shape, x, y in reversed(grounds):
        left, top, right, bottom = bounds(shape.path)
        if left <= middle[0] - x <= right and top <= middle[1] - y <= bottom:
            return shape.fill or _PAPER
    return _PAPER


@lru_cache(maxsize=64)
def _contrast(figure: Figure, ground: Color) -> float:
    return faintness(figure, ground)


@lru_cache(maxsize=64)
def _cut_off(vector: Vector) -> float:
    return cut_off(vector)


def _cut(share: float, row: int | None) -> Problem:
    return Problem(
        rule="picture.cut",
        message=f"the SVG of the logo draws beyond its own frame, by {share:.0%} of its longer "
        "side: that is cut off, as browsers do.",
        where=Where(row=row),
        value=share,
        limit=MOST_CUT,
        fix="Export it anew with the page as large as the drawing, if something is missing.",
        severity="warning",
        source="SVG 2, 8.2: the outermost svg clips what overflows",
        params={"share": share},
    )


def _problem(contrast: float, ground: Color, row: int | None) -> Problem:
    return Problem(
        rule="picture.faint",
        message=f"the logo has a contrast of {contrast:.2f} to 1 with its ground, {ground}: nobody "
        "will see it.",
        where=Where(row=row),
        value=round(contrast, 2),
        limit=LEAST_CONTRAST,
        fix="Give a darker logo, or one with a ground of its own.",
        severity="warning",
        source="WCAG 2, 1.4.11, which asks for 3 to 1",
        params={"contrast": round(contrast, 2), "ground": ground},
    )
