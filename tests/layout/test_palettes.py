"""Colours for a shop that has none: ready pairs, and the pair of its logo."""

from __future__ import annotations

import random
from io import BytesIO

import numpy as np
import pytest

from campaignkit import layout, pictures
from campaignkit.artwork import artwork
from campaignkit.assets.printed_asset import pdf_page
from campaignkit.business import Business, contrast, readable_on
from campaignkit.drawing import Drawing, Shape
from campaignkit.layout import themes
from campaignkit.layout.palette import legible, themed
from campaignkit.layout.palettes import logo_colors, ready_palettes
from campaignkit.render import pdf, raster
from campaignkit.svg_paths import rounded

MARKS = (
    *("bakery", "books", "butcher", "cafe", "clinic", "clothes", "fishmonger", "florist"),
    *("grocer", "gym", "hairdresser", "hardware", "jewellery", "juice", "laundry"),
)
GROUNDS = ("#FFFFFF", "#FFFFFF", "#F4EFE6", "#111111", "#0A3D62", "#FFE066")


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


def drawn_logo(path, number):
    """Write a logo as shops have them: a mark in two colours, on white, on a tint, on a badge."""
    chance = random.Random(number)
    one, other = (f"#{chance.randrange(0x1000000):06X}" for _ in range(2))
    ground = GROUNDS[number % len(GROUNDS)]
    mark = artwork(MARKS[number % len(MARKS)]).recolored({"primary": one, "accent": other})
    badge = Shape(path=rounded(0, 0, 30, 30, 6 * (number % 3)), fill=ground)
    name = Shape(path=rounded(6, 25, 18, 2, 1), fill=one)
    out = BytesIO()
    pdf.write([pdf_page(Drawing(30, 30, (badge, *mark.within(5, 3, 20, 20), name)))], out)
    pixels = raster.page(out.getvalue(), 1, dpi=150, grayscale=False)
    path.write_bytes(pictures.png(pixels, dpi=150))
    return path


@pytest.mark.parametrize("number", range(30))
def test_the_colours_of_a_logo_stand_in_every_theme(number, tmp_path):
    primary, accent = logo_colors(drawn_logo(tmp_path / "logo.png", number))
    shop = Business("Sol", phone="+5511987654321", country="BR", colors=[primary, accent])

    assert contrast(primary, "#FFFFFF") >= 1.15  # no logo is the paper it stands on
    assert primary != accent
    for name in themes.names():
        theme = layout.load_theme(name)
        filled = theme.panel == "fill"
        colors = themed(shop, theme.colors, filled=filled, black=theme.black)
        for ground in ("ground", "panel", "plate", "frame", "spot"):
            assert contrast(colors[f"on_{ground}"], colors[ground]) >= 4.5, (name, ground)
        for words, ground in (("headline", "panel"), ("shop", "ground"), ("phone", "ground")):
            shown = legible(colors[words], colors[ground])
            assert contrast(shown, colors[ground]) >= 4.5, (name, words)


def test_the_colours_of_a_logo_are_told_apart_side_by_side(tmp_path):
    pairs = [logo_colors(drawn_logo(tmp_path / f"{n}.png", n)) for n in range(30)]

    assert all(abs(_light(one) - _light(other)) + _hues(one, other) > 25 for one, other in pairs)


def _light(color):
    return sum(int(color[i : i + 2], 16) for i in (1, 3, 5)) / 3


def _hues(one, other):
    return max(abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) for i in (1, 3, 5))
