"""Colours for a shop that has none: ready pairs, and the pair of its logo."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.business import Business, contrast, readable_on
from campaignkit.layout.palettes import logo_colors, ready_palettes


def logo(path, *areas, ground=(255, 255, 255)):
    pixels = np.full((60, 60, 3), ground, dtype=np.uint8)
    for at, color in enumerate(areas):
        pixels[10:50, 10 + at * 20 : 28 + at * 20] = color
    path.write_bytes(pictures.png(pixels))
    return path


@pytest.mark.parametrize("palette", ready_palettes(), ids=lambda each: each.name)
def test_a_ready_pair_is_readable_and_told_apart(palette):
    shop = Business("Sol", phone="+5511987654321", country="BR", colors=list(palette.colors))

    assert (shop.colors.primary, shop.colors.accent) == palette.colors
    assert min(contrast(readable_on(c), c) for c in palette.colors) >= 4.5
    assert contrast(*palette.colors) >= 1.5


def test_a_logo_gives_its_two_colours_and_not_its_white(tmp_path):
    primary, accent = logo_colors(logo(tmp_path / "a.png", (181, 69, 27), (242, 182, 50)))

    assert {primary, accent} == {"#B5451B", "#F2B632"}


def test_a_logo_of_one_colour_gives_a_shade_of_it(tmp_path):
    primary, accent = logo_colors(logo(tmp_path / "b.png", (15, 76, 92), (15, 76, 92)))

    assert primary == "#0F4C5C"
    assert contrast(primary, accent) > 1.5


def test_a_black_logo_is_black(tmp_path):
    primary, accent = logo_colors(logo(tmp_path / "c.png", (0, 0, 0), (0, 0, 0)))

    assert primary == "#000000"
    assert contrast(accent, "#FFFFFF") > 1.5 and contrast(primary, accent) > 1.5
