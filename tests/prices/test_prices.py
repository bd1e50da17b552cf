"""Prices as people type them: read right, or reported; never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import locales, prices
from campaignkit.errors import BadInput

# Twelve locales: the shop's currency, its language, and prices with what they are.
READ = {
    ("BRL", "pt_BR"): [
        ("R$ 19,90", "19.90 BRL"),
        ("R$19,9", "19.90 BRL"),
        ("1.499", "1499.00 BRL"),
        ("R$ 1.234.567,89", "1234567.89 BRL"),
        ("19.90", "19.90 BRL"),
        ("25 reais", "25.00 BRL"),
        ("19,90 BRL", "19.90 BRL"),
    ],
    ("INR", "hi"): [
        ("₹1,499", "1499.00 INR"),
        ("Rs. 499/- only", "499.00 INR"),
        ("₹ १,४९९.५०", "1499.50 INR"),
        ("12,34,567", "1234567.00 INR"),
        ("रु. ५०", "50.00 INR"),
        ("499 रुपये", "499.00 INR"),
    ],
    ("SAR", "ar"): [
        ("١٢٫٥ ر.س", "12.50 SAR"),
        ("١٬٢٣٤٫٥٠ ر.س.", "1234.50 SAR"),
        ("\u200f12.50\xa0ر.س.\u200f", "12.50 SAR"),
        ("SR 15", "15.00 SAR"),
        ("٢٥ ريال", "25.00 SAR"),
    ],
    ("PEN", "es_PE"): [("S/.50", "50.00 PEN"), ("S/ 9.90", "9.90 PEN")],
    ("EGP", "ar_EG"): [("٢٥ جنيه", "25.00 EGP"), ("L.E. 25.50", "25.50 EGP")],
    ("KWD", "ar"): [("1.500 د.ك", "1.500 KWD"), ("KD 0.250", "0.250 KWD")],
    ("EUR", "de"): [
        ("12,50 €", "12.50 EUR"),
        ("1.234,50 EUR", "1234.50 EUR"),
        ("12,- €", "12.00 EUR"),
    ],
    ("EUR", "fr"): [("1\u202f234,50 €", "1234.50 EUR"), ("12€", "12.00 EUR")],
    ("USD", "en"): [
        ("$10", "10.00 USD"),
        ("1,234.00 USD", "1234.00 USD"),
        ("$.50", "0.50 USD"),
        (".5 USD", "0.50 USD"),
    ],
    ("MXN", "es_MX"): [("$1,250.00", "1250.00 MXN"), ("MX$ 80", "80.00 MXN")],
    ("CHF", "de_CH"): [("Fr. 1'234.50", "1234.50 CHF"), ("CHF 12.-", "12.00 CHF")],
    ("JPY", "ja"): [("￥１，２００", "1200 JPY"), ("800円", "800 JPY")],
    ("KES", "sw"): [("KSh 1,200", "1200.00 KES"), ("100/=", "100.00 KES")],
    ("IDR", "id"): [("Rp15.000", "15000.00 IDR"), ("Rp 1.250.000,-", "1250000.00 IDR")],
}
CASES = [
    (text, currency, language, wanted)
    for (currency, language), pairs in READ.items()
    for text, wanted in pairs
]


def rule_of(value, **hints):
    with pytest.raises(BadInput) as caught:
        prices.read(value, **hints)
    (problem,) = caught.value.problems
    return problem.rule


@pytest.mark.parametrize(("text", "currency", "language", "wanted"), CASES)
def test_a_price_is_read_as_the_people_of_the_place_mean_it(text, currency, language, wanted):
    price = prices.read(text, currency=currency, language=language)

    amount, code = wanted.split()  # how many decimals are written is CLDR's, and may change
    assert (price.amount, price.currency) == (Decimal(amount), code)


def test_the_table_holds_forty_prices_of_twelve_locales_or_more():
    assert len(CASES) >= 40
    assert len(READ) >= 12


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("R$ 1.499", "1499.00 BRL"),
        ("₹1,499", "1499.00 INR"),
        ("10.00 USD", "10.00 USD"),
        ("10USD", "10.00 USD"),
        ("USD 10", "10.00 USD"),
        ("US$ 10", "10.00 USD"),
    ],
)
def test_a_price_that_names_its_currency_needs_no_shop(text, wanted):
    assert str(prices.read(text)) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(19.9, "19.90"), (19.900000000000002, "19.90"), (5, "5.00"), (Decimal("7.5"), "7.50")],
)
def test_a_number_of_a_spreadsheet_is_a_price_in_the_shops_currency(value, wanted):
    assert str(prices.read(value, currency="BRL")) == f"{wanted} BRL"


@pytest.mark.parametrize(
    ("text", "currency", "language"),
    [
        ("1.500", "USD", "en"),
        ("1,500", "BRL", "pt_BR"),
        ("1,500", "KWD", "en"),
        ("1.500", "KWD", "fr"),
        ("1.500 €", None, None),
        ("1,234 CHF", None, None),
    ],
)
def test_three_digits_that_may_be_thousandths_or_a_thousand_are_reported(text, currency, language):
    assert rule_of(text, currency=currency, language=language) == "price.ambiguous"


@pytest.mark.parametrize(
    ("text", "currency"), [("$10", None), ("$10", "BRL"), ("Rs 10", "EUR"), ("10 kr", None)]
)
def test_a_sign_of_several_currencies_is_reported_where_the_shop_does_not_settle_it(text, currency):
    assert rule_of(text, currency=currency) == "price.ambiguous"


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (None, "price.missing"),
        ("  ", "price.missing"),
        (True, "price.missing"),
        (float("inf"), "price.missing"),
        ("grátis", "price.unclear"),
        ("10-12", "price.unclear"),
        ("2 por 5,00", "price.unclear"),
        ("19,90/kg", "price.unclear"),
        ("a partir de 10", "price.unclear"),
        ("1,23,4", "price.unclear"),
        ("19 90", "price.unclear"),
        ("5511987654321", "price.unclear"),
        ("-5,00", "price.negative"),
        ("10,999", "price.ambiguous"),
        ("10.9999", "price.decimals"),
        (10.999, "price.decimals"),
        ("R$ 10 USD", "price.currency"),
    ],
)
def test_what_is_no_price_is_reported_with_its_reason(value, rule):
    assert rule_of(value, currency="BRL", language="pt_BR") == rule


def test_a_currency_without_cents_has_none():
    assert rule_of("¥19.90", currency="JPY", language="ja") == "price.decimals"


def test_a_number_without_currency_or_shop_is_reported():
    assert rule_of("10.00") == "price.currency"


def test_what_is_ambiguous_is_said_with_both_readings():
    with pytest.raises(BadInput, match=r"'1\.500' may be 1500 or 1\.500\. Write 1500\.00 USD or"):
        prices.read("1.500", currency="USD", language="en")


@given(
    cents=st.integers(min_value=1, max_value=99_999_999_999),
    place=st.sampled_from([*READ, ("TRY", "tr"), ("ZAR", "en_ZA"), ("BDT", "bn")]),
)
def test_a_price_written_by_cldr_is_read_back(cents, place):
    currency, language = place
    price = prices.Price(Decimal(cents).scaleb(-locales.cents(currency)), currency)

    assert prices.read(price.text(language), currency=currency, language=language) == price


@pytest.mark.parametrize(
    ("currency", "sign"), [("USD", "US$"), ("BRL", "R$"), ("MXN", "MX$"), ("CAD", "CA$")]
)
def test_a_sign_with_letters_is_isolated_where_text_runs_right_to_left(currency, sign):
    shown = prices.Price(Decimal(18), currency).text("ar")

    assert f"\u2066{sign}\u2069" in shown
    assert prices.read(shown, currency=currency, language="ar").amount == 18
    assert "\u2066" not in prices.Price(Decimal(18), currency).text("en")
    assert "\u2066" not in prices.Price(Decimal(18), "SAR").text("ar")
