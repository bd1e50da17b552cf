from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from campaignkit.errors import BadInput, NotFound, TooBig
from campaignkit.pictures import Picture, color_names, open_picture, png, reduced

RED, GREEN = (200, 16, 46), (0, 120, 64)


def encoded(image, kind="PNG", **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def two_pixels(mode="RGB"):
    """Red at the left, green at the right."""
    image = Image.new("RGB", (2, 1), RED)
    image.putpixel((1, 0), GREEN)
    return image.convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_is_its_pixels_whatever_its_format(kind):
    options = {"lossless": True} if kind == "WEBP" else {}

    picture = open_picture(encoded(two_pixels(), kind, **options))

    assert (picture.width, picture.height, picture.mode) == (2, 1, "RGB")
    assert picture.rgb() == bytes([*RED, *GREEN])
    assert picture.alpha() is None
    assert picture.format == kind


def test_a_picture_comes_from_a_path_bytes_or_a_stream(tmp_path):
    data = encoded(two_pixels(), dpi=(300, 300))
    (tmp_path / "logo.png").write_bytes(data)

    picture = open_picture(tmp_path / "logo.png")

    assert picture == open_picture(data) == open_picture(BytesIO(data))
    assert hash(picture) == hash(open_picture(data))
    assert picture.dpi == pytest.approx(300, abs=0.1)
    assert open_picture(encoded(two_pixels())).dpi is None


def test_alpha_is_kept_only_where_something_shines_through():
    opaque = two_pixels("RGBA")
    glass = opaque.copy()
    glass.putpixel((0, 0), (*RED, 128))

    assert open_picture(encoded(opaque)).mode == "RGB"
    assert open_picture(encoded(glass)).alpha() == bytes([128, 255])
    assert open_picture(encoded(glass)).rgb() == bytes([*RED, *GREEN])


def test_palettes_greys_and_cmyk_become_rgb():
    palette = two_pixels().quantize(2)
    palette.info["transparency"] = palette.getpixel((0, 0))
    deep = Image.fromarray(np.array([[0, 65535, 32896]], dtype=np.uint16))

    assert open_picture(encoded(palette)).alpha() == bytes([0, 255])
    assert open_picture(encoded(deep)).rgb() == bytes([0] * 3 + [255] * 3 + [128] * 3)
    assert open_picture(encoded(two_pixels("L"))).mode == "RGB"
    assert open_picture(encoded(two_pixels("CMYK"), "JPEG")).mode == "RGB"
    assert open_picture(encoded(two_pixels("1"))).mode == "RGB"


def test_a_phones_photo_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # EXIF 2.32, Orientation: turn by 90 degrees to the right

    picture = open_picture(encoded(two_pixels(), exif=exif))

    assert (picture.width, picture.height) == (1, 2)
    assert picture.rgb() == bytes([*RED, *GREEN])


def bomb(width, height):
    """A PNG that says it is huge, in under 100 bytes (PNG 1.2, 11.2.2)."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (header, b"IDAT" + zlib.compress(b"\0"), b"IEND")
    made = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize("side", [8_000, 12_000, 30_000, 200_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side):
    with pytest.raises(TooBig, match="pixels"):
        open_picture(bomb(side, side))


def test_the_limit_is_the_callers_to_set():
    with pytest.raises(TooBig, match="has 2 x 1 pixels; at most 1 in all"):
        open_picture(encoded(two_pixels()), max_pixels=1)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no picture of a known format"),
        (b"not a picture", "no picture of a known format"),
        (encoded(Image.effect_noise((64, 64), 50))[:900], "damaged or breaks off"),
        (encoded(Image.effect_noise((64, 64), 50), "JPEG")[:900], "damaged or breaks off"),
        (encoded(Image.effect_noise((64, 64), 50), "WEBP")[:200], "damaged|no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is an SVG, not a picture"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "is HEIC, as iPhones take photos. Save it as JPEG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "is EPS, .* as SVG or PNG"),
        (b"%PDF-1.7\n", "is PDF, which is no picture here. Export it as SVG or PNG"),
        (b"8BPS\0\1" + bytes(20), "is PSD, .* Export it as PNG"),
        (b"\0\0\0\x18ftypavif" + bytes(20), "is AVIF, .* Export it as PNG or JPEG"),
        (b"\x1f\x8b\x08" + bytes(20), "is SVGZ, .* Export it as SVG"),
    ],
)
def test_what_is_no_whole_picture_is_refused(data, says):
    with pytest.raises(BadInput, match=says):
        open_picture(data)


def test_a_missing_picture_names_its_neighbour(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"")

    with pytest.raises(NotFound, match=r"Did you mean 'logo\.png'"):
        open_picture(tmp_path / "logo.jpg")
    with pytest.raises(BadInput, match="cannot be read"):
        open_picture(tmp_path)
    with pytest.raises(BadInput, match="is no picture"):
        open_picture(7)


@pytest.mark.parametrize("shape", [(4, 6), (4, 6, 3), (4, 6, 4)])
def test_png_holds_the_very_pixels_and_their_size(shape):
    pixels = np.random.default_rng(1).integers(0, 255, shape, dtype=np.uint8)

    data = png(pixels, dpi=300)

    read = Image.open(BytesIO(data))
    assert np.array_equal(np.asarray(read), pixels)
    assert read.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert png(pixels, dpi=300) == data
    assert png(pixels[:, ::-1]) != png(pixels)


def test_a_picture_goes_out_as_it_came_in():
    glass = Picture(1, 1, "RGBA", bytes([1, 2, 3, 4]))

    assert open_picture(png(glass, level=9)) == glass


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((2, 2)), np.zeros((2, 2, 2), np.uint8), np.zeros(4, np.uint8), [[0]],
     np.zeros((0, 4), np.uint8), np.zeros((2, 2), bool)],
)  # fmt: skip
def test_what_are_no_pixels_is_refused(pixels):
    with pytest.raises(BadInput, match="give uint8, height x width"):
        png(pixels)


def test_what_is_empty_does_not_stain_a_reduced_picture():
    pixels = np.zeros((8, 8, 4), np.uint8)
    pixels[:, 0] = (200, 100, 0, 255)

    made = reduced(pixels, 4)

    assert made.shape == (4, 4, 4)
    assert np.abs(made[0, 0].astype(int) - (200, 100, 0, 127)).max() <= 2
    assert reduced(pixels, 8) is pixels


def test_a_gif_that_breaks_off_in_its_head_is_damaged():
    head = b"GIF89a\x05\x00\x05\x00\x80\x00\x00" + b"\x00" * 6 + b"\x2c\x00\x00\x00"

    with pytest.raises(BadInput, match=r"damaged or breaks off|no picture of a known format"):
        open_picture(head)


def test_colours_have_names_whatever_pillow_has_used_before():
    Image.new("RGB", (1, 1), "teal")

    assert color_names.__wrapped__()["teal"] == "#008080"
