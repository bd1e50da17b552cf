"""Sticker packs as a user holds them: made, saved, opened, mended, and refused when hostile."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path
from random import Random

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.assets.pack import (
    StickerPack,
    file_names,
    fix,
    pack_problems,
    sketched,
    sticker_pack,
)
from campaignkit.assets.sheet import sheet
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError, NotFound, TooBig
from campaignkit.packs import archives, webp
from campaignkit.render import raster

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
LANGUAGES = ("en", "pt_BR", "ar", "hi", "es")


@pytest.fixture(scope="module")
def pack() -> StickerPack:
    return sticker_pack("open-for-business", SHOP)


@pytest.fixture(scope="module")
def archive(pack: StickerPack) -> bytes:
    out = io.BytesIO()
    pack.save(out)
    return out.getvalue()


def photo(width: int, height: int, seed: int = 1, mode: str = "JPEG") -> bytes:
    """Return a picture with as much detail as a phone's."""
    from PIL import Image

    small = np.random.default_rng(seed).integers(0, 256, (height // 4, width // 4, 3), np.uint8)
    image = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    image.save(out, mode)
    return out.getvalue()


def moving(kind: str, frames: int = 12, time_ms: int = 80, size: int = 200) -> bytes:
    """Return a film of a square that wanders, as GIF, WebP or APNG."""
    from PIL import Image

    images = []
    for number in range(frames):
        pixels = np.zeros((size, size, 4), np.uint8)
        at = number * (size - 60) // max(1, frames - 1)
        pixels[40:140, at : at + 60] = (220, 40, 10 * (number % 20), 255)
        images.append(Image.fromarray(pixels))
    out = io.BytesIO()
    images[0].save(
        out, kind, save_all=True, append_images=images[1:], duration=time_ms, loop=0, disposal=2
    ) if kind != "WEBP" else images[0].save(
        out, kind, save_all=True, append_images=images[1:], duration=time_ms, lossless=True
    )
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    out.seek(0)
    return out


# -- made ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_pack_is_sound_in_every_language(language: str):
    made = sticker_pack("open-for-business", SHOP, language=language)

    assert len(made) >= 12
    assert not made.problems()
    assert all(each.spoken and each.emojis for each in made.stickers)


def test_every_sticker_keeps_a_clear_margin_and_a_white_outline(pack: StickerPack):
    for each in pack.stickers:
        pixels = pictures.open_picture(each.data or b"").array()
        seen = pixels[:, :, 3] > 0
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))

        edges = (rows[0], columns[0], 511 - rows[-1], 511 - columns[-1])
        assert min(edges) >= 15, each.spoken  # half a pixel of smoothing on 16
        middle = pixels[rows[0] + 3, np.flatnonzero(seen[rows[0] + 3])]
        assert (middle[:, :3] >= 250).all(), each.spoken


def test_several_languages_make_a_sticker_each():
    made = sticker_pack("open-for-business", SHOP, language=["pt_BR", "en"])

    assert [each.spoken for each in made.stickers[::15]] == [
        "Padaria Sol: estamos abertos",
        "Padaria Sol is open",
    ]


def test_phrases_come_in_their_languages():
    phrases = {"pt_BR": ["Pedidos até 18h", "Fiado só amanhã"], "ar": ["شكرًا"]}

    made = sticker_pack("phrases", SHOP, phrases=phrases)

    assert [each.spoken for each in made.stickers] == ["Pedidos até 18h", "Fiado só amanhã", "شكرًا"]
    assert not made.problems()


def test_a_phrase_that_is_too_long_is_too_big():
    with pytest.raises(TooBig, match="Shorten it by about"):
        sticker_pack("phrases", SHOP, phrases=["Bom dia! " * 60])


def test_an_unknown_pack_names_the_nearest():
    with pytest.raises(NotFound, match="Did you mean 'open-for-business'"):
        sticker_pack("open-for-busines", SHOP)


def test_pictures_of_every_kind_become_stickers(tmp_path: Path):
    (tmp_path / "01_bread.jpg").write_bytes(photo(800, 600))
    (tmp_path / "02_cut-out.png").write_bytes(moving("PNG", frames=1))
    (tmp_path / "03_drawn.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>"
        "<circle cx='5' cy='5' r='4' fill='#c00'/></svg>"
    )

    made = sticker_pack(tmp_path, SHOP, emojis={"01_bread": ["🍞", "🥖"]})

    assert not made.problems()
    assert [each.spoken for each in made.stickers] == ["bread", "cut out", "drawn"]
    assert made.stickers[0].emojis == ("🍞", "🥖")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_stays_moving(kind: str):
    made = sticker_pack([moving(kind, size=200 + n) for n in range(3)], SHOP)

    looks = [webp.look(each.data or b"") for each in made.stickers]
    assert not made.problems()
    assert all(look.animated for look in looks)
    assert all(sum(look.times) == 12 * 80 for look in looks)


def test_a_film_too_long_and_too_quick_is_cut_and_slowed():
    (made,) = sticker_pack([moving("GIF", frames=270, time_ms=40, size=64)], SHOP).stickers

    times = webp.look(made.data or b"").times
    assert sum(times) == 10_000
    assert min(times[:-1]) >= 66


def test_a_picture_that_is_a_sticker_already_stays_as_it_is(pack: StickerPack):
    data = [each.data or b"" for each in pack.stickers[:3]]

    made = sticker_pack(data, SHOP)

    assert [each.data for each in made.stickers] == data


def test_all_bad_pictures_are_named_at_once(tmp_path: Path):
    (tmp_path / "good.png").write_bytes(moving("PNG", frames=1))
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    (tmp_path / "worse.jpg").write_bytes(b"hello")

    with pytest.raises(BadInput) as told:
        sticker_pack(tmp_path, SHOP)

    assert [Path(each.where.file or "").name for each in told.value.problems or ()] == [
        "bad.png",
        "worse.jpg",
    ]


# -- saved and opened ------------------------------------------------------------------------------


def test_an_archive_reads_back_as_it_was(pack: StickerPack, tmp_path: Path):
    (path,) = pack.save(tmp_path / "sol.wastickers")

    again = StickerPack.open(path)
    assert not again.problems()
    assert [each.data for each in again.stickers] == [each.data for each in pack.stickers]
    with zipfile.ZipFile(path) as made:
        assert made.namelist()[:4] == ["title.txt", "author.txt", "tray.png", "01.webp"]


@pytest.mark.parametrize("layout", ["android", "ios"])
def test_an_app_folder_reads_back_as_it_was(pack: StickerPack, tmp_path: Path, layout: str):
    folder = pack.save_app(tmp_path / "assets", layout=layout)

    again = StickerPack.open(folder)
    assert not again.problems()
    told = [(each.data, each.emojis, each.spoken) for each in again.stickers]
    assert told == [(each.data, each.emojis, each.spoken) for each in pack.stickers]


def test_the_android_layout_is_that_of_the_sample(pack: StickerPack, tmp_path: Path):
    folder = pack.save_app(tmp_path)

    told = json.loads((folder / "contents.json").read_text(encoding="utf-8"))
    (one,) = told["sticker_packs"]
    assert set(told) == {"android_play_store_link", "ios_app_store_link", "sticker_packs"}
    assert set(one["stickers"][0]) == {"image_file", "emojis", "accessibility_text"}
    assert (folder / one["identifier"] / one["tray_image_file"]).is_file()


def test_the_same_input_gives_the_same_bytes(pack: StickerPack, archive: bytes):
    out = io.BytesIO()
    sticker_pack("open-for-business", SHOP).save(out)

    assert out.getvalue() == archive


def test_more_than_30_become_even_packs(tmp_path: Path):
    made = sticker_pack("open-for-business", SHOP, language=["pt_BR", "en", "es"])

    files = made.save(tmp_path / "all.wastickers")
    app = StickerPack.open_all(made.save_app(tmp_path / "app"))

    assert [path.name for path in files] == ["all-1.wastickers", "all-2.wastickers"]
    assert [len(part) for part in app] == [22, 23]
    assert not pack_problems(tmp_path / "app")


def test_still_and_moving_become_two_packs():
    films = [moving("WEBP", size=100 + n) for n in range(3)]
    stills = [photo(300, 300, seed) for seed in range(4)]
    made = sticker_pack([*films, *stills], SHOP)

    parts = made.split()

    assert [problem.rule for problem in made.problems()] == ["pack.mixed"]
    assert [len(part) for part in parts] == [4, 3]
    assert not any(part.problems() for part in parts)


def test_a_pack_with_errors_is_not_written(tmp_path: Path):
    made = sticker_pack([photo(300, 300, seed) for seed in range(2)], SHOP)

    with pytest.raises(BadInput, match="2 stickers; a pack has 3 to 30"):
        made.save(tmp_path / "few.wastickers")

    assert list(tmp_path.iterdir()) == []


def test_it_shows_itself_on_light_and_dark_with_its_words(pack: StickerPack):
    data, _ = pack._repr_mimebundle_()

    shown = pictures.open_picture(pack.png()).array()
    assert (shown.shape, tuple(shown[0, 0])) == ((576, 1152, 3), (0xE5, 0xDD, 0xD5))
    assert tuple(shown[-1, -1]) == (0x0B, 0x14, 0x1A)
    assert set(data) == {"text/plain", "text/html", "image/png"}
    assert "Padaria Sol: estamos abertos 🏪 ✅ 👋" in data["text/html"]


def test_what_a_file_says_cannot_become_html():
    made = StickerPack.open(zipped({"title.txt": b"<script>", "author.txt": b"x", "1.webp": b""}))

    data, _ = made._repr_mimebundle_()
    assert "<script>" not in data["text/html"]


def test_a_pack_prints_on_a_sheet_of_labels(pack: StickerPack, tmp_path: Path):
    printed = sheet(pack.labels(), stock="Avery L7160")
    printed.save(tmp_path / "labels.pdf")

    pixels = raster.page(tmp_path / "labels.pdf", 1, dpi=50)
    assert (pixels < 200).mean() > 0.05
    assert b"/Subtype /Image" not in (tmp_path / "labels.pdf").read_bytes()


def test_a_pack_that_was_opened_prints_its_pixels(archive: bytes, tmp_path: Path):
    first = StickerPack.open(io.BytesIO(archive)).labels(size_mm=30)[0]

    first.save(tmp_path / "one.pdf")

    assert raster.page_size(tmp_path / "one.pdf", 1) == pytest.approx((30, 30), abs=0.01)


# -- mended ----------------------------------------------------------------------------------------


def test_what_can_be_mended_is_mended(tmp_path: Path):
    files = {
        "title.txt": b"Sol " * 50,
        "tray.png": pictures.png(np.full((300, 200, 4), 90, np.uint8)),
        "01.webp": pictures.webp(np.full((400, 300, 3), 9, np.uint8)),
        "02.webp": photo(1200, 900),
        "03.webp": moving("PNG", frames=1),
        "04.webp": pictures.webp(np.full((512, 512, 3), 70, np.uint8)) + b"<html>",
        "sub/05.webp": pictures.webp(pictures.open_picture(photo(512, 512)).array()),
    }
    source = tmp_path / "bad.wastickers"
    source.write_bytes(zipped(files).getvalue())

    found = {each.rule for each in pack_problems(source)}
    fix(source, tmp_path / "good.wastickers")

    assert {"pack.name", "tray.square", "pack-sticker.pixels", "pack-sticker.format"} <= found
    assert {"pack-sticker.trailing", "pack-sticker.static-bytes", "archive.folders"} <= found
    assert not pack_problems(tmp_path / "good.wastickers")


def test_an_app_folder_is_mended_too(pack: StickerPack, tmp_path: Path):
    folder = pack.save_app(tmp_path / "app")
    told = json.loads((folder / "contents.json").read_text(encoding="utf-8"))
    told["foo"] = 1
    told["sticker_packs"][0] |= {"identifier": "a, b", "foo": 1, "animated_sticker_pack": True}
    told["sticker_packs"][0]["stickers"][0] |= {"foo": 1, "emojis": ["🏪"] * 4}
    (folder / "a, b").mkdir()
    for file in (folder / pack.pack.identifier).iterdir():
        (folder / "a, b" / file.name).write_bytes(file.read_bytes())
    (folder / "contents.json").write_text(json.dumps(told), encoding="utf-8")

    broken = StickerPack.open(folder)

    assert sorted(each.rule for each in broken.problems()) == [
        "contents.key",
        "contents.key",
        "pack-sticker.emojis",
        "pack.animated-flag",
        "pack.identifier-signs",
    ]
    assert not broken.fixed().problems()


def test_an_archive_becomes_an_app_once_it_has_emojis(archive: bytes, tmp_path: Path):
    bare = StickerPack.open(io.BytesIO(archive))

    with pytest.raises(BadInput, match=r"01\.webp: it has no emoji.* 1 to 3 only"):
        bare.save_app(tmp_path / "app")
    assert not (tmp_path / "app").exists()

    told = bare.worded(emojis=["🏪"], spoken={"01": "Aberto"})
    told.save_app(tmp_path / "app")
    again = StickerPack.open(tmp_path / "app")
    assert [each.spoken for each in again.stickers[:2]] == ["Aberto", ""]
    assert {each.emojis for each in again.stickers} == {("🏪",)}


def test_emojis_for_a_picture_that_is_not_there_are_told(archive: bytes):
    with pytest.raises(BadInput, match="no picture is called 'bread'"):
        StickerPack.open(io.BytesIO(archive)).worded(emojis={"bread": ["🍞"]})


def test_a_sound_pack_is_left_alone(pack: StickerPack):
    assert pack.fixed() == pack


@pytest.mark.parametrize("file", ["x.png", "../x.webp", "a/x.webp"])
def test_an_image_file_is_a_plain_webp_name(pack: StickerPack, tmp_path: Path, file: str):
    folder = pack.save_app(tmp_path / "app")
    told = json.loads((folder / "contents.json").read_text(encoding="utf-8"))
    told["sticker_packs"][0]["stickers"][0]["image_file"] = file
    (folder / "contents.json").write_text(json.dumps(told), encoding="utf-8")

    assert "pack-sticker.name" in {each.rule for each in StickerPack.open(folder).problems()}


def test_two_png_files_in_an_archive_are_a_warning(archive: bytes):
    files = archives.unpack(archive, "x")

    (problem,) = StickerPack.open(zipped({**files, "b.png": files["tray.png"]})).problems()

    assert (problem.rule, problem.severity, problem.value) == ("archive.pictures", "warning", 2)


# -- hostile ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../../evil.webp", "/etc/passwd", "a\\..\\b.webp", "C:\\x.webp"])
def test_a_name_that_leads_out_is_refused(name: str):
    with pytest.raises(BadInput, match=r"leads out of the archive|no sticker pack"):
        StickerPack.open(zipped({name: b"x", "title.txt": b"x"}))


def test_a_bomb_is_refused_before_it_unpacks(ends):
    bomb = zipped({"title.txt": b"x", "01.webp": bytes(60_000_000)})

    refused = pytest.raises(TooBig, match=r"01\.webp' unpacks to more than 20,000,000 bytes")
    with ends(), refused:
        StickerPack.open(bomb)


def test_a_zip_that_lies_about_its_sizes_is_refused():
    data = bytearray(zipped({"title.txt": b"x", "01.webp": bytes(60_000_000)}).getvalue())
    for at in range(len(data) - 4):
        if data[at : at + 4] == (60_000_000).to_bytes(4, "little"):
            data[at : at + 4] = (10).to_bytes(4, "little")

    with pytest.raises(TooBig, match="unpacks to more than"):
        StickerPack.open(io.BytesIO(bytes(data)))


def test_more_files_than_any_pack_has_are_refused():
    with pytest.raises(TooBig, match="too many files"):
        StickerPack.open(zipped({f"{n}.webp": b"" for n in range(1001)}))


@pytest.mark.parametrize("front", [b"%PDF-1.7\n", b"#!/bin/sh\n", b"MZ"])
def test_an_archive_behind_something_else_is_refused(archive: bytes, front: bytes):
    with pytest.raises(BadInput, match="no zip archive"):
        StickerPack.open(io.BytesIO(front + archive))


def test_a_picture_of_a_billion_pixels_is_told_and_not_opened(archive: bytes, ends):
    files = archives.unpack(archive, "x")
    head = bytearray(pictures.webp(np.zeros((8, 8, 4), np.uint8)))
    at = head.index(b"VP8L") + 9
    head[at : at + 4] = (16382 | 16382 << 14).to_bytes(4, "little")

    with ends():
        found = StickerPack.open(zipped({**files, "01.webp": bytes(head)})).problems()
    assert [each.rule for each in found] == ["pack-sticker.pixels"]


def test_ten_thousand_frames_are_told_and_not_opened(archive: bytes, ends):
    files = archives.unpack(archive, "x")
    frame = b"ANMF" + (16).to_bytes(4, "little") + bytes(12) + bytes([8, 0, 0, 0])
    flags = bytes([2, 0, 0, 0]) + (511).to_bytes(3, "little") * 2
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + flags + frame * 10_000
    data = b"RIFF" + len(body).to_bytes(4, "little") + body

    with ends():
        opened = StickerPack.open(zipped({**files, "01.webp": data}))
        found = {each.rule for each in opened.problems()}
    assert "pack-sticker.frames" in found


def test_a_film_of_more_frames_than_ten_seconds_hold_is_refused():
    endless = moving("GIF", frames=1300, size=61, time_ms=10)

    with pytest.raises(TooBig, match="more than 1,250 frames"):
        list(pictures.film(endless, 8))


@pytest.mark.parametrize(
    "text", [b"[" * 100_000, b"{", b"[]", b"null", b'{"sticker_packs": {}}', b"\xff\xfe", b""]
)
def test_a_contents_json_of_no_use_is_a_finding(tmp_path: Path, text: bytes):
    (tmp_path / "contents.json").write_bytes(text)

    assert StickerPack.open(tmp_path).problems().errors


def test_1000_corrupted_archives_are_answered_in_words(archive: bytes, ends):
    chance = Random(6)
    small = archives.pack_up(dict(list(archives.unpack(archive, "x").items())[:6]))

    for number in range(1000):
        data = bytearray(small)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        if number % 3 == 0:
            del data[chance.randrange(len(data)) :]
        if number % 2:  # get past the checksums, to the pictures
            data = bytearray(with_right_checksums(bytes(data)))
        with ends():
            try:
                StickerPack.open(io.BytesIO(bytes(data))).problems()
            except CampaignError as err:
                assert str(err)


def with_right_checksums(data: bytes) -> bytes:
    """Return a stored zip whose checksums are those of its damaged files, where it can be."""
    made = bytearray(data)
    at = made.find(b"PK\x01\x02")
    while at >= 0 and at + 46 <= len(made):
        size = int.from_bytes(made[at + 20 : at + 24], "little")
        offset = int.from_bytes(made[at + 42 : at + 46], "little")
        skip = sum(int.from_bytes(made[offset + n : offset + n + 2], "little") for n in (26, 28))
        body = bytes(made[offset + 30 + skip : offset + 30 + skip + size])
        made[at + 16 : at + 20] = zlib.crc32(body).to_bytes(4, "little")
        at = made.find(b"PK\x01\x02", at + 46)
    return bytes(made)


# -- what a studio asks of a pack ------------------------------------------------------------------


def test_a_pack_is_given_another_name_and_publisher_and_keeps_what_is_not_said():
    pack = sticker_pack("open-for-business", SHOP)

    told = pack.worded(name="Sol", publisher="x" * 300)
    assert told.name == "Sol"
    assert len(told.pack.publisher) == 128
    assert told.pack.identifier == pack.pack.identifier
    assert pack.worded(emojis=["🥐"]).name == pack.name


def test_archives_are_the_files_that_save_writes(tmp_path):
    pack = sticker_pack("open-for-business", SHOP, language=["en", "hi", "ar"])

    files = pack.save(tmp_path / "all.wastickers")
    assert [path.read_bytes() for path in files] == pack.archives()
    assert [path.name for path in files] == file_names("all.wastickers", len(pack.archives()))


def test_a_sketch_has_the_words_of_the_stickers_and_is_drawn_once():
    shop = Business("Padaria Lua", phone="(11) 98765-4321", country="BR", language="pt_BR")

    first = sketched("open-for-business", shop)
    pack = sticker_pack("open-for-business", shop)
    assert [said for said, _ in first] == [each.spoken for each in pack.stickers]
    assert sketched("open-for-business", shop) == []
    assert sketched(["a.png"], shop) == []
    small = {pictures.open_picture(data).width for _, data in first}
    assert small == {86}


@pytest.mark.parametrize("path", ["./" + "x" * 5000, "./a\0b"])
def test_what_cannot_be_a_path_is_said_in_words(path):
    with pytest.raises(BadInput, match="cannot be read"):
        sticker_pack(path, SHOP)
