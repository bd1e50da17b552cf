"""A page for one printer: marks moved by exactly what its profile says, codes on whole dots."""

from __future__ import annotations

import math
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit.drawing import CodeBox, Drawing, Page, Placed
from campaignkit.printers import Printer
from campaignkit.qr import encode
from campaignkit.render import pdf
from campaignkit.sheets import aligned, slots_of
from campaignkit.stock import Stock, find


def page_of(*, x=10.0, y=10.0, side=20.0, quiet=4):
    box = CodeBox(x=2, y=3, side=side, symbol=encode("https://wa.me/5511987654321"), quiet=quiet)
    return Page(100, 100, (Placed(x, y, Drawing(side + 4, side + 6, (box,)), 1),))


def corners(page: Page) -> list[tuple[float, float]]:
    """Return where a decoder finds the corners of the code in the PDF of a page, mm."""
    out = BytesIO()
    pdf.write([page], out)
    from campaignkit.proof.reader import read
    from campaignkit.render import raster

    (found,) = read(raster.page(out.getvalue(), 1, dpi=1200), dpi=1200)
    return list(found.corners)


@pytest.mark.parametrize(
    "machine",
    [
        Printer(offset_mm=(1.5, -0.75)),
        Printer(scale=(1.004, 0.997)),
        Printer(skew=0.3),
        Printer(offset_mm=(-0.4, 0.9), scale=(0.998, 1.003), skew=-0.2),
    ],
)
def test_marks_move_by_exactly_what_the_profile_says(machine):
    plain, moved = (corners(aligned(page_of(), each)) for each in (None, machine))

    for before, after in zip(plain, moved, strict=True):
        assert after == pytest.approx(machine.moved(*before), abs=0.04)  # two pixels


@given(
    dpi=st.sampled_from([203, 300, 600]),
    x=st.floats(5, 40),
    y=st.floats(5, 40),
    side=st.floats(14, 40),
    quiet=st.integers(4, 6),
)
@settings(max_examples=60)
def test_codes_lie_on_whole_dots_within_their_panel(dpi, x, y, side, quiet):
    machine = Printer(dpi=dpi)
    dot = machine.dot_mm
    page = aligned(page_of(x=x, y=y, side=side, quiet=quiet), machine)
    (placed,) = page.placed
    (box,) = placed.drawing.codes()

    whole = box.module / dot
    assert whole == pytest.approx(round(whole), abs=1e-6)
    assert whole >= 3
    for edge in (
        placed.x + box.x + box.quiet * box.module,
        placed.y + box.y + box.quiet * box.module,
    ):
        assert edge / dot == pytest.approx(round(edge / dot), abs=1e-6)
    assert box.side <= side + 0.01
    assert box.x >= 2 - dot and box.y >= 3 - dot


def test_a_code_whose_modules_would_be_too_few_dots_is_left_as_it_is():
    page = page_of(side=33 * 0.36)

    (left,) = aligned(page, Printer(dpi=203)).placed
    assert left.drawing.items == page.placed[0].drawing.items


def test_labels_at_the_edge_keep_clear_of_what_stays_blank():
    laser = Printer(margin_mm=4.2)
    slots = slots_of(find("Avery Zweckform 3651"), printer=laser)

    assert slots[0].x == slots[0].y == 4.2
    assert slots[0].width == pytest.approx(52.5 - 4.2)
    assert slots[5][1:5] == slots[5].whole  # in the middle of the sheet
    assert max(slot.x + slot.width for slot in slots) <= 210 - 4.2 + 1e-9


def test_a_moved_sheet_keeps_clear_by_as_much_more():
    (slot,) = slots_of(Stock.single(50, 30), printer=Printer(margin_mm=4, offset_mm=(-1, 0)))

    assert (slot.x, slot.x + slot.width) == (5, 47)


def test_round_labels_stay_whole():
    stock = Stock(
        name="r", page=(60, 60), label=(60, 60), grid=(1, 1), margin=(0, 0), shape="round"
    )

    (slot,) = slots_of(stock, printer=Printer(margin_mm=4))
    assert slot.width == 60


@pytest.mark.parametrize("wrong", [3, (1,), ("a", "b"), (math.inf, 0), (500, 0), None])
def test_an_offset_is_two_lengths(wrong):
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR")

    with pytest.raises(ck.BadInput, match=r"offset=.* is not two lengths"):
        ck.sheet(ck.sticker("chat-with-us", shop), stock="Avery L7160", offset=wrong)
