"""Whatever stands in a table, a catalog reads it: findings come out, never a fault of ours."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit import prices
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.products import checking, feed, items, rules
from campaignkit.rows import read

SHOP = Business("Chai & Co", phone="+91 98765 43210", country="IN", language="en")
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=40),
    st.lists(st.integers(), max_size=2),
    st.sampled_from([b"bytes", Decimal("NaN"), datetime.time(1), "=1", "\x00", "2026-01-01/x"]),
)
NAMES = st.one_of(st.sampled_from(sorted(rules.columns())), st.text(max_size=12))


@settings(max_examples=150, deadline=None)
@given(table=st.lists(st.dictionaries(NAMES, CELLS, max_size=8), max_size=4))
def test_any_table_is_checked_and_written(table):
    for shop in (None, SHOP):
        made = items.read(read(table), shop=shop)
        checking.check(made)
        checking.check(made, as_feed=True)
        checking.unprintable(made)
        b"".join(feed.csv(made)).decode("utf-8")
        b"".join(feed.xml(made, title="x", link="y")).decode("utf-8")


@settings(max_examples=300, deadline=None)
@given(value=CELLS, currency=st.sampled_from([None, "BRL", "KWD", "JPY"]))
def test_any_value_is_a_price_or_refused_with_one_finding(value, currency):
    try:
        price = prices.read(value, currency=currency, language="pt_BR")
    except BadInput as err:
        (problem,) = err.problems
        assert problem.rule.startswith("price.")
    else:
        assert price.amount >= 0
        assert str(price).endswith(price.currency)
