"""Colours as a camera or a print shop meant them, into sRGB: ICC profiles, inks, deep greys.

By LittleCMS, which Pillow's wheels bring. A profile that is damaged, or of another kind than the
pixels, is passed over, as browsers do. Inks (CMYK) without a profile are mixed by the plain
formula, for whose inks they are nobody knows.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageCms

_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_ALIKE = 2  # levels of 255: a profile that moves no colour further is sRGB by another name
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC


def in_srgb(image: Image.Image) -> Image.Image:
    """Return an unpacked picture in sRGB: RGB, or RGBA where it may be transparent."""
    image = eight_bits(image)
    profile = image.info.get("icc_profile")
    alpha = None
    if image.has_transparency_data:
        image = image if image.mode == "LA" else image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert(image.mode[:-1])
    elif image.mode not in _SPACES:
        image = image.convert("L" if image.mode == "1" else "RGB")
    if image.info.get("inks") == "plain":  # Pillow takes all JPEG for Adobe's, with inks inverted
        image = ImageChops.invert(image)
    change = _change(bytes(profile), image.mode) if profile else None
    image = image.convert("RGB") if change is None else _changed(image, change)
    if alpha is not None:
        image.putalpha(alpha)
    return image


def is_srgb(profile: bytes | None, mode: str) -> bool:
    """Say whether pixels of this mode, "RGB" or "L", are sRGB as they are."""
    return not profile or _change(bytes(profile), mode) is None


def eight_bits(image: Image.Image) -> Image.Image:
    """Return deep greys with 8 bits, and what has no more as it is."""
    if not (image.mode.startswith("I") or image.mode == "F"):
        return image
    shallow = Image.fromarray((np.asarray(image).astype(np.float64) / 257).astype(np.uint8))
    shallow.info = image.info  # 16 bits of grey: the upper 8 are kept
    return shallow


def _changed(image: Image.Image, change: Any) -> Image.Image:
    made = ImageCms.applyTransform(image, change)
    assert made is not None  # only a change in place gives none
    return made


@lru_cache(maxsize=8)
def _change(profile: bytes, mode: str) -> Any:
    """Return the way from a profile to sRGB; None: there is none, or nothing would change."""
    try:
        found = ImageCms.ImageCmsProfile(BytesIO(profile))
        if found.profile.xcolor_space.strip() != _SPACES[mode]:
            return None
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        change = ImageCms.buildTransform(
            found, srgb, mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, _FLAGS
        )
        probe = _probe(mode)
        moved = np.asarray(_changed(probe, change)).astype(int)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    plain = np.asarray(probe.convert("RGB")).astype(int)
    alike = mode != "CMYK" and np.abs(moved - plain).max() <= _ALIKE
    return None if alike else change


def _probe(mode: str) -> Image.Image:
    """Return colours from all over a space."""
    steps = np.linspace(0, 255, 6).astype(np.uint8)
    channels = len(mode)
    grid = np.stack(np.meshgrid(*[steps] * channels), axis=-1)
    return Image.frombytes(mode, (grid.size // channels, 1), grid.tobytes())
