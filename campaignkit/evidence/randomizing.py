"""What an experiment shows: the draw is made again, thousands of times, and compared.

Nothing is assumed of places but that chance alone gave each its arm, within its block. If all
draws are few, each is looked at (exact); else 9,999 are drawn by a seed. The limits are those
effects that the test does not refuse. What it says of a difference in means is linear in it, so
its limits are order statistics of the draws; those of a ratio are searched for. A ratio is judged
by its logarithm over its spread, since busy places spread wider than quiet ones.

Sources: R. A. Fisher, "The design of experiments" (1935); B. Phipson and G. K. Smyth, "Permutation
P-values should never be zero", SAGMB 9 (2010); P. Rosenbaum, "Observational studies" (2002), 2.4;
A. Janssen, "Studentized permutation tests", Statistics & Probability Letters 36 (1997).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from campaignkit.errors import BadInput
from campaignkit.evidence.intervals import LEVEL

DRAWS = 9_999
_AT_ONCE = 4_000_000  # random numbers held together
_SAME = 1e-9  # relative: sums of one number
_MOST = 1e4  # times: no poster brings more
_HALVINGS = 24  # of a search between 1 and _MOST: to a millionth


class Effect(NamedTuple):
    """What an arm did, against another. p: how often chance alone makes as much of a difference.

    value: a difference in means, or a ratio; None: the other arm brought nothing. low, high: its
    limits. draws: how many were compared; is_exact: all that there are.
    """

    value: float | None
    low: float
    high: float
    p: float
    draws: int
    is_exact: bool


def difference(
    values: Sequence[float],
    treated: Sequence[bool],
    blocks: Sequence[str] | None = None,
    *,
    seed: int,
    level: float = LEVEL,
) -> Effect:
    """Return by how much more the treated have, on average, with randomisation limits.

    blocks: within which they were drawn; None: one. Differences are taken within blocks.

    Raises:
        BadInput: lists of unlike lengths; no block has units of both arms.

    >>> found = difference([9, 8, 7, 9, 1, 2, 1, 2], [True] * 4 + [False] * 4, seed=1)
    >>> found.value, round(found.p, 3), found.low, found.is_exact
    (6.75, 0.029, 5.0, True)
    """
    test = _Test.of(values, treated, blocks)
    y, one = test.values, test.treated.astype(np.float64)
    seen, told, own = test.seen(y), [], []
    for some in test.assignments(seed):
        told.append(test.statistic(some, y))
        own.append(1 - test.statistic(some, one))  # 0 where this is the very draw
    every, apart = np.concatenate(told), np.concatenate(own)
    other = apart > _SAME
    ordered = np.sort((seen - every[other]) / apart[other])
    at = test.room(len(every), level) - (len(every) - len(ordered))
    low, high = -math.inf, math.inf
    if 0 <= at < len(ordered):
        low, high = float(ordered[at]), float(ordered[len(ordered) - 1 - at])
    p = test.p(every, seen, _SAME * test.scale)
    return Effect(seen, low, high, p, len(every), test.is_exact)


def ratio(
    values: Sequence[float],
    treated: Sequence[bool],
    blocks: Sequence[str] | None = None,
    *,
    seed: int,
    level: float = LEVEL,
) -> Effect:
    """Return how many times as much the treated have, on average, with randomisation limits.

    Raises:
        BadInput: as `difference`, or a value is below 0.

    >>> found = ratio([9, 8, 7, 9, 1, 2, 1, 2], [True] * 4 + [False] * 4, seed=1)
    >>> found.value, round(found.p, 3), found.low > 2
    (5.5, 0.029, True)
    """
    if min(values, default=0) < 0:
        raise BadInput("what is below 0 has no ratio.", rule="evidence.below-zero")
    test = _Test.of(values, treated, blocks)
    if not test.values.any():
        return Effect(None, 0.0, math.inf, 1.0, 0, test.is_exact)
    parts = _Parts.of(test, seed)
    low, high = (parts.limit(test, (1 - level) / 2, upper=upper) for upper in (False, True))
    every, seen = parts.logs(test, 1.0)
    first, second = parts.at(1.0)
    value = None if second[0] <= 0 else float(first[0] / second[0])
    return Effect(value, low, high, test.p(every, seen, _SAME), len(every), test.is_exact)


class _Test(NamedTuple):
    """An experiment as arrays. weights, base: a statistic is draws @ (weights * v) - base @ v."""

    values: np.ndarray
    treated: np.ndarray
    spans: tuple[tuple[np.ndarray, int], ...]  # the units of each block; how many are treated
    weights: np.ndarray
    base: np.ndarray

    @classmethod
    def of(
        cls, values: Sequence[float], treated: Sequence[bool], blocks: Sequence[str] | None
    ) -> _Test:
        names = [""] * len(values) if blocks is None else [str(each) for each in blocks]
        if not len(values) == len(treated) == len(names):
            raise BadInput(
                f"{len(values)} values, {len(treated)} arms and {len(names)} blocks are not of "
                "the same units.",
                rule="evidence.lengths",
            )
        drawn = np.asarray(treated, dtype=bool)
        members: dict[str, list[int]] = {}
        for at, name in enumerate(names):
            members.setdefault(name, []).append(at)
        both = [
            np.array(units) for units in members.values() if 0 < drawn[units].sum() < len(units)
        ]
        if not both:
            raise BadInput(
                "no block has places of both arms: nothing can be compared.", rule="evidence.empty"
            )
        kept = np.sort(np.concatenate(both))
        place = {int(at): number for number, at in enumerate(kept)}
        spans = [np.array([place[int(at)] for at in units]) for units in both]
        y, z = np.asarray(values, dtype=np.float64)[kept], drawn[kept]
        weights, base = np.zeros(len(kept)), np.zeros(len(kept))
        told = []
        for units in spans:
            ones, share = int(z[units].sum()), len(units) / len(kept)
            weights[units] = share / ones + share / (len(units) - ones)
            base[units] = share / (len(units) - ones)
            told.append((units, ones))
        return cls(y, z, tuple(told), weights, base)

    @property
    def scale(self) -> float:
        return max(1e-300, float(np.abs(self.values).max()))

    @property
    def is_exact(self) -> bool:
        """Whether all draws are so few that each can be looked at."""
        ways = 1
        for units, ones in self.spans:
            ways *= math.comb(len(units), ones)
            if ways > DRAWS + 1:
                return False
        return True

    def seen(self, values: np.ndarray) -> float:
        return float(self.statistic(self.treated[None, :], values)[0])

    def statistic(self, draws: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Return the difference in means of each draw, within blocks and weighted by their size."""
        found: np.ndarray = draws @ (self.weights * values) - self.base @ values
        return found

    def p(self, every: np.ndarray, seen: float, slack: float) -> float:
        """Return how often a draw is as far out as what was seen, on either side: twice the less.

        What was seen counts as one of the draws, where they are not all there.
        """
        one = 0 if self.is_exact else 1
        tails = ((every >= seen - slack).sum(), (every <= seen + slack).sum())
        return min(1.0, 2 * (int(min(tails)) + one) / (len(every) + one))

    def room(self, draws: int, level: float) -> int:
        """Return how many draws may be as far out on one side of an effect that is refused."""
        one = 0 if self.is_exact else 1
        return math.floor((1 - level) / 2 * (draws + one) - one + _SAME)

    def assignments(self, seed: int) -> Iterator[np.ndarray]:
        """Yield draws, some at a time: a row each, 1 where a unit is treated."""
        if self.is_exact:
            yield self._every()
            return
        source = np.random.PCG64(seed)  # its raw stream is the same in every version of numpy
        each = max(1, _AT_ONCE // len(self.values))
        for done in range(0, DRAWS, each):
            rows = min(each, DRAWS - done)
            raw = source.random_raw(rows * len(self.values)).reshape(rows, -1)
            made = np.zeros(raw.shape)
            for units, ones in self.spans:
                chosen = np.argpartition(raw[:, units], ones - 1, axis=1)[:, :ones]
                np.put_along_axis(made, units[chosen], 1.0, axis=1)
            yield made

    def _every(self) -> np.ndarray:
        ways = [combinations(units.tolist(), ones) for units, ones in self.spans]
        rows = [[at for part in one for at in part] for one in product(*ways)]
        made = np.zeros((len(rows), len(self.values)))
        np.put_along_axis(made, np.array(rows), 1.0, axis=1)
        return made


class _Parts(NamedTuple):
    """What each draw says had the treated brought `u` times what they did, the first draw being
    the one that was made: sums and squares of sums, so a polynomial in u of numbers a draw.

    means: of the first arm and of the second, their parts at u**0 and u**1. spreads: the variance
    of both means, at u**0, u**1 and u**2; none, where a block has one unit of an arm.
    """

    means: tuple[tuple[np.ndarray, ...], ...]
    spreads: tuple[tuple[np.ndarray, ...], ...]

    @classmethod
    def of(cls, test: _Test, seed: int) -> _Parts:
        y, z = test.values, test.treated
        columns = np.stack([y * ~z, y * z, (y * ~z) ** 2, (y * z) ** 2], axis=1)
        made = []
        for some in (z[None, :].astype(np.float64), *test.assignments(seed)):
            made.append(np.stack([some[:, units] @ columns[units] for units, _ in test.spans]))
        first = np.concatenate(made, axis=1)  # by block, draw and column
        whole = np.stack([columns[units].sum(axis=0) for units, _ in test.spans])[:, None, :]
        shares, ones, rest = _sizes(test)
        arms = [(first, ones), (whole - first, rest)]
        means = [np.einsum("b,bdc->cd", shares / count, arm[..., :2]) for arm, count in arms]
        if min(*ones, *rest) < 2:
            return cls(tuple(map(tuple, means)), ())
        spreads = [_variance(arm, count, shares) for arm, count in arms]
        return cls(tuple(map(tuple, means)), tuple(spreads))

    def at(self, ratio: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the mean of both arms in each draw, had the treated brought so much less."""
        (one, more), (other, more_of) = self.means
        return one + more / ratio, other + more_of / ratio

    def logs(self, test: _Test, ratio: float) -> tuple[np.ndarray, float]:
        """Return the logarithm of the arms' ratio over its spread, of all draws and of the one."""
        least = 0.5 / len(test.values)  # half a conversation: nothing has no logarithm
        one, other = (np.maximum(mean, 0) + least for mean in self.at(ratio))
        told = np.log(one / other)
        if self.spreads:
            u = 1 / ratio
            first, second = (np.maximum(a + u * (b + u * c), 0) for a, b, c in self.spreads)
            told = told / np.sqrt(first / one**2 + second / other**2 + least**2)
        return told[1:], float(told[0])

    def limit(self, test: _Test, tail: float, *, upper: bool) -> float:
        """Return the ratio beyond which one tail falls below `tail`."""
        one = 0 if test.is_exact else 1

        def is_refused(ratio: float) -> bool:
            every, seen = self.logs(test, ratio)
            beyond = every <= seen + _SAME if upper else every >= seen - _SAME
            return (int(beyond.sum()) + one) / (len(every) + one) <= tail

        inside, outside = 1.0, _MOST if upper else 1 / _MOST
        if not is_refused(outside):
            return math.inf if upper else 0.0
        near = self.at(1.0)
        if near[1][0] > 0 and near[0][0] > 0:
            inside = float(near[0][0] / near[1][0])  # what was seen is never refused
        low, high = math.log(inside), math.log(outside)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if is_refused(math.exp(middle)) else (middle, high)
        return math.exp((low + high) / 2)


def _sizes(test: _Test) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return of each block its share of all units, and how many each arm has there."""
    sizes = np.array([len(units) for units, _ in test.spans], dtype=np.float64)
    ones = np.array([count for _, count in test.spans], dtype=np.float64)
    return sizes / sizes.sum(), ones, sizes - ones


def _variance(arm: np.ndarray, count: np.ndarray, shares: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the variance of an arm's mean in each draw, its parts at u**0, u**1 and u**2.

    arm: of each block and draw the sums of what others brought, of what the treated brought, and of
    the squares of both.
    """
    others, mine, others2, mine2 = np.moveaxis(arm, 2, 0)
    weight, n = shares**2 / (count - 1) / count, count[:, None]
    parts = (others2 - others**2 / n, -2 * others * mine / n, mine2 - mine**2 / n)
    return tuple(weight @ part for part in parts)
