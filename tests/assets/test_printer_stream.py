"""Stickers and sheets as streams of label printers, proven by the dots they decode to."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

import campaignkit as ck
from campaignkit.label_streams import read

SHOPS = {
    "pt_BR": ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR"),
    "ar": ck.Business("مخبز الشمس", phone="+971501234567", country="AE", language="ar"),
    "hi": ck.Business("सूरज बेकरी", phone="+919876543210", country="IN", language="hi"),
}
LONGEST = 20_000  # bytes a label


def scanned(bits: np.ndarray) -> set[str]:
    gray = np.where(bits, 0, 255).astype(np.uint8).repeat(3, 0).repeat(3, 1)
    return {code.text for code in zxingcpp.read_barcodes(np.pad(gray, 20, constant_values=255))}


@pytest.mark.parametrize("language", SHOPS)
@pytest.mark.parametrize("ending", ["zpl", "tspl", "escpos", "ql"])
@pytest.mark.parametrize("size", [(50, 30), (40, 30)])
def test_a_sticker_in_any_script_prints_on_a_label_printer(tmp_path, language, ending, size):
    label = ck.sticker("chat-with-us", SHOPS[language], size_mm=size)
    machine = ck.Printer(dpi=300 if ending == "ql" else 203)

    path = label.save(tmp_path / f"label.{ending}", printer=machine)

    data = path.read_bytes()
    (bits,) = read(data, ending)
    assert scanned(bits) == {label.payload}
    assert len(data) <= LONGEST


def test_a_roll_is_one_stream_of_its_labels(tmp_path):
    rows = [{"n": 1}, {"n": 2}, {"n": 3}]
    labels = ck.stickers("chat-with-us", SHOPS["pt_BR"], rows, text="Mesa {{ n }}")

    path = ck.sheet(labels, stock="Roll 60x40", printer="thermal-203").save(tmp_path / "tables.zpl")

    printed = read(path.read_bytes(), "zpl")
    assert [scanned(bits) for bits in printed] == [{one.payload} for one in labels]


def test_two_labels_across_are_one_row(tmp_path):
    label = ck.sticker("chat-with-us", SHOPS["pt_BR"], text="Oi")
    sheet = ck.sheet(label, stock="Roll 2 x 40x60", copies=2)

    (bits,) = read(sheet.save(tmp_path / "two.tspl").read_bytes(), "tspl")
    assert bits.shape == (480, 696)  # 60 x 87 mm, 8 dots a mm
    half = bits.shape[1] // 2
    assert scanned(bits[:, :half]) == scanned(bits[:, half:]) == {label.payload}


def test_a_tape_is_cut_as_long_as_its_sticker(tmp_path):
    label = ck.sticker("chat-with-us", SHOPS["pt_BR"], size_mm=(62, 40))

    sheet = ck.sheet(label, stock="Brother DK-22205")
    assert sheet.stock.page == (62, 40)
    (bits,) = read(sheet.save(tmp_path / "tape.ql").read_bytes(), "ql")
    assert scanned(bits) == {label.payload}


def test_too_few_dots_are_refused_before_anything_is_written(tmp_path):
    label = ck.qr_code("https://wa.me/5511987654321", size_mm=11.6)

    with pytest.raises(ck.TooBig, match="dots of 203 dpi; at least 3 are needed"):
        label.save(tmp_path / "label.zpl")
    assert not (tmp_path / "label.zpl").exists()
