"""A build in one zip: made in a folder beside it, packed once it is whole, unpacked to be compared.

The zip has its name only when all of it is there. A build that is interrupted leaves the folder,
and goes on in it. The same files make the same bytes.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from campaignkit.errors import BadInput
from campaignkit.manifests import manifest
from campaignkit.stores import Place, full_disk_told, is_remote, place, place_if_any, unwritten

Out = str | os.PathLike[str]

_UNDER_WAY = ".unfinished"  # behind the name of the zip
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first a zip can say: no clock in the output
_PLAIN = (".csv", ".html", ".json", ".jsonl", ".svg", ".txt")  # the others are compressed already
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def is_zip(out: Out) -> bool:
    """Say whether a build is to be one zip: a folder that is called so stays a folder.

    >>> is_zip("june.zip"), is_zip("s3://shop/june.ZIP"), is_zip("june")
    (True, True, False)
    """
    text = os.fspath(out)
    return text.casefold().endswith(".zip") and (is_remote(text) or not Path(text).is_dir())


@contextmanager
def folder_for(out: Out) -> Iterator[str]:
    """Yield the folder to build into: `out` itself, or one that becomes the zip at the end.

    Raises:
        BadInput: something lies there that is no build of ours, or it cannot be written.
    """
    if not is_zip(out):
        yield os.fspath(out)
        return
    there, name = _beside(out, create=True)
    with _working(there, name) as folder:
        yield str(folder)
        try:
            _pack(folder, there, name)
        except OSError as err:
            raise unwritten(Path(there.address, name), err) from err


@contextmanager
def found(out: Out, *, only: Collection[str] | None = None) -> Iterator[Place | None]:
    """Yield the place where a build lies, unpacked if it is a zip; None if there is none.

    only: names of files that are wanted of a zip.

    Raises:
        BadInput: it is no build of ours, or its path cannot be one.
    """
    if not is_zip(out):
        yield place_if_any(out)
        return
    there, name = _beside(out)
    if there is None or not there.exists(name):
        yield None
        return
    with full_disk_told(), TemporaryDirectory() as folder:
        _unpack(there, name, Path(folder), only)
        yield place(folder)


def _beside(out: Out, *, create: bool = False) -> tuple[Place, str]:
    """Return the folder that a zip lies in, and its name there."""
    text = os.fspath(out)
    if is_remote(text):
        folder, _, name = text.rpartition("/")
        if folder.endswith(":/"):  # memory://a.zip
            folder += "/"
    else:
        folder, name = os.path.split(text)
    return place(folder or ".", create=create), name


@contextmanager
def _working(there: Place, name: str) -> Iterator[Path]:
    """Yield the folder in which a zip is made, with what the zip holds already."""
    if is_remote(there.address):
        with full_disk_told(), TemporaryDirectory() as scratch:
            _unpack_if_any(there, name, Path(scratch))
            yield Path(scratch)
        return
    folder = Path(there.address, name + _UNDER_WAY)
    sign = folder / manifest.UNFINISHED
    try:
        if not sign.exists():
            rmtree(folder, ignore_errors=True)
            place(folder, create=True)
            _unpack_if_any(there, name, folder)
        yield folder
    except BaseException:
        if not sign.exists():  # nothing was begun
            rmtree(folder, ignore_errors=True)
        raise
    rmtree(folder, ignore_errors=True)


def _unpack_if_any(there: Place, name: str, folder: Path) -> None:
    if there.exists(name):
        _unpack(there, name, folder)


def _unpack(there: Place, name: str, folder: Path, only: Collection[str] | None = None) -> None:
    try:
        with there.open_read(name) as file, ZipFile(file) as archive:
            names = archive.namelist()
            if manifest.NAME not in names:
                raise BadZipFile(f"it holds no {manifest.NAME}")
            with archive.open(manifest.NAME) as listed:
                if manifest.lines_of(listed) is None:
                    raise BadZipFile(f"its {manifest.NAME} is of something else")
            wanted = names if only is None else [each for each in names if each in only]
            archive.extractall(folder, wanted)
    except _BROKEN as err:
        raise BadInput(
            f"{there.address}/{name} is no zip of a build ({err}). Give another name, or take it "
            "away first: what is in it would be lost.",
            rule="build.foreign-zip",
            name=name,
        ) from err


def _pack(folder: Path, there: Place, name: str) -> None:
    with there.open_write(name) as file, ZipFile(file, "w") as archive:
        for each in place(folder).names():
            path = folder / each
            entry = ZipInfo(each, _EPOCH)
            entry.compress_type = ZIP_DEFLATED if path.suffix in _PLAIN else ZIP_STORED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as data, archive.open(entry, "w") as part:
                copyfileobj(data, part, 1 << 20)
