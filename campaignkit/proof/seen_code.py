"""A code as it is seen on a page, module by module, and as it was drawn."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from campaignkit import qr
from campaignkit.errors import CampaignError
from campaignkit.proof.reader import Found, Pixels
from campaignkit.proof.sampling import averages, greatest, least
from campaignkit.qr.matrix import codewords_shown
from campaignkit.qr.tables import blocks

Values = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]
Box = tuple[float, float, float, float]

APERTURE = 0.8  # of a module (ISO/IEC 15415 7.3.3, the usual choice)
_UNLIKE = 0.25  # of the modules: more are otherwise only where a text was divided otherwise
_AROUND = 7  # modules across: a square of so many has dark and light ones
# Codewords kept for telling that a block was corrected wrongly (ISO/IEC 18004 table 9).
_KEPT = {(1, "L"): 3, (1, "M"): 2, (1, "Q"): 1, (1, "H"): 1, (2, "L"): 2, (3, "L"): 1}


class SeenCode:
    """A code's pixels, and its reflectance by module, the symbol's own top left first.

    gray: pixels around it, dark on light. box: the symbol in them, pixels. turns, mirrored: how
    it lies there.
    """

    def __init__(self, gray: Pixels, box: Box, found: Found, turns: int, mirrored: bool) -> None:
        self.found, self.gray, self.box = found, gray, box
        self._turns, self._mirrored = turns, mirrored
        self.pixels: Values = _LINEAR[gray]
        self.module = (box[2] - box[0]) / found.modules  # pixels
        upright = averages(self.pixels, box, found.modules, share=APERTURE)
        turned = np.rot90(upright, turns)
        self.grid: Values = turned.T if mirrored else turned
        self.lightest, self.darkest = float(self.grid.max()), float(self.grid.min())
        self.contrast = self.lightest - self.darkest
        self.middle = (self.lightest + self.darkest) / 2
        self.dark: Bools = self.grid < self.middle

    @property
    def modulation(self) -> Values:
        """How far each module is from the threshold, 0 to 1 (ISO/IEC 15415 7.8.4)."""
        off: Values = 2 * np.abs(self.grid - self.middle) / max(self.contrast, 1e-6)
        return off

    @cached_property
    def drawn(self) -> Bools | None:
        """Its modules as its text asks for them; None: its maker divides texts otherwise."""
        found = self.found
        try:
            drawn = qr.encode(found.text, level=found.level)
        except CampaignError:
            return None
        same = (drawn.version, drawn.mask) == (found.version, found.mask)
        return drawn.modules if same else None

    @cached_property
    def meant(self) -> Bools:
        """Its modules as they were drawn, or, of another maker's, as they look amid the others."""
        grays = np.clip(self.grid * 255, 0, 255).astype(np.uint8)
        around = least(grays, _AROUND) / 2 + greatest(grays, _AROUND) / 2
        looks: Bools = grays < around
        if self.drawn is not None and (self.drawn != looks).mean() < _UNLIKE:
            return self.drawn
        where, fixed = qr.fixed_modules(self.found.version, self.found.level, self.found.mask)
        looks[where] = fixed[where]
        return looks

    def laid(self, modules: NDArray[Any]) -> NDArray[Any]:
        """Return a value of each module as it lies in the pixels, the page's top left first."""
        return np.rot90(modules.T if self._mirrored else modules, -self._turns)


@lru_cache(maxsize=64)
def structure(version: int, level: str) -> tuple[NDArray[np.intp], NDArray[np.intp], Values]:
    """Return each module's codeword, each codeword's block, and each block's correction.

    The codeword of a module that belongs to none is below 0.
    """
    codeword, block = codewords_shown(version, level)
    kept = _KEPT.get((version, level), 0)
    lengths = np.array([length - kept for _, length in blocks(version, level)], np.float64)
    return codeword, block, lengths


def reflectance(grays: Values) -> Values:
    """Return the light that grey values stand for, 0 to 1 (IEC 61966-2-1)."""
    shares = np.clip(grays, 0, 255) / 255
    linear: Values = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return linear


_LINEAR = reflectance(np.arange(256, dtype=np.float64))
