"""Large PNG in strips: a few rows at a time are unpacked, reduced and let go.

Pillow unpacks a PNG as a whole, 800 MB for 200 megapixels. So the compressed rows are read as they
come, and every strip of them is given to Pillow as a PNG of its own: its first row is the last of
the strip before, unfiltered, for a row may be told as its difference from the one above
(PNG 1.2, 6.3).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from PIL import Image

from campaignkit.errors import TooBig

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_STRIP_BYTES = 8_000_000
_KEPT = (b"PLTE", b"tRNS", b"iCCP", b"eXIf", b"pHYs", b"sRGB", b"gAMA")


class PngHeader(NamedTuple):
    """IHDR: width, height, bits a channel, colour type, and whether rows come interlaced."""

    width: int
    height: int
    bits: int
    kind: int
    interlaced: bool

    @property
    def row_bytes(self) -> int:
        """Bytes of a row, without its filter."""
        return (self.width * self.bits * _CHANNELS.get(self.kind, 1) + 7) // 8


def header(data: bytes) -> PngHeader | None:
    """Return what a PNG says of itself; None: it is none.

    >>> header(b"GIF89a") is None
    True
    """
    if data[:8] != _SIGNATURE or data[12:16] != b"IHDR" or len(data) < 29:
        return None
    width, height, bits, kind, _, _, interlace = struct.unpack(">IIBBBBB", data[16:29])
    return PngHeader(width, height, bits, kind, bool(interlace))


def reduced(data: bytes, name: str, times: int) -> Image.Image:
    """Return a PNG `times` smaller, each pixel the mean of those that it stands for.

    Raises:
        TooBig: its rows come interlaced, or it has 16 bits a channel: it cannot be read so.
        OSError, zlib.error: it breaks off.
    """
    head = header(data)
    if head is None or head.interlaced or head.bits != 8:
        raise TooBig(
            f"{name} is a PNG of so many pixels that it is read in strips, which those that are "
            "interlaced or have not 8 bits a channel are not. Save it as JPEG.",
            rule="picture.strips",
        )
    count = max(1, _STRIP_BYTES // head.row_bytes // times) * times
    whole: Image.Image | None = None
    top = 0
    for strip in _strips(data, head, count):
        small = strip.convert("RGBA" if strip.has_transparency_data else "RGB").reduce(times)
        if whole is None:
            whole = Image.new(small.mode, (small.width, -(-head.height // times)))
            whole.info = strip.info
        whole.paste(small, (0, top))
        top += small.height
    assert whole is not None  # a height of 0 is no PNG that Pillow opens
    return whole


def _strips(data: bytes, head: PngHeader, count: int) -> Iterator[Image.Image]:
    """Yield `count` rows after `count` rows."""
    about = b"".join(_chunk(kind, body) for kind, body in _chunks(data) if kind in _KEPT)
    above = bytes(head.row_bytes)
    row = head.row_bytes + 1
    held = b""
    left = head.height
    for part in _unpacked(data, count * row):
        held += part
        rows = min(len(held) // row, count, left)
        if rows < count and rows < left:
            continue
        above, strip = _strip(head, about, above, held[: rows * row])
        yield strip
        held = held[rows * row :]
        left -= rows
        if not left:
            return
    raise OSError(f"{left:,} of {head.height:,} rows are not there")


def _strip(
    head: PngHeader, about: bytes, above: bytes, filtered: bytes
) -> tuple[bytes, Image.Image]:
    """Return the last of some rows, unfiltered, and the rows as a picture."""
    rows = len(filtered) // (head.row_bytes + 1) + 1
    said = struct.pack(">IIBBBBB", head.width, rows, 8, head.kind, 0, 0, 0)
    body = zlib.compress(b"\0" + above + filtered, 0)
    chunks = (_chunk(b"IHDR", said), about, _chunk(b"IDAT", body), _chunk(b"IEND", b""))
    image = Image.open(BytesIO(_SIGNATURE + b"".join(chunks)), formats=("PNG",))
    image.load()
    strip = image.crop((0, 1, head.width, rows))
    last = image.crop((0, rows - 1, head.width, rows)).tobytes()
    return last, strip


def _unpacked(data: bytes, most: int) -> Iterator[bytes]:
    """Yield the filtered rows in parts of at most `most` bytes."""
    stream = zlib.decompressobj()
    for kind, body in _chunks(data):
        if kind != b"IDAT":
            continue
        packed: bytes = bytes(body)
        while packed:
            yield stream.decompress(packed, most)
            packed = stream.unconsumed_tail


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    at, view = 8, memoryview(data)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], view[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(kind: bytes, body: bytes | memoryview) -> bytes:
    both = kind + bytes(body)
    return struct.pack(">I", len(both) - 4) + both + struct.pack(">I", zlib.crc32(both))
