"""Who gets what in an experiment: drawn by a seed, balanced in strata, or among places alike.

Every unit is ranked by a keyed hash of its name (HMAC-SHA256 of the seed), so the same names and
the same seed give the same draw on any machine and in any order. Within a block (a stratum, or a
few units that are alike) each arm gets its share to the unit, two of one share never differ by
more than one, and neither do they over all blocks together. What is no whole number is rounded up
as often as its fraction says.

Sources: W. G. Madow, "On the theory of systematic sampling, II", Annals of Mathematical Statistics
20 (1949), for what is rounded; R. T. Moore, "Multivariate continuous blocking to improve political
science experiments", Political Analysis 20 (2012), for blocks of units that are near each other.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from campaignkit.errors import BadInput, TooBig

_LARGEST_BLOCK = 12  # units that are alike: shares such as 0.137 would ask for a thousand
_MOST_NEAR = 20_000  # units compared with each other, by several numbers


class Unit(NamedTuple):
    """What is drawn: a place. stratum: it is balanced in it. near: numbers by which it is like
    others, such as passers-by and square metres.
    """

    key: str
    stratum: str = ""
    near: tuple[float, ...] = ()


class Draw(NamedTuple):
    """What a unit got. block: within which it was drawn; whoever tests shuffles within it."""

    arm: str
    block: str


def assigned(
    units: Sequence[Unit], arms: Mapping[str, float | Fraction], *, seed: int
) -> dict[str, Draw]:
    """Return the arm of each unit, by its key.

    Args:
        units: In any order; one key twice is one unit.
        arms: The share of each, above 0; together 1.
        seed: Another one, another draw.

    Raises:
        BadInput: no arms, or their shares are not above 0, or do not add up to 1.
        TooBig: over 20,000 units are to be compared by several numbers.

    >>> drawn = assigned([Unit(f"stall {n}") for n in range(6)], {"a": 0.5, "b": 0.5}, seed=7)
    >>> sorted(draw.arm for draw in drawn.values())
    ['a', 'a', 'a', 'b', 'b', 'b']
    """
    shares = _shares(arms)
    blocks = _blocks({unit.key: unit for unit in units}, shares, seed)
    counts = _counts({name: len(keys) for name, keys in blocks.items()}, shares, seed)
    found: dict[str, Draw] = {}
    for name, keys in blocks.items():
        seats = [arm for arm, count in sorted(counts[name].items()) for _ in range(count)]
        for key, arm in zip(keys, seats, strict=True):
            found[key] = Draw(arm, name)
    return found


def ranked(seed: int, *parts: str) -> bytes:
    """Return where something stands among its like: the same on any machine."""
    said = "\x1f".join(part.replace("\x1f", " ") for part in parts)
    return hmac.new(str(seed).encode(), said.encode(), hashlib.sha256).digest()


def _shares(arms: Mapping[str, float | Fraction]) -> dict[str, Fraction]:
    shares = {name: Fraction(str(share)) for name, share in arms.items()}  # 0.2 is a fifth
    total = sum(shares.values(), Fraction(0))
    if (
        not shares
        or any(share <= 0 for share in shares.values())
        or abs(total - 1) > Fraction(1, 10**6)
    ):
        raise BadInput(
            f"{dict(arms)} are no shares: give each arm one above 0, together 1.",
            rule="experiment.shares",
        )
    return {name: share / total for name, share in shares.items()}


def _blocks(
    units: Mapping[str, Unit], shares: Mapping[str, Fraction], seed: int
) -> dict[str, list[str]]:
    """Return the keys of each block, in the order that the seed gives them."""
    strata: dict[str, list[Unit]] = {}
    for key in sorted(units):
        strata.setdefault(units[key].stratum, []).append(units[key])
    made: dict[str, list[str]] = {}
    for stratum in sorted(strata):
        members = strata[stratum]
        alike = any(unit.near for unit in members)
        parts = _alike(members, _block_size(shares), seed) if alike else [members]
        for number, part in enumerate(parts, 1):
            name = f"{stratum} {number}".strip() if alike else stratum
            keys = [unit.key for unit in part]
            made[name] = sorted(keys, key=lambda key: ranked(seed, "unit", key))
    return made


def _block_size(shares: Mapping[str, Fraction]) -> int:
    """Return how many units give each arm its share: 2 for halves, 5 for 2/5, 2/5 and 1/5."""
    whole = math.lcm(*(share.denominator for share in shares.values()))
    if whole <= _LARGEST_BLOCK:
        return whole
    return min(_LARGEST_BLOCK, max(len(shares), round(1 / min(shares.values()))))


def _alike(units: Sequence[Unit], size: int, seed: int) -> Iterator[list[Unit]]:
    """Yield groups of units that are near each other, the outermost first."""
    ordered = sorted(units, key=lambda unit: (unit.near, ranked(seed, "near", unit.key)))
    if len(units[0].near) == 1:
        yield from (ordered[at : at + size] for at in range(0, len(ordered), size))
        return
    if len(units) > _MOST_NEAR:
        raise TooBig(
            f"{len(units):,} places are too many to be matched by several columns, which compares "
            f"each with each; at most {_MOST_NEAR:,}. Match by one column, or add strata.",
            rule="experiment.match-many",
            value=len(units),
            limit=_MOST_NEAR,
        )
    at = _standardised(ordered)
    free = np.arange(len(ordered))
    while len(free):
        farthest = free[np.argmax(_distances(at[free], np.zeros(at.shape[1])))]
        near = np.argsort(_distances(at[free], at[farthest]), kind="stable")[:size]
        yield [ordered[each] for each in free[near]]
        free = np.delete(free, near)


def _standardised(units: Sequence[Unit]) -> np.ndarray:
    """Return each number as so many spreads from the middle; `fsum`: the same on any machine."""
    made = []
    for column in zip(*(unit.near for unit in units), strict=True):
        middle = math.fsum(column) / len(column)
        spread = math.sqrt(math.fsum((x - middle) ** 2 for x in column) / len(column))
        made.append([(x - middle) / (spread or 1.0) for x in column])
    return np.array(made, dtype=np.float64).T


def _distances(points: np.ndarray, point: np.ndarray) -> np.ndarray:
    total = np.zeros(len(points))
    for column in range(points.shape[1]):  # one by one: a sum of rows may differ by machine
        total += (points[:, column] - point[column]) ** 2
    return total


def _counts(
    sizes: Mapping[str, int], shares: Mapping[str, Fraction], seed: int
) -> dict[str, dict[str, int]]:
    """Return how many of each block each arm gets: of what the smaller ones leave, its share."""
    counts: dict[str, dict[str, int]] = {block: {} for block in sizes}
    left, open_ = dict(sizes), Fraction(1)
    for arm in sorted(shares, key=lambda arm: (shares[arm], arm)):
        for block, count in _systematic(left, shares[arm] / open_, seed, arm):
            counts[block][arm] = count
            left[block] -= count
        open_ -= shares[arm]
    return counts


def _systematic(
    sizes: Mapping[str, int], share: Fraction, seed: int, arm: str
) -> Iterator[tuple[str, int]]:
    """Yield a share of each block, rounded: up as often as its fraction says, the sum kept."""
    along = Fraction(int.from_bytes(ranked(seed, "start", arm)[:8], "big"), 2**64)
    for block in sorted(sizes, key=lambda block: ranked(seed, "block", arm, block)):
        before, along = along, along + sizes[block] * share
        yield block, math.floor(along) - math.floor(before)
