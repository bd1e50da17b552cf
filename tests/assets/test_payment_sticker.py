"""pay_here(): a payment's code, with what it says in plain letters beside it."""

from __future__ import annotations

import pytest

import campaignkit as ck
from campaignkit.assets.payment_sticker import pay_here
from campaignkit.drawing import Text
from campaignkit.errors import BadInput
from campaignkit.payments import clear_text

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
PAYMENTS = {
    "pix": ck.pix(key="sol@example.com", name="Padaria Sol", city="Recife", amount="12.50"),
    "upi": ck.upi(address="chaishop@okhdfcbank", name="Chai Shop", amount="50"),
    "epc": ck.epc(name="Sonne", iban="DE89370400440532013000", amount="12.50", text="Rechnung 7"),
}


@pytest.mark.parametrize("kind", PAYMENTS)
@pytest.mark.parametrize("language", ["en", "pt_BR", "ar", "hi", "es"])
def test_a_payment_of_each_format_is_read_back_from_its_sticker(kind, language):
    made = pay_here(PAYMENTS[kind], SHOP, language=language)

    assert made.payload == PAYMENTS[kind]
    assert made.level == "M"
    assert not made.check()
    for label, value in clear_text(PAYMENTS[kind], language):
        assert f"{label}: {value}" in made.facts["clear"]


def test_pay_here_stickers_go_on_a_label_sheet(tmp_path):
    paper = ck.sheet(pay_here(PAYMENTS["pix"], SHOP), stock="Avery L7165", copies=8)

    assert paper.save(tmp_path / "pay.pdf") == tmp_path / "pay.pdf"


def test_a_code_that_is_no_payment_is_refused():
    with pytest.raises(BadInput, match="no payment code"):
        pay_here("https://wa.me/5511987654321", SHOP)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"clear": "Pix R$ 12,50"},
        {"link": "https://wa.me/5511987654321"},
        {"text": "Oi!"},
        {"link": "Pague aqui"},
    ],
)
def test_the_design_for_payments_takes_nothing_else(given):
    with pytest.raises(BadInput, match="'pay-here' is for a payment") as caught:
        ck.sticker("pay-here", SHOP, **given)

    assert caught.value.rule == "design.needs-payment"


def test_a_sticker_for_payments_says_what_its_payment_says():
    made = ck.sticker("pay-here", SHOP, link=PAYMENTS["pix"])

    assert made.facts["clear"] == pay_here(PAYMENTS["pix"], SHOP).facts["clear"]


@pytest.mark.parametrize("clear", ["Pix R$ 99,00", "Recebedor: Outro"])
def test_what_it_says_cannot_be_swapped(clear):
    for make in (
        lambda: ck.sticker("pay-here", SHOP, link=PAYMENTS["pix"], clear=clear),
        lambda: pay_here(PAYMENTS["pix"], SHOP, clear=clear),
        lambda: pay_here(PAYMENTS["pix"], SHOP, facts={"clear": clear}),
        lambda: next(iter(ck.stickers("pay-here", SHOP, [{"clear": clear}], link=PAYMENTS["pix"]))),
    ):
        with pytest.raises(BadInput, match="is not what the payment says"):
            make()


def test_what_it_says_may_be_given_where_it_agrees():
    clear = pay_here(PAYMENTS["pix"], SHOP).facts["clear"]

    assert pay_here(PAYMENTS["pix"], SHOP, clear=clear).facts["clear"] == clear


def test_each_row_says_its_own_payment():
    rows = [{"code": PAYMENTS["pix"]}, {"code": PAYMENTS["epc"]}]

    made = list(ck.stickers("pay-here", SHOP, rows, link="{{ code }}"))
    assert ["12,50" in each.facts["clear"] for each in made] == [True, True]
    assert ["Sonne" in each.facts["clear"] for each in made] == [False, True]


def test_a_damaged_payment_is_refused():
    with pytest.raises(BadInput, match="check sum"):
        ck.sticker("pay-here", SHOP, link=PAYMENTS["pix"][:-1] + "0")


def test_payment_and_shop_swapped_are_told():
    with pytest.raises(BadInput, match="payment and shop are swapped"):
        pay_here(SHOP, PAYMENTS["pix"])


@pytest.mark.parametrize("shop", [None, 5, "Padaria Sol"])
def test_what_is_no_shop_is_told(shop):
    with pytest.raises(BadInput, match="is not a Business"):
        pay_here(PAYMENTS["pix"], shop)


def test_a_design_without_room_for_it_is_refused():
    with pytest.raises(BadInput, match="has no place for what a payment says"):
        pay_here(PAYMENTS["pix"], SHOP, design="open-for-business")


def test_the_amount_of_an_arabic_sticker_is_drawn_with_its_sign_in_order():
    shop = ck.Business("مخبز الشمس", phone="+961 3 123 456", country="LB", language="ar")
    made = ck.sticker("pay-here", shop, link=PAYMENTS["pix"])

    lines = [item.line for item in made.drawing().items if isinstance(item, Text)]
    drawn = ["".join(part.text for run in line.runs for part in run.clusters) for line in lines]
    assert any("R$\xa012.50" in line for line in drawn)
