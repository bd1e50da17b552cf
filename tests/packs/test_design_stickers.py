"""Stickers that are remembered: never another one than would be made anew."""

from __future__ import annotations

import os

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.assets.pack import sticker_pack
from campaignkit.business import Business
from campaignkit.packs import converting, design_stickers, fitting

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.fixture
def encoded(monkeypatch):
    """Begin with nothing remembered; list every picture that is encoded."""
    design_stickers._place.cache_clear()
    converting._of_file.cache_clear()
    seen, encode = [], fitting.encoded
    monkeypatch.setattr(fitting, "encoded", lambda frames: seen.append(1) or encode(frames))
    return seen


def data(pack):
    return [each.data for each in pack.stickers]


def phrases(*texts, shop=SHOP):
    return data(sticker_pack("phrases", shop, phrases=texts))


def flat(path, color):
    path.write_bytes(pictures.png(np.full((40, 60, 3), color, np.uint8)))
    return path


def touched(path, later):
    """Say that a file was written `later` seconds after it was; clocks of disks may be coarse."""
    os.utime(path, ns=(0, path.stat().st_mtime_ns + later * 10**9))


def test_a_changed_phrase_makes_one_sticker(encoded):
    before = phrases("Bom dia!", "Pão quente", "Volte sempre")
    assert len(encoded) == 3

    after = phrases("Bom dia!", "Pão fresco", "Volte sempre")
    assert len(encoded) == 4
    assert [one == two for one, two in zip(before, after, strict=True)] == [True, False, True]


def test_what_is_remembered_is_what_is_made_anew(encoded):
    first = phrases("Bom dia!", "Pão quente", "Volte sempre")
    again = phrases("Bom dia!", "Pão quente", "Volte sempre")
    design_stickers._place.cache_clear()

    assert again == first
    assert phrases("Bom dia!", "Pão quente", "Volte sempre") == first
    assert len(encoded) == 6


def test_a_sticker_is_the_same_alone_and_among_others():
    many = phrases("Bom dia!", "قهوة طازجة", "नमस्ते")
    design_stickers._place.cache_clear()

    assert phrases("Bom dia!") == many[:1]


def test_more_stickers_than_are_drawn_at_once_keep_their_order(encoded, monkeypatch):
    texts = ("Um", "Dois", "Três", "Quatro", "Cinco")
    usual = phrases(*texts)
    design_stickers._place.cache_clear()
    monkeypatch.setattr(design_stickers, "AT_ONCE", 2)

    assert phrases(*texts) == usual


def test_another_shop_and_another_logo_make_other_stickers(tmp_path):
    logo = flat(tmp_path / "logo.png", (200, 30, 30))
    shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="en", logo=logo)
    before = data(sticker_pack("open-for-business", shop))
    assert before[0] != data(sticker_pack("open-for-business", SHOP, language="en"))[0]

    flat(logo, (30, 30, 200))
    touched(logo, 5)
    assert data(sticker_pack("open-for-business", shop))[0] != before[0]


def test_a_picture_is_made_anew_when_its_file_has_changed(encoded, tmp_path):
    path = flat(tmp_path / "bread.png", (200, 30, 30))
    before = data(sticker_pack([path], SHOP))
    assert data(sticker_pack([str(path)], SHOP)) == before
    assert len(encoded) == 1

    flat(path, (30, 30, 200))
    touched(path, 5)
    assert data(sticker_pack([path], SHOP)) != before
    assert data(sticker_pack([path], SHOP, outline=False)) != data(sticker_pack([path], SHOP))


def test_a_picture_is_told_from_one_of_its_name_in_another_folder(tmp_path, monkeypatch):
    made = []
    for name, color in (("one", (200, 30, 30)), ("two", (30, 30, 200))):
        (tmp_path / name).mkdir()
        path = flat(tmp_path / name / "bread.png", color)
        os.utime(path, ns=(0, 10**18))
        monkeypatch.chdir(tmp_path / name)
        made.append(data(sticker_pack(["bread.png"], SHOP)))

    assert made[0] != made[1]
