"""UPI links: how values are written, what is refused, and how other people's links are read."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from campaignkit import payments
from campaignkit.errors import BadInput, TooBig
from campaignkit.payments.upi import parse, payload

SHOP = {"address": "chaishop@okhdfcbank", "name": "Chai Shop"}


def link(**facts):
    return payload(**(SHOP | facts))


def test_parameters_stand_in_npcis_order_and_values_are_percent_encoded():
    made = link(
        **{"amount": 100, "minimum": "20", "note": "A&B = 50% #1 + café", "category": "5812"},
        **{"reference": "ORD-42", "url": "https://example.com/b?o=42", "mode": "01"},
        **{"purpose": "00", "organisation": "000000", "extra": {"tid": "AXI 1"}},
    )

    assert made == (
        "upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop&mc=5812&tr=ORD-42"
        "&tn=A%26B%20%3D%2050%25%20%231%20%2B%20caf%C3%A9&am=100.00&mam=20.00&cu=INR"
        "&url=https%3A%2F%2Fexample.com%2Fb%3Fo%3D42&mode=01&purpose=00&orgid=000000&tid=AXI%201"
    )
    assert payments.rebuild(parse(made)) == made


@pytest.mark.parametrize(
    "address", ["9876543210@ybl", "a.b_c-d@upi", "Shop@OkHdfcBank", "ab@pthdfc2", "x1@ab"]
)
def test_an_address_is_printed_as_given(address):
    assert f"pa={address}&" in link(address=address)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"address": "chaishop"}, "address='chaishop' is not a UPI address: letters, digits,"),
        ({"address": "a@upi"}, "is not a UPI address"),
        ({"address": "chai@shop@upi"}, "is not a UPI address"),
        ({"address": "chai@2upi"}, "is not a UPI address"),
        (
            {"address": "chai@example.com"},
            "This is an e-mail address: the handle after @ has no dot.",
        ),
        ({"address": "98765 43210"}, "A phone number alone is none"),
        ({"address": None}, "address=None is not a UPI address"),
        ({"name": " "}, "name=' ' has no letter or digit. Give the name."),
        ({"name": None}, "name=None is not text."),
        ({"name": "Chai\x00"}, "name has U+0000, which is no sign."),
        ({"name": "Chai \ud83d"}, "name has U+D83D, which is no sign. Write it again."),
        ({"note": ""}, "note='' has no letter or digit."),
        ({"amount": 0}, "amount=0 is zero"),
        ({"amount": 9.5}, "amount=9.5 is a float"),
        ({"amount": "1.0055"}, "amount=1.0055 has 4 decimals; at most 2."),
        ({"minimum": 5}, "minimum goes with an amount that the payer may change. Give both."),
        ({"minimum": 5, "amount": 4}, "minimum=5 is more than amount=4. Swap the two?"),
        ({"minimum": 0.5, "amount": 4}, "minimum=0.5 is a float"),
        ({"category": "581"}, "category='581' is not four digits, as in '5812'."),
        ({"category": 5812}, "category=5812 is not four digits"),
        ({"reference": "A1"}, "reference='A1' is not 4 to 35 letters and digits"),
        ({"reference": "A" * 36}, "is not 4 to 35 letters and digits"),
        ({"reference": "ORD 42"}, "is not 4 to 35 letters and digits"),
        ({"url": "example.com"}, "url='example.com' is not an address with https://."),
        ({"mode": "1"}, "mode='1' is not two digits, as in '01'."),
        ({"purpose": "xx"}, "purpose='xx' is not two digits"),
        ({"organisation": "12"}, "organisation='12' is not six digits."),
        ({"extra": {"am": "1"}}, "extra has 'am', which is amount: give it so."),
        ({"extra": {"sign": "x"}}, "extra has 'sign', a signature: use the signed link as it is."),
        ({"extra": {"a b": "x"}}, "extra has 'a b', which is no parameter's name."),
        ({"extra": {"tid": 7}}, "extra['tid']=7 is not text."),
        ({"extra": ["tid"]}, "extra=['tid'] is no mapping"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(facts, words):
    with pytest.raises(BadInput) as caught:
        link(**facts)

    assert words in str(caught.value)


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(BadInput) as caught:
        payload(address="chai", name="", amount=1.5)

    assert [item.rule for item in caught.value.problems] == [
        "upi.address",
        "upi.name",
        "upi.amount",
    ]


def test_a_name_that_is_only_too_long_is_too_big():
    with pytest.raises(TooBig, match=r"^upi: name has 100 characters; 99 fit\. Shorten it\.$"):
        link(name="x" * 100)


@pytest.mark.parametrize(
    ("facts", "rule", "words"),
    [
        ({"name": "राज मेडिकल"}, "name-script", "makes the code larger: 84 characters for 10."),
        ({"note": "x" * 51}, "note-long", "note has 51 characters; apps show 50. Shorten it."),
        ({"name": "Chai+Shop"}, "name-plus", "Write a space: it becomes %20."),
        ({"reference": "ORD42"}, "reference", "makes a code for one payment"),
    ],
)
def test_what_works_but_is_doubtful_is_a_warning(facts, rule, words):
    (found,) = payments.problems("upi", **(SHOP | facts))

    assert (found.rule, found.severity) == (f"upi.{rule}", "warning")
    assert words in str(found)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("UPI://PAY?pa=a.b%40ybl&pn=A&cu=inr", {"address": "a.b@ybl", "name": "A"}),
        ("upi://pay/?pn=A&pa=ab@ybl&&", {"address": "ab@ybl", "name": "A"}),
        (" upi://pay?pa=ab@ybl&pn=A&mam=null&am= ", {"address": "ab@ybl", "name": "A"}),
        (
            "upi://pay?pa=ab@ybl&pn=A&am=5&tid=T1",
            {"address": "ab@ybl", "name": "A", "amount": Decimal(5), "extra": {"tid": "T1"}},
        ),
        ("upi://pay?pa=ab@ybl", {"address": "ab@ybl", "name": ""}),
    ],
)
def test_links_in_use_are_read(text, fields):
    assert payments.parse(text).fields == fields


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("upi://mandate?pa=ab@ybl", "is no UPI payment link: these begin with upi://pay?"),
        ("upi://pay?pa=ab@ybl&pa=cd@ybl", "the link has 'pa' twice."),
        ("upi://pay?pa=ab@ybl&pn=50%", "'50%' has a % that begins no escape such as %25."),
        ("upi://pay?pa=ab@ybl&pn=%FF", "the link's pn '%FF' is not percent-encoded UTF-8."),
        ("upi://pay?pa=ab@ybl&cu=USD", "the link is in 'USD'; UPI pays in INR."),
        ("upi://pay?pa=ab@ybl&am=5,00", "the code's amount '5,00' is not a number such as 12.50."),
    ],
)
def test_a_link_that_cannot_be_read_says_why(text, words):
    with pytest.raises(BadInput) as caught:
        payments.parse(text)

    assert words in str(caught.value)


def test_a_signed_link_comes_back_untouched():
    signed = "upi://pay?pn=A+B&pa=ab@ybl&mode=02&orgid=189999&sign=MEUCIQ%2B%2Fa%3D%3D"

    found = payments.parse(signed)
    assert found.signed
    assert found.fields["organisation"] == "189999"
    assert payments.rebuild(found) == signed


def test_what_is_wrong_in_a_link_that_can_be_read_is_advice():
    found = payments.advice("upi://pay?pa=chai@example.com&pn=Chai&am=0")

    assert [item.rule for item in found] == ["upi.address", "upi.amount"]


def test_a_bare_piece_is_named_with_what_was_meant():
    with pytest.raises(BadInput, match="has ' Sons' without '='") as caught:
        payments.parse("upi://pay?pa=shop@okaxis&pn=My Shop & Sons&am=10")

    assert caught.value.rule == "upi.bare-piece"
    right = caught.value.params["right"]
    assert right == "upi://pay?pa=shop@okaxis&pn=My%20Shop%20%26%20Sons&am=10"
    assert payments.parse(right).name == "My Shop & Sons"


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("UPI://PAY?pa=shop@okaxis&pn=Shop", "upi.scheme", "warning"),
        ("UPI://PAY?PA=shop@okaxis&PN=Shop", "upi.capitals", "error"),
        ("upi://pay?pa=shop@okaxis&pn=My Shop", "upi.unescaped", "warning"),
        ("upi://pay?pa=shop@okaxis&pn=दुकान", "upi.unescaped", "warning"),
        ("upi:pay?pa=shop@okaxis&pn=Shop", "upi.start", "error"),
        ("upi://pay?pa=shop@okaxis&pn=Shop&am=10.000", "upi.decimals", "error"),
        ("upi://pay?pa=shop@okaxis&pn=Shop #1&am=10", "upi.fragment", "error"),
        ("upi://pay?pa=shop@okaxis&pn=nan", "fact.missing-word", "error"),
        ("upi://pay?pa=shop@okaxis&pn=%7B%7B%20shop%20%7D%7D", "payment.template", "error"),
    ],
)
def test_a_link_that_apps_do_not_open_is_explained(text, rule, severity):
    found = {problem.rule: problem for problem in payments.judge(text)}

    assert found[rule].severity == severity
    if "capital" in found[rule].message:
        assert found[rule].fix == "Write upi://pay?pa=shop@okaxis&pn=Shop"


@pytest.mark.parametrize(
    "start", ["upi//pay", "upi:/pay", "pay", "gpay://upi/pay", "tez://upi/pay", "phonepe://pay"]
)
def test_what_no_phone_or_one_app_alone_opens_is_told_with_the_link_for_all(start):
    (problem,) = payments.judge(f"{start}?pa=shop@okaxis&pn=Shop")

    assert payments.is_meant(f"{start}?pa=shop@okaxis&pn=Shop")
    assert (problem.rule, problem.severity) == ("upi.start", "error")
    assert str(problem).endswith("Write upi://pay?pa=shop@okaxis&pn=Shop")
    assert not payments.is_meant("https://shop.example/pay?pa=1")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("9876543210.0@paytm", "A table made a decimal of it: write '9876543210@paytm'."),
        ("nan@paytm", "What it was made of was empty: 'nan'"),
    ],
)
def test_an_address_that_a_table_spoiled_says_how(address, says):
    with pytest.raises(BadInput, match=re.escape(says)) as caught:
        payload(address=address, name="Shop")

    assert caught.value.rule == "upi.address"


def test_a_signed_link_is_not_judged_by_what_we_would_write():
    assert not payments.judge("upi://pay?pa=shop@okaxis&pn=Shop&mode=5&sign=MEUCIQ%3D%3D")


@pytest.mark.parametrize(
    ("link", "key", "meant"),
    [
        ("upi://pay?pa=sol@okaxis&pn=Sol&tn=Table%252012&cu=INR", "note", "Table 12"),
        ("upi://pay?pa=sol@okaxis&pn=Sol%2520Tea&cu=INR", "name", "Sol Tea"),
        (
            "upi://pay?pa=sol@okaxis&pn=Sol&tn=%25C3%25A7a",
            "note",
            "ça",
        ),
    ],
)
def test_words_that_were_encoded_twice_are_told_with_what_was_meant(link, key, meant):
    (problem,) = payments.judge(link)

    assert (problem.rule, problem.severity) == ("payment.encoded-twice", "warning")
    assert problem.params["key"] == key
    assert problem.fix == f"Write {meant!r}."


def test_words_encoded_before_they_are_given_are_told_in_every_format():
    said = {"address": "sol@okaxis", "name": "Sol", "note": "Table%2012"}
    pix = {"key": "sol@example.com", "name": "Sol", "city": "Recife", "description": "Mesa%205"}

    assert [each.rule for each in payments.problems("upi", **said)] == ["payment.encoded-twice"]
    assert [each.rule for each in payments.problems("pix", **pix)] == ["payment.encoded-twice"]


@pytest.mark.parametrize("note", ["50%25%20off", "100%25", "5%20off%20now"])
def test_a_percent_sign_that_is_meant_is_none_of_that(note):
    assert "payment.encoded-twice" not in [
        each.rule for each in payments.judge(f"upi://pay?pa=sol@okaxis&pn=Sol&tn={note}")
    ]
