"""Photos of products made small: square, cut from the middle, as many pixels as paper shows."""

from __future__ import annotations

import numpy as np

from campaignkit.pictures import Picture

PIXELS = 220  # a side; 15 mm at 372 dpi


def thumbnail(picture: Picture) -> Picture:
    """Return the middle square of a picture, small, on white.

    >>> small = thumbnail(Picture(1200, 900, "RGB", bytes(1200 * 900 * 3)))
    >>> small.width, small.height
    (225, 225)
    """
    pixels = picture.array().astype(np.float64)
    if picture.mode == "RGBA":
        share = pixels[:, :, 3:] / 255
        pixels = pixels[:, :, :3] * share + 255 * (1 - share)
    side = min(picture.width, picture.height)
    top, left = (picture.height - side) // 2, (picture.width - side) // 2
    step = max(1, side // PIXELS)
    count = side // step
    whole = pixels[top : top + count * step, left : left + count * step, :3]
    blocks = whole.reshape(count, step, count, step, 3).mean(axis=(1, 3))
    small = np.rint(blocks).astype(np.uint8).tobytes()
    return Picture(count, count, "RGB", small, format=picture.format)
