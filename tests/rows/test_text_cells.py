"""Text of a table for what it means: errors of formulas, whole numbers with ".0" behind them."""

from __future__ import annotations

from itertools import count, islice

import pandas
import pytest

from campaignkit.error_values import ERROR_VALUES, is_error_value
from campaignkit.problems import Problem
from campaignkit.rows import read
from campaignkit.rows.table_row import row_warnings

ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/D", "#¡REF!",
          "#VALOR!", "#WERT!", "#ЗНАЧ!", "#DEĞER!", " #n/a ", "Err:502", "#NOMBRE?", "#¿NOMBRE?",
          "#NOME?", "#BEZUG!", "#NOM?", "#RIF!", "#ЗНАЧ!", "#¡DIV/0!")  # fmt: skip


def tables(cells, path):
    """Return a column as every kind of table that holds text."""
    rows = [{"name": f"row {at}", "x": cell} for at, cell in enumerate(cells, 1)]
    path.write_text("name;x\n" + "".join(f"{row['name']};{row['x']}\n" for row in rows))
    lines = path.with_suffix(".jsonl")
    frame = pandas.DataFrame(rows)
    frame.to_json(lines, orient="records", lines=True, force_ascii=False)
    return {"csv": path, "json": lines, "list": rows, "frame": frame, "tuple": tuple(rows)}


def column(source):
    return [row["x"] for row in read(source)]


@pytest.mark.parametrize("error", ERRORS)
def test_the_error_of_a_formula_is_a_finding_with_row_and_column(error, tmp_path):
    sources = tables(["10", error, "7"], tmp_path / "a.csv")

    for kind, source in {**sources, "iterator": iter(sources["list"])}.items():
        first, wrong, last = read(source).outcomes()

        assert (first["x"], last["x"]) == ("10", "7"), kind
        assert isinstance(wrong, Problem)
        assert (wrong.rule, wrong.severity) == ("table.error-cell", "error")
        assert (wrong.where.row, wrong.where.column) == (2, "x")
        assert f"holds the error {error.strip()}." in wrong.message


@pytest.mark.parametrize("text", ["#1", "#promo!", "# N/A", "#N/A ou a combinar", "N/A", "#", "!"])
def test_other_words_behind_a_hash_are_words(text):
    assert not is_error_value(text)


def test_all_errors_are_found_as_excel_writes_them():
    assert all(map(is_error_value, ERROR_VALUES))


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        (["1.0", "2.0", ""], ["1", "2", ""]),  # pandas, a column with a gap
        (["-3.0", " 4.0 ", " "], ["-3", "4", ""]),
        (["12345.0", "7.0"], ["12345", "7"]),  # no version has five digits
        (["1.0", "2.0"], ["1.0", "2.0"]),  # versions, or the weights of two bags
        (["1.0", "1.5", ""], ["1.0", "1.5", ""]),
        (["10.00", "5.00", ""], ["10.00", "5.00", ""]),  # money
        (["1.0", "beta", ""], ["1.0", "beta", ""]),
        (["1.0.0", ""], ["1.0.0", ""]),
        (["5511987654321.0", ""], ["5511987654321", ""]),
        (["1234567890123456.0", ""], ["1234567890123456.0", ""]),  # more than a float holds
    ],
)
def test_whole_numbers_with_a_gap_are_whole_numbers(cells, read_as, tmp_path):
    for kind, source in tables(cells, tmp_path / "a.csv").items():
        assert [(cell or "").strip() for cell in column(source)] == read_as, kind


def test_what_pandas_writes_of_a_column_with_a_gap_comes_back_whole(tmp_path):
    frame = pandas.DataFrame({"name": ["a", "b", "c"], "x": [1, 2, None]})
    frame.to_csv(tmp_path / "a.csv", index=False)

    assert column(tmp_path / "a.csv") == ["1", "2", ""]
    assert column(frame) == [1, 2, None]


def test_a_column_is_decided_in_its_first_1000_rows():
    late = [{"x": "1.0"}] * 1000 + [{"x": ""}, {"x": "2.0"}]
    other = [{"x": ""}, *[{"x": "1.0"}] * 1000, {"x": "1.5"}, {"x": "2.0"}]

    assert set(column(late)) == {"1.0", "", "2.0"}
    assert column(other)[-3:] == ["1", "1.5", "2"]


def test_rows_of_an_iterator_are_taken_one_by_one_and_stay_as_they_come():
    taken = count(1)
    endless = ({"x": f"{next(taken)}.0"} for _ in iter(int, 1))

    assert [row["x"] for row in islice(read(endless), 3)] == ["1.0", "2.0", "3.0"]
    assert next(taken) == 4


WORDS = ("nan", "NaN", "None", "NaT", "<NA>", "NULL", "null", "undefined", " nan ")


@pytest.mark.parametrize("word", WORDS)
def test_what_a_program_writes_for_nothing_is_an_empty_cell_and_is_told(word, tmp_path):
    sources = tables(["10", word, "7"], tmp_path / "a.csv")

    for kind, source in {**sources, "iterator": iter(sources["list"])}.items():
        first, empty, last = read(source).outcomes()

        assert [first["x"], empty["x"], last["x"]] == ["10", None, "7"], kind
        (told,) = row_warnings(empty)
        assert (told.rule, told.severity) == ("table.missing-word", "warning")
        assert (told.where.row, told.where.column, told.value) == (2, "x", word.strip())
        assert not row_warnings(first)


@pytest.mark.parametrize("text", ["none", "NONE", "Nan", "Null", "N/A", "nano", "Não", "-", "NA"])
def test_what_people_write_stays(text, tmp_path):
    for kind, source in tables(["10", text], tmp_path / "a.csv").items():
        assert column(source) == ["10", text], kind


def test_a_word_for_nothing_is_a_gap_among_whole_numbers(tmp_path):
    for kind, source in tables(["1.0", "nan", "3.0"], tmp_path / "a.csv").items():
        assert column(source) == ["1", None, "3"], kind


def test_whole_numbers_without_a_gap_are_told_once_for_the_column(tmp_path):
    for kind, source in tables(["1.0", "2.0"], tmp_path / "a.csv").items():
        first, second = read(source)

        (told,) = row_warnings(first)
        assert (told.rule, told.where.row, told.where.column) == ("table.whole-or-not", 1, "x"), (
            kind
        )
        assert "'1.0' may be the number 1 as a program writes it" in told.message
        assert not row_warnings(second)


@pytest.mark.parametrize("head", ["price", "Preço (R$)", "amount", "cópias", "quantity"])
def test_amounts_and_counts_are_read_as_numbers_anyway(head):
    for row in read([{head: "1.0"}, {head: "2.0"}]):
        assert not row_warnings(row)


@pytest.mark.parametrize("signs", ["###", "#########", " ##### "])
def test_a_column_that_was_too_narrow_is_told_as_such(signs, tmp_path):
    for kind, source in tables(["10", signs, "7"], tmp_path / "a.csv").items():
        _first, wrong, _last = read(source).outcomes()

        assert isinstance(wrong, Problem), kind
        assert (wrong.rule, wrong.where.row, wrong.where.column) == ("table.narrow-column", 2, "x")
        assert "too narrow" in wrong.message


@pytest.mark.parametrize("word", ["#", "##", "#1", "# # #", "#promo"])
def test_a_hash_is_no_column_that_was_too_narrow(word):
    assert not is_error_value(word)
