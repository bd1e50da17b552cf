"""A pack out of files by name: a `.wastickers` archive, or an app's folder of assets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Protocol

from campaignkit.errors import BadInput
from campaignkit.packs import archives, contents
from campaignkit.packs.rules import every
from campaignkit.packs.values import Pack, PackSticker
from campaignkit.problems import Problem, Where

_TITLE, _AUTHOR = "title.txt", "author.txt"
_HIDDEN = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_ICONS = ("tray.png", "cover.png")


class Files(Protocol):
    """Files by name; names of files in folders have "/" in them."""

    def names(self) -> list[str]:
        """Return every name."""

    def read(self, name: str) -> bytes | None:
        """Return a file, None if there is none."""


class Archived:
    """The files of a zip."""

    def __init__(self, data: bytes, name: str) -> None:
        self._files = archives.unpack(data, name)

    def names(self) -> list[str]:
        """Return every name, what systems add left out."""
        return [name for name in self._files if not any(part in name for part in _HIDDEN)]

    def read(self, name: str) -> bytes | None:
        """Return a file, None if there is none."""
        return self._files.get(name)


def read(files: Files, source: str) -> list[Pack]:
    """Return the packs in these files.

    Raises:
        BadInput: there is none.
    """
    names = files.names()
    for known in (contents.NAME, contents.IOS_NAME):
        found = sorted((n for n in names if PurePosixPath(n).name == known), key=len)
        if found:
            return _app(files, found[0], source)
    if any(PurePosixPath(name).suffix.lower() in (".webp", ".txt", ".png") for name in names):
        return [_archive(files, names, source)]
    raise BadInput(
        f"{source} holds no sticker pack: neither {contents.NAME} nor {_TITLE} and pictures."
    )


def _app(files: Files, name: str, source: str) -> list[Pack]:
    base = name.rpartition("/")[0]
    ios = name.endswith(contents.IOS_NAME)

    def find(identifier: str, file: str) -> bytes | None:
        if not ios and not contents.is_plain(identifier):
            return None
        parts = [base, "" if ios else identifier, file]
        return files.read("/".join(part for part in parts if part))

    data = files.read(name) or b""
    return contents.read(data, find, file=f"{source}/{name}", source=source)


def _archive(files: Files, names: list[str], source: str) -> Pack:
    found: list[Problem] = []
    title, author = (_text(files, name, source, found) for name in (_TITLE, _AUTHOR))
    icons = [name for name in names if name.lower().endswith(".png")]
    pictures = [name for name in names if name.lower().endswith(".webp")]
    tray = next((name for name in _ICONS if name in icons), min(icons, default=_ICONS[0]))
    found.extend(_oddities(source, names, icons, pictures))
    if not pictures:  # static stickers are PNG in what some tools write
        pictures = [name for name in icons if name != tray]
    return Pack(
        identifier="",
        name=title,
        publisher=author,
        stickers=tuple(PackSticker(file=n, data=files.read(n)) for n in sorted(pictures)),
        tray=files.read(tray),
        tray_file=tray,
        source=source,
        found=tuple(found),
    )


def _text(files: Files, name: str, source: str, found: list[Problem]) -> str:
    data, where = files.read(name), Where(file=f"{source}/{name}")
    if data is None:
        found.append(every()["archive.title"].problem(where, name))
        return ""
    try:
        return data[:10_000].decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        found.append(every()["archive.text"].problem(where, name))
        return data[:10_000].decode("utf-8", "replace").strip()


def _oddities(
    source: str, names: list[str], icons: list[str], pictures: list[str]
) -> Iterator[Problem]:
    rules = every()
    if len(icons) > 1:
        yield rules["archive.pictures"].problem(Where(file=source), len(icons))
    for name in names:
        where = Where(file=f"{source}/{name}")
        if "/" in name:
            yield rules["archive.folders"].problem(where)
        if name not in (_TITLE, _AUTHOR, *icons, *pictures):
            yield rules["archive.stray"].problem(where)


def members(pack: Pack) -> Mapping[str, bytes]:
    """Return the files of a `.wastickers` archive: title, author, icon, then the stickers."""
    stickers = {each.file: each.data for each in pack.stickers if each.data is not None}
    texts = {_TITLE: f"{pack.name}\n".encode(), _AUTHOR: f"{pack.publisher}\n".encode()}
    return {**texts, pack.tray_file: pack.tray or b"", **stickers}
