"""ICC profiles and inks: what is opened is sRGB."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from campaignkit.pictures import film, open_picture, open_within


def encoded(color, mode="RGB", kind="PNG", **options):
    out = BytesIO()
    Image.new(mode, (32, 16), color).save(out, kind, **options)
    return out.getvalue()


def color_of(data, opened=open_picture):
    return tuple(map(int, opened(data).array()[2, 2]))


# sRGB of colours in other spaces, by the matrices of IEC 61966-2-1, Adobe RGB (1998) and
# SMPTE EG 432-1 adapted to D50; those without a place in sRGB are cut off
@pytest.mark.parametrize(
    ("space", "given", "right"),
    [
        ("sRGB", (200, 100, 80), (200, 100, 80)),
        ("Adobe RGB", (200, 100, 80), (227, 100, 78)),
        ("Adobe RGB", (120, 60, 40), (137, 57, 34)),
        ("Adobe RGB", (0, 255, 0), (0, 255, 0)),
        ("Display P3", (200, 100, 80), (215, 93, 73)),
        ("Display P3", (128, 128, 128), (128, 128, 128)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_profile_is_honoured(profiles, space, given, right, kind):
    options = {"quality": 100, "subsampling": 0} if kind == "JPEG" else {}
    options |= {"lossless": True} if kind == "WEBP" else {}
    data = encoded(given, kind=kind, icc_profile=profiles[space], **options)

    assert color_of(data) == pytest.approx(right, abs=2)
    assert color_of(data, lambda found: open_within(found, 8)) == pytest.approx(right, abs=2)


def test_what_shines_through_keeps_its_share(profiles):
    data = encoded((200, 100, 80, 77), mode="RGBA", icc_profile=profiles["Adobe RGB"])

    assert color_of(data) == (227, 100, 78, 77)


def test_greys_have_profiles_too(profiles):
    data = encoded(100, mode="L", icc_profile=profiles["grey 1.8"])

    assert color_of(data) == pytest.approx((119, 119, 119), abs=2)  # (100/255)^1.8 in sRGB


def test_inks_are_mixed_as_their_press_mixes_them(profiles):
    options = {"mode": "CMYK", "kind": "JPEG", "quality": 100}

    plain = color_of(encoded((255, 0, 0, 0), **options))
    pressed = color_of(encoded((255, 0, 0, 0), **options, icc_profile=profiles["inks"]))
    paper = color_of(encoded((0, 0, 0, 0), **options, icc_profile=profiles["inks"]))

    assert plain == (0, 255, 255)
    assert pressed == pytest.approx((0, 150, 214), abs=3)  # CIELAB 55, -35, -48
    assert paper == (255, 255, 255)


def without(data, marker):
    """Return a JPEG without a segment."""
    at = data.index(marker)
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]


def test_inks_are_inverted_only_where_adobe_says_so():
    adobes = encoded((255, 0, 0, 0), mode="CMYK", kind="JPEG", quality=100)

    assert b"Adobe" in adobes
    assert color_of(adobes) == (0, 255, 255)
    assert color_of(without(adobes, b"\xff\xee")) == (0, 0, 0)  # no cyan, all of the others


@pytest.mark.parametrize("broken", [b"", b"none", b"x" * 5000])
def test_a_profile_that_is_none_is_passed_over(broken):
    assert color_of(encoded((200, 100, 80), icc_profile=broken)) == (200, 100, 80)


def test_a_profile_of_another_kind_is_passed_over(profiles):
    assert color_of(encoded((200, 100, 80), icc_profile=profiles["inks"])) == (200, 100, 80)
    assert color_of(encoded(100, mode="L", icc_profile=profiles["Adobe RGB"])) == (100,) * 3


def test_frames_of_films_have_profiles(profiles):
    data = encoded((200, 100, 80), kind="WEBP", lossless=True, icc_profile=profiles["Adobe RGB"])

    (frame, _) = next(film(data, 8))
    assert tuple(frame[2, 2]) == (227, 100, 78, 255)
