from __future__ import annotations

import pickle
import re

import pytest

from campaignkit import errors
from campaignkit.errors import BadInput, CampaignError, NotFound, TooBig, did_you_mean
from campaignkit.problems import Problem, Problems


def test_every_error_is_a_campaign_error_and_so_a_value_error():
    kinds = [BadInput, TooBig, NotFound]

    assert all(kind.__mro__[1:3] == (CampaignError, ValueError) for kind in kinds)


def test_the_tree_at_the_top_of_the_file_names_every_class():
    defined = {name for name in errors.__all__ if isinstance(getattr(errors, name), type)}

    tree = errors.__doc__.split("\n\n")[1]
    assert set(re.findall(r"\b[A-Z]\w+", tree)) - {"ValueError"} == defined


def test_an_error_alone_is_a_problem_with_the_rule_and_parameters_it_was_born_with():
    error = BadInput("phone='07' is not a phone number.", rule="phone.short", phone="07")

    (problem,) = error.problems
    assert (problem.rule, problem.params) == ("phone.short", {"phone": "07"})
    assert problem.message == str(error)
    assert not error.gathers


def test_an_error_keeps_rule_parameters_and_findings_on_its_way_from_a_worker():
    alone = TooBig("160 bytes do not fit.", rule="qr.too-big", bytes=160)
    gathering = Problems([Problem(rule="scan.text", message="No.", params={"n": 1})]).error("x")

    for error in (alone, gathering):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.rule) == (type(error), str(error), error.rule)
        assert (again.params, again.problems) == (error.params, error.problems)


def test_an_error_that_was_given_no_rule_has_the_one_of_its_class():
    assert [kind("No.").rule for kind in (BadInput, TooBig, NotFound)] == [
        "input.bad",
        "input.too-big",
        "input.not-found",
    ]


def test_a_value_as_long_as_a_book_does_not_bury_what_to_do():
    error = BadInput(f"title={'x' * 100_000!r} is no title.\nGive a short one.")

    first, second = str(error).split("\n")
    assert len(first) == 1000
    assert first.startswith("title='xxx") and first.endswith("xxx' is no title.")
    assert second == "Give a short one."


def test_a_slip_of_the_finger_is_answered_with_the_word_that_was_meant():
    known = ["open-for-business", "table-number", "chat-with-us"]

    assert did_you_mean("open-for-busines", known) == " Did you mean 'open-for-business'?"


def test_capitals_do_not_hide_the_word_that_was_meant():
    assert did_you_mean("AVERY l7160", ["Avery L7160"]) == " Did you mean 'Avery L7160'?"


def test_several_near_words_are_offered_the_nearest_first():
    known = ["Avery L7159", "Avery L7160", "Avery L7163"]

    assert did_you_mean("Avery L7161", known, most=2).count("Avery") == 2
    assert did_you_mean("Avery L7160", known).startswith(" Did you mean 'Avery L7160' or ")


@pytest.mark.parametrize("word", ["zzz", "", "🧁"])
def test_nothing_is_guessed_when_nothing_is_near(word):
    assert did_you_mean(word, ["open-for-business"]) == ""


def test_a_word_that_is_no_text_gets_an_answer_too():
    assert did_you_mean(7160, ["7160", "l7163"]) == " Did you mean '7160' or 'l7163'?"  # type: ignore[arg-type]
