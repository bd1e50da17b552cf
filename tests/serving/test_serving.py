"""The studio as a page: what is started, and what is refused. tests/browser looks at the page."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from campaignkit import serving
from campaignkit.errors import BadInput, NotFound


def test_it_answers_on_loopback_alone():
    assert "--Voila.ip=127.0.0.1" in serving.command(8888)


@pytest.fixture
def settings():
    return json.loads((Path(serving.__file__).parent / "web" / "voila.json").read_text())


def test_a_busy_machine_is_waited_for(settings):
    assert settings["VoilaExecutor"]["iopub_timeout"] >= 60  # its own 4 s: a page without a studio
    assert settings["VoilaExecutor"]["startup_timeout"] >= 120


def test_a_sound_connection_is_not_cut(settings):
    websocket = pytest.importorskip("jupyter_server.base.websocket")
    pings = websocket.WebSocketMixin()
    pings.settings = settings["Voila"]["tornado_settings"]

    # It looks once an interval, and cuts what answered longer ago than the time-out.
    assert pings.ping_interval == 0 or pings.ping_timeout > pings.ping_interval


def test_its_policy_names_no_other_host(settings):
    policy = settings["Voila"]["tornado_settings"]["headers"]["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "//" not in policy
    assert "*" not in policy


def test_without_voila_the_line_that_installs_it_is_said(monkeypatch):
    monkeypatch.setattr(serving, "find_spec", lambda _name: None)

    with pytest.raises(NotFound, match=r'pip install "campaignkit\[notebooks\]"'):
        serving.open_page(browser=False)


def test_a_port_that_is_taken_is_said():
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()

        with pytest.raises(BadInput, match=r"port \d+ cannot be used: Address already in use"):
            serving.open_page(port=other.getsockname()[1], browser=False)


def test_a_wrong_campaign_file_is_said_and_no_server_is_left(tmp_path):
    with pytest.raises(NotFound, match="there is no campaign file"):
        serving.open_page(str(tmp_path / "campaign.toml"), browser=False)


@pytest.mark.parametrize("module", ["campaignkit.serving", "campaignkit.cli.studio"])
def test_the_command_loads_nothing_that_makes_pictures(module):
    heavy = ("numpy", "pydantic", "IPython", "ipywidgets", "reportlab", "campaignkit.campaigns")
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_the_server_does_without_the_grammar_that_takes_longest_to_load():
    pytest.importorskip("voila", reason="the studio's server is not installed")
    code = """
import sys
from campaignkit.serving import server
sys.argv = ["voila", "--version"]
try:
    server.main()
except SystemExit:
    print("voila.app" in sys.modules, "lark" in sys.modules)
"""

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "True False"
