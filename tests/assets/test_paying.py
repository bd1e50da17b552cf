"""pay_here(): a payment's code, with what it says in plain letters beside it."""

from __future__ import annotations

import pytest

import campaignkit as ck
from campaignkit.assets.paying import pay_here
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


def test_without_its_plain_letters_the_design_says_what_is_lacking():
    with pytest.raises(BadInput, match="'pay-here' needs the fact 'clear'"):
        ck.sticker("pay-here", SHOP, link=PAYMENTS["pix"])
