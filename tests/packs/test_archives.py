"""Archives that people have: zipped with a folder, from a Mac, in old encodings, too large."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.assets.pack import StickerPack, sticker_pack
from campaignkit.business import Business
from campaignkit.errors import BadInput, TooBig
from campaignkit.packs import contents, fitting

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
HALF = chr(0xD83D)  # the first half of an emoji


def square(shade: int, side: int = 512) -> pictures.Pixels:
    made = np.zeros((side, side, 4), np.uint8)
    made[side // 4 : side // 2, side // 4 : side // 2] = (shade, 60, 90, 255)
    return made


STICKERS = {f"{n}.webp": fitting.still(square(40 * n + 40)) for n in range(3)}
TRAY = pictures.png(square(9, 96))


def archive(
    *, title: bytes = b"Sol", folder: str = "", pictures: bool = True, **more: bytes
) -> BytesIO:
    """Return a .wastickers; more: other files, by name."""
    out = BytesIO()
    files = {"title.txt": title, "author.txt": b"Sol", "tray.png": TRAY}
    with zipfile.ZipFile(out, "w") as made:
        for name, data in {**files, **(STICKERS if pictures else {}), **more}.items():
            made.writestr(f"{folder}{name}", data)
    out.seek(0)
    return out


def gif(frames: int, time_ms: int) -> bytes:
    from PIL import Image

    images = [Image.fromarray(square(8 * n % 250, 200)[:, :, :3]) for n in range(frames)]
    out = BytesIO()
    images[0].save(out, "GIF", save_all=True, append_images=images[1:], duration=time_ms)
    return out.getvalue()


def rules(pack: StickerPack) -> list[str]:
    return [each.rule for each in pack.problems()]


@pytest.mark.parametrize(
    ("title", "read", "told"),
    [
        ("Pão".encode(), "Pão", []),
        ("Pão".encode("utf-8-sig"), "Pão", []),
        ("Pão".encode("utf-16"), "Pão", ["archive.text-read"]),
        ("Pão d’água".encode("cp1252"), "Pão d’água", ["archive.text-read"]),
    ],
)
def test_a_title_in_another_encoding_is_decoded_and_told(title: bytes, read: str, told: list[str]):
    pack = StickerPack.open(archive(title=title))

    assert pack.name == read
    assert rules(pack) == told


@pytest.mark.parametrize("title", ["Солнце".encode("cp1251"), "خبز".encode("cp1256"), b"\x81\x8d"])
def test_a_title_that_cannot_be_read_for_sure_stays_an_error_until_it_is_given(title: bytes):
    pack = StickerPack.open(archive(title=title))

    assert "title.txt is not UTF-8 text" in str(pack.problems().errors)
    assert rules(pack.fixed()) == ["archive.text"]
    with pytest.raises(BadInput, match=r"worded\(name=…\)"):
        pack.fixed().save(BytesIO())
    named = pack.fixed().worded(name="Padaria")
    assert not named.problems()
    assert named.save(BytesIO()) == []


def test_a_pack_zipped_with_its_folder_is_entered_and_that_is_told():
    pack = StickerPack.open(archive(folder="Minhas figurinhas/"))

    assert (pack.name, len(pack)) == ("Sol", 3)
    (told,) = pack.problems()
    assert str(told).startswith("the archive: everything lies in a folder, 'Minhas figurinhas'")
    assert not pack.problems().errors


def test_a_folder_without_a_title_is_entered_too_unless_something_lies_beside_it():
    def zipped(*more: str) -> BytesIO:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name, data in STICKERS.items():
                made.writestr(f"pack/{name}", data)
            for name in more:
                made.writestr(name, TRAY)
        out.seek(0)
        return out

    alone, beside = StickerPack.open(zipped()), StickerPack.open(zipped("tray.png"))
    assert [each.file for each in alone.stickers] == list(STICKERS)
    assert "archive.entered" in rules(alone)
    assert [each.file for each in beside.stickers] == [f"pack/{name}" for name in STICKERS]
    assert rules(beside).count("archive.folders") == 3


def test_a_title_at_the_top_is_the_packs_and_folders_are_told():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in {"title.txt": b"Top", "old/title.txt": b"Old", "tray.png": TRAY}.items():
            made.writestr(name, data)
        for name, data in STICKERS.items():
            made.writestr(name, data)
    out.seek(0)

    (pack,) = StickerPack.open_all(out)
    assert pack.name == "Top"
    assert len(pack) == 3


def test_several_packs_in_folders_of_one_zip_are_all_opened():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for folder in ("a", "b"):
            for name, data in {"title.txt": folder.encode(), "tray.png": TRAY, **STICKERS}.items():
                made.writestr(f"{folder}/{name}", data)
    out.seek(0)

    assert [pack.name for pack in StickerPack.open_all(out)] == ["a", "b"]


def test_what_systems_add_is_passed_over_and_what_people_add_is_told():
    added = {"._0.webp": b"\0\5\x16\7", "__MACOSX/._1.webp": b"\0", ".DS_Store": b"\0"}

    pack = StickerPack.open(archive(**added, **{"notes.doc": b"?"}))

    assert [each.file for each in pack.stickers] == list(STICKERS)
    (told,) = pack.problems()
    assert (told.rule, told.where.file) == ("archive.stray", "the archive/notes.doc")


def test_a_folder_of_a_mac_becomes_a_pack_and_other_files_in_it_are_told(tmp_path: Path):
    for name in ("a.png", "b.png", "c.png"):
        (tmp_path / name).write_bytes(pictures.png(square(ord(name[0]), 300)))
        (tmp_path / f"._{name}").write_bytes(b"\0\5\x16\7")
    (tmp_path / "emoji.txt").write_text("a: ☀", encoding="utf-8")

    pack = sticker_pack(tmp_path, SHOP)

    assert len(pack) == 3
    (told,) = pack.problems()
    assert told.rule == "pack.left-out"
    assert "1 file beside the pictures becomes no sticker: emoji.txt" in str(told)


def test_a_folder_beside_one_is_found_by_its_bare_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "phrases").mkdir()  # a built-in pack is called so, and stays what it is
    (tmp_path / "mine" / "a.png").write_bytes(pictures.png(square(9, 300)))

    assert len(sticker_pack("mine", SHOP)) == 1
    assert len(sticker_pack("phrases", SHOP, phrases=["Olá"])) == 1


def test_gifs_in_an_archive_are_stickers_to_be_mended_and_a_cut_is_told():
    long, short = gif(40, 300), gif(6, 100)
    made = archive(pictures=False, **{"a.gif": long, "b.gif": short, "c.gif": gif(7, 100)})

    pack = StickerPack.open(made)
    assert rules(pack) == ["pack-sticker.format"] * 3
    fixed = pack.fixed()
    (told,) = fixed.problems()
    assert (told.rule, told.where.file) == ("pack-sticker.cut", "a.gif")
    assert len(fixed.archives()) == 1


@pytest.mark.parametrize("icon", ["tray.png", "cover.png"])
def test_where_all_pictures_are_png_each_but_the_icon_is_a_sticker(icon: str):
    """Names before the icon's and after it, and small ones: nothing else could be the stickers."""
    names = ["a.png", "b.png", "z.png"]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in (*names, icon):
            made.writestr(name, TRAY if name in (icon, "b.png") else pictures.png(square(70)))
    out.seek(0)

    pack = StickerPack.open(out)

    assert [each.file for each in pack.stickers] == names
    assert "archive.pictures" not in rules(pack)


def test_png_files_before_and_after_the_icon_in_order_are_stickers_if_large():
    large, more = pictures.png(square(77)), {"old.png": TRAY, "zz.png": TRAY}
    pack = StickerPack.open(archive(**{"a.png": large, "x.png": large}, **more))

    assert [each.file for each in pack.stickers] == [*STICKERS, "a.png", "x.png"]


def test_large_png_files_beside_webp_are_stickers_and_small_ones_are_icons():
    pack = StickerPack.open(archive(**{"x.png": pictures.png(square(77)), "old.png": TRAY}))

    assert [each.file for each in pack.stickers] == [*STICKERS, "x.png"]
    assert sorted(rules(pack)) == ["archive.pictures", "pack-sticker.format"]


def without_emojis(folder: Path) -> Path:
    rows = [{"image_file": name} for name in STICKERS]
    table = {"identifier": "a", "name": "Sol", "publisher": "Sol", "image_data_version": "1"}
    packs = [{**table, "tray_image_file": "tray.png", "stickers": rows}]
    (folder / "a").mkdir()
    (folder / "contents.json").write_text(json.dumps({"sticker_packs": packs}), encoding="utf-8")
    for name, data in {**STICKERS, "tray.png": TRAY}.items():
        (folder / "a" / name).write_bytes(data)
    return folder


def test_a_pack_without_emojis_is_saved_with_a_warning(tmp_path: Path):
    pack = StickerPack.open(without_emojis(tmp_path))

    assert rules(pack) == ["pack-sticker.no-emoji"] * 3
    assert not pack.problems().errors
    assert pack.save(tmp_path / "a.wastickers")
    assert pack.save_app(tmp_path / "iphone", layout="ios")
    with pytest.raises(BadInput, match="it has no emoji"):
        pack.save_app(tmp_path / "android")


@pytest.mark.parametrize(
    ("file", "missing"),
    [("contents.json", ["image_data_version"]), ("sticker_packs.wasticker", [])],
)
def test_only_android_asks_for_the_version_of_the_pictures(
    tmp_path: Path, file: str, missing: list[str]
):
    folder = without_emojis(tmp_path)
    told = json.loads((folder / "contents.json").read_text())
    del told["sticker_packs"][0]["image_data_version"]
    data = json.dumps(told).encode()

    (pack,) = contents.read(data, lambda *_: TRAY, file=file, source="app")

    found = [each.where.key for each in pack.found if each.rule == "contents.required"]
    assert found == [f"sticker_packs 1.{key}" for key in missing]


@pytest.mark.parametrize("option", ["name", "publisher"])
def test_half_an_emoji_is_refused_in_words(tmp_path: Path, option: str):
    pack = StickerPack.open(archive())

    with pytest.raises(BadInput, match=r"half a character \(U\+D83D\) at place 5") as caught:
        pack.worded(**{option: f"Sol {HALF}"})
    assert caught.value.rule == "text.half"
    with pytest.raises(BadInput, match="half a character"):
        sticker_pack("phrases", SHOP, phrases=["Olá!"], **{option: f"Sol {HALF}"})


def test_half_an_emoji_in_a_file_is_told_and_mended(tmp_path: Path):
    folder = without_emojis(tmp_path)
    told = json.loads((folder / "contents.json").read_text())
    told["sticker_packs"][0]["name"] = f"Sol {HALF}"
    told["sticker_packs"][0]["stickers"][0]["emojis"] = [HALF, "☀️"]
    (folder / "contents.json").write_text(json.dumps(told))

    pack = StickerPack.open(folder)
    assert {"pack.signs", "pack-sticker.signs"} <= set(rules(pack))
    with pytest.raises(BadInput, match=r"title\.txt would have half a character"):
        pack.save(tmp_path / "a.wastickers", check=False)
    assert (pack.fixed().name, pack.fixed().stickers[0].emojis) == ("Sol", ("☀️",))


@pytest.mark.parametrize(
    ("packs", "stickers", "said"),
    [(3000, 1, "describes 3,000 packs; an app has at most 10"), (1, 20_000, "20,000 stickers")],
)
def test_more_packs_or_stickers_than_an_app_has_are_refused_before_a_picture_is_opened(
    tmp_path: Path, packs: int, stickers: int, said: str
):
    folder = without_emojis(tmp_path)
    told = json.loads((folder / "contents.json").read_text())
    told["sticker_packs"][0]["stickers"] = [{"image_file": "0.webp"}] * stickers
    told["sticker_packs"] *= packs
    (folder / "contents.json").write_text(json.dumps(told))

    with pytest.raises(TooBig, match=said):
        StickerPack.open_all(folder)


def test_more_pictures_than_any_pack_could_have_are_refused():
    with pytest.raises(TooBig, match="20,000 stickers; at most 1,000"):
        sticker_pack([b"x"] * 20_000, SHOP)
    with pytest.raises(TooBig, match="20,000 stickers; at most 1,000"):
        sticker_pack("phrases", SHOP, phrases=["Olá"] * 20_000)


def test_a_pack_without_a_name_is_told_so_once():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in {"author.txt": b"Sol", "tray.png": TRAY, **STICKERS}.items():
            made.writestr(name, data)
    out.seek(0)

    pack = StickerPack.open(out)

    (told,) = pack.problems().errors
    assert (told.rule, told.where.key) == ("archive.title", "name")
    assert "title.txt is missing. Give what it says: worded(name=…)." in str(told)
    assert not pack.worded(name="Sol").problems()
