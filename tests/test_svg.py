"""SVG of plain shapes: what is drawn, and what is refused by name."""

from __future__ import annotations

import pytest

from campaignkit import svg
from campaignkit.errors import BadInput, TooBig


def shapes(inside: str, view: str = "0 0 10 10"):
    text = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{view}'>{inside}</svg>"
    return svg.drawing(text.encode(), side=100).items


def test_the_view_box_fills_the_side_and_is_centred():
    (line,) = shapes("<line x1='0' y1='0' x2='20' y2='10' stroke='red'/>", view="0 0 20 10")

    assert line.path == (("M", 0.0, 25.0), ("L", 100.0, 75.0))


def test_transforms_apply_from_the_inside_out():
    inside = "<g transform='translate(5 0) scale(2)'><path d='M0 0L1 1' stroke='#0c0'/></g>"
    (path,) = shapes(inside)

    assert path.path == (("M", 50.0, 0.0), ("L", 70.0, 20.0))
    assert path.stroke_width == 20.0


def test_a_turn_about_a_point_leaves_the_point():
    (path,) = shapes("<path d='M5 5L9 5' stroke='black' transform='rotate(90 5 5)'/>")

    assert [round(value, 6) for segment in path.path for value in segment[1:]] == [50, 50, 50, 90]


def test_paint_is_inherited_and_style_stands_above_attributes():
    styled = "<rect width='1' height='1' fill='red' style='fill:rgb(0, 128, 255)'/>"
    inside = f"<g fill='#abc'><rect width='1' height='1'/>{styled}</g>"

    assert [shape.fill for shape in shapes(inside)] == ["#AABBCC", "#0080FF"]


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<text>Hi</text>", "has <text>"),
        ("<image href='http://example.com/a.png'/>", "has <image>"),
        ("<script>alert(1)</script>", "has <script>"),
        ("<rect width='1' height='1' fill='url(#g)'/>", r"paints with 'url\(#g\)'"),
        ("<rect width='1' height='1' opacity='0.5'/>", "uses opacity"),
        ("<g transform='skewX(3)'><rect/></g>", "turns by 'skewX'"),
        ("<path d='hello'/>", "is not SVG path data"),
        ("<rect>", "cannot be read"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(inside: str, why: str):
    with pytest.raises(BadInput, match=why):
        shapes(inside)


def test_entities_that_grow_are_refused():
    bomb = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>"

    with pytest.raises(BadInput, match="declares entities"):
        svg.drawing(bomb, side=100)


def test_deep_and_endless_files_are_refused():
    with pytest.raises(BadInput, match="nests deeper than 50"):
        shapes("<g>" * 60 + "</g>" * 60)
    with pytest.raises(TooBig, match="more than 5,000 shapes"):
        shapes("<rect width='1' height='1'/>" * 5001)


@pytest.mark.parametrize(
    ("transform", "words"),
    [
        ("a" * 100_000, "a transform of the SVG has 100,000 characters; at most 2,000"),
        ("rotate(1e999)", "turns by 'rotate' of a number without end"),
        ("scale(1e300) scale(1e300)", "a shape of the SVG goes to nan, which is no place"),
    ],
)
def test_a_transform_without_end_is_refused(transform: str, words: str):
    with pytest.raises((BadInput, TooBig), match=words):
        shapes(f'<g transform="{transform}"><rect width="9" height="9"/></g>')
