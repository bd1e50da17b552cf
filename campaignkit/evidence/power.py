"""What a plan can show, before anything is printed.

Source: H. Zhu and H. Lakkis, "Sample size calculation for comparing two negative binomial rates",
Statistics in Medicine 33 (2014), its variance under the alternative; where places differ, with
Student's quantile instead of the normal one, since a few places tell their own spread badly. Of
arms of 32 and 8 places the normal quantile foretells up to nine points more than is met
(`tests/benchmarks/verify_loop.py power`).
"""

from __future__ import annotations

import math
from statistics import NormalDist

from campaignkit.errors import BadInput

ALPHA, POWER = 0.05, 0.8
SPREAD = 0.5  # of places about their mean, a guess: two in three within half of it
_MOST = 1000.0  # times: no poster is better by more


def power_of_ratio(
    ratio: float,
    *,
    pieces: tuple[int, int],
    rate: float,
    spread: float = 0.0,
    alpha: float = ALPHA,
    many: bool = False,
) -> float:
    """Return how likely two arms are told apart, if one brings `ratio` times as much.

    Args:
        ratio: Of the first arm's rate to the second's.
        pieces: Of each arm; of places that differ, the places.
        rate: Conversations for each piece of the second arm, over the whole time.
        spread: How unlike places are by themselves: the standard deviation of what they would
            bring over the mean of it. 0: chance alone.
        alpha: How often a difference may be seen where there is none.
        many: Places are so many that their spread is known; this is the number that other programs
            give.

    Raises:
        BadInput: no piece, no rate above 0, or a spread below 0.

    >>> round(power_of_ratio(2, pieces=(20, 20), rate=1.0), 2)
    0.72
    >>> round(power_of_ratio(2, pieces=(20, 20), rate=1.0, spread=0.5), 2)
    0.56
    """
    _check(pieces, rate, spread)
    one, other = (
        (1 / each + spread**2) / count
        for each, count in zip((rate * ratio, rate), pieces, strict=True)
    )
    apart, width = abs(math.log(ratio)), math.sqrt(one + other)
    normal = NormalDist()
    outside = normal.inv_cdf(1 - alpha / 2)
    if spread and not many:
        outside = _student(outside, _freedom((one, other), pieces))
    return normal.cdf(apart / width - outside) + normal.cdf(-apart / width - outside)


def detectable_ratio(
    *,
    pieces: tuple[int, int],
    rate: float,
    spread: float = 0.0,
    power: float = POWER,
    alpha: float = ALPHA,
) -> float:
    """Return the smallest difference, as a ratio above 1, that is seen with a probability.

    >>> round(detectable_ratio(pieces=(20, 20), rate=5.0, spread=0.5), 2)
    1.78
    """
    _check(pieces, rate, spread)

    def seen(ratio: float) -> float:
        return power_of_ratio(ratio, pieces=pieces, rate=rate, spread=spread, alpha=alpha)

    low, high = 1.0, 2.0
    while seen(high) < power and high < _MOST:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if seen(middle) < power else (low, middle)
    return high


def _freedom(variances: tuple[float, float], pieces: tuple[int, int]) -> float:
    """Return the degrees of freedom of two spreads that are told by the data (Welch)."""
    parts = zip(variances, pieces, strict=True)
    below = sum(each * each / max(1, count - 1) for each, count in parts)
    return max(1.0, sum(variances) ** 2 / below)


def _student(z: float, v: float) -> float:
    """Return Student's quantile, at v degrees of freedom, of the probability that z is normal's.

    Source: Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5).
    """
    first = (z**3 + z) / (4 * v)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v * v)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    return z + first + second + third


def _check(pieces: tuple[int, int], rate: float, spread: float) -> None:
    if min(pieces) < 1 or not 0 < rate < math.inf or not 0 <= spread < math.inf:
        raise BadInput(
            f"{pieces[0]} and {pieces[1]} pieces that bring {rate} each, with a spread of "
            f"{spread}, cannot be compared: give at least one piece an arm, a rate above 0 and a "
            "spread of 0 or more.",
            rule="evidence.plan",
        )
