"""Rows are printed again by number, key, code or question, and what changed since a build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
ROWS = [
    {"sku": "p1", "city": "Recife", "price": "1"},
    {"sku": "p2", "city": "Natal", "price": "2"},
    {"sku": "p3", "city": "Recife", "price": ""},
]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def campaign(rows: list[dict[str, str]] | None = None) -> ck.Campaign:
    codes = {"name": "tags", "text": "{{ sku }}", "rows": ROWS if rows is None else rows}
    return ck.Campaign(SHOP, codes=[{**codes, "stock": "Avery L7160"}])


def printed(sheet: ck.Sheet) -> list[int | None]:
    return [placed.drawing.row for page in sheet.pages() for placed in page.placed]


@pytest.mark.parametrize(
    "how, rows",
    [
        ({"rows": [3, 1]}, [1, 3]),
        ({"keys": ["p2"]}, [2]),
        ({"keys": "p3"}, [3]),
        ({"payloads": ["p1", "p2"]}, [1, 2]),
        ({"where": "city == 'Recife'"}, [1, 3]),
        ({"where": "{{ price | int > 1 }}"}, [2]),
    ],
)
def test_rows_are_chosen(how: dict[str, Any], rows: list[int]):
    assert printed(campaign().reprint("tags", **how)) == rows


@pytest.mark.parametrize(
    "how, said",
    [
        ({}, "in one way"),
        ({"rows": [1], "keys": "p1"}, "in one way"),
        ({"keys": "p9"}, "no row of list has the key 'p9'"),
        ({"payloads": "p9"}, "no row of list has the code 'p9'"),
        ({"where": "city == 'Olinda'"}, "no row of list answers"),
        ({"where": "city =="}, "where"),
        ({"rows": []}, "give the numbers of rows"),
        ({"keys": []}, "give one text, or a list"),
    ],
)
def test_a_choice_that_finds_nothing_is_said(how: dict[str, Any], said: str):
    with pytest.raises(ck.CampaignError, match=said):
        campaign().reprint("tags", **how)


def test_what_changed_since_a_build_is_printed():
    campaign().build("out", check=False)
    now = [*ROWS[:1], {**ROWS[1], "price": "9"}, ROWS[2], {"sku": "p4", "city": "", "price": "1"}]

    assert printed(campaign(now).reprint("tags", changed="out")) == [2, 4]
    with pytest.raises(ck.BadInput, match="no row of list is another"):
        campaign().reprint("tags", changed="out")


def test_row_two_that_is_another_shop_now_is_noticed():
    campaign().build("out", check=False)
    sorted_anew = [ROWS[0], ROWS[2], ROWS[1]]

    with pytest.raises(ck.BadInput, match=r"row 2 \(p3\) is not what was printed as row 2 \(p2\)"):
        campaign(sorted_anew).reprint("tags", rows=[1, 2], was="out")
    assert printed(campaign(sorted_anew).reprint("tags", rows=[1], was="out")) == [1]
