"""The sheets of a workbook that hold a table, and a copy that shows one of them alone."""

from __future__ import annotations

import pytest

from campaignkit.rows import read, worksheets
from tests.rows.books import book

STALLS, PRICES = [["Feira"], ["Sé"], ["Lapa"]], [["Produto", "Preço"], ["Pão", 1.5]]
SHEETS = {"Capa": [["Padaria Sol"]], 'Feiras & "Lojas"': STALLS, "Velha": STALLS, "Preços": PRICES}
BOOK = book(SHEETS, hidden=("Velha",))


def rows_of(data, folder):
    path = folder / "made.xlsx"
    path.write_bytes(data)
    return list(read(path))


def test_sheets_that_are_hidden_or_have_one_line_are_not_offered():
    assert worksheets.tables(BOOK) == ['Feiras & "Lojas"', "Preços"]


@pytest.mark.parametrize(("sheet", "first"), [('Feiras & "Lojas"', "Sé"), ("Velha", "Sé")])
def test_the_copy_shows_the_chosen_sheet(sheet, first, tmp_path):
    assert rows_of(worksheets.alone(BOOK, sheet), tmp_path)[0] == {"Feira": first}


def test_numbers_stay_numbers(tmp_path):
    (row,) = rows_of(worksheets.alone(BOOK, "Preços"), tmp_path)

    assert row["Produto"] == "Pão"
    assert float(row["Preço"]) == 1.5
    assert not isinstance(row["Preço"], str)


def test_the_copy_opens_at_its_sheet_and_one_that_is_first_is_left_as_it_is():
    assert b'activeTab="3"' in _book_part(worksheets.alone(BOOK, "Preços"))
    assert worksheets.alone(BOOK, "Capa") is BOOK


def _book_part(data):
    import zipfile
    from io import BytesIO

    return zipfile.ZipFile(BytesIO(data)).read("xl/workbook.xml")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n1,2\n", BOOK[:-40]])
def test_what_is_no_workbook_offers_nothing(data):
    assert worksheets.tables(data) == []
