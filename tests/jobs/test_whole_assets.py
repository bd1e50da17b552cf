"""What an earlier build made whole is taken whole; what is not, in whatever way, is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck
from campaignkit.campaigns import planning
from campaignkit.campaigns.forms.messages import MessagesForm
from campaignkit.campaigns.planning import settings_of
from campaignkit.jobs import whole_assets
from campaignkit.jobs.whole_assets import NAME
from campaignkit.manifests import manifest
from campaignkit.stores import Place
from campaignkit.text.font_files import in_default_packages

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
SHEET = {
    "name": "tags",
    "design": "chat-with-us",
    "text": "Oi {{ n }}",
    "title": "R$ {{ price }}",
    "stock": "Avery L7159",
}
TABLE = "n,price\n1,1\n2,2\n3,\n"  # of the last row nothing can be made


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("rows.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def build(out: str = "out", **more: Any) -> ck.Built:
    how = {key: more.pop(key) for key in ("check", "strict") if key in more}
    made = ck.Campaign(SHOP, stickers=[{**SHEET, "rows": "rows.csv", **more}])
    return made.build(out, **{"check": False, **how})


def files(folder: str = "out") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Whether lines of an earlier manifest are opened: only where something is made anew."""
    seen, lines_of = [], manifest.lines_of

    def told(file: Any) -> Any:
        seen.append(1)
        return lines_of(file)

    monkeypatch.setattr(manifest, "lines_of", told)
    return seen


def test_what_did_not_change_is_listed_again_without_opening_a_line_of_it(opened: list[int]):
    first = build()
    before = files()

    again = build()

    assert opened == []
    assert (again.reused, again.made, again.failed) == (2, 2, 1)
    assert files() == before
    assert str(again) == str(first)
    assert [str(each) for each in again.problems] == [str(each) for each in first.problems]


def cut_the_pdf() -> None:
    path = Path("out/tags.pdf")
    path.write_bytes(path.read_bytes()[:-1])


def retype_the_manifest() -> None:
    path = Path("out/manifest.csv")
    path.write_bytes(path.read_bytes().replace(b"tags.pdf", b"gats.pdf"))


def retype_the_problems() -> None:
    path = Path("out/problems.csv")
    path.write_bytes(path.read_bytes().replace(b"error", b"warning"))


def cut_the_list() -> None:
    path = Path("out", NAME)
    path.write_bytes(path.read_bytes()[:-9])


def another_form_of_list() -> None:
    path = Path("out", NAME)
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "form": 0}), encoding="utf-8")


def a_list_of_something_else() -> None:
    Path("out", NAME).write_text("[1, 2]", encoding="utf-8")


def another_price() -> None:
    Path("rows.csv").write_text(TABLE.replace("2,2", "2,9"), encoding="utf-8")


def another_place_in_the_file() -> None:
    Path("rows.csv").write_text(TABLE.replace("2,2", '"2\n",2'), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        *(cut_the_pdf, retype_the_manifest, retype_the_problems, cut_the_list),
        *(another_form_of_list, a_list_of_something_else, another_price),
        another_place_in_the_file,
    ],
)
def test_what_is_not_as_it_was_left_is_looked_at(change: Callable[[], None], opened: list[int]):
    build()
    change()

    built = build()

    build("fresh")
    assert opened
    assert (built.made, built.failed) == (2, 1)
    assert files() == files("fresh")


@pytest.mark.parametrize(
    "more", [{"note": "Oi"}, {"strict": True}, {"check": True}, {"name": "others"}, {"key": "n"}]
)
def test_another_setting_is_looked_at(more: dict[str, Any], opened: list[int]):
    build()

    build(**more)

    assert opened
    build("fresh", **more)
    assert files()["manifest.csv"] == files("fresh")["manifest.csv"]


def test_another_version_of_what_draws_makes_everything_anew(
    monkeypatch: pytest.MonkeyPatch, opened: list[int]
):
    build()
    monkeypatch.setattr(planning, "digest_of_code", lambda: "another")

    built = build()

    assert opened
    assert built.reused == 0


def test_another_font_makes_everything_anew_since_texts_may_be_set_in_it(
    monkeypatch: pytest.MonkeyPatch, desk: Path
):
    Path("fonts").mkdir()
    monkeypatch.setenv("CAMPAIGNKIT_FONTS", str(desk / "fonts"))
    build()
    before = files()["manifest.csv"]
    shutil.copy(in_default_packages()[0], "fonts/Own.ttf")
    built = build()

    assert built.reused == 0
    assert files()["manifest.csv"] != before
    shutil.copy(in_default_packages()[0], "fonts/Own.ttf")
    assert build().reused == 2


def test_a_row_whose_table_says_more_of_it_is_looked_at(opened: list[int]):
    Path("rows.csv").write_text("n,price\n1,1\n2,2\n", encoding="utf-8")
    build()
    Path("rows.csv").write_text("n,price\n1,1\n2,2\n,\n", encoding="utf-8")

    built = build()

    assert opened
    assert [each.rule for each in built.problems] == ["table.blank-row"]


def test_values_that_say_nothing_lasting_are_looked_at_each_time(opened: list[int]):
    class Price:
        def __str__(self) -> str:
            return "1"

    made = ck.Campaign(SHOP, stickers=[{**SHEET, "rows": [{"n": 1, "price": Price()}]}])
    made.build("out", check=False)
    made.build("out", check=False)

    assert not Path("out", NAME).exists()


def test_a_fault_that_may_be_gone_is_not_kept(desk: Path):
    Path("out/tags.pdf").mkdir(parents=True)
    build()
    assert not Path("out", NAME).exists()
    Path("out/tags.pdf").rmdir()

    assert build().made == 2


def test_a_list_that_cannot_be_written_costs_no_more_than_time(
    monkeypatch: pytest.MonkeyPatch, opened: list[int]
):
    build()
    another_price()
    write = Place.write

    def refusing(place: Place, name: str, data: Any, **how: Any) -> None:
        if name == NAME:
            raise ck.BadInput("refused.", rule="store.write")
        write(place, name, data, **how)

    monkeypatch.setattr(Place, "write", refusing)
    assert build().made == 2  # the list of the build before is left, and is not believed
    opened.clear()

    assert build().reused == 2
    assert opened


def test_files_of_their_own_are_taken_whole_too(opened: list[int]):
    own = {key: value for key, value in SHEET.items() if key != "stock"}
    made = ck.Campaign(SHOP, stickers=[{**own, "rows": "rows.csv"}])
    made.build("out", check=False)

    again = made.build("out", check=False)

    assert opened == []
    assert again.files == ("tags/0001.pdf", "tags/0002.pdf")
    assert again.reused == 2


def test_an_asset_of_very_many_files_is_looked_at_part_by_part(
    monkeypatch: pytest.MonkeyPatch, opened: list[int]
):
    monkeypatch.setattr(whole_assets, "MOST_FILES", 1)
    own = {key: value for key, value in SHEET.items() if key != "stock"}
    made = ck.Campaign(SHOP, stickers=[{**own, "rows": "rows.csv"}])
    made.build("out", check=False)

    assert made.build("out", check=False).reused == 2
    assert opened
    assert not Path("out", NAME).exists()


def test_in_a_store_the_tables_are_fetched_once_however_many_assets_there_are(
    monkeypatch: pytest.MonkeyPatch,
):
    links = [{"name": f"a{n}", "kind": "chat", "rows": "rows.csv"} for n in range(9)]
    made = ck.Campaign(SHOP, links=links)
    made.build("memory://once", check=False)
    read, fetched = Place.read, []
    monkeypatch.setattr(Place, "read", lambda self, name: fetched.append(name) or read(self, name))

    again = made.build("memory://once", check=False)

    assert again.reused == again.made == 27
    assert fetched.count("manifest.csv") <= 2  # for the lines, and for what is left over


def test_what_lies_at_an_address_may_change_unseen(tmp_path: Path):
    told = {"name": "sent", "template": "offer.json", "rows": [{"to": "1"}], "to": "to"}
    remote = MessagesForm(**told, consent="memory://lists/consent.csv")
    local = MessagesForm(**told, consent="consent.csv")

    assert settings_of(remote, SHOP, tmp_path) == ""
    assert settings_of(local, SHOP, tmp_path)
