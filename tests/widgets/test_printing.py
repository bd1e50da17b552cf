"""What prints a sheet, plain paper to cut, how it looks, and the whole kit."""

from __future__ import annotations

import tomllib
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

import campaignkit as ck
from campaignkit.business import Business
from campaignkit.printers.profiles import profiles_file
from campaignkit.proof.pages import check_pdf
from campaignkit.translations import use_language
from campaignkit.widgets import studio

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAMPAIGNKIT_HOME", str(tmp_path / "home"))
    yield
    use_language("en")


@pytest.fixture
def sheet():
    return studio(SHOP).show("sheet")


@pytest.fixture
def printer(sheet):
    return sheet.form.printer


def saved():
    """Return the campaign file, as TOML says it."""
    return tomllib.loads(Path("campaign.toml").read_text(encoding="utf-8"))


# -- the printer -----------------------------------------------------------------------------------


def test_a_kind_of_printer_is_chosen_by_its_name(sheet, printer):
    printer.menu.value = "laser"

    assert 'printer="laser"' in sheet.call.value
    assert sheet.made.printer == ck.printer("laser")
    assert sheet.kept()["printer"] == "laser"
    printer.menu.value = ""
    assert "printer=" not in sheet.call.value


def test_the_page_that_measures_it_is_offered_for_the_country_s_paper(printer, files):
    printer.page.click()

    printer.links = printer.words
    data = files(printer)["calibration.pdf"]
    assert data == ck.calibration("A4").page().pdf()


def test_a_scan_measures_it_and_it_is_kept_under_its_name(sheet, printer, tmp_path):
    page = ck.calibration("A4").page()
    (tmp_path / "scan.png").write_bytes(page.png(dpi=150))

    printer.name.value = "counter"
    printer.scan.value = (
        {
            "name": "scan.png",
            "type": "image/png",
            "size": 1,
            "content": memoryview((tmp_path / "scan.png").read_bytes()),
            "last_modified": datetime(2026, 11, 28, tzinfo=UTC),
        },
    )
    assert "Kept as counter" in printer.words.value
    assert printer.menu.value == "counter"
    assert 'printer="counter"' in sheet.call.value
    assert "counter" in tomllib.loads(profiles_file().read_text(encoding="utf-8"))
    again = studio(SHOP).show("sheet").form.printer
    assert "counter" in [value for _label, value in again.menu.options]


def test_three_numbers_of_a_ruler_measure_it(sheet, printer):
    printer.left.value, printer.top.value, printer.across.value = 20.8, 19.5, 170.2

    printer.use.click()
    assert sheet.made.printer.offset_mm == pytest.approx((-0.7756, 0.5229))
    assert "+0.8 mm to the right" in printer.words.value


def test_a_printer_measured_again_is_used_as_it_is_now(sheet, printer):
    printer.use.click()
    before = sheet.made.printer
    printer.left.value = 21.5

    printer.use.click()
    assert sheet.made.printer.offset_mm != before.offset_mm


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda form: setattr(form.name, "value", "a/b"), "cannot name a printer"),
        (lambda form: setattr(form.left, "value", 150.0), "are not what a ruler says"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(printer, change, said):
    change(printer)

    printer.use.click()
    assert said in printer.words.value
    assert printer.menu.value == ""
    assert not profiles_file().exists()


def test_a_picture_without_the_codes_is_told(printer, tmp_path):
    from PIL import Image

    Image.new("RGB", (400, 560), "white").save(tmp_path / "blank.png")
    printer._scanned(["blank.png"])

    assert "no code of a calibration sheet" in printer.words.value


def test_a_broken_file_of_printers_leaves_the_ready_kinds(tmp_path):
    (tmp_path / "home").mkdir()
    profiles_file().write_text("[laser", encoding="utf-8")

    menu = studio(SHOP).show("sheet").form.printer.menu
    assert "laser" in [value for _label, value in menu.options]


def test_printers_are_called_in_the_language_in_use():
    made = studio(SHOP, language="pt_BR")
    menu = made.show("sheet").form.printer.menu

    assert "Impressora laser" in menu._options_labels
    made.language.value = "hi"
    assert "लेज़र प्रिंटर" in menu._options_labels


# -- plain paper -----------------------------------------------------------------------------------


def test_plain_paper_is_printed_with_marks_to_cut_along(sheet):
    sheet.stocks.plain.buttons[0].click()

    assert (sheet.made.stock.name, sheet.made.marks) == ("A4 66x35", "cut")
    assert sheet.copies.value == 24
    assert 'marks="cut"' in sheet.call.value
    assert "ck-picked" in sheet.stocks.plain.buttons[0]._dom_classes
    sheet.stocks.pictures.buttons[0].click()
    assert sheet.made.marks is None
    assert "ck-picked" not in sheet.stocks.plain.buttons[0]._dom_classes


@pytest.mark.parametrize("country", ["BR", "US"])
def test_plain_paper_is_that_of_the_country(country):
    shop = Business("Sun", phone="+12125550123", country=country)
    plain = studio(shop).show("sheet").stocks.plain

    assert {"BR": "A4 95x65", "US": "Letter 95x65"}[country] in plain.names


def test_printer_theme_and_cut_marks_come_back_from_a_campaign_file(sheet):
    made = studio(SHOP)
    made.show("sheet")
    panel = made.front
    panel.stocks.plain.buttons[1].click()
    panel.form.printer.menu.value = "inkjet"
    panel.shared.label.theme.value, panel.shared.label.season.value = "market", "christmas"
    made.file.saving.click()

    (table,) = saved()["stickers"]
    assert (table["marks"], table["printer"]) == ("cut", "inkjet")
    assert (table["theme"], table["season"]) == ("market", "christmas")
    other = studio()
    other.file.opening.click()
    front = other.front
    assert front.made.marks == "cut"
    assert front.made.printer == ck.printer("inkjet")
    assert front.shared.label.theme.value == "market"


def test_all_sheets_of_the_paper_are_listed_once_they_are_looked_for(sheet):
    stocks = sheet.stocks
    head = next(
        each.children[0]
        for each in stocks.box.children
        if each.children[0].description == "Find another sheet"
    )

    assert len(stocks.chosen.options) == 7
    head.value = True
    assert len(stocks.chosen.options) == 40
    assert stocks.chosen.value == sheet.made.stock.name == "Avery L7160"
    stocks.chosen.value = stocks.chosen.options[5][1]
    assert sheet.made.stock.name == stocks.chosen.options[5][1]


# -- how it looks ----------------------------------------------------------------------------------


def test_a_theme_and_a_season_change_the_sticker():
    panel = studio(SHOP).show("sticker")
    plain = panel.made.svg()

    panel.shared.label.theme.value = "bold"
    themed = panel.made.svg()
    panel.shared.label.season.value = "diwali"
    assert len({plain, themed, panel.made.svg()}) == 3
    assert 'theme="bold"' in panel.call.value
    assert 'season="diwali"' in panel.call.value


# -- the whole kit ---------------------------------------------------------------------------------


def test_the_kit_is_one_archive_of_proven_pieces(files):
    panel = studio(SHOP).show("kit")
    assert "Window poster" in panel.words.value
    assert "Pay sign" in panel.words.value.partition("Not in it")[2]

    panel.payment.value = ck.pix(key="sol@example.com", name="Sol", city="Recife")
    assert "Pay sign" in panel.words.value.partition("Not in it")[0]
    panel.build_button.click()
    assert "read back" in panel.words.value
    archive = zipfile.ZipFile(BytesIO(files(panel)["kit.zip"]))
    poster = BytesIO(archive.read("window-poster.pdf"))
    (checked,) = check_pdf(poster)
    assert [code.text for code in checked.found] == ["https://wa.me/5511987654321"]
    assert {"links.csv", "contact-sheet.png", "pay-sign.pdf"} <= {*archive.namelist()}


def test_a_kit_is_kept_in_a_campaign_file_and_opened():
    made = studio(SHOP)
    made.show("kit").theme.value = "craft"
    made.file.saving.click()

    assert saved()["kit"]["theme"] == "craft"
    other = studio()
    other.file.opening.click()
    assert other.front is other.panels["kit"]
    assert other.front.theme.value == "craft"
    other.front.season.value = "sale"
    other.file.saving.click()
    assert saved()["kit"] == {"name": "kit", "theme": "craft", "season": "sale"}


def test_a_payment_that_is_none_is_said_at_the_kit():
    panel = studio(SHOP).show("kit")

    panel.payment.value = "pix?"
    assert 'role="alert"' in panel.error.value
    panel.payment.value = ""
    assert panel.error.value == ""


def test_a_kit_is_seen_before_its_pack_is_drawn():
    panel = studio(SHOP).show("kit")
    seen = []
    panel.picture.observe(lambda _change: seen.append(panel.made.shop.name), "value")

    panel.shared.shop.name.value = "Padaria Lua"
    assert seen == ["Padaria Sol", "Padaria Lua"]  # the sketch, while the kit of before is the last
