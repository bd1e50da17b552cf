"""A connection that drops in the midst of an edit is told; what was typed meanwhile is not lost."""

from __future__ import annotations

import re
import socket
import threading
import time
from contextlib import suppress

import driving
import pytest


class Wire:
    """A proxy on 127.0.0.1 that can be cut: every open connection ends, no new one is taken."""

    def __init__(self, port):
        self._target, self._pairs, self._is_cut = port, [], False
        self._listener = socket.create_server((driving.HOST, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self._is_cut = True
        for one in [each for pair in self._pairs for each in pair]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._pairs.clear()

    def mend(self):
        self._is_cut = False

    def close(self):
        self.cut()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                here, _address = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                here.close()
                continue
            there = socket.create_connection((driving.HOST, self._target))
            self._pairs.append((here, there))
            for pair in ((here, there), (there, here)):
                threading.Thread(target=self._pump, args=pair, daemon=True).start()

    @staticmethod
    def _pump(source, target):
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def wire(studio_server):
    port = int(studio_server.address.partition("127.0.0.1:")[2].partition("/")[0])
    made = Wire(port)
    made.address = studio_server.address.replace(f":{port}/", f":{made.port}/")
    yield made
    made.close()


def test_a_cut_connection_is_told_and_nothing_is_lost(wire, visit):
    page = visit(wire.address)
    page.get_by_role("button", name="Labels and stickers").click()
    panel = page.locator(".ck-panel:visible")
    panel.locator("figure img").wait_for()
    panel.get_by_label("Title", exact=True).fill("Before")
    driving.expect(panel.get_by_label("Python")).to_have_value(_says("Before"))

    wire.cut()
    lost = page.get_by_text("The connection was lost")
    lost.wait_for(state="visible")
    panel.get_by_label("Title", exact=True).fill("Typed while it was cut")
    time.sleep(1)
    wire.mend()

    lost.wait_for(state="hidden")
    python = panel.get_by_label("Python")
    driving.expect(python).to_have_value(_says("Typed while it was cut"))
    before = driving.seen(panel)
    panel.get_by_label("Title", exact=True).fill("And after")
    driving.expect(python).to_have_value(_says("And after"))
    driving.changed(panel, before)


def test_a_file_that_was_given_while_it_was_cut_arrives(wire, visit, tmp_path):
    table = tmp_path / "stalls-cut.csv"
    table.write_text("stall\n" + "1\n" * 2000, encoding="utf-8")
    page = visit(wire.address)
    page.get_by_role("button", name="Labels and stickers").click()
    panel = page.locator(".ck-panel:visible")
    panel.locator("figure img").wait_for()
    driving.unfold(panel, "A sticker for each row of a table")

    wire.cut()
    lost = page.get_by_text("The connection was lost")
    lost.wait_for(state="visible")
    driving.upload(page, panel, "Upload a table", table)
    time.sleep(1)
    wire.mend()
    lost.wait_for(state="hidden")
    panel.get_by_text("Columns: stall").wait_for()


def test_two_pages_of_one_studio_do_not_overwrite_each_others_files(studio_server, visit, tmp_path):
    for number in (1, 2):
        table = tmp_path / str(number) / "two-pages.csv"
        table.parent.mkdir()
        table.write_text(f"place\nMarket {number}\n", encoding="utf-8")
        page = visit()
        page.get_by_role("button", name="Labels and stickers").click()
        panel = page.locator(".ck-panel:visible")
        driving.unfold(panel, "A sticker for each row of a table")
        driving.upload(page, panel, "Upload a table", table)
        panel.get_by_text("Columns: place").wait_for()

    kept = [studio_server.folder / name for name in ("two-pages.csv", "two-pages-2.csv")]
    assert ["Market 1" in kept[0].read_text(), "Market 2" in kept[1].read_text()] == [True, True]


def _says(title):
    return re.compile(f'title="{title}"')
