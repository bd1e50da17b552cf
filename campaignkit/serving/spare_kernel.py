"""A kernel that loads the library before it is asked for: for the first page.

    python -m campaignkit.serving.spare_kernel MODULE …

The server takes a second to be loaded itself, and would begin a kernel only then. This one is
begun beside it, loads the modules, and waits for a line of JSON that says which kernel it is to be:
its arguments, environment and folder. Without a line it ends.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import subprocess
import sys
from importlib import import_module

LAUNCHER = "ipykernel_launcher"  # the module that a kernel of this Python runs
_NOT_LOADED = "debugpy"  # optional: nobody steps through the code of a page
_LOADS = ("ipykernel.kernelapp", "campaignkit.widgets.served_page")  # in this order: widgets ask it


def begin() -> subprocess.Popen[bytes]:
    """Begin a spare kernel."""
    command = [sys.executable, "-m", "campaignkit.serving.spare_kernel", *_LOADS]
    parent = {"JPY_PARENT_PID": str(os.getpid())}  # read when it is loaded: it ends with us
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, start_new_session=True, env={**os.environ, **parent}
    )


def main() -> None:
    """Load what the command line names, and be a kernel once it is asked for."""
    gc.disable()  # nothing that is loaded is let go: looking for it takes a tenth of the time
    sys.modules.setdefault(_NOT_LOADED, None)  # type: ignore[arg-type]  # an import of it fails
    for name in sys.argv[1:]:
        import_module(name)
    gc.freeze()
    gc.enable()
    line = sys.stdin.readline()
    if not line:
        return
    asked = json.loads(line)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["folder"])
    sys.argv = [LAUNCHER, *asked["arguments"]]
    runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
