"""Drawings run across, then down, page after page; one character here is 10 mm."""

from collections.abc import Iterator
from itertools import count, islice

import pytest

from campaignkit.drawing import Drawing, Page
from campaignkit.errors import BadInput, TooBig
from campaignkit.sheets import free_positions, impose, page_count
from campaignkit.stock import Stock

SMALL = Stock(name="small", page=(70, 50), label=(30, 20), grid=(2, 2), margin=(0, 0), gap=(10, 10))


def named(letters: str) -> list[Drawing]:
    """Return drawings whose row is the letter's number."""
    return [Drawing(30, 20, (), ord(letter)) for letter in letters]


def picture(page: Page) -> list[str]:
    cells = [["."] * round(page.width / 10) for _ in range(round(page.height / 10))]
    for placed in page.placed:
        for row in range(round(placed.drawing.height / 10)):
            for column in range(round(placed.drawing.width / 10)):
                y, x = round(placed.y / 10) + row, round(placed.x / 10) + column
                cells[y][x] = chr(placed.drawing.row or 0)
    return ["".join(row) for row in cells]


def looks_like(text: str) -> list[str]:
    return text.split()


def test_labels_run_across_then_down() -> None:
    (page,) = impose(named("ABC"), SMALL)

    assert picture(page) == looks_like("""
        AAA.BBB
        AAA.BBB
        .......
        CCC....
        CCC....
    """)


def test_a_full_page_is_followed_by_the_next() -> None:
    first, second = impose(named("ABCDE"), SMALL)

    assert [placed.label for placed in first.placed] == [1, 2, 3, 4]
    assert picture(second) == looks_like("""
        EEE....
        EEE....
        .......
        .......
        .......
    """)


def test_copies_stand_side_by_side() -> None:
    (page,) = impose(named("AB"), SMALL, copies=2)

    assert picture(page) == looks_like("""
        AAA.AAA
        AAA.AAA
        .......
        BBB.BBB
        BBB.BBB
    """)


def test_used_positions_of_the_first_page_stay_empty() -> None:
    first, second = impose(named("ABC"), SMALL, start=2, skip=[3])

    assert picture(first) == looks_like("""
        ....AAA
        ....AAA
        .......
        ....BBB
        ....BBB
    """)
    assert [placed.label for placed in second.placed] == [1]


def test_a_smaller_drawing_is_centred_on_its_label() -> None:
    (page,) = impose([Drawing(10, 10, ())], SMALL)

    assert (page.placed[0].x, page.placed[0].y) == (10, 5)


def test_a_larger_drawing_is_refused_with_both_sizes() -> None:
    with pytest.raises(TooBig, match=r"31 mm x 20 mm does not fit the labels of small, 30 mm x"):
        list(impose([Drawing(31, 20, ())], SMALL))


def test_one_page_is_held_at_a_time() -> None:
    taken = count()

    def endless() -> Iterator[Drawing]:
        while True:
            next(taken)
            yield Drawing(30, 20, ())

    pages = impose(endless(), SMALL)
    list(islice(pages, 3))

    assert next(taken) == 12


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"start": 5}, r"start=5 is no position on small: .* from 1 to 4"),
        ({"start": 0}, r"start=0 is no position"),
        ({"skip": [9]}, r"skip=9 is no position"),
        ({"skip": [True]}, r"skip=True is no position"),
        ({"start": 4, "skip": [4]}, r"leave no label free on small, which has 4"),
        ({"copies": 0}, r"copies=0 is not a whole number from 1"),
        ({"copies": 1.5}, r"copies=1.5 is not a whole number"),
    ],
)
def test_a_count_that_is_not_on_the_sheet_is_named(options: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        impose(named("A"), SMALL, **options)  # type: ignore[arg-type]


def test_pages_are_counted_without_drawing() -> None:
    assert page_count(4, SMALL) == 1
    assert page_count(5, SMALL) == 2
    assert page_count(5, SMALL, start=4) == 2
    assert page_count(0, SMALL) == 0
    assert free_positions(SMALL, start=3) == [3, 4]
