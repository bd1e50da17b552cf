"""Whatever stands in JSON, or in a row of orders, is read or refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.assets.interactive_message import InteractiveMessage
from campaignkit.errors import CampaignError
from campaignkit.messaging.interactive import actions
from campaignkit.messaging.orders import Order, OrderItem, OrderStatus, order_rows, read_order
from campaignkit.messaging.orders.reading import ORDER_KEYS
from campaignkit.messaging.preview import of_template
from campaignkit.messaging.templates import OpenOrder, Template
from campaignkit.messaging.templates.binding import bind

KINDS = [
    *("button", "list", "cta_url", "location_request_message", "address_message", "flow"),
    *("contact_request", "catalog_message", "product", "product_list", "order_details", "x"),
    "order_status",
]
words = st.text(max_size=5) | st.sampled_from(["upi://pay?pa=a", "12,50", "BRL", "https://a.b/c"])
scalars = st.none() | st.booleans() | st.integers(-2, 10**12) | st.floats() | words
keys = st.sampled_from(
    [
        *("buttons", "reply", "id", "title", "rows", "sections", "parameters", "display_text"),
        *("url", "country", "values", "saved_addresses", "value", "catalog_id", "product_items"),
        *("order", "items", "name", "amount", "quantity", "offset", "total_amount", "currency"),
        *("type", "reference_id", "payment_settings", "pix_dynamic_code", "status", "tax"),
        *("flow_cta", "flow_action_payload", "expiration", "timestamp", "text", "link"),
    ]
)
loose = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
messages = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS), "action": loose},
    optional={"body": loose, "footer": loose, "header": loose},
)


@given(messages | loose)
@settings(max_examples=400, deadline=None)
def test_any_json_is_read_or_refused_in_words(data):
    try:
        message = InteractiveMessage.from_api(data)
    except CampaignError as err:
        assert str(err)
        return

    assert all(problem.fix for problem in message.problems())
    assert message.html()
    assert str(message) is not None


orders = st.dictionaries(st.sampled_from(ORDER_KEYS), loose, max_size=6)


@given(orders)
@settings(max_examples=400, deadline=None)
def test_any_row_of_an_order_is_read_or_refused_in_words(row):
    try:
        order = read_order(row)
    except CampaignError as err:
        assert str(err)
    else:
        assert all(problem.fix for problem in order.problems())
        hash(order)
    template = Template("t", language="pt_BR", body="Seu pedido.", buttons=[OpenOrder()])
    assert of_template(template, values=row)
    bind(template, [row])


@given(st.lists(st.dictionaries(st.sampled_from(["reference", "item", "price"]), scalars)))
def test_any_lines_are_read_or_refused_in_words(table):
    try:
        made = order_rows(table)
    except CampaignError as err:
        assert str(err)
    else:
        assert len(made) <= len(table)


@given(loose, loose, loose)
def test_any_news_of_an_order_is_read_or_refused_in_words(status, text, moment):
    told = OrderStatus("A-17", status, text, paid=status, paid_at=moment)

    assert all(problem.fix for problem in told.problems())


@pytest.mark.parametrize(
    "make",
    [
        lambda: InteractiveMessage.buttons(5, ["Yes"]),
        lambda: InteractiveMessage.link("Hi", None, 5),
        lambda: InteractiveMessage.link("Hi", "Open", 5),
        lambda: InteractiveMessage.flow("Hi", "Open", flow_id=5),
        lambda: InteractiveMessage.catalog("Hi", thumbnail=5),
        lambda: InteractiveMessage.buttons("Hi", ["Yes"], footer=5),
        lambda: InteractiveMessage(text="Hi", action=5),
        lambda: actions.Reply(5),
        lambda: Order("A", 5),
        lambda: Order("A", beneficiary=5),
        lambda: OrderItem("Bolo", None, "two"),
    ],
)
def test_wrong_kinds_of_values_are_refused_in_words(make):
    with pytest.raises(CampaignError) as caught:
        make()
    assert caught.value.rule


def test_a_message_has_the_header_it_came_with_or_none():
    body = {
        "type": "cta_url",
        "body": {"text": "Oi"},
        "action": {
            "name": "cta_url",
            "parameters": {"display_text": "Ver", "url": "https://a.example/"},
        },
    }

    assert InteractiveMessage.from_api(body).header is None
    headed = InteractiveMessage.from_api({**body, "header": {"type": "text", "text": "Sol"}})
    assert headed.header == "Sol"
