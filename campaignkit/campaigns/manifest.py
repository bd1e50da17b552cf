"""The list of everything that was made: manifest.csv, a line for each code, row or page.

| column | holds |
|---|---|
| asset | the name in the campaign file |
| row | of its table, from 1; empty without a table |
| position | of the label on its page, from 1; empty off a sheet |
| page | of the file, from 1 |
| file | within the out folder; empty if nothing was made |
| payload | the text of the code, or the link; empty where there is neither |
| version, level | of the code |
| status | ok: made, and every code it has read back; unchecked: made, not read back; failed |
| | held: well, but not sent to |
| problem | what failed, why it is held, or a warning |
| sha256 | of the file |
| grade | of a sample of the codes: A to F after ISO/IEC 15415, and the cause if it is no A |

UTF-8, CRLF (RFC 4180). No clock and no machine in it: same input, same bytes. The payload is the
exact text of the code, numbers such as +5511987654321 among them; a cell that a spreadsheet would
run as a formula, and only such a one, has a ' before it.

While a build is under way, and after one that was killed, the file UNFINISHED lies beside it.

`compared` says what a build would change: files by their bytes, and rows by what their codes say.
"""

from __future__ import annotations

import csv
import hashlib
import io
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from tempfile import TemporaryFile
from typing import IO, Literal, NamedTuple, Self

from campaignkit.campaigns.results import Diff, RowChange
from campaignkit.errors import BadInput
from campaignkit.formulas import guarded
from campaignkit.stores import Place

NAME = "manifest.csv"
UNFINISHED = "unfinished.txt"
PROBLEMS = "problems.csv"
UNFINISHED_SAYS = b"""\
A build into this folder has begun and not ended: files of it and of the one before may lie side by
side, and manifest.csv is of the one before. Build again.
"""
Status = Literal["ok", "unchecked", "held", "failed"]


class Record(NamedTuple):
    """One line."""

    asset: str
    row: int | None = None
    position: int | None = None
    page: int | None = None
    file: str = ""
    payload: str = ""
    version: int | None = None
    level: str = ""
    status: Status = "failed"
    problem: str = ""
    sha256: str = ""
    grade: str = ""


class Written(AbstractContextManager["Written"]):
    """A file being written, kept beside its place until it is complete; let go after its block."""

    @abstractmethod
    def close(self) -> None:
        """Let it go."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class Table(Written):
    """A CSV being written, kept in a temporary file until it is complete."""

    def __init__(self, head: Sequence[str], *, marked: bool = False) -> None:
        """marked: begin with a byte-order mark, by which spreadsheets know UTF-8."""
        self._file = TemporaryFile()  # noqa: SIM115 closed by close()
        self._text = io.TextIOWrapper(
            self._file, encoding="utf-8-sig" if marked else "utf-8", newline="", errors="replace"
        )
        self._writer = csv.writer(self._text)
        self._writer.writerow(guarded(cell).value for cell in head)
        self.lines = 0  # without the head

    def close(self) -> None:
        """Let the temporary file go."""
        self._text.close()

    def add(self, cells: Iterable[object]) -> None:
        """Write one line."""
        self.lines += 1
        self._writer.writerow(guarded(cell).value for cell in cells)

    def done(self) -> IO[bytes]:
        """Return the file, to be read from its start."""
        self._text.flush()
        self._file.seek(0)
        return self._file


def read(place: Place) -> Iterator[Record]:
    """Yield the lines of the manifest of a folder; none without one.

    Raises:
        BadInput: there is a manifest that is not ours.
    """
    if not place.exists(NAME):
        return
    found = lines_of(io.BytesIO(place.read(NAME)))
    if found is None:
        raise BadInput(
            f"{place.address}/{NAME} is no manifest of a build. Choose another folder.",
            rule="manifest.foreign",
            folder=place.address,
        )
    yield from found


def lines_of(file: IO[bytes]) -> list[Record] | None:
    """Return the lines of a manifest; None if it is none."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    lines = csv.DictReader(text)
    found = _records(lines)
    ours = list(lines.fieldnames or ()) == list(Record._fields)
    records = list(found) if ours else None
    text.detach()  # the file stays open: it is its owner's
    return records


def _records(lines: Iterable[Mapping[str, str | None]]) -> Iterator[Record]:
    for line in lines:
        cells = {name: line[name] or "" for name in Record._fields}
        numbers = {
            name: int(cells[name]) if cells[name].isdecimal() else None
            for name in ("row", "position", "page", "version")
        }
        cells["file"] = cells["file"].removeprefix("'")
        yield Record(**{**cells, **numbers})  # type: ignore[arg-type]


Spot = tuple[str, int | None, int | None, int | None]


def compared(made: Sequence[Record], before: Sequence[Record], there: Place | None) -> Diff:
    """Return what differs between a build and what lies in a folder.

    made: its lines. before: those of the manifest there. there: the folder; None: there is none.
    """
    new, old = _files(made), _files(before)
    names = set() if there is None else there.present({*new, *old, UNFINISHED})
    on_disk = {
        name: hashlib.sha256(there.read(name)).hexdigest()
        for name in names - {UNFINISHED}
        if there is not None
    }
    return Diff(
        new=tuple(name for name in new if name not in on_disk),
        changed=tuple(name for name in new if on_disk.get(name, new[name]) != new[name]),
        same=tuple(name for name in new if on_disk.get(name) == new[name]),
        gone=tuple(name for name in old if name not in new and name in on_disk),
        rows=tuple(_rows(made, before)),
        edited=tuple(name for name in old if on_disk.get(name, old[name]) != old[name]),
        unfinished=UNFINISHED in names,
    )


def _files(lines: Iterable[Record]) -> dict[str, str]:
    return {line.file: line.sha256 for line in lines if line.file}


def _rows(made: Sequence[Record], before: Sequence[Record]) -> Iterable[RowChange]:
    was, now = _spots(before), _spots(made)
    for spot in {**was, **now}:
        old, new = was.get(spot), now.get(spot)
        if old != new:
            yield RowChange(*spot, was=old, now=new)


def _spots(lines: Iterable[Record]) -> dict[Spot, str]:
    made = (each for each in lines if each.status not in ("failed", "held"))
    return {(r.asset, r.row, r.page, r.position): r.payload for r in made}
