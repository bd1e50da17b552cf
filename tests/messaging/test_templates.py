"""Templates: the platform's JSON in and out unchanged, and the JSON that sends them."""

from __future__ import annotations

import datetime
import json
import pickle
import re
from decimal import Decimal
from pathlib import Path

import pytest

from campaignkit.assets.template import MessageTemplate
from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.templates import (
    Body,
    Buttons,
    Card,
    Carousel,
    CopyCode,
    Footer,
    Header,
    LimitedTimeOffer,
    OneTimeCode,
    OpenFlow,
    QuickReply,
    Template,
    UrlButton,
    ViewCatalog,
    ViewItems,
    ViewProduct,
    VoiceCall,
    values,
)
from campaignkit.messaging.templates.binding import bind, payload
from campaignkit.messaging.templates.sendable import unsendable
from campaignkit.messaging.templates.slots import slots
from campaignkit.messaging.templates.values import Amount, Moment

SAMPLES = json.loads(Path(__file__).with_name("data").joinpath("samples.json").read_text("utf-8"))
TO = "+5511912345678"


def components(template, row):
    return payload(template, TO, row)["template"].get("components")


def english(body="Your order is ready now.", /, **more):
    return Template("order_ready", language="en", body=body, **more)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["name"] for sample in SAMPLES])
def test_the_official_samples_come_back_equal(sample):
    assert Template.from_api(sample).to_api() == sample


def test_what_is_not_known_here_survives():
    data = {
        "name": "x",
        "language": "en",
        "category": "utility",
        "id": "1",
        "quality_score": {"score": "GREEN", "date": 1},
        "components": [
            {"type": "body", "text": "Hi", "new_key": [1, None, {"a": True}]},
            {"type": "BUTTONS", "buttons": [{"type": "HOLOGRAM", "depth": 3}, {"text": "no type"}]},
            {"type": "SPELL", "text": 5},
            "a text",
        ],
    }

    template = Template.from_api(data)
    assert template.to_api() == data
    assert template.body.text == "Hi"


def test_a_template_made_of_values_is_written_as_the_platform_takes_it():
    template = Template(
        "feira_julho",
        language="pt_BR",
        header=Header("Feira de {{mes}}", example={"mes": "julho"}),
        body=Body("Oi {{nome}}, a feira de julho abre hoje.", example={"nome": "Ana"}),
        footer="Padaria Sol",
        buttons=[QuickReply("Parar"), UrlButton("Ver", "https://loja.example/{{1}}", example="a")],
    )

    assert template.to_api() == {
        "name": "feira_julho",
        "language": "pt_BR",
        "category": "MARKETING",
        "parameter_format": "named",
        "components": [
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "Feira de {{mes}}",
                "example": {
                    "header_text_named_params": [{"param_name": "mes", "example": "julho"}]
                },
            },
            {
                "type": "BODY",
                "text": "Oi {{nome}}, a feira de julho abre hoje.",
                "example": {"body_text_named_params": [{"param_name": "nome", "example": "Ana"}]},
            },
            {"type": "FOOTER", "text": "Padaria Sol"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "Parar"},
                    {
                        "type": "URL",
                        "text": "Ver",
                        "url": "https://loja.example/{{1}}",
                        "example": ["a"],
                    },
                ],
            },
        ],
    }


def test_examples_by_number_are_an_array_in_an_array():
    template = english("Hello {{1}}, take {{2}} off today.", examples=["Ana", "10%"])

    assert template.to_api()["components"][0]["example"] == {"body_text": [["Ana", "10%"]]}
    assert template.parameter_format is None


def test_a_template_is_a_frozen_value():
    template = Template.from_api(SAMPLES[0])

    assert pickle.loads(pickle.dumps(template)) == template
    with pytest.raises(AttributeError):
        template.name = "other"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"body": 5}, "body=5 is not what a template takes there"),
        ({"header": Footer("x")}, r"Give a text, or Header\(…\)"),
        ({"buttons": ["Stop"]}, r"buttons such as QuickReply\('Stop'\)"),
        ({"components": ["Hello"]}, "components such as Body"),
        ({"body": "Hi {{1}}", "examples": 5}, "example=5 is no sample"),
        ({"extra": {"when": datetime.date(2026, 7, 4)}}, "JSON has no date"),
    ],
)
def test_what_cannot_be_part_of_a_template_is_refused(facts, says):
    with pytest.raises(BadInput, match=says):
        Template("x", language="en", **facts)


def test_what_is_no_template_is_refused():
    with pytest.raises(BadInput, match="a template is a JSON object"):
        Template.from_api(["name"])


def test_the_message_of_the_documentation_is_sent_as_it_stands_there():
    template = Template(
        "feira_julho",
        language="pt_BR",
        header=Header(format="IMAGE", example="4::abc"),
        body="Oi {{1}}, aproveite {{2}} na feira.",
        buttons=[UrlButton("Ver", "https://loja.example/{{1}}", example="x")],
    )
    row = {"image": "https://loja.example/capa.jpg", "1": "Ana", "2": "10%", "button_1": "julho"}

    assert payload(template, "55 11 91234-5678", row) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": TO,
        "type": "template",
        "template": {
            "name": "feira_julho",
            "language": {"code": "pt_BR"},
            "components": [
                {
                    "type": "header",
                    "parameters": [
                        {"type": "image", "image": {"link": "https://loja.example/capa.jpg"}}
                    ],
                },
                {
                    "type": "body",
                    "parameters": [
                        {"type": "text", "text": "Ana"},
                        {"type": "text", "text": "10%"},
                    ],
                },
                {
                    "type": "button",
                    "sub_type": "url",
                    "index": 0,
                    "parameters": [{"type": "text", "text": "julho"}],
                },
            ],
        },
    }


def test_a_template_without_values_is_sent_by_its_name_alone():
    assert "components" not in payload(english(), TO, {})["template"]


def test_named_values_carry_their_names():
    template = english("Hello {{who}}, your order {{order}} is ready.")

    (body,) = components(template, {"who": "Ana", "order": 7, "unused": "x"})
    assert body["parameters"] == [
        {"type": "text", "parameter_name": "who", "text": "Ana"},
        {"type": "text", "parameter_name": "order", "text": "7"},
    ]


def test_values_may_stand_in_a_list():
    (body,) = components(english("Hello {{1}}, take {{2}} off today."), ["Ana", "10%"])

    assert [parameter["text"] for parameter in body["parameters"]] == ["Ana", "10%"]


def test_money_and_times_may_be_left_to_the_phone():
    template = english("It costs {{1}} until {{2}} and not longer.")
    row = {"1": Amount(Decimal("12.50"), "BRL", "R$ 12,50"), "2": Moment("Friday")}

    (body,) = components(template, row)
    assert body["parameters"] == [
        {
            "type": "currency",
            "currency": {"fallback_value": "R$ 12,50", "code": "BRL", "amount_1000": 12500},
        },
        {"type": "date_time", "date_time": {"fallback_value": "Friday"}},
    ]


def test_a_date_is_written_in_the_language_of_the_template():
    template = Template("x", language="pt_BR", body="Até {{1}} na feira.")

    (body,) = components(template, [datetime.date(2026, 7, 4)])
    assert body["parameters"][0]["text"] == "4 de julho de 2026"


@pytest.mark.parametrize(
    ("suffix", "sent"),
    [
        ("x:key", "x%3Akey"),
        ("9|DL", "9%7CDL"),
        ("New York", "New%20York"),
        ("Peña", "Pe%C3%B1a"),
        ("Gonçalves", "Gon%C3%A7alves"),
        ("tea/green", "tea/green"),
        ("a%20b", "a%20b"),
        ("100% cocoa", "100%25%20cocoa"),
        ("tea?from=chat&n=1", "tea?from=chat&n=1"),
        ("https://shop.example/tea", "tea"),
        ("shop.example/tea", "tea"),
        ("/tea", "tea"),
    ],
)
def test_the_end_of_an_address_is_percent_encoded(suffix, sent):
    template = english(buttons=[UrlButton("See", "https://shop.example/{{1}}", example="a")])

    (button,) = components(template, {"button_1": suffix})
    assert button["parameters"] == [{"type": "text", "text": sent}]


@pytest.mark.parametrize(
    ("button", "row", "sub_type", "parameter"),
    [
        (
            QuickReply("Yes"),
            {"button_1": "YES"},
            "quick_reply",
            {"type": "payload", "payload": "YES"},
        ),
        (
            CopyCode("SAVE10"),
            {"button_1": "SAVE25"},
            "copy_code",
            {"type": "coupon_code", "coupon_code": "SAVE25"},
        ),
        (
            ViewCatalog(),
            {"thumbnail": "T-1"},
            "catalog",
            {"type": "action", "action": {"thumbnail_product_retailer_id": "T-1"}},
        ),
        (
            ViewItems(),
            {"thumbnail": "T-1", "sections": {"Teas": ["T-1", "T-2"]}},
            "mpm",
            {
                "type": "action",
                "action": {
                    "thumbnail_product_retailer_id": "T-1",
                    "sections": [
                        {
                            "title": "Teas",
                            "product_items": [
                                {"product_retailer_id": "T-1"},
                                {"product_retailer_id": "T-2"},
                            ],
                        }
                    ],
                },
            },
        ),
        (
            OpenFlow("Open", flow_id="1"),
            {"flow_token": "t", "flow_data": {"step": 1}},
            "flow",
            {"type": "action", "action": {"flow_token": "t", "flow_action_data": {"step": 1}}},
        ),
        (
            VoiceCall("Call"),
            {"button_1_minutes": 60},
            "voice_call",
            {"type": "ttl_minutes", "ttl_minutes": 60},
        ),
    ],
)
def test_each_button_is_sent_in_its_own_way(button, row, sub_type, parameter):
    (sent,) = components(english(buttons=[button]), row)

    assert (sent["sub_type"], sent["index"]) == (sub_type, 0)
    assert sent["parameters"] == [parameter]


def test_a_button_that_needs_nothing_is_not_sent():
    template = english(buttons=[QuickReply("Yes"), ViewCatalog()])

    assert components(template, {}) is None


def test_a_one_time_code_goes_to_the_body_and_to_the_button():
    parts = [Body(), Footer(code_expiration_minutes=5), Buttons([OneTimeCode()])]
    template = Template("code", language="en", category="AUTHENTICATION", components=parts)

    text = [{"type": "text", "text": "123456"}]
    assert components(template, {"code": "123456"}) == [
        {"type": "body", "parameters": text},
        {"type": "button", "sub_type": "url", "index": 0, "parameters": text},
    ]


def test_a_place_a_document_and_a_product_are_headers():
    place = english(header=Header(format="LOCATION"))
    document = english(header=Header(format="DOCUMENT", example="4::a"))
    product = english(header=Header(format="PRODUCT"), buttons=[ViewProduct()])

    (sent,) = components(place, {"latitude": 0, "longitude": -46.63, "place": "Feira"})
    assert sent["parameters"][0]["location"] == {
        "latitude": "0",
        "longitude": "-46.63",
        "name": "Feira",
    }
    (sent,) = components(document, {"document": "123456", "filename": "receipt.pdf"})
    assert sent["parameters"][0]["document"] == {"id": "123456", "filename": "receipt.pdf"}
    (sent,) = components(product, {"product": "T-1", "catalog_id": 77})
    assert sent["parameters"][0]["product"] == {"product_retailer_id": "T-1", "catalog_id": "77"}


def test_an_offer_ends_at_a_time_in_milliseconds():
    parts = [LimitedTimeOffer("Ends soon!", True)]
    template = english(
        components=parts, buttons=[CopyCode("A1"), UrlButton("Go", "https://a.example")]
    )
    ends = datetime.datetime(2026, 7, 4, 12, tzinfo=datetime.UTC)

    found = components(template, {"expires": ends, "button_1": "TOUR25"})
    (sent,) = [part for part in found if part["type"] == "limited_time_offer"]
    assert sent["parameters"] == [
        {"type": "limited_time_offer", "limited_time_offer": {"expiration_time_ms": 1783166400000}}
    ]


def test_the_cards_of_a_carousel_are_sent_by_their_index():
    one = Card(
        [
            Header(format="IMAGE", example="4::a"),
            Body("With {{1}} for you today", example=["MANGO"]),
            Buttons([QuickReply("More"), UrlButton("Buy", "https://a.example/{{1}}", example="a")]),
        ]
    )
    template = english(components=[Carousel([one, one])])
    row = {
        f"card_{n}_{key}": f"{value}{n}"
        for n in (1, 2)
        for key, value in {"image": "12", "1": "CODE", "button_2": "p"}.items()
    }

    (carousel,) = components(template, row)
    assert carousel["cards"][1] == {
        "card_index": 1,
        "components": [
            {"type": "header", "parameters": [{"type": "image", "image": {"id": "122"}}]},
            {"type": "body", "parameters": [{"type": "text", "text": "CODE2"}]},
            {
                "type": "button",
                "sub_type": "url",
                "index": 1,
                "parameters": [{"type": "text", "text": "p2"}],
            },
        ],
    }


def test_a_product_carousel_is_sent_with_as_many_cards_as_products():
    (sample,) = [s for s in SAMPLES if s["name"] == "carousel_template_product_cards_v1"]
    template = Template.from_api(sample)
    row = {"1": "15OFF", "2": "15%", "products": ["A", "B", "C"], "catalog_id": "9"}

    carousel = components(template, row)[1]
    assert [card["card_index"] for card in carousel["cards"]] == [0, 1, 2]
    assert carousel["cards"][2]["components"][0]["parameters"][0]["product"] == {
        "product_retailer_id": "C",
        "catalog_id": "9",
    }


def test_slots_name_everything_that_a_row_must_supply():
    (sample,) = [s for s in SAMPLES if s["name"].startswith("limited_time")]

    found = slots(Template.from_api(sample))
    assert [slot.key for slot in found] == ["image", "expires", "1", "2", "button_1", "button_2"]


def test_a_user_id_may_stand_for_a_phone_number():
    sent = payload(english(), "US.13491208655302741918", {})

    assert sent["recipient"] == "US.13491208655302741918"
    assert "to" not in sent


@pytest.mark.parametrize("name", ["@jasper.market", "my_shop1"])
def test_a_username_is_refused_with_the_reason(name):
    (problem,) = bind(english(), [{"to": name}], to="to").problems()

    assert problem.rule == "send.username"
    assert "a username, which the platform sends nothing to" in problem.message
    assert "Take the user id (user_id) of the person's last message" in problem.fix


def test_everything_wrong_with_a_payload_is_told_at_once():
    template = english("Hello {{1}}, take {{2}} off today.")

    with pytest.raises(BadInput, match="2 problems") as caught:
        payload(template, "98765", {"1": "a\nb", "2": "10%"})
    assert [p.rule for p in caught.value.problems] == ["send.newline", "send.to"]


GREETING = english("Hello {{1}}, take {{2}} off today.")


def rows_with(**changes):
    row = {"1": "Ana", "2": "10%", "phone": TO}
    return [row, row | {f"{key.strip('_')}": value for key, value in changes.items()}]


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (None, "send.missing"),
        ("", "send.empty"),
        ("  ", "send.empty"),
        ("a\nb", "send.newline"),
        ("a\tb", "send.newline"),
        ("a     b", "send.spaces"),
        (0.1 + 0.2, "send.number"),
        ("x" * 1024, "send.body-length"),
    ],
)
def test_a_value_that_breaks_a_rule_is_named_by_row_and_column(value, rule):
    (problem,) = bind(GREETING, rows_with(_1=value)).problems()

    assert (problem.rule, problem.where.row, problem.severity) == (rule, 2, "error")
    assert "1" in problem.where.column


def test_marks_that_phones_would_format_are_a_warning():
    (problem,) = bind(GREETING, rows_with(_1="Ana *Sol*")).problems()

    assert (problem.rule, problem.severity) == ("send.marks", "warning")
    assert problem.fix == "Write 'Ana ∗Sol∗'."
    assert not bind(GREETING, rows_with(_1="snake_case")).problems()


@pytest.mark.parametrize("address", ["https://other.example/tea", "HTTP://a.example", "www.a.b/c"])
def test_the_address_of_another_site_is_refused(address):
    template = english(buttons=[UrlButton("See", "https://shop.example/{{1}}", example="a")])

    with pytest.raises(BadInput, match="is a whole address, and not one of") as caught:
        payload(template, TO, {"button_1": address})
    assert caught.value.problems[0].rule == "send.suffix"
    handed_on = english(buttons=[UrlButton("See", "https://shop.example/go?to={{1}}", example="a")])
    assert payload(handed_on, TO, {"button_1": address})


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("{{ NOME }}", "send.unfilled"),
        ("{{1}}", "send.unfilled"),
        ([1], "send.form"),
        ({"a": 1}, "send.form"),
        (b"ab", "send.form"),
        (True, "send.form"),
        (float("inf"), "send.word"),
        ("\x00", "send.empty"),
        ("Ana\x00", "send.sign"),
        ("\u200b", "send.empty"),
        ("Ana \ud83c", "send.sign"),
        ("\ud83c", "send.sign"),
        (float("nan"), "send.missing"),
        (Decimal("nan"), "send.missing"),
    ],
)
def test_what_no_customer_should_read_is_refused(value, rule):
    with pytest.raises(BadInput) as caught:
        payload(GREETING, TO, {"1": value, "2": "today"})
    assert rule in [problem.rule for problem in caught.value.problems]
    found = bind(GREETING, rows_with(_1=value)).problems()
    assert rule in [problem.rule for problem in found]


@pytest.mark.parametrize("word", ["None", "nan", "NULL"])
def test_a_word_that_programs_write_for_nothing_is_refused_and_is_an_empty_cell_of_a_row(word):
    with pytest.raises(BadInput) as caught:
        payload(GREETING, TO, {"1": word, "2": "today"})
    assert [problem.rule for problem in caught.value.problems] == ["send.word"]
    found = bind(GREETING, rows_with(_1=word)).problems()
    assert "send.missing" in [problem.rule for problem in found]


@pytest.mark.parametrize("name", ["Nan", "Null", "O'Neil {x}", "José #1", "李", "אבג", "5", "ब्र"])
def test_names_that_look_odd_are_sent(name):
    assert payload(GREETING, TO, {"1": name, "2": "today"})


def test_a_moment_keeps_its_hour_and_a_day_has_none():
    at = datetime.datetime(2026, 1, 2, 15, 30)

    assert values.said(at, "pt_BR") == "2 de janeiro de 2026 15:30"
    assert values.said(at, "en") == "January 2, 2026, 3:30\u202fPM"
    assert values.said(datetime.datetime(2026, 1, 2), "pt_BR") == "2 de janeiro de 2026"


def test_values_without_a_place_are_told():
    with pytest.raises(BadInput, match="value 'c' has no place: the template takes 2") as caught:
        payload(GREETING, TO, ["a", "b", "c"])
    assert caught.value.problems[0].rule == "send.further"
    form = english(buttons=[OpenFlow("Go", flow_id="1")])
    with pytest.raises(BadInput, match="Did you mean 'flow_token'") as caught:
        payload(form, TO, {"flow_tokn": "x"})
    assert caught.value.problems[0].rule == "send.key"
    assert payload(form, TO, {"city": "x", "flow_token": "y"})


def test_the_data_of_a_form_is_an_object():
    form = english(buttons=[OpenFlow("Go", flow_id="1")])

    (button,) = components(form, {"flow_data": '{"name": "Ana"}'})
    assert button["parameters"][0]["action"]["flow_action_data"] == {"name": "Ana"}
    with pytest.raises(BadInput, match="is no data that a form begins with") as caught:
        payload(form, TO, {"flow_data": "{bad"})
    assert caught.value.problems[0].rule == "send.flow-data"


@pytest.mark.parametrize("code", ["*12*", "48 15", "12_3", True])
def test_a_one_time_code_is_letters_and_digits(code):
    template = Template(
        "c",
        language="en",
        category="AUTHENTICATION",
        components=[Body(), Buttons((OneTimeCode(),))],
    )

    with pytest.raises(BadInput) as caught:
        payload(template, TO, {"code": code})
    assert {problem.rule for problem in caught.value.problems} <= {"send.otp-signs", "send.form"}
    assert payload(template, TO, {"code": "48-15AB"})


@pytest.mark.parametrize(
    ("kind", "file"), [("image", "menu.pdf"), ("video", "a.JPG?v=1"), ("image", "a.mp4")]
)
def test_a_file_of_another_kind_is_refused(kind, file):
    template = english(header=Header(format=kind.upper()))

    with pytest.raises(BadInput, match=f"where {kind} is due") as caught:
        payload(template, TO, {kind: f"https://shop.example/{file}"})
    assert caught.value.problems[0].rule == "send.media-kind"
    assert payload(english(header=Header(format="DOCUMENT")), TO, {"document": "https://a.b/c.png"})


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"name": "Não Pode"}, "Write 'nao_pode'"), ({"language": "pt-br"}, "Write 'pt_BR'")],
)
def test_a_name_or_language_that_the_platform_cannot_have_is_not_sent(changes, says):
    template = GREETING.with_(**changes)

    with pytest.raises(BadInput, match=says):
        payload(template, TO, ["Ana", "today"])


def test_a_user_id_of_no_country_is_refused():
    with pytest.raises(BadInput, match="begins with 'XX', which is no country"):
        payload(GREETING, "XX.12345", ["Ana", "today"])


def test_every_rule_of_sending_has_a_case():
    known = {name for name in rules.every() if name.startswith("send.")}

    cases = "".join(
        Path(__file__).with_name(name).read_text("utf-8")
        for name in ("test_templates.py", "test_recipients.py")
    )
    assert {name for name in known if f'"{name}"' not in cases} == set()


def test_four_spaces_are_taken():
    assert not bind(GREETING, rows_with(_1="a    b")).problems()


@pytest.mark.parametrize(
    ("template", "row", "rule"),
    [
        (english(header="For {{1}}"), {"header": "x" * 60}, "send.header-length"),
        (english(header=Header(format="IMAGE")), {"image": "c:\\cover.jpg"}, "send.media"),
        (english(header=Header(format="LOCATION")), {"latitude": 91, "longitude": 0}, "send.place"),
        (
            english(buttons=[UrlButton("See", "https://a.example/{{1}}")]),
            {"button_1": "🎉" * 170},
            "send.url-length",
        ),
        (english(buttons=[QuickReply("Yes")]), {"button_1": "x" * 257}, "send.payload-length"),
        (english(buttons=[VoiceCall("Call")]), {"button_1_minutes": 0}, "send.call-minutes"),
        (english(buttons=[VoiceCall("Call")]), {"button_1": "x" * 513}, "send.call-payload-length"),
        (english(buttons=[CopyCode("A")]), {"button_1": "10%OFF"}, "send.coupon-characters"),
        (english(buttons=[CopyCode("A")]), {"button_1": "A" * 21}, "send.coupon-length"),
        (english(buttons=[CopyCode("A")]), {"button_1": "A" * 16}, "send.coupon-length-old"),
        (
            english(components=[LimitedTimeOffer("Soon", True)]),
            {"expires": 1783166400},
            "send.offer-time",
        ),
        (
            english(header="Teas", buttons=[ViewItems()]),
            {"thumbnail": "T", "sections": {"Teas": ["T"] * 31}},
            "send.sections",
        ),
        (
            english(header="Teas", buttons=[ViewItems()]),
            {"thumbnail": "T", "sections": {"T" * 25: ["T"]}},
            "send.section-title",
        ),
        (
            Template.from_api(SAMPLES[8]),
            {"1": "a", "2": "b", "products": ["A"], "catalog_id": 1},
            "send.cards",
        ),
        (
            Template("c", language="en", category="AUTHENTICATION", components=[Body()]),
            {"code": "1" * 16},
            "send.otp-length",
        ),
    ],
)
def test_each_kind_of_value_has_its_own_rules(template, row, rule):
    assert [p.rule for p in bind(template, [row]).problems()] == [rule]


def test_a_card_that_grows_too_long_is_found():
    card = Card([Header(format="IMAGE"), Body("Now {{1}}"), Buttons([QuickReply("More")])])
    template = english(components=[Carousel([card, card])])
    row = {"card_1_image": "1", "card_2_image": "1", "card_1_1": "x" * 157, "card_2_1": "x"}

    (problem,) = bind(template, [row]).problems()
    assert (problem.rule, problem.where.key) == ("send.card-length", "carousel.cards[0].body")


def test_a_column_that_is_not_there_is_told_once_with_the_nearest():
    found = bind(GREETING, [{"1": "Ana", "two": "x"}] * 1000).problems()

    assert len(found) == 1
    assert "columns={'2': '…'}" in found[0].fix


def test_columns_may_be_called_otherwise_or_be_made_of_a_row():
    rows = [{"NAME": "ANA", "OFF": 10, "TEL": TO}]

    bound = bind(GREETING, rows, columns={"1": "{{ NAME | title }}", "2": "OFF"}, to="TEL")
    assert not bound.problems()
    assert list(bound.texts()) == ["Hello Ana, take 10 off today."]
    (sent,) = bound.payloads()
    assert sent["to"] == TO


def test_a_place_that_the_template_has_not_is_refused():
    with pytest.raises(BadInput, match=r"no place called 'header'\. There are: 1, 2"):
        bind(GREETING, [{}], columns={"header": "NAME"})


def test_payloads_need_sound_rows_or_leave_the_others_out():
    bound = bind(GREETING, rows_with(_1=""), to="phone")

    with pytest.raises(BadInput, match=r"the value for \{\{1\}\} of the body is empty"):
        list(bound.payloads())
    assert len(list(bound.payloads(check=False))) == 1


def test_a_wrong_phone_number_is_named_by_its_row():
    (problem,) = bind(GREETING, rows_with(phone="98765"), to="phone").problems()

    assert (problem.rule, problem.where.row, problem.where.column) == ("send.to", 2, "phone")


def test_one_time_codes_go_to_phone_numbers_only():
    parts = [Body(), Buttons([OneTimeCode()])]
    template = Template("code", language="en", category="AUTHENTICATION", components=parts)

    (problem,) = bind(template, [{"code": "1", "to": "US.1349"}], to="to").problems()
    assert problem.rule == "send.to-user"


def test_rows_from_an_iterator_can_be_bound_and_sent():
    bound = bind(GREETING, (row for row in rows_with()), to="phone")

    assert len(bound) == len(list(bound.payloads())) == 2


# -- what cannot be sent at all -------------------------------------------------------------------


BODY = {"type": "BODY", "text": "Your order is ready."}


def broken(*parts, **more):
    return {"name": "ready", "language": "en", "components": [BODY, *parts], **more}


@pytest.mark.parametrize(
    ("data", "rules_"),
    [
        ({}, ["template.name-missing", "template.language-missing", "template.body-missing"]),
        (broken(name=5), ["template.form"]),
        (broken(components=5), ["template.form"]),
        (broken({"type": "BODDY", "text": "Hi {{1}}"}), ["send.unread"]),
        (broken(5), ["send.unread"]),
        (broken({"type": "BUTTONS", "buttons": [{"type": "LINK"}]}), ["send.unread"]),
        (broken({"type": "BUTTONS", "buttons": [{"type": "URL", "url": 5}]}), ["template.form"]),
        (broken({"type": "CAROUSEL", "cards": [5]}), ["send.unread"]),
        (broken({"type": "HEADER"}), ["template.header-format"]),
        (broken(components=[{"type": "BODY"}]), ["template.text-missing"]),
        (broken(components=[{"type": "BODY", "text": 5}]), ["template.form"]),
    ],
)
def test_a_template_that_cannot_be_sent_is_an_error_of_no_row(data, rules_):
    bound = bind(Template.from_api(data), [{"phone": TO}], to="phone")

    assert [(each.rule, each.severity, each.where.row) for each in bound.problems()] == [
        (rule, "error", None) for rule in rules_
    ]
    with pytest.raises(BadInput):
        list(bound.payloads())
    with pytest.raises(BadInput):
        payload(Template.from_api(data), TO, {})


def test_a_piece_that_cannot_be_read_is_named_with_its_place():
    bound = bind(Template.from_api(broken({"type": "BODDY"})), [{"phone": TO}])

    (problem,) = bound.problems()
    assert "the component 'BODDY' at components[1] cannot be read" in str(problem)


@pytest.mark.parametrize(
    "data",
    [
        {"name": "x", "language": "en", "library_template_name": "delivery_update_1"},
        {
            "name": "x",
            "language": "en",
            "category": "AUTHENTICATION",
            "components": [{"type": "BODY"}, {"type": "BUTTONS", "buttons": [{"type": "OTP"}]}],
        },
    ],
)
def test_templates_that_whatsapp_words_can_be_sent_without_a_text(data):
    bound = bind(Template.from_api(data), [{"phone": TO, "code": "123456"}], to="phone")

    assert not bound.problems()
    assert len(list(bound.payloads())) == 1


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["name"] for sample in SAMPLES])
def test_the_official_samples_can_be_sent(sample):
    assert list(unsendable(Template.from_api(sample))) == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: english(components=5), "components=5 is no list of components"),
        (lambda: english(buttons=5), "buttons=5 is not what a template takes there"),
        (lambda: Template(5, language="en"), "name=5 of a Template is not a text"),
        (lambda: UrlButton("Go", 5), "url=5 of a UrlButton is not a text"),
        (lambda: Body(5), "text=5 of a Body is not a text"),
        (lambda: Buttons(5), "buttons=5 of a Buttons is not a list"),
        (lambda: Carousel([5]), "5 is nothing that the cards of a Carousel can be"),
        (lambda: english(extra=5), "5 is no mapping"),
        (lambda: bind(english(), [], columns=["p"]), "does not say which column goes where"),
        (lambda: bind(english(), [], to=5), "to=5 is no column"),
        (lambda: payload(english(), TO, {}, columns=5), "does not say which column goes where"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_when_it_is_made(make, words):
    with pytest.raises(BadInput, match=re.escape(words)):
        make()


def test_a_person_in_two_rows_is_told_unless_it_is_meant():
    rows = [{"to": "(11) 98765-4321", "1": "Ana"}, {"to": "+55 11 98765 4321", "1": "Bia"}]
    one = MessageTemplate("hi", language="en", body="Hello {{1}}, see you today.")

    told = one.bind(rows, to="to", country="BR")

    assert [(each.rule, each.where.row) for each in told.problems()] == [("send.again", 2)]
    assert "of row 1, and gets the message twice" in str(told.problems())
    assert len(list(told.payloads())) == 2  # told, not held: that takes a consent, or a moment
    assert not one.bind(rows, to="to", country="BR", repeats=True).problems()


def test_a_column_of_recipients_that_is_not_there_is_one_error():
    rows = [{"phone": "+5511987654321", "1": "Ana"}] * 3
    one = MessageTemplate("hi", language="en", body="Hello {{1}}, see you today.")

    with pytest.raises(BadInput, match=r"to='phnoe' is no column. Did you mean 'phone'") as caught:
        one.bind(rows, to="phnoe")

    assert caught.value.rule == "send.no-column"


def test_samples_are_given_by_the_places_that_rows_fill():
    made = MessageTemplate(
        "hi",
        language="en",
        header="Order {{1}}",
        body="Hello {{2}}, order {{1}} is ready today.",
        buttons=[QuickReply("No"), UrlButton("See", "https://shop.example/{{1}}")],
        examples={"header": "A-17", 1: "A-17", 2: "Ana", "button_2": "a17"},
    )

    header, body, buttons = (part.written() for part in made.parts)

    assert header["example"] == {"header_text": ["A-17"]}
    assert body["example"] == {"body_text": [["A-17", "Ana"]]}
    assert buttons["buttons"][1]["example"] == ["a17"]


def test_a_named_sample_goes_to_the_header_and_the_body_that_name_it():
    made = MessageTemplate(
        "hi",
        language="en",
        header="{{shop}} today",
        body="Hello {{who}}, {{shop}} is open today.",
        examples={"shop": "Sol", "who": "Ana"},
    )

    assert made.header.samples == {"shop": "Sol"}
    assert made.body.samples == {"shop": "Sol", "who": "Ana"}
