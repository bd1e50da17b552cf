"""Pictures for a chat, a status or a profile: their pixels, and a gentle loop of two of them.

A design that is for screens says its `pixels`. A loop is a ring of light that breathes around the
code: nothing else moves, so the code is the same in every frame and can be scanned at any moment.

Loops are GIF: that is what Pillow writes and galleries of phones show. Animated WebP is
WhatsApp's form of stickers, not of pictures, and MP4 wants an encoder besides Pillow (the extra
`films` has one, 100 MB). That a status takes a GIF as it takes a film is our belief: it was
tried on no phone.
"""

from __future__ import annotations

from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from campaignkit import pictures
from campaignkit.drawing import CodeBox, Color, Drawing
from campaignkit.errors import BadInput

LOOP_PX = 720  # across, of a loop: sharp on a phone, and small enough for a slow line
FRAMES, FRAME_MS = 16, 120  # a breath of two seconds
_REACH = 0.022  # of the width: how far the ring goes from the code's panel
_STRENGTH = 0.85
_ELSE = ("#FFFFFF", "#1A1A1A")
_APART, _NEARLY_ALL = 150, 0.75  # of 765, all channels together; of the pixels: judged by eye


def loop(drawing: Drawing, base: NDArray[np.uint8], color: Color) -> bytes:
    """Return a drawing with a code as a GIF that repeats for ever, its code as it is in each frame.

    base: the drawing as pixels, RGB. color: of the ring; where it could hardly be seen on what lies
    around the code, the ring is white, or nearly black.

    Raises:
        BadInput: it has no code.
    """
    codes = drawing.codes()
    if not codes:
        raise BadInput(
            "there is no code around which anything could move. Save it as .png.",
            rule="screen.no-code",
        )
    scale = base.shape[1] / drawing.width
    away = _away(codes[0], base.shape[:2], scale)
    around = base[(away > 0) & (away <= _REACH * base.shape[1])]
    paint = next((each for each in map(_rgb, (color, *_ELSE)) if _shows(each, around)), _rgb(color))
    frames = []
    for number in range(FRAMES):
        breath = (1 - cos(2 * pi * number / FRAMES)) / 2
        reach = breath * _REACH * base.shape[1]
        cover = np.clip(reach - away + 0.5, 0, 1) * (away > 0) * breath * _STRENGTH
        shown = base + (paint - base) * cover[:, :, None]
        frames.append((np.rint(shown).astype(np.uint8), FRAME_MS))
    return pictures.gif_film(frames)


def _rgb(color: Color) -> NDArray[np.float32]:
    return np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float32)


def _shows(paint: NDArray[np.float32], around: NDArray[np.uint8]) -> bool:
    """Say whether a colour is seen on nearly all pixels that it would cover."""
    apart = np.abs(around.astype(np.float32) - paint).sum(axis=1)
    return bool((apart > _APART).mean() > _NEARLY_ALL)


def _away(code: CodeBox, shape: tuple[int, ...], scale: float) -> NDArray[np.float32]:
    """Return how far each pixel is from the panel of a code, 0 on it."""
    down, across = np.ogrid[: shape[0], : shape[1]]
    left, top, side = code.x * scale, code.y * scale, code.side * scale
    x = np.maximum(np.maximum(left - across, across - (left + side)), 0)
    y = np.maximum(np.maximum(top - down, down - (top + side)), 0)
    return np.hypot(x, y).astype(np.float32)
