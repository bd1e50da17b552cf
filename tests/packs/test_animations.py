"""The pictures' door, where packs pass through it: films, WebP, pictures made small, cut-outs."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from campaignkit import pictures, svg_paths
from campaignkit.drawing import Drawing, Page, Placed, Shape
from campaignkit.errors import BadInput, TooBig
from campaignkit.render import pdf, raster


def shade(value: int, side: int = 20) -> pictures.Pixels:
    return np.full((side, side, 4), (value, 10, 20, 255), np.uint8)


def test_a_film_gives_back_its_frames_and_times():
    data = pictures.webp_film([(shade(10), 40), (shade(200), 120), (shade(90), 8)])

    frames = list(pictures.film(data, 20))

    assert [time for _, time in frames] == [40, 120, 8]
    assert [int(pixels[5, 5, 0]) for pixels, _ in frames] == [10, 200, 90]


def test_a_still_picture_is_a_film_of_one_frame():
    ((pixels, time),) = pictures.film(pictures.png(shade(7)), 10)

    assert (pixels.shape, time) == ((10, 10, 4), 0)


def test_a_broken_film_says_so():
    data = pictures.webp_film([(shade(n), 40) for n in range(0, 200, 10)])

    with pytest.raises(BadInput, match=r"damaged|no picture"):
        list(pictures.film(data[: len(data) // 3], 20))


def test_a_jpeg_is_opened_at_about_the_size_asked_for():
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (4000, 3000), "#336699").save(out, "JPEG")

    small = pictures.open_within(out.getvalue(), 512)

    assert (small.width, small.height, small.format) == (512, 384, "JPEG")


def test_a_small_picture_is_not_enlarged():
    small = pictures.open_within(pictures.png(shade(1, 30)), 512)

    assert (small.width, small.height) == (30, 30)


def test_too_many_pixels_are_refused_before_they_are_unpacked():
    with pytest.raises(TooBig, match="at most 100 in all"):
        pictures.open_within(pictures.png(shade(1, 30)), 10, max_pixels=100)


def test_pixels_without_loss_come_back_as_they_were():
    chance = np.random.default_rng(3).integers(0, 256, (16, 16, 4)).astype(np.uint8)
    chance[:, :, 3] = 255

    again = pictures.open_picture(pictures.webp(chance)).array()

    assert np.array_equal(again, chance[:, :, :3])


def test_a_cutout_has_no_paper_and_straight_colours():
    disc = Shape(path=svg_paths.ellipse(2, 2, 6, 6), fill="#E36414")
    out = BytesIO()
    pdf.write([Page(10, 10, (Placed(0, 0, Drawing(10, 10, (disc,))),))], out)

    made = raster.cutout(out.getvalue(), dpi=254)

    half = (made[:, :, 3] > 20) & (made[:, :, 3] < 230)
    assert made.shape == (100, 100, 4)
    assert tuple(made[0, 0]) == (0, 0, 0, 0)
    assert tuple(made[50, 50]) == (0xE3, 0x64, 0x14, 255)
    assert half.any()
    assert (abs(made[half][:, 0].astype(int) - 0xE3) <= 3).all()
