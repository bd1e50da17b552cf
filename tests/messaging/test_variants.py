"""Variants of a test: the same person always gets the same one, evenly, and it comes back."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.assets.template import MessageTemplate
from campaignkit.errors import BadInput
from campaignkit.messaging.templates import Template
from campaignkit.messaging.variants import Variants, variant_of

A = MessageTemplate("offer_a", language="en", body="Hello {{1}}, come and see us today.")
B = MessageTemplate("offer_b", language="en", body="{{1}} is on our list: see you today, {{2}}.")


def rows(count, **more):
    return [{"to": f"+55119{n:08d}", "1": "Ana", "2": "Bia", **more} for n in range(count)]


def bound(table, variants=None, **more):
    return A.bind(table, to="to", variants=variants or {"a": None, "b": B}, **more)


def test_each_payload_says_its_variant_and_is_its_template():
    for payload in bound(rows(50)).payloads():
        name = variant_of(payload)
        assert payload["template"]["name"] == f"offer_{name}"
        assert payload["biz_opaque_callback_data"] == f"variant={name}"
        count = len(payload["template"]["components"][0]["parameters"])
        assert count == {"a": 1, "b": 2}[name]


def test_outcomes_texts_and_previews_follow_the_variant():
    made = bound(rows(20))

    for outcome, text in zip(made.outcomes(), made.texts(), strict=True):
        begins = {"a": "Hello Ana", "b": "Ana is on our list"}[outcome.variant]
        assert text.startswith(begins)
        assert begins in made.html(outcome.row)


def test_the_same_person_gets_the_same_variant_in_any_table():
    table = rows(200)
    first = {o.to: o.variant for o in bound(table).outcomes()}

    fewer = {o.to: o.variant for o in bound(list(reversed(table[50:90]))).outcomes()}
    assert all(first[to] == variant for to, variant in fewer.items())
    (spelled,) = bound([{**table[0], "to": "55 (11) 9 0000-0000"}]).outcomes()
    assert spelled.variant == first[table[0]["to"]]


def test_another_seed_divides_otherwise_and_about_evenly():
    table = rows(2_000)
    one, two = ([o.variant for o in bound(table, seed=seed).outcomes()] for seed in (1, 2))

    assert one != two
    for each in (one, two):
        assert 900 < Counter(each)["a"] < 1_100
    both = Counter(zip(one, two, strict=True))
    assert min(both.values()) > 400  # the seeds are independent


def test_shares_are_kept():
    made = bound(rows(4_000), shares={"a": 0.8, "b": 0.2})

    assert 3_100 < Counter(o.variant for o in made.outcomes())["a"] < 3_300


def test_a_column_divides_each_of_its_values_to_one_message():
    table = [{**row, "shop": "ABCDEFGHIJ"[n * n % 10]} for n, row in enumerate(rows(997))]

    made = bound(table, by="shop")
    counts = Counter(
        (row["shop"], o.variant) for row, o in zip(table, made.outcomes(), strict=True)
    )
    for shop in {row["shop"] for row in table}:
        assert abs(counts[shop, "a"] - counts[shop, "b"]) <= 1
    again = bound(list(reversed(table)), by="shop")
    assert {o.to: o.variant for o in made.outcomes()} == {o.to: o.variant for o in again.outcomes()}


def test_values_may_be_what_differs():
    made = bound(rows(40), {"plain": None, "warm": {"1": "dear friend"}})

    said = {
        variant_of(p): p["template"]["components"][0]["parameters"][0]["text"]
        for p in made.payloads()
    }
    assert said == {"plain": "Ana", "warm": "dear friend"}


def test_a_row_that_fails_in_one_variant_fails_in_all():
    table = [{**row, "2": None} for row in rows(10)]

    made = bound(table)
    assert {o.status for o in made.outcomes()} == {"failed"}
    assert len(made.problems()) == 10


def test_a_column_of_one_variant_alone_can_be_named():
    table = [{**row, "NAME": "Zoe"} for row in rows(40)]

    texts = list(bound(table, columns={"2": "NAME"}).texts())
    assert any(text.endswith("see you today, Zoe.") for text in texts)
    with pytest.raises(BadInput, match="no place called '3'"):
        bound(table, columns={"3": "NAME"})


def test_held_rows_have_no_variant():
    yes = [{"phone": "+5511900000000", "when": "2026-03-04", "how": "loja"}]

    made = bound(rows(3), consent=yes)
    assert [o.variant is None for o in made.outcomes()] == [False, True, True]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"variants": {"a": None}}, "no test of two or more"),
        ({"variants": ["a", "b"]}, "no test of two or more"),
        ({"variants": {"a": None, "b": 5}}, "neither a template, nor values"),
        ({"variants": {"a": None, " ": None}}, "is no name of a variant"),
        ({"variants": {"a": None, "b": B.with_(category="UTILITY")}}, "like with like"),
        ({"shares": {"a": 1}}, "share above zero"),
        ({"shares": {"a": 1, "b": 0}}, "share above zero"),
        ({"by": "shop"}, "by='shop' is no column"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(more, says):
    table = A.bind(rows(1)).rows.outcomes()
    with pytest.raises(BadInput, match=says):
        bound(_with_columns(table), **more)


def _with_columns(table):
    import pandas as pd

    return pd.DataFrame(list(table))


def test_variants_need_the_people():
    with pytest.raises(BadInput, match="name their column"):
        A.bind(rows(1), variants={"a": None, "b": B})


@given(st.integers(1, 60), st.floats(0.05, 0.95), st.integers())
def test_dealt_shares_are_never_off_by_more_than_one(count, share, seed):
    made = Variants.of(
        Template("t", language="en"),
        {"a": None, "b": None},
        shares={"a": share, "b": 1 - share},
        seed=seed,
        by="x",
    )

    people = {n: (f"+55119{n:08d}", "one") for n in range(count)}
    got = Counter(made.assign(people).values())
    assert abs(got["a"] - share * count) <= 1


def test_a_status_without_a_variant_has_none():
    assert variant_of({}) is None
    assert variant_of({"biz_opaque_callback_data": "order:17"}) is None


def test_a_value_that_no_place_takes_is_refused():
    with pytest.raises(BadInput, match=r"variant 'b' sets 'nmae', which .* Did you mean 'name'"):
        MessageTemplate("offer", language="en", body="Hello {{name}}, come today.").bind(
            rows(2, name="Ana"), to="to", variants={"a": None, "b": {"nmae": "friend"}}
        )


def test_shares_without_variants_are_refused():
    with pytest.raises(BadInput, match="divide variants, and there are none"):
        A.bind(rows(2), to="to", shares={"a": 1})


def test_a_variant_in_another_language_is_refused():
    other = MessageTemplate("offer_b", language="pt_BR", body="{{1}}, venha nos ver hoje.")

    with pytest.raises(BadInput, match="is in pt_BR, the template in en") as raised:
        bound(rows(2), variants={"a": None, "b": other})
    assert raised.value.rule == "variant.language"
