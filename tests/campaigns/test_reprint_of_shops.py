"""Of many shops a torn label is printed again by what is known of it, whosever it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck
from campaignkit.jobs.reprinting import save_good

SHOPS = [
    {"id": "sol", "name": "Sol", "phone": "(11) 98765-4321", "country": "BR"},
    {"id": "lua", "name": "Lua", "phone": "(11) 98765-4322", "country": "BR"},
    {"id": "mar", "name": "Mar", "phone": "", "country": "BR"},
]
ROWS = [
    {"sku": f"p{number}", "shop": shop, "price": str(number)}
    for number, shop in enumerate(["sol", "sol", "lua", "lua", "mar"], 1)
]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def campaign(rows: list[dict[str, str]] = ROWS, shops: list[dict[str, str]] = SHOPS) -> ck.Campaign:
    tags = {"name": "tags", "kind": "chat", "fields": {"text": "{{ sku }} {{ price }}"}}
    window = {"name": "window", "kind": "chat"}
    return ck.Campaign(
        shops=shops,
        codes=[{**tags, "rows": rows, "by": "shop", "stock": "Avery L7160"}, window],
    )


def printed(sheet: ck.Sheet) -> list[int | None]:
    return [placed.drawing.row for page in sheet.pages() for placed in page.placed]


def with_price(number: int) -> list[dict[str, str]]:
    return [{**row, "price": "9"} if row["sku"] == f"p{number}" else row for row in ROWS]


@pytest.mark.parametrize(
    "how, rows",
    [
        ({"keys": ["p3"]}, [3]),
        ({"keys": ["p4", "p3"]}, [3, 4]),
        ({"rows": [4]}, [4]),
        ({"payloads": "https://wa.me/5511987654322?text=p4%204"}, [4]),
        ({"where": "sku == 'p2'"}, [2]),
        ({"where": "sku == 'p2'", "shop": "sol"}, [2]),
    ],
)
def test_the_shop_need_not_be_named_if_one_alone_answers(how: dict[str, Any], rows: list[int]):
    assert printed(campaign().reprint("tags", **how)) == rows


def test_rows_of_several_shops_come_onto_one_sheet_shop_by_shop():
    sheet = campaign().reprint("tags", keys=["p4", "p1", "p3"], start=5)

    assert printed(sheet) == [1, 3, 4]
    sheet.save("again.pdf")
    said = [code.text for code in ck.codes("again.pdf")]
    assert [text.partition("?")[0][-4:] for text in said] == ["4321", "4322", "4322"]


def test_a_shop_that_cannot_be_is_told_once_and_the_others_are_printed():
    rows = [*ROWS, {"sku": "p6", "shop": "mar", "price": "6"}]
    made = campaign(rows).reprint("tags", where="True")

    pages, problems = save_good(made, "again.pdf", check=True)

    assert (pages, len(ck.codes("again.pdf"))) == (1, 4)
    assert [str(each) for each in problems] == [
        "list, shop mar, row 3, column phone: the shop has no phone. Fill it in, or delete the row."
    ]


def test_one_number_that_is_a_row_of_several_shops_must_be_said_whose():
    with pytest.raises(ck.BadInput, match=r"is of 3 shops: 'sol', 'lua', 'mar'\. Say of which"):
        campaign().reprint("window", rows=[1], stock="Avery L7160")


def test_shops_with_sheets_of_their_own_are_printed_apart_or_on_a_stock_that_is_said():
    own = [
        {**SHOPS[0], "overrides": ""},
        {**SHOPS[1], "overrides": "tags = { stock = 'Avery L7163' }"},
    ]
    made = campaign(shops=own, rows=ROWS[:4])

    with pytest.raises(ck.BadInput, match="on sheets of different kinds"):
        made.reprint("tags", keys=["p1", "p3"])
    assert printed(made.reprint("tags", keys=["p1", "p3"], stock="Avery L7160")) == [1, 3]


def test_what_changed_is_found_in_any_shop_and_at_any_row_of_the_table():
    campaign().build("out", check=False)

    assert printed(campaign(with_price(4)).reprint("tags", changed="out")) == [4]
    assert printed(campaign(with_price(4)).reprint("tags", changed="out", shop="lua")) == [4]
    with pytest.raises(ck.BadInput, match="another than"):
        campaign(with_price(4)).reprint("tags", changed="out", shop="sol")


def test_another_phone_of_the_shop_changes_all_its_labels():
    campaign().build("out", check=False)
    moved = [SHOPS[0], {**SHOPS[1], "phone": "(11) 98765-0000"}, SHOPS[2]]

    assert printed(campaign(shops=moved).reprint("tags", changed="out")) == [3, 4]
    sheet = campaign(shops=moved).reprint("window", changed="out", stock="Avery L7160")
    assert printed(sheet) == [None]


@pytest.mark.parametrize(
    "how, said",
    [
        ({"keys": ["p3", "p9"]}, "has the key 'p9'"),
        ({"keys": ["p5"]}, "the shop has no phone"),
        ({"rows": [5], "shop": "mar"}, "the shop has no phone"),
        ({"rows": [77]}, "there is no row 77 in list"),
        ({"payloads": "https://wa.me/1"}, "has the code"),
    ],
)
def test_what_cannot_be_printed_of_shops_is_said(how: dict[str, Any], said: str):
    with pytest.raises(ck.CampaignError, match=said):
        campaign().reprint("tags", **how)


def test_a_row_of_another_shop_is_said_to_be_none_of_this_ones():
    sheet = campaign().reprint("tags", rows=[1, 4], shop="lua")

    with pytest.raises(ck.CampaignError, match="row 1 of list is none of this shop's"):
        printed(sheet)


def test_the_piece_of_a_shop_that_has_no_table_is_its_row_one():
    sheet = campaign().reprint("window", rows=[1], shop="lua", stock="Avery L7160")

    assert printed(sheet) == [None]
