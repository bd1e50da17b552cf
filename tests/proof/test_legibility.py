"""Text that few can read is told, by whoever drew it and in the files of others."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

import campaignkit as ck
from campaignkit.proof.legibility import REVERSED_PT, SMALL_PT, judge_type
from campaignkit.render import raster

LONG = "Panificadora e Confeitaria Nossa Senhora Aparecida do Tatuapé"


def shop(name: str = LONG) -> ck.Business:
    return ck.Business(name, phone="(11) 98765-4321", country="BR", language="pt_BR")


def pdf(*texts: tuple[str, float, str], render: int = 0) -> bytes:
    """A page of lines: words, size in pt, colour."""
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(283.5, 283.5))
    for number, (words, size, color) in enumerate(texts):
        line = paper.beginText(20, 250 - 20 * number)
        line.setFont("Helvetica", size)
        line.setFillColor(color)
        line.setTextRenderMode(render)
        line.textOut(words)
        paper.drawText(line)
    paper.save()
    return out.getvalue()


def tiny(folder: Path) -> str:
    """A design of somebody's own that lets the shop's name become as small as it needs."""
    path = folder / "tiny.toml"
    path.write_text(
        'title = "Tiny"\nsize = [38, 21]\n[wording.en]\nheadline = "x"\n'
        '[[layout]]\nname = "one"\nwidth = [30, 90]\nheight = [20, 60]\nelement = [\n'
        '{ kind = "qr", box = [0, 0, 20, 20] },\n'
        '{ kind = "text", text = "{{ shop }}", box = [22, 15, 14, 5], '
        "size = 2.4, min_size = 0.7, lines = 2 } ]\n",
        encoding="utf-8",
    )
    return str(path)


def small(problems: ck.problems.Problems) -> list[tuple[float, float]]:
    return [(each.value, each.limit) for each in problems if each.rule == "text.small"]


@pytest.mark.parametrize(
    ("size", "light", "least"),
    [
        (4.9, False, SMALL_PT),
        (5.0, False, None),
        (6.9, True, REVERSED_PT),
        (7.0, True, None),
        (4.0, True, REVERSED_PT),
    ],
)
def test_five_points_are_enough_and_seven_where_letters_are_light(size, light, least):
    assert judge_type(size, is_light=light) == least


def test_a_long_name_on_a_tiny_sticker_is_told_with_its_size(tmp_path):
    label = ck.sticker(tiny(tmp_path), shop(), text="Oi")
    first, *_ = [each for each in label.check() if each.rule == "text.small"]

    assert (first.severity, first.limit) == ("error", 5.0)
    assert first.value < 4
    assert "'Panificadora e Confeitaria" in first.message
    assert f": set in {first.value} pt" in first.message
    assert first.where.page == 1
    # The corner of its ink, in the box of the text.
    assert 22 <= first.where.x < 24
    assert 14.5 <= first.where.y < 18


def test_a_name_that_no_size_of_a_ready_design_can_hold_is_an_error_and_not_small_print():
    label = ck.sticker("table-number", shop(), table="12", text="Oi", size_mm=(38, 21))

    assert [each.rule for each in label.check()] == ["text.too-high"]


def test_a_short_name_on_a_larger_sticker_is_not():
    label = ck.sticker("table-number", shop("Sol"), table="12", text="Oi", size_mm=(60, 40))

    assert small(label.check()) == []


def test_a_text_that_all_stickers_share_is_told_once():
    label = ck.sticker("table-number", shop("Padaria do Tatuapé"), table="12", text="Oi")
    sheet = ck.sheet(label, stock="Avery L7651", copies=130)

    told = [each.message for each in sheet.check() if each.rule == "text.small"]
    assert 0 < len(told) == len(set(told))
    assert all(each.where.page == 1 for each in sheet.check())


def test_type_that_few_can_read_is_saved_and_type_that_nobody_can_is_not(tmp_path):
    few = ck.sticker(
        "table-number", shop("Padaria do Tatuapé"), table="12", text="Oi", size_mm=(38, 21)
    )

    assert small(few.check()) != []
    assert few.save(tmp_path / "a.pdf")
    with pytest.raises(ck.BadInput, match=r"set in [23]\.\d pt"):
        ck.sticker(tiny(tmp_path), shop(), text="Oi").save(tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()


def test_rows_are_named():
    rows = [{"name": "Sol"}, {"name": "x " * 40}]
    labels = ck.stickers(
        "table-number", shop("Sol"), rows, text="Oi", table="1", note="{{ name }}", size_mm=(38, 21)
    )
    found = ck.sheet(labels, stock="Avery L7651").check()

    assert {each.where.row for each in found if each.rule == "text.small"} <= {2}


# -- files of others -------------------------------------------------------------------------------


def check(data: bytes, path) -> ck.problems.Problems:
    path.write_bytes(data)
    return ck.check(path)


def test_small_type_in_a_foreign_pdf_is_told(tmp_path):
    found = check(pdf(("Legal", 4, "black"), ("Large", 9, "black")), tmp_path / "a.pdf")

    assert small(found) == [(4.0, 5.0)]
    assert "scan.missing" in {each.rule for each in found}


def test_light_type_needs_two_points_more(tmp_path):
    found = check(pdf(("Light", 6, "white"), ("Dark", 6, "black")), tmp_path / "a.pdf")

    assert small(found) == [(6.0, 7.0)]
    assert "in light letters on a dark ground" in str(found)


def test_lines_of_one_size_are_one_finding_with_their_number(tmp_path):
    found = check(pdf(*[(f"Line {n}", 4, "black") for n in range(30)]), tmp_path / "a.pdf")

    assert small(found) == [(4.0, 5.0)]
    assert "'Line 0' and 29 more like it: set in 4.0 pt" in str(found)


def test_type_is_as_large_as_it_is_shown_not_as_it_is_called(tmp_path):
    """A font of one unit, enlarged by its matrix, is no small type; nor a large one made small."""
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(283.5, 283.5))
    paper.beginForm("inner")
    paper.setFont("Helvetica", 1)
    paper.drawString(1, 1, "enlarged")
    paper.endForm()
    for scale, x in ((12, 10), (3, 10)):
        paper.saveState()
        paper.translate(x, 20 * scale)
        paper.scale(scale, scale)
        paper.doForm("inner")
        paper.restoreState()
    paper.save()

    assert small(check(out.getvalue(), tmp_path / "a.pdf")) == [(3.0, 5.0)]


def test_hidden_text_of_a_scan_is_passed_over(tmp_path):
    assert small(check(pdf(("read by a machine", 3, "black"), render=3), tmp_path / "a.pdf")) == []


def test_words_say_where_they_stand_and_in_which_color():
    data = pdf(("Olá", 10, "#25D366"))
    with raster.open_pdf(data) as document, raster.OpenPage(document, 1) as page:
        (words,) = page.words()

    assert (words.text, words.color) == ("Olá", (0x25, 0xD3, 0x66))
    assert (words.x, words.y) == pytest.approx((20 / 72 * 25.4, 33.5 / 72 * 25.4), abs=0.05)
    assert words.size == pytest.approx(10 / 72 * 25.4, rel=0.001)
