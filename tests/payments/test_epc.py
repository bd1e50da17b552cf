"""EPC codes: accounts and references that check, lines of the right length, 331 bytes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import payments, qr
from campaignkit.errors import BadInput, TooBig
from campaignkit.payments import _iban, epc
from campaignkit.payments.epc import payload

SHOP = {"name": "Wikimedia", "iban": "DE33100205000001194700"}


def code(**facts):
    return payload(**(SHOP | facts))


@pytest.mark.parametrize(
    "iban",
    [
        # SWIFT IBAN Registry, the examples of each country
        *("AD1200012030200359100100", "AT611904300234573201", "BE68539007547034"),
        *("BG80BNBG96611020345678", "CH9300762011623852957", "CY17002001280000001200527600"),
        *("CZ6508000000192000145399", "DE89370400440532013000", "DK5000400440116243"),
        *("EE382200221020145685", "ES9121000418450200051332", "FI2112345600000785"),
        *("FR1420041010050500013M02606", "GB29NWBK60161331926819", "GI75NWBK000000007099453"),
        *("GR1601101250000000012300695", "HR1210010051863000160", "HU42117730161111101800000000"),
        *("IE29AIBK93115212345678", "IS140159260076545510730339", "IT60X0542811101000000123456"),
        *("LI21088100002324013AA", "LT121000011101001000", "LU280019400644750000"),
        *("LV80BANK0000435195001", "MC5811222000010123456789030", "ME25505000012345678951"),
        *("MD24AG000225100013104168", "MK07250120000058984", "MT84MALT011000012345MTLCAST001S"),
        *("NL91ABNA0417164300", "NO9386011117947", "PL61109010140000071219812874"),
        *("PT50000201231234567890154", "RO49AAAA1B31007593840000", "RS35260005601001611379"),
        *("SE4550000000058398257466", "SI56263300012039086", "SK3112000000198742637541"),
        *("SM86U0322509800000000270100", "VA59001123000012345678", "AL47212110090000000235698741"),
    ],
)
def test_the_registrys_examples_fit(iban):
    assert _iban.iban(f" {_iban.grouped(iban).lower()} ") == iban
    assert _iban.in_sepa(iban)


@given(
    at=st.integers(2, 21),
    sign=st.sampled_from("0123456789"),
    iban=st.just("DE33100205000001194700"),
)
def test_one_wrong_digit_of_an_account_is_caught(at, sign, iban):
    wrong = iban[:at] + sign + iban[at + 1 :]

    if wrong == iban:
        assert _iban.iban(wrong) == iban
    else:
        with pytest.raises(BadInput, match="its check digits do not fit"):
            _iban.iban(wrong)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"iban": "DE33 1002 0500 0001 1947 01"},
            "iban='DE33 1002 0500 0001 1947 01': its check digits do not fit. One character is",
        ),
        ({"iban": "DE3310020500000119470"}, "has 21 characters; an IBAN of DE has 22."),
        ({"iban": "1002"}, "iban='1002' is no IBAN: two letters, two digits,"),
        ({"iban": None}, "iban=None is no IBAN"),
        ({"bic": "DEUT"}, "bic='DEUT' is no BIC: it has 8 or 11 characters, as in 'BPOTBEB1'."),
        ({"version": "003"}, "version='003' is neither '001' nor '002'."),
        ({"version": "001"}, "version='001' needs the bank's bic."),
        ({"iban": "CH9300762011623852957"}, "an account in CH, outside the EEA, needs the bank's"),
        ({"amount": 0}, "amount=0 is zero"),
        ({"amount": 9.9}, "amount=9.9 is a float, which has no exact cents. Write it as text or"),
        ({"amount": "0.001"}, "amount=0.001 has 3 decimals; at most 2."),
        ({"purpose": "GIFTS"}, "purpose='GIFTS' is not one to four letters, as in 'CHAR'."),
        ({"reference": "RF19539007547034"}, "its check digits do not fit (ISO 11649). Compare it"),
        ({"reference": "RF1"}, "is not RF, two digits and 1 to 21 letters or digits (ISO 11649)."),
        ({"reference": "é"}, "reference='é' is not 1 to 35 letters and digits. For words,"),
        ({"reference": "1" * 36}, "is not 1 to 35 letters and digits"),
        (
            {"reference": "RF18539007547034", "text": "42"},
            "there is a text and a reference; a transfer has one. Leave one out.",
        ),
        ({"name": " "}, "name=' ' has no letter or digit. Give the name."),
        ({"name": None}, "name=None is not text."),
        ({"text": ""}, "text='' has no letter or digit. Give the text."),
        ({"note": "a\x00b"}, "is not text."),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(facts, words):
    with pytest.raises(BadInput) as caught:
        code(**facts)

    assert words in str(caught.value)


@pytest.mark.parametrize(("key", "most"), [("name", 70), ("text", 140), ("note", 70)])
def test_a_line_has_room_for_so_many_characters(key, most):
    assert "x" * most in code(**{key: "x" * most}).split("\n")
    with pytest.raises(TooBig) as caught:
        code(**{key: "x" * (most + 1)})
    assert str(caught.value) == (
        f"epc: {key} has {most + 1} characters; {most} fit. Shorten it by 1."
    )


def test_331_bytes_fill_the_largest_code_and_one_more_is_too_big():
    facts = {"text": "é" * 100, "note": "x" * 70}
    room = epc.LONGEST - len(code(**facts, name="N").encode())
    full = code(**facts, name="N" * (room + 1))

    assert len(full.encode()) == 331
    assert qr.encode(full, level=epc.LEVEL).version <= 13
    with pytest.raises(TooBig) as caught:
        code(**facts, name="N" * (room + 2))
    assert str(caught.value) == (
        "epc: the code has 332 bytes; 331 fit (version 13 at level M, EPC069-12). Shorten name, "
        "text or note by 1: an accent counts 2."
    )


def test_an_amount_ends_below_a_thousand_million():
    assert "EUR999999999.99" in code(amount="999999999.99")
    with pytest.raises(TooBig, match=r"amount=1000000000 is more than 999999999\.99"):
        code(amount=10**9)


def test_lines_are_single_spaced_and_end_with_the_last_that_is_used():
    made = code(name=" Wiki \n media ", note="Thanks")

    assert made.split("\n")[5] == "Wiki media"
    assert made.split("\n")[6:] == ["DE33100205000001194700", "", "", "", "", "Thanks"]
    assert code().endswith("DE33100205000001194700")


@pytest.mark.parametrize(
    ("facts", "rule", "words"),
    [
        ({"name": "Café Zürich"}, "name-accents", "some banks mangle. Surer: 'Cafe Zurich'."),
        ({"text": "Грамота"}, "text-accents", "Write it in plain letters."),
        ({"reference": "42"}, "reference-form", "If it is the shop's own number, give it as text."),
        ({"iban": "BR1800360305000010009795493C1"}, "iban-country", "BR is in no SEPA country"),
    ],
)
def test_what_some_banks_do_not_take_is_a_warning(facts, rule, words):
    (found,) = payments.problems("epc", **(SHOP | facts))

    assert (found.rule, found.severity) == (f"epc.{rule}", "warning")
    assert words in str(found)


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(BadInput) as caught:
        payload(name="", iban="DE00", amount=1.5, bic="X", purpose="12345")

    assert {item.rule for item in caught.value.problems.errors} == {
        *("epc.name", "epc.iban", "epc.amount", "epc.bic", "epc.purpose")
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BCD\n002\n1\nSCT\n\nWiki", "the code has 6 lines; an EPC code has 7 to 12."),
        ("BCD\n002\n1\nSCT\n\nWiki\nDE33\n" + "x\n" * 6, "the code has 13 lines"),
        ("BCD\n003\n1\nSCT\n\nWiki\nDE33", "the code says version '003', character set '1',"),
        ("BCD\n002\n9\nSCT\n\nWiki\nDE33", "character set '9'"),
        ("BCD\n002\n1\nXXX\n\nWiki\nDE33", "service 'XXX'; known are 001 and 002, 1 to 8, SCT."),
        ("BCD\n002\n1\nSCT\n\nWiki\nDE33\n9.90", "amount '9.90' does not begin with EUR."),
        ("BCD\n002\n1\nSCT\n\nWiki\nDE33\nEUR9,90", "amount '9,90' is not a number such as"),
        (r"BCD\n002\n1\nSCT\n\nWiki\nDE33", r"has the signs \n where its lines end"),
    ],
)
def test_a_code_that_cannot_be_read_says_why(text, words):
    with pytest.raises(BadInput) as caught:
        payments.parse(text)

    assert words in str(caught.value)


def test_bytes_that_are_not_in_the_set_they_declare_are_refused():
    with pytest.raises(BadInput, match=r"not in the set it declares \(utf-8\)"):
        epc.parse(b"BCD\n002\n1\nSCT\n\nCaf\xe9\nDE89370400440532013000")


def test_line_ends_of_any_kind_and_empty_lines_at_the_end_are_read():
    found = payments.parse("BCD\r\n001\r\n1\r\nSCT\r\nBPOTBEB1\r\nWiki\r\nBE72\r\nEUR5\r\n\r\n")

    assert found.fields == {
        **{"version": "001", "bic": "BPOTBEB1", "name": "Wiki", "iban": "BE72"},
        "amount": Decimal(5),
    }


def test_lines_that_end_with_two_signs_are_an_error_on_paper():
    made = epc.payload(name="Wiki", iban="DE33100205000001194700", amount="5").replace("\n", "\\n")

    assert [item.rule for item in payments.judge(made)] == ["epc.line-breaks"]


def test_an_account_with_blanks_is_told_with_how_codes_have_it():
    (problem,) = payments.advice("BCD\n002\n1\nSCT\n\nWiki\nDE33 1002 0500 0001 1947 00\nEUR5")

    assert (problem.rule, problem.severity) == ("epc.iban-blanks", "warning")
    assert problem.fix == "Write DE33100205000001194700 in line 7."


@pytest.mark.parametrize(
    "written", ["IBAN DE33 1002 0500 0001 1947 00", "DE33-1002-0500-0001-1947-00"]
)
def test_an_account_is_read_as_bills_have_it(written):
    assert _iban.iban(written) == "DE33100205000001194700"


def test_what_is_wrong_in_a_code_that_can_be_read_is_advice():
    found = payments.advice("BCD\n001\n1\nSCT\n\nWiki\nDE33100205000001194701\nEUR0")

    assert [item.rule for item in found] == ["epc.iban", "epc.bic", "epc.amount"]


@pytest.mark.parametrize("words", ["Rechnung 42", "Mesa 4", "INV-2026-001"])
def test_words_in_the_line_of_the_reference_go_to_the_text_line_on_rebuild(words):
    head = "BCD\n002\n1\nSCT\n\nWikimedia\nDE33100205000001194700\nEUR20\n"
    text = f"{head}\n{words}"

    assert payments.rebuild(payments.parse(text)) == f"{head}\n\n{words}"
    assert [problem.rule for problem in payments.judge(text)] == ["epc.text-line"]


@pytest.mark.parametrize("reference", ["RF18539007547034", "1234561", "+++090/9337/55493+++"])
def test_a_reference_that_banks_check_stays_in_its_line(reference):
    head = "BCD\n002\n1\nSCT\n\nWikimedia\nDE33100205000001194700\nEUR20\n\n"
    parsed = payments.parse(head + reference)

    assert parsed.fields["reference"] == reference
    assert "epc.text-line" not in [problem.rule for problem in payments.judge(parsed.text)]


@pytest.mark.parametrize(
    ("iban", "rule", "says"),
    [
        ("DE14A00205000001194700", "iban.structure", "a letter where accounts of DE have a digit"),
        ("ES1321000418400200051332", "iban.account-check-digits", "inside the account"),
        ("NO6686011117948", "iban.account-check-digits", "those of NO, do not fit"),
        ("XX900000000000000", "iban.country", "no country has accounts that begin XX"),
    ],
)
def test_an_account_is_built_as_its_country_builds_them(iban, rule, says):
    with pytest.raises(BadInput, match=says) as caught:
        _iban.iban(iban)

    assert caught.value.rule == rule
