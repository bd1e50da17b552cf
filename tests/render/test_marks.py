"""Paths as the operators of a PDF."""

from __future__ import annotations

import random

import pytest

from campaignkit.drawing import Shape
from campaignkit.errors import BadInput
from campaignkit.paths import ellipse
from campaignkit.render.marks import segment, shape

ODD = [0.0, -0.0, -0.00001, 0.00006, 1.0, 10.0, 100.5, -3.25, 0.12346, 12.3, 1200.0004, -0.1]


def a_path(count):
    chance = random.Random(count)
    size = {"M": 2, "L": 2, "C": 6, "Z": 0}
    names = ["M", *chance.choices("MLCZ", k=count - 1)]
    return tuple((name, *chance.choices(ODD, k=size[name])) for name in names)


@pytest.mark.parametrize("count", [1, 31, 32, 500])
def test_a_long_path_is_written_as_its_segments_are(count):
    path = a_path(count)

    written = shape(Shape(path, fill="#000000"))
    assert written == b"0 g\n" + b"".join(map(segment, path)) + b"f\n"


def test_a_length_that_is_no_number_is_refused_in_a_long_path_too():
    path = ellipse(0, 0, 10, 10) * 20 + (("L", float("nan"), 0.0),)

    with pytest.raises(BadInput, match="no number"):
        shape(Shape(path, fill="#000000"))
