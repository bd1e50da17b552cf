"""campaignkit's objects in marimo, in a real browser. It shows no widgets but its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import driving
import pytest

pytest.importorskip("marimo", reason="marimo is not installed: pip install marimo")

CELLS = {  # what a cell makes, and the alternative text or the cell of a table that is then seen
    'ck.sticker("open-for-business", shop, text="Oi!")': "img:Sticker of Padaria Sol",
    'ck.sheet(ck.sticker("open-for-business", shop), stock="Avery L7160", copies=3)': (
        "img:Page 1: 3 stickers on Avery L7160"
    ),
    'ck.qr_code("https://example.com")': "img:QR code: https",
    'ck.message("order-ready", shop, order="A-17")': "figure:Message: ",
    "template": "figure:Message: ",
    'ck.stocks("L7160")': "cell:Avery L7160",
    "ck.themes()": "cell:market",
    'ck.sticker_pack("open-for-business", shop)': "img:Sticker pack Padaria Sol",
    "ck.kit(shop)": "img:Kit of Padaria Sol",
    "ck.catalog(products, shop).price_list()": "img:Padaria Sol: Lista de preços",
    "ck.pay_here(pix, shop)": "img:Sticker of Padaria Sol",
    'ck.calibration("A4")': "img:Calibration sheet",
    'ck.printer("laser")': "text:600 dpi, 0.042 mm",
    "ck.studio(shop)": "img:Sticker of Padaria Sol",
}
HEAD = """
import marimo

app = marimo.App()


@app.cell
def _():
    import campaignkit as ck

    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    pix = ck.pix(key="sol@example.com", name="Sol", city="Recife")
    products = [{"id": "b1", "title": "Bolo", "price": "12.50 BRL"}]
    template = ck.MessageTemplate.from_api(
        {
            "name": "hello",
            "language": "pt_BR",
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": "Oi! Seu pedido chegou."}],
        }
    )
    return ck, pix, products, shop, template
"""
CELL = """

@app.cell
def _(ck, pix, products, shop, template):
    {made}
    return
"""
APP = HEAD + "".join(CELL.format(made=made) for made in CELLS)


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("marimo")
    (folder / "app.py").write_text(APP, encoding="utf-8")
    port = driving.free_port()
    command = [sys.executable, "-m", "marimo", "run", "app.py", "--headless", "--no-token"]
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [*command, f"--port={port}", f"--host={driving.HOST}"],
            cwd=folder,
            env={**os.environ, "MARIMO_SKIP_UPDATE_CHECK": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://{driving.HOST}:{port}"
            driving.wait_for(server, address, folder / "log.txt")
            shown = driving.new_page(chromium, height=1600)
            shown.goto(address)
            yield shown
            shown.context.close()
        finally:
            server.terminate()
            server.wait(20)


@pytest.mark.parametrize("made", list(CELLS))
def test_objects_show_themselves_in_marimo(made, page):
    kind, _, said = CELLS[made].partition(":")

    match kind:
        case "img":
            picture = page.locator(f'img[alt^="{said}"]').first
            picture.wait_for()
            assert picture.evaluate("async i => { await i.decode(); return i.naturalWidth }") > 50
        case "figure":
            page.get_by_role("figure", name=re.compile(f"^{said}")).first.wait_for()
        case "text":
            page.get_by_text(said).first.wait_for()
        case _:
            page.get_by_role("cell", name=said).first.wait_for()
