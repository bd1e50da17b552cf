"""Text along a circle: bent, not turned letter by letter, and never further than it may go."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from math import atan2, degrees, hypot

import numpy as np
import pytest

from campaignkit import text
from campaignkit.drawing import ArcText, Drawing, Image, Page, Placed, Shape
from campaignkit.errors import TooBig
from campaignkit.layout.arches import arched
from campaignkit.layout.outlines import Bounds
from campaignkit.render import pdf, raster
from campaignkit.render.svg import svg

CIRCLE = Bounds(10, 20, 60, 60)  # its middle at (40, 50)
USUAL = {"size": 6.0, "smallest": 2.0, "degrees": 150.0, "color": "#123456"}


def points(items):
    """Every point of the shapes, from the middle of the circle: angle from the top, distance."""
    shapes = (item.outlined() if isinstance(item, ArcText) else item for item in items)
    flat = [n for shape in shapes for _, *part in shape.path for n in part]
    pairs = zip(flat[::2], flat[1::2], strict=True)
    away = [(x - 40, y - 50) for x, y in pairs]
    return [(degrees(atan2(x, -y)), hypot(x, y)) for x, y in away]


def bent(words, language="en", side="top", **more):
    return arched(words, CIRCLE, stack=text.stack(language=language), side=side, **(USUAL | more))


def test_over_the_top_letters_stand_on_the_circle_with_their_heads_out():
    found = points(bent("HAND"))

    assert min(radius for _, radius in found) == pytest.approx(30, abs=0.1)
    assert 33 < max(radius for _, radius in found) < 36
    assert min(angle for angle, _ in found) == pytest.approx(
        -max(angle for angle, _ in found), abs=1.0
    )


def test_along_the_bottom_their_heads_point_inward_and_they_run_left_to_right():
    (line,) = bent("IL", side="bottom")
    found = points([line])
    first = line.outlined().path[0]

    assert max(radius for _, radius in found) == pytest.approx(30, abs=0.1)
    assert all(abs(angle) > 150 for angle, _ in found)
    assert first[1] < 40


def test_a_long_text_is_set_smaller_until_it_takes_no_more_of_the_circle_than_it_may():
    found = points(bent("Harbour Coffee and Bakes of the Old Town", degrees=120))

    angles = [angle for angle, _ in found]
    assert max(angles) - min(angles) <= 121
    assert max(angles) - min(angles) > 110


def test_what_is_too_long_at_its_smallest_is_told():
    with pytest.raises(TooBig, match="Shorten it"):
        bent("Harbour Coffee and Bakes " * 5, smallest=4.0)


def test_the_bar_of_devanagari_is_one_curve_along_the_circle():
    found = points(bent("कमल", language="hi"))
    bar = max(radius for _, radius in found)

    on_it = sorted(angle for angle, radius in found if bar - radius < 0.03)
    assert on_it[-1] - on_it[0] > 15  # degrees: the whole word
    assert max(b - a for a, b in pairwise(on_it)) < 6


def test_letters_that_stand_apart_are_text_and_joined_ones_one_outline():
    (apart,), (joined,) = bent("Padaria Sol"), bent("مخبز الشمس", language="ar")

    assert isinstance(apart, ArcText)
    assert isinstance(joined, Shape)


@pytest.mark.parametrize("side", ["top", "bottom"])
def test_turned_letters_print_as_their_outlines_say(side):
    (line,) = bent("Padaria Sol", side=side)

    def printed(item):
        out = BytesIO()
        face = Drawing(80, 100, (item,))
        pdf.write([Page(80, 100, (Placed(0, 0, face),))], out)
        return raster.page(out.getvalue(), 1, dpi=100).astype(int)

    text_, outlines = printed(line), printed(line.outlined())
    assert text_.min() < 128
    assert np.abs(text_ - outlines).mean() < 0.5
    assert b"<path" in svg(Drawing(80, 100, (line,)), title="", description="")


def test_an_emoji_stays_upright_in_its_place():
    pytest.importorskip("deckr_fonts", reason="NOT TESTED: emoji; install [emoji]")
    items = bent("☕ Oi")

    (picture,) = [item for item in items if isinstance(item, Image)]
    away = hypot(picture.x + picture.width / 2 - 40, picture.y + picture.height / 2 - 50)
    assert 30 < away < 36
    assert picture.x < 40
