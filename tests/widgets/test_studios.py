"""The studios as a program sees them: controls are set, and what is shown is read. No browser."""

from __future__ import annotations

import gc
import re
import sys
import weakref
from pathlib import Path

import ipywidgets as w
import pytest
from comm import DummyComm

import campaignkit
from campaignkit import link_kinds
from campaignkit.business import Business
from campaignkit.errors import BadInput, NotFound
from campaignkit.translations import again, use_language
from campaignkit.widgets import code_studio, preview, sheet_studio, sticker_studio, studio
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.widgets.studios import studios
from campaignkit.widgets.studios.code import face_name

sys.path.insert(0, str(Path(__file__).parent))
from mistakes import said, send

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def table(folder, text="place,price\nSé,12\nLapa,15\n"):
    path = folder / "markets.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_build_tells_which_page_is_made_and_then_which_is_read_back():
    panel = sheet_studio(SHOP, text="Oi")
    panel.copies.value = 25
    told = []
    panel.words.observe(lambda change: told.append(change["new"]), "value")

    panel.build()

    assert re.findall(r"(Making|Reading back) page (\d) of (\d)", " ".join(told)) == [
        ("Making", "1", "2"),
        ("Making", "2", "2"),
        ("Reading back", "1", "2"),
        ("Reading back", "2", "2"),
    ]


# -- the call that is shown makes the same thing ---------------------------------------------------


def test_the_call_of_a_code_makes_the_same_bytes(files, run):
    panel = code_studio(SHOP)

    panel.fields.boxes["text"].value = 'Say "Oi"\nto \\ us'
    panel.level.value = "Q"
    panel.size.value = 41.5
    assert run(panel) == files(panel)["code.pdf"]


@pytest.mark.parametrize("suffix", ["pdf", "svg", "png"])
def test_the_call_of_a_sticker_makes_the_same_bytes(suffix, files, run):
    panel = sticker_studio(SHOP, text="Oi!")

    panel.shared.label.title.value = "قهوة طازجة"
    panel.shared.label.size.usual.value = (85.0, 55.0)
    panel.shared.shop.primary.value = "#7B2D26"
    panel.file.value = f"window.{suffix}"
    assert run(panel) == files(panel)[f"window.{suffix}"]


def test_the_call_of_a_sheet_makes_the_same_bytes(files, run):
    panel = sheet_studio(SHOP, text="Oi!")

    panel.copies.value = 5
    panel.mini.grid.children[4].click()
    panel.build()
    assert "start=5" in panel.call.value
    assert run(panel) == files(panel)["stickers.pdf"]


def test_the_call_of_a_table_makes_the_same_bytes(tmp_path, files, run):
    panel = sheet_studio(SHOP, title="{{ place }}", text="Oi, {{ place }}! {{ price }}?")

    panel.shared.table.path.value = table(tmp_path)
    panel.build()
    assert "ck.stickers(" in panel.call.value
    assert run(panel) == files(panel)["stickers.pdf"]


@pytest.mark.parametrize("kind", link_kinds.kinds())
def test_the_face_has_the_function_of_every_kind_of_link(kind):
    import campaignkit

    assert getattr(campaignkit, face_name(kind)) is link_kinds.kinds()[kind]


# -- the studio answers in words -------------------------------------------------------------------


def test_a_mistake_is_said_and_the_last_good_picture_stays(files):
    panel = sticker_studio(SHOP)
    before = panel.picture.value

    panel.shared.shop.phone.value = "12"
    assert 'role="alert"' in panel.error.value
    assert "Phone: " in panel.error.value
    assert panel.picture.value == before
    assert "ck-old" in panel.picture._dom_classes
    assert files(panel) == {}


def test_a_mistake_mended_is_forgotten(files):
    panel = sticker_studio(SHOP)

    panel.shared.label.link.value = "https://example.com"
    panel.shared.label.text.value = "and a text"
    panel.shared.label.text.value = ""
    assert panel.error.value == ""
    assert "ck-old" not in panel.picture._dom_classes
    assert set(files(panel)) == {"sticker.pdf", "sticker.svg", "sticker.png"}


def test_a_bug_is_not_swallowed(monkeypatch):
    panel = sticker_studio(SHOP)
    monkeypatch.setattr(panel, "drawn", lambda _made: {}["no such key"])

    with pytest.raises(KeyError):
        panel.shared.label.title.value = "Oi"


def test_html_in_a_text_stays_text():
    panel = sticker_studio(SHOP)

    panel.shared.label.link.value = "<img src=x onerror=alert(1)>"
    assert "<img src=x" not in panel.words.value + panel.picture.value + panel.error.value


def test_a_budget_is_said_while_it_is_typed():
    panel = code_studio(SHOP)

    panel.kind.value = ""
    panel.fields.boxes["text"].value = "A" * 20
    assert 'Squares a side</dt><dd dir="auto">21<' in panel.words.value
    panel.fields.boxes["text"].value = "a" * 200
    assert 'Squares a side</dt><dd dir="auto">57<' in panel.words.value


def test_a_code_too_small_to_scan_is_reported():
    panel = code_studio(SHOP)

    panel.kind.value = ""
    panel.fields.boxes["text"].value = "long " * 40
    panel.size.value = 12.0
    assert "module" in panel.words.value + panel.error.value
    assert "Read back" not in panel.words.value


@pytest.mark.parametrize("color", ["#ffffff", "#aabbcc"])
def test_a_code_that_cannot_be_read_is_not_offered(color, files):
    panel = code_studio(SHOP)

    panel.dark.value = color
    assert "ck-error" in panel.words.value
    assert files(panel) == {}


def test_a_name_without_an_ending_gets_the_usual_one(tmp_path, monkeypatch, files):
    monkeypatch.chdir(tmp_path)
    panel = sticker_studio(SHOP)

    panel.file.value = "mesa v1.2"
    assert 'label.save("mesa v1.2.pdf")' in panel.call.value
    panel.save_button.click()
    assert (tmp_path / "mesa v1.2.pdf").exists()
    assert panel.asset == "mesa v1.2"


@pytest.mark.parametrize("name", [".", "/", "..", "x/.."])
def test_what_names_no_file_is_said(name):
    panel = sticker_studio(SHOP)

    panel.file.value = name
    panel.save_button.click()
    assert "names no file" in panel.error.value


# -- forms -----------------------------------------------------------------------------------------


def test_a_design_asks_for_what_it_needs():
    panel = sticker_studio(SHOP)

    panel.shared.label.design.value = "table-number"
    assert [box.description for box in panel.shared.label.facts.box.children] == ["Table"]
    assert "needs the fact 'table'" in panel.error.value.replace("&#x27;", "'")

    panel.shared.label.facts.box.children[0].value = "7"
    assert panel.error.value == ""
    assert 'table="7"' in panel.call.value


def test_what_a_design_needed_is_remembered_when_it_comes_back():
    label = sticker_studio(SHOP, design="table-number", table="7").shared.label

    label.design.value = "chat-with-us"
    assert label.facts.box.children == ()
    label.design.value = "table-number"
    assert label.facts.box.children[0].value == "7"


def test_the_slider_moves_the_width_and_leaves_what_was_typed_alone():
    size = sticker_studio(SHOP).shared.label.size

    size.width.value = 63.7
    assert size.width.value == 63.7
    assert size.slider.value == 64  # the nearest: a slider is of whole mm
    size.slider.value = 80
    assert size.width.value == 80.0
    assert size.value() == (80.0, 38.1)


def test_a_design_brings_its_own_size_unless_one_was_chosen():
    size = (panel := sticker_studio(SHOP)).shared.label.size

    panel.shared.label.design.value = "chat-with-us"
    assert size.value() is None
    size.usual.value = (60.0, 60.0)
    panel.shared.label.design.value = "open-for-business"
    assert size.value() == (60.0, 60.0)


def test_a_shop_given_in_python_comes_out_as_it_went_in():
    shop = Business(
        "Kahve & Çay",
        phone="+90 532 123 45 67",
        country="TR",
        language="tr",
        colors={"primary": "#7B2D26", "accent": "#F0C987", "ink": "#222222"},
        hours="09-18",
        website="https://example.com",
    )

    assert sticker_studio(shop).shared.shop.recipe().make() == shop


# -- the sheet -------------------------------------------------------------------------------------


def cells(panel):
    return [cell.description for cell in panel.mini.grid.children]


def test_a_click_on_the_mini_sheet_says_where_to_begin():
    panel = sheet_studio(SHOP)
    panel.copies.value = 2

    panel.mini.grid.children[4].click()
    assert panel.made.start == 5
    assert cells(panel)[3:7] == [
        "position 4, used",
        "position 5, start",
        "position 6, printed",
        "position 7, free",
    ]


def test_used_labels_are_clicked_away_and_back():
    panel = sheet_studio(SHOP)

    panel.mini.mode.value = "used"
    panel.mini.grid.children[2].click()
    assert panel.made.skip == (3,)
    panel.mini.grid.children[2].click()
    assert panel.made.skip == ()


def test_every_label_of_the_largest_sheet_has_its_button():
    panel = sheet_studio(SHOP)

    panel.stocks.text.value = "Avery Zweckform 6019"
    assert len(panel.mini.grid.children) == panel.stocks.stock().per_sheet == 315
    assert "no layout" in panel.error.value


def test_another_sheet_begins_anew_and_is_filled():
    panel = sheet_studio(SHOP)
    panel.mini.grid.children[20].click()

    panel.stocks.text.value = "Avery L7163"
    assert (panel.made.start, panel.made.copies) == (1, 14)


def test_typing_filters_the_sheets_and_keeps_the_chosen_one():
    panel = sheet_studio(SHOP)

    panel.stocks.text.value = "avery a4 l71"
    names = [name for _, name in panel.stocks.chosen.options]
    assert panel.stocks.chosen.value == "Avery L7160"
    assert "Avery L7163" in names
    assert "Avery 5160" not in names


def test_a_sheet_mistyped_is_answered_with_the_nearest():
    panel = sheet_studio(SHOP)

    panel.stocks.text.value = "Avrey L7160"
    assert "Did you mean" in panel.stocks.words.value
    assert "Avery L7160" in panel.stocks.words.value
    assert panel.stocks.chosen.value == "Avery L7160"


def test_a_part_number_mistyped_is_answered_with_the_nearest():
    panel = sheet_studio(SHOP)

    panel.stocks.text.value = "L716O"
    assert "Did you mean 'L71" in panel.stocks.words.value.replace("&#x27;", "'")


def test_sheets_are_found_by_the_size_of_a_label():
    panel = sheet_studio(SHOP)

    panel.stocks.width.value, panel.stocks.height.value = "99,1", "38.1 mm"
    assert panel.made.stock.label == pytest.approx((99.1, 38.1), abs=2)


def test_pages_are_turned_within_what_there_is(tmp_path):
    panel = sheet_studio(SHOP, text="{{ n }}")
    rows = "n\n" + "".join(f"{n}\n" for n in range(50))

    panel.shared.table.path.value = table(tmp_path, rows)
    assert "Page 1: 21 stickers" in panel.picture.value
    for _ in range(5):
        panel.turner.after.click()
    assert panel.turner.at == 3
    assert "Page 3: 8 stickers" in panel.picture.value


def test_a_table_that_grew_is_counted_anew(tmp_path):
    panel = sheet_studio(SHOP, text="{{ n }}")
    panel.shared.table.path.value = table(tmp_path, "n\n1\n2\n")
    assert panel.shared.table.count() == 2

    table(tmp_path, "n\n1\n2\n30\n")
    assert panel.shared.table.count() == 3


def test_a_row_that_makes_no_sticker_is_named_and_nothing_is_offered(tmp_path, files):
    panel = sheet_studio(SHOP, text="{{ n }}")

    panel.shared.table.path.value = table(tmp_path, f"n\n1\n{'long ' * 900}\n")
    panel.build()
    assert "row 2" in panel.words.value + panel.error.value
    assert files(panel) == {}


def test_the_pdf_is_proven_before_it_is_offered(files):
    panel = sheet_studio(SHOP)

    panel.build_button.click()
    assert "Every code was read back" in panel.words.value
    assert files(panel)["stickers.pdf"].startswith(b"%PDF-")
    panel.copies.value = 3
    assert files(panel) == {}


def test_saving_by_name_says_where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    panel = sheet_studio(SHOP)

    panel.file.value = "mine.pdf"
    panel.save_button.click()
    assert "Saved: mine.pdf" in panel.saved.value
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF-")


# -- all of them -----------------------------------------------------------------------------------


def test_every_studio_is_a_tab():
    made = studio(SHOP)

    assert list(made.tabs.titles) == [again(one.title) for one in studios().values()]
    assert list(studios())[:3] == ["code", "sticker", "sheet"]


def test_what_is_typed_in_one_studio_is_known_in_all():
    made = studio(SHOP)

    made.show("sticker").shared.label.title.value = "Pão quente"
    made.show("code").shared.shop.phone.value = "(11) 91234-5678"
    assert 'title="Pão quente"' in made.show("sheet").call.value
    assert made.show("sticker").made.payload == "https://wa.me/5511912345678"


def test_a_studio_behind_another_is_drawn_when_it_comes_to_the_front(monkeypatch):
    made = studio(SHOP)
    sheet, drawn = made.panels["sheet"], []
    monkeypatch.setattr(sheet, "drawn", lambda _made: drawn.append(1) or "<img>")

    made.front.shared.label.title.value = "Pão quente"
    assert drawn == []
    made.show("sheet")
    made.show("sticker")
    made.show("sheet")
    assert drawn == [1]
    sheet.copies.value = 3
    assert drawn == [1, 1]


def test_no_more_is_sent_at_once_than_is_kept_for_a_page_that_is_late(monkeypatch):
    sent = []
    monkeypatch.setattr(DummyComm, "publish_msg", lambda _comm, kind, **_more: sent.append(kind))
    made = studio(SHOP)

    bursts = [len(sent)]
    for name in made.panels:
        sent.clear()
        made.show(name)
        bursts.append(len(sent))
    assert sum(bursts) > 1000
    assert max(bursts) < 800, bursts  # ZeroMQ keeps 1,000 for a reader that is late (ZMQ_SNDHWM)


def test_a_studio_that_is_closed_leaves_nothing_behind():
    before = set(w.widgets.widget._instances)
    made = every_tab_seen(studio(SHOP))
    made.front.shared.label.title.value = "{{ n }}"

    assert len(w.widgets.widget._instances) > len(before) + 1000
    made.close()
    assert set(w.widgets.widget._instances) == before


def test_a_studio_is_closed_without_making_what_was_never_looked_at():
    made = studio(SHOP)
    panels = made.panels

    made.close()
    assert list(panels.made) == ["sticker"]


@pytest.mark.parametrize("name", ["studio", "sticker", "kit"])
def test_what_a_notebook_keeps_of_a_closed_studio_is_an_empty_shell(name):
    before = set(w.widgets.widget._instances)
    made = studio(SHOP) if name == "studio" else studios()[name](SharedForms.of(SHOP))
    shared = weakref.ref(made._shared.shop if name == "studio" else made.shared.shop)
    made.observe(lambda _change: shared(), "children")

    made.close()
    made.close()
    gc.collect()
    assert shared() is None
    assert set(w.widgets.widget._instances) == before
    assert repr(made).endswith(", closed>")


def test_a_change_that_waits_for_a_pause_is_dropped_when_its_studio_is_closed():
    made = sticker_studio(SHOP)
    changed = made.changed

    made.close()
    changed()  # as a timer does, that was set before
    assert repr(made) == "<Sticker studio, closed>"


def test_studios_are_widgets_that_go_into_others():
    made = studio(SHOP)

    assert isinstance(made, w.Widget)
    assert w.VBox([made, sticker_studio(SHOP)]).children[0] is made


def every_tab_seen(made):
    for name in made.panels:
        made.show(name)
    return made


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def test_every_control_has_a_label_and_every_picture_a_text():
    made = every_tab_seen(studio(SHOP))
    inputs = (w.Text, w.Textarea, w.Dropdown, w.Select, w.Checkbox, w.Button, w.ToggleButton)
    numbers = (w.BoundedIntText, w.BoundedFloatText, w.ColorPicker, w.FileUpload)

    found = [one for one in every(made) if one is not made.region]  # the page's own, never seen
    assert all(one.description for one in found if isinstance(one, (*inputs, *numbers)))
    pictures = [panel.picture.value for panel in made.panels.values() if panel.picture.value]
    assert len(pictures) == len(made.panels) - 1  # what it brought: nothing before an upload
    said = r'(<img alt|role="figure" aria-label)="[^"]{10,}'
    assert all(re.search(said, picture) for picture in pictures)


def test_every_slider_has_a_number_box_beside_it():
    made = every_tab_seen(studio(SHOP))

    for parent in every(made):
        children = list(getattr(parent, "children", ()))
        for at, child in enumerate(children):
            if isinstance(child, w.IntSlider):
                assert isinstance(children[at - 1], w.BoundedFloatText)


def test_a_studio_without_a_shop_begins_with_an_example():
    made = studio()

    assert [panel.made for panel in made.panels.values()] == [None] * len(made.panels)
    assert made.show("sticker").made.shop.name == "Your shop"


def test_a_notebook_that_is_only_read_shows_the_picture_and_the_call():
    made = studio(SHOP)
    made.show("sheet")
    shown = made._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in shown
    assert shown["text/plain"].startswith("<Studio of Padaria Sol: Code, Sticker, Sheet, Pay here")
    assert shown["text/html"].count("<img alt=") == 2
    assert "ck.sticker(" in shown["text/html"]
    assert "ck.sheet(label" in shown["text/html"]


def test_preview_is_the_sticker_studio():
    assert preview(SHOP, design="chat-with-us", title="Oi").made.facts["title"] == "Oi"


def test_what_is_not_a_shop_or_a_design_is_said():
    with pytest.raises(BadInput, match="is not a Business"):
        studio("Padaria Sol")
    with pytest.raises(NotFound, match=r"no design called 'chat-with-su'\. Did you mean"):
        studio(SHOP, design="chat-with-su")


# -- codes: style, colour, logo, payments ----------------------------------------------------------


@pytest.fixture
def sun(tmp_path):
    from PIL import Image

    Image.new("RGB", (60, 60), "#C0392B").save(tmp_path / "sun.png")
    return str(tmp_path / "sun.png")


def test_the_call_of_a_code_has_no_look_until_one_is_chosen():
    assert re.search("style|dark|logo", code_studio(SHOP).call.value) is None


def test_the_call_of_a_styled_code_makes_the_same_bytes(sun, files, run):
    panel = code_studio(SHOP)

    panel.style.value = "dots"
    panel.dark.value = "#075E54"
    panel.logo.value = sun
    assert panel.error.value == ""
    for part in ('style="dots"', 'dark="#075E54"', f'logo="{sun}"'):
        assert part in panel.call.value
    assert run(panel) == files(panel)["code.pdf"]


def test_the_shops_logo_goes_into_the_middle_with_a_tick(sun):
    shop = Business("Sol", phone="(11) 98765-4321", country="BR", logo=sun)
    panel = code_studio(shop)

    panel.shop_logo.value = True
    assert panel.made.look.logo is not None
    assert panel.recipe().options == {"logo": sun}


def test_a_shop_without_a_logo_is_told_so():
    panel = code_studio(SHOP)

    panel.shop_logo.value = True
    assert "the shop has no logo" in panel.error.value


def test_a_logo_that_the_level_cannot_spare_is_told_with_the_levels_that_can(sun):
    panel = code_studio(SHOP)

    panel.logo.value = sun
    panel.level.value = "L"
    assert "leaves no room for a logo" in panel.error.value
    panel.level.value = "H"
    assert panel.error.value == ""
    assert "Read back" in panel.words.value


def test_a_look_is_kept_and_filled_in_again(sun):
    panel, other = code_studio(SHOP), code_studio(SHOP)
    panel.style.value, panel.dark.value, panel.logo.value = "rounded", "#7B2D26", sun

    kept = panel.kept()
    other.fill(kept)
    assert {"style": "rounded", "dark": "#7B2D26", "logo": sun}.items() <= kept.items()
    assert other.kept() == kept
    other.fill({"text": "plain"})
    assert other.kept() == {"text": "plain"}


def test_a_campaign_file_of_a_look_builds_the_code_of_the_studio(sun):
    from campaignkit.campaigns import Campaign

    panel = code_studio(SHOP)
    panel.style.value, panel.logo.value = "dots", sun

    assert not Campaign(SHOP, codes=[{"name": "code", **panel.kept()}]).problems()


PAID = {
    "pix": {"key": "sol@example.com", "city": "Recife", "amount": "12.50"},
    "upi": {"address": "sol@okhdfcbank", "amount": "120"},
    "epc": {"iban": "DE33 1002 0500 0001 1947 00", "amount": "9.90", "text": "Pão"},
}


def test_the_menu_has_every_payment_that_the_face_has():
    from campaignkit import payments

    offered = {value for _, value in code_studio(SHOP).kind.options}
    named = {kind for kind in payments.kinds() if kind in campaignkit.__all__}
    assert named == set(PAID) == offered & payments.kinds().keys()


@pytest.mark.parametrize("kind", PAID)
def test_a_payment_is_asked_for_field_by_field_and_pays_the_shop(kind, files, run):
    panel = code_studio(SHOP)

    panel.kind.value = kind
    for name, value in PAID[kind].items():
        panel.fields.boxes[name].value = value
    assert panel.error.value == ""
    paid = campaignkit.parse_payment(panel.made.text)
    assert (paid.kind, paid.name) == (kind, "Padaria Sol")
    assert f"payment = ck.{kind}(" in panel.call.value
    assert 'name="Padaria Sol"' in panel.call.value
    assert run(panel) == files(panel)["code.pdf"]


def test_a_payment_to_somebody_else_names_them():
    panel = code_studio(SHOP)

    panel.kind.value = "upi"
    panel.fields.boxes["address"].value = "ana@ybl"
    panel.fields.boxes["name"].value = "Ana"
    assert campaignkit.parse_payment(panel.made.text).name == "Ana"


def test_a_payment_that_lacks_something_says_what():
    panel = code_studio(SHOP)

    panel.kind.value = "epc"
    assert "Fill in: Iban." in panel.error.value


@pytest.mark.parametrize("kind", PAID)
def test_a_payment_is_kept_without_the_shops_name_and_filled_in_again(kind):
    panel, other = code_studio(SHOP), code_studio(SHOP)
    panel.kind.value = kind
    for name, value in PAID[kind].items():
        panel.fields.boxes[name].value = value

    kept = panel.kept()
    other.fill(kept)
    assert kept == {"kind": kind, "fields": PAID[kind]}
    assert other.made.text == panel.made.text


# -- files as people have them ---------------------------------------------------------------------


@pytest.fixture
def in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_as_excel_writes_it_is_read_and_the_code_page_is_told(in_a_folder):
    panel = studio(SHOP).show("sheet")
    table = panel.shared.table

    send(table.upload, "pontos.csv", "Ponto;Bairro\nSão João;Sé\n".encode("cp1252"))
    assert table.columns == ("Ponto", "Bairro")
    assert "Read as Windows-1252" in table.words.value
    assert (in_a_folder / "pontos.csv").read_text("utf-8") == "Ponto;Bairro\nSão João;Sé\n"
    assert panel.error.value == ""
    send(table.upload, "mais.csv", "Ponto\nSão João\n".encode())
    assert "Windows-1252" not in table.words.value


def test_outlines_are_a_logo_too(in_a_folder):
    panel = studio(SHOP).show("sticker")
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><path d="M0 0h9v6z"/></svg>'

    send(panel.shared.shop.picture.button, "logo.svg", drawn)
    assert "data:image/svg+xml" in panel.shared.shop.picture.words.value
    assert "alert" not in panel.shared.shop.picture.words.value + panel.error.value


def test_what_is_wrong_with_a_table_is_said_once(in_a_folder):
    panel = studio(SHOP).show("sheet")

    send(panel.shared.table.upload, "cut.csv", bytes(range(128, 256)))
    assert panel.error.value
    assert [each for each in said(panel) if "cut.csv" in each] == said(panel)[:1]


def test_what_one_studio_says_stays_when_another_says_the_same():
    made = studio(SHOP)
    first, second = made.show("sticker"), made.panels["code"]
    first.children[1].children[0].children[0].value = True  # the shop is unfolded

    first.shared.shop.phone.value = "12"
    made.show("code")
    assert second.error.value and first.error.value


@pytest.mark.parametrize("name", ["message", "kit"])
def test_the_name_of_a_picture_is_said_in_the_language(name):
    with use_language("es"):
        panel = studio(SHOP).show(name)

    alternative = re.search(r'(?:alt|aria-label)="([^"]+)"', panel.picture.value)[1]
    assert alternative.startswith({"message": "Mensaje: ", "kit": "Kit de"}[name])
    assert "window-poster" not in alternative


def test_a_studio_says_that_it_is_being_drawn_until_there_is_a_picture_or_a_word():
    shared = SharedForms.of(SHOP)
    panel = studios()["sticker"](shared)
    assert "One moment" in panel.picture.value

    panel.come_forward()
    assert "One moment" not in panel.picture.value
    other = studios()["sticker"](shared)
    shared.shop.phone.value = "12"
    other.come_forward()
    assert other.error.value and other.picture.value == ""
