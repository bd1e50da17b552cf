"""Pairs of colours for a shop: ready ones, and the pair that its logo has.

The pair of a logo is found in its pixels: the colour that takes most of it, counted more the more
colourful it is, and the one most unlike that among the others. White, black and greys count only
where there is nothing else.
"""

from __future__ import annotations

import tomllib
from functools import cache
from os import PathLike
from typing import Any, NamedTuple

import numpy as np

from campaignkit import pictures, resources
from campaignkit.business import contrast
from campaignkit.drawing import Color
from campaignkit.layout.palette import mix

_SIDE = 96  # pixels: enough to count areas
_STEP = 32  # of 256: colours nearer than this are one
_LEAST_SHARE = 0.01  # of the pixels: a speck is no colour of a logo
_PAPER = 1.15  # contrast with white below which a colour is the logo's ground
_APART = 90.0  # distance in RGB from which a second colour is another one


class ReadyPalette(NamedTuple):
    """colors: primary and accent, for Business(colors=…)."""

    name: str
    colors: tuple[Color, Color]
    description: str


@cache
def ready_palettes() -> tuple[ReadyPalette, ...]:
    """Return the pairs that ship, by name.

    >>> [each.name for each in ready_palettes()][:2]
    ['berry', 'clinic']
    """
    table = tomllib.loads(resources.text("palettes", "palettes", ".toml"))
    return tuple(
        ReadyPalette(name, (said["colors"][0], said["colors"][1]), said["description"])
        for name, said in sorted(table.items())
    )


def logo_colors(logo: str | PathLike[str]) -> tuple[Color, Color]:
    """Return primary and accent as a logo has them, for Business(colors=…).

    Of a logo in one colour the accent is a lighter or darker shade of it.

    Raises:
        NotFound, BadInput, TooBig: it is no picture, as for any logo.
    """
    areas = _areas(pictures.open_within(logo, _SIDE))
    first = areas[0][0]
    away = [color for color, _weight in areas if float(np.linalg.norm(color - first)) >= _APART]
    primary = _hex(first)
    if away:
        return primary, _hex(away[0])
    white = contrast(primary, "#FFFFFF") > contrast(primary, "#000000")
    return primary, mix("#FFFFFF" if white else "#000000", primary, 0.45)


def _areas(picture: pictures.Picture) -> list[tuple[Any, float]]:
    """Return the mean colours of a picture, heaviest first."""
    pixels = picture.array().reshape(-1, len(picture.mode)).astype(np.float64)
    if picture.mode == "RGBA":
        pixels = pixels[pixels[:, 3] > 127]
    rgb = pixels[:, :3] if len(pixels) else np.zeros((1, 3))
    keys = (rgb // _STEP).astype(np.int64) @ np.array([64, 8, 1])
    found = []
    for key in np.unique(keys):
        same = rgb[keys == key]
        share = len(same) / len(rgb)
        if share >= _LEAST_SHARE:
            mean = same.mean(axis=0)
            colorful = float(mean.max() - mean.min()) / 255
            found.append((mean, share * (colorful**1.5 + 0.01)))
    inked = [each for each in found if contrast(_hex(each[0]), "#FFFFFF") >= _PAPER]
    heaviest = sorted(inked or found, key=lambda each: (-each[1], tuple(each[0])))
    return heaviest or [(rgb.mean(axis=0), 1.0)]


def _hex(color: Any) -> Color:
    return "#" + "".join(f"{round(float(channel)):02X}" for channel in color)
