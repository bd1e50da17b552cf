"""A PDF of somebody is drawn once in a process of its own before it is read in this one.

Forms within forms that draw themselves ten times each, or a gigabyte of zeros in a megabyte, end
PDFium, and with it whoever called it: no exception can be caught. Files that campaignkit has just
made need no trial.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from campaignkit.errors import TooBig

SECONDS = 5  # of processor time, for a page drawn at 12 dpi: our guess at a trap
BYTES = 640_000_000  # of memory, for the whole file
_WAIT = 600  # seconds by the clock, where processor time cannot be limited


def tried(path: Path) -> None:
    """Draw the pages of a PDF, small; return if that goes well, or if no process can be started.

    What is no PDF, or has a password, is left to who reads it.

    Raises:
        TooBig: a page takes more than 5 s of processor time or 640 MB, or ends the program.
    """
    command = [sys.executable, "-P", str(Path(__file__).with_name("pdf_probe_child.py")), str(path)]
    try:
        done = subprocess.run(
            [*command, str(SECONDS), str(BYTES)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as err:
        _refuse(path, err.stdout or b"")
    except (OSError, ValueError):  # a browser starts no processes; a path with a NUL
        return
    if done.returncode:
        _refuse(path, done.stdout)


def _refuse(path: Path, said: bytes) -> NoReturn:
    pages = said.split() or [b"1"]
    page = pages[-1].decode()
    raise TooBig(
        f"{path}, page {page}, takes more than {SECONDS} s or {BYTES / 1e6:.0f} MB to be drawn, or "
        "ends the program that draws it. Print it to a new PDF, or save the page as a picture.",
        rule="pdf.bomb",
        path=str(path),
        page=page,
        seconds=SECONDS,
    )
