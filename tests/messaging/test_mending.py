"""What can be mended without a person is; the rest stays as the writer left it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.messaging.lint import problems
from campaignkit.messaging.lint.mending import fixed, fixed_together
from campaignkit.messaging.templates import (
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
    *("name-characters", "variable-name", "variable-spaces"),
    *("variables-format", "body-line-breaks", "body-edge-line", "body-spaces", "body-tab"),
    *(
        "example-flat",
        "example-empty",
        "header-signs",
        "footer-signs",
        "label-signs",
        "label-fixed",
        "buttons-groups",
    ),
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


def test_numbers_out_of_order_stay_for_values_are_sent_by_number():
    template = made(
        "Order {{2}} and {{ 1 }} and {{2}} are ready for you at the shop",
        examples=["first", "second"],
    )

    for body in (fixed(template).body, fixed_together([template])[0].body):
        assert body.text == "Order {{2}} and {{1}} and {{2}} are ready for you at the shop"
        assert body.samples == {"1": "first", "2": "second"}


def test_a_gap_in_the_numbers_is_closed_in_all_languages_together_never_in_one():
    english = made(
        "Hello {{3}}, order {{1}} is ready for you today.",
        header=Header("For {{2}}", example=["", "Ana"]),
        examples={1: "A-17", 3: "Ana"},
    )
    spanish = english.with_(language="es")

    assert fixed(english).body.text == english.body.text
    for template in fixed_together([english, spanish]):
        assert template.body.text == "Hello {{2}}, order {{1}} is ready for you today."
        assert template.body.samples == {"1": "A-17", "2": "Ana"}
        assert template.header.text == "For {{1}}"


def test_a_gap_stays_where_the_languages_differ():
    english = made("Hello {{3}}, order {{1}} is ready for you.", examples={1: "A", 3: "B"})
    spanish = made("Hola {{1}}, tu pedido {{2}} es el {{3}}, listo.", language="es")

    mended = fixed_together([english, spanish])
    assert [each.body.text for each in mended] == [english.body.text, spanish.body.text]


def test_samples_in_one_list_get_a_list_of_their_own_and_empty_ones_go():
    flat = Body("Order {{1}} of {{2}} is ready now", example={"body_text": ["A-17", "Ana"]})
    empty = Body("It is ready now.", example={"body_text": [[]]})

    assert fixed(made(flat)).to_api()["components"][0]["example"] == {
        "body_text": [["A-17", "Ana"]]
    }
    assert "example" not in fixed(made(empty)).to_api()["components"][0]


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

    template = made(category="MARKETING", components=[Carousel([card, card])])
    assert fixed(template).carousel.cards[0].components[1].text == "Now\n\n{{2}} here for you"
    (together,) = fixed_together([template])
    assert together.carousel.cards[1].components[1].text == "Now\n\n{{1}} here for you"


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


def test_samples_as_many_as_a_text_has_variables_belong_to_them_as_they_stand():
    gaps = Template(
        "late",
        language="en",
        category="UTILITY",
        body="Hello {{7}}, your order {{2}} comes home to you in {{4}} days.",
        examples=["Ana", "A-17", "3"],
    )

    (mended,) = fixed_together([gaps])

    assert mended.body.text == "Hello {{3}}, your order {{1}} comes home to you in {{2}} days."
    assert mended.body.samples == {"1": "A-17", "2": "3", "3": "Ana"}
    assert not problems(mended)
