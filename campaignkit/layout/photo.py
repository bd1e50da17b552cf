"""The shop's own picture under everything: cut to its box, and dimmed until white is read on it.

Every pixel is brought below the luminance on which white has 4.5:1 (WCAG 2.2), along a curve that
keeps dark parts as they are: the picture stays itself, and no letter depends on where it falls.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from campaignkit import pictures, resources, svg_paths
from campaignkit.drawing import Image, Item
from campaignkit.layout.artwork_boxes import is_path
from campaignkit.layout.outlines import Bounds
from campaignkit.pictures import Picture
from campaignkit.vectors import Clip, Layer, Raster, Vector
from campaignkit.vectors.values import LONG_SIDE

BRIGHTEST = 1.05 / 4.6 - 0.05  # relative luminance on which white has 4.6:1
_SOFT, _DARKEST_KEEP = 0.45, 0.55  # how the dimming curve bends, and starts: judged by eye
_MOST_PX = 2600  # along the longer side: A4 at 220 dpi


class Scrim(NamedTuple):
    """Where a picture is dimmed: nowhere, everywhere, or over `share` of it from a side on.

    flip: the design runs right to left, its start is at the right.
    """

    side: Literal["none", "all", "bottom", "start"] = "all"
    share: float = 1.0
    flip: bool = False


WHOLE = Scrim()


def drawn(
    artwork: str, bounds: Bounds, scrim: Scrim = WHOLE, *, is_round: bool = False
) -> Iterator[Item]:
    """Yield the picture over the whole box, if it is one, dimmed where words stand on it.

    is_round: cut to the ellipse in the box.
    """
    if not is_path(artwork) or artwork.lower().endswith(".svg"):
        return
    from pathlib import Path

    picture = _dimmed(artwork, resources.as_of(Path(artwork)), bounds.width / bounds.height, scrim)
    shown = _in_ellipse(picture) if is_round else picture
    yield Image(x=bounds.x, y=bounds.y, width=bounds.width, height=bounds.height, picture=shown)


@lru_cache(maxsize=8)
def _in_ellipse(picture: Picture) -> Vector:
    """Return a picture cut to the ellipse in it; the cut is an outline, sharp at any size."""
    scale = LONG_SIDE / max(picture.width, picture.height)
    width, height = picture.width * scale, picture.height * scale
    whole = Raster(picture, (width, 0.0, 0.0, height, 0.0, 0.0))
    edge = Clip(svg_paths.ellipse(0.0, 0.0, width, height))
    return Vector(width, height, (Layer((whole,), clip=edge),), source=picture.pixels)


@lru_cache(maxsize=8)
def _dimmed(artwork: str, _as_of: resources.AsOf, aspect: float, scrim: Scrim) -> Picture:
    return dimmed(_cut(pictures.open_within(artwork, _MOST_PX), aspect), scrim)


def dimmed(picture: Picture, scrim: Scrim = WHOLE) -> Picture:
    """Return a picture on whose every pixel white letters have 4.5:1, where the scrim is whole.

    What is clear is black.
    """
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
    scale = 1 - (1 - scale) * _strength(light.shape[0], light.shape[1], scrim)
    dim = linear * scale[:, :, None]
    coded = np.where(dim <= 0.0031308, dim * 12.92, 1.055 * dim ** (1 / 2.4) - 0.055)
    out = np.floor(coded.clip(0, 1) * 255).astype(np.uint8)
    return Picture(picture.width, picture.height, "RGB", out.tobytes(), format=picture.format)


def _strength(height: int, width: int, scrim: Scrim) -> NDArray[np.float32]:
    """Return how far each pixel is dimmed, 0 to 1: wholly under the scrim, fading beside it."""
    if scrim.side in ("all", "none"):
        return np.full((height, width), float(scrim.side == "all"), np.float32)
    length = height if scrim.side == "bottom" else width
    away = (np.arange(length, dtype=np.float32)[::-1] + 0.5) / length  # from the last one
    fade = max(0.01, min(1 / 3, 1 - scrim.share))
    ramp = np.clip(1 - (away - scrim.share) / fade, 0, 1)
    ramp = ramp * ramp * (3 - 2 * ramp)
    if scrim.side == "bottom":
        return np.repeat(ramp[:, None], width, axis=1).astype(np.float32)
    ramp = ramp if scrim.flip else ramp[::-1]
    return np.repeat(ramp[None, :], height, axis=0).astype(np.float32)


def _cut(picture: Picture, aspect: float) -> Picture:
    """Return the middle of a picture, as wide for its height as its box."""
    width, height = picture.width, picture.height
    across, down = min(width, round(height * aspect)), min(height, round(width / aspect))
    x, y = (width - across) // 2, (height - down) // 2
    part = picture.array()[y : y + max(1, down), x : x + max(1, across)]
    pixels = np.ascontiguousarray(part).tobytes()
    return Picture(part.shape[1], part.shape[0], picture.mode, pixels, format=picture.format)
