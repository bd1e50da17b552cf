"""Pictures into a PDF: a JPEG as it is, pixels packed, and never more of them than print shows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from campaignkit import pictures
from campaignkit.drawing import Image
from campaignkit.pictures import MAX_PPI, Picture
from campaignkit.render.document import PdfWriter, Stream, name
from campaignkit.units import MM_PER_INCH

_SLACK = 1.02  # nothing is gained by drawing a picture anew for a fiftieth


def shown(image: Image) -> Picture:
    """Return the picture of an image with no more pixels than 600 an inch of its box."""
    across, down = (side / MM_PER_INCH * MAX_PPI for side in (image.width, image.height))
    picture = image.picture
    assert isinstance(picture, Picture)  # outlines have no pixels
    if picture.width <= across * _SLACK and picture.height <= down * _SLACK:
        return picture
    return _within(picture, max(1, round(across)), max(1, round(down)))


@lru_cache(maxsize=64)
def _within(picture: Picture, across: int, down: int) -> Picture:
    return pictures.within(picture, across, down)


def add_picture(document: PdfWriter, picture: Picture) -> Any:
    """Write a picture as an image object; return the reference to it.

    A photo that had to be made smaller is written as JPEG again; whatever shines through, and what
    was no JPEG, keeps every pixel as it is. Greys are written in one channel: one ink.
    """
    entries = {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "BitsPerComponent": 8,
    }
    if picture.stream is not None or picture.is_photo:
        file = pictures.jpeg(picture)
        entries["ColorSpace"] = name("DeviceGray" if file.channels == 1 else "DeviceRGB")
        return document.add(Stream(file.data, entries, packed_as="DCTDecode"))
    alpha = picture.alpha()
    if alpha is not None:
        mask = Stream(alpha, {**entries, "ColorSpace": name("DeviceGray")})
        entries["SMask"] = document.add(mask)
    pixels = picture.array()[:, :, :3]
    if _is_grey(picture):
        grey = {**entries, "ColorSpace": name("DeviceGray")}
        return document.add(Stream(pixels[:, :, 0].tobytes(), grey))
    return document.add(Stream(picture.rgb(), {**entries, "ColorSpace": name("DeviceRGB")}))


def _is_grey(picture: Picture) -> bool:
    pixels = picture.array()
    same = (pixels[:, :, 0] == pixels[:, :, 1]) & (pixels[:, :, 1] == pixels[:, :, 2])
    if picture.mode == "RGBA":
        same |= pixels[:, :, 3] == 0  # where nothing is seen, no colour counts
    return bool(np.all(same))
