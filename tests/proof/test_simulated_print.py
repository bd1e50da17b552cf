"""What a printer cuts and spoils is found, with its place in mm; what it prints well is not."""

from __future__ import annotations

import pytest

import campaignkit as ck
from campaignkit import svg_paths
from campaignkit.drawing import CodeBox, Drawing, Page, Placed, Shape
from campaignkit.printers import Printer
from campaignkit.proof.document import finished
from campaignkit.qr import encode
from campaignkit.sheets import aligned

SHOP = ck.Business("Padaria Sol", phone="+5511987654321", country="BR", language="pt_BR")
LABEL = ck.sticker("chat-with-us", SHOP, text="Oi! Vi o adesivo na vitrine.")
EDGE = "Avery Zweckform 3651"
THERMAL = Printer(dpi=203, ink="mono", spread_mm=0.01)


def code_page(module: float, *, color: str = "#000000", x: float = 10.03) -> Page:
    symbol = encode("Mesa 12, obrigado pela visita")
    side = (len(symbol.modules) + 8) * module
    box = CodeBox(x=0, y=0, side=side, symbol=symbol, dark=color)
    return Page(60, 60, (Placed(x, 10.07, Drawing(side, side, (box,)), 1),))


def told(page: Page, machine: Printer) -> ck.Problems:
    with finished([page], title="", language="en") as made:
        return made.problems(printer=machine)


def test_what_an_office_printer_leaves_blank_cuts_the_10_codes_of_the_last_column():
    sheet = ck.sheet(LABEL, stock=EDGE, copies=40)

    found = list(sheet.check(printer=Printer(margin_mm=4.2)))
    assert [each.rule for each in found] == ["print.margin"] * 10
    assert "of this code lie there: it is cut" in found[0].message
    assert found[0].value > 0.5


def test_a_sheet_for_nobodys_printer_says_once_what_most_would_cut():
    (found,) = ck.sheet(LABEL, stock=EDGE, copies=40).check()

    assert (found.rule, found.severity) == ("print.edge", "warning")
    assert found.message.startswith("10 of 40 codes of the page come within 4.2 mm")


def test_a_sheet_for_the_laser_has_all_40_within_what_it_prints():
    sheet = ck.sheet(LABEL, stock=EDGE, copies=40, printer=Printer(margin_mm=4.2))

    assert list(sheet.check()) == []


@pytest.mark.parametrize("width", [0.1, 0.2, 0.4])
def test_what_is_lost_of_a_line_in_the_margin_is_told_by_its_own_width(width):
    line = Shape(path=svg_paths.rounded(1, 20, width, 100, 0), fill="#000000")
    page = Page(60, 140, (Placed(0, 0, Drawing(60, 140, (line,))),))

    (found,) = told(page, Printer(margin_mm=4.2))
    assert (found.rule, found.severity) == ("print.cut", "warning")
    assert found.value == pytest.approx(width * 100, rel=0.25)


@pytest.mark.parametrize("skew", [-1, 0.4, 1])
def test_marks_that_are_turned_for_a_printer_are_where_they_should_be(skew):
    sheet = ck.sheet(LABEL, stock="Avery L7651", copies=65, printer=Printer(dpi=600, skew=skew))

    assert [each.rule for each in sheet.check() if each.rule.startswith("scan.")] == []


@pytest.mark.parametrize("module", [0.33, 0.36])
def test_modules_off_the_dots_of_203_dpi_are_told_with_what_would_do(module):
    (found,) = told(code_page(module), THERMAL)

    assert found.rule == "print.dots"
    assert found.message.startswith(
        f"module of {module:g} mm on 203 dpi: that is {module / 0.125:.1f} dots"
    )
    assert found.message.endswith("give 0.375 or 0.5 mm.")


def test_modules_off_the_dots_are_an_error_unless_every_look_at_their_print_reads_them():
    (bad,) = told(long_code_page(0.33), THERMAL)
    (doubtful,) = told(code_page(0.385), THERMAL)

    assert (bad.rule, bad.severity) == ("print.dots", "error")
    assert (doubtful.rule, doubtful.severity) == ("print.dots", "warning")


@pytest.mark.parametrize("module", [0.38, 0.51])
def test_modules_on_whole_dots_pass(module):
    page = aligned(code_page(module), THERMAL)

    assert list(told(page, THERMAL)) == []


def test_a_light_colour_is_screened_by_one_ink_and_not_read():
    pale = [each.rule for each in told(code_page(0.4, color="#909090"), THERMAL)]

    assert "print.unreadable" in pale


def test_ink_that_runs_together_is_found():
    blotting = Printer(dpi=600, ink="mono", spread_mm=0.15)

    assert {each.rule for each in told(code_page(0.4), blotting)} == {"print.unreadable"}


def long_code_page(module: float) -> Page:
    symbol = encode("Mesa 12, " + "obrigado pela visita " * 4)
    side = (len(symbol.modules) + 8) * module
    box = CodeBox(x=0, y=0, side=side, symbol=symbol)
    return Page(60, 60, (Placed(10.03, 10.07, Drawing(side, side, (box,)), 1),))


def test_a_label_printer_too_hot_for_small_modules_is_told_though_they_are_on_its_dots():
    hot = Printer(dpi=203, ink="mono", spread_mm=0.07)

    (found,) = told(aligned(long_code_page(0.4), hot), hot)
    assert found.rule in {"print.doubtful", "print.unreadable"}
    assert not told(aligned(long_code_page(0.8), hot), hot)


def test_a_finished_file_is_asked_what_a_printer_makes_of_it(tmp_path):
    path = tmp_path / "edge.pdf"
    ck.sheet(LABEL, stock=EDGE, copies=40).save(path)

    assert not ck.check(path).errors
    found = ck.check(path, printer="laser").errors
    assert {each.rule for each in found} == {"print.margin"}
    assert len(found) == 10


def test_a_sticker_is_asked_about_dots_and_ink_not_about_the_edge_of_its_paper():
    assert not LABEL.check(printer="laser").errors
    assert not any(each.rule == "print.margin" for each in LABEL.check(printer="laser"))
