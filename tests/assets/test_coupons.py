"""Coupons: each printed once, good once, until its day; two tills at once; the file read back."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner

import campaignkit as ck
from campaignkit.cli import cli
from campaignkit.errors import BadInput
from tests.rows.books import book

NOON = datetime(2026, 12, 1, 12)
SPEC = """
[business]
name = "Sol"
phone = "(11) 98765-4321"
country = "BR"
language = "pt_BR"

[[stickers]]
name = "coupons"
design = "coupon"
rows = "places.csv"
stock = { page = "A4", label = [95, 65], grid = [2, 4], margin = [8, 8] }
copies = 2
text = "Oi! Quero usar o cupom {{ token }}"
facts = { offer = "{{ value }}", code = "{{ token }}", until = "{{ expires | date }}" }
token = { secret = "pão quente", value = "10 %", expires = 2026-12-31 }
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("coupons")
    (folder / "places.csv").write_text("id,place\na,Feira\nb,Largo\n", encoding="utf-8")
    (folder / "campaign.toml").write_text(SPEC, encoding="utf-8")
    built = ck.campaign(folder / "campaign.toml").build(folder / "out")
    assert built, built
    return folder


def codes(folder):
    lines = csv.DictReader((folder / "out" / "manifest.csv").read_text("utf-8").splitlines())
    return [line["token"] for line in lines]


def test_each_is_listed_with_its_value_and_its_last_day(printed):
    lines = list(csv.DictReader((printed / "out" / "manifest.csv").read_text("utf-8").splitlines()))

    assert len({line["token"] for line in lines}) == 4
    assert {(line["value"], line["expires"], line["status"]) for line in lines} == {
        ("10 %", "2026-12-31", "ok")
    }


def test_a_coupon_is_good_once_and_the_second_time_is_told(printed, tmp_path):
    till = ck.coupons(printed / "out", tmp_path / "used.csv")
    code = codes(printed)[0]

    first = till.redeem(code.lower().replace("-", " "), at=NOON, amount="32.50", by="till 1")
    again = till.redeem(code, at=datetime(2026, 12, 2, 9))

    assert first and (first.value, first.place, first.amount) == ("10 %", "Feira", Decimal("32.50"))
    assert not again and (again.fate, again.time, again.by) == ("already", NOON, "till 1")
    assert str(again) == f"{code}: already (2026-12-01 12:00)"
    assert len(ck.coupons(printed / "out", tmp_path / "used.csv").orders()) == 1


def test_two_tills_take_the_same_coupon_and_only_one_is_right(printed, tmp_path):
    file, code = tmp_path / "used.csv", codes(printed)[1]
    one, other = ck.coupons(printed / "out", file), ck.coupons(printed / "out", file)
    looked = other.look_up(code, at=NOON)  # before the first one writes

    assert one.redeem(code, at=NOON, by="one")
    assert looked and not other.redeem(code, at=NOON, by="other")


def test_a_slip_is_put_right_and_what_is_none_is_told(printed):
    till, code = ck.coupons(printed / "out"), codes(printed)[2]

    assert till.look_up(code[:-1], at=NOON).code == code
    assert till.look_up("K4K6-RD2H", at=NOON).fate == "unknown"
    assert till.look_up("", at=NOON).fate == "unknown"
    assert till.redeem(code, at=datetime(2026, 12, 31, 23, 59))
    assert till.redeem(codes(printed)[3], at=datetime(2027, 1, 1)).fate == "expired"


def test_what_was_redeemed_is_counted_by_place_and_joined_to_the_report(printed):
    till = ck.coupons(printed / "out")
    till.redeem(codes(printed)[0], at=NOON, amount=40)
    said = [{"phone": "+5511987650001", "message": f"Quero usar o cupom {codes(printed)[0]}"}]

    best, _ = till.by()
    report = ck.report(printed / "out", said, orders=till.orders())

    assert (best.name, best.printed, best.redeemed, best.amount) == ("Feira", 2, 1, 40)
    assert 0 < best.share.low < 0.5 < best.share.high
    assert (report["Feira"].orders, report["Feira"].money) == (1, 40)
    assert "Feira" in till._repr_html_()


def test_a_list_that_a_till_fills_by_hand_is_read_back(printed, tmp_path):
    ck.coupons(printed / "out").save(tmp_path / "list.csv")
    text = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    filled = [text[0], f"{text[1]}"[: -len(",")].rstrip(",") + ",2026-12-05 10:00,12", *text[2:]]
    double = [*filled, filled[1], "K4K6-RD2H,,,,,,2026-12-05,1"]
    (tmp_path / "list.csv").write_text("\n".join(double), encoding="utf-8")

    found = ck.coupons(printed / "out", tmp_path / "list.csv")

    assert len(list(found)) == 3
    assert [one.rule for one in found.problems()] == ["coupon.twice", "coupon.unknown"]
    with pytest.raises(BadInput, match="would be lost"):
        found.save(tmp_path / "list.csv")


@pytest.mark.parametrize("is_semicolons", [False, True])
def test_a_coupon_is_written_into_a_list_that_a_till_fills_under_its_heads(
    printed, tmp_path, is_semicolons
):
    file = tmp_path / "list.csv"
    ck.coupons(printed / "out").save(file)
    if is_semicolons:
        file.write_text(file.read_text("utf-8-sig").replace(",", ";"), encoding="utf-8")

    taken = ck.coupons(printed / "out", file).redeem(codes(printed)[0], at=NOON, amount="32.50")

    assert taken.fate == "redeemed"
    assert list(ck.coupons(printed / "out", file)) == [replace(taken, by="")]


def test_a_line_is_begun_where_a_person_left_the_last_one_without_an_end(printed, tmp_path):
    file = tmp_path / "used.csv"
    ck.coupons(printed / "out", file).redeem(codes(printed)[0], at=NOON)
    file.write_bytes(file.read_bytes().rstrip())

    ck.coupons(printed / "out", file).redeem(codes(printed)[1], at=NOON)

    assert [one.code for one in ck.coupons(printed / "out", file)] == codes(printed)[:2]


def test_a_workbook_is_read_and_not_written_into(printed, tmp_path):
    file = tmp_path / "list.xlsx"
    before = book({"List": [("code", "redeemed"), (codes(printed)[0], "2026-12-01 12:00")]})
    file.write_bytes(before)
    till = ck.coupons(printed / "out", file)

    assert till.look_up(codes(printed)[0], at=NOON).fate == "already"
    with pytest.raises(BadInput, match=r"a file ends with \.csv; this one with '\.xlsx'"):
        till.redeem(codes(printed)[1], at=NOON)
    assert file.read_bytes() == before


def test_the_command_takes_it_once(printed, tmp_path):
    call = ["redeem", str(printed / "out"), codes(printed)[3], "--into", str(tmp_path / "used.csv")]

    looked = CliRunner().invoke(cli, [*call, "--look"])
    again = CliRunner().invoke(cli, call)

    late = date.today() > date(2026, 12, 31)
    assert late or "good until 2026-12-31, worth 10 %, not used" in looked.output
    assert late or ": redeemed (" in again.output
    assert looked.exit_code == again.exit_code == (1 if late else 0)
    assert CliRunner().invoke(cli, call).exit_code == 1


def test_coupons_that_could_be_made_up_are_refused():
    with pytest.raises(BadInput, match="without a secret"):
        ck.Tokens(campaign="spring", value="10 %")
    with pytest.raises(BadInput, match="is no day"):
        ck.Tokens(campaign="spring", secret="x", value="10 %", expires="tomorrow")
    with pytest.raises(BadInput, match="lists no coupons"):
        ck.coupons([{"payload": "Oi (ref K4K6-RD2H)"}])


@pytest.mark.parametrize(
    ("written", "country", "amount"),
    [
        *[("20,50", None, "20.50"), ("R$ 1.499,90", None, "1499.90"), ("32.50", None, "32.50")],
        *[("1.500", "BR", "1500"), ("₹1,499", "IN", "1499"), ("٢٠٫٥", "EG", "20.50")],
    ],
)
def test_an_amount_is_written_as_in_the_country_of_the_shop(printed, written, country, amount):
    till = ck.coupons(printed / "out", country=country)

    assert till.redeem(codes(printed)[0], at=NOON, amount=written).amount == Decimal(amount)


def test_the_command_takes_amounts_so_too(printed, tmp_path):
    used = tmp_path / "used.csv"
    taken = ["redeem", str(printed / "out"), codes(printed)[1], "--into", str(used)]

    told = CliRunner().invoke(cli, [*taken, "--amount", "20,50"])
    wrong = CliRunner().invoke(cli, [*taken[:2], codes(printed)[2], *taken[3:], "--amount", "ten"])

    assert told.exit_code == 0 and "20.50" in used.read_text("utf-8"), told.output
    assert wrong.exit_code == 2 and "amount='ten'" in wrong.output
