"""[[packs]]: a ready pack, phrases or pictures become files that WhatsApp takes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

import campaignkit as ck
from campaignkit.pictures import png

PHRASES = """
[[packs]]
name = "words"
pack = "phrases"
phrases = ["Bom dia!", "Tem pão quente", "Volte à {{ shop }}"]
title = "Da {{ shop }}"
publisher = "Sol e Lua"
"""
PICTURES = """
[[packs]]
name = "pets"
pictures = "photos"
title = "Bichos"
emojis = { cat = ["🐈"] }
spoken = { cat = "Um gato" }
outline = false
"""
READY = """
[[packs]]
name = "sol"
pack = "open-for-business"
"""


def picture(shade):
    """A square of one colour in a clear margin, PNG."""
    pixels = np.zeros((96, 96, 4), np.uint8)
    pixels[20:76, 20:76] = (shade, 255 - shade, 90, 255)
    return png(pixels)


@pytest.fixture
def desk(bench):
    photos = bench.folder / "photos"
    photos.mkdir()
    for at, name in enumerate(("cat", "dog", "fish")):
        (photos / f"{name}.png").write_bytes(picture(80 * at))
    return bench


def opened(desk, name):
    (pack,) = ck.StickerPack.open_all(desk.out / name)
    return pack


def test_a_ready_pack_becomes_a_file_that_holds_its_stickers(desk, sol):
    built = desk.campaign(READY).build(desk.out)

    made, same = opened(desk, "sol.wastickers"), ck.sticker_pack("open-for-business", sol)
    assert built
    assert (made.name, made.pack.publisher) == (same.name, "Padaria Sol")
    assert [each.data for each in made.stickers] == [each.data for each in same.stickers]
    assert not made.problems().errors


def test_phrases_may_name_the_shop_and_so_may_the_title(desk, sol):
    desk.campaign(PHRASES).build(desk.out)

    made = opened(desk, "words.wastickers")
    said = ["Bom dia!", "Tem pão quente", "Volte à Padaria Sol"]
    same = ck.sticker_pack("phrases", sol, phrases=said)
    assert (made.name, made.pack.publisher) == ("Da Padaria Sol", "Sol e Lua")
    assert [each.data for each in made.stickers] == [each.data for each in same.stickers]


def test_phrases_may_come_by_language(desk, sol):
    by_language = '{ pt_BR = ["Bom dia!", "Até logo"], ar = ["أهلا"] }'
    two = PHRASES.replace('["Bom dia!", "Tem pão quente", "Volte à {{ shop }}"]', by_language)

    desk.campaign(two).build(desk.out)
    same = ck.sticker_pack(
        "phrases", sol, phrases={"pt_BR": ["Bom dia!", "Até logo"], "ar": ["أهلا"]}
    )
    made = opened(desk, "words.wastickers")
    assert [each.data for each in made.stickers] == [each.data for each in same.stickers]


@pytest.mark.parametrize(
    "given", ['"photos"', '["photos/cat.png", "photos/dog.png", "photos/fish.png"]']
)
def test_pictures_come_from_a_folder_or_one_by_one(desk, sol, given):
    desk.campaign(PICTURES.replace('"photos"', given)).build(desk.out)

    made = opened(desk, "pets.wastickers")
    same = ck.sticker_pack(desk.folder / "photos", sol, outline=False)
    assert made.name == "Bichos"
    assert [each.data for each in made.stickers] == [each.data for each in same.stickers]


def test_a_pack_of_more_than_thirty_is_split_and_each_file_is_a_line(desk):
    three = READY + 'language = ["pt_BR", "en", "es"]\n'

    made = desk.campaign(three)
    (planned,) = made.plan()
    built = made.build(desk.out)
    names = ("sol-1.wastickers", "sol-2.wastickers")
    assert built.files == names
    assert (planned.file, planned.files) == ("sol-*.wastickers", 2)
    assert [(line["asset"], line["file"], line["row"]) for line in desk.manifest()] == [
        ("sol", name, "") for name in names
    ]
    assert sum(len(opened(desk, name)) for name in names) == 3 * 15


def test_parts_of_a_pack_do_not_write_over_another(desk):
    three = READY + 'language = ["pt_BR", "en", "es"]\n'

    built = desk.campaign(PHRASES.replace('"words"', '"SOL-1"'), three).build(desk.out)
    assert built.files == ("SOL-1.wastickers",)
    assert "sol-1.wastickers is made by another asset already. Rename this one." in str(
        built.problems
    )


def test_a_pack_that_no_phone_takes_is_not_made_and_the_rest_is(desk):
    two = PHRASES.replace(', "Volte à {{ shop }}"', "")

    built = desk.campaign(two, PICTURES).build(desk.out)
    (line, _good) = desk.manifest()
    assert built.files == ("pets.wastickers",)
    assert (line["asset"], line["status"], line["file"]) == ("words", "failed", "")
    assert "3" in line["problem"]


def test_unchecked_it_is_made_all_the_same(desk):
    two = PHRASES.replace(', "Volte à {{ shop }}"', "")

    built = desk.campaign(two).build(desk.out, check="none")
    (line,) = desk.manifest()
    assert built
    assert (line["file"], line["status"]) == ("words.wastickers", "unchecked")


def test_every_mistake_is_told_at_once_with_its_line(desk):
    (desk.folder / "photos/bad.png").write_bytes(b"no picture")
    made = desk.campaign(
        READY.replace("open-for-business", "open-for-busines") + 'language = ["pt_BR", "xx_QQ"]\n',
        PHRASES.replace("{{ shop }}", "{{ shoop }}", 1).replace("Da {{ shop }}", "Da {{ shp }}"),
        PICTURES.replace('"photos"', '"photo"'),
    )

    said = {
        f"{problem.where.key}: {desk.line(problem)}": str(problem) for problem in made.problems()
    }
    assert list(said) == [
        'packs.1.pack: pack = "open-for-busines"',
        'packs.1.language: language = ["pt_BR", "xx_QQ"]',
        'packs.2.title: title = "Da {{ shp }}"',
        'packs.2.phrases.3: phrases = ["Bom dia!", "Tem pão quente", "Volte à {{ shoop }}"]',
        'packs.3.pictures: pictures = "photo"',
    ]
    near = ("open-for-business", "", "shop", "shop", "photos")
    for text, name in zip(said.values(), near, strict=True):
        assert not name or f"Did you mean {name!r}" in text


def test_pictures_that_cannot_be_read_are_all_named(desk):
    for name in ("bad", "worse"):
        (desk.folder / f"photos/{name}.png").write_bytes(b"no picture")

    built = desk.campaign(PICTURES).build(desk.out)
    assert [problem.where.file.rpartition("/")[2] for problem in built.problems] == [
        "bad.png",
        "worse.png",
    ]
    assert desk.manifest()[0]["status"] == "failed"


def test_keys_that_are_wrong_are_told_at_once_with_their_lines(desk):
    with pytest.raises(ck.BadInput) as raised:
        desk.campaign(
            READY + 'phrases = ["Oi"]\noutline = true\nrows = "x.csv"\n',
            PICTURES.replace('["🐈"]', "5").replace("outline = false", 'outline = "perhaps"'),
        )

    said = {desk.line(problem): str(problem) for problem in raised.value.problems}
    assert set(said) == {
        *('phrases = ["Oi"]', "outline = true", 'rows = "x.csv"'),
        *("emojis = { cat = 5 }", 'outline = "perhaps"'),
    }
    assert 'phrases goes with pack = "phrases"' in said['phrases = ["Oi"]']
    assert "outline is for pictures; a ready pack has its own" in said["outline = true"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", r"a ready one \(pack\) or made of pictures: give one"),
        ('pack = "phrases"\npictures = "x"', "give one"),
        ('pack = "phrases"', 'the pack "phrases" needs phrases'),
    ],
)
def test_what_a_pack_is_made_of_must_be_said(desk, keys, said):
    with pytest.raises(ck.BadInput, match=said):
        desk.campaign(f'[[packs]]\nname = "p"\n{keys}\n')


def test_a_name_that_no_picture_has_is_told(desk):
    built = desk.campaign(PICTURES.replace("spoken = { cat", "spoken = { cot")).build(desk.out)

    assert "no picture is called 'cot'. There are: cat, dog, fish." in str(built.problems)


def test_the_same_campaign_gives_the_same_bytes_with_any_executor(desk):
    made = desk.campaign(PHRASES, PICTURES)

    made.build(desk.out)
    with ProcessPoolExecutor(2) as processes:
        made.build(desk.folder / "other", executor=processes)
    assert desk.files() == desk.files("other")
    assert not made.diff(desk.out)


def test_a_pack_has_no_labels_to_print_again(desk):
    with pytest.raises(ck.BadInput, match="'words' is a sticker pack: there is no label"):
        desk.campaign(PHRASES).reprint("words", rows=[1])


def test_pictures_of_a_campaign_are_not_written_over(desk):
    codes = '[[codes]]\nname = "photos"\ntext = "Oi"\nformats = ["png"]\nrows = [{ n = "cat" }]'

    built = desk.campaign(PICTURES, codes + '\nfile = "{{ n }}"').build(desk.folder)
    assert built.files == ("pets.wastickers",)
    assert "photos/cat.png is a file that the campaign reads" in str(built.problems)
    assert (desk.folder / "photos/cat.png").read_bytes() == picture(0)


def test_a_mistake_in_a_text_is_told_once(desk):
    pack = '[[packs]]\nname = "p"\npack = "open-for-business"\ntitle = "{{ nope }}"'

    (problem,) = desk.campaign(pack).problems()
    assert "title speaks of 'nope'" in str(problem)
