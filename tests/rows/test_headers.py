"""The header is found below titles, notes and blank lines; what is passed over is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from campaignkit.problems import Problem
from campaignkit.rows import read
from campaignkit.rows.headers import header_at
from campaignkit.rows.table_row import row_number, row_warnings

CELL = "<c t='inlineStr'><is><t>{}</t></is></c>"
TABLES = {
    "title": "Padaria Sol\n\nNome;Preço\nPão;1,20\nBolo;30,00\n",
    "title with a comma": "Padaria Sol, São Paulo\nNome;Preço\nPão;1,20\nBolo;30,00\n",
    "title and date": "Padaria Sol;\nTabela de preços;\n12/03/2026;\n;\nNome;Preço\nPão;1\nBolo;2\n",  # noqa: E501
    "two cells of four": "Sol;;Tel: 119;\nNome;Preço;Estoque;Foto\nPão;1,20;3;\nBolo;30;1;\n",
    "menu": "Menu\nname,price\nPão,1.20\nBolo,30\n",
    "excel's line": "sep=;\nPadaria Sol;\nNome;Preço\nPão;1,20\nBolo;30\n",
    "notes above": "# Required | A unique ID.,# Required | The name.\nid,title\n1,Pão\n2,Bolo\n",
    "notes below": "id,title\n# Required | A unique ID.,# Required | The name.\n1,Pão\n2,Bolo\n",
    "arabic": "بقالة النور,\nتاريخ: 2026/03/12,\nاسم الصنف,سعر البيع\nأرز,25\nسكر,30\n",
    "hindi": "शर्मा किराना,\nसामान,भाव\nचावल,₹60\nदाल,₹120\n",
}


def sheet(path: Path, lines: list[list[str]]) -> Path:
    """Write an XLSX of texts in the first cells of each line."""
    rows = "".join(
        f"<row r='{at}'>{''.join(map(CELL.format, line))}</row>" for at, line in enumerate(lines, 1)
    )
    book = "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='r1'/></sheets></workbook>"
    link = "<Relationship Id='r1' Type='x/worksheet' Target='sheet1.xml'/>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{link}</Relationships>")
        archive.writestr("xl/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    return path


@pytest.mark.parametrize("name", TABLES)
def test_lines_above_the_header_are_passed_over_and_told(name: str, tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text(TABLES[name], encoding="utf-8")

    first, second = read(path).outcomes()

    assert not isinstance(first, Problem) and not isinstance(second, Problem)
    assert (row_number(first, 0), row_number(second, 0)) == (1, 2)
    (told,) = row_warnings(first)
    assert (told.rule, told.severity) == ("table.passed-over", "warning")
    assert not row_warnings(second)
    assert len(first) == len(read(path).columns or ()) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "stall,table\nMooca,3\n",
        "message\nHello, you, dear\nBye\n",
        "name\nAna\nBia\n",
        "#,name\n1,Ana\n",
        "key,label\nname,price\n",
        "a,,\n1,2,3\n",
        "x,y,z,w\nname,price,,\n",
    ],
)
def test_a_header_in_the_first_line_stays_the_header(text: str, tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")

    rows = read(path, delimiter=",")

    assert rows.columns is not None and rows.columns[0] == text.replace("\n", ",").partition(",")[0]


def test_the_warning_names_the_lines_and_what_they_say(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text(TABLES["title and date"], encoding="utf-8")

    told = row_warnings(next(iter(read(path))))[0]

    assert "lines 1 to 3 are no header and no row, and passed over" in told.message
    assert "'Padaria Sol'; 'Tabela de preços'; '12/03/2026'" in told.message


def test_a_spreadsheets_merged_title_is_passed_over(tmp_path: Path):
    path = sheet(
        tmp_path / "t.xlsx",
        [["Feira do Livro"], [], ["Estande", "Corredor", "Vagas"], ["Azul", "A", "3"]],
    )

    (row,) = read(path)

    assert row == {"Estande": "Azul", "Corredor": "A", "Vagas": "3"}
    assert "'Feira do Livro'" in row_warnings(row)[0].message


def test_numbers_are_no_heads():
    assert header_at([["Total"], ["name", 12.5], ["a", "b"]], sheet=True) == 0


@pytest.mark.parametrize(
    "value",
    ["11987654321", "(11) 98765-4321", "+55 11 98765-4321", "a@b.example", "https://b.example"],
)
def test_a_table_without_a_header_is_told_that_its_first_row_is_lost(value: str, tmp_path: Path):
    rows = [["Ana", value], ["Bia", "x"]]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")

    for table in (path, sheet(tmp_path / "t.xlsx", rows)):
        (row,) = read(table)
        (told,) = row_warnings(row)
        assert (told.rule, told.severity, told.where.line) == ("table.no-header", "warning", 1)
        assert f"has {value} in it, as a row has" in told.message


@pytest.mark.parametrize("head", ["2026", "24/12/2026", "2026-12-24", "10 km", "A1", "1"])
def test_a_number_or_a_day_may_head_a_column(head: str, tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text(f"stall;{head}\nMooca;3\n", encoding="utf-8")

    assert not row_warnings(next(iter(read(path))))


def test_facts_of_a_shop_above_a_wide_table_are_not_taken_for_its_header():
    facts = ["Nome", "Padaria Sol", "Telefone", "Recife", "Rua Augusta"]
    heads = [
        "id",
        "title",
        "description",
        "price",
        "link",
        "image_link",
        "brand",
        "availability",
        "condition",
        "gtin",
    ]

    assert header_at([facts, heads]) == 1
    assert header_at([["# Required | An id", "# Required"], facts, heads]) == 2
