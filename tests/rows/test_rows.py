from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from datetime import datetime
from decimal import Decimal

import narwhals
import numpy
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import rows
from campaignkit.errors import BadInput, NotFound
from campaignkit.missing_words import is_missing_word
from campaignkit.problems import Problem


def table(folder, content, name="markets.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def spreadsheet(path, lines, sheets=("Feiras",)):
    """Write the smallest XLSX: `lines` of XML rows on the first sheet, the others empty."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(sheets, 1)
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{links}</Relationships>',
    }
    for n, _ in enumerate(sheets, 1):
        data = "".join(lines) if n == 1 else ""
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def line(number, *cells):
    """One XLSX row: text inline, numbers as they are, None left out."""
    made = [
        f'<c r="{"ABCDEF"[at]}{number}"><v>{cell}</v></c>'
        if isinstance(cell, (int, float))
        else f'<c r="{"ABCDEF"[at]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells)
        if cell is not None
    ]
    return f'<row r="{number}">{"".join(made)}</row>'


# --- text files ---------------------------------------------------------------------------------


def test_a_csv_gives_plain_text_under_its_columns_as_often_as_asked(tmp_path):
    found = rows.read(table(tmp_path, "name,pin,phone\nVila Formosa,00123,+919876543210\n"))

    assert found.columns == ("name", "pin", "phone")
    expected = [{"name": "Vila Formosa", "pin": "00123", "phone": "+919876543210"}]
    assert list(found) == expected
    assert list(found) == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimiter_and_encoding_are_found(tmp_path, delimiter, encoding):
    text = "\r\n".join(delimiter.join(cells) for cells in (["nome", "preço"], ["Pão", "1.50"]))

    found = rows.read(table(tmp_path, text + "\r\n", encoding=encoding))

    assert list(found) == [{"nome": "Pão", "preço": "1.50"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name;price\nPão;1,50\nBolo;12,00\n", {"name": "Pão", "price": "1,50"}),
        ("name,hours\nPão,8h;18h\n", {"name": "Pão", "hours": "8h;18h"}),
        ("sep=;\nname;price\nPão;1,50\n", {"name": "Pão", "price": "1,50"}),
        ("name\nVila Formosa\n", {"name": "Vila Formosa"}),
        ("name\nSão Paulo, SP\nRio, RJ\n", {"name": "São Paulo, SP"}),
        ('name,note\n"a ""b"", c","two\nlines"\n', {"name": 'a "b", c', "note": "two\nlines"}),
        ("name,note,,\nA,B,,\n", {"name": "A", "note": "B"}),
        (",name\n0,A\n", {"column_1": "0", "name": "A"}),
        ("\n\nname,note\n\n A, \n", {"name": " A", "note": " "}),
    ],
)
def test_the_forms_that_programs_write_are_read(tmp_path, text, expected):
    assert next(iter(rows.read(table(tmp_path, text)))) == expected


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"name,price\n", "has a header and no rows"),
        (b"name,price\n , \n", "has a header and no rows"),
        (b"name,price,name\n1,2,3\n", "two columns called name"),
        (b"a,b;c\n1,2;3\n", r"comma \(','\) and semicolon \(';'\) would both do"),
        ("nome,preço\nPão,1\nMaçã,2\n".encode("cp1252"), r"line 1, byte 9: 0xE7 is not UTF-8"),
        (b"name,price\n" + b"a,1\n" * 9 + b"P\xe3o,2\n", r"line 11, byte 2: 0xE3.*'Pão,2'"),
        (
            b'name,note\nA,"open\n',
            "from line 2: unexpected end of data. A quote mark is not closed",
        ),
        (b"name,note\nA,b\nC,\0\0\n", "NUL bytes"),
        (b"PK\x03\x04rest", "spreadsheet under another name"),
    ],
)
def test_a_text_file_that_cannot_be_trusted_is_refused_with_the_place(tmp_path, content, says):
    with pytest.raises(BadInput, match=says):
        list(rows.read(table(tmp_path, content)))


def test_another_encoding_and_delimiter_are_taken_from_the_caller(tmp_path):
    path = table(tmp_path, "nome,a;b\nPão,1;2\n", encoding="cp1252")

    assert list(rows.read(path, encoding="cp1252", delimiter=",")) == [
        {"nome": "Pão", "a;b": "1;2"}
    ]
    with pytest.raises(BadInput, match="encoding='cp9999' is not known"):
        rows.read(path, encoding="cp9999")


def test_a_wrong_byte_far_down_is_found_when_it_is_reached(tmp_path):
    text = b"name,price\n" + b"Feira,1\n" * 20_000 + b"P\xe3o,2\n"

    with pytest.raises(BadInput, match="line 20002, byte 2: 0xE3 is not UTF-8"):
        list(rows.read(table(tmp_path, text)))


def test_a_ragged_row_is_a_problem_in_its_place_and_the_others_come(tmp_path):
    path = table(tmp_path, 'name,price\nA,1\n"B\nb",1,50\n\nC\nD,4\n')

    first, second, third, fourth = rows.read(path).outcomes()

    assert (first, fourth) == ({"name": "A", "price": "1"}, {"name": "D", "price": "4"})
    assert str(second) == (
        f"{path}, line 3, row 2: this row has 3 cells; the header has 2. "
        "Put text that has a comma in it between quotes."
    )
    assert (third.rule, third.where.line, third.where.row) == ("rows.too-few-cells", 6, 3)
    with pytest.raises(BadInput, match="line 3, row 2: this row has 3 cells"):
        list(rows.read(path))


def test_a_huge_cell_is_read_and_an_endless_one_is_not(tmp_path):
    assert len(next(iter(rows.read(table(tmp_path, f"a,b\n1,{'x' * 200_000}\n"))))["b"]) == 200_000
    with pytest.raises(BadInput, match="a cell has more than 10,000,000 characters"):
        list(rows.read(table(tmp_path, 'a,b\n1,"' + "x\n" * 5_100_000)))


def test_a_hundred_thousand_rows_take_no_more_memory_than_ten(tmp_path):
    path = table(tmp_path, "name,price\n" + "Feira da Vila Formosa,12.50\n" * 100_000)
    tracemalloc.start()

    count = sum(1 for _ in rows.read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 100_000
    assert peak < 2_000_000


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=9
            ),
            min_size=2,
            max_size=2,
        ).filter(lambda cells: any(map(str.strip, cells))),
        min_size=1,
        max_size=6,
    ).filter(lambda lines: not any(cell.strip().endswith(".0") for line in lines for cell in line)),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_pythons_csv_writes_comes_back(tmp_path_factory, cells, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([["first", "second"], *cells])
    path = table(tmp_path_factory.mktemp("csv"), text.getvalue())

    found = rows.read(path, delimiter=delimiter)

    said = [[None if is_missing_word(cell) else cell for cell in line] for line in cells]
    assert [list(row.values()) for row in found] == said


# --- spreadsheets -------------------------------------------------------------------------------


def test_a_spreadsheet_keeps_text_and_turns_whole_numbers_into_int(tmp_path):
    path = spreadsheet(
        tmp_path / "markets.xlsx",
        [
            line(2, "name", "pin", "phone", "price"),
            line(3, "Vila Formosa", "00123", 919876543210, 12.5),
            line(5, "Mooca", None, 5, 0),
        ],
    )

    found = rows.read(path)

    expected = [
        {"name": "Vila Formosa", "pin": "00123", "phone": 919876543210, "price": 12.5},
        {"name": "Mooca", "pin": None, "phone": 5, "price": 0},
    ]
    assert list(found) == expected
    assert list(found) == expected
    assert found.columns == ("name", "pin", "phone", "price")


def test_a_cell_beside_the_table_is_a_problem_with_its_line(tmp_path):
    path = spreadsheet(
        tmp_path / "markets.xlsx",
        [line(1, "name"), line(2, "Mooca"), line(3, "Vila", "lost")],
    )

    _sound, problem = rows.read(path).outcomes()

    assert isinstance(problem, Problem)
    assert str(problem).endswith(
        "line 3, row 2: 'lost' stands in a column without a name. "
        "Name the column in the first line, or clear the cell."
    )


def test_a_sheet_is_found_by_name(tmp_path):
    path = spreadsheet(
        tmp_path / "m.xlsx", [line(1, "name"), line(2, "Mooca")], ("Feiras", "Notas")
    )

    assert list(rows.read(path, sheet="Feiras")) == [{"name": "Mooca"}]
    with pytest.raises(NotFound, match="Did you mean 'Feiras'"):
        rows.read(path, sheet="Feira")
    with pytest.raises(BadInput, match="sheet 'Notas' is empty"):
        rows.read(path, sheet="Notas")


def test_a_spreadsheet_without_rows_or_that_is_none_is_refused(tmp_path):
    with pytest.raises(BadInput, match="has a header and no rows"):
        rows.read(spreadsheet(tmp_path / "a.xlsx", [line(1, "name")]))
    with pytest.raises(BadInput, match="is no spreadsheet that can be read"):
        rows.read(table(tmp_path, b"name,price", "b.xlsx"))


# --- values and dataframes ----------------------------------------------------------------------


def test_dicts_come_as_copies_with_missing_values_as_none():
    given = [{"a": numpy.int64(3), "b": numpy.nan, "c": pandas.NaT, "d": pandas.NA, "e": "007"}]

    found = rows.read(given)
    (row,) = found

    assert row == {"a": 3, "b": None, "c": None, "d": None, "e": "007"}
    assert type(row["a"]) is int
    assert found.columns == ("a", "b", "c", "d", "e")
    row["a"] = 4
    assert next(iter(found))["a"] == 3


def test_decimals_dates_and_arrays_stay_what_they_are():
    (row,) = rows.read([{"d": Decimal("1.50"), "nan": Decimal("sNaN"), "array": numpy.zeros(2)}])

    assert row["d"] == Decimal("1.50")
    assert row["nan"] is None
    assert row["array"].shape == (2,)


def test_a_generator_is_taken_one_by_one_and_once():
    taken = []

    def markets():
        for name in ("Mooca", "Vila"):
            taken.append(name)
            yield {"name": name}

    found = rows.read(markets())
    stream = iter(found)

    assert next(stream) == {"name": "Mooca"}
    assert taken == ["Mooca"]
    assert list(stream) == [{"name": "Vila"}]
    with pytest.raises(BadInput, match="generator can be read once, and was"):
        iter(found)


def test_an_iterable_that_is_no_iterator_can_be_read_again():
    class Markets:
        def __iter__(self):
            return iter([{"name": "Mooca"}])

    found = rows.read(Markets())

    assert list(found) == list(found) == [{"name": "Mooca"}]
    assert rows.read(found) is found


def test_a_row_that_is_no_mapping_is_a_problem_with_its_number():
    _sound, problem = rows.read([{"name": "Mooca"}, ("Vila",)]).outcomes()

    assert str(problem).startswith("list, row 2: this row is a tuple, not a dict.")


FRAME = {
    "name": ["Mooca", None],
    "stalls": [3, 4],
    "price": [1.5, float("nan")],
    "day": [datetime(2026, 3, 4), None],
}
EXPECTED = [
    {"name": "Mooca", "stalls": 3, "price": 1.5, "day": datetime(2026, 3, 4)},
    {"name": None, "stalls": 4, "price": None, "day": None},
]


def frames():
    made = pandas.DataFrame(FRAME)
    return {
        "pandas": made,
        "pandas nullable": made.convert_dtypes(),
        "narwhals": narwhals.from_native(made),
    }


@pytest.mark.parametrize("name", frames())
def test_a_dataframe_gives_plain_rows_as_often_as_asked(name):
    found = rows.read(frames()[name])

    assert found.columns == ("name", "stalls", "price", "day")
    assert list(found) == list(found) == EXPECTED
    assert {type(row["stalls"]) for row in found} == {int}
    assert type(next(iter(found))["day"]) is datetime


def test_what_is_no_table_is_refused_with_what_would_be():
    for source, says in (
        ({"name": "Mooca"}, "rows of type dict are no table"),
        (b"name", "rows of type bytes are no table"),
        (7, "rows of type int are no table"),
        (None, "rows of type NoneType are no table"),
        (pandas.Series([1]), "Series that cannot be read as a table"),
        (pandas.DataFrame([[1, 2]], columns=["a", "a"]), "none of them twice"),
    ):
        with pytest.raises(BadInput, match=says):
            rows.read(source)


def test_a_missing_file_names_its_neighbour_and_other_files_their_way(tmp_path):
    table(tmp_path, "name\nMooca\n")

    with pytest.raises(NotFound, match=r"Did you mean 'markets\.csv'"):
        rows.read(tmp_path / "market.csv")
    with pytest.raises(BadInput, match="is a folder"):
        rows.read(tmp_path)
    with pytest.raises(BadInput, match="is no Parquet file that can be read"):
        rows.read(table(tmp_path, b"PAR1", "markets.parquet"))
    with pytest.raises(BadInput, match="is not a table by its name"):
        rows.read(table(tmp_path, b"x", "markets.doc"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5.511987654321E+12", "5511987654321"),
        ("5.511987654321000000e+12", "5511987654321"),  # as numpy saves a column
        ("5,511987654321E+12", "5511987654321"),
        ('"=""00123"""', "00123"),  # as programs keep Excel from reading a number
        ("1E5", "1E5"),  # a code of goods
        ("=A1+1", "=A1+1"),
    ],
)
def test_text_that_says_a_number_in_a_roundabout_way_is_what_it_says(tmp_path, written, meant):
    path = table(tmp_path, f"n;v\n{written};1\n")

    assert [row["n"] for row in rows.read(path)] == [meant]
