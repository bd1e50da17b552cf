"""What was meant as an address: said where a phone would only show it."""

from __future__ import annotations

import csv

import pytest

import campaignkit as ck
from campaignkit.link_kinds import doubt

PLAIN = [
    *("Mesa 5", "v1.2", "Rua A, 5.º andar", "sol@padariasol.com.br", "St.Jo", "10:30", "1.2.3.4"),
    *("12.345.678/0001-90", "mesa/5", "Obrigado.", "R$ 5,00", "a.b", "http:", "3.50"),
    *(
        "upi://pay?pa=sol@bank",
        "tel:+551132517846",
        "mailto:sol@x.com.br",
        "ftp://x.com",
        "geo:1,2",
    ),
    *("WIFI:T:WPA;S:x.com;;", "BEGIN:VCARD\nURL:x.com\nEND:VCARD", "bitcoin:abc", "sms:+55119"),
    *(
        "https://wa.me/5511987654321?text=x.com",
        "HTTPS://X.COM/A",
        "https://x_y.com",
    ),
    *(
        "http://192.168.0.10/menu",
        "https://user:word@x.com",
        "https://x.com?a=1",
        "https://münchen.de",
    ),
]


@pytest.mark.parametrize("text", PLAIN)
def test_texts_and_whole_links_are_nobodys_mistake(text):
    assert doubt(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("http://localhost:8888", "https://127.0.0.1/menu", "http://[::1]/", r"C:\menu.pdf"),
        *("file:///home/sol/menu.pdf", r"\\server\menu.pdf"),
    ],
)
def test_what_opens_on_one_computer_only_is_told(text):
    problem = doubt(text)

    assert (problem.rule, problem.severity) == ("link.local", "warning")
    assert "no customer's phone can open it" in problem.message


def test_a_payment_is_no_host():
    assert doubt(ck.pix(key="sol@x.com.br", name="Sol", city="Recife", amount="12.50")) is None


@pytest.mark.parametrize(
    ("text", "rule", "fix"),
    [
        ("padariasol.com.br", "no-scheme", "Write https://padariasol.com.br."),
        ("www.x.com.br", "no-scheme", "Write https://www.x.com.br."),
        (" wa.me/5511987654321 ", "no-scheme", "Write https://wa.me/5511987654321."),
        ("X.COM:80/menu?a=1", "no-scheme", "Write https://X.COM:80/menu?a=1."),
        ("htps://x.com.br/a", "broken", "Write https://x.com.br/a."),
        ("https:/x.com", "broken", "Write https://x.com."),
        ("https//x.com", "broken", "Write https://x.com."),
        ("https;//x.com", "broken", "Write https://x.com."),
        ("https:\\\\x.com", "broken", "Write https://x.com."),
        ("http://[", "broken", "Write it as in https://padariasol.com.br."),
        ("https://", "broken", "Write it as in https://padariasol.com.br."),
        ("https://a..br", "broken", "Write it as in https://padariasol.com.br."),
        ("https://padaria sol.com.br", "broken", "Write it as in https://padariasol.com.br."),
    ],
)
def test_an_address_that_a_phone_would_only_show_is_a_warning(text, rule, fix):
    problem = doubt(text)

    assert (problem.rule, problem.severity, problem.fix) == (f"link.{rule}", "warning", fix)
    assert "phones show it as text" in problem.message


@pytest.fixture
def shop():
    return ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def test_stickers_codes_and_sheets_say_so_when_they_are_checked(shop, tmp_path):
    label = ck.sticker("open-for-business", shop, link="padariasol.com.br")
    sheet = ck.sheet(label, stock="Avery L7160", copies=2)
    ck.qr_code("padariasol.com.br").save(tmp_path / "code.pdf")
    found = (
        label.check(),
        ck.qr_code("padariasol.com.br").check(),
        ck.check(tmp_path / "code.pdf"),
    )

    assert [[each.rule for each in problems] for problems in found] == [["link.no-scheme"]] * 3
    assert [each.rule for each in sheet.check()] == ["link.no-scheme"] * 2
    sheet.save(tmp_path / "sheet.pdf")  # a warning keeps nobody from printing


def test_a_build_says_so_beside_the_row(shop, tmp_path):
    rows = [{"site": "https://x.com.br"}, {"site": "www.x.com.br"}]
    common = {"design": "open-for-business", "link": "{{ site }}", "rows": rows}
    paper = {"name": "sheet", "stock": "Avery L7160", **common}
    campaign = ck.Campaign(
        shop,
        stickers=[paper, {"name": "files", **common}],
        codes=[{"name": "codes", "text": "{{ site }}", "rows": rows}],
    )

    built = campaign.build(tmp_path)

    assert [(each.rule, each.where.row) for each in built.problems] == [("link.no-scheme", 2)] * 3
    with (tmp_path / "manifest.csv").open(encoding="utf-8", newline="") as file:
        lines = [(line["row"], line["status"], line["problem"]) for line in csv.DictReader(file)]
    assert [(row, status) for row, status, _said in lines] == [("1", "ok"), ("2", "ok")] * 3
    assert all(("Write https://www.x.com.br" in said) == (row == "2") for row, _s, said in lines)
