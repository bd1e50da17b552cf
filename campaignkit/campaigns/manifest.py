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
| status | ok: made, and every code of it read back; unchecked: made, not read back; failed |
| | held: well, but not sent to |
| problem | what failed, why it is held, or a warning |
| sha256 | of the file |

UTF-8, CRLF (RFC 4180). No clock and no machine in it: same input, same bytes. The payload is the
exact text of the code, numbers such as +5511987654321 among them; a cell that a spreadsheet would
run as a formula, and only such a one, has a ' before it.

While a build is under way, and after one that was killed, the file UNFINISHED lies beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Literal, NamedTuple, Self

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


class Table:
    """A CSV being written, kept in a temporary file until it is complete."""

    def __init__(self, head: Sequence[str], *, marked: bool = False) -> None:
        """marked: begin with a byte-order mark, by which spreadsheets know UTF-8."""
        self._file = TemporaryFile()  # noqa: SIM115 closed by __exit__
        self._text = io.TextIOWrapper(
            self._file, encoding="utf-8-sig" if marked else "utf-8", newline="", errors="replace"
        )
        self._writer = csv.writer(self._text)
        self._writer.writerow(guarded(cell).value for cell in head)
        self.lines = 0  # without the head

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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
