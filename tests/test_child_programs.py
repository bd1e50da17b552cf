"""What a watched program started ends with whoever asked for it, also where that was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

psutil = pytest.importorskip("psutil", reason="psutil is not installed: pip install psutil")

# A program that starts another in a session of its own, as a kernel is started, and says both.
PROGRAM = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                         start_new_session=True)
print(os.getpid(), child.pid, flush=True)
time.sleep(600)
"""
ASKING = """
import subprocess, sys, time
watched = [sys.executable, "-c", sys.argv[1]]
subprocess.Popen([sys.executable, "-m", "campaignkit.child_programs", *watched],
                 stdin=subprocess.PIPE, start_new_session=True)
time.sleep(600)
"""


def alive(pids):
    return [pid for pid in pids if psutil.pid_exists(pid) and _runs(pid)]


def _runs(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def gone(pids):
    end = time.monotonic() + 60
    while left := alive(pids):
        assert time.monotonic() < end, f"still running: {left}"
        time.sleep(0.05)
    return True


@pytest.mark.usefixtures("as_in_a_terminal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_all_of_it_ends_with_the_one_who_asked(number):
    asking = subprocess.Popen(
        [sys.executable, "-c", ASKING, PROGRAM], stdout=subprocess.PIPE, text=True
    )
    started = [int(pid) for pid in asking.stdout.readline().split()]
    assert len(alive(started)) == 2

    os.kill(asking.pid, number)
    asking.wait()
    asking.stdout.close()
    assert gone(started)


def test_the_exit_status_of_the_program_is_that_of_the_watcher():
    command = [sys.executable, "-m", "campaignkit.child_programs", sys.executable, "-c", "exit(7)"]

    with subprocess.Popen(command, stdin=subprocess.PIPE) as watched:
        assert watched.wait(60) == 7
