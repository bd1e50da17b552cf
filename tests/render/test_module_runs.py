"""A code is one path of runs that covers its dark modules, all of them and nothing else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from campaignkit.render.module_runs import rectangles, trace


def painted(path: bytes, size: int) -> np.ndarray:
    """Return the modules that a path fills, overlaps counted once."""
    lines = path.decode().splitlines()
    shift = int(lines[0].split()[4])
    square = np.zeros((size, size), bool)
    for line in lines[1:-1]:
        x, y, width, height, operator = line.split()
        assert operator == "re"
        left, top = int(x) + shift, int(y) + shift
        square[top : top + int(height), left : left + int(width)] = True
    return square


squares = st.integers(1, 200).flatmap(lambda size: arrays(bool, (size, size)))


@given(st.lists(squares, max_size=4))
def test_every_square_is_painted_module_for_module(given_squares: list[np.ndarray]) -> None:
    paths = trace(given_squares)

    for square, path in zip(given_squares, paths, strict=True):
        assert np.array_equal(painted(path, len(square)), square)


def test_a_code_is_filled_once() -> None:
    (path,) = trace([np.ones((21, 21), bool)])

    assert path.count(b"f\n") == 1


def test_a_run_longer_than_nine_overlaps_itself_and_leaves_no_seam() -> None:
    (path,) = trace([np.ones((12, 12), bool)])

    assert path.decode().splitlines()[1:3] == ["10 10 9 9 re", "13 10 9 9 re"]


def test_like_runs_under_one_another_are_one_rectangle() -> None:
    finder = np.pad(np.ones((3, 3), bool), 1)
    finder = np.pad(finder, 1, constant_values=True)

    (path,) = trace([finder])

    assert path.decode().splitlines()[1:-1] == [
        "10 10 7 1 re",
        "10 11 1 5 re",
        "16 11 1 5 re",
        "12 12 3 3 re",
        "10 16 7 1 re",
    ]


@given(squares)
def test_rectangles_name_the_same_runs(square: np.ndarray) -> None:
    again = np.zeros_like(square)
    for x, y, width in rectangles(square):
        assert not again[y, x : x + width].any()
        again[y, x : x + width] = True

    assert np.array_equal(again, square)
