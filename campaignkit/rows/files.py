"""A table's file: plain, packed (.gz), or alone in a .zip. It is opened anew for each reading."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Literal, cast
from urllib.parse import unquote, urlsplit

from campaignkit.errors import BadInput

_OF_A_BUILD = "manifest.csv"  # the list of all that a build made, beside tables of less
BROKEN = (gzip.BadGzipFile, zlib.error, EOFError, zipfile.BadZipFile, NotImplementedError)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file. inner: the name of the table in it, where it is packed."""

    path: Path
    inner: str = ""

    @property
    def suffix(self) -> str:
        """What tells its kind: ".csv" of prices.csv.gz."""
        return PurePosixPath(self.inner or self.path.name).suffix.casefold()

    @property
    def is_packed(self) -> bool:
        """Whether it must be unpacked to be read."""
        return bool(self.inner)

    def open(self) -> BinaryIO:
        """Open its bytes, unpacked as they are read."""
        if not self.inner:
            return self.path.open("rb")
        if self.path.suffix.casefold() == ".gz":
            return cast(BinaryIO, gzip.open(self.path, "rb"))
        archive = zipfile.ZipFile(self.path)
        return cast(BinaryIO, io.BufferedReader(ArchivePart(archive, archive.open(self.inner))))

    def __str__(self) -> str:
        return str(self.path)


class ArchivePart(io.RawIOBase):
    """A part of an archive that closes its archive, too."""

    def __init__(self, archive: zipfile.ZipFile, part: IO[bytes]) -> None:
        self._archive, self._part = archive, part

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        data = self._part.read(len(room))
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._part.close()
            self._archive.close()
        super().close()


def table_file(path: Path) -> TableFile:
    """Return a path as a table's file.

    Raises:
        BadInput: an archive that holds no table, or several.
    """
    suffix = path.suffix.casefold()
    if suffix == ".gz":
        return TableFile(path, path.name[: -len(".gz")])
    if suffix != ".zip":
        return TableFile(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as err:
        raise BadInput(
            f"{path} is no archive, or is cut. Pack the table anew.", rule="table.archive"
        ) from err
    known = (".csv", ".tsv", ".txt", ".tab", ".json", ".jsonl", ".ndjson")
    tables = [
        name
        for name in names
        if PurePosixPath(name).suffix.casefold() in known
        and not PurePosixPath(name).name.startswith(".")
        and "__MACOSX" not in name
    ]
    if _OF_A_BUILD in tables:
        return TableFile(path, _OF_A_BUILD)
    if len(tables) != 1:
        held = ", ".join(tables[:5]) or "none"
        raise BadInput(
            f"{path} must hold one table ({', '.join(known)}); it holds {held}. Unpack it, and "
            "give the path of the table.",
            rule="table.archive",
            tables=len(tables),
        )
    return TableFile(path, tables[0])


_SHEETS_ON_THE_WEB = {
    "docs.google.com": "Google Sheets: File > Download > Comma-separated values (.csv)",
    "sheets.google.com": "Google Sheets: File > Download > Comma-separated values (.csv)",
    "onedrive.live.com": "Excel for the web: File > Create a Copy > Download a Copy",
    "1drv.ms": "Excel for the web: File > Create a Copy > Download a Copy",
    "sharepoint.com": "Excel for the web: File > Create a Copy > Download a Copy",
    "airtable.com": "Airtable: the view's menu > Download CSV",
    "notion.so": "Notion: ... > Export > Markdown & CSV",
}


_FETCHED = "docs.google.com"  # its sheets have an address as CSV; the others' have none


def lies_elsewhere(address: str) -> bool:
    """Say whether a text is the address of a file that can be fetched, rather than a path.

    >>> lies_elsewhere("s3://shop/a.csv"), lies_elsewhere("a.csv"), lies_elsewhere("file:///a.csv")
    (True, False, False)
    """
    if "://" not in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = (parts.hostname or "").casefold()
    return parts.scheme.casefold() != "file" and (host == _FETCHED or not _way_out(host))


def located(folder: Path, named: str | os.PathLike[str]) -> Path | str:
    """Return where a table lies that a campaign file in a folder names; an address as it is.

    >>> located(Path("agency"), "shops.csv").as_posix(), located(Path("agency"), "s3://a/b.csv")
    ('agency/shops.csv', 's3://a/b.csv')
    """
    if isinstance(named, str) and "://" in named:
        return local_path(named) if named.startswith("file://") else named
    return folder / named


def file_in(folder: Path, named: str | os.PathLike[str]) -> Path | None:
    """Return the file of this machine that a table lies in; None if it lies elsewhere."""
    found = located(folder, named)
    return found if isinstance(found, Path) else None


def found_at(path: Path) -> Literal["file", "folder", ""]:
    """Say what stands at a path; "": nothing, or a name that none can have.

    >>> found_at(Path("x" * 5000)), found_at(Path("."))
    ('', 'folder')
    """
    try:
        return "folder" if path.is_dir() else "file" if path.is_file() else ""
    except OSError:  # a name that is too long
        return ""


def local_path(address: str) -> Path:
    """Return the path that a text names; "file://" addresses are paths too.

    Raises:
        BadInput: an address on the web or in a store; says how to have it as a file.

    >>> local_path("prices.csv").name, local_path("file:///tmp/my%20prices.csv").name
    ('prices.csv', 'my prices.csv')
    """
    if "://" not in address:
        return Path(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return Path(address)
    scheme, host = parts.scheme.casefold(), (parts.hostname or "").casefold()
    if scheme == "file" and host in ("", "localhost"):
        return Path(unquote(parts.path))
    how = advice(address)
    if _way_out(host):
        raise BadInput(
            f"{address} is a sheet on the web, which is not fetched. {how}",
            rule="table.web-sheet",
            address=address,
        )
    if scheme in ("http", "https"):
        raise BadInput(
            f"{address} is on the web, which is not fetched. {how}",
            rule="table.web",
            address=address,
        )
    raise BadInput(f"{address}: {how}", rule="table.store", address=address)


def advice(address: str) -> str:
    """Return how else to have as a file what lies elsewhere."""
    parts = urlsplit(address)
    if how := _way_out((parts.hostname or "").casefold()):
        return f"Save it ({how}), and give the path of that file."
    if parts.scheme.casefold() in ("http", "https"):
        return "Download it, and give its path."
    return (
        "It is in a store. Copy it here and give its path, or give its rows: "
        "pandas.read_csv(…, dtype=str, chunksize=10_000) reads it by parts."
    )


def _way_out(host: str) -> str:
    return next(
        (said for name, said in _SHEETS_ON_THE_WEB.items() if f".{host}".endswith(f".{name}")), ""
    )
