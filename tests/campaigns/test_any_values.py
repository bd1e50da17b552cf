"""Whatever stands in a campaign, it is made or refused in our words: never another error."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit.errors import CampaignError
from campaignkit.pictures import png

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
MESSAGES = {
    "name": "messages",
    "message": "order-ready",
    "rows": [{"order": "A-17", "who": "Ana", "tel": "11 96123-4501"}],
    "to": "{{ tel }}",
    "facts": {"customer": "{{ who }}"},
    "language": "es",
}
PAYLOADS = {
    "name": "payloads",
    "template": "templates.json",
    "template_name": "ready",
    "language": "pt_BR",
    "rows": [{"order": "A-17", "who": "Ana", "tel": "11 96123-4501"}],
    "to": "tel",
    "columns": {"1": "who", "2": "{{ order }}"},
}
PHRASES = {
    "name": "pack",
    "pack": "phrases",
    "phrases": {"pt_BR": ["Bom dia!", "{{ shop }}"], "en": ["Hello!"]},
    "language": ["pt_BR", "en"],
    "title": "{{ shop }}",
    "publisher": "Sol",
}
PICTURES = {
    "name": "pictures",
    "pictures": ["a.png", "b.png", "c.png"],
    "emojis": {"a": ["🥖"], "b": "🍞"},
    "spoken": {"a": "A"},
    "outline": False,
    "title": "Sol",
}
PRODUCTS = [
    {
        "id": "a",
        "title": "Pão",
        "description": "Bom",
        "price": "R$ 1,20",
        "image_link": "https://a.example/a.jpg",
    }
]
FEED = {"name": "feed", "make": "feed", "rows": PRODUCTS, "format": "xml", "currency": "BRL"}
PRICES = {
    "name": "prices",
    "make": "price-list",
    "rows": PRODUCTS,
    "language": "pt_BR",
    "beside": "ar",
    "title": ["menu", "{{ shop }}"],
    "note": "{{ shop }}",
    "paper": "A5",
    "columns": 1,
    "photos": True,
    "link": "https://sol.example",
    "on": date(2026, 11, 28),
}
TAGS = {
    "name": "tags",
    "make": "shelf-tags",
    "rows": PRODUCTS,
    "stock": "Avery L7160",
    "design": "shelf-tag",
    "language": "es",
    "copies": 2,
    "start": 2,
    "skip": [3],
    "link": "https://sol.example/{{ id }}",
    "on": date(2026, 11, 28),
}
TEMPLATE = {
    "name": "ready",
    "language": "pt_BR",
    "category": "UTILITY",
    "components": [
        {
            "type": "BODY",
            "text": "Oi {{1}}, seu pedido {{2}} está pronto. Pode vir buscar quando quiser.",
            "example": {"body_text": [["Ana", "A-17"]]},
        }
    ],
}
WITHOUT = {"stickers": {"facts": {}}}  # a fact that the design has not is one of the trials
GOOD = [
    ("stickers", STICKERS),
    ("codes", CODES),
    ("links", LINKS),
    ("messages", MESSAGES),
    ("messages", PAYLOADS),
    ("packs", PHRASES),
    ("packs", PICTURES),
    ("catalogs", FEED),
    ("catalogs", PRICES),
    ("catalogs", TAGS),
]

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            *("{{", "{% for %}", "{{ row['name'] }}", "{{ name.x.y }}", "{{ name[99] }}"),
            *("{{ 7 / 0 }}", "{{ range(9) }}", "../x", "a\0b", "\ud800", "=1", "nan", "ar", "A4"),
            *("Avery L7160", "pix", "png", "manifest", "CON", "feed", "price-list", "shelf-tags"),
            *("phrases", "a.png", ".", "xml", "order-ready", "templates.json", "tel", "BRL"),
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


@pytest.fixture
def desk(tmp_path):
    """A folder with a template and three pictures."""
    (tmp_path / "templates.json").write_text(json.dumps(TEMPLATE), encoding="utf-8")
    for at, name in enumerate("abc"):
        pixels = np.full((64, 64, 3), 80 * at, np.uint8)
        (tmp_path / f"{name}.png").write_bytes(png(pixels))
    return tmp_path


@pytest.mark.parametrize(("table", "asset"), GOOD)
@given(data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_anything_is_made_or_refused_in_our_words(table, asset, data, desk):
    given_ = data.draw(changed(asset))

    try:
        made = ck.Campaign(SHOP, folder=desk, **{table: [given_]})
        problems = made.problems()
        built = made.build(desk / "out", check="none")
    except CampaignError as err:
        assert str(err)
        return
    assert problems.errors or built.files or built.problems
    assert not list((desk / "out").rglob("*.part"))


@pytest.mark.parametrize(("table", "asset"), GOOD)
def test_what_is_changed_here_is_good_before(table, asset, desk):
    made = ck.Campaign(SHOP, folder=desk, **{table: [{**asset, **WITHOUT.get(table, {})}]})

    assert not made.problems().errors
    built = made.build(desk / "out")
    assert built
    assert built.files
