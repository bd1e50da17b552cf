"""Several PDFs of ours in, their pages in one PDF out; nothing is drawn or compressed again.

Long documents are drawn in pieces, by whoever has a core free, and pieces of an earlier build are
used again. Objects are copied as they are, with other numbers; what several pieces hold alike,
such as a logo, is copied once. Only files that `render.pdf` or this file wrote can be read: other
programs write cross references and object streams of other kinds, and pypdf, which reads those,
takes a hundred times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from itertools import pairwise
from mmap import mmap
from typing import IO, BinaryIO

_PAGES, _CATALOG, _INFO = 1, 2, 3  # objects that are written last
_FIRST = 4
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_HEAD = re.compile(rb"\d+ 0 obj\s*")
_STREAM = b"\nstream\n"


class Joined:
    """One PDF being written to `out`: add pieces, then `close`. Same pieces, same bytes.

    The catalogue and what the file says of itself are those of the first piece.
    """

    def __init__(self, out: BinaryIO | IO[bytes]) -> None:
        self._out = out
        self._at = 0
        self._fingerprint = sha256()
        self._offsets: dict[int, int] = {}
        self._kids: list[int] = []
        self._same: dict[bytes, int] = {}  # digests of objects, and the number of the first
        self._next = _FIRST
        self._roots: tuple[bytes, bytes] | None = None
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def page_count(self) -> int:
        """How many pages it has so far."""
        return len(self._kids)

    def add(self, piece: SourcePdf, pages: Iterable[int] | None = None) -> None:
        """Add pages of a PDF, counted from 1; None: all of them."""
        if self._roots is None:
            self._roots = piece.catalog, piece.info
        copy = _Copy(piece, self._number, self._emit)
        for number in range(1, len(piece.pages) + 1) if pages is None else pages:
            self._kids.append(copy.copied(piece.pages[number - 1]))

    def close(self) -> None:
        """Write the tree of pages, the cross references and the trailer."""
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        tree = b"<<\n/Count %d /Kids [ %s ] /Type /Pages\n>>" % (len(self._kids), kids)
        catalog, info = self._roots or (b"<<\n/Type /Catalog\n>>", b"<<\n>>")
        self._object(_PAGES, tree)
        self._object(_CATALOG, _REFERENCE.sub(b"%d 0 R" % _PAGES, catalog))
        self._object(_INFO, info)
        start, count = self._at, self._next
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self._write(b"%010d 00000 n \n" % self._offsets[number])
        mark = self._fingerprint.hexdigest()[:32].encode()
        self._write(b"trailer\n<<\n/Info %d 0 R\n/Root %d 0 R\n" % (_INFO, _CATALOG))
        self._write(b"/Size %d /ID [<%s> <%s>]\n>>\n" % (count, mark, mark))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _emit(self, body: bytes, number: int | None) -> int:
        """Write an object, unless the same one is there; return its number."""
        if number is None:
            digest = sha256(body).digest()
            if (known := self._same.get(digest)) is not None:
                return known
            number = self._same[digest] = self._number()
        self._object(number, body)
        return number

    def _object(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _write(self, data: bytes) -> None:
        self._fingerprint.update(data)
        self._out.write(data)
        self._at += len(data)


class SourcePdf:
    """A PDF that is read to be copied from: its bytes, or a map of its file."""

    def __init__(self, data: bytes | mmap) -> None:
        """Raises ValueError if it is no PDF that this file can read."""
        self._data = data
        try:
            self._read()
        except (ValueError, IndexError, KeyError, AttributeError) as err:
            raise ValueError(f"no PDF of ours: {err}") from err

    def _read(self) -> None:
        tail = self._data.rfind(b"startxref\n")
        table = int(self._data[tail + 10 : self._data.find(b"\n", tail + 10)])
        lines = self._data[table:tail].split(b"\n")
        count = int(lines[1].split()[1])
        offsets = [int(line[:10]) for line in lines[3 : 2 + count]]
        in_order = sorted(offsets)
        ends = dict(pairwise([*in_order, table]))
        self._spans = {at: (start, ends[start]) for at, start in enumerate(offsets, 1)}
        trailer = b"\n".join(lines[2 + count :])
        self.catalog = self.body(_referred(b"Root", trailer))
        self.info = self.body(_referred(b"Info", trailer))
        self.tree = _referred(b"Pages", self.catalog)
        self.pages = [int(found) for found in _REFERENCE.findall(self.body(self.tree))]

    def body(self, number: int) -> bytes:
        """Return what stands between "obj" and "endobj"."""
        start, end = self._spans[number]
        whole = self._data[start:end]
        head = _HEAD.match(whole)
        return whole[head.end() : whole.rindex(b"endobj")].rstrip(b"\n")  # type: ignore[union-attr]


class _Copy:
    """What has been copied out of one piece: its objects by their number there."""

    def __init__(
        self,
        piece: SourcePdf,
        number: Callable[[], int],
        emit: Callable[[bytes, int | None], int],
    ) -> None:
        self._piece, self._number, self._emit = piece, number, emit
        self._done: dict[int, int] = {piece.tree: _PAGES}
        self._begun: dict[int, int | None] = {}

    def copied(self, old: int) -> int:
        """Copy an object and whatever it refers to; return its new number.

        An object that refers to itself by way of others gets its number before it is written, and
        is then never taken for another one.
        """
        if old in self._done:
            return self._done[old]
        if old in self._begun:
            early = self._begun[old]
            if early is None:
                early = self._begun[old] = self._number()
            return early
        self._begun[old] = None
        head, mark, stream = self._piece.body(old).partition(_STREAM)
        renumbered = _REFERENCE.sub(lambda m: b"%d 0 R" % self.copied(int(m[1])), head)
        made = self._emit(b"".join((renumbered, mark, stream)), self._begun.pop(old))
        self._done[old] = made
        return made


def _referred(key: bytes, text: bytes) -> int:
    found = re.search(rb"/" + key + rb"\s+(\d+) 0 R", text)
    if found is None:
        raise ValueError(f"it has no {key.decode()}")
    return int(found[1])
