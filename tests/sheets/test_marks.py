"""Marks to cut by stand in the margin at every edge of a label; none crosses one."""

from __future__ import annotations

from campaignkit.sheets.marks import marks_of
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
