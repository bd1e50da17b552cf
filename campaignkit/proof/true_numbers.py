"""A weak code's numbers as they would be without its blur, its shade, its spread of ink.

A blurred code looks grey, a shaded margin looks printed on, fat ink narrows it: whoever judges by
such numbers names a colour or a margin that is as it should be. Here they are taken where neither
neighbours nor shade reach.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from campaignkit.proof.measure import Box, Color, Measured, Patch, edges_and_quiet, sampled
from campaignkit.proof.seen_code import SeenCode, Values
from campaignkit.proof.weakness_traces import Traces, beside, evened

_ALONE = 4  # neighbours of a module amid its like


def true_numbers(numbers: Measured, seen: SeenCode, patch: Patch, traces: Traces) -> Measured:
    """Return the numbers without what the traces explain.

    dark, light: of modules amid their like, in the best light there is. quiet: in even light, with
    edges where they were drawn. The others are as they were.
    """
    dark = seen.laid(seen.meant)
    alone = np.where(dark, beside(dark), _ALONE - beside(dark)) == _ALONE
    colors = sampled(patch.pixels, patch.box, len(dark)).reshape(*dark.shape, -1)
    lit = colors * (traces.best / np.maximum(traces.light, 1.0))[..., None]
    return replace(
        numbers,
        dark=_color(lit[alone & dark]) or numbers.dark,
        light=_color(lit[alone & ~dark]) or numbers.light,
        quiet=_quiet(numbers, seen, patch, traces),
    )


def _color(some: Values) -> Color | None:
    """Return the median of colours, or of greys; None: of none."""
    if not len(some):
        return None
    channels = np.clip(np.median(some, axis=0) + 0.5, 0, 255).astype(int).tolist()
    red, green, blue = channels if len(channels) == 3 else channels * 3
    return red, green, blue


def _quiet(numbers: Measured, seen: SeenCode, patch: Patch, traces: Traces) -> Box:
    """Return the free modules on each side, never fewer than were seen."""
    lit = replace(patch, gray=evened(seen, traces).astype(np.uint8))
    levels = float(np.median(traces.dark)), traces.best
    _, free = edges_and_quiet(lit, seen.found.modules, False, levels)
    grown = max(traces.growth, 0.0)
    west, north, east, south = (
        max(was, now + grown if now else now) for was, now in zip(numbers.quiet, free, strict=True)
    )
    return west, north, east, south
