"""The drawings that ship: each is plain shapes, found by people's words, recoloured, mirrored."""

from __future__ import annotations

import tomllib

import pytest

from campaignkit import artwork, resources
from campaignkit.errors import NotFound

EVERY = [drawing.name for drawing in artwork.artworks()]


@pytest.mark.parametrize("name", EVERY)
def test_a_drawing_is_titled_and_fills_its_box(name):
    drawing = artwork.artwork(name)

    numbers = [part[1:] for shape in drawing.shapes for part in shape.path]
    spans = [[n for part in numbers for n in part[axis::2]] for axis in (0, 1)]
    assert drawing.title and drawing.width == drawing.height
    assert max(max(span) - min(span) for span in spans) > drawing.side * 0.6


@pytest.mark.parametrize("name", EVERY)
def test_every_drawing_takes_the_colours_of_a_palette(name):
    palette = {"primary": "#111111", "deep": "#222222", "accent": "#333333"}

    colors = {shape.fill for shape in artwork.artwork(name).recolored(palette).shapes}

    assert not colors & {"#0F4C5C", "#0B3742", "#E36414", "#B64A0A"}


@pytest.mark.parametrize("name", EVERY)
def test_one_ink_is_ink_and_paper(name):
    shapes = artwork.artwork(name).one_ink().shapes

    colors = {color for shape in shapes for color in (shape.fill, shape.stroke) if color}
    assert colors <= {"#000000", "#FFFFFF"}
    assert "#000000" in colors


def test_a_mirrored_arrow_points_the_other_way_and_back():
    arrow = artwork.artwork("arrow")

    def tip(drawing):
        return max(drawing.shapes[0].path[:-1], key=lambda part: abs(part[1] - 50))

    assert tip(arrow)[1] < 50 < tip(arrow.mirrored())[1]
    assert arrow.mirrored().mirrored() == arrow


def test_a_drawing_fits_a_box_in_its_middle():
    shapes = artwork.artwork("clock").within(10, 20, 40, 20)  # the circle: 6 to 94 of 100

    face = shapes[0].path
    across = [n for part in face for n in part[1::2]]
    down = [n for part in face for n in part[2::2]]
    assert (min(across), max(across)) == pytest.approx((21.2, 38.8), abs=0.01)
    assert (min(down), max(down)) == pytest.approx((21.2, 38.8), abs=0.01)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Padaria Sol", "bakery"),
        ("Frutería La Huerta", "grocer"),
        ("مخبز النور", "bakery"),
        ("शर्मा किराना", "grocer"),
        ("Pet Shop Amigo", "pets"),
        ("Sorveteria Geladinha", "ice-cream"),
        ("Spoke & Chain Cycle Repair", "bicycle"),
        ("दृष्टि ऑप्टिकल्स", "optician"),
        ("Foto Estudio Luz", "photographer"),
        ("Mathew & Co", None),
    ],
)
def test_a_shops_own_words_find_its_trade(words, name):
    assert artwork.for_words(words) == name


def test_every_word_means_one_drawing_that_is_there():
    table = tomllib.loads(resources.text("artwork", "names", ".toml"))

    words = [word for of_one in table.values() for word in of_one]
    assert set(table) <= set(EVERY)
    assert len(words) == len({word.casefold() for word in words})


def test_an_unknown_drawing_is_told_with_what_is_near():
    with pytest.raises(NotFound, match=r"no drawing called 'bakry'. Did you mean 'bakery'"):
        artwork.artwork("bakry")
