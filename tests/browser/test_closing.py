"""Closing `campaignkit studio` in any way ends the server and the kernels that it started."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import driving
import pytest


def tree(pid):
    import psutil

    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


@pytest.mark.usefixtures("as_in_a_terminal")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"])
def test_a_signal_ends_all_that_was_started(name, tmp_path):
    import psutil

    command = [sys.executable, "-u", "-m", "campaignkit", "studio", "--no-browser"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as studio:
        lines = iter(studio.stdout.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"http\S+", line)))
        urllib.request.urlopen(address, timeout=240).read()  # a page is shown: a kernel runs
        started = tree(studio.pid)[1:]
        kernels = [each for each in started if "ipykernel" in " ".join(each.cmdline())]
        assert kernels

        os.kill(studio.pid, getattr(signal, name))
        studio.wait(60)
        _gone, left = psutil.wait_procs(started, timeout=30)
    assert [each.pid for each in left if each.status() != psutil.STATUS_ZOMBIE] == []


def test_a_page_that_is_closed_ends_its_kernel(chromium, studio_server):
    page = driving.new_page(chromium)
    page.goto(studio_server.address)
    page.locator(".ck-goals button").first.wait_for()

    def kernels():
        facts = ["pid", "cmdline"]
        found = [each.as_dict(facts, ad_value=()) for each in tree(studio_server.pid)]  # ended: ()
        return {each["pid"] for each in found if "ipykernel" in " ".join(each["cmdline"])}

    before = kernels()
    assert before
    driving.close(page)
    end = time.monotonic() + driving.STATE_MOST / 1000
    while before <= kernels():
        assert time.monotonic() < end, "the kernel goes on"
        time.sleep(0.1)


def test_what_it_says_is_in_the_language_asked_for(tmp_path):
    command = [sys.executable, "-u", "-m", "campaignkit", "--language", "es", "studio"]
    with subprocess.Popen(
        [*command, "--no-browser"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as studio:
        first = studio.stdout.readline()
        studio.terminate()
        studio.wait(60)
    assert first == "Abriendo el estudio …\n"
