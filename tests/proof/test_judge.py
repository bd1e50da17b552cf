"""Numbers against limits: each finding says the number, the limit and what would do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.proof.judge import DARK_MOST, QUIET_SLACK, darkened, judge
from campaignkit.proof.measure import Color, Measured, luminance

GOOD = Measured(
    module_mm=0.4,
    modules=33,
    quiet=(4.5, 4.5, 4.5, 4.5),
    dark=(0, 0, 0),
    light=(255, 255, 255),
    inverted=False,
    mirrored=False,
    reserve=1.0,
    pixel_mm=25.4 / 300,
)
COLORS = st.tuples(*[st.integers(0, 255)] * 3)


def only(code: Measured, **options: object):
    (problem,) = judge(code, **options)
    return problem


def test_a_good_code_has_no_problem():
    assert not judge(GOOD)


def test_a_module_at_the_floor_is_large_enough():
    assert not judge(replace(GOOD, module_mm=0.33))
    assert not judge(replace(GOOD, module_mm=0.328))  # as near as the pixels can tell


def test_a_module_below_the_floor_says_how_wide_the_code_must_be():
    problem = only(replace(GOOD, module_mm=0.25))

    assert str(problem) == (
        "The code is too small: its modules are 0.25 mm wide, and phones need 0.33 mm. "
        "Print it at least 10.9 mm wide (now 8.2 mm), or shorten its text."
    )


@pytest.mark.parametrize(
    ("distance_mm", "expected"),
    [(132, []), (140, ["warning"]), (260, ["warning"]), (270, ["error"]), (3000, ["error"])],
)
def test_a_code_reads_from_ten_times_the_width_of_33_modules(distance_mm, expected):
    found = judge(GOOD, distance_mm=distance_mm)

    assert [problem.severity for problem in found] == expected


def test_the_distance_says_how_far_the_code_reads_now():
    problem = only(GOOD, distance_mm=3000)

    assert "scanned from 3.0 m, but its modules of 0.4 mm can be read from about 13 cm." in str(
        problem
    )
    assert problem.fix == "Print it at least 300 mm wide (now 13.2 mm), or shorten its text."


def test_a_larger_version_needs_more_width_for_the_same_distance():
    small = only(replace(GOOD, modules=25), distance_mm=1000)
    large = only(replace(GOOD, modules=57), distance_mm=1000)

    assert small.limit == large.limit == pytest.approx(3.03, abs=0.01)
    assert "at least 75.8 mm" in small.fix and "at least 172.8 mm" in large.fix


def test_a_short_quiet_zone_names_its_sides_and_the_worst_in_mm():
    problem = only(replace(GOOD, quiet=(4.5, 2.0, 4.5, 3.1)))

    assert (problem.rule, problem.value, problem.limit) == ("scan.quiet-zone", 2.0, 4)
    assert "free are 2.0 at the top, 3.1 at the bottom." in problem.message
    assert problem.fix == "Clear 1.6 mm around it; now it is 0.8 mm at the top."


def test_a_quiet_zone_as_near_to_four_modules_as_pixels_can_tell_will_do():
    assert not judge(replace(GOOD, quiet=(4 - QUIET_SLACK,) * 4))


def test_a_picture_of_unknown_size_is_judged_in_modules_only():
    code = replace(GOOD, module_mm=0.1, quiet=(4.5, 2.0, 4.5, 4.5))

    assert only(code, sized=False).fix == "Clear 4 modules around it; now it is 2.0 at the top."


@pytest.mark.parametrize(
    ("dark", "light", "severity", "fix"),
    [
        ("#25D366", "#FFFFFF", "error", "Use #178841 or darker."),  # our greens on white:
        ("#128C7E", "#FFFFFF", "warning", "Use #118578 or darker."),  # ratio 1.98, 4.14
        ("#FFEB3B", "#FFFFFF", "error", "Use #82771E or darker."),
        ("#AAAAAA", "#FFFFFF", "error", "Use #767676 or darker."),
        ("#000000", "#25D366", "warning", "Put it on white."),
        ("#000050", "#C9A66B", "warning", "Put it on white."),
        ("#000000", "#404040", "error", "Put it on white."),
        ("#FFFF00", "#FFFFCC", "error", None),
    ],
)
def test_contrast_is_judged_by_luminance_and_the_fix_is_a_color(dark, light, severity, fix):
    problem = only(replace(GOOD, dark=rgb(dark), light=rgb(light)))

    assert (problem.rule, problem.severity) == ("scan.contrast", severity)
    assert f"{dark} on {light}" in problem.message
    if fix:
        assert problem.fix == fix


@pytest.mark.parametrize("dark", ["#000000", "#075E54", "#000050", "#4B0082"])
def test_strong_colors_on_white_are_silent(dark):
    assert not judge(replace(GOOD, dark=rgb(dark)))


@given(COLORS, COLORS)
def test_the_color_that_is_advised_would_do(dark: Color, light: Color):
    if luminance(dark) > luminance(light):
        dark, light = light, dark
    for problem in judge(replace(GOOD, dark=dark, light=light)):
        white = (255, 255, 255) if "white" in problem.fix else light
        advised = rgb(problem.fix.split("#")[1][:6]) if "#" in problem.fix else dark

        assert not judge(replace(GOOD, dark=advised, light=white))


@given(COLORS)
def test_a_darkened_color_is_as_light_as_allowed_and_no_lighter(color: Color):
    result = darkened(color, DARK_MOST)

    assert luminance(result) <= DARK_MOST
    assert result == color or luminance(result) > DARK_MOST * 0.9


def test_light_on_dark_is_an_error_and_the_fix_exchanges_the_colors():
    problem = only(replace(GOOD, inverted=True))

    assert (problem.rule, problem.severity) == ("scan.inverted", "error")
    assert "Exchange the two colours: #000000 on #FFFFFF" in problem.fix


def test_a_mirrored_code_is_a_warning():
    problem = only(replace(GOOD, mirrored=True))

    assert (problem.rule, problem.severity) == ("scan.mirrored", "warning")


def test_a_code_that_lives_on_its_error_correction_is_a_warning():
    problem = only(replace(GOOD, reserve=0.2))

    assert (problem.rule, problem.severity) == ("scan.damage", "warning")
    assert "20% of its error correction is left" in problem.message


def rgb(color: str) -> Color:
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue
