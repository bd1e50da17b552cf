"""Marks to cut by stand in the margin at every edge of a label; none crosses one."""

from __future__ import annotations

from math import hypot

import pytest

from campaignkit.sheets.cut_marks import marks_of
from campaignkit.stock import Stock

SPREAD = Stock(
    name="spread", page=(100, 80), label=(30, 20), grid=(2, 2), margin=(12, 14), gap=(8, 6)
)


def test_cut_marks_stand_at_every_edge_and_beside_the_labels():
    (placed,) = marks_of(SPREAD, "cut")
    (shape,) = placed.drawing.items
    ends = [(x, y) for _, x, y in shape.path]
    lines = list(zip(ends[::2], ends[1::2], strict=True))

    upright = {x for (x, _), (to_x, _) in lines if x == to_x}
    lying = {y for (_, y), (_, to_y) in lines if y == to_y}
    assert upright == {12, 42, 50, 80}
    assert lying == {14, 34, 40, 60}
    assert all(not (12 < x < 80 and 14 < y < 60) for x, y in ends)


def outlines(shape, radius=0.0):
    """Return the path of each outline of a page of three labels in a row, 20 x 20 mm."""
    stock = Stock(
        **{"name": "row", "page": (100, 40), "label": (20, 20), "grid": (3, 1), "shape": shape},
        **{"margin": (10, 10), "gap": (5, 0), "radius": radius},
    )
    (placed,) = marks_of(stock, "outlines", (1.0, 2.0))
    return [item.path for item in placed.drawing.items]


@pytest.mark.parametrize("shape", ["round", "ellipse"])
def test_the_outline_of_a_round_label_is_round(shape):
    for path, left in zip(outlines(shape), (11, 36, 61), strict=True):
        ends = [segment[-2:] for segment in path if segment[0] != "Z"]
        for x, y in ends:  # of its arcs: all as far from the middle
            assert hypot(x - left - 10, y - 22) == pytest.approx(10)


def test_the_outline_of_a_label_with_corners_follows_its_edge():
    for path, left in zip(outlines("rect", radius=3), (11, 36, 61), strict=True):
        ends = [segment[-2:] for segment in path if segment[0] != "Z"]
        assert {x for x, _ in ends} >= {left, left + 20}
        assert {y for _, y in ends} >= {12, 32}
        assert (left, 12) not in ends  # its corners are round


def test_without_marks_nothing_lies_under_the_labels():
    assert marks_of(SPREAD, None) == ()
