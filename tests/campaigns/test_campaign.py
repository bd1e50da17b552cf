"""A campaign file becomes files and a manifest; what is wrong is told, all of it, with its line."""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import campaignkit as ck
from campaignkit.assets.sticker import notes_of
from campaignkit.rows import read

SHOP = """\
[business]
name = "Padaria Sol"
phone = "(11) 98765-4321"
country = "BR"
language = "pt_BR"
"""
MARKETS = """
[[stickers]]
name = "markets"
design = "chat-with-us"
rows = "markets.csv"
text = "Oi! Estou na feira {{ market }}"
title = "{{ market }}"
stock = "Avery L7160"
"""
CARDS = """
[[stickers]]
name = "cards"
design = "chat-with-us"
rows = "markets.csv"
file = "{{ market }}"
size_mm = [85, 55]
formats = ["pdf", "png", "svg"]
"""
WIFI = """
[[codes]]
name = "wifi"
kind = "wifi"
fields = { ssid = "Padaria Sol", password = "paoquente" }
formats = ["svg"]
"""
LINKS = """
[[links]]
name = "links"
kind = "chat"
rows = "markets.csv"
fields = { text = "Oi, {{ market }}!" }
"""
TABLE = "market,district\nVila Formosa,Leste\nConcórdia,\nSé,Centro\n"


@pytest.fixture
def desk(tmp_path):
    """A folder with a table of three markets."""
    (tmp_path / "markets.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def shop():
    return ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def written(desk, *parts):
    path = desk / "campaign.toml"
    path.write_text(SHOP + "".join(parts), encoding="utf-8")
    return path


def campaign(desk, *parts):
    return ck.campaign(written(desk, *parts))


def manifest(folder):
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder):
    """Return the bytes of every file below a folder, by its path in it."""
    below = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in below}


# -- what is made --------------------------------------------------------------------------------


def test_a_table_and_a_stock_become_one_sheet_and_a_line_for_each_label(desk):
    built = campaign(desk, MARKETS).build(desk / "out")

    lines = manifest(desk / "out")
    assert built
    assert built.files == ("markets.pdf",)
    assert [(line["row"], line["page"], line["position"]) for line in lines] == [
        ("1", "1", "1"),
        ("2", "1", "2"),
        ("3", "1", "3"),
    ]
    assert {line["status"] for line in lines} == {"ok"}
    assert lines[1]["payload"] == ck.chat_link("+5511987654321", "Oi! Estou na feira Concórdia")


def test_the_columns_of_the_manifest_are_those_its_docstring_names(desk):
    from campaignkit.manifests import manifest as module

    campaign(desk, WIFI).build(desk / "out")
    head = (desk / "out/manifest.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    documented = re.findall(r"^\| ([a-z0-9_, ]+) \|", module.__doc__, re.MULTILINE)[1:]
    assert head == ", ".join(documented).split(", ")


def test_a_sample_of_the_codes_has_its_grade_in_the_manifest(desk):
    campaign(desk, MARKETS, CARDS).build(desk / "out")
    lines = manifest(desk / "out")
    graded = {(line["asset"], line["row"], line["grade"]) for line in lines if line["grade"]}

    assert {(asset, row) for asset, row, _ in graded} == {("markets", "1"), ("cards", "1")}
    assert {grade for *_, grade in graded} == {"A"}


def test_every_file_in_the_manifest_is_there_with_its_hash(desk):
    campaign(desk, MARKETS, CARDS, WIFI, LINKS).build(desk / "out")

    made = files(desk / "out")
    del made["manifest.csv"], made[".built.json"]
    named = {line["file"]: line["sha256"] for line in manifest(desk / "out")}
    assert named == {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}


def test_rows_without_a_stock_become_a_file_each_named_by_the_row(desk):
    built = campaign(desk, CARDS).build(desk / "out")

    assert built.files[:3] == tuple(f"cards/Vila Formosa.{end}" for end in ("pdf", "png", "svg"))
    assert len(built.files) == 9
    assert not ck.check(desk / "out/cards/Sé.pdf")


def test_rows_without_a_file_name_are_numbered(desk):
    built = campaign(desk, CARDS.replace('file = "{{ market }}"\n', "")).build(desk / "out")

    assert "cards/0003.png" in built.files


def test_files_of_the_same_name_get_a_number_whatever_their_case(desk, shop):
    rows = [{"n": "Sol"}, {"n": "SOL"}, {"n": "sol"}, {"n": "../sol"}]
    cards = {"name": "c", "text": "{{ n }}", "rows": rows, "file": "{{ n }}", "formats": ["svg"]}

    built = ck.Campaign(shop, codes=[cards]).build(desk / "out")
    assert built.files == ("c/Sol.svg", "c/SOL-2.svg", "c/sol-3.svg", "c/sol-4.svg")


def test_without_rows_there_is_one_file_and_the_shops_facts_fill_it(desk):
    single = (
        '[[codes]]\nname = "card"\ntext = "{{ shop }}, {{ phone }}"\nformats = ["svg", "png"]\n'
    )

    built = campaign(desk, single).build(desk / "out")
    assert built.files == ("card.svg", "card.png")
    assert manifest(desk / "out")[0]["payload"] == "Padaria Sol, (11) 98765-4321"
    assert manifest(desk / "out")[0]["row"] == ""


def test_links_become_a_table_that_spreadsheets_open(desk):
    campaign(desk, LINKS).build(desk / "out")

    assert (desk / "out/links.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(read(desk / "out/links.csv"))
    assert rows[1] == {
        "market": "Concórdia",
        "district": "",
        "link": "https://wa.me/5511987654321?text=Oi%2C%20Conc%C3%B3rdia%21",
    }


def test_a_local_phone_in_a_row_is_read_as_in_the_shops_country(desk, shop):
    sellers = {"name": "sellers", "kind": "chat", "fields": {"phone": "{{ phone_no }}"}}

    made = ck.Campaign(shop, links=[{**sellers, "rows": [{"phone_no": "11 91234-5678"}]}])
    made.build(desk / "out")
    assert "https://wa.me/5511912345678" in (desk / "out/sellers.csv").read_text(encoding="utf-8")


def test_a_payment_is_a_kind_of_code_and_the_shop_is_paid(desk, shop):
    fields = {"key": "sol@example.com", "city": "São Paulo", "amount": "{{ price }}"}
    bread = {"name": "bread", "kind": "pix", "fields": fields, "rows": [{"price": "12.50"}]}

    built = ck.Campaign(shop, codes=[bread]).build(desk / "out")
    (line,) = manifest(desk / "out")
    assert built
    assert line["payload"] == ck.pix(
        key="sol@example.com", name="Padaria Sol", city="São Paulo", amount="12.50"
    )


def test_copies_start_and_skip_place_the_labels(desk):
    sheet = MARKETS + "copies = 2\nstart = 20\nskip = [21]\n"

    campaign(desk, sheet).build(desk / "out", check="none")
    lines = manifest(desk / "out")
    places = [(line["page"], line["position"]) for line in lines]
    assert places == [("1", "20"), ("2", "1"), ("2", "2"), ("2", "3"), ("2", "4"), ("2", "5")]
    assert {line["status"] for line in lines} == {"unchecked"}


def test_a_table_can_be_told_what_it_is(desk):
    (desk / "old.txt").write_bytes("market;x\nSão João;1,5\n".encode("cp1252"))
    told = 'rows = { file = "old.txt", encoding = "cp1252", delimiter = ";" }'

    campaign(desk, LINKS.replace('rows = "markets.csv"', told)).build(desk / "out")
    assert "S%C3%A3o%20Jo%C3%A3o" in (desk / "out/links.csv").read_text(encoding="utf-8")


def test_a_label_sheet_that_nobody_knows_is_given_by_its_measures(desk):
    own = '{ page = "A4", label = [60, 40], grid = [3, 7], margin = [10, 5], gap = [5, 0] }'

    made = campaign(desk, MARKETS.replace('"Avery L7160"', own))
    (page,) = made.reprint("markets", rows=[1, 2, 3]).pages()
    assert [(placed.x, placed.y) for placed in page.placed] == [(10, 5), (75, 5), (140, 5)]


def test_a_merchants_own_design_lies_beside_the_campaign(desk):
    from campaignkit import resources

    own = resources.text("stickers", "chat-with-us", ".toml")
    (desk / "mine.toml").write_text(own, encoding="utf-8")

    built = campaign(desk, MARKETS.replace('"chat-with-us"', '"mine.toml"')).build(desk / "out")
    assert built.files == ("markets.pdf",)


# -- the same bytes ------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes_at_another_place_and_with_any_executor(desk):
    made = campaign(desk, MARKETS + "copies = 20\n", CARDS, WIFI, LINKS)

    made.build(desk / "a")
    with ThreadPoolExecutor(2) as threads:
        made.build(desk / "b", executor=threads)
    with ProcessPoolExecutor(2) as processes:
        made.build(desk / "deep/er", executor=processes)
    assert files(desk / "a") == files(desk / "b") == files(desk / "deep/er")


def test_a_build_into_memory_writes_the_same_files(desk):
    import fsspec

    made = campaign(desk, CARDS, LINKS)

    made.build(desk / "out")
    made.build("memory://campaign-out")
    memory = fsspec.filesystem("memory")
    there = {
        name.removeprefix("/campaign-out/"): memory.cat_file(name)
        for name in memory.find("/campaign-out")
    }
    assert there == files(desk / "out")


def test_building_again_replaces_the_files_and_leaves_others_alone(desk):
    (desk / "out").mkdir()
    (desk / "out/notes.txt").write_text("mine", encoding="utf-8")

    campaign(desk, LINKS).build(desk / "out")
    first = files(desk / "out")
    campaign(desk, LINKS).build(desk / "out")
    assert files(desk / "out") == first
    assert first["notes.txt"] == b"mine"


# -- bad rows ------------------------------------------------------------------------------------

LONG = "x" * 3000


def test_a_bad_row_is_recorded_and_the_rest_is_made(desk):
    (desk / "markets.csv").write_text(f"market,district\nA,1\n{LONG},2\nC\nD,4\n", encoding="utf-8")

    built = campaign(desk, MARKETS).build(desk / "out")
    lines = manifest(desk / "out")
    assert not built
    assert [line["row"] for line in lines if line["status"] == "ok"] == ["1", "4"]
    bad = {line["row"]: line["problem"] for line in lines if line["status"] == "failed"}
    assert re.search(r"bytes.*do not fit|too long|does not fit", bad["2"])
    assert "this row has 1 cells; the header has 2." in bad["3"]
    assert {(problem.where.file, problem.where.row) for problem in built.problems} == {
        (str(desk / "markets.csv"), 2),
        (str(desk / "markets.csv"), 3),
    }


def test_a_bad_row_among_files_is_recorded_and_the_rest_is_made(desk):
    (desk / "markets.csv").write_text("market,n\nA,1\nB,too,many\nC,3\n", encoding="utf-8")

    built = campaign(desk, CARDS, LINKS).build(desk / "out")
    assert [name for name in built.files if name.endswith(".pdf")] == ["cards/A.pdf", "cards/C.pdf"]
    assert "links.csv" in built.files
    failed = [line for line in manifest(desk / "out") if line["status"] == "failed"]
    assert [(line["asset"], line["row"], line["file"]) for line in failed] == [
        ("cards", "2", ""),
        ("links", "2", ""),
    ]


def test_strict_makes_nothing_of_an_asset_that_has_an_error(desk):
    (desk / "markets.csv").write_text("market,n\nA,1\nB,too,many\nC,3\n", encoding="utf-8")

    built = campaign(desk, MARKETS, CARDS, LINKS, WIFI).build(desk / "out", strict=True)
    lines = manifest(desk / "out")
    assert built.files == ("wifi.svg",)
    assert Counter(line["status"] for line in lines) == {"failed": 9, "ok": 1}
    assert {line["problem"] for line in lines if line["row"] == "1"} == {
        "Not made, because other rows have errors."
    }


COVERING = """
title = "Covers the code of one market"
size = [63.5, 38.1]
[wording.en]
headline = "Hello"

[[layout]]
name = "label"
width = [50, 80]
height = [30, 50]

[[layout.element]]
kind = "qr"
box = [2, 2, 30, 30]

[[layout.element]]
kind = "rect"
box = [10, 10, 10, 10]
fill = "#FFFFFF"
when = "{{ 'yes' if title == 'Concórdia' else '' }}"
"""


def test_a_code_that_does_not_scan_is_left_out_and_the_sheet_made_without_it(desk):
    (desk / "mine.toml").write_text(COVERING, encoding="utf-8")

    built = campaign(desk, MARKETS.replace('"chat-with-us"', '"mine.toml"')).build(desk / "out")
    lines = {line["row"]: line for line in manifest(desk / "out")}
    assert (lines["2"]["status"], lines["2"]["file"]) == ("failed", "")
    assert "cannot be read" in lines["2"]["problem"]
    assert [lines[row]["position"] for row in ("1", "3")] == ["1", "2"]
    assert not built
    assert built.files == ("markets.pdf",)
    assert not ck.check(desk / "out/markets.pdf")


def test_a_table_that_breaks_off_fails_its_asset_and_no_other(desk):
    rows = "market\n" + "".join(f"Feira {number}\n" for number in range(8_000)) + '"open\n'
    (desk / "markets.csv").write_text(rows, encoding="utf-8")

    built = campaign(desk, LINKS, WIFI).build(desk / "out")
    assert built.files == ("wifi.svg",)
    assert [problem.where.file for problem in built.problems] == ["links"]
    assert not list((desk / "out").rglob("*.part"))


# -- problems, plan ------------------------------------------------------------------------------


def test_everything_wrong_is_told_at_once_with_its_line(desk):
    wrong = (
        MARKETS.replace("chat-with-us", "chat-with-su").replace("L7160", "L716O"),
        CARDS.replace("markets.csv", "market.csv"),
        LINKS.replace("{{ market }}", "{{ markt }}").replace('"chat"', '"chta"'),
    )

    problems = campaign(desk, *wrong).problems()
    text = (desk / "campaign.toml").read_text(encoding="utf-8").splitlines()
    told = {problem.where.key: (text[problem.where.line - 1], str(problem)) for problem in problems}
    assert told["stickers.1.design"][0] == 'design = "chat-with-su"'
    assert "Did you mean 'chat-with-us'" in told["stickers.1.design"][1]
    assert told["stickers.1.stock"][0] == 'stock = "Avery L716O"'
    assert told["stickers.2.rows"][0] == 'rows = "market.csv"'
    assert "Did you mean 'markets.csv'" in told["stickers.2.rows"][1]
    assert told["links.1.kind"][0] == 'kind = "chta"'
    assert len(problems) == 4


def test_a_text_that_speaks_of_no_column_is_told_with_the_nearest(desk):
    wrong = MARKETS.replace("{{ market }}", "{{ markt }}")

    problems = campaign(desk, wrong).problems()
    assert [problem.where.key for problem in problems] == ["stickers.1.text", "stickers.1.title"]
    assert "title speaks of 'markt', which is no column of markets.csv. Did you mean 'market'?" in (
        str(problems)
    )


def test_rows_that_cannot_be_filled_in_are_told_before_anything_is_drawn(desk):
    (desk / "markets.csv").write_text("market,n\nA,1\nB,too,many\n", encoding="utf-8")

    (problem,) = campaign(desk, LINKS).problems()
    assert (problem.where.row, problem.rule) == (2, "rows.too-many-cells")


def test_a_good_campaign_has_no_problems(desk):
    assert not campaign(desk, MARKETS, CARDS, WIFI, LINKS).problems()


def test_an_error_tells_the_file_it_is_in_or_that_it_is_in_the_campaign(desk):
    codes = [{"name": "a", "text": "x", "rows": "none.csv"}]
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR")
    with pytest.raises(ck.BadInput) as told:
        ck.Campaign(shop, codes=codes).plan()
    assert str(told.value) == "campaign: key codes.1.rows: there is no file 'none.csv'."

    file = desk / "campaign.toml"
    made = '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n'
    file.write_text(made + '[[codes]]\nname = "a"\ntext = "x"\nrows = "none.csv"\n')
    with pytest.raises(ck.BadInput) as told:
        ck.campaign(file).plan()
    assert str(told.value).startswith(f"{file}, line 8, key codes.1.rows: there is no file ")


def test_a_phone_that_looks_wrong_is_a_warning_and_stops_nothing(desk):
    file = written(desk, WIFI)
    file.write_text(file.read_text("utf-8").replace("98765-4321", "18765-4321"), encoding="utf-8")

    problems = ck.campaign(file).problems()
    assert [(problem.severity, problem.where.line) for problem in problems] == [("warning", 3)]
    assert ck.campaign(file).build(desk / "out")


def test_the_plan_counts_files_labels_and_pages(desk):
    plan = campaign(desk, MARKETS + "copies = 10\n", CARDS, WIFI, LINKS).plan()

    counts = [(each.file, each.rows, each.files, each.labels, each.pages) for each in plan]
    assert counts == [
        ("markets.pdf", 3, 1, 30, 2),
        ("cards/*.{pdf,png,svg}", 3, 9, 3, 3),
        ("wifi.svg", 1, 1, 1, 1),
        ("links.csv", 3, 1, 3, 0),
    ]
    assert "<td dir='auto'>markets.pdf</td>" in plan._repr_html_()


def test_a_plan_does_not_use_up_rows_that_can_be_read_once(desk, shop):
    rows = ({"n": n} for n in range(3))
    made = ck.Campaign(shop, codes=[{"name": "c", "text": "{{ n }}", "rows": rows}])

    (planned,) = made.plan()
    assert planned.labels is None
    assert len(made.build(desk / "out").files) == 3


def test_progress_counts_every_step(desk):
    seen = []

    made = campaign(desk, MARKETS, CARDS, LINKS)
    made.build(desk / "out", progress=lambda *step: seen.append(step))
    last = {asset: (done, total) for asset, done, total in seen}
    assert last == {"markets": (2, 2), "cards": (3, 3), "links": (3, 3)}


# -- what would change, what to print again ------------------------------------------------------


def test_a_diff_tells_what_is_new_changed_the_same_and_gone(desk):
    campaign(desk, CARDS, WIFI).build(desk / "out")
    (desk / "markets.csv").write_text("market\nVila Formosa\nNova\n", encoding="utf-8")

    changed = WIFI.replace("paoquente", "paofresco")
    diff = campaign(desk, CARDS.replace(', "png", "svg"', ""), changed).diff(desk / "out")
    assert diff.new == ("cards/Nova.pdf",)
    assert diff.changed == ("wifi.svg",)
    assert diff.same == ("cards/Vila Formosa.pdf",)
    assert "cards/Concórdia.pdf" in diff.gone


def test_a_diff_against_the_same_build_is_empty(desk):
    campaign(desk, MARKETS, LINKS).build(desk / "out")

    diff = campaign(desk, MARKETS, LINKS).diff(desk / "out")
    assert not diff
    assert diff.same == ("markets.pdf", "links.csv")


def test_a_diff_against_nothing_makes_no_folder(desk):
    diff = campaign(desk, WIFI).diff(desk / "out")

    assert diff.new == ("wifi.svg",)
    assert not (desk / "out").exists()


def test_a_reprint_has_the_rows_asked_for_and_no_others(desk):
    sheet = campaign(desk, MARKETS).reprint("markets", rows=[3, 1], start=5)

    (page,) = sheet.pages()
    assert [(placed.drawing.row, placed.label) for placed in page.placed] == [(1, 5), (3, 6)]


def test_a_reprint_of_a_row_that_is_not_there_says_how_many_there_are(desk):
    sheet = campaign(desk, MARKETS).reprint("markets", rows=[1, 9])

    with pytest.raises(ck.NotFound, match=r"no row 9 in markets.csv, which has 3"):
        list(sheet.pages())


# -- from values ---------------------------------------------------------------------------------


def test_a_campaign_from_values_makes_what_the_file_makes(desk, shop):
    stickers = {
        "name": "markets",
        "design": "chat-with-us",
        "rows": list(read(desk / "markets.csv")),
        "text": "Oi! Estou na feira {{ market }}",
        "title": "{{ market }}",
        "stock": "Avery L7160",
    }

    ck.Campaign(shop, stickers=[stickers]).build(desk / "a")
    campaign(desk, MARKETS).build(desk / "b")
    assert files(desk / "a")["markets.pdf"] == files(desk / "b")["markets.pdf"]
    lines = [{**line, "line": ""} for line in manifest(desk / "b")]  # values have no lines
    assert manifest(desk / "a") == lines


def test_what_was_built_shows_itself(desk):
    built = campaign(desk, LINKS).build(desk / "out")

    assert str(built) == f"1 file in {desk / 'out'}, 3 made, no codes among them."
    assert "<code>links.csv</code>" in built._repr_html_()
    assert Path(built.manifest) == desk / "out/manifest.csv"


def test_codes_are_said_to_be_read_back_where_there_are_codes(desk):
    both = campaign(desk, LINKS, MARKETS).build(desk / "out")
    unread = campaign(desk, LINKS, MARKETS).build(desk / "unread", check=False)

    assert (both.codes, both.made) == (3, 6)
    assert both.summary.endswith("every code read back.")
    assert unread.summary.endswith("codes not read back.")


def test_a_campaign_shows_its_plan_or_what_is_wrong_with_it(desk):
    good, bad = campaign(desk, LINKS), campaign(desk, LINKS.replace('"chat"', '"chta"'))

    assert repr(good) == "<Campaign of Padaria Sol: links>"
    assert "<td dir='auto'>links.csv</td>" in good._repr_html_()
    assert "Did you mean &#x27;chat&#x27;" in bad._repr_html_()


def test_formulas_in_a_table_do_not_run_from_what_is_written(desk):
    (desk / "markets.csv").write_text("market\n=1+1\n@SUM(A1)\n", encoding="utf-8")

    campaign(desk, LINKS, '[[codes]]\nname = "sum"\ntext = "=2+2"\nformats = ["svg"]\n').build(
        desk / "out"
    )
    assert [row["market"] for row in read(desk / "out/links.csv")] == ["'=1+1", "'@SUM(A1)"]
    assert manifest(desk / "out")[0]["payload"] == "=2+2"
    assert manifest(desk / "out")[0]["payload_safe"] == "'=2+2"


@pytest.mark.parametrize("given", [None, "stickers", {"name": "x"}, 5])
@pytest.mark.parametrize("table", ["stickers", "codes", "links", "messages", "packs", "catalogs"])
def test_assets_that_are_no_list_are_said(shop, table, given):
    with pytest.raises(ck.BadInput, match=rf"{table}=.* is no list of assets"):
        ck.Campaign(shop, **{table: given})


def test_names_are_unique_over_all_tables(shop):
    with pytest.raises(ck.BadInput, match="two assets are called 'SOL'"):
        ck.Campaign(
            shop,
            messages=[{"name": "sol", "message": "greeting"}],
            packs=[{"name": "SOL", "pack": "open-for-business"}],
        )


def test_nothing_to_make_is_answered_with_all_tables(shop):
    with pytest.raises(ck.BadInput, match=r"Add \[\[stickers\]\], .* or \[\[kit\]\]"):
        ck.Campaign(shop)


def test_the_endings_of_all_files_are_left_out_of_names(shop):
    with pytest.raises(ck.BadInput, match="'sol' would do"):
        ck.Campaign(shop, packs=[{"name": "sol.wastickers", "pack": "phrases"}])


def test_an_asset_that_fails_stops_no_other(desk, shop):
    (desk / "products.csv").write_text('Nome,Preço\nPão,"R$ 1,20"\n', encoding="utf-8")
    made = ck.Campaign(
        shop,
        folder=desk,
        codes=[{"name": "long", "text": "x" * 3000}],
        links=[{"name": "call", "kind": "chat", "fields": {"phone": "nope"}}],
        messages=[{"name": "due", "message": "payment-reminder", "facts": {"total": "much"}}],
        packs=[{"name": "few", "pack": "phrases", "phrases": ["Oi"]}],
        catalogs=[
            {"name": "feed", "make": "feed", "rows": "products.csv"},
            {"name": "menu", "make": "price-list", "rows": "products.csv"},
        ],
    )

    built = made.build(desk / "out")
    assert built.files == ("menu.pdf",)
    assert {line["asset"]: line["status"] for line in manifest(desk / "out")} == {
        **dict.fromkeys(("long", "call", "due", "few", "feed"), "failed"),
        "menu": "ok",
    }


def test_a_warning_of_many_rows_is_told_once_for_each_column(desk, shop):
    (desk / "products.csv").write_text(
        'Nome,Preço,Cor dos olhos,Forma\nPão,"R$ 1,20",x,y\n', encoding="utf-8"
    )
    menu = {"name": "menu", "make": "price-list", "rows": "products.csv"}

    built = ck.Campaign(shop, folder=desk, catalogs=[menu]).build(desk / "out")
    assert [problem.where.column for problem in built.problems] == ["Cor dos olhos", "Forma"]


def test_a_build_that_made_nothing_says_so(shop, tmp_path):
    made = ck.Campaign(
        shop, codes=[{"name": "long", "text": "x" * 3000, "formats": ["svg"]}]
    ).build(tmp_path / "out")

    assert not made
    assert str(made).startswith("Nothing was made in ")


def test_a_full_disk_is_told_and_no_file_is_half_made(shop, tmp_path):
    code = (
        "import resource, campaignkit as ck\n"
        "shop = ck.Business('Sol', phone='+5511987654321', country='BR')\n"
        "made = ck.Campaign(shop, stickers=[{'name': 'a', 'design': 'chat-with-us',"
        " 'stock': 'Avery L7160'}])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, -1))\n"
        "try:\n    print(made.build('out').problems)\n"
        "except ck.BadInput as err:\n    print(err)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=tmp_path
    )

    assert "larger than a file may be" in done.stdout
    assert "TMPDIR" in done.stdout
    assert [path for path in tmp_path.rglob("*.pdf") if path.is_file()] == []


# -- codes with a look ---------------------------------------------------------------------------

LOOK = """
[[codes]]
name = "tables"
text = "https://wa.me/5511987654321?text=Mesa%20{{ market | urlencode }}"
rows = "markets.csv"
level = "Q"
style = "dots"
dark = "#075E54"
logo = "art/sol.png"
formats = ["png"]
"""


@pytest.fixture
def logo(desk):
    from PIL import Image

    (desk / "art").mkdir()
    Image.new("RGB", (60, 60), "#C0392B").save(desk / "art/sol.png")
    return desk / "art/sol.png"


def test_codes_of_a_campaign_have_a_style_a_colour_and_a_logo_beside_the_file(desk, logo):
    built = campaign(desk, LOOK).build(desk / "out")

    assert not built.problems
    said = "https://wa.me/5511987654321?text=Mesa%20S%C3%A9"
    code = ck.qr_code(said, level="Q", style="dots", dark="#075E54", logo=logo)
    assert (desk / "out/tables/0003.png").read_bytes() == code.png()


def test_codes_with_a_logo_on_a_sheet_are_proven_by_any_executor(desk, logo):
    sheet = 'stock = "Avery L7160"\ncopies = 5'
    made = campaign(desk, LOOK.replace('formats = ["png"]', sheet))

    assert not made.build(desk / "a").problems
    with ProcessPoolExecutor(2) as processes:
        made.build(desk / "b", executor=processes)
    assert files(desk / "a") == files(desk / "b")


def test_every_mistake_in_a_look_is_told_with_its_key_and_line(desk):
    wrong = LOOK.replace('"dots"', '"dot"').replace('"#075E54"', '"green"')

    problems = campaign(desk, wrong.replace("art/sol", "art/sun")).problems()
    told = {problem.where.key: problem for problem in problems}
    lines = (desk / "campaign.toml").read_text(encoding="utf-8").splitlines()
    assert set(told) == {"codes.1.style", "codes.1.dark", "codes.1.logo"}
    for key, problem in told.items():
        assert lines[problem.where.line - 1].startswith(key.rpartition(".")[2])
    assert "Did you mean 'dots'" in str(told["codes.1.style"])
    assert "'green' is not a colour" in str(told["codes.1.dark"])
    assert "there is no picture" in str(told["codes.1.logo"])


def test_a_logo_at_level_l_is_told_before_anything_is_made(desk, logo):
    (problem,) = campaign(desk, LOOK.replace('"Q"', '"L"')).problems()

    assert problem.where.key == "codes.1.logo"
    assert "level='L' leaves no room for a logo" in problem.message


def test_a_row_whose_code_is_too_small_for_the_logo_is_left_out_and_told(desk, logo):
    short = LOOK.replace("https://wa.me/5511987654321?text=Mesa%20", "").replace(' "Q"', ' "M"')

    built = campaign(desk, short).build(desk / "out")
    assert {line["row"] for line in manifest(desk / "out") if line["status"] == "failed"} == {
        *("1", "2", "3")
    }
    assert all("cannot spare the 5 x 5" in problem.message for problem in built.problems)


def test_a_logo_is_never_overwritten_by_what_is_built(desk, logo):
    one = LOOK.replace('"art/sol.png"', '"sol.png"').replace('rows = "markets.csv"\n', "")
    one = one.replace('"tables"', '"sol"').replace("{{ market | urlencode }}", "7")
    before = logo.rename(desk / "sol.png").read_bytes()

    campaign(desk, one).build(desk)
    assert (desk / "sol.png").read_bytes() == before


def test_a_logo_that_nobody_would_see_is_told_once_an_asset(tmp_path):
    white = "<svg viewBox='0 0 1 1'><path fill='#fff' d='M0 0h1v1z'/></svg>"
    (tmp_path / "white.svg").write_text(white)
    (tmp_path / "campaign.toml").write_text("""
[business]
name = "Sol"
phone = "(11) 98765-4321"
country = "BR"
logo = "white.svg"

[[stickers]]
name = "sheet"
design = "open-for-business"
stock = "Avery L7169"
copies = 6

[[stickers]]
name = "alone"
design = "open-for-business"
size_mm = [148, 105]

[[codes]]
name = "code"
text = "https://wa.me/5511987654321"
level = "H"
logo = "white.svg"
""")

    made = ck.campaign(tmp_path / "campaign.toml").build(tmp_path / "out")

    told = [(problem.where.file, problem.rule) for problem in made.problems]
    assert told == [(name, "picture.faint") for name in ("sheet", "alone", "code")]
    assert not made.failed


def test_the_plan_counts_the_copies_that_rows_ask_for(bench):
    bench.write("places.csv", "place,how_many\nMetro,20\nFeira,2\nRua,\nPraça,none\n")
    places = """
[[stickers]]
name = "places"
design = "chat-with-us"
rows = "places.csv"
text = "Oi"
title = "{{ place }}"
stock = "Avery L7160"
copies = "{{ how_many }}"
"""

    (planned,) = bench.campaign(places).plan()

    assert (planned.rows, planned.labels, planned.pages) == (4, 23, 2)


@pytest.fixture
def without_typefaces(monkeypatch):
    """Have no typeface of a theme; what is remembered of themes is forgotten before and after."""
    monkeypatch.setattr("campaignkit.layout.typefaces.is_installed", lambda family: False)
    notes_of.cache_clear()
    yield
    notes_of.cache_clear()


@pytest.mark.usefixtures("without_typefaces")
def test_typefaces_that_are_not_installed_are_told_once_for_all_shops_and_pieces(tmp_path):
    shops = "name,phone,country\nSol,(11) 98765-4321,BR\nLua,(11) 98765-4322,BR\n"
    (tmp_path / "shops.csv").write_text(shops, encoding="utf-8")
    pieces = "".join(
        f'[[stickers]]\nname = "{name}"\ndesign = "{name}"\ntheme = "market"\ntext = "Oi"\n'
        'stock = "Avery L7160"\n'
        for name in ("chat-with-us", "open-for-business")
    )
    path = tmp_path / "campaign.toml"
    path.write_text(f'[shops]\nrows = "shops.csv"\n{pieces}', encoding="utf-8")

    made = ck.campaign(path)
    for found in (made.problems(), made.build(tmp_path / "out").problems):
        (told,) = [each for each in found if each.rule == "theme.face-missing"]
        assert str(told).startswith("theme 'market' is set in Noto")
