"""What a dish is and what is in it: words of many languages to marks, and their legend."""

from __future__ import annotations

import pytest

from campaignkit import artwork
from campaignkit.drawing import Text, Use
from campaignkit.errors import BadInput
from campaignkit.pages import dietary, dietary_marks
from campaignkit.pages.style import EntryStyle

STYLE = EntryStyle(languages=("en",), body=4.0, ink="#111111", muted="#666666", strong="#114488")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("vegan, nuts", ["vegan", "nuts"]),
        ("Castanhas; VEGANO", ["vegan", "nuts"]),
        ("نباتي، حليب", ["vegetarian", "milk"]),
        ("शाकाहारी | दूध", ["vegetarian", "milk"]),
        ("sin gluten · huevo", ["gluten-free", "eggs"]),
        ("Halal، حلال; हलाल", ["halal"]),
        ("7, 1, 14", ["gluten", "milk", "molluscs"]),
        ("non-veg/Non Veg", ["non-vegetarian"]),
        ("", []),
    ],
)
def test_words_of_any_language_are_marks_each_once_drawings_first(words, names):
    assert [mark.name for mark in dietary.read_marks(words)] == names


def test_a_word_that_is_no_mark_is_told_with_what_is_near():
    with pytest.raises(
        BadInput, match=r"'vegn' is no mark of a dish\. Did you mean 'vegan'"
    ) as told:
        dietary.read_marks("vegn")
    assert told.value.rule == "price-list.mark"


@pytest.mark.parametrize("language", ["en", "pt_BR", "es", "ar", "hi"])
def test_every_mark_has_a_word_in_every_language_and_a_drawing_or_a_number(language):
    for name, mark in dietary._marks().items():
        assert dietary.read_marks(dietary.label(mark, language))[0].name in (name, "mild", "hot")
        assert bool(mark.drawing) != bool(mark.number)
        assert not mark.drawing or artwork.artwork(mark.drawing)


def test_the_fourteen_allergens_are_numbered_as_in_the_regulation():
    numbers = sorted(mark.number for mark in dietary._marks().values() if mark.number)

    assert numbers == list(range(1, 15))


def test_marks_follow_a_name_towards_the_price_and_take_the_room_they_say():
    marks = dietary.read_marks("very spicy, milk, nuts")

    ltr = list(dietary_marks.drawn(marks, STYLE, "en", 10.0, 20.0, rtl=False))
    wide = dietary_marks.width(marks, STYLE, "en")
    signs = [item for item in ltr if isinstance(item, Use)]
    (numbers,) = [item for item in ltr if isinstance(item, Text)]
    assert len(signs) == 2  # two chillies
    assert numbers.line.text == "7 · 8"
    assert all(item.x > 10 for item in ltr)
    assert numbers.x + numbers.line.width * numbers.size <= 10 + wide + 0.9

    rtl = list(dietary_marks.drawn(marks, STYLE, "ar", 90.0, 20.0, rtl=True))
    assert all(item.x < 90 for item in rtl)


def test_a_legend_breaks_its_lines_and_stays_in_its_width():
    marks = dietary.in_order(dietary._marks().values())
    items, height = dietary_marks.legend(marks, STYLE, "en", 90.0)

    rows = {round(item.y, 2) for item in items if isinstance(item, Text)}
    assert len(rows) > 2
    assert height > max(rows)
    for item in items:
        wide = item.line.width * item.size if isinstance(item, Text) else item.drawing.width
        assert item.x >= -0.01
        assert item.x + wide <= 90.01
    assert dietary_marks.legend((), STYLE, "en", 90.0) == ((), 0.0)
