"""How a design and facts become a drawing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from campaignkit import layout, qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Shape, Text, Use
from campaignkit.errors import BadInput, TooBig
from campaignkit.layout import Design

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
OPEN = Business(
    "Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR", hours="6h às 20h"
)
NONE = {"title": "", "note": ""}


def design(*elements: dict[str, Any], let: dict[str, Any] | None = None) -> Design:
    arrangement = {
        "name": "only",
        "width": [10, 100],
        "height": [10, 100],
        "let": let or {},
        "element": list(elements),
    }
    words = {"en": {"headline": "Open"}, "ar": {"headline": "مفتوح"}}
    return Design(title="Test", size=(50, 30), wording=words, layout=[arrangement])


def text(words: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": "text",
        "text": words,
        "box": [2, 2, 46, 8],
        "size": 5,
        "min_size": 2,
        "valign": "top",
        **more,
    }


def drawn(made: Design, facts: dict[str, Any], *, shop: Business = SHOP, **more: Any) -> Drawing:
    language = more.pop("language", "en")
    size = {"width": 50.0, "height": 30.0, **more}
    ready = layout.compiled(made, shop, language, **size)
    return ready.draw(facts, qr.encode("https://wa.me/5511987654321"))


def flat(drawing: Drawing) -> Iterator[Any]:
    for item in drawing.items:
        yield from flat(item.drawing) if isinstance(item, Use) else (item,)


def lines(drawing: Drawing) -> list[Text]:
    return [item for item in flat(drawing) if isinstance(item, Text)]


def test_what_no_sticker_changes_is_one_drawing_that_all_of_them_share():
    made = design(text("{{ shop }}"), text("{{ headline }}", box=[2, 15, 46, 8]))
    ready = layout.compiled(made, SHOP, "en", width=50.0, height=30.0)

    one, other = ready.draw(NONE, None), ready.draw(NONE, None)

    assert [type(item) for item in one.items] == [Use]
    assert one.items[0].drawing is other.items[0].drawing  # type: ignore[union-attr]
    assert [item.line.text for item in lines(one)] == ["Padaria Sol", "Open"]


def test_a_fact_that_a_sticker_says_itself_is_drawn_with_it_alone():
    made = design(text("{{ shop }}"))
    own = drawn(made, {**NONE, "shop": "Padaria Lua"})

    assert [item.line.text for item in lines(own)] == ["Padaria Lua"]
    assert [item.line.text for item in lines(drawn(made, NONE))] == ["Padaria Sol"]


def test_a_length_counts_one_for_an_optional_fact_that_is_there():
    made = design(text("{{ shop }}", box=[2, "m", 46, 8]), let={"m": "4 + 10 * note + 2 * hours"})
    baseline = [
        lines(drawn(made, facts, shop=shop))[0].y
        for shop, facts in (
            (SHOP, NONE),
            (SHOP, {**NONE, "note": "Hoje"}),
            (OPEN, {**NONE, "note": "Hoje"}),
        )
    ]

    assert [y - baseline[0] for y in baseline] == pytest.approx([0, 10, 12])


def test_an_optional_fact_comes_from_the_shop_or_from_the_sticker():
    made = design(text("{{ hours }}"))

    assert lines(drawn(made, NONE)) == []
    assert lines(drawn(made, NONE, shop=OPEN))[0].line.text == "6h às 20h"
    said = drawn(made, {**NONE, "hours": "24 h"}, shop=OPEN)
    assert [item.line.text for item in lines(said)] == ["24 h"]


def test_the_headline_is_the_title_where_there_is_one():
    made = design(text("{{ headline }}"))

    assert lines(drawn(made, NONE))[0].line.text == "Open"
    assert lines(drawn(made, {**NONE, "title": "Fresh bread"}))[0].line.text == "Fresh bread"
    assert lines(drawn(made, {**NONE, "headline": "Sale"}))[0].line.text == "Sale"


def test_a_table_called_0_is_there():
    made = design(text("{{ table }}"))

    assert lines(drawn(made, {**NONE, "table": 0}))[0].line.text == "0"


def test_a_shape_without_width_is_left_out():
    made = design({"kind": "rect", "box": [0, 0, "8 * note", 8], "fill": "primary"})

    assert not list(flat(drawn(made, NONE)))
    (shape,) = flat(drawn(made, {**NONE, "note": "Hoje"}))
    assert isinstance(shape, Shape)


def test_text_that_does_not_fit_says_how_much_room_it_has():
    with pytest.raises(TooBig, match=r"its box is 46 mm wide"):
        drawn(design(text("{{ title }}")), {**NONE, "title": "Feira livre " * 9})


def test_a_code_below_the_smallest_module_says_what_it_needs():
    made = design({"kind": "qr", "box": [0, 0, 10, 10]})

    with pytest.raises(TooBig, match=r"33 modules across .* Give the code 10.89 mm"):
        drawn(made, NONE)


def test_boxes_and_lines_change_sides_in_a_right_to_left_language():
    rect = {"kind": "rect", "box": [5, 0, 10, 10], "fill": "ink"}
    kept = {**rect, "mirror": False}
    shapes = list(flat(drawn(design(rect, kept), NONE, language="ar")))
    (line,) = lines(drawn(design(text("{{ wording.headline }}")), NONE, language="ar"))

    assert min(p[1] for p in shapes[0].path if p[0] == "M") == pytest.approx(35)
    assert min(p[1] for p in shapes[1].path if p[0] == "M") == pytest.approx(5)
    assert line.x + line.line.width * line.size == pytest.approx(48)


def test_a_round_label_without_a_layout_of_its_own_takes_the_box_inside():
    made = design({"kind": "qr", "box": [0, 0, "w", "w"]})

    (code,) = drawn(made, NONE, width=60.0, height=60.0, shape="round").codes()

    assert code.side == pytest.approx(60 * 0.7071)
    assert code.x == pytest.approx((60 - code.side) / 2)


def test_a_label_that_no_layout_suits_is_told_which_do():
    with pytest.raises(BadInput, match=r"5 x 5 mm. It suits 10 to 100 x 10 to 100 mm"):
        drawn(design(text("{{ shop }}")), NONE, width=5.0, height=5.0)


def test_a_logo_that_was_drawn_anew_is_seen(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"

    def shown() -> bytes:
        shop = Business("Sol", phone="(11) 98765-4321", country="BR", logo=logo)
        made = design({"kind": "image", "source": "logo", "box": [5, 5, 20, 20]})
        (image,) = flat(drawn(made, NONE, shop=shop))
        return image.picture.rgb()[:3]

    colors = []
    for color in ("#ff0000", "#0000ff"):
        Image.new("RGB", (10, 10), color).save(logo)
        os.utime(logo, ns=(0, len(colors)))  # a second one within the clock's tick
        colors.append(shown())

    assert colors == [b"\xff\x00\x00", b"\x00\x00\xff"]


def test_a_design_without_a_round_layout_stands_in_the_middle_of_a_round_label_both_ways():
    made = design({"kind": "rect", "box": [0, 0, "w", "h"], "fill": "#000000"})

    (use,) = drawn(made, NONE, width=40.0, height=60.0, shape="ellipse").items

    assert (use.x + use.drawing.width / 2, use.y + use.drawing.height / 2) == pytest.approx(
        (20, 30)
    )


def test_a_label_refused_by_its_aspect_is_told_the_aspect():
    words = r"900 x 20 mm, 45 times as wide as high. It suits 70 to 3000 x 20 to 1000 mm, "
    with pytest.raises(BadInput, match=words + "2.6 to 12 times as wide as high; "):
        layout.load("chat-with-us").choose(900, 20)


def test_a_label_that_no_layout_of_its_own_suits_gets_one_of_its_composition():
    shared = layout.load("chat-with-us")
    own = shared.composed[0].model_copy(update={"name": "own", "width": (37, 50)})
    both = shared.model_copy(update={"layout": (own,)})

    assert both.choose(45, 25).name == "own"
    assert both.choose(57.15, 20.955).name == "lying"


def frame(x: float, side: float, **more: Any) -> dict[str, Any]:
    return {"kind": "rect", "box": [x, 2, side, side], "radius": 1, **more}


@pytest.mark.parametrize(
    ("elements", "shapes"),
    [
        ([frame(2, 26, fill="#FFFFFF")], 0),
        ([frame(2, 26, fill="#EEEEEE")], 1),  # its edges may show beside those of the panel
        ([frame(2, 26, fill="#FFFFFF", stroke="#000000", stroke_width=1)], 1),
        ([frame(2, 27, fill="#FFFFFF")], 1),
        ([frame(0, 30, fill="#336699"), frame(2, 26, fill="#FFFFFF")], 2),
        ([frame(32, 10, fill="#336699"), frame(2, 26, fill="#FFFFFF")], 1),
    ],
)
def test_a_frame_that_the_panel_of_a_code_covers_on_bare_paper_is_not_drawn(elements, shapes):
    code = {"kind": "qr", "box": [2, 2, 26, 26]}
    made = drawn(design(*elements, code), NONE)

    assert sum(isinstance(item, Shape) for item in flat(made)) == shapes
