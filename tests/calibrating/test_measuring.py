"""A calibration sheet printed askew, scanned or photographed, tells what the printer did."""

from __future__ import annotations

import math
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageFilter

import campaignkit as ck
from campaignkit.calibrating import PlaceCode, marks_of, measured, ruler_mm
from campaignkit.calibrating.paper import applied, homography
from campaignkit.printers import Printer
from campaignkit.render import pdf, raster
from campaignkit.sheets import aligned

DPI = 150


def paper_of(machine: Printer, *, stock: str = "Avery L7160", dpi: int = DPI) -> np.ndarray:
    """Return the paper as this printer leaves it: what is moved in the PDF is moved on paper."""
    (page,) = ck.calibration(stock).pages()
    out = BytesIO()
    pdf.write([aligned(page, machine)], out)
    return raster.page(out.getvalue(), 1, dpi=dpi)


def photographed(paper: np.ndarray, corners: list[tuple[float, float]], size=(1500, 2000)):
    """Return the paper seen from aside on a dark table."""
    height, width = paper.shape
    ends = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
    to_paper = homography(np.array(corners, float), ends)
    picture = Image.fromarray(paper).transform(
        size,
        Image.Transform.PERSPECTIVE,
        (to_paper / to_paper[2, 2]).ravel()[:8].tolist(),
        Image.Resampling.BICUBIC,
        fillcolor=60,
    )
    return np.array(picture.filter(ImageFilter.GaussianBlur(0.7)))


def agrees(found, machine: Printer, *, offset=0.1, scale=0.0005, skew=0.02) -> None:
    assert found.offset == pytest.approx(machine.offset_mm, abs=offset)
    assert found.scale == pytest.approx(machine.scales, abs=scale)
    assert found.skew == pytest.approx(machine.skew, abs=skew)


ASKEW = Printer(offset_mm=(1.2, -0.7), scale=(1.003, 0.998), skew=0.25)


def test_a_scan_tells_offset_scale_and_skew():
    seen = measured(paper_of(ASKEW))

    agrees(seen.fit, ASKEW)
    assert seen.edges == "frame"
    assert seen.found == seen.of


def test_what_is_told_is_told_with_its_uncertainty():
    paper = paper_of(ASKEW)
    noisy = paper + np.random.default_rng(1).normal(0, 12, paper.shape)
    fit = measured(np.clip(noisy, 0, 255).astype(np.uint8)).fit

    agrees(fit, ASKEW)
    assert 0 < fit.offset_error[0] < 0.05
    assert 0 < fit.scale_error[1] < 0.0005


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_scan_may_lie_on_its_side(turns):
    agrees(measured(np.rot90(paper_of(ASKEW), turns)).fit, ASKEW)


def test_codes_that_are_lost_are_not_needed():
    paper = paper_of(ASKEW).copy()
    paper[300:700, 200:700] = 128

    seen = measured(paper)
    agrees(seen.fit, ASKEW)
    assert seen.found < seen.of


def test_a_photograph_from_aside_is_straightened_by_the_papers_edges():
    paper = paper_of(ASKEW, dpi=200)
    seen = measured(photographed(paper, [(180, 120), (1330, 170), (1420, 1880), (90, 1840)]))

    agrees(seen.fit, ASKEW, offset=0.3, scale=0.002, skew=0.1)
    assert seen.edges == "paper"


def test_ink_that_runs_is_measured():
    clean = Image.fromarray(paper_of(Printer(), dpi=600))
    fat = np.array(clean.filter(ImageFilter.MinFilter(5)))  # two pixels on every side
    fat = np.array(Image.fromarray(fat).resize((1240, 1754), Image.Resampling.BOX))

    assert measured(fat).spread == pytest.approx(2 * 25.4 / 600, abs=0.015)


def test_a_picture_without_the_sheet_is_answered_in_words():
    with pytest.raises(ck.BadInput, match=r"the picture: no code of a calibration sheet was read"):
        measured(np.full((800, 600), 255, np.uint8))


def test_a_picture_of_a_part_is_answered_in_words():
    with pytest.raises(ck.BadInput, match=r"codes of the calibration sheet were read well enough"):
        measured(paper_of(Printer())[100:380, 100:700])


def test_a_cropped_scan_without_edges_is_answered_in_words():
    with pytest.raises(ck.BadInput, match=r"nobody can tell where the paper ends"):
        measured(paper_of(Printer())[120:1500])


@pytest.mark.parametrize("page", [(210, 297), (215.9, 279.4), (148, 210), (297, 420)])
def test_marks_say_where_they_are(page):
    marks = marks_of(page)

    assert len(set(marks)) == len(marks) >= 12
    assert all(PlaceCode.read(mark.text) == mark for mark in marks)


def test_a_page_without_room_is_refused_in_mm():
    with pytest.raises(ck.TooBig, match=r"62 mm x 100 mm is too small to measure a printer by"):
        marks_of((62, 100))


def test_a_homography_goes_through_its_points():
    a = np.array([(0, 0), (10, 0), (10, 20), (0, 20)], float)
    b = np.array([(3, 4), (40, 9), (35, 70), (1, 60)], float)

    assert applied(homography(a, b), a) == pytest.approx(b)


def test_a_ruler_is_as_long_as_whole_tens_allow():
    assert ruler_mm(215.9) == 170
    assert not math.isnan(ruler_mm(297))
