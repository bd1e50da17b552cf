"""Nothing is made twice, and nothing stale looks fresh: builds that go on where one ended."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
SHEET = {
    "name": "tags",
    "design": "chat-with-us",
    "text": "Oi {{ n }}",
    "title": "R$ {{ price }}",
    "stock": "Avery L7159",  # 24 labels a page: 192 rows are one part
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(count: int, **prices: str) -> list[dict[str, Any]]:
    return [{"n": n, "price": prices.get(f"n{n}", "1,00")} for n in range(1, count + 1)]


def campaign(rows: Any, **more: Any) -> ck.Campaign:
    return ck.Campaign(SHOP, stickers=[{**SHEET, "rows": rows, **more}])


def build(rows: Any, out: str = "out", check: bool = False, **more: Any) -> Any:
    return campaign(rows, **more).build(out, check=check)


def files(folder: str = "out") -> dict[str, bytes]:
    below = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in below}


def lines(folder: str = "out") -> list[dict[str, str]]:
    with Path(folder, "manifest.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_build_without_a_change_makes_nothing_and_writes_the_same():
    build(table(200))
    before = files()

    again = build(table(200))

    assert again.reused == 200
    assert files() == before


def test_a_changed_row_makes_its_part_anew_and_the_file_is_what_a_fresh_build_makes():
    build(table(500))

    again = build(table(500, n250="2,00"))
    build(table(500, n250="2,00"), out="fresh")

    assert again.reused == 500 - 192
    assert files() == files("fresh")


@pytest.mark.parametrize("count", [150, 192, 193, 600])
def test_rows_that_come_and_go_leave_what_a_fresh_build_makes(count: int):
    build(table(400))
    build(table(count))
    build(table(count), out="fresh")

    assert files() == files("fresh")


def test_a_changed_row_touches_its_own_file_and_no_other():
    own = {key: value for key, value in SHEET.items() if key != "stock"}
    made = {"rows": table(40), **own}
    ck.Campaign(SHOP, stickers=[made]).build("out", check=False)
    before = files()

    changed = {"rows": table(40, n7="9,99"), **own}
    built = ck.Campaign(SHOP, stickers=[changed]).build("out", check=False)

    after = files()
    touched = {name for name in after if after[name] != before[name]}
    assert touched == {"manifest.csv", ".built.json", "tags/0007.pdf"}
    assert built.reused == 40 - 16


@pytest.mark.parametrize(
    "more", [{"title": "Only {{ price }}"}, {"stock": "Avery L7160"}, {"level": "Q"}, {"start": 2}]
)
def test_another_setting_makes_everything_anew(more: dict[str, Any]):
    build(table(30))

    again = build(table(30), **more)
    build(table(30), out="fresh", **more)

    assert again.reused == 0
    assert files() == files("fresh")


def test_another_picture_of_the_same_name_makes_everything_anew(desk: Path):
    from PIL import Image

    def shop(colour: str) -> ck.Business:
        Image.new("RGB", (80, 80), colour).save(desk / "logo.png")
        return ck.Business("Sol", phone="(11) 98765-4321", country="BR", logo=desk / "logo.png")

    stickers = [{**SHEET, "rows": table(5)}]
    ck.Campaign(shop("red"), stickers=stickers).build("out", check=False)
    again = ck.Campaign(shop("blue"), stickers=stickers).build("out", check=False)

    assert again.reused == 0


def test_a_file_that_somebody_changed_is_made_anew():
    build(table(300))
    whole = files()
    Path("out/tags.pdf").write_bytes(whole["tags.pdf"][:-100])

    assert build(table(300)).reused == 0
    assert files() == whole


def test_unchecked_work_is_not_taken_for_proven():
    build(table(5))

    again = build(table(5), check=True)

    assert again.reused == 0
    assert {line["status"] for line in lines()} == {"ok"}


def test_warnings_and_failures_of_what_is_used_again_are_told_again():
    rows = [{"n": n, "price": "x" * 3000 if n == 3 else "1,00"} for n in (1, 2, 3, 1)]
    first = build(rows)
    listed = files()

    again = build(rows)

    assert again.reused == 3
    assert files() == listed
    assert [str(each) for each in again.problems] == [str(each) for each in first.problems]
    assert "row.same-code" in {each.rule for each in again.problems}


def test_a_row_that_now_says_what_another_says_is_found_in_what_is_used_again():
    rows = table(400)
    build(rows)
    rows[0]["n"] = 399  # in the first part; the last is used again

    again = build(rows)

    (problem,) = (each for each in again.problems if each.rule == "row.same-code")
    assert problem.where.row == 399
    assert again.reused == 400 - 192


def test_a_failure_that_may_be_gone_is_tried_again():
    Path("out/tags/0003.pdf").mkdir(parents=True)
    own = {key: value for key, value in SHEET.items() if key != "stock"}
    made = ck.Campaign(SHOP, stickers=[{**own, "rows": table(4)}])
    assert made.build("out", check=False).failed == 1

    Path("out/tags/0003.pdf").rmdir()
    assert made.build("out", check=False).failed == 0


CODE = """
import sys, os, campaignkit as ck
from campaignkit.jobs import earlier_builds
shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
rows = [{"n": n, "price": sys.argv[1]} for n in range(1, 601)]
sheet = {"name": "tags", "design": "chat-with-us", "text": "Oi {{ n }}", "rows": rows,
         "title": "R$ {{ price }}", "stock": "Avery L7159"}
own = {key: value for key, value in sheet.items() if key != "stock"}
campaign = ck.Campaign(shop, stickers=[sheet, {**own, "name": "own", "rows": rows[:40]}])
left, keep = int(sys.argv[2]), earlier_builds.keep_part
def counted(*given):
    global left
    keep(*given)
    left -= 1
    if not left:
        os._exit(9)
earlier_builds.keep_part = counted
built = campaign.build("out", check=False)
print(built.reused, built.made)
"""


@pytest.mark.parametrize("parts", [1, 3, 4, 5])
def test_a_killed_build_goes_on_and_ends_as_one_that_was_not(parts: int, desk: Path):
    def run(price: str, left: int) -> str:
        done = subprocess.run(
            [sys.executable, "-c", CODE, price, str(left)], check=False, capture_output=True
        )
        return done.stdout.decode()

    run("1,00", -1)  # of which nothing is to be left
    assert run("2,00", parts) == ""
    assert Path("out/unfinished.txt").exists()
    reused, made = map(int, run("2,00", -1).split())
    ended = files()
    Path("out").rename("killed")
    run("2,00", -1)

    assert made == 640
    assert reused == sum((192, 192, 192, 24, 16, 16, 8)[:parts])
    assert ended == files()


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: data[:-1],
        lambda data: b"0" + data[1:],  # its mark, which may be compared with another or sorted
        lambda data: b"g" + data[1:],
        lambda data: data.replace(b"text=Oi", b"text=Ai", 1),
    ],
    ids=["cut off", "lower mark", "higher mark", "other text"],
)
def test_a_damaged_part_of_a_killed_build_is_not_believed(
    damaged: Callable[[bytes], bytes], desk: Path
):
    subprocess.run([sys.executable, "-c", CODE, "1,00", "2"], check=False)
    part = max(Path("out/unfinished").iterdir(), key=lambda each: each.read_bytes())
    before = part.read_bytes()
    part.write_bytes(damaged(before))
    assert part.read_bytes() != before

    done = subprocess.run(
        [sys.executable, "-c", CODE, "1,00", "-1"], capture_output=True, check=True
    )

    assert done.stdout.split()[0] == b"192"
    for line in lines():
        data = Path("out", line["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == line["sha256"]


def test_a_diff_tells_why_a_label_is_another():
    build(table(30))

    price = campaign(table(30, n2="3,00")).diff("out")
    design = campaign(table(3), title="Oi").diff("out")

    assert [(each.row, each.why) for each in price.rows] == [(2, "its row says something else")]
    assert price.changed == ("tags.pdf",)
    assert {each.why for each in design.rows if each.now} == {
        "the campaign, its design or campaignkit is another"
    }
    assert str(price.rows[0]).endswith("(its row says something else)")


def test_labels_in_files_that_stay_are_no_others_though_their_rows_moved():
    def shops(*rows: str) -> ck.Campaign:
        places = [{"shop": row[0], "n": row} for row in rows]
        names = [{"id": key, "name": key, "phone": "(11) 98765-4321"} for key in "ab"]
        tags = {"name": "tags", "text": "Oi {{ n }}", "stock": "Avery L7160", "by": "shop"}
        return ck.Campaign(SHOP, shops=names, codes=[{**tags, "rows": places}])

    shops("a1", "a2", "b1", "b2").build("many", check=False)
    diff = shops("a1", "b1", "b2").diff("many")

    assert diff.same == ("b/tags.pdf",)
    assert [(each.shop, each.was, each.now) for each in diff.rows] == [("a", "Oi a2", None)]


def test_a_diff_leaves_the_folder_as_it_is():
    build(table(300))
    before = files()

    assert not campaign(table(300)).diff("out")
    assert campaign(table(300, n1="3,00")).diff("out")
    assert files() == before
