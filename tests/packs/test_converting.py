"""Pictures into stickers: SVG as it is drawn, large photos, and nothing that shows nothing."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from campaignkit.errors import BadInput
from campaignkit.packs.converting import converted
from campaignkit.pictures import open_picture

SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>{}</svg>"
GRADIENT = (
    "<linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/>"
    "</linearGradient><style>.a{fill:url(#g)}</style><rect class='a' width='10' height='10'/>"
)


def encoded(mode, size, color, kind="PNG"):
    out = BytesIO()
    Image.new(mode, size, color).save(out, kind)
    return out.getvalue()


def test_an_svg_with_a_style_sheet_and_a_gradient_becomes_a_sticker():
    made = open_picture(converted(SVG.format(GRADIENT).encode(), outline=False).data).array()

    left, right = made[256, 60, :3].astype(int), made[256, 450, :3].astype(int)
    assert made.shape == (512, 512, 4)
    assert left[0] > 200 > left[2]
    assert right[2] > 200 > right[0]


@pytest.mark.parametrize(
    "empty",
    [
        encoded("RGBA", (64, 64), (0, 0, 0, 0)),
        encoded("RGB", (64, 64), "white"),
        encoded("L", (64, 64), 255, "JPEG"),
        SVG.format("").encode(),
        SVG.format("<rect width='9' height='9' fill='none'/>").encode(),
    ],
)
def test_what_shows_nothing_is_no_sticker(empty):
    with pytest.raises(BadInput, match="nothing of it would be seen") as raised:
        converted(empty)

    assert raised.value.rule == "picture.empty"


def test_one_colour_is_a_sticker():
    made = open_picture(converted(encoded("RGB", (64, 64), "red"), outline=False).data).array()

    assert np.abs(made[256, 256].astype(int) - (255, 0, 0, 255)).max() <= 3
