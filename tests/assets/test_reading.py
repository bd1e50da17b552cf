"""check(): any PDF or picture is read back, whoever made it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import campaignkit as ck
from campaignkit import pictures
from campaignkit.assets.reading import checked_pages
from campaignkit.stock import Stock

LINK = "https://wa.me/5511987654321?text=Oi%21"


@pytest.fixture
def code(tmp_path, monkeypatch):
    """A code, and a folder to save it in."""
    monkeypatch.chdir(tmp_path)
    return ck.qr_code(LINK)


@pytest.mark.parametrize("name", ["code.pdf", "code.png"])
def test_what_we_saved_reads_back_without_a_problem(code, name):
    code.save(name)

    (page,) = checked_pages(name)
    assert [found.text for found in page.found] == [LINK]
    assert not ck.check(name)


def test_a_pdf_is_known_by_its_content_not_its_name(code):
    code.save("code.pdf")

    assert not ck.check(Path("code.pdf").rename("code.bin"))


def test_what_shines_through_is_white_paper(code):
    dark = pixels_of(code) < 128
    drawn = np.zeros((*dark.shape, 4), np.uint8)
    drawn[dark] = (0, 0, 0, 255)
    save("clear.png", drawn)

    (page,) = checked_pages("clear.png")
    assert [found.text for found in page.found] == [LINK]
    assert not page.problems


def test_a_picture_that_says_no_size_is_not_judged_by_its_size(code):
    save("plain.png", pixels_of(code))

    assert not ck.check("plain.png")
    assert not ck.check("plain.png", distance_mm=10_000)


def test_a_picture_that_says_its_size_is(code):
    code.save("code.png")

    (problem,) = ck.check("code.png", distance_mm=10_000)
    assert problem.rule == "scan.module"
    assert problem.where.file == "code.png"


def test_a_code_in_inverse_is_told(code):
    save("inverse.png", 255 - pixels_of(code))

    assert "scan.inverted" in {problem.rule for problem in ck.check("inverse.png")}


def test_a_page_without_a_code_is_told(code):
    save("white.png", np.full((300, 300), 255, np.uint8))

    (problem,) = ck.check("white.png")
    assert str(problem).startswith("white.png: There is no QR code that can be read.")


def pixels_of(code):
    """Return a code in grey pixels, four to a module, with its quiet zone."""
    modules = np.pad(code.modules, 4)
    return np.where(np.kron(modules, np.ones((4, 4), bool)), 0, 255).astype(np.uint8)


def save(name, array):
    Path(name).write_bytes(pictures.png(array))


@pytest.mark.parametrize("name", ["pages.tiff", "film.gif", "film.webp"])
def test_every_page_and_frame_is_read(code, name):
    texts = [f"https://wa.me/551198765432{number}" for number in range(3)]
    frames = [Image.fromarray(pixels_of(ck.qr_code(text))) for text in texts]
    frames[0].save(name, save_all=True, append_images=frames[1:], lossless=True)

    pages = list(checked_pages(name))
    assert [[found.text for found in page.found] for page in pages] == [[text] for text in texts]
    assert [page.page for page in pages] == [1, 2, 3]


def test_a_page_of_a_tiff_without_a_code_is_no_problem_if_another_has_one(code):
    white = Image.new("L", (300, 300), 255)
    white.save("two.tiff", save_all=True, append_images=[Image.fromarray(pixels_of(code))])

    assert not ck.check("two.tiff")


def test_a_sheet_of_140_bare_codes_is_read_whole(code, tmp_path):
    stock = Stock(name="tight", page=(210, 297), label=(21, 21), grid=(10, 14), margin=(0, 0))
    codes = [ck.qr_code(f"https://wa.me/55119876{54000 + number}") for number in range(140)]
    sheet = ck.sheet(codes, stock=stock)
    sheet.save("tight.pdf")

    (page,) = checked_pages("tight.pdf")
    assert {found.text for found in page.found} == {code.text for code in codes}
    assert not page.problems
    assert not sheet.check()
