"""Lines of the manifest written where their part is made, and the others: the same ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck
from campaignkit.jobs.asset_lines import LineWriter
from campaignkit.jobs.builder import Builder
from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import Record, lines_filled, lines_to_fill

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
SHEET = {
    "name": "tags, front",
    "design": "chat-with-us",
    "text": "Oi {{ n }}",
    "title": "Mesa {{ n }} {{ sign }}",
    "stock": "Avery L7159",  # 24 labels a page: 192 rows are one part
    "key": "{{ id }}",
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(count: int) -> list[dict[str, Any]]:
    numbers = range(1, count + 1)
    return [{"n": n, "sign": "!", "id": f"=P{n}", "place": f"Praça, {n}"} for n in numbers]


def build(out: str, rows: list[dict[str, Any]], **more: Any) -> ck.Built:
    return ck.Campaign(SHOP, stickers=[{**SHEET, "rows": rows, **more}]).build(out, check=False)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """The pieces of which the lines are written one by one, after all is made."""
    seen: list[Record] = []
    made = Builder.made

    def told(self: Builder, record: Record, problems: Any) -> None:
        seen.append(record)
        made(self, record, problems)

    monkeypatch.setattr(Builder, "made", told)
    return seen


@pytest.mark.parametrize(
    "more", [{}, {"copies": 2}, {"token": True}, {"start": 5, "skip": [7]}, {"title": "Mesa"}]
)
def test_they_are_the_same_wherever_they_are_written(
    more: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    rows = table(400)
    rows[6]["sign"] = "\u0f56"  # a letter that no font has
    rows[380]["n"] = 9  # what a row of another part says
    one = build("one", rows, **more)
    monkeypatch.setattr(LineWriter, "of", classmethod(lambda _cls, _asset, *, check: None))
    other = build("other", rows, **more)

    assert Path("one/manifest.csv").read_bytes() == Path("other/manifest.csv").read_bytes()
    assert (one.made, one.failed, one.codes) == (other.made, other.failed, other.codes)
    assert one.report == other.report


def test_a_part_in_which_a_row_says_what_another_said_is_looked_at(looked_at: list[Record]):
    rows = table(200)
    rows[195]["n"] = 3

    build("out", rows)

    assert [record.row for record in looked_at] == [*range(193, 201)]


def test_a_table_without_faults_is_not_looked_at(looked_at: list[Record]):
    built = build("out", table(200))

    assert looked_at == []
    assert built.made == 200
    found = ck.manifest("out")
    assert [found[0].row, found[0].page, found[0].part] == [1, 1, 0]
    assert [found[199].row, found[199].page, found[199].part] == [200, 9, 1]
    assert [found[199].place, found[199].key] == ["Praça, 200", "'=P200"]


def test_a_text_that_looks_like_a_gap_is_none():
    line = manifest.cells(Record("a", 1, page=1, payload="\x01part\x01", status="ok"))

    assert lines_to_fill([line]) is None


def test_a_file_whose_name_has_a_comma_stays_one_cell():
    (gap,) = [lines_to_fill([manifest.cells(Record("a", 1, page=1, status="ok"))])]
    assert gap is not None

    line = lines_filled(gap, part=0, file="a, b.pdf", digest="d", before=0, pages=1)

    assert b',"a, b.pdf",d,' in line
