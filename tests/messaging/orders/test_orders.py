"""Orders: every sum to the cent, every way to pay read before it is sent."""

from __future__ import annotations

import datetime
import pickle
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.orders import Order, OrderItem, OrderStatus, order_rows, read_order
from campaignkit.messaging.orders.amounts import exact
from campaignkit.messaging.templates import Header, OpenOrder, Template
from campaignkit.messaging.templates.binding import bind, payload
from campaignkit.payments._emv_objects import crc

TO = "+5511912345678"
LINK = "https://pay.example/A-17"
# The platform's own sample line: it asks for 88.48.
BOLETO = "03399026944140000002628346101018898510000008848"
CAKE = OrderItem("Bolo de fubá", "12.50", 2)
TEA = OrderItem("Masala tea", "120", country_of_origin="India")
SOL = {"name": "Padaria Sol", "city": "São Paulo"}
PAY = Template(
    "pay_order",
    language="pt_BR",
    category="UTILITY",
    display_format="ORDER_DETAILS",
    body="Seu pedido {{1}} está pronto, pague com o Pix abaixo.",
    examples=["A-17"],
    buttons=[OpenOrder("Copiar código Pix")],
)
NEWS = Template(
    "news",
    language="en",
    category="UTILITY",
    sub_category="ORDER_STATUS",
    body="There is news of your order {{1}} today.",
    examples=["A-17"],
)


def pix(amount="25.00", /, **more):
    return ck.pix(key="12.345.678/0001-95", amount=amount, **SOL, **more)


def brl(**changes):
    facts = {"reference": "A-17", "items": [CAKE], "payment_link": LINK, "currency": "BRL"}
    return Order(**(facts | changes))


def inr(**changes):
    facts = {"reference": "A-17", "items": [TEA], "payment_configuration": "main"}
    return Order(**(facts | changes))


def rules_of(order):
    return {problem.rule.removeprefix("order.") for problem in order.problems()}


def test_a_brazilian_order_is_written_as_the_platform_has_it():
    order = brl(items=[CAKE], payment_link=None, pix=pix(), tax_text="incluso")

    assert order.to_api() == {
        "reference_id": "A-17",
        "type": "digital-goods",
        "payment_type": "br",
        "payment_settings": [
            {
                "type": "pix_dynamic_code",
                "pix_dynamic_code": {
                    "code": pix(),
                    "merchant_name": "Padaria Sol",
                    "key": "12345678000195",
                    "key_type": "CNPJ",
                },
            }
        ],
        "currency": "BRL",
        "total_amount": {"value": 2500, "offset": 100},
        "order": {
            "status": "pending",
            "items": [
                {
                    "retailer_id": "1",
                    "name": "Bolo de fubá",
                    "amount": {"value": 1250, "offset": 100},
                    "quantity": 2,
                }
            ],
            "subtotal": {"value": 2500, "offset": 100},
            "tax": {"value": 0, "offset": 100, "description": "incluso"},
        },
    }


def test_an_indian_order_is_written_as_the_platform_has_it():
    link = ck.upi(address="chaishop@okhdfcbank", name="Chai Shop", amount="115", category="5812")
    order = Order("A-17", [TEA], upi=link, tax="5", discount="10", discount_text="Diwali")

    made = order.to_api()
    assert made["payment_settings"] == [
        {
            "type": "upi_intent_link",
            "upi_intent_link": {
                "link": "upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop&mc=5812&tr=A-17"
            },
        }
    ]
    assert "payment_type" not in made
    assert made["total_amount"] == {"value": 11500, "offset": 100}
    assert made["order"]["discount"] == {"value": 1000, "offset": 100, "description": "Diwali"}
    assert made["order"]["items"] == [
        {
            "name": "Masala tea",
            "amount": {"value": 12000, "offset": 100},
            "quantity": 1,
            "country_of_origin": "India",
        }
    ]


def test_a_payment_configuration_is_named_with_its_kind_of_payment():
    made = inr().to_api()

    assert (made["payment_type"], made["payment_configuration"]) == ("upi", "main")


def test_an_order_without_items_is_a_total_and_a_way_to_pay():
    made = Order("A-17", total="88.48", boleto=BOLETO).to_api()

    assert made["payment_settings"] == [{"type": "boleto", "boleto": {"digitable_line": BOLETO}}]
    assert made["total_amount"] == {"value": 8848, "offset": 100}
    assert "order" not in made


def test_an_order_that_expires_says_when_in_seconds():
    when = datetime.datetime(2026, 12, 24, 18, tzinfo=datetime.UTC)

    order = brl(expires=when, expires_text="Reserva até o Natal").to_api()["order"]
    assert order["expiration"] == {"timestamp": "1798135200", "description": "Reserva até o Natal"}


_BODY = pix().replace("5911Padaria Sol", "")[:-4]
WITHOUT_NAME = f"{_BODY}{crc(_BODY)}"
SIGNED = "upi://pay?pa=chaishop@okhdfcbank&pn=Chai&sign=abc"
PLANTED = [
    ("currency", brl(currency="EUR")),
    ("currency", Order("A-17", [CAKE], payment_link=LINK)),
    ("reference-missing", brl(reference=" ")),
    ("reference-signs", brl(reference="Nº 17/26")),
    ("reference-length", brl(reference="x" * 61)),
    ("reference-length-india", inr(reference="x" * 36)),
    ("items-missing", brl(items=[])),
    ("items-india", inr(items=[], total="10")),
    ("item-name", brl(items=[OrderItem("", "5")])),
    ("item-length", brl(items=[OrderItem("x" * 61, "5")])),
    ("item-quantity", brl(items=[OrderItem("Bolo", "5", 0), CAKE])),
    ("item-amount", brl(items=[OrderItem("Bolo", "-5"), CAKE])),
    ("item-currency", brl(items=[OrderItem("Chá", "25", currency="INR")])),
    ("item-sale", brl(items=[OrderItem("Bolo", "5", sale_amount="5")])),
    ("below-zero", brl(tax="-1")),
    ("total", brl(total="25.01")),
    ("total-zero", brl(discount="25")),
    ("text-length", brl(tax_text="x" * 61)),
    ("configuration-length", inr(payment_configuration="x" * 61)),
    ("expires", brl(expires="tomorrow", expires_text="soon")),
    ("expires-text", brl(expires=1_798_135_200)),
    ("expires-length", brl(expires=1_798_135_200, expires_text="x" * 121)),
    ("goods", brl(goods="cake")),
    ("way-missing", brl(payment_link=None)),
    ("way-currency", inr(pix=pix("120"))),
    ("pix-form", brl(pix=pix()[:-1] + "0")),
    ("pix-amount", brl(pix=pix("25.01"))),
    ("pix-open", brl(pix=pix(None))),
    ("pix-key", brl(pix=ck.pix(url="pix.example.com/v2/8b3da2f39a41", amount="25", **SOL))),
    ("pix-key", brl(pix=pix(), pix_key="12.345.678/0001-96")),
    ("pix-name", brl(pix=WITHOUT_NAME)),
    ("pix-other", brl(pix=pix(), pix_key="ana@shop.example")),
    ("pix-other", brl(pix=pix(), pix_name="Another Shop")),
    ("parts", brl(items=[], total="25.01", shipping="5")),
    ("item-currency", brl(items=[OrderItem("Chá", "₹25")])),
    ("boleto-form", brl(boleto=BOLETO.replace("9026944", "9026945"))),
    ("boleto-amount", brl(boleto=BOLETO)),
    ("link-form", brl(payment_link="http://pay.example/1")),
    ("upi-form", inr(upi="upi://mandate?pa=a@b")),
    ("upi-form", inr(upi=SIGNED)),
    ("upi-amount", inr(upi=ck.upi(address="chai@okhdfc", name="Chai", amount="121"))),
    ("upi-reference", inr(upi=ck.upi(address="chai@okhdfc", name="Chai", reference="B-18"))),
    ("upi-dropped", inr(upi=ck.upi(address="chai@okhdfc", name="Chai", note="Thanks"))),
    ("beneficiary", inr(goods="physical-goods")),
    ("beneficiary-lacks", inr(beneficiary={"name": "Ana"})),
    ("link-space", brl(payment_link="https://pay.example/a b")),
    ("origin", inr(items=[OrderItem("Tea", "5")])),
    ("status-missing", OrderStatus("A-17")),
    ("status", OrderStatus("A-17", "gone")),
    ("status-payment", OrderStatus("A-17", paid="maybe")),
]
ELSEWHERE = {
    "country",
    "line",
    "lines",
    "line-column",
    "reference-again",
}  # have tests of their own


@pytest.mark.parametrize(("rule", "order"), PLANTED)
def test_a_planted_fault_is_named(rule, order):
    assert rule in rules_of(order)
    assert all(problem.fix for problem in order.problems())


def test_every_rule_of_orders_has_a_planted_fault():
    known = {name.removeprefix("order.") for name in rules.every() if name.startswith("order.")}

    assert {rule for rule, _ in PLANTED} | ELSEWHERE == known


GOOD = [
    brl(),
    brl(items=[CAKE], tax="1.10", shipping="5", discount="2", total="29.10"),
    brl(pix=pix(), boleto=None),
    Order("A-17", total="88.48", boleto=BOLETO),
    inr(),
    inr(items=[OrderItem("Tea", "5")], catalog_id="123"),
    OrderStatus("A-17", "partially-shipped", "Two of three"),
    OrderStatus("A-17", paid="captured", paid_at=1_722_445_231),
]


@pytest.mark.parametrize("order", GOOD)
def test_a_sound_order_has_no_problems(order):
    assert not order.problems()
    assert pickle.loads(pickle.dumps(order)) == order
    assert hash(pickle.loads(pickle.dumps(order))) == hash(order)


def test_a_pix_code_without_a_name_asks_for_it():
    code = brl(pix=pix(), pix_name="Sol Ltda").to_api()["payment_settings"][0]

    assert code["pix_dynamic_code"]["merchant_name"] == "Sol Ltda"


def test_the_total_that_does_not_fit_says_every_part():
    (problem,) = brl(items=[CAKE], tax="1", shipping="5", discount="2", total="30").problems()

    assert problem.message == (
        "the total is 30.00, but items 25.00 + tax 1.00 + shipping 5.00 - discount 2.00 are 29.00."
    )


@pytest.mark.parametrize(
    ("value", "currency", "amount"),
    [
        ("12.50", None, "12.50"),
        ("12,5", "BRL", "12.50"),
        ("R$ 1.234,50", "BRL", "1234.50"),
        ("1,234.50", "BRL", "1234.50"),
        ("₹1,00,000", "INR", "100000.00"),
        ("Rs. 1,234", "INR", "1234.00"),
        (12.5, "BRL", "12.50"),
        (3, None, "3.00"),
        (Decimal("1E+1"), None, "10.00"),
    ],
)
def test_amounts_are_read_as_people_and_spreadsheets_write_them(value, currency, amount):
    assert exact(value, key="total", currency=currency) == Decimal(amount)


@pytest.mark.parametrize(
    "value", ["1,234", "abc", "12.345", "", 0.1 + 0.2, True, float("nan"), "1e3"]
)
def test_an_amount_that_is_not_clear_is_refused(value):
    with pytest.raises(BadInput, match=r"is not an amount|finer than a cent"):
        exact(value, key="total", currency="BRL")


@pytest.mark.parametrize("value", ["1.250", "1.000", "R$1.250", "R$ 12.345", "1,250", "-1.250"])
def test_a_thousand_or_three_decimals_are_asked_for(value):
    with pytest.raises(
        BadInput, match=r"it may be 1\d*250 or|it may be 1000 or|may be 12345 or"
    ) as e:
        Order("A-17", [OrderItem("TV", value)], currency="BRL", payment_link=LINK)
    assert {problem.rule for problem in e.value.problems} == {"order.amount-ambiguous"}


@pytest.mark.parametrize(("sign", "currency"), [("R$ 5", "INR"), ("₹5", "BRL"), ("5 €", "BRL")])
def test_an_amount_in_another_currency_is_refused(sign, currency):
    with pytest.raises(BadInput, match=f"but the order is in {currency}"):
        Order("A-17", [{"name": "TV", "amount": sign}], currency=currency, payment_link=LINK)
    with pytest.raises(BadInput, match=f"but the order is in {currency}"):
        Order("A-17", [CAKE], currency=currency, shipping=sign, payment_link=LINK)


@pytest.mark.parametrize("key", ["qty", "Qtd", "quantidade", "quantiy", "cantidad"])
def test_a_misspelt_key_of_an_item_is_no_silent_single_piece(key):
    with pytest.raises(BadInput, match=f"has no '{key}'. Did you mean 'quantity'") as caught:
        Order("A-17", [{"name": "Bolo", "amount": "5", key: 3}])
    assert caught.value.rule == "order.item-unknown"
    with pytest.raises(BadInput, match=r"has no 'colour'\. It has name, amount"):
        OrderItem("Bolo", "5", colour="red")


def test_a_column_that_looks_like_the_quantity_is_no_silent_single_piece():
    line = {"reference": "A", "item": "Bolo", "price": "5", "qtd": 3, "to": TO}

    with pytest.raises(BadInput, match="looks like the quantity of a line") as caught:
        order_rows([line])
    assert caught.value.rule == "order.line-column"
    (row,) = order_rows([line], columns={"quantity": "qtd"})
    assert row["items"][0]["quantity"] == 3
    with pytest.raises(BadInput, match=r"no place called 'quantiy'\. Did you mean 'quantity'"):
        order_rows([line], columns={"quantiy": "qtd"})


def test_the_currency_that_an_item_names_itself_is_kept():
    order = brl(items=[{"name": "Chá", "amount": "25", "currency": "INR"}])

    assert "item-currency" in rules_of(order)


def test_everything_that_cannot_be_read_is_told_at_once():
    with pytest.raises(BadInput, match="3 problems") as caught:
        Order("A-17", [{"name": "Bolo", "amount": "x"}, 5], tax="y")
    assert [problem.rule for problem in caught.value.problems] == [
        "order.amount",
        "order.item",
        "order.amount",
    ]


def test_a_table_of_orders_becomes_payloads():
    rows = [
        {"1": "A-17", "to": TO, "reference": "A-17", "total": "25,00", "pix": pix()},
        {"1": "A-18", "to": TO, "reference": "A-18", "total": "25.00", "pix": pix()},
    ]

    first, _ = bind(PAY, rows, to="to").payloads()
    body, button = first["template"]["components"]
    assert body["parameters"][0]["text"] == "A-17"
    assert (button["sub_type"], button["index"]) == ("order_details", 0)
    (parameter,) = button["parameters"]
    assert parameter["type"] == "action"
    assert parameter["action"]["order_details"]["total_amount"]["value"] == 2500


def test_columns_may_be_called_otherwise_or_be_jinja():
    rows = [{"PEDIDO": "A-17", "VALOR": "25", "CODE": pix()}]
    columns = {"1": "PEDIDO", "reference": "{{ PEDIDO }}", "total": "VALOR", "pix": "CODE"}

    assert not bind(PAY, rows, columns=columns).problems()


def test_a_fault_of_an_order_is_placed_in_its_row_and_column():
    rows = [{"1": "A", "reference": "A", "total": "25", "pix": pix()}]
    rows += [{"1": "A", "reference": "B", "VALOR": "26", "pix": pix()}]
    rows = [{"VALOR": row.pop("total", row.get("VALOR")), **row} for row in rows]

    (problem,) = bind(PAY, rows, columns={"total": "VALOR"}).problems()
    assert (problem.rule, problem.where.row, problem.where.column) == ("order.pix-amount", 2, "pix")


def test_one_reference_is_for_one_message():
    rows = [{"1": "A", "reference": "A-17", "total": "25", "pix": pix()}] * 2

    (problem,) = bind(PAY, rows).problems()
    assert (problem.rule, problem.where.row) == ("order.reference-again", 2)
    assert "row 1" in problem.message


def test_an_order_may_be_a_value_or_json():
    order = brl(items=[CAKE])
    same = '{"items": [{"name": "Bolo de fubá", "amount": "12.50", "quantity": 2}]}'

    whole = payload(PAY, TO, {"1": "x", "order": order})
    parts = payload(
        PAY,
        TO,
        {"1": "x", "order": same, "reference": "A-17", "payment_link": LINK},
    )
    assert whole == parts


def test_lines_of_one_reference_are_one_order():
    lines = [
        {"PEDIDO": "A", "item": "Bolo", "price": "12.50", "quantity": 2, "to": TO},
        {"PEDIDO": "B", "item": "Café", "price": "5", "quantity": None, "to": TO},
        {"PEDIDO": "A", "item": "Café", "price": "5", "quantity": 1.0, "to": TO},
    ]

    first, second = order_rows(lines, columns={"reference": "PEDIDO"})
    assert read_order({**first, "payment_link": LINK}, currency="BRL").amount == Decimal("30.00")
    assert [item["name"] for item in second["items"]] == ["Café"]


def test_lines_that_miss_something_or_disagree_are_told_with_their_rows():
    lines = [
        {"reference": "A", "item": "Bolo", "price": "1", "to": TO},
        {"reference": "A", "item": "Bolo", "price": None, "to": TO},
        {"reference": "A", "item": "Pão", "price": "1", "to": "+5511900000000"},
    ]

    with pytest.raises(BadInput, match="2 problems") as caught:
        order_rows(lines)
    assert [(p.rule, p.where.row) for p in caught.value.problems] == [
        ("order.line", 2),
        ("order.lines", 3),
    ]


def test_news_of_an_order_is_sent_as_its_own_component():
    sent = payload(NEWS, TO, {"1": "A-17", "reference": "A-17", "status": "shipped"})

    assert sent["template"]["components"][-1] == {
        "type": "order_status",
        "parameters": [
            {
                "type": "order_status",
                "order_status": {"reference_id": "A-17", "order": {"status": "shipped"}},
            }
        ],
    }


def test_news_without_a_status_is_a_finding():
    (problem,) = bind(NEWS, [{"1": "A-17", "reference": "A-17"}]).problems()

    assert (problem.rule, problem.where.row) == ("order.status-missing", 1)


def test_a_header_file_goes_along():
    template = PAY.with_(components=(Header(format="DOCUMENT", example="4::a"), *PAY.components))

    row = {"1": "x", "document": "https://a.example/b.pdf", "order": brl()}
    header, _, _ = payload(template, TO, row)["template"]["components"]
    assert header["parameters"][0]["type"] == "document"


cents = st.integers(1, 10**7)
lines = st.lists(st.tuples(cents, st.integers(1, 99), st.integers(0, 100)), min_size=1, max_size=6)


@given(lines, st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 100), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_sum_of_any_order_is_right_to_the_cent(pieces, tax, shipping, percent, in_brazil):
    def money(amount):
        return f"{amount // 100}.{amount % 100:02d}"

    prices = [max(1, price * (100 - off) // 100) for price, _, off in pieces]
    subtotal = sum(price * count for price, (_, count, _) in zip(prices, pieces, strict=True))
    discount = min(subtotal + tax + shipping - 1, subtotal * percent // 100)
    total = subtotal + tax + shipping - discount
    items = [
        OrderItem(
            f"OrderItem {n}",
            money(full),
            count,
            sale_amount=money(price) if price < full else None,
            country_of_origin="India",
        )
        for n, (price, (full, count, _)) in enumerate(zip(prices, pieces, strict=True))
    ]
    upi = "upi://pay?pa=chai@okhdfc&pn=Chai&am=" + money(total)
    way = {"pix": pix(money(total))} if in_brazil else {"upi": upi}

    order = Order(
        "A-17",
        items,
        tax=money(tax),
        shipping=money(shipping),
        discount=money(discount),
        total=money(total),
        **way,
    )
    made = order.to_api()
    assert made["currency"] == ("BRL" if in_brazil else "INR")
    assert made["total_amount"] == {"value": total, "offset": 100}
    inner = made["order"]
    counted = sum(
        each.get("sale_amount", each["amount"])["value"] * each["quantity"]
        for each in inner["items"]
    )
    assert inner["subtotal"]["value"] == counted == subtotal
    parts = (inner["tax"], inner.get("shipping", {"value": 0}))
    less = inner.get("discount", {"value": 0})["value"]
    assert sum(part["value"] for part in parts) + counted - less == total
    wrong = Order("A-17", items, total=money(total), **way)
    assert ("order.total" in {p.rule for p in wrong.problems()}) == (order.amount != wrong.amount)


def test_an_order_inside_an_order_is_refused_in_words():
    with pytest.raises(BadInput, match="an order has no 'order'") as caught:
        read_order({"order": {"order": None}})

    assert caught.value.rule == "order.unknown"


def test_an_order_to_another_country_is_told():
    rows = [{"1": "A-17", "to": "+918123456789", "reference": "A-17", "total": "25", "pix": pix()}]

    (problem,) = bind(PAY, rows, to="to").problems()
    assert problem.rule == "order.country"
    assert "a number of IN" in problem.message
    assert not bind(PAY, [{**rows[0], "to": TO}], to="to").problems()


@pytest.mark.parametrize(
    ("said", "meant"), [("enviado", "shipped"), ("Entregue", "completed"), ("shiped", "shipped")]
)
def test_a_status_in_other_words_is_understood(said, meant):
    (problem,) = OrderStatus("A-17", said).problems()

    assert problem.fix.endswith(f"Did you mean '{meant}'?")
