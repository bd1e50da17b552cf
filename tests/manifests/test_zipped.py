"""A build with ".zip" at its end: one file, whole or not there, and as good as a folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

import campaignkit as ck
from campaignkit.cli import cli
from campaignkit.errors import BadInput

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
SHOPS = [
    {"id": key, "name": f"Loja {key}", "phone": f"(11) 98765-432{n}", "country": "BR"}
    for n, key in enumerate(("norte", "sul"))
]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def codes(count: int = 3, name: str = "c", **more: Any) -> dict[str, Any]:
    rows = [{"n": n} for n in range(1, count + 1)]
    return {"name": name, "text": "Mesa {{ n }}", "rows": rows, "formats": ["svg"], **more}


def made(*assets: dict[str, Any]) -> ck.Campaign:
    return ck.Campaign(SHOP, codes=[*assets])


def held(name: str = "out.zip") -> list[str]:
    with ZipFile(name) as archive:
        assert archive.testzip() is None
        return sorted(each for each in archive.namelist() if not each.startswith("."))


def test_a_zip_holds_what_the_folder_would() -> None:
    made(codes()).build("out", check=False)
    built = made(codes()).build("out.zip", check=False)

    with ZipFile("out.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == Path("out", name).read_bytes()
    assert built.files == ("c/0001.svg", "c/0002.svg", "c/0003.svg")
    assert (built.out, built.manifest) == ("out.zip", "out.zip")
    assert sorted(path.name for path in Path().iterdir()) == ["out", "out.zip"]


def test_every_shop_has_its_folder_in_the_zip() -> None:
    ck.Campaign(shops=SHOPS, codes=[codes(rows=None, text="Oi")]).build("out.zip", check=False)

    assert [name for name in held() if name.endswith(".svg")] == ["norte/c.svg", "sul/c.svg"]


def test_the_same_campaign_makes_the_same_zip_out_of_what_is_in_it() -> None:
    made(codes()).build("out.zip", check=False)
    before = Path("out.zip").read_bytes()

    again = made(codes()).build("out.zip", check=False)
    assert again.reused == 3
    assert Path("out.zip").read_bytes() == before


def test_what_is_no_longer_made_is_in_the_zip_no_more() -> None:
    made(codes(), codes(name="old")).build("out.zip", check=False)

    built = made(codes()).build("out.zip", check=False)
    assert not built.problems
    assert not [name for name in held() if "old" in name]


def test_a_zip_is_compared_reprinted_from_and_asked_like_a_folder() -> None:
    labels = {"name": "tags", "design": "chat-with-us", "text": "Mesa {{ n }}"}
    sheet = {**labels, "stock": "Avery L7160", "rows": codes()["rows"]}
    now = [{"n": 1}, {"n": 7}, {"n": 3}]
    ck.Campaign(SHOP, stickers=[sheet]).build("out.zip", check=False)

    changed = ck.Campaign(SHOP, stickers=[{**sheet, "rows": now}])
    payload = ck.manifest("out.zip")[2].payload
    assert ck.manifest("out.zip").find(payload)[0].row == 3
    assert [each.row for each in changed.diff("out.zip").rows] == [2]
    assert changed.reprint("tags", changed="out.zip").page_count == 1
    assert len(changed.plan("out.zip")) == 1


class Stop(BaseException):
    """What ends a build from outside."""


def stopped_after(steps: int) -> Callable[[str, int, int | None], None]:
    def progress(_name: str, done: int, _of: int | None) -> None:
        if done > steps:
            raise Stop

    return progress


def test_an_interrupted_build_leaves_the_zip_as_it_was_and_goes_on() -> None:
    made(codes()).build("out.zip", check=False)
    before = Path("out.zip").read_bytes()
    with pytest.raises(Stop):
        made(codes(400)).build("out.zip", check=False, progress=stopped_after(200))

    assert Path("out.zip").read_bytes() == before
    assert Path("out.zip.unfinished").is_dir()
    on = made(codes(400)).build("out.zip", check=False)
    assert on.reused >= 100
    assert not Path("out.zip.unfinished").exists()
    made(codes(400)).build("once.zip", check=False)
    assert Path("out.zip").read_bytes() == Path("once.zip").read_bytes()


@pytest.mark.parametrize("foreign", ["text", "photo.jpg", "manifest.csv"])
def test_a_file_that_is_no_build_is_left_alone(foreign: str) -> None:
    data = b"my photos"
    if foreign != "text":
        with ZipFile(whole := io.BytesIO(), "w") as archive:
            archive.writestr(foreign, b"\0...\n\xff")
        data = whole.getvalue()
    Path("out.zip").write_bytes(data)

    for asked in (made(codes()).diff, lambda out: made(codes()).build(out, check=False)):
        with pytest.raises(BadInput, match=r"out.zip is no zip of a build .* Give another name"):
            asked("out.zip")
    assert Path("out.zip").read_bytes() == data
    assert [path.name for path in Path().iterdir()] == ["out.zip"]


def test_a_campaign_that_is_wrong_leaves_nothing() -> None:
    with pytest.raises(BadInput):
        made(codes(text="{{ nowhere }}")).build("new/out.zip", check=False)

    assert not list(Path().rglob("*.zip*"))


def test_a_zip_goes_into_a_store_too() -> None:
    address = "memory://zipped/june.zip"
    made(codes()).build(address, check=False)

    assert made(codes()).build(address, check=False).reused == 3
    assert len(ck.manifest(address)) == 3


def test_the_command_makes_a_zip_with_its_contact_sheet() -> None:
    Path("rows.csv").write_text("n\n1\n2\n", encoding="utf-8")
    spec = '[business]\nname = "Sol"\nphone = "+5511987654321"\ncountry = "BR"\n[[codes]]\n'
    spec += 'name = "c"\nrows = "rows.csv"\ntext = "Mesa {{ n }}"\nformats = ["svg"]\n'
    Path("sol.toml").write_text(spec, encoding="utf-8")

    said = CliRunner().invoke(cli, ["build", "sol.toml", "-o", "sol.zip", "--contact"])
    assert said.exit_code == 0, said.output
    assert "unfinished" not in said.output
    with ZipFile("sol.zip") as archive:
        page = archive.read("contact.html").decode()
        lines = csv.DictReader(io.StringIO(archive.read("manifest.csv").decode("utf-8-sig")))
        assert len([*lines]) == 2
    assert "sol.zip" in page
    assert "unfinished" not in page


def test_a_report_reads_the_list_in_a_zip() -> None:
    made(codes(), codes(name="bad", text="{{ n }}{{ 1 // (n - 1) }}")).build("out.zip", check=False)

    assert "problems.csv" in held()
    assert {row["asset"] for row in ck.table("out.zip")} == {"c", "bad"}
