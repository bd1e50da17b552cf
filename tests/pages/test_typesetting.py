"""How texts are set: wrapped, shortened by a stated rule, boxed; leaders on one grid; papers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.drawing import Use
from campaignkit.errors import NotFound, TooBig
from campaignkit.pages import PAPERS, paper_named, typesetting
from campaignkit.pages.typesetting import SetWords

ENGLISH = SetWords("en", 3.5, "#000000")
ARABIC = SetWords("ar", 3.5, "#000000")
TEXT = "Boiled slowly with evaporated milk, and served in a large glass pot for two or three."


def lines(made: typesetting.Setting) -> list[str]:
    return [line.text for _, _, line in made.block.lines]


def test_a_text_is_wrapped_at_words_and_no_line_is_wider_than_its_room():
    made = typesetting.wrapped(TEXT, ENGLISH, 40)

    assert " ".join(" ".join(lines(made)).split()) == TEXT
    assert len(lines(made)) > 2
    for x, _, line in made.block.lines:
        assert x >= 0
        assert x + line.width * made.block.size_mm <= 40.01


def test_arabic_begins_at_the_right():
    (x, _, line), *_ = typesetting.wrapped("شاي بالحليب", ARABIC, 60).block.lines

    assert x + line.width * 3.5 == pytest.approx(60, abs=0.01)


def test_a_word_too_long_makes_the_text_smaller_down_to_three_quarters():
    made = typesetting.wrapped("Schokoladenkekse", ENGLISH, 26)
    assert 3.5 * 0.75 <= made.block.size_mm < 3.5
    with pytest.raises(TooBig):
        typesetting.wrapped("Schokoladenkekse", ENGLISH, 15)


def test_a_text_that_fits_its_lines_is_left_as_it_is():
    assert lines(typesetting.shortened("Black tea", ENGLISH, 40, 1)) == ["Black tea"]


def test_a_text_is_cut_at_a_word_and_the_cut_is_told():
    made = typesetting.shortened(TEXT, ENGLISH, 40, 2)

    said = " ".join(" ".join(lines(made)).split())
    assert len(lines(made)) == 2
    assert said.endswith("…")
    assert TEXT.startswith(said.removesuffix("…"))
    assert TEXT[len(said) - 1] in " ,"


@pytest.mark.parametrize("most", [2, 3, 4, 6])
def test_a_text_a_little_too_long_keeps_all_its_lines(most: int):
    words = " ".join([TEXT] * 9)
    for count in range(10, len(words.split())):
        text = " ".join(words.split()[:count])
        if len(typesetting.wrapped(text, ENGLISH, 90).block.lines) > most:
            break

    assert len(lines(typesetting.shortened(text, ENGLISH, 90, most))) == most


def test_no_comma_stands_before_the_cut():
    for width in range(20, 70, 3):
        last = lines(typesetting.shortened(TEXT, ENGLISH, width, 1))[-1]
        assert not last.endswith((",…", ".…", " …"))


def test_a_script_without_spaces_is_cut_between_letters():
    made = typesetting.shortened("ชานมเย็นหวานน้อยใส่ไข่มุก" * 4, SetWords("th", 3.5, "#000000"), 40, 1)

    assert len(lines(made)) == 1
    assert lines(made)[0].endswith("…")


@settings(max_examples=30, deadline=None)
@given(
    words=st.lists(st.sampled_from(["tea", "café", "milk,", "12", "شاي", "चाय"]), max_size=60),
    width=st.integers(25, 90),
    most=st.integers(1, 4),
)
def test_a_shortened_text_never_has_more_lines_and_keeps_as_much_as_it_can(words, width, most):
    text = " ".join(words)
    made = typesetting.shortened(text, ENGLISH, width, most)

    assert len(made.block.lines) <= most
    if len(typesetting.wrapped(text, ENGLISH, width).block.lines) <= most:
        assert " ".join(" ".join(lines(made)).split()) == text
        return
    kept = len(" ".join(lines(made)).split())
    longer = " ".join(words[: kept + 2]).rstrip(" ,") + "…"
    assert len(typesetting.wrapped(longer, ENGLISH, width).block.lines) > most


def test_a_long_text_is_cut_without_being_set_whole(monkeypatch):
    seen = []
    fit = typesetting.text.fit
    monkeypatch.setattr(
        typesetting.text, "fit", lambda words, **more: seen.append(len(words)) or fit(words, **more)
    )

    typesetting.shortened("tea and milk " * 5000, ENGLISH, 40, 2)
    assert max(seen) < 1000
    assert len(seen) < 14


def test_leaders_of_all_lines_stand_on_one_grid():
    dots = [next(typesetting.leader(left, 80.0, 10.0, "#000000")) for left in (20.0, 33.7, 41.2)]

    assert all(isinstance(each, Use) for each in dots)
    for each in dots:
        assert each.x / typesetting.PITCH_MM == pytest.approx(round(each.x / typesetting.PITCH_MM))
        assert each.x + each.drawing.width <= 80.0 + typesetting.DOT_MM
    assert [each.x >= left for each, left in zip(dots, (20.0, 33.7, 41.2), strict=True)] == [
        True
    ] * 3


def test_a_leader_fills_its_room_and_is_as_wide_as_its_dots():
    for right in (60.0, 71.3, 88.8):
        (dots,) = typesetting.leader(20.0, right, 10.0, "#000000")
        ((shape),) = dots.drawing.items

        count = sum(1 for segment in shape.path if segment[0] == "M")
        assert dots.drawing.width == pytest.approx(
            (count - 1) * typesetting.PITCH_MM + typesetting.DOT_MM
        )
        last = dots.x + (count - 1) * typesetting.PITCH_MM
        assert 0 <= right - last < typesetting.PITCH_MM + 1e-9
        assert dots.y == 10.0 - typesetting.DOT_MM


def test_a_rectangle_runs_once_around_its_box():
    path = typesetting.rectangle(1.0, 2.0, 10.0, 20.0)

    assert [segment[1:] for segment in path[:4]] == [(1, 2), (11, 2), (11, 22), (1, 22)]
    assert path[4] == ("Z",)


@pytest.mark.parametrize(("left", "right"), [(20.0, 21.0), (20.0, 20.0), (21.0, 20.0)])
def test_no_leader_stands_where_there_is_no_room_for_two_dots(left: float, right: float):
    assert list(typesetting.leader(left, right, 0.0, "#000000")) == []


def test_papers_are_found_in_any_letters_and_the_nearest_is_offered():
    assert paper_named(" letter ") is PAPERS["Letter"]
    with pytest.raises(NotFound, match=r"no paper called 'A44'\. Did you mean 'A4'"):
        paper_named("A44")
