"""Pixels to codes: any turn, any script, any number."""

from __future__ import annotations

import numpy as np
import pytest
import qrcode
from PIL import Image

from campaignkit.errors import BadInput
from campaignkit.proof.reader import _strips, grayed, read, read_places

LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}


def picture(text: str, *, box: int = 5, border: int = 4, **options: object) -> np.ndarray:
    """A code of its own pixels, black on white."""
    code = qrcode.QRCode(border=border, box_size=box, **options)
    code.add_data(text.encode(), optimize=0)
    code.make()
    return np.array(code.make_image().convert("L"))


def test_a_code_tells_its_text_place_version_level_and_mask():
    code = picture("hello", version=3, error_correction=LEVELS["Q"], mask_pattern=6)
    page = np.full((400, 500), 255, np.uint8)
    page[100 : 100 + len(code), 200 : 200 + len(code)] = code
    (found,) = read(page, dpi=254)

    assert (found.text, found.version, found.level, found.mask) == ("hello", 3, "Q", 6)
    assert (found.modules, found.reserve) == (29, 1.0)
    assert (found.x_mm, found.y_mm) == pytest.approx((22, 12), abs=0.1)
    assert (found.width_mm, found.height_mm) == pytest.approx((14.5, 14.5), abs=0.2)


@pytest.mark.parametrize(
    "text", ["Olá! ç ã é", "नमस्ते", "مرحبا", "日本語", "Привет", "é", "ÿþ", "0123456789", "A B:C"]
)
def test_any_script_comes_back_exactly(text):
    (found,) = read(picture(text), dpi=300)

    assert (found.text, found.raw) == (text, text.encode())


def test_bytes_that_are_no_utf_8_are_kept():
    code = qrcode.QRCode()
    code.add_data(b"caf\xe9", optimize=0)
    (found,) = read(np.array(code.make_image().convert("L")), dpi=300)

    assert (found.raw, found.text) == (b"caf\xe9", "café")


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("mirrored", [False, True])
def test_turned_and_mirrored_codes_are_read(turns, mirrored):
    page = np.rot90(picture("turn me")[:, :: -1 if mirrored else 1], turns)

    assert [found.text for found in read(page, dpi=300)] == ["turn me"]


@pytest.mark.parametrize("degrees", [3, 45, 130])
def test_a_tilted_code_is_read(degrees):
    tilted = Image.fromarray(picture("tilted")).rotate(
        degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )

    assert [found.text for found in read(np.array(tilted), dpi=300)] == ["tilted"]


def test_the_fourth_corner_of_a_version_1_code_is_square_to_the_others():
    page = picture("V1", box=5, version=1)
    (found,) = read(page, dpi=300)
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = found.corners

    assert found.version == 1
    assert (x2, y2) == pytest.approx((x1 + x3 - x0, y1 + y3 - y0))


def test_a_thorough_reading_finds_a_noisy_code_that_a_quick_one_does_not():
    code = picture("noisy", box=20)
    noise = np.random.default_rng(1).integers(-100, 101, code.shape)
    page = np.clip(code + noise, 0, 255).astype(np.uint8)

    assert not read(page, dpi=300)
    assert [found.text for found in read(page, dpi=300, thorough=True)] == ["noisy"]


def test_more_codes_than_the_decoder_counts_are_all_found():
    codes = [picture(f"{number:03d}", box=3, version=1, mask_pattern=0) for number in range(20)]
    page = np.block([[codes[(row + column) % 20] for column in range(18)] for row in range(16)])

    assert len(read(page, dpi=300)) == 288


def test_codes_come_as_one_reads_them():
    rows = [[picture(f"{row}{column}", version=1) for column in range(3)] for row in range(2)]
    found = read(np.block(rows), dpi=300)

    assert [code.text for code in found] == ["00", "01", "02", "10", "11", "12"]


def test_colored_pixels_are_read_as_grey():
    code = picture("green")
    page = np.full((*code.shape, 3), 255, np.uint8)
    page[code == 0] = (0x07, 0x5E, 0x54)

    assert [found.text for found in read(page, dpi=300)] == ["green"]
    assert grayed(page)[code == 0][0] == (30 * 0x07 + 59 * 0x5E + 11 * 0x54) // 100


@pytest.mark.parametrize(
    "image",
    [np.zeros((9, 9)), np.zeros((9, 9, 4), np.uint8), np.zeros(9, np.uint8)],
    ids=["floats", "four channels", "a line"],
)
def test_what_is_no_picture_is_refused(image):
    with pytest.raises(BadInput, match=r"cannot be read\. Give bytes: \(height, width\) in grey"):
        read(image, dpi=300)


def test_an_empty_page_has_no_codes():
    assert read(np.full((50, 50), 255, np.uint8), dpi=300) == []


@pytest.mark.parametrize("degrees", [7, 20, 38])
def test_tilted_mirrored_codes_in_a_row_are_each_found_once(degrees):
    codes = [np.fliplr(picture(text)) for text in ("one", "two", "three")]
    row = np.hstack([np.pad(code, 40, constant_values=255) for code in codes])
    page = np.array(Image.fromarray(row).rotate(degrees, expand=True, fillcolor=255))

    assert sorted(found.text for found in read(page, dpi=300)) == ["one", "three", "two"]


PLACE = (9.7, 8.3)  # mm: of a code on a page, no whole pixels


def drawn(text: str, *, dpi: float = 160, ink: int = 0, **options: object) -> np.ndarray:
    """A page of 50 x 50 mm with a code of 0.6 mm a module at PLACE, its edges between pixels."""
    fine, scale = 20, dpi / 25.4
    code = np.array(picture(text, box=1, border=0, **options)) < 128
    page = np.zeros((50 * fine, 50 * fine))
    left, top = (round(length * fine) for length in PLACE)
    side = round(len(code) * 0.6 * fine)
    page[top : top + side, left : left + side] = code.repeat(12, axis=0).repeat(12, axis=1)
    size = round(50 * scale)
    share = Image.fromarray((page * 255).astype(np.uint8)).resize(
        (size, size), Image.Resampling.BOX
    )
    return (255 - np.array(share) * ((255 - ink) / 255)).round().astype(np.uint8)


def place_of(text: str, **options: object) -> tuple[float, float, float]:
    return (*PLACE, 0.6 * len(picture(text, box=1, border=0, **options)))


@pytest.mark.parametrize("dpi", [160, 200, 300])
@pytest.mark.parametrize("version", [1, 2, 5, 10])
def test_a_sharp_code_is_read_without_a_search_as_it_is_with_one(dpi, version):
    page, place = drawn("sharp", dpi=dpi, version=version), place_of("sharp", version=version)
    (sharp,) = read_places(page, [place], dpi=dpi, sharp=True)
    (searched,) = read_places(page, [place], dpi=dpi)

    assert sharp is not None
    assert searched is not None
    assert (sharp.raw, sharp.version, sharp.mask) == (searched.raw, version, searched.mask)
    assert (sharp.x_mm, sharp.y_mm, sharp.width_mm) == pytest.approx(place, abs=1.5 * 25.4 / dpi)


def test_a_code_that_is_turned_pale_inverted_or_spoilt_is_searched_for():
    page, place = drawn("as ever", dpi=200, version=2), place_of("as ever", version=2)
    spoilt = page.copy()
    spoilt[125:150, 125:150] = 255
    turned, x = np.rot90(page), page.shape[0] * 25.4 / 200 - place[0] - place[2]
    for other, at in (
        (turned, (place[1], x, place[2])),
        (drawn("as ever", dpi=200, ink=170, version=2), place),
        (255 - page, place),
        (spoilt, place),
    ):
        assert read_places(other, [at], dpi=200, sharp=True) == read_places(other, [at], dpi=200)


def test_what_is_found_at_no_place_is_none():
    blank = np.full((100, 100), 255, np.uint8)
    outside = [(5.0, 5.0, 5.0), (500.0, 5.0, 5.0)]

    assert read_places(blank, outside, dpi=200, sharp=True) == [None, None]


def test_a_page_is_searched_between_strips_that_are_blank_from_top_to_bottom():
    page = np.full((420, 630), 255, np.uint8)
    first, second = picture("left", box=3), picture("right", box=3)
    page[50 : 50 + len(first), 30 : 30 + len(first)] = first
    page[250 : 250 + len(second), 500 : 500 + len(second)] = second

    assert [found.text for found in read(page, dpi=300)] == ["left", "right"]
    assert list(_strips(page)) == [(32, 32 + 2 * 10 + 21 * 3), (502, 502 + 2 * 10 + 21 * 3)]


def test_no_strip_parts_the_largest_code_of_a_page():
    page = picture("large", box=20, border=1, version=1)

    assert len(list(_strips(page))) == 1


def test_a_blank_page_has_nothing_to_search():
    assert list(_strips(np.full((90, 90), 230, np.uint8))) == []
