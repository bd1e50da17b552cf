"""Whatever stands in a campaign, it is made or refused in our words: never another error."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit.errors import CampaignError

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
STICKERS = {
    "name": "labels",
    "design": "chat-with-us",
    "rows": [{"name": "Ana"}, {"name": "Bia"}],
    "text": "Oi, {{ name }}",
    "title": "{{ name }}",
    "note": "{{ shop }}",
    "facts": {"x": "{{ name }}"},
    "stock": {"page": "A4", "label": [60, 40], "grid": [3, 7], "margin": [9, 5], "radius": 2},
    "copies": 2,
    "start": 2,
    "skip": [3],
    "language": "es",
    "level": "Q",
}
CODES = {
    "name": "codes",
    "kind": "wifi",
    "fields": {"ssid": "{{ shop }}", "password": "paoquente", "hidden": True},
    "formats": ["svg"],
    "size_mm": 30,
    "boost": True,
    "file": "{{ name }}",
    "rows": [{"name": "Ana"}],
}
LINKS = {"name": "links", "kind": "chat", "fields": {"text": "{{ name }}"}, "rows": [{"name": "A"}]}

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            *("{{", "{% for %}", "{{ row['name'] }}", "{{ name.x.y }}", "{{ name[99] }}"),
            *("{{ 7 / 0 }}", "{{ range(9) }}", "../x", "a\0b", "\ud800", "=1", "nan", "ar", "A4"),
            *("Avery L7160", "pix", "png", "manifest", "CON"),
        ]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.binary(max_size=3), TEXTS),
    lambda each: st.one_of(
        st.lists(each, max_size=3), st.dictionaries(TEXTS, each, max_size=3), st.tuples(each)
    ),
    max_leaves=5,
)


def places(value, above=()):
    """Yield the path of every value inside a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*above, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*above, key))


@st.composite
def changed(draw, asset):
    """An asset with one of its values, or one more key, replaced by anything."""
    made = deepcopy(asset)
    *above, last = draw(st.sampled_from(list(places(asset))))
    inner = made
    for key in above:
        inner = inner[key]
    inner[draw(TEXTS) if isinstance(last, str) and draw(st.integers(0, 5)) == 0 else last] = draw(
        VALUES
    )
    return made


@pytest.mark.parametrize(
    ("table", "asset"), [("stickers", STICKERS), ("codes", CODES), ("links", LINKS)]
)
@given(data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_anything_is_made_or_refused_in_our_words(table, asset, data, tmp_path):
    given_ = data.draw(changed(asset))

    try:
        made = ck.Campaign(business=SHOP, folder=tmp_path, **{table: [given_]})
        problems = made.problems()
        built = made.build(tmp_path / "out", check="none")
    except CampaignError as err:
        assert str(err)
        return
    assert problems.errors or built.files or built.problems
    assert not list((tmp_path / "out").rglob("*.part"))


def test_what_is_changed_here_is_good_before(tmp_path):
    made = ck.Campaign(
        business=SHOP, stickers=[{**STICKERS, "facts": {}}], codes=[CODES], links=[LINKS]
    )

    assert not made.problems()
    assert made.build(tmp_path / "out")
