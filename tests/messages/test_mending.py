"""What can be mended without a person is; the rest stays as the writer left it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.messages.lint import problems
from campaignkit.messages.lint.mending import fixed
from campaignkit.messages.templates import (
    Body,
    Buttons,
    Card,
    Carousel,
    Header,
    PhoneButton,
    QuickReply,
    Template,
    UrlButton,
    ViewCatalog,
)

SAMPLES = json.loads(Path(__file__).with_name("data").joinpath("samples.json").read_text("utf-8"))
MENDED = {
    *("name-characters", "variables-sequence", "variable-name", "variable-spaces"),
    *("variables-format", "body-line-breaks", "body-edge-line", "body-spaces", "body-tab"),
    *("header-signs", "footer-signs", "label-signs", "label-fixed", "buttons-groups"),
}


def made(body="Hello, your order is ready.", /, **more):
    facts = {"name": "ready", "language": "en", "category": "UTILITY", "body": body} | more
    return Template(facts.pop("name"), **facts)


def rules_of(template):
    return {problem.rule.removeprefix("template.") for problem in problems(template)}


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["name"] for sample in SAMPLES])
def test_a_good_template_stays_as_it_is(sample):
    template = Template.from_api(sample)

    assert fixed(template) is template


def test_names_and_languages_are_spelled_as_the_platform_spells_them():
    template = fixed(made(name="Promoção-Verão 2026", language="pt-br"))

    assert (template.name, template.language) == ("promocao_verao_2026", "pt_BR")


@pytest.mark.parametrize("language", ["pt", "zh", "xx"])
def test_a_language_that_could_be_several_is_left_to_the_writer(language):
    assert fixed(made(language=language)).language == language


def test_variables_are_numbered_in_order_and_their_examples_go_along():
    template = made(
        "Order {{2}} and {{ 1 }} and {{2}} are ready for you at the shop",
        examples=["first", "second"],
    )

    body = fixed(template).body
    assert body.text == "Order {{1}} and {{2}} and {{1}} are ready for you at the shop"
    assert body.samples == {"1": "second", "2": "first"}


def test_named_variables_get_names_that_the_platform_takes():
    template = made(
        "Dear {{First Name}}, your order {{order-no}} is ready.",
        examples={"First Name": "Ana", "order-no": "7"},
        parameter_format="positional",
    )

    made_good = fixed(template)
    assert made_good.body.samples == {"first_name": "Ana", "order_no": "7"}
    assert made_good.parameter_format == "named"
    assert not problems(made_good)


def test_names_that_would_become_the_same_are_left_to_the_writer():
    template = made(
        "Dear {{Who}}, order of {{who}} is ready now", examples={"who": "a", "Who": "b"}
    )

    assert fixed(template).body.text == template.body.text


def test_a_broken_brace_is_left_to_the_writer():
    assert fixed(made("Order {{1} is\n\n\n\nready")).body.text == "Order {{1} is\n\n\n\nready"


def test_bodies_lose_what_the_platform_refuses_and_keep_their_paragraphs():
    template = made("\nHello,\n\n \n\n*your* order\tis      ready.\n\nBye\n")

    assert fixed(template).body.text == "Hello,\n\n*your* order is ready.\n\nBye"


def test_headers_footers_and_labels_become_plain():
    template = made(
        header=Header("*Sale*\nfor {{1}} 🎉", example="Ana"),
        footer="See you\nsoon 👋",
        buttons=[QuickReply("Yes 👍"), QuickReply("*No*")],
    )

    made_good = fixed(template)
    assert made_good.header.text == "Sale for {{1}}"
    assert made_good.header.samples == {"1": "Ana"}
    assert made_good.footer.text == "See you soon"
    assert [button.text for button in made_good.buttons] == ["Yes", "No"]


@pytest.mark.parametrize(("before", "after"), [("QUQ", "QQU"), ("UQPQ", "UPQQ"), ("UQ", "UQ")])
def test_buttons_are_put_into_two_groups_the_first_kind_first(before, after):
    kinds = {
        "Q": QuickReply("Stop"),
        "U": UrlButton("See", "https://a.example"),
        "P": PhoneButton("Call", "+5511987654321"),
    }

    template = fixed(made(buttons=[kinds[kind] for kind in before]))
    assert list(template.buttons) == [kinds[kind] for kind in after]


def test_cards_are_mended_too():
    card = Card([Header(format="IMAGE", example="4::a"), Body("Now\n\n\n\n{{2}} here for you")])

    template = fixed(made(category="MARKETING", components=[Carousel([card, card])]))
    assert template.carousel.cards[0].components[1].text == "Now\n\n{{1}} here for you"


def test_the_label_that_whatsapp_writes_is_its_own():
    assert fixed(made(buttons=[ViewCatalog("Catálogo")])).buttons[0].text == "View catalog"


signs = ["{{1}}", "{{3}}", "{{ 2 }}", " ", "\n", "\t", "*", "_a_", "`", "- ", "🎉", "word ", "x"]
texts = st.lists(st.sampled_from(signs)).map("".join)
labels = st.text("ab*_🎉\n").map("x{}".format)


@given(texts, texts, labels, st.text("QUP", max_size=6))
@settings(deadline=None)
def test_mending_leaves_nothing_that_it_could_mend(body, header, label, order):
    kinds = {
        "Q": QuickReply(label),
        "U": UrlButton("See", "https://a.example"),
        "P": PhoneButton("Call", "+5511987654321"),
    }
    parts = [Header(header), Body(body), Buttons([kinds[kind] for kind in order])]

    once = fixed(Template("A b", language="en", components=parts))
    assert not rules_of(once) & MENDED
    assert fixed(once) == once


def test_variables_lose_their_accents():
    template = Template("t", language="pt_BR", body="Oi {{Nome}}! Temos {{Pão}} quentinho hoje.")

    assert fixed(template).body.text == "Oi {{nome}}! Temos {{pao}} quentinho hoje."


def test_variables_that_would_become_one_are_left_to_a_person():
    text = "Oi! Temos {{Pão}} e também {{pao}} para você."

    assert fixed(Template("t", language="pt_BR", body=text)).body.text == text
