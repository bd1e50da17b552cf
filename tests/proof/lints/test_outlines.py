"""Whether an outline may come near letters, told from its segments: it spares a look at pixels."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit import svg_paths
from campaignkit.drawing import Shape
from campaignkit.proof.lints.parts import is_crossed

SQUARE = Shape(path=svg_paths.rounded(10, 10, 20, 20, 4), fill="#000000")


def crossed(shape: Shape, *box: float) -> bool:
    return is_crossed(np.array([box]), shape)


@pytest.mark.parametrize(
    ("box", "is_near"),
    [
        ((15, 15, 25, 25), False),  # inside
        ((0, 0, 40, 40), True),  # around
        ((9, 18, 11, 20), True),  # over a side
        ((10.5, 10.5, 12, 12), True),  # in a round corner: by the box of its curve
        ((31, 18, 33, 20), False),  # beside
    ],
)
def test_an_outline_is_where_its_segments_are(box, is_near):
    assert crossed(SQUARE, *box) is is_near


def test_a_stroke_is_as_wide_as_it_is_drawn():
    line = Shape(path=(("M", 0, 5), ("L", 20, 5)), stroke="#000000", stroke_width=2)

    assert crossed(line, 4, 5.9, 6, 8)
    assert not crossed(line, 4, 6.1, 6, 8)


@pytest.mark.parametrize("end", [(), (("Z",),), (("M", 50.0, 50.0), ("L", 60.0, 50.0))])
def test_what_is_filled_has_a_side_back_to_its_start(end):
    corner = (("M", 1.0, 0.0), ("L", 11.0, 0.0), ("L", 11.0, 10.0), *end)

    assert crossed(Shape(path=corner, fill="#000000"), 2, 3, 4, 5)


def test_between_two_parts_of_a_path_there_is_no_side():
    parts = (*svg_paths.rounded(10, 10, 5, 5, 0), *svg_paths.rounded(40, 10, 5, 5, 0))

    assert not crossed(Shape(path=parts, fill="#000000"), 20, 9, 30, 20)
    assert crossed(Shape(path=parts, fill="#000000"), 39, 9, 41, 12)


def test_one_of_many_boxes_is_enough():
    boxes = np.array([(15.0, 15.0, 16.0, 16.0), (9.0, 18.0, 11.0, 20.0)])

    assert is_crossed(boxes, SQUARE)
