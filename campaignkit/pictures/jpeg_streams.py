"""What of a JPEG goes into a PDF as it is: the pixels' own bytes, without what phones add.

Kept: all that a decoder needs, a profile and Adobe's mark. Left out: places and times (EXIF, XMP,
IPTC), comments, and what stands behind the end of the picture, such as the film of a moving photo.
A file that has none of that stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from campaignkit.pictures.values import Jpeg

_BASELINE = (0xC0, 0xC1)  # SOF0, SOF1: sequential, Huffman (ITU-T T.81, B.1.1.3)
_PROGRESSIVE = 0xC2
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PRIVATE = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}  # APP1, APP3 to APP13, APP15, COM
_SCAN, _END, _ADOBE = 0xDA, 0xD9, 0xEE
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_BITS = 8


class JpegFrame(NamedTuple):
    """What a JPEG says of itself. samples: of all channels, a pixel.

    plain_names: its channels are called 1, 2, 3, as JFIF has them: brightness and two colours.
    """

    progressive: bool
    baseline: bool
    channels: int
    width: int
    height: int
    samples: float
    plain_names: bool


def frame(data: bytes) -> JpegFrame | None:
    """Return the frame of a JPEG; None: there is none."""
    for marker, start, end in _segments(data):
        if marker in _FRAMES:
            body = data[start + 4 : end]
            if len(body) < 6 or len(body) < 6 + 3 * body[5]:
                return None
            height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
            shares = [body[7 + 3 * each] for each in range(body[5])]
            areas = [(share >> 4) * (share & 15) for share in shares]
            samples = sum(areas) / max(*areas, 1)
            plain = marker in _BASELINE and body[0] == _BITS
            names = [body[6 + 3 * each] for each in range(body[5])]
            known = len(names) == 1 or names == [1, 2, 3]
            return JpegFrame(marker == _PROGRESSIVE, plain, body[5], width, height, samples, known)
    return None


def embeddable(data: bytes) -> Jpeg | None:
    """Return a baseline JPEG of grey or three channels as a PDF may hold it; None: it is none."""
    found = frame(data)
    if found is None or not found.baseline or found.channels not in (1, 3):
        return None
    kept, scan, is_adobes = [data[:2]], 0, False
    for marker, start, end in _segments(data):
        is_adobes |= marker == _ADOBE
        if marker == _SCAN:
            scan = start
        elif marker not in _PRIVATE:
            kept.append(data[start:end])
    stop = _end(data, scan)
    sure = found.plain_names or is_adobes  # else readers differ on what the channels are
    if not scan or stop is None or not sure:
        return None
    return Jpeg(b"".join((*kept, data[scan:stop])), found.channels)


def _end(data: bytes, scan: int) -> int | None:
    """Return where a picture ends whose first scan begins at `scan`; None: it breaks off."""
    at = scan
    while at + 4 <= len(data) and data[at] == 0xFF:
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")  # tables, or the head of a scan
        found = _MARKER.search(data, at)  # in a scan, FF is followed by 00 or RST0 to RST7
        if found is None:
            return None
        at = found.start()
        if data[at + 1] == _END:
            return at + 2
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each marker before the pixels with its start and end in the file."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == _END:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, at, end
        if marker == _SCAN:
            return
        at = end
