"""A code saves itself as what a designer, a printer or a screen needs, and proves itself."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from campaignkit import qr
from campaignkit.assets.code import qr_code
from campaignkit.errors import BadInput, TooBig
from campaignkit.proof.pages import check_pdf
from campaignkit.proof.reader import read

LINK = "https://wa.me/5511987654321?text=Oi%21"
SVG = "{http://www.w3.org/2000/svg}"


def test_it_has_the_six_attributes_of_its_symbol() -> None:
    code, symbol = qr_code(LINK, level="Q"), qr.encode(LINK, level="Q")

    assert np.array_equal(code.modules, symbol.modules)
    assert (code.version, code.level, code.mask) == (symbol.version, "Q", symbol.mask)
    assert code.segments == symbol.segments
    assert code.text == LINK


def test_boost_raises_the_level_while_the_version_stays() -> None:
    plain, boosted = qr_code("A", level="L"), qr_code("A", level="L", boost=True)

    assert plain.level == "L"
    assert (boosted.level, boosted.version) == ("H", plain.version)


def test_a_pdf_reads_back(tmp_path: Path) -> None:
    path = qr_code(LINK).save(tmp_path / "code.pdf")

    (page,) = check_pdf(path)
    assert [found.text for found in page.found] == [LINK]


def test_a_png_reads_back_and_knows_its_size(tmp_path: Path) -> None:
    code = qr_code(LINK, size_mm=30)

    code.save(tmp_path / "code.png")

    with Image.open(tmp_path / "code.png") as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.width / 300 * 25.4 == pytest.approx(30, abs=0.1)
        gray = np.asarray(picture.convert("L"))
    assert [found.text for found in read(gray, dpi=300)] == [LINK]


def test_an_svg_is_one_path_with_a_title_and_a_description(tmp_path: Path) -> None:
    code = qr_code(LINK)

    code.save(tmp_path / "code.svg")

    root = ET.parse(tmp_path / "code.svg").getroot()
    assert root.findtext(f"{SVG}title") == "QR code"
    assert root.findtext(f"{SVG}desc") == f"QR code: {LINK}"
    assert len(root.findall(f"{SVG}path")) == 1
    assert root.get("width", "").endswith("mm")


def test_an_svg_holds_the_very_modules() -> None:
    code = qr_code(LINK)

    (path,) = ET.fromstring(code.svg()).findall(f"{SVG}path")

    square = np.zeros_like(code.modules)
    for run in (path.get("d") or "").removesuffix("z").split("z"):
        corner, width = run.removeprefix("M").split("h", 1)
        x, y = map(int, corner.split())
        square[y, x : x + int(width.split("v")[0])] = True
    assert np.array_equal(square, code.modules)


def test_its_own_check_is_silent_when_all_is_well() -> None:
    assert not qr_code(LINK).check()


def test_a_code_too_small_for_its_distance_is_a_problem() -> None:
    (problem,) = qr_code(LINK).check(distance_mm=3000)

    assert problem.rule == "scan.module"
    assert "mm" in problem.fix


def test_a_code_too_small_to_print_is_refused() -> None:
    with pytest.raises(TooBig, match=r"below the smallest safe 0.33 mm. Print it [\d.]+ mm wide"):
        qr_code(LINK, size_mm=8).save(BytesIO())


@pytest.mark.parametrize("name", ["code", "code.bmp", "code.PDFX"])
def test_an_unknown_suffix_names_the_known(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.pdf, \.png, \.svg"):
        qr_code(LINK).save(tmp_path / name)


@pytest.mark.parametrize("size", [0, -3, float("nan"), "30", True])
def test_a_size_that_is_no_length_is_refused(size: object) -> None:
    with pytest.raises(BadInput, match=r"size_mm"):
        qr_code(LINK, size_mm=size)  # type: ignore[arg-type]


def test_it_shows_itself_with_its_text_as_alternative() -> None:
    data, metadata = qr_code(LINK)._repr_mimebundle_()

    assert data["text/plain"] == f"QR code: {LINK}"
    assert f'alt="QR code: {LINK}"' in data["text/html"]
    assert "<script" not in data["text/html"]
    assert metadata["image/png"]["width"] > 0


def test_what_it_says_is_escaped_in_html() -> None:
    data, _ = qr_code('"><script>alert(1)</script>')._repr_mimebundle_()

    assert "<script>" not in data["text/html"]
