"""The studio speaks five languages: chosen when it is made, or on the page, and nothing is lost."""

from __future__ import annotations

import ipywidgets as w
import pytest

from campaignkit.business import Business
from campaignkit.translations import LANGUAGES, use_language
from campaignkit.translations.catalogs import catalog
from campaignkit.widgets import studio

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
OTHERS = [each for each in LANGUAGES if each != "en"]


@pytest.fixture(autouse=True)
def english():
    yield
    use_language("en")


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def labels(made):
    """Return every label, hint and option that can be read."""
    found = set()
    for each in every(made):
        for name in ("description", "placeholder"):
            found.add(getattr(each, name, ""))
        if isinstance(each, (w.Dropdown, w.Select)):
            found.update(each._options_labels)
    return {text for text in found if text}


def seen(made):
    for name in made.panels:
        made.show(name)
    return made


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_word_is_left_when_it_is_made_in_a_language(language):
    made = seen(studio(SHOP, language=language))

    words = catalog(language).words
    english = {source for source, said in words.items() if said != source}
    assert sorted(labels(made) & english) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_word_is_left_when_another_language_is_chosen(language):
    made = seen(studio(SHOP))

    made.language.value = language
    words = catalog(language).words
    # What is chosen by hand in another language: a value, not a label.
    english = {source for source, said in words.items() if said != source}
    assert sorted(labels(made) & english) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_word_is_left_in_a_tab_that_is_seen_after_the_language_was_chosen(language):
    made = studio()

    made.language.value = language
    words = catalog(language).words
    english = {source for source, said in words.items() if said != source}
    assert sorted(labels(seen(made)) & english) == []


def test_the_languages_a_page_may_choose_stand_in_the_order_of_the_menu():
    made = studio()

    assert not [each for each in made._dom_classes if each.startswith("ck-offers-")]
    made.follow_browser()
    offered = [each for each in made._dom_classes if each.startswith("ck-offers-")]
    assert offered == [f"ck-offers-{code}" for _name, code in made.language.options]


def test_what_was_typed_and_chosen_stays_when_the_language_changes():
    made = studio(SHOP)
    sheet = made.show("sheet")
    made.front.shared.label.title.value = "Pão quente"
    made.front.shared.label.design.value = "chat-with-us"
    sheet.copies.value = 5
    code = sheet.call.value

    made.language.value = "ar"
    assert sheet.call.value == code
    assert not made.front.error.value
    made.language.value = "en"
    assert sheet.call.value == code
    assert made.tabs.titles[:3] == ("Code", "Sticker", "Sheet")


def test_an_error_and_its_cure_are_said_in_the_language():
    made = studio(SHOP, language="es")
    made.show("sticker")

    made.front.shared.shop.phone.value = "12"
    assert "el código de país" in made.front.error.value
    made.language.value = "hi"
    assert "अंक" in made.front.error.value


def test_arabic_turns_the_page():
    made = studio(SHOP, language="ar")

    assert "ck-rtl" in made._dom_classes
    made.language.value = "hi"
    assert "ck-rtl" not in made._dom_classes
    assert "ck-speaks-hi" in made._dom_classes


def test_the_example_is_a_shop_where_the_language_is_spoken():
    made = studio(language="pt_BR")
    shop = made.panels["sheet"].shared.shop

    assert (shop.name.value, shop.country.value, shop.language.value) == ("Sua loja", "BR", "pt_BR")
    made.language.value = "ar"
    assert (shop.name.value, shop.country.value, shop.language.value) == ("متجرك", "AE", "ar")
    shop.name.value = "مقهى"
    made.language.value = "en"
    assert shop.name.value == "مقهى"


# -- the start page, the fields, the table ---------------------------------------------------------


def test_the_example_is_where_the_browser_is_at_home_and_stays_when_it_was_changed():
    made = studio(language="ar")
    shop = made.panels["sheet"].shared.shop

    made.region.value = "EG"
    assert (shop.country.value, shop.language.value) == ("EG", "ar")
    made.region.value = "Mars"
    assert shop.country.value == "EG"
    shop.phone.value = "0100 123 4567"
    made.region.value = "SA"
    assert shop.country.value == "EG"
    mine = studio(SHOP)
    mine.region.value = "EG"
    assert mine.panels["sheet"].shared.shop.country.value == "BR"


def test_the_start_page_opens_the_studio_of_what_is_wanted():
    made = studio()
    assert made.tabs.layout.display == "none"

    goal = next(each for each in made.start.goals if each.studio == "sticker")
    made.start.buttons[made.start.goals.index(goal)].click()
    assert made.front is made.panels["sticker"]
    assert made.front.made.size == (210.0, 297.0)
    assert made.tabs.layout.display is None


def test_every_goal_opens_something_that_can_be_made():
    made = studio(SHOP)

    for button, goal in zip(made.start.buttons, made.start.goals, strict=True):
        button.click()
        assert made.front is made.panels[goal.studio]
        assert 'role="alert"' not in made.front.error.value


def test_an_error_stands_below_the_field_it_speaks_of():
    panel = studio(SHOP).show("sticker")
    shop = panel.shared.shop

    shop.phone.value = "12"
    fields = shop.box.children
    assert fields[fields.index(shop.phone) + 1] is not panel.error  # the fold is closed
    panel.children[1].children[0].children[0].value = True  # the shop is unfolded
    panel.redraw()
    fields = shop.box.children
    assert fields[fields.index(shop.phone) + 1] is panel.error
    shop.phone.value = "(11) 98765-4321"
    assert panel.error not in shop.box.children
    assert panel.error in panel.result.children


def test_a_country_brings_its_language_until_one_is_chosen():
    shop = studio().panels["sheet"].shared.shop

    shop.country.value = "BR"
    assert shop.language.value == "pt_BR"
    shop.country.value = "EG"
    assert shop.language.value == "ar"
    shop.language.value = "en"
    shop.country.value = "BR"
    assert shop.language.value == "en"


@pytest.fixture
def places(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "places.csv").write_text(
        "Nome da Feira,lingua,Copias\nSé,pt,2\nHarbour,en,1\n", encoding="utf-8"
    )
    return "places.csv"


def test_a_column_is_a_button_that_writes_it_into_a_text(places):
    panel = studio(SHOP).show("sheet")
    panel.shared.table.path.value = places

    button = panel.shared.columns.buttons.children[0]
    assert button.description == "Nome da Feira"
    button.click()
    assert panel.shared.label.title.value == '{{ row["Nome da Feira"] }}'


@pytest.mark.parametrize("written", ["{Nome da Feira}", "[nome da feira]", "«Nome da Feira»"])
def test_the_brackets_of_other_programs_are_understood(places, written):
    panel = studio(SHOP).show("sheet")
    panel.shared.table.path.value = places

    panel.shared.label.title.value = f"Na {written}"
    assert panel.shared.label.title.value == 'Na {{ row["Nome da Feira"] }}'
    panel.shared.label.title.value = "{Nome da Fera}"
    assert "Did you mean" in panel.shared.columns.words.value


def test_what_a_table_offers_is_said_in_the_language_chosen_before_it_came(places):
    made = studio()
    made.language.value = "hi"
    panel = made.show("sheet")

    panel.shared.table.path.value = places
    english = set(catalog("hi").words) - set(catalog("hi").words.values())
    assert sorted(labels(made) & english) == []


def test_copies_and_language_of_a_row_are_chosen_columns(places):
    panel = studio(SHOP).show("sheet")
    panel.shared.table.path.value = places

    panel.shared.roles.menus["copies"].value = "Copias"
    panel.shared.roles.menus["language"].value = "lingua"
    assert 'copies="{{ Copias }}"' in panel.call.value
    assert 'language="{{ lingua }}"' in panel.call.value
    assert panel.error.value == ""


def test_a_sheet_of_ones_own_is_drawn_as_it_is_measured():
    panel = studio(SHOP).show("sheet")
    own = panel.stocks.own

    own.across.value, own.down.value = 2, 4
    own.width.value, own.height.value, own.left.value = 90.0, 60.0, 10.0
    assert 'alt="my sheet: 90 x 60 mm, 8 on A4"' in own.picture.value
    own.use.click()
    assert panel.made.stock.grid == (2, 4)
    assert "ck.Stock(" in panel.call.value
    own.width.value = 200.0
    assert 'role="alert"' in own.words.value


def test_a_logo_that_no_design_has_room_for_is_told(tmp_path):
    from PIL import Image

    Image.new("RGB", (60, 60), "#C0392B").save(tmp_path / "sun.png")
    panel = studio(SHOP).show("sticker")

    panel.shared.shop.logo.value = str(tmp_path / "sun.png")
    panel.shared.label.design.value = "gift-tag"
    assert "not shown" in panel.shared.label.logo_words.value
    panel.shared.label.design.value = "poster"
    assert panel.shared.label.logo_words.value == ""


def test_the_link_of_a_message_goes_to_the_customer():
    panel = studio(SHOP).show("message")

    panel.form.customer.value = "(11) 91234-5678"
    assert 'href="https://wa.me/5511912345678?text=' in panel.words.value
    assert "Copy the text" in panel.words.value


@pytest.mark.parametrize(("amount", "paid"), [("12,50", "12.50"), ("R$ 1.234,50", "1234.50")])
def test_money_is_read_as_people_write_it(amount, paid):
    panel = studio(SHOP).show("pay")
    panel.boxes["pix"]["key"].value = "sol@example.com"
    panel.boxes["pix"]["city"].value = "Recife"

    panel.amount.value = amount
    assert f"54{len(paid):02}{paid}" in panel.made.payload
    panel.amount.value = "abc"
    assert panel.error in panel.children[1].children[1].children


def test_a_page_to_try_on_plain_paper_comes_with_the_labels(files):
    panel = studio(SHOP).show("sheet")

    panel.build_button.click()
    assert "100 %" in panel.links.value
    assert files(panel)["test page.pdf"].startswith(b"%PDF-")
