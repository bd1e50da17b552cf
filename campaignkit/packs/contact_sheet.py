"""All stickers of a pack in one picture: on the light wallpaper of a chat, and on the dark."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from campaignkit import pictures
from campaignkit.errors import CampaignError
from campaignkit.packs.rules import emit
from campaignkit.packs.values import PackSticker
from campaignkit.pictures import Pixels

WALLPAPERS = ((0xE5, 0xDD, 0xD5), (0x0B, 0x14, 0x1A))
CELL = 144  # pixels
COLUMNS = 8
MOST = 120  # stickers shown
THUMBNAIL, SKETCH = 128, 96  # pixels
_GAP = 8
_REMEMBERED = 256  # thumbnails, of some 9 kB each
_MOST_PIXELS = 4_000_000
_MISSING = (0xB0, 0x00, 0x20)


def contact(stickers: Sequence[PackSticker]) -> Pixels:
    """Return RGB pixels: rows of stickers, first on light, then on dark.

    A moving sticker shows its first frame, one that cannot be opened a red frame.
    """
    shown = [_small(each) for each in stickers[:MOST]]
    columns = max(1, min(COLUMNS, len(shown)))
    rows = max(1, -(-len(shown) // columns))
    parts = []
    for paper in WALLPAPERS:
        part = np.empty((rows * CELL, columns * CELL, 3), np.uint8)
        part[:] = paper
        for number, pixels in enumerate(shown):
            row, column = divmod(number, columns)
            _lay(part, pixels, column * CELL, row * CELL)
        parts.append(part)
    return np.concatenate(parts)


@lru_cache(maxsize=_REMEMBERED)
def thumbnail(data: bytes) -> bytes:
    """Return a sticker's file as a PNG of at most 128 x 128 pixels, made in a millisecond or two.

    Raises:
        BadInput, TooBig: it cannot be opened.
    """
    found = pictures.open_picture(data, max_pixels=_MOST_PIXELS)
    return pictures.png(pictures.reduced(found.array(), THUMBNAIL))


def sketch(pixels: Pixels) -> bytes:
    """Return a sticker's pixels as a PNG of at most 96 x 96, to be seen while it is made."""
    return pictures.png(pictures.reduced(pixels, SKETCH))


def _small(each: PackSticker) -> Pixels:
    side = CELL - _GAP
    try:
        found = pictures.open_within(each.data or b"", side, max_pixels=_MOST_PIXELS)
    except CampaignError:
        return _red_frame(side)
    array = found.array()
    if found.mode == "RGBA":
        return array
    return np.dstack([array, np.full(array.shape[:2], 255, np.uint8)])


def _red_frame(side: int) -> Pixels:
    made = np.zeros((side, side, 4), np.uint8)
    made[:] = (*_MISSING, 255)
    inset = emit().outline
    made[inset:-inset, inset:-inset] = 0
    return made


def _lay(part: Pixels, pixels: Pixels, x: int, y: int) -> None:
    """Lay RGBA pixels into the middle of a cell, in place."""
    height, width = pixels.shape[:2]
    x, y = x + (CELL - width) // 2, y + (CELL - height) // 2
    under = part[y : y + height, x : x + width]
    share = pixels[:, :, 3:].astype(np.uint16)
    mixed = (pixels[:, :, :3] * share + under * (255 - share) + 127) // 255
    part[y : y + height, x : x + width] = mixed
