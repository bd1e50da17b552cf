"""What a label printer's stream prints is what was drawn: written, and decoded again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from campaignkit.assets.file_endings import STREAMS
from campaignkit.drawing import CodeBox, Drawing, Page, Placed
from campaignkit.errors import BadInput, TooBig
from campaignkit.label_streams import DPI, LANGUAGES, dots_of, machine_for, read, written
from campaignkit.label_streams.languages import SUFFIXES
from campaignkit.printers import Printer
from campaignkit.qr import encode

every_language = pytest.mark.parametrize("language", LANGUAGES)


def page_of(module: float) -> Page:
    symbol = encode("https://wa.me/5511987654321")
    side = (len(symbol.modules) + 8) * module
    box = CodeBox(x=1.03, y=1.07, side=side, symbol=symbol)
    return Page(50, 30, (Placed(0, 0, Drawing(50, 30, (box,)), 1),))


def blocks() -> st.SearchStrategy[np.ndarray]:
    """Labels of 1 to 60 rows and 8 to 200 columns, of blocks as large as modules or of dots."""
    shape = st.tuples(st.integers(1, 20), st.integers(4, 60))
    grain = st.sampled_from([(1, 2), (3, 3), (4, 3)])
    return st.builds(
        lambda bits, size: bits.repeat(size[0], 0).repeat(size[1], 1),
        arrays.arrays(np.bool_, shape),
        grain,
    )


@every_language
@given(bits=blocks())
@settings(max_examples=60, deadline=None)
def test_any_dots_come_back_as_they_were(language, bits):
    stream = written([bits], language, dpi=DPI[language])

    (again,) = read(stream, language)
    rows, columns = bits.shape
    assert (again[:rows, :columns] == bits).all()
    assert not again[rows:].any()
    assert not again[:, columns:].any()


@every_language
def test_labels_come_one_after_the_other(language):
    one, other = np.eye(40, 80, dtype=bool), ~np.eye(40, 80, dtype=bool)

    found = read(written([one, other, one], language, dpi=DPI[language]), language)
    assert [int(bits.sum()) for bits in found] == [40, 80 * 40 - 40, 40]


@every_language
def test_a_stream_that_is_cut_short_is_said_to_be_damaged(language):
    stream = written([page_bits()], language, dpi=DPI[language])

    with pytest.raises(BadInput, match="stream is damaged"):
        read(stream[: len(stream) // 2] + b"\x1dx", language)


def page_bits() -> np.ndarray:
    return dots_of(page_of(0.51), machine_for(None, 203))[1]


def test_large_pictures_in_zpl_are_deflated_and_checked():
    noise = np.random.default_rng(1).random((400, 800)) < 0.5
    stream = written([noise], "zpl", dpi=203)

    assert b":Z64:" in stream
    (again,) = read(stream, "zpl")
    assert (again == noise).all()
    with pytest.raises(BadInput, match="the sum of a picture is wrong"):
        read(stream.replace(b":Z64:e", b":Z64:f"), "zpl")


def test_a_code_beside_text_takes_a_third_of_its_dots_as_bars_in_tspl():
    code = page_bits().repeat(3, axis=0).repeat(3, axis=1)
    text = np.random.default_rng(2).random((100, 60)) < 0.5
    bits = np.pad(code, ((0, 0), (0, 100)))
    bits[20:120, -70:-10] = text

    stream = written([bits], "tspl", dpi=203)
    assert len(stream) < bits.size / 8 / 3
    assert stream.count(b"BAR") > 100 and stream.count(b"BITMAP") == 1
    (again,) = read(stream, "tspl")
    assert (again[: len(bits), : bits.shape[1]] == bits).all()


def test_rows_that_come_twice_are_sent_once_by_escpos():
    single = np.random.default_rng(3).random((20, 80)) < 0.5

    once = written([single], "escpos", dpi=203)
    twice = written([single.repeat(2, axis=0)], "escpos", dpi=203)
    assert b"\x1dv0\x02" in twice
    assert len(twice) <= len(once)


def test_a_code_lies_on_whole_dots():
    machine = machine_for(Printer(dpi=203), 203)
    page, bits = dots_of(page_of(0.4), machine)
    (box,) = page.placed[0].drawing.codes()

    dots = round(box.module / 0.125)
    left = round((box.x + 4 * box.module) / 0.125)
    top = round((box.y + 4 * box.module) / 0.125)
    side = len(box.symbol.modules)
    code = bits[top : top + side * dots, left : left + side * dots]
    assert dots == 3
    assert (code == box.symbol.modules.repeat(dots, 0).repeat(dots, 1)).all()


@pytest.mark.parametrize("module", [0.33, 0.36])
def test_less_than_three_dots_a_module_is_refused_with_what_would_do(module):
    with pytest.raises(TooBig, match=r"dots of 203 dpi; at least 3 are needed\. Give it 12\.38 mm"):
        dots_of(page_of(module), machine_for(None, 203))


def test_a_label_wider_than_brothers_head_is_refused():
    with pytest.raises(ValueError, match="1400 dots are more than the 1296"):
        written([np.zeros((4, 1400), bool)], "ql", dpi=300)


def test_every_language_has_its_ending():
    assert SUFFIXES == STREAMS
