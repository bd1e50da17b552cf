"""Pix codes: which keys there are, what is cut and what is refused, with its words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from campaignkit import payments
from campaignkit.errors import BadInput, TooBig
from campaignkit.payments import _emv_objects, _keys
from campaignkit.payments.pix import payload

SHOP = {"name": "Padaria Sol", "city": "Recife"}
UUID = "123e4567-e12b-12d1-a456-426655440000"


def code(**facts):
    return payload(**({"key": "sol@example.com", **SHOP} | facts))


def objects(text):
    return dict(_emv_objects.opened(text))


def account(text):
    return dict(_emv_objects.split(objects(text)["26"]))


@pytest.mark.parametrize(
    ("written", "kind", "stored"),
    [
        ("123.456.789-09", "cpf", "12345678909"),
        ("123456789-09", "cpf", "12345678909"),
        ("CPF: 12345678909", "cpf", "12345678909"),
        ("CNPJ 12.345.678/0001-95", "cnpj", "12345678000195"),
        ("Celular: 11987654321", "phone", "+5511987654321"),
        ("chave pix: sol@example.com", "email", "sol@example.com"),
        ("Pix: +55 11 98765-4321", "phone", "+5511987654321"),
        ("123 456 789 09", "cpf", "12345678909"),
        ("123 456 789-09", "cpf", "12345678909"),
        ("12.345.678/0001-95", "cnpj", "12345678000195"),
        ("12345678000195", "cnpj", "12345678000195"),
        ("00038166000105", "cnpj", "00038166000105"),
        ("12abc34501de35", "cnpj", "12ABC34501DE35"),
        ("12.ABC.345/01DE-35", "cnpj", "12ABC34501DE35"),
        ("+55 11 98765-4321", "phone", "+5511987654321"),
        ("(11) 98765-4321", "phone", "+5511987654321"),
        ("11 98765 4321", "phone", "+5511987654321"),
        ("5511987654321", "phone", "+5511987654321"),
        ("(11) 3333-4444", "phone", "+551133334444"),
        ("1133334444", "phone", "+551133334444"),
        (" Vendas@Example.COM ", "email", "vendas@example.com"),
        (UUID.upper(), "evp", UUID),
        (UUID.replace("-", ""), "evp", UUID),
        ("１２３.４５６.７８９-０９", "cpf", "12345678909"),
    ],
)
def test_a_key_is_recognised_and_stored_as_the_directory_keeps_it(written, kind, stored):
    assert _keys.stored(written) == (kind, stored)
    assert account(code(key=written))["01"] == stored
    assert _keys.type_of(stored) == kind
    assert _keys.stored(stored, kind) == (kind, stored)


def test_eleven_bare_digits_are_taken_once_their_type_is_said():
    assert account(code(key="12345678909", key_type="cpf"))["01"] == "12345678909"
    assert account(code(key="11987654321", key_type="phone"))["01"] == "+5511987654321"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "12345678909",
            "key='12345678909' has 11 digits: a CPF or a phone? It can be a CPF. Say which with "
            "key_type='cpf' or key_type='phone', or write a phone with its country code: "
            "'+5512345678909'.",
        ),
        ("11987654321", "It is no CPF that exists (its check digits do not fit). Say which"),
        ("12 34567-8909", "a CPF or a phone? It can be a CPF. Say which"),  # nobody's phone
        ("012345678909", "a CPF or a phone? It can be a CPF. Say which"),
        ("1234567890 1", "a CPF or a phone? It is no CPF that exists"),  # nor a phone: no 9
        ("12 34567-8901", "a CPF or a phone? It is no CPF that exists"),
        ("123 456 789 10", "is no CPF: its check digits do not fit."),
        ("123.456.789-10", "is no CPF: its check digits do not fit. One character is wrong"),
        ("111.111.111-11", "is no CPF: its digits are all the same."),
        ("12.345.678/0001-96", "is no CNPJ: its check digits do not fit."),
        ("12ABC34501DE36", "is no CNPJ: its check digits do not fit."),
        ("00000000000000", "is no CNPJ: its digits are all the same."),
        ("sol@example", "is no e-mail address, as in 'shop@example.com'."),
        ("padaria-sol", "is no Pix key: a CPF has 11 digits, a CNPJ 14 characters"),
        ("", "key='' is no Pix key"),
        ("+55 11", "phone='+55 11'"),
        (12345678909, "key=12345678909 is not text. Write it in quotes"),
    ],
)
def test_a_key_that_cannot_be_one_is_refused(key, words):
    with pytest.raises(BadInput) as caught:
        code(key=key)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        ("12345678", "cpf", "is no CPF: it has 11 digits, as in '123.456.789-09'."),
        ("123", "cnpj", "is no CNPJ: it has 12 digits or letters and 2 digits"),
        ("123", "evp", "is no random key (EVP): it has 32 hexadecimal digits"),
        ("sol", "email", "is no e-mail address"),
        (
            "123.456.789-09",
            "cfp",
            "key_type='cfp' is none of cpf, cnpj, phone, email, evp. Did you mean 'cpf'?",
        ),
    ],
)
def test_a_key_is_held_against_the_type_that_was_said(key, kind, words):
    with pytest.raises(BadInput) as caught:
        code(key=key, key_type=kind)

    assert words in str(caught.value)


def test_every_wrong_digit_of_a_cpf_and_every_swap_of_neighbours_is_caught():
    right = "52998224725"
    wrong = [f"{right[:at]}{digit}{right[at + 1 :]}" for at in range(11) for digit in "0123456789"]
    wrong += [right[:at] + right[at : at + 2][::-1] + right[at + 2 :] for at in range(10)]

    assert fits(right, "cpf")
    assert {key for key in wrong if key != right and fits(key, "cpf")} == set()


def test_every_wrong_character_of_a_cnpj_with_letters_is_caught_but_those_equal_modulo_eleven():
    right = "12ABC34501DE35"
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    wrong = {f"{right[:at]}{s}{right[at + 1 :]}": (at, s) for at in range(12) for s in signs}

    passed = {wrong[key] for key in wrong if key != right and fits(key, "cnpj")}
    same = {(at, s) for at, s in wrong.values() if (ord(s) - ord(right[at])) % 11 == 0}
    assert passed == {(at, s) for at, s in same if s != right[at]}


def fits(key, kind):
    try:
        _keys.stored(key, kind)
    except BadInput:
        return False
    return True


def test_an_email_key_may_have_77_characters_and_no_more():
    longest = f"{'a' * 65}@example.com"

    assert account(code(key=longest))["01"] == longest
    with pytest.raises(TooBig, match="key has 78 characters; a Pix key has at most 77"):
        code(key="a" + longest)


def test_accents_go_before_the_name_and_the_city_are_cut():
    made = objects(code(name="Açougue São João & Irmãos Ltda", city="São José dos Campos – SP"))

    assert made["59"] == "Acougue Sao Joao & Irmaos"
    assert made["60"] == "Sao Jose dos Ca"


def test_what_was_cut_or_lost_is_a_warning():
    found = payments.problems(
        "pix", key="sol@example.com", name="Café ☀", city="Santo Antônio do Descoberto"
    )

    assert not found.errors
    assert [str(item) for item in found] == [
        "name='Café ☀' has '☀', which this code cannot carry; it says 'Cafe'. Write it in Latin "
        "letters as it should be read.",
        "city='Santo Antônio do Descoberto' has 27 characters; the code says 'Santo Antonio d'. "
        "Shorten it yourself if that reads badly.",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("パン屋", "name='パン屋' has no letter that this code can carry. Write it in Latin"),
        ("  ", "name='  ' has no letter or digit. Give the name."),
        ("--", "name='--' has no letter or digit. Give the name."),
        (7, "name=7 is not text."),
    ],
)
def test_a_name_that_says_nothing_is_refused(name, words):
    with pytest.raises(BadInput) as caught:
        code(name=name)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("12.5", "12.50"),
        (3, "3.00"),
        (Decimal("0.01"), "0.01"),
        (Decimal("1E+2"), "100.00"),
        ("10,00", "10.00"),
        ("R$ 1.200,50", "1200.50"),
        ("R$1200", "1200.00"),
        ("1,234.50", "1234.50"),
        ("1.234.567,8", "1234567.80"),
        ("١٢٫٥", "12.50"),
        ("9999999999.99", "9999999999.99"),
    ],
)
def test_an_amount_has_two_decimals(amount, written):
    assert objects(code(amount=amount))["54"] == written


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (12.5, "amount=12.5 is a float, which has no exact cents. Write it as text or Decimal: "),
        (12.5, "'12.50'."),
        (0, "amount=0 is zero, which payment codes do not carry. Leave it out"),
        ("0.00", "amount=0.00 is zero"),
        (-1, "amount=-1 is below zero."),
        ("-1", "amount='-1' is not an amount. Write what is to be paid, as in '12.50'."),
        ("12.3456", "amount=12.3456 has 4 decimals; at most 2. Round it yourself"),
        ("12.345", "amount='12.345' may be 12345.00 or 12.35. Write one of these."),
        ("1,234", "amount='1,234' may be 1234.00 or 1.23. Write one of these."),
        ("12,5.0", "amount='12,5.0' is not an amount. "),
        ("US$ 12", "amount='US$ 12' is in USD; this code pays in BRL. Write the amount in BRL."),
        ("1.500", "amount='1.500' may be 1500.00 or 1.50. Write one of these."),
        ("0" * 50, "amount=0.00 is zero, which payment codes do not carry"),
        ("1" + "0" * 50, "is not an amount"),
        (Decimal("1E-50"), "has 50 decimals; at most 2"),
        ("doze reais", "amount='doze reais' is not an amount. "),
        (Decimal("NaN"), "is not an amount."),
        (True, "amount=True is not an amount."),
        ([], "amount=[] is not an amount."),
    ],
)
def test_an_amount_that_is_not_exact_is_refused(amount, words):
    with pytest.raises(BadInput) as caught:
        code(amount=amount)

    assert words in str(caught.value)


@pytest.mark.parametrize("amount", ["10000000000", 10**30, Decimal("1E+30")])
def test_an_amount_of_more_than_thirteen_characters_is_too_big(amount):
    with pytest.raises(TooBig, match=r"more than 9999999999\.99, the most"):
        code(amount=amount)


def test_an_amount_counts_numpys_whole_numbers():
    from numpy import int64

    assert objects(code(amount=int64(7)))["54"] == "7.00"


@pytest.mark.parametrize(
    ("key", "room"),
    [
        (UUID, 37),
        ("123.456.789-09", 62),
        ("+5511987654321", 59),
        ("sol@example.com", 58),
        (f"{'a' * 60}@example.com", 1),
    ],
)
def test_a_description_fills_the_account_beside_its_key(key, room):
    made = code(key=key, description="x" * room)

    assert len(objects(made)["26"]) == 99
    with pytest.raises(TooBig) as caught:
        code(key=key, description="x" * (room + 1))
    assert str(caught.value) == (
        f"pix: description has {room + 1} characters; {room} fit. Shorten it by 1."
    )


def test_beside_the_longest_key_there_is_no_room_for_a_description():
    with pytest.raises(BadInput, match="description has no room beside a key of 77 characters"):
        code(key=f"{'a' * 65}@example.com", description="x")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"txid": "MESA 04"}, "txid='MESA 04' may have letters A-Z, a-z and digits only"),
        ({"txid": "RP-1"}, "txid='RP-1' may have letters"),
        ({"txid": ""}, "txid='' may have letters"),
        ({"url": "pix.example.com/v2/1"}, "there is a key and a url; a code has one."),
        ({"key": None}, "there is neither key nor url. Give the shop's Pix key"),
        ({"single_use": True}, "single_use is for a url"),
        ({"category": "58"}, "category='58' is not 4 digits, as in '5812'."),
        ({"postal_code": "1310"}, "postal_code='1310' is not 8 digits, as in '01310-100'."),
        ({"facilitator": "9"}, "facilitator='9' is not 8 digits"),
        ({"recurrence": "http://a.b/c"}, "recurrence='http://a.b/c' is not an address"),
        ({"compact": True}, "compact writes all in capitals, which an e-mail or an address"),
        ({"compact": True, "key": UUID, "txid": "ab"}, "but txid='ab' has small letters."),
        ({"description": "☀"}, "description='☀' has no letter that this code can carry."),
        (
            {"key": None, "url": "pix.example.com/1", "description": "x"},
            "description goes with a key; the charge at a url has its own.",
        ),
        (
            {"key": None, "url": "pix.example.com/1", "facilitator": "99999008"},
            "facilitator goes with a key; a url says it by itself.",
        ),
        ({"extra": {"59": "x"}}, "extra has object 59, which the other facts make. Leave one."),
        ({"extra": {"62-05": "x"}}, "extra has object 62-05, which the other facts make."),
        ({"extra": {"63": "x"}}, "extra has '63', which is no object's id."),
        ({"extra": {62: "x"}}, "extra has 62, which is no object's id."),
        ({"extra": {"61": ""}}, "extra['61']='' is not text of at least one character."),
        ({"extra": "62"}, "extra='62' is no mapping such as {'62-07': 'T1'}."),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(facts, words):
    with pytest.raises(BadInput) as caught:
        code(**facts)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://pix.example.com/v2/1", "is not an address as banks give it: host and path"),
        ("pix.example.com", "is not an address"),
        ("pix.example.com/v2/á", "is not an address"),
        (None, "there is neither key nor url"),
    ],
)
def test_an_address_that_no_bank_gave_is_refused(url, words):
    with pytest.raises(BadInput) as caught:
        payload(url=url, **SHOP)

    assert words in str(caught.value)


def test_an_address_is_never_cut():
    assert len(account(payload(url=f"a.com/{'x' * 71}", **SHOP))["25"]) == 77
    with pytest.raises(TooBig, match="url has 78 characters without https://; 77 fit"):
        payload(url=f"https://a.com/{'x' * 72}", **SHOP)


@pytest.mark.parametrize("txid", ["A" * 26, "A" * 100])
def test_a_long_txid_is_too_big(txid):
    with pytest.raises(TooBig, match=f"txid has {len(txid)} characters; 25 fit"):
        code(txid=txid)


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(BadInput) as caught:
        payload(key="12345678909", name="", city="Recife", amount=1.5, txid="a b")

    assert [item.rule for item in caught.value.problems.errors] == [
        *("pix.key", "pix.name", "pix.txid", "pix.amount")
    ]
    assert str(caught.value).startswith("pix: 4 problems\n  error: key='12345678909' has 11")


def test_a_txid_of_the_shops_own_is_warned_of():
    found = payments.problems("pix", key="sol@example.com", txid="MESA04", **SHOP)

    (problem,) = found.warnings
    assert problem.rule == "pix.txid"
    assert "some banks refuse a code with a txid of the shop's own" in str(problem)


def test_a_phone_key_that_no_operator_has_is_warned_of():
    found = payments.problems("pix", key="+55 20 98765-4321", **SHOP)

    assert [item.rule for item in found] == ["phone.not-valid"]


def test_another_systems_account_keeps_its_place_and_pix_takes_the_next():
    other = "0012BR.COM.OUTRO0103123"
    made = code(extra={"26": other, "27-05": "x", "90": "0003abc"})

    assert objects(made)["26"] == other
    assert objects(made)["27"].startswith("0014br.gov.bcb.pix")
    found = payments.parse(made)
    assert found.fields["extra"] == {"26": other, "27-05": "x", "90": "0003abc"}
    assert payments.rebuild(found) == made


def test_a_static_mark_is_tolerated_and_kept():
    made = code(extra={"01": "11"})

    assert payments.parse(made).fields["extra"] == {"01": "11"}
    assert payments.rebuild(payments.parse(made)) == made


@pytest.mark.parametrize(("written", "read"), [(".10", "0.10"), ("1.", "1"), ("007", "7")])
def test_amounts_are_read_as_readers_must(written, read):
    values = objects(code()) | {"54": written}

    assert payments.parse(_emv_objects.sealed(values)).amount == Decimal(read)


@pytest.mark.parametrize(
    ("number", "value", "words"),
    [
        ("54", "1,50", "the code's amount '1,50' is not a number such as 12.50."),
        ("54", ".", "the code's amount '.' is not a number"),
        ("53", "840", "the code is for currency 840, country BR; Pix is 986, BR."),
        ("58", "AR", "the code is for currency 986, country AR"),
        ("62", "abc", "the code's object 62 does not hold objects of its own"),
    ],
)
def test_a_code_that_says_what_pix_does_not_is_refused(number, value, words):
    values = objects(code()) | {number: value}

    with pytest.raises(BadInput) as caught:
        payments.parse(_emv_objects.sealed(values))
    assert words in str(caught.value)


def test_what_is_wrong_in_a_code_that_can_be_read_is_advice():
    values = objects(code(key="123.456.789-09"))
    values["26"] = values["26"].replace("12345678909", "12345678900")
    values["54"] = "0.00"

    found = payments.advice(_emv_objects.sealed(values))
    assert [item.rule for item in found.errors] == ["pix.key", "pix.amount"]


def test_a_compact_code_is_smaller_and_says_the_same():
    from campaignkit import qr

    facts = {"key": UUID, "name": "Fulano de Tal", "city": "BRASILIA"}
    usual, compact = payload(**facts), payload(**facts, compact=True)

    assert compact == compact.upper()
    assert [qr.encode(text, level="M").version for text in (usual, compact)] == [7, 6]
    assert payments.parse(compact).fields == {
        **{"key": UUID, "key_type": "evp", "compact": True},
        **{"name": "FULANO DE TAL", "city": "BRASILIA"},
    }


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("1234567890", "Is it the CPF 012.345.678-90 without its zero, or a phone?"),
        ("7526557000100", "Is it the CNPJ 07.526.557/0001-00 without its zero, or a phone?"),
        ("1234567890.0", "Is it the CPF 012.345.678-90"),
        ("123456797", "It is the CPF 001.234.567-97 without its leading zeros"),
        ("191", "It is the CPF 000.000.001-91 without its leading zeros"),
    ],
)
def test_a_document_that_lost_its_zeros_in_a_table_is_asked_for(key, says):
    with pytest.raises(BadInput) as caught:
        payload(key=key, name="Ana", city="Recife")

    assert says in str(caught.value)
    written = str(caught.value).partition("rite '")[2].partition("'")[0]
    assert payload(key=written, name="Ana", city="Recife")  # what it says to write is taken


def test_ten_digits_that_are_no_cpf_are_a_phone_also_out_of_a_table():
    assert "+551133334444" in payload(key="1133334444", name="Ana", city="Recife")
    assert "+551133334444" in payload(key="1133334444.0", name="Ana", city="Recife")


def test_a_key_that_a_spreadsheet_shortened_is_refused_with_the_cure():
    with pytest.raises(BadInput, match="digits are lost"):
        payload(key="1,23457E+10", name="Ana", city="Recife")


def test_a_whole_code_is_no_key():
    code = payload(key="sol@example.com", name="Sol", city="Recife")

    with pytest.raises(BadInput, match="is a whole Pix code, not a key"):
        payload(key=code, name="Sol", city="Recife")


@pytest.mark.parametrize("amount", [10**50, Decimal("1E+50"), Decimal("1e400"), "9" * 11])
def test_an_amount_that_no_code_can_carry_is_too_big(amount):
    with pytest.raises(TooBig, match=r"is more than 9999999999\.99"):
        code(amount=amount)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (
            "123.456.789-0",
            r"written as a CPF, but has 10 digits; it has 11\. Is it 012\.345\.678-90",
        ),
        ("12345678-90", r"but has 10 digits; it has 11\. Is it 012\.345\.678-90"),
        ("123.456.789", r"but has 9 digits; it has 11\. Which digit is missing"),
        ("123.456.789-1", r"but has 10 digits; it has 11\. Which digit is missing"),
        ("123.456.789-012", r"but has 12 digits; it has 11\. Which digit is too many"),
        ("7.526.557/0001-00", r"a CNPJ, but has 13 digits; it has 14\. Is it 07\.526\.557/0001-00"),
        ("12.345.678/0001-9", r"a CNPJ, but has 13 digits; it has 14\. Which digit is missing"),
        ("12.345.678/0001", r"a CNPJ, but has 12 digits; it has 14\. Which digit is missing"),
        ("12.345.678/0001-955", r"a CNPJ, but has 15 digits; it has 14\. Which digit is too many"),
    ],
)
def test_what_is_written_as_a_document_is_never_read_as_a_phone(key, says):
    with pytest.raises(BadInput, match=says):
        code(key=key)


@pytest.mark.parametrize(
    "key", ["11.98765.4321", "11.98765-4321", "(11) 98765-4321", "11 98765.4321"]
)
def test_a_phone_with_dots_is_a_phone(key):
    assert "+5511987654321" in code(key=key)


def test_a_whole_code_with_words_before_it_is_no_key():
    with pytest.raises(BadInput, match="is a whole Pix code, not a key"):
        code(key=f"Pix copia e cola: {code(key='sol@example.com')}")
