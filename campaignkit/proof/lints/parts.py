"""A drawing taken apart for the lints: its texts with the boxes of their ink, codes, the rest.

Boxes are of ink, left, top, right and bottom in mm, never of lines: between two lines of a font
there may be much room or none. What many drawings share is taken apart once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from campaignkit import svg_paths
from campaignkit.drawing import (
    UNTURNED,
    ArcText,
    CodeBox,
    Drawing,
    Image,
    Shape,
    Text,
    Turn,
    Use,
)
from campaignkit.pictures import Picture
from campaignkit.svg_paths import Segment

Box = tuple[float, float, float, float]
Boxes = NDArray[np.float64]


class Inked(NamedTuple):
    """A text, the box of its ink, and after how many other items it is drawn."""

    text: Text
    box: Box
    order: int

    @property
    def words(self) -> str:
        """What it says."""
        return self.text.line.text.strip()


class Other(NamedTuple):
    """A shape or picture, its box, and after how many other items it is drawn."""

    item: Any
    box: Box
    order: int


class Parts(NamedTuple):
    """What a drawing is made of, in the order it is drawn. others: shapes and pictures.

    ornaments: the orders of those others that an edge may cut.
    """

    texts: tuple[Inked, ...]
    others: tuple[Other, ...]
    codes: tuple[CodeBox, ...]
    items: int
    ornaments: frozenset[int] = frozenset()

    def pictures(self) -> list[Image]:
        """Return its pictures."""
        return [each.item for each in self.others if isinstance(each.item, Image)]


def parts_of(drawing: Drawing) -> Parts:
    """Return what a drawing is made of; what it uses of others is moved to its place."""
    texts: list[Inked] = []
    others: list[Other] = []
    codes: list[CodeBox] = []
    ornaments: set[int] = set()
    at = 0
    for item in drawing.items:
        if isinstance(item, Text):
            if item.line.ink[2] > item.line.ink[0]:
                texts.append(Inked(item, ink_box(item), at))
        elif isinstance(item, CodeBox):
            codes.append(item)
        elif isinstance(item, Use):
            inner = _seen(_shared(item.drawing), item)
            texts += (_inked(each, item.x, item.y, at) for each in inner.texts)
            others += (_moved_other(each, item.x, item.y, at) for each in inner.others)
            codes += (_moved(each, item.x, item.y) for each in inner.codes)
            ornaments |= {at + n for n in inner.ornaments}
            at += inner.items
            continue
        else:
            others.append(_other(item.outlined() if isinstance(item, ArcText) else item, at))
        at += 1
    return Parts(tuple(texts), tuple(others), tuple(codes), at, frozenset(ornaments))


@lru_cache(maxsize=256)
def _shared(drawing: Drawing) -> Parts:
    """Return the parts of a drawing that others use, its ornaments cut off at its edges."""
    parts = parts_of(drawing)
    orders = frozenset(each.order for each in parts.others)
    ornaments = orders if drawing.ornament else parts.ornaments
    if not ornaments:
        return parts
    seen = (_cut(each, drawing) if each.order in ornaments else each for each in parts.others)
    others = tuple(each for each in seen if each is not None)
    return parts._replace(others=others, ornaments=ornaments)


def _cut(one: Other, drawing: Drawing) -> Other | None:
    """Return a shape within a drawing's edges, nearly as those cut it; None: it lies beyond."""
    item, (left, top, right, bottom) = one.item, one.box
    is_inside = left >= 0 and top >= 0 and right <= drawing.width and bottom <= drawing.height
    if is_inside or not isinstance(item, Shape):
        return one
    ends = (drawing.width, drawing.height)

    def within(segment: Segment) -> Segment:
        name, *numbers = segment
        return (name, *(min(max(n, 0.0), ends[at % 2]) for at, n in enumerate(numbers)))

    shape = item._replace(path=tuple(map(within, item.path)))
    left, top, right, bottom = shape_box(shape._replace(stroke=None))
    return _other(shape, one.order) if right > left or bottom > top else None


def words_of(use: Use) -> list[Text]:
    """Return the texts of what is used, where they are seen; none if it holds anything else."""
    x, y = use.x, use.y
    return [
        Text(text.x + x, text.y + y, text.size, text.line, text.fill)
        for text in words_in(use.drawing)
        if use.matrix == UNTURNED
    ]


@lru_cache(maxsize=256)
def words_in(drawing: Drawing) -> tuple[Text, ...]:
    """Return the texts of a drawing that holds nothing else."""
    texts = tuple(item for item in drawing.items if isinstance(item, Text))
    return texts if len(texts) == len(drawing.items) else ()


def _seen(parts: Parts, use: Use) -> Parts:
    """Return the parts of a drawing as it is seen: on its head, on its side, or as in a mirror.

    Letters stay upright, in the place of those that are seen: their boxes are the same.
    """
    turn = use.matrix
    if turn == UNTURNED:
        return parts
    texts = []
    for one in parts.texts:
        box = _flipped(one.box, turn)
        x, y = box[0] - one.box[0], box[1] - one.box[1]
        texts.append(Inked(_moved(one.text, x, y), box, one.order))
    others = tuple(_other(_flipped_item(each.item, turn), each.order) for each in parts.others)
    codes = tuple(_flipped_code(each, turn) for each in parts.codes)
    return Parts(tuple(texts), others, codes, parts.items, parts.ornaments)


def _flipped(box: Box, turn: Turn) -> Box:
    ends = _flipped_point(box[0], box[1], turn), _flipped_point(box[2], box[3], turn)
    (left, right), (top, bottom) = (sorted(pair) for pair in zip(*ends, strict=True))
    return (left, top, right, bottom)


def _flipped_point(x: float, y: float, turn: Turn) -> tuple[float, float]:
    a, b, c, d = turn
    return a * x + c * y, b * x + d * y


def _flipped_code(code: CodeBox, turn: Turn) -> CodeBox:
    box = code.x, code.y, code.x + code.side, code.y + code.side
    left, top, _right, _bottom = _flipped(box, turn)
    return code._replace(x=left, y=top)


def _flipped_item(item: Any, turn: Turn) -> Any:
    if isinstance(item, Shape):
        return item._replace(path=_flipped_path(item.path, turn))
    left, top, right, bottom = _flipped(item_box(item), turn)
    placed = item._replace(x=left, y=top, width=right - left, height=bottom - top)
    if isinstance(item, Image) and isinstance(item.picture, Picture):
        return placed._replace(picture=_flipped_picture(item.picture, turn))
    return placed


@lru_cache(maxsize=16)
def _flipped_picture(picture: Picture, turn: Turn) -> Picture:
    """Return the pixels of a picture as they are seen: what stands on a photo stands on those."""
    a, b, _c, d = turn
    pixels = picture.array()
    seen = np.rot90(pixels, -1) if b else pixels[:: d or 1, :: a or 1]
    height, width = seen.shape[:2]
    data = np.ascontiguousarray(seen).tobytes()
    return Picture(width, height, picture.mode, data, format=picture.format)


def _flipped_path(path: tuple[Segment, ...], turn: Turn) -> tuple[Segment, ...]:
    def flipped(numbers: list[Any]) -> Iterator[float]:
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            yield from _flipped_point(x, y, turn)

    return tuple((name, *flipped(rest)) for name, *rest in path)


def _inked(one: Inked, x: float, y: float, at: int) -> Inked:
    if x == 0 and y == 0:
        return one if at == 0 else one._replace(order=one.order + at)
    left, top, right, bottom = one.box
    box = (left + x, top + y, right + x, bottom + y)
    return Inked(_moved(one.text, x, y), box, one.order + at)


def _other(item: Any, order: int) -> Other:
    return Other(item, item_box(item), order)


def _moved_other(one: Other, x: float, y: float, at: int) -> Other:
    """Return a shape or picture in another place, so many items later."""
    if x == 0 and y == 0:
        return one if at == 0 else one._replace(order=one.order + at)
    left, top, right, bottom = one.box
    box = (left + x, top + y, right + x, bottom + y)
    return Other(_moved(one.item, x, y), box, one.order + at)


def _moved(item: Any, x: float, y: float) -> Any:
    """Return an item in another place."""
    if x == 0 and y == 0:
        return item
    if isinstance(item, Shape):
        return item._replace(path=svg_paths.moved(item.path, x=x, y=y))
    return item._replace(x=item.x + x, y=item.y + y)


def ink_box(text: Text) -> Box:
    """Return the box of a text's ink."""
    left, bottom, right, top = text.line.ink
    size = text.size
    return (
        text.x + left * size,
        text.y - top * size,
        text.x + right * size,
        text.y - bottom * size,
    )


def cluster_boxes(text: Text) -> Boxes:
    """Return the boxes of the ink of each letter (or what cannot be divided) of a text."""
    found: list[Box] = []
    for run in text.line.runs:
        scale = text.size / run.face.upem
        pen = text.x + run.x * text.size
        for cluster, kern in zip(run.clusters, run.kerns or (0,) * len(run.clusters), strict=True):
            if cluster.ink is not None:
                left, bottom, right, top = (edge * scale for edge in cluster.ink)
                found.append((pen + left, text.y - top, pen + right, text.y - bottom))
            pen += (cluster.advance + kern) * scale
    return np.array(found or [ink_box(text)])


def outlined(text: Text) -> Shape:
    """Return a text as the shape of its letters, black; a picture of an emoji as its box."""
    path: list[Segment] = []
    for run in text.line.runs:
        scale = text.size / run.face.upem
        pen = text.x + run.x * text.size
        for cluster, kern in zip(run.clusters, run.kerns or (0,) * len(run.clusters), strict=True):
            for glyph, x, y in cluster.parts if not run.face.is_color else ():
                outline = run.face.outline(glyph)
                path += _placed(outline, pen + x * scale, text.y - y * scale, scale)
            if run.face.is_color and cluster.ink is not None:
                left, bottom, right, top = (edge * scale for edge in cluster.ink)
                path += _box_path((pen + left, text.y - top, pen + right, text.y - bottom))
            pen += (cluster.advance + kern) * scale
    return Shape(path=tuple(path), fill="#000000")


def _placed(outline: Iterable[Any], x: float, y: float, scale: float) -> Iterator[Segment]:
    """Yield an outline in mm, its quadratic curves as cubic ones."""
    last = (0.0, 0.0)
    for name, *numbers in outline:
        flat = [x + n * scale if i % 2 == 0 else y - n * scale for i, n in enumerate(numbers)]
        if name == "Q":
            cx, cy, ex, ey = flat
            first = (last[0] + (cx - last[0]) * 2 / 3, last[1] + (cy - last[1]) * 2 / 3)
            second = (ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3)
            flat = [*first, *second, ex, ey]
        yield ("C" if name == "Q" else name, *flat)
        if flat:
            last = (flat[-2], flat[-1])


def _box_path(box: Box) -> tuple[Segment, ...]:
    left, top, right, bottom = box
    return (
        ("M", left, top),
        ("L", right, top),
        ("L", right, bottom),
        ("L", left, bottom),
        ("Z",),
    )


def item_box(item: Any) -> Box:
    """Return the box of a shape or a picture."""
    if isinstance(item, Shape):
        return shape_box(item)
    return (item.x, item.y, item.x + item.width, item.y + item.height)


def is_crossed(boxes: Boxes, shape: Shape) -> bool:
    """Say whether the outline of a shape may cross a box: by the boxes of its segments."""
    found = list(_segment_boxes(shape))
    if not found:
        return False
    half = shape.stroke_width / 2 if shape.stroke is not None else 0.0
    edges = np.array(found)
    meet = (edges[:, None, :2] - half < boxes[:, 2:]) & (boxes[:, :2] < edges[:, None, 2:] + half)
    return bool(meet.all(axis=2).any())


def _segment_boxes(shape: Shape) -> Iterator[Box]:
    """Yield the box of each side, curves by their controls; what is filled is closed anyway."""
    pen = start = (0.0, 0.0)
    for name, *numbers in (*shape.path, ("Z",)):
        points = [*zip(numbers[::2], numbers[1::2], strict=True)]
        if name in "MZ":
            points = [start]
        across, down = zip(pen, *points, strict=True)
        yield min(across), min(down), max(across), max(down)
        pen = points[-1]
        if name == "M":
            pen = start = (numbers[0], numbers[1])


def shape_box(shape: Shape) -> Box:
    """Return the box of a shape's points, curves by their controls, half its stroke around."""
    numbers = [n for _, *points in shape.path for n in points]
    across, down = numbers[::2], numbers[1::2]
    if not across:
        return (0.0, 0.0, 0.0, 0.0)
    half = shape.stroke_width / 2 if shape.stroke is not None else 0.0
    return (min(across) - half, min(down) - half, max(across) + half, max(down) + half)
