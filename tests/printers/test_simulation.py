"""Dots, ink and a camera: what comes out of a printer, in numbers."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit.printers.simulation import Camera, dots, printed, seen, sharpness, spread


def test_black_and_white_are_never_screened():
    plain = np.where(np.arange(64).reshape(8, 8) % 3 == 0, 0, 255).astype(np.uint8)

    assert (dots(plain, dpi=203) == (plain == 0)).all()


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("gray", [64, 128, 200])
def test_a_grey_becomes_as_many_dots_as_it_is_dark(dpi, gray):
    field = np.full((48, 48), gray, np.uint8)

    assert dots(field, dpi=dpi).mean() == pytest.approx(1 - gray / 255, abs=0.05)


def test_ink_grows_by_what_it_spreads_on_every_side():
    square = np.zeros((40, 40), np.float32)
    square[10:30, 10:30] = 1

    grown = spread(square, 2)
    assert grown[20].sum() == 24
    assert spread(square, 0.5)[20].sum() == pytest.approx(21)
    assert spread(square, -1)[20].sum() == 18


def test_a_printed_line_is_as_wide_as_its_dots_and_its_spread():
    line = np.full((60, 60), 255, np.uint8)
    line[:, 24:27] = 0  # three dots

    ink, cell = printed(line, dpi=203.2, one_ink=True, spread_mm=0.02)

    assert ink[len(ink) // 2].sum() * cell == pytest.approx(3 * 0.125 + 2 * 0.02, abs=0.002)


def test_a_camera_sees_the_same_twice():
    ink = np.zeros((200, 200), np.float32)
    ink[50:150, 50:150] = 1
    camera = Camera(10.0, 0.05, 2.0)

    first, second = (seen(ink, 0.03, camera) for _ in range(2))

    assert (first == second).all()
    middle = first.shape[0] // 2
    assert first[middle - 5 : middle + 5, middle - 5 : middle + 5].mean() < 50
    assert first[:4].mean() > 220


def test_what_is_seen_of_a_line_is_the_share_of_the_blur_that_falls_on_it():
    ink = np.zeros((40, 200), np.float32)
    ink[:, 90:110] = 1  # 0.2 mm of 0.01
    middle = np.array([0.2])

    on, edge, off = sharpness(ink, 0.01, (np.array([1.0, 0.9, 0.3]), middle), 0.1)[0]
    assert on == pytest.approx(0.683, abs=0.01)  # within one sigma on either side
    assert edge == pytest.approx(0.477, abs=0.01)  # half of two sigma
    assert off < 0.001
