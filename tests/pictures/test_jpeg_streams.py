"""Which JPEG goes into a PDF as it is."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from campaignkit.pictures import open_for, open_picture, open_within

NOISE = Image.effect_noise((64, 48), 60)


def encoded(image=NOISE, **options):
    out = BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


@pytest.mark.parametrize(("mode", "channels"), [("L", 1), ("RGB", 3)])
def test_a_plain_jpeg_stays_byte_for_byte(mode, channels):
    data = encoded(NOISE.convert(mode), quality=80)

    for found in (open_picture(data), open_within(data, 64), open_for(data, 10, 10)):
        assert found.stream.data == data
        assert found.stream.channels == channels


def test_srgb_by_any_name_is_no_reason_to_change_it(profiles):
    data = encoded(NOISE.convert("RGB"), icc_profile=profiles["sRGB"])

    assert open_picture(data).stream.data == data


def test_what_a_pdf_would_show_otherwise_is_made_anew(profiles):
    turned = Image.Exif()
    turned[0x0112] = 6
    color = NOISE.convert("RGB")

    assert open_picture(encoded(color, exif=turned)).stream is None
    assert open_picture(encoded(color, icc_profile=profiles["Display P3"])).stream is None
    assert open_picture(encoded(NOISE.convert("CMYK"))).stream is None
    assert open_picture(encoded(color, progressive=True)).stream is None
    assert open_within(encoded(color), 32).stream is None


def test_places_comments_and_films_behind_a_photo_are_left_out():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    data = encoded(NOISE.convert("RGB"), exif=exif, comment=b"at home")

    kept = open_picture(data + b"a film" * 1000).stream.data

    assert open_picture(kept) == open_picture(data)
    assert b"SecretCamera" not in kept
    assert b"at home" not in kept
    assert b"a film" not in kept
    assert kept.endswith(b"\xff\xd9")
