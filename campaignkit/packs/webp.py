"""What a WebP file says of itself, without unpacking a pixel: size, frames, times, where it ends.

Source: Google, WebP Container Specification; RFC 6386 §9.1 (VP8); WebP Lossless §3.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_CHUNKS = 4000  # three for every frame of 1,250, and some: a walk that always ends
_HEAD, _CHUNK = 12, 8
_ANIMATED = 0x02
_START_CODE = b"\x9d\x01\x2a"
_LOSSLESS = 0x2F
_FRAME_HEAD = 16


@dataclass(frozen=True, slots=True)
class WebpLook:
    """width, height: pixels. times: milliseconds of each frame. end: where the file should end.

    why: what is wrong with it, "" if nothing is.
    """

    width: int = 0
    height: int = 0
    animated: bool = False
    times: tuple[int, ...] = ()
    end: int = 0
    why: str = ""


def is_webp(data: bytes) -> bool:
    """Say whether a file begins as a WebP does."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def look(data: bytes) -> WebpLook:
    """Return what a WebP says of itself; for a damaged one as much as there is, and `why`.

    >>> look(b"RIFF\\x04\\x00\\x00\\x00WEBP").why
    'it holds no picture'
    """
    if not is_webp(data):
        return WebpLook(why="it does not begin as a WebP")
    end = int.from_bytes(data[4:8], "little") + _CHUNK
    if end > len(data):
        return WebpLook(end=len(data), why=f"it breaks off {end - len(data):,} bytes early")
    size, animated, picture = (0, 0), False, False
    times: list[int] = []
    at, count = _HEAD, 0
    while at + _CHUNK <= end and count < MAX_CHUNKS:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = at + _CHUNK
        if body + length > end:
            return WebpLook(*size, animated, tuple(times), end, f"its part {kind!r} breaks off")
        if kind == b"VP8X" and length >= 10:
            animated = bool(data[body] & _ANIMATED)
            size = (_number(data, body + 4) + 1, _number(data, body + 7) + 1)
        elif kind in (b"VP8 ", b"VP8L"):
            picture = True
            size = _drawn_size(kind, data[body : body + 10]) if size == (0, 0) else size
        elif kind == b"ANMF" and length >= _FRAME_HEAD:
            times.append(_number(data, body + 12))
        at, count = body + length + length % 2, count + 1
    why = "" if (times if animated else picture) else "it holds no picture"
    return WebpLook(*size, animated, tuple(times), end, why)


def _drawn_size(kind: bytes, head: bytes) -> tuple[int, int]:
    """Return width and height out of the picture itself, (0, 0) if it is none."""
    if kind == b"VP8 " and head[3:6] == _START_CODE and len(head) >= 10:
        return _number(head, 6, 2) & 0x3FFF, _number(head, 8, 2) & 0x3FFF
    if kind == b"VP8L" and head[:1] == bytes([_LOSSLESS]):
        bits = _number(head, 1, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0


def _number(data: bytes, at: int, length: int = 3) -> int:
    return int.from_bytes(data[at : at + length], "little")
