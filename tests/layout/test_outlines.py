from __future__ import annotations

import pytest

from campaignkit.errors import BadInput, CampaignError
from campaignkit.layout.design import LineElement, PathElement
from campaignkit.layout.outlines import Bounds, outline

BOX = Bounds(10.0, 20.0, 30.0, 10.0)
FLAG = "M0 0L4 2L0 4L0 0Z"  # points to the right, on a square of 4


def path(**more: object) -> PathElement:
    given = {"kind": "path", "box": (0, 0, 0, 0), "data": FLAG, "view": (0, 0, 4, 4), **more}
    return PathElement(**given)  # type: ignore[arg-type]


def test_a_path_keeps_its_proportions_in_the_middle_of_its_box():
    found = outline(path(), BOX, {})

    assert found == (
        ("M", 20.0, 20.0),
        ("L", 30.0, 25.0),
        ("L", 20.0, 30.0),
        ("L", 20.0, 20.0),
        ("Z",),
    )


def test_a_stretched_path_fills_its_box():
    found = outline(path(fit="stretch"), BOX, {})

    assert found == (
        ("M", 10.0, 20.0),
        ("L", 40.0, 25.0),
        ("L", 10.0, 30.0),
        ("L", 10.0, 20.0),
        ("Z",),
    )


def test_a_repeated_path_fills_its_box_with_whole_copies():
    found = outline(path(fit="repeat"), BOX, {})
    starts = [segment[1] for segment in found if segment[0] == "M"]
    tips = [segment[1] for segment in found if segment[0] == "L"][::3]

    assert starts == pytest.approx([10.0, 20.0, 30.0])
    assert tips == pytest.approx([20.0, 30.0, 40.0])


def test_copies_are_as_many_as_nearly_keep_their_proportions():
    nearly_three = Bounds(0.0, 0.0, 27.0, 10.0)

    found = outline(path(fit="repeat"), nearly_three, {})

    assert [segment[1] for segment in found if segment[0] == "M"] == pytest.approx([0, 9, 18])


def test_a_path_that_flips_points_the_other_way_in_a_right_to_left_design():
    found = outline(path(flip=True), BOX, {}, flip=True)

    assert found == (
        ("M", 30.0, 20.0),
        ("L", 20.0, 25.0),
        ("L", 30.0, 30.0),
        ("L", 30.0, 20.0),
        ("Z",),
    )
    assert outline(path(), BOX, {}, flip=True) == outline(path(), BOX, {})


def test_a_line_goes_the_other_way_in_a_right_to_left_design():
    line = LineElement(kind="line", box=(0, 0, 0, 0))

    assert outline(line, BOX, {}) == (("M", 10.0, 20.0), ("L", 40.0, 30.0))
    assert outline(line, BOX, {}, flip=True) == (("M", 40.0, 20.0), ("L", 10.0, 30.0))


def test_a_view_without_area_is_refused():
    with pytest.raises((BadInput, ValueError), match="the last two above 0"):
        path(view=(0, 0, 0, 4))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"view": (0, 0, 1e-6, 1), "fit": "repeat"}, "repeated 3,000,000 times would have"),
        ({"view": (0, 0, 1e-300, 1), "fit": "repeat"}, "at most 100,000. Give it a wider view"),
        ({"view": (0, 0, 1, 1e-300), "fit": "stretch"}, "no place on paper"),
        ({"data": "M0 0 A1e-300 1e-300 0 0 0 1 1"}, "is not SVG path data"),
        ({"data": "M0 0 L1e999 0"}, "goes to inf, which is no place on paper"),
        ({"data": "M0 0 A1e300 1e-300 0 0 0 1 1"}, "path"),
    ],
)
def test_a_path_that_no_paper_holds_is_refused(more: dict[str, object], words: str) -> None:
    with pytest.raises(CampaignError, match=words):
        outline(path(**more), BOX, {})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_view_is_made_of_numbers(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        path(view=(0, 0, value, 1))
