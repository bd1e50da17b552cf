"""A design that is being drawn: the picture follows the file, and the last good one stays."""

from __future__ import annotations

import asyncio
import os

from campaignkit.business import Business
from campaignkit.widgets.watched_design import live_design

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
DRAWN = (
    '<svg viewBox="0 0 80 50" width="80mm" height="50mm"><rect width="80" height="50" fill="{}"/>'
    '<rect id="qr" x="40" y="10" width="30" height="30"/></svg>'
)


def test_a_saved_file_is_drawn_anew_and_a_broken_one_is_told(tmp_path):
    path = tmp_path / "ours.svg"

    def save(text, moment):
        path.write_text(text, encoding="utf-8")
        os.utime(path, (moment, moment))  # two saves within one tick of the clock are two

    async def until(holds):
        for _ in range(400):
            if holds():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("nothing followed the file")

    async def draw():
        save(DRAWN.format("#FFFFFF"), 1)
        box = live_design(path, SHOP, every=0.01)
        picture, note = box.children
        first = bytes(picture.value)
        save(DRAWN.format("#FFE0A0"), 2)
        await until(lambda: picture.value != first)
        second = bytes(picture.value)
        save("<svg", 3)
        await until(lambda: "cannot be read" in note.value)
        assert picture.value == second
        box.close()

    asyncio.run(draw())


def test_without_a_notebook_it_shows_what_there_is(tmp_path):
    path = tmp_path / "ours.svg"
    path.write_text(DRAWN.format("#FFFFFF"), encoding="utf-8")

    picture, _ = live_design(path, SHOP).children
    assert bytes(picture.value).startswith(b"\x89PNG")
