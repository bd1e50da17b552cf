"""Campaigns to begin with: folders under templates/campaigns/, copied as they are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path

from campaignkit import resources
from campaignkit.arguments import check_path, check_text, shown
from campaignkit.errors import BadInput, NotFound, did_you_mean
from campaignkit.stores import place

FOLDER = "campaigns"
FIRST = "bakery"  # the one to begin with when nobody says


def names() -> list[str]:
    """Return the names of the starter campaigns.

    >>> "bakery" in names()
    True
    """
    return resources.names(FOLDER, "")


def start(folder: str | PathLike[str], name: str = FIRST) -> list[Path]:
    """Write a starter campaign into a folder, new or empty; return the paths of its files.

    Raises:
        NotFound: there is no such starter.
        BadInput: the folder is not empty, is a file, or cannot be written.
    """
    check_text(name, "name")
    check_path(folder, "folder")
    if name not in names():
        near = did_you_mean(name, names()) or f" There are: {', '.join(names())}."
        raise NotFound(
            f"no starter campaign called {name!r}.{near}", rule="starter.unknown", name=name
        )
    if folder is None:
        raise BadInput(
            "folder=None is no folder. Give the path of a new one.", rule="starter.folder"
        )
    path = Path(folder)
    # a merchant may have a campaign of a year in it: here nothing asks before it overwrites
    try:
        is_used = path.is_dir() and any(path.iterdir())
    except OSError as err:  # a name longer than the system takes; a folder of somebody else
        raise BadInput(
            f"{shown(folder)} cannot be a folder: {err.strerror or err}.", rule="starter.folder"
        ) from err
    if is_used:
        raise BadInput(
            f"{path} is not empty. Choose a new folder: nothing is overwritten.",
            rule="starter.not-empty",
            path=path,
        )
    target = place(path, create=True)
    written = []
    for inside, file in _files(resources.root() / FOLDER / name):
        target.write(inside, file.read_bytes())
        written.append(path / inside)
    return written


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the files of a starter, each with its path inside it."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _files(entry, f"{above}{entry.name}/")
        # what editors and systems leave lying is no part of a starter
        elif not entry.name.startswith("."):
            yield f"{above}{entry.name}", entry
