"""ck.manifest(): which piece a photographed code is; a frame, in any form it was saved in."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
TEXTS = ["+5511987650001", "=1+1", 'Mesa, "7"\nfundos', "@x", "ordinary"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    rows = [{"sku": f"k{n}", "t": text} for n, text in enumerate(TEXTS, 1)]
    codes = {"name": "codes", "text": "{{ t }}", "rows": rows, "stock": "Avery L7160"}
    ck.Campaign(SHOP, codes=[codes]).build(tmp_path / "out", check=False)
    return tmp_path / "out"


@pytest.mark.parametrize("number, text", [*enumerate(TEXTS, 1)])
def test_a_photographed_code_is_found_by_its_exact_text(out: Path, number: int, text: str):
    (piece,) = ck.manifest(out).find(text)

    assert (piece.asset, piece.row, piece.key, piece.position) == (
        "codes",
        number,
        f"k{number}",
        number,
    )
    assert ck.manifest(out).find(f"{text}!") == ()


def test_no_text_for_people_runs_as_a_formula(out: Path):
    assert [piece.payload_safe for piece in ck.manifest(out)] == [
        *("+5511987650001", "'=1+1", TEXTS[2], "'@x", "ordinary")
    ]


def test_it_is_a_frame(out: Path):
    found = ck.manifest(out)

    assert found.frame.shape[0] == len(found) == 5
    assert found.filter(found.frame["row"] > 3).shape[0] == 2
    assert found.frame["row"].to_list() == [1, 2, 3, 4, 5]
    assert set(found.frame["module_mm"].to_list()) != {None}


@pytest.mark.parametrize("ending", ["csv", "parquet", "json", "jsonl"])
def test_every_form_holds_the_same(out: Path, ending: str):
    found = ck.manifest(out)

    path = found.save(out / f"list.{ending}")

    assert ck.manifest(path) == found
    assert ck.manifest(path).find("=1+1")[0].row == 2


def test_json_is_for_people(out: Path):
    told = json.loads(ck.manifest(out).save(out / "m.json").read_text(encoding="utf-8"))

    assert told[0]["asset"] == "codes"
    assert told[1]["payload_safe"] == "'=1+1"


def test_it_shows_itself_and_can_be_sent(out: Path):
    found = ck.manifest(out)

    assert repr(found) == "<Manifest of 5 lines, 5 made>"
    assert "<td" in found._repr_html_()
    assert pickle.loads(pickle.dumps(found)) == found


def test_what_is_none_is_said(tmp_path: Path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(ck.NotFound, match=r"there is no manifest\.csv"):
        ck.manifest(tmp_path)
    with pytest.raises(ck.NotFound, match="there is no file"):
        ck.manifest(tmp_path / "y.csv")
    with pytest.raises(ck.BadInput, match="is no manifest"):
        ck.manifest(tmp_path / "x.csv")


def test_a_contact_sheet_shows_what_was_made(tmp_path: Path):
    codes = {"name": "c", "text": "{{ n }}", "rows": [{"n": 1}, {"n": ""}], "stock": "Avery L7160"}
    ck.Campaign(SHOP, codes=[codes]).build(tmp_path / "out", contact=True)

    page = (tmp_path / "out/contact.html").read_text(encoding="utf-8")
    assert page.count("<img alt='First page of c.pdf'") == 1
    assert "1 of 2 made and read back" in page
    assert "the cell of &#x27;n&#x27; is empty" in page
    assert "http" not in page.replace("https://wa.me", "")


@pytest.mark.parametrize("path", [None, b"x", 5, []])
def test_what_is_no_path_is_told(path):
    with pytest.raises(ck.BadInput, match="is not a path"):
        ck.manifest(path)
