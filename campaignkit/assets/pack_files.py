"""The files of sticker packs: archives, apps' folders, folders of pictures; and what `save` writes.

What systems put beside pictures (`._a.png`, `.DS_Store`) is passed over; what a person put there
and no sticker is made of is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from campaignkit import resources
from campaignkit.arguments import shown
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.packs import animations, archives, designs, reading
from campaignkit.packs.rules import every
from campaignkit.packs.values import check_count
from campaignkit.problems import Problem, Where

AnyPath: TypeAlias = "str | PathLike[str]"
SUFFIXES = (".wastickers", ".zip")
PICTURES = (
    *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".apng", ".bmp", ".tif", ".tiff", ".svg"),
    *animations.SUFFIXES,
)
_MOST_FILES = 3000
_NAMED = 5  # files named in a message


class Held:
    """Files that are not written yet."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def names(self) -> list[str]:
        """Return every name."""
        return list(self._files)

    def read(self, name: str) -> bytes | None:
        """Return a file, None if there is none."""
        return self._files.get(name)


class Folder:
    """The files of a folder, read when asked for. Links are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[str, None] = {}  # in order, and found at once
        for entry in sorted(root.rglob("*")):
            if entry.is_file() and not entry.is_symlink():
                self._names[entry.relative_to(root).as_posix()] = None
            if len(self._names) > _MOST_FILES:
                raise BadInput(
                    f"{root} has more than {_MOST_FILES:,} files: it is no pack.",
                    rule="pack.files",
                    folder=str(root),
                    limit=_MOST_FILES,
                )

    def names(self) -> list[str]:
        """Return every name."""
        return list(self._names)

    def read(self, name: str) -> bytes | None:
        """Return a file, None if there is none."""
        path = self._root / name
        if name not in self._names:
            return None
        with path.open("rb") as file:
            return file.read(archives.MOST_EACH)


def is_folder(path: AnyPath) -> bool:
    """Say whether there is a folder at a path; at what cannot be a path there is none."""
    try:
        return Path(path).is_dir()
    except OSError:  # a name longer than the system takes
        return False


def opened(source: AnyPath | BinaryIO) -> tuple[str, reading.Files]:
    """Return what an archive or folder is called, and its files.

    Raises:
        NotFound: there is none. BadInput, TooBig: it cannot be read.
    """
    if not isinstance(source, str | PathLike):
        if not callable(getattr(source, "read", None)):
            raise BadInput(
                f"{shown(source)} is no sticker pack. Give the path of one, or a file open in mode "
                "'rb'.",
                rule="pack.source",
            )
        data = source.read(archives.MOST_BYTES + 1)
        name = str(getattr(source, "name", "the archive"))
        return name, reading.Archived(data, name)
    path = Path(fspath(source))
    try:
        if path.is_dir():
            return str(path), Folder(path)
        resources.check_ordinary(path, what="sticker pack")
        with path.open("rb") as file:
            return str(path), reading.Archived(file.read(archives.MOST_BYTES + 1), str(path))
    except FileNotFoundError as err:
        beside = resources.names_beside(path)
        near = did_you_mean(path.name, beside) or " Check the path."
        raise NotFound(
            f"there is no sticker pack {str(path)!r}.{near}", rule="pack.not-found", path=str(path)
        ) from err
    except (OSError, ValueError) as err:
        if isinstance(err, CampaignError):
            raise
        raise BadInput(
            f"{str(path)!r} cannot be read: {err}.", rule="pack.unreadable", path=str(path)
        ) from err


def targets(path: Any, count: int) -> list[Any]:
    """Return where so many archives are written."""
    if count == 1:
        return [path]
    if not isinstance(path, str | PathLike):
        raise BadInput(
            f"this makes {count} packs, and a stream takes one. Give a path.",
            rule="pack.stream",
            count=count,
        )
    return file_names(fspath(path), count)


def file_names(path: str, count: int) -> list[str]:
    """Return what `save` calls its files, where it writes so many.

    >>> file_names("sol.wastickers", 1), file_names("sol.wastickers", 2)
    (['sol.wastickers'], ['sol-1.wastickers', 'sol-2.wastickers'])
    """
    stem, dot, suffix = path.rpartition(".")
    numbered = [f"{stem}-{number}{dot}{suffix}" for number in range(1, count + 1)]
    return [path] if count == 1 else numbered


def is_path(what: str) -> bool:
    """Say whether this names a file or folder rather than a built-in pack."""
    suffix = Path(what).suffix.lower()
    if "/" in what or "\\" in what or suffix in PICTURES or what in (".", ".."):
        return True
    return what not in designs.names() and is_folder(what)


def pictures(what: Any) -> tuple[list[tuple[str, Any]], tuple[Problem, ...]]:
    """Return the pictures asked for, each with a name, and what lies beside them.

    Raises:
        BadInput: there are none. TooBig: more than are taken at once.
    """
    if isinstance(what, str | PathLike):
        path = Path(fspath(what))
        return _of_folder(path) if is_folder(path) else ([(path.stem, path)], ())
    if not isinstance(what, Iterable) or isinstance(what, bytes):
        raise BadInput(
            f"{what!r:.80}: give a pack's name, a folder, or a list of pictures.",
            rule="pack.pictures",
        )
    found = [
        (Path(fspath(one)).stem if isinstance(one, str | PathLike) else f"{number:02}", one)
        for number, one in enumerate(what, 1)
    ]
    check_count(len(found))
    return found, ()


def _of_folder(path: Path) -> tuple[list[tuple[str, Any]], tuple[Problem, ...]]:
    entries = [each for each in sorted(path.iterdir()) if not reading.is_hidden(each.name)]
    found = [each for each in entries if each.suffix.lower() in PICTURES]
    if not found:
        raise BadInput(
            f"{path} has no pictures ({', '.join(PICTURES)}). Choose another.",
            rule="pack.no-pictures",
            folder=str(path),
        )
    check_count(len(found))
    beside = [each.name for each in entries if each not in set(found)]
    return [(each.stem, each) for each in found], _left_out(beside, path)


def _left_out(names: list[str], folder: Path) -> tuple[Problem, ...]:
    if not names:
        return ()
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    one = len(names) == 1
    words = {"count": f"{len(names)} file{'s' * (not one)}", "verb": "becomes" if one else "become"}
    words["they"] = "it" if one else "they"
    said = f"{', '.join(names[:_NAMED])}{more}"
    return (every()["pack.left-out"].problem(Where(file=str(folder)), said, **words),)
