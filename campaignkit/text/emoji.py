"""Colour emoji as pixels: a run whose `face.is_color` holds pictures, not outlines.

HarfBuzz paints them (COLR vectors at any size; CBDT and sbix bitmaps as large as they are),
because Pillow shows a COLRv1 emoji as nothing, without an error.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from campaignkit.errors import BadInput, NotFound
from campaignkit.text.faces import Face

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from campaignkit.pictures import Picture


class EmojiImage(NamedTuple):
    """A picture and the box it fills, in em from the pen on the baseline, y upward."""

    picture: Picture
    left: float
    bottom: float
    right: float
    top: float


@lru_cache(maxsize=64)
def emoji_image(face: Face, gid: int, px: int) -> EmojiImage:
    """Return a glyph of a colour font as a picture with transparent ground.

    Args:
        face: One whose `is_color` is true.
        gid: A glyph id of a cluster's parts.
        px: Pixels an em, 1 to 2048; a bitmap font gives what it has.

    Raises:
        BadInput: the font has no colours, or `px` is out of range.
        NotFound: the font has no picture for this glyph.
    """
    if not face.is_color:
        raise BadInput(
            f"{face.name} has no colour glyphs. Draw its outlines instead.",
            rule="font.no-colour",
            name=face.name,
        )
    if not 1 <= px <= 2048:
        raise BadInput(
            f"px={px} is out of range. Give 1 to 2048 pixels an em.", rule="font.pixels", px=px
        )
    return _painted(face, gid, px) or _bitmap(face, gid)


def _painted(face: Face, gid: int, px: int) -> EmojiImage | None:
    """Return the glyph as HarfBuzz paints it, or None where it has no vectors."""
    painted = face.painted(gid, px)
    if painted is None:
        return None
    import numpy as np

    from campaignkit.pictures import Picture

    rows, left, bottom = painted
    height, width, _ = rows.shape
    picture = Picture(width, height, "RGBA", _straight(np.flipud(rows)).tobytes())
    return EmojiImage(picture, left / px, bottom / px, (left + width) / px, (bottom + height) / px)


def _straight(bgra: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return RGBA from BGRA whose colours were multiplied by alpha."""
    import numpy as np

    alpha = bgra[:, :, 3:].astype(np.uint16)
    colors = bgra[:, :, 2::-1].astype(np.uint16)
    straight = np.minimum((colors * 255 + alpha // 2) // np.maximum(alpha, 1), 255)
    return np.concatenate([straight, alpha], axis=2).astype(np.uint8)


def _bitmap(face: Face, gid: int) -> EmojiImage:
    from campaignkit.pictures import open_picture

    data = face.png(gid)
    box = face.extent(gid)
    if not data or box is None:
        raise NotFound(
            f"{face.name} has no picture for glyph {gid}. Use another emoji font.",
            rule="font.no-picture",
            name=face.name,
            gid=gid,
        )
    em = face.upem
    return EmojiImage(open_picture(data), *(edge / em for edge in box))
