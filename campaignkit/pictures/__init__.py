"""Pictures in and out: a logo or a film as plain pixels in sRGB, pixels as PNG, JPEG or WebP.

    values.py        what a picture is
    sources.py       a path, bytes or a stream -> bytes; Pillow's errors into ours
    opening.py       bytes -> a Picture: whole, or no larger than is needed
    png_strips.py    large PNG, a few rows at a time
    jpeg_streams.py  what of a JPEG goes into a file as it is
    colour.py        ICC profiles and inks -> sRGB
    animations.py    what moves, frame by frame
    writing.py       pixels -> files, and into other sizes

The one door to Pillow. A picture is looked at before it is unpacked: one with too many pixels is
refused while it is still small. Only raster formats are opened, never one that runs a program
(EPS, PDF); SVG is no picture but outlines (`campaignkit.vectors`). What is opened stands upright
(EXIF) and is sRGB, whatever profile it came with.
"""

from campaignkit.pictures.animations import MAX_FILM_PIXELS, MAX_FRAMES, film
from campaignkit.pictures.opening import (
    PictureHead,
    every_picture,
    head,
    open_for,
    open_picture,
    open_within,
    seen,
)
from campaignkit.pictures.sources import MAX_BYTES, data_of, named_data
from campaignkit.pictures.values import (
    FORMATS,
    MAX_PHOTO_PIXELS,
    MAX_PIXELS,
    MAX_PPI,
    Jpeg,
    Picture,
    Pixels,
    Source,
)
from campaignkit.pictures.writing import (
    color_names,
    gif_film,
    jpeg,
    png,
    reduced,
    resized,
    webp,
    webp_film,
    within,
)

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "MAX_FILM_PIXELS",
    "MAX_FRAMES",
    "MAX_PHOTO_PIXELS",
    "MAX_PIXELS",
    "MAX_PPI",
    "Jpeg",
    "Picture",
    "PictureHead",
    "Pixels",
    "Source",
    "color_names",
    "data_of",
    "every_picture",
    "film",
    "gif_film",
    "head",
    "jpeg",
    "named_data",
    "open_for",
    "open_picture",
    "open_within",
    "png",
    "reduced",
    "resized",
    "seen",
    "webp",
    "webp_film",
    "within",
]
