"""Tables in stores and on the web: read as files are, or answered in words."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

import campaignkit as ck
from campaignkit import remote
from campaignkit.rows import fetching, read

TABLE = "Nome;Preço\nPão;1,20\nBolo;30,00\n"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "prices.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "export").write_text(TABLE, encoding="utf-8")
    (tmp_path / "login.csv").write_text("<!DOCTYPE html><p>Sign in</p>", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["prices.csv", "export?format=csv"])
def test_a_file_on_the_web_is_read(web: str, name: str):
    rows = read(f"{web}/{name}")

    assert [row["Nome"] for row in rows] == ["Pão", "Bolo"]
    assert rows.source == f"{web}/{name}"
    assert [row["Nome"] for row in rows] == ["Pão", "Bolo"]  # of the copy, once more


def test_a_page_is_no_table(web: str):
    with pytest.raises(ck.BadInput, match="is a page, no table: may anyone with the link see it"):
        read(f"{web}/login.csv")


def test_what_is_not_there_is_told_with_another_way(web: str):
    with pytest.raises(ck.BadInput, match="Download it, and give its path"):
        read(f"{web}/none.csv")


def test_a_store_is_read_and_catalogs_of_it_are_made():
    fsspec.filesystem("memory").pipe("/shop/prices.csv", TABLE.encode())
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")

    made = ck.catalog("memory://shop/prices.csv", shop)

    assert [str(each.price) for each in made.products] == ["1.20 BRL", "30.00 BRL"]
    assert list(ck.links("memory://shop/prices.csv", shop, text="{{ Nome }}"))[1].endswith("Bolo")


def test_a_feed_in_xml_is_fetched_too():
    item = "<item><id>1</id><title>Tea</title><price>5.00 USD</price></item>"
    fsspec.filesystem("memory").pipe(
        "/shop/feed.xml", f"<rss><channel>{item}</channel></rss>".encode()
    )

    made = ck.catalog("memory://shop/feed.xml")

    assert [(each.title, str(each.price)) for each in made.products] == [("Tea", "5.00 USD")]


def test_the_copy_goes_with_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching.tempfile, "tempdir", str(tmp_path))
    fsspec.filesystem("memory").pipe("/shop/prices.csv", TABLE.encode())

    rows = read("memory://shop/prices.csv")
    there = list(tmp_path.glob("campaignkit-*/prices.csv"))
    del rows
    gc.collect()

    assert len(there) == 1
    assert not list(tmp_path.iterdir())


def test_a_table_that_is_wrong_is_told_by_its_address(tmp_path: Path):
    fsspec.filesystem("memory").pipe("/shop/latin.csv", "nome\nJoão\n".encode("cp1252"))

    with pytest.raises(ck.BadInput, match=r"memory://shop/latin.csv, line 2.*cp1252"):
        read("memory://shop/latin.csv")
    assert [row["nome"] for row in read("memory://shop/latin.csv", encoding="cp1252")] == ["João"]


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 10)
    fsspec.filesystem("memory").pipe("/shop/prices.csv", TABLE.encode())

    with pytest.raises(ck.TooBig, match="has more than"):
        read("memory://shop/prices.csv")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("store://shop/a.csv", "nobody knows store://"),
        ("http://127.0.0.1:9/a.csv", "Download it, and give its path"),
        ("https://shop.sharepoint.com/x.xlsx", "Download a Copy"),
    ],
)
def test_what_cannot_be_read_is_answered_in_words(
    address: str, said: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(remote, "WAITS_S", ())

    with pytest.raises(ck.BadInput, match=said):
        read(address)


@pytest.mark.parametrize(
    ("address", "csv"),
    [
        ("https://docs.google.com/spreadsheets/d/1aB/edit?usp=sharing", "1aB/export?format=csv"),
        ("https://docs.google.com/spreadsheets/d/1aB/edit#gid=7", "1aB/export?format=csv&gid=7"),
        (
            "https://docs.google.com/spreadsheets/d/1aB/edit?gid=7#gid=7",
            "1aB/export?format=csv&gid=7",
        ),
        ("https://docs.google.com/spreadsheets/d/e/2P/pubhtml?gid=3", "e/2P/pub?output=csv&gid=3"),
    ],
)
def test_a_google_sheet_is_read_as_csv(address: str, csv: str):
    assert fetching.csv_of(address) == f"https://docs.google.com/spreadsheets/d/{csv}"
