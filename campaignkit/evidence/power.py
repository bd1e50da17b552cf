"""What a plan can show, before anything is printed."""

from __future__ import annotations

import math
from statistics import NormalDist

from campaignkit.errors import BadInput

ALPHA, POWER = 0.05, 0.8
_MOST = 1000.0  # times: no poster is better by more


def power_of_ratio(
    ratio: float, *, pieces: tuple[int, int], rate: float, alpha: float = ALPHA
) -> float:
    """Return how likely two arms are told apart, if one brings `ratio` times as much.

    Args:
        ratio: Of the first arm's rate to the second's.
        pieces: Of each arm.
        rate: Conversations for each piece of the second arm, over the whole time.
        alpha: How often a difference may be seen where there is none.

    By the square roots of Poisson counts, whose spread is 1/2 whatever the rate (Anscombe, 1948).

    >>> round(power_of_ratio(2, pieces=(20, 20), rate=1.0), 2)
    0.75
    """
    _check(pieces, rate)
    z = NormalDist().inv_cdf(1 - alpha / 2)
    one, other = pieces
    apart = math.sqrt(rate * ratio) - math.sqrt(rate)
    spread = math.sqrt(1 / (4 * one) + 1 / (4 * other))
    shift = abs(apart) / spread
    return NormalDist().cdf(shift - z) + NormalDist().cdf(-shift - z)


def detectable_ratio(
    *, pieces: tuple[int, int], rate: float, power: float = POWER, alpha: float = ALPHA
) -> float:
    """Return the smallest difference, as a ratio above 1, that is seen with a probability.

    >>> round(detectable_ratio(pieces=(20, 20), rate=1.0), 2)
    2.08
    """
    _check(pieces, rate)
    low, high = 1.0, 2.0
    while power_of_ratio(high, pieces=pieces, rate=rate, alpha=alpha) < power and high < _MOST:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        seen = power_of_ratio(middle, pieces=pieces, rate=rate, alpha=alpha)
        low, high = (middle, high) if seen < power else (low, middle)
    return high


def _check(pieces: tuple[int, int], rate: float) -> None:
    if min(pieces) < 1 or not 0 < rate < math.inf:
        raise BadInput(
            f"{pieces[0]} and {pieces[1]} pieces that bring {rate} each cannot be compared: give "
            "at least one piece an arm, and a rate above 0.",
            rule="evidence.plan",
        )
