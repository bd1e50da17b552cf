"""SVG path data becomes plain absolute segments."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.errors import BadInput
from campaignkit.svg_paths import Segment, ellipse, moved, parse, rounded


def points(path: tuple[Segment, ...]) -> list[tuple[float, float]]:
    """Return every point on the path: ends of segments and four places along each curve."""
    at, found = (0.0, 0.0), []
    for segment in path:
        numbers = [float(value) for value in segment[1:]]
        if segment[0] == "C":
            for t in (0.25, 0.5, 0.75, 1.0):
                u = 1 - t
                weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                xs, ys = [at[0], *numbers[::2]], [at[1], *numbers[1::2]]
                found.append(
                    (
                        sum(w * x for w, x in zip(weights, xs, strict=True)),
                        sum(w * y for w, y in zip(weights, ys, strict=True)),
                    )
                )
        elif numbers:
            found.append((numbers[0], numbers[1]))
        if numbers:
            at = (numbers[-2], numbers[-1])
    return found


def test_relative_commands_become_absolute() -> None:
    assert parse("m1 1 l2 0 v3 h-1") == (
        ("M", 1.0, 1.0),
        ("L", 3.0, 1.0),
        ("L", 3.0, 4.0),
        ("L", 2.0, 4.0),
    )


def test_a_quadratic_curve_keeps_its_course() -> None:
    (_, curve) = parse("M0 0Q5 10 10 0")

    middle = points((("M", 0.0, 0.0), curve))[2]
    assert middle == pytest.approx((5, 5))


def test_an_arc_is_a_circle() -> None:
    path = parse("M10 0A10 10 0 0 1 0 10")

    assert all(math.hypot(x, y) == pytest.approx(10, rel=1e-3) for x, y in points(path))


def test_an_ellipse_lies_in_its_box() -> None:
    for x, y in points(ellipse(2, 3, 20, 10)):
        assert ((x - 12) / 10) ** 2 + ((y - 8) / 5) ** 2 == pytest.approx(1, abs=1e-3)


def test_round_corners_are_no_rounder_than_a_pill() -> None:
    path = rounded(0, 0, 20, 10, 99)

    assert path == rounded(0, 0, 20, 10, 5)
    assert min(x for x, _ in points(path)) == pytest.approx(0)
    assert max(y for _, y in points(path)) == pytest.approx(10)


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.1, 10))
def test_moving_scales_first(x: float, y: float, scale: float) -> None:
    ((_, to_x, to_y),) = moved((("M", 3.0, 4.0),), x=x, y=y, scale=scale)

    assert (to_x, to_y) == pytest.approx((3 * scale + x, 4 * scale + y))


@pytest.mark.parametrize("data", ["", "hello", "M", "M1", "M0 0 L", "M0 0 A1", "L1 1", "M a b"])
def test_what_is_no_path_is_refused(data: str) -> None:
    with pytest.raises(BadInput, match=r"is not SVG path data"):
        parse(data)
