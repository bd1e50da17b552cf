"""What is shown of an asset: as it prints, or larger where that is too small to see."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

import campaignkit as ck
from campaignkit.presentation import previews

SHOP = ck.Business("Padaria Sol", phone="+5511987654321", country="BR")


def pixels(shown: str) -> tuple[int, int]:
    data = re.search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", shown)
    assert data is not None
    with Image.open(BytesIO(b64decode(data[1]))) as picture:
        return picture.size


def test_a_small_label_is_drawn_as_fine_as_it_is_shown():
    label = ck.sticker("chat-with-us", SHOP, size_mm=(40, 30))

    as_printed, larger = (previews.picture(label, least_mm=least) for least in (0, 80))

    assert pixels(larger)[0] == pytest.approx(2 * pixels(as_printed)[0], abs=2)
    assert "2.0" in larger
    assert "2.0" not in as_printed


def test_a_large_poster_is_drawn_no_finer_than_screens_show():
    assert max(pixels(previews.picture(ck.sticker("poster", SHOP, size_mm="A3")))) <= 1001
