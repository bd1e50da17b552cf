"""Pixels into files, and into other sizes. Equal pixels give equal bytes with one version."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageColor

from campaignkit.errors import BadInput
from campaignkit.pictures.values import Jpeg, Picture, Pixels

_FILM_METHOD = 2  # a third of the time of 4, for a tenth more bytes
_MODES = {2: "L", 3: "RGB", 4: "RGBA"}
_PHOTO_QUALITY = 90  # with colours at full resolution: no difference seen at 600 ppi


def resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return RGB or RGBA pixels in another size; what shines through does not stain its edge."""
    image = _image(pixels)
    scaled = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return np.asarray(scaled)


def reduced(pixels: Pixels, side: int) -> Pixels:
    """Return RGB or RGBA pixels a whole number of times smaller, to fit a square of `side`.

    Each pixel is the mean of those that it stands for: a tenth of the time of `resized`.

    >>> reduced(np.zeros((512, 300, 4), dtype=np.uint8), 128).shape
    (128, 75, 4)
    """
    times = -(-max(pixels.shape[:2]) // side)
    return np.asarray(_image(pixels).reduce(times)) if times > 1 else pixels


def within(picture: Picture, width: int, height: int) -> Picture:
    """Return a picture of at most width x height pixels, its proportions kept; never enlarged.

    >>> small = within(Picture(400, 200, "RGB", bytes(240_000)), 100, 100)
    >>> small.width, small.height
    (100, 50)
    """
    share = min(width / picture.width, height / picture.height)
    if share >= 1:
        return picture
    across, down = (max(1, round(side * share)) for side in (picture.width, picture.height))
    pixels = resized(picture.array(), across, down).tobytes()
    return Picture(across, down, picture.mode, pixels, None, picture.format)


def jpeg(picture: Picture) -> Jpeg:
    """Return a picture as a JPEG for a PDF: its own file where it has one, else made anew.

    What shines through is lost.
    """
    if picture.stream is not None:
        return picture.stream
    out = BytesIO()
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb())
    image.save(out, "JPEG", quality=_PHOTO_QUALITY, subsampling=0)
    return Jpeg(out.getvalue(), 3)


def webp(pixels: Pixels, *, quality: int | None = None) -> bytes:
    """Return RGB or RGBA pixels as WebP; quality 1 to 100, None: every pixel as it is.

    The slow ways of the encoder, a hundred times slower for a few bytes, are never taken.

    >>> webp(np.zeros((2, 3, 4), dtype=np.uint8))[8:12]
    b'WEBP'
    """
    out = BytesIO()
    _image(pixels).save(out, "WEBP", **_effort(quality))
    return out.getvalue()


def webp_film(frames: Sequence[tuple[Pixels, int]], *, quality: int | None = None) -> bytes:
    """Return frames and their milliseconds as an animated WebP that repeats for ever."""
    images = [_image(pixels) for pixels, _ in frames]
    times = [milliseconds for _, milliseconds in frames]
    out = BytesIO()
    images[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=images[1:],
        duration=times,
        loop=0,
        **{**_effort(quality), "method": _FILM_METHOD},
    )
    return out.getvalue()


def gif_film(frames: Sequence[tuple[Pixels, int]]) -> bytes:
    """Return RGB frames and their milliseconds as a GIF that repeats for ever.

    All share one palette of 256 colours, so that what does not move does not flicker.

    >>> still = np.zeros((4, 4, 3), dtype=np.uint8)
    >>> gif_film([(still, 100), (still + 255, 100)])[:6]
    b'GIF89a'
    """
    both = np.concatenate([frames[0][0], frames[len(frames) // 2][0]])
    palette = _image(both).quantize(256, Image.Quantize.MEDIANCUT)
    images = [
        _image(pixels).quantize(palette=palette, dither=Image.Dither.NONE) for pixels, _ in frames
    ]
    out = BytesIO()
    images[0].save(
        out,
        "GIF",
        save_all=True,
        append_images=images[1:],
        duration=[milliseconds for _, milliseconds in frames],
        loop=0,
        disposal=1,
    )
    return out.getvalue()


def _effort(quality: int | None) -> dict[str, Any]:
    if quality is None:
        return {"lossless": True, "quality": 20, "method": 2}
    return {"quality": quality, "method": 4}


def png(pixels: Pixels | Picture, *, dpi: float | None = None, level: int = 1) -> bytes:
    """Return pixels as PNG: grey (height x width), RGB or RGBA (height x width x 3 or 4).

    Args:
        pixels: 8 bits a channel.
        dpi: Written into the file, so that it is placed at its size.
        level: Of compression, 0 to 9; 1 is quick, for previews, 9 small.

    Raises:
        BadInput: another shape or number type.

    >>> png(np.zeros((2, 3), dtype=np.uint8))[:4]
    b'\\x89PNG'
    """
    array = pixels.array() if isinstance(pixels, Picture) else pixels
    made = _image(array)
    out = BytesIO()
    extra: dict[str, Any] = {} if dpi is None else {"dpi": (dpi, dpi)}
    made.save(out, "PNG", compress_level=level, **extra)
    return out.getvalue()


def _image(array: Any) -> Image.Image:
    channels = array.shape[2] if getattr(array, "ndim", 0) == 3 else getattr(array, "ndim", 0)
    sound = getattr(array, "dtype", None) == np.uint8 and channels in _MODES and array.size > 0
    if not sound or (channels == 2 and array.ndim != 2):
        shape = getattr(array, "shape", None)
        raise BadInput(
            f"pixels of shape {shape} and type {getattr(array, 'dtype', type(array).__name__)}: "
            "give uint8, height x width, with 3 or 4 channels for colour.",
            rule="picture.array",
            shape=shape,
        )
    height, width = array.shape[:2]
    return Image.frombytes(_MODES[channels], (width, height), np.ascontiguousarray(array).tobytes())


@cache
def color_names() -> dict[str, str]:
    """Return the colours that CSS has names for, "#rrggbb".

    >>> color_names()["rebeccapurple"]
    '#663399'
    """
    return {
        name: value if isinstance(value, str) else "#" + bytes(value[:3]).hex()
        for name, value in ImageColor.colormap.items()  # a name that Pillow has used is a tuple
    }
