"""Pieces told apart, a second wording, coupons; a kit with its menu; codes copied from a bank."""

from __future__ import annotations

from datetime import date

import pytest

from campaignkit import payments
from campaignkit.business import Business
from campaignkit.translations import use_language
from campaignkit.widgets import studio

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"Feira {number}\n" for number in range(40))
    (tmp_path / "places.csv").write_text(f"place\n{rows}", encoding="utf-8")
    (tmp_path / "menu.csv").write_text('produto,preço\nPão,"0,90"\n', encoding="utf-8")
    yield
    use_language("en")


@pytest.fixture
def sheet():
    panel = studio(SHOP).show("sheet")
    panel.shared.table.path.value = "places.csv"
    return panel


def test_pieces_are_told_apart_only_where_there_is_a_table(sheet):
    fold = sheet._tell_apart

    assert fold.layout.display is None
    sheet.shared.table.fill(None)
    assert fold.layout.display == "none"


def test_a_reference_stands_on_each_piece(sheet):
    sheet.trial.token.value = True

    assert "token=True" in sheet.call.value
    payloads = {one.payload for one in sheet.made.outcomes()}
    assert len(payloads) == 40


def test_what_a_reference_costs_is_told_where_it_is_asked_for(sheet):
    assert "squares a side" not in sheet.words.value

    sheet.trial.token.value = True

    before, after = sheet.made.reference_cost.modules
    assert f"{after} squares a side, not {before}" in sheet.words.value


def test_a_second_wording_and_rows_left_without_are_tried(sheet):
    sheet.trial.text.value = "Oi! Vi o adesivo"
    sheet.trial.holdout.value = 0.2

    assert 'variants={"a": {}, "b": {"text": "Oi! Vi o adesivo"}}' in sheet.call.value
    assert "holdout=0.2" in sheet.call.value
    assert sheet.made.label_count == 32
    assert ">32<" in sheet.words.value


def test_coupons_want_secret_words_and_say_so_at_their_field(sheet):
    trial = sheet.trial
    trial.value.value = "10 %"
    trial.expires.value = date(2026, 12, 31)

    assert "without a secret" in sheet.error.value
    trial.secret.value = "o sol nasce na padaria"
    assert sheet.error.value == ""
    assert "coupons = ck.Tokens(" in sheet.call.value
    assert "token=coupons" in sheet.call.value


def test_a_campaign_file_keeps_what_is_tried(sheet):
    trial = sheet.trial
    trial.title.value, trial.holdout.value = "Bom dia!", 0.1
    trial.value.value, trial.secret.value = "10 %", "o sol nasce na padaria"
    kept = sheet.kept()

    assert kept["experiment"] == {"variants": {"a": {}, "b": {"title": "Bom dia!"}}, "holdout": 0.1}
    assert kept["token"] == {"value": "10 %", "secret": "o sol nasce na padaria"}
    other = studio(SHOP).show("sheet")
    other.fill(kept)
    assert other.kept() == kept


def test_the_copies_of_a_column_are_counted(sheet, tmp_path):
    (tmp_path / "copies.csv").write_text("place,copias\nA,3\nB,1\n", encoding="utf-8")

    sheet.shared.table.path.value = "copies.csv"
    assert sheet.shared.roles.menus["copies"].value == "copias"
    assert ">4<" in sheet.words.value


def test_a_kit_has_the_menu_of_a_table():
    panel = studio(SHOP).show("kit")

    assert "price-list" not in panel.made.pieces
    panel.products.table.path.value = "menu.csv"
    panel.printer.menu.value = "inkjet"
    assert "price-list" in panel.made.pieces
    assert 'products = ck.catalog("menu.csv", shop)' in panel.call.value
    assert "catalog=products" in panel.call.value
    kept = panel.kept()
    assert (kept["catalog"], kept["printer"]) == ("menu.csv", "inkjet")
    other = studio(SHOP).show("kit")
    other.fill(kept)
    assert other.kept() == kept


def test_a_kit_in_another_currency_is_not_kept_in_silence():
    panel = studio(SHOP).show("kit")
    panel.products.table.path.value = "menu.csv"
    panel.products.currency.value = "USD"

    with pytest.raises(ValueError, match="Leave the currency as the country's"):
        panel.kept()


def test_a_country_without_a_format_of_ours_takes_a_code_copied_from_the_bank():
    shop = Business("مقهى الشمس", phone="050 123 4567", country="AE", language="ar")
    panel = studio(shop).show("pay")

    assert panel.format.value == "copied"
    assert panel.picture.value
    assert panel.amount.layout.display == "none"
    accounts = {"26": {"00": "com.example", "01": "17"}}
    place = {"city": "Dubai", "country": "AE", "currency": "AED"}
    code = payments.kinds()["emv"](accounts=accounts, name="Sun", amount="12.50", **place)
    panel.boxes["copied"]["code"].value = f" {code}\n"
    assert panel.made.payload == code
    assert panel.kept()["link"] == code
    panel.boxes["copied"]["code"].value = code[:-1]
    assert panel._error_home is panel.asked


def test_an_error_at_its_field_does_not_name_the_field_again():
    panel = studio(SHOP).show("sticker")

    panel.shared.shop.phone.value = "12"
    assert "Phone: &#x27;12&#x27; has 2 digits" in panel.error.value
    assert "business" not in panel.error.value
    assert "key phone" not in panel.error.value


def test_a_sticker_and_a_sign_say_how_to_print_them():
    panel = studio(SHOP).show("sticker")

    assert "100 %" in panel.links.value
    panel.shared.shop.phone.value = "12"
    assert panel.links.value == ""
