"""The room as a whole: its formats, what every one of them gives back, and what is printed."""

from __future__ import annotations

from decimal import Decimal
from inspect import Parameter, signature
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import payments
from campaignkit.errors import BadInput, CampaignError, NotFound
from campaignkit.payments import _latin

KINDS = payments.kinds()
NAMES = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40
).map(lambda text: f"A{text}")
AMOUNTS = st.none() | st.decimals("0.01", "9999999.99", places=2)
EMAILS = st.from_regex("[a-z0-9]{1,20}@[a-z]{2,10}[.]com", fullmatch=True)
VPAS = st.from_regex("[A-Za-z0-9._-]{2,30}@[a-z]{2,10}", fullmatch=True)
TXIDS = st.none() | st.from_regex("[A-Za-z0-9]{1,25}", fullmatch=True)
NOTES = st.none() | st.text("abc ÇÃ&%+=#", min_size=1, max_size=20).map(lambda text: f"n{text}")


def test_the_folder_is_the_list_of_formats():
    files = Path(payments.__file__).parent.glob("[!_]*.py")

    assert sorted(KINDS) == sorted(file.stem for file in files)
    assert set(KINDS) == {"bharat", "emv", "epc", "pix", "upi"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_is_named(kind):
    facts = signature(KINDS[kind]).parameters.values()

    assert all(fact.kind is Parameter.KEYWORD_ONLY for fact in facts)


@given(key=EMAILS, name=NAMES, city=NAMES, amount=AMOUNTS, txid=TXIDS, description=NOTES)
def test_a_pix_code_says_what_it_was_made_of(**facts):
    made = KINDS["pix"](**facts)

    found = payments.parse(made)
    assert payments.rebuild(found) == made
    assert (found.fields["key"], found.amount) == (facts["key"], facts["amount"])
    assert found.fields.get("txid") == facts["txid"]
    assert found.name == _latin.latin(facts["name"])[0][:25].strip()


@given(address=VPAS, name=NAMES, amount=AMOUNTS, note=NOTES)
def test_a_upi_link_says_what_it_was_made_of(**facts):
    made = KINDS["upi"](**facts)

    found = payments.parse(made)
    assert payments.rebuild(found) == made
    assert made.isascii()
    assert found.name == " ".join(facts["name"].split())
    assert (found.fields["address"], found.amount) == (facts["address"], facts["amount"])


@given(name=NAMES, amount=AMOUNTS, text=NOTES)
def test_an_epc_code_says_what_it_was_made_of(**facts):
    made = KINDS["epc"](iban="PT50000201231234567890154", **facts)

    found = payments.parse(made)
    assert payments.rebuild(found) == made
    assert (found.name, found.amount) == (" ".join(facts["name"].split()), facts["amount"])


@given(
    st.text(max_size=40)
    | st.text("0123456789BCDupi:/?=&%\n", max_size=60).map("000201{}".format)
    | st.text("paetrnm=&%20FG@", max_size=40).map("upi://pay?{}".format)
    | st.text("01EUR.\n", max_size=40).map("BCD\n002\n1\nSCT\n{}".format)
)
def test_whatever_is_scanned_is_read_or_refused_in_words(text):
    try:
        found = payments.parse(text)
        payments.advice(text)
        payments.clear_text(found)
        payments.rebuild(found)
    except CampaignError as err:
        assert str(err)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://wa.me/5511", "'https://wa.me/5511' is no payment code of a known format (bharat"),
        ("x" * 70, f"'{'x' * 57}...' is no payment code"),
        ("", "'' is no payment code"),
        (7, "7 is not text."),
    ],
)
def test_what_is_no_payment_code_is_refused(text, words):
    with pytest.raises(BadInput) as caught:
        payments.parse(text)

    assert words in str(caught.value)


def test_a_code_of_another_system_is_not_pix():
    made = KINDS["bharat"](address="ab@upi", name="A", city="B", postal_code="400001")

    with pytest.raises(BadInput, match="of another payment system: no account in it is Pix's"):
        payments.pix.parse(made)


def test_spaces_around_a_pasted_code_do_no_harm():
    made = KINDS["pix"](key="sol@example.com", name="Sol", city="Recife")

    assert payments.parse(f"  {made}\n").fields == payments.parse(made).fields


@pytest.mark.parametrize(
    ("kind", "facts", "error", "words"),
    [
        ("pixx", {}, NotFound, "no payment format called 'pixx'. Did you mean 'pix'?"),
        ("zzz", {}, NotFound, "There are: bharat, emv, epc, pix, upi."),
        ("upi", {"nmae": "x"}, BadInput, "upi: there is no fact called 'nmae'. Did you mean"),
        ("upi", {"zzzz": "x"}, BadInput, "It knows address, name, amount, note,"),
        ("upi", {}, BadInput, "upi: address and name must be given."),
    ],
)
def test_facts_are_held_against_their_format(kind, facts, error, words):
    with pytest.raises(error) as caught:
        payments.problems(kind, **facts)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "facts", "language", "shown"),
    [
        (
            "epc",
            {
                **{"name": "Wikimedia", "iban": "DE33100205000001194700", "amount": "20"},
                "reference": "RF18539007547034",
            },
            "de",
            [
                ("Empfänger", "Wikimedia"),
                ("IBAN", "DE33 1002 0500 0001 1947 00"),
                ("Betrag", "20,00 €"),
                ("Referenz", "RF18 5390 0754 7034"),
            ],
        ),
        (
            "epc",
            {
                **{"name": "Ana", "iban": "PT50000201231234567890154", "text": "Mesa 4"},
                **{"bic": "CGDIPTPL", "note": "Obrigado"},
            },
            "pt_PT",
            [
                *(("Recebedor", "Ana"), ("IBAN", "PT50 0002 0123 1234 5678 9015 4")),
                *(("BIC", "CGDIPTPL"), ("Finalidade", "Mesa 4"), ("Nota", "Obrigado")),
            ],
        ),
        (
            "pix",
            {
                **{"key": "12345678000195", "name": "Loja da Ana", "city": "Recife"},
                **{"amount": "10", "txid": "MESA04", "description": "Pedido 42"},
            },
            "pt_BR",
            [
                *(("Recebedor", "Loja da Ana"), ("Chave Pix", "12.345.678/0001-95")),
                *(("Valor", "R$ 10,00"), ("Descrição", "Pedido 42"), ("Referência", "MESA04")),
            ],
        ),
        (
            "pix",
            {"url": "pix.example.com/v2/1", "name": "Ana", "city": "Recife"},
            "en",
            [("Payee", "Ana")],
        ),
        (
            "upi",
            {"address": "chai@okhdfcbank", "name": "Chai Shop", "amount": "1500"},
            "hi",
            [("प्राप्तकर्ता", "Chai Shop"), ("UPI", "chai@okhdfcbank"), ("राशि", "₹1,500.00")],
        ),
        (
            "bharat",
            {"address": "ab@upi", "name": "A", "city": "B", "postal_code": "400001"},
            "ta",
            [("Payee", "A"), ("UPI", "ab@upi")],
        ),
        (
            "emv",
            {
                **{"accounts": {"02": "4111"}, "name": "Sol", "city": "Lima", "country": "PE"},
                **{"currency": "PEN", "amount": "5", "additional": {"bill": "***"}},
            },
            "es_PE",
            [("Beneficiario", "Sol"), ("Importe", "S/ 5.00")],
        ),
        (
            "emv",
            {
                **{"accounts": {"02": "4111"}, "name": "Sol", "city": "X", "country": "XX"},
                **{"currency": "999", "amount": "5", "additional": {"bill": "B7"}},
            },
            "en",
            [("Payee", "Sol"), ("Amount", "5 (999)"), ("Reference", "B7")],
        ),
    ],
)
def test_what_a_code_says_is_printed_in_clear(kind, facts, language, shown):
    made = payments.clear_text(KINDS[kind](**facts), language)

    assert [(label, value.replace("\xa0", " ")) for label, value in made] == shown


@pytest.mark.parametrize("language", ["en", "ar", "de", "es", "fi", "fr", "hi", "it", "nl", "pt"])
def test_every_label_is_there_in_every_language(language):
    code = "BCD\n002\n1\nSCT\n\nAna\nPT50000201231234567890154\nEUR5\n\nRF18539007547034\n\nHi"
    pix = KINDS["pix"](key="sol@example.com", name="A", city="B", description="x")

    labels = [label for text in (code, pix) for label, _ in payments.clear_text(text, language)]
    assert len(labels) == 8
    assert all(labels)


def test_clear_text_takes_a_payment_that_was_read():
    found = payments.parse("upi://pay?pa=ab@ybl&pn=A")

    assert payments.clear_text(found) == [("Payee", "A"), ("UPI", "ab@ybl")]


def test_amounts_keep_the_decimals_they_were_written_with_in_epc_and_emv():
    written = ("12.3", "9.90", "1", Decimal("1E+1"))
    made = [KINDS["epc"](name="A", iban="BE72000000001616", amount=amount) for amount in written]

    assert [text.split("\n")[-1] for text in made] == ["EUR12.3", "EUR9.90", "EUR1", "EUR10"]


@pytest.mark.parametrize(
    ("text", "plain", "lost"),
    [
        ("Straße Ærø Łódź İstanbul ñandú Þór", "Strasse AEro Lodz Istanbul nandu Thor", ""),
        ("“Zé’s” – bar…", '"Ze\'s" - bar...', ""),
        ("１２３ ﬁne ½", "123 fine 1/2", ""),
        ("a\u00a0 b\tc\n", "a b c", ""),
        ("Pão 日本 ☕", "Pao", "日本☕"),
        ("Phở Hà Nội", "Pho Ha Noi", ""),
    ],
)
def test_text_becomes_plain_and_what_goes_is_known(text, plain, lost):
    assert _latin.latin(text) == (plain, lost)


@given(st.text())
def test_plain_text_is_printable_ascii_whatever_comes(text):
    plain, _ = _latin.latin(text)

    assert plain.isascii()
    assert plain.isprintable()
    assert _latin.latin(plain) == (plain, "")


GOOD = {
    "bharat": {"address": "ab@upi", "name": "A", "city": "B", "postal_code": "400001"},
    "emv": {
        **{"accounts": {"02": "4111"}, "name": "A", "city": "B", "country": "PE"},
        "currency": "PEN",
    },
    "epc": {"name": "A", "iban": "BE72000000001616"},
    "pix": {"key": "sol@example.com", "name": "A", "city": "B"},
    "upi": {"address": "ab@upi", "name": "A"},
}
ODD = (None, 7, 1.5, True, "", " ", "\ud800", "é", "x" * 600, [], {}, {"62": []}, b"x", object())


@pytest.mark.parametrize(
    ("kind", "fact"), [(kind, fact) for kind in KINDS for fact in signature(KINDS[kind]).parameters]
)
def test_no_value_of_any_type_breaks_anything_but_our_own_errors(kind, fact):
    for value in ODD:
        found = payments.problems(kind, **(GOOD[kind] | {fact: value}))
        if found.errors:
            with pytest.raises(CampaignError):
                KINDS[kind](**(GOOD[kind] | {fact: value}))
        else:
            assert payments.parse(KINDS[kind](**(GOOD[kind] | {fact: value}))).kind == kind
