"""A value has one place: what is sent, what is previewed and what `texts` says are the same words.

The platform fills {{n}} with the n-th parameter of a component; `said_by_the_platform` does that.
"""

from __future__ import annotations

import random

import pytest

from campaignkit.errors import BadInput
from campaignkit.messaging.preview import words_of
from campaignkit.messaging.templates import (
    Body,
    Card,
    Carousel,
    Header,
    OneTimeCode,
    OpenFlow,
    QuickReply,
    Template,
    UrlButton,
)
from campaignkit.messaging.templates.binding import bind, payload
from campaignkit.messaging.templates.slots import slots
from campaignkit.messaging.templates.variables import filled

TO = "+5511987654321"
WORDS = ("Ana", "Tuition", "5000", "30 April", "UNPAID", "Sol School", "A-17", "Rua 7")


def components(template, row):
    return payload(template, TO, row)["template"].get("components", [])


def said_by_the_platform(text, component):
    """Return a text as the platform fills it: the n-th value where {{n}} stands."""
    given = [parameter["text"] for parameter in component["parameters"]]
    return filled(text, {str(n): value for n, value in enumerate(given, 1)})


def permuted(seed):
    """Return a template whose numbers stand in any order, and a row."""
    chance = random.Random(seed)
    count = chance.randint(2, 8)
    numbers = chance.sample(range(1, count + 1), count)
    text = "Hello, " + ", then ".join(f"for item {{{{{n}}}}} of yours" for n in numbers) + "."
    card = f"This card says {{{{2}}}} and then {{{{1}}}} to you, number {seed}."
    cards = [
        Card([Header(format="IMAGE", example="4::a"), Body(card, example=["a", "b"])])
        for _ in range(2)
    ]
    row = {str(n): WORDS[n - 1] for n in range(1, count + 1)}
    more = {f"card_{c}_{n}": f"{WORDS[n]} {c}" for c in (1, 2) for n in (1, 2)}
    files = {f"card_{c}_image": "https://shop.example/a.png" for c in (1, 2)}
    parts = [Body(text, example=list(row.values())), Carousel(cards)]
    return Template("t", language="en", components=parts), {**row, **more, **files}


@pytest.mark.parametrize("seed", range(40))
def test_what_is_sent_is_what_is_previewed_and_what_texts_says(seed):
    template, row = permuted(seed)
    body, carousel = components(template, row)

    sent = said_by_the_platform(template.body.text, body)
    assert sent == next(bind(template, [row]).texts())
    lines = words_of(template, values=row).splitlines()
    assert lines[0] == sent
    for number, card in enumerate(template.carousel.cards):
        (inside,) = [x for x in carousel["cards"][number]["components"] if x["type"] == "body"]
        assert said_by_the_platform(card.components[1].text, inside) in lines


def test_an_approved_template_with_numbers_out_of_order_says_the_right_things():
    text = "A new fee for {{1}} at {{6}}. Category: {{2}}, {{3}}, due {{4}}, status {{5}} now."
    template = Template("fee", language="en", body=text)

    (body,) = components(template, dict(zip("123456", WORDS, strict=False)))
    assert [each["text"] for each in body["parameters"]] == list(WORDS[:6])


def test_a_list_of_values_and_digit_keys_are_values_by_number():
    template = Template("t", language="en", body="Run {{2}} for {{1}} today, please.")

    assert components(template, ["a", "b"]) == components(template, {1: "a", 2: "b"})
    assert components(template, {2: "b", 1: "a"})[0]["parameters"][0]["text"] == "a"


def test_named_values_keep_their_names_and_the_texts_order():
    template = Template("t", language="en", body="Hi {{who}} and {{all}}, welcome.")

    (body,) = components(template, {"who": "Ana", "all": "Rui"})
    assert [each["parameter_name"] for each in body["parameters"]] == ["who", "all"]


def test_a_template_with_a_gap_is_not_sent_for_the_platform_would_shift_its_values():
    template = Template("t", language="en", body="Run {{3}} for {{1}} today, please.")

    with pytest.raises(BadInput, match=r"numbers must be \{\{1\}\}, \{\{2\}\}, none left out"):
        payload(template, TO, {"1": "a", "3": "b"})


@pytest.mark.parametrize("keys", [("1", "2"), (1, 2), (2, 1)])
def test_digit_keys_of_examples_are_positional(keys):
    examples = {key: f"value {key}" for key in keys}
    template = Template("t", language="en", body="Run {{2}} for {{1}} now.", examples=examples)

    assert template.parameter_format is None
    assert template.to_api()["components"][0]["example"] == {"body_text": [["value 1", "value 2"]]}


def test_a_flow_button_is_sent_even_without_a_token():
    button = OpenFlow("Book", flow_id="1", flow_action="navigate", navigate_screen="A")
    template = Template(
        "t", language="en", body="Book your visit.", buttons=[QuickReply("No"), button]
    )

    assert components(template, {}) == [{"type": "button", "sub_type": "flow", "index": 1}]
    ((sent),) = components(template, {"flow_token": "x"})
    assert sent["parameters"] == [{"type": "action", "action": {"flow_token": "x"}}]


COPIES = UrlButton(
    "Copy code", "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}", example="1"
)


@pytest.mark.parametrize("button", [COPIES, OneTimeCode()])
def test_an_authentication_template_asks_for_the_code_once(button):
    template = Template(
        "otp",
        language="en",
        category="AUTHENTICATION",
        body=Body("*{{1}}* is your code.", example=["123456"]),
        buttons=[button],
    )

    assert [slot.key for slot in slots(template)] == ["code"]
    body, sent = components(template, {"code": "ab12"})
    assert body["parameters"] == [{"type": "text", "text": "ab12"}]
    assert sent == {
        "type": "button",
        "sub_type": "url",
        "index": 0,
        "parameters": [{"type": "text", "text": "ab12"}],
    }
