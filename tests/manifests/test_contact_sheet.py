"""contact.html: each shop is seen, what is not shown is counted, and it stays light."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import campaignkit as ck


def sheet_of(tmp_path: Path, shops: int, rows: int, **more: Any) -> str:
    sellers = [
        {"name": f"Loja {n}", "phone": f"(11) 98765-{4000 + n}", "country": "BR"}
        for n in range(shops)
    ]
    codes = {"name": "mesas", "text": "Mesa {{ n }}", "rows": [{"n": n} for n in range(rows)]}
    campaign = ck.Campaign(shops=sellers, codes=[{**codes, **more}])
    campaign.build(tmp_path / "out", check=False, contact=True)
    return (tmp_path / "out/contact.html").read_text(encoding="utf-8")


def test_each_shop_has_a_title_and_a_picture_and_the_rest_is_counted(tmp_path: Path):
    page = sheet_of(tmp_path, shops=3, rows=5)

    sections = re.findall(r"<section>.*?</section>", page, re.DOTALL)
    assert [re.findall(r"<h2 dir=auto>(.*?)</h2>", each) for each in sections] == [
        ["Loja 0"],
        ["Loja 1"],
        ["Loja 2"],
    ]
    assert all(each.count("<img") == 3 and "And 2 more of mesas." in each for each in sections)


def test_many_shops_have_a_picture_each_and_links(tmp_path: Path):
    page = sheet_of(tmp_path, shops=70, rows=2)

    assert page.count("<img") == 70
    assert "href='Loja%2069/mesas/0002.pdf'" in page
    assert len(page) < 70 * 15_000


def test_a_warning_of_a_shop_names_it(tmp_path: Path):
    shops = [
        {"name": "Sol", "phone": "(11) 98765-4321", "country": "BR", "note": "x"},
        {"name": "Lua", "phone": "12", "country": "BR", "note": "x"},
    ]
    codes = {"name": "mesas", "text": "Mesa {{ n }}", "rows": [{"n": "1"}, {"n": ""}]}
    built = ck.Campaign(shops=shops, codes=[codes]).build(tmp_path, check=False, contact=True)

    empty, phone = sorted(built.problems, key=lambda each: each.rule)[::-1]
    assert (phone.where.shop, empty.where.shop) == ("Lua", "Sol")
    assert "shop Sol" in str(built) and "shop Lua" in str(built)
    assert "shop Sol" in (tmp_path / "contact.html").read_text(encoding="utf-8")


def test_a_warning_of_many_shops_is_one_line_that_names_them(tmp_path: Path):
    shops = [{"name": f"Loja {n}", "phone": "(11) 98765-4321", "country": "BR"} for n in range(9)]
    codes = {"name": "mesas", "text": "Mesa {{ n }}", "rows": [{"n": "1"}, {"n": ""}]}
    (line,) = ck.Campaign(shops=shops, codes=[codes]).build(tmp_path, check=False).report

    named = "Loja 0, Loja 1, Loja 2, Loja 3, Loja 4, Loja 5, …"
    assert f"row (2) of 9 shops ({named}), such as row 2: " in line


def test_a_plan_says_what_a_build_says_before_it_draws(tmp_path: Path):
    shops = [
        {"name": "Sol", "phone": "(11) 98765-4321", "country": "BR"},
        {"name": "Lua", "phone": "12", "country": "BR"},
    ]
    table = tmp_path / "rows.csv"
    table.write_text("n\n1\n\n2\n#N/A\n", encoding="utf-8")
    codes = {"name": "mesas", "text": "Mesa {{ n }}", "rows": str(table)}
    campaign = ck.Campaign(shops=shops, codes=[codes])

    assert campaign.report() == campaign.build(tmp_path / "out", check=False).report


def test_the_picture_of_a_small_code_is_sharp(tmp_path: Path):
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR")
    ck.Campaign(shop, codes=[{"name": "c", "text": "Oi"}]).build(tmp_path, contact=True)

    page = (tmp_path / "contact.html").read_text(encoding="utf-8")
    (data,) = re.findall(r"base64,([^']+)", page)
    (tmp_path / "picture.webp").write_bytes(base64.b64decode(data))
    assert [code.text for code in ck.codes(tmp_path / "picture.webp")] == ["Oi"]
