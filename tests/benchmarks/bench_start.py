"""What `campaignkit studio` costs until its page is complete, in processor time by process.

    python tests/benchmarks/bench_start.py

The command, the watcher and the server follow each other; the first page's kernel is begun beside
the server. Told when the server answers, and when the page is sent. The browser is not in it: see
`bench_studio.py`, which measures by the clock.

The library is compiled first, as pip does when it installs it: a checkout under
PYTHONDONTWRITEBYTECODE would compile all of it in every start, which is half of the kernel's work.
"""

from __future__ import annotations

import compileall
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import psutil

import campaignkit

COMMAND = [sys.executable, "-u", "-m", "campaignkit", "studio", "--no-browser"]
NAMES = {  # by what stands in a command line; the first that fits decides
    "ipykernel": "kernels",
    "campaignkit.child_programs": "watcher",
    "campaignkit.serving.server": "server",
    "campaignkit studio": "command",
}


def spent(pid):
    """Return the seconds of processor time of all that was started, by its name."""
    told = dict.fromkeys(reversed(NAMES.values()), 0.0)
    first = psutil.Process(pid)
    for each in (first, *first.children(recursive=True)):
        line = " ".join(each.cmdline())
        name = next((name for part, name in NAMES.items() if part in line), None)
        if name is not None:
            times = each.cpu_times()
            told[name] += times.user + times.system
    return ", ".join(f"{name} {seconds:.2f}" for name, seconds in told.items())


def main():
    compileall.compile_dir(Path(campaignkit.__file__).parent, quiet=1)
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(COMMAND, cwd=folder, stdout=subprocess.PIPE, text=True) as studio,
    ):
        lines = iter(studio.stdout.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"http\S+", line)))
        print(f"the server answers: {spent(studio.pid)} s")
        urllib.request.urlopen(address, timeout=240).read()
        print(f"the page is sent:   {spent(studio.pid)} s")
        studio.terminate()


if __name__ == "__main__":
    main()
