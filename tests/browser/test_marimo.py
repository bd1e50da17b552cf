"""campaignkit's objects in marimo, in a real browser. It shows no widgets but its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import driving
import pytest

pytest.importorskip("marimo", reason="marimo is not installed: pip install marimo")

APP = """
import marimo

app = marimo.App()


@app.cell
def _():
    import campaignkit as ck

    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    return ck, shop


@app.cell
def _(ck, shop):
    ck.sticker("open-for-business", shop, text="Oi!")
    return


@app.cell
def _(ck, shop):
    ck.sheet(ck.sticker("open-for-business", shop), stock="Avery L7160", copies=3)
    return


@app.cell
def _(ck):
    ck.qr_code("https://example.com")
    return


@app.cell
def _(ck, shop):
    ck.message("order-ready", shop, order="A-17")
    return


@app.cell
def _(ck):
    ck.stocks("L7160")
    return
"""


@pytest.fixture
def page(chromium, tmp_path):
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    port = driving.free_port()
    command = [sys.executable, "-m", "marimo", "run", "app.py", "--headless", "--no-token"]
    with (tmp_path / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [*command, f"--port={port}", f"--host={driving.HOST}"],
            cwd=tmp_path,
            env={**os.environ, "MARIMO_SKIP_UPDATE_CHECK": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://{driving.HOST}:{port}"
            driving.wait_for(server, address, tmp_path / "log.txt")
            shown = driving.new_page(chromium, height=1600)
            shown.goto(address)
            yield shown
            shown.context.close()
        finally:
            server.terminate()
            server.wait(20)


def test_objects_show_themselves_in_marimo(page):
    for said in ("Sticker of Padaria Sol", "Page 1: 3 stickers on Avery L7160", "QR code: https"):
        picture = page.locator(f'img[alt^="{said}"]').first
        picture.wait_for()
        assert picture.evaluate("async i => { await i.decode(); return i.naturalWidth }") > 50
    page.get_by_role("figure", name=re.compile("^Message: ")).first.wait_for()
    page.get_by_role("cell", name="Avery L7160").first.wait_for()
