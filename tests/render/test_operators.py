"""Paths as the operators of a PDF."""

from __future__ import annotations

import random
import re

import pytest

from campaignkit.drawing import Shape
from campaignkit.errors import BadInput
from campaignkit.render.operators import segment, shape
from campaignkit.svg_paths import ellipse

ODD = [0.0, -0.0, -0.00001, 0.00006, 1.0, 10.0, 100.5, -3.25, 0.12346, 12.3, 1200.0004, -0.1]
NUMBERS = re.compile(rb"-?[\d.]+")


def a_path(count):
    chance = random.Random(count)
    size = {"M": 2, "L": 2, "C": 6, "Z": 0}
    names = ["M", *chance.choices("MLCZ", k=count - 1)]
    return tuple((name, *chance.choices(ODD, k=size[name])) for name in names)


@pytest.mark.parametrize("count", [1, 31])
def test_a_path_is_written_segment_by_segment(count):
    path = a_path(count)

    written = shape(Shape(path, fill="#000000"))
    assert written == b"0 g\n" + b"".join(map(segment, path)) + b"f\n"


@pytest.mark.parametrize("count", [32, 500])
def test_a_long_path_has_the_same_operators_in_whole_steps_of_5_um(count):
    path = a_path(count)

    written = shape(Shape(path, fill="#000000"))
    head, inner, tail = written[:4], written[4:-4], written[-4:]
    scale, _, drawn = inner.partition(b" cm\n")
    plain = b"".join(map(segment, path))
    assert (head, scale, tail) == (b"0 g\n", b"q 0.005 0 0 0.005 0 0", b"f\nQ\n")
    assert NUMBERS.sub(b"", drawn) == NUMBERS.sub(b"", plain)
    steps = [int(each) * 0.005 for each in NUMBERS.findall(drawn)]
    assert steps == pytest.approx([float(n) for n in NUMBERS.findall(plain)], abs=0.0026)


def test_a_long_path_that_goes_further_than_readers_count_is_written_as_it_is():
    path = (("M", 0.0, 0.0), *[("L", 3e8, 1.0)] * 40)

    assert b"300000000 1 l" in shape(Shape(path, fill="#000000"))


def test_a_length_that_is_no_number_is_refused_in_a_long_path_too():
    path = ellipse(0, 0, 10, 10) * 20 + (("L", float("nan"), 0.0),)

    with pytest.raises(BadInput, match="no number"):
        shape(Shape(path, fill="#000000"))
