"""The served studio lets in who has the token, from its own page alone, and gives no file."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlsplit

import pytest

from campaignkit import serving

pytest.importorskip("voila", reason="the studio's server is not installed")
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
NOBODY = "/api/kernels/12345678-1234-1234-1234-123456789abc"
FILES = (
    *("/voila/files/studio.ipynb", "/voila/files/..%2f..%2f__init__.py", "/voila/files/../x.py"),
    *("/voila/static/../../../../etc/passwd", "/static/..%2f..%2f..%2f..%2fetc%2fpasswd"),
    *("/voila/render/..%2f..%2fx.ipynb", "/voila/render/%2fetc%2fpasswd"),
)


@pytest.fixture(scope="module")
def address():
    with serving.served() as (found, _server):
        yield urlsplit(found)


@pytest.fixture(scope="module")
def kernel(address):
    """The id of the kernel behind the page, and the cookie that the browser got with it."""
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
    connection.request("GET", f"/?{address.query}")
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    cookies = [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie")]
    return re.search(r'"?kernelId"?\s*:\s*"([0-9a-f-]{36})"', page)[1], "; ".join(cookies)


def ask(address, path, *, token=True, method="GET", **heads):
    """Return status and text of an answer; a websocket that is opened is left at once."""
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
    asked = f"{path}?{address.query}" if token else path
    connection.putrequest(method, asked, skip_host="Host" in heads)
    for name, value in heads.items():
        connection.putheader(name, value)
    if method == "POST":
        connection.putheader("Content-Length", "0")
    connection.endheaders()
    answer = connection.getresponse()
    text = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
    answer.close()
    connection.close()
    return answer.status, text


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/api/kernels", "/api/contents", NOBODY])
def test_without_the_token_nobody_comes_further_than_to_its_question(path, address):
    status, text = ask(address, path, token=False)

    assert status in (302, 403)
    assert "jupyter-config-data" not in text


def test_with_it_the_page_is_there_and_nothing_starts_a_kernel_beside_it(address):
    assert ask(address, "/")[0] == 200
    assert ask(address, "/api/kernels", method="POST", token=False)[0] == 403
    assert ask(address, "/api/kernels", method="POST")[0] in (403, 404, 405)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "10.0.0.1"])
def test_who_was_led_here_by_another_name_is_refused_with_the_token_too(host, address):
    assert ask(address, "/", Host=host)[0] == 403


@pytest.mark.parametrize("token", [True, False])
@pytest.mark.parametrize("path", FILES)
def test_no_path_leads_to_a_file(path, token, address):
    status, text = ask(address, path, token=token)

    assert status in (302, 400, 403, 404)
    assert not re.search("root:|import |nbformat", text)


def test_a_socket_is_opened_by_the_page_alone(address, kernel):
    number, cookie = kernel
    channels, own = f"/api/kernels/{number}/channels", f"http://{address.netloc}"

    def opened(**heads):
        return ask(address, channels, token=False, **heads, **WEBSOCKET)[0]

    assert opened(Origin=own, Cookie=cookie) == 101
    assert opened(Origin="http://evil.example", Cookie=cookie) == 403
    assert opened(Origin=own) == 403
    assert ask(address, f"{NOBODY}/channels", token=False, **WEBSOCKET)[0] == 403
