"""What lies on a code is found, even where a decoder reads through it."""

from __future__ import annotations

from io import BytesIO

import pytest

from campaignkit import qr, svg_paths
from campaignkit.drawing import CodeBox, Drawing, Page, Placed, Shape
from campaignkit.pictures import Picture
from campaignkit.problems import Problem
from campaignkit.proof.compare import Expected
from campaignkit.proof.document import labels_of
from campaignkit.proof.pages import check_pdf
from campaignkit.render import pdf

LINK = "https://wa.me/5511987654321"
SIDE, QUIET = 33.0, 4.0  # mm; version 2 has 25 modules: with its quiet zone a mm each


def found(*cover: tuple[float, float, float, float], level: str = "M") -> list[Problem]:
    """Return what is found on a code under white rectangles, in modules of the code."""
    symbol = qr.encode(LINK, level=level)
    module = SIDE / (len(symbol.modules) + 2 * QUIET)
    boxes = [
        tuple(length * module for length in (x + QUIET, y + QUIET, w, h)) for x, y, w, h in cover
    ]
    patches = [Shape(path=svg_paths.rounded(*box, 0), fill="#FFFFFF") for box in boxes]
    label = Drawing(SIDE, SIDE, (CodeBox(x=0, y=0, side=SIDE, symbol=symbol), *patches))
    out = BytesIO()
    pdf.write([Page(SIDE, SIDE, (Placed(0, 0, label),))], out)
    corner = QUIET * module
    code = Expected(text=LINK, x_mm=corner, y_mm=corner, size_mm=SIDE - 2 * corner, row=7)
    (page,) = check_pdf(out.getvalue(), expected=[[code]])
    return [problem for problem in page.problems if problem.rule == "scan.covered"]


@pytest.mark.parametrize("level", qr.LEVELS)
def test_a_code_that_nothing_covers_looks_as_it_was_drawn(level: str) -> None:
    assert found(level=level) == []


def test_a_little_on_the_code_is_a_warning_with_its_row() -> None:
    (problem,) = found((10, 10, 3, 3))

    assert problem.severity == "warning"
    assert problem.where.row == 7
    assert 0 < problem.value <= problem.limit == 0.025


def test_as_much_as_a_code_of_that_level_can_spare_is_an_error() -> None:
    (problem,) = found((9, 9, 6, 6))

    assert problem.severity == "error"
    assert problem.value > problem.limit
    assert str(problem).endswith("at most 5 % of it at level M, 10 % at level H.")


def test_the_same_patch_is_bearable_at_a_higher_level() -> None:
    (problem,) = found((12, 12, 7, 7), level="H")

    assert problem.severity == "warning"


def test_one_module_of_a_finder_pattern_is_an_error() -> None:
    (problem,) = found((2, 2, 1, 1))

    assert problem.severity == "error"
    assert "1 of its modules (0.2%)" in problem.message
    assert "the squares by which phones find it" in problem.message


# -- a logo that was asked for ---------------------------------------------------------------------


def with_logo(
    cleared: int, *cover: tuple[float, float, float, float], level: str = "H", asked: bool = True
) -> list[Problem]:
    """Return what is found on a code with a black logo of so many modules, and under rectangles."""
    symbol = qr.encode(LINK, level=level)
    module = SIDE / (len(symbol.modules) + 2 * QUIET)
    boxes = [
        tuple(length * module for length in (x + QUIET, y + QUIET, w, h)) for x, y, w, h in cover
    ]
    patches = [Shape(path=svg_paths.rounded(*box, 0), fill="#FFFFFF") for box in boxes]
    logo = Picture(1, 1, "RGB", bytes(3))
    code = CodeBox(x=0, y=0, side=SIDE, symbol=symbol, logo=logo, cleared=cleared)
    out = BytesIO()
    page = Page(SIDE, SIDE, (Placed(0, 0, Drawing(SIDE, SIDE, (code, *patches))),))
    pdf.write([page], out)
    corner = QUIET * module
    wanted = Expected(text=LINK, x_mm=corner, y_mm=corner, size_mm=SIDE - 2 * corner)
    if asked:
        (wanted,) = labels_of(page)[0].codes
    (checked,) = check_pdf(out.getvalue(), expected=[[wanted]])
    return [problem for problem in checked.problems if problem.rule.startswith("scan.")]


@pytest.mark.parametrize("level", "QH")
def test_a_logo_that_was_asked_for_is_no_finding(level: str) -> None:
    symbol = qr.encode(LINK, level=level)

    assert with_logo(qr.logo_modules(symbol.version, level), level=level) == []


def test_at_level_m_it_is_told_to_be_fragile() -> None:
    symbol = qr.encode(LINK, level="M")
    (problem,) = with_logo(qr.logo_modules(symbol.version, "M"), level="M")

    assert (problem.rule, problem.severity, problem.fix) == (
        *("scan.logo", "warning", "Use level Q or H."),
    )
    assert "A logo lies on a code of level M" in problem.message


def test_the_same_logo_is_found_where_nobody_asked_for_it() -> None:
    (problem,) = with_logo(qr.logo_modules(3, "H"), asked=False)

    assert problem.rule == "scan.covered"
    assert problem.severity == "warning"  # it is within what level H can spare


def test_a_logo_larger_than_the_code_can_spare_is_found_though_a_design_asked_for_it() -> None:
    found = with_logo(qr.logo_modules(3, "H") + 2)

    (covered,) = [problem for problem in found if problem.rule == "scan.covered"]
    assert covered.value > 0


def test_a_logo_that_hides_the_code_is_an_error() -> None:
    found = with_logo(qr.logo_modules(3, "H") + 6)

    assert [problem.rule for problem in found if problem.severity == "error"] == ["scan.missing"]


def test_beside_a_logo_less_is_bearable() -> None:
    patch = (20, 10, 5, 5)
    (without,) = found(patch, level="H")
    (beside,) = [one for one in with_logo(9, patch) if one.rule == "scan.covered"]

    assert without.severity == "warning"
    assert beside.severity == "error"
    assert beside.value == without.value > beside.limit
    assert "the squares" not in beside.message


def test_something_on_a_finder_beside_a_logo_is_an_error() -> None:
    (problem,) = with_logo(9, (2, 2, 1, 1))

    assert "the squares by which phones find it" in problem.message
