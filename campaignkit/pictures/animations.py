"""What moves: GIF, WebP and APNG, one frame at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image

from campaignkit.errors import TooBig
from campaignkit.pictures.colour import in_srgb
from campaignkit.pictures.opening import opened, reduced_to
from campaignkit.pictures.sources import named_data, ours
from campaignkit.pictures.values import MAX_PIXELS, Pixels, Source

MAX_FRAMES = 1250  # of a film: ten seconds in steps of 8 ms
MAX_FILM_PIXELS = 1_000_000_000  # of all frames unpacked one by one; 1,250 of 894 x 894
_NO_TIME_MS = 100


def film(source: Source, side: int) -> Iterator[tuple[Pixels, int]]:
    """Yield every frame and its milliseconds, RGBA, made to fit a square of `side` pixels.

    A still picture gives one frame of 0 ms. GIF, WebP and APNG move; a frame without a time gets
    100 ms, as browsers give it. One frame is held at a time.

    Raises:
        TooBig: more than MAX_FRAMES, or MAX_FILM_PIXELS in all.
        NotFound, BadInput: as `open_picture`; a damaged frame is told when it is reached.
    """
    data, name = named_data(source)
    with ours(name, data, MAX_PIXELS):
        found: Any = opened(data, name, MAX_PIXELS)
        moves = getattr(found, "is_animated", False)
        picture, time = _frame(found, side), _time(found)
    if not moves:
        yield picture, 0
        return
    room = min(MAX_FRAMES, MAX_FILM_PIXELS // (found.width * found.height))
    for count in range(1, room + 1):
        yield picture, time
        with ours(name, data, MAX_PIXELS):
            try:
                found.seek(count)
            except EOFError:
                return
            picture, time = _frame(found, side), _time(found)
    raise TooBig(
        f"{name} has more than {room:,} frames of {found.width} x {found.height} pixels. "
        "Make it shorter or smaller.",
        rule="picture.frames",
        name=name,
        room=room,
        width=found.width,
        height=found.height,
    )


def _time(image: Image.Image) -> int:
    return round(image.info.get("duration") or _NO_TIME_MS)


def _frame(image: Image.Image, side: int) -> Pixels:
    return np.asarray(in_srgb(reduced_to(image, side)).convert("RGBA"))
