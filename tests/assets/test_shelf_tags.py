"""Shelf tags whose codes are light enough for their labels: by title, or by id where need be."""

from __future__ import annotations

from io import BytesIO

import pytest

from campaignkit import qr
from campaignkit.assets.catalog import catalog
from campaignkit.assets.sheet import find_stock
from campaignkit.assets.shelf_tags import TagLabel, most_modules
from campaignkit.business import Business
from campaignkit.link_kinds import chat

SHOP = Business("قهوة الشمس", phone="050 123 4567", country="SA", language="ar")
LONG = "مصباح محمول قابل لإعادة الشحن بضوء أبيض"
ROWS = [
    {"id": "A-1", "title": "شاي", "price": "5"},
    {"id": "A-2", "title": LONG, "price": "25"},
    {"id": "A-3", "title": LONG, "price": "25", "link": "https://shop.example/" + "a" * 150},
]


def links(sheet) -> list[str]:
    labels = [each.drawing for page in sheet.pages() for each in page.placed]
    return [code.symbol.text for label in labels for code in label.codes()]


def test_a_title_too_dense_for_the_label_gives_way_to_the_id_and_that_is_told_with_its_row():
    tags = catalog(ROWS[:2], SHOP).shelf_tags(stock="Avery 5160")

    short, by_id = links(tags)
    assert short.startswith("https://wa.me/966501234567?text=%D8%B4")
    assert by_id == "https://wa.me/966501234567?text=A-2"
    (note,) = tags.notes
    assert (note.rule, note.where.row, note.severity) == ("tag.dense", 2, "warning")
    assert "on a label of 66.67 x 25.4 mm" in note.message
    assert "The code names the id 'A-2' instead" in note.message
    assert note.value > note.limit
    assert note in list(tags.check())
    assert not tags.check().errors
    tags.save(BytesIO())


def test_a_larger_label_keeps_the_title():
    tags = catalog(ROWS[:2], SHOP).shelf_tags(stock="Avery L7165")

    assert all("%D8" in link for link in links(tags))
    assert not tags.notes


def test_a_link_of_the_shops_own_is_never_changed():
    tags = catalog(ROWS[2:], SHOP).shelf_tags(stock="Avery L7165")

    assert links(tags) == [ROWS[2]["link"]]
    assert not tags.notes


def test_a_template_of_ones_own_may_use_the_id():
    template = "https://wa.me/966501234567?text={{ id }}"
    tags = catalog(ROWS[:2], SHOP).shelf_tags(stock="Avery 5160", link=template)

    assert links(tags) == [f"https://wa.me/966501234567?text=A-{n}" for n in (1, 2)]
    assert not tags.notes


@pytest.mark.parametrize("language", ["hi", "ar"])
def test_every_tag_of_a_long_table_in_another_script_scans_on_small_labels(language: str):
    word = {"hi": "रिचार्ज होने वाला लैंप", "ar": "مصباح قابل للشحن"}[language]
    rows = [{"id": f"A-{n}", "title": f"{word} {n}", "price": str(n + 1)} for n in range(30)]

    tags = catalog(rows, SHOP).shelf_tags(stock="Avery 5160", language=language)
    assert not tags.check().errors


def test_a_price_of_several_and_its_unit_stand_on_the_tag():
    shop = Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    rows = [{"id": "1", "title": "Pão", "price": "a partir de R$ 10/kg"}]
    (tag,) = catalog(rows, shop).tags("pt_BR")

    assert tag["price"].replace("\xa0", " ") == "a partir de R$ 10,00"
    assert tag["note"] == "/ kg"


def tagged(rows, stock="Avery 5160", design="shelf-tag"):
    """Return the links of tags made for a label, and what was said of them, undrawn."""
    label = TagLabel(design, find_stock(stock))
    made, notes = catalog(rows, SHOP).tags_on(label, "ar")
    return [tag["link"] for tag in made], [note.where.row for note in notes]


def test_a_long_link_of_the_shops_own_stays_even_on_a_small_label():
    assert tagged([ROWS[2]]) == ([ROWS[2]["link"]], [])


def test_an_empty_cell_among_links_of_the_shops_own_gets_a_chat_that_may_give_way():
    links, rows = tagged([ROWS[2], {**ROWS[1], "link": ""}])

    assert links == [ROWS[2]["link"], "https://wa.me/966501234567?text=A-2"]
    assert rows == [2]


def test_a_product_without_an_id_keeps_its_title():
    links, rows = tagged([ROWS[0], {**ROWS[1], "id": ""}])

    assert "%D9%85" in links[1]
    assert rows == []


def test_an_id_that_is_no_shorter_changes_nothing():
    links, rows = tagged(
        [{"id": "مصباح-محمول-قابل-لإعادة-الشحن-بضوء-أبيض", "title": LONG, "price": "5"}]
    )

    assert "%20" in links[0]
    assert rows == []


def test_the_densest_code_that_scans_on_the_label_is_left():
    stock = find_stock("Avery 5160")
    rows = [{"id": f"A-{n}", "title": "ش" * n, "price": "1"} for n in range(1, 30)]
    made = [{"title": row["title"], "price": "1", "note": "", "link": ""} for row in rows]
    most = most_modules(made, SHOP, "ar", TagLabel("shelf-tag", stock))

    links, told = tagged(rows)
    needed = [qr.budget(chat.link(SHOP, row["title"])).modules for row in rows]
    assert min(needed) <= most < max(needed)
    assert told == [at for at, modules in enumerate(needed, 1) if modules > most]
    (drawn,) = catalog(rows[:1], SHOP).shelf_tags(stock=stock).pages()
    (code,) = drawn.placed[0].drawing.codes()
    assert code.side / (most + 8) >= 0.4 - 0.001
    assert code.side / (most + 9) < 0.4
    assert len(links) == len(rows)
