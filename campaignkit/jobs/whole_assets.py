"""Assets that an earlier build made: taken whole, without a look at any of their lines.

Beside manifest.csv lies a list, NAME: of each asset the content address of all that it was made of
(its settings, every row, the code that drew it), where its lines stand in manifest.csv and in
problems.csv, and its files. It is believed if both tables are those that it was written beside, and
of an asset only if each of its files lies there byte for byte. What had a fault that may be gone by
now is not in it, nor an asset of very many files: those are looked at part by part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any

from campaignkit.errors import CampaignError
from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import Table
from campaignkit.stores import Place, is_remote

NAME = ".built.json"
_FORM = 1  # of the list
MOST_FILES = 5_000  # of an asset: more would make the list longer than what it saves
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class WholeAsset:
    """An asset of a finished build. key: its content address.

    lines, problems: its bytes in manifest.csv and problems.csv, from and to. listed, made, codes,
    failed: lines. files: digests by name, those that other assets have made too left out.
    """

    key: str
    lines: tuple[int, int]
    problems: tuple[int, int]
    listed: int
    made: int
    codes: int
    failed: int
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_told(cls, told: Mapping[str, Any]) -> WholeAsset:
        """Return it as a list tells it; raise TypeError, ValueError or KeyError if it is none."""
        (first, last), (begin, end) = told["lines"], told["problems"]
        return cls(
            str(told["key"]),
            (int(first), int(last)),
            (int(begin), int(end)),
            int(told["listed"]),
            int(told["made"]),
            int(told["codes"]),
            int(told["failed"]),
            {str(name): str(digest) for name, digest in told["files"].items()},
        )


class WholeAssets:
    """The assets of the last build into a place. digest_of: of a file there, None without one."""

    def __init__(self, place: Place | None, digest_of: Callable[[str], str | None]) -> None:
        self._place, self._digest_of = place, digest_of
        self._found: dict[str, WholeAsset] | None = None
        self._fetched: dict[str, IO[bytes]] = {}

    def close(self) -> None:
        """Let go of the tables that were fetched."""
        for file in self._fetched.values():
            file.close()
        self._fetched.clear()

    def get(self, key: str) -> WholeAsset | None:
        """Return what was made under an address, if all of it lies there byte for byte."""
        if not key or self._place is None:
            return None
        if self._found is None:
            self._found = {each.key: each for each in self._read(self._place)}
        found = self._found.get(key)
        if found is None:
            return None
        whole = all(self._digest_of(name) == said for name, said in found.files.items())
        return found if whole else None

    def lines(self, found: WholeAsset) -> Iterator[bytes]:
        """Yield the lines of an asset in manifest.csv, as they stand there."""
        assert self._place is not None  # what is found was found somewhere
        return self._between(manifest.NAME, found.lines)

    def problems(self, found: WholeAsset) -> bytes:
        """Return the lines of an asset in problems.csv, under the head of that table."""
        assert self._place is not None  # what is found was found somewhere
        begin, end = found.problems
        if begin == end:
            return b""
        with self._opened(self._place, manifest.PROBLEMS) as file:
            head = file.readline()
        return head + b"".join(self._between(manifest.PROBLEMS, (begin, end)))

    def _between(self, name: str, span: tuple[int, int]) -> Iterator[bytes]:
        assert self._place is not None  # what is found was found somewhere
        at, end = span
        with self._opened(self._place, name) as file:
            file.seek(at)
            while at < end and (data := file.read(min(_CHUNK, end - at))):
                at += len(data)
                yield data

    @contextmanager
    def _opened(self, place: Place, name: str) -> Iterator[IO[bytes]]:
        if not is_remote(place.address):
            with place.open_read(name) as file:
                yield file
            return
        # fetched once: of 2,000 shops each asset would send for the whole table again
        if name not in self._fetched:
            # not in memory: it has a line for every piece
            self._fetched[name] = TemporaryFile()  # noqa: SIM115  # `close` closes it
            self._fetched[name].write(place.read(name))
        self._fetched[name].seek(0)
        yield self._fetched[name]

    def _digest_there(self, place: Place, name: str) -> str:
        if not place.exists(name):
            return ""
        with self._opened(place, name) as file:
            return _digest(file)

    def _read(self, place: Place) -> Iterator[WholeAsset]:
        try:
            told = json.loads(place.read(NAME))
            tables = (manifest.NAME, manifest.PROBLEMS)
            if told["form"] != _FORM or any(
                told[n] != self._digest_there(place, n) for n in tables
            ):
                return
            yield from map(WholeAsset.of_told, told["assets"])
        except (CampaignError, ValueError, TypeError, KeyError, AttributeError):
            return  # none, cut off, or not ours


def write(place: Place, assets: list[WholeAsset], lines: Table, problems: Table) -> None:
    """Leave the list beside the tables that it is about.

    Raises:
        BadInput: it cannot be written.
    """
    told = {
        "form": _FORM,
        manifest.NAME: _digest(lines.done()),
        manifest.PROBLEMS: _digest(problems.done()) if problems.lines else "",
        "assets": [
            {name: getattr(each, name) for name in WholeAsset.__dataclass_fields__}
            for each in assets
        ],
    }
    place.write(NAME, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def _digest(file: IO[bytes]) -> str:
    made = hashlib.sha256()
    while data := file.read(_CHUNK):
        made.update(data)
    return made.hexdigest()
