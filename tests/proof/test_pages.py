"""A whole page: what was made is read back, and every planted fault is found."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
import qrcode
from reportlab.pdfgen import canvas

from campaignkit.proof.compare import Expected
from campaignkit.proof.judge import DARK_MOST, LIGHT_LEAST, RATIO_DOUBTED
from campaignkit.proof.measure import luminance
from campaignkit.proof.pages import all_problems, check_page, check_pdf
from campaignkit.proof.quick_match import PLAINLY_DARK, PLAINLY_LIGHT
from campaignkit.render import raster

MM = 72 / 25.4
LINK = "https://wa.me/5511987654321?text=Oi"
VIOLET = "#4B0082"


def modules(text: str) -> np.ndarray:
    code = qrcode.QRCode(border=0)
    code.add_data(text, optimize=0)
    code.make()
    return np.array(code.get_matrix())


class Page:
    """A small page to draw codes on, in mm from the top left."""

    def __init__(self, width: float = 100, height: float = 60) -> None:
        self.height = height
        self.out = io.BytesIO()
        self.canvas = canvas.Canvas(self.out, pagesize=(width * MM, height * MM))
        self.expected: list[Expected] = []

    def rect(self, x: float, y: float, width: float, height: float, color: str) -> Page:
        self.canvas.setFillColor(color)
        top = (self.height - y - height) * MM
        self.canvas.rect(x * MM, top, width * MM, height * MM, stroke=0, fill=1)
        return self

    def code(
        self, x: float, y: float, *, text: str = LINK, module: float = 0.4, color: str = "black"
    ) -> Page:
        dark = modules(text)
        path = self.canvas.beginPath()
        for row, column in np.argwhere(dark).tolist():
            top = (self.height - y - (row + 1) * module) * MM
            path.rect((x + column * module) * MM, top, module * MM, module * MM)
        self.canvas.setFillColor(color)
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.expected.append(Expected(text=text, x_mm=x, y_mm=y, size_mm=len(dark) * module))
        return self

    def pdf(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()

    def rules(self, **options: object) -> list[tuple[str, str]]:
        return rules(all_problems(check_pdf(self.pdf(), **options)))


def rules(problems: Iterable) -> list[tuple[str, str]]:
    return [(problem.rule, problem.severity) for problem in problems]


def test_a_good_page_has_no_problems():
    page = Page().code(10, 10).code(60, 20, text=LINK + "2")

    assert page.rules(expected=[page.expected]) == []


def test_a_good_page_of_unknown_codes_has_no_problems():
    assert Page().code(10, 10).code(60, 20, color=VIOLET).rules() == []


def test_the_numbers_of_a_page_are_those_it_was_drawn_with():
    (page,) = check_pdf(Page().code(10.03, 20.41).pdf())
    (found,), (numbers,) = page.found, page.measured

    assert (found.x_mm, found.y_mm) == pytest.approx((10.03, 20.41), abs=0.15)
    assert (found.text, found.modules) == (LINK, len(modules(LINK)))
    assert numbers.module_mm == pytest.approx(0.4, abs=0.003)


@pytest.mark.parametrize("free", [3, 2, 1, 0])
def test_a_quiet_zone_too_small_on_a_dark_ground_is_an_error(free):
    side = (len(modules(LINK)) + 2 * free) * 0.4
    page = Page().rect(0, 0, 100, 60, VIOLET)
    page.rect(20 - free * 0.4, 20 - free * 0.4, side, side, "white").code(20, 20)
    (problem,) = all_problems(check_pdf(page.pdf()))

    # with no free module at all, the code cannot even be read
    assert problem.rule == ("scan.quiet-zone" if free else "scan.missing")
    assert problem.value == pytest.approx(free, abs=0.2)


def test_a_quiet_zone_of_four_modules_on_a_dark_ground_is_enough():
    side = (len(modules(LINK)) + 8) * 0.4
    page = Page().rect(0, 0, 100, 60, VIOLET).rect(18.4, 18.4, side, side, "white").code(20, 20)

    assert page.rules() == []


def test_a_colored_code_is_measured_in_color():
    page = Page().code(20, 20, color="#25D366")
    (problem,) = all_problems(check_pdf(page.pdf()))

    assert (problem.rule, problem.severity) == ("scan.contrast", "error")
    assert problem.value == pytest.approx(1.98, abs=0.01)
    assert "#25D366 on #FFFFFF" in problem.message


@pytest.mark.parametrize(
    ("color", "severity"),
    [("#FFEB3B", "error"), ("#AAAAAA", "error"), ("#128C7E", "warning")],
)
def test_a_pale_code_is_found(color, severity):
    page = Page().code(20, 20, color=color)

    assert page.rules() == [("scan.contrast", severity)]


@pytest.mark.parametrize("color", ["#075E54", "#E53935", "#000050"])
def test_a_strong_color_on_white_is_not_always_black(color):
    contrast = 1.05 / (luminance(rgb(color)) + 0.05)

    assert Page().code(20, 20, color=color).rules() == (
        [] if contrast >= RATIO_DOUBTED else [("scan.contrast", "warning")]
    )


def rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def test_light_on_dark_is_an_error():
    page = Page().rect(0, 0, 100, 60, "black").code(20, 20, color="white")

    assert page.rules() == [("scan.inverted", "error")]


def test_modules_too_small_are_an_error_with_the_width_that_will_do():
    page = Page().code(20, 20, module=0.2)
    (problem,) = all_problems(check_pdf(page.pdf()))

    assert (problem.rule, problem.limit) == ("scan.module", 0.33)
    assert problem.value == pytest.approx(0.2, abs=0.002)
    assert problem.fix == ("Print it at least 9.6 mm wide (now 5.8 mm), or shorten its text.")


def test_a_code_to_be_scanned_from_far_must_be_large():
    page = Page().code(20, 20)
    (problem,) = all_problems(check_pdf(page.pdf(), distance_mm=3000))

    assert (problem.rule, problem.severity) == ("scan.module", "error")
    assert problem.limit == pytest.approx(9.09, abs=0.01)
    assert "from 3.0 m, but" in problem.message and "from about 13 cm" in problem.message


def test_a_missing_code_is_named_with_its_row():
    page = Page().code(10, 10)
    gone = Expected(text="gone", x_mm=60, y_mm=10, size_mm=10, row=7, position=2)
    (problem,) = all_problems(check_pdf(page.pdf(), expected=[[*page.expected, gone]]))

    assert (problem.rule, problem.where.row, problem.where.page) == ("scan.missing", 7, 1)


def test_a_code_that_is_on_no_list_is_extra():
    page = Page().code(10, 10)

    assert page.rules(expected=[[]]) == [("scan.extra", "error")]


def test_codes_on_pages_that_are_not_expected_are_extra():
    page = Page().code(10, 10)
    page.canvas.showPage()
    page.code(50, 10)

    assert page.rules(expected=[page.expected[:1]]) == [("scan.extra", "error")]


def test_a_page_without_a_code_is_a_problem_of_the_whole_file():
    (problem,) = all_problems(check_pdf(Page().pdf()), file="empty.pdf")

    assert str(problem).startswith("empty.pdf: There is no QR code that can be read.")


def test_a_picture_is_checked_like_a_page():
    data = Page().code(20, 20, color="#25D366").pdf()
    picture = raster.page(data, 1, grayscale=False)

    assert rules(check_page(picture, dpi=300).problems) == [("scan.contrast", "error")]


def test_a_picture_of_unknown_size_is_not_judged_by_mm():
    picture = raster.page(Page().rect(0, 0, 19.6, 60, VIOLET).code(20, 20, module=0.2).pdf(), 1)
    (problem,) = check_page(picture, dpi=None, page=None, file="a.png").problems

    assert problem.rule == "scan.quiet-zone"
    assert str(problem.where) == "a.png"


def test_pages_that_are_missing_miss_their_codes():
    page = Page().code(10, 10)
    gone = Expected(text="gone", x_mm=60.0, y_mm=10.0, size_mm=10)
    (problem,) = all_problems(check_pdf(page.pdf(), expected=[page.expected, [gone]]))

    assert (problem.rule, problem.where.page) == ("scan.missing", 2)


def test_pages_are_checked_one_at_a_time():
    page = Page().code(10, 10)
    page.canvas.showPage()
    page.code(10, 10)
    taken = []

    def expected():
        for number in (1, 2):
            taken.append(number)
            yield page.expected[:1]

    checked = check_pdf(page.pdf(), expected=expected())

    assert next(checked).page == 1 and taken == [1]
    assert next(checked).page == 2 and taken == [1, 2]


def test_a_page_too_large_for_its_pixels_is_checked_at_a_lower_resolution():
    poster = Page(1500, 1500).code(100, 100, module=10)

    assert poster.rules(expected=[poster.expected], distance_mm=3000) == []


def test_what_is_plain_in_grey_passes_in_every_color():
    """All colours, in steps of 3, that PDFium makes so dark or so light in grey."""
    steps = np.arange(0, 256, 3)
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    gray = colors @ np.array([30, 59, 11]) / 100
    share = colors / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.2126, 0.7152, 0.0722])
    darkest, lightest = light[gray >= PLAINLY_LIGHT].min(), light[gray < PLAINLY_DARK + 1].max()

    assert lightest <= DARK_MOST and darkest >= LIGHT_LEAST
    assert (darkest + 0.05) / (lightest + 0.05) >= RATIO_DOUBTED


# -- places, not pages -----------------------------------------------------------------------------


def dense(count: int = 40) -> Page:
    """Bare codes side by side, each with its own quiet zone and nothing more."""
    page = Page(110, 140)
    for number in range(count):
        down, across = divmod(number, 8)
        page.code(
            1.6 + across * 13.2, 1.6 + down * 13.2, text=f"https://wa.me/{5511987650000 + number}"
        )
    return page


def test_every_code_of_a_dense_sheet_is_read_at_its_place():
    page = dense()
    (checked,) = check_pdf(page.pdf(), expected=[page.expected])

    assert len(checked.found) == 40
    assert not checked.problems


def test_a_dense_sheet_of_unknown_codes_is_read_whole():
    page = dense(80)
    (checked,) = check_pdf(page.pdf())

    assert {found.text for found in checked.found} == {code.text for code in page.expected}
    assert not checked.problems


def test_a_code_nobody_expected_is_found_between_eighty_others():
    page = dense(80)
    (checked,) = check_pdf(page.pdf(), expected=[page.expected[:37] + page.expected[38:]])

    (problem,) = checked.problems
    assert problem.rule == "scan.extra"
    assert problem.value == page.expected[37].text


def test_two_codes_exchanged_on_a_dense_sheet_are_named():
    page = dense(24)
    first, second, *others = page.expected
    swapped = [replace(first, text=second.text), replace(second, text=first.text), *others]
    (checked,) = check_pdf(page.pdf(), expected=[swapped])

    assert rules(checked.problems) == [("scan.text", "error")] * 2


@pytest.mark.parametrize("module", [0.25, 0.33, 0.5, 1.0, 3.0])
def test_a_code_nobody_expected_is_found_at_every_size(module):
    page = (
        Page(130, 260)
        .code(20, 20, module=1)
        .code(20, 80, text="https://evil.example", module=module)
    )

    assert ("scan.extra", "error") in page.rules(expected=[page.expected[:1]])


def test_a_page_that_is_not_plainly_right_is_looked_at_closely():
    page = Page().code(20, 20, module=0.6)
    page.rect(24, 24, 2, 2, "white")

    (checked,) = check_pdf(page.pdf(), expected=[page.expected])
    assert checked.measured[0].reserve < 1


def test_pages_after_one_that_is_not_plain_are_read_as_well():
    page = Page().code(20, 20, module=0.6, color=VIOLET)
    page.canvas.showPage()
    page.code(20, 20, module=0.6)
    first, second = page.expected
    gone = replace(second, text="gone")
    checked = list(check_pdf(page.pdf(), expected=[[first], [gone]]))

    assert [rules(each.problems) for each in checked] == [[], [("scan.text", "error")]]


def test_a_code_expected_twice_in_one_place_is_missing_once():
    page = Page().code(20, 20)
    (code,) = page.expected

    assert page.rules(expected=[[code, replace(code, text="other")]]) == [("scan.missing", "error")]


def test_a_tilted_neighbour_is_not_lost_under_another():
    """Codes are painted over by their own outline, not by the box around it."""
    page = Page(60, 60)
    page.canvas.saveState()
    page.canvas.translate(30 * MM, 30 * MM)
    page.canvas.rotate(45)
    page.canvas.translate(-30 * MM, -30 * MM)
    for x in (10, 25, 40):
        for y in (10, 25, 40):
            page.code(x, y, text=f"{x} {y}", module=0.5)
    page.canvas.restoreState()
    (checked,) = check_pdf(page.pdf())

    assert len(checked.found) == 9
