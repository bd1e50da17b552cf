"""What is made together: a few pages, a few files, or a whole asset; and the lines about it.

A worker packs the lines, and whoever only passes a part on, to a file or to the next, leaves them
packed: a hundred thousand labels are opened once, when they are listed.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from campaignkit.jobs.ledger import Seen
from campaignkit.manifests.manifest import Record
from campaignkit.problems import Problem, Where


class ListedPiece(NamedTuple):
    """A line of the manifest, and what was found in it. Its page counts within its part."""

    record: Record
    problems: tuple[Problem, ...] = ()


class ListedPieces:
    """The lines of a part, in order. is_faulty: something of them was not made."""

    __slots__ = ("_data", "_faulty", "_made")

    def __init__(self, made: Iterable[ListedPiece] = ()) -> None:
        self._made: list[ListedPiece] | None = list(made)
        self._data, self._faulty = b"", False

    @classmethod
    def packed(cls, data: bytes, *, is_faulty: bool) -> ListedPieces:
        """Return lines that are opened when somebody looks at them."""
        made = cls.__new__(cls)
        made._made, made._data, made._faulty = None, data, is_faulty
        return made

    @property
    def is_faulty(self) -> bool:
        """Whether something of them was not made."""
        if self._made is None:
            return self._faulty
        return any(not each.record.is_made for each in self._made)

    def _opened(self) -> list[ListedPiece]:
        if self._made is None:
            told = pickle.loads(self._data)  # written by `__reduce__`, never by anybody else
            self._made = [ListedPiece(Record._make(record), problems) for record, problems in told]
            self._data = b""
        return self._made

    def append(self, piece: ListedPiece) -> None:
        """Add one."""
        self._opened().append(piece)

    def __getitem__(self, at: int) -> ListedPiece:
        return self._opened()[at]

    def __setitem__(self, at: int, piece: ListedPiece) -> None:
        self._opened()[at] = piece

    def __iter__(self) -> Iterator[ListedPiece]:
        return iter(self._opened())

    def __len__(self) -> int:
        return len(self._opened())

    def __reduce__(self) -> tuple[Any, ...]:
        data = self._data
        if self._made is not None:
            told = [(tuple(record), problems) for record, problems in self._made]
            data = pickle.dumps(told, protocol=pickle.HIGHEST_PROTOCOL)
        return _packed, (data, self.is_faulty)


def _packed(data: bytes, is_faulty: bool) -> ListedPieces:
    return ListedPieces.packed(data, is_faulty=is_faulty)


class WrittenLines(NamedTuple):
    """Lines of the manifest as they stand in its file, but for their pages, file and part.

    lines: how many. codes: of those, with a code.
    """

    text: bytes
    lines: int
    codes: int


@dataclass(frozen=True, slots=True)
class PartListing:
    """The lines of a part, written by whoever made it.

    runs: lines in their order; a number instead: the piece of the part that must be looked at,
    since something was found in it. rows: of the lines. keys: what the codes of its rows say,
    shortened, each row once. seen: what is known of rows that must be looked at. pages: the last.
    """

    runs: tuple[WrittenLines | int, ...]
    rows: tuple[int, ...]
    keys: tuple[tuple[int, int], ...]
    seen: Mapping[int, Seen]
    pages: int


@dataclass(slots=True)
class Part:
    """What was made together. pages: how many. pdf: of them, if it is not a whole file yet.

    files: those made for single rows, by their name within the asset. source: where the pages
    stand in a file of an earlier build, instead of `pdf`. used: it was made by an earlier build.
    key: its content address; empty: it is never used again. told: its lines as a journal has them.
    mark: a digest of those and of `pdf`.
    seen: what is known of its rows. listing: its lines, where they were written when it was made.
    """

    pieces: ListedPieces = field(default_factory=ListedPieces)
    pages: int = 0
    pdf: bytes = b""
    files: dict[str, bytes] = field(default_factory=dict)
    source: tuple[str, int] | None = None  # file, pages before
    used: bool = False
    key: str = ""
    told: bytes = b""
    mark: str = ""
    seen: Mapping[int, Seen] = field(default_factory=dict)
    listing: PartListing | None = None


# -- the lines of a journal: plain values, since anybody may write into a folder -------------------


def told_of(part: Part) -> bytes:
    """Return the lines of a part for a journal."""
    told = [
        [list(piece.record), [_problem_told(each) for each in piece.problems]]
        for piece in part.pieces
    ]
    return json.dumps({"pages": part.pages, "pieces": told}).encode()


def of_told(told: bytes, pdf: bytes) -> Part:
    """Return the part that a journal tells of.

    Raises:
        ValueError, TypeError, KeyError: it is none of ours.
    """
    found = json.loads(told)
    pieces = [
        ListedPiece(Record(*record), tuple(map(_problem_read, problems)))
        for record, problems in found["pieces"]
    ]
    return Part(ListedPieces(pieces), pages=found["pages"], pdf=pdf, used=True)


def _problem_told(problem: Problem) -> dict[str, Any]:
    where = {name: value for name, value in asdict(problem.where).items() if value is not None}
    told = {
        name: getattr(problem, name)
        for name in ("rule", "message", "fix", "severity", "source", "kind")
    }
    values = {
        name: value if isinstance(value, str | int | float | bool | None) else str(value)
        for name, value in (("value", problem.value), ("limit", problem.limit))
    }
    return {**told, **values, "where": where}


def _problem_read(told: Mapping[str, Any]) -> Problem:
    return Problem(**{**told, "where": Where(**told["where"])})
