"""A glance says something only of codes that are plainly as drawn; then it says the truth."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit import qr
from campaignkit.proof.compare import Expected
from campaignkit.proof.measure import Measured, measure
from campaignkit.proof.quick_match import plain
from campaignkit.proof.reader import Found, read

TEXT = "https://wa.me/5511987654321"
PX, DPI = 6, 254.0  # pixels a module; ten pixels a mm
QUIET = 5  # modules of paper around


def page(text: str = TEXT) -> np.ndarray:
    """A code in grey pixels, with paper around it."""
    modules = np.pad(qr.encode(text).modules, QUIET)
    return np.where(np.kron(modules, np.ones((PX, PX), bool)), 0, 255).astype(np.uint8)


def glance(
    image: np.ndarray, text: str = TEXT, found: Found | None = None, **place: float
) -> Measured | None:
    """Return what a glance says of the code that should be in the middle of the page."""
    if found is None:
        (found,) = read(image, dpi=DPI)
    side = len(qr.encode(text).modules) * PX / 10
    at = {"x_mm": QUIET * PX / 10, "y_mm": QUIET * PX / 10, "size_mm": side} | place
    (seen,) = plain(image, [(Expected(text=text, **at), found)], dpi=DPI)
    return seen


def test_a_plain_code_is_measured_as_closely_as_by_a_long_look() -> None:
    (found,) = read(page(), dpi=DPI)
    long = measure(page(), found, dpi=DPI)
    seen = glance(page())

    assert seen is not None
    assert seen.module_mm == pytest.approx(long.module_mm, abs=0.002)
    assert (seen.dark, seen.light, seen.reserve) == (long.dark, long.light, long.reserve)
    assert min(seen.quiet) >= 4


def test_of_a_code_that_lies_elsewhere_nothing_is_said() -> None:
    assert glance(page(), x_mm=QUIET * PX / 10 + 0.15) is None
    assert glance(page(), y_mm=QUIET * PX / 10 - 0.15) is None
    assert glance(page(), size_mm=15.2) is None


def test_of_a_code_that_says_something_else_nothing_is_said() -> None:
    (found,) = read(page(), dpi=DPI)
    code = Expected(text="other", x_mm=3, y_mm=3, size_mm=15)

    assert plain(page(), [(code, found)], dpi=DPI) == [None]


@pytest.mark.parametrize("row", [0, 3, 6, 12, 24])
def test_one_wrong_module_is_enough_for_a_closer_look(row: int) -> None:
    image = page()
    spot = image[(QUIET + row) * PX : (QUIET + row + 1) * PX, (QUIET + 3) * PX : (QUIET + 4) * PX]
    clean = read(image, dpi=DPI)
    spot[:] = 255 - spot
    (found,) = read(image, dpi=DPI) or clean

    assert glance(image, found=found) is None


@pytest.mark.parametrize("spot", [(1.5, 15), (33.5, 15), (15, 1.5), (15, 33.5), (1.5, 1.5)])
def test_ink_within_four_modules_is_enough_for_a_closer_look(spot: tuple[float, float]) -> None:
    image = page()
    row, column = (int(modules * PX) for modules in spot)
    image[row, column] = 100

    assert glance(image) is None


def test_ink_beyond_four_modules_is_no_matter() -> None:
    image = page()
    image[: PX - 2], image[2 - PX :], image[:, : PX - 2], image[:, 2 - PX :] = 0, 0, 0, 0

    assert glance(image) is not None


@pytest.mark.parametrize(("dark", "light"), [(80, 255), (0, 230)])
def test_pale_ink_and_dim_paper_are_enough_for_a_closer_look(dark: int, light: int) -> None:
    assert glance(np.where(page() == 0, dark, light).astype(np.uint8)) is None


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_or_mirrored_code_is_looked_at_closely(turns: int) -> None:
    assert glance(np.rot90(page(), turns)) is None
    assert glance(page()[:, ::-1]) is None


def test_a_code_at_the_edge_of_the_page_is_looked_at_closely() -> None:
    assert glance(page()[2 * PX :], y_mm=(QUIET - 2) * PX / 10) is None


def test_codes_of_several_versions_are_told_apart() -> None:
    texts = ["A", TEXT, "x" * 70]
    pages = [page(text) for text in texts]
    width = max(each.shape[1] for each in pages)
    image = np.full((sum(map(len, pages)), width), 255, np.uint8)
    pairs: list[tuple[Expected, Found]] = []
    top = 0
    for text, each in zip(texts, pages, strict=True):
        image[top : top + len(each), : each.shape[1]] = each
        edge = QUIET * PX / 10
        side = each.shape[1] / 10 - 2 * edge
        code = Expected(text=text, x_mm=edge, y_mm=top / 10 + edge, size_mm=side)
        pairs.append((code, next(f for f in read(image, dpi=DPI) if f.text == text)))
        top += len(each)

    seen = plain(image, pairs, dpi=DPI)
    assert [each.modules for each in seen if each is not None] == [21, 25, 37]
