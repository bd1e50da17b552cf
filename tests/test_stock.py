"""Label sheets: the table, finding a sheet, and sheets of one's own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import stock
from campaignkit.errors import BadInput, NotFound
from campaignkit.stock import Stock
from campaignkit.units import SLACK_MM

SMALL = Stock(name="small", page=(70, 60), label=(30, 20), grid=(2, 2), margin=(0, 0), gap=(10, 10))


def overhang(sheet: Stock) -> float:
    """How far a sheet's labels reach beyond its page, mm."""
    left, top = sheet.place(1)
    x, y = sheet.place(sheet.per_sheet)
    right, bottom = x + sheet.label[0] - sheet.page[0], y + sheet.label[1] - sheet.page[1]
    return max(-left, -top, right, bottom)


def test_every_row_of_the_table_is_a_sheet_found_by_its_name():
    sheets = stock.search()

    assert len(sheets) == 3304
    assert all(stock.find(sheet.name) == sheet for sheet in sheets[::20])
    assert all(stock.find(sheet.name.lower()) == sheet for sheet in sheets[::20])


def test_every_row_says_where_it_comes_from():
    assert {sheet.source.split()[0] for sheet in stock.search()} == {
        *("gLabels", "LibreOffice", "computed", "phppimaco", "brother_ql"),
        *("trade", "usual", "ISO/IEC"),
    }


def test_only_three_rows_stick_out_of_their_page_by_more_than_rounding():
    out = {sheet.name for sheet in stock.search() if overhang(sheet) > 0.05}

    assert out == {"JAC 5229", "Herma 4620", "Zweckform 3475"}


def test_a_row_that_sticks_out_is_in_doubt_by_at_least_as_much():
    out = [sheet for sheet in stock.search() if overhang(sheet) > SLACK_MM]

    assert len(out) == 22
    assert all(sheet.doubt >= overhang(sheet) - SLACK_MM for sheet in out)


def test_another_name_of_a_sheet_is_in_the_table_too():
    known = set(stock.names())

    assert {sheet.same_as for sheet in stock.search()} - {""} <= known


@pytest.mark.parametrize(
    ("name", "label", "grid", "margin", "pitch"),
    [
        ("Avery L7160", (63.5, 38.1), (3, 7), (7.2, 15.15), (66.04, 38.1)),
        ("Avery 5160", (66.675, 25.4), (3, 10), (4.762, 12.7), (69.85, 25.4)),
        ("Herma 4476", (40, 40), (4, 6), (16, 13.5), (46, 46)),
        ("Avery 5165", (215.9, 279.4), (1, 1), (0, 0), (215.9, 279.4)),
    ],
)
def test_the_most_wanted_sheets_have_their_published_measures(name, label, grid, margin, pitch):
    sheet = stock.find(name)

    assert (sheet.label, sheet.grid, sheet.margin) == (label, grid, margin)
    assert sheet.pitch == pytest.approx(pitch)


@pytest.mark.parametrize("name", ["avery l7160", "Avery-L7160", "AVERY L 7160", "L7160", "l-7160"])
def test_case_space_and_punctuation_do_not_matter(name):
    assert stock.find(name).name == "Avery L7160"


def test_a_part_number_may_be_a_number():
    assert stock.find(3422).name == "Avery Zweckform 3422"


def test_a_number_that_two_vendors_use_for_different_sheets_is_asked_back():
    with pytest.raises(NotFound) as caught:
        stock.find("5160")

    assert str(caught.value) == (
        "'5160' is 2 different sheets. Say 'Avery 5160' (66.67 x 25.4 mm, 30 on US-Letter) "
        "or 'Herma 5160' (192 x 34 mm, 8 on A4)."
    )


def test_a_wrong_name_gets_the_nearest_ones():
    with pytest.raises(
        NotFound, match=r"no label sheet called 'Avery L7166o'\. Did you mean 'Avery"
    ):
        stock.find("Avery L7166o")


def test_a_name_like_nothing_gets_the_way_to_search():
    with pytest.raises(NotFound, match=r"called '§§'\. No brand of that name is known\. stocks"):
        stock.find("§§")


@pytest.mark.parametrize("name", ["Avery 22807", "22807", "Avery 80510", "Avery 22806", "94107"])
def test_a_sheet_whose_margins_are_not_published_is_not_guessed(name):
    with pytest.raises(
        NotFound, match=r"does not publish its margins, and drawings .* contradict each other"
    ):
        stock.find(name)


def test_labels_run_across_then_down():
    assert list(SMALL.positions()) == [(0, 0), (40, 0), (0, 30), (40, 30)]


@pytest.mark.parametrize("position", [0, 5, -1, 1.5])
def test_a_position_off_the_sheet_is_refused(position):
    with pytest.raises(BadInput, match=r"is not on 'small', which has 4 labels\. Use 1 to 4\."):
        SMALL.place(position)


@given(
    grid=st.tuples(st.integers(1, 12), st.integers(1, 30)),
    label=st.tuples(st.floats(5, 200), st.floats(5, 200)),
    gap=st.tuples(st.floats(0, 20), st.floats(0, 20)),
    margin=st.tuples(st.floats(0, 40), st.floats(0, 40)),
)
def test_any_sheet_that_adds_up_is_accepted_and_keeps_its_labels_apart(grid, label, gap, margin):
    page = tuple(
        2 * m + n * w + (n - 1) * g for m, n, w, g in zip(margin, grid, label, gap, strict=True)
    )
    sheet = Stock(name="any", page=page, label=label, grid=grid, margin=margin, gap=gap)

    assert len(set(sheet.positions())) == sheet.per_sheet == grid[0] * grid[1]
    assert overhang(sheet) <= SLACK_MM


def test_lengths_are_compared_with_slack():
    letter = Stock(
        name="half", page=(215.9, 279.4), label=(80, 124.4), grid=(1, 2), margin=(0, 15.3)
    )

    assert letter.per_sheet == 2  # 15.3 + 2 x 124.4 + 15.3 exceeds 279.4 in floats


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"margin": (5, 0)}, r"stick out of the page by 5 mm at the right\. Make margin"),
        ({"margin": (0, -2)}, r"stick out of the page by 2 mm at the top"),
        ({"gap": (-1, 0)}, r"labels overlap by 1 mm\. Give the gap"),
        ({"grid": (0, 2)}, r"0 labels 30 mm wide on a page 70 mm wide is no sheet"),
        ({"grid": (1.5, 2)}, r"1\.5 labels 30 mm wide"),
        ({"label": (0, 20)}, r"Every size is above 0"),
        ({"page": "A4"}, r"page='A4' is not two numbers\. Give \(across, down\), lengths in mm"),
        ({"label": (float("nan"), 2)}, r"is not two numbers"),
        ({"label": 30}, r"label=30 is not two numbers"),
        ({"shape": "heart"}, r"shape='heart' is not known\. Use rect, round, ellipse"),
        ({"shape": "round"}, r"as wide as high, not 30 mm x 20 mm\. Use shape='ellipse'"),
        ({"margin": (-3, 0)}, r"stick out of the page by 3 mm at the left"),
        ({"margin": (0, 12)}, r"stick out of the page by 2 mm at the bottom"),
        ({"gap": (10, -2)}, r"labels overlap by 2 mm"),
        ({"page": (0, 50)}, r"on a page 0 mm wide is no sheet"),
        ({"grid": (2, -1)}, r"-1 labels 20 mm high"),
        ({"label": (90, 20)}, r"stick out of the page by 120 mm at the right"),
        ({"radius": -1}, r"radius=-1 does not fit the label\. Use 0 to 10 mm"),
        ({"gap": (float("inf"), 0)}, r"is not two numbers"),
        ({"radius": 11}, r"radius=11 does not fit the label\. Use 0 to 10 mm"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(change, words):
    with pytest.raises(BadInput, match=words):
        replace(SMALL, **change)


def test_one_label_a_page_for_rolls():
    roll = Stock.single(62, 29)

    assert (roll.per_sheet, roll.place(1), roll.page) == (1, (0, 0), (62, 29))


def test_search_by_size_gives_the_nearest_first():
    found = stock.search(width=50.4, height=50.4, shape="round")
    off = [abs(sheet.label[0] - 50.4) for sheet in found]

    assert off == sorted(off) and off[-1] <= stock.NEAR_MM
    assert {"Tower CIL-W117", "Online Labels OL2682"} <= {sheet.name for sheet in found}


def test_search_by_words_page_and_vendor():
    found = stock.search("mailing avery", page="A4", vendor="avery")

    assert "Avery L7160" in {sheet.name for sheet in found}
    assert {sheet.page_name for sheet in found} == {"A4"}


def test_a_page_is_known_by_name_or_by_size():
    assert stock.search("5160", page="letter") == stock.search("5160", page=(215.9, 279.4))


def test_an_unknown_page_vendor_or_shape_is_named_with_what_there_is():
    with pytest.raises(NotFound, match=r"no page called 'lettre'\. Did you mean 'US-Letter'"):
        stock.search(page="lettre")
    with pytest.raises(NotFound, match=r"no page called '§'\. There are: A3, A4, "):
        stock.search(page="§")
    with pytest.raises(NotFound, match=r"no vendor called 'Averi'\. Did you mean 'Avery'"):
        stock.search(vendor="Averi")
    with pytest.raises(BadInput, match=r"shape='oval' is not known"):
        stock.search(shape="oval")


def test_a_page_without_a_name_says_its_size():
    assert Stock.single(62, 29).page_name == "62 x 29 mm"


def test_the_table_is_read_at_the_first_question_not_at_import():
    script = "from campaignkit.stock import table; print(table._table.cache_info().currsize)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "0\n"


def test_a_letter_typed_for_a_digit_is_seen_through():
    with pytest.raises(
        NotFound, match=r"no label sheet called 'Avery L716O'. Did you mean 'Avery L7160'\?"
    ):
        stock.find("Avery L716O")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"radius": "x"}, "radius='x' does not fit the label. Use 0 to 5 mm"),
        ({"grid": (1_000_000, 1_000_000)}, "has more than 10,000 labels on a page"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_in_words(more, words):
    given = {"page": (210, 297), "label": (10, 10), "grid": (2, 2), "margin": (1, 1)} | more

    with pytest.raises(BadInput, match=words):
        Stock(name="mine", **given)


def test_every_row_says_what_a_comparison_of_its_sources_found():
    said = Counter(sheet.agreement.split(" by ")[0] for sheet in stock.search())

    assert set(said) == {"one source", "two agree", "differ"}
    assert said["two agree"] > 1600
    assert all(
        sheet.differs == sheet.agreement.startswith("differ by ") for sheet in stock.search()
    )


def test_a_row_that_was_mended_says_why():
    sheet = stock.find("Avery L7169")

    assert sheet.margin[1] == 9.5  # in the middle of an A4 page, as its labels are
    assert sheet.mended.startswith("top 7.056 -> 9.5: as 8 of 11 sheets of this die")
    mended = [each for each in stock.search() if each.mended]
    assert len(mended) == 24
    for each in mended:
        right = each.page[0] - each.place(each.per_sheet)[0] - each.label[0]
        low = each.page[1] - each.place(each.per_sheet)[1] - each.label[1]
        assert abs(right - each.margin[0]) < 2.5 and abs(low - each.margin[1]) < 1.5


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Pimaco 6180", "Pimaco 6180"),
        ("pimaco-6280", "Pimaco 6280"),
        ("A. Zweckform 3658", "Avery Zweckform 3658"),
        ("Avery 3474", "Avery Zweckform 3474"),
        ("Avery-Zweckform 3651", "Avery Zweckform 3651"),
        ("Dymo 99010", "Dymo 99010"),
        ("Brother DK-11201", "Brother DK-11201"),
        ("Roll 2 x 40x25", "Roll 2 x 40x25"),
        ("Hang tag 50x90", "Hang tag 50x90"),
    ],
)
def test_what_people_buy_is_found_by_the_names_they_use(name, found):
    assert stock.find(name).name == found


@pytest.mark.parametrize(
    "name", ["Pimaco 9999", "Herma 99999", "Dymo 1", "Maco 6180", "Nobody 6180"]
)
def test_a_name_of_one_brand_never_gets_a_sheet_of_another(name):
    with pytest.raises(NotFound) as caught:
        stock.find(name)

    brand = name.split(" ")[0]
    named = re.findall(r"'([^']+)'", str(caught.value).split(".", 1)[1])
    assert all(each.startswith(brand) or " " not in each for each in named)


def test_rolls_of_two_and_three_across_have_their_gaps():
    two, three = stock.find("Roll 2 x 40x25"), stock.find("Roll 3 x 33x22")

    assert (two.grid, two.pitch[0], two.page) == ((2, 1), 43, (87, 25))
    assert three.per_sheet == 3


def test_brothers_rolls_know_what_the_printer_leaves_blank():
    roll = stock.find("Brother DK-1201")

    assert roll.blank == (1.52, 2.96, 1.52, 2.96)
    assert roll.page == roll.label == (28.96, 89.83)


def test_a_tape_is_as_long_as_what_is_on_it():
    tape = stock.find("Brother DK-2205")

    assert tape.of_length(40).page == (61.98, 40)
    assert tape.of_length(5).label[1] == 25
    assert tape.of_length(5000).label[1] == 1000
    assert stock.find("Avery L7160").of_length(40) == stock.find("Avery L7160")


@pytest.mark.parametrize(
    ("line", "page", "grid", "label", "margin"),
    [
        ("A4 3x7 63.5x38.1", (210, 297), (3, 7), (63.5, 38.1), (7.2, 15.15)),
        ("a4 3x7 63,5 x 38,1 mm", (210, 297), (3, 7), (63.5, 38.1), (7.2, 15.15)),
        ("A4 3x7 60x40 gap 2x1", (210, 297), (3, 7), (60, 40), (13, 5.5)),
        ("A4 2x5 90x50 gap 0 margin 10x20", (210, 297), (2, 5), (90, 50), (10, 20)),
        ("A4 90x50 gap 4", (210, 297), (2, 5), (90, 50), (13, 15.5)),
        ("A4 landscape 3x3 80x55 gap 4", (297, 210), (3, 3), (80, 55), (24.5, 18.5)),
        ("A4-landscape 3x4 85x45", (297, 210), (3, 4), (85, 45), (21, 15)),
        ("letter 2x5 101.6x50.8", (215.9, 279.4), (2, 5), (101.6, 50.8), (4.127, 12.7)),
        ("87x25 2x1 40x25 gap 3", (87, 25), (2, 1), (40, 25), (2, 0)),
    ],
)
def test_a_sheet_is_told_by_its_measures_in_one_line(line, page, grid, label, margin):
    sheet = stock.find(line)

    assert (sheet.page, sheet.grid, sheet.label) == (page, grid, label)
    assert sheet.margin == pytest.approx(margin)


def test_round_labels_are_told_by_one_line_too():
    sheet = stock.find("A4 4x6 40 round gap 6")

    assert (sheet.shape, sheet.label, sheet.pitch) == ("round", (40, 40), (46, 46))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A4 3x7 80x38.1", "stick out of the page by 15 mm at the left"),
        ("A4 3x12 63.5x38.1", "at the top"),
        ("A4 300x50", "a label of 300 mm x 50 mm does not fit a page of 210 mm x 297 mm"),
        ("A4 0x7 63.5x38.1", "0 labels 63.5 mm wide"),
        ("A4 0x5", "0 x 5 is no size of a label, and no number of them"),
        ("A4 0x0 gap 2", "0 x 0 is no size of a label"),
        ("A4 2x2 0x30", "0 x 30 is no size of a label"),
    ],
)
def test_a_line_of_measures_that_cannot_be_is_refused_in_numbers(line, said):
    with pytest.raises(BadInput, match=said):
        stock.find(line)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("A4 2x4", (105.0, 74.25)),
        ("a4 1 x 2", (210, 148.5)),
        ("A4 3x9", (70, 33)),
        ("A4 10x5", (21, 59.4)),
    ],
)
def test_a_page_may_be_cut_into_so_many_pieces(line, label):
    found = stock.find(line)

    assert (found.label, found.margin, found.gap) == (label, (0, 0), (0, 0))
    assert found.label[0] * found.grid[0] == 210 and found.label[1] * found.grid[1] == 297


def test_what_is_larger_than_a_count_is_still_a_size():
    assert stock.find("A4 25x10").label == (25, 10)


@pytest.mark.parametrize(
    ("line", "page", "grid", "label"),
    [
        ("25x25", (25, 25), (1, 1), (25, 25)),
        ("54,5 x 17 mm", (54.5, 17), (1, 1), (54.5, 17)),
        ("roll 34x22", (34, 22), (1, 1), (34, 22)),
        ("34 X 22", (34, 22), (1, 1), (34, 22)),
        ("roll 3x1 33x22 gap 3", (105, 22), (3, 1), (33, 22)),
    ],
)
def test_a_roll_is_told_by_the_size_of_its_labels(line, page, grid, label):
    found = stock.find(line)
    assert (found.page, found.grid, found.label) == (page, grid, label)


def test_a_roll_of_round_labels_says_so():
    assert stock.find("roll 37 round").shape == "round"


@pytest.mark.parametrize("name", ["Dymo 25x54", "dymo 54×25", "Dymo 54x25mm"])
def test_a_brand_and_a_size_are_a_label_whichever_way_it_is_held(name):
    assert stock.find(name).name == "Dymo 11352"


def test_a_size_that_several_labels_of_a_brand_have_is_asked_back():
    with pytest.raises(NotFound, match=r"Say 'Brother DK-1201' .* or 'Brother DK-11201'"):
        stock.find("Brother 29x90")


def test_a_size_that_a_brand_does_not_have_gets_its_nearest():
    with pytest.raises(NotFound, match=r"Dymo has no label of 54 x 17 mm .*'Dymo 11355' \(19 x 51"):
        stock.find("dymo 54x17")


def test_sides_too_small_for_mm_are_inches():
    assert stock.find("Generic 4x6").label == (101.6, 152.4)
    with pytest.raises(NotFound, match=r"if these are inches, it is '101\.6x152\.4'"):
        stock.find("4x6")


@pytest.mark.parametrize("page", ["A4", "a4 ", "Letter", "A4 landscape"])
def test_a_page_is_asked_how_it_is_cut(page):
    with pytest.raises(NotFound, match=rf"Say how it is cut: '{page.strip()} 2x4' are eight"):
        stock.find(page)


def test_search_takes_a_size_among_the_words():
    assert "Brother DK-11204" in {found.name for found in stock.search("brother 54x17")}
    assert stock.search("54x17")


@pytest.mark.parametrize("name", ["roll 3x1", "3x7"])
def test_numbers_that_count_labels_are_no_size_of_a_roll(name):
    with pytest.raises(NotFound):
        stock.find(name)
