"""Codes of other makers, which may divide the same text otherwise than ours."""

import io

import numpy as np
import pytest
import segno
from PIL import Image
from reportlab.pdfgen import canvas

from campaignkit.assets.file_check import check, codes

SHORT, LONG = "https://wa.me/5511987654321?text=Oi", "https://example.com/" + "a" * 150


def symbol(text: str) -> np.ndarray:
    """The dark modules of a code at level M."""
    drawn = segno.make(text, error="m", boost_error=False, micro=False)
    return np.array([list(row) for row in drawn.matrix]) > 0


def apart(dark: np.ndarray, px: int, gap: int) -> np.ndarray:
    """Grey pixels of a code whose squares are so many pixels smaller than their places."""
    square = np.pad(np.ones((px - gap, px - gap), bool), ((0, gap), (0, gap)))
    return np.where(np.kron(np.pad(dark, 5), square), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("number", range(8))
def test_a_clean_code_of_another_maker_is_no_covered_one(tmp_path, level, number):
    drawn = io.BytesIO()
    text = f"https://example.com/{number}"
    segno.make(text, error=level, boost_error=False, micro=False).save(
        drawn, kind="png", scale=8, border=4
    )
    path = tmp_path / "code.png"
    Image.open(drawn).convert("L").save(path)

    found = check(path)

    assert not found, str(found)


@pytest.mark.parametrize(("text", "side"), [(SHORT, 2.3), (SHORT, 2.83), (SHORT, 5.1), (LONG, 5.1)])
def test_an_upright_code_of_squares_with_hair_lines_between_is_measured_on_its_squares(
    tmp_path, text, side
):
    path = tmp_path / "code.pdf"
    page = canvas.Canvas(str(path))
    for row, column in np.argwhere(symbol(text)):
        x, y = 97.3 + column * side, 501.7 - (row + 1) * side
        page.rect(x, y, side * 0.93, side * 0.93, stroke=0, fill=1)
    page.save()

    (code,) = codes(path)

    assert code.text == text
    assert code.grade.letter in ("A", "B"), code.grade
    assert code.grade.cause in ("", "set apart")


@pytest.mark.parametrize("text", [SHORT, LONG])
@pytest.mark.parametrize(("px", "gap"), [(5, 1), (8, 1), (10, 1), (14, 2), (21, 2), (21, 4)])
def test_a_picture_of_squares_with_lines_of_light_between_is_read(tmp_path, text, px, gap):
    path = tmp_path / "code.png"
    Image.fromarray(apart(symbol(text), px, gap)).save(path)

    (code,) = codes(path)

    assert code.text == text
