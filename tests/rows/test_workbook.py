"""XLSX and ODS: as people see them, or a finding with row and column; hostile files in words."""

from __future__ import annotations

import pickle
import subprocess
import sys
import zipfile
from datetime import date, time
from xml.sax.saxutils import escape

import pandas
import pytest

from campaignkit import rows
from campaignkit.errors import BadInput, CampaignError
from campaignkit.merge.records import Source
from campaignkit.problems import Problem
from campaignkit.rows.table_row import row_number, row_warnings

PHONE = "[<=9999999999](00) 0000-0000;(00) 00000-0000"  # as Excel has it in Brazil
FORMATS = ("General", "00000", '"R$" #,##0.00', "dd/mm/yyyy", "h:mm", "(00) 00000-0000", "0%")


def styles(formats):
    codes = [escape(code, {'"': "&quot;"}) for code in formats]
    own = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(codes)
    )
    used = "".join(f'<xf numFmtId="{200 + at}"/>' for at, _ in enumerate(codes))
    return f"<styleSheet><numFmts>{own}</numFmts><cellXfs>{used}</cellXfs></styleSheet>"


BOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
LINKS = (
    '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="r2" Type="x/styles" Target="styles.xml"/>'
    '<Relationship Id="r3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)


def zipped(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def xlsx(path, data, texts="", formats=FORMATS):
    """Write an XLSX whose sheet holds `data`, rows of XML, and which shares `texts`."""
    return zipped(
        path,
        {
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": LINKS,
            "xl/styles.xml": styles(formats),
            "xl/sharedStrings.xml": f"<sst>{texts}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{data}</sheetData></worksheet>",
        },
    )


def text_row(*texts):
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{cells}</row>"


def number_cell(value, style):
    return f'<c s="{style}"><v>{value}</v></c>'


def ods(path, data):
    """Write an ODS whose sheet holds `data`, rows of XML."""
    content = (
        '<o:document xmlns:o="o" xmlns:table="t" xmlns:office="f" xmlns:text="x">'
        f'<table:table table:name="S">{data}</table:table></o:document>'
    )
    return zipped(path, {"content.xml": content})


def ods_row(*cells, times=1):
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def ods_cell(text, kind="string", value=None, more=""):
    said = "" if value is None else f' office:{"date-" if kind == "date" else ""}value="{value}"'
    return (
        f'<table:table-cell office:value-type="{kind}"{said}{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def findings(path):
    """Return every finding about a table: in place of a row, and of the rows that are read."""
    found = []
    for outcome in rows.read(path).outcomes():
        found += [outcome] if isinstance(outcome, Problem) else row_warnings(outcome)
    return found


# --- as people see them -------------------------------------------------------------------------


def test_codes_and_phones_under_a_mask_of_digits_come_as_they_are_shown(tmp_path):
    cells = number_cell(123, 1) + number_cell(11987654321, 5)
    path = xlsx(tmp_path / "a.xlsx", text_row("code", "phone") + f"<row>{cells}</row>")

    assert list(rows.read(path)) == [{"code": "00123", "phone": "(11) 98765-4321"}]
    assert findings(path) == []


def test_a_cell_of_the_kind_number_that_holds_none_is_its_text(tmp_path):
    cells = number_cell("12 kg", 0) + number_cell("1,5", 2)
    path = xlsx(tmp_path / "a.xlsx", text_row("weight", "price") + f"<row>{cells}</row>")

    assert list(rows.read(path)) == [{"weight": "12 kg", "price": "1,5"}]


def test_amounts_dates_and_shares_stay_values_and_their_column_is_told_once(tmp_path):
    line = "".join(number_cell(*cell) for cell in ((1234.5, 2), (46380.0, 3), (0.5, 4), (0.15, 6)))
    path = xlsx(
        tmp_path / "a.xlsx", text_row("price", "day", "at", "off") + f"<row>{line}</row>" * 3
    )

    first, *_ = list(rows.read(path))

    assert first == {"price": 1234.5, "day": date(2026, 12, 24), "at": time(12), "off": 0.15}
    assert [(found.where.row, found.where.column) for found in findings(path)] == [
        (1, "price"),
        (1, "day"),
        (1, "off"),
    ]
    assert "the sheet shows R$ 1,234.50; the value is 1234.5." in str(findings(path)[0])
    assert "the sheet shows 15%" in str(findings(path)[2])


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1133334444, "(11) 3333-4444"), (11987654321, "(11) 98765-4321")],
)
def test_a_mask_with_a_condition_is_that_of_the_number(tmp_path, number, shown):
    data = text_row("phone") + f"<row>{number_cell(number, 0)}</row>"

    assert list(rows.read(xlsx(tmp_path / "a.xlsx", data, formats=[PHONE]))) == [{"phone": shown}]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ('0;-0;"free"', 0, "free"),
        ('"yes";"";"no"', 1, "yes"),
        ('"yes";"";"no"', 0, "no"),
        ("#,##0.00_);(#,##0.00)", -5, "(5.00)"),
        ("[Red]0.00;[Blue]-0.00", -3.5, "-3.50"),
        ('0" un";[Red]-0" un"', 3, "3 un"),
        ('0.0,"k"', 12345, "12.3k"),
        ("#,##0", 1234.5, "1,235"),  # halves go up, as Excel rounds
        ("0%", 0.125, "13%"),
        ("0.00##", 1.5, "1.50"),
        ("# ?/?", 0.5, "a fraction"),
        (";;;", 5, "nothing"),
        ("h:mm AM/PM", 0.75, "a time as h:mm AM/PM"),
        ("mm:ss", 0.01, "a time as mm:ss"),
    ],
)
def test_what_a_format_shows_is_told_as_the_sheet_shows_it(tmp_path, code, number, shown):
    data = text_row("x") + f"<row>{number_cell(number, 0)}</row>"

    (found,) = findings(xlsx(tmp_path / "a.xlsx", data, formats=[code]))

    assert found.rule == "table.shown-otherwise"
    assert found.message.startswith(f"the sheet shows {shown}; the value is ")


@pytest.mark.parametrize(
    ("code", "number"), [("0.####", 0.3), ("hh:mm", 0.5), ("0;-0", 7), ("[>=1000]#,##0;0", 12)]
)
def test_what_is_shown_as_it_is_printed_is_not_told(tmp_path, code, number):
    data = text_row("x") + f"<row>{number_cell(number, 0)}</row>"

    assert findings(xlsx(tmp_path / "a.xlsx", data, formats=[code])) == []


def test_what_a_column_shows_is_told_with_the_next_row_where_the_first_fails(tmp_path):
    price = number_cell(1234.5, 2)
    bad = f'<row>{price}<c t="e"><v>#N/A</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", text_row("price", "x") + bad * 2 + f"<row>{price}</row>" + bad)

    first, second, sound, last = rows.read(path).outcomes()

    (told,) = row_warnings(sound)
    assert (told.rule, told.where.row, told.where.column) == ("table.shown-otherwise", 1, "price")
    assert all(isinstance(each, Problem) for each in (first, second, last))


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_a_cell_that_holds_an_error_is_an_error_of_its_row_and_column(tmp_path, error):
    bad = f'<row><c t="inlineStr"><is><t>Ana</t></is></c><c t="e"><f>A9</f><v>{error}</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", text_row("name", "price") + bad + text_row("Bia", "2"))

    problem, sound = rows.read(path).outcomes()

    assert (problem.rule, problem.where.row, problem.where.column) == (
        "table.error-cell",
        1,
        "price",
    )
    assert f"this cell holds the error {error}." in str(problem)
    assert sound == {"name": "Bia", "price": "2"}


def test_a_formula_whose_value_was_never_stored_is_an_error_and_an_empty_result_is_blank(tmp_path):
    never = "<row><c><v>1</v></c><c><f>A2*2</f><v></v></c></row>"
    empty = '<row><c><v>1</v></c><c t="str"><f>A2</f><v></v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", text_row("a", "b") + never + empty)

    problem, sound = rows.read(path).outcomes()

    assert (problem.rule, problem.where.column) == ("table.no-value", "b")
    assert "Open the file in Excel or LibreOffice and save it" in str(problem)
    assert sound == {"a": 1, "b": None}


def test_hidden_rows_are_told_with_their_numbers(tmp_path):
    hidden = text_row("Bia").replace("<row>", '<row hidden="1">')
    path = xlsx(tmp_path / "a.xlsx", text_row("name") + text_row("Ana") + hidden)

    (found,) = findings(path)

    assert (found.rule, found.severity, found.where.row) == ("table.hidden-row", "warning", 2)


def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_an_error_unless_all_stand_there(
    tmp_path,
):
    numbers = ("12345678901234567", "1.2345678901234499E+16", "9" * 5000, "123456789012345")
    data = text_row("n") + "".join(f"<row><c><v>{number}</v></c></row>" for number in numbers)

    whole, cut, huge, usual = rows.read(xlsx(tmp_path / "a.xlsx", data)).outcomes()

    assert whole == {"n": 12345678901234567}
    assert (cut.rule, cut.where.row, cut.where.column) == ("table.long-number", 2, "n")
    assert "a spreadsheet has thrown the others away" in str(cut)
    assert huge.rule == "table.long-number"
    assert usual == {"n": 123456789012345}


def test_shared_texts_keep_their_runs_and_leave_out_how_they_are_said(tmp_path):
    texts = "<si><t>na</t></si><si><r><t>東</t></r><r><t>京_x0041_</t></r><rPh><t>x</t></rPh></si>"
    data = '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>'

    assert list(rows.read(xlsx(tmp_path / "a.xlsx", data, texts))) == [{"na": "東京A"}]


def test_ods_gives_a_phone_as_its_mask_shows_it(tmp_path):
    shown = ods_row(ods_cell("+55 (11) 98765-4321", "float", "5511987654321"))
    path = ods(tmp_path / "a.ods", ods_row(ods_cell("phone")) + shown)

    assert list(rows.read(path)) == [{"phone": "+55 (11) 98765-4321"}]
    assert findings(path) == []


def test_ods_gives_what_its_cells_show_and_tells_the_same(tmp_path):
    head = ods_row(*map(ods_cell, ("code", "price", "day", "n")))
    sound = ods_row(
        ods_cell("00123", "float", "123"),
        ods_cell("R$ 12,50", "currency", "12.5"),
        ods_cell("24/12/2026", "date", "2026-12-24"),
        ods_cell("5", "float", "5.0"),
    )
    wrong = ods_row(ods_cell("#N/A", "string", None, ' table:formula="of:=A9"'))
    hidden = ods_row(ods_cell("x")).replace(
        "<table:table-row", '<table:table-row table:visibility="filter"'
    )
    path = ods(tmp_path / "a.ods", head + sound + wrong + hidden)

    first, problem, last = rows.read(path).outcomes()

    assert first == {"code": "00123", "price": 12.5, "day": date(2026, 12, 24), "n": 5}
    assert (problem.rule, problem.where.column) == ("table.error-cell", "code")
    assert [found.rule for found in row_warnings(last)] == ["table.hidden-row"]
    assert [found.where.column for found in row_warnings(first)] == ["price", "day"]


def test_repeated_rows_and_cells_of_ods_are_as_many_as_the_sheet_shows(tmp_path):
    twice = ods_cell("7", "float", "7", ' table:number-columns-repeated="2"')
    path = ods(
        tmp_path / "a.ods",
        ods_row(ods_cell("a"), ods_cell("b")) + ods_row(twice, times=3) + ods_row(times=1_000_000),
    )

    assert list(rows.read(path)) == [{"a": 7, "b": 7}] * 3


# --- rows of every table ------------------------------------------------------------------------


def test_blank_rows_are_left_out_and_told_and_the_others_keep_their_numbers(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,phone\nAna,1\n , \n,\nBia,2\n , \n", encoding="utf-8")

    first, last = list(rows.read(path))

    assert (row_number(first, 0), row_number(last, 0)) == (1, 4)
    assert [str(found).partition(": ")[2][:44] for found in row_warnings(last)] == [
        "rows 2 to 3 are blank: nothing is made of th",
        "row 5 is blank: nothing is made of it. Fill ",
    ]


def test_what_is_made_of_rows_bears_their_numbers_and_warnings(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,phone\n , \nBia,2\n", encoding="utf-8")

    (record,) = Source(rows.read(path)).records({})

    assert record.where.row == 2
    assert [found.rule for found in record.warnings] == ["table.blank-row"]


@pytest.mark.parametrize("cell", ["5.51199E+12", "5,51199E+12", "1E+10", "-2.5e+09"])
def test_a_number_whose_digits_a_spreadsheet_threw_away_is_refused_with_cause_and_cure(
    tmp_path, cell
):
    path = tmp_path / "a.csv"
    path.write_text(f'name,phone\nAna,"{cell}"\n', encoding="utf-8")

    with pytest.raises(
        BadInput, match=r"a spreadsheet has thrown the others away.*as text or as 0"
    ):
        list(rows.read(path))


def test_a_column_that_a_gap_made_floats_has_whole_numbers():
    frame = pandas.DataFrame({"phone": [1711234567, None], "price": [12.5, 3]})

    (first, second) = rows.read(frame)
    (of_dicts,) = rows.read([{"table": 1.0}])

    assert (first, second) == (
        {"phone": 1711234567, "price": 12.5},
        {"phone": None, "price": 3},
    )
    assert {type(first["phone"]), type(second["price"]), type(of_dicts["table"])} == {int}


@pytest.mark.parametrize("head", ["\ufeff\ufeffnome", "no\u200bme", "nome\u00a0"])
def test_names_of_columns_are_what_people_see(tmp_path, head):
    path = tmp_path / "a.csv"
    path.write_text(f"{head},prec\u0327o\nAna,1\n", encoding="utf-8")

    assert rows.read(path).columns == ("nome", "pre\u00e7o")


def test_two_names_that_look_alike_are_one_name_twice(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("caf\u00e9,cafe\u0301\n1,2\n", encoding="utf-8")

    with pytest.raises(BadInput, match="two columns called caf\u00e9"):
        rows.read(path)


def test_a_row_travels_to_another_process_with_its_number_and_warnings(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,phone\n , \nBia,2\n", encoding="utf-8")
    (row,) = rows.read(path)

    again = pickle.loads(pickle.dumps(row))

    assert (again, again.number, again.warnings) == (row, row.number, row.warnings)


# --- hostile files ------------------------------------------------------------------------------

HEAD = text_row("name", "x") + text_row("Ana", "1")
LONG = "A" * 900_000
HOSTILE = {
    "a blank in the last cell": (
        lambda path: xlsx(
            path, HEAD + '<row r="1048576"><c r="XFD1048576" t="str"><v> </v></c></row>'
        ),
        "",
    ),
    "a cell beyond every sheet": (
        lambda path: xlsx(path, HEAD + '<row r="4294967295"><c r="ZZZZZZ9"><v>1</v></c></row>'),
        "table.beyond",
    ),
    "a lying count of texts": (
        lambda path: zipped(
            xlsx(path, HEAD),
            {
                "xl/workbook.xml": BOOK,
                "xl/_rels/workbook.xml.rels": LINKS,
                "xl/sharedStrings.xml": '<sst count="99999999999" uniqueCount="9999999999"/>',
                "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{HEAD}</sheetData></worksheet>",
            },
        ),
        "",
    ),
    "one long text in thousands of cells": (
        lambda path: xlsx(
            path,
            text_row("name") + '<row><c t="s"><v>0</v></c></row>' * 3000,
            f"<si><t>{LONG}</t></si>",
        ),
        "",
    ),
    "texts without end": (
        lambda path: xlsx(path, HEAD, f"<si><t>{LONG}</t></si>" * 100),
        "table.unpacks",
    ),
    "a sheet of nothing that unpacks to 300 MB": (
        lambda path: xlsx(path, HEAD + " " * 300_000_000),
        "table.unpacks",
    ),
    "a tag that is not closed": (
        lambda path: ods(path, ods_row(ods_cell("a")) + "<table:table-row></table:Oable>"),
        "table.not-a-spreadsheet",
    ),
    "a filled row a billion times": (
        lambda path: ods(
            path, ods_row(ods_cell("a")) + ods_row(ods_cell("1"), times=1_000_000_000)
        ),
        "table.beyond",
    ),
    "a filled cell a billion times": (
        lambda path: ods(
            path,
            ods_row(ods_cell("a", more=' table:number-columns-repeated="1000000000"')),
        ),
        "table.beyond",
    ),
    "entities within entities": (
        lambda path: zipped(path, {"content.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}),
        "table.not-a-spreadsheet",
    ),
}
OF_ODS = list(HOSTILE)[-4:]
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000))
from campaignkit import rows
from campaignkit.errors import CampaignError
try:
    print(sum(1 for _ in rows.read(sys.argv[1]).outcomes()), "rows")
except CampaignError as err:
    print(err.rule)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of processes")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_sheet_is_answered_in_ten_seconds_of_work_and_700_mb(tmp_path, name):
    make, rule = HOSTILE[name]
    path = make(tmp_path / ("a.ods" if name in OF_ODS else "a.xlsx"))

    child = subprocess.run(
        [sys.executable, "-c", CHILD, path], capture_output=True, text=True, check=False
    )

    assert child.returncode == 0, child.stderr
    assert child.stdout.strip() == rule if rule else child.stdout.strip().endswith("rows")


def test_forty_thousand_columns_are_refused_with_the_likely_cause(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"c{at}" for at in range(40_000)) + "\n1\n", encoding="utf-8")

    with pytest.raises(CampaignError, match="40,000 columns; a table may have 16,384"):
        rows.read(path)
