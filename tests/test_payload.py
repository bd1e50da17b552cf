from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit import payload, payments
from campaignkit.errors import BadInput
from campaignkit.link_kinds import chat
from campaignkit.payments import epc, pix, upi

PIX = pix.payload(key="sol@example.com", name="Sol", city="Recife", amount="10.00")
UPI = upi.payload(address="chaishop@okhdfcbank", name="Chai Shop")
EPC = epc.payload(name="Wikimedia", iban="DE33100205000001194700", amount=20)


@pytest.mark.parametrize("text", [PIX, UPI, EPC])
def test_a_payment_is_judged_as_a_payment(text):
    assert payload.is_payment(text)
    assert str(payload.judge(text)) == "no problems"


@pytest.mark.parametrize("text", [chat.link("+5511987654321", "Oi"), "Mesa 5", "", "https://x.com"])
def test_what_asks_for_no_money_is_no_payment(text):
    assert not payload.is_payment(text)
    assert str(payload.judge(text)) == "no problems"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (PIX[:-4] + "0000", "emv.check-sum"),
        ("https://wa.me/nan", "link.missing"),
        ("https://wa.me/" + "w" * 9_000, "link.too-long"),
        ("padariasol.com.br", "link.no-scheme"),
    ],
)
def test_what_is_broken_is_a_finding_and_never_raised(text, rule):
    assert rule in [problem.rule for problem in payload.judge(text)]


@pytest.mark.parametrize(
    ("text", "rule", "right"),
    [
        (f"Pix copia e cola: {PIX}", "payment.around", PIX),
        (f"Pix Copia e Cola:\n{PIX}\n", "payment.around", PIX),
        (f"\n{PIX}", "payment.around", PIX),
        (f"'{PIX}'", "payment.around", PIX),
        (f"{PIX[:40]}\n{PIX[40:]}", "payment.lines", PIX),
        (f"{PIX[:40]}\r\n{PIX[40:80]}\r\n{PIX[80:]}", "payment.lines", PIX),
        (f"UPI: {UPI}", "payment.around", UPI),
        (f"\n{EPC}", "payment.around", EPC),
    ],
)
def test_what_stands_around_a_payment_code_is_named_and_the_code_given_alone(text, rule, right):
    (problem,) = payload.judge(text)

    assert (problem.rule, problem.severity) == (rule, "error")
    assert problem.params["right"] == right
    assert problem.fix == ("Write the code alone" if "\n" in right else f"Write {right}")


@pytest.mark.parametrize("text", ["Pix copia e cola aceito aqui", "https://x.com/?to=upi://pay"])
def test_words_about_payments_are_no_payment(text):
    assert not payload.is_payment(text)


@given(st.text(max_size=80))
def test_any_text_is_judged(text):
    assert len(payload.judge(text)) >= 0


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("https://wa.me/5511987654321&text=Oi", "link.question-mark", "error"),
        ("http://wa.me/5511987654321", "link.http", "warning"),
        (f"Pix copia e cola: {PIX}", "payment.around", "error"),
    ],
)
def test_every_code_that_is_read_back_is_judged(tmp_path, text, rule, severity):
    code = ck.qr_code(text)
    code.save(tmp_path / "code.pdf", check=False)

    for found in (code.check(), ck.check(tmp_path / "code.pdf")):
        assert (rule, severity) in [(each.rule, each.severity) for each in found]


def test_a_code_that_opens_nothing_is_not_saved(tmp_path):
    with pytest.raises(BadInput, match="the cell it came from was empty"):
        ck.qr_code("https://wa.me/nan").save(tmp_path / "code.png")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "before", ["Copia e cola: ", "Pix copia e cola:\n", "PIX: ", "\n\n", "'", "Código do Pix\n"]
)
def test_a_payment_is_read_without_the_words_before_it_and_they_are_named(before):
    found = payments.parse(before + PIX)

    assert found == payments.parse(PIX)
    assert [problem.rule for problem in payments.advice(before + PIX)] == ["payment.around"]
    assert "payment.around" in [problem.rule for problem in payload.judge(before + PIX)]


@pytest.mark.parametrize("wrong", [PIX + "8", PIX + "\nabc", "x" + PIX, PIX[:-1] + "x"])
def test_letters_that_touch_a_payment_are_not_passed_over(wrong):
    with pytest.raises(BadInput, match=r"check sum|no payment code|around"):
        payments.parse(wrong)


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("nan", "link.missing", "the cell it came from was empty"),
        (" #N/A ", "link.missing", "'#N/A'"),
        (" \n", "link.blank", "nothing but blanks"),
        ("5,51199E+12", "link.shortened", "shortened by a spreadsheet"),
        ("+55 (11) 98765-4321", "link.number-alone", "tel:+5511987654321 for a call"),
    ],
)
def test_plain_text_that_was_to_be_something_else_is_doubtful(text, rule, said):
    (doubt,) = payload.judge(text)

    assert (doubt.rule, doubt.severity) == (rule, "warning")
    assert said in str(doubt)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("WIFI:T:WPA;S:Caf;é;P:se;nha123;;", r"WIFI:T:WPA;S:Caf\;é;P:se\;nha123;;"),
        ("WIFI:S:Sol;T:WPA;P:pao;quente", r"WIFI:S:Sol;T:WPA;P:pao\;quente;;"),
    ],
)
def test_a_network_that_is_cut_at_a_semicolon_is_refused_with_what_was_meant(text, right):
    (cut,) = payload.judge(text).errors

    assert cut.rule == "link.wifi-cut"
    assert cut.fix.endswith(f"write {right}")
    assert not payload.judge(right).errors


def test_a_network_without_its_end_is_told():
    (told,) = payload.judge("WIFI:T:WPA;S:Sol;P:12345678")

    assert (told.rule, told.severity) == ("link.wifi-cut", "warning")
    assert told.fix == "Write WIFI:T:WPA;S:Sol;P:12345678;;"


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("WIFI:T:WPA;S:Sol;P:short;;", "wifi.password", "error"),
        ("WIFI:T:WEP;S:Sol;P:1234;;", "wifi.wep-key", "error"),
        ("WIFI:T:WPA;S:Sol;P:senha com ç;;", "wifi.password-sign", "warning"),
    ],
)
def test_a_password_that_no_such_network_has_is_told(text, rule, severity):
    assert (rule, severity) in {(each.rule, each.severity) for each in payload.judge(text)}


@given(st.text(min_size=1, max_size=10), st.from_regex(r"[ -~]{8,63}", fullmatch=True))
def test_every_network_that_is_made_is_judged_sound(ssid, password):
    try:
        made = ck.wifi(ssid, password)
    except BadInput:
        return

    assert not payload.judge(made).errors


@pytest.mark.parametrize("name", ["null", "nan", "#N/A", "{{ rede }}"])
def test_a_network_is_not_called_as_an_empty_cell_is_read(name):
    said = "the cell it came from was empty|a template not filled in"
    with pytest.raises(BadInput, match=rf"the network's name .*({said})"):
        ck.wifi(name, "pao;quente")
