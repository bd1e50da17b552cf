"""A weak code is told for what weakens it, nothing else; of two weaknesses for the larger."""

from __future__ import annotations

import math

import numpy as np
import pytest

from campaignkit import qr
from campaignkit.proof.grading import looked_at
from campaignkit.proof.measure import measure
from campaignkit.proof.reader import read
from campaignkit.proof.true_findings import is_doubted
from tests.benchmarks.verify_causes import (
    Plant,
    from_a_side,
    from_a_spot,
    largest,
    marked,
    pale,
    paper_shaded,
    planted,
    said,
    soft,
    spread,
)

TEXTS = {
    1: "MARIA 25",
    3: "https://wa.me/5511987654321?text=Oi",
    9: "https://wa.me/5511987654321?text=" + "Oi%21" * 25,
}
ONE: dict[str, Plant] = {
    "blur": soft(0.25),
    "more blur": soft(0.33),
    "much blur": soft(0.42),
    "light from the left": from_a_side(0.5, 0.0),
    "light from a corner": from_a_side(0.7, math.pi / 4),
    "little light from below": from_a_side(0.85, -math.pi / 2),
    "a spot in the middle": from_a_spot(0.85, 0.5, 0.5),
    "a spot at a corner": from_a_spot(0.75, 0.0, 0.1),
    "a ground that darkens": paper_shaded(0.6, 1.0),
    "a ground that turns black": paper_shaded(0.8, 4.0),
    "ink that spreads": spread(0.35),
    "ink that runs": spread(0.5),
    "ink that shrinks": spread(-0.35),
    "worn ink": spread(-0.45),
}
TWO: dict[str, tuple[Plant, Plant]] = {
    "blur in some shade": (from_a_side(0.25, 0.3), soft(0.4)),
    "shade, a little out of focus": (from_a_side(0.8, 0.3), soft(0.15)),
    "ink that runs in some shade": (spread(0.5), from_a_side(0.2, 2.0)),
    "shade over ink that spreads a little": (spread(0.15), from_a_spot(0.85, 0.1, 0.1)),
    "blur over ink that shrinks a little": (spread(-0.15), soft(0.4)),
    "ink that runs, a little out of focus": (spread(0.5), soft(0.1)),
}


def drawn(version: int) -> np.ndarray:
    symbol = qr.encode(TEXTS[version], level="M")
    assert symbol.version == version
    return symbol.modules


@pytest.mark.parametrize("pixels", [4.4, 9.0])
@pytest.mark.parametrize("version", TEXTS)
@pytest.mark.parametrize("name", ONE)
def test_a_planted_weakness_is_told_for_what_it_is(name: str, version: int, pixels: float) -> None:
    plant = ONE[name]
    image = planted(drawn(version), pixels, plant)
    marks = marked(image, pixels)

    if marks is None:
        pytest.skip("no code that could be read is left of it")
    assert not marks.is_good, marks
    assert (marks.cause, said(image, pixels)) == (plant.cause, [plant.cause])


@pytest.mark.parametrize("version", TEXTS)
@pytest.mark.parametrize("name", TWO)
def test_of_two_weaknesses_the_larger_is_the_cause(name: str, version: int) -> None:
    plants = TWO[name]
    image = planted(drawn(version), 8.0, *plants)
    marks, most = marked(image, 8.0), largest(drawn(version), 8.0, [*plants])

    assert marks is not None
    assert not marks.is_good
    assert marks.cause == most
    assert said(image, 8.0) == [most]


@pytest.mark.parametrize("gray", [170, 200])
def test_a_pale_code_stays_pale_out_of_focus(gray: int) -> None:
    image = planted(drawn(3), 8.0, pale(gray), soft(0.2))

    assert "pale" in said(image, 8.0)
    assert set(said(image, 8.0)) <= {"pale", "blur"}


@pytest.mark.parametrize("version", TEXTS)
@pytest.mark.parametrize("plant", [soft(0.05), from_a_side(0.08, 0.4), spread(0.1), spread(-0.1)])
def test_a_good_code_is_told_nothing(plant: Plant, version: int) -> None:
    image = planted(drawn(version), 8.0, plant)
    marks = marked(image, 8.0)

    assert marks is not None
    assert (marks.is_good, said(image, 8.0)) == (True, [])


def test_a_margin_that_is_too_narrow_is_told_in_the_shade_as_well() -> None:
    image = planted(drawn(3), 8.0)
    image[:, : int(3.5 * 8)] = 0  # of six free modules
    shaded = (image * np.linspace(1, 0.5, image.shape[1])).astype(np.uint8)

    assert said(image, 8.0) == ["margin"]
    assert said(shaded, 8.0) == ["margin", "uneven ground"]


def test_the_numbers_of_a_blurred_code_in_the_shade_are_those_of_the_code() -> None:
    image = planted(drawn(9), 8.0, from_a_side(0.7, 0.0), soft(0.3))
    (found,) = read(image, dpi=300, thorough=True)
    raw = measure(image, found, dpi=300)
    look = looked_at(image, found, dpi=300, stress=False)

    assert is_doubted(raw)
    assert not is_doubted(look.numbers)
    assert look.is_shaded
    assert max(look.numbers.dark) < 20
    assert min(look.numbers.quiet) == 4.5


@pytest.mark.parametrize("plant", [paper_shaded(0.21, 0.5), from_a_side(0.21, 2.0)])
def test_a_little_shade_that_costs_no_mark_is_no_contrast_that_is_too_low(plant: Plant) -> None:
    image = planted(drawn(3), 7.5, plant)
    marks = marked(image, 7.5)

    assert marks is not None
    assert marks.is_good
    assert said(image, 7.5) == []


def test_ink_that_moves_the_edges_is_told_before_its_modules_run_together() -> None:
    marks = marked(planted(drawn(9), 11.2, spread(0.2)), 11.2)

    assert marks is not None
    assert marks.cause in ("", "ink spread")
