"""Colour emoji as pixels."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit.errors import BadInput
from campaignkit.text import Run, emoji_image, shape, stack

pytest.importorskip("deckr_fonts", reason="NOT TESTED: emoji; deckr-fonts is not installed")


def emoji_run(text: str) -> Run:
    return next(run for run in shape(text, stack()).runs if run.face.is_color)


@pytest.mark.parametrize("emoji", ["🎉", "❤️", "👨‍👩‍👧", "👍🏽", "🇸🇦", "1️⃣", "⭐"])
def test_an_emoji_is_one_picture_whatever_it_is_made_of(emoji: str) -> None:
    (cluster,) = emoji_run(f"Sale {emoji}").clusters
    ((gid, _, _),) = cluster.parts
    image = emoji_image(emoji_run(emoji).face, gid, 64)

    assert cluster.text == emoji
    assert image.picture.mode == "RGBA"
    assert image.picture.width == pytest.approx((image.right - image.left) * 64)
    assert len(image.picture.pixels) == image.picture.width * image.picture.height * 4


def test_the_edges_of_an_emoji_are_those_of_its_picture() -> None:
    run = emoji_run("🎉")
    image = emoji_image(run.face, run.clusters[0].parts[0][0], 64)

    assert image.picture.height == pytest.approx((image.top - image.bottom) * 64)
    assert -0.4 < image.bottom < 0


def test_a_heart_is_red_upright_and_transparent_around() -> None:
    run = emoji_run("❤️")
    pixels = emoji_image(run.face, run.clusters[0].parts[0][0], 128).picture.array()
    height, width, _ = pixels.shape
    red, green, blue, alpha = pixels[height // 2, width // 2].astype(int)
    rows = (pixels[:, :, 3] > 128).sum(axis=1)

    assert red > 200
    assert max(green, blue) < 120
    assert alpha == 255
    assert pixels[0, 0, 3] == pixels[-1, -1, 3] == 0
    assert rows[: height // 2].sum() > rows[height // 2 :].sum()


def test_half_transparent_edges_keep_their_colour() -> None:
    run = emoji_run("❤️")
    pixels = emoji_image(run.face, run.clusters[0].parts[0][0], 128).picture.array()
    edge = pixels[(pixels[:, :, 3] > 60) & (pixels[:, :, 3] < 200)]

    assert len(edge) > 20
    assert np.median(edge[:, 0]) > 180


def test_spaces_between_emoji_come_from_the_text_font() -> None:
    runs = shape("🎉 🎉", stack()).runs

    assert [run.face.is_color for run in runs] == [True, False, True]


def test_a_text_font_has_no_colours() -> None:
    with pytest.raises(BadInput, match="NotoSans-400 has no colour glyphs"):
        emoji_image(stack().first, 36, 64)


def test_a_size_out_of_range_is_refused() -> None:
    run = emoji_run("🎉")

    with pytest.raises(BadInput, match="px=0 is out of range"):
        emoji_image(run.face, run.clusters[0].parts[0][0], 0)
