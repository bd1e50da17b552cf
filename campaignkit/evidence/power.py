"""What a plan can show, before anything is printed.

Places that differ tell their own spread, and a few tell it badly, so what is asked is the power of
Student's t (noncentral), its degrees of freedom after Welch: 32 places against 8 are worth those
of 10 in all. What each arm's logarithm varies by is that of negative binomial counts.

Sources: H. Zhu and H. Lakkis, "Sample size calculation for comparing two negative binomial rates",
Statistics in Medicine 33 (2014), the variance under the alternative; B. L. Welch, "The
generalization of Student's problem", Biometrika 34 (1947); N. L. Johnson and B. L. Welch,
"Applications of the non-central t-distribution", Biometrika 31 (1940). The same number by other
programs, and what simulated campaigns met: `tests/benchmarks/verify_loop.py power`.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from campaignkit.errors import BadInput

ALPHA, POWER = 0.05, 0.8
SPREAD = 0.5  # of places about their mean, a guess: two in three within half of it
_MOST = 20.0  # times: no poster is better by more
_DRAWS = 10_000  # of fewer, each is looked at: see `randomizing`
_NORMAL = NormalDist()
_POINTS = 400  # of an integral whose error falls exponentially with them
_DEPTH = 35.0  # exp(-35): what is left out of it
_STEPS = 100  # of Newton, of whom ten suffice at one degree of freedom and four at ten


def power_of_ratio(
    ratio: float,
    *,
    pieces: tuple[int, int],
    rate: float,
    spread: float = 0.0,
    alpha: float = ALPHA,
    strata: int = 1,
) -> float:
    """Return how likely two arms are told apart, if one brings `ratio` times as much.

    Args:
        ratio: Of the first arm's rate to the second's.
        pieces: Of each arm; of places that differ, the places.
        rate: Conversations for each piece of the second arm, over the whole time.
        spread: How unlike places are by themselves: the standard deviation of what they would
            bring over the mean of it. 0: chance alone, of which nothing has to be told.
        alpha: How often a difference may be seen where there is none.
        strata: In how many groups of places the arms are compared, which tell spreads of their
            own; pairs, if there are as many as places of an arm.

    Raises:
        BadInput: no piece, no rate above 0, or a spread below 0.

    >>> round(power_of_ratio(2, pieces=(20, 20), rate=1.0), 2)
    0.72
    >>> round(power_of_ratio(2, pieces=(20, 20), rate=1.0, spread=0.5), 2)
    0.57
    """
    _check(pieces, rate, spread)
    alpha = _reached(alpha, pieces, strata)
    if not alpha:
        return 0.0
    rates, is_paired = (rate * ratio, rate), min(pieces) < 2 * strata
    one, other = ((1 / each + spread**2) / count for each, count in zip(rates, pieces, strict=True))
    if is_paired:
        apart = abs(ratio - 1) / math.sqrt(ratio**2 * one + other)
    else:
        apart = abs(math.log(ratio)) / math.sqrt(one + other)
    if not spread:
        outside = _NORMAL.inv_cdf(1 - alpha / 2)
        return _NORMAL.cdf(apart - outside) + _NORMAL.cdf(-apart - outside)
    free = strata - 1 if is_paired else _freedom((one, other), pieces, strata)
    told = _Student(max(1.0, free))
    outside = told.quantile(alpha / 2)
    return told.above(outside, apart) + told.above(outside, -apart)


def detectable_ratio(
    *,
    pieces: tuple[int, int],
    rate: float,
    spread: float = 0.0,
    power: float = POWER,
    alpha: float = ALPHA,
    strata: int = 1,
) -> float | None:
    """Return the smallest difference, as a ratio above 1, that is seen with a probability.

    None: not even one of twenty times is.

    >>> round(detectable_ratio(pieces=(20, 20), rate=5.0, spread=0.5), 2)
    1.79
    """
    _check(pieces, rate, spread)

    def seen(ratio: float) -> float:
        return power_of_ratio(
            ratio, pieces=pieces, rate=rate, spread=spread, alpha=alpha, strata=strata
        )

    low, high = 1.0, 2.0
    while seen(high) < power:
        if high > _MOST:
            return None
        high *= 2
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if seen(middle) < power else (low, middle)
    return high


def _reached(alpha: float, pieces: tuple[int, int], strata: int) -> float:
    """Return how often chance alone is called a difference: never more than `alpha`, in steps of
    two draws of all there are; 0 where they are too few.
    """
    ways = 1
    for block in range(strata):
        one, other = (count // strata + (block < count % strata) for count in pieces)
        ways *= math.comb(one + other, one)
        if ways > _DRAWS:
            return alpha
    return 2 * math.floor(alpha / 2 * ways) / ways


def _freedom(variances: tuple[float, float], pieces: tuple[int, int], strata: int) -> float:
    """Return the degrees of freedom of two spreads that are told by the data (Welch)."""
    parts = zip(variances, pieces, strict=True)
    below = sum(each * each / (count - strata) for each, count in parts)
    return sum(variances) ** 2 / below


class _Student:
    """Student's t of v degrees of freedom: a normal over a spread that the data tell.

    The spread S, the root of chi-squared over v, is kept as points of its logarithm with their
    weights: what a noncentral t does is what a normal does, over all that S may be.
    """

    def __init__(self, v: float) -> None:
        far, deep = math.sqrt(_DEPTH / v), _DEPTH / v
        log = np.linspace(-deep - far, far, _POINTS)
        weight = np.exp(v * (log - (np.exp(2 * log) - 1) / 2))
        self._v, self._spread, self._weight = v, np.exp(log), weight / weight.sum()

    def above(self, t: float, apart: float) -> float:
        """Return how likely t is passed where the normal's middle is `apart`, in its spreads."""
        normal = np.array([_NORMAL.cdf(apart - t * each) for each in self._spread])
        return float(self._weight @ normal)

    def quantile(self, tail: float) -> float:
        """Return beyond which t lies a tail, where nothing is apart."""
        t = _NORMAL.inv_cdf(1 - tail)  # below it: a convex tail is met from below
        for _ in range(_STEPS):
            slope = self._weight @ (
                self._spread * np.exp(-((t * self._spread) ** 2) / 2) / math.sqrt(2 * math.pi)
            )
            step = (self.above(t, 0.0) - tail) / float(slope)
            t += step
            if abs(step) < 1e-12 * t:
                break
        return t


def _check(pieces: tuple[int, int], rate: float, spread: float) -> None:
    if min(pieces) < 1 or not 0 < rate < math.inf or not 0 <= spread < math.inf:
        raise BadInput(
            f"{pieces[0]} and {pieces[1]} pieces that bring {rate} each, with a spread of "
            f"{spread}, cannot be compared: give at least one piece an arm, a rate above 0 and a "
            "spread of 0 or more.",
            rule="evidence.plan",
        )
