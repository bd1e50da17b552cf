"""Photos of products made small: cut from the middle, as many pixels as paper shows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from campaignkit.pictures import Picture

PIXELS = 220  # along the shorter side; 15 mm at 372 dpi
CARD_PIXELS = 520  # likewise of a card's: 45 mm at 294 dpi


def thumbnail(picture: Picture, *, pixels: int = PIXELS, aspect: float = 1.0) -> Picture:
    """Return the middle of a picture, small, on white: its width is `aspect` times its height.

    pixels: along its shorter side, about.

    >>> small = thumbnail(Picture(1200, 900, "RGB", bytes(1200 * 900 * 3)))
    >>> small.width, small.height
    (225, 225)
    """
    found: NDArray[np.floating[Any]] = picture.array().astype(np.float64)
    if picture.mode == "RGBA":
        share = found[:, :, 3:] / 255
        found = found[:, :, :3] * share + 255 * (1 - share)
    across = min(picture.width, int(picture.height * aspect))
    down = min(picture.height, int(picture.width / aspect))
    top, left = (picture.height - down) // 2, (picture.width - across) // 2
    step = max(1, min(across, down) // pixels)
    columns, rows = max(1, across // step), max(1, down // step)
    whole = found[top : top + rows * step, left : left + columns * step, :3]
    blocks = whole.reshape(rows, step, columns, step, 3).mean(axis=(1, 3))
    small = np.rint(blocks).astype(np.uint8).tobytes()
    return Picture(columns, rows, "RGB", small, format=picture.format)
