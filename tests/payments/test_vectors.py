"""The standards' own examples and codes in use: built letter for letter, and read field by field.

P1, P2: Manual de Padrões para Iniciação do Pix 2.2. P3: Manual do BR Code 1.0.0. P4, P5: codes
of banks in use. P6, P7: Pix API 2.9.0. EMV: EMVCo Merchant-Presented Mode 1.1. E1: EPC069-12.
E2: Wikimedia Deutschland. The rest follow the same rules; their check sums were computed with
another CRC routine.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from campaignkit import payments, qr
from campaignkit.errors import BadInput
from campaignkit.payments import _emv_objects, bharat, emv, epc, kinds, pix

UUID = "123e4567-e12b-12d1-a456-426655440000"
FULANO = {"name": "Fulano de Tal", "city": "BRASILIA"}
CHARGE = "pix.example.com/v2/8b3da2f39a4140d1a91abd93113bd441"

PIX = {
    "P1": (
        "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
        "5913Fulano de Tal6008BRASILIA62070503***63041D3D",
        {"key": UUID, **FULANO},
    ),
    "P2": (
        "00020101021226730014br.gov.bcb.pix2551pix.example.com/v2/8b3da2f39a4140d1a91abd93113bd441"
        "5204000053039865406123.455802BR5913Fulano de Tal6008BRASILIA62190515RP12345678-2019"
        "63047309",
        {
            **{"url": f"https://{CHARGE}", "amount": "123.45", "txid": "RP12345678-2019"},
            **{"single_use": True, **FULANO},
        },
    ),
    "P4": (
        "00020126510014br.gov.bcb.pix0115thalesog@me.com0210Pedido 123520400005303986540510.00"
        "5802BR5914THALES OGLIARI6015SAO MIGUEL DO O62070503***63040DC6",
        {
            **{"key": "ThalesOG@me.com", "description": "Pedido 123", "amount": Decimal(10)},
            **{"name": "THALES OGLIARI", "city": "SÃO MIGUEL DO OESTE"},
        },
    ),
    "P5": (
        "00020126950014br.gov.bcb.pix01364004901d-bd85-4769-8e52-cb4c42c506dc0221Jornada pagador "
        "431070308999990085204000053039865406577.575802BR5903Pix6008BRASILIA6229052599ed983ea5704"
        "13d8d336301d630418B7",
        {
            **{"key": "4004901d-bd85-4769-8e52-cb4c42c506dc", "name": "Pix", "city": "BRASILIA"},
            **{"description": "Jornada pagador 43107", "facilitator": "99999008"},
            **{"amount": "577.57", "txid": "99ed983ea570413d8d336301d"},
        },
    ),
    "P6": (
        "00020126180014br.gov.bcb.pix5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***"
        "80800014br.gov.bcb.pix2558pix.example.com/qr/v2/rec/2353c790eefb11eaadc10242ac120002"
        "630462C9",
        {"recurrence": "pix.example.com/qr/v2/rec/2353c790eefb11eaadc10242ac120002", **FULANO},
    ),
    "P7": (
        "00020101021226760014br.gov.bcb.pix2554pix.example.com/qr/v2/8b3da2f39a4140d1a91abd93113bd"
        "4415204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***80800014br.gov.bcb.pix"
        "2558pix.example.com/qr/v2/rec/94ed2badcbc04c15b0bb7fa35319489063047741",
        {
            "url": "pix.example.com/qr/v2/8b3da2f39a4140d1a91abd93113bd441",
            "recurrence": "pix.example.com/qr/v2/rec/94ed2badcbc04c15b0bb7fa353194890",
            **{"single_use": True, **FULANO},
        },
    ),
    "P8": (
        "00020126330014br.gov.bcb.pix0111123456789095204000053039865802BR5913Fulano de Tal6008"
        "BRASILIA62070503***6304DBC3",
        {"key": "123.456.789-09", **FULANO},
    ),
    "P9": (
        "00020126360014br.gov.bcb.pix011412345678000195520400005303986540510.005802BR5911LOJA DA "
        "ANA6009SAO PAULO62100506MESA0463046017",
        {
            **{"key": "12.345.678/0001-95", "amount": "10", "txid": "MESA04"},
            **{"name": "LOJA DA ANA", "city": "SÃO PAULO"},
        },
    ),
    "P10": (
        "00020126360014br.gov.bcb.pix0114+551198765432152040000530398654041.505802BR5918PADARIA "
        "PAO QUENTE6014RIO DE JANEIRO62070503***6304D881",
        {
            **{"key": "(11) 98765-4321", "amount": "1.5"},
            **{"name": "PADARIA PÃO QUENTE", "city": "RIO DE JANEIRO"},
        },
    ),
    "P11": (
        "00020126530014br.gov.bcb.pix0118vendas@example.com0209Pedido 425204000053039865406123.45"
        "5802BR5912CAFE DO JOAO6013FLORIANOPOLIS62120508PEDIDO426304947D",
        {
            **{"key": "vendas@example.com", "description": "Pedido 42", "amount": "123.45"},
            **{"txid": "PEDIDO42", "name": "CAFÉ DO JOÃO", "city": "FLORIANÓPOLIS"},
        },
    ),
    "P12": (
        "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-42665544000052040000530398654040."
        "015802BR5913Fulano de Tal6008BRASILIA62290525AAAAAAAAAAAAAAAAAAAAAAAAA6304F0F5",
        {"key": UUID, "amount": "0.01", "txid": "A" * 25, **FULANO},
    ),
    "P13": (
        "00020126580014BR.GOV.BCB.PIX0136123E4567-E12B-12D1-A456-4266554400005204000053039865802BR"
        "5913FULANO DE TAL6008BRASILIA62070503***63048392",
        {"key": UUID, "compact": True, **FULANO},
    ),
    "P14": (
        "00020126360014br.gov.bcb.pix011412ABC34501DE3552040000530398654045.005802BR5909LOJA NOVA"
        "6006RECIFE62070503***630465BA",
        {"key": "12.abc.345/01de-35", "amount": 5, "name": "LOJA NOVA", "city": "RECIFE"},
    ),
    "P15": (
        f"00020126990014br.gov.bcb.pix0177{'a' * 65}@example.com5204000053039865802BR5901X6001Y"
        "62070503***6304F9CD",
        {"key": f"{'a' * 65}@example.com", "name": "X", "city": "Y"},
    ),
}
SEVERAL_ARRANGEMENTS = (  # P3
    "00020104141234567890123426660014BR.GOV.BCB.PIX014466756C616E6F32303139406578616D706C652E636F"
    "6D27300012BR.COM.OUTRO011001234567895204000053039865406123.455802BR5915NOMEDORECEBEDOR6008"
    "BRASILIA61087007490062530515RP12345678-201950300017BR.GOV.BCB.BRCODE01051.0.080450014"
    "BR.GOV.BCB.PIX0123PADRAO.URL.PIX/0123ABCD81390012BR.COM.OUTRO01190123.ABCD.3456.WXYZ6304EB76"
)
EMVCO = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
    "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412"
    "340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A"
)
BHARAT = (
    "00020101021126370010A0000005240119chaishop@okhdfcbank5204581253033565802IN5909Chai Shop6006"
    "Mumbai610640000163044EA3"
)
CHAI = {"address": "chaishop@okhdfcbank", "name": "Chai Shop"}
UPI = {
    "U1": ("upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop&cu=INR", CHAI, 54, 4),
    "U2": (
        "upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop&tr=ORD0042&tn=Masala%20chai%20%26%20"
        "samosa&am=50.00&cu=INR",
        {**CHAI, "reference": "ORD0042", "note": "Masala chai & samosa", "amount": "50"},
        *(106, 6),
    ),
    "U3": (
        "upi://pay?pa=9876543210@ybl&pn=%E0%A4%B0%E0%A4%BE%E0%A4%9C%20%E0%A4%AE%E0%A5%87%E0%A4%A1"
        "%E0%A4%BF%E0%A4%95%E0%A4%B2&cu=INR",
        {"address": "9876543210@ybl", "name": "राज मेडिकल"},
        *(122, 7),
    ),
}
EPC = {
    "E1": (
        "BCD|001|1|SCT|BPOTBEB1|Red Cross of Belgium|BE72000000001616|EUR1|CHAR||Urgency fund|"
        "Sample EPC QR code",
        {
            **{"version": "001", "bic": "BPOTBEB1", "name": "Red Cross of Belgium", "amount": 1},
            **{"iban": "BE72 0000 0000 1616", "purpose": "CHAR", "text": "Urgency fund"},
            "note": "Sample EPC QR code",
        },
        *(103, 6),
    ),
    "E2": (
        "BCD|002|1|SCT||Wikimedia Foerdergesellschaft|DE33100205000001194700|EUR20|||"
        "Spende fuer Wikipedia",
        {
            **{"name": "Wikimedia Foerdergesellschaft", "iban": "DE33100205000001194700"},
            **{"amount": Decimal(20), "text": "Spende fuer Wikipedia"},
        },
        *(97, 6),
    ),
    "E3": (
        "BCD|002|1|SCT||Franz Mustermänn|DE71110220330123456789|EUR12.3|GDDS|RF18539007547034",
        {
            **{"name": "Franz Mustermänn", "iban": "DE71 1102 2033 0123 4567 89"},
            **{"amount": "12.3", "purpose": "GDDS", "reference": "RF18 5390 0754 7034"},
        },
        *(85, 6),
    ),
    "E4": (
        "BCD|002|1|SCT||Padaria Ana Lda|PT50000201231234567890154||||Mesa 4",
        {"name": "Padaria Ana Lda", "iban": "PT50000201231234567890154", "text": "Mesa 4"},
        *(66, 5),
    ),
}
E5 = "BCD|002|2|SCT||Café Zürich GmbH|DE89370400440532013000|EUR9.90|||Rechnung 42"


@pytest.mark.parametrize("name", PIX)
def test_a_pix_code_is_built_letter_for_letter(name):
    text, facts = PIX[name]

    assert kinds()["pix"](**facts) == text


@pytest.mark.parametrize("name", PIX)
def test_a_pix_code_is_read_and_comes_back(name):
    text, _ = PIX[name]

    found = payments.parse(text)
    assert found.kind == "pix"
    assert payments.rebuild(found) == text


def test_what_a_pix_code_says_stands_under_the_names_of_the_facts():
    text, _ = PIX["P11"]

    assert payments.parse(text).fields == {
        **{"key": "vendas@example.com", "key_type": "email", "description": "Pedido 42"},
        **{"amount": Decimal("123.45"), "txid": "PEDIDO42"},
        **{"name": "CAFE DO JOAO", "city": "FLORIANOPOLIS"},
    }


@pytest.mark.parametrize("text", [*(PIX[name][0] for name in PIX), SEVERAL_ARRANGEMENTS, EMVCO])
def test_objects_come_back_in_the_order_they_stood(text):
    objects = _emv_objects.opened(text)

    assert _emv_objects.seal(objects) == text


def test_the_manuals_code_of_several_arrangements_is_pix_and_keeps_the_others():
    found = payments.parse(SEVERAL_ARRANGEMENTS)

    assert found.kind == "pix"
    assert found.fields["txid"] == "RP12345678-2019"
    assert found.fields["postal_code"] == "70074900"
    assert found.fields["extra"] == {
        "04": "12345678901234",
        "27": "0012BR.COM.OUTRO01100123456789",
        "62-50": "0017BR.GOV.BCB.BRCODE01051.0.0",
        "80": "0014BR.GOV.BCB.PIX0123PADRAO.URL.PIX/0123ABCD",
        "81": "0012BR.COM.OUTRO01190123.ABCD.3456.WXYZ",
    }
    with pytest.raises(BadInput, match="is no Pix key"):
        payments.rebuild(found)  # its key is an e-mail address in hexadecimal digits


def test_the_manuals_code_of_several_arrangements_is_built_from_its_parts():
    found = emv.parse(SEVERAL_ARRANGEMENTS)

    assert found.fields["accounts"]["27"] == {"00": "BR.COM.OUTRO", "01": "0123456789"}
    assert payments.rebuild(found) == SEVERAL_ARRANGEMENTS


def test_emvcos_own_sample_is_read_field_by_field():
    found = payments.parse(EMVCO)

    assert (found.kind, found.name, found.amount) == ("emv", "BEST TRANSPORT", Decimal("23.72"))
    assert found.fields == {
        "accounts": {
            "29": {"00": "D15600000000", "05": "A93FO3230Q"},
            "31": {"00": "D15600000001", "03": "12345678"},
        },
        **{"name": "BEST TRANSPORT", "city": "BEIJING", "country": "CN", "currency": "CNY"},
        **{"amount": Decimal("23.72"), "category": "4111", "single_use": True, "tip": "ask"},
        "additional": {"store": "1234", "customer": "***", "terminal": "A6008667", "ask": "ME"},
        **{"local_language": "ZH", "local_name": "最佳运输", "local_city": "北京"},
        "extra": {"91": "0016A011223344998877070812345678"},
    }


def test_emvcos_own_sample_is_built_in_the_order_of_its_ids():
    made = payments.rebuild(payments.parse(EMVCO))

    assert len(made) == len(EMVCO)
    assert sorted(_emv_objects.opened(made)) == sorted(_emv_objects.opened(EMVCO))
    assert payments.parse(made).fields == payments.parse(EMVCO).fields


def test_a_bharat_qr_is_built_and_read():
    made = bharat.payload(**CHAI, city="Mumbai", postal_code="400001", category="5812")

    assert made == BHARAT
    found = payments.parse(BHARAT)
    assert found.kind == "bharat"
    assert found.fields == {
        **CHAI,
        **{"city": "Mumbai", "postal_code": "400001", "category": "5812", "single_use": False},
    }
    assert payments.rebuild(found) == BHARAT


@pytest.mark.parametrize("name", UPI)
def test_a_upi_link_is_built_letter_for_letter_and_read(name):
    text, facts, size, version = UPI[name]

    assert kinds()["upi"](**facts) == text
    assert payments.rebuild(payments.parse(text)) == text
    assert len(text) == size
    assert qr.encode(text, level="M").version <= version


@pytest.mark.parametrize("name", EPC)
def test_an_epc_code_is_built_letter_for_letter_and_read(name):
    written, facts, size, version = EPC[name]
    text = written.replace("|", "\n")

    assert kinds()["epc"](**facts) == text
    assert payments.rebuild(payments.parse(text)) == text
    assert len(text.encode()) == size
    assert qr.encode(text, level="M").version <= version


def test_an_epc_code_in_another_character_set_is_read_from_text_and_from_bytes():
    text = E5.replace("|", "\n")

    assert len(text.encode("iso8859-1")) == 76
    for given in (text, text.encode("iso8859-1"), text.replace("\n", "\r\n")):
        found = epc.parse(given)
        assert found.fields == {
            **{"name": "Café Zürich GmbH", "iban": "DE89370400440532013000"},
            **{"amount": Decimal("9.90"), "text": "Rechnung 42"},
        }


def test_that_code_is_rebuilt_in_unicode_which_is_what_our_codes_hold():
    made = payments.rebuild(epc.parse(E5.replace("|", "\n")))

    assert made == E5.replace("|", "\n").replace("\n2\n", "\n1\n")


@pytest.mark.parametrize("name", sorted(PIX)[:10])
def test_every_single_character_that_changes_in_a_pix_code_is_caught(name):
    text, _ = PIX[name]
    signs = "09AFZafz*. ~á"
    mutated = {text[:at] + sign + text[at + 1 :] for at in range(len(text)) for sign in signs} - {
        text
    }

    missed = [code for code in mutated if not caught(code)]
    assert len(mutated) > 12 * len(text) - len(text)
    assert missed == []


@pytest.mark.parametrize("name", sorted(PIX)[:10])
def test_a_pix_code_that_lost_doubled_or_swapped_a_character_is_caught(name):
    text, _ = PIX[name]
    places = range(len(text))
    lost = {text[:at] + text[at + 1 :] for at in places}
    doubled = {text[:at] + text[at] + text[at:] for at in places}
    swapped = {text[:at] + text[at : at + 2][::-1] + text[at + 2 :] for at in places}

    assert [code for code in lost | doubled | swapped - {text} if not caught(code)] == []


def caught(code: str) -> bool:
    """Say whether a code is refused, or (for a check sum in small letters) reported."""
    try:
        found = payments.parse(code)
    except BadInput:
        return True
    return found.kind == "pix" and "pix.check-sum" in {item.rule for item in payments.advice(code)}


def test_a_check_sum_in_small_letters_is_read_and_reported():
    text, facts = PIX["P1"]

    assert pix.parse(text[:-4] + "1d3d").fields["key"] == facts["key"]
    (problem,) = payments.advice(text[:-4] + "1d3d")
    assert (problem.severity, problem.rule) == ("warning", "pix.check-sum")
    assert str(problem) == (
        "the check sum 1d3d is in small letters. Write 1D3D: some apps read capitals only."
    )
