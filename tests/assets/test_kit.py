"""A kit: a shop's matched set, as one value that shows, checks and saves itself."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.assets.catalog import catalog
from campaignkit.assets.kit import _CELL, _GAP, Kit, _board, kit, sketched
from campaignkit.assets.printed_asset import Printed
from campaignkit.business import Business
from campaignkit.errors import NotFound
from campaignkit.payments import pix

SHOP = Business(
    "Padaria Sol",
    phone="(11) 98765-4321",
    country="BR",
    language="pt_BR",
    hours="Seg a sáb, 6h–20h",
)
PAYMENT = pix.payload(key="sol@example.com", name="Padaria Sol", city="Recife", amount="25.50")
ALWAYS = {
    *("window-poster", "counter-card", "labels", "business-card", "business-card-back"),
    *("table-tent", "sticker-pack", "status", "square-post", "catalog-cover", "profile-picture"),
}


@pytest.fixture(scope="module")
def full() -> Kit:
    products = catalog([{"id": "1", "title": "Pão", "price": "4,50 BRL"}], SHOP)
    return kit(SHOP, theme="market", text="Oi!", payment=PAYMENT, catalog=products)


def test_a_kit_has_a_piece_for_every_surface(full):
    assert set(full) == {*ALWAYS, "opening-hours", "pay-sign", "price-list", "table-card"}
    assert dict(full.left_out) == {}
    assert full["window-poster"].payload == "https://wa.me/5511987654321?text=Oi%21"
    assert full["pay-sign"].payload == PAYMENT


def test_what_was_not_given_is_left_out_and_named():
    few = kit(Business("Sol", phone="(11) 98765-4321", country="BR"))

    assert set(few) == ALWAYS
    assert dict(few.left_out) == {"pay-sign": "give payment=", "price-list": "give catalog="}


def test_one_look_is_on_all_pieces(full):
    worn = {piece.dress.theme.name for piece in full.pieces.values() if hasattr(piece, "dress")}

    assert worn == {"market"}
    assert full["price-list"].plan.dress.theme.name == "market"
    assert full["price-list"].plan.titles == ("Cardápio",)  # a bakery serves


def test_paper_and_cards_are_those_of_the_country():
    there = kit(Business("Joe's Deli", phone="+12125550123", country="US"))

    sizes = {name: p.size for name, p in there.pieces.items() if isinstance(p, Printed)}
    assert sizes["window-poster"] == (215.9, 279.4)
    assert sizes["business-card"] == (88.9, 50.8)
    assert there["labels"].stock.name == "Avery 5160"


def test_every_code_of_a_kit_is_read_back(full):
    assert [problem for problem in full.check() if problem.severity == "error"] == []


def test_a_kit_saves_itself_with_its_links_and_a_contact_sheet(full, tmp_path):
    names = full.save(tmp_path / "kit", check=False)

    assert sorted(path.name for path in (tmp_path / "kit").iterdir()) == sorted(names)
    assert {
        "window-poster.pdf",
        "sticker-pack.wastickers",
        "contact-sheet.png",
        "status.gif",
    } <= set(names)
    screen = pictures.open_picture(tmp_path / "kit" / "status.png")
    assert (screen.width, screen.height) == (1080, 1920)
    with (tmp_path / "kit" / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[:2] == [["what", "link"], ["chat", "https://wa.me/5511987654321?text=Oi%21"]]


def test_it_shows_itself_as_one_picture_with_words(full):
    data, _ = full._repr_mimebundle_()

    assert "Kit of Padaria Sol, theme market" in data["text/plain"]
    assert pictures.open_picture(full.png()).width > 1000


def test_a_sketch_is_the_contact_sheet_with_the_packs_place_left_free():
    made, sheet = sketched(SHOP, theme="market")
    whole = kit(SHOP, theme="market")
    seen, all_of_it = (pictures.open_picture(each).array() for each in (sheet, whole.png()))

    assert [name for name in whole if name not in made] == ["sticker-pack"]
    differs = np.argwhere((seen != all_of_it).any(axis=2))
    row, column = divmod(list(whole).index("sticker-pack"), 4)
    assert (differs // 360 == (row, column)).all()  # 340 pixels and 20 around them
    assert len(differs) > 10_000


def test_there_is_no_theme_of_that_name():
    with pytest.raises(NotFound, match="no theme called 'markte'"):
        kit(SHOP, theme="markte")


def test_there_is_no_drawing_of_that_name():
    with pytest.raises(NotFound, match="no drawing called 'bicycles shop'"):
        kit(SHOP, artwork="bicycles shop")


def test_what_is_doubtful_about_a_shop_is_told_once_for_its_kit():
    shop = Business("Sol", phone="55 8765 4321", country="MX")  # in a form that may lack a 1

    told = [each for each in kit(shop).check() if "Mexico" in each.message]
    assert [each.where.file for each in told] == ["window-poster"]


@pytest.mark.parametrize("season", ["diwali", "carnaval"])
def test_neither_a_seasons_pattern_nor_a_picture_for_screens_is_told_to_be_cut(season):
    made = kit(SHOP, theme="market", season=season)

    cut = {each.where.file for each in made.check() if "a die may cut" in each.message}
    assert not cut


def test_each_piece_stands_in_the_middle_of_its_place_on_the_contact_sheet():
    wide, tall = (np.zeros((*size, 3), np.uint8) for size in ((40, 300), (300, 40)))

    board = pictures.open_picture(_board([wide, tall])).array()[:, :, 0]

    for number in range(2):
        left = _GAP + number * (_CELL + _GAP)
        place = board[_GAP : _GAP + _CELL, left : left + _CELL] == 0
        assert (place == place[::-1]).all()
        assert (place == place[:, ::-1]).all()
        assert place.sum() == 40 * 300
