"""Cases L1-L7 and N1-N8: WhatsApp Help Center, "About international phone number format"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import phones
from campaignkit.errors import BadInput


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("15551234567", "+15551234567"),
        ("+1 (555) 123-4567", "+15551234567"),
        ("+001-(555)1234567", "+15551234567"),
        ("0091 98765 43210", "+919876543210"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("0044 (0) 20 7946 0958", "+442079460958"),
        ("(+55) 11 98765-4321", "+5511987654321"),
        ("tel:+55-11-98765-4321", "+5511987654321"),
        ("+39 06 1234 5678", "+390612345678"),  # Italy's 0 belongs to the number
        ("+683 4000", "+6834000"),
    ],
)
def test_a_full_number_is_read_in_any_written_form(written, e164):
    assert phones.to_e164(written) == e164


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("(11) 98765-4321", "BR", "+5511987654321"),
        ("011 98765.4321", "BR", "+5511987654321"),
        ("5511987654321", "br", "+5511987654321"),
        ("0712 345 678", "KE", "+254712345678"),
        ("98765 43210", "IN", "+919876543210"),
        ("९८७६५ ४३२१०", "IN", "+919876543210"),
        ("\u200f٠٥٠ ١٢٣ ٤٥٦٧\u200f", "AE", "+971501234567"),
        ("050\u00a0123\u20114567", "AE", "+971501234567"),
        ("00 971 50 123 4567", "BR", "+971501234567"),
        ("8 916 123-45-67", "RU", "+79161234567"),
        ("07 01 02 03 04", "CI", "+2250701020304"),
        ("011 44 20 7946 0958", "US", "+442079460958"),
        (11987654321, "BR", "+5511987654321"),
    ],
)
def test_a_local_number_takes_the_countrys_code(written, country, e164):
    assert phones.to_e164(written, country) == e164


@pytest.mark.parametrize(
    ("written", "country", "says"),
    [
        ("98765 43210", None, "no country code. Write it in full"),
        ("11987654321", None, "no country code"),  # no North American area begins with 1
        ("0712 345 678", None, "no country code"),
        ("8 916 123-45-67", None, r"becomes \+7: \+79161234567"),
        ("+1555123456789012", None, "has 16 digits; a number has at most 15"),
        ("0712 345", "KE", "a number in Kenya has 9, as in 0712 123456"),
        ("98765-4321", "BR", r"a number in Brazil has 10 or 11, as in \(11\) 96123-4567"),
        ("+999 1234567", None, r"no country has a calling code that begins \+999"),
        ("1-800-FLOWERS", "US", "has 'F' in it"),
        ("+55 11 98765-4321 / +55 11 98765-4322", None, r"has '\+' in it"),
        ("@padaria.sol", None, "no link for user names"),
        ("padaria.sol", "BR", "no link for user names"),
        ("", "BR", "has no number in it"),
        ("+", None, "has no number in it"),
        ("11 98765-4321", "Brazil", "Did you mean 'BR'"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_the_reason(written, country, says):
    with pytest.raises(BadInput, match=says):
        phones.to_e164(written, country)


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("+54 9 11 2345-6789", "+5491123456789"),
        ("+52 1 55 1234 5678", "+5215512345678"),
        ("+55 (11) 91234-5678", "+5511912345678"),
        ("+55 (71) 1234-5678", "+557112345678"),
    ],
)
def test_numbers_whatsapp_accepts_stand_as_they_are_without_advice(written, e164):
    assert phones.to_e164(written) == e164
    assert not phones.advice(written)


@pytest.mark.parametrize(
    ("written", "rule", "suggested"),
    [
        ("+54 11 15-2345-6789", "phone.rewritten", "+5491123456789"),
        ("+54 11 2345-6789", "phone.argentina-nine", "+5491123456789"),
        ("+52 55 1234 5678", "phone.mexico-one", "+5215512345678"),
        ("+55 (011) 91234-5678", "phone.rewritten", "+5511912345678"),
        ("+44 020 7946 0958", "phone.rewritten", "+442079460958"),
        ("+1 555 123 4567", "phone.not-valid", "+15551234567"),
    ],
)
def test_a_doubtful_number_comes_with_one_warning_and_what_would_be_surer(written, rule, suggested):
    (problem,) = phones.advice(written)

    assert (problem.rule, problem.severity) == (rule, "warning")
    assert suggested in problem.fix


def test_a_possible_number_is_never_rewritten_only_advised():
    assert phones.to_e164("+54 11 2345-6789") == "+541123456789"
    assert phones.to_e164("+52 55 1234 5678") == "+525512345678"


def test_advice_about_a_local_number_knows_its_country():
    (problem,) = phones.advice("11 00000-0000", "BR")

    assert "no range of numbers known in Brazil" in problem.message


def test_pretty_is_national_at_home_and_international_abroad():
    assert phones.pretty("+5511987654321", "BR") == "(11) 98765-4321"
    assert phones.pretty("+5511987654321", "US") == "+55 11 98765-4321"
    assert phones.pretty("+5511987654321") == "+55 11 98765-4321"
    assert phones.pretty("+5215512345678", "MX") == "+52 1 55 1234 5678"
    assert phones.pretty("+52 1 55 1234 5678") == "+52 1 55 1234 5678"


@given(
    st.sampled_from(["+5511987654321", "+919876543210", "+971501234567", "+254712345678"]),
    st.lists(st.sampled_from([" ", "-", ".", "\u00a0", "\u200f", "\u2011", "/"]), max_size=6),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９"]),
    st.data(),
)
def test_signs_between_digits_and_their_script_change_nothing(e164, signs, script, data):
    written = e164[1:].translate({ord("0") + n: sign for n, sign in enumerate(script)})
    for sign in signs:
        at = data.draw(st.integers(0, len(written)))
        written = written[:at] + sign + written[at:]

    assert phones.to_e164("+" + written) == e164


@given(st.text(max_size=20), st.sampled_from([None, "BR", "US", "IN", "IT", "AR"]))
def test_any_text_gives_a_number_or_a_reason(text, country):
    try:
        e164 = phones.to_e164(text, country)
    except BadInput as err:
        assert str(err).startswith("phone=")
    else:
        assert e164.startswith("+")
        assert e164[1:].isdecimal()
        assert phones.to_e164(e164) == e164
