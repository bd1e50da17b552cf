"""A zip from a stranger, read in bounded time and memory, or refused in words.

Refused: names that lead out of the folder, passwords, links, other compression than deflate, a
file that is not a zip from its first byte, more than `MOST_FILES`, and more bytes than the
largest honest pack could have, counted as they come out and not as the zip says.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from campaignkit.errors import BadInput, TooBig

MOST_BYTES = 200_000_000  # of the zip, and of all that is in it: ten packs of 30 x 512,000, and air
MOST_EACH = 20_000_000  # one file: a photo that somebody took for a sticker
MOST_FILES = 1000  # ten packs of 30, their icons, and what systems add
_LONGEST_NAME = 255
_START, _END, _FAR_END = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
_LOCAL_BYTES = 30
_END_BYTES, _COMMENT_MOST, _LOCATOR_BYTES = 22, 65535, 20
_ENTRY_BYTES = 46 + _LONGEST_NAME * 4  # of the zip's directory, for one file
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first a zip can say: no clock in the output
_SECRET = 0x1


def unpack(data: bytes, name: str) -> dict[str, bytes]:
    """Return the files of a zip by their names, folders left out.

    Raises:
        BadInput: it is no zip, is damaged or locked, or a name in it leads elsewhere.
        TooBig: it holds more than any pack could.
    """
    _check_directory(data, name)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(entries, name)
            return _read(data, entries, name)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError) as err:
        if isinstance(err, BadInput | TooBig):
            raise
        raise BadInput(
            f"{name} is damaged ({err}). Send or save it anew.", rule="archive.damaged", file=name
        ) from err
    except (NotImplementedError, RuntimeError) as err:
        raise BadInput(
            f"{name} cannot be unpacked ({err}). Zip it plainly.", rule="archive.packing", file=name
        ) from err


def pack_up(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files, in this order. Same files, same bytes.

    >>> pack_up({"title.txt": b"Sol"}) == pack_up({"title.txt": b"Sol"})
    True
    """
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _check_directory(data: bytes, name: str) -> None:
    """Refuse, before Python's reader lists it, what is no zip or lists too much."""
    if len(data) > MOST_BYTES:
        raise TooBig(
            f"{name} has {len(data):,} bytes; at most {MOST_BYTES:,} are read.",
            rule="archive.bytes",
            file=name,
            limit=MOST_BYTES,
        )
    if not data.startswith(_START):
        raise BadInput(
            f"{name} is no zip archive: it begins with {data[:4]!r}. Save it anew.",
            rule="archive.no-zip",
            file=name,
        )
    end = data.rfind(_END, max(0, len(data) - _END_BYTES - _COMMENT_MOST))
    if end < 0 or end + _END_BYTES > len(data):
        raise BadInput(
            f"{name} breaks off: a zip's directory is missing. Send it anew.",
            rule="archive.damaged",
            file=name,
        )
    listed = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    far = data[max(0, end - _LOCATOR_BYTES) : end].startswith(_FAR_END)
    if far or listed > MOST_FILES or size > MOST_FILES * _ENTRY_BYTES:
        raise TooBig(
            f"{name} lists too many files; at most {MOST_FILES:,} are read.",
            rule="archive.files",
            file=name,
            limit=MOST_FILES,
        )


def _check(entries: list[ZipInfo], name: str) -> None:
    if len(entries) > MOST_FILES:
        raise TooBig(
            f"{name} has {len(entries):,} files; at most {MOST_FILES:,} are read.",
            rule="archive.files",
            file=name,
            limit=MOST_FILES,
        )
    for entry in entries:
        inner = entry.filename
        if leads_out(inner) or stat.S_ISLNK(entry.external_attr >> 16):
            raise BadInput(
                f"{name}: {inner[:80]!r} leads out of the archive. Do not trust it.",
                rule="archive.leads-out",
                file=name,
                inner=inner[:80],
            )
        if entry.flag_bits & _SECRET:
            raise BadInput(
                f"{name} is locked by a password. Save it without one.",
                rule="archive.locked",
                file=name,
            )
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadInput(
                f"{name}: {inner!r} is compressed in a way phones do not read. Zip it plainly.",
                rule="archive.packing",
                file=name,
                inner=inner,
            )


def leads_out(inner: str) -> bool:
    """Say whether a name could point elsewhere than below its folder.

    >>> leads_out("a/b.webp"), leads_out("../b.webp"), leads_out("/etc/x"), leads_out("C:x")
    (False, True, True, True)
    """
    parts = inner.replace("\\", "/").split("/")
    return (
        not inner
        or len(inner) > _LONGEST_NAME
        or any(part in ("", ".", "..") for part in parts)
        or ":" in parts[0]
        or any(ord(sign) < ord(" ") for sign in inner)
    )


def _read(data: bytes, entries: list[ZipInfo], name: str) -> dict[str, bytes]:
    room, files = MOST_BYTES, {}
    for entry in entries:
        most = min(MOST_EACH, room)
        made = _unpacked(data, entry, most)
        if len(made) > most:
            raise TooBig(
                f"{name}: {entry.filename!r} unpacks to more than {most:,} bytes. Do not trust it.",
                rule="archive.unpacked",
                file=name,
                inner=entry.filename,
                limit=most,
            )
        if zlib.crc32(made) != entry.CRC:
            raise BadZipFile(f"{entry.filename!r} is not what it was")
        room -= len(made)
        files[entry.filename] = made
    return files


def _unpacked(data: bytes, entry: ZipInfo, most: int) -> bytes:
    """Return one file, or its first most + 1 bytes: a zip may lie about its size.

    Source: PKWARE, APPNOTE 4.3.7, the local header.
    """
    head = data[entry.header_offset : entry.header_offset + _LOCAL_BYTES]
    if not head.startswith(_START) or len(head) < _LOCAL_BYTES:
        raise BadZipFile(f"{entry.filename!r} is not where it should be")
    skip = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    start = entry.header_offset + _LOCAL_BYTES + skip
    packed = data[start : start + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise BadZipFile(f"{entry.filename!r} breaks off")
    if entry.compress_type == ZIP_STORED:
        return packed[: most + 1]
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
