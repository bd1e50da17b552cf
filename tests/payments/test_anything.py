"""Whatever is given: a code, or words; never a fault of ours."""

from __future__ import annotations

import inspect
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit import link_kinds, payload, payments, phones
from campaignkit.business import Business
from campaignkit.errors import CampaignError
from campaignkit.payments import _emv_objects, pix

PIX = pix.payload(key="sol@example.com", name="Sol", city="Recife", amount="5")
SEEDS = [
    PIX,
    "upi://pay?pa=shop@bank&pn=S&am=10.00&mam=5&cu=INR",
    "BCD\n002\n1\nSCT\n\nWikimedia\nDE33100205000001194700\nEUR20\n\n\nhi",
    "https://wa.me/5511987654321?text=Oi%20",
    "https://api.whatsapp.com/send?phone=5511987654321&text=a",
    "WIFI:T:WPA;S:x;P:12345678;;",
    "BEGIN:VCARD\nVERSION:3.0\nFN:a\nTEL:+55119\nEND:VCARD",
    "geo:1,2?q=a",
    "tel:+5511987654321",
]
PIECES = [
    *("0" * 50, "1e400", "nan", "%", "%E0", "&", "=", "?", "#", "\x00", "\ud800", "9" * 30, "{{"),
    *("+", "\u202e", "١٢", "²", "6304", "5406", "wa.me/", "http://", "\n", ".0", "E+12", "(0)"),
]
WRONG = st.sampled_from(
    [
        *(None, 5, -1, 2.5, float("nan"), float("inf"), [], {}, (), b"x", True, "", "x"),
        *("0" * 50, "1" + "0" * 50, Decimal("1E+50"), Decimal("NaN"), Decimal("-Infinity")),
        *(
            10**400,
            object(),
            "é" * 500,
            "\x00",
            "\ud800",
            "10,00",
            complex(1, 2),
            range(3),
            Business,
        ),
    ]
)
RIGHT = {
    **{"key": "sol@example.com", "name": "Sol", "city": "Recife", "address": "shop@bank"},
    **{"iban": "DE33100205000001194700", "phone": "+5511987654321", "text": "a", "ssid": "a"},
    **{"latitude": 1, "longitude": 2, "code": "4O4YGZEG3RIVE1", "product": "5826448410763231"},
    **{"category": "5812", "currency": "BRL", "country": "BR", "accounts": {"26": {"00": "x"}}},
}
MAKERS = {**payments.kinds(), **link_kinds.kinds()}


@given(st.data())
@settings(max_examples=400)
def test_a_code_changed_anywhere_is_judged_and_never_breaks_the_judge(data):
    text = data.draw(st.sampled_from(SEEDS))
    for piece in data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4)):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 3)) :]
    if text.startswith("0002") and "\ud800" not in text:
        text = text[:-4] + _emv_objects.crc(text[:-4])  # so that it is read further

    for read in (payload.judge, payments.advice, payments.clear_text, link_kinds.advice):
        try:
            read(text)
        except CampaignError as err:
            assert str(err)


@given(st.data())
@settings(max_examples=400)
def test_wrong_values_in_any_place_are_told_in_our_words(data):
    kind = data.draw(st.sampled_from(sorted(MAKERS)))
    given_values = {}
    for name, parameter in inspect.signature(MAKERS[kind]).parameters.items():
        if data.draw(st.booleans()):
            given_values[name] = data.draw(WRONG)
        elif parameter.default is inspect.Parameter.empty:
            given_values[name] = RIGHT.get(name, "x")

    try:
        assert isinstance(MAKERS[kind](**given_values), str)
    except CampaignError as err:
        assert str(err)


@pytest.mark.parametrize(
    "read",
    [
        *(payload.judge, payments.parse, payments.judge, payments.clear_text, payments.rebuild),
        *(link_kinds.parse, link_kinds.judge, link_kinds.rebuild, link_kinds.doubt),
        payments.problems,
        *(phones.to_e164, phones.pretty, phones.country_of, phones.advice),
    ],
)
@given(value=WRONG)
def test_wrong_types_given_to_readers_are_told_in_our_words(read, value):
    try:
        read(value)
    except CampaignError as err:
        assert str(err)


@given(st.data())
def test_a_business_of_wrong_values_is_told_in_our_words(data):
    keys = ("phone", "country", "language", "colors", "logo", "hours", "website", "email")
    facts = {"phone": "+5511987654321", "country": "BR"}
    facts |= {key: data.draw(WRONG) for key in keys if data.draw(st.booleans())}

    try:
        Business(data.draw(WRONG), **facts)
    except CampaignError as err:
        assert str(err)
