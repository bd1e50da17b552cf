"""Blocks flow over columns and pages: none is cut, lost, moved or alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.errors import TooBig
from campaignkit.pages.flowing import ListBlock, flow


def block(height, name="", **more):
    return ListBlock(height=height, draws=(), name=name, **more)


def picture(pages):
    """Return pages of columns of names: "A(3)" stands 3 mm below the column's top."""
    return [
        [" ".join(f"{each.block.name}({each.top:g})" for each in column) for column in page]
        for page in pages
    ]


def test_blocks_fill_a_column_then_the_next_then_the_next_page():
    blocks = [block(4, name, above=1) for name in "ABCDEFGHI"]

    pages = flow(blocks, first=10, rest=15, columns=2)
    assert picture(pages) == [["A(0) B(5)", "C(0) D(5)"], ["E(0) F(5) G(10)", "H(0) I(5)"]]


def test_a_heading_stays_with_what_follows_it():
    blocks = [block(4, "a"), block(2, "H", keep=True), block(4, "b")]

    assert picture(flow(blocks, first=8, rest=8)) == [["a(0)"], ["H(0) b(2)"]]


def test_a_section_that_runs_on_says_so_at_the_top():
    heading = block(3, "H", keep=True, running=block(2, "h"))

    pages = flow([heading, *(block(4, name) for name in "abc")], first=8, rest=8)
    assert picture(pages) == [["H(0) a(3)"], ["h(0) b(2)"], ["h(0) c(2)"]]


def test_a_new_section_at_the_top_of_a_column_has_no_running_heading_of_the_old():
    sections = [block(3, name, keep=True, running=block(2, name.lower())) for name in ("H", "J")]

    pages = flow([sections[0], block(4, "x"), sections[1], block(4, "y")], first=8, rest=8)
    assert picture(pages) == [["H(0) x(3)"], ["J(0) y(3)"]]


def test_the_columns_of_the_last_page_are_equally_long():
    pages = flow([block(5, name) for name in "ABCDEF"], first=100, rest=100, columns=3)

    assert picture(pages) == [["A(0) B(5)", "C(0) D(5)", "E(0) F(5)"]]


def test_what_is_higher_than_the_first_page_waits_for_the_second():
    assert picture(flow([block(12, "A")], first=8, rest=15)) == [[], ["A(0)"]]


def test_what_fits_no_page_is_refused_with_its_name_and_both_heights():
    with pytest.raises(TooBig, match="'Tea' needs 16 mm of height, but a column has 15 mm"):
        list(flow([block(16, "'Tea'")], first=8, rest=15))


def test_no_more_blocks_are_taken_than_the_pages_asked_for_need():
    taken = []
    blocks = (taken.append(n) or block(4) for n in range(1000))

    pages = flow(blocks, first=12, rest=12, columns=2)
    next(pages)
    assert len(taken) == 7  # six stand on the page, one does not fit
    next(pages)
    assert len(taken) == 13


@given(
    heights=st.lists(st.tuples(st.floats(1, 30), st.floats(0, 5), st.booleans()), max_size=60),
    columns=st.integers(1, 4),
)
def test_every_block_stands_once_in_order_and_inside_its_column(heights, columns):
    blocks = [
        block(height, str(number), above=above, running=block(3, "again") if heads else None)
        for number, (height, above, heads) in enumerate(heights)
    ]

    pages = list(flow(blocks, first=40, rest=50, columns=columns))
    standing = [each for page in pages for column in page for each in column]
    names = [each.block.name for each in standing if each.block.name != "again"]
    assert names == [each.name for each in blocks]
    for number, page in enumerate(pages):
        assert len(page) <= columns
        for column in page:
            ends = [each.top + each.block.height for each in column]
            assert max(ends) <= (50 if number else 40) + 0.011
            assert all(
                end <= next_.top + 1e-9 for end, next_ in zip(ends, column[1:], strict=False)
            )


@pytest.mark.parametrize(("height", "pages"), [(10.0, 1), (10.005, 1), (10.02, 2)])
def test_a_hair_more_than_the_column_is_slack_and_a_hairs_breadth_is_not(height, pages):
    blocks = [block(height / 2, "A"), block(height / 2, "B")]

    assert len(list(flow(blocks, first=10, rest=10))) == pages


def test_the_last_columns_count_the_room_above_blocks():
    blocks = [block(4, name, above=4) for name in "ABCD"]

    assert picture(flow(blocks, first=100, rest=100, columns=2)) == [["A(0) B(8)", "C(0) D(8)"]]
