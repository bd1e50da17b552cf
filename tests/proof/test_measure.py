"""One code's pixels to numbers, at any turn, tilt, place and colour."""

from __future__ import annotations

import random

import numpy as np
import pytest
import qrcode
from PIL import Image

from campaignkit.proof.judge import judge
from campaignkit.proof.measure import REACH, Measured, levels_of, luminance, measure
from campaignkit.proof.reader import read

DPI = 300
MODULE_PX = 0.4 / 25.4 * DPI  # 4.72: no whole number
ALL_FREE = (REACH - 1,) * 4


def modules(version: int, text: str = "hello", mask: int = 3) -> np.ndarray:
    code = qrcode.QRCode(version=version, border=0, mask_pattern=mask)
    code.add_data(text, optimize=0)
    code.make(fit=False)
    return np.array(code.get_matrix())


def drawn(dark: np.ndarray, scale: float, x: float, y: float, side: int) -> np.ndarray:
    """Pixels as dark as the share of them that the modules cover."""

    def cover(start: float) -> np.ndarray:
        pixels = np.arange(side)[:, None]
        lines = start + np.arange(len(dark)) * scale
        return np.clip(np.minimum(pixels + 1, lines + scale) - np.maximum(pixels, lines), 0, 1)

    return np.rint(255 * (1 - cover(y) @ dark @ cover(x).T)).astype(np.uint8)


def framed(version: int, free: int, phase: tuple[float, float] = (0, 0)) -> np.ndarray:
    """A code with `free` light modules around it, then 8 dark ones."""
    whole = np.pad(np.pad(modules(version), free), 8, constant_values=1)
    side = int(len(whole) * MODULE_PX) + 22
    return drawn(whole, MODULE_PX, 10 + phase[0], 10 + phase[1], side)


def plain(version: int = 2) -> np.ndarray:
    dark = np.pad(modules(version), 8)
    return drawn(dark, 5, 0, 0, len(dark) * 5)


def measured(image: np.ndarray) -> Measured:
    (found,) = read(image, dpi=DPI)
    return measure(image, found, dpi=DPI)


def test_a_plain_code_is_free_on_all_sides():
    code = measured(plain())

    assert code.quiet == ALL_FREE
    assert (code.dark, code.light, code.contrast) == ((0, 0, 0), (255, 255, 255), 21)
    assert not code.inverted and not code.mirrored
    assert code.module_mm == pytest.approx(5 * 25.4 / DPI, rel=0.002)


@pytest.mark.parametrize("free", [1, 2, 3, 4])
def test_free_modules_are_counted_on_each_side(free):
    assert measured(framed(4, free)).quiet == pytest.approx((free,) * 4, abs=0.2)


def test_good_codes_at_any_place_have_no_problem():
    chance = random.Random(7)
    problems = [
        problem
        for number in range(60)
        for problem in judge(
            measured(framed(1 + number % 15, 4, (chance.random(), chance.random())))
        )
    ]

    assert problems == []


def test_codes_with_a_module_too_few_always_have():
    chance = random.Random(8)
    rules = [
        problem.rule
        for number in range(30)
        for problem in judge(
            measured(framed(1 + number % 15, 3, (chance.random(), chance.random())))
        )
    ]

    assert rules == ["scan.quiet-zone"] * 30


@pytest.mark.parametrize(
    ("side", "ink"),
    [
        ("left", np.s_[40:165, 30:33]),
        ("top", np.s_[30:33, 40:165]),
        ("right", np.s_[40:165, 172:175]),
        ("bottom", np.s_[172:175, 40:165]),
    ],
)
def test_a_line_beside_the_code_counts_for_that_side_only(side, ink):
    page = plain()  # 8 free modules of 5 pixels, then the symbol from pixel 40 to 165
    page[ink] = 0
    quiet = dict(zip(("left", "top", "right", "bottom"), measured(page).quiet, strict=True))

    assert quiet.pop(side) == pytest.approx(1.4, abs=0.1)
    assert tuple(quiet.values()) == ALL_FREE[:3]


def test_a_line_of_text_above_does_not_count_for_the_left():
    page = plain()
    page[30:34, 0:165] = 0
    left, top, right, bottom = measured(page).quiet

    assert top == pytest.approx(1.2, abs=0.1)
    assert (left, right, bottom) == ALL_FREE[:3]


def test_ink_in_the_corner_counts():
    page = plain()
    page[:32, :32] = 0  # 1.6 modules from the corner, both ways

    assert min(measured(page).quiet) == pytest.approx(1.6, abs=0.5)


def test_a_hairline_is_ink():
    page = plain()
    page[:, 30] = 100

    assert measured(page).quiet[0] == pytest.approx(1.8, abs=0.2)


def test_where_the_page_ends_the_quiet_zone_ends():
    page = plain()[30:, 25:]

    assert measured(page).quiet == pytest.approx((3, 2, *ALL_FREE[:2]), abs=0.1)


def test_a_pale_ground_is_no_ink_but_a_brand_green_is():
    page = plain()
    page[:, :30] = 245
    pale = measured(page).quiet[0]
    page[:, :30] = 147  # #25D366 in grey
    green = measured(page).quiet[0]

    assert pale == ALL_FREE[0] and green == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("mirrored", [False, True])
def test_turns_do_not_matter_and_a_mirror_is_noticed(turns, mirrored):
    page = plain()
    page[:, 172:] = 0
    page = np.ascontiguousarray(np.rot90(page[:, :: -1 if mirrored else 1], turns))
    code = measured(page)

    assert code.mirrored == mirrored
    assert sorted(code.quiet) == pytest.approx([1.4, *ALL_FREE[:3]], abs=0.1)


@pytest.mark.parametrize("degrees", [1, 10, 45, 77, 200])
def test_a_tilted_code_is_measured_upright(degrees):
    picture = Image.fromarray(np.pad(plain(4), 100, constant_values=255))
    tilted = np.array(picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))
    code = measured(tilted)

    assert code.quiet == ALL_FREE and not code.mirrored
    assert code.module_mm == pytest.approx(5 * 25.4 / DPI, rel=0.02)


def test_a_tilted_code_in_a_dark_frame_has_its_free_modules_counted():
    picture = Image.fromarray(framed(4, 2))
    tilted = np.array(picture.rotate(10, Image.Resampling.BICUBIC, expand=True))

    assert min(measured(tilted).quiet) == pytest.approx(2, abs=0.5)


def test_light_on_dark_is_measured_with_colors_exchanged():
    code = measured(255 - plain())

    assert code.inverted and code.quiet == ALL_FREE
    assert (code.dark, code.light) == ((0, 0, 0), (255, 255, 255))


def test_an_inverted_tile_on_white_has_no_quiet_zone_beyond_the_tile():
    page = np.pad((255 - plain())[30:175, 30:175], 40, constant_values=255)

    assert measured(page).quiet == pytest.approx((2, 2, 2, 2), abs=0.1)


def test_colors_are_the_medians_of_the_modules():
    gray = plain()
    page = np.empty((*gray.shape, 3), np.uint8)
    page[gray < 128] = (0x07, 0x5E, 0x54)
    page[gray >= 128] = (0xFF, 0xF9, 0xE0)
    code = measured(page)

    assert (code.dark, code.light) == ((0x07, 0x5E, 0x54), (0xFF, 0xF9, 0xE0))


@pytest.mark.parametrize(
    ("color", "expected"),
    [((255, 255, 255), 1.0), ((0, 0, 0), 0.0), ((255, 0, 0), 0.2126), ((0x25, 0xD3, 0x66), 0.48)],
)
def test_luminance_is_that_of_wcag(color, expected):
    assert luminance(color) == pytest.approx(expected, abs=0.003)


def test_a_covered_code_has_little_error_correction_left():
    page = plain(7)
    page[130:180, 130:180] = 255

    assert measured(page).reserve < 0.5
    assert measured(plain(7)).reserve == 1.0


def test_the_dark_and_the_light_are_the_medians_of_their_modules():
    dark, light = [10, 20, 30, 40, 50], [200, 210, 220, 230, 240]

    between, black, white = levels_of(np.array([dark, light] * 4, np.uint8))

    assert (black, white) == (30.0, 220.0)
    assert 50 < between < 200
