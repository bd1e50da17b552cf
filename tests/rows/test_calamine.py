"""XLS is read in a process of its own: what ends it is told, and nothing else is ended."""

from __future__ import annotations

import struct
import subprocess
import sys
from itertools import pairwise

import pytest

from campaignkit import rows
from campaignkit.errors import BadInput, NotFound
from campaignkit.rows import calamine

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def book(cells: list[list[object]], name: str = "A") -> bytes:
    """Return the stream of a workbook (BIFF8): its globals, and one sheet."""
    bof = (
        struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0),
        struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0),
    )
    head = record(0x809, bof[0])
    at = len(head) + 4 + 8 + len(name) + 4
    head += record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name.encode())
    sheet = record(0x809, bof[1])
    for row, line in enumerate(cells):
        for column, value in enumerate(line):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 0) + value.encode("latin-1")
                sheet += record(0x204, place + text)
            else:
                sheet += record(0x203, place + struct.pack("<d", value))
    return head + record(0x0A) + sheet + record(0x0A)


def xls(stream: bytes) -> bytes:
    """Return a compound file with one stream, `Workbook`."""
    stream = stream.ljust(8 * SECTOR, b"\0")
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    chain = [_FAT, _END, *(after for _, after in pairwise(range(2, 2 + count))), _END]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    entries = entry("Root Entry", 5, 1, _END, 0) + entry("Workbook", 2, _FREE, 2, len(stream))
    return head + fat + entries.ljust(SECTOR, b"\0") + stream


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return head + struct.pack("<III36xIQ", _FREE, _FREE, child, start, size)


@pytest.fixture
def places(tmp_path):
    path = tmp_path / "places.xls"
    path.write_bytes(xls(book([["name", "stall"], ["Mooca", 7.0], ["Lapa", 1.5]])))
    return path


def test_the_rows_of_an_xls_are_read_and_whole_numbers_are_whole(places):
    assert [dict(row) for row in rows.read(places)] == [
        {"name": "Mooca", "stall": 7},
        {"name": "Lapa", "stall": 1.5},
    ]


def test_a_sheet_that_is_not_there_is_named_with_those_there_are(places):
    with pytest.raises(NotFound, match="A"):
        rows.read(places, sheet="B")


def test_a_reader_that_dies_is_told(places, tmp_path, monkeypatch):
    (tmp_path / "dying.py").write_text("import os\nos.abort()\n")
    monkeypatch.setattr(calamine, "_CHILD", tmp_path / "dying.py")

    with pytest.raises(BadInput, match=r"places\.xls is broken: its reader stopped in the midst"):
        list(rows.read(places))


def test_a_reader_that_never_ends_is_ended(places, monkeypatch):
    monkeypatch.setattr(calamine, "PATIENCE_S", 0)

    with pytest.raises(BadInput, match=r"its reader stopped in the midst of it\. Save"):
        list(rows.read(places))


@pytest.mark.parametrize("name", ["a.xls", "a.xlsb"])
@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"name"])
def test_what_is_no_spreadsheet_is_told(name, data, tmp_path):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(BadInput, match=f"{name} is (no spreadsheet that can be read|broken)"):
        rows.read(tmp_path / name)


@pytest.mark.parametrize("cut", [600, 1100, 1600, 2000])
def test_half_a_file_is_told_or_read_as_far_as_it_goes(cut, places):
    places.write_bytes(places.read_bytes()[:cut])

    with pytest.raises(BadInput):
        list(rows.read(places))


@pytest.mark.skipif(sys.platform == "win32", reason="there the clock of the parent ends it")
def test_the_process_that_reads_is_held_to_the_work_and_the_memory_it_is_given():
    limits = "(resource.getrlimit(what)[0] for what in (resource.RLIMIT_CPU, resource.RLIMIT_DATA))"
    code = f"""
import resource
from campaignkit.rows.calamine_child import _limit
_limit(7, 900_000_000)
print(*{limits})
_limit(8, 800_000_000)
print(*{limits})
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert ended.stdout.split() == [b"7", b"900000000", b"8", b"800000000"]
