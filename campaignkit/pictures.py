"""Pictures in and out: a logo or a film as plain pixels, pixels as PNG or WebP.

The one door to Pillow. A picture is looked at before it is unpacked: one with too many pixels
is refused while it is still small. Only raster formats are opened, never one that runs a
program (EPS, PDF); SVG is no picture but outlines. What is opened stands upright (EXIF), in RGB;
only `film` and
`every_picture` read more than the first frame.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from campaignkit import resources
from campaignkit.errors import BadInput, NotFound, TooBig, did_you_mean

MAX_PIXELS = 50_000_000  # 200 MB unpacked; A4 at 600 dpi has 35 million
MAX_BYTES = 200_000_000  # of a file: what MAX_PIXELS take unpacked
MAX_FRAMES = 1250  # of a film: ten seconds in steps of 8 ms
MAX_FILM_PIXELS = 1_000_000_000  # of all frames unpacked one by one; 1,250 of 894 x 894
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
Source: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"
Pixels: TypeAlias = NDArray[np.uint8]

_NO_TIME_MS = 100
_FILM_METHOD = 2  # a third of the time of 4, for a tenth more bytes
_MODES = {2: "L", 3: "RGB", 4: "RGBA"}


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, row by row from the top left. Equal pixels are equal pictures.

    width, height: pixels. mode: "RGB" or "RGBA"; RGBA only where something shines through.
    dpi: as the file says, None if it does not. format: of the file, such as "PNG".
    """

    width: int
    height: int
    mode: Literal["RGB", "RGBA"]
    pixels: bytes = field(repr=False)
    dpi: float | None = field(default=None, compare=False)
    format: str = field(default="", compare=False)

    def array(self) -> Pixels:
        """Return the pixels, height x width x 3 or 4; read-only."""
        flat = np.frombuffer(self.pixels, dtype=np.uint8)
        return flat.reshape(self.height, self.width, len(self.mode))

    def rgb(self) -> bytes:
        """Return three bytes a pixel."""
        return self.pixels if self.mode == "RGB" else self.array()[:, :, :3].tobytes()

    def alpha(self) -> bytes | None:
        """Return one byte a pixel, 255 opaque; None: all of it is."""
        return None if self.mode == "RGB" else self.array()[:, :, 3].tobytes()


def open_picture(source: Source, *, max_pixels: int = MAX_PIXELS) -> Picture:
    """Return a picture from a path, bytes or an open binary stream.

    Raises:
        NotFound: no such file; names the nearest.
        BadInput: no picture, one that breaks off, or of another format.
        TooBig: it has more than `max_pixels`.
    """
    data, name = _data(source)
    with _ours(name, max_pixels):
        found = _opened(data, name, max_pixels)
        found.load()
        upright = ImageOps.exif_transpose(found)
        pixels, mode = _plain(upright)
        return Picture(*upright.size, mode, pixels, _dpi(found.info.get("dpi")), str(found.format))


def every_picture(source: Source, *, max_pixels: int = MAX_PIXELS) -> Iterator[Picture]:
    """Yield each page of a TIFF, each frame of what moves, else the one picture; one at a time.

    Raises:
        TooBig: one has more than `max_pixels`, or there are more than MAX_FRAMES.
        NotFound, BadInput: as `open_picture`; a damaged page is told when it is reached.
    """
    data, name = _data(source)
    with _ours(name, max_pixels):
        found = _opened(data, name, max_pixels)
        count = getattr(found, "n_frames", 1)
    if count > MAX_FRAMES:
        raise TooBig(
            f"{name} has {count:,} pages or frames. Split it: at most {MAX_FRAMES:,} in a file.",
            rule="picture.frames",
            count=count,
            most=MAX_FRAMES,
        )
    for number in range(count):
        with _ours(name, max_pixels):
            found.seek(number)
            width, height = found.size
            if width * height > max_pixels:
                raise TooBig(_too_many(name, width, height, max_pixels), rule="picture.pixels")
            found.load()
            upright = ImageOps.exif_transpose(found)
            pixels, mode = _plain(upright)
            dpi = _dpi(found.info.get("dpi"))
            picture = Picture(*upright.size, mode, pixels, dpi, str(found.format))
        yield picture


def data_of(source: Source) -> bytes:
    """Return the bytes of a picture, unopened.

    Raises:
        NotFound: no such file; names the nearest.
        BadInput: it cannot be read, or is no source of a picture.
    """
    return _data(source)[0]


def open_within(source: Source, side: int, *, max_pixels: int = MAX_PIXELS) -> Picture:
    """Return a picture made to fit a square of `side` pixels, never enlarged.

    A JPEG is unpacked at about that size, which takes a fraction of the time and memory.
    Raises what `open_picture` does.
    """
    data, name = _data(source)
    with _ours(name, max_pixels):
        found = _opened(data, name, max_pixels)
        found.draft(None, (side, side))
        upright = _reduced(ImageOps.exif_transpose(found), side)
        pixels, mode = _plain(upright)
        return Picture(*upright.size, mode, pixels, None, str(found.format))


def film(source: Source, side: int) -> Iterator[tuple[Pixels, int]]:
    """Yield every frame and its milliseconds, RGBA, made to fit a square of `side` pixels.

    A still picture gives one frame of 0 ms. GIF, WebP and APNG move; a frame without a time gets
    100 ms, as browsers give it. One frame is held at a time.

    Raises:
        TooBig: more than MAX_FRAMES, or MAX_FILM_PIXELS in all.
        NotFound, BadInput: as `open_picture`; a damaged frame is told when it is reached.
    """
    data, name = _data(source)
    with _ours(name, MAX_PIXELS):
        found: Any = _opened(data, name, MAX_PIXELS)
        moves = getattr(found, "is_animated", False)
        picture, time = _straight(_reduced(found, side)), _time(found)
    if not moves:
        yield picture, 0
        return
    room = min(MAX_FRAMES, MAX_FILM_PIXELS // (found.width * found.height))
    for count in range(1, room + 1):
        yield picture, time
        with _ours(name, MAX_PIXELS):
            try:
                found.seek(count)
            except EOFError:
                return
            picture, time = _straight(_reduced(found, side)), _time(found)
    raise TooBig(
        f"{name} has more than {room:,} frames of {found.width} x {found.height} pixels. "
        "Make it shorter or smaller.",
        rule="picture.frames",
        name=name,
        room=room,
        width=found.width,
        height=found.height,
    )


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


def webp(pixels: Pixels, *, quality: int | None = None) -> bytes:
    """Return RGB or RGBA pixels as WebP; quality 1 to 100, None: every pixel as it is.

    The slow ways of the encoder, a hundred times slower for a few bytes, are never taken.
    Equal pixels give equal bytes with one version of the encoder.

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


def _opened(data: bytes, name: str, max_pixels: int) -> Image.Image:
    """Return a picture that is not unpacked yet, once it is known to be of a bearable size."""
    if data.lstrip()[:5].lower() in (b"<?xml", b"<svg ") or b"<svg" in data[:500].lower():
        raise BadInput(
            f"{name} is an SVG, not a picture. Save it as PNG, 1,000 pixels wide.",
            rule="picture.svg",
            name=name,
        )
    found = Image.open(BytesIO(data), formats=FORMATS)
    width, height = found.size
    if width * height > max_pixels:
        raise TooBig(_too_many(name, width, height, max_pixels), rule="picture.pixels")
    return found


def _reduced(image: Image.Image, side: int) -> Image.Image:
    share = side / max(image.size)
    if share >= 1:
        return image
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _time(image: Image.Image) -> int:
    return round(image.info.get("duration") or _NO_TIME_MS)


def _straight(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGBA"))


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


def _data(source: Source) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray)):
        return bytes(source), "the picture"
    if isinstance(source, (str, os.PathLike)):
        return _file(Path(source)), str(source)
    if hasattr(source, "read"):
        data = source.read()
        if isinstance(data, bytes):
            return data, str(getattr(source, "name", "the picture"))
    raise BadInput(
        f"{source!r} is no picture. Give a path, bytes, or a file open in mode 'rb'.",
        rule="picture.type",
        source=source,
    )


def _file(path: Path) -> bytes:
    resources.check_ordinary(path, what="picture", most=MAX_BYTES)
    try:
        return path.read_bytes()
    except FileNotFoundError as err:
        beside = resources.names_beside(path)
        near = did_you_mean(path.name, beside)
        raise NotFound(f"there is no picture {str(path)!r}.{near}", rule="picture.missing") from err
    except (OSError, ValueError) as err:  # a NUL in the path, or a name longer than any
        why = getattr(err, "strerror", None) or err
        raise BadInput(
            f"{str(path)!r:.200} cannot be read: {why}.", rule="picture.unreadable", why=why
        ) from err


@contextmanager
def _ours(name: str, max_pixels: int) -> Iterator[None]:
    """Turn what Pillow raises into ours. Its warning of large pictures comes before our limit."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (TooBig, BadInput):
        raise
    except Image.DecompressionBombError as err:
        raise TooBig(
            f"{name} has far more than {max_pixels:,} pixels. Make it smaller.",
            rule="picture.pixels",
            name=name,
            max_pixels=max_pixels,
        ) from err
    except UnidentifiedImageError as err:
        known = ", ".join(FORMATS)
        raise BadInput(
            f"{name} is no picture of a known format ({known}).",
            rule="picture.format",
            name=name,
            known=known,
        ) from err
    except Exception as err:  # decoders of hostile bytes stumble in ways of their own
        raise BadInput(
            f"{name} is damaged or breaks off ({err}). Save it anew.",
            rule="picture.damaged",
            name=name,
        ) from err


def _too_many(name: str, width: int, height: int, most: int) -> str:
    return f"{name} has {width:,} x {height:,} pixels; at most {most:,} in all. Make it smaller."


def _plain(image: Image.Image) -> tuple[bytes, Literal["RGB", "RGBA"]]:
    """Return pixels as RGBA if anything shines through, else RGB."""
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey: keep the upper 8
        image = Image.fromarray((np.asarray(image).astype(np.float64) / 257).astype(np.uint8))
    if image.has_transparency_data:
        full = image.convert("RGBA")
        if full.getchannel("A").getextrema() != (255, 255):
            return full.tobytes(), "RGBA"
        image = full
    return image.convert("RGB").tobytes(), "RGB"


def _dpi(said: Any) -> float | None:
    """Return the resolution across, unless it is a stand-in such as 1."""
    try:
        value = float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return round(value, 2) if value > 1 else None
