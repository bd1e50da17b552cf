"""Draws: balanced to the unit, the same in any order, alike units apart."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.errors import BadInput, TooBig
from campaignkit.evidence import Unit, assigned

TWO = {"a": 0.5, "b": 0.5}
ARMS = st.sampled_from(
    [
        TWO,
        {"a": 0.4, "b": 0.4, "none": 0.2},
        {"a": 0.8, "none": 0.2},
        {"a": 0.3, "b": 0.3, "c": 0.4},
    ]
)
SIZES = st.lists(st.integers(1, 23), min_size=1, max_size=12)


def units_of(sizes):
    return [Unit(f"{s}-{n}", f"stratum {s}") for s, size in enumerate(sizes) for n in range(size)]


@given(SIZES, ARMS, st.integers(0, 10**6))
@settings(max_examples=150)
def test_every_arm_has_its_share_of_every_stratum_and_of_all(sizes, arms, seed):
    units = units_of(sizes)

    drawn = assigned(units, arms, seed=seed)

    assert drawn.keys() == {unit.key for unit in units}
    of_all = Counter(draw.arm for draw in drawn.values())
    of_block = Counter((draw.block, draw.arm) for draw in drawn.values())
    for arm, share in arms.items():
        assert abs(of_all[arm] - share * len(units)) < 2
        for number, size in enumerate(sizes):
            assert abs(of_block[f"stratum {number}", arm] - share * size) < 2
    for number in range(len(sizes)):
        equal = [of_block[f"stratum {number}", arm] for arm, share in arms.items() if share < 0.5]
        if arms.get("none") == 0.2 and len(arms) == 3:
            assert abs(equal[0] - equal[1]) <= 1


@given(SIZES, ARMS, st.integers(0, 99), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(sizes, arms, seed, chance):
    units = units_of(sizes)
    shuffled = [*units, units[0]]
    chance.shuffle(shuffled)

    assert assigned(shuffled, arms, seed=seed) == assigned(units, arms, seed=seed)


def test_the_draw_is_that_of_every_machine():
    drawn = assigned([Unit(f"stall {n}") for n in range(12)], TWO, seed=2026)

    assert "".join(drawn[f"stall {n}"].arm for n in range(12)) == "bbbbababaaaa"


def test_every_unit_gets_every_arm_as_often_as_its_share():
    units = units_of([5, 3, 1])
    seeds = 600
    got = Counter(
        (key, draw.arm)
        for seed in range(seeds)
        for key, draw in assigned(units, {"a": 0.4, "b": 0.4, "none": 0.2}, seed=seed).items()
    )

    for unit in units:
        assert got[unit.key, "none"] / seeds == pytest.approx(0.2, abs=0.07)
        assert got[unit.key, "a"] / seeds == pytest.approx(0.4, abs=0.07)


def test_pairs_are_neighbours_and_get_one_arm_each():
    chance = random.Random(1)
    units = [Unit(str(n), near=(chance.lognormvariate(5, 1),)) for n in range(40)]

    drawn = assigned(units, TWO, seed=3)

    order = sorted(units, key=lambda unit: unit.near)
    for first, second in zip(order[::2], order[1::2], strict=True):
        assert drawn[first.key].block == drawn[second.key].block
        assert {drawn[first.key].arm, drawn[second.key].arm} == {"a", "b"}


def test_of_several_numbers_the_alike_are_together():
    corners = [(x, y) for x in (0.0, 100.0) for y in (0.0, 3.0)]
    units = [Unit(f"{x}-{y}-{n}", near=(x + n, y)) for x, y in corners for n in range(2)]

    drawn = assigned(units, TWO, seed=9)

    for x, y in corners:
        pair = [drawn[f"{x}-{y}-{n}"] for n in range(2)]
        assert pair[0].block == pair[1].block and {each.arm for each in pair} == {"a", "b"}


def test_matching_makes_arms_alike():
    def apart(near):
        chance = random.Random(11)
        worst = 0.0
        for seed in range(50):
            sizes = [chance.lognormvariate(5, 1) for _ in range(40)]
            units = [Unit(str(n), near=(size,) if near else ()) for n, size in enumerate(sizes)]
            drawn = assigned(units, TWO, seed=seed)
            of = [sizes[n] * (1 if drawn[str(n)].arm == "a" else -1) for n in range(40)]
            worst += abs(math.fsum(of)) / math.fsum(sizes)
        return worst

    assert apart(near=True) < apart(near=False) / 2


@pytest.mark.parametrize("arms", [{}, {"a": 0.0, "b": 1.0}, {"a": 0.5, "b": 0.6}])
def test_shares_that_are_none_are_told(arms):
    with pytest.raises(BadInput, match="together 1"):
        assigned([Unit("x")], arms, seed=1)


def test_too_many_to_compare_are_told():
    units = [Unit(str(n), near=(1.0 * n, 2.0)) for n in range(20_001)]

    with pytest.raises(TooBig, match="Match by one column"):
        assigned(units, TWO, seed=1)
