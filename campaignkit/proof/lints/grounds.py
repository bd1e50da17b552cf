"""What texts stand on: the shapes and pictures of a drawing as pixels, and where their edges are.

The same way to pixels as for everything else: a PDF, drawn by PDFium. Codes are left out: they
have a panel of their own, and what lies on that is told without looking at pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from campaignkit.drawing import Drawing, Image, Item, Page, Placed, Text
from campaignkit.proof.lints.parts import Box, Boxes, Inked, Parts, outlined
from campaignkit.render import pdf, raster
from campaignkit.units import MM_PER_INCH

Pixels = NDArray[np.uint8]
Bools = NDArray[np.bool_]

PX_MM, PIXELS_LONG = 12.0, 1400  # pixels a mm, but no more along the longer side of a face
_CELLS = 60  # along the longer side, of the grid in which gaps are looked for
_EDGE = 6  # of 255, in any channel from a pixel to the next: a gradient has less, a shape more
_INKED = 64  # of 255: a pixel that ink covers by a quarter
_FINE_PX_MM = 40.0
_MASK_PX = 300_000  # at most, where something is looked at closely


class Ground:
    """The ground of a face. shapes: RGB. edges: the pixels at which a shape begins or ends.

    pictures: what lies among the shapes; drawn when a text may stand on one.
    """

    def __init__(self, width: float, height: float, items: tuple[Item, ...]) -> None:
        self.px_mm = min(PX_MM, PIXELS_LONG / max(width, height))
        self._size, self._items = (width, height), items
        self.pictures = [item for item in items if isinstance(item, Image)]
        shapes = [item for item in items if not isinstance(item, Image)]
        self.shapes = _drawn(shapes, width, height, self.px_mm)
        self.edges = _edges(self.shapes)

    def is_flat(self, boxes: Boxes) -> Bools:
        """Say of each box, mm, whether no shape's edge crosses it."""
        found = np.clip(_scaled(boxes, self.px_mm), 0, None).tolist()
        inside = (self.edges[top:bottom, left:right] for left, top, right, bottom in found)
        return np.array([not edges.any() for edges in inside], np.bool_)

    def colors(self, box: Box) -> NDArray[np.uint8]:
        """Return the colours under a box, a row a pixel; where it is not on the face, none."""
        left, top, right, bottom = _scaled(np.array([box]), self.px_mm)[0]
        pixels = self._pixels if any(_is_on(each, box) for each in self.pictures) else self.shapes
        return pixels[max(top, 0) : bottom, max(left, 0) : right].reshape(-1, 3)

    @cached_property
    def _pixels(self) -> Pixels:
        return _drawn(self._items, *self._size, self.px_mm)

    def largest_gap(self, boxes: Boxes, *, above: float) -> float:
        """Return the share of the face that its largest empty rectangle takes; 0: not so much.

        boxes: of what is drawn beside the shapes: texts and codes.
        """
        cells = _cells(self.edges)
        side = max(self.edges.shape) / max(cells.shape)
        for left, top, right, bottom in _scaled(boxes, self.px_mm / side).tolist():
            cells[max(top, 0) : bottom, max(left, 0) : right] = True
        gap = _largest_gap(cells) if _may_have_gap(cells, above) else 0.0
        return gap if gap > above else 0.0


def _scaled(boxes: Boxes, px_mm: float) -> NDArray[np.intp]:
    """Return boxes in whole pixels: every pixel that they touch."""
    scaled = boxes * px_mm
    return np.concatenate(
        [np.floor(scaled[:, :2] + 1e-6), np.ceil(scaled[:, 2:] - 1e-6)], axis=1
    ).astype(np.intp)


def ground_of(drawing: Drawing, parts: Parts) -> Ground:
    """Return the ground of a drawing; drawings with equal shapes share one."""
    items = tuple(each.item for each in parts.others)
    return _ground(drawing.width, drawing.height, items)


@lru_cache(maxsize=12)  # 1.4 MB each; a build of 2,000 shops has as many
def _ground(width: float, height: float, items: tuple[Item, ...]) -> Ground:
    return Ground(width, height, items)


def _is_on(picture: Image, box: Box) -> bool:
    left, top, right, bottom = box
    return (
        picture.x < right
        and left < picture.x + picture.width
        and picture.y < bottom
        and top < picture.y + picture.height
    )


def _drawn(items: Sequence[Item], width: float, height: float, px_mm: float) -> Pixels:
    if not items:
        shape = (round(height * px_mm) or 1, round(width * px_mm) or 1, 3)
        return np.full(shape, 255, np.uint8)
    out = BytesIO()
    page = Page(width, height, (Placed(0.0, 0.0, Drawing(width, height, tuple(items))),))
    pdf.write([page], out)
    return raster.page(out.getvalue(), 1, dpi=px_mm * MM_PER_INCH, grayscale=False)


def _edges(pixels: Pixels) -> Bools:
    """Return the pixels that differ from the next one to the right or below."""
    edges = np.zeros(pixels.shape[:2], np.bool_)
    for channel in np.moveaxis(pixels, 2, 0):  # one at a time, in bytes: far fewer steps
        values = np.ascontiguousarray(channel)
        edges[:, :-1] |= _differ(values[:, :-1], values[:, 1:])
        edges[:-1] |= _differ(values[:-1], values[1:])
    return edges


def _differ(ones: Pixels, others: Pixels) -> Bools:
    far: Bools = np.maximum(ones, others) - np.minimum(ones, others) > _EDGE
    return far


def _counted(marks: Bools) -> NDArray[np.int32]:
    """Return the running count of marks in both directions, a row and a column of zeros first."""
    total = np.zeros((marks.shape[0] + 1, marks.shape[1] + 1), np.int32)
    np.cumsum(np.cumsum(marks, axis=0, dtype=np.int32), axis=1, out=total[1:, 1:])
    return total


def _cells(marks: Bools) -> Bools:
    """Return in which cells of a coarse grid something is."""
    size = max(1, -(-max(marks.shape) // _CELLS))
    height, width = (-(-length // size) * size for length in marks.shape)
    whole = np.pad(marks, ((0, height - marks.shape[0]), (0, width - marks.shape[1])))
    squares = whole.reshape(height // size, size, width // size, size)
    return np.asarray(squares.any(axis=(1, 3)), np.bool_)


def _may_have_gap(cells: Bools, share: float) -> bool:
    """Say whether an empty rectangle may take more than a share: it is as high, and as wide."""
    high, wide = (int(share * side) + 1 for side in cells.shape)
    empty = np.lib.stride_tricks.sliding_window_view(~cells, wide, axis=1).all(axis=2)
    return bool((empty.sum(axis=0) >= high).any())


def _largest_gap(cells: Bools) -> float:
    """Return the largest empty rectangle's share of a grid, row by row by heights of gaps."""
    best = 0
    heights = [0] * cells.shape[1]
    for row in cells.tolist():
        heights = [0 if full else high + 1 for full, high in zip(row, heights, strict=True)]
        stack: list[tuple[int, int]] = []  # where a height begins, and the height: rising
        for at, high in enumerate([*heights, 0]):
            begin = at
            while stack and stack[-1][1] >= high:
                begin, tall = stack.pop()
                best = max(best, tall * (at - begin))
            stack.append((begin, high))
    return best / cells.size


class Near:
    """The shapes in a box of a drawing, mm, drawn finely: their colours, and their edges."""

    def __init__(self, items: Sequence[Item], box: Box, px_mm: float) -> None:
        shapes = [item for item in items if not isinstance(item, Image)]
        self.pixels = _on_white(_cut_out(shapes, box, px_mm))
        self.edges = _edges(self.pixels)


def finely(box: Box) -> float:
    """Return pixels a mm in which the letters in a box are plainly seen."""
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)
    return min(_FINE_PX_MM, sqrt(_MASK_PX / area))


def text_mask(text: Text, box: Box, px_mm: float) -> Bools:
    """Return which pixels of a box, mm, a text inks."""
    return items_mask((outlined(text),), box, px_mm)


def items_mask(items: Sequence[Item], box: Box, px_mm: float) -> Bools:
    """Return which pixels of a box, mm, shapes and pictures cover by a quarter or more."""
    inked: Bools = _cut_out(items, box, px_mm)[:, :, 3] > _INKED
    return inked


def _cut_out(items: Sequence[Item], box: Box, px_mm: float) -> Pixels:
    """Return a box of a drawing as RGBA."""
    left, top, right, bottom = box
    page = Page(right - left, bottom - top, (Placed(-left, -top, Drawing(1, 1, tuple(items))),))
    out = BytesIO()
    pdf.write([page], out)
    return raster.cutout(out.getvalue(), 1, dpi=px_mm * MM_PER_INCH)


def _on_white(drawn: Pixels) -> Pixels:
    """Return RGBA as RGB, white where nothing is drawn."""
    colors, opaque = drawn[:, :, :3].copy(), drawn[:, :, 3]
    seen_through = opaque < 255
    some, share = colors[seen_through], opaque[seen_through, None].astype(np.uint16)
    colors[seen_through] = (some * share + 255 * (255 - share)) // 255
    return colors


def apart(one: Inked, other: Inked, reach: float) -> bool:
    """Say whether the ink of two texts keeps `reach` mm apart, one above the other.

    Looked at in pixels: boxes of an L and of what stands above its foot meet, their ink does not.
    """
    left, top = (max(one.box[n], other.box[n]) for n in (0, 1))
    right, bottom = (min(one.box[n], other.box[n]) for n in (2, 3))
    box = (left - reach, min(top, bottom) - reach, right + reach, max(top, bottom) + reach)
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)
    px_mm = min(60.0 / min(one.text.size, other.text.size), sqrt(_MASK_PX / area))
    masks = [text_mask(each.text, box, px_mm) for each in (one, other)]
    near = grown(masks[0], 0, round(reach * px_mm))
    return not bool((near & masks[1]).any())


def grown(mask: Bools, across: int, down: int) -> Bools:
    """Return a mask with every pixel that is so near to one of it."""
    if across < 1 and down < 1:
        return mask
    padded = np.pad(mask, ((down, down), (across, across)))
    total = _counted(padded)
    high, wide = 2 * down + 1, 2 * across + 1
    count = (
        total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
    )
    near: Bools = count > 0
    return near
