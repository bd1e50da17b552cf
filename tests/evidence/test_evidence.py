"""Counts judged: against scipy and statsmodels, and against what intervals promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.errors import BadInput
from campaignkit.evidence import (
    compare,
    detectable_ratio,
    power_of_ratio,
    rate_interval,
    share_interval,
    shrunk,
)
from campaignkit.evidence.intervals import gamma_quantile, gamma_share

stats = pytest.importorskip("scipy.stats")
proportion = pytest.importorskip("statsmodels.stats.proportion")
COUNTS = st.integers(0, 400)


@given(COUNTS, st.integers(1, 500))
def test_a_share_has_wilsons_interval(hits, of):
    hits = min(hits, of)

    _, low, high = share_interval(hits, of)

    assert (low, high) == pytest.approx(
        proportion.proportion_confint(hits, of, method="wilson"), abs=1e-9
    )


@given(COUNTS, st.floats(0.5, 500))
def test_a_rate_has_the_exact_limits(count, exposure):
    _, low, high = rate_interval(count, exposure)

    assert low * exposure == pytest.approx(
        0 if count == 0 else stats.chi2.ppf(0.025, 2 * count) / 2, rel=1e-6, abs=1e-9
    )
    assert high * exposure == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2, rel=1e-6)


@given(st.floats(0.1, 500), st.floats(0.001, 0.999))
def test_the_gamma_function_is_that_of_scipy(shape, share):
    x = gamma_quantile(share, shape)

    assert gamma_share(x, shape) == pytest.approx(share, abs=1e-6)
    assert gamma_share(shape, shape) == pytest.approx(stats.gamma.cdf(shape, shape), abs=1e-9)


def mid_p(a, b, share):
    n = a + b
    every = stats.binom.pmf(np.arange(n + 1), n, share)
    same = np.isclose(every, every[a], rtol=1e-9)
    return min(1, every[(every < every[a]) & ~same].sum() + every[same].sum() / 2)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 50), st.integers(1, 50))
def test_two_rates_are_compared_exactly(a, b, of_a, of_b):
    found = compare((a, of_a), (b, of_b))

    expected = 1.0 if a + b == 0 else mid_p(a, b, of_a / (of_a + of_b))
    assert found.p == pytest.approx(expected, abs=1e-6)
    if found.ratio is not None:
        assert found.low <= found.ratio <= found.high


def test_chance_alone_is_called_a_difference_one_time_in_twenty():
    chance = np.random.default_rng(7)
    first, second = chance.poisson(24, 600), chance.poisson(24, 600)

    called = sum(
        compare((int(a), 40), (int(b), 40)).p < 0.05 for a, b in zip(first, second, strict=True)
    )

    assert 0.023 <= called / 600 <= 0.077


def test_the_limits_hold_the_truth_95_times_in_100():
    chance = np.random.default_rng(11)
    counts = chance.poisson(0.6 * 40, 800)

    held = sum(low <= 0.6 <= high for _, low, high in (rate_interval(int(c), 40) for c in counts))

    assert held / 800 >= 0.93  # exact limits hold at least as often as they say, and little more
    assert held / 800 <= 0.98


def test_the_smallest_difference_that_shows_has_the_power_asked_for():
    found = detectable_ratio(pieces=(20, 20), rate=0.8)

    assert power_of_ratio(found, pieces=(20, 20), rate=0.8) == pytest.approx(0.8, abs=1e-6)
    assert detectable_ratio(pieces=(80, 80), rate=0.8) < found


def test_small_places_are_drawn_to_the_middle_and_large_ones_stay():
    middle = (3 + 0 + 40 + 5) / 27
    found = shrunk([3, 0, 40, 5], [1, 1, 20, 5])

    assert middle < found[0].value < 3
    assert 0 < found[1].value < middle + 0.01
    assert found[2].value == pytest.approx(2, abs=0.1)
    assert all(low < value < high for value, low, high in found)


def test_places_that_differ_by_chance_alone_have_one_rate():
    assert len({round(each.value, 9) for each in shrunk([5, 5, 5, 5], [5, 5, 5, 5])}) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: share_interval(3, 2),
        lambda: rate_interval(1, 0),
        lambda: compare((1, 0), (1, 1)),
        lambda: detectable_ratio(pieces=(0, 1), rate=1),
    ],
)
def test_what_is_no_count_is_told(wrong):
    with pytest.raises(BadInput):
        wrong()


@pytest.mark.parametrize(("first", "second"), [((30, 40), (12, 40)), ((3, 7), (9, 11))])
def test_the_ratio_of_the_other_two_is_the_ratio_upside_down(first, second):
    one, other = compare(first, second), compare(second, first)

    assert one.low * other.high == pytest.approx(1, rel=1e-6)
    assert one.high * other.low == pytest.approx(1, rel=1e-6)
    assert one.low < one.ratio < one.high < 100
