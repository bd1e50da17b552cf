"""A design becomes one's own: copied, changed, shown with what it needs and suits."""

from __future__ import annotations

import pytest

from campaignkit import layout, pictures
from campaignkit.assets.design_files import DesignCard, copy_design
from campaignkit.assets.sticker import sticker
from campaignkit.business import Business
from campaignkit.errors import BadInput, NotFound


@pytest.mark.parametrize("name", layout.names())
def test_a_copy_is_a_design_of_ones_own_that_prints_the_same(name, tmp_path):
    path = copy_design(name, tmp_path / "ours.toml")

    assert layout.load(str(path)).wording == layout.load(name).wording
    assert layout.load(str(path)).fact_names() == layout.load(name).fact_names()


def test_a_copy_is_changed_and_used_by_its_path(tmp_path):
    path = copy_design("chat-with-us", tmp_path / "ours.toml")
    path.write_text(path.read_text("utf-8").replace("Chat with us", "Hello!"), "utf-8")
    shop = Business("Sol", phone="+5511987654321", country="BR")

    assert sticker(str(path), shop, theme="market").title == "Hello!"


def test_a_copy_overwrites_nothing_and_names_what_is_near(tmp_path):
    copy_design("flyer", tmp_path / "ours.toml")

    with pytest.raises(BadInput, match="is there already"):
        copy_design("flyer", tmp_path / "ours.toml")
    with pytest.raises(NotFound, match="no design called 'flier'"):
        copy_design("flier", tmp_path / "other.toml")


def test_a_card_says_what_a_design_needs_and_shows_it():
    card = DesignCard.of("coupon", theme="minimal")

    assert "offer (needed): what it is worth" in str(card)
    assert "Its own size: 105 x 74 mm." in str(card)
    assert len(card.stickers()) >= 5
    assert pictures.open_picture(card.png()).width > 1000


def test_a_design_that_suits_no_label_says_why_when_it_is_to_be_shown(tmp_path):
    path = copy_design("chat-with-us", tmp_path / "ours.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Chat with us", "Chat \u07ff"), encoding="utf-8")

    with pytest.raises(NotFound, match=r"No installed font has Nkoo"):
        DesignCard.of(str(path)).png()


@pytest.mark.parametrize("name", ["review-us", "pay-here", "wifi-card", "table-card"])
def test_a_card_finds_facts_for_every_kind_of_design(name):
    assert DesignCard.of(name).stickers()
