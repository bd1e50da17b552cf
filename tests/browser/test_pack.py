"""The pack studio in a real browser, in JupyterLab. What is downloaded is read by Pillow alone."""

from __future__ import annotations

import re
import time
import zipfile
from io import BytesIO

import driving
import pytest
from PIL import Image

SETUP = """
import campaignkit as ck
from campaignkit.widgets import pack_studio
shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
pack_studio(shop)
"""


@pytest.fixture
def panel(notebook, lab):
    shown = notebook(SETUP).locator(".campaignkit").first
    shown.locator("figure img").first.wait_for()
    driving.unfold_all(shown)
    yield shown
    assert lab.offsite == []


def words(panel):
    """Return the alternative texts of the stickers in the light chat."""
    images = panel.locator("figure").first.locator("img")
    return images.evaluate_all("all => all.map(image => image.alt)")


def until(say, wanted):
    end = time.monotonic() + 120
    while (now := say()) != wanted:
        assert time.monotonic() < end, f"{now!r} is not {wanted!r}"
        time.sleep(0.05)


def downloaded(page, panel):
    """Click the link of the pack; return its texts, and its pictures as Pillow opens them."""
    with page.expect_download() as waiting:
        panel.get_by_role("link", name=re.compile(r"^Download .*wastickers$")).click()
    with zipfile.ZipFile(waiting.value.path()) as files:
        texts = {
            name: files.read(name).decode().strip() for name in files.namelist() if ".txt" in name
        }
        webp = sorted(name for name in files.namelist() if name.endswith(".webp"))
        return texts, [Image.open(BytesIO(files.read(name))).convert("RGBA") for name in webp]


def flat(path, color):
    Image.new("RGB", (300, 200), color).save(path)
    return path


def test_phrases_are_typed_seen_and_downloaded(panel, lab):
    panel.get_by_label("Pack", exact=True).select_option("My own phrases")
    panel.get_by_label("Phrases", exact=True).fill("Bom dia!\nقهوة طازجة\nVolte sempre")

    until(lambda: words(panel), ["Bom dia!", "قهوة طازجة", "Volte sempre"])
    panel.get_by_label("Name", exact=True).fill("Frases da Sol")
    driving.expect(panel.locator("strong")).to_have_text("Frases da Sol")
    panel.get_by_role("link", name="Download pack.wastickers").wait_for()
    texts, stickers = downloaded(lab, panel)
    assert texts == {"title.txt": "Frases da Sol", "author.txt": "Padaria Sol"}
    assert [image.size for image in stickers] == [(512, 512)] * 3
    assert all(image.getpixel((0, 0))[3] == 0 for image in stickers)


def test_several_pictures_are_uploaded_at_once(panel, lab, tmp_path):
    colors = {"bread": (200, 30, 30), "cake": (30, 160, 30), "tea": (30, 30, 200)}
    chosen = [flat(tmp_path / f"{name}.png", color) for name, color in colors.items()]
    panel.get_by_label("Pack", exact=True).select_option("My pictures")

    with lab.expect_file_chooser() as chooser:
        panel.get_by_role("button", name=re.compile("Upload pictures")).click()
    chooser.value.set_files(chosen)
    until(lambda: words(panel), list(colors))
    panel.get_by_label("Read aloud").fill("bread: A loaf, just baked")
    until(lambda: words(panel), ["A loaf, just baked", "cake", "tea"])
    _, stickers = downloaded(lab, panel)
    middle = [image.getpixel((256, 256))[:3] for image in stickers]
    assert middle == list(colors.values())


CLUMSY = {
    "My own phrases": {"Phrases": [" ", "word " * 300, "\U0010fffd"]},
    "My pictures": {
        "Pictures": ["no.png", "/etc\n/etc", "C:\\bread.png", "x" * 3000, "/etc"],
        "Emojis": ["a: 🥖\n🥐"],
        "Read aloud": ["a loaf", "nobody: a loaf"],
    },
    "A pack I have": {"Pack's file": ["no.zip", "/etc/hostname", "/proc/self/mem", " "]},
}


def test_a_clumsy_hand_gets_words_and_the_studio_lives(panel, lab):
    flat(lab.root / "a.png", (9, 9, 9))
    tried = 0
    for kind, fields in CLUMSY.items():
        panel.get_by_label("Pack", exact=True).select_option(kind)
        driving.unfold_all(panel)
        if kind == "My pictures":
            panel.get_by_label("Pictures").fill("a.png")
        for label, inputs in fields.items():
            box = panel.get_by_label(label, exact=True)
            good = box.input_value()
            for wrong in inputs:
                box.fill(wrong)
                alert = panel.get_by_role("alert").first
                driving.expect(alert, f"{label}: {wrong!r}").to_be_visible()
                said = alert.inner_text()
                assert len(said) > 20, (label, wrong)
                assert "Traceback" not in said, (label, wrong)
                assert "fault of campaignkit" not in said, (label, wrong, said)
                box.fill(good)
                tried += 1
                if good:
                    alert.wait_for(state="detached")

    assert tried >= 15
    assert lab.evaluate(driving.ERRORS) == []
    panel.get_by_label("Pack", exact=True).select_option("Open for business")
    until(lambda: len(words(panel)), 15)
