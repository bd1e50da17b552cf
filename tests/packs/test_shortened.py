"""Names of packs are counted in UTF-16 units, as phones do, and cut where a word ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.packs.new_packs import shortened
from campaignkit.packs.values import utf16


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Bom dia", 7, "Bom dia"),
        ("Bom dia a todos", 10, "Bom dia a…"),
        ("Pão, queijo", 5, "Pão…"),
        ("Supermercado", 6, "Super…"),
        ("🍞🍞🍞🍞", 7, "🍞🍞🍞…"),
        ("🍞🍞🍞🍞", 6, "🍞🍞…"),
    ],
)
def test_a_text_that_is_too_long_ends_in_an_ellipsis(text, limit, short):
    assert shortened(text, limit) == short


@given(st.text(), st.integers(2, 40))
def test_nothing_is_longer_than_its_limit_and_what_fits_stays(text, limit):
    short = shortened(text, limit)

    assert utf16(short) <= limit
    if utf16(" ".join(text.split())) <= limit:
        assert short == " ".join(text.split())
