"""Faults of a layout, one a design: each is told with its rule, a design without any is clean."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

import campaignkit as ck
from campaignkit.drawing import Drawing, Page, Placed, Shape, Text
from campaignkit.proof.lints import Lints, edge_mm, lint
from campaignkit.svg_paths import rounded
from campaignkit.text import shape, stack

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
QR = '{ kind = "qr", box = [38, 4, 30, 30] },'
PANEL = '{ kind = "rect", box = [3, 3, 32, 16], fill = "primary", radius = 1 },'
HEAD = (
    '{ kind = "text", text = "Fale", box = [5, 5, 28, 12], size = 8, min_size = 2, '
    'color = "on_primary" },'
)
NAME = '{ kind = "text", text = "{{ shop }}", box = [3, 22, 32, 6], size = 4, min_size = 1 },'
PHONE = '{ kind = "text", text = "{{ phone }}", box = [3, 29, 32, 6], size = 4, min_size = 1 },'


def design(folder: Path, *elements: str) -> str:
    """Write a design of one layout for labels of 72 x 38 mm; return its path."""
    path = folder / "own.toml"
    path.write_text(
        'title = "Own"\nsize = [72, 38]\n[wording.pt_BR]\nheadline = "Oi"\n'
        '[[layout]]\nname = "one"\nwidth = [20, 100]\nheight = [20, 100]\nelement = [\n'
        + "\n".join(elements)
        + "\n]\n",
        encoding="utf-8",
    )
    return str(path)


def found(folder: Path, *elements: str, shop: ck.Business = SHOP) -> list[tuple[str, str]]:
    """Return rule and severity of what a check of the design's sticker finds."""
    problems = ck.sticker(design(folder, *elements), shop).check()
    return [(each.rule, each.severity) for each in problems]


def text(words: str, box: str, more: str = "") -> str:
    return f'{{ kind = "text", text = "{words}", box = {box}, size = 4, min_size = 1{more} }},'


def test_a_plain_layout_is_clean(tmp_path):
    assert found(tmp_path, PANEL, HEAD, NAME, PHONE, QR) == []


def test_two_texts_in_one_place(tmp_path):
    assert found(tmp_path, PANEL, HEAD, NAME, text("Hoje", "[3, 23, 32, 6]"), QR) == [
        ("layout.touch", "error")
    ]


def test_two_texts_beside_each_other_without_a_space(tmp_path):
    first = text("Padaria", "[3, 24, 14, 6]", ', align = "end"')
    second = text("98765", "[17.2, 24, 17, 6]")

    assert found(tmp_path, PANEL, HEAD, first, second, QR) == [("layout.touch", "error")]


def test_boxes_that_overlap_where_no_ink_does_are_none(tmp_path):
    assert found(tmp_path, PANEL, HEAD, NAME, text("Oi", "[3, 26, 32, 9]"), QR) == []


def test_text_on_the_code(tmp_path):
    assert ("layout.touch", "error") in found(
        tmp_path, PANEL, HEAD, QR, text("Aponte a câmera", "[30, 30, 30, 6]")
    )


def test_text_that_the_code_hides_is_told_though_the_code_is_read(tmp_path):
    assert ("layout.touch", "error") in found(
        tmp_path, PANEL, HEAD, text("Aponte a câmera", "[39, 5, 26, 6]"), QR
    )


def test_dark_text_over_the_edge_of_a_dark_panel(tmp_path):
    assert ("layout.touch", "error") in found(
        tmp_path, PANEL, text("Padaria Sol", "[3, 16.5, 32, 6]"), PHONE, QR
    )


def test_text_that_can_be_read_on_both_sides_of_an_edge_is_doubtful_only(tmp_path):
    tint = '{ kind = "rect", box = [3, 20, 16, 10], fill = "tint" },'

    assert found(tmp_path, PANEL, HEAD, tint, NAME, QR) == [("layout.touch", "warning")]


def test_text_on_a_logo(tmp_path):
    PillowImage.new("RGB", (40, 40), "#66AA66").save(tmp_path / "logo.png")
    shop = ck.Business(
        "Padaria Sol",
        phone="(11) 98765-4321",
        country="BR",
        language="pt_BR",
        logo=tmp_path / "logo.png",
    )
    logo = '{ kind = "image", box = [3, 21, 12, 12] },'

    assert found(tmp_path, PANEL, HEAD, logo, NAME, QR, shop=shop) == [("layout.touch", "error")]


def test_text_may_stand_on_a_photo_but_must_be_read_there(tmp_path):
    grey = np.full((60, 100, 3), 40, np.uint8)
    PillowImage.fromarray(grey).save(tmp_path / "photo.png")
    photo = '{ kind = "image", source = "photo.png", box = [0, 0, 72, 43.2] },'
    light, dark = (text("Padaria Sol", "[3, 12, 32, 8]", f', color = "{c}"') for c in COLORS)

    assert found(tmp_path, photo, light, QR) == []
    assert ("layout.contrast", "error") in found(tmp_path, photo, dark, QR)


COLORS = ("#FFFFFF", "#222222")


def test_text_under_a_panel_that_is_drawn_later(tmp_path):
    assert ("layout.hidden", "error") in found(tmp_path, HEAD, PANEL, NAME, QR)


def test_text_that_goes_beyond_the_label(tmp_path):
    assert ("layout.cut", "error") in found(
        tmp_path, PANEL, HEAD, text("Padaria", "[-3, 24, 30, 6]"), QR
    )


@pytest.mark.parametrize(
    ("color", "severity"), [("#767676", None), ("#8A8A8A", "warning"), ("#BBBBBB", "error")]
)
def test_pale_text(tmp_path, color, severity):
    wanted = [] if severity is None else [("layout.contrast", severity)]
    pale = text("Sol", "[3, 24, 30, 6]", f', color = "{color}"')

    assert found(tmp_path, PANEL, HEAD, pale, QR) == wanted


def test_ink_near_the_edge_and_ink_that_bleeds(tmp_path):
    near = '{ kind = "rect", box = [3, 37, 32, 0.5], fill = "primary" },'
    bleeding = '{ kind = "rect", box = [-1, 34, 74, 5], fill = "primary" },'

    assert found(tmp_path, PANEL, HEAD, NAME, near, QR) == [("layout.edge", "warning")]
    assert found(tmp_path, PANEL, HEAD, NAME, bleeding, QR) == []
    assert found(tmp_path, PANEL, HEAD, text("Sol", "[0.4, 26, 30, 6]"), QR) == [
        ("layout.edge", "warning")
    ]


def test_small_labels_have_a_smaller_margin():
    assert [edge_mm(*size) for size in ((148, 210), (105, 148), (70, 37), (30, 20))] == [
        *(3.0, 3.0, pytest.approx(1.11), 1.0)
    ]


def test_a_code_that_is_overlooked(tmp_path):
    big = text("Padaria Sol, a melhor do bairro", "[4, 4, 64, 18]", ", lines = 3")
    small = '{ kind = "qr", box = [50, 22, 14, 14] },'

    assert ("layout.code-share", "warning") in found(tmp_path, big, small)


def test_a_face_that_is_half_empty(tmp_path):
    own = design(tmp_path, text("Sol", "[3, 34, 8, 4]"), '{ kind = "qr", box = [3, 2, 30, 30] },')
    rules = [each.rule for each in ck.sticker(own, SHOP, size_mm=(99, 40)).check()]

    assert rules == ["layout.empty"]


def test_type_below_four_points_is_refused_and_below_five_doubtful(tmp_path):
    def at(size: float) -> list[tuple[str, str]]:
        element = (
            f'{{ kind = "text", text = "Sol", box = [3, 24, 30, 6], size = {size}, min_size = 1 }},'
        )
        return found(tmp_path, PANEL, HEAD, element, QR)

    assert at(1.35) == [("text.small", "error")]
    assert at(1.6) == [("text.small", "warning")]
    assert at(1.8) == []


def test_what_every_sticker_shares_is_told_once_and_what_is_wrong_with_a_row_with_it(tmp_path):
    pale = text("Sempre", "[3, 29, 30, 5]", ', color = "#8A8A8A"')
    own = design(tmp_path, PANEL, HEAD, text("{{ title }}", "[3, 21, 33, 6]"), pale, QR)
    rows = [{"t": "Sol"}, {"t": "Lua"}, {"t": "Feira da Vila Madalena e do Alto de Pinheiros"}]
    sheet = ck.sheet(ck.stickers(own, SHOP, rows, title="{{ t }}"), stock="Avery L7160")
    told = [(each.rule, each.where.row) for each in sheet.check()]

    assert told.count(("layout.contrast", 1)) == 1
    assert [rule for rule, _ in told].count("layout.contrast") == 1
    assert ("text.small", 3) in told


def line(words: str, x: float, y: float, size: float = 3.0, fill: str = "#000000") -> Text:
    return Text(x=x, y=y, size=size, line=shape(words, stack(language="en")), fill=fill)


def page(*texts: Text, row: int | None = None) -> Page:
    ground = Shape(path=rounded(0, 0, 60, 30, 0), fill="#FFFFFF")
    return Page(60, 30, (Placed(0, 0, Drawing(60, 30, (ground, *texts), row)),))


def test_many_stickers_alike_are_known_to_be_clear_but_not_the_one_that_is_not():
    lints = Lints(None)
    good = [page(line(f"Row {n}", 4, 10), line("below", 4, 16), row=n) for n in range(40)]
    wide = page(line("Row of more words", 4, 14.5), line("below", 4, 16), row=41)

    assert [found for one in good for found in lints.of_page(one, 1)] == []
    assert [(each.rule, each.where.row) for each in lints.of_page(wide, 2)] == [
        ("layout.touch", 41)
    ]


def test_an_error_of_many_rows_is_told_of_each_and_a_copy_not_again():
    lints = Lints(None)
    bad = [page(line("same", 4, 10), line("other", 4, 11), row=row) for row in (1, 2, 2)]
    bad[2] = bad[1]

    assert [each.where.row for one in bad for each in lints.of_page(one, 1)] == [1, 2]


def test_a_list_is_no_face():
    drawing = page(line("Near the edge", 0.2, 10)).placed[0].drawing

    assert sorted(each.rule for each in lint(drawing, outline="rect")) == [
        "layout.edge",
        "layout.empty",
    ]
    assert lint(drawing, outline=None) == []


def test_a_line_through_an_old_price_is_no_fault_and_one_through_two_words_is():
    old = line("R$ 12,50", 4, 10, fill="#5C5C5C")
    through = Shape(path=rounded(4, 8.8, old.line.width * old.size, 0.3, 0), fill="#5C5C5C")
    other = Shape(path=rounded(0, 8.8, 40, 0.3, 0), fill="#5C5C5C")

    def rules(*items):
        return [each.rule for each in lint(Drawing(60, 30, items), outline=None)]

    assert rules(old, through) == []
    assert "layout.hidden" in rules(old, other)
    assert "layout.touch" in rules(other, old)
