"""ck.calibration() and ck.measure_printer(): from a scan to a profile that undoes what it found."""

from __future__ import annotations

import math
from dataclasses import replace
from io import BytesIO

import pytest

import campaignkit as ck
from campaignkit import pictures
from campaignkit.printers import Printer
from campaignkit.render import pdf, raster
from campaignkit.sheets import aligned


def scan_of(sheet, did: Printer, path) -> None:
    """Print a sheet on a printer that puts marks askew, and scan it."""
    (page,) = sheet.pages()
    moved = Printer(**_joined(page, did))
    out = BytesIO()
    pdf.write([aligned(page, moved)], out)
    path.write_bytes(
        pictures.png(raster.page(out.getvalue(), 1, dpi=150, grayscale=False), dpi=150)
    )


def _joined(page, did: Printer) -> dict:
    """What is moved by a profile and then by the printer, for small offsets alone."""
    x, y = page.matrix[4:]
    across, down = page.matrix[0], page.matrix[3]
    return {
        "offset_mm": (x * did.scales[0] + did.offset_mm[0], y * did.scales[1] + did.offset_mm[1]),
        "scale": (across * did.scales[0], down * did.scales[1]),
    }


def test_the_sheet_saves_proves_and_shows_itself(tmp_path):
    sheet = ck.calibration("Avery L7160")

    assert sheet.save(tmp_path / "calibration.pdf").is_file()
    assert list(sheet.check()) == []
    assert list(sheet.check(printer="laser")) == []
    assert "image/png" in sheet._repr_mimebundle_()[0]


def test_what_a_profile_undoes_lands_in_its_place(tmp_path, monkeypatch):
    monkeypatch.setenv("CAMPAIGNKIT_HOME", str(tmp_path))
    did = Printer(offset_mm=(1.1, -0.6), scale=(1.003, 0.998))
    path = tmp_path / "scan.png"
    scan_of(ck.calibration("A4"), did, path)

    found = ck.measure_printer(path, name="counter", kind="laser")

    assert found.offset_mm == pytest.approx(did.offset_mm, abs=0.02)
    assert found.scale == pytest.approx(did.scales, abs=0.0001)
    counter = ck.printer("counter")
    assert counter.margins == ck.printer("laser").margins
    scan_of(ck.calibration("A4", printer="counter"), did, path)
    again = ck.measure_printer(path)
    assert again.offset_mm == pytest.approx((0, 0), abs=0.02)
    assert again.scale == pytest.approx((1, 1), abs=0.0001)


def test_paper_that_went_in_crooked_makes_no_profile(tmp_path):
    (page,) = ck.calibration("A4").pages()
    cos, sin = math.cos(math.radians(1.5)), math.sin(math.radians(1.5))
    out = BytesIO()
    pdf.write([replace(page, matrix=(cos, sin, -sin, cos, 4.0, 0.0))], out)
    scan = pictures.png(raster.page(out.getvalue(), 1, dpi=150, grayscale=False), dpi=150)
    (tmp_path / "scan.png").write_bytes(scan)

    with pytest.raises(ck.BadInput, match=r"turned by 1\.5°.* lay it against the guides"):
        ck.measure_printer(tmp_path / "scan.png", name="counter")


def test_a_measurement_can_be_given_as_a_printer(tmp_path):
    found = ck.measure_printer(readings=(20.8, 19.5, 170.2))
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR")

    sheet = ck.sheet(ck.sticker("chat-with-us", shop), stock="Avery L7160", printer=found)
    assert sheet.printer == found.printer


def test_three_numbers_of_a_ruler_are_enough():
    found = ck.measure_printer(readings=(20.6, 19.4, 170.34))

    assert found.scale == pytest.approx((1.002, 1.002))
    assert found.offset_mm == pytest.approx((20.6 - 20 * 1.002, 19.4 - 20 * 1.002))
    assert found.spread_mm is None
    assert found.printer.scales[0] == pytest.approx(1 / 1.002, abs=1e-6)


@pytest.mark.parametrize(
    "readings", [(20, 20), (20, 20, 17), (20, "20", 170), 3, (20, 20, 170, 250, 1), (None,) * 3]
)
def test_numbers_that_no_ruler_says_are_refused(readings):
    with pytest.raises(ck.BadInput, match=r"line 1 to line 3 \(about 170\)"):
        ck.measure_printer(readings=readings)


def test_nothing_to_measure_is_said():
    with pytest.raises(ck.BadInput, match="give a scan of the calibration sheet, or readings="):
        ck.measure_printer()
