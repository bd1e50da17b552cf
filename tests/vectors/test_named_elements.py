"""The named elements of an SVG, as the drawing programs write them, and where they stand in mm."""

from __future__ import annotations

import pytest

from campaignkit.vectors.named_elements import named

NAMES = ("headline", "qr", "shop")
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
)


def drawn(inside, size='width="100mm" height="50mm" viewBox="0 0 100 50"'):
    """Return what is found in a page of 100 x 50 mm, one unit a millimetre."""
    return named(f"{HEAD}{size}>{inside}</svg>".encode(), NAMES)


def box(part):
    return pytest.approx((part.box.x, part.box.y, part.box.width, part.box.height))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('width="100mm" height="50mm" viewBox="0 0 100 50"', (100, 50)),
        ('width="96" height="192"', (25.4, 50.8)),  # CSS: 96 px an inch
        ('width="1in" height="2in" viewBox="0 0 10 20"', (25.4, 50.8)),
        ('viewBox="0 0 96 48"', (25.4, 12.7)),
    ],
)
def test_the_page_has_the_size_the_file_gives(size, expected):
    found = drawn('<rect id="qr" width="1" height="1"/>', size)

    assert (found.width, found.height) == expected


def test_a_bare_unit_of_illustrator_is_a_point():
    file = f'<!-- Generator: Adobe Illustrator 27 -->{HEAD}width="72" height="144"/>'
    found = named(file.encode(), NAMES)

    assert (found.width, found.height) == (25.4, 50.8)


@pytest.mark.parametrize(
    "name",
    [
        'id="qr"',
        'id="QR"',
        'id="qr_1_"',
        'id="qr-2"',
        'inkscape:label="qr" id="rect4711"',
        'data-name="qr" id="a"',
    ],
)
def test_names_are_found_as_programs_write_them(name):
    (part,) = drawn(f'<rect {name} x="10" y="20" width="30" height="15"/>').parts

    assert part.name == "qr"
    assert box(part) == (10, 20, 30, 15)


def test_what_is_named_is_taken_out_and_the_rest_stays():
    found = drawn(
        '<rect id="ground" width="9" height="9"/><rect id="qr" width="1" height="1"/>'
        '<text id="shop">Sol</text>'
    )

    assert [part.name for part in found.parts] == ["qr", "shop"]
    assert b"ground" in found.rest
    assert b'"qr"' not in found.rest
    assert b"Sol" not in found.rest
    assert found.names == ("ground", "qr", "shop")


def test_what_stands_in_a_named_group_belongs_to_it():
    found = drawn(
        '<g id="qr"><rect x="1" y="2" width="3" height="4"/>'
        '<g id="shop"><rect x="10" y="2" width="5" height="9"/></g></g>'
    )

    (part,) = found.parts
    assert part.name == "qr"
    assert box(part) == (1, 2, 14, 9)


def test_a_template_is_found_without_a_name():
    (part,) = drawn('<text x="5" y="6">{{ title }}</text><text>Sol</text>').parts

    assert part.name == ""
    assert part.text.words == "{{ title }}"


@pytest.mark.parametrize(
    ("transform", "expected"),
    [
        ("translate(10, 20)", (13, 24)),
        ("scale(2)", (6, 8)),
        ("scale(2, 3)", (6, 12)),
        ("rotate(90)", (-4, 3)),
        ("translate(10, 20) rotate(90)", (6, 23)),
        ("matrix(1 2 3 4 5 6)", (3 + 12 + 5, 6 + 16 + 6)),
    ],
)
def test_a_text_is_anchored_where_its_transform_takes_it(transform, expected):
    text = '<text id="shop" x="3" y="4">Sol</text>'
    for inside in (
        f'<g transform="{transform}">{text}</g>',
        text.replace("x=", f'transform="{transform}" x='),
    ):
        (part,) = drawn(inside).parts
        assert (part.text.x, part.text.y) == pytest.approx(expected)


def test_transforms_of_groups_go_on_in_each_other():
    (part,) = drawn(
        '<g transform="translate(10 0)"><g transform="scale(2)">'
        '<rect id="qr" x="1" y="1" width="5" height="5"/></g></g>'
    ).parts

    assert box(part) == (12, 2, 10, 10)


def test_a_text_has_the_size_weight_and_colour_said_around_it():
    (part,) = drawn(
        "<style>.big { font-size: 8px; fill: #ff0000 }</style>"
        '<g font-weight="bold" text-anchor="middle"><g transform="scale(2)">'
        '<text id="shop" class="big">Sol</text></g></g>'
    ).parts

    assert part.text.size == pytest.approx(16)
    assert (part.text.weight, part.text.anchor, part.text.color) == (700, "middle", "#FF0000")


@pytest.mark.parametrize(
    ("weight", "expected"), [("650", 650), ("5000", 900), ("7", 100), ("heavy", 400)]
)
def test_a_weight_that_is_none_is_the_nearest(weight, expected):
    (part,) = drawn(f'<text id="shop" font-weight="{weight}">Sol</text>').parts

    assert part.text.weight == expected


def test_a_colour_that_is_none_is_black():
    (part,) = drawn('<text id="shop" fill="url(#shine)">Sol</text>').parts

    assert part.text.color == "#000000"


def test_lines_of_a_text_are_counted_and_the_first_is_where_it_stands():
    (part,) = drawn(
        '<text id="shop"><tspan x="7" y="9">Sol</tspan> <tspan x="7" dy="5">Lua</tspan></text>'
    ).parts

    assert part.text.lines == 2
    assert (part.text.x, part.text.y) == pytest.approx((7, 9))
    assert part.text.words == "Sol Lua"


def test_what_is_only_defined_is_not_drawn():
    found = drawn('<defs><rect id="qr" width="1" height="1"/></defs>')

    assert found.parts == ()


def test_a_part_without_a_shape_has_no_box_and_a_picture_has_one():
    found = drawn('<g id="shop"/><image id="qr" x="1" y="2" width="3" height="4" href="a.png"/>')

    assert [part.box is None for part in found.parts] == [True, False]
    assert box(found.parts[1]) == (1, 2, 3, 4)


def test_the_line_of_a_part_is_told():
    found = drawn('\n<rect width="1" height="1"/>\n<rect id="qr" width="1" height="1"/>')

    assert found.parts[0].line == 3
