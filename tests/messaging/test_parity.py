"""The languages of one template agree, or the difference is named."""

from __future__ import annotations

import pytest

from campaignkit.messaging import rules
from campaignkit.messaging.lint.parity import problems
from campaignkit.messaging.templates import QuickReply, Template, UrlButton

SHOP = "https://shop.example/"


def english(**changes):
    facts = {
        "name": "ready",
        "language": "en",
        "category": "UTILITY",
        "body": "Hello {{1}}, order {{2}} is ready.",
        "buttons": [QuickReply("Thanks"), UrlButton("Map", SHOP)],
    }
    facts |= changes
    return Template(facts.pop("name"), **facts)


def spanish(**changes):
    facts = {
        "language": "es",
        "body": "Hola {{1}}, el pedido {{2}} está listo.",
        "buttons": [QuickReply("Gracias"), UrlButton("Mapa", SHOP + "es")],
    }
    return english(**(facts | changes))


def test_languages_that_agree_have_no_problems():
    assert not problems([english(), spanish()])


def test_variables_may_stand_in_another_order():
    other = spanish(body="El pedido {{2}} está listo, {{1}}, te esperamos.")

    assert not problems([english(), other])


DIFFERENT = [
    ("twice", english()),
    ("category", spanish(category="MARKETING")),
    ("variables", spanish(body="Hola {{1}}, tu pedido está listo.")),
    ("components", spanish(footer="Padaria Sol")),
    ("components", spanish(header="Hola")),
    ("buttons", spanish(buttons=[UrlButton("Mapa", SHOP), QuickReply("Gracias")])),
    ("buttons", spanish(buttons=[QuickReply("Gracias")])),
    ("address", spanish(buttons=[QuickReply("Gracias"), UrlButton("Mapa", "https://x.example")])),
    ("address", spanish(buttons=[QuickReply("Gracias"), UrlButton("Mapa", SHOP + "{{1}}")])),
    ("text", english(name="ready_2")),
]


@pytest.mark.parametrize(("rule", "other"), DIFFERENT)
def test_a_difference_is_named(rule, other):
    (problem,) = problems([english(), other])

    assert problem.rule == f"languages.{rule}"
    assert problem.where.key.startswith(f"{other.name}[{other.language}].")
    assert problem.fix


def test_every_rule_about_languages_has_a_case():
    known = {name for name in rules.every() if name.startswith("languages.")}

    assert {f"languages.{rule}" for rule, _ in DIFFERENT} == known


def test_a_missing_variable_says_what_the_other_language_has():
    (problem,) = problems([english(), spanish(body="Hola {{1}}, tu pedido está listo.")])

    assert (problem.value, problem.limit) == ("{{1}}", "{{1}}, {{2}}")


def test_templates_of_other_names_are_not_compared():
    other = spanish(name="welcome", body="Hola, ¿cómo estás?", buttons=[])

    assert not problems([english(), other])
