"""What a studio offers to download, and what the call that it shows makes."""

from __future__ import annotations

import base64
import re

import pytest
from ipywidgets import CallbackDispatcher


@pytest.fixture
def files():
    """A function: what the links of a studio would download, by name."""
    link = re.compile(r'download="([^"]+)" href="data:[^,]+;base64,([^"]+)"')

    def downloads(panel):
        return {name: base64.b64decode(data) for name, data in link.findall(panel.links.value)}

    return downloads


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function: runs the call that a studio shows, and returns the file that it saves."""

    def called(panel, saved=""):
        monkeypatch.chdir(tmp_path)
        exec(compile(panel.call.value, "call", "exec"), {})
        name = saved or re.search(r'\.save\w*\("([^"]+)"\)', panel.call.value)[1]
        return (tmp_path / name).read_bytes()

    return called


@pytest.fixture(autouse=True)
def clicks_raise(monkeypatch):
    """Have a bug behind a button raise: ipywidgets would only log it."""

    def call(self, *args, **kwargs):
        for callback in self.callbacks:
            callback(*args, **kwargs)

    monkeypatch.setattr(CallbackDispatcher, "__call__", call)
