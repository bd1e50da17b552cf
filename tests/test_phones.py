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
        ("+999 1234567", None, r"none has a calling code that begins \+999"),
        ("1-800-FLOWERS", "US", "has 'F' in it"),
        ("+55 11 98765-4321 / +55 11 98765-4322", None, r"has '\+' in it"),
        ("@padaria.sol", None, "no link for user names"),
        ("padaria.sol", "BR", "no link for user names"),
        ("ramal 2: 11987654321", "BR", "has 'r' in it"),
        ("120363041234567890@g.us", None, "has '@' in it"),
        ("", "BR", "has no number in it"),
        ("+", None, "has no number in it"),
        ("11 98765-4321", "Brzil", "Did you mean 'BR'"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_the_reason(written, country, says):
    with pytest.raises(BadInput, match=says):
        phones.to_e164(written, country)


@pytest.mark.parametrize(
    ("written", "home"),
    [
        ("(47) 3380-0800", "Norway"),
        ("(51) 98765-4321", "Peru"),
        ("(62) 98765-4321", None),
        ("41987654321", None),
        ("19 98765-4321", None),  # no area of North America: Campinas
        ("4733800800", "Norway"),
        ("85298672794", "Hong Kong SAR China"),
        ("819012345678", "Japan"),  # Indonesia's mobiles reach twelve digits
    ],
)
def test_a_number_without_country_is_asked_for_it_never_read_as_anothers(written, home):
    with pytest.raises(BadInput, match="has no country code") as caught:
        phones.to_e164(written)

    assert caught.value.rule == "phone.no-country"
    if home is not None:
        digits = "".join(sign for sign in written if sign.isdigit())
        assert str(caught.value).endswith(f"If it is from {home}, write +{digits}.")


@pytest.mark.parametrize(
    "written", ["5511987654321", "919876543210", "555180201045", 4915112345678]
)
def test_twelve_digits_and_more_that_can_only_be_in_full_need_no_plus(written):
    assert phones.to_e164(written) == f"+{written}"


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        (5511987654321.0, "BR", "+5511987654321"),
        ("5511987654321.0", None, "+5511987654321"),
        ("1133334444.0", "BR", "+551133334444"),
        ("1711234567.0", "DE", "+491711234567"),
        ("1711234567,00", "DE", "+491711234567"),
        ("5.511987654321E+12", "BR", "+5511987654321"),
        ("1,711234567e9", "DE", "+491711234567"),
        ("'5511987654321", "BR", "+5511987654321"),
        ('="5511987654321"', "BR", "+5511987654321"),
        ("whatsapp:+5511987654321", None, "+5511987654321"),
        ("https://wa.me/5511987654321?text=Oi", None, "+5511987654321"),
        ("0xx11 98765-4321", "BR", "+5511987654321"),
        ("(0xx11) 98765-4321", "BR", "+5511987654321"),
        ("Tel.: (11) 98765-4321", "BR", "+5511987654321"),
        ("cel. 11 98765-4321;", "BR", "+5511987654321"),
        ("WhatsApp: +55 11 98765-4321", None, "+5511987654321"),
        ("هاتف: ٠٥٠ ١٢٣ ٤٥٦٧", "AE", "+971501234567"),
        ("966501234567+", None, "+966501234567"),  # as a line that runs to the left shows it
        ("5511987654321@c.us", None, "+5511987654321"),
        ("5511987654321@s.whatsapp.net", "AE", "+5511987654321"),
    ],
)
def test_what_tables_and_programs_make_of_a_number_is_undone(written, country, e164):
    assert phones.to_e164(written, country) == e164


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("4915112345678", "DE", "+4915112345678"),  # 04915 is an area, too
        (4915112345678.0, "DE", "+4915112345678"),
        ("49 030 123456", "DE", "+4930123456"),
        ("62812345678", "ID", "+62812345678"),  # and 0628
        ("383 43 203 425", "XK", "+38343203425"),
        ("78123456789", "RU", "+78123456789"),
        ("12125550123", "US", "+12125550123"),
        ("9198765432", "IN", "+919198765432"),  # a mobile at home, and too short in full
    ],
)
def test_digits_behind_the_countrys_own_code_are_a_mobile_in_full(written, country, e164):
    assert phones.to_e164(written, country) == e164
    assert not phones.advice(written, country)


@pytest.mark.parametrize(
    ("written", "country", "read", "other"),
    [
        ("468591777", "SE", "+46468591777", "+468591777"),
        ("3902123498", "IT", "+393902123498", "+3902123498"),
    ],
)
def test_digits_that_are_local_and_in_full_are_read_as_local_and_told(
    written, country, read, other
):
    (problem,) = phones.advice(written, country)

    assert phones.to_e164(written, country) == read
    assert problem.rule == "phone.two-readings"
    assert problem.fix == f"It is read as {read}; if it is {other}, write it so."
    assert not phones.advice(read)


@pytest.mark.parametrize(
    ("written", "home", "there"),
    [
        ("15812345678", "China", "8615812345678"),
        (15812345678.0, "China", "8615812345678"),
    ],
)
def test_a_number_of_north_america_that_is_a_mobile_elsewhere_is_told(written, home, there):
    (problem,) = phones.advice(written)

    assert problem.rule == "phone.elsewhere"
    assert problem.fix == f"If it is from {home}, write {there}."


@pytest.mark.parametrize(
    ("written", "rule", "says"),
    [
        ("5.51198E+12", "shortened", "shows 6 of 13 digits, and the others are lost"),
        ("5,51198765432E+12", "shortened", "shows 12 of 13 digits"),
        ("5E+400", "shortened", "shows 1 of 401 digits"),
        (1.5, "not-whole", "is not a whole number. Make the column text"),
        (1e22, "not-whole", "is not a whole number"),
        (float("nan"), "empty", "the cell it came from is empty"),
        (True, "type", "phone=True is not a phone number. Write it as text"),
        (None, "type", "phone=None is not a phone number"),
        ([], "type", r"phone=\[\] is not a phone number"),
        ("US.13491208655302741918", "user-id", "WhatsApp has no link for it"),
        ("padaria_sol2", "user-name", "no link for user names"),
    ],
)
def test_what_cannot_be_read_says_its_cause_and_cure(written, rule, says):
    with pytest.raises(BadInput, match=says) as caught:
        phones.to_e164(written, "BR")

    assert caught.value.rule == f"phone.{rule}"


@pytest.mark.parametrize(
    ("written", "country", "since", "now"),
    [
        ("97 12 34 56", "BJ", "30 November 2024", "+2290197123456"),
        ("+229 97 12 34 56", None, "30 November 2024", "+2290197123456"),
        ("07 12 34 56", "CI", "31 January 2021", "+2250707123456"),
        ("+225 07123456", None, "31 January 2021", "+2250707123456"),
        ("+225 45 12 34 56", None, "31 January 2021", "+2250545123456"),
        ("+225 41 12 34 56", None, "31 January 2021", "+2250141123456"),
        ("0162 912 3456", "VN", "15 September 2018", "+84329123456"),
        ("+84 122 912 3456", None, "15 September 2018", "+84779123456"),
        ("77 12 34 56", "CM", "21 November 2014", "+237677123456"),
        ("8765 4321", "CL", "2013", "+56987654321"),
        ("09 912 3456", "EC", "30 September 2012", "+593999123456"),
    ],
)
def test_an_old_number_is_refused_with_what_it_is_now(written, country, since, now):
    with pytest.raises(BadInput, match=since) as caught:
        phones.to_e164(written, country)

    assert caught.value.rule == "phone.renumbered"
    assert f"Write {now}." in str(caught.value)
    assert not phones.advice(now)


@pytest.mark.parametrize("written", ["+5411152345678", "+54 351 15 234 567", "+549112345678"])
def test_an_argentine_mobile_that_lost_a_digit_is_doubted_and_nothing_else_is_said(written):
    assert [found.rule for found in phones.advice(written)] == ["phone.not-valid"]


def test_a_trunk_0_does_not_hide_that_nobody_has_the_number():
    found = phones.advice("+44 0712345678")
    assert [each.rule for each in found] == ["phone.rewritten", "phone.not-valid"]


@pytest.mark.parametrize("written", ["15 2345 6789", "015 2345-6789", "+54 15 2345 6789"])
def test_argentinas_bare_15_is_asked_for_its_area(written):
    with pytest.raises(BadInput, match="without its area code") as caught:
        phones.to_e164(written, "AR")

    assert "In Buenos Aires it is +5491123456789" in str(caught.value)


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("011 15-2345-6789", "AR", "+5491123456789"),
        ("(0351) 15 234-5678", "AR", "+5493512345678"),
        ("+54 9 11 15 2345 6789", None, "+5491123456789"),
        ("+54 9 351 15 234 5678", None, "+5493512345678"),
        ("044 55 1234 5678", "MX", "+525512345678"),
        ("01 55 1234 5678", "MX", "+525512345678"),
        ("+52 045 55 1234 5678", None, "+525512345678"),
    ],
)
def test_a_prefix_of_old_local_calls_goes_and_is_said(written, country, e164):
    assert phones.to_e164(written, country) == e164
    assert f"It is read as {e164}" in phones.advice(written, country)[0].fix


def test_brazils_missing_ninth_digit_is_computed_and_never_added_silently():
    (problem,) = phones.advice("(11) 8765-4321", "BR")

    assert phones.to_e164("(11) 8765-4321", "BR") == "+551187654321"
    assert (problem.rule, problem.severity) == ("phone.brazil-ninth", "warning")
    assert "Write +5511987654321" in problem.fix
    assert not phones.advice("(11) 3333-4444", "BR")  # a fixed line has eight


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("+54 9 11 2345-6789", "+5491123456789"),
        ("+52 1 55 1234 5678", "+5215512345678"),
        ("+55 (11) 91234-5678", "+5511912345678"),
        ("+55 (71) 3234-5678", "+557132345678"),
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
