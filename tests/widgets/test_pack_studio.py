"""The pack studio as a program sees it: controls are set, and what is shown is read."""

from __future__ import annotations

import base64
import re
import tomllib
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import ipywidgets as w
import numpy as np
import pytest
from PIL import Image

from campaignkit import pictures
from campaignkit.assets.pack import StickerPack, sticker_pack
from campaignkit.business import Business
from campaignkit.campaigns.campaign_file import edited
from campaignkit.errors import BadInput
from campaignkit.packs import archives
from campaignkit.widgets import pack_form, pack_studio, studio

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def downloads(panel):
    found = re.findall(r'download="([^"]+)" href="data:[^,]+;base64,([^"]+)"', panel.links.value)
    return {name: base64.b64decode(data) for name, data in found}


def runs_to_the_same_bytes(panel, folder):
    """Run the call that is shown, in a folder of its own; compare every file with its link."""
    offered = downloads(panel)
    exec(compile(panel.call.value, "call", "exec"), {})
    return bool(offered) and all((folder / name).read_bytes() == offered[name] for name in offered)


def png(color, side=80):
    pixels = np.zeros((side, side, 4), np.uint8)
    pixels[10:-10, 5:-5] = (*color, 255)
    return pictures.png(pixels)


def pictured(folder, count=3):
    """Write pictures: bread-1.png, bread-2.png, …"""
    names = [f"bread-{number}.png" for number in range(1, count + 1)]
    for number, name in enumerate(names):
        (folder / name).write_bytes(png((number * 8, 90, 200 - number * 5)))
    return names


def gif(folder, name="spin.gif"):
    frames = [Image.new("RGB", (60, 60), color) for color in ("red", "green", "blue")]
    frames[0].save(folder / name, save_all=True, append_images=frames[1:], duration=200, loop=0)
    return name


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def unquoted(text):
    return text.replace("&#x27;", "'").replace("&quot;", '"')


# -- the call that is shown makes the same thing ---------------------------------------------------


def test_the_call_of_a_ready_pack_makes_the_same_bytes(folder):
    panel = pack_studio(SHOP)

    panel.form.languages["ar"].value = True
    panel.form.name.value = 'Sol "de manhã"'
    panel.file.value = "sol.wastickers"
    assert list(downloads(panel)) == ["sol.wastickers"]
    assert runs_to_the_same_bytes(panel, folder)


def test_the_call_of_phrases_makes_the_same_bytes(folder):
    panel = pack_studio(SHOP)

    panel.form.what.value = "phrases"
    panel.form.phrases[""].value = 'Bom dia!\n\n  Tem "pão"? \nقهوة'
    assert panel.made.stickers[1].spoken == 'Tem "pão"?'
    assert runs_to_the_same_bytes(panel, folder)


def test_phrases_in_several_languages_have_a_box_each(folder):
    panel = pack_studio(SHOP)

    panel.form.what.value = "phrases"
    for code in ("pt_BR", "hi"):
        panel.form.languages[code].value = True
    panel.form.phrases["hi"].value = "नमस्ते"
    said = [each.spoken for each in panel.made.stickers]
    assert said == ["Bom dia!", "Que bom ter você aqui!", "Agradecemos a preferência!", "नमस्ते"]
    assert runs_to_the_same_bytes(panel, folder)


def test_the_call_of_pictures_makes_the_same_bytes(folder):
    panel = pack_studio(SHOP)

    panel.form.what.value = "pictures"
    panel.form.pictures.value = "\n".join(pictured(folder))
    panel.form.emojis.value = "🥐☕"
    panel.form.spoken.value = "bread-2: A loaf: just baked"
    panel.form.outline.value = False
    assert panel.made.stickers[1].spoken == "A loaf: just baked"
    assert panel.made.stickers[0].emojis == ("🥐", "☕")
    assert runs_to_the_same_bytes(panel, folder)


@pytest.mark.parametrize("written", ["photos", "./photos", "{folder}/photos", ".", "photos/"])
def test_a_folder_of_pictures_is_named_as_people_name_it(folder, written):
    (folder / "photos").mkdir()
    pictured(folder / "photos")
    pictured(folder)
    panel = pack_studio(SHOP)

    panel.form.what.value = "pictures"
    panel.form.pictures.value = written.format(folder=folder)
    assert panel.error.value == ""
    assert len(panel.made) == 3
    assert runs_to_the_same_bytes(panel, folder)


def test_the_call_of_an_opened_pack_makes_the_same_bytes(folder):
    pack = sticker_pack(pictured(folder), SHOP)
    files = archives.unpack(pack.archives()[0], "pack")
    files["02.webp"] = png((9, 9, 9))  # no WebP, and no 512 pixels
    (folder / "old.wastickers").write_bytes(archives.pack_up(files))
    panel = pack_studio(SHOP)

    panel.form.what.value = "opened"
    panel.form.path.value = "old.wastickers"
    assert "02.webp" in panel.words.value
    assert downloads(panel) == {}

    panel.form.mend.value = True
    panel.form.name.value = "Newer"
    assert "pack = pack.fixed()" in panel.call.value
    assert 'pack = pack.worded(name="Newer")' in panel.call.value
    assert runs_to_the_same_bytes(panel, folder)
    assert StickerPack.open("pack.wastickers").name == "Newer"


def test_a_pack_that_is_split_says_so_and_offers_every_file(folder):
    panel = pack_studio(SHOP)

    panel.form.what.value = "pictures"
    panel.form.pictures.value = "\n".join(pictured(folder, 32))
    assert "It becomes 2 files: pack-1.wastickers (16), pack-2.wastickers (16)" in panel.words.value
    assert list(downloads(panel)) == ["pack-1.wastickers", "pack-2.wastickers"]
    assert runs_to_the_same_bytes(panel, folder)
    panel.save_button.click()
    assert "Saved: pack-1.wastickers, pack-2.wastickers" in panel.saved.value


def test_what_is_wrong_with_one_of_several_files_says_which(folder):
    panel = pack_studio(SHOP)

    panel.form.what.value = "pictures"
    panel.form.pictures.value = "\n".join([*pictured(folder), gif(folder)])
    assert "pack-2.wastickers: the pack has 1 stickers; a pack has 3 to 30" in panel.words.value
    assert downloads(panel) == {}


# -- the picture -----------------------------------------------------------------------------------


def test_every_sticker_is_seen_in_a_light_and_in_a_dark_chat_with_its_words():
    panel = pack_studio(SHOP)

    alternatives = re.findall(r'<img alt="([^"]+)"', panel.picture.value)
    said = [each.spoken for each in panel.made.stickers]
    assert [unquoted(text) for text in alternatives] == ["The pack's icon", *said, *said]
    assert all(said)
    assert re.findall(r"<figcaption[^>]*>([^<]+)<", panel.picture.value) == [
        "Light chat",
        "Dark chat",
    ]


def test_count_largest_name_and_publisher_are_told(folder):
    panel = pack_studio(SHOP)

    panel.form.publisher.value = "Sol <Ltda>"
    largest = max(len(each.data) for each in panel.made.stickers)
    assert f"{largest / 1000:.1f} kB; at most 100 kB are taken" in panel.words.value
    assert '<dt>Chat stickers</dt><dd dir="auto">15</dd>' in panel.words.value
    assert "Sol &lt;Ltda&gt;" in panel.words.value
    assert "Sol &lt;Ltda&gt;" in panel.picture.value


def test_moving_stickers_move(folder):
    panel = pack_studio(SHOP)

    panel.form.what.value = "pictures"
    panel.form.pictures.value = "\n".join(gif(folder, f"{n}.gif") for n in "abc")
    assert panel.picture.value.count("data:image/webp") == 6
    assert "3, 3 of them moving" in panel.words.value


def test_a_sticker_that_cannot_be_opened_is_named_in_the_picture(folder):
    files = archives.unpack(sticker_pack(pictured(folder), SHOP).archives()[0], "pack")
    files["03.webp"] = files["03.webp"][:60]
    (folder / "broken.zip").write_bytes(archives.pack_up(files))
    panel = pack_studio(SHOP)

    panel.form.what.value = "opened"
    panel.form.path.value = "broken.zip"
    assert panel.picture.value.count('aria-label="03.webp: cannot be opened"') == 2
    assert "breaks off" in panel.words.value


def test_a_first_picture_is_seen_before_the_stickers_are_finished(monkeypatch):
    panel = pack_studio(SHOP)
    seen = []
    panel.picture.observe(lambda change: seen.append((change["new"], panel.made.name)), "value")

    panel.shared.shop.name.value = "Padaria nova"
    (first, made_then), (last, _) = seen
    assert made_then.startswith("Padaria Sol")
    assert "<strong>Padaria nova: aberto para você</strong>" in first
    assert re.findall(r'<img alt="([^"]+)"', first) == re.findall(r'<img alt="([^"]+)"', last)[1:]
    panel.form.publisher.value = "Sol"
    assert len(seen) == 3


# -- it answers in words ---------------------------------------------------------------------------

WRONG = {
    "no phrase": ({"what": "phrases", "phrase": " \n "}, "Type phrases"),
    "a phrase too long": ({"what": "phrases", "phrase": "word " * 200}, "Shorten it by"),
    "a sign no font has": ({"what": "phrases", "phrase": "\U0010fffd"}, "U+10FFFD"),
    "no picture": ({"what": "pictures"}, "Upload pictures"),
    "a picture that is not there": ({"what": "pictures", "pictures": "no.png"}, "no picture"),
    "no picture at all": ({"what": "pictures", "pictures": "words.txt"}, "no picture of a known"),
    "a path too long": ({"what": "pictures", "pictures": "x" * 5000}, "cannot be read"),
    "a path with a NUL": ({"what": "pictures", "pictures": "a\0b.png"}, "cannot be read"),
    "an empty folder": ({"what": "pictures", "pictures": "empty"}, "has no pictures"),
    "a folder among pictures": ({"what": "pictures", "pictures": "empty\na.png"}, "is a folder"),
    "words for nobody": (
        {"what": "pictures", "pictures": "a.png", "spoken": "b: loaf"},
        "no picture is called 'b'",
    ),
    "words without a name": (
        {"what": "pictures", "pictures": "a.png", "spoken": "a loaf"},
        "a colon",
    ),
    "emojis of two kinds": (
        {"what": "pictures", "pictures": "a.png", "emojis": "a: 🥖\n🥐"},
        "Write all of them so",
    ),
    "no pack": ({"what": "opened"}, "Type the path of a pack"),
    "a pack that is not there": ({"what": "opened", "path": "no.zip"}, "no sticker pack"),
    "no archive": ({"what": "opened", "path": "words.txt"}, "words.txt"),
    "a folder without a pack": ({"what": "opened", "path": "empty"}, "holds no sticker pack"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_mistake_is_said_in_words_and_the_last_picture_stays(folder, wrong):
    (folder / "empty").mkdir()
    (folder / "words.txt").write_text("no picture", encoding="utf-8")
    (folder / "a.png").write_bytes(png((1, 2, 3)))
    panel = pack_studio(SHOP)
    before = panel.picture.value
    typed, said = WRONG[wrong]

    panel.changed = lambda _change=None: None  # typed at once, as in a pause
    for control, value in typed.items():
        box = panel.form.phrases[""] if control == "phrase" else getattr(panel.form, control)
        box.value = value
    panel.redraw()
    assert 'role="alert"' in panel.error.value
    assert said in unquoted(panel.error.value)
    assert panel.picture.value == before
    assert "ck-old" in panel.picture._dom_classes
    assert downloads(panel) == {}


def test_too_few_stickers_are_seen_and_not_offered(folder):
    panel = pack_studio(SHOP)

    panel.form.what.value = "phrases"
    panel.form.phrases[""].value = "Oi"
    assert "2 stickers" not in panel.words.value
    assert 'class="ck-error"' in panel.words.value
    assert "Oi" in panel.picture.value
    assert downloads(panel) == {}
    panel.save_button.click()
    assert "ck-error" in panel.saved.value
    assert not list(folder.glob("*.wastickers"))


def test_a_name_with_another_ending_is_refused_when_it_is_saved(folder):
    panel = pack_studio(SHOP)

    panel.file.value = "sol.docx"
    assert list(downloads(panel)) == ["sol.wastickers"]
    panel.save_button.click()
    assert ".wastickers or .zip" in panel.saved.value
    assert not list(folder.iterdir())


def test_a_bug_is_not_swallowed(monkeypatch):
    panel = pack_studio(SHOP)
    monkeypatch.setattr(panel, "drawn", lambda _made: {}["no such key"])

    with pytest.raises(KeyError):
        panel.form.name.value = "Sol"


# -- for developers --------------------------------------------------------------------------------


@pytest.mark.parametrize(("system", "listed"), [("android", "contents.json"), ("ios", "wasticker")])
def test_an_apps_folder_is_saved(folder, system, listed):
    panel = pack_studio(SHOP)

    panel.folder.value, panel.system.value = "app", system
    panel.app_button.click()
    assert "Saved into app" in panel.app_words.value
    assert any(listed in path.name for path in (folder / "app").iterdir())
    assert len(StickerPack.open("app")) == 15


def test_an_app_wants_emojis_which_a_pack_out_of_an_archive_has_not(folder):
    sticker_pack(pictured(folder), SHOP).save("bread.wastickers")
    panel = pack_studio(SHOP)
    panel.form.what.value = "opened"
    panel.form.path.value = "bread.wastickers"

    panel.app_button.click()
    assert "emoji" in panel.app_words.value
    assert not (folder / "app").exists()
    panel.form.emojis.value = "🥐"
    panel.app_button.click()
    assert "Saved into app" in panel.app_words.value


# -- a campaign file -------------------------------------------------------------------------------


def is_kept(panel):
    """Return a studio that is filled with what another keeps, through a campaign file's text."""
    table = {"name": "pack", **panel.kept()}
    (again,) = tomllib.loads(edited("", {"packs": [table]}))["packs"]
    filled = pack_studio(SHOP)
    assert filled.takes(again)
    filled.fill(again)
    filled.redraw()
    return filled


def test_a_ready_pack_is_kept_to_the_letter():
    panel = pack_studio(SHOP)
    panel.form.languages["hi"].value = panel.form.languages["en"].value = True
    panel.form.name.value = "{{ no fact }}"
    panel.form.publisher.value = "{# literal #}"

    assert panel.kept()["pack"] == "open-for-business"
    assert is_kept(panel).call.value == panel.call.value


def test_phrases_are_kept_to_the_letter():
    panel = pack_studio(SHOP)
    panel.form.what.value = "phrases"
    panel.form.phrases[""].value = "100 % {{ pure }}\nOi\nTchau"
    assert is_kept(panel).call.value == panel.call.value

    for code in ("ar", "en"):
        panel.form.languages[code].value = True
    assert set(panel.kept()["phrases"]) == {"ar", "en"}
    assert is_kept(panel).call.value == panel.call.value


def test_pictures_are_kept(folder):
    panel = pack_studio(SHOP)
    panel.form.what.value = "pictures"
    panel.form.pictures.value = "\n".join(pictured(folder))
    panel.form.emojis.value = "bread-1: 🥐 ☕\nbread-3: 🥖"
    panel.form.spoken.value = "bread-1: Loaf"
    panel.form.outline.value = False
    assert is_kept(panel).call.value == panel.call.value

    panel.form.pictures.value, panel.form.emojis.value = ".", "🥐 ☕"
    assert panel.kept()["pictures"] == "."
    assert is_kept(panel).call.value == panel.call.value


def test_what_a_file_says_of_the_shop_is_filled_in():
    panel = pack_studio(SHOP)

    panel.fill({"pack": "phrases", "phrases": ["{{ shop }}!", "b", "c"], "title": "De {{ shop }}"})
    assert panel.form.phrases[""].value == "Padaria Sol!\nb\nc"
    assert panel.form.name.value == "De Padaria Sol"


def test_a_file_may_speak_any_language():
    panel = pack_studio(SHOP)

    panel.fill(
        {"pack": "phrases", "language": "fr", "phrases": {"fr": ["Bonjour !", "Merci", "À"]}}
    )
    panel.redraw()
    assert panel.form.chosen() == ["fr"]
    assert [each.spoken for each in panel.made.stickers] == ["Bonjour !", "Merci", "À"]


def test_an_opened_pack_is_not_for_a_campaign_file(folder):
    panel = pack_studio(SHOP)
    panel.form.what.value = "opened"

    with pytest.raises(BadInput, match="save it alone"):
        panel.kept()


def test_a_table_of_an_unknown_pack_is_left_to_others():
    panel = pack_studio(SHOP)

    assert not panel.takes({"pack": "no such pack"})
    assert panel.takes({"pictures": ["a.png"]})


# -- forms -----------------------------------------------------------------------------------------


def test_every_control_has_a_label():
    inputs = (w.Text, w.Textarea, w.Dropdown, w.Checkbox, w.Button, w.ToggleButton, w.FileUpload)

    found = [one for one in every(pack_studio(SHOP)) if isinstance(one, inputs)]
    assert len(found) > 20
    assert all(one.description for one in found)


def test_only_what_goes_with_the_kind_of_pack_is_asked_for():
    form = pack_studio(SHOP).form
    shown = {}

    for what in ("open-for-business", "phrases", "pictures", "opened"):
        form.what.value = what
        boxes = ("phrases_box", "languages_box", "pictures_box", "opened_box", "emojis", "outline")
        shown[what] = {b for b in boxes if getattr(form, b).layout.display != "none"}
    assert shown == {
        "open-for-business": {"languages_box"},
        "phrases": {"phrases_box", "languages_box"},
        "pictures": {"pictures_box", "emojis", "outline"},
        "opened": {"opened_box", "emojis"},
    }


def test_uploaded_pictures_join_those_that_are_there(folder):
    panel = pack_studio(SHOP)
    panel.form.what.value = "pictures"
    upload = panel.form.pictures_box.children[0]
    assert upload.multiple

    upload.value = tuple(
        {"name": f"{n}.png", "type": "", "size": 1, "content": png((n, n, n)), "last_modified": NOW}
        for n in range(3)
    )
    assert panel.form.pictures.value == "0.png\n1.png\n2.png"
    assert len(panel.made) == 3
    assert (folder / "1.png").read_bytes() == png((1, 1, 1))


def test_the_pack_studio_is_a_tab():
    made = studio(SHOP)

    assert made.show("pack").title.source == "Pack"
    assert ZipFile(BytesIO(downloads(made.front)["pack.wastickers"])).testzip() is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("🥐☕", ("🥐", "☕")),
        ("👩‍🍳🇧🇷🇮🇳 👍🏽, ❤️", ("👩‍🍳", "🇧🇷", "🇮🇳", "👍🏽", "❤️")),
        ("1️⃣bread", ("1️⃣", "b", "r", "e", "a", "d")),
        ("bread", ("bread",)),
        ("bread: 🥖\ncake: 🍰🎂", {"bread": ("🥖",), "cake": ("🍰", "🎂")}),
    ],
)
def test_emojis_are_told_apart_as_they_are_typed(text, found):
    assert pack_form.emojis(text) == found


@pytest.mark.parametrize(
    "emojis",
    [
        ["👍🏽", "🙏🏿"],
        ["\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🥖"],
        ["👩‍🍳", "❤️", "1️⃣"],
        ["🇧🇷", "🇮🇳"],
    ],
)
def test_emojis_of_several_signs_stay_whole(emojis):
    assert list(pack_form.emojis("".join(emojis))) == emojis
