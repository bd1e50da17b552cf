"""The studio as a web page, for people without a notebook: Voilà, on this machine only.

The page answers on 127.0.0.1 alone, asks for a token that is new each time, and forbids the
browser to fetch anything from elsewhere (its Content-Security-Policy; Voilà's own page asks a
public host for two style sheets of icons). A kernel with a studio is kept ready for the next page,
which chooses the language that its browser wants. The token travels in the environment, not on the
command line, where everybody on the machine could read it.

Whatever ends the command ends the server and its kernels: the server runs in a session of its own
under a watcher (`campaignkit.child_programs`), which ends all of it when the pipe to the command
closes, however the command went.

Nothing here is loaded that makes pictures: the server is on its way a fifth of a second after the
command, and a campaign file is looked at while it starts.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

from campaignkit.errors import BadInput, NotFound
from campaignkit.translations import in_use
from campaignkit.translations import word as _

HOST = "127.0.0.1"
START_MOST = 180.0  # seconds for the server to answer; a slow disk takes 15, a busy machine 60
FOLDER, FILE = "CAMPAIGNKIT_STUDIO_FOLDER", "CAMPAIGNKIT_STUDIO_FILE"  # what the page is told
SPOKEN = "CAMPAIGNKIT_STUDIO_LANGUAGE"


def open_page(
    file: str = "",
    *,
    port: int | None = None,
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the studio until it is interrupted (Ctrl+C), or ended by a signal.

    Args:
        file: A campaign file to begin with; empty: an example.
        port: Where it answers; None: any free one.
        browser: Open it in the browser.
        say: Called with each line there is to say; the first has the address.

    Raises:
        NotFound: Voilà is not installed, or there is no such file.
        BadInput: something in the file is wrong, the port is taken, or the server does not start.
    """
    say(_("Starting the studio …"))
    with _signals_end(), served(file, port=port) as (address, server):
        say(_("The studio is at {address}", address=address))
        say(_("Only this machine can open it. Files are saved in this folder. Ctrl+C ends it."))
        if browser:
            webbrowser.open(address)
        try:
            server.wait()
        except KeyboardInterrupt:
            say(_("The studio is closed."))


@contextmanager
def served(
    file: str = "", *, port: int | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the studio while the block runs; give its address, token included, and the server."""
    if find_spec("voila") is None or find_spec("ipykernel") is None:
        raise NotFound(
            'the studio page needs Voilà, which is not installed: pip install "campaignkit'
            '[notebooks]". In a notebook, ck.studio() needs nothing more.',
            rule="studio.voila-missing",
        )
    token = secrets.token_urlsafe(24)
    chosen = _free_port(port)
    server = subprocess.Popen(
        [sys.executable, "-m", "campaignkit.child_programs", *command(chosen)],
        cwd=_web(),
        env=_environment(token, file),
        stdin=subprocess.PIPE,  # closed by our end, whatever ends us
        start_new_session=True,  # Ctrl+C in the terminal is ours to hear
    )
    try:
        if file:
            _look_at(file)
        _wait(server, f"http://{HOST}:{chosen}/")
        yield f"http://{HOST}:{chosen}/?{_query(token, file)}", server
    finally:
        assert server.stdin is not None
        server.stdin.close()
        server.wait()


@contextmanager
def _signals_end() -> Iterator[None]:
    """Have the signals that end a program raise, so that what was started is ended too."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    heard = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {each: signal.signal(each, end) for each in heard}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def command(port: int) -> list[str]:
    """Return the command that serves the page, in the folder `web`, where its settings stand.

    Those forbid the browser to ask anything but this server. That its scripts may be inline and
    evaluated is Voilà's need: its widgets are compiled from templates in the page.
    """
    return [
        *(sys.executable, "-m", "campaignkit.serving.server", str(_web() / "studio.ipynb")),
        *(f"--Voila.ip={HOST}", f"--port={port}", "--no-browser", "--token"),
        *(f"--Voila.root_dir={_web()}", "--template=campaignkit", "--Voila.log_level=ERROR"),
        # The kernel is reached through files of this user, where the system has such sockets.
        "--AsyncKernelManager.client_factory=campaignkit.serving.kernels.ReadyClient",
        *(["--KernelManager.transport=ipc"] if os.name == "posix" else []),
    ]


def _query(token: str, file: str) -> str:
    """Return what the page is told before its kernel is there: how it is to begin."""
    language = {"language": in_use()} if in_use() != "en" else {}
    return urlencode({"token": token, **language, **({"file": "1"} if file else {})})


def _look_at(file: str) -> None:
    """Read a campaign file: a mistake in it is said here, not on a page."""
    from campaignkit.campaigns import campaign  # all of the library: while the server starts

    campaign(file)


def _environment(token: str, file: str) -> dict[str, str]:
    paths = os.pathsep.join(filter(None, [str(_web()), os.environ.get("JUPYTER_PATH", "")]))
    return {
        **os.environ,
        "JUPYTER_TOKEN": token,
        "JUPYTER_PATH": paths,  # where Voilà finds our page's template
        "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this Python, not of another
        FOLDER: str(Path.cwd()),
        FILE: file,
        SPOKEN: in_use() if in_use() != "en" else "",
    }


def _web() -> Path:
    """Return the folder of the page: its notebook, template and settings."""
    return Path(str(files("campaignkit") / "serving" / "web"))


def _free_port(wanted: int | None) -> int:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, wanted or 0))
        except OSError as err:
            raise BadInput(
                f"port {wanted} cannot be used: {err.strerror}. Leave it out for a free one.",
                rule="studio.port",
                wanted=wanted,
            ) from err
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when the server answers."""
    end = time.monotonic() + START_MOST
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}static/favicon.ico", timeout=2):
                return
        except urllib.error.HTTPError:
            return  # it answers: that it wants the token is as it should be
        except OSError:
            time.sleep(0.05)
    raise BadInput(
        "the studio page did not start; what the server said stands above.",
        rule="studio.not-started",
    )
