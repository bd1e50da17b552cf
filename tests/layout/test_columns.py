"""Texts in a column: set together, each sticker by itself, what they share only once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from campaignkit import qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Text, Use
from campaignkit.errors import BadInput, TooBig
from campaignkit.layout import Design
from campaignkit.layout.compiler import compiled

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
SYMBOL = qr.encode("https://wa.me/5511987654321")
LONG = "Feira da Vila Formosa e arredores, toda terça"


def column(*items: dict[str, Any], height: float = 20, **more: Any) -> Design:
    usual = {"size": 4, "min_size": 1.5, "lines": 3}
    element = {"kind": "column", "box": [2, 2, 40, height], **more}
    element["item"] = [{**usual, **item} for item in items]
    only = {"name": "only", "width": [10, 100], "height": [10, 100], "element": [element]}
    return Design(title="T", size=(50, 30), wording={"en": {"headline": "Open"}}, layout=[only])


SERIES = column(
    {"text": "{{ headline }}", "size": 8}, {"text": "{{ shop }}"}, {"text": "{{ note }}"}
)


def drawn(design: Design, *, language: str = "en", **facts: str) -> Drawing:
    ready = compiled(design, SHOP, language, width=50, height=30)
    return ready.draw({"title": "", "note": "", **facts}, SYMBOL)


def texts(drawing: Drawing, x: float = 0.0, y: float = 0.0) -> Iterator[Text]:
    for item in drawing.items:
        if isinstance(item, Use):
            yield from texts(item.drawing, x + item.x, y + item.y)
        elif isinstance(item, Text):
            yield item._replace(x=item.x + x, y=item.y + y)


def said(drawing: Drawing) -> dict[str, tuple[float, float, float]]:
    return {each.line.text: (each.x, each.y, each.size) for each in texts(drawing)}


def test_what_a_series_shares_is_drawn_once_a_size():
    one, other = (drawn(SERIES, title="Feira", note=note) for note in ("Rua 1", "Rua 2"))
    shared = [
        [item.drawing for item in each.items if isinstance(item, Use)] for each in (one, other)
    ]

    assert shared[0] == shared[1]
    assert [each.line.text for each in shared[0][0].items] == ["Padaria Sol"]
    assert list(said(one)) == ["Feira", "Padaria Sol", "Rua 1"]


def test_a_long_text_shrinks_its_own_sticker_alone():
    before = said(drawn(SERIES, title="Feira", note="Rua 1"))
    squeezed = said(drawn(SERIES, title=LONG, note="Rua 1"))
    after = said(drawn(SERIES, title="Feira", note="Rua 1"))

    assert squeezed["Padaria Sol"][2] < before["Padaria Sol"][2]
    assert squeezed["Rua 1"][2] < before["Rua 1"][2]
    assert before == after


@pytest.mark.parametrize(
    "title", ["Feira", LONG, "Mercado\nMunicipal", "ç" * 30, "سوق المدينة", "मेला"]
)
@pytest.mark.parametrize("note", ["", "Rua 1", "Aberto das oito às seis, menos aos domingos"])
def test_a_sticker_looks_the_same_whatever_was_drawn_before(title, note):
    fresh = SERIES.model_copy(update={"name": f"{title} {note}"})  # made ready for this one alone
    alone = said(drawn(fresh, title=title, note=note))

    for words in ("Feira", LONG):
        drawn(SERIES, title=words, note="Rua 9")
    assert said(drawn(SERIES, title=title, note=note)) == alone


def test_texts_of_a_column_stay_in_their_box_and_apart():
    for title in ("Feira", LONG, "Ágata ção " * 6, "बहुत लंबा शीर्षक जो छोटा होगा"):
        boxes = [
            (each.y - each.line.ink[3] * each.size, each.y - each.line.ink[1] * each.size)
            for each in texts(drawn(SERIES, title=title, note="Rua das Flores, 7"))
        ]

        assert boxes[0][0] >= 2 - 0.02
        assert boxes[-1][1] <= 22 + 0.02
        assert all(above[1] < below[0] for above, below in pairwise(boxes))


def test_an_optional_text_is_left_out_where_the_others_have_no_room():
    call = {"text": "{{ note }}", "min_size": 3, "optional": True}
    roomy, low = (column({"text": "Feira", "min_size": 4}, call, height=high) for high in (12, 5))

    assert list(said(drawn(roomy, note="Rua 1"))) == ["Feira", "Rua 1"]
    assert list(said(drawn(low, note="Rua 1"))) == ["Feira"]


def test_what_does_not_fit_says_what_it_needs():
    with pytest.raises(
        TooBig, match=r"3 texts need .* at their smallest sizes; their box is 5 mm high"
    ):
        drawn(column(*[{"text": "Uma linha", "min_size": 3}] * 3, height=5))
    with pytest.raises(TooBig, match="Shorten it by about"):
        drawn(column({"text": "{{ title }}", "min_size": 3}), title="Abracadabrantesco" * 3)


def test_a_size_of_nothing_is_a_mistake_with_its_place():
    with pytest.raises(BadInput, match=r"layout 'only', element 1 \(column\): .* a size of 0 mm"):
        drawn(column({"text": "x", "size": 0, "min_size": 0}))


def test_rows_of_a_table_have_their_parts_at_its_two_ends():
    table = column({"text": "{{ note }}", "lines": 4}, align="center")
    words = "Mon–Fri\u20037–18\nSat\u20038–14"

    placed = list(texts(drawn(table, note=words)))
    days, times = placed[::2], placed[1::2]
    ends = [each.x + each.line.width * each.size for each in times]
    assert [each.line.text for each in placed] == ["Mon–Fri", "7–18", "Sat", "8–14"]
    assert len({round(each.x, 3) for each in days}) == 1
    assert ends[0] == pytest.approx(ends[1])
    assert days[0].x - 2 == pytest.approx(42 - ends[0])  # in the middle of its box, from 2 to 42


def test_right_to_left_the_days_are_at_the_right():
    table = column({"text": "{{ note }}", "lines": 4})
    words = "السبت\u2003٨–٢٢\nالجمعة\u2003١٤–٢٢"

    day, time, *_ = texts(drawn(table, language="ar", note=words))
    assert day.line.text == "السبت"
    assert day.x > time.x


def test_a_row_that_had_to_be_broken_is_set_as_lines():
    table = column({"text": "{{ note }}", "lines": 4, "size": 6, "min_size": 6}, height=40)

    placed = list(texts(drawn(table, note="Monday to Friday\u20037–18\nSat\u20038–14")))
    assert len({each.x for each in placed}) == 1


def test_a_row_of_a_table_is_set_smaller_rather_than_broken():
    table = column({"text": "{{ note }}", "lines": 4, "size": 6}, height=40)

    placed = list(texts(drawn(table, note="Monday to Friday\u20037–18\nSat\u20038–14")))
    assert [each.line.text for each in placed] == ["Monday to Friday", "7–18", "Sat", "8–14"]
    assert placed[0].size < 6
