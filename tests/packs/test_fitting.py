"""Pictures on the canvas and under the limits."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.packs import fitting, webp


def noise(seed: int = 1, side: int = 512) -> pictures.Pixels:
    made = np.random.default_rng(seed).integers(0, 256, (side, side, 4)).astype(np.uint8)
    made[:, :, 3] = 255
    return made


def test_even_noise_comes_under_the_limit_of_a_still_sticker():
    data = fitting.still(noise())

    assert len(data) <= 100_000
    assert (webp.look(data).width, webp.look(data).height) == (512, 512)


def test_noise_that_moves_comes_under_the_limit_of_a_moving_one():
    data = fitting.encoded([(noise(seed), 100) for seed in range(8)])

    assert len(data) <= 500_000
    assert webp.look(data).times == (100,) * 8


def test_a_flat_picture_loses_nothing():
    pixels = np.zeros((512, 512, 4), np.uint8)
    pixels[100:400, 100:400] = (12, 34, 56, 255)

    data = fitting.encoded([(pixels, 0)])

    assert np.array_equal(pictures.open_picture(data).array(), pixels)


def test_a_film_of_equal_frames_is_a_still_sticker():
    pixels = noise(side=512)

    data = fitting.encoded([(pixels, 100), (pixels, 100)])

    assert not webp.look(data).animated
    assert len(data) <= 100_000


def test_the_outline_is_a_disc_of_8_pixels_of_white():
    pixels = np.zeros((41, 41, 4), np.uint8)
    pixels[20, 20] = (255, 0, 0, 255)

    made = fitting.outlined(pixels)

    y, x = np.nonzero(made[:, :, 3])
    reach = np.hypot(y - 20, x - 20)
    assert reach.max() == pytest.approx(8, abs=0.5)
    assert len(reach) == pytest.approx(np.pi * 8.5**2, rel=0.06)
    assert tuple(made[20, 20]) == (255, 0, 0, 255)
    assert (made[20, 21] == 255).all()


def test_the_outline_lies_under_what_shines_through():
    pixels = noise()
    pixels[:, :, 3] = np.random.default_rng(2).choice([0, 0, 0, 1, 127, 255], (512, 512))
    pixels[:100, :, 3] = 0
    share = pixels[:, :, 3:].astype(int)

    made = fitting.outlined(pixels, width=3)

    over_white = (pixels[:, :, :3] * share + 255 * (255 - share) + 127) // 255
    seen = made[:, :, 3:] > 0
    assert np.array_equal(made[:, :, :3], np.where(seen, over_white, 0))
    assert not seen[:97].any()


@pytest.mark.parametrize(("width", "height"), [(100, 100), (4000, 30), (30, 400), (1, 1)])
def test_a_picture_of_any_shape_keeps_16_clear_pixels(width: int, height: int):
    made = fitting.framed(np.full((height, width, 4), 200, np.uint8))

    rows, columns = (np.flatnonzero(made[:, :, 3].any(axis=axis)) for axis in (1, 0))
    assert min(rows[0], columns[0], 511 - rows[-1], 511 - columns[-1]) == 16


def test_frames_that_stand_too_short_are_left_out_and_time_is_kept():
    pixels = noise(side=4)

    kept = fitting.thinned([(pixels, 10)] * 100)

    assert sum(time for _, time in kept) == 1000
    assert all(time >= 66 for _, time in kept[:-1])
