"""Boxes in which texts were found clear of everything, so that the next ones need no look.

What is drawn of a design differs from sticker to sticker in a few texts. A box around all of one
place that were seen is clear if its ground is of one colour and nothing else comes near it; a
text inside it can touch nothing, is as pale or dark as the ones before, and no nearer to an edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from campaignkit.drawing import UNTURNED, ArcText, CodeBox, Drawing, Item, Text, Use
from campaignkit.problems import Problem
from campaignkit.proof.lints.faces import Outline, free_to_edge
from campaignkit.proof.lints.grounds import Ground
from campaignkit.proof.lints.limits import NEXT_EM, TOUCH_EM, TOUCH_MM, edge_mm
from campaignkit.proof.lints.parts import Box, Parts, ink_box, words_in, words_of

_TRIES = 8  # to widen the boxes of one kind of drawing in vain

Key = tuple[Any, ...]


@dataclass(slots=True)
class _Boxes:
    """Of each text that varies a box it may lie in, and the sizes that it may have."""

    boxes: list[Box]
    smallest: list[float]
    largest: list[float]
    tries: int = 0


class Clear:
    """What was learned of the drawings of one document. outline: of their faces."""

    def __init__(self, outline: Outline | None) -> None:
        self._outline = outline
        self._known: dict[Key, _Boxes] = {}

    def holds(self, drawing: Drawing) -> bool:
        """Say whether all texts of a drawing lie in boxes that are known to be clear."""
        texts = _texts(drawing)
        known = self._known.get(_key(drawing))
        if known is None:
            return False
        for text, (left, top, right, bottom), least, most in zip(
            texts, known.boxes, known.smallest, known.largest, strict=True
        ):
            size = text.size
            if not least <= size <= most:
                return False
            x, y, ink = text.x, text.y, text.line.ink
            if (
                x + ink[0] * size < left
                or y - ink[3] * size < top
                or x + ink[2] * size > right
                or y - ink[1] * size > bottom
            ):
                return False
        return True

    def learn(
        self, drawing: Drawing, parts: Parts, ground: Ground, found: Sequence[Problem]
    ) -> None:
        """Widen the boxes of a kind of drawing by this one's texts, if nothing is wrong there."""
        texts = _texts(drawing)
        words = {text.line.text.strip() for text in texts}
        told = {problem.params.get("words") for problem in found}
        others = all(type(item) in (Text, Use, CodeBox) for item in drawing.items)
        errors = any(problem.severity == "error" for problem in found)
        if not others or errors or told & words:
            return
        key = _key(drawing)
        known = self._known.get(key)
        if known is not None and known.tries >= _TRIES:
            return
        sizes = [text.size for text in texts]
        new = _Boxes([ink_box(text) for text in texts], sizes, sizes)
        if known is not None:
            new = _joined(known, new)
        if self._are_clear(drawing, parts, ground, new):
            self._known[key] = new
        elif known is not None:
            known.tries += 1

    def _are_clear(self, drawing: Drawing, parts: Parts, ground: Ground, new: _Boxes) -> bool:
        boxes, sizes = new.boxes, new.largest
        if not boxes:
            return True
        varying = _texts(drawing)
        fixed = [one for one in parts.texts if one.text not in varying]
        reach = [(max(NEXT_EM * em, TOUCH_MM), max(TOUCH_EM * em, TOUCH_MM)) for em in sizes]
        wide = np.array([_grown(box, *by) for box, by in zip(boxes, reach, strict=True)])
        around = [one.box for one in fixed]
        around += [(code.x, code.y, code.x + code.side, code.y + code.side) for code in parts.codes]
        if around and _meet(wide, np.array(around)).any():
            return False
        if np.triu(_meet(wide, np.array(boxes)), 1).any():
            return False
        if not ground.is_flat(wide).all() or parts.pictures():
            return False
        if self._outline is None:
            return True
        least = edge_mm(drawing.width, drawing.height)
        return all(free_to_edge(box, drawing, self._outline) >= least for box in boxes)


def _texts(drawing: Drawing) -> list[Text]:
    """Return the texts that may be elsewhere on the next one: its own, and those it only moves."""
    found: list[Text] = []
    for item in drawing.items:
        if type(item) is Text:
            found.append(item)
        elif type(item) is Use:
            found += words_of(item)
    return found


def _key(drawing: Drawing) -> Key:
    """Return what drawings with equal places of their texts have in common."""
    return (drawing.width, drawing.height, *map(_place, drawing.items))


def _place(item: Item) -> object:
    if type(item) is Text:
        return item.fill
    if type(item) is Use:
        moves = item.matrix == UNTURNED and words_in(item.drawing)
        return item.drawing if moves else (item.drawing, item.x, item.y)
    return item if type(item) is ArcText else item[:3]


def _joined(one: _Boxes, other: _Boxes) -> _Boxes:
    return _Boxes(
        [_around(*pair) for pair in zip(one.boxes, other.boxes, strict=True)],
        list(map(min, one.smallest, other.smallest)),
        list(map(max, one.largest, other.largest)),
        one.tries,
    )


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _grown(box: Box, across: float, down: float) -> Box:
    return box[0] - across, box[1] - down, box[2] + across, box[3] + down


def _meet(ones: Any, others: Any) -> Any:
    """Say of each pair of boxes whether they share any area."""
    return (
        (ones[:, None, 0] < others[:, 2])
        & (others[:, 0] < ones[:, None, 2])
        & (ones[:, None, 1] < others[:, 3])
        & (others[:, 1] < ones[:, None, 3])
    )
