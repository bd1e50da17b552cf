"""A theme may bring layouts of its own for a composition; small labels keep the common ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaignkit import layout, qr
from campaignkit.artwork import artwork
from campaignkit.assets.sticker import sticker
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Image, Shape, Use
from campaignkit.layout import artwork_boxes, photo
from campaignkit.layout.outlines import Bounds
from campaignkit.pictures import Picture
from campaignkit.proof.lints import lint
from campaignkit.proof.lints.parts import parts_of

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
OWN = {
    "market": "stall",
    "bold": "blocks",
    "craft": "letter",
    "photo": "album",
    "minimal": "air",
    "one-ink": "wood",
}
PIECES = {
    "coupon": "voucher, card",
    "event-ticket": "ticket",
    "gift-tag": "tag",
    "door-hanger": "hanger",
    "loyalty-card": "card to stamp",
}


def shapes(items):
    for item in items:
        if isinstance(item, Use):
            yield from shapes(item.drawing.items)
        elif isinstance(item, Shape):
            yield item


@pytest.mark.parametrize("theme", OWN)
def test_a_theme_lays_out_an_invitation_in_its_own_way_and_leaves_small_labels_alone(theme):
    worn = layout.load_theme(theme)
    design = worn.arranged(layout.load("chat-with-us"))

    first = [each.name.split(",")[0] for each in design.composed[:2]]
    assert first == [OWN[theme]] * 2
    assert design.choose(148, 210, themed=True).name == f"{OWN[theme]}, upright"
    assert design.choose(30, 20, themed=True).name == "little, lying"


@pytest.mark.parametrize("theme", OWN)
@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((297, 420), "afar"),
        ((105, 148), "in hand"),
        ((190, 38), "strip"),
        ((3000, 800), "banner"),
        ((60, 180), "slender"),
        ((80, 80, "round"), "round"),
    ],
)
def test_a_theme_has_its_own_for_what_is_read_from_afar_in_the_hand_or_on_an_odd_shape(
    theme, size, name
):
    design = layout.load_theme(theme).arranged(layout.load("chat-with-us"))

    assert design.choose(*size, themed=True).name == f"{OWN[theme]}, {name}"


@pytest.mark.parametrize("theme", OWN)
@pytest.mark.parametrize("name", ["catalogue-cover", "business-card-back"])
def test_a_theme_has_its_own_first_page_and_back_of_a_card(theme, name):
    design = layout.load_theme(theme).arranged(layout.load(name))

    chosen = design.choose(*design.size, themed=True).name
    assert chosen == f"{OWN[theme]}, {name.split('-')[-1]}"


@pytest.mark.parametrize("theme", OWN)
def test_from_afar_there_is_no_small_print(theme):
    shop = replace(SHOP, hours="Seg–sex 6h–20h", address="Rua das Acácias, 120")
    one = sticker("poster", shop, theme=theme, size_mm="A3")

    texts = parts_of(one.drawing()).texts
    assert len(texts) > 2
    assert min(each.text.size for each in texts) > 11  # mm of an em: read from three metres


def test_a_picture_in_a_circle_is_cut_by_an_outline(tmp_path):
    from PIL import Image as Pillow

    path = tmp_path / "shop.png"
    Pillow.new("RGB", (60, 90), "#FFFFFF").save(path)
    (shown,) = photo.drawn(str(path), Bounds(0, 0, 20, 20), photo.Scrim("none"), is_round=True)

    (layer,) = shown.picture.items
    (whole,) = layer.items
    assert layer.clip is not None
    assert whole.picture.width == whole.picture.height == 60
    assert whole.picture.array().min() >= 254


def test_a_theme_without_its_own_leaves_a_design_as_it_is():
    design = layout.load("chat-with-us")

    assert layout.load_theme("classic").arranged(design) is design


def test_what_covers_the_ground_leaves_out_what_the_theme_draws_there():
    one = sticker("poster", SHOP, theme="bold")
    face = one.drawing()

    whole = [
        shape
        for shape in shapes(face.items)
        if shape.path[0] == ("M", 0.0, 0.0) and ("L", face.width, face.height) in shape.path
    ]
    assert len(whole) == 1


def test_artwork_in_line_is_one_ink_on_its_ground():
    drawn = artwork("bakery").in_line("#3A2A1C", "#F3E6D0").shapes

    assert {shape.fill for shape in drawn} <= {"#F3E6D0", "#3A2A1C", None}
    assert {shape.stroke for shape in drawn} <= {"#3A2A1C", None}


def test_tints_are_darker_where_the_drawing_is():
    tints = artwork("bakery").tinted(lambda share: f"#{round(255 * (1 - share)):02X}0000").shapes
    own = {
        shape.fill: tint.fill for shape, tint in zip(artwork("bakery").shapes, tints, strict=True)
    }

    assert own["#0B3742"] < own["#C98B45"] < own["#FFFFFF"]  # less red: more ink


def test_what_stands_has_no_shadow_and_reaches_the_foot_of_its_box():
    standing = artwork("bakery").standing()
    down = [n for shape in standing.shapes for _, *points in shape.path for n in points[1::2]]

    assert artwork("bakery").shapes[0].fill == "#E7EDEF"
    assert "#E7EDEF" not in {shape.fill for shape in standing.shapes}
    assert max(down) == pytest.approx(standing.height)


def test_strewn_drawings_are_drawn_once_and_cut_at_the_box():
    style = artwork_boxes.Style("tint", "#AA0000")
    (whole,) = artwork_boxes.strewn(
        ["star"], Bounds(5, 6, 100, 60), 10, pitch=1.5, colors={}, ground="#FFFFFF", style=style
    )

    used = [item for item in whole.drawing.items if isinstance(item, Use)]
    assert (whole.x, whole.y, whole.drawing.width, whole.drawing.height) == (5, 6, 100, 60)
    assert whole.drawing.ornament
    assert len(used) > 30
    assert len({id(item.drawing) for item in used}) == 5  # as many as there are angles


def test_a_scrim_dims_the_side_where_the_words_stand_and_no_other():
    white = Picture(40, 40, "RGB", b"\xff" * 4800)

    whole = photo.dimmed(white).array()
    below = photo.dimmed(white, photo.Scrim("bottom", 0.5)).array()
    start = photo.dimmed(white, photo.Scrim("start", 0.4, flip=True)).array()

    assert (below[20:] == whole[20:]).all()
    assert (below[:6] >= 254).all()
    assert (start[:, 24:] == whole[:, 24:]).all()
    assert (start[:, :10] >= 254).all()


def test_a_photo_is_clear_above_the_words_and_once_in_the_file(tmp_path):
    from PIL import Image as Pillow

    path = tmp_path / "shop.png"
    Pillow.new("RGB", (60, 90), "#FFFFFF").save(path)
    face = sticker("poster", SHOP, theme="photo", artwork=str(path)).drawing()

    def images(drawing: Drawing):
        for item in drawing.items:
            if isinstance(item, Use):
                yield from images(item.drawing)
            elif isinstance(item, Image):
                yield item

    (shown,) = images(face)
    pixels = shown.picture.array()
    assert pixels[0, 0, 0] > 2 * pixels[-1, 0, 0]


@pytest.mark.parametrize("theme", OWN)
@pytest.mark.parametrize("language", ["ar", "hi"])
def test_the_code_of_each_is_read_back(theme, language):
    found = sticker("open-for-business", SHOP, theme=theme, language=language, size_mm=(105, 148))

    assert [each for each in found.check() if each.severity == "error"] == []


def test_right_to_left_the_code_changes_sides():
    left, right = (
        sticker("poster", SHOP, theme="market", language=language).drawn(
            qr.encode("https://wa.me/5511987654321"), width=210, height=297
        )
        for language in ("en", "ar")
    )
    ((code,), (turned,)) = left.codes(), right.codes()

    assert turned.x == pytest.approx(210 - code.x - code.side)


@pytest.mark.parametrize("name", PIECES)
def test_what_is_torn_cut_or_stamped_has_a_composition_of_its_own_in_every_theme(name):
    design = layout.load(name)
    for theme in (*OWN, "classic"):
        worn = layout.load_theme(theme).arranged(design)
        assert worn.choose(*design.size, themed=True).name == PIECES[name]


def test_a_tent_has_dashes_along_its_fold():
    face = sticker("table-tent", SHOP, theme="classic").drawing()

    fold = face.items[2]
    dashes = [part for part in fold.drawing.items[0].path if part[0] == "M"]
    assert fold.y + fold.drawing.height / 2 == pytest.approx(face.height / 2)
    assert len(dashes) > 20


def test_one_ink_is_reversed_on_black():
    style = artwork_boxes.Style(black=True)
    (shown,) = artwork_boxes.drawn(
        ["heart"], Bounds(0, 0, 10, 10), {}, ground="#000000", flip=False, style=style
    )

    assert shown.drawing.items[0].fill == "#000000" or shown.drawing.items[0].fill == "#FFFFFF"
    assert "#FFFFFF" in {shape.fill or shape.stroke for shape in shown.drawing.items}


def test_what_is_strewn_over_one_face_of_a_tent_is_cut_at_the_fold():
    one = sticker("table-tent", SHOP, theme="photo", language="ar")

    assert [each for each in lint(one.drawing()) if each.severity == "error"] == []
