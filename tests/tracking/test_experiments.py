"""Variants and holdouts in a stream of rows: drawn by key, chosen by the same templates as ever."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

import campaignkit as ck
from campaignkit.errors import BadInput
from campaignkit.rows import read
from campaignkit.tracking.experiments import HELD
from campaignkit.wording import compile_text

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
PLACES = [
    {"id": n, "place": f"Feira {n}", "city": "SP" if n % 3 else "Rio", "people": 100 * (n % 7)}
    for n in range(40)
]
TEXTS = {"short": {"text": "Oi"}, "long": {"text": "Oi, vi na {{ place }}", "design": "poster"}}


def made(rows=PLACES, **options):
    return list(ck.stickers("chat-with-us", SHOP, rows, text="Olá", **options))


def test_each_row_is_made_of_the_variant_that_it_drew():
    for one in made(variants=TEXTS):
        said = ck.parse_link(one.payload).text
        drew = one.facts["variant"]
        assert said == ("Oi" if drew == "short" else f"Oi, vi na {one.facts['place']}")
        assert one.design.name == ("chat-with-us" if drew == "short" else "poster")


def test_of_what_is_held_out_nothing_is_made():
    stickers = made(variants=TEXTS, holdout=0.2)

    assert len(stickers) == 32
    assert Counter(one.facts["variant"] for one in stickers) == {"short": 16, "long": 16}
    assert not ck.stickers("chat-with-us", SHOP, PLACES, holdout=0.5).problems()


def test_the_order_of_rows_and_their_number_of_readings_do_not_matter():
    def drawn(rows):
        return {one.facts["id"]: one.facts["variant"] for one in made(rows, variants=TEXTS)}

    assert drawn(PLACES) == drawn(PLACES[::-1]) == drawn(iter(PLACES))


def test_another_seed_is_another_draw_and_the_name_is_one():
    first, again, other = (
        ck.Experiment(variants=TEXTS, **given).drawn(read(PLACES))
        for given in ({"name": "spring"}, {"name": "spring"}, {"seed": 3})
    )

    assert first == again != other


def test_strata_and_pairs_are_by_columns():
    strata = ck.Experiment(variants=TEXTS, strata="city", seed=1).drawn(read(PLACES))
    pairs = ck.Experiment(variants=TEXTS, match="people", seed=1).drawn(read(PLACES))

    assert {draw.block for draw in strata.values()} == {"SP", "Rio"}
    assert set(Counter(draw.block for draw in pairs.values()).values()) == {2}


def test_a_plan_says_what_it_can_show():
    experiment = ck.Experiment(variants=TEXTS, expected=5, name="x")

    told = experiment.told(experiment.rows(read(PLACES)))

    assert told == (
        "40 places, short 20, long 20; where a place brings 5, a difference of 1.8 x or more "
        "shows 4 times in 5."
    )
    few = experiment.rows(read(PLACES[:3]))
    assert "too few places to show any difference" in experiment.told(few)
    assert experiment.told(experiment.rows(read([]))) == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"strata": "city"}, "; balanced in each city (SP 26, Rio 14); where"),
        (
            {"strata": "id"},
            "; balanced in each id (0 1, 1 1, 10 1, 11 1, and 36 more); groups with fewer "
            "places than there are arms: 40; where",
        ),
        ({"match": "people"}, "; matched by people, in 20 groups of 2; where"),
        (
            {"match": ["people", "id"], "strata": "city"},
            "; matched by people and id within each city, in 20 groups of 2; where",
        ),
    ],
)
def test_a_plan_says_in_what_the_arms_are_alike(given, words):
    experiment = ck.Experiment(variants=TEXTS, name="x", **given)

    assert words in experiment.told(experiment.rows(read(PLACES)))


def test_strata_leave_less_to_tell_chance_by():
    experiment = ck.Experiment(variants=TEXTS, name="x")
    counts = {"short": 10, "long": 10}

    one, five, pairs = (experiment.detectable(counts, blocks=n) for n in (1, 5, 10))

    assert one < five < pairs


@pytest.mark.parametrize(
    ("places", "blocks", "brings"),
    [(3, 1, 5), (4, 2, 5), (5, 5, 5), (10, 1, 0.02)],
)
def test_so_few_that_chance_is_never_ruled_out_show_nothing(places, blocks, brings):
    experiment = ck.Experiment(variants=TEXTS, expected=brings)

    assert experiment.detectable({"short": places, "long": places}, blocks=blocks) is None


def test_facts_options_and_codes_differ_too():
    arms = {"a": {"offer": "10 %", "theme": "bold"}, "b": {"offer": "Café grátis"}}
    coupons = ck.stickers("coupon", SHOP, PLACES[:8], variants=arms)
    codes = ck.qr_codes(
        PLACES[:8], text="x", variants={"a": {"text": "https://a.example/{{ id }}"}, "b": {}}
    )

    assert {one.facts["offer"] for one in coupons} == {"10 %", "Café grátis"}
    assert Counter(text == "x" for text in (code.text for code in codes)) == {True: 4, False: 4}


@pytest.mark.parametrize("arm", [{"offer": "10 %"}, {"facts": {"offer": "10 %"}}])
@pytest.mark.parametrize("other", [{"title": "Oi"}, {"facts": {"title": "Oi"}}, {}])
def test_a_fact_that_one_arm_leaves_out_is_for_it_as_for_all(arm, other):
    arms = {"a": arm, "b": other}

    made = ck.stickers("coupon", SHOP, PLACES[:8], facts={"offer": "5 %"}, variants=arms)

    assert {(one.facts["variant"], one.facts["offer"]) for one in made} == {
        ("a", "10 %"),
        ("b", "5 %"),
    }


def test_a_table_of_facts_chooses_fact_by_fact():
    arms = {"a": {"facts": {"offer": "10 %"}}, "b": {"facts": {"title": "Oi"}}}

    offer = ck.Experiment(variants=arms).varied({"facts": {"offer": "5 %"}})["facts"]["offer"]

    said = {arm: compile_text(offer).render({"variant": arm}) for arm in arms}
    assert said == {"a": "10 %", "b": "5 %"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"variants": {"a": {"text": "x"}}}, "an experiment compares"),
        ({"variants": {"a": {}, HELD: {}}}, "cannot name a variant"),
        ({"variants": {"a": "x", "b": "y"}}, "no mapping of what differs"),
        ({"variants": {"a": {"text": True}, "b": {}}}, "which is no text"),
        ({"variants": {"a": {"copies": 2}, "b": {}}}, "all have as many"),
        ({"variants": [1]}, "neither a mapping"),
        ({"holdout": 1.5}, "no share of the rows"),
        ({"variants": ck.Experiment(holdout=0.2, strata="town")}, "'town', which is no column"),
        ({"variants": ck.Experiment(holdout=0.2, match="place")}, "rows are matched by it"),
    ],
)
def test_what_is_no_experiment_is_told(given, words):
    with pytest.raises(BadInput, match=words):
        made(**given)


def test_a_column_of_its_own_name_is_told():
    with pytest.raises(BadInput, match="which is the experiment's"):
        ck.stickers("chat-with-us", SHOP, [{"variant": 1}], holdout=0.5)._repr_html_()


def test_days_stand_in_the_right_order():
    with pytest.raises(BadInput, match="not after"):
        ck.Experiment(holdout=0.2, begins=date(2026, 3, 1), ends=date(2026, 2, 1))


@pytest.mark.parametrize("own", [{}, {"text": "Oi"}, {"facts": {"offer": "10 %"}}])
def test_variants_that_are_the_same_are_refused(own):
    with pytest.raises(BadInput, match=r"variants 'a' and 'c' are the same: .* Let them differ"):
        ck.Experiment(variants={"a": own, "b": {"text": "Ei"}, "c": dict(own)})
