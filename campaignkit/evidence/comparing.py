"""Two groups: is one better, or is it chance? Exact for Poisson counts.

Source of the mid-p: H. O. Lancaster, "Significance tests in discrete distributions", JASA 56
(1961).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from campaignkit.errors import BadInput
from campaignkit.evidence.intervals import LEVEL

_SAME = 1e-9  # relative: floats of one number


class Comparison(NamedTuple):
    """How many times as much the first group brought as the second.

    ratio: of the rates; None: the second brought nothing. low, high: its limits. p: how often
    chance alone would make a difference as large.
    """

    ratio: float | None
    low: float
    high: float
    p: float


def compare(
    first: tuple[int, float], second: tuple[int, float], *, level: float = LEVEL
) -> Comparison:
    """Compare two rates, each a count and its exposure: exact for Poisson counts, mid-p.

    Given both counts together, the first is binomial; nothing else is assumed.

    Raises:
        BadInput: a count below 0, or an exposure that is not above 0.

    >>> found = compare((30, 40), (12, 40))
    >>> round(found.ratio, 2), round(found.p, 4), found.low > 1
    (2.5, 0.0054, True)
    """
    (a, of_a), (b, of_b) = first, second
    if min(a, b) < 0 or min(of_a, of_b) <= 0:
        raise BadInput(
            f"{first} and {second} are no counts with exposures.", rule="evidence.counts"
        )
    share = of_a / (of_a + of_b)
    ratio = None if b == 0 else (a / of_a) / (b / of_b)
    if a + b == 0:
        return Comparison(None, 0.0, math.inf, 1.0)
    low, high = _limits(a, a + b, level)
    odds = of_b / of_a
    return Comparison(ratio, _odds(low) * odds, _odds(high) * odds, _mid_p(a, a + b, share))


def _mid_p(hits: int, of: int, share: float) -> float:
    """Return the two-sided p of a binomial count: all that is less likely, half of what is as."""
    log_all = [_log_binomial(k, of, share) for k in range(of + 1)]
    seen = log_all[hits]
    less = math.fsum(math.exp(each) for each in log_all if each < seen - _SAME)
    same = math.fsum(math.exp(each) for each in log_all if abs(each - seen) <= _SAME)
    return min(1.0, less + same / 2)


def _limits(hits: int, of: int, level: float) -> tuple[float, float]:
    """Return the mid-p limits of a binomial share."""
    tail = (1 - level) / 2

    def above(share: float) -> float:
        upper = math.fsum(math.exp(_log_binomial(k, of, share)) for k in range(hits + 1, of + 1))
        return upper + math.exp(_log_binomial(hits, of, share)) / 2

    low = 0.0 if hits == 0 else _where(above, tail)
    high = 1.0 if hits == of else _where(above, 1 - tail)
    return low, high


def _where(rising: Callable[[float], float], value: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < value else (low, middle)
    return (low + high) / 2


def _log_binomial(k: int, n: int, share: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    yes = 0.0 if k == 0 else k * math.log(share)
    no = 0.0 if k == n else (n - k) * math.log1p(-share)
    return ways + yes + no


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)
