"""The linter: every rule of `rules.toml` has a template that breaks it, and good ones pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from campaignkit.messaging import rules
from campaignkit.messaging.lint import problems
from campaignkit.messaging.templates import (
    Body,
    Buttons,
    CallPermissionRequest,
    Card,
    Carousel,
    CopyCode,
    Footer,
    Header,
    LimitedTimeOffer,
    OneTimeCode,
    OpenApp,
    OpenFlow,
    OpenOrder,
    PhoneButton,
    QuickReply,
    ShareContact,
    Template,
    UrlButton,
    ViewCatalog,
    ViewItems,
    ViewProduct,
    VoiceCall,
)

SAMPLES = json.loads(Path(__file__).with_name("data").joinpath("samples.json").read_text("utf-8"))
SHOP = "https://shop.example/"
FILE = "4::aW1hZ2U"
APP = {"package_name": "com.example.shop", "signature_hash": "K8a/AINcGX7"}
MORE = (QuickReply("More"),)
PICTURE = Header(format="IMAGE", example=FILE)


def made(body="Hello, your order is ready at the shop.", /, **more):
    """Return a sound template, but for what is given."""
    facts = {"name": "order_ready", "language": "en", "category": "UTILITY", "body": body}
    facts |= more
    return Template(facts.pop("name"), **facts)


def filled(body, count):
    return made(body, examples=[f"value {n}" for n in range(1, count + 1)])


def named(body, *names):
    return made(body, examples=dict.fromkeys(names, "value"))


def buttons(*kinds):
    return made(category="MARKETING", buttons=[BUTTON[kind]() for kind in kinds])


BUTTON = {
    "Q": lambda: QuickReply("Stop"),
    "U": lambda: UrlButton("See", SHOP),
    "P": lambda: PhoneButton("Call", "+5511987654321"),
}


def label(text):
    return made(buttons=[QuickReply(text)])


def url(address, **more):
    return made(buttons=[UrlButton("See", address, **more)])


def phone(number):
    return made(buttons=[PhoneButton("Call", number)])


def coupon(code, **more):
    return made(category="MARKETING", buttons=[CopyCode(code)], **more)


def offer(text="Ends very soon!", *, category="MARKETING", **more):
    more.setdefault("buttons", [CopyCode("TOUR25"), UrlButton("Book", SHOP)])
    return made(category=category, components=[LimitedTimeOffer(text, True)], **more)


def card(body="Sweet and fresh.", *, header=PICTURE, buttons=MORE):
    parts = [header, Body(body) if isinstance(body, str) else body, Buttons(buttons)]
    return Card([part for part in parts if part is not None])


def carousel(*cards, category="MARKETING", **more):
    return made(category=category, components=[Carousel(cards)], **more)


def code(*, minutes=10, otp=None, **more):
    """Return an authentication template."""
    parts = [Body(add_security_recommendation=True), Footer(code_expiration_minutes=minutes)]
    last = [Buttons([otp or OneTimeCode()])]
    return made(None, category="AUTHENTICATION", components=[*parts, *last], **more)


def one_tap(**app):
    return code(otp=OneTimeCode("ONE_TAP", supported_apps=[APP | app]))


def library(**more):
    facts = {"category": "UTILITY", "library_template_name": "order_pick_up_1"} | more
    return Template("pick_up", language="en", **facts)


def ttl(category, seconds):
    template = code() if category == "AUTHENTICATION" else made(category=category)
    return template.with_(message_send_ttl_seconds=seconds)


def raw(**changes):
    return Template.from_api(made().to_api() | changes)


# One template for each rule, and what the finding is about.
PLANTED = [
    ("label-twice", "buttons", made(buttons=[QuickReply("Yes"), QuickReply("Yes")])),
    (
        "url-variable-number",
        "buttons[0].url",
        made(buttons=[UrlButton("See", SHOP + "{{2}}", example="a")]),
    ),
    (
        "url-example-elsewhere",
        "buttons[0].example",
        made(buttons=[UrlButton("See", SHOP + "{{1}}", example="https://other.example/a")]),
    ),
    (
        "example-text",
        "body.example",
        raw(components=[{"type": "BODY", "text": "A {{1}} b c", "example": {"body_text": "x"}}]),
    ),
    (
        "example-text",
        "header.example",
        raw(
            components=[
                {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": "4::x"}},
                {"type": "BODY", "text": "Hello, this is new."},
            ]
        ),
    ),
    (
        "header-handle",
        "header.example",
        made(header=Header(format="VIDEO", example="bread of today.MP4")),
    ),
    ("example-variable", "body.example", made("Hi {{1}} and be well", examples=["{{1}}"])),
    (
        "variables-format",
        "body.text",
        made("Hi {{1}} and be well", examples=["Ana"], parameter_format="NAMED"),
    ),
    ("form", "name", raw(name=5)),
    ("form", "components", raw(components="BODY")),
    ("name-missing", "name", made(name="")),
    ("name-characters", "name", made(name="promo-1")),
    ("name-length", "name", made(name="a" * 513)),
    ("language-missing", "language", made(language=None)),
    ("language-unknown", "language", made(language="pt")),
    ("language-unofficial", "language", made(language="ar_SA")),
    ("category-unknown", "category", made(category="TRANSACTIONAL")),
    ("format-spelling", "sub_category", made(sub_category="ORDERSTATUS")),
    ("parameter-format-unknown", "parameter_format", made(parameter_format="indexed")),
    ("ttl", "message_send_ttl_seconds", ttl("UTILITY", 43_201)),
    ("key-unknown", "catgory", raw(catgory="UTILITY")),
    ("component-unknown", "components", raw(components=[{"type": "BODI", "text": "x"}])),
    ("component-twice", "components", made(components=[Body("Hello again")])),
    ("body-missing", "components", made(None, header="Hello")),
    ("text-missing", "body.text", made(" ")),
    ("text-missing", "footer.text", made(footer=Footer())),
    ("text-missing", "header.text", made(header=Header())),
    ("text-missing", "limited_time_offer.text", offer("")),
    ("braces", "body.text", filled("Order {{1} is ready for you today", 1)),
    ("braces", "footer.text", made(footer="From {{shop}")),
    ("braces", "buttons[0].url", url(SHOP + "{{1}")),
    ("variable-name", "body.text", named("Order {{order-no}} is ready for you", "order-no")),
    ("variable-digits", "body.text", named("Order {{line_1}} is ready for you", "line_1")),
    ("variable-spaces", "body.text", filled("Order {{ 1 }} is ready for you today", 1)),
    (
        "variables-mixed",
        "body.text",
        named("Order {{1}} of {{who}} is ready for you now", "1", "who"),
    ),
    (
        "variables-format",
        "body.text",
        made("Dear {{who}}, it is ready.", examples={"who": "A"}, parameter_format="positional"),
    ),
    (
        "variables-sequence",
        "body.text",
        filled("Order {{1}} and {{3}} are both ready for you now", 3),
    ),
    (
        "variable-twice",
        "body.text",
        named("Dear {{who}}, your order is ready, {{who}}, today", "who"),
    ),
    (
        "example-form",
        "body.example",
        Template.from_api(
            {
                "name": "ready",
                "language": "en",
                "category": "UTILITY",
                "components": [
                    {
                        "type": "BODY",
                        "text": "Order {{1}} is ready for you today",
                        "example": {
                            "body_text_named_params": [{"param_name": "1", "example": "A-17"}]
                        },
                    }
                ],
            }
        ),
    ),
    (
        "example-flat",
        "body.example",
        made(
            Body(
                "Order {{1}} of {{2}} is ready for you today",
                example={"body_text": ["A-17", "Ana"]},
            )
        ),
    ),
    ("example-empty", "body.example", made(Body("It is ready.", example={"body_text": [[]]}))),
    (
        "example-lines",
        "body.example",
        made("Order {{1}} is ready for you today", examples=["A-17\nA-18"]),
    ),
    (
        "header-handle",
        "header.example",
        made(header=Header(format="IMAGE", example="https://shop.example/a.png")),
    ),
    (
        "otp-label",
        "buttons[0].text",
        made(None, category="AUTHENTICATION", buttons=[OneTimeCode(text="Copy it")]),
    ),
    (
        "category-marketing",
        "body.text",
        made("Your order is ready. Enjoy 10% off your next one!"),
    ),
    ("order-button", "buttons", made(display_format="ORDER_DETAILS")),
    ("order-category", "category", made(category="AUTHENTICATION", buttons=[OpenOrder()])),
    ("order-format", "display_format", made(category="MARKETING", buttons=[OpenOrder()])),
    (
        "order-header",
        "header.format",
        made(header=Header(format="VIDEO", example=FILE), buttons=[OpenOrder()]),
    ),
    ("order-alone", "buttons", made(buttons=[OpenOrder(), UrlButton("See", SHOP)])),
    ("status-category", "category", made(category="MARKETING", sub_category="ORDER_STATUS")),
    ("status-part", "header", made(header="News", sub_category="ORDER_STATUS")),
    (
        "body-touching",
        "body.text",
        filled("Dear customer {{1}}{{2}}, your order is ready for you now", 2),
    ),
    ("variable-again", "body.text", filled("Order {{1}} is ready, yes {{1}} is ready today", 1)),
    (
        "variables-many",
        "body.text",
        filled("Take " + " and now ".join(f"{{{{{n}}}}}" for n in range(1, 102)) + " home", 101),
    ),
    ("example-missing", "body.text", made("Hello {{1}}, welcome back!")),
    ("example-unused", "body.text", filled("Hello {{1}}, welcome back!", 2)),
    ("header-format", "header.format", made(header=Header(format="AUDIO"))),
    ("header-length", "header.text", made(header="h" * 61)),
    (
        "header-variables",
        "header.text",
        made(header=Header("For {{1}} and {{2}}", example=["a", "b"])),
    ),
    ("header-signs", "header.text", made(header="*New* things")),
    ("header-bare", "header.text", made(header=Header("{{1}}", example="a"))),
    ("header-sample", "header.example", made(header=Header(format="IMAGE"))),
    (
        "header-location",
        "header.format",
        made(category="SERVICE", header=Header(format="LOCATION")),
    ),
    ("header-gif", "header.format", made(header=Header(format="GIF", example=FILE))),
    ("header-product", "header.format", made(header=Header(format="PRODUCT"))),
    ("body-length", "body.text", made("b" * 1025)),
    ("body-length-offer", "body.text", offer(body="b" * 601)),
    (
        "body-length-product",
        "body.text",
        made("b" * 161, header=Header(format="PRODUCT"), buttons=[ViewProduct()]),
    ),
    ("body-starts", "body.text", filled("{{1}} your order is on its way now", 1)),
    ("body-ends", "body.text", filled("Your order is on its way now {{1}}", 1)),
    ("body-edge-signs", "body.text", filled("Your order number that we shipped is {{1}}.", 1)),
    ("body-ratio", "body.text", filled("Oi {{1}}!", 1)),
    (
        "body-adjacent",
        "body.text",
        filled("Order {{1}} {{2}} is ready for you to collect at the shop today", 2),
    ),
    ("body-line-breaks", "body.text", made("Hello\n\n\nyour order is ready")),
    ("body-edge-line", "body.text", made("Your order is ready\n")),
    ("body-spaces", "body.text", made("Your order     is ready")),
    ("body-tab", "body.text", made("Your order\tis ready")),
    ("body-emoji", "body.text", made("Your order is ready " + "🎉" * 11)),
    ("body-markup", "body.text", made("Your order (*fresh*) is ready")),
    ("footer-length", "footer.text", made(footer="f" * 61)),
    ("footer-variable", "footer.text", made(footer="From {{1}}")),
    ("footer-signs", "footer.text", made(footer="See you\nsoon 🎉")),
    ("buttons-none", "buttons", made(components=[Buttons()])),
    ("buttons-many", "buttons", buttons(*"QQQQQQQQQUP")),
    ("buttons-groups", "buttons", buttons(*"QUQ")),
    ("buttons-kind", "buttons", buttons(*"PP")),
    ("buttons-desktop", "buttons", buttons(*"QQQQ")),
    (
        "button-unknown",
        "buttons[0]",
        raw(components=[{"type": "BUTTONS", "buttons": [{"type": "X"}]}]),
    ),
    ("label-missing", "buttons[0].text", label("")),
    ("label-length", "buttons[0].text", label("l" * 26)),
    ("label-signs", "buttons[0].text", label("Yes 👍")),
    ("label-fixed", "buttons[0].text", made(buttons=[ViewCatalog("Our catalog")])),
    ("url-missing", "buttons[0].url", url(None)),
    ("url-length", "buttons[0].url", url(SHOP + "x" * 2001)),
    ("url-scheme", "buttons[0].url", url("shop.example/menu")),
    ("url-variables", "buttons[0].url", url(SHOP + "{{1}}/{{2}}", example="a")),
    ("url-variable-place", "buttons[0].url", url(SHOP + "{{1}}/buy", example="a")),
    ("url-example", "buttons[0].example", url(SHOP + "{{1}}")),
    ("url-whatsapp", "buttons[0].url", url("https://wa.me/5511987654321")),
    ("url-shortener", "buttons[0].url", url("https://bit.ly/abc")),
    ("phone-missing", "buttons[0].phone_number", phone("")),
    ("phone-length", "buttons[0].phone_number", phone("+55 (11) 98765-4321 0")),
    ("phone-form", "buttons[0].phone_number", phone("call us")),
    ("phone-zero", "buttons[0].phone_number", phone("+4402079460958")),
    ("coupon-missing", "buttons[0].example", coupon("")),
    ("coupon-length", "buttons[0].example", coupon("A" * 21)),
    ("coupon-length-old", "buttons[0].example", coupon("A" * 16)),
    ("coupon-characters", "buttons[0].example", coupon("10%OFF")),
    ("coupon-category", "buttons[0]", made(buttons=[CopyCode("SAVE10")])),
    ("mpm-header", "header", made(buttons=[ViewItems()])),
    ("spm-header", "header", made(buttons=[ViewProduct()])),
    ("flow-which", "buttons[0]", made(buttons=[OpenFlow("Open")])),
    (
        "flow-action",
        "buttons[0].flow_action",
        made(buttons=[OpenFlow("Open", flow_id="1", flow_action="go")]),
    ),
    ("flow-icon", "buttons[0].icon", made(buttons=[OpenFlow("Open", flow_id="1", icon="STAR")])),
    ("otp-category", "buttons[0]", made(buttons=[OneTimeCode()])),
    ("otp-missing", "buttons", made(None, category="AUTHENTICATION", components=[Body()])),
    ("otp-type", "buttons[0].otp_type", code(otp=OneTimeCode("TWO_TAP"))),
    (
        "otp-apps",
        "buttons[0].supported_apps",
        code(otp=OneTimeCode("ONE_TAP", supported_apps=[APP] * 6)),
    ),
    ("otp-package", "buttons[0].supported_apps[0].package_name", one_tap(package_name="shop")),
    ("otp-hash", "buttons[0].supported_apps[0].signature_hash", one_tap(signature_hash="x" * 12)),
    (
        "otp-terms",
        "buttons[0].zero_tap_terms_accepted",
        code(otp=OneTimeCode("ZERO_TAP", supported_apps=[APP])),
    ),
    (
        "otp-body",
        "body.text",
        made("Your code is 12", category="AUTHENTICATION", buttons=[OneTimeCode()]),
    ),
    ("otp-part", "header", code(header="Hello")),
    ("otp-minutes", "footer.code_expiration_minutes", code(minutes=91)),
    (
        "minutes-category",
        "footer.code_expiration_minutes",
        made(footer=Footer(code_expiration_minutes=5)),
    ),
    ("offer-category", "category", offer(category="UTILITY")),
    ("offer-length", "limited_time_offer.text", offer("Ends in two days!")),
    ("offer-footer", "footer", offer(footer="While stocks last")),
    ("offer-header", "header.format", offer(header="Hello")),
    ("offer-buttons", "buttons", offer(buttons=[UrlButton("Book", SHOP), CopyCode("TOUR25")])),
    ("carousel-category", "category", carousel(card(), card(), category="UTILITY")),
    ("carousel-cards", "carousel.cards", carousel(card())),
    (
        "carousel-product-cards",
        "carousel.cards",
        carousel(*[card(None, header=Header(format="PRODUCT"), buttons=[ViewProduct()])] * 3),
    ),
    ("carousel-alike", "carousel.cards[1]", carousel(card(), card(None))),
    (
        "card-form",
        "carousel.cards[1]",
        raw(
            category="MARKETING", components=[{"type": "CAROUSEL", "cards": [card().written(), {}]}]
        ),
    ),
    ("card-header", "carousel.cards[0].header", carousel(card(header=None), card())),
    ("card-part", "carousel.cards[0]", carousel(Card([PICTURE, Footer("no")]), card())),
    ("card-body-length", "carousel.cards[0].body.text", carousel(card("c" * 161), card())),
    ("card-body-lines", "carousel.cards[1].body.text", carousel(card(), card("a\nb\nc\nd"))),
    (
        "card-buttons-many",
        "carousel.cards[0].buttons",
        carousel(card(buttons=[QuickReply("a")] * 3), card()),
    ),
    (
        "card-buttons-kind",
        "carousel.cards[0].buttons[0]",
        carousel(card(buttons=[ViewCatalog()]), card(buttons=[ViewCatalog()])),
    ),
    (
        "call-permission-category",
        "category",
        made(category="AUTHENTICATION", components=[CallPermissionRequest()]),
    ),
    ("library-category", "category", library(category="MARKETING")),
    ("library-text", "components", library(body="Hello there")),
    (
        "library-input",
        "library_template_body_inputs.add_contact",
        library(library_template_body_inputs={"add_contact": True}),
    ),
    (
        "library-button",
        "library_template_button_inputs[0]",
        library(library_template_button_inputs=[{"type": "URL", "url": {"base_url": "shop"}}]),
    ),
]


def rules_of(template):
    return {problem.rule.removeprefix("template.") for problem in problems(template)}


def errors_of(template):
    return {problem.rule.removeprefix("template.") for problem in problems(template).errors}


@pytest.mark.parametrize(
    ("rule", "key", "template"), PLANTED, ids=[f"{r}@{k}" for r, k, _ in PLANTED]
)
def test_a_planted_fault_is_found_at_its_place(rule, key, template):
    found = [p for p in problems(template) if p.rule == f"template.{rule}" and p.where.key == key]

    assert found, str(problems(template))
    assert all(problem.message and problem.fix and problem.source for problem in found)
    assert "{" not in found[0].source


def test_every_rule_of_the_table_has_a_planted_fault():
    known = {
        name.removeprefix("template.") for name in rules.every() if name.startswith("template.")
    }

    assert {rule for rule, _, _ in PLANTED} == known


def test_every_fault_of_one_template_is_told_at_once():
    template = made(
        "{{1}} a\n\n\n\nb {{3}}",
        name="Promo",
        language="pt",
        header="*" * 61,
        footer="{{1}}",
        buttons=[QuickReply("x" * 26), PhoneButton("Call", ""), QuickReply("y")],
    )

    assert errors_of(template) == {
        *("name-characters", "language-unknown", "header-length", "header-signs", "body-starts"),
        *("body-ends", "body-ratio", "body-line-breaks", "variables-sequence", "example-missing"),
        *("footer-variable", "label-length", "phone-missing", "buttons-groups"),
    }


GOOD = [
    made(
        display_format="ORDER_DETAILS", language="pt_BR", buttons=[OpenOrder("Copiar código Pix")]
    ),
    made(category="MARKETING", display_format="order_details", buttons=[OpenOrder()]),
    made(sub_category="ORDER_STATUS", footer="Padaria Sol"),
    *(Template.from_api(sample) for sample in SAMPLES),
    made(),
    made("Dear client, your booking stands."),
    filled("Hello {{1}}, welcome back!", 1),
    filled("Dear client, your booking {{1}} from {{2}} until {{3}} stands.", 3),
    filled("Your order number that we shipped is {{1}}.", 1),
    named("Hello {{first_name}}, your order {{order}} is ready now.", "first_name", "order"),
    made(header=Header("Missing anything, {{1}}?", example="Ana")),
    made(header="h" * 60, footer="f" * 60, buttons=[QuickReply("l" * 25)]),
    made("b" * 1024),
    made("Olá!\n\nSeu pedido está pronto. *Até já!* 🎉", language="pt_BR"),
    made("مرحبا، طلبك جاهز للاستلام من المتجر.", language="ar"),
    made("नमस्ते, आपका ऑर्डर तैयार है।", language="hi"),
    made("您好{{1}},您的订单已准备好。", language="zh_CN", examples=["安娜"]),
    made(header=Header(format="VIDEO", example=FILE)),
    made(
        header=Header(format="DOCUMENT", example=FILE), buttons=[PhoneButton("Call", "15550051310")]
    ),
    url(SHOP + "p/{{1}}", example="summer"),
    url(SHOP + "?c={{1}}", example=[SHOP + "?c=summer"]),
    buttons(*"QQ"),
    buttons(*"QQUP"),
    buttons(*"UPQQ"),
    buttons("U"),
    buttons("P"),
    buttons(*"QQQQQQQQQQ"),
    coupon("A" * 15),
    offer("Ends in one day!", header=PICTURE),
    offer(buttons=[UrlButton("Book", SHOP)]),
    carousel(card(), card()),
    carousel(*[card("c" * 160)] * 10),
    carousel(*[card(Body("Now with {{1}} for you today.", example=["MANGO"]))] * 2),
    code(),
    code(minutes=1),
    code(minutes=90),
    one_tap(),
    code(otp=OneTimeCode("ZERO_TAP", supported_apps=[APP], zero_tap_terms_accepted=True)),
    code().with_(message_send_ttl_seconds=-1),
    made(buttons=[OpenFlow("Open", flow_id="123", flow_action="navigate", navigate_screen="HOME")]),
    made(buttons=[VoiceCall("Call us")]),
    made(buttons=[ShareContact()]),
    made(category="MARKETING", buttons=[OpenApp("Open")]),
    made(components=[CallPermissionRequest()]),
    library(),
    library(
        library_template_body_inputs={"add_contact_number": True},
        library_template_button_inputs=[
            {"type": "URL", "url": {"base_url": SHOP + "{{1}}", "url_suffix_example": SHOP + "a"}},
            {"type": "PHONE_NUMBER", "phone_number": "+5511987654321"},
        ],
    ),
]


@pytest.mark.parametrize("template", GOOD, ids=range(len(GOOD)))
def test_a_good_template_has_no_error(template):
    assert not problems(template).errors


@pytest.mark.parametrize("name", ["promo_2026", "a", "a" * 512])
def test_names_that_are_taken(name):
    assert not rules_of(made(name=name))


@pytest.mark.parametrize("name", ["Promo", "promo-1", "promo 1", "olá", "", "a" * 513])
def test_names_that_are_refused(name):
    assert errors_of(made(name=name)) & {"name-missing", "name-characters", "name-length"}


@pytest.mark.parametrize("code", ["pt_BR", "en", "ar_EG", "hi", "fil", "zh_CN"])
def test_languages_that_are_taken(code):
    assert not rules_of(made(language=code))


@pytest.mark.parametrize(
    ("code", "fix"),
    [
        ("pt", "Write one of: pt_BR, pt_PT."),
        ("pt-BR", "Write 'pt_BR'."),
        ("PT_br", "Write 'pt_BR'."),
        ("en_us", "Write 'en_US'."),
        ("zh", "Write one of: zh_CN, zh_HK, zh_TW."),
        ("iw", "Write 'he'."),
        ("no", "Write 'nb'."),
        ("tl", "Write 'fil'."),
    ],
)
def test_languages_that_are_refused_say_what_to_write(code, fix):
    (problem,) = problems(made(language=code))

    assert (problem.rule, problem.fix) == ("template.language-unknown", fix)


@pytest.mark.parametrize("code", ["ar_SA", "es_VE"])
def test_languages_that_only_some_take_are_a_warning(code):
    assert rules_of(made(language=code)) == {"language-unofficial"}
    assert not errors_of(made(language=code))


def test_the_address_that_a_listing_has_as_a_sample_is_no_finding():
    header = Header(format="IMAGE", example="https://shop.example/a.png")

    assert not rules_of(made(header=header, extra={"id": "1", "status": "APPROVED"}))


TABLE = [
    (
        "T1",
        filled("Dear client, your booking {{1}} from {{2}} until {{3}} stands.", 3),
        set(),
        set(),
    ),
    (
        "T2",
        filled("Dear client, booking {{1}} from {{2}} until {{3}} stands.", 3),
        {"body-ratio"},
        set(),
    ),
    ("T3", filled("Hello {{1}}, welcome back!", 1), set(), set()),
    ("T4", filled("Oi {{1}}!", 1), {"body-ratio"}, {"body-edge-signs"}),
    ("T5", filled("{{1}} your order is on its way now", 1), {"body-starts"}, set()),
    ("T6", filled("Your order is on its way now {{1}}", 1), {"body-ends"}, set()),
    ("T7", filled("Your order number that we shipped is {{1}}.", 1), set(), {"body-edge-signs"}),
    (
        "T8",
        filled("Order {{1}} {{2}} is ready for you to collect at the shop today", 2),
        set(),
        {"body-adjacent"},
    ),
    (
        "T9",
        made("Order {{1}} and {{3}} are both ready for you at the shop", examples=["1", "2", "3"]),
        {"variables-sequence"},
        {"example-unused"},
    ),
    (
        "T10",
        filled("Order {{2}} and {{1}} are both ready for you at the shop", 2),
        set(),
        set(),
    ),
    (
        "T11",
        made("Order {{0}} is ready for you today"),
        {"variables-sequence", "example-missing"},
        set(),
    ),
    ("T12", made("Order {{1} is ready for you today"), {"braces"}, set()),
    ("T13", named("Order {{order-no}} is ready for you", "order-no"), {"variable-name"}, set()),
    ("T14", named("Order {{Order}} is ready for you", "Order"), {"variable-name"}, set()),
    (
        "T15",
        named("Order {{1}} of {{who}} is ready for you now", "1", "who"),
        {"variables-mixed"},
        set(),
    ),
    (
        "T16",
        named("Dear {{who}}, your order is ready, {{who}}, today", "who"),
        {"variable-twice"},
        set(),
    ),
    ("T17", made("Hello {{1}}, welcome back!"), {"example-missing"}, set()),
    ("T18 1024", made("b" * 1024), set(), set()),
    ("T18 1025", made("b" * 1025), {"body-length"}, set()),
    ("T19", made("Hello\n\n\nyou there"), {"body-line-breaks"}, set()),
    ("T20 60", made(header="h" * 60, footer="f" * 60), set(), set()),
    ("T20 61", made(header="h" * 61, footer="f" * 61), {"header-length", "footer-length"}, set()),
    ("T20 25", label("l" * 25), set(), set()),
    ("T20 26", label("l" * 26), {"label-length"}, set()),
    (
        "T21 two",
        made(header=Header("For {{1}} of {{2}}", example=["a", "b"])),
        {"header-variables"},
        set(),
    ),
    ("T21 asterisk", made(header="5 * 3"), {"header-signs"}, set()),
    ("T21 emoji", made(header="Sale 🎉"), {"header-signs"}, set()),
    ("T21 line", made(header="Sale\nnow"), {"header-signs"}, set()),
    ("T22", made(header=Header("Missing anything, {{1}}?", example="Ana")), set(), set()),
    ("T23", made(footer="From {{1}}"), {"footer-variable"}, set()),
    ("T24 16", offer("Ends in one day!"), set(), set()),
    ("T24 17", offer("Ends in two days!"), {"offer-length"}, set()),
    ("T24 footer", offer(footer="Soon"), {"offer-footer"}, set()),
    ("T24 utility", offer(category="UTILITY"), {"offer-category"}, {"coupon-category"}),
    ("T25 1", carousel(card()), {"carousel-cards"}, set()),
    ("T25 2", carousel(*[card()] * 2), set(), set()),
    ("T25 10", carousel(*[card()] * 10), set(), set()),
    ("T25 11", carousel(*[card()] * 11), {"carousel-cards"}, set()),
    ("T26 160", carousel(*[card("c" * 160)] * 2), set(), set()),
    ("T26 161", carousel(*[card("c" * 161)] * 2), {"card-body-length"}, set()),
    ("T26 unlike", carousel(card(), card(None)), {"carousel-alike"}, set()),
    *[
        (f"T27 {category} {seconds}", ttl(category, seconds), set() if ok else {"ttl"}, set())
        for category, seconds, ok in [
            *(("AUTHENTICATION", 29, False), ("AUTHENTICATION", 30, True)),
            *(("AUTHENTICATION", 900, True), ("AUTHENTICATION", 901, False)),
            *(("UTILITY", 43_200, True), ("UTILITY", 43_201, False), ("UTILITY", -1, True)),
            *(("MARKETING", 43_199, False), ("MARKETING", 43_200, True)),
            *(("MARKETING", 2_592_000, True), ("MARKETING", -1, False)),
        ]
    ],
    ("T28 15", coupon("A" * 15), set(), set()),
    ("T28 16", coupon("A" * 16), set(), {"coupon-length-old"}),
    ("T28 20", coupon("A" * 20), set(), {"coupon-length-old"}),
    ("T28 21", coupon("A" * 21), {"coupon-length"}, set()),
    ("T28 sign", coupon("10%OFF"), {"coupon-characters"}, set()),
    *[
        (f"T29 {minutes}", code(minutes=minutes), set() if ok else {"otp-minutes"}, set())
        for minutes, ok in [(0, False), (1, True), (90, True), (91, False)]
    ],
    *[
        (f"T30 {n}", one_tap(signature_hash="h" * n), set() if ok else {"otp-hash"}, set())
        for n, ok in [(10, False), (11, True), (12, False)]
    ],
]


@pytest.mark.parametrize(
    ("errors", "warnings", "template"),
    [(e, w, t) for _, t, e, w in TABLE],
    ids=[n for n, *_ in TABLE],
)
def test_the_table_of_cases(template, errors, warnings):
    found = problems(template)

    assert {p.rule.removeprefix("template.") for p in found.errors} == errors
    assert {p.rule.removeprefix("template.") for p in found.warnings} == warnings


@pytest.mark.parametrize("order", ["QQ", "QQUP", "UPQQ", "U", "P", "QQQQQQQQQQ"])
def test_orders_of_buttons_that_are_taken(order):
    assert not errors_of(buttons(*order))


@pytest.mark.parametrize(
    ("order", "rule"),
    [
        ("QUQ", "buttons-groups"),
        ("UQU", "buttons-groups"),
        ("UUU", "buttons-kind"),
        ("PP", "buttons-kind"),
        ("QQQQQQQQQQU", "buttons-many"),
    ],
)
def test_orders_of_buttons_that_are_refused(order, rule):
    assert errors_of(buttons(*order)) == {rule}


@pytest.mark.parametrize("address", [SHOP + "p/{{1}}", SHOP + "?c={{1}}"])
def test_addresses_that_are_taken(address):
    assert not rules_of(url(address, example="summer"))


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        (SHOP + "{{1}}/buy", "url-variable-place"),
        (SHOP + "{{1}}/{{2}}", "url-variables"),
        (SHOP + "x" * (2001 - len(SHOP)), "url-length"),
        ("shop.example/p", "url-scheme"),
    ],
)
def test_addresses_that_are_refused(address, rule):
    assert errors_of(url(address, example="summer")) == {rule}


def test_line_breaks_of_windows_count_once():
    assert not rules_of(made("Hello\r\n\r\nyour order is ready"))
    assert errors_of(made("Hello\r\n\r\n\r\nyour order is ready")) == {"body-line-breaks"}


def test_a_finding_says_where_how_much_and_what_to_do():
    (problem,) = problems(made(buttons=[QuickReply("l" * 31)]))

    label_said = f"the label '{'l' * 31}' has 31 characters; at most 25."
    assert str(problem) == f"key buttons[0].text: {label_said} Shorten it by 6."
    assert (problem.value, problem.limit) == (31, 25)
    assert problem.source.startswith("Meta, WhatsApp Business Platform, Template components")


def test_every_rule_says_who_says_so_and_when():
    for rule in rules.every().values():
        assert rule.source
        assert 2025 <= rule.read.year <= 2026
        assert rule.says.endswith((".", "}"))
        assert rule.fix


@pytest.mark.parametrize("start", ["Ask at ", "Ask at\n", "Chat: {{1}} at "])
def test_a_whatsapp_address_in_a_body_is_judged(start):
    template = made(f"{start}https://wa.me/0712345678 and come to us today, please.")

    found = [problem for problem in problems(template) if problem.rule == "link.number-zeros"]

    assert [problem.where.key for problem in found] == ["body.text"]


def test_an_address_that_a_variable_completes_is_not_judged():
    template = made("Ask at https://wa.me/{{1}} and come to us today, please.", examples=["55"])

    assert not [problem for problem in problems(template) if problem.rule.startswith("link.")]


@pytest.mark.parametrize("kept", [{}, {"id": "1"}, {"status": "APPROVED"}])
def test_a_one_time_code_as_the_platform_lists_it_is_right_however_much_of_it_was_kept(kept):
    address = "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"
    button = {"type": "URL", "text": "Copy code", "url": address, "example": [f"{address}1"]}
    listed = {
        "name": "otp",
        "language": "en",
        "category": "AUTHENTICATION",
        "components": [
            {
                "type": "BODY",
                "text": "*{{1}}* is your verification code. Do not share it.",
                "example": {"body_text": [["123456"]]},
            },
            {"type": "FOOTER", "text": "This code expires in 5 minutes."},
            {"type": "BUTTONS", "buttons": [button]},
        ],
        **kept,
    }

    rules = {problem.rule for problem in problems(Template.from_api(listed))}
    assert not rules & {"template.otp-body", "template.otp-missing", "template.otp-part"}


def test_a_misspelt_key_is_told_where_it_stands_and_kept():
    data = {
        "name": "order_ready",
        "language": "en",
        "category": "UTILITY",
        "catgory": "MARKETING",
        "status": "PENDING",
        "something_new": True,
        "components": [
            {"type": "BODY", "text": "Your order is ready.", "exmaple": {}},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "URL", "text": "See", "urll": "x", "url": "https://a.example"}
                ],
            },
        ],
    }
    template = Template.from_api(data)

    told = [each for each in problems(template) if each.rule == "template.key-unknown"]

    assert [(each.where.key, each.fix) for each in told] == [
        ("catgory", "Write 'category', or take it out."),
        ("components[0].exmaple", "Write 'example', or take it out."),
        (
            "components[1].buttons[0].urll",
            "Write 'url', or take it out.",
        ),
    ]
    assert template.to_api() == data
