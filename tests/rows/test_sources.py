"""Where tables come from: files of many kinds, records, cursors, iterators of frames, addresses."""

from __future__ import annotations

import dataclasses
import gzip
import json
import pickle
import sqlite3
import zipfile
from typing import NamedTuple

import pandas
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import feather, parquet

from campaignkit import rows
from campaignkit.errors import BadInput, NotFound, TooBig
from campaignkit.missing_words import is_missing_word
from campaignkit.problems import Problem
from campaignkit.rows.delimited import in_unicode
from campaignkit.rows.table_row import row_number

CSV = "name,table\nMooca,007\nVila,2\n"
EXPECTED = [{"name": "Mooca", "table": "007"}, {"name": "Vila", "table": "2"}]


class Stall(NamedTuple):
    name: str
    table: str


@dataclasses.dataclass
class Market:
    name: str
    table: str


def sql_rows():
    base = sqlite3.connect(":memory:")
    base.row_factory = sqlite3.Row
    return base.execute("SELECT 'Mooca' AS name, '007' AS 'table' UNION ALL SELECT 'Vila', '2'")


def two_markets():
    yield from EXPECTED


# --- records ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        [Stall("Mooca", "007"), Stall("Vila", "2")],
        [Market("Mooca", "007"), Market("Vila", "2")],
        list(sql_rows()),
        two_markets,
        lambda: EXPECTED,
        pyarrow.Table.from_pylist(EXPECTED),
        pyarrow.RecordBatch.from_pylist(EXPECTED),
        (pandas.DataFrame([row]) for row in EXPECTED),
        iter(pyarrow.Table.from_pylist(EXPECTED).to_batches(max_chunksize=1)),
        pyarrow.Table.from_pylist(EXPECTED).to_reader(),
    ],
    ids=lambda source: type(source).__name__,
)
def test_records_frames_and_their_iterators_are_tables(source):
    assert list(rows.read(source)) == EXPECTED


def test_a_cursor_gives_what_is_left_of_its_answer_once():
    found = rows.read(sql_rows())

    assert found.columns == ("name", "table")
    assert list(found) == EXPECTED
    with pytest.raises(BadInput, match="can be read once, and was"):
        list(found)


def test_a_cursor_without_an_answer_says_what_to_do_first():
    with pytest.raises(BadInput, match="Execute a SELECT with it first"):
        rows.read(sqlite3.connect(":memory:").cursor())


def test_csv_that_pandas_reads_by_parts_is_one_table(tmp_path):
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")

    with pandas.read_csv(tmp_path / "a.csv", dtype=str, chunksize=1) as parts:
        assert list(rows.read(parts)) == EXPECTED


def test_a_function_is_called_for_each_reading_and_needs_no_arguments():
    found = rows.read(two_markets)

    assert list(found) == list(found) == EXPECTED
    with pytest.raises(BadInput, match="f needs arguments"):
        list(rows.read(lambda_with_name()))
    with pytest.raises(BadInput, match=r"returns a int, no rows"):
        list(rows.read(lambda: 7))


def lambda_with_name():
    def f(path):
        return path

    return f


def test_a_number_without_its_digits_is_refused_from_dicts_too():
    sound, problem = rows.read([{"n": "1E5"}, {"n": "5.51199E+12"}]).outcomes()

    assert sound == {"n": "1E5"}
    assert (problem.rule, problem.where.row, problem.where.column) == ("table.scientific", 2, "n")


# --- files --------------------------------------------------------------------------------------


def written(folder, kind):
    path = folder / f"a.{kind}"
    if kind == "csv.gz":
        path.write_bytes(gzip.compress(CSV.encode()))
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("in/markets.csv", CSV)
            archive.writestr("__MACOSX/in/._markets.csv", "x")
    elif kind == "json":
        path.write_text(json.dumps(EXPECTED), encoding="utf-8")
    elif kind in ("jsonl", "ndjson"):
        path.write_text("\n\n".join(map(json.dumps, EXPECTED)), encoding="utf-8")
    elif kind == "parquet":
        parquet.write_table(pyarrow.Table.from_pylist(EXPECTED), path)
    else:
        feather.write_feather(pyarrow.Table.from_pylist(EXPECTED), path)
    return path


@pytest.mark.parametrize("kind", ["csv.gz", "zip", "json", "jsonl", "ndjson", "parquet", "feather"])
def test_files_of_many_kinds_are_the_same_table_as_often_as_asked(tmp_path, kind):
    found = rows.read(written(tmp_path, kind))

    assert list(found) == list(found) == EXPECTED
    assert list(pickle.loads(pickle.dumps(found))) == EXPECTED


@given(
    st.lists(
        st.dictionaries(
            st.text(min_size=1, max_size=5),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(
                lambda text: "+" not in text and not is_missing_word(text)
            ),
            max_size=3,
        ),
        max_size=40,
    ),
    st.sampled_from([None, 2]),
    st.integers(1, 200),
)
def test_what_json_writes_comes_back_however_its_pieces_fall(
    tmp_path_factory, given_, indent, size
):
    path = tmp_path_factory.mktemp("json") / "a.json"
    path.write_text(json.dumps(given_, indent=indent), encoding="utf-8")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("campaignkit.rows.json_rows._PIECE", size)
        found = list(rows.read(path))

    assert found == given_


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", '{"x": 1}', "holds no list of rows"),
        ("a.json", "7", "holds no list of rows"),
        ("a.json", '[{"a": 1}, {"a"', "object 2, is not JSON, or the file is cut"),
        ("a.json", '{"a": 1}\n{"a": 2}', r"let its name end in \.jsonl"),
        ("a.csv.gz", "name,price", "Not a gzipped file"),
        ("a.zip", "name,price", "is no archive, or is cut"),
        ("a.parquet", "name,price", "is no Parquet file that can be read"),
        ("a.feather", "name,price", "is no Feather file that can be read"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(tmp_path, name, content, says):
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(BadInput, match=says):
        list(rows.read(tmp_path / name))


def test_a_line_that_is_no_object_is_a_problem_in_its_place_and_the_others_come(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"a": 1}\n[2]\n{"a": \n{"a": 3.0}', encoding="utf-8")

    first, second, third, fourth = rows.read(tmp_path / "a.jsonl").outcomes()

    assert (first, fourth) == ({"a": 1}, {"a": 3})
    assert isinstance(second, Problem)
    assert (third.where.row, third.where.line) == (3, 3)


def test_several_files_of_a_pattern_are_one_table_with_its_rows_numbered_through(tmp_path):
    for name, text in (("b.csv", "table,name\n2,Vila\n"), ("a.csv", "name,table\nMooca,007\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = list(rows.read(str(tmp_path / "*.csv")))

    assert found == EXPECTED
    assert [row_number(row, 0) for row in found] == [1, 2]


def test_files_of_a_pattern_with_other_columns_are_refused_with_their_names(tmp_path):
    (tmp_path / "a.csv").write_text("name\nA\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("nome\nB\n", encoding="utf-8")

    with pytest.raises(BadInput, match=r"only one of them has name, nome"):
        rows.read(str(tmp_path / "*.csv"))


def test_a_file_address_is_a_path(tmp_path):
    path = tmp_path / "my markets.csv"
    path.write_text(CSV, encoding="utf-8")

    assert list(rows.read(path.as_uri())) == EXPECTED


def test_a_line_without_end_in_a_small_archive_is_refused(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"name\n" + b"x" * 30_000_000))

    with pytest.raises((BadInput, TooBig), match="a cell has more than 10,000,000 characters"):
        list(rows.read(tmp_path / "a.csv.gz"))


# --- the doors' words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        (
            "codigo interno do produto e preço final da loja de hoje\nPão\n",
            "cp1252",
            "In Windows-1252 it reads 'do produto e preço final da loja de':",  # whole words
        ),
        ("nome\nPão de açúcar\n", "cp1252", r"In Windows-1252 it reads.*give encoding='cp1252'"),
        ("Cardápio Empório\nPão\n", "cp1252", r"In Windows-1252 it reads 'Cardápio Empório"),
        ("الاسم\nخبز\n", "cp1256", r"In Windows-1256 \(Arabic\) it reads.*encoding='cp1256'"),
        ("имя\nХлебный дом\n", "cp1251", "cannot be told"),
        ("名前\n東京の市場\n", "shift_jis", "cannot be told"),
    ],
)
def test_another_code_page_is_named_only_where_it_can_be_told(tmp_path, text, encoding, says):
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))

    with pytest.raises(BadInput, match=says):
        list(rows.read(tmp_path / "a.csv"))
    assert [*rows.read(tmp_path / "a.csv", encoding=encoding).columns] == [text.split("\n")[0]]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Descrição;Preço\nPão de açúcar;4,50\n", "cp1252"),
        ("الاسم;السعر\nخبز بلدي;5\n", "cp1256"),
    ],
)
def test_a_text_in_a_code_page_that_can_be_told_is_had_in_unicode(text, page):
    assert in_unicode(text.encode(page)) == (text.encode(), page)


@pytest.mark.parametrize(
    "data",
    [
        "Descrição\nPão\n".encode(),
        "Descrição\nPão\n".encode("utf-16"),
        "Цена\nХлеб\n".encode("cp1251"),
        "Descrição\n".encode("cp1252") + "خبز بلدي\n".encode("cp1256"),
        bytes(range(256)),
        b"",
    ],
)
def test_a_text_that_is_unicode_or_whose_code_page_cannot_be_told_stays(data):
    assert in_unicode(data) == (data, "")


def test_columns_are_called_as_the_caller_says_and_keep_their_order():
    found = rows.read([{"WHATSAPP": "1", "Nome": "Ana"}], columns={"phone": "WHATSAPP"})

    assert found.columns == ("phone", "Nome")
    assert list(found) == [{"phone": "1", "Nome": "Ana"}]


def test_a_column_that_is_not_there_is_told_with_the_near_one_only():
    table = [{"WHATSAPP": "1", "Nome": "Ana"}]

    with pytest.raises(NotFound, match=r"has no column 'WhatsAp'\. Did you mean 'WHATSAPP'"):
        rows.read(table, columns={"phone": "WhatsAp"})
    with pytest.raises(NotFound, match=r"has no column 'zzz'\. There are: WHATSAPP, Nome"):
        rows.read(table, columns={"phone": "zzz"})
    with pytest.raises(BadInput, match="has a column Nome already"):
        rows.read(table, columns={"Nome": "WHATSAPP"})


# --- rows as values -----------------------------------------------------------------------------


def test_rows_of_equal_lists_are_equal_and_travel():
    found = rows.read([{"a": 1}])

    assert found == rows.read([{"a": 1}])
    assert found != rows.read([{"a": 2}])
    assert hash(found) == hash(rows.read([{"a": 1}]))
    assert pickle.loads(pickle.dumps(found)) == found


def test_frames_are_the_same_rows_only_where_they_are_the_same_frame():
    frame = pandas.DataFrame({"a": [1, 2]})

    assert rows.read(frame) != rows.read(frame.copy())
    assert rows.read(iter([])) != rows.read(iter([]))


def test_an_open_file_is_told_to_be_given_as_its_path(tmp_path):
    path = tmp_path / "markets.csv"
    path.write_text("place\nSé\n", encoding="utf-8")

    with path.open(encoding="utf-8") as file, pytest.raises(BadInput) as told:
        rows.read(file)

    assert told.value.rule == "table.open-file"
    assert str(path) in str(told.value)
