"""Every row of a table has its fate in the manifest, whatever happens while it is built."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck
from campaignkit.jobs import sheet_shard
from campaignkit.stores import Place

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
LABELS = {"name": "places", "design": "chat-with-us", "text": "Oi {{ n }}", "title": "Mesa {{ n }}"}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(folder: str = "out") -> list[dict[str, str]]:
    with Path(folder, "manifest.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def fates(folder: str = "out") -> dict[int, str]:
    return {int(line["row"]): line["status"] for line in lines(folder)}


def built(rows: Any, /, *, out: str = "out", **more: Any) -> Any:
    options = {key: more.pop(key) for key in list(more) if key in ("executor", "check", "progress")}
    made = ck.Campaign(SHOP, stickers=[{**LABELS, "rows": rows, **more}])
    return made.build(out, **options)


def test_rows_with_letters_no_font_has_are_a_line_each_though_told_together():
    rows = [{"n": "\U0001310f" if n % 2 else str(n)} for n in range(1, 11)]  # an Egyptian sign

    made = built(rows, stock="Avery L7160", text="Oi")

    assert fates() == {n: "failed" if n % 2 else "ok" for n in range(1, 11)}
    assert str(made).count("text.") + str(made).count("no font") <= 2
    assert not made


def test_a_file_that_cannot_be_written_is_its_rows_own_fault(desk: Path):
    Path("out/places/0003.pdf").mkdir(parents=True)  # a folder lies where the file should

    made = built([{"n": n} for n in range(1, 6)])

    assert fates() == {1: "ok", 2: "ok", 3: "failed", 4: "ok", 5: "ok"}
    assert "4 of 5 made and read back, 1 failed" in made.summary


def test_a_write_that_is_refused_at_row_ten_of_thirty_costs_that_row_alone(
    monkeypatch: pytest.MonkeyPatch,
):
    write, refused = Place.write, ["places/0010.pdf"]

    def refusing(place: Place, name: str, data: Any, **how: Any) -> None:
        if name in refused:
            raise ck.BadInput(f"{name} is refused.", rule="store.write") from PermissionError()
        write(place, name, data, **how)

    monkeypatch.setattr(Place, "write", refusing)
    made = built([{"n": n} for n in range(1, 31)], check=False)

    assert fates() == {n: "failed" if n == 10 else "unchecked" for n in range(1, 31)}
    assert [str(each) for each in made.problems] == ["list, row 10: places/0010.pdf is refused."]
    assert len(made.files) == 29

    refused.clear()
    made = built([{"n": n} for n in range(1, 31)], check=False)

    assert fates() == dict.fromkeys(range(1, 31), "unchecked")
    assert made.reused == 14  # rows 17 to 30: those before are made together


def test_bad_rows_of_all_kinds_among_good_ones_are_a_line_each():
    kinds = {
        3: {"n": ""},  # an empty cell that the text speaks of
        9: {"place": "\u0f56\u0f7c"},  # letters that no font has
        14: {"place": "W" * 400},  # no room for it
        17: {"n": "x" * 3000},  # no code holds it
        22: {"qty": 0},  # a template that cannot be rendered
    }
    rows = [{"n": n, "place": f"Feira {n}", "qty": 3, **kinds.get(n, {})} for n in range(1, 31)]

    made = built(rows, stock="Avery L7159", title="{{ place }}", note="{{ 60 // qty }}")

    assert fates() == {n: "failed" if n in kinds else "ok" for n in range(1, 31)}
    assert len({problem.rule for problem in made.problems.errors}) == len(kinds)


def test_a_sheet_that_cannot_be_written_fails_each_of_its_rows(desk: Path):
    Path("out/places.pdf").mkdir(parents=True)

    built([{"n": n} for n in range(1, 4)], stock="Avery L7160")

    assert fates() == {1: "failed", 2: "failed", 3: "failed"}


def test_a_dead_worker_costs_its_asset_and_no_other():
    with ProcessPoolExecutor(1) as executor:
        executor.submit(os._exit, 1).exception()
        rows = [{"n": 1}, {"n": 2}]
        first, second = {**LABELS, "rows": rows}, {**LABELS, "rows": rows, "name": "others"}
        campaign = ck.Campaign(SHOP, stickers=[first, second])
        made = campaign.build("out", executor=executor)

    assert [(line["asset"], line["status"]) for line in lines()] == [
        *(("places", "failed"), ("places", "failed")),
        *(("others", "ok"), ("others", "ok")),
    ]
    assert str(made.problems).count("a worker of the executor died") == 1


def test_a_table_that_changes_meanwhile_is_read_as_it_was(monkeypatch: pytest.MonkeyPatch):
    Path("rows.csv").write_text("n\n1\n2\n3\n", encoding="utf-8")
    proven = sheet_shard.proven

    def meddled(*given: Any, **more: Any) -> Any:
        Path("rows.csv").write_text("n\n999\n1\n2\n3\n", encoding="utf-8")
        return proven(*given, **more)

    monkeypatch.setattr(sheet_shard, "proven", meddled)
    built("rows.csv", stock="Avery L7160")

    assert [line["payload"][-1] for line in lines()] == ["1", "2", "3"]


def test_a_function_that_gives_rows_is_asked_once():
    asked: list[int] = []

    def rows() -> list[dict[str, int]]:
        asked.append(1)
        return [{"n": len(asked)}] * len(asked)

    built(rows, stock="Avery L7160")

    assert asked == [1]
    assert [line["payload"][-1] for line in lines()] == ["1"]


def test_a_folder_taken_away_meanwhile_is_told():
    def away(asset: str, _done: int, _of: int | None) -> None:
        if asset == "others":
            shutil.rmtree("out", ignore_errors=True)

    rows = [{"n": 1}]
    assets = [{**LABELS, "rows": rows, "name": name} for name in ("places", "others")]
    made = ck.Campaign(SHOP, stickers=assets).build("out", progress=away)

    assert not made
    assert {"build.file-gone"} <= {problem.rule for problem in made.problems.errors}
    assert all(line["status"] == "failed" for line in lines() if not line["file"])
    assert all(Path("out", name).exists() for name in made.files)


def test_a_build_that_was_killed_is_known_as_such():
    code = (
        "import campaignkit as ck, os, sys\n"
        "shop = ck.Business('Sol', phone='(11) 98765-4321', country='BR')\n"
        "rows = [{'n': n} for n in range(1, 4)]\n"
        "made = ck.Campaign(shop, codes=[{'name': name, 'text': sys.argv[1] + ' {{ n }}',"
        " 'rows': rows} for name in 'ab'])\n"
        "def die(asset, *_):\n    if len(sys.argv) > 2 and asset == 'b': os._exit(9)\n"
        "made.build('out', progress=die)\n"
    )
    subprocess.run([sys.executable, "-c", code, "one"], check=True)
    subprocess.run([sys.executable, "-c", code, "two", "kill"], check=False)

    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR")
    rows = [{"n": n} for n in range(1, 4)]
    codes = [{"name": name, "text": "one {{ n }}", "rows": rows} for name in "ab"]
    diff = ck.Campaign(shop, codes=codes).diff("out")

    assert diff.unfinished
    assert diff.changed == diff.edited
    assert diff.changed[:3] == ("a/0001.pdf", "a/0002.pdf", "a/0003.pdf")
    assert diff.same[-1] == "b/0003.pdf"
    assert str(diff).startswith("The last build into this folder did not end: build again.")


def test_a_diff_names_the_rows_whose_codes_say_something_else():
    built([{"n": 1}, {"n": 2}], stock="Avery L7160")

    changed = [{**LABELS, "rows": [{"n": 1}, {"n": 7}], "stock": "Avery L7160"}]
    diff = ck.Campaign(SHOP, stickers=changed).diff("out")

    (row,) = diff.rows
    assert (row.asset, row.row, row.page, row.position) == ("places", 2, 1, 2)
    assert str(row).startswith("places, row 2, page 1, position 2: changed: ")


def test_a_diff_is_not_fooled_by_rows_that_failed():
    rows = [{"n": 1}, {"n": "x" * 3000}, {"n": 3}]
    built(rows, stock="Avery L7160", title="Mesa")

    made = [{**LABELS, "rows": rows, "stock": "Avery L7160", "title": "Mesa"}]
    assert not ck.Campaign(SHOP, stickers=made).diff("out")


def test_a_diff_does_not_use_up_rows_that_can_be_read_once():
    made = [{**LABELS, "rows": ({"n": n} for n in (1, 2))}]
    campaign = ck.Campaign(SHOP, stickers=made)

    with pytest.raises(ck.BadInput, match="can be read only once: comparing would use them up"):
        campaign.diff("out")
    assert len(campaign.build("out").files) == 2


def test_a_payload_is_the_exact_text_of_its_code():
    codes = [{"name": "tel", "text": "{{ phone }}", "rows": [{"phone": "+5511987650001"}]}]

    ck.Campaign(SHOP, codes=codes).build("out")

    assert [line["payload"] for line in lines()] == ["+5511987650001"]


@pytest.mark.parametrize("more", [{}, {"stock": "Avery L7160"}])
def test_blank_lines_are_counted_and_cost_nothing(more: dict[str, str]):
    Path("rows.csv").write_text("n,place\n1,Sé\n,\n,\n4,Mooca\n,\n", encoding="utf-8")

    made = built("rows.csv", **more)

    assert fates() == {1: "ok", 4: "ok"}
    assert made, str(made)
    assert {problem.rule for problem in made.problems} == {"table.blank-row"}


def test_bad_rows_are_told_by_rule_and_all_of_them_in_a_list():
    rows = [{"n": "" if n in (2, 3, 4, 7) else n} for n in range(1, 9)]

    made = built(rows, stock="Avery L7160")

    (line,) = [each for each in str(made).splitlines() if "rows" in each and "2-4, 7" in each]
    assert line.startswith("error: ")
    with Path("out/problems.csv").open(newline="", encoding="utf-8-sig") as file:
        assert [each["row"] for each in csv.DictReader(file)] == ["2", "3", "4", "7"]


def test_an_earlier_list_of_problems_is_not_left_lying_about():
    built([{"n": ""}, {"n": 2}])
    built([{"n": 1}, {"n": 2}])

    assert not Path("out/problems.csv").exists()
    assert not Path("out/unfinished.txt").exists()


@pytest.mark.parametrize(
    "check, status", [(True, "ok"), (False, "unchecked"), ("none", "unchecked")]
)
def test_check_is_yes_or_no_and_the_words_of_before_are_understood(check: Any, status: str):
    built([{"n": 1}], check=check)

    assert fates() == {1: status}


FULL = """
import resource, signal, sys
import campaignkit as ck
from campaignkit.errors import CampaignError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then a write fails, as on a disk that is full
shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
rows = [{"n": n} for n in range(1, 201)]
sheet = {"name": "sheet", "design": "chat-with-us", "text": "Oi {{ n }}", "rows": rows,
         "stock": "Avery L7159"}
codes = {"name": "codes", "text": "{{ n }}", "rows": rows[:3], "formats": ["svg"]}
campaign = ck.Campaign(shop, stickers=[sheet], codes=[codes])
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    print(campaign.build("out", check=False).failed)
except CampaignError as err:
    print(err.rule, err)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(campaign.build("out", check=False))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size to set there")
def test_where_a_file_finds_no_room_its_rows_say_so_and_the_next_build_makes_it(tmp_path: Path):
    """Of 200 labels the sheet is larger than the manifest: the first does not fit 60 kB."""
    run = [sys.executable, "-c", FULL, "60000"]
    told = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert told.stdout.splitlines() == ["200", "4 files in out, codes not read back."]


@pytest.mark.parametrize(
    ("number", "rule", "said"),
    [
        (ENOSPC, "build.disk-full", r"the disk is full: .*wants 0.0 MB in .*Make room"),
        (EDQUOT, "build.quota", r"your share of the disk is used up: .*wants 0.0 MB in "),
        (EFBIG, "build.file-limit", r"has 0.0 MB, and a file in .* may not be so large"),
    ],
)
def test_where_the_manifest_finds_no_room_it_is_told_how_much_is_wanting(
    number: int, rule: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = ck.Campaign(SHOP, codes=[{"name": "codes", "text": "{{ n }}", "rows": [{"n": 1}]}])
    write = Place.write

    def full(place: Place, name: str, data: Any, **how: Any) -> None:
        if name == "manifest.csv":
            raise ck.BadInput("full.", rule="store.write") from OSError(number, "no room")
        write(place, name, data, **how)

    monkeypatch.setattr(Place, "write", full)
    with pytest.raises(ck.BadInput, match=said) as told:
        made.build(tmp_path / "out", check=False)
    monkeypatch.undo()

    assert told.value.rule == rule
    assert made.build(tmp_path / "out", check=False)
