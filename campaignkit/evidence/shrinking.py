"""Small places drawn towards the middle: three scans of one poster are luck, of forty are not.

Gamma-Poisson, the prior told by all places together (empirical Bayes, by moments). Source: C. N.
Morris, "Parametric empirical Bayes inference", JASA 78 (1983).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from campaignkit.evidence.intervals import LEVEL, Interval, gamma_quantile

_FEWEST = 2  # places: of one there is no middle


class Prior(NamedTuple):
    """What places are like before one of them is looked at: a gamma of this shape and rate."""

    shape: float
    rate: float

    @classmethod
    def of(cls, counts: Sequence[int], exposures: Sequence[float]) -> Prior | None:
        """Return what some places tell of all; None where they differ by no more than chance."""
        total, weight = sum(counts), sum(exposures)
        if len(counts) < _FEWEST or total == 0:
            return None
        mean = total / weight
        spread = sum(e * (c / e - mean) ** 2 for c, e in zip(counts, exposures, strict=True))
        between = weight - sum(e * e for e in exposures) / weight
        variance = (spread - (len(counts) - 1) * mean) / between if between > 0 else 0.0
        # What is left by rounding alone is no difference; a shape of 10**15 ends no series.
        if variance <= 1e-6 * mean * mean:
            return None
        return cls(mean * mean / variance, mean / variance)


def shrunk(
    counts: Sequence[int], exposures: Sequence[float], *, level: float = LEVEL
) -> list[Interval]:
    """Return the rate of each place in the light of all, with limits.

    Where places differ by no more than chance, all have the same rate.

    >>> found = shrunk([3, 0, 40, 5], [1, 1, 20, 5])
    >>> [round(each.value, 2) for each in found]
    [1.95, 1.52, 1.95, 1.42]
    """
    tail = (1 - level) / 2
    prior = Prior.of(counts, exposures)
    made = []
    for count, exposure in zip(counts, exposures, strict=True):
        if prior is None:
            shape, rate = sum(counts) + 0.5, sum(exposures)
        else:
            shape, rate = prior.shape + count, prior.rate + exposure
        low, high = (gamma_quantile(p, shape) / rate for p in (tail, 1 - tail))
        made.append(Interval(shape / rate, low, high))
    return made
