"""Where a picture lies: a path, bytes, a stream. What Pillow raises is told in our words."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from campaignkit import resources
from campaignkit.errors import BadInput, NotFound, TooBig, did_you_mean
from campaignkit.pictures.values import FORMATS, Source

MAX_BYTES = 200_000_000  # of a file: what the pixels of one take unpacked
# What logos come as, too: how it begins, from which byte on, its name, and what to export.
_OTHERS = (
    (b"%PDF", 0, "PDF", "SVG or PNG"),  # and Illustrator's own
    (b"%!PS", 0, "EPS", "SVG or PNG"),
    (b"8BPS", 0, "PSD", "PNG"),
    (b"ftypavif", 4, "AVIF", "PNG or JPEG"),
    (b"\x1f\x8b", 0, "SVGZ", "SVG"),
    (b"\0\0\1\0", 0, "ICO", "PNG"),
    (b"PK\3\4", 0, "ZIP", "PNG"),
)
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def data_of(source: Source) -> bytes:
    """Return the bytes of a picture, unopened.

    Raises:
        NotFound: no such file; names the nearest.
        BadInput: it cannot be read, or is no source of a picture.
    """
    return named_data(source)[0]


def named_data(source: Source) -> tuple[bytes, str]:
    """Return the bytes of a picture and what messages call it. Raises what `data_of` does."""
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


def check_no_svg(data: bytes, name: str) -> None:
    """Raise BadInput where outlines are given for a picture."""
    if data.lstrip()[:5].lower() in (b"<?xml", b"<svg ") or b"<svg" in data[:500].lower():
        raise BadInput(
            f"{name} is an SVG, not a picture. Save it as PNG, 1,000 pixels wide.",
            rule="picture.svg",
            name=name,
        )


@contextmanager
def ours(name: str, data: bytes, max_pixels: int) -> Iterator[None]:
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
        if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
            raise BadInput(
                f"{name} is HEIC, as iPhones take photos. Save it as JPEG.", rule="picture.heic"
            ) from err
        if other := next((each for each in _OTHERS if data.startswith(each[0], each[1])), None):
            what, better = other[2:]
            raise BadInput(
                f"{name} is {what}, which is no picture here. Export it as {better}.",
                rule="picture.foreign",
                name=name,
                what=what,
            ) from err
        known = ", ".join(FORMATS)
        raise BadInput(
            f"{name} is no picture of a known format ({known}).", rule="picture.format", name=name
        ) from err
    except Exception as err:  # decoders of hostile bytes stumble in ways of their own
        raise BadInput(
            f"{name} is damaged or breaks off ({err}). Save it anew.",
            rule="picture.damaged",
            name=name,
        ) from err


def too_many(name: str, width: int, height: int, most: int) -> TooBig:
    """Return the error of a picture with too many pixels."""
    return TooBig(
        f"{name} has {width:,} x {height:,} pixels; at most {most:,} in all. Make it smaller.",
        rule="picture.pixels",
        value=width * height,
        limit=most,
    )
