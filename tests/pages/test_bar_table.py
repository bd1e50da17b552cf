"""A table with bars: each column keeps its place, bars are to scale, Arabic is its mirror."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from campaignkit.drawing import Shape, Text
from campaignkit.pages import BarLine, BarTable, PlainTable
from campaignkit.pages.bar_table import _BAR, _LIMITS

WIDTH = 210.0  # of A4, mm
TABLE = BarTable(
    title="What came",
    subtitle="Padaria Sol",
    heads=("Place", "Pieces", "Chats", "Share"),
    lines=(
        BarLine("Market", ("10", "8"), (0.8, 0.4, 1.0)),
        BarLine("Station", ("20", "4"), (0.2, 0.1, 0.5)),
    ),
    total=("All", "30", "12"),
    notes=("Counted by hand.",),
)
PLAIN = PlainTable("Orders", ("Shop", "What was sold there"), (("Sol", "Bread"), ("Lua", "Cake")))
ARABIC = BarTable(
    title="ما جاء",
    heads=("المكان", "القطع", "الحصة"),
    lines=(BarLine("السوق", ("10",), (0.5, 0.25, 1.0)),),
    language="ar",
)


def drawn(table):
    """Return what stands on each page."""
    return [page.placed[0].drawing.items for page in table.pages()]


def texts(items):
    """Return where each text stands: its left end, its right end, its baseline."""
    found = {}
    for item in items:
        if isinstance(item, Text):
            right = item.x + item.line.width * item.size
            found.setdefault(item.line.text, (item.x, right, item.y))
    return found


def spans(items, color):
    """Return the left and right end of each shape of a colour, from the top."""
    found = []
    for item in items:
        if isinstance(item, Shape) and color in (item.fill, item.stroke):
            xs = [point for segment in item.path for point in segment[1::2]]
            found.append((min(xs), max(xs)))
    return found


def test_it_is_as_wide_as_the_paper_between_its_margins():
    assert TABLE.width == pytest.approx(WIDTH - 2 * TABLE.paper.margin)
    (items,) = drawn(TABLE)
    for item in items:
        if isinstance(item, Shape):
            xs = [point for segment in item.path for point in segment[1::2]]
            assert min(xs) >= TABLE.paper.margin - 1e-6
            assert max(xs) <= WIDTH - TABLE.paper.margin + 1e-6


def test_columns_follow_each_other_from_margin_to_margin():
    columns = TABLE.columns

    assert len(columns) == len(TABLE.heads)
    assert columns[0][0] == 0.0
    for (left, width), (after, _) in pairwise(columns):
        assert after == pytest.approx(left + width + 2.5)
    assert sum(columns[-1]) == pytest.approx(TABLE.width)


def test_a_column_of_longer_cells_is_wider():
    long = replace(
        TABLE,
        lines=(BarLine("Market", ("10", "8 of 100 pieces"), (0.8, 0.4, 1.0)),),
        total=("All", "30", "12"),
    )

    assert long.columns[2][1] > TABLE.columns[2][1]
    assert long.columns[1][1] < TABLE.columns[1][1]


def test_beside_more_cells_than_four_name_and_bar_are_narrower():
    heads = ("Place", *("n" * 3 for _ in range(5)), "Share")
    many = replace(
        TABLE,
        heads=heads,
        lines=(BarLine("Market", ("1",) * 5, (0.8, 0.4, 1.0)),),
        total=(),
    )

    assert many.columns[0][1] < TABLE.columns[0][1]
    assert many.columns[-1][1] < TABLE.columns[-1][1]


def test_every_word_stands_in_its_column_and_lines_follow_downward():
    (items,) = drawn(TABLE)
    said = texts(items)
    left = TABLE.paper.margin

    for row in (("Market", "10", "8"), ("Station", "20", "4"), ("All", "30", "12")):
        assert len({round(said[word][2], 6) for word in row}) == 1  # one baseline
        for word, (column, width) in zip(row, TABLE.columns, strict=False):
            assert said[word][0] == pytest.approx(left + column)
            assert said[word][1] <= left + column + width
    order = ("What came", "Padaria Sol", "Place", "Market", "Station", "All", "Counted by hand.")
    baselines = [said[word][2] for word in order]
    assert baselines == sorted(baselines)
    assert len(set(baselines)) == len(order)


def test_bars_are_to_the_scale_of_the_highest_limit():
    (items,) = drawn(TABLE)
    column, width = TABLE.columns[-1]
    left = TABLE.paper.margin + column

    first, second = spans(items, _BAR)
    assert first == pytest.approx((left, left + 0.8 * width))
    assert second == pytest.approx((left, left + 0.2 * width))
    assert spans(items, _LIMITS) == [
        pytest.approx((left + 0.4 * width, left + width)),
        pytest.approx((left + 0.1 * width, left + 0.5 * width)),
    ]


def test_a_bar_of_nothing_is_seen_and_lines_without_a_limit_have_a_scale():
    nothing = replace(TABLE, lines=(BarLine("Market", ("10", "0"), (0.0, 0.0, 0.0)),))
    (items,) = drawn(nothing)

    ((left, right),) = spans(items, _BAR)
    assert right - left == pytest.approx(0.2)


def test_the_total_has_no_bar_and_may_be_left_out():
    (items,) = drawn(TABLE)
    assert len(spans(items, _BAR)) == len(TABLE.lines)
    (bare,) = drawn(replace(TABLE, total=()))
    assert "All" not in texts(bare)


def test_from_right_to_left_columns_and_bars_are_mirrored():
    (items,) = drawn(ARABIC)
    margin, columns = ARABIC.paper.margin, ARABIC.columns

    assert sum(columns[0]) == pytest.approx(ARABIC.width)
    assert columns[-1][0] == pytest.approx(0.0)
    assert texts(items)["السوق"][1] == pytest.approx(margin + ARABIC.width, abs=0.2)
    width = columns[-1][1]
    assert spans(items, _BAR) == [pytest.approx((margin + 0.5 * width, margin + width))]
    assert spans(items, _LIMITS) == [pytest.approx((margin, margin + 0.75 * width))]


def test_a_plain_table_gives_longer_words_more_room_and_fills_the_line():
    columns = TABLE.plain_columns(PLAIN)

    assert columns[1][1] > columns[0][1]
    assert columns[0][0] == 0.0
    assert sum(columns[1]) == pytest.approx(TABLE.width)
    (items,) = drawn(replace(TABLE, tables=(PLAIN,)))
    said = texts(items)
    assert said["Orders"][2] > said["Counted by hand."][2]
    assert said["Shop"][2] < said["Sol"][2] < said["Lua"][2]
    assert said["Sol"][2] == pytest.approx(said["Bread"][2])


def test_on_every_further_page_the_heads_stand_again():
    lines = tuple(BarLine(f"Place {n}", ("1", "1"), (0.5, 0.1, 1.0)) for n in range(120))
    pages = drawn(replace(TABLE, lines=lines))

    assert len(pages) > 1
    assert all("Pieces" in texts(items) for items in pages)
    assert sum("What came" in texts(items) for items in pages) == 1
    told = [word for items in pages for word in texts(items) if word.startswith("Place ")]
    assert told == [line.name for line in lines]


@pytest.mark.parametrize("count", range(36, 46))
def test_no_heads_stand_above_what_is_no_line_of_theirs(count):
    lines = tuple(BarLine(f"Place {n}", ("1", "1"), (0.5, 0.1, 1.0)) for n in range(count))
    pages = drawn(replace(TABLE, lines=lines, tables=(PLAIN, PLAIN)))

    for items in pages:
        said = texts(items)
        assert ("Pieces" in said) == any(word[:6] == "Place " or word == "All" for word in said)


def test_heads_of_a_plain_table_stand_again_above_its_lines():
    long = PLAIN._replace(lines=tuple((f"Shop {n}", "Bread") for n in range(90)))
    pages = drawn(replace(TABLE, tables=(long,)))

    assert len(pages) > 2
    assert all("What was sold there" in texts(items) for items in pages)
    assert ["Pieces" in texts(items) for items in pages] == [True] + [False] * (len(pages) - 1)
