"""check(): any PDF or picture is read back, whoever made it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

import campaignkit as ck
from campaignkit import pictures
from campaignkit.assets.file_check import checked_pages, codes
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
    assert not sheet.check(printer=ck.Printer())  # one that prints to the edge


# -- how good they are -----------------------------------------------------------------------------


def test_codes_tells_what_was_read_where_and_how_good_it_is(code):
    code.save("code.pdf")

    (read,) = codes("code.pdf")
    assert (read.text, read.version, read.level, read.page) == (LINK, 3, "M", 1)
    assert (read.x_mm, read.y_mm) == pytest.approx((1.6, 1.6), abs=0.1)
    assert (read.width_mm, read.module_mm) == pytest.approx((11.6, 0.4), abs=0.05)
    assert read.grade.letter == "A"
    assert len(read.grade.stresses) == 7
    assert repr(read.grade) == "<grade A>"  # a notebook shows a code in a line or two


def test_codes_of_a_picture_that_says_no_size_have_no_place(code):
    save("plain.png", pixels_of(code))

    (read,) = codes("plain.png")
    assert (read.page, read.x_mm, read.width_mm, read.module_mm) == (None, None, None, None)
    assert read.grade.letter == "A"


@pytest.mark.parametrize(("grades", "graded"), [(0, 0), (3, 3), (None, 24)])
def test_so_many_codes_are_graded_as_were_asked_for(code, grades, graded):
    ck.sheet([ck.qr_code(f"{LINK}{n}") for n in range(24)], stock="Avery L7159").save("sheet.pdf")

    read = codes("sheet.pdf", grades=grades)
    assert len(read) == 24
    assert sum(one.grade is not None for one in read) == graded


@pytest.mark.parametrize(
    ("pixels", "severity", "times"), [(1.6, "error", 3), (1.9, "error", 3), (2.5, "warning", 2)]
)
def test_a_small_picture_is_judged_by_its_pixels_never_by_its_colors(code, pixels, severity, times):
    large = Image.fromarray(pixels_of(code))
    size = round(large.width / 4 * pixels)
    large.resize((size, size), Image.Resampling.LANCZOS).save("small.png")

    (problem,) = ck.check("small.png")
    assert (problem.rule, problem.severity) == ("scan.pixels", severity)
    assert f"Each module of the code has {problem.value} pixels" in problem.message
    assert problem.fix.startswith(f"Make the picture at least {times} times as large")


def test_whole_pixels_three_to_a_module_are_enough(code):
    modules = np.pad(code.modules, 4)
    save("three.png", np.where(np.kron(modules, np.ones((3, 3), bool)), 0, 255).astype(np.uint8))

    assert not ck.check("three.png")


def test_a_code_that_only_a_verifier_would_refuse_is_told_with_its_cause(code):
    image = Image.fromarray(pixels_of(code)).resize((37 * 8, 37 * 8), Image.Resampling.NEAREST)
    image.filter(ImageFilter.GaussianBlur(2)).save("soft.png")

    (problem,) = ck.check("soft.png")
    assert (problem.rule, problem.severity, problem.limit) == ("scan.grade", "warning", "C")
    assert "from a verifier" in problem.message
    assert problem.message.endswith(": blur.")
    assert problem.fix.startswith("Make it sharper: larger modules")
