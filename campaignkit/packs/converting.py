"""Pictures that people have into stickers: photos, SVG, GIF, and what moves in Telegram.

What a sticker has no room for is told with it: sound, and what comes after ten seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from campaignkit import pictures, resources, vectors
from campaignkit.drawing import Drawing, Image
from campaignkit.errors import BadInput
from campaignkit.packs import animations, designs, fitting, judge, webp
from campaignkit.packs.rules import emit, every
from campaignkit.pictures import Pixels
from campaignkit.problems import Problem, Where

_FILES = 128  # pictures whose stickers are remembered, of 100 kB as a rule, 500 kB at most
_PHOTO_SIDE = 1024  # pixels that a photo is unpacked at: twice a sticker's


class Converted(NamedTuple):
    """A sticker's file, and what was left out of the picture, without its place."""

    data: bytes
    found: tuple[Problem, ...] = ()


def converted(source: Any, *, outline: bool = True) -> Converted:
    """Return a picture as a sticker; one that is a sticker already stays as it is.

    Raises:
        NotFound: no such file.
        BadInput: it is no picture, or damaged; the extra that opens it is not installed.
        TooBig: it has too many pixels, or cannot be made small enough.
    """
    if not isinstance(source, str | PathLike):
        return _of_picture(pictures.data_of(source), outline=outline)
    path = Path(source)
    return _of_file(path, path.absolute(), resources.as_of(path), outline=outline)


@lru_cache(maxsize=_FILES)
def _of_file(path: Path, _absolute: Path, _as_of: resources.AsOf, *, outline: bool) -> Converted:
    """Return a file as a sticker; it is remembered until the file is changed."""
    return _of_picture(pictures.data_of(path), outline=outline)


def _of_picture(data: bytes, *, outline: bool) -> Converted:
    if _is_sticker(data):
        return Converted(data)
    if animations.is_film(data):
        film = animations.opened(data, emit().side)
        left = (every()["pack-sticker.sound"].problem(Where()),) if film.sound else ()
        return _moving(film.frames(), left, outline=outline)
    if vectors.is_svg(data):
        drawn = _seen(designs.bare_pixels(_centred(vectors.read(data))))
        return Converted(fitting.still(drawn, outline=outline))
    if _moves(data):
        return _moving(pictures.film(data, emit().side), (), outline=outline)
    found = pictures.seen(pictures.open_within(data, _PHOTO_SIDE))
    return Converted(fitting.still(_rgba(found), outline=outline))


def _centred(vector: vectors.Vector) -> Drawing:
    """Return outlines as large as a sticker lets them be."""
    side = designs.SIDE_MM
    scale = side / max(vector.width, vector.height)
    width, height = vector.width * scale, vector.height * scale
    x, y = (side - width) / 2, (side - height) / 2
    return Drawing(side, side, (Image(x=x, y=y, width=width, height=height, picture=vector),))


def _seen(pixels: Pixels) -> Pixels:
    if pixels[:, :, 3].any():
        return pixels
    raise BadInput(
        "the SVG draws nothing, so nothing of it would be seen. Export it again.",
        rule="picture.empty",
    )


def _moving(
    frames: Iterator[tuple[Pixels, int]], left: tuple[Problem, ...], *, outline: bool
) -> Converted:
    times: list[int] = []

    def timed() -> Iterator[tuple[Pixels, int]]:
        for pixels, time in frames:
            times.append(time)
            yield pixels, time

    kept = fitting.thinned(timed())
    if sum(times) > emit().total_ms or next(frames, None) is not None:
        left += (every()["pack-sticker.cut"].problem(Where(), emit().total_ms // 1000),)
    if len(kept) > 1:
        return Converted(fitting.moving(kept, outline=outline), left)
    return Converted(fitting.still(kept[0][0], outline=outline), left)


def _is_sticker(data: bytes) -> bool:
    """Say whether a picture breaks no rule of stickers as it is."""
    if not webp.is_webp(data):
        return False
    return not judge.of_picture(data, webp.look(data), Where())


def _moves(data: bytes) -> bool:
    if webp.is_webp(data):
        return webp.look(data).animated
    return data[:4] == b"GIF8" or b"acTL" in data[:4096]


def _rgba(picture: pictures.Picture) -> Pixels:
    array = picture.array()
    if picture.mode == "RGBA":
        return array
    return np.dstack([array, np.full(array.shape[:2], 255, np.uint8)])
