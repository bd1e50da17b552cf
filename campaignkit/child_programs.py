"""Runs a program, and ends it and all it started when whoever asked for it is gone.

    python -m campaignkit.child_programs COMMAND …

The one who asks holds the other end of standard input. When that closes, because the work is done
or because the process was killed by any signal, the program is asked to end, and then made to.
The one door to `psutil`, which finds what a program started.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

END_MOST = 5.0  # seconds for all of it to end when it is asked to


def watch(command: list[str]) -> int:
    """Run a command until it ends or standard input closes; return its exit status."""
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    Thread(target=_end_with_input, args=(program,), daemon=True).start()
    status = program.wait()
    return status if status >= 0 else 128 - status


def _end_with_input(program: subprocess.Popen[bytes]) -> None:
    import psutil

    while os.read(0, 1024):
        pass
    started = _all(program.pid)  # a child is nobody's once its parent is gone: listed before
    for process in reversed(started):
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _gone, alive = psutil.wait_procs(started, timeout=END_MOST)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    os._exit(0)


def _all(pid: int) -> list[Any]:
    import psutil

    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


if __name__ == "__main__":
    sys.exit(watch(sys.argv[1:]))
