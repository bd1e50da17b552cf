"""Messages with something to tap: built, checked, shown, and as the platform takes them."""

from __future__ import annotations

import json
import pickle
import re
from html.parser import HTMLParser

import pytest

import campaignkit as ck
from campaignkit.assets.interactive_message import InteractiveMessage
from campaignkit.errors import BadInput, NotFound
from campaignkit.messaging import rules
from campaignkit.messaging.orders import Order, OrderItem, OrderStatus

TO = "+5511912345678"
SHOP = "https://shop.example/p"
ORDER = Order(
    "A-17",
    [OrderItem("Bolo", "12.50", 2)],
    pix=ck.pix(key="sol@example.com", name="Sol", city="Recife", amount="25.00"),
)
make = InteractiveMessage


def samples(language="en"):
    """Return a message of every kind."""
    more = {"language": language}
    return [
        make.buttons("Can it be tomorrow?", ["Yes", "No"], footer="Sol", header="Visit", **more),
        make.list(
            "When shall we come?",
            "Choose",
            {"Monday": [("Morning", "8 to 12"), "Evening"], "Friday": [{"title": "Noon"}]},
            **more,
        ),
        make.link("See what is new.", "Open the page", SHOP, image=f"{SHOP}.png", **more),
        make.location("Where are you?", **more),
        make.address("Where shall we send it?", values={"city": "Mumbai"}, **more),
        make.contact("May we have your number?", **more),
        make.catalog("Our catalog.", thumbnail="T-1", **more),
        make.product("Our best tea.", "T-1", catalog_id="123", **more),
        make.products("Our teas.", {"Teas": ["T-1", "T-2"]}, catalog_id="1", header="Teas", **more),
        make.flow("Book your visit.", "Book", flow_id="1", screen="A", data={"a": 1}, **more),
        make.order("Your order is ready.", ORDER, **more),
        make.order_status("There is news.", OrderStatus("A-17", "shipped"), **more),
    ]


KINDS = [message.kind for message in samples()]


@pytest.mark.parametrize("message", samples(), ids=KINDS)
def test_every_kind_is_sound_and_comes_back_from_its_json(message, tmp_path):
    assert not message.problems()
    message.save(tmp_path / "a.json")

    again = make.open(tmp_path / "a.json")
    assert again.to_api() == message.to_api() == json.loads(message.json())
    assert make.from_api(message.payload(TO)).to_api() == message.to_api()
    assert pickle.loads(pickle.dumps(message)) == message
    assert len({message, pickle.loads(pickle.dumps(message))}) == 1


@pytest.mark.parametrize("message", samples(), ids=KINDS)
def test_a_payload_is_addressed(message):
    to_number = message.payload(TO)

    assert to_number["to"] == TO
    assert (to_number["type"], to_number["interactive"]["type"]) == ("interactive", message.kind)
    assert message.payload("US.1349")["recipient"] == "US.1349"


def test_there_are_no_other_kinds():
    assert set(KINDS) == {
        *("button", "list", "cta_url", "location_request_message", "address_message"),
        *("contact_request", "catalog_message", "product", "product_list", "flow"),
        *("order_details", "order_status"),
    }


def test_the_forms_are_those_of_the_platform():
    made = {message.kind: message.to_api() for message in samples()}

    assert made["button"] == {
        "type": "button",
        "header": {"type": "text", "text": "Visit"},
        "body": {"text": "Can it be tomorrow?"},
        "footer": {"text": "Sol"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "Yes", "title": "Yes"}},
                {"type": "reply", "reply": {"id": "No", "title": "No"}},
            ]
        },
    }
    assert made["list"]["action"]["sections"][0] == {
        "title": "Monday",
        "rows": [
            {"id": "Morning", "title": "Morning", "description": "8 to 12"},
            {"id": "Evening", "title": "Evening"},
        ],
    }
    assert made["cta_url"]["action"] == {
        "name": "cta_url",
        "parameters": {"display_text": "Open the page", "url": SHOP},
    }
    assert made["cta_url"]["header"] == {"type": "image", "image": {"link": f"{SHOP}.png"}}
    assert made["location_request_message"]["action"] == {"name": "send_location"}
    assert made["address_message"]["action"] == {
        "name": "address_message",
        "parameters": {"country": "IN", "values": {"city": "Mumbai"}},
    }
    assert made["catalog_message"]["action"] == {
        "name": "catalog_message",
        "parameters": {"thumbnail_product_retailer_id": "T-1"},
    }
    assert made["product"]["action"] == {"catalog_id": "123", "product_retailer_id": "T-1"}
    assert made["product_list"]["action"]["sections"] == [
        {
            "title": "Teas",
            "product_items": [{"product_retailer_id": "T-1"}, {"product_retailer_id": "T-2"}],
        }
    ]
    assert made["flow"]["action"] == {
        "name": "flow",
        "parameters": {
            "flow_message_version": "3",
            "flow_id": "1",
            "flow_cta": "Book",
            "flow_action": "navigate",
            "flow_action_payload": {"screen": "A", "data": {"a": 1}},
        },
    }
    assert made["order_details"]["action"]["name"] == "review_and_pay"
    assert made["order_status"]["action"] == {
        "name": "review_order",
        "parameters": {"reference_id": "A-17", "order": {"status": "shipped"}},
    }


LONG = "x" * 5000
PLANTED = [
    ("text-missing", make.buttons(" ", ["Yes"])),
    ("text-length", make.buttons(LONG, ["Yes"])),
    ("list-text-length", make.list(LONG, "Choose", ["A"])),
    ("footer-length", make.buttons("Hi", ["Yes"], footer="x" * 61)),
    ("footer", make(text="Hi", action=make.location("Hi").action, footer="Sol")),
    ("markup", make.buttons("*a *", ["Yes"])),
    ("headers", make.buttons("Hi", ["Yes"], header="A", image=f"{SHOP}.png")),
    ("header-kind", make.list("Hi", "Choose", ["A"], image=f"{SHOP}.png")),
    ("header-length", make.buttons("Hi", ["Yes"], header="x" * 61)),
    ("header-signs", make.buttons("Hi", ["Yes"], header="*New*")),
    ("header-missing", make.products("Hi", ["T-1"], catalog_id="1")),
    ("file", make.buttons("Hi", ["Yes"], image="a.png")),
    ("label-missing", make.link("Hi", " ", SHOP)),
    ("label-length", make.buttons("Hi", ["x" * 21])),
    ("buttons-many", make.buttons("Hi", ["1", "2", "3", "4"])),
    ("reply-id", make.buttons("Hi", {"x" * 257: "Yes"})),
    ("twice", make.buttons("Hi", ["Yes", "Yes"])),
    ("rows-many", make.list("Hi", "Choose", [str(n) for n in range(11)])),
    ("sections-many", make.list("Hi", "Choose", {str(n): [str(n)] for n in range(11)})),
    ("section-title", make.list("Hi", "Choose", {"": ["a"], "B": ["b"]})),
    ("section-length", make.list("Hi", "Choose", {"x" * 25: ["a"]})),
    ("section-empty", make.list("Hi", "Choose", {"A": [], "B": ["b"]})),
    ("row-length", make.list("Hi", "Choose", ["x" * 25])),
    ("row-text-length", make.list("Hi", "Choose", [("a", "x" * 73)])),
    ("row-id", make.list("Hi", "Choose", [{"title": "a", "id": "x" * 201}])),
    ("url", make.link("Hi", "Open", "shop.example")),
    ("language", make.buttons("Oi", ["Sim"], language="klingon")),
    ("url-space", make.link("Oi", "Abrir", "https://shop.example/a b")),
    ("address-country", make.address("Hi", country="BR")),
    ("address-field", make.address("Hi", values={"street": "x"})),
    ("address-pin", make.address("Hi", values={"in_pin_code": "12"})),
    ("catalog-id", make.product("Hi", "T-1", catalog_id=" ")),
    ("product", make.product("Hi", " ", catalog_id="1")),
    ("products-many", make.products("Hi", [str(n) for n in range(31)], catalog_id="1", header="A")),
    ("flow-label-length", make.flow("Hi", "x" * 31, flow_id="1")),
    ("flow-which", make.flow("Hi", "Book")),
    ("flow-screen", make.flow("Hi", "Book", flow_id="1", data={"a": 1})),
    (
        "order-picture",
        make.order(
            "Hi",
            Order("A", total="5", currency="BRL", payment_link="https://a.example/b"),
            image=f"{SHOP}.png",
        ),
    ),
]


@pytest.mark.parametrize(("rule", "message"), PLANTED, ids=[rule for rule, _ in PLANTED])
def test_a_planted_fault_is_named(rule, message):
    found = {problem.rule for problem in message.problems()}

    assert f"interactive.{rule}" in found
    assert all(problem.fix and problem.source for problem in message.problems())
    assert message.html()


def test_every_rule_has_a_planted_fault():
    known = {name for name in rules.every() if name.startswith("interactive.")}

    assert {f"interactive.{rule}" for rule, _ in PLANTED} == known


def test_a_message_with_errors_is_not_sent_and_all_of_them_are_told():
    message = make.buttons(LONG, ["x" * 21], footer="x" * 61)

    with pytest.raises(BadInput, match="3 problems"):
        message.payload(TO)


def test_the_faults_of_an_order_are_those_of_its_message():
    (problem,) = make.order("Hi", Order("A", total="5", currency="EUR")).problems().errors

    assert problem.rule == "order.currency"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: make.buttons("Hi", "Yes"), r"Write it as in \['Sim', 'Não'\]"),
        (lambda: make.list("Hi", "Choose", 5), "is no list"),
        (lambda: make.list("Hi", "Choose", [5]), "is no row of a list"),
        (lambda: make.from_api([]), "not a JSON object"),
        (lambda: make.from_api({"type": "buton"}), "Did you mean 'button'"),
        (lambda: make.from_api({"type": "list", "action": {}}), "not written as the platform"),
        (lambda: make.from_api({"type": "flow", "action": 5}), "action is int"),
    ],
)
def test_what_is_no_message_is_refused_in_words(call, says):
    with pytest.raises(BadInput, match=says):
        call()


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NotFound, match="there is no message file"):
        make.open(tmp_path / "a.json")


class Balance(HTMLParser):
    """Follows which elements are open."""

    def __init__(self, html):
        super().__init__()
        self.open, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("language", ["en", "pt_BR", "es", "ar", "hi"])
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_every_kind_shows_itself(language, theme):
    for message in samples(language):
        html = message.html(theme=theme)

        seen = Balance(html)
        assert seen.open == []
        assert message.text in seen.text
        assert message.text in str(message)
        assert "<script" not in html


def test_data_cannot_add_a_tag():
    bad = "<script>alert(1)</script>"
    for message in (
        make.buttons(bad, [bad], header=bad, footer=bad),
        make.list(bad, bad, {bad: [(bad, bad)]}),
        make.order(bad, Order(bad, [OrderItem(bad, "5")], tax_text=bad, tax="1", currency="BRL")),
    ):
        assert "<script" not in message.html()


def test_what_whatsapp_writes_is_in_the_language_of_the_message():
    said = {message.kind: str(message) for message in samples("pt_BR")}

    assert "[ Enviar localização ]" in said["location_request_message"]
    assert "Total: R$\N{NO-BREAK SPACE}25,00" in said["order_details"]
    assert "[ Revisar e pagar ]\n[ Copiar código Pix ]" in said["order_details"]
    assert "Enviado" in said["order_status"]


def test_it_shows_its_problems_in_the_notebook():
    bundle, _ = make.buttons("Hi", ["x" * 21])._repr_mimebundle_()

    assert "at most 20" in bundle["text/html"]
    assert bundle["text/plain"].startswith("Hi\n[ xxx")


def test_whatsapp_addresses_in_a_message_and_behind_its_button_are_judged():
    told = InteractiveMessage.link(
        "Or ask at https://wa.me/0712345678", "Chat", "https://wa.me/0987654321"
    )

    found = [(each.where.key, each.rule) for each in told.problems().errors]

    assert found == [("text", "link.number-zeros"), ("action.url", "link.number-zeros")]


@pytest.mark.parametrize(
    ("message", "key"),
    [
        (InteractiveMessage.buttons("Olá {{ NOME }}", ["Sim"]), "text"),
        (InteractiveMessage.buttons("Olá", ["Sim", "{{2}}"]), "action.buttons[1].title"),
        (InteractiveMessage.link("Olá", "Abrir", "https://a.example/{{1}}"), "action.url"),
        (InteractiveMessage.list("Olá", "Ver", [("A", "{{1}}")]), "action.sections[0].rows[0]."),
    ],
)
def test_a_place_that_nothing_has_filled_in_is_told(message, key):
    found = [each for each in message.problems() if each.rule == "send.unfilled"]

    assert any(str(each.where.key).startswith(key) for each in found)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: InteractiveMessage.flow("Oi", "Abrir", flow_id="1", data="x"), "data='x' is no"),
        (lambda: InteractiveMessage.flow("Oi", "Abrir", flow_id=1), "flow_id=1 is no text"),
        (lambda: InteractiveMessage.order("Oi", 5), "order=5 is not what it should be"),
        (lambda: InteractiveMessage.order_status("Oi", 5), "status=5 is not what it should be"),
        (lambda: InteractiveMessage.buttons("Oi", ["Sim"], foter="x"), "Did you mean 'footer'"),
        (lambda: Order("A-17", frete="5"), "an order has no 'frete'. Did you mean 'shipping'"),
        (lambda: Order("A-17", shiping="5"), "an order has no 'shiping'. Did you mean 'shipping'"),
    ],
)
def test_what_does_not_fit_is_refused_in_our_words(make, says):
    with pytest.raises(BadInput, match=re.escape(says)):
        make()


def test_the_text_of_a_message_has_all_that_its_bubble_has():
    listed = InteractiveMessage.list("Oi", "Ver", [("Manhã", "das 8 às 12")])
    news = InteractiveMessage.order_status("Oi", OrderStatus("A-17", "shipped"), language="pt_BR")

    assert "- Manhã: das 8 às 12" in str(listed)
    assert "A-17" in str(news)
