"""Text in a box. Lengths are mm."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.errors import BadInput, CampaignError, NotFound, TooBig
from campaignkit.text import Block, BlockRoom, clean, fit, stack
from campaignkit.text.fitting import GAP, _fit, _prepared, prepared
from campaignkit.units import SLACK_MM

ROOM: dict[str, Any] = {"width_mm": 40, "height_mm": 12, "size_mm": 6, "min_size_mm": 2}
LATIN = stack(language="pt_BR")
ARABIC = stack(language="ar")


def lines_of(block: Block) -> list[str]:
    return [line.text for _, _, line in block.lines]


def inks(block: Block) -> list[tuple[float, float, float, float]]:
    """Return the ink of each line in the box: left, top, right, bottom."""
    size = block.size_mm
    return [
        (
            x + line.ink[0] * size,
            y - line.ink[3] * size,
            x + line.ink[2] * size,
            y - line.ink[1] * size,
        )
        for x, y, line in block.lines
    ]


def test_short_text_keeps_its_size_and_stands_at_the_start() -> None:
    block = fit("Oi!", stack=LATIN, **ROOM)

    assert block.size_mm == 6
    assert lines_of(block) == ["Oi!"]
    assert block.lines[0][0] == 0


def test_the_first_line_touches_the_top_with_its_capitals_not_with_the_font_s_line_box() -> None:
    block = fit("HX", stack=LATIN, **ROOM)
    ((_, top, _, _),) = inks(block)

    assert top == pytest.approx(0, abs=0.01)
    assert block.height == pytest.approx((0.714 + 0.24) * 6, abs=0.02)


def test_a_box_as_high_as_capitals_and_descenders_holds_a_line_at_full_size() -> None:
    room = ROOM | {"height_mm": 6 * 0.96}

    assert fit("Xpq", stack=LATIN, **room).size_mm == 6


def test_long_text_gets_more_lines_and_then_a_smaller_size() -> None:
    two = fit("Oi! Vi o adesivo na", stack=LATIN, **ROOM)
    smaller = fit("Oi! Vi o adesivo na vitrine e gostei muito", stack=LATIN, **ROOM)

    assert len(two.lines) == 2
    assert smaller.size_mm < two.size_mm <= 6


def test_lines_of_a_paragraph_are_of_like_length() -> None:
    block = fit("Chame a gente no WhatsApp", stack=LATIN, **ROOM | {"size_mm": 4})

    assert lines_of(block) == ["Chame a gente", "no WhatsApp"]


def test_lines_of_a_paragraph_of_many_words_are_of_like_length() -> None:
    words = "Peça no WhatsApp e a gente leva o pão até a sua casa ou a sua loja!"
    room = {"width_mm": 44, "height_mm": 12, "size_mm": 3, "min_size_mm": 3}

    assert lines_of(fit(words, stack=LATIN, **room)) == [
        "Peça no WhatsApp e a",
        "gente leva o pão até a",
        "sua casa ou a sua loja!",
    ]


def test_a_mark_that_takes_more_room_in_a_line_of_its_own_stays_in_the_box() -> None:
    room = {"width_mm": 8.0, "height_mm": 4.0, "size_mm": 5, "min_size_mm": 1.5}

    block = fit("0A 0000 \u094d", stack=ARABIC, **room)

    assert len(block.lines) == 2
    assert max(bottom for *_, bottom in inks(block)) <= 4.0 + 2 * SLACK_MM


@pytest.mark.parametrize("sign", ["\u0301", "\u064f", "\u200d", "\u200b", "\u00ad"])
def test_a_sign_without_a_width_fits_any_box(sign: str) -> None:
    block = fit(sign, stack=LATIN, **ROOM)

    assert (len(block.lines), block.size_mm) == (1, 6)


def test_many_lines_without_a_width_are_made_smaller_for_their_height() -> None:
    block = fit("\u200d\n\u200d\n\u200d", stack=LATIN, **ROOM)

    assert len(block.lines) == 3
    assert block.size_mm < 6


def test_a_line_break_in_the_text_is_one_on_paper() -> None:
    block = fit("\nSegunda\n\nSexta \n", stack=LATIN, **ROOM | {"height_mm": 30})

    assert lines_of(block) == ["Segunda", "", "Sexta"]


def test_start_is_right_for_arabic_and_end_is_left() -> None:
    start = fit("مرحبا", stack=ARABIC, **ROOM)
    end = fit("مرحبا", stack=ARABIC, align="end", **ROOM)

    assert start.lines[0][0] + start.width == pytest.approx(40)
    assert end.lines[0][0] == pytest.approx(0, abs=0.2)


def test_each_paragraph_has_its_own_direction() -> None:
    block = fit("Olá\nمرحبا", stack=LATIN, **ROOM | {"height_mm": 30})
    (first, _, _), (second, _, line) = block.lines

    assert first == 0
    assert second + line.width * block.size_mm == pytest.approx(40)


def test_text_without_letters_follows_the_language() -> None:
    assert fit("12:30", stack=ARABIC, **ROOM).lines[0][2].direction == "rtl"
    assert fit("12:30", stack=LATIN, **ROOM).lines[0][2].direction == "ltr"
    assert fit("12:30", stack=ARABIC, direction="ltr", **ROOM).lines[0][2].direction == "ltr"


def test_centred_text_leaves_the_same_room_on_both_sides() -> None:
    block = fit("Oi!", stack=LATIN, align="center", **ROOM)
    x, _, line = block.lines[0]

    assert x == pytest.approx(40 - x - line.width * 6)


def test_in_the_middle_capitals_are_centred_and_at_the_bottom_nothing_sticks_out() -> None:
    tall = ROOM | {"height_mm": 30}
    ((_, top, _, bottom),) = inks(fit("HXH", stack=LATIN, valign="middle", **tall))
    ((_, _, _, lowest),) = inks(fit("pqg", stack=LATIN, valign="bottom", **tall))

    assert top == pytest.approx(30 - bottom, abs=0.01)
    assert 30 - 0.1 < lowest <= 30


def test_marks_of_two_lines_never_touch() -> None:
    text = "Ẫ Ế Ộ Ẳ\nẫ ợ ự ậ\nẪ Ế Ộ Ẳ"
    block = fit(text, stack=LATIN, leading=0.5, **ROOM | {"height_mm": 40})
    boxes = inks(block)

    assert all(
        below[1] - above[3] >= (GAP - 0.001) * block.size_mm for above, below in pairwise(boxes)
    )
    assert boxes[0][1] >= -SLACK_MM


def test_a_phone_number_moves_to_the_next_line_whole() -> None:
    block = fit("Ligue agora +55 11 98765-4321", stack=LATIN, **ROOM | {"size_mm": 3.5})

    assert lines_of(block) == ["Ligue agora", "+55 11 98765-4321"]


def test_thai_breaks_between_clusters_only_where_nothing_else_helps() -> None:
    pytest.importorskip("fontpkg_noto_sans_thai", reason="NOT TESTED: Thai; its font is missing")
    room = ROOM | {"width_mm": 12, "height_mm": 30, "min_size_mm": 4}
    block = fit("ภาษาไทยภาษาไทย", stack=stack(language="th"), **room)

    assert len(block.lines) > 1
    assert "".join(lines_of(block)) == "ภาษาไทยภาษาไทย"


def test_empty_text_is_an_empty_block() -> None:
    assert fit(" \n ", stack=LATIN, **ROOM).lines == ()


def test_a_word_too_wide_at_the_smallest_size_says_what_it_needs() -> None:
    with pytest.raises(TooBig) as caught:
        fit("Supercalifragilistic", stack=LATIN, **ROOM | {"width_mm": 10})

    assert str(caught.value) == (
        "'Supercalifragilistic' needs 17.12 mm at the smallest size 2 mm; its box is 10 mm wide. "
        "Shorten it by about 9 characters, or give it more room."
    )


def test_too_many_lines_at_the_smallest_size_say_how_high_they_are() -> None:
    with pytest.raises(TooBig) as caught:
        fit("Oi! " * 80, stack=LATIN, **ROOM)

    assert str(caught.value) == (
        "'Oi! Oi! Oi! Oi! Oi! Oi! Oi! Oi! Oi! Oi!…' needs 8 lines, 18.75 mm high, at the smallest "
        "size 2 mm; its box is 40 mm × 12 mm. Shorten it by about 120 characters, or give it more "
        "room."
    )


def test_one_line_at_most_shrinks_and_then_is_too_wide() -> None:
    text = "Oi! Vi o adesivo na vitrine"
    block = fit(text, stack=LATIN, max_lines=1, **ROOM)

    assert lines_of(block) == [text]
    assert 39.5 < block.width <= 40 + SLACK_MM
    with pytest.raises(TooBig, match=r"its box is 10 mm wide. Shorten it by about \d+ characters"):
        fit(text, stack=LATIN, max_lines=1, **ROOM | {"width_mm": 10})


def test_a_box_lower_than_a_line_says_how_high_it_must_be() -> None:
    with pytest.raises(TooBig, match=r"40 mm × 1 mm. Make the box at least 1.9\d? mm high."):
        fit("Oi", stack=LATIN, **ROOM | {"height_mm": 1})


def test_all_characters_no_font_has_are_named_at_once() -> None:
    with pytest.raises(NotFound, match=r"U\+E1234.*U\+E1235"):
        fit("a \U000e1234\nb \U000e1235", stack=LATIN, **ROOM)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"width_mm": 0}, "width_mm=0 is not a length"),
        ({"height_mm": float("nan")}, "height_mm=nan is not a length"),
        ({"min_size_mm": 7}, "min_size_mm=7 is more than size_mm=6"),
        ({"max_lines": 0}, "max_lines=0 leaves no line"),
        ({"align": "left"}, "align='left' is unknown. Use start, center, end."),
        ({"valign": "center"}, "valign='center' is unknown. Use top, middle, bottom."),
    ],
)
def test_a_wrong_option_is_named(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        fit("Oi", stack=LATIN, **ROOM | wrong)


ALPHABETS = (
    "aeioWMj fAV.,-/ ãçéẾ 0123 (R$)@+\n\u00a0",
    "مرحبالشيكُّ 0123٤٥ .,-/()%\n\u200c",
    "नमस्तेक्षिर्फ़ 0123 ₹.,-/()\n",
)
TEXTS = st.lists(
    st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=1, max_size=20)),
    min_size=1,
    max_size=5,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(
    text=TEXTS,
    width=st.floats(8, 80),
    height=st.floats(3, 40),
    align=st.sampled_from(["start", "center", "end"]),
    valign=st.sampled_from(["top", "middle", "bottom"]),
)
def test_nothing_leaves_the_box_or_gets_lost(
    text: str, width: float, height: float, align: Any, valign: Any
) -> None:
    try:
        block = fit(
            text,
            width_mm=width,
            height_mm=height,
            size_mm=5,
            min_size_mm=1.5,
            stack=ARABIC,
            align=align,
            valign=valign,
        )
    except TooBig:
        return
    edge = 2 * SLACK_MM
    for (x, _, line), (left, top, right, bottom) in zip(block.lines, inks(block), strict=True):
        assert x >= -edge
        assert x + line.width * block.size_mm <= width + edge
        assert left >= -edge
        assert right <= width + edge
        assert top >= -edge
        assert bottom <= height + edge
    shown = "".join(lines_of(block)).split()
    assert "".join(shown) == "".join(clean(text).split())


def test_whatever_is_asked_the_error_is_ours() -> None:
    for text in ("\u202e\u2066", "\ud800", "\x00\x07", "\u0301", "🇸", "a" * 5000):
        try:
            fit(text, stack=LATIN, **ROOM)
        except CampaignError:
            continue


def test_a_text_is_shaped_and_cut_once_for_all_boxes_that_it_is_tried_in() -> None:
    before = _prepared.cache_info().misses

    for width in range(20, 40):
        fit("Uma vez só, em todas as caixas", stack=LATIN, **{**ROOM, "width_mm": width})
    assert _prepared.cache_info().misses == before + 1


@given(
    st.sampled_from(["Oi! Vi o adesivo na vitrine.", "مرحبا بكم في المتجر", "Pão\nMel", "a" * 30]),
    st.lists(st.floats(8, 60), min_size=1, max_size=6),
)
def test_boxes_asked_before_change_nothing(text: str, widths: list[float]) -> None:
    def made(width: float) -> object:
        _fit.cache_clear()
        try:
            return fit(text, stack=ARABIC, **{**ROOM, "width_mm": width})
        except TooBig as err:
            return str(err)

    after_others = [made(width) for width in widths][-1]
    _prepared.cache_clear()
    assert made(widths[-1]) == after_others


WORDS = st.sampled_from(["Feira", "Rua das Flores", "7", "Ágata", "مرحبا", "Wi-Fi", "a" * 12])


@given(
    st.lists(WORDS, min_size=1, max_size=7).map(" ".join),
    st.floats(10, 60),
    st.floats(1.5, 9),
    st.floats(0.3, 1),
)
def test_a_height_that_is_told_before_a_text_is_cut_is_the_one_it_has(text, width, size, smaller):
    made = prepared(text, ARABIC)
    room = BlockRoom(width, 40, size, size / 2, None)
    told = made.sure_height(room)
    if told is None:  # it may have to shrink: only cutting it tells
        return

    assert made.fitted(room).size == size
    assert made.fitted(room).height == pytest.approx(told, rel=0.02)
    less = room._replace(largest=size * smaller, smallest=size * smaller / 2)
    assert made.fitted(less).height == pytest.approx(made.height(size * smaller, width), rel=0.02)
