"""Expected codes against found ones, by place first and by text second."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.proof.compare import PLACE_MM, Expected, compare, match
from campaignkit.proof.reader import Found

SIZE = 20.0


def expected(text: str, x: float = 0, y: float = 0, **more: object) -> Expected:
    return Expected(text=text, x_mm=x, y_mm=y, size_mm=SIZE, **more)


def found(text: str, x: float = 0, y: float = 0, size: float = SIZE) -> Found:
    corners = ((x, y), (x + size, y), (x + size, y + size), (x, y + size))
    raw = text.encode()
    return Found(text=text, raw=raw, corners=corners, version=2, level="M", mask=0, reserve=1.0)


def only(*sides: object, **options: object):
    (problem,) = compare(*sides, **options)
    return problem


def test_what_was_expected_and_found_is_no_problem():
    assert not compare([expected("a"), expected("b", 50)], [found("b", 50), found("a")])


def test_nothing_expected_and_nothing_found_is_no_problem():
    assert not compare([], [])


def test_a_missing_code_says_what_it_should_say_and_where():
    problem = only([expected("hello", 10.0, 20.0, row=3, position=7)], [], page=2, file="a.pdf")

    assert str(problem) == (
        "a.pdf, row 3, page 2, x 10.0 mm, y 20.0 mm: The code on label 7 cannot be read; it "
        "should say 'hello'. Look at this label: is the code there, dark on light, whole and "
        "uncovered?"
    )


def test_another_text_in_its_place_is_told_with_both_texts():
    problem = only([expected("hello")], [found("hallo")])

    assert (problem.rule, problem.value, problem.limit) == ("scan.text", "hallo", "hello")
    assert "says 'hallo', but should say 'hello'." in problem.message


def test_two_codes_exchanged_are_two_wrong_texts():
    problems = compare([expected("a"), expected("b", 50)], [found("b"), found("a", 50)])

    assert [problem.rule for problem in problems] == ["scan.text", "scan.text"]


def test_a_code_moved_by_5_mm_is_out_of_place():
    problem = only([expected("a", 30, 30)], [found("a", 35, 30)])

    assert (problem.rule, problem.value, problem.limit) == ("scan.place", 5.0, PLACE_MM)
    assert "is not in its place: 5 mm to the right." in problem.message


def test_a_code_moved_off_its_own_square_is_still_known_by_its_text():
    problem = only([expected("a", 30, 30)], [found("a", 5, 80)])

    assert "is not in its place: 25 mm to the left and 50 mm down." in problem.message


def test_a_page_that_was_scaled_is_out_of_place_and_too_narrow():
    problem = only([expected("a")], [found("a", 0.2, 0.2, SIZE * 0.94)])

    assert "1.2 mm too narrow" in problem.message


def test_an_extra_code_is_told_with_what_it_says():
    problem = only([], [found("evil", 5, 6)])

    assert (problem.rule, problem.where.x, problem.where.y) == ("scan.extra", 5, 6)
    assert "says 'evil'" in problem.message


def test_the_same_text_on_many_labels_is_told_apart_by_place():
    labels = [expected("same", x, position=n) for n, x in enumerate((0, 30, 60), 1)]
    problem = only(labels, [found("same", 60), found("same", 0)])

    assert (problem.rule, problem.where.x) == ("scan.missing", 30)


def test_a_long_text_is_quoted_by_its_beginning():
    problem = only([expected("x" * 500)], [])

    assert "should say '" + "x" * 59 + "…'." in problem.message


def test_bytes_decide_where_a_text_is_no_utf_8():
    seen = replace(found("é"), text="Ã©")

    assert not compare([expected("é")], [seen])


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5), st.integers(0, 5)), unique=True),
    st.randoms(use_true_random=False),
)
def test_codes_found_in_any_order_match_one_to_one(places, chance):
    wanted = [expected(text, x * 30, y * 30) for text, x, y in {p[1:]: p for p in places}.values()]
    seen = [found(code.text, code.x_mm, code.y_mm) for code in wanted]
    chance.shuffle(seen)
    matched = match(wanted, seen)

    assert not matched.missing and not matched.extra
    assert all((is_.x_mm, is_.y_mm) == (code.x_mm, code.y_mm) for code, is_ in matched.pairs)


@pytest.mark.parametrize("shift", [PLACE_MM * 0.9, -PLACE_MM * 0.9])
def test_a_little_off_is_in_place(shift):
    assert not compare([expected("a", 30, 30)], [found("a", 30 + shift, 30 - shift)])
