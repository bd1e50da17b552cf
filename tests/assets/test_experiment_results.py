"""The read-out of an experiment: what was planted is found, what was not is not; a peek is told."""

from __future__ import annotations

import random
from datetime import date

import pytest

import campaignkit as ck
from campaignkit.errors import BadInput
from campaignkit.rows import read
from campaignkit.tracking import reference

PLACES = [{"id": f"p{n}", "city": "SP" if n % 3 else "Rio"} for n in range(40)]


def town(effect, *, holdout=0.0, seed=3):
    """Return a manifest of forty places, what customers said, and what each place sold."""
    experiment = ck.Experiment(
        variants={"short": {"text": "Oi"}, "long": {"text": "Oi! Vi o cartaz"}},
        holdout=holdout,
        strata="city",
        seed=seed,
        begins=date(2026, 3, 1),
        ends=date(2026, 3, 31),
    )
    chance, lines, said, sold = random.Random(seed), [], [], []
    for key, draw in sorted(experiment.drawn(read(PLACES)).items()):
        token = str(reference("spring", key))
        held = draw.arm == "none"
        lines.append(
            {
                **{"key": key, "variant": draw.arm, "block": draw.block, "token": token},
                **{"payload": "" if held else f"Oi (ref {token})"},
                **{"status": "held" if held else "ok", "experiment": experiment.recorded},
            }
        )
        mean = 0 if held else 6 * (effect if draw.arm == "long" else 1)
        count = sum(chance.random() < mean / 40 for _ in range(40))
        sold.append({"place": key, "amount": 100 + 10 * count + chance.randrange(20)})
        said += [(f"+55119{key[1:]:0>4}{n:04}", f"Oi (ref {token})") for n in range(count)]
    messages = [
        {"phone": phone, "message": text, "sent": f"2026-03-{1 + at * 29 // len(said):02}"}
        for at, (phone, text) in enumerate(said)
    ]
    return lines, messages, sold


def test_the_better_text_is_found():
    lines, messages, _ = town(2.5)

    found = ck.report(lines, messages, by="variant").experiment(at=date(2026, 4, 1))

    long, short = found["short"], found["long"]
    assert short.against == "" or long.against == ""
    arm = found["short"]
    assert (arm.against, arm.places) == ("long", 20)
    assert arm.effect.high < 1 and arm.effect.p < 0.01
    assert not found.problems()


def test_texts_that_do_the_same_are_seldom_told_apart():
    called = 0
    for seed in range(20):
        lines, messages, _ = town(1.0, seed=seed)
        called += ck.report(lines, messages, by="variant").experiment()["short"].effect.p < 0.05

    assert called <= 4


def test_what_printing_brings_at_all_is_told_by_what_was_held_out():
    lines, messages, sold = town(1.0, holdout=0.4)
    report = ck.report(lines, messages, by="variant")

    found = report.experiment(sold, at=date(2026, 4, 1))

    assert [arm.name for arm in found] == ["long", "short", "none"]
    for arm in ("long", "short"):
        assert found[arm].against == "none"
        assert found[arm].effect.low < 60 < found[arm].effect.high
        assert found[arm].effect.p < 0.01
    without = report.experiment(at=date(2026, 4, 1))
    assert {one.rule for one in without.problems()} == {"experiment.no-outcomes"}
    assert [arm.is_told for arm in found] == [True, True, True]
    assert [arm.is_told for arm in without] == [True, True, False]
    held = next(line for line in str(without).splitlines() if line.startswith("none"))
    assert held.split() == ["none", str(without["none"].places)]


def test_a_look_before_the_end_is_told_with_what_counts_by_now():
    lines, messages, _ = town(1.5)
    report = ck.report(lines, messages, by="variant")

    early = report.experiment(at=date(2026, 3, 16))

    (told,) = early.problems()
    assert told.rule == "experiment.peeking" and "50% of the time" in told.message
    assert early.allowed_p == pytest.approx(0.0056, abs=1e-4)
    assert "before the end" in str(early) and "p" in early._repr_html_()


def test_without_an_end_it_is_said():
    lines, messages, _ = town(1.5)
    lines = [line | {"experiment": "seed=3"} for line in lines]

    found = ck.report(lines, messages, by="variant").experiment()

    assert {one.rule for one in found.problems()} == {"experiment.no-end"}


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([{"place": "elsewhere", "amount": 5}], "names no place"),
        ([{"place": "p1", "amount": "many"}], "is no number"),
    ],
)
def test_outcomes_that_cannot_be_read_are_told(outcomes, words):
    lines, messages, _ = town(1.0, holdout=0.2)

    with pytest.raises(BadInput, match=words):
        ck.report(lines, messages, by="variant").experiment(outcomes)


def shops():
    """Return a report of four places in two arms, of which two bear the same name."""
    named = [("a", "Feira", "x"), ("b", "Largo", "y"), ("c", "Centro", "x"), ("d", "Centro", "y")]
    lines = [
        {"row": at, "key": key, "place": place, "variant": arm, "payload": f"Oi {key}"}
        | {"experiment": "seed=3"}
        for at, (key, place, arm) in enumerate(named, 1)
    ]
    return ck.report(lines, [{"phone": "+551", "message": "Oi a"}])


@pytest.mark.parametrize(
    "outcomes",
    [
        [{"key": "a", "amount": "2"}, {"key": "b", "amount": "3"}, {"key": "b", "amount": 4}],
        [{"n": "4", "place": "Feira", "vendas": "2"}, {"n": "", "place": "Largo", "vendas": "7"}],
        [{"row": 1.0, "faturamento": "2"}, {"row": 2, "faturamento": "7"}],
        [{"ponto": "Feira", "مبيعات": 2}, {"ponto": "Largo", "مبيعات": 7}],
        [{"onde fica": "Feira", "city": "SP", "बिक्री": 2}, {"onde fica": "b", "बिक्री": 7}],
    ],
)
def test_one_column_tells_the_place_and_one_what_it_brought(outcomes):
    found = shops().experiment(outcomes)

    assert [(arm.name, arm.total) for arm in found] == [("x", 2), ("y", 7)]
    (told,) = (one for one in found.problems() if one.rule == "experiment.untold-places")
    assert told.message.startswith("2 of 4 places have no outcome")


def test_rows_that_name_no_place_or_several_are_all_told():
    outcomes = [
        *({"place": name, "amount": 5} for name in ("zz", "Feira", "Centro", "yy")),
        {"place": "", "amount": ""},
    ]

    with pytest.raises(BadInput) as told:
        shops().experiment(outcomes)

    assert [(one.where.row, one.value, one.rule) for one in told.value.problems] == [
        (1, "zz", "experiment.unknown-place"),
        (3, "Centro", "experiment.shared-place"),
        (4, "yy", "experiment.unknown-place"),
    ]


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([{"key": "zz", "amount": "1"}], "'zz' names no place"),
        ([{"key": "a", "brought": "1"}], "key, brought: none is an amount"),
        ([{"key": "a", "vendas": "1", "receita": 2}], "vendas, receita may all be"),
        ([{"what": "1", "amount": "1"}], "what: none is the place"),
        ([{"one": "a", "two": "b", "amount": "1"}], "one, two may all be the place"),
        ([{"key": "a", "amount": ""}], "with an amount"),
        ([], "name no place"),
    ],
)
def test_columns_that_are_not_known_are_asked_for(outcomes, words):
    with pytest.raises(BadInput, match=words):
        shops().experiment(outcomes)


def test_what_was_not_tried_and_what_is_not_there_is_told():
    lines, messages, _ = town(1.0)
    report = ck.report(lines, messages, by="variant")

    with pytest.raises(BadInput, match="none of conversations"):
        report.experiment(value="scans")
    with pytest.raises(BadInput, match="no arm 'c'"):
        report.experiment()["c"]
    bare = [{"payload": "Oi"}]
    with pytest.raises(BadInput, match="nothing was tried"):
        ck.report(bare, messages).experiment()
