"""What draws made again say: against scipy, against each other, and in simulated towns."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.errors import BadInput
from campaignkit.evidence import allowed_p, difference, part_of, power_of_ratio, ratio

stats = pytest.importorskip("scipy.stats")
rates = pytest.importorskip("statsmodels.stats.rates")
TTestPower = pytest.importorskip("statsmodels.stats.power").TTestPower
tests_of_two = pytest.importorskip("statsmodels.stats.power").TTestIndPower()
HALVES = st.integers(2, 5).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 30), min_size=n, max_size=n),
        st.lists(st.integers(0, 30), min_size=n, max_size=n),
    )
)


@given(HALVES)
@settings(max_examples=60)
def test_a_small_experiment_is_judged_as_scipy_does(arms):
    first, second = arms

    found = difference([*first, *second], [True] * len(first) + [False] * len(second), seed=1)

    theirs = stats.permutation_test(
        (first, second), lambda x, y: np.mean(x) - np.mean(y), n_resamples=np.inf
    )
    assert found.is_exact and found.draws == math.comb(2 * len(first), len(first))
    assert found.p == pytest.approx(theirs.pvalue)
    assert found.value == pytest.approx(theirs.statistic)


@given(HALVES, st.floats(0.02, 0.98))
@settings(max_examples=60)
def test_limits_are_the_effects_that_the_test_does_not_refuse(arms, at):
    first, second = arms
    treated = [True] * len(first) + [False] * len(second)
    found = difference([*first, *second], treated, seed=1)
    if math.isinf(found.low) or found.high - found.low < 1e-6:
        return

    inside = found.low + at * (found.high - found.low)
    without = [*(value - inside for value in first), *second]
    assert difference(without, treated, seed=1).p > 0.05
    beyond = [*(value - found.high - 0.01 for value in first), *second]
    assert difference(beyond, treated, seed=1).p <= 0.05


def town(chance, *, places=40, mean=4.0, effect=1.0, spread=0.5):
    """Return what places brought, their arm, and the pair that each was drawn in."""
    busy = np.repeat(chance.gamma(4, 0.25, places // 2), 2)
    treated = np.concatenate([chance.permutation([True, False]) for _ in range(places // 2)])
    own = chance.gamma(1 / spread**2, spread**2, places)
    values = chance.poisson(mean * busy * own * np.where(treated, effect, 1))
    return values, treated, [str(n // 2) for n in range(places)]


def test_pairs_that_are_alike_say_more_than_a_heap():
    chance = np.random.default_rng(4)
    widths = []
    for seed in range(4):
        values, treated, pairs = town(chance, mean=40, spread=0.1)
        paired = ratio(values, treated, pairs, seed=seed)
        heap = ratio(values, treated, seed=seed)
        widths.append(math.log(heap.high / heap.low) / math.log(paired.high / paired.low))

    assert np.median(widths) > 1.3


def test_chance_alone_is_seldom_called_a_difference_whatever_places_are_like():
    chance = np.random.default_rng(8)
    seeds = range(50)

    called = sum(ratio(*town(chance), seed=seed).p <= 0.05 for seed in seeds)

    assert called / len(seeds) <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / len(seeds))


def test_the_same_seed_gives_the_same_limits_on_any_machine():
    values, treated, pairs = town(np.random.default_rng(1))

    found = ratio(values, treated, pairs, seed=5)

    assert found == ratio(list(values), list(treated), pairs, seed=5)
    assert [round(each, 4) for each in found[1:4]] == [0.7692, 2.0667, 0.3272]


def test_what_brought_nothing_has_no_ratio():
    nothing = ratio([0, 0, 0, 0], [True, False, True, False], seed=1)
    one_sided = ratio([5, 0, 4, 0, 6, 0, 5, 0], [True, False] * 4, seed=1)

    assert (nothing.value, nothing.low, nothing.high, nothing.p) == (None, 0, math.inf, 1)
    assert one_sided.value is None and one_sided.low > 0.99 and one_sided.p < 0.05


EFFECTS = pytest.mark.parametrize("effect", [1.2, 1.4, 1.7])
ARMS = pytest.mark.parametrize("arms", [(12, 12), (20, 20), (40, 40), (32, 8), (8, 32), (100, 100)])


@EFFECTS
@ARMS
def test_the_power_of_counts_alone_is_that_of_statsmodels(arms, effect):
    one, other = arms
    theirs = rates.power_negbin_ratio_2indep(
        *(5 * effect, 5, one),
        nobs_ratio=other / one,
        dispersion=0.0,
        method_var="alt",
        return_results=False,
    )

    assert power_of_ratio(effect, pieces=arms, rate=5) == pytest.approx(theirs, abs=1e-9)


@EFFECTS
@ARMS
@pytest.mark.parametrize(("spread", "strata"), [(0.25, 1), (0.5, 1), (0.5, 4)])
def test_where_places_differ_it_is_that_of_students_t_after_welch(arms, effect, spread, strata):
    parts = [(1 / rate + spread**2) / n for rate, n in zip((5 * effect, 5), arms, strict=True)]
    below = sum(part**2 / (n - strata) for part, n in zip(parts, arms, strict=True))
    theirs = tests_of_two.power(
        math.log(effect) / math.sqrt(sum(parts) / (1 / arms[0] + 1 / arms[1])),
        nobs1=arms[0],
        ratio=arms[1] / arms[0],
        alpha=0.05,
        df=sum(parts) ** 2 / below,
    )

    ours = power_of_ratio(effect, pieces=arms, rate=5, spread=spread, strata=strata)

    assert ours == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize(("arms", "effect"), [((12, 12), 2.0), ((20, 20), 2.0), ((40, 40), 1.5)])
def test_what_is_foretold_of_few_places_is_met(arms, effect):
    chance, (one, other) = np.random.default_rng(1), arms
    first = chance.poisson(5 * effect * chance.gamma(4, 0.25, (40_000, one)))
    second = chance.poisson(5 * chance.gamma(4, 0.25, (40_000, other)))
    first, second = first + 1e-9, second + 1e-9  # what brought nothing has a logarithm, too
    spreads = [x.var(axis=1, ddof=1) / x.shape[1] / x.mean(axis=1) ** 2 for x in (first, second)]
    apart = np.log(first.mean(axis=1) / second.mean(axis=1)) / np.sqrt(sum(spreads))
    below = spreads[0] ** 2 / (one - 1) + spreads[1] ** 2 / (other - 1)
    met = np.mean(2 * stats.t.sf(np.abs(apart), sum(spreads) ** 2 / below) <= 0.05)

    assert power_of_ratio(effect, pieces=arms, rate=5, spread=0.5) == pytest.approx(met, abs=0.02)


@pytest.mark.parametrize(("pairs", "effect"), [(20, 2.0), (14, 2.5)])
def test_pairs_that_are_alike_by_chance_alone_show_what_students_t_of_pairs_does(pairs, effect):
    chance = np.random.default_rng(1)
    first = chance.poisson(5 * effect * chance.gamma(4, 0.25, (40_000, pairs)))
    second = chance.poisson(5 * chance.gamma(4, 0.25, (40_000, pairs)))
    met = np.mean(stats.ttest_rel(first, second, axis=1).pvalue <= 0.05)
    apart = math.sqrt(5 * effect + (5 * effect / 2) ** 2 + 5 + 2.5**2)
    theirs = TTestPower().power(5 * (effect - 1) / apart, nobs=pairs, alpha=0.05)

    ours = power_of_ratio(effect, pieces=(pairs, pairs), rate=5, spread=0.5, strata=pairs)

    assert ours == pytest.approx(theirs, abs=1e-9)
    assert ours == pytest.approx(met, abs=0.04)


@pytest.mark.parametrize(("arms", "strata"), [((3, 3), 1), ((4, 4), 4), ((5, 5), 5), ((3, 3), 3)])
def test_where_draws_are_too_few_for_any_p_of_5_percent_no_difference_is_ever_seen(arms, strata):
    values = [90.0] * arms[0] + [1.0] * arms[1]
    blocks = [str(place % strata) for arm in arms for place in range(arm)]
    treated = [True] * arms[0] + [False] * arms[1]

    assert ratio(values, treated, blocks, seed=1).p > 0.05
    assert power_of_ratio(90, pieces=arms, rate=1, spread=0.5, strata=strata) == 0


def test_an_early_look_needs_a_smaller_p():
    assert [round(allowed_p(part), 3) for part in (0.25, 0.5, 0.75, 1)] == [0, 0.006, 0.024, 0.05]
    with pytest.raises(BadInput):
        allowed_p(0)


def test_a_time_that_is_over_is_whole():
    from datetime import date

    assert part_of(date(2026, 3, 1), date(2026, 3, 31), date(2026, 5, 1)) == 1
    assert part_of(date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 1)) == 1


@pytest.mark.parametrize(
    ("values", "treated", "words"),
    [
        ([1, 2], [True], "not of the same units"),
        ([1, 2], [True, True], "no block has places of both arms"),
        ([-1, 2], [True, False], "below 0"),
    ],
)
def test_what_cannot_be_compared_is_told(values, treated, words):
    with pytest.raises(BadInput, match=words):
        ratio(values, treated, seed=1)
