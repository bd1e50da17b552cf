"""The catalog studio as a program sees it: controls are set, and what is shown is read."""

from __future__ import annotations

import base64
import re
from datetime import date
from html import unescape
from io import BytesIO

import ipywidgets as w
import pytest
from PIL import Image

from campaignkit.assets import catalog as catalogs
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError
from campaignkit.proof.pages import check_pdf
from campaignkit.widgets import catalog_studio, studio
from campaignkit.widgets import product_form as product_forms
from campaignkit.widgets.uploads import keep

SHOP = Business("Al Noor Tea House", phone="050 123 4567", country="AE", language="en")
HEAD = "id,title,title_ar,price,sale_price,section,description,image_link\n"
TEAS = HEAD + "".join(
    f"T-{n},Tea {n},شاي {n},{n + 5}.50,{'4.00' if n == 1 else ''},Hot {n // 20},"
    f"Boiled with milk,https://example.com/{n}.jpg\n"
    for n in range(60)
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def panel(folder):
    """The studio of a table of sixty teas."""
    (folder / "teas.csv").write_text(TEAS, encoding="utf-8")
    return catalog_studio(SHOP, table="teas.csv")


def files(panel):
    """Return what the links would download, by name."""
    found = re.findall(r'download="([^"]+)" href="data:[^,]+;base64,([^"]+)"', panel.links.value)
    return {name: base64.b64decode(data) for name, data in found}


def run(panel, folder):
    """Run the call that is shown; return the bytes of the file that it saves."""
    exec(compile(panel.call.value, "call", "exec"), {})
    return (folder / panel.saves).read_bytes()


def said(panel):
    """Return every word that is shown beside the picture."""
    shown = panel.error.value + panel.words.value + panel.findings.value + panel.saved.value
    return unescape(shown + panel.products.table.words.value)


# -- the call that is shown makes the same thing ---------------------------------------------------


def test_the_call_of_a_price_list_makes_the_same_bytes(panel, folder):
    form = panel.list
    form.beside.value, form.title.value, form.title_beside.value = "ar", "Menu", "قائمة"
    form.paper.value, form.note.value = "A5", 'Prices "include" VAT'
    form.on.value = date(2026, 11, 1)
    form.link.value = "https://example.com/menu"
    panel.products.currency.value = "AED"

    panel.build()
    assert "Every code was read back" in panel.words.value
    for part in (
        'products = ck.catalog("teas.csv", shop, currency="AED")',
        "paper = products.price_list(",
        'title=("Menu", "قائمة")',
        "on=date(2026, 11, 1)",
        'paper.save("price-list.pdf")',
    ):
        assert part in panel.call.value
    assert run(panel, folder) == files(panel)["price-list.pdf"]


def test_the_call_of_shelf_tags_makes_the_same_bytes(panel, folder):
    panel.make.value = "shelf-tags"
    panel.sheet.mini.grid.children[4].click()
    panel.sheet.copies.value = 2
    panel.tags.language.value = "ar"

    panel.build()
    assert 'stock="Avery L7160", copies=2, start=5, language="ar"' in (
        panel.call.value.replace("\n    ", " ").replace("( ", "(")
    )
    assert run(panel, folder) == files(panel)["shelf-tags.pdf"]
    assert (
        len([code for each in check_pdf(folder / "shelf-tags.pdf") for code in each.found]) == 120
    )


def test_the_call_of_a_menu_in_cards_makes_the_same_bytes(panel, folder):
    rows = "".join(f"T-{n},Tea {n},{n + 5}.50,Hot,vegan\n" for n in range(9))
    (folder / "teas.csv").write_text(f"id,title,price,section,marks\n{rows}", encoding="utf-8")
    form = panel.list
    form.arrangement.value, form.theme.value = "grid", "minimal"
    form.cover.value, form.pages_most.value = True, 1
    form.specials.value = "Tea 1\n T-2 \n\n"
    form.descriptions.value, form.on_request.value = False, True

    panel.build()
    assert "Every code was read back" in panel.words.value
    said = panel.call.value
    for part in ('arrangement="grid"', "pages=2", "cover=True", "on_request=True"):
        assert part in said
    assert 'specials=("Tea 1", "T-2")' in said
    assert 'descriptions=False, theme="minimal"' in said.replace("\n    ", " ")
    assert run(panel, folder) == files(panel)["price-list.pdf"]
    kept = panel.kept()
    other = catalog_studio(SHOP)
    other.fill({**kept, "name": "menu"})
    assert other.kept() == kept


def test_a_price_list_is_made_for_a_printer(panel):
    panel.sheet.printer.menu.value = "laser"

    assert panel.made.printer.name == "laser"
    assert panel.kept()["printer"] == "laser"


def test_the_board_of_a_day_says_the_day(panel, folder):
    (folder / "teas.csv").write_text("title,price\nSoup,5\nCurry,9\n", encoding="utf-8")
    panel.list.arrangement.value = "board"
    panel.list.on.value = date(2026, 11, 30)

    assert panel.error.value == ""
    assert 'arrangement="board"' in panel.call.value
    assert panel.made.page_count == 1


def test_a_price_list_says_what_is_wrong_at_its_field(panel):
    panel.list.beside.value = "ar"
    panel.list.columns.value = 4

    assert 'role="alert"' in panel.error.value
    with pytest.raises(CampaignError) as raised:
        panel.drawn(panel.recipe().make())
    assert panel._field_of(raised.value.problems[0]) is panel.list.columns


def test_photos_are_uploaded_and_seen_on_the_list(panel, folder):
    (folder / "teas.csv").write_text("title,price,image\nMint,5,mint.png\n", encoding="utf-8")
    panel.list.photos.value = True
    panel.redraw()
    before = panel.picture.value

    out = BytesIO()
    Image.new("RGB", (300, 300), "#2E7D32").save(out, "PNG")
    panel.products._photographed([keep("mint.png", out.getvalue())])
    assert "Kept: mint.png" in panel.products.photo_words.value
    assert panel.picture.value != before
    assert panel.error.value == ""


def test_tags_are_made_for_a_printer(panel, folder):
    panel.make.value = "shelf-tags"
    panel.sheet.printer.menu.value = "laser"

    panel.build()
    assert 'printer="laser"' in panel.call.value
    assert panel.kept()["printer"] == "laser"
    assert run(panel, folder) == files(panel)["shelf-tags.pdf"]


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_the_call_of_a_feed_makes_the_same_bytes(panel, folder, form):
    panel.make.value = "feed"
    panel.feed.format.value = form

    assert panel.call.value.endswith(f'products.save_feed("feed.{form}")')
    assert run(panel, folder) == files(panel)[f"feed.{form}"]


def test_the_call_of_a_translation_makes_the_same_bytes(panel, folder):
    panel.make.value = "feed"
    panel.feed.language.value = "ar"

    assert panel.call.value.endswith('products.save_feed("feed.csv", language="ar")')
    assert run(panel, folder) == files(panel)["feed.csv"]
    assert "شاي 3" in panel.picture.value


@pytest.mark.parametrize("make", ["price-list", "shelf-tags"])
def test_the_call_of_the_example_makes_the_same_bytes(folder, make):
    panel = catalog_studio(SHOP)
    panel.make.value = make

    panel.build()
    assert run(panel, folder) == files(panel)[f"{make}.pdf"]


@pytest.mark.parametrize("make", ["price-list", "shelf-tags", "feed"])
def test_saving_writes_what_is_downloaded(panel, folder, make):
    panel.make.value = make
    if make != "feed":
        panel.build()
    offered = files(panel)[panel.saves]

    panel.save_button.click()
    assert f"Saved: {panel.saves}" in panel.saved.value
    assert (folder / panel.saves).read_bytes() == offered


# -- what is seen ----------------------------------------------------------------------------------


def test_without_a_table_an_example_is_seen_and_named_so():
    panel = catalog_studio(
        Business("Padaria", phone="(11) 98765-4321", country="BR", language="pt")
    )

    assert "These products are an example" in panel.products.table.words.value
    assert "Exemplo" in panel.call.value
    assert "<img" in panel.picture.value


@pytest.mark.parametrize("language", ["en", "pt_BR", "es", "ar", "hi", "fr"])
def test_the_example_prints_in_every_language_of_the_designs(language):
    panel = catalog_studio(Business("Shop", phone="050 123 4567", country="AE", language=language))

    for make in ("price-list", "shelf-tags"):
        panel.make.value = make
        assert panel.error.value == ""


def test_the_controls_of_what_is_made_are_shown_and_no_others(panel):
    for make in panel.forms:
        panel.make.value = make
        shown = [name for name, form in panel.forms.items() if form.box.layout.display != "none"]
        assert shown == [make]
        assert (panel.build_button.layout.display == "none") == (make == "feed")


def test_a_second_title_is_asked_for_where_there_is_a_second_language(panel):
    title = panel.list.title_beside

    assert title.layout.display == "none"
    panel.list.beside.value = "ar"
    assert title.layout.display is None
    title.value = "قائمة"
    assert "the first has none" in said(panel)
    panel.list.beside.value = ""
    assert panel.error.value == ""


def test_pages_are_turned_within_what_there_is(panel, folder):
    panel.list.beside.value = "ar"
    for _ in range(9):
        panel.turner.after.click()
    last = panel.turner.at
    assert last == panel.made.page_count == 2
    assert "page 2" in panel.picture.value

    (folder / "teas.csv").write_text("\n".join(TEAS.split("\n")[:11]), encoding="utf-8")
    panel.list.note.value = "fewer"
    assert panel.made.page_count == panel.turner.at == 1
    assert "page 1" in panel.picture.value


def test_another_layout_begins_at_its_first_page(panel):
    panel.list.beside.value = "ar"
    panel.turner.after.click()
    panel.list.note.value = "VAT included"
    assert panel.turner.at == 2

    panel.list.paper.value = "A5"
    assert panel.turner.at == 1
    assert "page 1" in panel.picture.value


def test_the_page_in_the_end_says_how_many_there_are(panel):
    panel.list.beside.value = "ar"
    from campaignkit.presentation import previews

    assert panel.picture.value == previews.page(panel.made.page(1))
    assert panel.picture.value != previews.page(panel.made.page(1, counted=False))


def test_tags_that_are_printed_are_marked_on_the_mini_sheet(panel):
    panel.products.table.fill([{"title": "Tea", "price": "5"}, {"title": "Mint", "price": "6"}])
    panel.make.value = "shelf-tags"

    panel.sheet.mini.grid.children[2].click()
    marks = [cell.description for cell in panel.sheet.mini.grid.children[1:5]]
    assert marks == [
        "position 2, used",
        "position 3, start",
        "position 4, printed",
        "position 5, free",
    ]


def test_the_designs_of_tags_are_those_that_show_a_price(panel):
    assert [name for _, name in panel.tags.design.options] == ["price-tag", "shelf-tag"]


def test_the_first_rows_of_a_feed_are_seen(panel):
    panel.make.value = "feed"

    assert panel.picture.value.count("<tr>") == 1 + 12
    assert "5.50 AED" in panel.picture.value
    assert "60, the first 12 are shown" in said(panel)


def test_what_a_cell_says_is_no_html(panel, folder):
    (folder / "teas.csv").write_text("title,price\n<img src=x onerror=alert(1)>,5\n")
    for make in panel.forms:
        panel.make.value = make
        panel.redraw()
        assert "<img src=x" not in panel.picture.value + panel.findings.value + panel.words.value


# -- what is wrong is said -------------------------------------------------------------------------


def test_what_is_wrong_with_the_table_is_said_whatever_is_made(panel, folder):
    (folder / "teas.csv").write_text("title,price,image_link\nTea,5,tea.jpg\n", encoding="utf-8")
    for make in panel.forms:
        panel.make.value = make
        panel.redraw()
        assert "teas.csv, row 1, column image_link" in said(panel)
        assert panel.error.value == ""

    assert files(panel) == {}
    panel.save_button.click()
    assert "image_link" in panel.saved.value
    assert not (folder / "feed.csv").exists()


def test_what_cannot_be_printed_is_named_with_its_row_and_the_last_good_picture_stays(
    panel, folder
):
    before = panel.picture.value

    (folder / "teas.csv").write_text("title,price\nTea,5\n,6\nMint,free?\n", encoding="utf-8")
    panel.list.note.value = "new"
    assert "row 2, column title" in panel.error.value
    assert "row 3, column price" in panel.error.value
    assert "row 2, column title" in panel.findings.value
    assert panel.picture.value == before
    assert "ck-old" in panel.picture._dom_classes
    assert files(panel) == {}


def test_a_mistake_on_a_later_page_leaves_the_last_good_picture(panel, folder):
    before = panel.picture.value

    (folder / "teas.csv").write_text(TEAS.replace("Tea 58", "\u200b"), encoding="utf-8")
    panel.list.title.value = "New"
    assert "row 59" in panel.error.value
    assert panel.picture.value == before


def test_many_problems_are_counted_and_the_first_are_said(panel, folder):
    rows = "".join(f"Tea {n},5\n" for n in range(80))
    (folder / "teas.csv").write_text(f"title,price\n{rows}", encoding="utf-8")
    panel.redraw()
    assert panel.findings.value.count("<li") <= 21

    (folder / "teas.csv").write_text(f"title,price,id\n{rows.replace(',5', ',5,')}")
    panel.redraw()
    assert panel.findings.value.count("<li") == 21
    assert re.search(r"… and \d+ more", panel.findings.value)


WRONG = {
    "price-list": {
        "beside": ["en"],
        "link": ["a" * 9000],
        "title": ["\U0010fffd", "W" * 3000],
        "note": ["\U0010fffd"],
        "columns": [4],
    },
    "shelf-tags": {"link": ["{{ nothing }}", "{{", "{% for %}"]},
    "feed": {"language": ["fr", "Klingon"]},
}
WRONG_TABLES = ["no.csv", "/etc", "teas.docx", "\0", "~/x.csv", "a" * 300 + ".csv"]


def test_wrong_inputs_get_words_and_the_studio_lives(panel):
    panel.list.beside.value = "ar"
    tried = 0
    for make, boxes in WRONG.items():
        panel.make.value = make
        form = panel.forms[make]
        for name, inputs in boxes.items():
            box = getattr(form, name)
            good = box.value
            for wrong in inputs:
                box.value = wrong
                tried += 1
                assert 'role="alert"' in panel.error.value, (name, wrong)
                assert len(panel.error.value) > 60, (name, wrong)
                box.value = good
                assert panel.error.value == "", (name, wrong)
                assert panel.made is not None
    for wrong in WRONG_TABLES:
        panel.products.table.path.value = wrong
        tried += 1
        assert 'role="alert"' in panel.error.value, wrong
    panel.products.table.path.value = "teas.csv"
    assert panel.error.value == ""
    assert tried >= 15


@pytest.mark.parametrize("currency", ["XYZ", "dollars", "$"])
def test_a_currency_that_is_none_is_said(panel, currency):
    panel.fill({"rows": "teas.csv", "make": "price-list", "currency": currency})

    assert currency.upper() in said(panel)
    assert panel.made is None


@pytest.mark.parametrize(
    ("make", "name"),
    [("price-list", "menu.docx"), ("shelf-tags", "no/such/folder/a.pdf"), ("feed", "feed.txt")],
)
def test_a_file_that_cannot_be_written_is_said_before_it_is_offered(panel, make, name):
    panel.make.value = make
    panel.file.value = name

    panel.build_button.click()
    panel.save_button.click()
    assert 'role="alert"' in panel.error.value + panel.words.value + panel.saved.value
    assert files(panel) == {}


def test_the_name_of_the_file_follows_what_is_made(panel):
    panel.file.value = "teas.pdf"

    panel.make.value = "feed"
    assert panel.saves == "teas.csv"
    panel.file.value = "teas.xml"
    assert panel.feed.format.value == "xml"
    assert files(panel)["teas.xml"].startswith(b"<?xml")
    panel.make.value = "price-list"
    assert panel.saves == "teas.pdf"


def test_a_translation_as_xml_is_refused_in_words(panel):
    panel.make.value = "feed"
    panel.feed.format.value = "xml"
    panel.feed.language.value = "ar"

    assert "into a language are CSV" in said(panel)
    assert files(panel) == {}


# -- the table -------------------------------------------------------------------------------------


def test_a_table_is_read_and_judged_again_only_when_it_has_changed(panel, folder, monkeypatch):
    read, judged = [], []
    check = catalogs.checking.check
    monkeypatch.setattr(
        panel.products.table, "_reads", lambda s: read.append(s) or product_forms.read_rows(s)
    )
    monkeypatch.setattr(
        catalogs.checking, "check", lambda *a, **k: judged.append(1) or check(*a, **k)
    )

    for text in ("a", "ab", "abc"):
        panel.list.note.value = text
    panel.turner.after.click()
    panel.make.value = "feed"
    assert (read, judged) == ([], [])

    (folder / "teas.csv").write_text(TEAS + "T-99,Tea 99,,9,,,,\n", encoding="utf-8")
    panel.make.value = "price-list"
    panel.list.note.value = "more"
    assert (read, judged) == (["teas.csv"], [1])
    assert len(panel.made.plan.rows) == 61


def test_a_table_may_be_a_spreadsheet_or_json(panel, folder):
    (folder / "teas.json").write_text('[{"title": "Mint", "price": "5"}]')

    panel.products.table.path.value = "teas.json"
    assert "Columns: title, price." in panel.products.table.words.value
    assert len(panel.made.plan.rows) == 1


def test_photos_lie_beside_the_table(panel, folder):
    (folder / "shop").mkdir()
    (folder / "shop" / "teas.csv").write_text("title,price,image\nTea,5,none.png\n")

    panel.products.table.path.value = "shop/teas.csv"
    panel.list.photos.value = True
    assert "row 1" in panel.error.value
    assert "none.png" in panel.error.value


# -- in a campaign file ----------------------------------------------------------------------------


TABLES = [
    {
        "rows": "teas.csv",
        "currency": "USD",
        "make": "price-list",
        "language": "en",
        "beside": "ar",
        "title": ("Menu", "قائمة"),
        "note": "VAT included",
        "paper": "A5",
        "link": "https://example.com",
        "columns": 1,
        "on": date(2026, 11, 1),
    },
    {"rows": "teas.csv", "make": "price-list", "title": "menu"},
    {"rows": "teas.csv", "make": "price-list"},
    {
        "rows": "teas.csv",
        "make": "shelf-tags",
        "stock": "Avery L7163",
        "copies": 2,
        "start": 3,
        "skip": (5, 6),
        "language": "ar",
        "link": "https://example.com/{{ id }}",
        "on": date(2026, 11, 1),
    },
    {"rows": "teas.csv", "make": "feed", "format": "xml"},
    {"rows": "teas.csv", "make": "feed", "format": "csv", "language": "ar"},
    {"rows": [{"title": "Mint", "price": "5"}], "make": "price-list"},
]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_a_campaign_file_comes_out_as_it_went_in(panel, table):
    for other in TABLES:
        panel.fill(other)
    panel.fill(table)

    assert panel.takes(table)
    assert panel.kept() == table
    assert panel.error.value == ""


def test_the_example_is_not_kept():
    panel = catalog_studio(SHOP)

    with pytest.raises(BadInput, match="the products are an example"):
        panel.kept()


@pytest.mark.parametrize(
    "table",
    [
        {"rows": {"file": "teas.csv", "encoding": "cp1252"}, "make": "feed"},
        {"rows": "teas.csv", "make": "shelf-tags", "stock": {"page": [210, 297]}},
        {"rows": "teas.csv", "make": "poster"},
    ],
)
def test_what_no_control_can_say_is_not_shown(panel, table):
    assert not panel.takes(table)


def test_a_catalog_that_was_not_touched_does_not_keep_the_others_from_being_saved(folder):
    made = studio(SHOP, text="Oi!")
    made.show("catalog")
    made.show("sticker").shared.label.title.value = "Tea"

    made.file.save()
    assert "catalogs" not in (folder / "campaign.toml").read_text()


# -- for everybody ---------------------------------------------------------------------------------


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def test_every_control_has_a_label_and_what_is_seen_has_a_text(panel):
    inputs = (w.Text, w.Textarea, w.Dropdown, w.Select, w.Checkbox, w.Button, w.ToggleButton)
    others = (w.BoundedIntText, w.FileUpload, w.DatePicker, w.ColorPicker)

    controls = [one for one in every(panel) if isinstance(one, (*inputs, *others))]
    assert len(controls) > 40
    assert all(one.description for one in controls)
    assert re.search(r'<img alt="Al Noor Tea House: Price list, page 1"', panel.picture.value)
    panel.make.value = "feed"
    assert 'role="region" aria-label="What is sent, the first rows" tabindex="0"' in (
        panel.picture.value
    )
