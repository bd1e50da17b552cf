"""What a folder holds beside the assets of today: others' lines stay, left files are told."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def codes(name: str, count: int = 2, **more: Any) -> dict[str, Any]:
    rows = [{"n": n} for n in range(1, count + 1)]
    return {"name": name, "text": "Mesa {{ n }}", "rows": rows, **more}


def made(*assets: dict[str, Any]) -> ck.Campaign:
    return ck.Campaign(SHOP, codes=[*assets])


def lines(name: str = "out/manifest.csv") -> list[dict[str, str]]:
    with Path(name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_build_of_one_asset_leaves_the_lines_of_the_others():
    both = made(codes("a"), codes("b", 3, text="{{ n }}{{ 1 // (n - 2) }}"))
    both.build("out", check=False)
    before = {each["asset"]: each["problem"] for each in lines()}

    built = made(codes("a", 4), codes("b", 3)).build("out", check=False, only=["a"])
    assert (built.made, len(built.files)) == (4, 4)
    assert [each["asset"] for each in lines()] == ["a"] * 4 + ["b"] * 3
    assert {each["asset"]: each["problem"] for each in lines()} == before
    assert [each["asset"] for each in lines("out/problems.csv")] == ["b"]
    assert not Path("out/leftover.csv").exists()


def test_lines_of_files_that_are_gone_do_not_stay():
    made(codes("a"), codes("b")).build("out", check=False)
    Path("out/b/0001.pdf").unlink()

    made(codes("a"), codes("b")).build("out", check=False, only="a")
    assert [each["file"] for each in lines() if each["asset"] == "b"] == ["b/0002.pdf"]


def test_what_a_build_of_one_asset_left_alone_is_not_made_again():
    both = made(codes("a"), codes("b"))
    both.build("out", check=False)
    both.build("out", check=False, only="a")

    assert both.build("out", check=False).reused == 4


def test_files_of_an_asset_that_was_renamed_are_told_until_they_are_deleted():
    made(codes("old"), codes("b", 1)).build("out", check=False)
    now = made(codes("new"), codes("b", 1))
    assert now.plan("out").left_over == ("old/0001.pdf", "old/0002.pdf")
    assert "2 of the files there belong to no asset any more" in str(now.plan("out"))

    for _ in range(2):  # the second build knows no more of it than the list of the first
        (line,) = now.build("out", check=False).report
        assert (
            "left over from an earlier build, and no longer made: old/0001.pdf, old/0002.pdf"
            in line
        )
        assert "(files: 2)" in line and "leftover.csv" in line
        assert [each["asset"] for each in lines("out/leftover.csv")] == ["old", "old"]
    assert now.diff("out").gone == ("old/0001.pdf", "old/0002.pdf")
    assert now.plan("out").left_over == ("old/0001.pdf", "old/0002.pdf")

    for path in Path("out/old").iterdir():
        path.unlink()
    assert now.build("out", check=False).report == ()
    assert not Path("out/leftover.csv").exists()
    assert not now.diff("out")


def test_an_asset_that_comes_back_takes_its_files_back():
    made(codes("old", 1), codes("b", 1)).build("out", check=False)
    made(codes("b", 1)).build("out", check=False)

    built = made(codes("old", 1), codes("b", 1)).build("out", check=False)
    assert built.report == ()
    assert not Path("out/leftover.csv").exists()


def test_files_of_a_shop_that_is_gone_are_told():
    shops = [
        {"name": name, "phone": f"(11) 98765-432{n}", "country": "BR"}
        for n, name in enumerate(("Sol", "Lua"))
    ]
    ck.Campaign(shops=shops, codes=[codes("a", 1)]).build("out", check=False)
    one = ck.Campaign(shops=shops[:1], codes=[codes("a", 1)])

    assert one.plan("out").left_over == ("Lua/a/0001.pdf",)
    assert "no longer made: Lua/a/0001.pdf" in str(one.build("out", check=False).problems)


def test_files_that_nobody_built_are_nobodys_business():
    made(codes("a", 1)).build("out", check=False)
    Path("out/notes.txt").write_text("mine", encoding="utf-8")
    Path("out/leftover.csv").write_text("mine,too\n1,2\n", encoding="utf-8")

    assert made(codes("a", 1)).build("out", check=False).report == ()
    assert made(codes("a", 1)).plan("out").left_over == ()
    assert Path("out/leftover.csv").read_text(encoding="utf-8") == "mine,too\n1,2\n"


def test_a_label_in_a_file_whose_bytes_stay_is_no_other():
    made(codes("a")).build("out", check=False)
    text = Path("out/manifest.csv").read_text(encoding="utf-8")
    (settings,) = {line["settings"] for line in lines()}
    Path("out/manifest.csv").write_text(text.replace(settings, "0" * 16), encoding="utf-8")

    found = made(codes("a")).diff("out")
    assert (found.rows, len(found.same), bool(found)) == ((), 2, False)
