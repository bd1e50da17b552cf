"""The sheets of a workbook that hold a table, and a copy that shows one of them alone."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from campaignkit.errors import BadInput, TooBig
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
    return zipfile.ZipFile(BytesIO(data)).read("xl/workbook.xml")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n1,2\n", BOOK[:-40]])
def test_what_is_no_workbook_offers_nothing(data):
    assert worksheets.tables(data) == []


def with_part(name, said, *, packed=zipfile.ZIP_STORED):
    """Return the workbook with a further part, or another one under its name."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(BOOK)) as whole, zipfile.ZipFile(out, "w") as made:
        for part in whole.namelist():
            if part != name:
                made.writestr(part, whole.read(part))
        made.writestr(name, said, packed)
    return out.getvalue()


def test_a_part_that_is_made_to_fill_the_memory_is_refused():
    bomb = with_part("xl/media/a.bmp", bytes(30_000_000), packed=zipfile.ZIP_DEFLATED)

    with pytest.raises(TooBig, match="the workbook unpacks to 30 MB"):
        worksheets.alone(bomb, "Preços")


def test_a_picture_in_it_is_copied():
    copied = worksheets.alone(with_part("xl/media/a.bmp", b"BM" * 999), "Preços")

    assert zipfile.ZipFile(BytesIO(copied)).read("xl/media/a.bmp") == b"BM" * 999


def test_what_is_damaged_or_in_other_letters_is_told_in_words():
    torn = with_part("xl/media/a.bmp", b"picture").replace(b"picture", b"pictura")
    wide = with_part("xl/workbook.xml", _book_part(BOOK).decode().encode("utf-16"))

    for data in (torn, wide):
        with pytest.raises(BadInput, match="the workbook is no spreadsheet that can be read"):
            worksheets.alone(data, "Preços")
