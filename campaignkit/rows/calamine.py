"""XLS and XLSB, read by `python-calamine` in a process of its own, row by row, within limits.

Calamine believes what such a file says of itself: one that lies ends the process, or never ends.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

from campaignkit.errors import BadInput
from campaignkit.rows.sheet_xml import chosen
from campaignkit.rows.table_row import TableLine
from campaignkit.rows.values import whole

SECONDS = 60  # of processor time; a million rows take 10
BYTES = 1_500_000_000  # of memory: calamine holds a whole sheet
PATIENCE_S = 600  # by the clock, where processor time cannot be limited
_CHILD = Path(__file__).with_name("calamine_child.py")


def lines(path: Path, sheet: str | None) -> Iterator[TableLine]:
    """Yield the lines of a sheet that have something in them, the first one's number is 1.

    Raises:
        NotFound: no such sheet.
        BadInput: no spreadsheet, one with a password, or one that would end its reader.
    """
    (names,) = [told[1] for told in _told(path, "") if told[0] == "sheets"]
    at = [name for name, _ in names].index(chosen(names, sheet, str(path)))
    rows = (told[1] for told in _told(path, str(at)) if told[0] == "row")
    for line, cells in enumerate(rows, 1):
        cleaned = [_cell(cell) for cell in cells]
        if any(cell is not None for cell in cleaned):
            yield TableLine(line, line, cleaned)


def _told(path: Path, sheet: str) -> Iterator[tuple[Any, ...]]:
    """Yield what a child tells of a file, up to its end."""
    command = [sys.executable, "-P", str(_CHILD), str(path), sheet, str(SECONDS), str(BYTES)]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    try:
        started = subprocess.Popen(command, stdin=nothing, stdout=pipe, stderr=nothing)
    except OSError as err:  # a browser starts no processes
        raise BadInput(
            f"{path} cannot be read on this system: {err.strerror or err}. Save it as XLSX.",
            rule="table.no-process",
        ) from err
    with started as child:
        clock = Timer(PATIENCE_S, child.kill)
        clock.start()
        try:
            assert child.stdout is not None  # it is a pipe
            yield from _until_end(child.stdout, path)
        finally:
            clock.cancel()
            child.kill()


def _until_end(stream: IO[bytes], path: Path) -> Iterator[tuple[Any, ...]]:
    told: tuple[Any, ...] = ()
    with suppress(EOFError, pickle.UnpicklingError):  # it died, perhaps in the midst of a row
        while (told := pickle.load(stream))[0] not in ("end", "error"):  # written by our own child
            yield told
    if told[:1] == ("end",):
        return
    if told[:2] == ("error", "password"):
        raise BadInput(f"{path} has a password. Save it without one.", rule="table.password")
    if told[:1] == ("error",):
        raise BadInput(
            f"{path} is no spreadsheet that can be read ({told[2]}). Save it anew.",
            rule="table.not-a-spreadsheet",
        )
    raise BadInput(
        f"{path} is broken: its reader stopped in the midst of it. Save it anew as XLSX.",
        rule="table.not-a-spreadsheet",
    )


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return whole(value)
    return None if isinstance(value, str) and not value.strip() else value
