"""A second renderer and a second decoder agree on what is sound, and say where they do not."""

from __future__ import annotations

import builtins

import numpy as np
import pytest
from PIL import Image, ImageDraw

import campaignkit as ck
from campaignkit import pictures
from campaignkit.errors import BadInput, NotFound
from campaignkit.proof import second_opinion
from campaignkit.proof.reader import read
from campaignkit.render import raster

LINK = "https://wa.me/5511987654321"
PX, QUIET = 8, 4


def pixels(text: str = LINK) -> np.ndarray:
    modules = np.pad(ck.qr_code(text).modules, QUIET)
    return np.where(np.kron(modules, np.ones((PX, PX), bool)), 0, 255).astype(np.uint8)


def with_round_finders() -> np.ndarray:
    """ZXing and its kin read these; OpenCV finds no square to begin with."""
    image = Image.fromarray(pixels())
    draw = ImageDraw.Draw(image)
    last = image.width - (QUIET + 7) * PX
    for x, y in ((QUIET * PX, QUIET * PX), (last, QUIET * PX), (QUIET * PX, last)):
        draw.rectangle((x, y, x + 7 * PX, y + 7 * PX), fill=255)
        for inset, fill in ((0, 0), (1, 255), (2, 0)):
            first, end = inset * PX, (7 - inset) * PX - 1
            draw.ellipse((x + first, y + first, x + end, y + end), fill=fill)
    return np.array(image)


def test_four_programs_agree_on_a_sheet_of_ours(tmp_path):
    codes = [ck.qr_code(f"{LINK}?text=Oi%20{n}") for n in range(21)]
    path = ck.sheet(codes, stock="Avery L7160").save(tmp_path / "sheet.pdf")

    assert not ck.check(path, strict=True)


def test_and_on_a_picture(tmp_path):
    path = ck.qr_code(LINK).save(tmp_path / "code.png")

    assert not ck.check(path, strict=True)


def test_a_code_that_only_one_decoder_reads_is_told(tmp_path):
    path = tmp_path / "round.png"
    path.write_bytes(pictures.png(with_round_finders()))

    assert "scan.second-decoder" not in {each.rule for each in ck.check(path)}
    (problem,) = [e for e in ck.check(path, strict=True) if e.rule == "scan.second-decoder"]
    assert problem.severity == "warning"
    assert f"The code that says {LINK!r} is read by one decoder, not by another." in str(problem)


def test_a_page_that_another_program_draws_otherwise_is_an_error():
    (found,) = read(pixels(), dpi=300)
    (problem,) = second_opinion.opinions(np.full_like(pixels(), 255), [found], dpi=300, page=3)

    assert (problem.rule, problem.severity) == ("scan.second-renderer", "error")
    assert (problem.where.page, problem.where.x) == (3, pytest.approx(found.x_mm))


def test_both_renderers_draw_the_same_page_alike():
    data = ck.qr_code(LINK).pdf()
    drawn, dpi = second_opinion.pages_drawn(data, dpi=raster.fitting_dpi)(1)
    ours = raster.page(data, 1, dpi=dpi)
    height, width = (min(sides) for sides in zip(drawn.shape, ours.shape, strict=True))

    apart = drawn[:height, :width].astype(int) - ours[:height, :width]
    assert abs(apart).mean() < 5


@pytest.mark.parametrize(("package", "name"), [("cv2", "OpenCV"), ("pylopdf", "pylopdf")])
def test_what_is_not_installed_is_named_with_its_install_line(package, name, monkeypatch, tmp_path):
    path = ck.qr_code(LINK).save(tmp_path / "code.pdf")
    real = builtins.__import__

    def without(wanted, *given, **named):
        if wanted == package:
            raise ImportError(wanted)
        return real(wanted, *given, **named)

    second_opinion._detectors.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotFound, match=rf"strict=True needs {name}.*campaignkit\[judges\]"):
        ck.check(path, strict=True)
    second_opinion._detectors.cache_clear()


def test_what_no_renderer_can_open_is_told_in_words():
    with pytest.raises(BadInput, match="a second renderer cannot draw this file"):
        second_opinion.pages_drawn(b"%PDF-1.7 nothing", dpi=raster.fitting_dpi)
