"""A pack out of files by name: a `.wastickers` archive, or an app's folder of assets."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Protocol

from campaignkit.errors import BadInput
from campaignkit.packs import archives, contents
from campaignkit.packs.rules import every
from campaignkit.packs.values import Pack, PackSticker, check_count, encoded
from campaignkit.problems import Problem, Where

_TITLE, _AUTHOR = "title.txt", "author.txt"
_HIDDEN = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")
_MAC = "._"  # what macOS puts beside a file on a stick: its colour, where it came from
_ICONS = ("tray.png", "cover.png")
_MOVING = (".webp", ".gif", ".apng", ".webm", ".tgs", ".mp4", ".m4v", ".mov")
_STILL = (".jpg", ".jpeg", ".bmp", ".tif", ".tiff")
_ICON_SIDE = 128  # pixels; a larger PNG is a sticker
_LATIN = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜàáâãäåæçèéêëìíîïñòóôõöøùúûüß¡¿ªº°’‘“”–—…€·"


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
        """Return every name."""
        return list(self._files)

    def read(self, name: str) -> bytes | None:
        """Return a file, None if there is none."""
        return self._files.get(name)


class _Within:
    """The files of one folder among others."""

    def __init__(self, files: Files, folder: str, names: list[str]) -> None:
        self._files, self._folder = files, folder
        self._names = [name.removeprefix(folder) for name in names if name.startswith(folder)]

    def names(self) -> list[str]:
        return self._names

    def read(self, name: str) -> bytes | None:
        return self._files.read(self._folder + name)


def is_hidden(name: str) -> bool:
    """Say whether a system put a file there, and no person.

    >>> is_hidden("__MACOSX/a.webp"), is_hidden("pack/._a.webp"), is_hidden("a.webp")
    (True, True, False)
    """
    parts = name.split("/")
    return any(part.lower() in _HIDDEN or part.startswith(_MAC) for part in parts)


def read(files: Files, source: str) -> list[Pack]:
    """Return the packs in these files.

    Raises:
        BadInput: there is none.
        TooBig: there is more than any app could have.
    """
    names = [name for name in files.names() if not is_hidden(name)]
    for known in (contents.NAME, contents.IOS_NAME):
        found = sorted((n for n in names if PurePosixPath(n).name == known), key=len)
        if found:
            return _app(files, found[0], source)
    if any(PurePosixPath(name).suffix.lower() in (*_MOVING, ".txt", ".png") for name in names):
        return _archives(files, names, source)
    raise BadInput(
        f"{source} holds no sticker pack: neither {contents.NAME} nor {_TITLE} and pictures.",
        rule="pack.none",
        source=source,
    )


def _archives(files: Files, names: list[str], source: str) -> list[Pack]:
    """Return the pack at the top, or one for each folder that has a title.

    A pack zipped with its folder is entered, with a title or without.
    """
    folders = sorted(name.removesuffix(_TITLE) for name in names if name.endswith(f"/{_TITLE}"))
    tops = {name.partition("/")[0] for name in names}
    if not folders and len(tops) == 1 and all("/" in name for name in names):
        folders = [f"{tops.pop()}/"]
    if _TITLE in names or not folders:
        return [_archive(files, names, source)]
    packs = []
    for folder in folders:
        within = _Within(files, folder, names)
        made = _archive(within, within.names(), f"{source}/{folder.rstrip('/')}")
        entered = every()["archive.entered"].problem(Where(file=source), folder.rstrip("/"))
        packs.append(replace(made, found=(entered, *made.found)))
    outside = [name for name in names if not name.startswith(tuple(folders))]
    stray = (every()["archive.stray"].problem(Where(file=f"{source}/{n}")) for n in outside)
    return [replace(packs[0], found=(*packs[0].found, *stray)), *packs[1:]]


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
    title = _text(files, _TITLE, "name", source, found)
    author = _text(files, _AUTHOR, "publisher", source, found)
    icons = [name for name in names if name.lower().endswith(".png")]
    pictures = [name for name in names if name.lower().endswith((*_MOVING, *_STILL))]
    tray = next((name for name in _ICONS if name in icons), min(icons, default=_ICONS[0]))
    large = [name for name in icons if name != tray and _is_large(files.read(name) or b"")]
    if not pictures:  # static stickers are PNG in what some tools write
        large = [name for name in icons if name != tray]
    pictures += large
    check_count(len(pictures))
    found.extend(_oddities(source, names, [name for name in icons if name not in large], pictures))
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


def _is_large(png: bytes) -> bool:
    """Say whether a PNG is larger than any icon, by the width in its head (PNG, 11.2.2)."""
    return int.from_bytes(png[16:20], "big") > _ICON_SIDE


def _text(files: Files, name: str, key: str, source: str, found: list[Problem]) -> str:
    data, where = files.read(name), Where(file=f"{source}/{name}", key=key)
    if data is None:
        found.append(every()["archive.title"].problem(where, name, key=key))
        return ""
    text, encoding = _decoded(data[:10_000])
    if encoding == "":
        found.append(every()["archive.text"].problem(where, name, key=key))
    elif encoding != "UTF-8":
        rule = every()["archive.text-read"]
        found.append(rule.problem(where, name, key=key, encoding=encoding, text=text[:60]))
    return text


def _decoded(data: bytes) -> tuple[str, str]:
    """Return a text and its encoding, "" where that cannot be told.

    Windows-1252 is believed where a Latin text comes out; a title of three letters has no other
    evidence, so it is told how it reads.

    >>> _decoded("Pão".encode("cp1252")), _decoded("Солнце".encode("cp1251"))[1]
    (('Pão', 'Windows-1252'), '')
    """
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for codec, name in (("utf-16", "UTF-16"),) if marked else (("utf-8-sig", "UTF-8"),):
        try:
            return data.decode(codec).strip(), name
        except UnicodeDecodeError:
            continue  # the one other encoding that is tried comes next
    text = data.decode("cp1252", "replace").strip()
    plain = sum(sign.isascii() and sign.isalpha() for sign in text)
    odd = [sign for sign in text if not sign.isascii()]
    if plain >= len(odd) and all(sign in _LATIN for sign in odd) and text.isprintable():
        return text, "Windows-1252"
    return data.decode("utf-8", "replace").strip(), ""


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
    """Return the files of a `.wastickers` archive: title, author, icon, then the stickers.

    Raises:
        BadInput: its name or publisher has half a character.
    """
    stickers = {each.file: each.data for each in pack.stickers if each.data is not None}
    said = {_TITLE: pack.name, _AUTHOR: pack.publisher}
    texts = {file: encoded(f"{text}\n", file) for file, text in said.items()}
    return {**texts, pack.tray_file: pack.tray or b"", **stickers}
