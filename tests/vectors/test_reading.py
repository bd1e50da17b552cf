"""SVG: what is drawn, and what is refused by name."""

from __future__ import annotations

from base64 import b64encode

import pytest

from campaignkit import pictures, vectors
from campaignkit.errors import BadInput, TooBig
from campaignkit.vectors import Clip, Gradient, Layer, Mask, PaintedPath, Raster, Stroke


def read(inside: str, *, view: str = "0 0 10 10", more: str = ""):
    space = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
    return vectors.read(f"<svg {space} viewBox='{view}' {more}>{inside}</svg>".encode())


def items(inside: str, **options: str):
    return read(inside, **options).items


def rounded(path):
    return [round(value, 3) for segment in path for value in segment[1:]]


RECT = "<rect width='1' height='1'/>"


def test_the_long_side_has_a_thousand_units():
    drawn = read("<line x1='0' y1='0' x2='20' y2='10' stroke='red'/>", view="0 0 20 10")

    assert (drawn.width, drawn.height) == (1000, 500)
    assert drawn.items[0].path == (("M", 0.0, 0.0), ("L", 1000.0, 500.0))


def test_a_view_box_is_fitted_into_width_and_height():
    square = "<rect width='10' height='10'/>"

    (middle,) = items(square, more="width='40mm' height='20mm'")
    (stretched,) = items(square, more="width='40' height='20' preserveAspectRatio='none'")
    (start,) = items(square, more="width='40' height='20' preserveAspectRatio='xMinYMin'")

    assert rounded(middle.path)[:2] == [250, 0]
    assert rounded(stretched.path)[4:6] == [1000, 500]
    assert rounded(start.path)[:2] == [0, 0]


def test_transforms_apply_from_the_inside_out():
    inside = "<g transform='translate(5 0) scale(2)'><path d='M0 0L1 1' stroke='#0c0'/></g>"
    (path,) = items(inside)

    assert path.path == (("M", 500.0, 0.0), ("L", 700.0, 200.0))
    assert path.stroke.width == 200.0


@pytest.mark.parametrize(
    ("transform", "end"),
    [
        ("rotate(90 5 5)", [500, 900]),
        ("skewX(45)", [1400, 500]),
        ("skewY(45)", [900, 1400]),
        ("matrix(0 1 -1 0 10 0)", [500, 900]),
    ],
)
def test_each_step_of_a_transform_moves_a_point(transform: str, end: list[int]):
    (path,) = items(f"<path d='M5 5L9 5L5 6' transform='{transform}'/>")

    assert rounded(path.path)[2:4] == end


def test_a_stroke_that_is_stretched_keeps_its_pen():
    (fill, line) = items(
        "<path d='M0 0L1 1' stroke='red' stroke-width='1' transform='scale(4 1)'/>"
    )

    assert fill.stroke is None
    assert line.path == (("M", 0.0, 0.0), ("L", 1.0, 1.0))
    assert line.stroke.pen == (400.0, 0.0, 0.0, 100.0, 0.0, 0.0)


def test_paint_is_inherited_and_style_stands_above_attributes():
    styled = "<rect width='1' height='1' fill='red' style='fill:rgb(0, 128, 255)'/>"
    inside = f"<g fill='#abc'>{RECT}{styled}</g>"

    assert [shape.fill for shape in items(inside)] == ["#AABBCC", "#0080FF"]


def test_style_sheets_go_by_tag_class_id_and_what_stands_around():
    sheet = (
        "<style>/* a comment */ rect{fill:red} .a{fill:green} #b{fill:blue} g.c rect{fill:teal}"
        " g > .d {fill:navy} .a:hover{fill:pink} @media print{rect{fill:gold}}</style>"
    )
    marks = (
        f"{RECT}<rect class='a' width='1' height='1'/><rect id='b' class='a' width='1' height='1'/>"
        f"<g class='c'>{RECT}</g><g><rect class='d' width='1' height='1'/></g>"
    )

    assert [mark.fill for mark in items(sheet + marks)] == [
        "#FF0000", "#008000", "#0000FF", "#008080", "#000080"
    ]  # fmt: skip


def test_current_color_is_the_color_around():
    inside = f"<g color='#123456'><g fill='currentColor'>{RECT}</g></g>"

    assert [mark.fill for mark in items(inside)] == ["#123456"]


def test_use_draws_what_is_defined_in_its_place():
    shared = "<defs><rect id='r' width='1' height='1'/></defs>"
    inside = f"{shared}<use href='#r' x='2' fill='red'/><use xlink:href='#r' y='3'/>"

    first, second = items(inside)

    assert (rounded(first.path)[:2], first.fill) == ([200, 0], "#FF0000")
    assert (rounded(second.path)[:2], second.fill) == ([0, 300], "#000000")


def test_a_symbol_and_an_inner_svg_have_a_view_of_their_own():
    symbol = "<symbol id='s' viewBox='0 0 2 2'><rect width='2' height='2'/></symbol>"
    inner = "<svg x='6' y='6' width='4' height='4' viewBox='0 0 1 1'>" + RECT + "</svg>"

    used, own = items(f"{symbol}<use href='#s' x='1' width='4' height='4'/>{inner}")

    assert rounded(used.path)[:6] == [100, 0, 500, 0, 500, 400]
    assert rounded(own.path)[:6] == [600, 600, 1000, 600, 1000, 1000]


def test_gradients_lie_in_the_box_of_their_shape_or_in_the_picture():
    stops = "<stop offset='0' stop-color='red'/><stop offset='50%' stop-opacity='.5'/>"
    inside = (
        f"<linearGradient id='a'>{stops}</linearGradient>"
        "<radialGradient id='b' href='#a' gradientUnits='userSpaceOnUse' cx='5' cy='5' r='5'/>"
        "<rect x='2' y='2' width='4' height='2' fill='url(#a)'/>"
        "<rect width='9' height='9' fill='url(#b)'/>"
        "<rect width='1' height='1' fill='url(#no) #00f'/>"
    )

    box, whole, missing = (mark.fill for mark in items(inside))

    assert isinstance(box, Gradient) and isinstance(whole, Gradient)
    assert (box.ends, box.matrix) == ((0.0, 0.0, 1.0, 0.0), (400, 0, 0, 200, 200, 200))
    assert (whole.ends, whole.matrix[0]) == ((5, 5, 0, 5, 5, 5), 100)
    assert [(s.offset, s.color, s.opacity) for s in whole.stops] == [
        (0.0, "#FF0000", 1.0), (0.5, "#000000", 0.5)
    ]  # fmt: skip
    assert missing == "#0000FF"


def test_a_gradient_that_repeats_is_unrolled():
    inside = (
        "<linearGradient id='a' spreadMethod='reflect' gradientUnits='userSpaceOnUse' x2='1'>"
        "<stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>"
        "<rect width='9' height='9' fill='url(#a)'/>"
    )
    (mark,) = items(inside)

    assert mark.fill.ends == (-8, 0, 9, 0)
    assert [stop.color for stop in mark.fill.stops[16:20]] == [
        "#FF0000", "#0000FF", "#0000FF", "#FF0000"
    ]  # fmt: skip


def test_opacity_of_one_fill_is_its_own_and_of_a_group_a_layers():
    one, group = items(f"<rect width='1' height='1' opacity='.5' fill='#0008'/>"
                       f"<g opacity='.25'>{RECT}{RECT}</g>")  # fmt: skip

    assert one.opacity == pytest.approx(0.5 * 0x88 / 255)
    assert isinstance(group, Layer)
    assert (group.opacity, len(group.items)) == (0.25, 2)


def test_a_clip_is_a_path_and_several_are_a_mask():
    inside = (
        f"<clipPath id='a'>{RECT}</clipPath>"
        f"<clipPath id='b'>{RECT}<circle r='3'/></clipPath>"
        f"<g clip-path='url(#a)'>{RECT}</g><g clip-path='url(#b)'>{RECT}</g>"
    )
    first, second = items(inside)

    assert isinstance(first.clip, Clip)
    assert isinstance(second.mask, Mask)
    assert second.mask.by_alpha


def test_a_mask_lets_through_as_far_as_it_is_light():
    inside = (
        "<mask id='m' maskUnits='userSpaceOnUse' x='0' y='0' width='5' height='5'>"
        "<rect width='9' height='9' fill='#888'/></mask>"
        f"<g mask='url(#m)'>{RECT}</g>"
    )
    (layer,) = items(inside)
    (region,) = layer.mask.items

    assert not layer.mask.by_alpha
    assert rounded(region.clip.path)[:4] == [0, 0, 500, 0]
    assert region.items[0].fill == "#888888"


def test_a_picture_inside_is_drawn_in_its_place():
    data = pictures.png(pictures.Picture(2, 1, "RGB", bytes(range(6))))
    address = f"data:image/png;base64,{b64encode(data).decode()}"
    (raster,) = items(f"<image href='{address}' x='1' y='1' width='4' height='4'/>")

    assert isinstance(raster, Raster)
    assert raster.picture.width == 2
    assert raster.matrix == pytest.approx((400, 0, 0, 200, 100, 200))


def test_what_is_not_seen_is_not_drawn():
    inside = (
        f"<g display='none'>{RECT}</g><g visibility='hidden'>{RECT}<g visibility='visible'>"
        f"{RECT}</g></g><text> </text><metadata>x</metadata><defs>{RECT}</defs>"
        "<x:grid xmlns:x='urn:x'/><rect width='1' height='1' fill='none'/><rect width='0'/>"
        f"<g opacity='0'>{RECT}</g>"
    )

    assert len(items(inside)) == 1


def test_strokes_have_ends_joins_and_dashes():
    said = "stroke-linejoin='bevel' stroke-dasharray='1' stroke-dashoffset='2'"
    (mark,) = items(f"<path d='M0 0h1' fill='none' stroke='red' stroke-linecap='round' {said}/>")

    assert mark.stroke == Stroke("#FF0000", 100, 1.0, "round", "bevel", 4.0, (100, 100), 200)


def test_a_stroke_painted_first_lies_below():
    below, above = items("<rect width='1' height='1' stroke='red' paint-order='stroke'/>")

    assert (below.fill, above.stroke) == (None, None)


def test_namespaces_that_illustrator_writes_as_entities_are_read():
    text = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" ['
        '<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'
        "<svg xmlns='&ns_svg;' viewBox='0 0 1 1'><path d='M0 0h1v1z'/></svg>"
    )

    assert isinstance(vectors.read(text.encode()).items[0], PaintedPath)


def test_styles_that_illustrator_writes_as_entities_are_read():
    text = (
        "<!DOCTYPE svg [<!ENTITY st0 'fill:#FF0000;'>]><svg xmlns='http://www.w3.org/2000/svg' "
        "viewBox='0 0 1 1'><path style='&st0;' d='M0 0h1v1z'/></svg>"
    )

    assert vectors.read(text.encode()).items[0].fill == "#FF0000"


def test_a_colour_beside_that_of_a_press_is_the_colour():
    (square,) = items("<rect width='1' height='1' fill='#cc0000 icc-color(SWOP, 0, 1, 1, 0)'/>")

    assert square.fill == "#CC0000"


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<text>Hi</text>", "has <text>, which is not drawn. Convert its text to outlines"),
        ("<image href='http://example.com/a.png'/>", "has <image>"),
        ("<script>alert(1)</script>", "has <script>"),
        ("<foreignObject/>", "has <foreignObject>"),
        ("<rect width='1' height='1' fill='var(--a)'/>", "paints with 'var"),
        ("<pattern id='p'/><rect width='1' height='1' fill='url(#p)'/>", "paints with a <pattern>"),
        ("<rect width='1' height='1' filter='url(#f)'/>", "uses filter"),
        ("<g style='mix-blend-mode:multiply'/>", "uses mix-blend-mode"),
        ("<g clip-path='circle(3px)'/>", "uses clip-path of a shape in words"),
        ("<g transform='perspective(3)'><rect/></g>", "turns by 'perspective'"),
        ("<g transform='scale(2)' transform-origin='50% 50%'/>", "turns about a transform-origin"),
        ("<style>rect[width]{fill:red}</style>", r"styles 'rect\[width\]'"),
        ("<use href='other.svg#a'/>", "uses parts of another file"),
        ("<path d='hello'/>", "is not SVG path data"),
        ("<rect>", "cannot be read"),
        ("<image href='data:image/png;base64,AAAA'/>", "no picture of a known format"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(inside: str, why: str):
    with pytest.raises(BadInput, match=why):
        read(inside)


def test_entities_that_grow_are_refused():
    for entity in (b"a 'aaaa'", b"a 'http://&b;'", b"% a 'http://x'", b"a SYSTEM 'file:///x'"):
        bomb = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY " + entity + b">]><svg>&a;</svg>"

        with pytest.raises(BadInput, match="declares entities"):
            vectors.read(bomb)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            f"<style>{' ' * 500_000}a{' ' * 500_000}b{{fill:red}}.c .{'d' * 2000}{{}}</style>",
            "rules",
        ),
        (
            f"<style>{'.a{fill:red}' * 1999}</style>"
            + "<rect class='a' width='1' height='1'/>" * 4000,
            "too many rules of style for its elements",
        ),
        (
            f"<defs><path id='p' d='M0 0{'h1v1' * 40_000}'/></defs>" + "<use href='#p'/>" * 4000,
            "more than 400,000 lines, curves and colours",
        ),
        (
            f"<polyline id='p' points='{'1 2 ' * 300_000}'/>" + "<use href='#p'/>" * 4000,
            "more than 400,000 lines",
        ),
        (
            f"<g stroke-dasharray='{'1 ' * 500_000}'>{RECT * 4000}</g>",
            "letters in stroke-dasharray",
        ),
        (f"<symbol id='s' viewBox='{'1 ' * 500_000}'/>" + "<use href='#s'/>" * 4000, "in viewBox"),
        (
            f"<linearGradient id='g'>{'<stop/>' * 100_000}</linearGradient>"
            + "<rect width='1' height='1' fill='url(#g)'/>" * 4000,
            "a gradient of 100,000 colours; at most 200",
        ),
        (
            f"<linearGradient id='g'>{'<stop/>' * 200}</linearGradient>"
            + "<rect width='1' height='1' fill='url(#g)'/>" * 4000,
            "more than 400,000 lines, curves and colours",
        ),
    ],
    ids=["selector", "rules", "paths", "points", "dashes", "views", "stops", "gradients"],
)
def test_files_that_would_take_for_ever_are_refused(inside: str, words: str):
    with pytest.raises(TooBig, match=words):
        read(inside)


def test_a_picture_inside_is_opened_once_and_of_many_none_is_drawn():
    def image(shade: int) -> str:
        data = pictures.png(pictures.Picture(1, 1, "RGB", bytes([shade] * 3)))
        address = f"data:image/png;base64,{b64encode(data).decode()}"
        return f"<image href='{address}' width='1' height='1'/>"

    assert len(items(image(1) * 100)) == 100
    with pytest.raises(TooBig, match="more than 20 pictures inside"):
        read("".join(map(image, range(21))))


def test_deep_and_endless_files_are_refused():
    doubling = "".join(
        f"<g id='g{n}'><use href='#g{n + 1}'/><use href='#g{n + 1}'/></g>" for n in range(40)
    )

    with pytest.raises(BadInput, match="nests deeper than 50"):
        read("<g>" * 60 + "</g>" * 60)
    with pytest.raises(BadInput, match="nests deeper than 50"):
        read("<g id='a'><use href='#a'/></g>")
    with pytest.raises(BadInput, match="nests deeper than 50"):
        read("<clipPath id='a' clip-path='url(#a)'/><g clip-path='url(#a)'/>")
    with pytest.raises(BadInput, match="nests deeper than 50"):
        read(f"<mask id='a'><g mask='url(#a)'>{RECT}</g></mask><g mask='url(#a)'>{RECT}</g>")
    with pytest.raises(TooBig, match="more than 40,000 elements"):
        read(f"<defs>{doubling}</defs><use href='#g24'/>")
    with pytest.raises(TooBig, match="more than 5,000 shapes"):
        read(RECT * 5001)
    with pytest.raises(TooBig, match="more than 2,000 rules"):
        read(f"<style>{'.a{fill:red}' * 2001}</style>")
    with pytest.raises(TooBig, match="at most 2,000,000"):
        vectors.read(b"<svg>" + b" " * 2_000_000 + b"</svg>")


@pytest.mark.parametrize(
    ("transform", "words"),
    [
        ("a" * 100_000, "a transform of the SVG has 100,000 characters; at most 2,000"),
        ("rotate(1e999)", "turns by 'rotate' of a number without end"),
        ("scale(1e300) scale(1e300)", "a shape of the SVG goes to (nan|inf), which is no place"),
    ],
)
def test_a_transform_without_end_is_refused(transform: str, words: str):
    with pytest.raises((BadInput, TooBig), match=words):
        read(f'<g transform="{transform}"><rect width="9" height="9"/></g>')
