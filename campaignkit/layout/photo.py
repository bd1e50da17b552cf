"""The shop's own picture under everything: cut to its box, and dimmed until white is read on it.

Every pixel is brought below the luminance on which white has 4.5:1 (WCAG 2.2), along a curve that
keeps dark parts as they are: the picture stays itself, and no letter depends on where it falls.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from campaignkit import pictures, resources
from campaignkit.drawing import Image, Item
from campaignkit.layout.art import is_path
from campaignkit.layout.outlines import Bounds
from campaignkit.pictures import Picture

BRIGHTEST = 1.05 / 4.6 - 0.05  # relative luminance on which white has 4.6:1
_SOFT, _DARKEST_KEEP = 0.45, 0.55  # how the dimming curve bends, and starts: judged by eye
_MOST_PX = 2600  # along the longer side: A4 at 220 dpi


def drawn(artwork: str, bounds: Bounds) -> Iterator[Item]:
    """Yield the picture over the whole box, if it is one."""
    if not is_path(artwork) or artwork.lower().endswith(".svg"):
        return
    from pathlib import Path

    dimmed_ = _dimmed(artwork, resources.as_of(Path(artwork)))
    picture = _cut(dimmed_, bounds.width / bounds.height)
    yield Image(x=bounds.x, y=bounds.y, width=bounds.width, height=bounds.height, picture=picture)


@lru_cache(maxsize=8)
def _dimmed(artwork: str, _as_of: resources.AsOf) -> Picture:
    return dimmed(pictures.open_within(artwork, _MOST_PX))


def dimmed(picture: Picture) -> Picture:
    """Return a picture on whose every pixel white letters have 4.5:1; what is clear is black."""
    pixels = picture.array().astype(np.float32) / 255
    rgb = pixels[:, :, :3]
    if picture.mode == "RGBA":
        rgb = rgb * pixels[:, :, 3:]
    linear: NDArray[np.float32] = np.where(
        rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4
    ).astype(np.float32)
    light = linear @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
    # Dark parts keep 1 / _SOFT of their light, the brightest reach BRIGHTEST and no more.
    target = BRIGHTEST * light * (1 + _SOFT) / (light + _SOFT)
    scale = np.minimum(target, light * _DARKEST_KEEP) / np.maximum(light, 1e-6)
    dim = linear * scale[:, :, None]
    coded = np.where(dim <= 0.0031308, dim * 12.92, 1.055 * dim ** (1 / 2.4) - 0.055)
    out = np.floor(coded.clip(0, 1) * 255).astype(np.uint8)
    return Picture(picture.width, picture.height, "RGB", out.tobytes(), format=picture.format)


def _cut(picture: Picture, aspect: float) -> Picture:
    """Return the middle of a picture, as wide for its height as its box."""
    width, height = picture.width, picture.height
    across, down = min(width, round(height * aspect)), min(height, round(width / aspect))
    x, y = (width - across) // 2, (height - down) // 2
    part = picture.array()[y : y + max(1, down), x : x + max(1, across)]
    pixels = np.ascontiguousarray(part).tobytes()
    return Picture(part.shape[1], part.shape[0], "RGB", pixels, format=picture.format)
