"""A store with faults planted before it: what passes is tried again, what stays is told.

The store is moto's server, which speaks S3 as s3fs hears it; before it stands a proxy of ours that
refuses every tenth object in one of four ways.
"""

from __future__ import annotations

import http.client
import os
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import campaignkit as ck
from campaignkit import remote, stores
from campaignkit.errors import BadInput

pytest.importorskip("s3fs", reason="the store's package is not installed")
moto = pytest.importorskip("moto.server", reason="moto, a store to try, is not installed")

NINES = range(25)  # names of objects: at least two of them meet a fault
SLOW = {"InternalError": 500, "SlowDown": 503, "AccessDenied": 403}
_OWN = ("host", "connection", "accept-encoding", "expect")


class Faulty(BaseHTTPRequestHandler):
    """Passes everything on, but for every tenth object that is put."""

    protocol_version = "HTTP/1.1"
    server: Proxy

    def log_message(self, *_args):
        pass

    def passed_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append(self.command)
        if self.command == "PUT" and self.path.count("/") > 1 and self.server.refuses():
            return self.refused()
        store = http.client.HTTPConnection("127.0.0.1", self.server.store, timeout=30)
        heads = {k: v for k, v in self.headers.items() if k.lower() not in _OWN}
        store.request(self.command, self.path, body, heads)
        answer = store.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            if key.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(key, value)
        self.send_header("Content-Length", answer.getheader("Content-Length") or str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        store.close()
        return None

    def refused(self):
        if self.server.way == "reset":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        code = self.server.way
        said = f"<Error><Code>{code}</Code><Message>planted</Message></Error>".encode()
        self.send_response(SLOW[code])
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = passed_on  # noqa: N815 (http.server asks)


class Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, store):
        super().__init__(("127.0.0.1", 0), Faulty)
        self.store, self.way, self.puts, self.planted = store, "", 0, 0
        self.asked: list[str] = []
        self.stays = False

    def refuses(self):
        self.puts += 1
        fails = bool(self.way) and (self.stays or self.puts % 10 == 0)
        self.planted += fails
        return fails


@pytest.fixture(scope="module")
def store():
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield server.get_host_and_port()[1]
    server.stop()


@pytest.fixture
def proxy(store, monkeypatch):
    """A proxy before the store, with a bucket `shop` in it; waits are no time."""
    monkeypatch.setattr(remote, "WAITS_S", (0, 0, 0))
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")  # what is tried again, is tried again by us
    made = Proxy(store)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def options(proxy):
    client = {"endpoint_url": f"http://127.0.0.1:{proxy.server_port}", "region_name": "eu-west-1"}
    return {"key": "a", "secret": "b", "client_kwargs": client}


@pytest.fixture
def shop(proxy):
    """A place in a bucket of its own."""
    import s3fs

    system = s3fs.S3FileSystem(**options(proxy))
    bucket = f"shop{proxy.server_port}"
    system.call_s3(
        "create_bucket",
        Bucket=bucket,
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
    )
    return stores.place(f"s3://{bucket}/out", options=options(proxy))


@pytest.mark.parametrize("way", ["InternalError", "SlowDown", "reset"])
def test_a_fault_that_passes_is_tried_again_and_every_object_is_whole(way, proxy, shop):
    proxy.way = way
    for number in NINES:
        shop.write(f"{number}.bin", bytes([number]) * 1000)

    proxy.way = ""
    assert proxy.planted >= 2
    assert shop.names() == sorted(f"{number}.bin" for number in NINES)
    assert all(shop.read(f"{n}.bin") == bytes([n]) * 1000 for n in NINES)


def test_what_is_not_allowed_is_told_at_once_and_the_others_are_written(proxy, shop):
    proxy.way = "AccessDenied"
    told = []
    for number in NINES:
        try:
            shop.write(f"{number}.bin", b"x")
        except BadInput as err:
            told.append(str(err))

    proxy.way = ""
    assert len(told) == proxy.planted == 2
    assert all("does not allow that" in each and "Check the credentials" in each for each in told)
    assert len(shop.names()) == len(NINES) - 2


def test_a_fault_that_stays_is_told_with_how_often_it_was_tried(proxy, shop):
    proxy.way, proxy.stays = "SlowDown", True

    with pytest.raises(BadInput, match=r"its store failed, 4 times \(.*Try again later"):
        shop.write("a.bin", b"x")
    proxy.way = ""
    assert shop.names() == []


def test_a_large_object_whose_part_fails_leaves_nothing_half(proxy, shop):
    proxy.way, proxy.stays = "AccessDenied", True
    with pytest.raises(BadInput, match="does not allow that"):
        shop.write("large.bin", os.urandom(12_000_000) * 10)

    proxy.way = ""
    assert shop.names() == []


def test_an_object_is_asked_for_once_and_one_that_is_missing_is_named(proxy, shop):
    shop.write("prices.csv", b"1")
    proxy.asked.clear()

    assert shop.read("prices.csv") == b"1"
    assert [each for each in proxy.asked if each != "HEAD"] == ["GET"]  # s3fs may ask for the size
    with pytest.raises(ck.NotFound, match=r"no file 'price.csv'\. Did you mean 'prices.csv'"):
        shop.read("price.csv")


def test_a_mistyped_bucket_is_told_and_not_made(proxy, shop):
    system, _ = shop.opened()

    with pytest.raises(BadInput, match=r"there is no bucket 'mistyped'.* must not become a bucket"):
        stores.place("s3://mistyped/out", options=options(proxy))
    with pytest.raises(BadInput, match="it is not there"):
        stores.Place("s3://mistyped/out", options(proxy)).write("a.bin", b"x")
    assert not system.exists("mistyped")


def test_a_build_into_a_store_survives_every_tenth_write(proxy, shop, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.server_port}")
    seller = ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    rows = [{"n": number} for number in range(12)]
    codes = [{"name": "c", "text": "mesa {{ n }}", "rows": rows, "formats": ["svg"]}]
    proxy.way = "SlowDown"

    built = ck.Campaign(seller, codes=codes).build(shop.address, check="none")
    proxy.way = ""
    assert not built.problems
    assert proxy.planted >= 1
    assert len(shop.names()) == 14  # twelve codes, the manifest, and the list of what was built
