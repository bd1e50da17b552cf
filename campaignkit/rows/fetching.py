"""Tables that lie elsewhere: copied here once for each `read`, and read from the copy.

A store that fsspec opens (s3://, gs://, memory://), a file on the web, or a Google sheet that
anyone with the link may see: its address is turned into that of its CSV. An address is opened
because the caller gave it, never because a file or a table names one.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from weakref import finalize

from campaignkit import remote
from campaignkit.errors import BadInput, TooBig

MOST_BYTES = 2_000_000_000  # our guess: a table of 2 GB is copied by hand
_SHEET = re.compile(r"/spreadsheets/d/(?!e/)([\w-]+)")
_PUBLISHED = re.compile(r"/spreadsheets/d/e/[\w-]+")
_PAGE = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)
_SPREADSHEET = b"PK\x03\x04"
_LOOKED_AT = 512  # bytes that tell what it is


def copy_of(address: str, suffixes: tuple[str, ...], *, advice: str) -> Path:
    """Return the path of a copy; it goes when nobody holds what `kept_by` was told.

    suffixes: of files whose names tell what they are. advice: how else to have it as a file.

    Raises:
        BadInput: it cannot be read, or is a page of the web. TooBig: it has more than 2 GB.
    """
    folder = Path(tempfile.mkdtemp(prefix="campaignkit-"))
    path = folder / _name(address, suffixes)
    try:
        with path.open("w+b") as file:
            is_whole = remote.copied(csv_of(address), file, most=MOST_BYTES)
            file.seek(0)
            head = file.read(_LOOKED_AT)
        if not is_whole:
            raise TooBig(
                f"{address} has more than {MOST_BYTES / 1e9:.0f} GB. {advice}", rule="table.remote"
            )
        if _PAGE.match(head):
            raise BadInput(
                f"{address} is a page, no table: may anyone with the link see it? {advice}",
                rule="table.web-page",
                address=address,
            )
    except BaseException as err:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(err, BadInput) and err.rule.startswith("store."):
            raise BadInput(f"{err} {advice}", rule="table.remote", address=address) from err
        raise
    if path.suffix.casefold() not in suffixes:
        path = path.rename(path.with_suffix(".xlsx" if head.startswith(_SPREADSHEET) else ".csv"))
    return path


def kept_by(owner: Any, path: Path) -> None:
    """Let a copy go when its owner does."""
    finalize(owner, shutil.rmtree, path.parent, True)


def csv_of(address: str) -> str:
    """Return the address of a Google sheet's CSV, any other as it is.

    >>> csv_of("https://docs.google.com/spreadsheets/d/1aB-c/edit#gid=7")
    'https://docs.google.com/spreadsheets/d/1aB-c/export?format=csv&gid=7'
    >>> csv_of("https://docs.google.com/spreadsheets/d/e/2PACX-1/pubhtml")
    'https://docs.google.com/spreadsheets/d/e/2PACX-1/pub?output=csv'
    """
    parts = urlsplit(address)
    if (parts.hostname or "").casefold() != "docs.google.com":
        return address
    said = {**parse_qs(parts.query), **parse_qs(parts.fragment)}
    gid = f"&gid={said['gid'][0]}" if "gid" in said and said["gid"][0].isdigit() else ""
    if published := _PUBLISHED.match(parts.path):
        return f"https://docs.google.com{published[0]}/pub?output=csv{gid}"
    if sheet := _SHEET.match(parts.path):
        return f"https://docs.google.com/spreadsheets/d/{sheet[1]}/export?format=csv{gid}"
    return address


def _name(address: str, suffixes: tuple[str, ...]) -> str:
    """Return what to call the copy: as its address does, if that is a plain name."""
    parts = urlsplit(address)
    name = PurePosixPath(unquote(parts.path)).name if parts.path else ""
    name = re.sub(r"[^\w.() -]", "_", name)[-100:].strip(". ")
    return (
        name if name and Path(name).suffix.casefold() in suffixes else f"{name or 'table'}.remote"
    )
