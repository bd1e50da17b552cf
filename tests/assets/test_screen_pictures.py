"""Pictures for screens: their pixels, their weight, and loops whose code never changes."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from campaignkit.assets.kit import MOVING, SCREENS
from campaignkit.assets.sticker import sticker
from campaignkit.business import Business
from campaignkit.drawing import Text, Use
from campaignkit.errors import BadInput

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
PIXELS = {
    "status": (1080, 1920),
    "square-post": (1080, 1080),
    "catalog-cover": (1920, 1080),
    "profile-picture": (640, 640),
}
MOST_PNG, MOST_GIF = 5_000_000, 16_000_000  # bytes of a picture and of a film: whatsapp.md, media


def test_each_screen_is_known():
    assert set(SCREENS) == set(PIXELS)


@pytest.mark.parametrize("theme", [None, "market", "bold", "craft"])
@pytest.mark.parametrize("name", SCREENS)
def test_a_picture_has_the_pixels_of_its_screen_and_is_light(name, theme):
    made = sticker(name, SHOP, theme=theme)

    png, webp = made.png(), made.webp()
    assert Image.open(BytesIO(png)).size == PIXELS[name]
    assert Image.open(BytesIO(webp)).size == PIXELS[name]
    assert len(webp) < len(png) < MOST_PNG


@pytest.mark.parametrize("name", MOVING)
def test_a_loop_moves_and_its_code_is_read_in_every_frame(name):
    data = sticker(name, SHOP, theme="market", text="Oi!").gif()

    film = Image.open(BytesIO(data))
    assert film.info["loop"] == 0
    assert len(data) < MOST_GIF
    frames = []
    for number in range(film.n_frames):
        film.seek(number)
        frames.append(np.asarray(film.convert("RGB")))
    for frame in frames:
        (code,) = zxingcpp.read_barcodes(frame)
        assert code.text == "https://wa.me/5511987654321?text=Oi%21"
    middle = len(frames) // 2
    assert (frames[0] != frames[middle]).any()
    assert np.abs(frames[1].astype(int) - frames[-1].astype(int)).max() < 12  # it comes back


def test_what_has_no_code_has_nothing_to_move():
    with pytest.raises(BadInput, match="no code around which") as told:
        sticker("profile-picture", SHOP).gif()
    assert told.value.rule == "screen.no-code"


@pytest.mark.parametrize("shop", [SHOP, Business("Silva", phone="+5511987654321", country="BR")])
@pytest.mark.parametrize("theme", [None, "market", "minimal", "bold", "craft", "one-ink"])
def test_a_profile_picture_keeps_its_words_in_the_circle_that_apps_cut(shop, theme):
    drawing = sticker("profile-picture", shop, theme=theme).drawing()

    def texts(drawing, x=0.0, y=0.0):
        for item in drawing.items:
            if isinstance(item, Use):
                yield from texts(item.drawing, x + item.x, y + item.y)
            elif isinstance(item, Text):
                yield item._replace(x=item.x + x, y=item.y + y)

    radius = drawing.width / 2
    for text in texts(drawing):
        left, bottom, right, top = (edge * text.size for edge in text.line.ink)
        for x in (text.x + left, text.x + right):
            for y in (text.y - top, text.y - bottom):
                assert np.hypot(x - radius, y - radius) < radius


def test_files_of_screens_are_saved_by_their_ending(tmp_path):
    made = sticker("square-post", SHOP)
    for ending, head in ((".webp", b"RIFF"), (".gif", b"GIF8"), (".png", b"\x89PNG")):
        path = made.save(tmp_path / f"post{ending}")
        assert path.read_bytes().startswith(head)


@pytest.mark.parametrize("theme", ["market", "bold", "photo", "minimal", "one-ink"])
def test_the_ring_is_seen_on_whatever_lies_around_the_code(theme):
    shop = Business("Sol", phone="+5511987654321", country="BR", colors=["#B5451B", "#F2B632"])
    film = Image.open(BytesIO(sticker("square-post", shop, theme=theme).gif()))

    film.seek(0)
    rest = np.asarray(film.convert("RGB")).astype(int)
    film.seek(film.n_frames // 2)
    full = np.asarray(film.convert("RGB")).astype(int)
    moved = np.abs(full - rest).sum(axis=2) > 60
    assert moved.mean() > 0.01
    down, across = np.nonzero(moved)
    lower, right = down > np.median(down), across > np.median(across)
    quarters = [(lower == a) & (right == b) for a in (False, True) for b in (False, True)]
    assert min(quarter.mean() for quarter in quarters) > 0.12  # on all sides of the code
