"""Facts of one piece, as in a loop over a frame's rows: what no cell may hold, none may."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
MAKERS = {
    "sticker": lambda value: ck.sticker("table-number", SHOP, table=value),
    "sticker in facts=": lambda value: ck.sticker("table-number", SHOP, facts={"table": value}),
    "title": lambda value: ck.sticker("chat-with-us", SHOP, title=value),
    "message": lambda value: ck.message("order-ready", SHOP, order=value),
    "text": lambda value: ck.Message.of_text("Oi {{ who }}", SHOP, who=value),
    "pay sign": lambda value: ck.pay_here(
        ck.pix(key="a@b.co", name="S", city="SP"), SHOP, note=value
    ),
}


@pytest.mark.parametrize("value", ["nan", "None", " NaT ", "<NA>", "NULL", "undefined"])
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_a_program_writes_for_nothing_is_not_printed(make, value):
    with pytest.raises(ck.BadInput, match="is what programs write where nothing is") as caught:
        make(value)

    assert caught.value.rule == "fact.missing-word"


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "5.51E+12"])
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_a_spreadsheet_writes_for_an_error_is_not_printed(make, value):
    with pytest.raises(ck.BadInput, match=r"holds the error|of 13 digits") as caught:
        make(value)

    assert caught.value.rule in ("table.error-cell", "table.scientific")
    assert caught.value.problems[0].where.key


@pytest.mark.parametrize("gap", [float("nan"), np.float64("nan"), pandas.NA, pandas.NaT])
def test_a_gap_of_a_frame_is_no_fact(gap):
    with pytest.raises(ck.BadInput, match="needs the fact 'table', and here it is empty"):
        ck.sticker("table-number", SHOP, table=gap)
    with pytest.raises(ck.BadInput, match="the fact 'order' is missing"):
        ck.message("order-ready", SHOP, order=gap)

    assert ck.sticker("chat-with-us", SHOP, title=gap).facts["title"] == ""


@pytest.mark.parametrize("whole", [12.0, np.float64(12), np.int64(12), 12])
def test_a_whole_number_that_a_gap_made_a_float_is_whole(whole):
    assert ck.sticker("table-number", SHOP, table=whole).facts["table"] == 12
    assert "*12*" in str(ck.message("order-ready", SHOP, order=whole))


def test_rows_of_a_frame_in_a_loop_are_what_stickers_makes_of_them():
    frame = pandas.DataFrame({"table": [1, 2, None], "title": ["Sé", None, "Luz"]})

    one_by_one = [
        ck.sticker("table-number", SHOP, **row).facts for _, row in frame.iloc[:2].iterrows()
    ]

    together = list(ck.stickers("table-number", SHOP, frame.iloc[:2]))
    assert [(f["table"], f["title"]) for f in one_by_one] == [
        (each.facts["table"], each.facts["title"]) for each in together
    ]


@pytest.mark.parametrize("value", ["none", "Nan", "N/A", "12.0", "", "#1"])
def test_what_people_write_is_printed_as_it_stands(value):
    assert ck.sticker("chat-with-us", SHOP, title=value).facts["title"] == value
