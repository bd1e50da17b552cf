"""Intervals of counts: of a share (Wilson), of a rate (Garwood, exact).

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA
22 (1927); F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936).
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

from campaignkit.errors import BadInput

LEVEL = 0.95
_STEPS = 200  # halvings of a search: far below the last digit of a float


class Interval(NamedTuple):
    """A number and where it may lie, at a level such as 0.95."""

    value: float
    low: float
    high: float


def share_interval(hits: int, of: int, *, level: float = LEVEL) -> Interval:
    """Return the share of hits, with Wilson's interval.

    Raises:
        BadInput: fewer tries than hits, or none.

    >>> [round(number, 3) for number in share_interval(3, 40)]
    [0.075, 0.026, 0.199]
    """
    if not 0 <= hits <= of or of == 0:
        raise BadInput(f"{hits} of {of} is no share.", rule="evidence.share", value=hits, limit=of)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def rate_interval(count: int, exposure: float, *, level: float = LEVEL) -> Interval:
    """Return a count for each unit of exposure, such as conversations for each piece, with limits.

    The limits are exact: a rate outside of them would give such a count less than once in 40.

    Raises:
        BadInput: a count below 0, or nothing that it could come from.

    >>> [round(number, 2) for number in rate_interval(10, 40)]
    [0.25, 0.12, 0.46]
    """
    if count < 0 or exposure <= 0:
        raise BadInput(
            f"{count} from {exposure} is no rate.",
            rule="evidence.rate",
            value=count,
            limit=exposure,
        )
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else gamma_quantile(tail, count)
    high = gamma_quantile(1 - tail, count + 1)
    return Interval(count / exposure, low / exposure, high / exposure)


def gamma_quantile(share: float, shape: float) -> float:
    """Return below what a gamma variable of this shape (scale 1) lies with a probability.

    >>> round(gamma_quantile(0.5, 1), 4)  # the median of waiting: ln 2
    0.6931
    """
    low, high = 1e-300, shape + 10 * math.sqrt(shape) + 20
    while gamma_share(high, shape) < share:
        high *= 2
    for _ in range(_STEPS):
        middle = math.sqrt(low) * math.sqrt(high)  # of small shapes most lies very near to 0
        low, high = (middle, high) if gamma_share(middle, shape) < share else (low, middle)
        if high - low <= 1e-12 * high:
            break
    return (low + high) / 2


def gamma_share(x: float, shape: float) -> float:
    """Return the regularised lower incomplete gamma function P(shape, x).

    By its series below shape + 1, by its continued fraction (Lentz) above (DLMF 8.11.4, 8.9.2).
    """
    if x <= 0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        part = shape
        while abs(term) > 1e-16 * abs(total):
            part += 1
            term *= x / part
            total += term
        return min(1.0, front * total)
    return max(0.0, 1 - front * _fraction(x, shape))


def _fraction(x: float, shape: float) -> float:
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    result = d
    for step in range(1, 10_000):
        a = -step * (step - shape)
        b += 2
        d = 1 / (a * d + b or tiny)
        c = b + a / c or tiny
        result *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return result
