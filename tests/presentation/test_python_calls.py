"""Calls written down as Python."""

from __future__ import annotations

import ast
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from campaignkit.presentation.python_calls import Call, broken, literal, method

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, width=32),
    lambda inner: (
        st.tuples(inner, inner) | st.lists(inner) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(VALUES.filter(lambda value: "inf" not in repr(value)))
def test_a_value_that_is_written_is_read_as_it_was(value):
    assert ast.literal_eval(literal(value)) == ast.literal_eval(broken(value)) == value


def test_texts_stay_readable_and_signs_without_a_picture_are_escaped():
    assert literal("قهوة não") == '"قهوة não"'
    assert literal("a\u202eb\n") == '"a\\u202eb\\n"'


def test_what_a_call_needs_is_made_first_and_once():
    shop = Call("shop", "Business", dict, (), {"name": "Sol"})
    link = Call("link", "chat_link", len, (shop,))
    both = Call("both", "pair", lambda *given: given, (link, shop), {})

    assert both.source(save="a.pdf").splitlines() == [
        "import campaignkit as ck",
        "",
        'shop = ck.Business(name="Sol")',
        "link = ck.chat_link(shop)",
        "both = ck.pair(link, shop)",
        'both.save("a.pdf")',
    ]
    assert both.make() == (1, {"name": "Sol"})


def test_a_long_call_takes_a_line_for_each_argument():
    long = Call("a", "b", len, ("x" * 60,), {"text": "y" * 60})

    assert long.source().splitlines()[2:] == [
        "a = ck.b(",
        f'    "{"x" * 60}",',
        f'    text="{"y" * 60}",',
        ")",
    ]


def test_a_method_is_called_on_what_was_made_before():
    text = Call("text", "upper", str.upper, ("oi",))
    parts = method("parts", text, "split", "I", maxsplit=1)

    assert parts.source(save="a.txt").splitlines()[2:] == [
        'text = ck.upper("oi")',
        'parts = text.split("I", maxsplit=1)',
        'parts.save("a.txt")',
    ]
    assert parts.make() == ["O", ""]


def test_what_is_made_may_be_saved_by_a_method_of_another_name():
    products = Call("products", "catalog", list, ("a.csv",))

    assert products.source(save="feed.csv", by="save_feed", language="ar").splitlines()[-1] == (
        'products.save_feed("feed.csv", language="ar")'
    )


def test_a_day_is_written_with_its_import():
    source = Call("a", "b", dict, (), {"on": date(2026, 11, 1)}).source()

    assert source.startswith("from datetime import date\n\nimport campaignkit as ck\n")
    assert source.endswith("a = ck.b(on=date(2026, 11, 1))")


def test_a_table_has_a_line_for_each_row():
    made = Call("a", "b", list, ([{"x": "1"}, {"x": "2"}],), {"n": 1})

    assert made.source().splitlines()[2:] == [
        "a = ck.b(",
        "    [",
        '        {"x": "1"},',
        '        {"x": "2"},',
        "    ],",
        "    n=1,",
        ")",
    ]
