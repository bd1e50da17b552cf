"""Pictures in a PDF: JPEG as they are, never more pixels than print shows, logos as outlines."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pypdf
import pytest
from PIL import Image as Pillow

from campaignkit import vectors
from campaignkit.drawing import Drawing, Image, Page, Placed
from campaignkit.pictures import Picture, open_picture
from campaignkit.render import pdf, raster, svg

MM = 25.4


def encoded(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def drawing(picture, width=MM, height=MM):
    image = Image(x=5, y=5, width=width, height=height, picture=picture)
    return Drawing(width + 10, height + 10, (image,))


def written(one):
    out = BytesIO()
    pdf.write([Page(one.width, one.height, (Placed(0, 0, one),))], out)
    return out.getvalue()


def images(data):
    found = pypdf.PdfReader(BytesIO(data)).pages[0]["/Resources"].get("/XObject", {})
    return [each.get_object() for each in found.values()]


def blocks(pixels):
    return pixels.reshape(20, 20, 20, 20, 3).mean(axis=(1, 3))


NOISE = Pillow.effect_noise((400, 400), 90)


@pytest.mark.parametrize(("mode", "space"), [("L", "/DeviceGray"), ("RGB", "/DeviceRGB")])
def test_a_jpeg_goes_in_untouched(mode, space):
    data = encoded(NOISE.convert(mode), "JPEG", quality=70)

    made = written(drawing(open_picture(data)))
    (image,) = images(made)

    assert data in made
    assert (image["/Filter"], image["/ColorSpace"]) == ("/DCTDecode", space)
    shown = raster.page(made, 1, dpi=400, grayscale=False)[79:479, 79:479]
    assert np.abs(blocks(shown) - blocks(open_picture(data).array())).max() < 6


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_no_more_than_600_pixels_an_inch_are_embedded(kind):
    picture = open_picture(encoded(Pillow.effect_noise((2500, 1250), 90), kind))

    (image,) = images(written(drawing(picture, MM, MM / 2)))

    assert (image["/Width"], image["/Height"]) == (600, 300)
    assert image["/Filter"] == ("/DCTDecode" if kind == "JPEG" else "/FlateDecode")


def test_a_photo_of_3_megabytes_makes_a_small_pdf():
    rng = np.random.default_rng(0)
    small = rng.normal(128, 40, (500, 500, 3)).clip(0, 255).astype("uint8")
    photo = encoded(Pillow.fromarray(small).resize((3500, 3500)), "JPEG", quality=92)

    made = written(drawing(open_picture(photo), 15, 15))

    assert len(photo) > 2_000_000
    assert len(made) < len(photo) / 20


def test_greys_are_one_ink_and_what_shines_through_stays():
    grey = np.full((8, 8, 4), (60, 60, 60, 255), np.uint8)
    grey[0] = (9, 200, 7, 0)
    (image,) = images(written(drawing(Picture(8, 8, "RGBA", grey.tobytes()))))[-1:]

    assert image["/ColorSpace"] == "/DeviceGray"
    assert "/SMask" in image


LOGO = b"""<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>
  <linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/>
  </linearGradient>
  <linearGradient id='s'><stop stop-color='#0a0'/><stop offset='1' stop-color='#0a0'
    stop-opacity='0'/></linearGradient>
  <mask id='m'><rect width='4' height='8' fill='#fff'/></mask>
  <clipPath id='c'><circle cx='4' cy='6' r='1'/></clipPath>
  <rect width='8' height='2' fill='url(#g)'/>
  <rect y='2' width='8' height='1' fill='url(#s)'/>
  <g opacity='.5'><rect y='3' width='4' height='1'/><rect x='2' y='3' width='4' height='1'/></g>
  <rect y='4' width='8' height='1' mask='url(#m)'/>
  <rect y='5' width='8' height='2' fill='#ff0' clip-path='url(#c)'/>
  <linearGradient id='u' gradientUnits='userSpaceOnUse' x2='8' href='#g'/>
  <path d='M0 7.5h8' stroke='url(#u)' stroke-width='1' stroke-dasharray='2 2'/>
</svg>"""


def test_a_vector_logo_is_drawn_as_paths_and_shadings_never_as_pixels():
    made = written(drawing(vectors.read(LOGO), 80, 80))

    assert b"/Subtype /Image" not in made
    shown = raster.page(made, 1, dpi=MM * 10, grayscale=False)[50:850, 50:850].astype(int)

    def at(x, y):
        return shown[round(y * 100), round(x * 100)]

    assert at(0.1, 1) == pytest.approx([252, 0, 3], abs=8)
    assert at(7.9, 1) == pytest.approx([3, 0, 252], abs=8)
    assert at(0.1, 2.5) == pytest.approx([4, 171, 4], abs=10)
    assert at(7.9, 2.5) == pytest.approx([252, 254, 252], abs=10)
    assert at(1, 3.5) == pytest.approx([128] * 3, abs=2)
    assert at(3, 3.5) == pytest.approx([128] * 3, abs=2)  # both lie here, once
    assert list(at(3, 4.5)) == [0, 0, 0]
    assert list(at(5, 4.5)) == [255, 255, 255]
    assert list(at(4, 5.5)) == [255, 255, 0]
    assert list(at(2, 5.5)) == [255, 255, 255]
    assert at(1, 7.5) == pytest.approx([224, 0, 31], abs=10)
    assert list(at(3, 7.5)) == [255, 255, 255]


def test_a_vector_logo_is_written_once_however_often_it_is_used():
    logo = vectors.read(LOGO)
    one, two = drawing(logo), drawing(vectors.read(bytes(LOGO)), 30, 30)
    out = BytesIO()

    pdf.write([Page(100, 100, (Placed(0, 0, one), Placed(50, 50, two)))], out)

    assert len(images(out.getvalue())) == 1
    assert written(one) == written(one)


def test_an_svg_that_we_write_has_its_logo_as_elements():
    made = svg.svg(drawing(vectors.read(LOGO), 80, 80), title="t", description="d")

    assert b"<image" not in made
    again = written(drawing(vectors.read(made), 90, 90))
    first = written(drawing(vectors.read(LOGO), 80, 80))
    shown = raster.page(again, 1, dpi=MM * 2, grayscale=False)[20:180, 20:180].astype(int)
    right = raster.page(first, 1, dpi=MM * 2, grayscale=False)[10:170, 10:170].astype(int)
    assert np.abs(shown - right).mean() < 1.5


def test_an_svg_that_we_write_has_a_photo_as_its_jpeg():
    data = encoded(NOISE, "JPEG")

    made = svg.svg(drawing(open_picture(data)), title="t", description="d")

    assert b"data:image/jpeg;base64," in made
    assert vectors.read(made).items[-1].picture == open_picture(data)
