"""What a drawing is made of: values that know where their parts lie."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.drawing import LOGO_BORDER, CodeBox
from campaignkit.qr import encode


@pytest.mark.parametrize(("high", "wide"), [(20, 40), (40, 20), (30, 30)])
def test_a_logo_is_in_the_middle_of_its_code_and_fills_what_is_cleared(tmp_path, high, wide):
    (tmp_path / "logo.png").write_bytes(pictures.png(np.zeros((high, wide, 3), np.uint8)))
    logo = pictures.open_picture(tmp_path / "logo.png")
    box = CodeBox(x=10, y=40, side=45, symbol=encode("x", level="H"), logo=logo, cleared=7)

    placed = box.picture

    assert placed is not None
    assert (placed.x + placed.width / 2, placed.y + placed.height / 2) == pytest.approx(
        (10 + 45 / 2, 40 + 45 / 2)
    )
    assert placed.width / placed.height == pytest.approx(wide / high)
    assert max(placed.width, placed.height) == pytest.approx((7 - 2 * LOGO_BORDER) * box.module)


def test_a_code_without_a_logo_has_no_picture():
    assert CodeBox(x=0, y=0, side=45, symbol=encode("x")).picture is None
