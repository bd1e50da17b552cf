"""Twenty planted weaknesses come below C, each for what it is; what is well made gets an A."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from PIL import Image, ImageFilter

import campaignkit as ck
from campaignkit import qr
from campaignkit.proof.grade import FIXES, Grade
from campaignkit.proof.grading import grade
from campaignkit.proof.pages import check_pdf
from campaignkit.proof.reader import read

TEXT = "https://wa.me/5511987654321?text=Oi"
PX, QUIET, DPI = 8, 6, 300
Pixels = np.ndarray

SYMBOL = qr.encode(TEXT, level="M")
SIDE = len(SYMBOL.modules)
FIRST, LAST = QUIET * PX, (QUIET + SIDE) * PX  # of the code's pixels


def good(level: str = "M") -> Pixels:
    """A code in grey pixels, black on white, with six light modules around."""
    modules = np.pad(qr.encode(TEXT, level=level).modules, QUIET)
    return np.where(np.kron(modules, np.ones((PX, PX), bool)), 0, 255).astype(np.uint8)


def graded(image: Pixels, **options: object) -> Grade:
    """Return the grade of a code where it lies, even if only a kinder reader could read it."""
    (found,) = read(image, dpi=DPI, thorough=True) or read(good(), dpi=DPI)
    return grade(image, found, dpi=DPI, **options)


def blurred(image: Pixels, modules: float) -> Pixels:
    return np.array(Image.fromarray(image).filter(ImageFilter.GaussianBlur(modules * PX)))


def spread(modules: float) -> Pixels:
    """Every edge moved outward; inward if below 0."""
    soft = blurred(good(), 0.3).astype(float)
    return np.where(soft < 255 * NormalDist(0, 0.3).cdf(modules / 2), 0, 255).astype(np.uint8)


def on_dark(free: int) -> Pixels:
    image = np.zeros_like(good())
    around = slice(FIRST - free * PX, LAST + free * PX)
    image[around, around] = good()[around, around]
    return image


def ramp() -> Pixels:
    return np.add.outer(np.arange(len(good())), np.arange(len(good()))) / (2 * len(good()))


def halftoned(gray: int) -> Pixels:
    """Its dark modules in a screened colour: dots, as an office laser makes them."""
    y, x = np.mgrid[: len(good()), : len(good())]
    screen = (np.sin(x * 2 * np.pi / 12) * np.sin(y * 2 * np.pi / 12) + 1) * 127
    return np.where((good() == 0) & (screen > gray), 0, 255).astype(np.uint8)


def grainy(most: int) -> Pixels:
    """With grains of a third of a module, as on coarse paper."""
    grains = np.random.default_rng(4).integers(-most, most + 1, [-(-len(good()) // 3)] * 2)
    noise = np.kron(grains, np.ones((3, 3), int))[: len(good()), : len(good())]
    return np.clip(good().astype(int) + noise, 0, 255).astype(np.uint8)


def covered(*boxes: tuple[float, float, float, float], ink: int = 255) -> Pixels:
    """Rectangles on the code: row, column, height, width, in modules."""
    image = good()
    for row, column, height, width in boxes:
        top, left = (int((QUIET + at) * PX) for at in (row, column))
        image[top : top + int(height * PX), left : left + int(width * PX)] = ink
    return image


def stretched(share: float) -> Pixels:
    image = Image.fromarray(good())
    return np.array(image.resize((round(image.width * share), image.height)))


def small(pixels: float) -> Pixels:
    image = Image.fromarray(good())
    size = round(image.width / PX * pixels)
    return np.array(image.resize((size, size), Image.Resampling.BOX))


def painted(dark: int, light: int) -> Pixels:
    return np.where(good() == 0, dark, light).astype(np.uint8)


def colored(dark: tuple[int, int, int], light: tuple[int, int, int]) -> Pixels:
    return np.where(good()[..., None] == 0, dark, light).astype(np.uint8)


def set_apart(width: int, *, ways: int = 2) -> Pixels:
    """Light lines of so many pixels between all columns of modules, and all rows."""
    image = good()
    for at in range(0, len(image), PX):
        image[:, at : at + width] = 255
        if ways == 2:
            image[at : at + width] = 255
    return image


WEAK: dict[str, tuple[Callable[[], Pixels], str]] = {
    "no margin on a dark ground": (lambda: on_dark(1), "margin"),
    "a line of ink half a module beside it": (lambda: covered((4, -1.5, 20, 1), ink=0), "margin"),
    "light on dark": (lambda: 255 - good(), "inverted"),
    "a contrast of 1.6 to 1": (lambda: painted(206, 255), "pale"),
    "black on a dark ground": (lambda: painted(0, 110), "pale"),
    "yellow on white": (lambda: colored((255, 235, 59), (255, 255, 255)), "pale"),
    "a hole in its middle": (lambda: covered((10, 10, 7, 7)), "covered"),
    "blots in five places": (
        lambda: covered(*((9 + 3 * i, 11 + 4 * (i % 3), 3, 3) for i in range(5)), ink=0),
        "covered",
    ),
    "out of focus": (lambda: blurred(good(), 0.5), "blur"),
    "enlarged from a small picture": (
        lambda: np.array(
            Image.fromarray(small(1.7)).resize(good().shape, Image.Resampling.BICUBIC)
        ),
        "blur",
    ),
    "a ground that darkens": (
        lambda: np.minimum(good(), 255 - 215 * ramp()).astype(np.uint8),
        "uneven ground",
    ),
    "in half shade": (lambda: (good() * (1 - 0.85 * ramp())).astype(np.uint8), "uneven ground"),
    "a screened colour": (lambda: halftoned(90), "halftone"),
    "grain": (lambda: grainy(100), "halftone"),
    "ink that spreads": (lambda: spread(0.55), "ink spread"),
    "ink that shrinks": (lambda: spread(-0.45), "thin ink"),
    "light lines between its modules": (lambda: set_apart(2), "set apart"),
    "light lines one way": (lambda: set_apart(2, ways=1), "set apart"),
    "a third wider than high": (lambda: stretched(1.33), "stretched"),
    "gaps in a finder": (lambda: covered((0, 1, 1, 1), (0, 4, 1, 1), (6, 2, 1, 1)), "finder"),
    "a line of timing painted over": (lambda: covered((6, 8, 1, SIDE - 16)), "inner pattern"),
    "an alignment pattern painted over": (
        lambda: covered((SIDE - 9, SIDE - 9, 5, 5), ink=0),
        "inner pattern",
    ),
    "less than two pixels a module": (lambda: small(1.7), "low resolution"),
}


def test_there_are_twenty_at_least() -> None:
    assert len(WEAK) >= 20


@pytest.mark.parametrize("name", WEAK)
def test_a_planted_weakness_comes_below_c_with_its_cause(name: str) -> None:
    make, cause = WEAK[name]
    given = graded(make(), stress=False)

    assert not given.is_good, given
    assert given.cause == cause
    assert given.fix == FIXES[cause]


@pytest.mark.parametrize("level", qr.LEVELS)
def test_a_good_code_gets_an_a_in_everything(level: str) -> None:
    given = graded(good(level))

    assert {mark.letter for mark in given.marks} == {"A"}
    assert (given.letter, given.cause, given.fix, str(given)) == ("A", "", "", "grade A")


@pytest.mark.parametrize(("width", "letter"), [(0, "A"), (1, "A"), (2, "C"), (4, "F")])
def test_light_lines_cost_more_the_wider_they_are(width: int, letter: str) -> None:
    """Of a module of 16 pixels."""
    fine = np.kron(good(), np.ones((2, 2), np.uint8))
    for at in range(0, len(fine), 2 * PX):
        fine[:, at : at + width] = 255

    (found,) = read(fine, dpi=2 * DPI, thorough=True)
    assert grade(fine, found, dpi=2 * DPI, stress=False).letter == letter


@pytest.mark.parametrize("style", ["dots", "rounded"])
def test_dots_and_rounded_modules_are_not_set_apart(style: str, tmp_path: Path) -> None:
    ck.qr_code(TEXT, style=style).save(tmp_path / "code.pdf")

    (code,) = ck.codes(tmp_path / "code.pdf")
    assert code.grade is not None
    assert code.grade.letter == "A"


def test_a_stretched_code_is_told_as_stretched_and_not_for_its_margin(tmp_path: Path) -> None:
    image = Image.fromarray(good()[2 * PX : -2 * PX, 2 * PX : -2 * PX])  # four modules around
    image.resize((round(image.width * 1.3), image.height), 0).save(tmp_path / "wide.png")

    (problem,) = ck.check(tmp_path / "wide.png")
    assert (problem.rule, problem.params["cause"]) == ("scan.grade", "stretched")


def test_light_lines_across_a_code_are_no_margin_that_is_too_narrow(tmp_path: Path) -> None:
    modules = np.kron(np.pad(SYMBOL.modules, 4), np.ones((12, 12), bool))
    striped = np.where(modules, 0, 255).astype(np.uint8)
    striped[::4] = 255
    Image.fromarray(striped).save(tmp_path / "striped.png")

    assert "scan.quiet-zone" not in [each.rule for each in ck.check(tmp_path / "striped.png")]


# -- what it bears ---------------------------------------------------------------------------------


def bears(image: Pixels, **options: object) -> dict[str, float]:
    return {stress.name: stress.value for stress in graded(image, **options).stresses}


def test_six_stresses_are_tried_and_ink_both_ways() -> None:
    assert list(bears(good())) == [
        *("blur", "low resolution", "tilt", "shade", "ink spread", "thin ink", "damage")
    ]


def test_a_sound_code_bears_some_of_each() -> None:
    given = graded(good())

    assert all(stress.value > 0 for stress in given.stresses)
    assert all(stress.fix for stress in given.stresses if stress.steps < stress.of)
    assert not any(stress.fix for stress in given.stresses if stress.steps == stress.of)


def test_a_higher_level_bears_more_damage() -> None:
    low, high = bears(good("L"))["damage"], bears(good("H"))["damage"]

    assert low < high


def test_a_blurred_code_bears_less_blur_and_a_spread_one_less_spread() -> None:
    assert bears(blurred(good(), 0.3))["blur"] < bears(good())["blur"]
    assert bears(spread(0.3))["ink spread"] < bears(good())["ink spread"]
    assert bears(spread(-0.3))["thin ink"] < bears(good())["thin ink"]


def test_a_code_that_is_covered_bears_less_damage() -> None:
    assert bears(covered((10, 10, 5, 5)))["damage"] <= bears(good())["damage"]


def test_a_light_code_on_dark_is_strained_as_if_it_were_dark_on_light() -> None:
    assert bears(255 - good())["blur"] == bears(good())["blur"]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_code_gets_the_same_marks(turns: int) -> None:
    turned = graded(np.rot90(good(), turns), stress=False)

    assert [mark.letter for mark in turned.marks] == ["A"] * 6


def test_a_mirrored_code_gets_the_same_marks() -> None:
    assert [mark.letter for mark in graded(good()[:, ::-1], stress=False).marks] == ["A"] * 6


def test_a_tilted_code_is_no_worse_for_it() -> None:
    tilted = Image.fromarray(good()).rotate(
        20, Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )

    assert graded(np.array(tilted), stress=False).is_good


@pytest.mark.parametrize("text", ["A", "https://wa.me/5511987654321", "x" * 150, "x" * 600])
def test_codes_of_every_size_get_an_a(text: str) -> None:
    modules = np.pad(qr.encode(text).modules, QUIET)
    image = np.where(np.kron(modules, np.ones((5, 5), bool)), 0, 255).astype(np.uint8)

    assert graded(image, stress=False).letter == "A"


def test_a_grade_reads_as_a_sentence_would() -> None:
    assert str(graded(on_dark(1), stress=False)) == "grade D for quiet zone: margin"
    assert str(graded(good())["contrast"]) == "contrast A (1.00)"


# -- in colour -------------------------------------------------------------------------------------

# Of each colour on white the least of what red light and luminance tell apart, and its letter.
COLORED: dict[str, tuple[str, str]] = {
    "#000000": ("A", ""),
    "#0F4C5C": ("A", ""),
    "#075E54": ("A", ""),
    "#7B2D26": ("A", ""),
    "#128C7E": ("A", ""),
    "#25D366": ("C", "pale"),
    "#8BC34A": ("C", "pale"),
    "#FFD600": ("F", "pale"),
    "#FF9800": ("F", "red ink"),
    "#E53935": ("D", "red ink"),
    "#FF0000": ("F", "red ink"),
    "#00BCD4": ("B", "pale"),
}


@pytest.mark.parametrize("color", COLORED)
def test_a_coloured_code_gets_what_its_contrast_deserves(color: str) -> None:
    red, green, blue = bytes.fromhex(color[1:])
    image = colored((red, green, blue), (255, 255, 255))
    mark = graded(image, stress=False)["contrast"]

    assert (mark.letter, mark.cause) == COLORED[color], mark


def test_a_coloured_code_of_a_page_is_graded_by_its_colour_though_pages_are_read_in_grey() -> None:
    code = ck.qr_code(TEXT, dark="#25D366")
    (page,) = check_pdf(code.pdf(), grades=None)
    (found,) = page.found

    assert found.grade is not None
    assert (found.grade.letter, found.grade.cause) == ("C", "pale")


# -- repaired --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WEAK)
def test_of_a_planted_weakness_the_nearest_code_that_passes_gets_an_a(name: str, tmp_path) -> None:
    path = tmp_path / "weak.png"
    Image.fromarray(WEAK[name][0]()).save(path, dpi=(DPI, DPI))
    if not (found := ck.codes(path, grades=None)):
        pytest.skip("only a kinder reader reads it")
    better = found[0].repaired()

    assert (better.text, better.level) == (TEXT, "M")
    assert better.changes and all(change.why for change in better.changes)
    assert not better.check()
    assert better.grade().letter == "A"


def test_a_code_that_passes_is_returned_as_it_is() -> None:
    code = ck.qr_code(TEXT)

    assert code.repaired() is code
    assert code.changes == ()


def test_a_pale_small_code_is_told_what_was_changed() -> None:
    better = ck.qr_code(TEXT, size_mm=9, dark="#FFD600").repaired()

    assert [change.what for change in better.changes] == ["colors", "side_mm"]
    assert not better.check()


def test_a_red_code_is_darkened_until_a_scanner_sees_it() -> None:
    code = ck.qr_code(TEXT, dark="#FF0000")
    better = code.repaired()

    assert code.grade().cause == "red ink"
    assert "red light" in better.changes[0].why or "contrast" in better.changes[0].why
    assert better.grade().is_good


def test_a_logo_at_level_m_is_given_a_higher_level(tmp_path) -> None:
    Image.new("RGB", (40, 40), "#0F4C5C").save(tmp_path / "logo.png")
    code = ck.qr_code(TEXT + "%21" * 20, logo=tmp_path / "logo.png", level="M")
    better = code.repaired()

    assert "scan.logo" in {problem.rule for problem in code.check()}
    assert (better.level, better.changes[0].what) == ("Q", "level")
    assert not better.check()
