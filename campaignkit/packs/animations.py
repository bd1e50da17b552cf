"""Moving stickers of Telegram and of phones: WebM and MP4 by PyAV, .tgs by rlottie (`lottie`).

Both come with the extra `[films]`; GIF, WebP and APNG need neither (`campaignkit.pictures`). Tried:
imageio and OpenCV, which lose what shines through a WebM.
Source: Telegram, "Video stickers" (VP9, 512 pixels, 3 s, 30 frames a second).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np

from campaignkit import pictures
from campaignkit.errors import BadInput, CampaignError, TooBig
from campaignkit.packs import lottie
from campaignkit.pictures import Pixels

SUFFIXES = (".webm", ".tgs", ".mp4", ".m4v", ".mov")
MOST_PIXELS = 8_300_000  # of one frame: 3840 x 2160
_EBML, _GZIP, _BOX = b"\x1a\x45\xdf\xa3", b"\x1f\x8b", b"ftyp"
_STILLS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")  # photos in the boxes of MP4
_SEE_THROUGH = {"vp9": "libvpx-vp9", "vp8": "libvpx"}  # the decoders that know of it
_NO_TIME_MS = 40
Frames = Iterator[tuple[Pixels, int]]


@dataclass(frozen=True, slots=True)
class Film:
    """What moves. kind: "WebM", "MP4" or "Lottie". sound: whether it has any.

    frames: gives each frame, RGBA, within the square asked for, and its milliseconds.
    """

    kind: str
    sound: bool
    frames: Callable[[], Frames]


def is_film(data: bytes) -> bool:
    """Say whether a file begins as a WebM, an MP4 or a .tgs does.

    >>> is_film(b"\\x1f\\x8b\\x08"), is_film(b"GIF89a")
    (True, False)
    """
    boxed = data[4:8] == _BOX and data[8:12] not in _STILLS
    return data.startswith((_EBML, _GZIP)) or boxed


def opened(data: bytes, side: int) -> Film:
    """Return a film whose frames fit a square of `side` pixels; nothing is enlarged but a .tgs.

    Raises:
        BadInput: the extra `[films]` is not installed; the file is damaged, or has no pictures.
        TooBig: it unpacks to more than any sticker. What is wrong further in is raised by frames.
    """
    return _lottie(data, side) if data.startswith(_GZIP) else _video(data, side)


# -- WebM and MP4 ----------------------------------------------------------------------------------


def _video(data: bytes, side: int) -> Film:
    kind = "WebM" if data.startswith(_EBML) else "MP4"
    av = _installed(kind)
    with _ours(kind), av.open(BytesIO(data)) as file:
        if not file.streams.video or file.streams.video[0].codec_context is None:
            raise BadInput(
                f"the {kind} has no pictures that can be shown.", rule="picture.no-frames"
            )
        seen = file.streams.video[0].codec_context
        if seen.width * seen.height > MOST_PIXELS:
            raise TooBig(
                f"the {kind} has {seen.width} x {seen.height} pixels; at most {MOST_PIXELS:,} in "
                "all. Save it smaller.",
                rule="picture.film-pixels",
                width=seen.width,
                height=seen.height,
                limit=MOST_PIXELS,
            )
        sound = bool(file.streams.audio)
    return Film(kind, sound, lambda: _decoded(av, data, kind, side))


def _decoded(av: Any, data: bytes, kind: str, side: int) -> Frames:
    """Yield the frames of a video; each stands until the next begins."""
    before: tuple[Any, float] | None = None
    with _ours(kind), av.open(BytesIO(data)) as file:
        rate = file.streams.video[0].average_rate
        usual = 1000 / float(rate) if rate else _NO_TIME_MS
        for count, frame in enumerate(_pictures(av, file)):
            if count >= pictures.MAX_FRAMES:
                break  # more than ten seconds at 120 a second
            start = count * usual if frame.time is None else float(frame.time) * 1000
            if before is not None:
                yield _rgba(before[0], side), max(1, round(start) - round(before[1]))
            before = frame, start
        if before is None:
            raise BadInput(f"the {kind} has no frame that can be shown.", rule="picture.no-frames")
        yield _rgba(before[0], side), max(1, round(usual))


def _pictures(av: Any, file: Any) -> Iterator[Any]:
    stream = file.streams.video[0]
    name = _SEE_THROUGH.get(stream.codec_context.name)
    if name is None:
        yield from file.decode(stream)
        return
    decoder = av.codec.CodecContext.create(name, "r")  # FFmpeg's own drops what shines through
    for packet in file.demux(stream):
        for frame in decoder.decode(packet):
            if frame.time_base is None:
                frame.time_base = stream.time_base
            yield frame


def _rgba(frame: Any, side: int) -> Pixels:
    scale = min(1.0, side / max(frame.width, frame.height))
    width, height = (max(1, round(length * scale)) for length in (frame.width, frame.height))
    found = frame.reformat(width=width, height=height, format="rgba").to_ndarray()
    turns = round(getattr(frame, "rotation", 0) / 90) % 4  # how the phone was held
    return np.ascontiguousarray(np.rot90(found, turns))


def _lottie(data: bytes, side: int) -> Film:
    if not lottie.is_installed():
        raise _missing("TGS")
    text, size = lottie.animation(data)
    scale = side / max(size)
    width, height = (max(1, round(length * scale)) for length in size)
    return Film("Lottie", False, lambda: lottie.frames(text, width, height))


# -- the door --------------------------------------------------------------------------------------


def _installed(kind: str) -> Any:
    try:
        import av
    except ImportError as err:
        raise _missing(kind) from err
    av.logging.set_level(av.logging.PANIC)  # what it would print is told by its errors
    return av


def _missing(kind: str) -> BadInput:
    return BadInput(
        f"a {kind} becomes a sticker with the extra films, which is not installed. "
        "Run `pip install campaignkit[films]`, or save it as GIF.",
        rule="picture.films-extra",
        kind=kind,
    )


@contextmanager
def _ours(kind: str) -> Iterator[None]:
    """Turn what FFmpeg says of a file into our words."""
    try:
        yield
    except CampaignError:
        raise
    except Exception as err:  # FFmpeg's errors are of many classes
        why = str(err).partition("\n")[0][:120] or type(err).__name__
        raise BadInput(
            f"the {kind} is damaged ({why}). Save it anew.", rule="picture.damaged", kind=kind
        ) from err
