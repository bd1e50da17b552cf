"""Dots and rounded modules: one path, dark in the middle of every dark module, and only there."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit import qr
from campaignkit.drawing import CodeBox, Drawing, Page, Placed
from campaignkit.pictures import Picture
from campaignkit.render import pdf, raster
from campaignkit.render.module_runs import trace
from campaignkit.render.modules import STEPS, dot, outlines, rounded, svg_outline
from campaignkit.render.svg import svg

STYLED = ("dots", "rounded")
LINK = "https://wa.me/5511987654321"
RED = Picture(2, 2, "RGB", bytes([200, 0, 0] * 4))
PX = 10  # a module, in pixels


def box(text: str = LINK, *, level: str = "M", **look: object) -> CodeBox:
    symbol = qr.encode(text, level=level)
    return CodeBox(x=0, y=0, side=len(symbol.modules) + 8, symbol=symbol, **look)  # type: ignore[arg-type]


def pixels(code: CodeBox) -> np.ndarray:
    """Return the code as it prints, PX pixels a module, without its quiet zone."""
    out = BytesIO()
    page = Page(code.side, code.side, (Placed(0, 0, Drawing(code.side, code.side, (code,))),))
    pdf.write([page], out)
    image = raster.page(out.getvalue(), 1, dpi=PX * 25.4)
    return image[4 * PX : -4 * PX, 4 * PX : -4 * PX]


def middles(image: np.ndarray) -> np.ndarray:
    return image[PX // 2 :: PX, PX // 2 :: PX] < 128


@given(
    text=st.text(min_size=1, max_size=120).filter(lambda text: text.isprintable()),
    level=st.sampled_from("LMQH"),
    style=st.sampled_from(STYLED),
    logo=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_the_middle_of_each_module_is_as_dark_as_its_symbol_says(
    text: str, level: str, style: str, logo: bool
) -> None:
    symbol = qr.encode(text, level=level)
    cleared = qr.logo_modules(symbol.version, level) if logo else 0
    code = box(text, level=level, style=style, cleared=cleared)

    assert np.array_equal(middles(pixels(code)), code.ink)


@pytest.mark.parametrize("style", STYLED)
def test_what_a_reader_looks_for_is_square_to_the_pixel(style: str) -> None:
    plain, styled = pixels(box("a" * 130)), pixels(box("a" * 130, style=style))
    version = qr.encode("a" * 130).version
    fixed = (qr.finders(version) | qr.alignments(version)).repeat(PX, 0).repeat(PX, 1)

    assert version >= 7  # it has an alignment pattern in the middle, and others
    assert np.abs(plain.astype(int) - styled)[fixed].max() <= 8  # of 255, where a dot is near


def test_a_dot_is_round_and_leaves_light_between_itself_and_the_next() -> None:
    code = box(style="dots")
    image = pixels(code)
    alone = ~(qr.finders(2) | qr.alignments(2)) & code.ink

    share = [
        (255 - image[y * PX : y * PX + PX, x * PX : x * PX + PX].astype(float)).mean() / 255
        for y, x in np.argwhere(alone)
    ]
    assert np.allclose(share, np.pi * 0.43**2, atol=0.02)


def test_rounded_modules_are_joined_without_a_seam() -> None:
    code = box(style="rounded")
    image = pixels(code)
    across = code.ink[:, :-1] & code.ink[:, 1:]

    assert across.sum() > 50
    for y, x in np.argwhere(across):
        assert image[y * PX + PX // 2, x * PX + PX // 2 : (x + 1) * PX + PX // 2].max() == 0


@pytest.mark.parametrize("style", STYLED)
@pytest.mark.parametrize("length", [5, 900])
def test_a_styled_code_is_one_filled_path(style: str, length: int) -> None:
    (path,) = outlines([box("a" * length, style=style)])

    lines = path.decode().splitlines()
    assert lines[0].endswith(" cm")
    assert lines[-1] == "f"
    assert {line.split()[-1] for line in lines[1:-1]} <= {"m", "l", "c", "re"}


def test_plain_codes_among_styled_ones_are_traced_as_before() -> None:
    codes = [box("a"), box("b", style="dots"), box("c", cleared=5), box("d")]

    paths = outlines(codes)
    assert [paths[0], paths[3]] == trace([codes[0].symbol.modules, codes[3].symbol.modules])
    assert paths[2:3] == trace([codes[2].ink])
    assert paths[1] == outlines([codes[1]])[0]


@pytest.mark.parametrize("corners", range(16))
def test_an_outline_stays_in_its_module_and_goes_round_once(corners: int) -> None:
    path = rounded(corners)
    points = [segment[-2:] for segment in path]

    assert path[0][0] == "M"
    assert all(0 <= value <= STEPS for point in points for value in point)
    ring = [*points, points[0]]
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2
    assert area >= 0  # clockwise, y down; two half circles have none between their ends
    assert sum(segment[0] == "C" for segment in path) == (
        2 if corners == 15 else corners.bit_count()
    )


def test_a_circle_of_two_curves_is_round_within_two_percent() -> None:
    (_, x0, y0), *curves = dot()
    for _, x1, y1, x2, y2, x3, y3 in curves:
        for t in np.linspace(0, 1, 30):
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x = sum(w * v for w, v in zip(weights, (x0, x1, x2, x3), strict=True))
            y = sum(w * v for w, v in zip(weights, (y0, y1, y2, y3), strict=True))
            assert 0.98 <= np.hypot(x - 50, y - 50) / 43 <= 1.02
        x0, y0 = x3, y3


@pytest.mark.parametrize("style", STYLED)
def test_an_svg_has_the_same_shapes_as_the_page(style: str) -> None:
    code = box(style=style, cleared=5)

    (path,) = outlines([code])
    drawn = svg_outline(code)
    assert drawn.count("C") == path.count(b"c\n")
    assert drawn.count("h") // 2 == path.count(b"re\n")
    assert drawn.count("M") == path.count(b"re\n") + path.count(b" m\n")


def test_an_svg_of_a_code_with_a_logo_holds_its_picture_once() -> None:
    code = box("a" * 60, style="dots", logo=RED, cleared=7)

    drawn = svg(Drawing(code.side, code.side, (code,)), title="t", description="d").decode()
    assert drawn.count("<path") == 1
    (x, width) = re.search(r'<image x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn).groups()  # type: ignore[union-attr]
    assert float(width) == 6  # seven modules of 1 mm, less half a module of light on every side
    assert float(x) + 3 == code.side / 2


def test_a_logo_is_drawn_whole_on_light_in_the_middle() -> None:
    wide = Picture(4, 2, "RGB", bytes([0, 0, 0] * 8))
    code = box("a" * 60, level="H", logo=wide, cleared=9)
    image = pixels(code)
    first = (len(code.symbol.modules) - 9) // 2

    inside = image[first * PX : (first + 9) * PX, first * PX : (first + 9) * PX]
    assert (inside[1:-1, 1 : PX // 2 - 1] == 255).all()
    assert (inside[1 : 2 * PX, 1:-1] == 255).all()
    assert (inside[3 * PX : 6 * PX, PX : 8 * PX] == 0).all()
