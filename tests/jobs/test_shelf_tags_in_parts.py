"""Shelf tags of a long table are made a few pages at a time, as labels are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck
from campaignkit.jobs import product_files

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
TAGS = {"name": "tags", "make": "shelf-tags", "stock": "Avery L7165", "rows": "products.csv"}
PART = 64  # rows: 8 pages of 8 tags


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(count: int, **changed: str) -> None:
    lines = [changed.get(f"n{n}", f"P{n},Bolo {n},1{n % 9},pães") for n in range(1, count + 1)]
    text = "\n".join(["id,title,price,cor da caixa", *lines])
    Path("products.csv").write_text(text + "\n", encoding="utf-8")


def build(out: str = "out", **how: Any) -> ck.Built:
    return ck.Campaign(SHOP, catalogs=[TAGS]).build(out, **{"check": False, **how})


def test_a_changed_price_makes_its_part_anew_and_the_file_is_what_a_fresh_build_makes():
    table(150)
    build()
    table(150, n70="P70,Bolo 70,99,pães")

    again = build()

    assert (again.made, again.reused) == (150, 150 - PART)
    build("fresh")
    assert Path("out/tags.pdf").read_bytes() == Path("fresh/tags.pdf").read_bytes()
    assert Path("out/manifest.csv").read_bytes() == Path("fresh/manifest.csv").read_bytes()


def test_each_row_has_its_fate_and_what_is_doubtful_is_told_with_its_row():
    table(150, n3="P3,Bolo 3,,", n100=",,,", n101="P101,Bolo 101,preço,")

    built = build()

    found = {line.row: line.status for line in ck.manifest("out")}
    bad = {3: "failed", 101: "failed"}
    assert found == {n: bad.get(n, "unchecked") for n in range(1, 151) if n != 100}
    told = {(each.rule, each.where.row) for each in built.problems}
    assert ("table.blank-row", 101) in told  # with the row after it
    assert {row for rule, row in told if rule == "feed.column-unknown"} == {None}


def test_what_is_wrong_with_the_whole_table_is_told_once():
    text = "\n".join(["id,title", *(f"P{n},Bolo {n}" for n in range(150))])
    Path("products.csv").write_text(text, encoding="utf-8")

    built = build()

    assert [each.rule for each in built.problems.errors] == ["feed.column-missing"]
    assert {line.status for line in ck.manifest("out")} == {"failed"}


def test_no_more_of_a_table_is_in_memory_than_a_part(monkeypatch: pytest.MonkeyPatch):
    held: list[int] = []
    catalog = product_files.catalog

    def counted(*given: Any, **more: Any) -> Any:
        made = catalog(*given, **more)
        held.append(len(made.products))
        return made

    monkeypatch.setattr(product_files, "catalog", counted)
    monkeypatch.setattr(product_files, "_LOOKED_AT", PART)
    table(200)

    build()

    assert max(held) == PART
