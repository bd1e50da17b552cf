"""One product of a price list: name, leader and price never touch, in one language or two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from campaignkit.drawing import Image, Shape, Text, Use
from campaignkit.errors import BadInput, TooBig
from campaignkit.pages import entries, section_headings
from campaignkit.pages.entries import GUTTER, Entry, EntryStyle
from campaignkit.pictures import Picture

STYLE = EntryStyle(
    languages=("en",), body=3.5, ink="#111111", muted="#666666", strong="#114488", font=None
)
BOTH = replace(STYLE, languages=("en", "ar"))
TEA = Entry("Tea", "$5.00", "Black tea with milk")
CHAY = Entry("شاي", "٥ ر.س", "شاي أسود")
PHOTO = Picture(10, 10, "RGB", np.zeros((10, 10, 3), np.uint8).tobytes())


def drawn(entry, style=STYLE, width=90.0, photo=None, at=(0.0, 0.0)):
    """Return what a block draws, in the order it is drawn."""
    pair = entry if isinstance(entry, tuple) else (entry,)
    block = entries.block(pair, style, width, photo=photo)
    return block, [item for draw in block.draws for item in draw(*at)]


def texts(items):
    """Return the left and right end, and the baseline, of each text."""
    found = {}
    for item in items:
        if isinstance(item, Text):
            right = item.x + item.line.width * item.size
            found[item.line.text] = (item.x, right, item.y)
    return found


def test_name_stands_left_price_right_and_dots_between_on_one_baseline():
    _, items = drawn(TEA)

    said = texts(items)
    (dots,) = [item for item in items if isinstance(item, Use)]
    assert said["Tea"][0] == 0.0
    assert said["$5.00"][1] == pytest.approx(90.0)
    assert said["Tea"][2] == said["$5.00"][2]
    assert said["Tea"][1] < dots.x
    assert dots.x + dots.drawing.width < said["$5.00"][0]


def test_the_description_stands_below_and_leaves_the_price_its_column():
    block, items = drawn(replace(TEA, description=" ".join(f"milk{n}" for n in range(30))))

    said = texts(items)
    below = [ends for text, ends in said.items() if text.startswith("milk")]
    assert len(below) > 1
    assert all(baseline > said["Tea"][2] for _, _, baseline in below)
    assert all(right < said["$5.00"][0] for _, right, _ in below)
    assert block.height >= max(baseline for _, _, baseline in below)


def test_a_long_name_wraps_and_never_reaches_its_price():
    block, items = drawn(replace(TEA, title=" ".join(f"saffron{n}" for n in range(20))))

    said = texts(items)
    price = said.pop("$5.00")
    names = [ends for ends in said.values() if ends[2] <= price[2]]
    assert len(names) > 1
    assert all(right < price[0] for _, right, _ in names)
    assert price[2] == max(baseline for _, _, baseline in names)  # beside the last line
    assert block.height > price[2]


def test_in_arabic_all_is_mirrored():
    _, items = drawn(CHAY, replace(STYLE, languages=("ar",)))

    said = texts(items)
    assert said["شاي"][1] == pytest.approx(90.0)
    assert said["٥ ر.س"][0] == 0.0


def test_in_arabic_the_dots_stand_between_price_and_name():
    _, items = drawn(CHAY, replace(STYLE, languages=("ar",)))

    said = texts(items)
    (dots,) = [item for item in items if isinstance(item, Use)]
    assert said["٥ ر.س"][1] < dots.x
    assert dots.x + dots.drawing.width < said["شاي"][0]


def test_two_languages_share_the_baseline_of_their_names_and_keep_to_their_halves():
    long = replace(TEA, title="Very special saffron tea of the house in a pot")
    _, items = drawn((long, CHAY), BOTH, width=150.0)

    said = texts(items)
    half = (150.0 - GUTTER) / 2
    english = [ends for text, ends in said.items() if text.isascii()]
    arabic = [ends for text, ends in said.items() if not text.isascii()]
    assert max(right for _, right, _ in english) <= half + 0.01
    assert min(left for left, _, _ in arabic) >= half + GUTTER - 0.01
    first = min(baseline for _, _, baseline in english)
    assert said["شاي"][2] == pytest.approx(first)


def test_halves_stand_by_their_direction_whichever_language_comes_first():
    assert [each[0] for each in BOTH.halves(100)] == ["en", "ar"]
    assert [each[0] for each in replace(STYLE, languages=("ar", "en")).halves(100)] == ["en", "ar"]
    assert [each[0] for each in replace(STYLE, languages=("pt", "en")).halves(100)] == ["pt", "en"]
    (only,) = STYLE.halves(100)
    assert only == ("en", 0.0, 100)


def test_a_price_before_a_sale_is_struck_out_left_of_the_new():
    _, items = drawn(replace(TEA, was="$8.00"))

    said = texts(items)
    (line,) = [item for item in items if isinstance(item, Shape)]
    across = [segment[1] for segment in line.path if len(segment) > 1]
    assert said["$8.00"][1] < said["$5.00"][0]
    assert said["$8.00"][2] == said["$5.00"][2]
    assert min(across) <= said["$8.00"][0]
    assert max(across) >= said["$8.00"][1]


def test_a_price_before_a_sale_without_room_stands_below_the_new():
    entry = Entry("Tea", "$1,134,567.50", was="$1,234,567.50")
    block, items = drawn(entry, width=45.0)

    said = texts(items)
    assert said["$1,234,567.50"][2] > said["$1,134,567.50"][2]
    assert said["$1,234,567.50"][1] == pytest.approx(said["$1,134,567.50"][1], abs=0.01)
    assert block.height >= said["$1,234,567.50"][2]


def test_a_price_that_leaves_no_room_is_refused_with_both_widths():
    with pytest.raises(
        TooBig, match=r"the price .* is \d+.* mm wide, its part of the page 40 mm"
    ) as caught:
        drawn(Entry("Tea", "$1,134,567,890,123.50"), width=40.0)
    assert caught.value.rule == "price-list.price-width"
    assert caught.value.params["limit_mm"] == 40.0


def test_a_name_of_nothing_visible_is_refused():
    with pytest.raises(BadInput, match="has nothing to show") as caught:
        drawn(Entry("\u200b", "$5"))
    assert caught.value.rule == "price-list.title-invisible"


def test_a_photo_takes_its_room_even_where_there_is_none():
    with_photo, items = drawn(TEA, photo=lambda: PHOTO, at=(10.0, 20.0))
    without, bare = drawn(TEA, photo=lambda: None, at=(10.0, 20.0))

    (image,) = [item for item in items if isinstance(item, Image)]
    assert (image.x, image.y) == (10.0, 20.0)
    assert image.width == image.height <= with_photo.height
    assert texts(items) == texts(bare)
    assert texts(items)["Tea"][0] > image.x + image.width
    assert with_photo.height == without.height
    assert not [item for item in bare if isinstance(item, Image)]


def test_in_arabic_the_photo_stands_right_of_the_name():
    _, items = drawn(CHAY, replace(STYLE, languages=("ar",)), photo=lambda: PHOTO)

    (image,) = [item for item in items if isinstance(item, Image)]
    assert image.x + image.width == pytest.approx(90.0)
    assert texts(items)["شاي"][1] < image.x


def test_descriptions_are_shortened_to_so_many_lines():
    entry = replace(TEA, description="Black tea with milk " * 20)
    whole, _ = drawn(entry)
    short, items = drawn(entry, replace(STYLE, lines=2))

    below = [text for text in texts(items) if text not in ("Tea", "$5.00")]
    assert len(below) == 2
    assert below[-1].endswith("…")
    assert short.height < whole.height


def test_a_section_begins_with_a_heading_that_stays_with_it_and_stands_again():
    block = section_headings.heading(("Hot drinks",), STYLE, 90.0)

    assert block.keep
    assert block.above > block.running.above == 0.0
    again = [
        item.line.text
        for draw in block.running.draws
        for item in draw(0, 0)
        if isinstance(item, Text)
    ]
    assert again == ["Hot drinks, continued"]
    assert block.running.height < block.height


def test_a_heading_in_two_languages_has_a_rule_in_each_half():
    block = section_headings.heading(("Hot drinks", "مشروبات"), BOTH, 150.0)

    rules = [item for draw in block.draws for item in draw(0, 0) if isinstance(item, Shape)]
    lefts = sorted(rule.path[0][1] for rule in rules)
    half = (150.0 - GUTTER) / 2
    assert lefts == [0.0, pytest.approx(half + GUTTER)]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ar", ["خبز عربي", "كعك", "كنافة", "قهوة"]),
        ("hi", ["चाय", "मूँग", "कृपया", "द्रुत", "दही"]),
        ("en", ["Jaggery", "Tea", "Éclair"]),
    ],
)
@pytest.mark.parametrize("air", [1.0, 1.3, 1.6, 1.9, 2.5])
def test_rows_of_one_line_are_equally_high_whatever_their_letters_reach(language, names, air):
    for body in (2.3, 3.1, 4.4, 5.3, 7.5):
        style = replace(STYLE, languages=(language,), body=body, air=air)
        heights = {drawn(Entry(name, "5"), style, 150.0)[0].height for name in names}
        assert len(heights) == 1
