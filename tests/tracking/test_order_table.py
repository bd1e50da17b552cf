"""Orders as tills and shop systems list them: what counts, what does not, and what is told."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from campaignkit.chats import Veil
from campaignkit.errors import BadInput
from campaignkit.tracking.order_table import read_orders

ANA = "(21) 98888-1111"


def read(*rows, country="BR"):
    return read_orders(list(rows), country=country)


def rules(table):
    return [each.rule for each in table.problems]


@pytest.mark.parametrize(
    ("written", "country", "day"),
    [
        ("03/11/2026", "BR", datetime(2026, 11, 3)),
        ("03/11/2026", "US", datetime(2026, 3, 11)),
        ("03/11/2026 14:30", "BR", datetime(2026, 11, 3, 14, 30)),
        ("٣/١١/٢٠٢٦", "EG", datetime(2026, 11, 3)),
        ("03-11-2026", "IN", datetime(2026, 11, 3)),
        ("20/10/2026", None, datetime(2026, 10, 20)),
        ("2026-11-03 14:30:00 -0300", None, datetime(2026, 11, 3, 14, 30)),
    ],
)
def test_a_day_is_read_as_it_is_written(written, country, day):
    (order,) = read({"phone": "+5521988881111", "data": written}, country=country).orders

    assert order.when == day


def test_a_day_that_can_be_read_two_ways_is_asked_about():
    with pytest.raises(BadInput, match=r"days as in '3/11/2026', which can be read two ways"):
        read({"phone": "+5521988881111", "data": "3/11/2026"}, country=None)


def test_the_other_days_of_a_table_tell_how_one_is_written():
    rows = [{"phone": "+5521988881111", "data": day} for day in ("03/11/2026", "25/11/2026")]

    assert [order.when.month for order in read(*rows, country=None).orders] == [11, 11]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        *[("Status", "Cancelado"), ("Financial Status", "refunded"), ("status", "wc-cancelled")],
        *[("Situação", "Estornado"), ("Estado", "Anulada"), ("حالة الطلب", "ملغي")],
        *[("स्थिति", "रद्द किया गया"), ("Cancelled at", "2026-11-05 10:00")],
    ],
)
def test_what_was_cancelled_or_paid_back_is_no_order_and_is_told(head, said):
    table = read({"phone": ANA, "total": "50", head: said}, {"phone": ANA, "total": "20", head: ""})

    assert [order.amount for order in table.orders] == [Decimal(20)]
    assert rules(table) == ["replies.orders-undone"]


@pytest.mark.parametrize(
    ("head", "said"),
    [("Status", "pago"), ("Financial Status", "partially_refunded"), ("Estado", "RJ")],
)
def test_any_other_state_is_an_order(head, said):
    assert len(read({"phone": ANA, "total": "50", head: said}).orders) == 1


def test_the_lines_of_one_order_are_one_order():
    table = read(
        {"Name": "#1001", "Phone": ANA, "Total": "99.90", "Lineitem name": "cake"},
        {"Name": "#1001", "Phone": "", "Total": "", "Lineitem name": "bread"},
        {"Name": "#1002", "Phone": ANA, "Total": "10", "Lineitem name": "bread"},
    )

    assert [(order.number, order.amount) for order in table.orders] == [
        ("1001", Decimal("99.90")),
        ("1002", Decimal(10)),
    ]
    assert rules(table) == ["replies.orders-lines"]


def test_lines_that_repeat_the_total_count_it_once_and_lines_that_differ_are_added():
    same = read(*[{"pedido": "7", "valor": "50"}] * 2)
    apart = read({"pedido": "7", "valor": "50"}, {"pedido": "7", "valor": "8"})

    assert [same.orders[0].amount, apart.orders[0].amount] == [Decimal(50), Decimal(58)]


def test_a_cancelled_order_is_cancelled_in_all_its_lines():
    table = read(
        {"Name": "#1001", "Financial Status": "refunded", "Total": "9"},
        {"Name": "#1001", "Financial Status": "", "Total": ""},
    )

    assert table.orders == ()
    assert [each.value for each in table.problems] == [1]


def test_a_reference_that_many_customers_showed_is_no_number_of_one_order():
    table = read(*[{"ref": "K4K6-RD2H", "valor": "5"}] * 2)

    assert [order.amount for order in table.orders] == [Decimal(5)] * 2


@pytest.mark.parametrize(
    "cell", ["(21) 98888-1111 (zap)", "21 98888-1111 / 21 3333-4444", "21 8888-1111", 21988881111.0]
)
def test_a_phone_is_found_in_a_messy_cell(cell):
    (order,) = read({"Celular": cell}).orders
    (clean,) = read({"Celular": ANA}).orders

    assert clean.names[0] in order.names


@pytest.mark.parametrize(
    "row",
    [
        {"order_number": "77", "billing_phone": ANA, "order_total": "99.90"},
        {"Nº": "77", "Celular (WhatsApp)": ANA, "Preço total": "R$ 99,90"},
        {"رقم الطلب": "٧٧", "الهاتف": ANA, "الإجمالي": "٩٩٫٩٠"},
        {"ऑर्डर संख्या": "77", "ग्राहक का मोबाइल": ANA, "कुल राशि": "99.90"},
    ],
)
def test_columns_are_known_by_what_people_call_them(row):
    (order,) = read(row).orders

    assert (bool(order.number), len(order.names), order.amount) == (True, 2, Decimal("99.90"))


@pytest.mark.parametrize("amount", ["a combinar", "-50", "US$ 50"])
def test_an_amount_that_does_not_count_is_told_and_the_others_are_read(amount):
    table = read({"phone": ANA, "total": amount}, {"phone": ANA, "total": "20"})

    assert [order.amount for order in table.orders] == [Decimal(0), Decimal(20)]
    assert len(table.problems) == 1


def test_a_table_without_amounts_says_so():
    table = read({"phone": ANA, "cliente": "Ana"})

    assert (table.has_money, rules(table)) == (False, ["replies.orders-no-money"])


def test_a_day_that_nobody_can_read_is_told():
    assert rules(read({"phone": ANA, "total": "5", "data": "ontem"})) == ["replies.orders-day"]


def test_what_is_told_of_hidden_customers_shows_no_cell():
    row = {"phone": ANA, "total": f"{ANA} x"}

    (told,) = read_orders([row], country="BR", veil=Veil(b"x")).problems
    assert "8888" not in str(told)


def test_an_order_that_a_later_row_cancels_is_no_order():
    table = read(
        {"pedido": "1001", "telefone": ANA, "total": "10,00", "status": "pago"},
        {"pedido": "1002", "telefone": ANA, "total": "20,00", "status": "pago"},
        {"pedido": "1001", "telefone": ANA, "total": "10,00", "status": "estornado"},
    )

    assert [(order.number, order.amount) for order in table.orders] == [("1002", Decimal(20))]
    assert rules(table) == ["replies.orders-undone"]


def test_one_customer_who_cancels_takes_nothing_from_others_who_showed_the_same_piece():
    table = read(
        {"ref": "K4K6-RD2H", "total": "10,00", "status": "pago"},
        {"ref": "K4K6-RD2H", "total": "15,00", "status": "cancelado"},
        {"ref": "K4K6-RD2H", "total": "20,00", "status": "pago"},
    )

    assert [order.amount for order in table.orders] == [Decimal(10), Decimal(20)]
