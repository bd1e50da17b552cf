"""The list of everything that was made: manifest.csv, a line for each code, row or page.

| column | holds |
|---|---|
| shop | whose it is, where a campaign has many shops; else empty |
| asset | the name in the campaign file |
| row, line | of its table, from 1, blank ones counted; the line of its file; empty without |
| key | what the table calls the row: see `key` of an asset |
| token | of a code that is counted when it is scanned; else empty |
| value, expires | what a coupon is worth, and its last day |
| place, design, language | where it hangs, as its table says; what it looks like, what it speaks |
| variant, block | what its row drew in an experiment ("none": nothing), and within which block |
| experiment | how it was drawn: its seed, and the days that count |
| payload | the exact text of the code, or the link; empty where there is neither. For programs |
| payload_safe | the same for people: what a spreadsheet would run as a formula has a ' before it |
| version, level, module_mm | of the code; how wide a module is printed |
| grade | of a sample of the codes: A to F after ISO/IEC 15415, and the cause if it is no A |
| page, position | of the file, from 1; of the label on its page, from 1. Empty off a sheet |
| status | ok: made, and every code it has read back; unchecked: made, not read back; failed |
| | held: well, but not sent to, or held out of an experiment |
| problem | what failed, why it is held, or a warning |
| file, sha256 | within the out folder, empty if nothing was made; its digest |
| settings | a digest of all that decided how it looks, the row aside |
| cells | a digest of the row |
| part | of the asset, from 0: what is made together, and made again together |

UTF-8, CRLF (RFC 4180). No clock and no machine in it: same input, same bytes. While a build is
under way, and after one that was killed, the file UNFINISHED lies beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from tempfile import TemporaryFile
from typing import IO, Any, Literal, NamedTuple

from campaignkit.closeable import Closing
from campaignkit.errors import BadInput
from campaignkit.formulas import guarded
from campaignkit.stores import Place

NAME = "manifest.csv"
UNFINISHED = "unfinished.txt"
PROBLEMS = "problems.csv"
UNFINISHED_SAYS = b"""\
A build into this folder has begun and not ended: files of it and of the one before may lie side by
side, and manifest.csv is of the one before. Build again: what is whole is not made anew.
"""
Status = Literal["ok", "unchecked", "held", "failed"]

COLUMNS = (
    *("shop", "asset", "row", "line", "key", "token", "value", "expires"),
    *("place", "design", "language"),
    *("variant", "block", "experiment", "payload", "payload_safe"),
    *("version", "level", "module_mm", "grade", "page", "position"),
    *("status", "problem", "file", "sha256", "settings", "cells", "part"),
)
_EXACT = (  # for programs, or safe as they are
    *("payload", "payload_safe", "version", "level", "grade", "status"),
    *("sha256", "settings", "cells"),
)
_WHOLE = ("row", "line", "version", "page", "position", "part")


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
    shop: str = ""
    line: int | None = None
    key: str = ""
    token: str = ""
    module_mm: float | None = None
    grade: str = ""
    settings: str = ""
    cells: str = ""
    part: int | None = None
    place: str = ""
    design: str = ""
    language: str = ""
    variant: str = ""
    block: str = ""
    experiment: str = ""
    value: str = ""
    expires: str = ""

    @property
    def payload_safe(self) -> str:
        """The payload as a spreadsheet may have it."""
        return str(guarded(self.payload).value)

    @property
    def is_made(self) -> bool:
        """Whether there is something of it in a file."""
        return self.status in ("ok", "unchecked")


cells_of = attrgetter(*COLUMNS)
_AT = tuple(None if name == "payload_safe" else Record._fields.index(name) for name in COLUMNS)


def cells(record: Record, **more: object) -> list[object]:
    """Return the cells of a line. more: what it says in place of the record."""
    safe = guarded(more.get("payload", record.payload)).value
    return [
        safe if at is None else more[name] if name in more else record[at]
        for name, at in zip(COLUMNS, _AT, strict=True)
    ]


class Written(Closing):
    """A file being written, kept beside its place until it is complete; let go after its block."""


class Table(Written):
    """A CSV being written, kept in a temporary file until it is complete."""

    def __init__(
        self, head: Sequence[str], *, marked: bool = False, exact: Collection[str] = ()
    ) -> None:
        """Begin it.

        marked: begin with a byte-order mark, by which spreadsheets know UTF-8. exact: columns for
        programs, whose cells stay as they are though a spreadsheet would run them.
        """
        self._file = TemporaryFile()  # noqa: SIM115 closed by close()
        self._text = io.TextIOWrapper(
            self._file, encoding="utf-8-sig" if marked else "utf-8", newline="", errors="replace"
        )
        self._writer = csv.writer(self._text)
        self._writer.writerow(guarded(cell).value for cell in head)
        self._exact = frozenset(at for at, name in enumerate(head) if name in exact)
        self.lines = 0  # without the head

    def close(self) -> None:
        """Let the temporary file go."""
        self._text.close()

    def add(self, cells: Iterable[object]) -> None:
        """Write one line."""
        self.lines += 1
        self._writer.writerow(_safe(cells, self._exact))

    def add_written(self, data: Iterable[bytes], lines: int) -> None:
        """Add lines that another table of this kind has written, as they stand in its file."""
        self._text.flush()
        self._file.writelines(data)
        self.lines += lines

    @property
    def size(self) -> int:
        """How many bytes it has so far."""
        self._text.flush()
        return self._file.tell()

    def done(self) -> IO[bytes]:
        """Return the file, to be read from its start."""
        self._text.flush()
        self._file.seek(0)
        return self._file


def _safe(cells: Iterable[object], exact: Collection[int]) -> list[object]:
    return [
        cell if type(cell) is not str or not cell or at in exact else guarded(cell).value
        for at, cell in enumerate(cells)
    ]


def new_table() -> Table:
    """Return a manifest without lines."""
    return Table(COLUMNS, exact=_EXACT)


# -- lines that are written before everything is known ---------------------------------------------

_MARK = "\x01"  # around the name of what is filled in; no text that can be printed has it
_GAPS = ("part", "file", "sha256")  # besides the page
_EXACT_AT = frozenset(at for at, name in enumerate(COLUMNS) if name in _EXACT)
_PAGE_AT = COLUMNS.index("page")
_GAPS_AT = tuple(COLUMNS.index(name) for name in _GAPS)


def lines_to_fill(lines: Sequence[Sequence[object]]) -> bytes | None:
    """Return lines as they will stand in a manifest, but for page, part, file and its digest.

    Their pages count within their part. None: one of them says what would be taken for a gap.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for given in lines:
        cells = _safe(given, _EXACT_AT)
        cells[_PAGE_AT] = f"{_MARK}{cells[_PAGE_AT]}{_MARK}"
        for at, name in zip(_GAPS_AT, _GAPS, strict=True):
            cells[at] = f"{_MARK}{name}{_MARK}"
        writer.writerow(cells)
    made = text.getvalue()
    marks = 2 * (len(_GAPS) + 1) * len(lines)
    return made.encode(errors="replace") if made.count(_MARK) == marks else None


def lines_filled(
    text: bytes, *, part: int, file: str, digest: str, before: int, pages: int
) -> bytes:
    """Return lines of `lines_to_fill` with their gaps filled. before: pages before the part's.

    pages: of the part.

    >>> line = Record("tags", 1, page=2, payload="Oi", status="ok")
    >>> gaps = lines_to_fill([cells(line)])
    >>> lines_filled(gaps, part=3, file="tags.pdf", digest="ab", before=40, pages=2)[-26:]
    b',42,,ok,,tags.pdf,ab,,,3\\r\\n'
    """
    cell = io.StringIO(newline="")
    csv.writer(cell, lineterminator="").writerow([guarded(file).value])
    known = {b"%d" % page: b"%d" % (page + before) for page in range(1, pages + 1)}
    known |= {b"part": b"%d" % part, b"sha256": digest.encode()}
    known[b"file"] = cell.getvalue().encode(errors="replace")
    pieces = text.split(_MARK.encode())
    pieces[1::2] = [known[name] for name in pieces[1::2]]
    return b"".join(pieces)


def read(place: Place) -> Iterator[Record]:
    """Yield the lines of the manifest of a folder; none without one.

    Raises:
        BadInput: there is a manifest that is not ours.
    """
    if not place.exists(NAME):
        return
    with place.open_read(NAME) as file:
        found = lines_of(file)
        if found is None:
            raise BadInput(
                f"{place.address}/{NAME} is no manifest of a build. Choose another folder.",
                rule="manifest.foreign",
                folder=place.address,
            )
        yield from found


def files(place: Place) -> Iterator[tuple[str, str, str, str]]:
    """Yield file, shop, asset and sha256 of each file of a manifest: quicker than its lines.

    None of what is no manifest of ours.
    """
    if not place.exists(NAME):
        return
    with place.open_read(NAME) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        lines = csv.reader(text)
        head = next(lines, [])
        if not {"file", "asset", "sha256"} - set(head):
            at, asset, digest = map(head.index, ("file", "asset", "sha256"))
            shop = head.index("shop") if "shop" in head else None
            last = ""
            for line in lines:
                if len(line) == len(head) and line[at] and line[at] != last:
                    last = line[at]
                    whose = "" if shop is None else line[shop]
                    yield last.removeprefix("'"), whose, line[asset], line[digest]
        text.detach()


def lines_of(file: IO[bytes]) -> Iterator[Record] | None:
    """Return the lines of a manifest; None if it is none. Those of a first edition lack columns."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    lines = csv.reader(text)
    head = tuple(next(lines, ()))
    if {"asset", "row", "file", "payload", "status", "sha256"} - set(head):
        text.detach()  # the file stays open: it is its owner's
        return None
    return _records(lines, head, text)


def _records(
    lines: Iterable[list[str]], head: Sequence[str], text: io.TextIOWrapper
) -> Iterator[Record]:
    blank = [""] * (len(head) + 1)  # a column that is not there is the last one, and empty
    places = [head.index(name) if name in head else len(head) for name in Record._fields]
    whole = [at for at, name in enumerate(Record._fields) if name in _WHOLE]
    width, file = Record._fields.index("module_mm"), Record._fields.index("file")
    try:
        for line in lines:
            line = [*line[: len(head)], *blank[min(len(line), len(head)) :]]  # noqa: PLW2901
            cells: list[Any] = [line[at] for at in places]
            for at in whole:
                cells[at] = int(cells[at]) if cells[at].isdecimal() else None
            cells[width] = float(cells[width]) if _is_number(cells[width]) else None
            cells[file] = cells[file].removeprefix("'")
            yield Record._make(cells)
    finally:
        if not text.closed:
            text.detach()


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
