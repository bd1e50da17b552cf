"""Campaign files that know their printer: profiles, label printers, what is told of both."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

import campaignkit as ck
from campaignkit.label_streams import read

BUSINESS = """
[business]
name = "Padaria Sol"
phone = "(11) 98765-4321"
country = "BR"
language = "pt_BR"
"""


def built(tmp_path, table: str):
    (tmp_path / "campaign.toml").write_text(BUSINESS + table, encoding="utf-8")
    (tmp_path / "markets.csv").write_text("n\n1\n2\n", encoding="utf-8")
    return ck.campaign(tmp_path / "campaign.toml").build(tmp_path / "out")


def said(bits) -> set[str]:
    gray = np.where(bits, 0, 255).astype(np.uint8).repeat(3, 0).repeat(3, 1)
    return {code.text for code in zxingcpp.read_barcodes(gray)}


STICKERS = """
[[stickers]]
name = "markets"
design = "chat-with-us"
rows = "markets.csv"
text = "Mesa {{ n }}"
"""


def test_a_file_for_each_row_may_be_a_stream(tmp_path):
    made = built(
        tmp_path,
        STICKERS + 'size_mm = [50, 30]\nformats = ["zpl", "pdf"]\nprinter = "thermal-203"\n',
    )

    assert sorted(made.files)[:2] == ["markets/0001.pdf", "markets/0001.zpl"]
    (bits,) = read((tmp_path / "out/markets/0002.zpl").read_bytes(), "zpl")
    assert said(bits) == {"https://wa.me/5511987654321?text=Mesa%202"}


def test_a_roll_is_one_stream(tmp_path):
    made = built(tmp_path, STICKERS + 'stock = "Roll 60x40"\nformats = ["tspl"]\n')

    assert "markets.tspl" in made.files
    labels = read((tmp_path / "out/markets.tspl").read_bytes(), "tspl")
    assert [said(bits) for bits in labels] == [
        {f"https://wa.me/5511987654321?text=Mesa%20{n}"} for n in (1, 2)
    ]


@pytest.mark.parametrize("printer", ['"laser"', "{ margin_mm = 4.2, dpi = 600 }"])
def test_a_sheet_is_made_for_its_printer(tmp_path, printer):
    made = built(tmp_path, STICKERS + f'stock = "Avery Zweckform 3651"\nprinter = {printer}\n')

    assert not made.problems
    assert not ck.check(tmp_path / "out/markets.pdf", printer="laser").errors


def test_a_printer_that_is_none_is_told_with_its_key(tmp_path):
    path = tmp_path / "campaign.toml"
    path.write_text(BUSINESS + STICKERS + 'stock = "Avery L7160"\nprinter = "lasr"\n')
    (tmp_path / "markets.csv").write_text("n\n1\n", encoding="utf-8")

    (found,) = ck.campaign(path).problems()
    assert found.where.key == "stickers.0.printer" or "printer" in str(found.where)
    assert "Did you mean 'laser'?" in str(found)
