"""What bad input gets: what was wrong, where, and what to do; no traceback, no file left behind."""

from __future__ import annotations

import io
import os
import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import campaignkit as ck
from campaignkit.cli import cli

SHOP = """\
[business]
name = "Padaria Sol"
phone = "(11) 98765-4321"
country = "BR"
language = "pt_BR"
"""
LABELS = """
[[stickers]]
name = "labels"
design = "chat-with-us"
rows = "rows.csv"
text = "Oi, {{ name }}"
title = "{{ name }}"
stock = "Avery L7160"
"""
CODES = """
[[codes]]
name = "codes"
text = "{{ name }}"
rows = "rows.csv"
"""
GOOD = SHOP + LABELS
ROWS = "name,price\nAna,1\nBia,2\n"
WIFI = '\n[[codes]]\nname = "wifi"\nkind = "wifi"\nfields = { ssid = "Sol" }\n'


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """A folder to work in, with a campaign and its table."""
    monkeypatch.chdir(tmp_path)
    Path("campaign.toml").write_text(GOOD, encoding="utf-8")
    Path("rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def shop():
    return ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def listing():
    """Return every file and folder here."""
    return sorted(path.as_posix() for path in Path().rglob("*"))


LISTS = ("out", "out/manifest.csv", "out/problems.csv")


def complaint(*words, status):
    """Run the command; return what it complained of. It must leave with `status`, and no file."""
    before = listing()
    result = CliRunner().invoke(cli, [str(word) for word in words], prog_name="campaignkit")

    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    left = [name for name in listing() if name not in before]
    assert [name for name in left if name not in LISTS] == []
    return result.stderr


# -- the campaign file ---------------------------------------------------------------------------

# What stands in campaign.toml, and what is said of it: place, fault, remedy.
WRONG_FILES = {
    "broken": (SHOP + "[[stickers\n", r"campaign.toml, line 6.*this is not TOML.*\[brackets\]"),
    "text without quotes": (
        GOOD.replace('"BR"', "BR"),
        r"line 4: this is not TOML.*Texts stand in double quotes",
    ),
    "a key twice": (SHOP + 'name = "x"\n' + LABELS, r"line 6.*this is not TOML"),
    "an unknown key": (
        GOOD.replace("design =", "desing ="),
        r"line 9, key stickers.1.desing: there is no key 'desing' here. Did you mean 'design'\?",
    ),
    "an unknown table": (
        GOOD.replace("[[stickers]]", "[[stikers]]"),
        r"line 7, key stikers: there is no key 'stikers' here. Did you mean 'stickers'\?",
    ),
    "a missing key": (
        GOOD.replace('phone = "(11) 98765-4321"\n', ""),
        r"key business.phone: 'phone' is missing. Add a line phone =",
    ),
    "no shop": (LABELS, r"nobody sells\. Add \[business\], or \[shops\] with rows"),
    "nothing to make": (SHOP, r"nothing is to be made. Add \[\[stickers\]\]"),
    "a wrong type": (
        GOOD + 'copies = "many"\n',
        r"line 14, key stickers.1.copies: copies='many' is no count",
    ),
    "no copies": (
        GOOD + "copies = 0\n",
        r"line 14, key stickers.1.copies: copies=0 is no count. Give 1 or more",
    ),
    "an unknown level": (
        GOOD + 'level = "Z"\n',
        r"line 14, key stickers.1.level: level='Z' is none. There are L, M, Q",
    ),
    "an unknown format": (
        SHOP + CODES + 'formats = ["gif"]\n',
        r"line 11, key codes.1.formats.1: .*'pdf', 'png', 'svg'",
    ),
    "a negative size": (
        SHOP + CODES + "size_mm = -3\n",
        r"line 11, key codes.1.size_mm: size_mm=-3 is no size.*above 0 and at most 5000",
    ),
    "three sides": (GOOD + "size_mm = [1, 2, 3]\n", r"line 14.*is no size"),
    "a size that is no number": (GOOD + "size_mm = nan\n", r"line 14.*is no size"),
    "an oblong code": (SHOP + CODES + "size_mm = [9, 8]\n", r"a code is as wide as high"),
    "two of a name": (GOOD + LABELS, r"two assets are called 'labels'. Rename one"),
    "two names that differ in case": (
        GOOD + LABELS.replace('"labels"', '"Labels"'),
        r"two assets are called 'Labels'",
    ),
    "a path for a name": (
        GOOD.replace('"labels"', '"../labels"'),
        r"line 8, key stickers.1.name: '../labels' cannot name a file or folder. 'labels' would do",
    ),
    "a NUL in a name": (GOOD.replace('"labels"', r'"la\u0000bels"'), r"line 8.*'labels' would do"),
    "an empty name": (GOOD.replace('"labels"', '""'), r"line 8.*'' cannot name a file"),
    "the manifest's name": (GOOD.replace('"labels"', '"Manifest"'), r"line 8.*list of files"),
    "link and text": (
        GOOD + 'link = "x"\n',
        r"line 7, key stickers.1: give link or text, not both",
    ),
    "a code that says nothing": (
        SHOP + '[[codes]]\nname = "x"\n',
        r"line 6, key codes.1: a code says a text, or a kind of link",
    ),
    "copies without a sheet": (
        SHOP + CODES + "copies = 2\n",
        r"line 7, key codes.1: copies counts labels of a sheet. Say which: stock",
    ),
    "formats on a sheet": (GOOD + 'formats = ["png"]\n', r"on a label sheet all are in one PDF"),
    "unknown words about a table": (
        GOOD.replace('"rows.csv"', '{ path = "rows.csv" }'),
        r"line 10, key stickers.1.rows: rows is a path, or a table .* file, encoding, delimiter",
    ),
    "a table that is a number": (
        GOOD.replace('"rows.csv"', "7"),
        r"line 10.*type int are no table",
    ),
    # the shop
    "a phone that is too short": (
        GOOD.replace("98765-4321", "9876"),
        r"line 3, key business.phone: phone='\(11\) 9876' .*number in Brazil",
    ),
    "a phone with letters": (GOOD.replace("98765", "98O65"), r"line 3, key business.phone: "),
    "an unknown country": (
        GOOD.replace('"BR"', '"Brazl"'),
        r"line 4, key business.country: .*Did you mean 'Brazil'|line 4.*BR",
    ),
    "an unknown language": (GOOD.replace("pt_BR", "xx_YY"), r"line 5, key business.language: "),
    "an empty shop name": (
        GOOD.replace('"Padaria Sol"', '"  "'),
        r"line 2, key business.name: name='  ' is empty",
    ),
    "a colour that is none": (
        GOOD.replace("language", 'colors = ["red"]\nlanguage'),
        r"line 5, key business.colors: .*'red' is not a colour. Write it as in '#0F4C5C'",
    ),
    "colours that cannot be read": (
        GOOD.replace(
            "language", 'colors = { primary = "#FFFFFF", on_primary = "#FFFF00" }\nlanguage'
        ),
        r"line 5, key business.colors: .*contrast of 1.1:1; text needs 3:1",
    ),
    "a logo that is not there": (
        GOOD.replace("language", 'logo = "rwos.csv"\nlanguage'),
        r"line 5, key business.logo: .*there is no such file. Did you mean 'rows.csv'\?",
    ),
    "a logo that is no picture": (
        GOOD.replace("language", 'logo = "rows.csv"\nlanguage'),
        r"rows.csv is no picture of a known format \(PNG, JPEG",
    ),
    # what it names
    "an unknown design": (
        GOOD.replace("chat-with-us", "chat-with-u"),
        r"line 9, key stickers.1.design: .*called 'chat-with-u'. Did you mean 'chat-with-us'\?",
    ),
    "a design file that is not there": (
        GOOD.replace("chat-with-us", "mine.toml"),
        r"line 9, key stickers.1.design: there is no design file mine.toml",
    ),
    "a design file that is none": (
        GOOD.replace("chat-with-us", "campaign.toml"),
        r"campaign.toml, line 1, key business: there is no key 'business' here",
    ),
    "a design that needs a fact": (
        GOOD.replace("chat-with-us", "table-number"),
        r"line 7, key stickers.1: design 'table-number' needs the fact 'table'",
    ),
    "an unknown fact": (
        GOOD + 'facts = { colour = "{{ nmae }}" }\n',
        r"'nmae', which is no column",
    ),
    "an unknown sheet": (
        GOOD.replace("L7160", "L7l60"),
        r"line 13, key stickers.1.stock: no label sheet called 'Avery L7l60'. Did you mean 'Avery",
    ),
    "a sheet that is a number": (
        GOOD.replace('"Avery L7160"', "7160"),
        r"line 13, key stickers.1.stock: stock=7160 is no label sheet",
    ),
    "a sheet half measured": (
        GOOD.replace('"Avery L7160"', '{ page = "A4", label = [60, 40] }'),
        r"line 13, key stickers.1.stock: a label sheet of its own needs grid, margin, in mm",
    ),
    "a sheet with an unknown measure": (
        GOOD.replace('"Avery L7160"', "{ labels = [60, 40] }"),
        r"line 13, key stickers.1.stock: a label sheet has no 'labels'. Did you mean 'label'",
    ),
    "a sheet wider than its page": (
        GOOD.replace(
            '"Avery L7160"', '{ page = "A4", label = [80, 40], grid = [3, 7], margin = [9, 5] }'
        ),
        r"line 13, key stickers.1.stock: .*stick out of the page by 39 mm at the right",
    ),
    "a start beyond the sheet": (
        GOOD + "start = 22\n",
        r"line 14, key stickers.1.start: start=22 is no position on Avery L7160: .* from 1 to 21",
    ),
    "a skip beyond the sheet": (GOOD + "skip = [3, 99]\n", r"line 14.*skip=99 is no position"),
    "no label left": (GOOD + "start = 21\nskip = [21]\n", r"leave no label free.*new sheet"),
    "a label no layout suits": (
        GOOD.replace("Avery L7160", "Herma 4385"),
        r"line 13, key stickers.1.stock: design 'chat-with-us' has no layout for a label of",
    ),
    "an unknown language of a sticker": (
        GOOD + 'language = "klingon"\n',
        r"line 14, key stickers.1.language: ",
    ),
    "an unknown kind": (
        SHOP + WIFI.replace('kind = "wifi"', 'kind = "wify"'),
        r"line 9, key codes.1.kind: no kind of code called 'wify'. Did you mean 'wifi'\?",
    ),
    "an unknown field": (
        SHOP + WIFI.replace("ssid", "sid"),
        r"line 9, key codes.1.kind: a wifi code has no field 'sid'. Did you mean 'ssid'\?",
    ),
    "a missing field": (
        SHOP + WIFI.replace('ssid = "Sol"', 'password = "x"'),
        r"line 9, key codes.1.kind: a wifi code needs ssid",
    ),
    # its tables
    "a table that is not there": (
        GOOD.replace("rows.csv", "row.csv"),
        r"line 10, key stickers.1.rows: there is no file 'row.csv'. Did you mean 'rows.csv'\?",
    ),
    "a folder for a table": (GOOD.replace("rows.csv", "."), r"line 10.*is a folder. Give the path"),
    "a file that is no table": (
        GOOD.replace("rows.csv", "campaign.toml"),
        r"line 10.*not a table by its name.*\.csv",
    ),
    "an unknown encoding": (
        GOOD.replace('"rows.csv"', '{ file = "rows.csv", encoding = "latin-99" }'),
        r"line 10.*encoding='latin-99' is not known",
    ),
    "a NUL in a path": (GOOD.replace("rows.csv", r"ro\u0000ws.csv"), r"line 10.*there is no file"),
    # its texts
    "a column that is not there": (
        GOOD.replace("Oi, {{ name }}", "Oi, {{ nome }}"),
        r"line 11, key stickers.1.text: text speaks of 'nome', which is no column of rows.csv. "
        r"Did you mean 'name'\?",
    ),
    "a template that is not closed": (
        GOOD.replace("Oi, {{ name }}", "Oi, {{ name"),
        r"line 11, key stickers.1.text: text",
    ),
    "an unknown filter": (
        GOOD.replace("Oi, {{ name }}", "{{ name | shout }}"),
        r"line 11.*'shout'",
    ),
    "a way out of the sandbox": (
        GOOD.replace("Oi, {{ name }}", "{{ name.__class__.__mro__ }}"),
        r"rows.csv, line 2, row 1: .*__class__|line 11.*__class__",
    ),
    "another way out": (
        GOOD.replace("Oi, {{ name }}", "{{ ''.join.__globals__ }}"),
        r"__globals__|line 11",
    ),
    "a file read from a template": (
        GOOD.replace("Oi, {{ name }}", "{% include '/etc/passwd' %}"),
        r"rows.csv, line 2, row 1: text: there is no template '/etc/passwd'",
    ),
    "an endless loop": (
        GOOD.replace(
            "Oi, {{ name }}",
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        ),
        r"row 1: .*|line 11.*",
    ),
    "a huge text": (GOOD.replace("Oi, {{ name }}", "{{ 'x' * 10 ** 9 }}"), r"row 1: .*|line 11.*"),
}


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_wrong_campaign_file_is_answered_with_its_place(case):
    text, said = WRONG_FILES[case]
    Path("campaign.toml").write_text(text, encoding="utf-8")

    words = complaint("build", "campaign.toml", "-o", "out", status=1)
    assert re.search(said, words.replace("\n", " ")), words


def test_a_campaign_file_that_is_not_there():
    words = complaint("build", "campain.toml", "-o", "out", status=2)
    assert "no campaign file campain.toml. Did you mean 'campaign.toml'?" in words


def test_a_folder_for_a_campaign_file():
    assert "cannot be read: Is a directory" in complaint("build", ".", "-o", "out", status=2)


def test_a_campaign_file_in_latin_1():
    Path("campaign.toml").write_bytes(GOOD.replace("Sol", "São").encode("latin-1"))

    words = complaint("build", "campaign.toml", "-o", "out", status=2)
    assert "campaign.toml, line 2, is not UTF-8 text. Save it as UTF-8." in words


# -- tables --------------------------------------------------------------------------------------

WRONG_TABLES = {
    "empty": (b"", r"rows.csv is empty. Its first line must name the columns"),
    "a header and no rows": (b"name,price\n", r"rows.csv has a header and no rows"),
    "a column twice": (b"name,name\na,b\n", r"two columns called name. Rename one"),
    "two delimiters": (b"name,a;price\nx,b;y\n", r"comma .* and semicolon .* would both do"),
    "latin-1": (
        "name,price\nJosé,1\n".encode("latin-1"),
        r"line 2, byte 4: 0xE9 is not UTF-8. .*'José,1'.*save the file as 'CSV UTF-8'",
    ),
    "NUL bytes": (b"name,price\nA\0B,1\n", r"has NUL bytes in it.*Save it anew"),
    "a spreadsheet under another name": (b"PK\x03\x04....", r"Rename it to end in .xlsx"),
}


@pytest.mark.parametrize("case", WRONG_TABLES)
def test_a_wrong_table_is_answered_with_its_place(case):
    data, said = WRONG_TABLES[case]
    Path("rows.csv").write_bytes(data)

    words = complaint("build", "campaign.toml", "-o", "out", status=1)
    assert "campaign.toml, line 10, key stickers.1.rows: " in words or "rows.csv" in words
    assert re.search(said, words), words


def test_a_spreadsheet_that_is_none():
    Path("rows.xlsx").write_bytes(b"not a spreadsheet")
    Path("campaign.toml").write_text(GOOD.replace("rows.csv", "rows.xlsx"), encoding="utf-8")

    words = complaint("build", "campaign.toml", "-o", "out", status=1)
    assert re.search(r"line 10, key stickers.1.rows: rows.xlsx .*", words), words


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_fault(encoding):
    Path("rows.csv").write_text(ROWS, encoding=encoding)

    result = CliRunner().invoke(cli, ["build", "campaign.toml", "-o", "out", "--no-check"])
    assert result.exit_code == 0, result.output


# -- rows: each is told, the rest is made --------------------------------------------------------

BAD_ROWS = {
    "ten thousand characters": ("x" * 10_000, r"row 2: .*(characters|bytes).*[Ss]horten"),
    "too few cells": ("Ana\nBia", r"row 2: this row has 1 cells; the header has 2"),
    "too many cells": (
        "a,b,c",
        r"row 2: this row has 3 cells; the header has 2. Put text .* quotes",
    ),
    "a letter no font has": (
        "a\u0378",
        r"row 2: No installed font has the character U\+0378.*give a",
    ),
    "a word too long for its box": ("Mm" * 60, r"row 2: .*(fit|wide|shorten|Shorten)"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_told_and_the_others_are_made(case):
    cell, said = BAD_ROWS[case]
    row = cell if "," in cell or "\n" in cell else f"{cell},2"
    Path("rows.csv").write_text(f"name,price\nAna,1\n{row}\nCid,3\n", encoding="utf-8")

    result = CliRunner().invoke(cli, ["build", "campaign.toml", "-o", "out", "--no-check"])
    assert result.exit_code == 1, result.output
    assert re.search(said, result.stderr), result.stderr
    assert Path("out/labels.pdf").read_bytes().endswith(b"%%EOF\n")
    assert not [name for name in listing() if name.endswith(".part")]


def test_control_signs_in_a_title_print_nothing(shop):
    label = ck.sticker("chat-with-us", shop, title="A\x07\x1bna\u202e")

    assert label.png(dpi=60) == ck.sticker("chat-with-us", shop, title="Ana").png(dpi=60)


def test_an_empty_text_of_a_code_is_a_bad_row():
    Path("campaign.toml").write_text(SHOP + CODES, encoding="utf-8")
    Path("rows.csv").write_text("name,price\nAna,1\n,2\n", encoding="utf-8")

    result = CliRunner().invoke(cli, ["build", "campaign.toml", "-o", "out", "--no-check"])
    assert result.exit_code == 1
    assert re.search(r"rows.csv, line 3, row 2: .*empty", result.stderr), result.stderr
    assert listing()[-2:] == ["out/manifest.csv", "rows.csv"] or "out/codes/0001.pdf" in listing()


def test_names_of_files_made_from_a_table_stay_in_the_folder():
    Path("campaign.toml").write_text(
        SHOP + CODES + 'file = "{{ name }}"\nformats = ["svg"]\n', encoding="utf-8"
    )
    names = ["../../etc/passwd", "/root/x", "..", "CON", "a\\b", "\u202egpj.exe", "x" * 400]
    Path("rows.csv").write_text(
        "name,n\n" + "".join(f"{name},1\n" for name in names), encoding="utf-8"
    )

    result = CliRunner().invoke(cli, ["build", "campaign.toml", "-o", "out"])
    assert result.exit_code == 0, result.output
    made = {path.name for path in Path("out/codes").iterdir()}
    assert made == {
        *("etc-passwd.svg", "root-x.svg", "0003.svg", "_CON.svg", "a-b.svg", "gpj.exe.svg"),
        f"{'x' * 150}.svg",
    }


# -- where it is to go ---------------------------------------------------------------------------


def test_a_file_for_an_out_folder():
    words = complaint("build", "campaign.toml", "-o", "rows.csv", status=2)
    assert re.search(r"rows.csv (cannot be written: File exists|is a file, not a folder)", words)


def test_a_folder_below_a_file():
    words = complaint("build", "campaign.toml", "-o", "rows.csv/out", status=2)
    assert "rows.csv/out cannot be written" in words


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc: nowhere root cannot write")
def test_a_folder_that_cannot_be_written():
    words = complaint("build", "campaign.toml", "-o", "/proc/out", status=2)
    assert "/proc/out cannot be written" in words


def test_a_place_no_package_can_write():
    words = complaint("build", "campaign.toml", "-o", "nosuch://bucket/out", status=2)
    assert re.search(r"nosuch://.*Or give a folder", words), words


def test_the_campaigns_own_table_is_not_overwritten():
    links = '\n[[links]]\nname = "rows"\nkind = "chat"\nrows = "rows.csv"\n'
    Path("campaign.toml").write_text(SHOP + links, encoding="utf-8")

    result = CliRunner().invoke(cli, ["build", "campaign.toml", "-o", "."])
    assert result.exit_code == 1
    assert "is a file that the campaign reads; it would be lost" in result.stderr
    assert Path("rows.csv").read_text(encoding="utf-8") == ROWS


# -- the other commands --------------------------------------------------------------------------

WRONG_COMMANDS = {
    "qr into no folder": (
        ["qr", "Oi", "-o", "no/x.png"],
        r"folder no does not exist; make it first",
    ),
    "qr into a folder": (["qr", "Oi", "-o", "dir.png"], r"dir.png is a folder"),
    "qr of another kind of file": (
        ["qr", "Oi", "-o", "x.bmp"],
        r"ends with .pdf, .png, .svg, .*'.bmp'",
    ),
    "qr without an ending": (["qr", "Oi", "-o", "x"], r"ends with .pdf, .png, .svg, .*''"),
    "qr with a NUL in its path": (["qr", "Oi", "-o", "a\0b.png"], r"cannot be written|NUL"),
    "qr of nothing": (["qr", "", "-o", "x.png"], r"empty"),
    "qr of too much": (["qr", "é" * 3000, "-o", "x.png"], r"bytes.*do not fit|Shorten"),
    "qr at an unknown level": (["qr", "Oi", "-o", "x.png", "--level", "Z"], r"'Z' is not one of"),
    "qr of a negative size": (["qr", "Oi", "-o", "x.png", "--size-mm", "-5"], r"-5.*"),
    "qr of a size that is none": (["qr", "Oi", "-o", "x.png", "--size-mm", "nan"], r"nan"),
    "qr too small": (
        ["qr", "Oi", "-o", "x.png", "--size-mm", "5"],
        r"below the smallest safe 0.33",
    ),
    "qr too large": (["qr", "Oi", "-o", "x.pdf", "--size-mm", "1e9"], r"5000|large|pixels"),
    "qr without quotes": (["qr", "Oi", "tudo", "bem", "-o", "x.png"], r"Put a text in quotes"),
    "qr of an unknown kind": (["qr", "wify", "ssid=Sol", "-o", "x.png"], r"Did you mean 'wifi'\?"),
    "qr of an unknown field": (["qr", "wifi", "sid=Sol", "-o", "x.png"], r"Did you mean 'ssid'\?"),
    "qr of a field twice": (["qr", "tel", "phone=1", "phone=2", "-o", "x.png"], r"given twice"),
    "qr of a loose word": (
        ["qr", "tel", "Oi", "-o", "x.png"],
        r"'Oi' is no field. Write fields as",
    ),
    "qr of a bad phone": (["qr", "chat", "phone=0712", "-o", "x.png"], r"phone='0712'"),
    "qr of a missing field": (
        ["qr", "product", "phone=+5511987654321", "-o", "x.png"],
        r"needs product",
    ),
    "qr neither yes nor no": (
        ["qr", "wifi", "ssid=a", "hidden=oui", "-o", "x.png"],
        r"neither yes nor",
    ),
    "qr of a place nowhere": (
        ["qr", "geo", "latitude=99", "longitude=0", "-o", "x.svg"],
        r"-90 and 90",
    ),
    "check of nothing": (["check", "row.csv"], r"no file 'row.csv'. Did you mean 'rows.csv'\?"),
    "check of a folder": (["check", "dir.png"], r"dir.png is a folder"),
    "check of no picture": (["check", "rows.csv"], r"rows.csv is no picture of a known format"),
    "check of a broken PDF": (["check", "broken.pdf"], r"broken.pdf.* is no PDF, or it is damaged"),
    "check of a broken picture": (["check", "broken.png"], r"broken.png is damaged|no picture"),
    "check of an SVG": (["check", "code.svg"], r"is an SVG, not a picture. Save it as PNG"),
    "check from nowhere": (["check", "rows.csv", "--distance-mm", "-1"], r"is no distance"),
    "check from a word": (["check", "rows.csv", "--distance-mm", "far"], r"not a valid float"),
    "check of a NUL": (["check", "a\0b"], r"cannot be read|no file"),
    "init over a file": (["init", "rows.csv"], r"rows.csv"),
    "init over files": (["init", "dir.png"], r"dir.png is not empty"),
    "stocks of no page": (["stocks", "--page", "A9"], r"no page called 'A9'"),
    "stocks of no vendor": (["stocks", "--vendor", "Averi"], r"Did you mean 'Avery'"),
    "stocks of no shape": (["stocks", "--shape", "oval"], r"'oval' is not one of"),
    "stocks of a word": (["stocks", "--width", "wide"], r"'wide' is not a valid float"),
}


@pytest.mark.parametrize("case", WRONG_COMMANDS)
def test_a_wrong_command_is_answered_in_words(case):
    Path("dir.png").mkdir()
    Path("dir.png/file").touch()
    Path("broken.pdf").write_bytes(b"%PDF-1.5\nnothing")
    Path("broken.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    Path("code.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    words, said = WRONG_COMMANDS[case]

    complained = complaint(*words, status=2)
    assert re.search(said, complained), complained


# -- Python --------------------------------------------------------------------------------------


def test_everything_wrong_with_a_shop_is_told_at_once():
    with pytest.raises(ck.BadInput) as caught:
        ck.Business("", phone="12", country="BR", language="xx_YY", colors="red", logo="no.png")

    keys = [problem.where.key for problem in caught.value.problems]
    assert keys == ["phone", "name", "language", "colors", "logo"]


WRONG_CALLS = {
    "an unknown design": (
        lambda shop: ck.sticker("open-for-busines", shop),
        ck.NotFound,
        r"Did you mean 'open-for-business'",
    ),
    "no shop": (lambda shop: ck.sticker("chat-with-us", "Sol"), ck.BadInput, r"not a Business"),
    "an unknown fact": (
        lambda shop: ck.sticker("chat-with-us", shop, titel="x"),
        ck.BadInput,
        r"no fact 'titel'. Did you mean 'title'",
    ),
    "a needed fact": (
        lambda shop: ck.sticker("table-number", shop),
        ck.BadInput,
        r"Give it as table=",
    ),
    "link and text": (
        lambda shop: ck.sticker("chat-with-us", shop, link="a", text="b"),
        ck.BadInput,
        r"give link= or text=, not both",
    ),
    "an unknown level": (
        lambda shop: ck.sticker("chat-with-us", shop, level="m"),
        ck.BadInput,
        r"L, M, Q or H",
    ),
    "a negative size": (
        lambda shop: ck.sticker("chat-with-us", shop, size_mm=(-1, 5)),
        ck.BadInput,
        r"above 0 and at most 5000",
    ),
    "an unknown sheet": (
        lambda shop: ck.sheet(ck.qr_code("x"), stock="Aevry L7160"),
        ck.NotFound,
        r"Did you mean 'Avery L7160'",
    ),
    "nothing to print": (
        lambda shop: ck.sheet([], stock="Avery L7160").save("x.pdf"),
        ck.BadInput,
        r"no sticker to print",
    ),
    "a text to print": (
        lambda shop: ck.sheet("x", stock="Avery L7160"),
        ck.BadInput,
        r"nothing to print. Give a sticker",
    ),
    "a page that is not there": (
        lambda shop: ck.sheet(ck.qr_code("x"), stock="Avery L7160").page(2),
        ck.BadInput,
        r"no page 2: the sheet has 1",
    ),
    "no copies": (
        lambda shop: ck.sheet(ck.qr_code("x"), stock="Avery L7160", copies=0),
        ck.BadInput,
        r"copies=0 is not a whole number from 1",
    ),
    "rows of a number": (
        lambda shop: ck.stickers("chat-with-us", shop, 5),
        ck.BadInput,
        r"rows of type int are no table",
    ),
    "rows that are no rows": (
        lambda shop: list(ck.stickers("chat-with-us", shop, ["a"])),
        ck.BadInput,
        r"list, row 1: this row is a str, not a dict",
    ),
    "labels that overlap": (
        lambda shop: ck.Stock(
            name="x", page=(210, 297), label=(60, 40), grid=(3, 7), margin=(9, 5), gap=(-3, 0)
        ),
        ck.BadInput,
        r"labels overlap by 3 mm",
    ),
    "no text": (lambda shop: ck.qr_code(""), ck.BadInput, r"empty"),
    "no text at all": (lambda shop: ck.qr_code(None), ck.BadInput, r"text"),
    "an unknown style": (
        lambda shop: ck.qr_code("x", style="dot"),
        ck.BadInput,
        r"no style called 'dot'. Did you mean 'dots'",
    ),
    "a style like none": (
        lambda shop: ck.qr_code("x", style="wavy"),
        ck.BadInput,
        r"There are: square, dots, rounded",
    ),
    "a colour that is none": (
        lambda shop: ck.qr_code("x", dark="black"),
        ck.BadInput,
        r"dark='black' is not a colour. Write it as in '#0F4C5C'",
    ),
    "a logo that is not there": (
        lambda shop: ck.qr_code("https://wa.me/5511987654321", logo="rows.png"),
        ck.NotFound,
        r"no picture 'rows.png'. Did you mean 'rows.csv'",
    ),
    "a logo that is no picture": (
        lambda shop: ck.qr_code("https://wa.me/5511987654321", logo="rows.csv"),
        ck.BadInput,
        r"rows.csv is no picture of a known format",
    ),
    "a logo without a path": (
        lambda shop: ck.qr_code("https://wa.me/5511987654321", logo=""),
        ck.BadInput,
        r"logo='' is not the path of a picture",
    ),
    "half an emoji": (lambda shop: ck.chat_link(shop, "a\ud83d"), ck.BadInput, r"half a character"),
    "half an emoji in a code": (lambda shop: ck.qr_code("a\ud83d"), ck.BadInput, r"half|U\+D83D"),
    "a link too long": (lambda shop: ck.chat_link(shop, "x" * 9000), ck.TooBig, r"8,000"),
    "no number": (lambda shop: ck.chat_link("Ana", "Oi"), ck.BadInput, r"phone='Ana'"),
    "a link of no kind": (
        lambda shop: ck.parse_link("http://x.y"),
        ck.BadInput,
        r"no link of a known",
    ),
    "into no folder": (
        lambda shop: ck.qr_code("x").save("no/x.png"),
        ck.BadInput,
        r"make it first",
    ),
    "into a text stream": (
        lambda shop: ck.qr_code("x").save(io.StringIO()),
        ck.BadInput,
        r"Open it with mode 'wb'",
    ),
    "a campaign of no shop": (
        lambda shop: ck.Campaign("Sol"),
        ck.BadInput,
        r"no Business",
    ),
    "a campaign of nothing": (
        ck.Campaign,
        ck.BadInput,
        r"nothing is to be",
    ),
    "a campaign of a path's wrong type": (lambda shop: ck.campaign(7), ck.CampaignError, r"7"),
    "a check that is none": (
        lambda shop: ck.campaign("campaign.toml").build("out", check="some"),
        ck.BadInput,
        r"neither True nor False",
    ),
    "a reprint of nothing": (
        lambda shop: ck.campaign("campaign.toml").reprint("labels", rows=[]),
        ck.BadInput,
        r"give the numbers of rows, from 1",
    ),
    "a reprint of no asset": (
        lambda shop: ck.campaign("campaign.toml").reprint("label", rows=[1]),
        ck.NotFound,
        r"Did you mean 'labels'",
    ),
    "a diff with a name too long": (
        lambda shop: ck.campaign("campaign.toml").diff("x" * 300),
        ck.BadInput,
        r"a name in it is too long \(300 characters\)",
    ),
    "a campaign saved to a number": (
        lambda shop: ck.campaign("campaign.toml").save(5),
        ck.BadInput,
        r"5 is no path. Give one such as 'campaign.toml'",
    ),
    "columns of a catalog that are a text": (
        lambda shop: ck.catalog([{"title": "Pão", "price": "1"}], shop, columns="title"),
        ck.BadInput,
        r"columns='title' is no mapping",
    ),
    "a diff with a foreign manifest": (
        lambda shop: ck.campaign("campaign.toml").diff("foreign"),
        ck.BadInput,
        r"is no manifest of a build",
    ),
}


@pytest.mark.parametrize("case", WRONG_CALLS)
def test_a_wrong_call_is_answered_in_words(case, shop):
    Path("foreign").mkdir()
    Path("foreign/manifest.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    before = listing()
    call, kind, said = WRONG_CALLS[case]

    with pytest.raises(kind, match=said):
        call(shop)
    assert listing() == before


def test_stickers_from_an_iterator_are_printed_once_and_the_second_time_says_why(shop):
    labels = ck.stickers("chat-with-us", shop, ({"title": name} for name in "ab"))
    sheet = ck.sheet(labels, stock="Avery L7160")
    sheet.save("once.pdf", check=False)

    with pytest.raises(ck.BadInput, match=r"can be read once, and was. Give a list"):
        sheet.save("twice.pdf", check=False)
    assert listing() == ["campaign.toml", "once.pdf", "rows.csv"]


def test_a_campaign_of_rows_that_can_be_read_once_says_so_the_second_time(shop):
    rows = ({"name": name} for name in "ab")
    made = ck.Campaign(shop, codes=[{"name": "c", "text": "{{ name }}", "rows": rows}])
    made.build("one", check="none")

    built = made.build("two", check="none")
    assert "can be read once, and was" in str(built.problems)
    assert listing() == [
        *(
            "campaign.toml",
            "one",
            "one/.built.json",
            "one/c",
            "one/c/0001.pdf",
            "one/c/0002.pdf",
            "one/manifest.csv",
        ),
        *("rows.csv", "two", "two/manifest.csv", "two/problems.csv"),
    ]


def test_a_worker_that_dies_is_told_and_leaves_nothing(shop):
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1) as executor:
        executor.submit(os._exit, 1).exception()
        codes = [{"name": "c", "text": "Oi"}]
        built = ck.Campaign(shop, codes=codes).build("out", executor=executor)

    assert "a worker of the executor died" in str(built.problems)
    assert listing() == [
        *("campaign.toml", "out", "out/manifest.csv", "out/problems.csv", "rows.csv")
    ]


NONSENSE = [
    *(None, b"x", b"\xff", float("nan"), float("inf"), -1, 10**400, True, {1}, {"a": 1}, [], [1]),
    *(1j, object(), int, range(3), np.array([1, 2]), np.float32(2), Decimal("sNaN"), Path("/x")),
    *("", " ", "\x00", "\n", "\ud800", "\ufffe", "\u202eabc", "😀" * 50, "x" * 10_000, "{{", "/"),
]
LABEL_SHEET = {"page": (210, 297), "label": (50, 50), "grid": (2, 2), "margin": (1, 1)}
ASKED = {
    "name": lambda it, _: ck.Business(it, phone="(11) 98765-4321", country="BR"),
    "phone": lambda it, _: ck.Business("Sol", phone=it, country="BR"),
    "country": lambda it, _: ck.Business("Sol", phone="(11) 98765-4321", country=it),
    "logo": lambda it, _: ck.Business("Sol", phone="(11) 98765-4321", country="BR", logo=it),
    "colors": lambda it, _: ck.Business("Sol", phone="(11) 98765-4321", country="BR", colors=it),
    "chat": lambda it, _: ck.chat_link(it),
    "chat text": lambda it, shop: ck.chat_link(shop, it),
    "wifi password": lambda it, _: ck.wifi("Sol", it),
    "a link": lambda it, _: ck.parse_link(it),
    "a payment": lambda it, _: ck.parse_payment(it),
    "amount": lambda it, _: ck.upi(address="a@ybl", name="Sol", amount=it),
    "code": lambda it, _: ck.qr_code(it),
    "level": lambda it, _: ck.qr_code("x", level=it),
    "code size": lambda it, _: ck.qr_code("x", size_mm=it),
    "code style": lambda it, _: ck.qr_code("x", style=it),
    "code colour": lambda it, _: ck.qr_code("x", dark=it),
    "code logo": lambda it, _: ck.qr_code("https://wa.me/5511987654321", logo=it),
    "message": ck.message,
    "message shop": lambda it, _: ck.message("order-ready", it),
    "message facts": lambda it, shop: ck.message("order-ready", shop, facts=it),
    "design": ck.sticker,
    "sticker shop": lambda it, _: ck.sticker("chat-with-us", it),
    "sticker link": lambda it, shop: ck.sticker("chat-with-us", shop, link=it),
    "sticker size": lambda it, shop: ck.sticker("chat-with-us", shop, size_mm=it),
    "sticker level": lambda it, shop: ck.sticker("chat-with-us", shop, level=it),
    "sticker language": lambda it, shop: ck.sticker("chat-with-us", shop, language=it),
    "stickers language": lambda it, shop: list(
        ck.stickers("chat-with-us", shop, [{"n": 1}], language=it)
    ),
    "stickers level": lambda it, shop: list(
        ck.stickers("chat-with-us", shop, [{"n": 1}], level=it)
    ),
    "messages language": lambda it, shop: list(
        ck.messages([{"n": 1}], shop, text="Oi", language=it)
    ),
    "catalog columns": lambda it, shop: ck.catalog([{"title": "Pão"}], shop, columns=it),
    "diff": lambda it, _: ck.campaign("campaign.toml").diff(it),
    "saved": lambda it, _: str(it) == "/x" or ck.campaign("campaign.toml").save(it),
    "font": lambda it, shop: str(it) == "/" or ck.sticker("chat-with-us", shop, font=it),
    "rows": lambda it, shop: list(ck.stickers("chat-with-us", shop, it)),
    "a row": lambda it, shop: list(ck.stickers("chat-with-us", shop, [it])),
    "sheet": lambda it, _: ck.sheet(it, stock="Avery L7160").page(1),
    "sheet stock": lambda it, shop: ck.sheet(ck.sticker("chat-with-us", shop), stock=it),
    "margin": lambda it, _: ck.Stock(name="x", source="x", **{**LABEL_SHEET, "margin": (it, 1)}),
    "campaign": lambda it, _: ck.campaign(it),
    "check": lambda it, _: ck.check(it),
    "distance": lambda it, _: ck.check("none.pdf", distance_mm=it),
    "stocks": lambda it, _: ck.stocks(it),
    "width": lambda it, _: ck.stocks(width=it),
    "vendor": lambda it, _: ck.stocks(vendor=it),
    "boost": lambda it, _: ck.qr_code("x", boost=it),
    "copies": lambda it, _: ck.sheet(ck.qr_code("x"), stock="Avery L7160", copies=it),
    "a row's copies": lambda it, shop: list(
        ck.stickers("chat-with-us", shop, [{"n": it}], copies="{{ n }}")
    ),
    "pack": ck.sticker_pack,
    "pack shop": lambda it, _: ck.sticker_pack("open-for-business", it),
    "item": lambda it, _: ck.OrderItem(it, it, it),
    "order": lambda it, _: ck.Order("A-1", [{"name": "x", "amount": it}], tax=it, currency=it),
    "rates": lambda it, _: ck.Rates.read([{"market": it, "currency": it, "marketing": it}]),
    "rates table": lambda it, _: ck.Rates.read(it),
    "quiet hours": lambda it, _: ck.QuietHours.of(it),
    "reply buttons": lambda it, _: ck.InteractiveMessage.buttons("Oi", it),
    "a reply button": lambda it, _: ck.InteractiveMessage.buttons("Oi", [it]),
    "products": lambda it, _: ck.InteractiveMessage.products("Oi", [it], catalog_id="1"),
    "catalog cells": lambda it, shop: ck.catalog([{"title": it, "price": it}], shop).problems(),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_nonsense_of_any_type_is_answered_in_our_words(ask, shop):
    for nonsense in NONSENSE:
        try:
            ask(nonsense, shop)
        except ck.CampaignError as err:
            assert 10 < len(str(err)) < 2000
