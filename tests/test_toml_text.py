"""What people wrote in a campaign file stays theirs: only what differs is changed in it."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.toml_text import edited

FILE = '''# Our campaign, begun in March
[business]
name = "Sol"  # since 1998
colors = ["#0F4C5C", "#E36414"]

# For the markets
[[stickers]]
name = "markets"
facts = { place = "Feira", "day of week" = "Monday" }  # both are printed
text = """
Oi!
"""

# For the tables
[[stickers]]
name = "tables"

[stickers.facts]
room = 1
'''
VALUES = st.recursive(
    st.text(st.characters(codec="utf-8"))
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("aé .\"'"), inner, max_size=3)
    ),
    max_leaves=5,
)
TABLES = st.dictionaries(st.text("ab-Ω .", min_size=1), VALUES, min_size=1, max_size=4)


def test_a_file_in_which_nothing_differs_stays_to_the_letter():
    assert edited(FILE, tomllib.loads(FILE)) == FILE


def test_one_changed_value_changes_its_line_alone():
    tables = tomllib.loads(FILE)
    tables["business"]["name"] = "Lua"
    tables["stickers"][0]["facts"]["place"] = "Largo"
    tables["stickers"][1]["facts"]["room"] = 2

    before, after = FILE.splitlines(), edited(FILE, tables).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        ('name = "Sol"  # since 1998', 'name = "Lua"  # since 1998'),
        (
            'facts = { place = "Feira", "day of week" = "Monday" }  # both are printed',
            'facts = { place = "Largo", "day of week" = "Monday" }  # both are printed',
        ),
        ("room = 1", "room = 2"),
    ]


def test_a_new_key_stands_in_its_table_and_before_the_comment_of_the_next():
    tables = tomllib.loads(FILE)
    tables["business"]["logo"] = "sol.png"

    text = edited(FILE, tables)
    assert '"#E36414"]\nlogo = "sol.png"\n\n# For the markets\n[[stickers]]' in text


def test_an_asset_is_added_behind_and_another_taken_away():
    tables = tomllib.loads(FILE)
    tables["stickers"] = [tables["stickers"][1], {"name": "new", "copies": 3}]

    text = edited(FILE, tables)
    assert tomllib.loads(text) == tables
    assert '"markets"' not in text
    assert text.endswith('room = 1\n\n[[stickers]]\nname = "new"\ncopies = 3\n')


@given(TABLES)
def test_what_is_written_is_read_as_it_was(table):
    tables = {"one": table, "many": [{"name": "a", **table}, {"name": "b"}]}

    assert tomllib.loads(edited("", tables)) == tables


@given(TABLES, TABLES)
def test_what_is_changed_is_read_as_it_is_now(before, after):
    old = {"one": before, "many": [{**before, "name": "a"}, {"name": "b"}]}
    new = {"one": after, "many": [{**after, "name": "a"}, {**before, "name": "c"}]}

    assert tomllib.loads(edited(edited("", old), new)) == new


@pytest.mark.parametrize(
    "value, written", [(date(2026, 3, 4), "2026-03-04"), (30.0, "30.0"), (True, "true")]
)
def test_values_are_written_as_what_they_are(value, written):
    assert edited("", {"a": {"key": value}}) == f"[a]\nkey = {written}\n"
