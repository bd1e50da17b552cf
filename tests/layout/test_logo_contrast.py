"""A logo that cannot be told from its ground."""

from __future__ import annotations

import pytest

from campaignkit import svg_paths, vectors
from campaignkit.drawing import Drawing, Image, Shape, Use
from campaignkit.layout import FaintPictures, faint_pictures
from campaignkit.pictures import Picture

WHITE = Picture(2, 1, "RGBA", bytes([255, 255, 255, 255, 0, 0, 0, 0]))
OUTLINES = vectors.read(b"<svg viewBox='0 0 1 1'><path fill='#fff' d='M0 0h1v1z'/></svg>")
ON_BLUE = vectors.read(b"<svg viewBox='0 0 1 1'><rect width='1' height='1' fill='#00f'/>"
                       b"<path fill='#fff' d='M0 0h1v1z'/></svg>")  # fmt: skip
YELLOW = Picture(1, 1, "RGB", bytes([0xFF, 0xD7, 0]))


def card(picture, ground=None):
    panel = Shape(path=svg_paths.rounded(0, 0, 20, 20, 0), fill=ground)
    image = Image(x=5, y=5, width=5, height=5, picture=picture)
    return Drawing(40, 20, (*((panel,) if ground else ()), image), 7)


@pytest.mark.parametrize("picture", [WHITE, OUTLINES])
def test_a_white_logo_is_told_on_white_and_not_on_a_colour(picture):
    (problem,) = faint_pictures(card(picture))

    assert (problem.rule, problem.severity, problem.where.row) == ("picture.faint", "warning", 7)
    assert "contrast of 1.00 to 1 with its ground, #FFFFFF" in problem.message
    assert list(faint_pictures(card(picture, "#FFFFFF"))) != []
    assert list(faint_pictures(card(picture, "#075E54"))) == []


@pytest.mark.parametrize("picture", [ON_BLUE, YELLOW])
def test_a_logo_with_a_ground_of_its_own_or_a_weak_colour_is_seen(picture):
    assert list(faint_pictures(card(picture))) == []


def test_the_ground_lies_below_wherever_a_part_is_moved_to():
    panel = Drawing(20, 20, (Shape(path=svg_paths.rounded(0, 0, 20, 20, 0), fill="#000000"),))
    image = Image(x=25, y=5, width=5, height=5, picture=WHITE)

    beside = Drawing(60, 20, (Use(drawing=panel), image))
    below = Drawing(60, 20, (Use(drawing=panel, x=15), image))

    assert len(list(faint_pictures(beside))) == 1
    assert list(faint_pictures(below)) == []


def test_a_document_tells_each_picture_once():
    gathered = FaintPictures()

    assert len(list(gathered.of(card(WHITE)))) == 1
    assert list(gathered.of(card(WHITE))) == []
