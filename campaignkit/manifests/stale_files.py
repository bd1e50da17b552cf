"""Files in a folder that no asset makes any more: of one that was renamed, a shop that is gone.

A build never removes them. It tells them, and lists them in leftover.csv, which the next build
takes over, until somebody has deleted the files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import Table
from campaignkit.problems import Problem
from campaignkit.stores import Place

NAME = "leftover.csv"
_COLUMNS = ("file", "shop", "asset", "sha256")
_NAMED = 3  # files that are named in a sentence


class LeftFile(NamedTuple):
    """A file of an earlier build, and what made it then."""

    file: str
    shop: str
    asset: str
    sha256: str


def listed(there: Place | None) -> Iterator[LeftFile]:
    """Yield the files that builds into a place have made and that may lie there, each once."""
    met: set[str] = set()
    every = () if there is None else (*known(there), *map(LeftFile._make, manifest.files(there)))
    for each in every:
        if each.file not in met:
            met.add(each.file)
            yield each


def known(there: Place) -> Iterator[LeftFile]:
    """Yield the files that an earlier build has left over."""
    for line in _lines(there) or ():
        cells = {name: line[name] or "" for name in _COLUMNS}
        cells["file"] = cells["file"].removeprefix("'")
        yield LeftFile(**cells)


def _lines(there: Place) -> list[dict[str, str]] | None:
    """Return the lines of the list in a place; None if there is none, or somebody else's."""
    if not there.exists(NAME):
        return None
    text = there.read(NAME).decode("utf-8-sig", errors="replace")
    lines = csv.DictReader(io.StringIO(text, newline=""))
    return [*lines] if set(_COLUMNS) <= set(lines.fieldnames or ()) else None


def present(there: Place, files: Iterable[LeftFile]) -> list[LeftFile]:
    """Return those that lie in a place."""
    asked = [*files]
    names = there.present([each.file for each in asked]) if asked else ()
    return [each for each in asked if each.file in names]


def left(there: Place, made: Container[str]) -> list[LeftFile]:
    """Return the files of earlier builds that lie in a place and were not made again."""
    return present(there, (each for each in listed(there) if each.file not in made))


def write(there: Place, files: list[LeftFile]) -> None:
    """List them in a place; without any, an older list is removed.

    Raises:
        BadInput: it cannot be written.
    """
    if files:
        with Table(_COLUMNS, exact=("sha256",)) as table:
            for each in files:
                table.add(each)
            there.write(NAME, table.done())
    elif _lines(there) is not None:
        there.remove(NAME)


def told(files: list[LeftFile]) -> Problem:
    """Return the warning of a build that left them.

    >>> told([LeftFile("old.pdf", "", "old", "")]).message
    'left over from an earlier build, and no longer made: old.pdf (files: 1).'
    """
    count = len(files)
    named = ", ".join(each.file for each in files[:_NAMED]) + ", …" * (count > _NAMED)
    return Problem(
        rule="build.left-over",
        message=f"left over from an earlier build, and no longer made: {named} (files: {count:,}).",
        value=count,
        fix="They stay. Delete them when nobody needs them; leftover.csv lists them.",
        severity="warning",
        params={"count": count, "named": named},
    )
