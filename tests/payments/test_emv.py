"""The frame that merchant-presented codes share, and Bharat QR, one of them."""

from __future__ import annotations

from binascii import crc_hqx
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import payments
from campaignkit.errors import BadInput, TooBig
from campaignkit.payments import _currencies, _emv_objects, bharat, emv

SHOP = {
    "accounts": {"26": {"00": "com.example", "01": "77"}},
    **{"name": "Sol", "city": "Lima", "country": "PE", "currency": "PEN"},
}
CHAI = {
    **{"address": "chaishop@okhdfcbank", "name": "Chai Shop", "city": "Mumbai"},
    "postal_code": "400001",
}


def code(**facts):
    return emv.payload(**(SHOP | facts))


def chai(**facts):
    return bharat.payload(**(CHAI | facts))


def objects(text):
    return dict(_emv_objects.opened(text))


def sealed(text):
    return f"{text}6304{_emv_objects.crc(text + '6304')}"


def test_the_check_sum_is_that_of_the_standard():
    assert _emv_objects.crc("123456789") == "29B1"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60))
def test_the_check_sum_is_the_polynomial_worked_by_hand(text):
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _ in range(8):
            register = ((register << 1) ^ (0x1021 if register & 0x8000 else 0)) & 0xFFFF

    assert _emv_objects.crc(text) == f"{register:04X}"
    assert register == crc_hqx(text.encode(), 0xFFFF)


VALUE = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
IDS = st.integers(1, 99).filter(lambda n: n != 63).map("{:02}".format)


@given(st.dictionaries(IDS, VALUE, max_size=10))
def test_what_was_sealed_opens_to_the_same_objects(values):
    made = _emv_objects.seal([("00", "01"), *values.items()])

    assert dict(_emv_objects.opened(made)) == {"00": "01", **values}


@given(st.text(alphabet="0123456789ab", max_size=40))
def test_any_text_either_opens_whole_or_is_refused(text):
    try:
        found = _emv_objects.split(text)
    except BadInput:
        return

    assert _emv_objects.joined(found) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("000201", "the code does not end with 6304 and a check sum of four digits: it was cut"),
        (sealed("000201")[:-1], "does not end with 6304"),
        ("0002016304FFFF", "the code's check sum is FFFF, but its text gives AAE6: a character"),
        ("0002016304aaE6", "the code's check sum is aaE6, but its text gives AAE6"),
        (sealed("000201")[:-1] + "\ud800", "does not end with 6304"),
        (sealed("00020159"), "the code has '59' at character 7, where an id and a length"),
        (sealed("0002015903"), "the code's object 59 says 3 characters, but 0 follow."),
        (sealed("0002015900"), "the code's object 59 is empty."),
        (sealed("00020159011600112"), "the code has '2' at character 17"),
        (sealed("0002015901159012"), "the code has object 59 twice."),
        (sealed("590115802BR000201"), "does not begin with 000201, as every EMVCo payload"),
        (sealed("0002016301x"), "has object 63, the check sum, before its end."),
        (sealed("000201²²²²"), "where an id and a length of two digits each should stand."),
    ],
)
def test_a_damaged_code_says_where(text, words):
    with pytest.raises(BadInput) as caught:
        emv.parse(text)
    assert words in str(caught.value)


@pytest.mark.parametrize("given", ["AAE6", "aae6"])
def test_a_check_sum_is_read_in_capitals_or_in_small_letters(given):
    assert _emv_objects.opened(f"0002016304{given}") == (("00", "01"),)


def test_half_a_character_is_damage():
    with pytest.raises(BadInput, match="the code has half a character in it"):
        _emv_objects.opened("0002015901\ud8006304FFFF")


def test_a_value_has_99_characters_and_a_payload_512():
    assert len(code(extra={"80": "x" * 99})) < 512
    with pytest.raises(TooBig) as caught:
        code(extra={"80": "x" * 100})
    assert str(caught.value) == ("emv: object 80 has 100 characters; 99 fit. Shorten it by 1.")
    with pytest.raises(TooBig, match="characters; 512 are allowed"):
        code(extra={f"{number}": "x" * 99 for number in range(80, 85)})


def test_every_common_object_is_written_in_the_order_of_its_id():
    made = code(
        **{"accounts": {"02": "4111", "26": {"00": "com.example", "01": "77"}}},
        **{"amount": "12.50", "category": "5812", "single_use": False, "postal_code": "15001"},
        **{"fee": "1", "additional": {"store": "7", "bill": "***"}, "extra": {"62-50": "0003abc"}},
        **{"local_language": "ES", "local_name": "Señor Sol", "local_city": "Lima"},
    )

    assert made == sealed(
        "00020101021102044111"
        "26210011com.example010277"
        "520458125303604540512.5055020256011"
        "5802PE5903Sol6004Lima610515001"
        "62230103***0301750070003abc"
        "64270002ES0109Señor Sol0204Lima"
    )
    assert payments.rebuild(payments.parse(made)) == made


@pytest.mark.parametrize(
    ("facts", "number", "value"),
    [
        ({"tip": "ask"}, "55", "01"),
        ({"fee": "2.50"}, "56", "2.50"),
        ({"fee_percent": "5"}, "57", "5"),
        ({"single_use": True}, "01", "12"),
        ({"currency": "604"}, "53", "604"),
        ({"currency": "JPY", "amount": 500}, "54", "500"),
        ({"currency": "KWD", "amount": "1.250"}, "54", "1.250"),
        ({"currency": "999", "amount": "1.2345"}, "54", "1.2345"),
    ],
)
def test_a_fact_becomes_its_object(facts, number, value):
    made = code(**facts)

    assert objects(made)[number] == value
    assert payments.rebuild(payments.parse(made)) == made


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"accounts": {}}, "accounts is empty: a code names one at least (objects 02 to 51)."),
        ({"accounts": "26"}, "accounts='26' is no mapping of ids to accounts."),
        ({"accounts": {26: "x"}}, "accounts has 26; an account's id is '02' to '51', as text."),
        ({"accounts": {"52": "x"}}, "accounts has '52'"),
        ({"accounts": {"02": "é"}}, "accounts['02']='é' is not 1 to 99 ASCII characters."),
        ({"accounts": {"02": {"00": "x"}}}, "accounts['02'] is a card's: text."),
        ({"accounts": {"26": {"01": "x"}}}, "accounts['26'] lacks '00', the name of its payment"),
        ({"accounts": {"26": {"00": "x", "1": "y"}}}, "accounts['26'] has '1': 'y'; wanted are"),
        ({"country": "pe"}, "country='pe' is not two capital letters, as in 'BR'."),
        ({"currency": "PNE"}, "currency='PNE' is not known. Did you mean 'PEN'"),
        ({"currency": 604}, "currency=604 is not known."),
        ({"category": ""}, "category='' is not four digits"),
        ({"postal_code": "é"}, "postal_code='é' is not 1 to 10 letters and digits."),
        ({"currency": "JPY", "amount": "1.5"}, "amount=1.5 has 1 decimals; at most 0."),
        ({"tip": "yes"}, "tip='yes' is not 'ask'. For an amount on top, give fee."),
        ({"tip": "ask", "fee": 1}, "tip, fee and fee_percent exclude each other. Keep one."),
        ({"fee": 0.5}, "fee=0.5 is a float"),
        ({"additional": {"shop": "1"}}, "additional has no 'shop'."),
        ({"additional": {"stor": "1"}}, "additional has no 'stor'. Did you mean 'store'"),
        ({"additional": {"store": "é"}}, "additional['store']='é' is not plain ASCII text."),
        ({"additional": {"ask": "AA"}}, "additional['ask']='AA' is not letters of A, M and E"),
        ({"additional": ["store"]}, "additional=['store'] is no mapping such as"),
        ({"local_name": "Señor"}, "local_language=None is not two letters, as in 'ZH'."),
        ({"local_language": "ES"}, "local_language goes with local_name. Give both."),
        ({"local_language": "ES", "local_name": ""}, "local_name='' is not text."),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(facts, words):
    with pytest.raises(BadInput) as caught:
        code(**facts)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"additional": {"store": "x" * 26}}, "additional['store'] has 26 characters; 25 fit."),
        ({"local_language": "ES", "local_name": "ñ" * 26}, "local_name has 26 characters; 25 fit."),
        ({"amount": "10000000000"}, "amount=10000000000 is more than 9999999999.99"),
        ({"currency": "999", "amount": "1234567890.1234"}, "has 15 characters; 13 fit"),
        ({"fee_percent": "100"}, "fee_percent=100 is more than 99.99"),
    ],
)
def test_what_is_too_long_is_too_big(facts, words):
    with pytest.raises(TooBig) as caught:
        code(**facts)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    "extra", [{"55": "09"}, {"55": "02"}, {"01": "13"}, {"64": "xyz"}, {"65": "x"}, {"62": "x"}]
)
def test_what_is_not_understood_is_kept(extra):
    made = code(extra=extra)

    assert payments.parse(made).fields["extra"] == extra
    assert payments.rebuild(payments.parse(made)) == made


def test_currencies_have_one_number_each():
    assert len(_currencies._NUMBERS) == len(set(_currencies._NUMBERS.values()))
    assert all(len(number) == 3 and number.isdigit() for number in _currencies._NUMBERS.values())


def test_currencies_are_in_use():
    from campaignkit import locales

    assert all(locales.money(1, code, "en") for code in _currencies._NUMBERS)


def test_a_bharat_qr_with_every_fact_comes_back():
    made = chai(
        **{"amount": "50", "minimum": "20", "category": "5812", "single_use": True},
        **{"reference": "ORD0042", "url": "https://example.com/o/42", "note": "Masala chai"},
        extra={"02": "4111111111111111", "62-07": "T1"},
    )

    found = payments.parse(made)
    assert found.kind == "bharat"
    assert found.fields == {
        **CHAI,
        **{"amount": Decimal("50.00"), "minimum": Decimal("20.00"), "category": "5812"},
        **{"single_use": True, "reference": "ORD0042", "url": "https://example.com/o/42"},
        **{"note": "Masala chai", "extra": {"02": "4111111111111111", "62-07": "T1"}},
    }
    assert payments.rebuild(found) == made


def test_a_bharat_name_has_23_characters():
    made = chai(name="Shree Lakshmi Tea & Snacks")

    assert objects(made)["59"] == "Shree Lakshmi Tea & Sna"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"address": "chaishop"}, "address='chaishop' is not a UPI address"),
        ({"postal_code": "4000"}, "postal_code='4000' is not 6 digits, as in '400001'."),
        ({"category": "x"}, "category='x' is not 4 digits, as in '5812'."),
        ({"amount": 0}, "amount=0 is zero"),
        ({"minimum": 1.5}, "minimum=1.5 is a float"),
        ({"url": "https://example.com"}, "url goes with a reference. Give both, or leave"),
        ({"reference": "ORD1", "url": "é"}, "url='é' is not an address."),
        ({"reference": "O"}, "reference='O' is not 4 to 35"),
        ({"extra": {"26": "x"}}, "extra has object 26, which the other facts make."),
    ],
)
def test_a_bharat_fact_that_does_not_fit_is_refused(facts, words):
    with pytest.raises(BadInput) as caught:
        chai(**facts)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"address": f"{'a' * 43}@okhdfcb"}, "address has 51 characters; 50 fit in a Bharat QR."),
        ({"note": "x" * 26}, "note has 26 characters; 25 fit. Shorten it by 1."),
        ({"reference": "ORD1", "url": "x" * 27}, "url has 27 characters; 26 fit."),
    ],
)
def test_a_bharat_fact_that_is_too_long_is_too_big(facts, words):
    with pytest.raises(TooBig) as caught:
        chai(**facts)

    assert words in str(caught.value)


def test_a_bharat_qr_in_another_currency_is_refused():
    values = objects(chai()) | {"53": "840"}

    with pytest.raises(BadInput, match="is for currency 840, country IN; Bharat QR is 356, IN"):
        payments.parse(_emv_objects.sealed(values))


def test_a_bharat_qr_is_also_read_as_any_other_code():
    found = emv.parse(chai())

    assert found.fields["accounts"] == {"26": {"00": bharat.RID, "01": CHAI["address"]}}
    assert payments.rebuild(found) == chai()


def test_a_bharat_qr_without_a_upi_address_is_read_in_general():
    made = code(country="IN", currency="INR", accounts={"02": "4111111111111111"})

    assert payments.parse(made).kind == "emv"
    with pytest.raises(BadInput, match="of another payment system: it has no UPI address"):
        bharat.parse(made)
